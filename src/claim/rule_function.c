/*
 * rule_function.c -- the functions and names of the rule language.
 *
 * Knows check digits, dates and letters.  Texts that change (upper, lower) are made in a
 * scratch of fixed size: a value that does not fit there is told, not cut.
 */
#include "claim/rule_inside.h"

#include "base/charclass.h"
#include "base/date.h"
#include "base/decimal.h"

char *ct_rule_scratch(ct_rules *r, size_t n) {
  if (n > sizeof r->scratch - r->scratch_used) return NULL;
  char *p = r->scratch + r->scratch_used;
  r->scratch_used += n;
  return p;
}

bool ct_rule_in(const ct_rules *r, const ct_rule_list *l, ct_slice value, uint32_t day) {
  if (l->code_set == 0) return ct_rule_list_has(l, value, day);
  const ct_grammar *g = r->now->grammar;
  return ct_list_has(&g->list[g->code_set[l->code_set].list], value);
}

/* ---- check digits -------------------------------------------------------------------------------- */

/* Sum of digits, every second one from the right doubled, the last one the check digit. */
static unsigned luhn_sum(ct_slice s) {
  unsigned sum = 0;
  for (size_t i = 0; i < s.len; i++) {
    unsigned d = (unsigned)(s.ptr[s.len - 1 - i] - '0');
    if (i % 2 == 1) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum;
}

static bool is_luhn(ct_slice s) { return ct_slice_digits(s) && luhn_sum(s) % 10 == 0; }

/* Ten digits, the first 1 or 2; 24 is what the prefix 80840 adds to the sum. */
static bool is_npi(ct_slice s) {
  return s.len == 10 && ct_slice_digits(s) && (s.ptr[0] == '1' || s.ptr[0] == '2') &&
         (luhn_sum(s) + 24) % 10 == 0;
}

/* Nine digits weighted 3 7 1. */
static bool is_routing(ct_slice s) {
  static const unsigned weight[] = {3, 7, 1};
  if (s.len != 9 || !ct_slice_digits(s)) return false;
  unsigned sum = 0;
  for (size_t i = 0; i < 9; i++) sum += weight[i % 3] * (unsigned)(s.ptr[i] - '0');
  return sum % 10 == 0;
}

/* ---- dates ------------------------------------------------------------------------------------------- */

/* D8, the first or the last day of RD8, the day of DT, and YYMMDD as ISA09 has it. */
uint32_t ct_rule_date(ct_slice s, bool last) {
  if (s.len == 17 && s.ptr[8] == '-') s = ct_slice_make(s.ptr + (last ? 9 : 0), 8);
  if (s.len == 12 || s.len == 14) s.len = 8;
  if (s.len == 8) return ct_date_number(s);
  char day[8] = {'2', '0'};
  if (s.len != 6) return 0;
  memcpy(day + 2, s.ptr, 6);
  return ct_date_number(ct_slice_make(day, 8));
}

/* Days since 1 March of the year 0, so that differences of days are exact. */
static int64_t day_number(int64_t date) {
  int64_t year = date / 10000, month = date / 100 % 100, day = date % 100;
  if (month < 3) year--, month += 12;
  return 365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day - 1;
}

/* ---- letters ------------------------------------------------------------------------------------------ */

static bool change_case(ct_rules *r, ct_rule_operand *o, bool upper) {
  unsigned from = upper ? CT_CHAR_LOWER : CT_CHAR_UPPER;
  size_t i = 0;
  while (i < o->text.len && !ct_char_is(o->text.ptr[i], from)) i++;
  if (i == o->text.len) return true; /* it is so already */
  char *to = ct_rule_scratch(r, o->text.len);
  if (!to) return false;
  for (i = 0; i < o->text.len; i++) {
    char c = o->text.ptr[i];
    to[i] = ct_char_is(c, from) ? (char)(c ^ 0x20) : c;
  }
  o->text.ptr = to;
  return true;
}

/* Of a whole segment its delimiters do not count. */
static bool all_of(const ct_rule_operand *o, unsigned class) {
  if (!o->segment) return ct_slice_all(o->text, class);
  ct_delimiters d = o->segment->delims;
  for (size_t i = 0; i < o->text.len; i++) {
    char c = o->text.ptr[i];
    bool delimiter = c == d.element || c == d.component || (d.repetition && c == d.repetition);
    if (!delimiter && !ct_char_is(c, class)) return false;
  }
  return true;
}

static bool starts(ct_slice s, ct_slice with) {
  return s.len >= with.len && memcmp(s.ptr, with.ptr, with.len) == 0;
}

static bool ends(ct_slice s, ct_slice with) {
  return s.len >= with.len && memcmp(s.ptr + s.len - with.len, with.ptr, with.len) == 0;
}

static bool contains(ct_slice s, ct_slice part) {
  for (; s.len >= part.len; s.ptr++, s.len--)
    if (memcmp(s.ptr, part.ptr, part.len) == 0) return true;
  return false;
}

/* Blanks only: line ends inside a value are not for a rule to forgive. */
static ct_slice without_blanks(ct_slice s) {
  while (s.len && s.ptr[s.len - 1] == ' ') s.len--;
  while (s.len && *s.ptr == ' ') s.ptr++, s.len--;
  return s;
}

/* ---- calls ------------------------------------------------------------------------------------------------ */

static void give_truth(ct_rule_operand *o, bool truth) {
  o->kind = CT_VALUE_TRUTH;
  o->truth = truth;
}

static void give_number(ct_rule_operand *o, bool known, int64_t n) {
  o->kind = known ? CT_VALUE_NUMBER : CT_VALUE_MISSING;
  o->number = (ct_decimal){n, 0};
}

static void unusable(ct_rules *r, ct_rule_operand *o) {
  r->unusable = true;
  if (!o->path || !ct_rule_first(r, o->path, &r->unusable_at)) r->unusable_at = r->frame[0];
  o->kind = CT_VALUE_MISSING;
}

static bool is_two(enum ct_rule_function f) {
  return f == CT_FN_LEFT || f == CT_FN_RIGHT || f == CT_FN_STARTS || f == CT_FN_ENDS ||
         f == CT_FN_CONTAINS;
}

static void call_two(ct_rule_operand *o, const ct_rule_operand *b, enum ct_rule_function f) {
  bool truth = f != CT_FN_LEFT && f != CT_FN_RIGHT;
  if (o->kind != CT_VALUE_TEXT || b->kind != (truth ? CT_VALUE_TEXT : CT_VALUE_NUMBER)) {
    o->kind = truth ? CT_VALUE_TRUTH : CT_VALUE_MISSING;
    o->truth = false;
  } else if (truth) {
    give_truth(o, f == CT_FN_STARTS ? starts(o->text, b->text)
                  : f == CT_FN_ENDS ? ends(o->text, b->text)
                                    : contains(o->text, b->text));
  } else {
    int64_t n = b->number.scale == 0 && b->number.mantissa > 0 ? b->number.mantissa : 0;
    if ((uint64_t)n >= o->text.len) return;
    if (f == CT_FN_RIGHT) o->text.ptr += o->text.len - (size_t)n;
    o->text.len = (size_t)n;
  }
}

static bool is_truth(enum ct_rule_function f) {
  return f == CT_FN_DIGITS || f == CT_FN_NPI || f == CT_FN_LUHN || f == CT_FN_ROUTING ||
         f == CT_FN_BASIC || f == CT_FN_EXTENDED;
}

static bool truth_of(const ct_rule_operand *o, enum ct_rule_function f) {
  switch (f) {
  case CT_FN_DIGITS:
    return ct_slice_digits(o->text);
  case CT_FN_NPI:
    return is_npi(o->text);
  case CT_FN_LUHN:
    return is_luhn(o->text);
  case CT_FN_ROUTING:
    return is_routing(o->text);
  case CT_FN_BASIC:
    return all_of(o, CT_CHAR_BASIC);
  default:
    return all_of(o, CT_CHAR_EXTENDED);
  }
}

static void change(ct_rules *r, ct_rule_operand *o, enum ct_rule_function f) {
  uint32_t day;
  switch (f) {
  case CT_FN_LENGTH:
    give_number(o, true, (int64_t)o->text.len);
    break;
  case CT_FN_UPPER:
  case CT_FN_LOWER:
    if (!change_case(r, o, f == CT_FN_UPPER)) unusable(r, o);
    break;
  case CT_FN_TRIM:
    o->text = without_blanks(o->text);
    break;
  case CT_FN_NUMBER:
    o->kind = ct_decimal_parse(o->text, &o->number) == CT_DECIMAL_OK ? CT_VALUE_NUMBER
                                                                     : CT_VALUE_MISSING;
    break;
  default: /* date, until */
    day = ct_rule_date(o->text, f == CT_FN_UNTIL);
    give_number(o, day != 0, day);
    break;
  }
}

void ct_rule_call(ct_rules *r, enum ct_rule_function f) {
  if (is_two(f)) {
    if (r->depth < 2) return;
    const ct_rule_operand *b = &r->stack[--r->depth];
    call_two(&r->stack[r->depth - 1], b, f);
    return;
  }
  if (r->depth < 1) return;
  ct_rule_operand *o = &r->stack[r->depth - 1];
  if (f == CT_FN_DAYS) {
    bool day = o->kind == CT_VALUE_NUMBER && o->number.scale == 0 && o->number.mantissa > 0 &&
               o->number.mantissa <= 99991231;
    give_number(o, day, day ? day_number(o->number.mantissa) : 0);
  } else if (is_truth(f)) {
    give_truth(o, o->kind == CT_VALUE_TEXT && truth_of(o, f));
  } else if (o->kind == CT_VALUE_TEXT) {
    change(r, o, f);
  } else {
    o->kind = CT_VALUE_MISSING;
  }
}

/* ---- names --------------------------------------------------------------------------------------------------- */

static void give_delimiter(ct_rules *r, ct_rule_operand *o, char c) {
  char *p = c ? ct_rule_scratch(r, 1) : NULL;
  if (!p) return;
  *p = c;
  o->kind = CT_VALUE_TEXT;
  o->text = ct_slice_make(p, 1);
}

static void give_count(ct_rule_operand *o, uint64_t n) {
  give_number(o, n <= INT64_MAX, n <= INT64_MAX ? (int64_t)n : 0);
}

void ct_rule_name_value(ct_rules *r, enum ct_rule_name name, ct_rule_operand *o) {
  ct_delimiters d = r->delims;
  switch (name) {
  case CT_NAME_TODAY:
    give_number(o, r->today != 0, r->today);
    break;
  case CT_NAME_PRODUCTION:
    give_truth(o, r->opt.production);
    break;
  case CT_NAME_FILE_NAME:
    o->kind = r->file_name_len ? CT_VALUE_TEXT : CT_VALUE_MISSING;
    o->text = ct_slice_make(r->file_name, r->file_name_len);
    break;
  case CT_NAME_FILE_BYTES:
    give_count(o, r->counts.bytes);
    break;
  case CT_NAME_FILE_INTERCHANGES:
    give_count(o, r->counts.interchanges);
    break;
  case CT_NAME_FILE_GROUPS:
    give_count(o, r->counts.groups);
    break;
  case CT_NAME_FILE_SETS:
    give_count(o, r->counts.sets);
    break;
  case CT_NAME_FILE_CLAIMS:
    give_count(o, r->counts.claims);
    break;
  case CT_NAME_ELEMENT_SEPARATOR:
    give_delimiter(r, o, d.element);
    break;
  case CT_NAME_REPETITION_SEPARATOR:
    give_delimiter(r, o, d.repetition);
    break;
  case CT_NAME_COMPONENT_SEPARATOR:
    give_delimiter(r, o, d.component);
    break;
  default:
    give_delimiter(r, o, d.segment);
    break;
  }
}
