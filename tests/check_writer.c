/* check_writer.c -- segments out: separators, trailing empties, counts, control numbers. */
#include "support_x12.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct sink {
  char text[4096];
  size_t len;
  int failing; /* writes fail */
} sink;

static ptrdiff_t sink_write(void *ctx, const char *bytes, size_t size) {
  sink *s = ctx;
  if (s->failing) return -1;
  ck_assert_uint_lt(s->len + size, sizeof s->text);
  memcpy(s->text + s->len, bytes, size);
  s->len += size;
  s->text[s->len] = '\0';
  return (ptrdiff_t)size;
}

static sink out;
static ct_writer *w;

static void begin_with(ct_delimiters d) {
  ct_writer_free(w);
  memset(&out, 0, sizeof out);
  w = ct_writer_new(&d, sink_write, &out);
  ck_assert_ptr_nonnull(w);
}

static void setup(void) {
  w = NULL;
  begin_with((ct_delimiters){'*', '^', ':', '~'});
}

static void teardown(void) {
  ct_writer_free(w);
}

static void element(const char *text) {
  ct_writer_element(w, text, strlen(text));
}
static void component(const char *text) {
  ct_writer_component(w, text, strlen(text));
}
static void repetition(const char *text) {
  ct_writer_repetition(w, text, strlen(text));
}

/* "NM1*85*2": a segment of plain elements. */
static void segment(const char *text) {
  char copy[300];
  strcpy(copy, text);
  char *rest = copy, *part = strsep(&rest, "*");
  ct_writer_begin(w, part);
  while ((part = strsep(&rest, "*"))) element(part);
  ct_writer_end(w);
}

static void expect(const char *want) {
  ck_assert_int_eq(ct_writer_flush(w), CT_OK);
  ck_assert_str_eq(out.text, want);
}

START_TEST(trailing_empties_are_not_sent) {
  segment("NM1*85*2*A*****XX*1");
  segment("NM1*85*2*****");
  segment("LX");
  segment("LX***");
  ct_writer_begin(w, "SV2");
  element("0300");
  element("HC"), component("99213"), component(""), component("");
  element("");
  component(""), component("X"), component("");
  element("A"), repetition(""), repetition("B"), repetition(""), repetition("");
  element(""), repetition(""), repetition("C"), component(""), component("D"), component("");
  element(""), component(""), repetition("");
  ct_writer_end(w);
  expect("NM1*85*2*A*****XX*1~NM1*85*2~LX~LX~SV2*0300*HC:99213*::X*A^^B*^^C::D~");
}
END_TEST

START_TEST(other_delimiters_and_lines) {
  begin_with((ct_delimiters){'|', '!', '>', '\n'});
  ct_writer_begin(w, "HI");
  element("ABK"), component("A"), repetition("ABF"), component("B");
  ct_writer_end(w);
  segment("REF*F8*A:B^C~");
  expect("HI|ABK>A!ABF>B\nREF|F8|A:B^C~\n");
  begin_with((ct_delimiters){'*', '^', ':', '~'});
  ct_writer_newline(w, true);
  segment("LX*1");
  segment("LX*2");
  expect("LX*1~\nLX*2~\n");
}
END_TEST

START_TEST(counts_and_control_numbers) {
  segment(
      "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*^*00501*"
      "000000905*0*T*:");
  segment("GS*HC*A*B*20260101*1200*17*X*005010X223A2");
  segment("ST*837*0001");
  segment("BHT*0019");
  ct_writer_end_set(w);
  segment("ST*837*0002*005010X223A2");
  ct_writer_end_set(w);
  ct_writer_end_group(w);
  segment("GS*HC*A*B*20260101*1200*18*X*005010X223A2");
  ct_writer_end_group(w);
  ct_writer_end_interchange(w);
  expect(
      "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*^*00501*"
      "000000905*0*T*:~GS*HC*A*B*20260101*1200*17*X*005010X223A2~ST*837*0001~BHT*0019~SE*3*0001~"
      "ST*837*0002*005010X223A2~SE*2*0002~GE*2*17~GS*HC*A*B*20260101*1200*18*X*005010X223A2~"
      "GE*0*18~IEA*2*000000905~");
}
END_TEST

