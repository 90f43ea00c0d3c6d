/* date.h -- calendar days and times as X12 writes them.  Gregorian, years 0001..9999. */
#ifndef CT_BASE_DATE_H
#define CT_BASE_DATE_H

#include "base/slice.h"

bool ct_date_valid(ct_slice);                 /* CCYYMMDD, a day that exists */
bool ct_date_valid_short(ct_slice);           /* YYMMDD (ISA09, TA102), of 19yy or 20yy */
/* CCYYMMDD-CCYYMMDD, not backwards; *backwards (may be NULL): both are days, the first is later. */
bool ct_date_valid_range(ct_slice, bool *backwards);
bool ct_time_valid(ct_slice);                 /* HHMM[SS[d[d]]] */
bool ct_time_valid_hhmm(ct_slice);            /* HHMM */
bool ct_datetime_valid(ct_slice);             /* CCYYMMDDHHMM */
/* CCYYMMDD as the integer ccyymmdd, 0 when it is no day: dates compare as integers. */
uint32_t ct_date_number(ct_slice);

typedef struct ct_clock { /* one moment in UTC, broken down */
  int year, month, day, hour, minute, second;
} ct_clock;
ct_clock ct_clock_from_epoch(int64_t seconds); /* years 1970..9999, clamped */
bool ct_clock_parse(const char *iso, int64_t *seconds); /* 2026-11-22T12:00:00Z */

#endif
