/* check_date.c -- days and times that exist, held against the C library's calendar. */
#include "base/date.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool day_by_rule(int y, int m, int d) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  return y >= 1 && m >= 1 && m <= 12 && d >= 1 && d <= days[m - 1] + (m == 2 && leap);
}

START_TEST(every_day_of_chosen_years) {
  static const int years[] = {0,    1,    4,    100,  400,  1582, 1899, 1900,
                              1999, 2000, 2023, 2024, 2026, 2100, 9996, 9999};
  for (size_t i = 0; i < sizeof years / sizeof years[0]; i++) {
    for (int md = 0; md < 10000; md++) {
      char text[16];
      snprintf(text, sizeof text, "%04d%04d", years[i], md);
      bool want = day_by_rule(years[i], md / 100, md % 100);
      ck_assert_msg(ct_date_valid(ct_slice_make(text, 8)) == want, "%s", text);
      uint32_t number = want ? (uint32_t)(years[i] * 10000 + md) : 0;
      ck_assert_uint_eq(ct_date_number(ct_slice_make(text, 8)), number);
    }
  }
}
END_TEST

START_TEST(every_short_day) {
  for (int n = 0; n < 1000000; n++) {
    char text[16];
    snprintf(text, sizeof text, "%06d", n);
    int y = n / 10000, m = n / 100 % 100, d = n % 100;
    bool want = day_by_rule(1900 + y, m, d) || day_by_rule(2000 + y, m, d);
    if (ct_date_valid_short(ct_slice_make(text, 6)) != want) ck_abort_msg("%s", text);
  }
}
END_TEST

START_TEST(what_is_no_day) {
  static const char *const rows[] = {"",         "2026",     "2026112",  "202611220",
                                     "2026-1-2", "2026112 ", " 2026112", "2026112\xB2",
                                     "2O261122", "20261122Z"};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    ck_assert_msg(!ct_date_valid(ct_slice_text(rows[i])), "%s", rows[i]);
    ck_assert_msg(!ct_date_valid_short(ct_slice_text(rows[i])), "%s", rows[i]);
  }
  ck_assert(!ct_date_valid(ct_slice_make("2026\0001122", 8)));
}
END_TEST

START_TEST(ranges) {
  static const struct {
    const char *text;
    bool valid, backwards;
  } rows[] = {{"20261101-20261130", true, false},
              {"20261101-20261101", true, false},
              {"20261130-20261101", false, true},
              {"20261101-20261131", false, false},
              {"20261301-20261130", false, false},
              {"20261101 20261130", false, false},
              {"20261101-2026113", false, false},
              {"20261101", false, false},
              {"", false, false},
              {"20261101-202611301", false, false}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    bool backwards = !rows[i].backwards;
    ck_assert_msg(ct_date_valid_range(ct_slice_text(rows[i].text), &backwards) == rows[i].valid,
                  "%s", rows[i].text);
    ck_assert_msg(backwards == rows[i].backwards, "%s", rows[i].text);
    ck_assert(ct_date_valid_range(ct_slice_text(rows[i].text), NULL) == rows[i].valid);
  }
}
END_TEST

START_TEST(every_hour_and_minute) {
  for (int n = 0; n < 10000; n++) {
    char text[16];
    snprintf(text, sizeof text, "%04d", n);
    bool want = n / 100 < 24 && n % 100 < 60;
    ck_assert(ct_time_valid(ct_slice_make(text, 4)) == want);
    ck_assert(ct_time_valid_hhmm(ct_slice_make(text, 4)) == want);
    char both[24];
    snprintf(both, sizeof both, "20261122%04d", n);
    ck_assert(ct_datetime_valid(ct_slice_text(both)) == want);
  }
}
END_TEST

START_TEST(longer_times) {
  static const char *const good[] = {"0000", "235959", "1230459", "12304599", "00000000"};
  static const char *const bad[] = {"",       "1",      "12",      "123",       "12304",
                                    "240000", "126000", "123060",  "123045999", "12304x",
                                    "1230 ",  "12:30",  "1230450x"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    ck_assert_msg(ct_time_valid(ct_slice_text(good[i])), "%s", good[i]);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    ck_assert_msg(!ct_time_valid(ct_slice_text(bad[i])), "%s", bad[i]);
  }
  ck_assert(!ct_time_valid_hhmm(ct_slice_text("123045")));
  ck_assert(!ct_datetime_valid(ct_slice_text("202611312359")));
  ck_assert(!ct_datetime_valid(ct_slice_text("20261122")));
  ck_assert(!ct_datetime_valid(ct_slice_text("20261122123045")));
}
END_TEST

/* One text and the same moment of gmtime(). */
static void check_moment(int64_t seconds) {
  time_t t = (time_t)seconds;
  struct tm tm;
  gmtime_r(&t, &tm);
  ct_clock c = ct_clock_from_epoch(seconds);
  ck_assert_msg(c.year == tm.tm_year + 1900 && c.month == tm.tm_mon + 1 && c.day == tm.tm_mday &&
                    c.hour == tm.tm_hour && c.minute == tm.tm_min && c.second == tm.tm_sec,
                "%lld", (long long)seconds);
  char text[64];
  snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour,
           c.minute, c.second);
  int64_t back = -1;
  ck_assert(ct_clock_parse(text, &back));
  ck_assert_int_eq(back, seconds);
}

START_TEST(moments_are_those_of_the_c_library) {
  check_moment(0);
  check_moment(INT64_C(253402300799));
  for (int64_t s = 0; s < INT64_C(253402300799); s += INT64_C(8640000) * 3 + 12345) check_moment(s);
  for (int64_t s = 946598400; s < 951955200; s += 3599) check_moment(s); /* around 2000-02-29 */
}
END_TEST

START_TEST(moments_outside_are_clamped) {
  ct_clock first = ct_clock_from_epoch(INT64_MIN), last = ct_clock_from_epoch(INT64_MAX);
  ck_assert(first.year == 1970 && first.month == 1 && first.day == 1 && first.hour == 0);
  ck_assert(last.year == 9999 && last.month == 12 && last.day == 31 && last.second == 59);
}
END_TEST

START_TEST(what_is_no_moment) {
  static const char *const rows[] = {"",
                                     "2026-11-22",
                                     "2026-11-22T12:00:00",
                                     "2026-11-22T12:00:00z",
                                     "2026-11-22 12:00:00Z",
                                     "2026-11-31T12:00:00Z",
                                     "2026-11-22T24:00:00Z",
                                     "2026-11-22T12:60:00Z",
                                     "2026-11-22T12:00:60Z",
                                     "1969-12-31T23:59:59Z",
                                     "2026-11-22T12:00:00ZZ",
                                     "2026-11-2xT12:00:00Z",
                                     "0000-01-01T00:00:00Z"};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int64_t s = 42;
    ck_assert_msg(!ct_clock_parse(rows[i], &s), "%s", rows[i]);
    ck_assert_int_eq(s, 42);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("date");
  TCase *tests = tcase_create("date");
  suite_add_tcase(suite, tests);
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, every_day_of_chosen_years);
  tcase_add_test(tests, every_short_day);
  tcase_add_test(tests, what_is_no_day);
  tcase_add_test(tests, ranges);
  tcase_add_test(tests, every_hour_and_minute);
  tcase_add_test(tests, longer_times);
  if (sizeof(time_t) >= 8) tcase_add_test(tests, moments_are_those_of_the_c_library);
  tcase_add_test(tests, moments_outside_are_clamped);
  tcase_add_test(tests, what_is_no_moment);
  return support_run(suite);
}
