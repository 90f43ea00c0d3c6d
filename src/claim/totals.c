/* totals.c -- charges and payments of a set, from CLM and CLP alone. */
#include "claim/totals.h"

#include "base/decimal.h"

static void add(const ct_segment *s, unsigned element, ct_decimal *sum, bool *overflowed) {
  ct_decimal amount;
  if (ct_decimal_parse(ct_segment_get(s, element), &amount) != CT_DECIMAL_OK) return;
  if (!ct_decimal_add(*sum, amount, sum)) *overflowed = true;
}

void ct_claim_amounts(const ct_segment *s, ct_set_summary *sum) {
  if (s->tag == CT_TAG3('C', 'L', 'M')) {
    add(s, 2, &sum->charges, &sum->amounts_overflowed);
  } else if (s->tag == CT_TAG3('C', 'L', 'P')) {
    sum->has_payments = true;
    add(s, 3, &sum->charges, &sum->amounts_overflowed);
    add(s, 4, &sum->payments, &sum->amounts_overflowed);
  }
}
