/*
 * envelope.c -- the ISA by itself: its widths, its delimiters, its usage.  Code values of its
 * elements are the control grammar's; pairing with IEA is the reader's.
 */
#include "x12/envelope.h"

#include "base/charclass.h"

static const uint8_t isa_width[17] = {0, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1};
static const char *const isa_note[17] = {"022", "010", "011", "012", "013", "005", "006", "007",
                                         "008", "014", "015", "026", "017", "018", "019", "020",
                                         "027"};

unsigned ct_envelope_isa_width(unsigned e) { return e <= 16 ? isa_width[e] : 0; }
const char *ct_envelope_isa_note(unsigned e) { return isa_note[e <= 16 ? e : 0]; }

void ct_kept_keep(ct_kept *k, const ct_segment *s) {
  k->segment = *s;
  ct_segment *kept = &k->segment;
  kept->len = s->len < CT_KEPT_SEGMENT ? s->len : CT_KEPT_SEGMENT;
  memcpy(k->text, s->text, kept->len);
  kept->text = k->text;
  uint32_t marks = s->marks < CT_KEPT_MARKS ? s->marks : CT_KEPT_MARKS;
  while (marks && s->mark[marks - 1] - s->origin >= kept->len) marks--;
  for (uint32_t i = 0; i < marks; i++) k->mark[i] = s->mark[i] - s->origin;
  k->mark[marks] = kept->len;
  kept->mark = k->mark;
  kept->marks = marks;
  kept->origin = 0;
  kept->raw = ct_slice_make(kept->text, kept->len);
  kept->lead = ct_slice_empty();
  kept->sibling = NULL;
}

void ct_kept_settle(ct_kept *k) {
  k->segment.text = k->text;
  k->segment.mark = k->mark;
  k->segment.raw = ct_slice_make(k->text, k->segment.len);
}

bool ct_same_number(ct_slice a, ct_slice b) {
  if (!ct_slice_digits(a) || !ct_slice_digits(b)) return ct_slice_same(a, b);
  while (a.len > 1 && a.ptr[0] == '0') a.ptr++, a.len--;
  while (b.len > 1 && b.ptr[0] == '0') b.ptr++, b.len--;
  return ct_slice_same(a, b);
}

/* ---- widths ------------------------------------------------------------------------------- */

static void tell_width(const ct_segment *s, unsigned e, ct_slice value, const char *note,
                       ct_fault_fn *report, void *ctx) {
  static const char *const number[16] = {"0", "1", "2",  "3",  "4",  "5",  "6",  "7",
                                         "8", "9", "10", "11", "12", "13", "14", "15"};
  ct_fault f = ct_fault_make(CT_F_ISA_ELEMENT_WIDTH, s);
  f.element = (uint8_t)e;
  f.value = value;
  f.has_value = value.len > 0;
  f.has_amounts = true;
  f.expected = (ct_decimal){isa_width[e], 0};
  f.actual = (ct_decimal){(int64_t)value.len, 0};
  f.args[0] = ct_slice_text(number[isa_width[e]]);
  f.ta1 = note;
  report(ctx, &f);
}

/* ---- delimiters ----------------------------------------------------------------------------- */

static void tell_delimiter(const ct_segment *s, unsigned element, const char *which,
                           ct_slice value, const char *why, const char *note, ct_fault_fn *report,
                           void *ctx) {
  ct_fault f = ct_fault_make(CT_F_DELIMITER_INVALID, s);
  f.element = (uint8_t)element;
  f.value = value;
  f.has_value = value.len > 0;
  f.args[0] = ct_slice_text(which);
  f.args[1] = ct_slice_text(why);
  f.ta1 = note;
  report(ctx, &f);
}

static const char *why_bad(ct_slice v) {
  if (v.len == 0) return "is absent";
  if (ct_char_is(v.ptr[0], CT_CHAR_DIGIT | CT_CHAR_UPPER | CT_CHAR_LOWER))
    return "is a letter or digit, which no delimiter may be";
  if (v.ptr[0] == ' ') return "is a blank, which no delimiter may be";
  if ((unsigned char)v.ptr[0] >= 0x80) return "is no ASCII character";
  return "is another delimiter already";
}

static void check_delimiters(const ct_isa *isa, const ct_segment *s, ct_fault_fn *report,
                             void *ctx) {
  ct_slice element = ct_slice_make(&isa->delims.element, 1);
  ct_slice segment = isa->delims.segment ? ct_slice_make(&isa->delims.segment, 1) : ct_slice_empty();
  ct_slice repetition = isa->element[11], component = isa->element[16];
  if (isa->bad_element)
    tell_delimiter(s, 0, "element separator", element, why_bad(element), "026", report, ctx);
  /* Before 00501 ISA11 named a standard ("U"), no separator. */
  bool separator = ct_slice_is(isa->element[12], "00501") || !ct_slice_is(repetition, "U");
  if (isa->bad_repetition && repetition.len == 1 && separator)
    tell_delimiter(s, 11, "repetition separator", repetition, why_bad(repetition), "026", report,
                   ctx);
  if (isa->bad_component && component.len == 1)
    tell_delimiter(s, 16, "component separator", component, why_bad(component), "027", report,
                   ctx);
  if (isa->bad_segment)
    tell_delimiter(s, 0, "segment terminator", segment, why_bad(segment), "004", report, ctx);
}

/* ---- all of it ---------------------------------------------------------------------------------- */

static void check_usage(const ct_isa *isa, const ct_segment *s, bool production,
                        ct_fault_fn *report, void *ctx) {
  ct_slice usage = isa->element[15];
  if (usage.len != 1 || ct_slice_is(usage, "P")) return;
  bool test = ct_slice_is(usage, "T");
  if (test && !production) return;
  ct_fault f = ct_fault_make(test ? CT_F_USAGE_TEST : CT_F_ISA_USAGE_INDICATOR, s);
  f.element = 15;
  f.value = usage;
  f.has_value = true;
  report(ctx, &f);
}

void ct_envelope_isa(const ct_isa *isa, const ct_segment *s, bool production, ct_fault_fn *report,
                     void *ctx) {
  if (isa->count < 16)
    tell_width(s, isa->count + 1, ct_slice_empty(), "022", report, ctx); /* too few of them */
  for (unsigned e = 1; e <= isa->count && e <= 16; e++)
    if (isa->element[e].len != isa_width[e])
      tell_width(s, e, isa->element[e], isa_note[e], report, ctx);
  check_delimiters(isa, s, report, ctx);
  check_usage(isa, s, production, report, ctx);
}
