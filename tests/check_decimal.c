/* check_decimal.c -- exact amounts: reading, sums, order, writing. */
#include "base/decimal.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ct_decimal dec(const char *text) {
  ct_decimal d = {0, 0};
  if (ct_decimal_parse(ct_slice_text(text), &d) != CT_DECIMAL_OK)
    ck_abort_msg("\"%s\" is no number", text);
  return d;
}

START_TEST(numbers_are_read_exactly) {
  static const struct {
    const char *text;
    int64_t mantissa;
    uint8_t scale;
  } rows[] = {
      {"0", 0, 0},
      {"-0", 0, 0},
      {"0.00", 0, 0},
      {".0", 0, 0},
      {"5.", 5, 0},
      {".5", 5, 1},
      {"-.5", -5, 1},
      {"100", 100, 0},
      {"100.00", 100, 0},
      {"12.50", 125, 1},
      {"1980.04", 198004, 2},
      {"-1980.04", -198004, 2},
      {"0000012", 12, 0},
      {"0.000001", 1, 6},
      {"10000000", 10000000, 0},
      {"99999999", 99999999, 0},
      {"9999999.9", 99999999, 1},
      {"123456789", 123456789, 0},
      {"12345678.9", 123456789, 1},
      {"-9999999999.99", -999999999999, 2},
      {"999999999999999999", INT64_C(999999999999999999), 0},
      {"0.999999999999999999", INT64_C(999999999999999999), 18},
      {"0.000000000000000001", 1, 18},
      {"123456789.123456789", INT64_C(123456789123456789), 9},
      {"000000000000000000000000000007", 7, 0},
      {"7.000000000000000000000000000000", 7, 0},
      {"100000000000000000", INT64_C(100000000000000000), 0},
      {"000.500000000000000000000000", 5, 1},
      {"10.0000000000000001", INT64_C(100000000000000001), 16},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    ct_decimal d = dec(rows[i].text);
    ck_assert_msg(d.mantissa == rows[i].mantissa && d.scale == rows[i].scale, "%s", rows[i].text);
  }
}
END_TEST

START_TEST(what_is_no_number) {
  static const char *const rows[] = {"",
                                     "-",
                                     ".",
                                     "-.",
                                     "+1",
                                     "1e3",
                                     "--1",
                                     "1-",
                                     "1.2.3",
                                     "..",
                                     "1..",
                                     "1,000",
                                     " 1",
                                     "1 ",
                                     "$1",
                                     "1-2",
                                     "12a",
                                     "0x10",
                                     "1/2",
                                     "1:2",
                                     "123456789012a",
                                     ".........",
                                     "-.........",
                                     "1234567890.12.3",
                                     "99999999999999999999x",
                                     "\xB1",
                                     "1\xB0",
                                     "\xAE",
                                     "nan",
                                     "inf",
                                     "1234567\x8E"};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    ct_decimal d = {42, 7};
    ck_assert_msg(ct_decimal_parse(ct_slice_text(rows[i]), &d) == CT_DECIMAL_NOT_A_NUMBER, "%s",
                  rows[i]);
    ck_assert(d.mantissa == 42 && d.scale == 7);
  }
  ct_decimal d;
  ck_assert_int_eq(ct_decimal_parse(ct_slice_make("1\0", 2), &d), CT_DECIMAL_NOT_A_NUMBER);
}
END_TEST

START_TEST(more_than_18_digits_overflow) {
  static const char *const rows[] = {"1000000000000000000",  "9999999999999999999",
                                     "-1000000000000000000", "0.0000000000000000001",
                                     "1.000000000000000001", "123456789.1234567891",
                                     "1000000000000000000.0"};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    ct_decimal d = {42, 7};
    ck_assert_msg(ct_decimal_parse(ct_slice_text(rows[i]), &d) == CT_DECIMAL_OVERFLOW, "%s",
                  rows[i]);
    ck_assert(d.mantissa == 42 && d.scale == 7);
  }
}
END_TEST

/* The plainest reading there is, to hold the fast ones against. */
static enum ct_decimal_error slow_parse(const char *p, size_t len, ct_decimal *out) {
  char before[64] = "", after[64] = "";
  size_t nb = 0, na = 0, any = 0, i = len > 0 && p[0] == '-';
  for (; i < len && p[i] >= '0' && p[i] <= '9'; i++, any++) before[nb++] = p[i];
  if (i < len && p[i] == '.')
    i++;
  else if (i < len)
    return CT_DECIMAL_NOT_A_NUMBER;
  for (; i < len && p[i] >= '0' && p[i] <= '9'; i++, any++) after[na++] = p[i];
  if (i < len || !any) return CT_DECIMAL_NOT_A_NUMBER;
  while (na && after[na - 1] == '0') na--;
  char all[128];
  int n = snprintf(all, sizeof all, "%.*s%.*s", (int)nb, before, (int)na, after);
  const char *q = all;
  while (*q == '0') q++, n--;
  if (n > 18 || na > 18) return CT_DECIMAL_OVERFLOW;
  int64_t m = strtoll(n ? q : "0", NULL, 10);
  *out = (ct_decimal){p[0] == '-' ? -m : m, (uint8_t)na};
  return CT_DECIMAL_OK;
}

