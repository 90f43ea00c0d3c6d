/* totals.h -- what a claim's first segment adds to the sums of its set. */
#ifndef CT_CLAIM_TOTALS_H
#define CT_CLAIM_TOTALS_H

#include "x12/segment.h"

/* CLM02 to charges; CLP03 to charges, CLP04 to payments. What is no amount adds nothing. */
void ct_claim_amounts(const ct_segment *, ct_set_summary *);

#endif
