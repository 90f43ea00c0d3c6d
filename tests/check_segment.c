/* check_segment.c -- elements, repetitions and components by number, and the walk. */
#include "support_x12.h"

/* The only segment of `text` behind an ISA; lives until the next call. */
static ct_tokenizer *tokenizer;
static ct_input *input;
static char line[400];

static const ct_segment *segment(const char *text) {
  strcpy(line, X12_ISA);
  strcat(line, text);
  strcat(line, "~");
  ct_input_close(input);
  ck_assert_int_eq(ct_input_open_memory(&input, line, strlen(line)), CT_OK);
  ct_tokenizer_reset(tokenizer, input);
  enum ct_token token;
  ck_assert_int_eq(ct_tokenizer_next(tokenizer, &token), CT_OK);
  ck_assert_int_eq(ct_tokenizer_next(tokenizer, &token), CT_OK);
  ck_assert_int_eq(token, CT_TOKEN_SEGMENT);
  return ct_tokenizer_segment(tokenizer);
}

static void setup(void) {
  tokenizer = ct_tokenizer_new(0, 0, ct_simd_best());
  ck_assert_ptr_nonnull(tokenizer);
  input = NULL;
}

static void teardown(void) {
  ct_tokenizer_free(tokenizer);
  ct_input_close(input);
}

#define IS(slice, text)                                                                            \
  ck_assert_msg(ct_slice_is((slice), (text)), "%.*s", (int)(slice).len, (slice).ptr)

START_TEST(tags) {
  ck_assert_uint_eq(ct_tag_pack(ct_slice_text("CLM")), CT_TAG3('C', 'L', 'M'));
  ck_assert_uint_eq(ct_tag_pack(ct_slice_text("N1")), CT_TAG2('N', '1'));
  static const char *const bad[] = {"", "N", "CLMX", "nm1", "N 1", "N-1", "N\xC3", "N\x01"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    ck_assert_uint_eq(ct_tag_pack(ct_slice_text(bad[i])), 0);
  }
  char text[4];
  ck_assert_uint_eq(ct_tag_text(CT_TAG3('C', 'L', 'M'), text), 3);
  ck_assert_str_eq(text, "CLM");
  ck_assert_uint_eq(ct_tag_text(CT_TAG2('N', '1'), text), 2);
  ck_assert_str_eq(text, "N1");
  ck_assert_uint_eq(ct_tag_text(0, text), 0);
  ck_assert_str_eq(text, "");
  ck_assert(ct_tag_pack(ct_slice_text("N1")) < ct_tag_pack(ct_slice_text("NM1")));
}
END_TEST

START_TEST(elements_by_number) {
  const ct_segment *s = segment("CLM*A12*100***11:B:1*Y");
  IS(ct_segment_tag(s), "CLM");
  ck_assert_uint_eq(ct_segment_count(s), 6);
  IS(ct_segment_get(s, 1), "A12");
  IS(ct_segment_get(s, 2), "100");
  IS(ct_segment_get(s, 3), "");
  IS(ct_segment_get(s, 5), "11:B:1");
  IS(ct_segment_get(s, 6), "Y");
  IS(ct_segment_get(s, 7), "");
  IS(ct_segment_get(s, 0), "");
  IS(ct_segment_element(s, 5), "11:B:1");
  IS(ct_segment_text(s), "CLM*A12*100***11:B:1*Y");
  ck_assert_uint_eq(ct_segment_offset(s), 106);
  ck_assert(ct_segment_terminated(s));
  ck_assert_uint_eq(ct_segment_lead(s).len, 0);
  ck_assert_int_eq(ct_segment_delimiters(s).component, ':');
}
END_TEST