static void hold_against_slow(const char *text, size_t len) {
  char *p = malloc(len ? len : 1); /* exactly as long: reads outside are caught */
  if (len) memcpy(p, text, len);
  ct_decimal want = {1, 1}, got = {1, 1};
  enum ct_decimal_error e = slow_parse(p, len, &want);
  ck_assert_msg(ct_decimal_parse(ct_slice_make(p, len), &got) == e &&
                    got.mantissa == want.mantissa && got.scale == want.scale,
                "%.*s", (int)len, text);
  free(p);
}

START_TEST(every_short_text_reads_as_the_slow_way_says) {
  static const char alphabet[] = "0159.-x";
  enum { LETTERS = sizeof alphabet - 1 };
  for (size_t len = 0; len <= 6; len++) {
    size_t count = 1;
    for (size_t i = 0; i < len; i++) count *= LETTERS;
    for (size_t k = 0; k < count; k++) {
      char text[8];
      for (size_t i = 0, rest = k; i < len; i++, rest /= LETTERS)
        text[i] = alphabet[rest % LETTERS];
      hold_against_slow(text, len);
    }
  }
}
END_TEST

START_TEST(longer_texts_read_as_the_slow_way_says) {
  uint64_t seed = 1;
  for (int round = 0; round < 200000; round++) {
    char text[32];
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    size_t len = 7 + (seed >> 33) % 25, point = (seed >> 40) % 40;
    for (size_t i = 0; i < len; i++) {
      seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
      unsigned r = (unsigned)(seed >> 50);
      text[i] = (char)(r % 3 == 0 ? '0' : '0' + r % 10);
      if (r == 77) text[i] = (char)(seed >> 42);
    }
    if (point < len) text[point] = '.';
    if (seed >> 63) text[0] = '-';
    hold_against_slow(text, len);
  }
}
END_TEST

static void check_sum(const char *a, const char *b, const char *sum) {
  ct_decimal d;
  ck_assert(ct_decimal_add(dec(a), dec(b), &d));
  ck_assert_msg(ct_decimal_compare(d, dec(sum)) == 0, "%s + %s", a, b);
  ck_assert(ct_decimal_subtract(dec(sum), dec(b), &d));
  ck_assert_msg(ct_decimal_compare(d, dec(a)) == 0, "%s - %s", sum, b);
}

START_TEST(sums_and_differences) {
  check_sum("0", "0", "0");
  check_sum("0.1", "0.2", "0.3");
  check_sum("1.50", "1.50", "3");
  check_sum("1980.04", "-1980.04", "0");
  check_sum("100", "-0.01", "99.99");
  check_sum("999999999999999999", "0", "999999999999999999");
  check_sum("0.999999999999999999", "0.000000000000000001", "1");
  check_sum("1", "0.00000000000000001", "1.00000000000000001");
  check_sum("99999999999.99", "0.01", "100000000000");
}
END_TEST

START_TEST(sums_that_do_not_fit_are_refused) {
  const ct_decimal max = {INT64_MAX, 0}, min = {INT64_MIN, 0}, one = {1, 0}, tiny = {1, 18};
  ct_decimal d = {42, 7};
  ck_assert(!ct_decimal_add(max, one, &d));
  ck_assert(!ct_decimal_subtract(min, one, &d));
  ck_assert(!ct_decimal_subtract(max, min, &d));
  ck_assert(!ct_decimal_subtract(one, min, &d));
  ck_assert(!ct_decimal_add((ct_decimal){INT64_C(999999999999999999), 0}, tiny, &d));
  ck_assert(d.mantissa == 42 && d.scale == 7);
  ck_assert(ct_decimal_subtract((ct_decimal){-1, 0}, min, &d));
  ck_assert(d.mantissa == INT64_MAX);
  ck_assert(ct_decimal_add(min, max, &d));
  ck_assert(d.mantissa == -1 && d.scale == 0);
}
END_TEST

