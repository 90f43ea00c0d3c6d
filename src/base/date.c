/*
 * date.c -- which days and times exist, and the civil calendar of an epoch second.
 *
 * Knows the Gregorian calendar.  Knows no clock (the caller brings the second), no
 * time zones, and not which element wants which form.
 */
#include "base/date.h"

#include "base/swar.h"

/* Days of the months 1..12; in common and in leap years. */
static const uint8_t month_days[2][16] = {
    {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0},
    {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0}};

/* month and day in 0..99 */
static bool day_exists(unsigned month, unsigned day, bool leap) {
  return day - 1 < month_days[leap][month & 15] && month < 16;
}

uint32_t ct_date_number(ct_slice s) {
  if (s.len != 8) return 0;
  uint64_t w = ct_swar_load(s.ptr);
  if (!ct_swar_digits(w)) return 0;
  uint64_t pairs = ct_swar_pairs(w); /* cc yy mm dd in bytes 0 2 4 6 */
  unsigned century = (unsigned)pairs & 0xFF, year = (unsigned)(pairs >> 16) & 0xFF;
  unsigned month = (unsigned)(pairs >> 32) & 0xFF, day = (unsigned)(pairs >> 48);
  bool leap = ((year ? year : century) & 3) == 0; /* of the years ccyy, and of the centuries cc00 */
  if (!day_exists(month, day, leap) || (century | year) == 0) return 0;
  return ct_swar_number(w);
}

bool ct_date_valid(ct_slice s) {
  return ct_date_number(s) != 0;
}

bool ct_date_valid_short(ct_slice s) {
  if (s.len != 6) return false;
  uint64_t w = ct_swar_load_short(s.ptr, 6) | (uint64_t)0x3030 << 48;
  if (!ct_swar_digits(w)) return false;
  uint64_t pairs = ct_swar_pairs(w);
  bool leap = (pairs & 3) == 0; /* 2000 was one: every fourth is, in 19yy or 20yy */
  return day_exists((unsigned)(pairs >> 16) & 0xFF, (unsigned)(pairs >> 32) & 0xFF, leap);
}

bool ct_date_valid_range(ct_slice s, bool *backwards) {
  if (backwards) *backwards = false;
  if (s.len != 17 || s.ptr[8] != '-') return false;
  uint32_t from = ct_date_number((ct_slice){s.ptr, 8});
  uint32_t to = ct_date_number((ct_slice){s.ptr + 9, 8});
  if (from == 0 || to == 0) return false;
  if (backwards) *backwards = from > to;
  return from <= to;
}

bool ct_time_valid(ct_slice s) {
  if (s.len != 4 && (s.len < 6 || s.len > 8)) return false;
  /* filled with '0' to HHMMSSdd */
  uint64_t w = ct_swar_load_short(s.ptr, s.len);
  if (s.len < 8) w |= CT_SWAR(0x30) << (8 * s.len);
  if (!ct_swar_digits(w)) return false;
  uint64_t pairs = ct_swar_pairs(w);
  return (pairs & 0xFF) < 24 && (pairs >> 16 & 0xFF) < 60 && (pairs >> 32 & 0xFF) < 60;
}

bool ct_time_valid_hhmm(ct_slice s) {
  return s.len == 4 && ct_time_valid(s);
}

bool ct_datetime_valid(ct_slice s) {
  return s.len == 12 && ct_date_valid((ct_slice){s.ptr, 8}) &&
         ct_time_valid((ct_slice){s.ptr + 8, 4});
}

/* Days from 1970-01-01 to a day of a year counted from March, when leap days come last. */
static int64_t days_from_civil(int64_t year, unsigned month, unsigned day) {
  unsigned from_march = (month + 9) % 12;
  if (month < 3) year--;
  int64_t leaps = year / 4 - year / 100 + year / 400;
  return year * 365 + leaps + (from_march * 153 + 2) / 5 + day - 1 - 719468;
}

ct_clock ct_clock_from_epoch(int64_t seconds) {
  const int64_t last = INT64_C(253402300799); /* 9999-12-31T23:59:59 */
  if (seconds < 0) seconds = 0;
  if (seconds > last) seconds = last;
  int64_t days = seconds / 86400, rest = seconds % 86400;
  int64_t year = 1970 + days / 366; /* too early by at most a few years */
  while (days_from_civil(year + 1, 1, 1) <= days) year++;
  int month = 1;
  while (month < 12 && days_from_civil(year, (unsigned)month + 1, 1) <= days) month++;
  return (ct_clock){.year = (int)year,
                    .month = month,
                    .day = (int)(days - days_from_civil(year, (unsigned)month, 1)) + 1,
                    .hour = (int)(rest / 3600),
                    .minute = (int)(rest / 60 % 60),
                    .second = (int)(rest % 60)};
}

bool ct_clock_parse(const char *iso, int64_t *seconds) {
  static const char form[] = "0000-00-00T00:00:00Z";
  char digits[14];
  size_t n = 0;
  if (strlen(iso) != sizeof form - 1) return false;
  for (size_t i = 0; i < sizeof form - 1; i++) {
    if (form[i] == '0')
      digits[n++] = iso[i];
    else if (form[i] != iso[i])
      return false;
  }
  uint32_t date = ct_date_number((ct_slice){digits, 8});
  if (date < 19700101 || !ct_time_valid((ct_slice){digits + 8, 6})) return false;
  uint64_t time = ct_swar_pairs(ct_swar_load_short(digits + 8, 6));
  int64_t days = days_from_civil(date / 10000, date / 100 % 100, date % 100);
  *seconds = days * 86400 + (int64_t)(time & 0xFF) * 3600 + (int64_t)(time >> 16 & 0xFF) * 60 +
             (int64_t)(time >> 32 & 0xFF);
  return true;
}
