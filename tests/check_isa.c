/* check_isa.c -- an ISA is read by its separators, whatever its widths and delimiters. */
#include "support_x12.h"

#include <stdio.h>

#define TAIL "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*1200*"

/* `rest` is all that follows ISA10's separator. */
static void expect_rest(const char *rest, const char *want) {
  char text[600];
  snprintf(text, sizeof text, "%s%s", TAIL, rest);
  x12_expect(text, want);
}

START_TEST(any_delimiters) {
  expect_rest("^*00501*000000001*0*T*>!GS*A!", "ISA 16 *^>!\nGS*A\n");
  expect_rest("|*00501*000000001*0*T*^_GS*A_", "ISA 16 *|^_\nGS*A\n");
  expect_rest("{*00501*000000001*0*T*`'GS*A'", "ISA 16 *{`'\nGS*A\n");
  expect_rest("\x1D*00501*000000001*0*T*\x1F\x1CGS*A\x1C", "ISA 16 *\\x1D\\x1F\\x1C\nGS*A\n");
  x12_expect(
      "ISA\t00\t          \t00\t          \tZZ\tSENDER         \tZZ\tRECEIVER       \t260101\t"
      "1200\t^\t00501\t000000001\t0\tT\t:~GS\tA~",
      "ISA 16 \\x09^:~\nGS\\x09A\n");
}
END_TEST

START_TEST(repetition_separator) {
  expect_rest("U*00401*000000001*0*T*:~GS*A^B~", "ISA 16 *-:~ r\nGS*A^B\n");
  expect_rest("0*00501*000000001*0*T*:~GS*A~", "ISA 16 *-:~ r\nGS*A\n");
  expect_rest(" *00501*000000001*0*T*:~GS*A~", "ISA 16 *-:~ r\nGS*A\n");
  expect_rest(":*00501*000000001*0*T*:~GS*A~", "ISA 16 *-:~ rR\nGS*A\n");
  expect_rest("~*00501*000000001*0*T*:~GS*A~", "ISA 16 *-:~ rR\nGS*A\n");
  expect_rest("*00501*000000001*0*T*:~GS*A~", "ISA 16 *-:~ r\nGS*A\n");
  expect_rest("\xA7*00501*000000001*0*T*:~GS*A~", "ISA 16 *-:~ r dirty\nGS*A\n");
}
END_TEST

START_TEST(component_separator) {
  expect_rest("^*00501*000000001*0*T*U~GS*A:B~", "ISA 16 *^-~ c\nGS*A:B\n");
  expect_rest("^*00501*000000001*0*T* ~GS*A~", "ISA 16 *^-~ c\nGS*A\n");
  expect_rest("^*00501*000000001*0*T*~~GS*A~", "ISA 16 *^-~ c\nGS*A\n");
  expect_rest("^*00501*000000001*0*T***GS*A~", "ISA 16 *^-- cs open\ntext \"*GS*A~\"\n");
  /* ISA16 empty, or too wide */
  expect_rest("^*00501*000000001*0*T*~GS*A~ST*1~", "ISA 16 *^-~ c\nGS*A\nST*1\n");
  expect_rest("^*00501*000000001*0*T*:>~GS*A~", "ISA 16 *^:~\nGS*A\n");
  expect_rest("^*00501*000000001*0*T*: ~GS*A~", "ISA 16 *^:~\nGS*A\n");
}
END_TEST