/* Each closes over a set that is written whole; `act` spoils it. */
static void expect_misuse(void (*act)(void)) {
  begin_with((ct_delimiters){'*', '^', ':', '~'});
  segment("ST*999*0001");
  act();
  ck_assert_int_eq(ct_writer_flush(w), CT_MISUSE);
  segment("LX*1"); /* it sticks */
  ck_assert_int_eq(ct_writer_flush(w), CT_MISUSE);
  ck_assert_str_eq(out.text, "");
}

static void delimiter_in_element(void) {
  segment("REF*F8*A:B");
}
static void terminator_in_component(void) {
  ct_writer_begin(w, "SV2");
  element("A"), component("B~");
  ct_writer_end(w);
}
static void repetition_in_data(void) {
  segment("REF*F8*A^B");
}
static void line_end_in_data(void) {
  segment("NTE*ADD*A\nB");
}
static void element_outside(void) {
  element("A");
}
static void component_first(void) {
  ct_writer_begin(w, "SV2");
  component("A");
  ct_writer_end(w);
}
static void end_outside(void) {
  ct_writer_end(w);
}
static void begin_twice(void) {
  ct_writer_begin(w, "LX");
  ct_writer_begin(w, "LX");
}
static void bad_tag(void) {
  segment("lx*1");
}
static void left_open(void) {
  ct_writer_begin(w, "LX");
}
static void no_group(void) {
  ct_writer_end_group(w);
}
static void set_closed_twice(void) {
  ct_writer_end_set(w);
  ct_writer_end_set(w);
}
static void copy_inside(void) {
  ct_segment s = {.text = ""};
  ct_writer_begin(w, "LX");
  ct_writer_copy(w, &s);
}
static void wrong_declaration(void) {
  segment(
      "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*:*00501*"
      "000000905*0*T*:");
}

START_TEST(misuse_sticks) {
  void (*const acts[])(void) = {delimiter_in_element,
                                terminator_in_component,
                                repetition_in_data,
                                line_end_in_data,
                                element_outside,
                                component_first,
                                end_outside,
                                begin_twice,
                                bad_tag,
                                left_open,
                                no_group,
                                set_closed_twice,
                                copy_inside,
                                wrong_declaration};
  for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) expect_misuse(acts[i]);
}
END_TEST

START_TEST(delimiters_must_be_signs_and_differ) {
  static const ct_delimiters bad[] = {
      {'A', '^', ':', '~'}, {'*', '*', ':', '~'},  {'*', '^', '^', '~'},  {'*', '^', ':', '*'},
      {'*', '^', ':', ' '}, {'\0', '^', ':', '~'}, {'*', '^', ':', '\0'}, {'*', '^', ':', '\xC2'}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    begin_with(bad[i]);
    segment("LX*1");
    ck_assert_int_eq(ct_writer_flush(w), CT_MISUSE);
    ck_assert_str_eq(out.text, "");
  }
  begin_with((ct_delimiters){'*', '\0', '\0', '~'}); /* none is fine */
  segment("REF*F8*A:B^C");
  expect("REF*F8*A:B^C~");
  ct_writer_begin(w, "SV2");
  element("A"), component("B"); /* but cannot be written */
  ct_writer_end(w);
  ck_assert_int_eq(ct_writer_flush(w), CT_MISUSE);
}
END_TEST

START_TEST(failing_writes_and_long_numbers) {
  out.failing = 1;
  segment("LX*1");
  ck_assert_int_eq(ct_writer_flush(w), CT_IO);
  ck_assert_int_eq(ct_writer_flush(w), CT_IO);
  begin_with((ct_delimiters){'*', '^', ':', '~'});
  segment("ST*837*0123456789012345678901234567890123456789012345678901234567890123456789");
  ct_writer_end_set(w);
  ck_assert_int_eq(ct_writer_flush(w), CT_LIMIT);
  w = (ct_writer_free(w), ct_writer_new(NULL, sink_write, &out)); /* the usual delimiters */
  out.len = 0;
  segment("LX*1");
  expect("LX*1~");
}
END_TEST

