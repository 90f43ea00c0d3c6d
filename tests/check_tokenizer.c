/* check_tokenizer.c -- every framing gives the tokens it should, at every read size and level. */
#include "support_x12.h"

#include <stdio.h>

#define BODY_LINES "GS*HC\nST*837\nSE*2\nGE*1\n"

START_TEST(plain) {
  x12_expect(X12_ISA "GS*HC~ST*837~SE*2~GE*1~" X12_IEA, X12_ISA_LINE BODY_LINES X12_IEA_LINE);
}
END_TEST

START_TEST(nothing_and_no_x12) {
  x12_expect("", "");
  x12_expect("\n", "text \"\\n\"\n");
  x12_expect("I", "text \"I\"\n");
  x12_expect("ISABELLA*~", "text \"ISABELLA*~\"\n");
  x12_expect("ST*837*0001~SE*2*0001~", "text \"ST*837*0001~SE*2*0001~\"\n");
  x12_expect("\xFF\xFEI\x01S\x01", "text \"\\xFF\\xFEI\\x01S\\x01\"\n");
}
END_TEST

START_TEST(byte_order_mark) {
  x12_expect("\xEF\xBB\xBF" X12_ISA X12_IEA,
             "text \"\\xEF\\xBB\\xBF\"\n" X12_ISA_LINE X12_IEA_LINE);
  x12_expect("\xEF\xBB\xBF", "text \"\\xEF\\xBB\\xBF\"\n");
  x12_expect("\xEF\xBB", "text \"\\xEF\\xBB\"\n");
  /* files glued together: the second one's mark */
  x12_expect(X12_ISA X12_IEA "\n\xEF\xBB\xBF" X12_ISA X12_IEA, X12_ISA_LINE X12_IEA_LINE
             "text \"\\n\"\ntext \"\\xEF\\xBB\\xBF\"\n" X12_ISA_LINE X12_IEA_LINE);
  /* and without an IEA before it */
  x12_expect(X12_ISA "GE*1~\r\n\xEF\xBB\xBF" X12_ISA X12_IEA, X12_ISA_LINE
             "GE*1\ntext \"\\r\\n\"\ntext \"\\xEF\\xBB\\xBF\"\n" X12_ISA_LINE X12_IEA_LINE);
}
END_TEST

START_TEST(line_ends) {
  x12_expect(X12_ISA "\nGS*HC~\nST*837~\n" X12_IEA "\n", X12_ISA_LINE
             "GS*HC lead=\\n\nST*837 lead=\\n\nIEA*0*000000001 lead=\\n\ntext \"\\n\"\n");
  x12_expect(X12_ISA "\r\nGS*HC~\r\nST*837~\r\n" X12_IEA "\r\n",
             X12_ISA_LINE "GS*HC lead=\\r\\n\nST*837 lead=\\r\\n\nIEA*0*000000001 lead=\\r\\n\n"
                          "text \"\\r\\n\"\n");
  x12_expect(X12_ISA "\rGS*HC~\rST*837~\r" X12_IEA,
             X12_ISA_LINE "GS*HC lead=\\r\nST*837 lead=\\r\nIEA*0*000000001 lead=\\r\n");
  /* mixed, blank lines, indentation */
  x12_expect(X12_ISA "\r\nGS*HC~ST*837~\n\n  \r\n\tBHT*1~\r    SE*1~\n" X12_IEA "\n\n", X12_ISA_LINE
             "GS*HC lead=\\r\\n\nST*837\nBHT*1 lead=\\n\\n  \\r\\n\\x09\nSE*1 lead=\\r    \n"
             "IEA*0*000000001 lead=\\n\ntext \"\\n\\n\"\n");
}
END_TEST

#define ISA_LF X12_ISA_OPEN ":\n"
#define ISA_CR X12_ISA_OPEN ":\r"

