/*
 * sum.h -- sums of money wide enough for any claim, exact at any scale.
 *
 * A sum counts 10^-18 in 128 bits, so decimals of any scale add without being brought to
 * one scale first; 170 of the largest decimals fit, and what does not is noticed.
 */
#ifndef CT_CLAIM_SUM_H
#define CT_CLAIM_SUM_H

#include "base/decimal.h"
#include "x12/segment.h"

typedef struct ct_sum {
  ct_wide value;
  bool bad;  /* a summand is absent or no number: nothing can be said */
  bool over; /* passed 128 bits: value is meaningless */
} ct_sum;

static inline ct_sum ct_sum_zero(void) {
  return (ct_sum){0, false, false};
}
/* Neither bad nor over. */
static inline bool ct_sum_known(const ct_sum *s) {
  return !s->bad && !s->over;
}

static inline void ct_sum_add_wide(ct_sum *s, ct_wide v) {
  if (__builtin_add_overflow(s->value, v, &s->value)) s->over = true;
}
static inline void ct_sum_add(ct_sum *s, ct_decimal d) {
  ct_sum_add_wide(s, ct_wide_of(d));
}
static inline void ct_sum_plus(ct_sum *s, const ct_sum *t) {
  ct_sum_add_wide(s, t->value);
  s->bad |= t->bad;
  s->over |= t->over;
}
static inline void ct_sum_minus(ct_sum *s, const ct_sum *t) {
  if (__builtin_sub_overflow(s->value, t->value, &s->value)) s->over = true;
  s->bad |= t->bad;
  s->over |= t->over;
}
/* false: it does not fit a decimal (or the sum is over). */
bool ct_sum_decimal(const ct_sum *, ct_decimal *);

/* Adds element e: absent, or no number, makes the sum bad. */
void ct_sum_element(ct_sum *, const ct_segment *, unsigned e);
void ct_sum_value(ct_sum *, ct_slice value);

/* ---- adjustments ------------------------------------------------------------------------ */

typedef struct ct_adjustment { /* one triplet of a CAS */
  ct_slice group, reason;
  ct_decimal amount;
  bool bad; /* the amount is absent or no number: amount is zero */
} ct_adjustment;

typedef struct ct_cas {
  ct_walk walk;
  ct_slice group;
} ct_cas;
ct_cas ct_cas_start(const ct_segment *cas);
/* The next triplet that has a reason or an amount: elements 2, 5, 8, 11, 14, 17 and after. */
bool ct_cas_next(ct_cas *, ct_adjustment *);
/* Adds the amounts of a CAS: elements 3, 6, 9, 12, 15, 18. */
void ct_sum_adjustments(ct_sum *, const ct_segment *cas);

/* The next amount of a PLB (elements 4, 6, 8, 10, 12, 14) with its reason code (C042-1). */
ct_cas ct_plb_start(const ct_segment *plb);
bool ct_plb_next(ct_cas *, ct_adjustment *);

#endif