/* Reads `text` and copies every segment with delimiters d. */
static enum ct_status copy_all(const char *text, ct_delimiters d) {
  begin_with(d);
  ct_tokenizer *t = ct_tokenizer_new(0, 0, ct_simd_best());
  ct_input *input;
  ck_assert_int_eq(ct_input_open_memory(&input, text, strlen(text)), CT_OK);
  ct_tokenizer_reset(t, input);
  enum ct_token token;
  while (ct_tokenizer_next(t, &token) == CT_OK) {
    if (token != CT_TOKEN_TEXT) ct_writer_copy(w, ct_tokenizer_segment(t));
  }
  ct_tokenizer_free(t);
  ct_input_close(input);
  return ct_writer_flush(w);
}

#define INSIDE "GS*HC~ST*837*7~HI*ABK:A^ABF:B**~N\n3*\n~nm1*a~*X~~BIN*4*~*:^~SE*1*7~"

START_TEST(copies_as_it_was) {
  ck_assert_int_eq(copy_all(X12_ISA INSIDE X12_IEA, (ct_delimiters){'*', '^', ':', '~'}), CT_OK);
  ck_assert_str_eq(out.text, X12_ISA "GS*HC~ST*837*7~HI*ABK:A^ABF:B**~N3*~nm1*a~*X~~BIN*4*~*:^~"
                                     "SE*1*7~" X12_IEA);
}
END_TEST

START_TEST(copies_in_other_delimiters) {
  ck_assert_int_eq(copy_all(X12_ISA INSIDE, (ct_delimiters){'|', '!', '>', '\n'}), CT_OK);
  ck_assert_str_eq(out.text,
                   "ISA|00|          |00|          |ZZ|SENDER         |ZZ|RECEIVER       |"
                   "260101|1200|!|00501|000000001|0|T|>\nGS|HC\nST|837|7\n"
                   "HI|ABK>A!ABF>B||\nN3|\nnm1|a\n|X\n\nBIN|4|~*:^\nSE|1|7\n");
  ct_writer_end_group(w);
  ct_writer_end_interchange(w);
  ck_assert_int_eq(ct_writer_flush(w), CT_OK);
  ck_assert_str_eq(out.text + out.len - 21, "GE|1\nIEA|1|000000001\n");
  /* data that holds a new delimiter */
  ck_assert_int_eq(copy_all(X12_ISA "REF*F8*A|B~", (ct_delimiters){'|', '!', '>', '\n'}),
                   CT_MISUSE);
  ck_assert_int_eq(copy_all(X12_ISA "REF*F8*A\x1C~", (ct_delimiters){'*', '^', ':', '\x1C'}),
                   CT_MISUSE);
  /* a separator that is needed and not there */
  ck_assert_int_eq(copy_all(X12_ISA "REF*F8*A:B~", (ct_delimiters){'*', '^', '\0', '~'}),
                   CT_MISUSE);
  ck_assert_int_eq(copy_all(X12_ISA "REF*F8*A\xC3\xA9~", (ct_delimiters){'|', '!', '>', '~'}),
                   CT_OK);
  ck_assert_str_eq(out.text + 106, "REF|F8|A\xC3\xA9~");
}
END_TEST

START_TEST(no_memory) {
  for (uint64_t n = 1; n < 5; n++) {
    memset(&out, 0, sizeof out);
    ct_mem_fail_after(n);
    ct_writer *poor = ct_writer_new(NULL, sink_write, &out);
    if (poor) {
      ct_writer_begin(poor, "LX");
      ct_writer_element(poor, "1", 1);
      ct_writer_end(poor);
      enum ct_status status = ct_writer_flush(poor);
      ck_assert(status == CT_OK || status == CT_NO_MEMORY);
      ck_assert_str_eq(out.text, status == CT_OK ? "LX*1~" : "");
    }
    ct_mem_fail_after(0);
    ct_writer_free(poor);
  }
  ct_writer_free(NULL);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("writer");
  TCase *tests = tcase_create("writer");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_test(tests, trailing_empties_are_not_sent);
  tcase_add_test(tests, other_delimiters_and_lines);
  tcase_add_test(tests, counts_and_control_numbers);
  tcase_add_test(tests, misuse_sticks);
  tcase_add_test(tests, delimiters_must_be_signs_and_differ);
  tcase_add_test(tests, failing_writes_and_long_numbers);
  tcase_add_test(tests, copies_as_it_was);
  tcase_add_test(tests, copies_in_other_delimiters);
  tcase_add_test(tests, no_memory);
  suite_add_tcase(suite, tests);
  return support_run(suite);
}