START_TEST(components_and_repetitions) {
  const ct_segment *s = segment("HI*ABK:A:B^ABF::C^^X*BE:1*^*::*");
  ck_assert_uint_eq(ct_segment_repetitions(s, 1), 4);
  ck_assert_uint_eq(ct_segment_components(s, 1, 1), 3);
  ck_assert_uint_eq(ct_segment_components(s, 1, 2), 3);
  ck_assert_uint_eq(ct_segment_components(s, 1, 3), 1);
  ck_assert_uint_eq(ct_segment_components(s, 1, 4), 1);
  ck_assert_uint_eq(ct_segment_components(s, 1, 5), 0);
  ck_assert_uint_eq(ct_segment_components(s, 1, 0), 0);
  IS(ct_segment_component(s, 1, 1, 1), "ABK");
  IS(ct_segment_component(s, 1, 1, 3), "B");
  IS(ct_segment_component(s, 1, 1, 4), "");
  IS(ct_segment_component(s, 1, 2, 1), "ABF");
  IS(ct_segment_component(s, 1, 2, 2), "");
  IS(ct_segment_component(s, 1, 2, 3), "C");
  IS(ct_segment_component(s, 1, 3, 1), "");
  IS(ct_segment_component(s, 1, 4, 1), "X");
  IS(ct_segment_component(s, 1, 5, 1), "");
  IS(ct_segment_component(s, 1, 1, 0), "");
  IS(ct_segment_get_component(s, 1, 2), "A");
  IS(ct_segment_get_component(s, 2, 1), "BE");
  ck_assert_uint_eq(ct_segment_repetitions(s, 3), 2);
  ck_assert_uint_eq(ct_segment_components(s, 4, 1), 3);
  ck_assert_uint_eq(ct_segment_repetitions(s, 5), 0);
  ck_assert_uint_eq(ct_segment_components(s, 5, 1), 0);
  ck_assert_uint_eq(ct_segment_repetitions(s, 6), 0);
  IS(ct_segment_get_component(segment("REF*F8*123"), 2, 1), "123");
  IS(ct_segment_get_component(segment("REF*F8*123"), 2, 2), "");
}
END_TEST

START_TEST(walking) {
  const ct_segment *s = segment("SV2*0300*HC:1:A^B*100**");
  static const char *const want[] = {"0300", "HC:1:A^B", "100", "", ""};
  ct_walk w = ct_walk_start(s);
  for (unsigned e = 1; e <= 5; e++) {
    ck_assert(ct_walk_element(&w));
    ck_assert_uint_eq(w.element, e);
    IS(w.value, want[e - 1]);
    ck_assert_uint_eq(w.at, (uint32_t)(w.value.ptr - s->text));
    ck_assert(w.composite == (e == 2));
    ck_assert(w.repeated == (e == 2));
    ck_assert_uint_eq(w.next - 1 - w.first, e == 2 ? 3 : 0); /* marks inside */
  }
  ck_assert(!ct_walk_element(&w));
  ck_assert(!ct_walk_element(&w));
}
END_TEST

START_TEST(walking_odd_ones) {
  static const struct {
    const char *text;
    unsigned count;
    const char *first;
  } odd[] = {{"LX", 0, ""},      {"LX*", 1, ""},           {"*A*B", 2, "A"}, {":*A", 1, "A"},
             {"N:^1*A", 1, "A"}, {"N\t1*A\tB", 1, "A\tB"}, {"**", 2, ""},    {":", 0, ""}};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    const ct_segment *s = segment(odd[i].text);
    ct_walk w = ct_walk_start(s);
    unsigned n = 0;
    while (ct_walk_element(&w)) {
      if (n++ == 0) IS(w.value, odd[i].first);
    }
    ck_assert_uint_eq(n, odd[i].count);
    ck_assert_uint_eq(ct_segment_count(s), odd[i].count);
    IS(ct_segment_get(s, 1), odd[i].first);
  }
}
END_TEST

START_TEST(parts_of_a_slice) {
  ct_slice part;
  ct_slice s = ct_slice_text("A::B");
  ck_assert_uint_eq(ct_slice_parts(s, ':'), 3);
  ck_assert(ct_slice_part(s, ':', 1, &part));
  IS(part, "A");
  ck_assert(ct_slice_part(s, ':', 2, &part));
  IS(part, "");
  ck_assert(ct_slice_part(s, ':', 3, &part));
  IS(part, "B");
  ck_assert(!ct_slice_part(s, ':', 4, &part));
  ck_assert(!ct_slice_part(s, ':', 0, &part));
  ck_assert_uint_eq(ct_slice_parts(s, '\0'), 1);
  ck_assert(ct_slice_part(s, '\0', 1, &part));
  IS(part, "A::B");
  ck_assert(!ct_slice_part(s, '\0', 2, &part));
  ck_assert_uint_eq(ct_slice_parts(ct_slice_empty(), ':'), 1);
  ck_assert(ct_slice_part(ct_slice_empty(), ':', 1, &part));
  ck_assert_uint_eq(part.len, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("segment");
  TCase *tests = tcase_create("segment");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_test(tests, tags);
  tcase_add_test(tests, elements_by_number);
  tcase_add_test(tests, components_and_repetitions);
  tcase_add_test(tests, walking);
  tcase_add_test(tests, walking_odd_ones);
  tcase_add_test(tests, parts_of_a_slice);
  suite_add_tcase(suite, tests);
  return support_run(suite);
}
