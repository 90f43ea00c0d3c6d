/*
 * reconcile.h -- what became of each claim that was sent.
 */
#ifndef CT_OUT_RECONCILE_H
#define CT_OUT_RECONCILE_H

#include "out/cob.h"

enum ct_reconcile_format { CT_RECONCILE_TEXT, CT_RECONCILE_CSV, CT_RECONCILE_JSON };

/* What came back: TA1, 999 and 997. */
typedef struct ct_acks ct_acks;
ct_acks *ct_acks_new(void); /* NULL: no memory */
void ct_acks_free(ct_acks *);
/* Reads one file of them; `reader` is quiet and shallow, `name` lives as long as the acks. */
enum ct_status ct_acks_add(ct_acks *, ct_reader *reader, const char *name, int fd);
uint64_t ct_acks_count(const ct_acks *); /* TA1 and answered groups so far */

/*
 * One row for each claim of `cob->claims`, in order, then the totals; to be called instead of
 * ct_cob_pair().  What pairs with no claim is told through the cob's callback.  `reader` is the
 * one of ct_acks_add().
 */
enum ct_status ct_reconcile(ct_cob *, ct_acks *, ct_reader *reader, enum ct_reconcile_format,
                            ct_buffer *out);

#endif