START_TEST(terminator_that_cannot_be) {
  /* none at all: the tag comes at once */
  expect_rest("^*00501*000000001*0*T*>GS*A~ST*1~\n" X12_ISA X12_IEA,
              "ISA 16 *^>- s open\ntext \"GS*A~ST*1~\\n\"\n" X12_ISA_LINE X12_IEA_LINE);
  expect_rest("^*00501*000000001*0*T*:XGS*AX", "ISA 16 *^:- s open\ntext \"XGS*AX\"\n");
  expect_rest("^*00501*000000001*0*T*:7GS*A7", "ISA 16 *^:- s open\ntext \"7GS*A7\"\n");
  /* a character of several bytes: read on, but bad */
  expect_rest("^*00501*000000001*0*T*:\xC2\xA7"
              "GS*A\xC2\xA7ST*1\xC2\xA7IEA*0*1\xC2\xA7",
              "ISA 16 *^:\\xC2 s\nGS*A lead=\\xA7\nST*1 lead=\\xA7\nIEA*0*1 lead=\\xA7\n"
              "text \"\\xA7\"\n");
  expect_rest("^*00501*000000001*0*T*:\xE2\x80\xA6\nGS*A\xE2\x80\xA6\nST*1\xE2\x80\xA6\n",
              "ISA 16 *^:\\xE2 s\nGS*A lead=\\x80\\xA6\\n\nST*1 lead=\\x80\\xA6\\n\n"
              "text \"\\x80\\xA6\\n\"\n");
  expect_rest("^*00501*000000001*0*T*:\xA7GS*A\xA7", "ISA 16 *^:\\xA7 s\nGS*A\n");
}
END_TEST

START_TEST(element_separator_that_cannot_be) {
  char isa[] = X12_ISA "GSXA~\n" X12_ISA;
  for (size_t i = 0; i < 106; i++) {
    if (isa[i] == '*') isa[i] = 'X';
  }
  x12_expect(isa, "ISA 16 X^:~ e\ntext \"GSXA~\\n\"\n" X12_ISA_LINE);
  x12_expect("ISAX00X~GSX~", "text \"ISAX00X~GSX~\"\n");
  x12_expect("ISA\n00\n", "text \"ISA\\n00\\n\"\n");
}
END_TEST

START_TEST(wrong_widths) {
  x12_expect("ISA*00**00**ZZ*SENDER*ZZ*RECEIVER*260101*1200*^*00501*1*0*T*:~GS*A~",
             "ISA 16 *^:~\nGS*A\n");
  x12_expect("ISA*00**00**ZZ*SENDER*ZZ*RECEIVER*260101*1200*^*00501*1*0*T*:\nGS*A\n",
             "ISA 16 *^:\\n\nGS*A\n");
  x12_expect("ISA*00**00**ZZ*SENDER*ZZ*RECEIVER*260101*1200*^*00501*1*0*T*:\r\nGS*A\r\n",
             "ISA 16 *^:\\r\nGS*A lead=\\n\ntext \"\\n\"\n");
  x12_expect("ISA*00**00**ZZ*SENDER*ZZ*RECEIVER*260101*1200*^*00501*1*0*T*:~\n  GS*A~",
             "ISA 16 *^:~\nGS*A lead=\\n  \n");
  x12_expect(
      "ISA*00**00**ZZ*A VERY LONG SENDER INDEED*ZZ*B*260101*12000*^*00501*1234567890*0*T*>~TA1*A~",
      "ISA 16 *^>~\nTA1*A\n");
  /* nothing known follows: the bytes after the sixteenth separator are believed */
  x12_expect("ISA*00**00**ZZ*A*ZZ*B*260101*1200*^*00501*1*0*T*:~NM1*A~", "ISA 16 *^:~\nNM1*A\n");
  x12_expect("ISA*00**00**ZZ*A*ZZ*B*260101*1200*^*00501*1*0*T*:~", "ISA 16 *^:~\n");
  x12_expect("ISA*00**00**ZZ*A*ZZ*B*260101*1200*^*00501*1*0*T*:", "ISA 16 *^:- s open\n");
  x12_expect("ISA*00**00**ZZ*A*ZZ*B*260101*1200*^*00501*1*0*T*>GS*A~",
             "ISA 16 *^>- s open\ntext \"GS*A~\"\n");
  /* data that looks like the tags that follow an ISA */
  x12_expect("ISA*00**00**ZZ*X-GS*ZZ*TA1*260101*1200*^*00501*1*0*T*:~GS*A~", "ISA 16 *^:~\nGS*A\n");
}
END_TEST

