/*
 * decimal.h -- exact money: an integer mantissa and a scale, never a double.
 *
 * Reads X12 R and N0 elements: an optional leading '-', digits, at most one point.
 * ".5" and "100.00" are numbers; "", "-", ".", "1e3", "+1" are not.  Trailing
 * zeros after the point are dropped when read, so equal numbers have equal bits.
 */
#ifndef CT_BASE_DECIMAL_H
#define CT_BASE_DECIMAL_H

#include "base/slice.h"

enum ct_decimal_error { CT_DECIMAL_OK = 0, CT_DECIMAL_NOT_A_NUMBER, CT_DECIMAL_OVERFLOW };

enum ct_decimal_error ct_decimal_parse(ct_slice, ct_decimal *);
/* Sums have the deeper scale of the two. false on overflow; the result is then untouched. */
bool ct_decimal_add(ct_decimal, ct_decimal, ct_decimal *sum);
bool ct_decimal_subtract(ct_decimal, ct_decimal, ct_decimal *difference);
int ct_decimal_compare(ct_decimal, ct_decimal); /* <0, 0, >0; exact at any scale */
/* In units of 10^-18, so that decimals of any scale add: 170 of the largest fit. */
__extension__ typedef __int128 ct_wide;
ct_wide ct_wide_of(ct_decimal);
static inline ct_decimal ct_decimal_zero(void) {
  return (ct_decimal){0, 0};
}
static inline bool ct_decimal_is_zero(ct_decimal d) {
  return d.mantissa == 0;
}
/* For people, at least two decimals: "1980.04", "-0.50", "100.00", "1.005". Returns the length. */
enum { CT_DECIMAL_TEXT = 24 };
size_t ct_decimal_format(ct_decimal, char text[CT_DECIMAL_TEXT]);
/* As X12 wants it: no trailing zeros, "0" for zero: "1980.04", "100", "-.5" is written "-0.5". */
size_t ct_decimal_format_x12(ct_decimal, char text[CT_DECIMAL_TEXT]);

#endif
