/*
 * slice.c -- trimming of borrowed bytes.
 *
 * Knows bytes only: no delimiters, no meaning of codes.
 */
#include "base/slice.h"

#include "base/charclass.h"

ct_slice ct_slice_trim(ct_slice s) {
  while (s.len > 0 && ct_char_is(s.ptr[0], CT_CHAR_BLANK)) s.ptr++, s.len--;
  while (s.len > 0 && ct_char_is(s.ptr[s.len - 1], CT_CHAR_BLANK)) s.len--;
  return s;
}
