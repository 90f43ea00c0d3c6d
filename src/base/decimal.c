/*
 * decimal.c -- exact decimals in 64 bits.
 *
 * Knows how numbers are written and added.  Knows no money rules: how many digits or
 * decimals an element may have is its guide's business.
 */
#include "base/decimal.h"

#include "base/swar.h"

enum { MAX_DIGITS = 18, MAX_SCALE = 18 };

static const int64_t power10[MAX_SCALE + 1] = {1,
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

/* Up to eight bytes, the last one highest, the front filled with '0'. */
static uint64_t right_aligned(const char *p, size_t len) {
  uint64_t w = ct_swar_load_short(p, len);
  return len < 8 ? w << (8 * (8 - len)) | CT_SWAR(0x30) >> (8 * len) : w;
}

/* Takes the first point out of a right-aligned word; how many bytes stand after it, -1 if none. */
static int close_point(uint64_t *w) {
  uint64_t point = ct_swar_equal(*w, '.');
  if (!point) return -1;
  unsigned at = 8 * ct_swar_first(point);
  uint64_t before = *w & ((UINT64_C(1) << at) - 1);
  *w = (*w & ~((UINT64_C(0x100) << at) - 1)) | before << 8 | '0';
  return 7 - (int)(at / 8);
}

/* Shifts the zeros at the end of a fraction out; returns how many. */
static unsigned drop_zeros(uint64_t *digits, unsigned fraction) {
  uint64_t w = *digits & CT_SWAR(0x0F);
  unsigned zeros = w ? (unsigned)__builtin_clzll(w) / 8 : 7;
  if (zeros > fraction) zeros = fraction;
  *digits = w << (8 * zeros);
  return zeros;
}

static enum ct_decimal_error give(ct_decimal *out, int64_t value, size_t scale, bool minus) {
  *out = (ct_decimal){minus ? -value : value, (uint8_t)scale};
  return CT_DECIMAL_OK;
}

/* Up to eight bytes of digits and one point, one integer operation for all of them. */
static enum ct_decimal_error parse_short(const char *p, size_t len, bool minus, ct_decimal *out) {
  uint64_t w = right_aligned(p, len);
  int fraction = close_point(&w);
  if (!ct_swar_digits(w) || (fraction == 0 && len == 1)) return CT_DECIMAL_NOT_A_NUMBER;
  unsigned scale = fraction > 0 ? (unsigned)fraction : 0;
  scale -= drop_zeros(&w, scale);
  return give(out, ct_swar_number(w), scale, minus);
}

/* Any length: the shape is checked to the end before a size is held against it. */
static enum ct_decimal_error parse_long(const char *p, size_t len, bool minus, ct_decimal *out) {
  int64_t value = 0;
  unsigned digits = 0;            /* significant ones taken into value */
  size_t zeros = 0;               /* after the point, not yet known to be followed by more */
  size_t fraction = 0, scale = 0; /* bytes after the point; those taken into value */
  bool seen_point = false, any = false, over = false;
  for (size_t i = 0; i < len; i++) {
    unsigned d = (unsigned)(unsigned char)p[i] - '0';
    if (p[i] == '.' && !seen_point) {
      seen_point = true;
      continue;
    }
    if (d > 9) return CT_DECIMAL_NOT_A_NUMBER;
    any = true;
    if (seen_point) fraction++;
    if (d == 0 && (digits == 0 || seen_point)) { /* leading, or perhaps trailing: wait */
      if (seen_point) zeros++;
      continue;
    }
    size_t more = digits == 0 ? 1 : zeros + 1; /* leading zeros are not significant */
    if (over || more > MAX_DIGITS - digits || (seen_point && fraction > MAX_SCALE)) {
      over = true;
      continue;
    }
    value = value * power10[more] + (int64_t)d;
    digits += (unsigned)more;
    zeros = 0;
    scale = fraction;
  }
  if (!any) return CT_DECIMAL_NOT_A_NUMBER;
  if (over) return CT_DECIMAL_OVERFLOW;
  return give(out, value, scale, minus);
}

/* 9 to 16 bytes, as amounts of the larger claims have, in two words; a point in the first is rare.
 */
static enum ct_decimal_error parse_two(const char *p, size_t len, bool minus, ct_decimal *out) {
  uint64_t head = right_aligned(p, len - 8), tail = ct_swar_load(p + len - 8);
  if (!ct_swar_digits(head)) return parse_long(p, len, minus, out);
  int fraction = close_point(&tail);
  if (!ct_swar_digits(tail)) return CT_DECIMAL_NOT_A_NUMBER;
  unsigned scale = fraction > 0 ? (unsigned)fraction : 0, in_tail = fraction < 0 ? 8 : 7;
  unsigned zeros = drop_zeros(&tail, scale);
  int64_t value = ct_swar_number(head) * power10[in_tail - zeros] + ct_swar_number(tail);
  return give(out, value, scale - zeros, minus);
}

enum ct_decimal_error ct_decimal_parse(ct_slice s, ct_decimal *out) {
  const char *p = s.ptr;
  size_t len = s.len;
  bool minus = len > 0 && *p == '-';
  p += minus;
  len -= minus;
  if (len == 0) return CT_DECIMAL_NOT_A_NUMBER;
  if (len <= 8) return parse_short(p, len, minus, out);
  return len <= 16 ? parse_two(p, len, minus, out) : parse_long(p, len, minus, out);
}

/* A scale above 18 can only come from outside the library: it is read as 18. */
static unsigned scale_of(ct_decimal d) {
  return d.scale > MAX_SCALE ? MAX_SCALE : d.scale;
}

static ct_decimal reduced(int64_t mantissa, unsigned scale) {
  while (scale > 0 && mantissa % 10 == 0) {
    mantissa /= 10;
    scale--;
  }
  return (ct_decimal){mantissa, (uint8_t)scale};
}

static ct_wide widened(ct_decimal d, unsigned scale) {
  return (ct_wide)d.mantissa * power10[scale - scale_of(d)];
}

ct_wide ct_wide_of(ct_decimal d) {
  return widened(d, MAX_SCALE);
}

/* A sum of two that are `scale` deep, reduced as far as it must; false when it never fits. */
static bool narrowed(ct_wide value, unsigned scale, ct_decimal *out) {
  while (scale > 0 && (value > INT64_MAX || value < INT64_MIN) && value % 10 == 0) {
    value /= 10;
    scale--;
  }
  if (value > INT64_MAX || value < INT64_MIN) return false;
  *out = (ct_decimal){(int64_t)value, (uint8_t)scale};
  return true;
}

bool ct_decimal_add(ct_decimal a, ct_decimal b, ct_decimal *sum) {
  int64_t m;
  if (a.scale == b.scale && !__builtin_add_overflow(a.mantissa, b.mantissa, &m)) {
    *sum = (ct_decimal){m, a.scale};
    return true;
  }
  unsigned sa = scale_of(a), sb = scale_of(b), scale = sa > sb ? sa : sb;
  int64_t ma, mb;
  if (!__builtin_mul_overflow(a.mantissa, power10[scale - sa], &ma) &&
      !__builtin_mul_overflow(b.mantissa, power10[scale - sb], &mb) &&
      !__builtin_add_overflow(ma, mb, &m)) {
    *sum = (ct_decimal){m, (uint8_t)scale};
    return true;
  }
  return narrowed(widened(a, scale) + widened(b, scale), scale, sum);
}

bool ct_decimal_subtract(ct_decimal a, ct_decimal b, ct_decimal *difference) {
  if (b.mantissa != INT64_MIN) {
    b.mantissa = -b.mantissa;
    return ct_decimal_add(a, b, difference);
  }
  unsigned sa = scale_of(a), sb = scale_of(b), scale = sa > sb ? sa : sb;
  return narrowed(widened(a, scale) - widened(b, scale), scale, difference);
}

int ct_decimal_compare(ct_decimal a, ct_decimal b) {
  unsigned sa = scale_of(a), sb = scale_of(b);
  if (sa == sb) return (a.mantissa > b.mantissa) - (a.mantissa < b.mantissa);
  unsigned scale = sa > sb ? sa : sb;
  ct_wide wa = widened(a, scale), wb = widened(b, scale);
  return (wa > wb) - (wa < wb);
}

/* Writes sign, whole part and fraction of at least `places` digits. */
static size_t format(ct_decimal d, unsigned places, char text[CT_DECIMAL_TEXT]) {
  char digits[20]; /* last digit first */
  unsigned n = 0, scale = d.scale;
  size_t len = 0;
  uint64_t m = d.mantissa < 0 ? 0 - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
  while (m > 0 || n <= scale) { /* at least one digit before the point */
    digits[n++] = (char)('0' + m % 10);
    m /= 10;
  }
  if (d.mantissa < 0) text[len++] = '-';
  while (n > scale) text[len++] = digits[--n];
  if (scale > 0 || places > 0) text[len++] = '.';
  while (n > 0) text[len++] = digits[--n];
  for (; scale < places; scale++) text[len++] = '0';
  text[len] = '\0';
  return len;
}

size_t ct_decimal_format(ct_decimal d, char text[CT_DECIMAL_TEXT]) {
  ct_decimal r = reduced(d.mantissa, scale_of(d));
  return format(r, 2, text);
}

size_t ct_decimal_format_x12(ct_decimal d, char text[CT_DECIMAL_TEXT]) {
  ct_decimal r = reduced(d.mantissa, scale_of(d));
  return format(r, 0, text);
}

_Static_assert((int)CT_DECIMAL_TEXT == (int)CT_DECIMAL_SIZE, "one size inside and out");

size_t ct_decimal_text(ct_decimal d, char text[CT_DECIMAL_SIZE]) {
  return ct_decimal_format(d, text);
}