START_TEST(newline_is_the_terminator) {
  x12_expect(ISA_LF "GS*HC\nST*837\nIEA*0*1\n", "ISA 16 *^:\\n\nGS*HC\nST*837\nIEA*0*1\n");
  x12_expect(ISA_CR "GS*HC\rST*837\rIEA*0*1\r", "ISA 16 *^:\\r\nGS*HC\nST*837\nIEA*0*1\n");
  x12_expect(ISA_CR "\nGS*HC\r\nST*837\r\nIEA*0*1\r\n",
             "ISA 16 *^:\\r\nGS*HC lead=\\n\nST*837 lead=\\n\nIEA*0*1 lead=\\n\ntext \"\\n\"\n");
  /* blank lines end nothing; indentation */
  x12_expect(
      ISA_LF "\n \nGS*HC\n\n\n  ST*837\n\nIEA*0*1\n\n",
      "ISA 16 *^:\\n\nGS*HC lead=\\n \\n\nST*837 lead=\\n\\n  \nIEA*0*1 lead=\\n\ntext \"\\n\"\n");
  /* the style changes in the file */
  x12_expect(ISA_LF "GS*HC\r\nST*837\r\nIEA*0*1\n",
             "ISA 16 *^:\\n\nGS*HC raw=GS*HC\\r\nST*837 raw=ST*837\\r\nIEA*0*1\n");
  x12_expect(ISA_CR "\nGS*HC\nST*837\nIEA*0*1\r\n",
             "ISA 16 *^:\\r\nGS*HC lead=\\n end=\\n\nST*837 end=\\n\nIEA*0*1\ntext \"\\n\"\n");
  x12_expect(ISA_LF "GS*HC\rST*837\rIEA*0*1\n",
             "ISA 16 *^:\\n\nGS*HC end=\\r\nST*837 end=\\r\nIEA*0*1\n");
}
END_TEST

START_TEST(wrapped_lines) {
  x12_expect(X12_ISA "GS*H\nC~ST*83\r\n7~SE\n*2~" X12_IEA, X12_ISA_LINE
             "GS*HC raw=GS*H\\nC\nST*837 raw=ST*83\\r\\n7\nSE*2 raw=SE\\n*2\n" X12_IEA_LINE);
  x12_expect(
      X12_ISA "GS*HC\n~\nN\nM\n1*A:\nB^\nC\n\n*~" X12_IEA, X12_ISA_LINE
      "GS*HC raw=GS*HC\\n\nNM1*A:B^C* lead=\\n raw=N\\nM\\n1*A:\\nB^\\nC\\n\\n*\n" X12_IEA_LINE);
  x12_expect(X12_ISA "IEA*1\n*0000\n00001~",
             X12_ISA_LINE "IEA*1*000000001 raw=IEA*1\\n*0000\\n00001\n");
  /* inside the ISA, where it is 80 columns wide, and before its terminator */
  char isa[120] = "";
  memcpy(isa, X12_ISA, 80);
  strcat(isa, "\r\n");
  strcat(isa, &X12_ISA[80]);
  char text[300];
  snprintf(text, sizeof text, "%sGS*HC~" X12_IEA, isa);
  char want[300];
  snprintf(want, sizeof want, "ISA 16 *^:~ W raw=%.80s\\r\\n%.25s\nGS*HC\n" X12_IEA_LINE, X12_ISA,
           &X12_ISA[80]);
  x12_expect(text, want);
  x12_expect(X12_ISA_OPEN ":\n~GS*HC\n~" X12_IEA,
             "ISA 16 *^:~ W raw=" X12_ISA_OPEN ":\\n\nGS*HC raw=GS*HC\\n\n" X12_IEA_LINE);
}
END_TEST