START_TEST(sums_that_fit_only_when_reduced_are_given) {
  ct_decimal d;
  /* 9 + 1e-18 * 10^18 passes 64 bits while the scales are the same, and then is 10 */
  ck_assert(ct_decimal_add((ct_decimal){INT64_C(9000000000000000000), 18},
                           (ct_decimal){INT64_C(1000000000000000000), 18}, &d));
  ck_assert_int_eq(ct_decimal_compare(d, dec("10")), 0);
  ck_assert(ct_decimal_add((ct_decimal){INT64_C(500000000000000000), 0}, (ct_decimal){0, 18}, &d));
  ck_assert_int_eq(ct_decimal_compare(d, dec("500000000000000000")), 0);
}
END_TEST

START_TEST(order_is_exact_at_any_scale) {
  static const char *const sorted[] = {"-999999999999999999",
                                       "-1980.05",
                                       "-1980.04",
                                       "-0.000000000000000001",
                                       "0",
                                       "0.000000000000000001",
                                       "0.01",
                                       "0.1",
                                       "1",
                                       "1.00000000000000001",
                                       "1.5",
                                       "99.99",
                                       "100",
                                       "999999999999999998",
                                       "999999999999999999"};
  const size_t n = sizeof sorted / sizeof sorted[0];
  for (size_t i = 0; i < n; i++) {
    for (size_t k = 0; k < n; k++) {
      int c = ct_decimal_compare(dec(sorted[i]), dec(sorted[k]));
      ck_assert_msg(i < k ? c < 0 : i > k ? c > 0 : c == 0, "%s and %s", sorted[i], sorted[k]);
    }
  }
  ck_assert_int_eq(ct_decimal_compare((ct_decimal){1250, 2}, (ct_decimal){125, 1}), 0);
  ck_assert(ct_decimal_compare((ct_decimal){INT64_MAX, 0}, (ct_decimal){INT64_MAX, 18}) > 0);
  ck_assert(ct_decimal_compare((ct_decimal){INT64_MIN, 0}, (ct_decimal){INT64_MIN, 18}) < 0);
}
END_TEST

START_TEST(written_for_people_and_for_x12) {
  static const struct {
    ct_decimal d;
    const char *people, *x12;
  } rows[] = {
      {{0, 0}, "0.00", "0"},
      {{0, 5}, "0.00", "0"},
      {{198004, 2}, "1980.04", "1980.04"},
      {{-5, 1}, "-0.50", "-0.5"},
      {{100, 0}, "100.00", "100"},
      {{10000, 2}, "100.00", "100"},
      {{1005, 3}, "1.005", "1.005"},
      {{1250, 2}, "12.50", "12.5"},
      {{7, 2}, "0.07", "0.07"},
      {{1, 18}, "0.000000000000000001", "0.000000000000000001"},
      {{INT64_MIN, 0}, "-9223372036854775808.00", "-9223372036854775808"},
      {{INT64_MIN, 18}, "-9.223372036854775808", "-9.223372036854775808"},
      {{INT64_MAX, 1}, "922337203685477580.70", "922337203685477580.7"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[CT_DECIMAL_TEXT];
    ck_assert_uint_eq(ct_decimal_format(rows[i].d, text), strlen(rows[i].people));
    ck_assert_str_eq(text, rows[i].people);
    ck_assert_uint_eq(ct_decimal_text(rows[i].d, text), strlen(rows[i].people));
    ck_assert_str_eq(text, rows[i].people);
    ck_assert_uint_eq(ct_decimal_format_x12(rows[i].d, text), strlen(rows[i].x12));
    ck_assert_str_eq(text, rows[i].x12);
  }
}
END_TEST

START_TEST(a_scale_out_of_range_does_no_harm) {
  char text[CT_DECIMAL_TEXT];
  ct_decimal odd = {INT64_MIN, 255}, d;
  ck_assert_uint_lt(ct_decimal_text(odd, text), sizeof text);
  ct_decimal_format_x12(odd, text);
  ck_assert_int_eq(ct_decimal_compare(odd, odd), 0);
  ck_assert(ct_decimal_add(odd, (ct_decimal){1, 0}, &d));
}
END_TEST

int main(void) {
  Suite *suite = suite_create("decimal");
  TCase *tests = tcase_create("decimal");
  suite_add_tcase(suite, tests);
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, numbers_are_read_exactly);
  tcase_add_test(tests, what_is_no_number);
  tcase_add_test(tests, more_than_18_digits_overflow);
  tcase_add_test(tests, every_short_text_reads_as_the_slow_way_says);
  tcase_add_test(tests, longer_texts_read_as_the_slow_way_says);
  tcase_add_test(tests, sums_and_differences);
  tcase_add_test(tests, sums_that_do_not_fit_are_refused);
  tcase_add_test(tests, sums_that_fit_only_when_reduced_are_given);
  tcase_add_test(tests, order_is_exact_at_any_scale);
  tcase_add_test(tests, written_for_people_and_for_x12);
  tcase_add_test(tests, a_scale_out_of_range_does_no_harm);
  return support_run(suite);
}
