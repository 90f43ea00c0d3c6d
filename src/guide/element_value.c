/*
 * element_value.c -- one simple value: character set, type, length, format.  It tells the
 * first thing that is wrong and no more.
 */
#include "base/charclass.h"
#include "base/date.h"
#include "base/decimal.h"
#include "guide/element.h"

enum {
  MONEY_DECIMALS = 2,
  MONEY_DIGITS = 18 /* an amount of as many digits leaves no room for a sum in 64 bits */
};

static bool tell(const ct_element_check *c, enum ct_fault_id id, ct_slice value, const char *what) {
  ct_fault f = ct_element_fault(c, id, value);
  f.args[0] = ct_slice_text(what);
  ct_element_tell(c, &f);
  return false;
}

/* ---- characters ------------------------------------------------------------------------- */

static bool check_characters(const ct_element_check *c, ct_slice value) {
  for (size_t i = 0; i < value.len; i++) {
    unsigned char b = (unsigned char)value.ptr[i];
    if (b >= 0x80) return tell(c, CT_F_CHARACTER_NOT_ALLOWED, value, "not ASCII");
    if (b < 0x20 || b == 0x7F) {
      ct_fault f = ct_element_fault(c, CT_F_CHARACTER_NOT_ALLOWED, value);
      f.args[0] = ct_slice_text("a control character");
      ct_element_tell(c, &f);
      return false;
    }
  }
  return true;
}

static bool all_blank(ct_slice value) {
  for (size_t i = 0; i < value.len; i++)
    if (value.ptr[i] != ' ') return false;
  return true;
}

/* ---- numbers ------------------------------------------------------------------------------ */

/* Digits of an optionally signed number with at most `points` points; 0: it is none. */
static size_t count_digits(ct_slice value, unsigned points, size_t *decimals) {
  size_t i = value.len && value.ptr[0] == '-', digits = 0, after = 0;
  bool point = false;
  for (; i < value.len; i++) {
    if (value.ptr[i] >= '0' && value.ptr[i] <= '9') {
      digits++;
      after += point;
    } else if (value.ptr[i] == '.' && points && !point) {
      point = true;
    } else {
      return 0;
    }
  }
  return *decimals = after, digits;
}

static size_t significant_decimals(ct_slice value, size_t decimals) {
  for (size_t i = value.len; decimals && value.ptr[i - 1] == '0'; i--) decimals--;
  return decimals;
}

/* The length that counts: digits; 0 when it is no number, which was told. */
static size_t check_number(const ct_element_check *c, const ct_element *e, ct_slice value) {
  bool real = e->type == CT_TYPE_R;
  size_t decimals = 0, digits = count_digits(value, real, &decimals);
  if (digits == 0) {
    ct_fault f = ct_element_fault(c, CT_F_ELEMENT_TYPE, value);
    f.args[0] = ct_slice_text(real ? "a decimal number" : "a whole number");
    ct_element_tell(c, &f);
    return 0;
  }
  if ((e->flags & CT_ELEMENT_MONEY) && significant_decimals(value, decimals) > MONEY_DECIMALS) {
    ct_fault f = ct_element_fault(c, CT_F_ELEMENT_TYPE, value);
    f.snip = 2;
    f.args[0] = ct_slice_text("an amount of at most two decimals");
    ct_element_tell(c, &f);
    return 0;
  }
  return digits;
}

/* ---- lengths -------------------------------------------------------------------------------- */

static bool tell_length(const ct_element_check *c, const ct_element *e, enum ct_fault_id id,
                        ct_slice value, size_t length, size_t bound) {
  ct_fault f = ct_element_fault(c, id, value);
  f.has_amounts = true;
  f.expected = (ct_decimal){(int64_t)bound, 0};
  f.actual = (ct_decimal){(int64_t)length, 0};
  if (id == CT_F_ELEMENT_TOO_LONG && bound != e->max) {
    f.snip = e->length_layer == CT_LAYER_PARTNER ? 7 : 2;
    if (e->flags & CT_ELEMENT_LIMIT_SOFT) f.severity = CT_WARNING;
  }
  ct_element_tell(c, &f);
  return (e->flags & CT_ELEMENT_LIMIT_SOFT) && id == CT_F_ELEMENT_TOO_LONG && length <= e->max;
}

static bool check_length(const ct_element_check *c, const ct_element *e, ct_slice value,
                         size_t length) {
  if (length < e->min) return tell_length(c, e, CT_F_ELEMENT_TOO_SHORT, value, length, e->min);
  size_t most = e->ig_max && e->ig_max < e->max ? e->ig_max : e->max;
  if (length <= most) return true;
  if ((e->flags & CT_ELEMENT_MONEY) && length >= MONEY_DIGITS) {
    ct_fault f = ct_element_fault(c, CT_F_AMOUNT_OVERFLOW, value);
    f.args[0] = ct_slice_text("is too large to be added to anything");
    ct_element_tell(c, &f);
    return false;
  }
  return tell_length(c, e, CT_F_ELEMENT_TOO_LONG, value, length, length > e->max ? e->max : most);
}