START_TEST(last_terminator_missing) {
  x12_expect(X12_ISA "GE*1~IEA*1*1", X12_ISA_LINE "GE*1\nIEA*1*1 open\n");
  x12_expect(X12_ISA "GE*1~\nIEA*1*1\r\n\n",
             X12_ISA_LINE "GE*1\nIEA*1*1 open lead=\\n\ntext \"\\r\\n\\n\"\n");
  x12_expect(X12_ISA "GE*1~\nIEA*1*1 \n",
             X12_ISA_LINE "GE*1\nIEA*1*1  open lead=\\n\ntext \"\\n\"\n");
  x12_expect(X12_ISA "NM1*A", X12_ISA_LINE "NM1*A open\n");
  x12_expect(X12_ISA "NM1*A~  \n", X12_ISA_LINE "NM1*A\ntext \"  \\n\"\n");
  x12_expect(X12_ISA "N", X12_ISA_LINE "N open\n");
  x12_expect(X12_ISA, X12_ISA_LINE);
  x12_expect(ISA_LF "GE*1\nIEA*1*1", "ISA 16 *^:\\n\nGE*1\nIEA*1*1 open\n");
  /* the next interchange begins on the next line; or junk does */
  x12_expect(X12_ISA "IEA*1*1\n" X12_ISA X12_IEA,
             X12_ISA_LINE "IEA*1*1 open\ntext \"\\n\"\n" X12_ISA_LINE X12_IEA_LINE);
  x12_expect(X12_ISA "IEA*1*1\nthe end\n", X12_ISA_LINE "IEA*1*1 open\ntext \"\\nthe end\\n\"\n");
  x12_expect(X12_ISA "IEA*1*0000\n00001",
             X12_ISA_LINE "IEA*1*000000001 open raw=IEA*1*0000\\n00001\n");
  x12_expect(X12_ISA "CLM*A\r\n  " X12_ISA X12_IEA,
             X12_ISA_LINE "CLM*A open\nISA 16 *^:~ lead=\\r\\n  \n" X12_IEA_LINE);
}
END_TEST

START_TEST(between_interchanges) {
  x12_expect(X12_ISA X12_IEA X12_ISA X12_IEA, X12_ISA_LINE X12_IEA_LINE X12_ISA_LINE X12_IEA_LINE);
  x12_expect("a note\r\n" X12_ISA X12_IEA "\n \n" X12_ISA X12_IEA "ST*1~junk",
             "text \"a note\\r\\n\"\n" X12_ISA_LINE X12_IEA_LINE
             "text \"\\n \\n\"\n" X12_ISA_LINE X12_IEA_LINE "text \"ST*1~junk\"\n");
  /* other delimiters in the second one; ISA only where a segment may start */
  x12_expect(
      X12_ISA
      "N1*A~" X12_IEA
      "xISA*~ISAISA|00|          |00|          |ZZ|A              |ZZ|B              |260101|"
      "1200|^|00501|000000002|0|T|>!N1|A~B!IEA|0|2!",
      X12_ISA_LINE
      "N1*A\n" X12_IEA_LINE
      "text \"xISA*~ISAISA|00|          |00|          |ZZ|A              |ZZ|B              |"
      "260101|1200|^|00501|000000002|0|T|>!N1|A~B!IEA|0|2!\"\n");
  x12_expect(X12_ISA
             "N1*A~" X12_IEA "xISA*~"
             "ISA|00|          |00|          |ZZ|A              |ZZ|B              |260101|1200|^|"
             "00501|000000002|0|T|>!N1|A~B!IEA|0|2!",
             X12_ISA_LINE "N1*A\n" X12_IEA_LINE "text \"xISA*~\"\nISA 16 |^>!\nN1|A~B\nIEA|0|2\n");
}
END_TEST

START_TEST(an_isa_inside_resynchronises) {
  x12_expect(X12_ISA "GS*HC~ST*837~CLM*A~" X12_ISA "GS*HC~" X12_IEA,
             X12_ISA_LINE "GS*HC\nST*837\nCLM*A\n" X12_ISA_LINE "GS*HC\n" X12_IEA_LINE);
  x12_expect(X12_ISA "GS*HC~\r\n" X12_ISA_OPEN ">\nGS*HC\n",
             X12_ISA_LINE "GS*HC\nISA 16 *^>\\n lead=\\r\\n\nGS*HC\n");
  x12_expect(X12_ISA "ISA*1~NM1*ISA*2~", X12_ISA_LINE "ISA*1\nNM1*ISA*2\n");
}
END_TEST