START_TEST(elements_missing) {
  x12_expect("ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*1200*^*"
             "00501*000000001*T*:~GS*A~",
             "ISA 15 *^:~\nGS*A\n");
  x12_expect("ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*1200*^*"
             "00501*000000001*0*T~GS*A~ST*1~",
             "ISA 15 *^-~ c\nGS*A\nST*1\n");
  x12_expect("ISA*00*ZZ*A*ZZ*B*:\nGS*A\nST*1\n", "ISA 6 *-:\\n r\nGS*A\nST*1\n");
  /* one too many: ISA16 is then too wide */
  x12_expect("ISA*00**00**ZZ*A*ZZ*B*260101*1200*^*00501*1*0*T*:*X~GS*A~", "ISA 16 *^:~\nGS*A\n");
}
END_TEST

/* Every cut of an ISA is an ISA without an end, or no ISA, but never a crash or a lost byte. */
START_TEST(cut_short) {
  char isa[] = X12_ISA;
  for (size_t n = 106; n-- > 4;) {
    isa[n] = '\0';
    char want[200];
    unsigned count = 0;
    for (size_t i = 0; i < n; i++) count += isa[i] == '*';
    const char *delims = n == 105 ? "*^:-" : n > 82 ? "*^--" : "*---";
    const char *bad = n == 105 ? " s" : n > 82 ? " cs" : " rcs";
    snprintf(want, sizeof want, "ISA %u %s%s open\n", count, delims, bad);
    x12_expect(isa, want);
  }
  x12_expect("ISA", "text \"ISA\"\n");
  x12_expect("ISA*00*   \n", "ISA 2 *--- rcs open\ntext \"\\n\"\n");
}
END_TEST

START_TEST(elements_are_kept) {
  static const char text[] =
      "ISA*00*          *00*          *ZZ*SENDER         *01*R              *2601"
      "01*1200*^*00501*000000905*1*T*:~";
  static const char *const want[] = {"ISA",
                                     "00",
                                     "          ",
                                     "00",
                                     "          ",
                                     "ZZ",
                                     "SENDER         ",
                                     "01",
                                     "R              ",
                                     "260101",
                                     "1200",
                                     "^",
                                     "00501",
                                     "000000905",
                                     "1",
                                     "T",
                                     ":"};
  ct_isa isa;
  ck_assert(ct_isa_parse(&isa, text, sizeof text - 1, true));
  for (unsigned e = 0; e <= 16; e++) ck_assert(ct_slice_is(isa.element[e], want[e]));
  ck_assert_uint_eq(isa.raw_len, 105);
  ck_assert(isa.terminated && !isa.wrapped && !isa.newline_terminator);
}
END_TEST

/* The ISA's separators are data in it: nothing in it is a composite or repeats. */
START_TEST(an_isa_is_plain) {
  ct_tokenizer *t = ct_tokenizer_new(0, 0, ct_simd_best());
  ct_input *input;
  ck_assert_int_eq(ct_input_open_memory(&input, X12_ISA, 106), CT_OK);
  ct_tokenizer_reset(t, input);
  enum ct_token token;
  ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_OK);
  const ct_segment *s = ct_tokenizer_segment(t);
  ck_assert_uint_eq(ct_segment_count(s), 16);
  ck_assert_uint_eq(ct_segment_repetitions(s, 11), 1);
  ck_assert_uint_eq(ct_segment_components(s, 16, 1), 1);
  ck_assert(ct_slice_is(ct_segment_get_component(s, 16, 1), ":"));
  ct_walk w = ct_walk_start(s);
  while (ct_walk_element(&w)) ck_assert(!w.composite && !w.repeated);
  ct_tokenizer_free(t);
  ct_input_close(input);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("isa");
  TCase *tests = tcase_create("isa");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, any_delimiters);
  tcase_add_test(tests, repetition_separator);
  tcase_add_test(tests, component_separator);
  tcase_add_test(tests, terminator_that_cannot_be);
  tcase_add_test(tests, element_separator_that_cannot_be);
  tcase_add_test(tests, wrong_widths);
  tcase_add_test(tests, elements_missing);
  tcase_add_test(tests, cut_short);
  tcase_add_test(tests, elements_are_kept);
  tcase_add_test(tests, an_isa_is_plain);
  suite_add_tcase(suite, tests);
  return support_run(suite);
}
