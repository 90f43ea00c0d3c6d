/* reconcile_acks.h -- which of the sets that were sent their acknowledgments reject. */
#ifndef CT_OUT_RECONCILE_ACKS_H
#define CT_OUT_RECONCILE_ACKS_H

#include "out/reconcile.h"

/* After the last file; `reader` is the one of ct_acks_add(). */
enum ct_status ct_acks_close(ct_acks *, const ct_cob_store *sent, ct_reader *reader);
/* Whether the set of this number in the store, its group or its interchange was rejected. */
bool ct_acks_reject(const ct_acks *, uint32_t set);

#endif
