/* check_slice.c -- slices, packed codes and byte classes. */
#include "base/charclass.h"
#include "base/slice.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* A copy in memory of exactly this size, so that a read outside of it is caught. */
static ct_slice exact(const char *bytes, size_t len) {
  char *p = malloc(len ? len : 1);
  if (len) memcpy(p, bytes, len);
  return (ct_slice){p, len};
}
static void drop(ct_slice s) {
  free((void *)(uintptr_t)s.ptr);
}

START_TEST(sameness) {
  ck_assert(ct_slice_is(ct_slice_make("CLM*", 3), "CLM"));
  ck_assert(!ct_slice_is(ct_slice_make("CLM*", 4), "CLM"));
  ck_assert(!ct_slice_same(ct_slice_text("CLM"), ct_slice_text("CLP")));
  ck_assert(ct_slice_same(ct_slice_empty(), ct_slice_text("")));
}
END_TEST

START_TEST(trim_takes_blanks_off_both_ends) {
  static const char *const rows[][2] = {
      {"", ""}, {"   ", ""}, {"a", "a"}, {" a b ", "a b"}, {"\r\n\tCLM\r\n", "CLM"}, {"x ", "x"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    ck_assert(ct_slice_is(ct_slice_trim(ct_slice_text(rows[i][0])), rows[i][1]));
  }
}
END_TEST

START_TEST(packs_are_the_bytes_highest_first) {
  static const char text[] = "ABCDEFGH";
  for (size_t len = 0; len <= 8; len++) {
    uint64_t want = 0;
    for (size_t i = 0; i < 8; i++) want = want << 8 | (i < len ? (unsigned char)text[i] : 0);
    ct_slice s = exact(text, len);
    ck_assert_uint_eq(ct_slice_pack(s), want);
    drop(s);
  }
  ck_assert_uint_eq(ct_slice_pack(ct_slice_text("ABCDEFGHI")), 0);
  ck_assert_uint_eq(ct_slice_pack(ct_slice_make("\xFF\xFE", 2)), UINT64_C(0xFFFE) << 48);
}
END_TEST

START_TEST(packs_sort_as_text) {
  static const char *const sorted[] = {"",    "0",  "00", "01",  "1",   "10", "A",        "AA",
                                       "AAA", "AB", "B",  "CLM", "CLP", "Z",  "ZZZZZZZZ", "a"};
  for (size_t i = 1; i < sizeof sorted / sizeof sorted[0]; i++) {
    ck_assert(ct_slice_pack(ct_slice_text(sorted[i - 1])) <
              ct_slice_pack(ct_slice_text(sorted[i])));
  }
}
END_TEST

START_TEST(nul_bytes_do_not_pass_for_a_shorter_code) {
  ck_assert_uint_eq(ct_slice_pack(ct_slice_make("A\0", 2)), 0);
  ck_assert_uint_eq(ct_slice_pack(ct_slice_make("\0", 1)), 0);
  ck_assert_uint_ne(ct_slice_pack(ct_slice_make("\0A", 2)), ct_slice_pack(ct_slice_text("A")));
}
END_TEST

START_TEST(classes_are_those_of_the_standard) {
  static const char basic[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!\"&'()*+,-./:;?= ";
  static const char more[] = "abcdefghijklmnopqrstuvwxyz%@[]_{}\\|<>~^`#$";
  static const char blank[] = " \t\r\n\v\f";
  for (unsigned c = 0; c < 256; c++) {
    bool in_basic = c && strchr(basic, (int)c), in_more = c && strchr(more, (int)c);
    ck_assert(ct_char_is((char)c, CT_CHAR_BASIC) == in_basic);
    ck_assert(ct_char_is((char)c, CT_CHAR_EXTENDED) == (in_basic || in_more));
    ck_assert(ct_char_is((char)c, CT_CHAR_DIGIT) == (c >= '0' && c <= '9'));
    ck_assert(ct_char_is((char)c, CT_CHAR_UPPER) == (c >= 'A' && c <= 'Z'));
    ck_assert(ct_char_is((char)c, CT_CHAR_LOWER) == (c >= 'a' && c <= 'z'));
    ck_assert(ct_char_is((char)c, CT_CHAR_PRINT) == (c >= 0x20 && c <= 0x7E));
    ck_assert(ct_char_is((char)c, CT_CHAR_BLANK) == (c && strchr(blank, (int)c)));
  }
}
END_TEST

START_TEST(all_wants_every_byte) {
  ck_assert(ct_slice_all(ct_slice_empty(), CT_CHAR_DIGIT));
  ck_assert(ct_slice_all(ct_slice_text("A1B2"), CT_CHAR_DIGIT | CT_CHAR_UPPER));
  ck_assert(!ct_slice_all(ct_slice_text("A1b2"), CT_CHAR_DIGIT | CT_CHAR_UPPER));
  ck_assert(!ct_slice_all(ct_slice_text("\xC9T\xC9"), CT_CHAR_EXTENDED));
  ck_assert(!ct_slice_all(ct_slice_text("A"), 0));
}
END_TEST

START_TEST(digits_at_every_length_and_place) {
  char text[40];
  ck_assert(!ct_slice_digits(ct_slice_empty()));
  for (size_t len = 1; len < sizeof text; len++) {
    for (size_t i = 0; i < len; i++) text[i] = (char)('0' + (i * 7 + len) % 10);
    ct_slice s = exact(text, len);
    char *p = (char *)(uintptr_t)s.ptr;
    ck_assert(ct_slice_digits(s));
    for (size_t at = 0; at < len; at++) {
      char keep = p[at];
      for (unsigned c = 0; c < 256; c++) {
        p[at] = (char)c;
        ck_assert(ct_slice_digits(s) == (c >= '0' && c <= '9'));
      }
      p[at] = keep;
    }
    drop(s);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("slice");
  TCase *tests = tcase_create("slice");
  suite_add_tcase(suite, tests);
  tcase_add_test(tests, sameness);
  tcase_add_test(tests, trim_takes_blanks_off_both_ends);
  tcase_add_test(tests, packs_are_the_bytes_highest_first);
  tcase_add_test(tests, packs_sort_as_text);
  tcase_add_test(tests, nul_bytes_do_not_pass_for_a_shorter_code);
  tcase_add_test(tests, classes_are_those_of_the_standard);
  tcase_add_test(tests, all_wants_every_byte);
  tcase_add_test(tests, digits_at_every_length_and_place);
  return support_run(suite);
}
