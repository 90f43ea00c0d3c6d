/*
 * reconcile.h -- what became of each claim that was sent.
 */
#ifndef CT_OUT_RECONCILE_H
#define CT_OUT_RECONCILE_H

#include "out/cob.h"

enum ct_reconcile_format { CT_RECONCILE_TEXT, CT_RECONCILE_CSV, CT_RECONCILE_JSON };

/* Rejections that came back: TA1, and AK9 or IK5 of a 999. */
typedef struct ct_acks ct_acks;
ct_acks *ct_acks_new(void); /* NULL: no memory */
void ct_acks_free(ct_acks *);
/* Reads one file of them; `reader` is quiet. */
enum ct_status ct_acks_add(ct_acks *, ct_reader *reader, int fd);

/*
 * One row for each claim of `cob->claims`, in order, then the totals; to be called instead of
 * ct_cob_pair().  What pairs with no claim is told through the cob's callback.
 */
enum ct_status ct_reconcile(ct_cob *, const ct_acks *, enum ct_reconcile_format, ct_buffer *out);

#endif
