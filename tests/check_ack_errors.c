/*
 * check_ack_errors.c -- IK3, IK4 and CTX of findings made by hand: order, doubles, and how many of
 * each a loop holds.
 */
#include "out/ack_errors.h"
#include "support_ack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ptrdiff_t take(void *ctx, const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) {
    char c = bytes[i] == '~' ? '\n' : bytes[i];
    support_lines_add(ctx, "%c", c);
  }
  return (ptrdiff_t)size;
}

typedef struct answer {
  support_lines text;
  ct_writer *writer;
  ct_ack_errors *errors;
} answer;

static void begin(answer *a) {
  const ct_delimiters ours = {'*', '^', ':', '~'};
  *a = (answer){.writer = NULL};
  a->writer = ct_writer_new(&ours, take, &a->text);
  ck_assert_ptr_nonnull(a->writer);
  a->errors = ct_ack_errors_new(a->writer, false, false);
  ck_assert_ptr_nonnull(a->errors);
}

static const char *end(answer *a) {
  ct_ack_errors_end(a->errors);
  ck_assert_int_eq(ct_writer_flush(a->writer), CT_OK);
  return a->text.text ? a->text.text : "";
}

static void done(answer *a) {
  ct_ack_errors_free(a->errors);
  ct_writer_free(a->writer);
  support_lines_free(&a->text);
}

static ct_finding finding(const char *tag, uint32_t segment, const char *ik3) {
  ct_slice none = {"", 0};
  ct_finding f = {.info = ct_finding_lookup("situation"), .severity = CT_ERROR};
  f.where = (ct_location){.segment = segment, .tag = {tag, strlen(tag)}, .loop = "2300", .path = ""};
  f.ack = (ct_ack_codes){"", "", "", ik3, ""};
  f.trigger = (ct_trigger){.tag = none, .loop = "", .data_element = "", .composite = ""};
  f.value = f.unit_value = none;
  f.unit = f.data_element = f.composite = f.name = "";
  return f;
}

static ct_finding element(const char *tag, uint32_t segment, uint8_t e, uint8_t component,
                          const char *ik4) {
  ct_finding f = finding(tag, segment, "8");
  f.where.element = e;
  f.where.component = component;
  f.ack.ik4 = ik4;
  f.data_element = "782";
  return f;
}

static void set_trigger(ct_finding *f, uint32_t segment, uint8_t e) {
  f->trigger.tag = (ct_slice){"CLM", 3};
  f->trigger.segment = segment;
  f->trigger.loop = "2300";
  f->trigger.element = e;
  f->trigger.data_element = "1325";
}

static unsigned lines(const char *text, const char *begins) {
  unsigned n = 0;
  for (const char *at = text; (at = strstr(at, begins)) != NULL; at++)
    n += at == text || at[-1] == '\n';
  return n;
}

START_TEST(stand_by_position) {
  answer a;
  begin(&a);
  ct_finding all[] = {element("SV2", 30, 3, 0, "6"), finding("CL1", 21, "I8"),
                      element("HI", 21, 1, 2, "7"),  element("CLM", 19, 7, 0, "7"),
                      element("CLM", 19, 5, 3, "7"), finding("DTP", 21, "I6")};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) ct_ack_errors_add(a.errors, &all[i]);
  ck_assert_str_eq(end(&a), "IK3*CLM*19*2300*8\nIK4*5:3*782*7\nIK4*7*782*7\n"
                            "IK3*CL1*21*2300*I8\nIK3*DTP*21*2300*I6\n"
                            "IK3*HI*21*2300*8\nIK4*1:2*782*7\n"
                            "IK3*SV2*30*2300*8\nIK4*3*782*6\n");
  done(&a);
}
END_TEST

START_TEST(are_told_once) {
  answer a;
  begin(&a);
  ct_finding f = element("CLM", 19, 5, 3, "7"), other = finding("REF", 22, "I6");
  f.unit = other.unit = "CLM01";
  f.unit_value = other.unit_value = (ct_slice){"A*1", 3};
  set_trigger(&other, 19, 5);
  for (int i = 0; i < 3; i++) {
    ct_ack_errors_add(a.errors, &f);
    ct_ack_errors_add(a.errors, &other);
  }
  ck_assert_str_eq(end(&a), "IK3*CLM*19*2300*8\nCTX*CLM01:A 1\nIK4*5:3*782*7\n"
                            "IK3*REF*22*2300*I6\n"
                            "CTX*SITUATIONAL TRIGGER*CLM*19*2300*5*1325\nCTX*CLM01:A 1\n");
  done(&a);
}
END_TEST

