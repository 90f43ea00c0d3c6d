/*
 * recoup.h -- what payers took back, as rows of the managed-care recoupment form.
 *
 * A reversal (CLP02 22) is a recovery; a WO of the PLB is one; where both have one key (PLB03-2
 * is CLP07 or CLP01) they are the same one.  A negative WO says that the recovery of a reversal
 * waits: its row comes with the WO that takes the money, here or in a later file.
 */
#ifndef CT_OUT_RECOUP_H
#define CT_OUT_RECOUP_H

#include "base/buffer.h"

enum { CT_RECOUP_COLUMNS = 10 };
extern const char *const ct_recoup_columns[CT_RECOUP_COLUMNS];

typedef struct ct_recoup_options {
  bool json;
  const char *provider_id, *mce_name; /* NULL: not given */
} ct_recoup_options;

typedef struct ct_recoup ct_recoup;

ct_recoup *ct_recoup_new(const ct_recoup_options *, ct_buffer *out); /* NULL: no memory */
ct_sink *ct_recoup_sink(ct_recoup *);
/* After the last file: how many rows, how many of them lack a column, how many recoveries wait. */
typedef struct ct_recoup_counts {
  uint64_t rows, lacking[CT_RECOUP_COLUMNS], waiting;
} ct_recoup_counts;
const ct_recoup_counts *ct_recoup_finish(ct_recoup *);
void ct_recoup_free(ct_recoup *);

#endif
