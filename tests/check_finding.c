/* check_finding.c -- the catalogue, references and messages, as a user of the library sees them. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

static ct_slice text(const char *s) {
  return (ct_slice){s, strlen(s)};
}

static ct_finding make(const char *id) {
  ct_finding f = {.info = ct_finding_lookup(id), .name = "", .data_element = "", .composite = ""};
  ck_assert_ptr_nonnull(f.info);
  f.severity = f.info->severity;
  f.snip = f.info->snip;
  f.value = f.args[0] = f.args[1] = f.payer = f.line = f.segment_text = text("");
  f.where.tag = f.where.interchange = f.where.group = f.where.set = f.where.claim = text("");
  f.where.loop = f.where.path = "";
  f.value_at = UINT32_MAX;
  return f;
}

static const char *message(const ct_finding *f, bool redact) {
  static char buf[1024];
  size_t len = ct_finding_message(f, redact, buf, sizeof buf);
  ck_assert_uint_eq(len, strlen(buf));
  return buf;
}

/* ---- catalogue --------------------------------------------------------------------- */

START_TEST(every_row_is_explained) {
  size_t count;
  const ct_finding_info *row = ct_finding_catalogue(&count);
  ck_assert_uint_gt(count, 60);
  for (size_t i = 0; i < count; i++, row++) {
    ck_assert_ptr_eq(ct_finding_lookup(row->id), row);
    ck_assert_msg(row->snip >= 1 && row->snip <= 7, "%s", row->id);
    ck_assert_msg(strlen(row->text) > 2, "%s", row->id);
    const char *words[] = {row->meaning, row->why, row->mend};
    for (size_t w = 0; w < 3; w++) {
      size_t n = strlen(words[w]);
      ck_assert_msg(n > 20, "%s says too little", row->id);
      ck_assert_msg(strchr(".)", words[w][n - 1]), "%s: no sentence: %s", row->id, words[w]);
      ck_assert_msg(!strstr(words[w], "  "), "%s: two blanks", row->id);
    }
  }
}
END_TEST

START_TEST(unknown_ids_are_null) {
  ck_assert_ptr_null(ct_finding_lookup("no-such-finding"));
  ck_assert_ptr_null(ct_finding_lookup(""));
  ck_assert_ptr_null(ct_finding_lookup(NULL));
}
END_TEST

/* ---- references --------------------------------------------------------------------- */

static const struct {
  const char *tag;
  uint8_t element, component;
  uint16_t repetition;
  const char *expected;
} references[] = {{"CLM", 5, 2, 0, "CLM05-2"},
                  {"ISA", 6, 0, 0, "ISA06"},
                  {"HI", 1, 2, 2, "HI01(2)-2"},
                  {"DMG", 5, 0, 12, "DMG05(12)"},
                  {"MIA", 24, 0, 0, "MIA24"},
                  {"CLM", 0, 0, 0, ""},
                  {"XYZ", 255, 255, 65535, "XYZ255(65535)-255"}};

START_TEST(references_are_written) {
  ct_location where = {.loop = "", .path = ""};
  char buf[CT_REFERENCE_SIZE];
  where.tag = text(references[_i].tag);
  where.element = references[_i].element;
  where.component = references[_i].component;
  where.repetition = references[_i].repetition;
  size_t len = ct_location_reference(&where, buf);
  ck_assert_str_eq(buf, references[_i].expected);
  ck_assert_uint_eq(len, strlen(buf));
}
END_TEST

START_TEST(long_tags_do_not_pass_the_reference) {
  ct_location where = {.loop = "", .path = "", .element = 1};
  char buf[CT_REFERENCE_SIZE];
  where.tag = text("A TAG LONGER THAN ANY REFERENCE IS");
  ck_assert_uint_eq(ct_location_reference(&where, buf), CT_REFERENCE_SIZE - 1);
}
END_TEST

/* ---- messages ------------------------------------------------------------------------ */

START_TEST(places_are_filled) {
  ct_finding f = make("element-missing");
  f.where.tag = text("CLM");
  f.where.element = 7;
  f.name = "assignment accepted";
  ck_assert_str_eq(message(&f, false), "CLM07 (assignment accepted) is missing");
  f.name = "";
  ck_assert_str_eq(message(&f, false), "CLM07 is missing");
}
END_TEST

START_TEST(loops_are_named) {
  ct_finding f = make("segment-missing");
  f.where.tag = text("CL1");
  f.name = "codes";
  f.where.loop = "2300";
  ck_assert_str_eq(message(&f, false), "CL1 (codes) is missing in loop 2300");
  f.where.loop = "ST";
  ck_assert_str_eq(message(&f, false), "CL1 (codes) is missing in the transaction set");
}
END_TEST