START_TEST(have_so_many_triggers) {
  answer a;
  begin(&a);
  for (uint8_t i = 1; i <= 15; i++) {
    ct_finding whole = finding("REF", 22, "I6"), part = element("SV2", 30, 3, 0, "I9");
    whole.unit = "CLM01";
    whole.unit_value = (ct_slice){"OP-1", 4};
    set_trigger(&whole, 19, i);
    set_trigger(&part, 19, i);
    ct_ack_errors_add(a.errors, &whole);
    ct_ack_errors_add(a.errors, &part);
  }
  const char *text = end(&a);
  ck_assert_uint_eq(lines(text, "IK3*"), 2);
  ck_assert_uint_eq(lines(text, "IK4*"), 1);
  const char *unit = strstr(text, "CTX*CLM01:OP-1\nIK3*SV2"); /* the last of its IK3 */
  ck_assert_ptr_nonnull(unit);
  ck_assert_uint_eq(lines(text, "CTX*SITUATIONAL TRIGGER"), 9 + 10);
  ck_assert_uint_eq(lines(unit, "CTX*SITUATIONAL TRIGGER"), 10);
  done(&a);
}
END_TEST

/* More than wait at a time: in order as far as they came in order, nothing lost, no IK3 twice. */
START_TEST(are_never_lost) {
  enum { SEGMENTS = 300, EACH = 3, ODD = 60 };
  answer a;
  begin(&a);
  for (uint32_t s = 1; s <= SEGMENTS; s++)
    for (uint8_t e = EACH; e >= 1; e--) {
      ct_finding f = element("CAS", s, e, 0, "7");
      ct_ack_errors_add(a.errors, &f);
    }
  for (uint8_t e = 1; e <= ODD; e++) /* five components each: more than half of what waits */
    for (uint8_t c = 1; c <= 5; c++) {
      ct_finding f = element("HI", SEGMENTS + 1, e, c, "7");
      ct_ack_errors_add(a.errors, &f);
    }
  const char *text = end(&a);
  ck_assert_uint_eq(lines(text, "IK3*CAS"), SEGMENTS);
  ck_assert_uint_eq(lines(text, "IK3*HI"), 1);
  ck_assert_uint_eq(lines(text, "IK4*"), SEGMENTS * EACH + ODD * 5);
  ck_assert_ptr_nonnull(strstr(text, "IK3*CAS*299*2300*8\nIK4*1*782*7\nIK4*2*782*7\nIK4*3*782*7\n"
                                     "IK3*CAS*300*2300*8\n"));
  done(&a);
}
END_TEST

START_TEST(cut_and_clean_values) {
  char value[200];
  answer a;
  begin(&a);
  memset(value, 'V', sizeof value);
  memcpy(value, "*:A^~B\x01", 7);
  ct_finding f = element("N3", 9, 1, 0, "5"), blank = element("N3", 10, 1, 0, "5");
  f.value = (ct_slice){value, sizeof value};
  blank.value = (ct_slice){"*~", 2};
  f.has_value = blank.has_value = true;
  ct_ack_errors_add(a.errors, &f);
  ct_ack_errors_add(a.errors, &blank);
  const char *text = end(&a), *at = strstr(text, "IK4*1*782*5*A  B ");
  ck_assert_ptr_nonnull(at);
  ck_assert_uint_eq(strcspn(at, "\n"), strlen("IK4*1*782*5*") + 99);
  ck_assert_ptr_nonnull(strstr(text, "IK3*N3*10*2300*8\nIK4*1*782*5\n"));
  done(&a);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("ack errors");
  TCase *tests = tcase_create("ack errors");
  suite_add_tcase(suite, tests);
  tcase_add_test(tests, stand_by_position);
  tcase_add_test(tests, are_told_once);
  tcase_add_test(tests, have_so_many_triggers);
  tcase_add_test(tests, are_never_lost);
  tcase_add_test(tests, cut_and_clean_values);
  return support_run(suite);
}