/* ---- formats ---------------------------------------------------------------------------------- */

static bool check_date(const ct_element_check *c, const ct_element *e, ct_slice value) {
  if (e->max == 6)
    return ct_date_valid_short(value) || tell(c, CT_F_DATE_INVALID, value, "YYMMDD");
  return ct_date_valid(value) || tell(c, CT_F_DATE_INVALID, value, "CCYYMMDD");
}

static bool check_time(const ct_element_check *c, const ct_element *e, ct_slice value) {
  if (e->max == 4) return ct_time_valid_hhmm(value) || tell(c, CT_F_TIME_INVALID, value, "HHMM");
  return ct_time_valid(value) || tell(c, CT_F_TIME_INVALID, value, "HHMM, HHMMSS or HHMMSSDD");
}

#define FORMAT2(a, b)    ((uint64_t)(a) << 56 | (uint64_t)(b) << 48)
#define FORMAT3(a, b, c) (FORMAT2(a, b) | (uint64_t)(c) << 40)

static bool check_format(const ct_element_check *c, ct_slice value, ct_slice by) {
  bool backwards = false;
  switch (ct_slice_pack(by)) {
  case FORMAT2('D', '8'):
    return ct_date_valid(value) || tell(c, CT_F_DATE_INVALID, value, "CCYYMMDD (D8)");
  case FORMAT3('R', 'D', '8'):
    if (ct_date_valid_range(value, &backwards) && !backwards) return true;
    return tell(c, CT_F_DATE_INVALID, value,
                backwards ? "CCYYMMDD-CCYYMMDD (RD8), the first not after the second"
                          : "CCYYMMDD-CCYYMMDD (RD8)");
  case FORMAT2('D', 'T'):
    return ct_datetime_valid(value) || tell(c, CT_F_DATE_INVALID, value, "CCYYMMDDHHMM (DT)");
  case FORMAT2('T', 'M'):
    return ct_time_valid_hhmm(value) || tell(c, CT_F_TIME_INVALID, value, "HHMM (TM)");
  default:
    return true; /* the qualifier's own codes are checked at the qualifier */
  }
}

static bool luhn_of_npi(ct_slice value) {
  unsigned sum = 24; /* of the prefix 80840 */
  for (size_t i = 0; i < 10; i++) {
    unsigned d = (unsigned)(value.ptr[i] - '0');
    if (i % 2 == 0) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum % 10 == 0;
}

static bool check_npi(const ct_element_check *c, ct_slice value) {
  if (value.len != 10 || !ct_slice_digits(value))
    return tell(c, CT_F_NPI_CHECK_DIGIT, value, "it has ten digits");
  if (value.ptr[0] != '1' && value.ptr[0] != '2')
    return tell(c, CT_F_NPI_CHECK_DIGIT, value, "it begins with 1 or 2");
  return luhn_of_npi(value) || tell(c, CT_F_NPI_CHECK_DIGIT, value, "its check digit is wrong");
}

/* ---- all together -------------------------------------------------------------------------------- */

/* Dates that decide which codes hold. */
static void keep_date(ct_element_check *c, const ct_element *e, ct_slice value) {
  ct_slice last = value.len >= 8 ? ct_slice_make(value.ptr, 8) : ct_slice_empty();
  uint32_t day = ct_date_number(last);
  if (e->flags & CT_ELEMENT_PAYMENT_DATE)
    c->payment_date = day;
  else
    c->service_date = day;
}

void ct_element_value(ct_element_check *c, const ct_element *e, ct_slice value, ct_slice by) {
  if (c->segment->dirty && !check_characters(c, value)) return;
  size_t length = value.len;
  switch (e->type) {
  case CT_TYPE_N0:
  case CT_TYPE_N2:
  case CT_TYPE_R:
    length = check_number(c, e, value);
    if (length == 0) return;
    break;
  case CT_TYPE_AN:
    if (value.ptr[0] == ' ' && all_blank(value)) {
      (void)tell(c, CT_F_ELEMENT_TYPE, value, "text: it is all blanks");
      return;
    }
    break;
  case CT_TYPE_DT:
    if (!check_date(c, e, value)) return;
    break;
  case CT_TYPE_TM:
    if (!check_time(c, e, value)) return;
    break;
  default:
    break;
  }
  if ((length < e->min || length > e->max || (e->ig_max && length > e->ig_max)) &&
      !check_length(c, e, value, length))
    return;
  if (e->flags & CT_ELEMENT_FORMAT) {
    if (!check_format(c, value, by)) return;
  } else if (e->flags & CT_ELEMENT_NPI) {
    bool npi = e->by == 0 || ct_slice_pack(by) == FORMAT2('X', 'X');
    if (npi && !check_npi(c, value)) return;
  }
  if (e->flags & (CT_ELEMENT_SERVICE_DATE | CT_ELEMENT_PAYMENT_DATE)) keep_date(c, e, value);
  if (e->codes | e->set_count) (void)ct_element_codes(c, e, value, by);
}