START_TEST(counts_have_no_cents_and_money_has) {
  ct_finding f = make("segment-count");
  char buf[CT_DECIMAL_SIZE];
  f.has_amounts = true;
  f.actual = (ct_decimal){1, 0};
  f.expected = (ct_decimal){34, 0};
  ck_assert_str_eq(message(&f, false), "SE01 says 1 segment, 34 were sent");
  ck_assert_uint_eq(ct_finding_amount(&f, f.expected, buf), 2);
  f = make("remit-payment-balance");
  f.has_amounts = true;
  f.actual = (ct_decimal){250, 0};
  f.expected = (ct_decimal){25001, 2};
  ck_assert_str_eq(message(&f, false), "BPR02 is 250.00, the claims' payments less the provider "
                                       "adjustments are 250.01");
  ck_assert_uint_eq(ct_finding_amount(&f, f.actual, buf), 6);
  ck_assert_str_eq(buf, "250.00");
}
END_TEST

START_TEST(control_numbers_keep_their_zeros) {
  ct_finding f = make("interchange-control-mismatch");
  f.value = f.args[1] = text("000000002");
  f.has_value = true;
  f.args[0] = text("000000001");
  ck_assert_str_eq(message(&f, false), "IEA02 is 000000002, ISA13 is 000000001");
}
END_TEST

START_TEST(values_cannot_steer_a_terminal) {
  ct_finding f = make("version-not-supported");
  f.has_value = true;
  f.value = text("a\033[2J\x7F\xC2\x9B\xFFz\xC3\xA9");
  ck_assert_ptr_nonnull(strstr(message(&f, false), "a?[2J???z\xC3\xA9"));
}
END_TEST

START_TEST(long_values_are_cut_and_buffers_respected) {
  char value[4000], buf[64];
  memset(value, 'x', sizeof value);
  ct_finding f = make("version-not-supported");
  f.value = (ct_slice){value, sizeof value};
  const char *whole = message(&f, false);
  ck_assert_ptr_nonnull(strstr(whole, "xxx...\" is"));
  ck_assert_uint_lt(strlen(whole), 200);
  size_t len = strlen(whole);
  for (size_t size = 0; size <= sizeof buf; size++) {
    memset(buf, '#', sizeof buf);
    ck_assert_uint_eq(ct_finding_message(&f, false, size ? buf : NULL, size), len);
    if (size == 0) continue;
    ck_assert_uint_eq(strlen(buf), size - 1);
    ck_assert_int_eq(strncmp(buf, whole, size - 1), 0);
    if (size < sizeof buf) ck_assert_int_eq(buf[size], '#');
  }
}
END_TEST

START_TEST(private_values_are_hidden) {
  ct_finding f = make("code-not-allowed");
  f.where.tag = text("DMG");
  f.where.element = 3;
  f.value = text("SECRET");
  f.has_value = f.is_private = true;
  f.args[0] = text("F, M, U");
  ck_assert_ptr_null(strstr(message(&f, true), "SECRET"));
  ck_assert_ptr_nonnull(strstr(message(&f, true), "***"));
  ck_assert_ptr_nonnull(strstr(message(&f, false), "SECRET"));
}
END_TEST

START_TEST(rules_speak_with_their_own_sentence) {
  ct_finding f = make("situation");
  f.rule = "I-018";
  f.rule_text = "an inpatient claim has an admission date";
  ck_assert_str_eq(message(&f, false), f.rule_text);
  f.args[0] = text("An inpatient claim has an admission date.");
  ck_assert_str_eq(message(&f, false), "An inpatient claim has an admission date");
}
END_TEST

/* Whatever a row says, no place is left over. */
START_TEST(no_row_has_an_unknown_place) {
  size_t count;
  const ct_finding_info *row = ct_finding_catalogue(&count);
  for (size_t i = 0; i < count; i++) {
    ct_finding f = make(row[i].id);
    f.value = f.args[0] = f.args[1] = f.payer = text("v");
    f.has_value = true;
    ck_assert_msg(!strpbrk(message(&f, false), "{}"), "%s: %s", row[i].id, message(&f, false));
  }
}
END_TEST

int main(void) {
  Suite *s = suite_create("finding");
  TCase *t = tcase_create("finding");
  tcase_add_test(t, every_row_is_explained);
  tcase_add_test(t, unknown_ids_are_null);
  tcase_add_loop_test(t, references_are_written, 0, (int)(sizeof references / sizeof *references));
  tcase_add_test(t, long_tags_do_not_pass_the_reference);
  tcase_add_test(t, places_are_filled);
  tcase_add_test(t, loops_are_named);
  tcase_add_test(t, counts_have_no_cents_and_money_has);
  tcase_add_test(t, control_numbers_keep_their_zeros);
  tcase_add_test(t, values_cannot_steer_a_terminal);
  tcase_add_test(t, long_values_are_cut_and_buffers_respected);
  tcase_add_test(t, private_values_are_hidden);
  tcase_add_test(t, rules_speak_with_their_own_sentence);
  tcase_add_test(t, no_row_has_an_unknown_place);
  suite_add_tcase(s, t);
  return support_run(s);
}