START_TEST(odd_segments) {
  x12_expect(X12_ISA "~*A~nm1*A~N*A~NM1X*A~N-1*A~ST~:~" X12_IEA,
             X12_ISA_LINE "\n*A\nnm1*A\nN*A\nNM1X*A\nN-1*A\nST\n:\n" X12_IEA_LINE);
  x12_expect(X12_ISA "N3*\xC3\x89lm*a\tb\x7F~N4*~" X12_IEA,
             X12_ISA_LINE "N3*\\xC3\\x89lm*a\\x09b\\x7F dirty\nN4*\n" X12_IEA_LINE);
  x12_expect(X12_ISA "N3*\x80\nA~N4*B~" X12_IEA,
             X12_ISA_LINE "N3*\\x80A dirty raw=N3*\\x80\\nA\nN4*B\n" X12_IEA_LINE);
}
END_TEST

START_TEST(nul_bytes) {
  static const char text[] = X12_ISA "N3*A\0B~" X12_IEA "\0\0";
  x12_expect_sized(text, sizeof text - 1, 0,
                   X12_ISA_LINE "N3*A\\x00B dirty\n" X12_IEA_LINE "text \"\\x00\\x00\"\n");
  static const char no_repetition[] =
      "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER"
      "       *260101*1200*U*00401*000000001*0*T*:~N3*A\0B~IEA*0*1~";
  x12_expect_sized(no_repetition, sizeof no_repetition - 1, 0,
                   "ISA 16 *-:~ r\nN3*A\\x00B dirty\nIEA*0*1\n");
}
END_TEST

START_TEST(binary_payload) {
  x12_expect(X12_ISA "BIN*9*a~b*\n~ISA~GE*1~" X12_IEA,
             X12_ISA_LINE "BIN*9*a~b*\\n~ISA\nGE*1\n" X12_IEA_LINE);
  x12_expect(X12_ISA "BDS*B64*5*:^~*~~GE*1~" X12_IEA,
             X12_ISA_LINE "BDS*B64*5*:^~*~\nGE*1\n" X12_IEA_LINE);
  x12_expect(X12_ISA "BIN*3*~~~", X12_ISA_LINE "BIN*3*~~~ open\n");
  x12_expect(X12_ISA "BIN*0*~GE*1~", X12_ISA_LINE "BIN*0*\nGE*1\n");
  /* a length that cannot be right is not believed */
  x12_expect(X12_ISA "BIN*4*abc~GE*1~", X12_ISA_LINE "BIN*4*abc\nGE*1\n");
  x12_expect(X12_ISA "BIN*x*abc~BIN~BIN*~BIN*3~BIN**a~",
             X12_ISA_LINE "BIN*x*abc\nBIN\nBIN*\nBIN*3\nBIN**a\n");
  x12_expect(X12_ISA "BIN*99999999999999999999999*a~GE*1~",
             X12_ISA_LINE "BIN*99999999999999999999999*a\nGE*1\n");
  x12_expect(X12_ISA "BIN*18446744073709551615*a~GE*1~",
             X12_ISA_LINE "BIN*18446744073709551615*a\nGE*1\n");
  x12_expect(X12_ISA "BDS~BDS*~BDS*A~BDS*A*~BDS*A*3~BDS*A*1*~",
             X12_ISA_LINE "BDS\nBDS*\nBDS*A\nBDS*A*\nBDS*A*3\nBDS*A*1*~ open\n");
}
END_TEST

/* The framing that is noted, after all tokens are read. */
static ct_framing framing_of(const char *text) {
  ct_tokenizer *t = ct_tokenizer_new(0, 0, CT_SIMD_PORTABLE);
  ct_input *input;
  ck_assert_ptr_nonnull(t);
  ck_assert_int_eq(ct_input_open_memory(&input, text, strlen(text)), CT_OK);
  ct_tokenizer_reset(t, input);
  enum ct_token token;
  while (ct_tokenizer_next(t, &token) == CT_OK) continue;
  ct_framing f = ct_tokenizer_framing(t);
  ct_tokenizer_free(t);
  ct_input_close(input);
  return f;
}

