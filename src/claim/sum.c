/*
 * sum.c -- exact sums of amounts of a claim.
 *
 * Knows decimals, and that a CAS carries up to six amounts.  Knows no equation.
 */
#include "claim/sum.h"

static const int64_t power10[19] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    INT64_C(10000000000),
    INT64_C(100000000000),
    INT64_C(1000000000000),
    INT64_C(10000000000000),
    INT64_C(100000000000000),
    INT64_C(1000000000000000),
    INT64_C(10000000000000000),
    INT64_C(100000000000000000),
    INT64_C(1000000000000000000)};

ct_wide ct_wide_of(ct_decimal d) {
  return (ct_wide)d.mantissa * power10[18 - (d.scale > 18 ? 18 : d.scale)];
}

bool ct_sum_decimal(const ct_sum *s, ct_decimal *d) {
  if (s->over) return false;
  ct_wide v = s->value;
  unsigned scale = 18;
  /* most sums are cents: sixteen zeros go in one step */
  if (v % power10[16] == 0) {
    v /= power10[16];
    scale = 2;
  }
  while (scale > 0 && v % 10 == 0) {
    v /= 10;
    scale--;
  }
  if (v > INT64_MAX || v < INT64_MIN) return false;
  *d = (ct_decimal){(int64_t)v, (uint8_t)scale};
  return true;
}

static void add_value(ct_sum *s, ct_slice value) {
  ct_decimal d;
  if (ct_decimal_parse(value, &d) == CT_DECIMAL_OK) {
    ct_sum_add(s, d);
  } else {
    s->bad = true;
  }
}

void ct_sum_element(ct_sum *s, const ct_segment *segment, unsigned e) {
  add_value(s, ct_segment_get(segment, e));
}

void ct_sum_adjustments(ct_sum *s, const ct_segment *cas) {
  bool reason = false;
  for (ct_walk w = ct_walk_start(cas); ct_walk_element(&w) && w.element <= 3 * CT_CAS_TRIPLETS;) {
    unsigned part = w.element % 3; /* 2 reason, 0 amount, 1 quantity (or the group) */
    if (part == 2) reason = w.value.len != 0;
    if (part == 0) {
      if (reason || w.value.len != 0) add_value(s, w.value);
      reason = false;
    }
  }
  if (reason) s->bad = true; /* a reason without an amount ends the segment */
}
