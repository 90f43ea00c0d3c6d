/*
 * slice.c -- trimming and packing of borrowed bytes.
 *
 * Knows bytes only: no delimiters, no meaning of codes.
 */
#include "base/slice.h"

#include "base/charclass.h"
#include "base/swar.h"

ct_slice ct_slice_trim(ct_slice s) {
  while (s.len > 0 && ct_char_is(s.ptr[0], CT_CHAR_BLANK)) s.ptr++, s.len--;
  while (s.len > 0 && ct_char_is(s.ptr[s.len - 1], CT_CHAR_BLANK)) s.len--;
  return s;
}

uint64_t ct_slice_pack(ct_slice s) {
  /* A last byte of NUL would pack like the shorter slice: it is no code either. */
  if (s.len == 0 || s.len > 8 || s.ptr[s.len - 1] == '\0') return 0;
  return __builtin_bswap64(ct_swar_load_short(s.ptr, s.len));
}