static void expect_framing(const char *text, bool mark, bool lines, bool indented, bool wrapped) {
  ct_framing f = framing_of(text);
  ck_assert_int_eq(f.byte_order_mark, mark);
  ck_assert_int_eq(f.line_ends, lines);
  ck_assert_int_eq(f.indented, indented);
  ck_assert_int_eq(f.wrapped, wrapped);
}

START_TEST(framing_is_noted) {
  expect_framing(X12_ISA "GE*1~" X12_IEA "\n", false, false, false, false);
  expect_framing("\xEF\xBB\xBF" X12_ISA "GE*1~" X12_IEA, true, false, false, false);
  expect_framing(X12_ISA "GE*1~GE*1~GE*1~\n" X12_IEA, false, true, false, false);
  expect_framing(X12_ISA "GE*1~ GE*1~GE*1~" X12_IEA, false, false, true, false);
  expect_framing(X12_ISA "GE*1~GE\n*1~" X12_IEA, false, false, false, true);
  expect_framing(X12_ISA "GE*1\n~" X12_IEA, false, false, false, true);
  expect_framing(ISA_LF "GE*1\r\nGE*1\n", false, false, false, false);
  expect_framing(ISA_CR "\nGE*1\r\nGE*1\n", false, true, false, false);
}
END_TEST

START_TEST(a_tokenizer_is_used_again) {
  ct_tokenizer *t = ct_tokenizer_new(3, 0, ct_simd_best());
  ck_assert_ptr_nonnull(t);
  enum ct_token token;
  ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_MISUSE);
  for (int round = 0; round < 3; round++) {
    static const char text[] = X12_ISA "NM1*A~\nNM1*B";
    ct_input *input;
    ck_assert_int_eq(ct_input_open_memory(&input, text, sizeof text - 1), CT_OK);
    ct_tokenizer_reset(t, input);
    ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_OK);
    ck_assert_int_eq(token, CT_TOKEN_ISA);
    ck_assert_uint_eq(ct_tokenizer_offset(t), 0);
    ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_OK);
    ck_assert_uint_eq(ct_tokenizer_offset(t), 106);
    if (round == 1) { /* left in the middle */
      ct_input_close(input);
      continue;
    }
    ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_OK);
    ck_assert_uint_eq(ct_tokenizer_offset(t), 113);
    ck_assert(!ct_tokenizer_segment(t)->terminated);
    ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_END);
    ck_assert_str_eq(ct_tokenizer_error(t), "");
    ct_input_close(input);
  }
  ct_tokenizer_free(t);
}
END_TEST

START_TEST(a_failing_source_stops_it) {
  ct_tokenizer *t = ct_tokenizer_new(0, 0, ct_simd_best());
  static const char text[] = X12_ISA "NM1*A~NM1*B";
  support_chunks chunks = {.data = text, .size = sizeof text - 1, .fail_errno = 5};
  ct_input *input;
  ck_assert_int_eq(ct_input_open_fn(&input, support_chunks_read, &chunks), CT_OK);
  ct_tokenizer_reset(t, input);
  enum ct_token token;
  ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_IO); /* the ISA wants to see what follows */
  ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_IO);
  ck_assert_str_ne(ct_tokenizer_error(t), "");
  ct_tokenizer_free(t);
  ct_input_close(input);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("tokenizer");
  TCase *tests = tcase_create("framing");
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, plain);
  tcase_add_test(tests, nothing_and_no_x12);
  tcase_add_test(tests, byte_order_mark);
  tcase_add_test(tests, line_ends);
  tcase_add_test(tests, newline_is_the_terminator);
  tcase_add_test(tests, wrapped_lines);
  tcase_add_test(tests, last_terminator_missing);
  tcase_add_test(tests, between_interchanges);
  tcase_add_test(tests, an_isa_inside_resynchronises);
  tcase_add_test(tests, odd_segments);
  tcase_add_test(tests, nul_bytes);
  tcase_add_test(tests, binary_payload);
  tcase_add_test(tests, framing_is_noted);
  tcase_add_test(tests, a_tokenizer_is_used_again);
  tcase_add_test(tests, a_failing_source_stops_it);
  suite_add_tcase(suite, tests);
  return support_run(suite);
}
