/*
 * sum.c -- exact sums of amounts of a claim.
 *
 * Knows decimals, and that a CAS carries up to six amounts.  Knows no equation.
 */
#include "claim/sum.h"

static const int64_t cent = INT64_C(10000000000000000); /* of 10^-18 */

bool ct_sum_decimal(const ct_sum *s, ct_decimal *d) {
  if (s->over) return false;
  ct_wide v = s->value;
  unsigned scale = 18;
  /* most sums are cents: sixteen zeros go in one step */
  if (v % cent == 0) {
    v /= cent;
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

/*
 * Amounts as nearly all are written: digits, perhaps a sign in front and two decimals behind
 * a point.  False: the full reader is to look at it.
 */
static inline bool read_cents(const char *p, size_t len, int64_t *cents) {
  if (len == 0 || len > 14) return false;
  const char *end = p + len;
  bool minus = *p == '-';
  p += minus;
  int64_t v = 0;
  const char *start = p;
  while (p < end && (unsigned)(*p - '0') <= 9) v = v * 10 + (*p++ - '0');
  if (p == end) {
    if (p == start) return false;
    v *= 100;
  } else {
    if (*p != '.' || end - p != 3) return false;
    unsigned tens = (unsigned)(p[1] - '0'), ones = (unsigned)(p[2] - '0');
    if (tens > 9 || ones > 9) return false;
    v = v * 100 + (int64_t)(tens * 10 + ones);
  }
  *cents = minus ? -v : v;
  return true;
}

static inline void add_value(ct_sum *s, const char *text, size_t len) {
  ct_decimal d;
  int64_t cents;
  if (read_cents(text, len, &cents)) {
    ct_sum_add_wide(s, (ct_wide)cents * cent);
  } else if (ct_decimal_parse(ct_slice_make(text, len), &d) == CT_DECIMAL_OK) {
    ct_sum_add(s, d);
  } else {
    s->bad = true;
  }
}

void ct_sum_value(ct_sum *s, ct_slice value) {
  add_value(s, value.ptr, value.len);
}

void ct_sum_element(ct_sum *s, const ct_segment *segment, unsigned e) {
  ct_sum_value(s, ct_segment_get(segment, e));
}

/* ---- adjustments ------------------------------------------------------------------------ */

static void read_amount(ct_adjustment *a, ct_slice value) {
  a->bad = ct_decimal_parse(value, &a->amount) != CT_DECIMAL_OK;
  if (a->bad) a->amount = ct_decimal_zero();
}

ct_cas ct_cas_start(const ct_segment *cas) {
  ct_cas c = {ct_walk_start(cas), {"", 0}};
  if (ct_walk_element(&c.walk)) c.group = c.walk.value;
  return c;
}

bool ct_cas_next(ct_cas *c, ct_adjustment *a) {
  a->group = c->group;
  a->reason = ct_slice_empty();
  while (c->walk.element < 18 && ct_walk_element(&c->walk)) {
    unsigned part = c->walk.element % 3; /* 2 reason, 0 amount, 1 quantity */
    if (part == 2) a->reason = c->walk.value;
    if (part == 0 && (a->reason.len != 0 || c->walk.value.len != 0)) {
      read_amount(a, c->walk.value);
      return true;
    }
  }
  if (a->reason.len == 0) return false;
  read_amount(a, ct_slice_empty()); /* a reason without an amount ends the segment */
  return true;
}

/* The same triplets as ct_cas_next, straight from the marks: this runs for every CAS. */
void ct_sum_adjustments(ct_sum *s, const ct_segment *cas) {
  const char *text = cas->text;
  char separator = cas->delims.element;
  enum { TAG, GROUP, REASON, AMOUNT, QUANTITY } part = TAG;
  uint32_t from = 0, marks = cas->marks, origin = cas->origin;
  unsigned triplets = 0;
  bool reason = false;
  for (uint32_t i = 0; i <= marks && triplets < 6; i++) {
    uint32_t to = cas->mark[i] - origin;
    if (i < marks && text[to] != separator) continue;
    if (part == REASON) reason = to != from;
    if (part == AMOUNT) {
      if (reason || to != from) add_value(s, text + from, to - from);
      reason = false;
      triplets++;
    }
    part = part == QUANTITY ? REASON : part + 1;
    from = to + 1;
  }
  if (reason) s->bad = true; /* a reason without an amount ends the segment */
}

ct_cas ct_plb_start(const ct_segment *plb) {
  ct_cas c = {ct_walk_start(plb), {"", 0}};
  if (ct_walk_element(&c.walk)) ct_walk_element(&c.walk); /* provider, fiscal period */
  return c;
}

bool ct_plb_next(ct_cas *c, ct_adjustment *a) {
  a->group = c->group;
  a->reason = ct_slice_empty();
  while (c->walk.element < 14 && ct_walk_element(&c->walk)) {
    if (c->walk.element % 2 != 0) {
      a->reason = c->walk.value;
      ct_slice_part(a->reason, c->walk.segment->delims.component, 1, &a->reason);
    } else if (a->reason.len != 0 || c->walk.value.len != 0) {
      read_amount(a, c->walk.value);
      return true;
    }
  }
  if (a->reason.len == 0) return false;
  read_amount(a, ct_slice_empty());
  return true;
}
