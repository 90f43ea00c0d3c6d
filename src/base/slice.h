/* slice.h -- borrowed bytes.  A slice is never 0-ended and never owns. */
#ifndef CT_BASE_SLICE_H
#define CT_BASE_SLICE_H

#include "base/status.h"
#include "base/swar.h"

#include <string.h>

static inline ct_slice ct_slice_make(const char *ptr, size_t len) { return (ct_slice){ptr, len}; }
static inline ct_slice ct_slice_text(const char *text) { return (ct_slice){text, strlen(text)}; }
static inline ct_slice ct_slice_empty(void) { return (ct_slice){"", 0}; }
static inline bool ct_slice_same(ct_slice a, ct_slice b) {
  return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}
static inline bool ct_slice_is(ct_slice a, const char *text) {
  return ct_slice_same(a, ct_slice_text(text));
}
ct_slice ct_slice_trim(ct_slice); /* blanks, tabs, CR and LF off both ends */

/*
 * Up to eight bytes packed big-endian-wise into an integer (first byte highest,
 * rest 0), so that packed codes sort as text does.  0 when empty, longer than eight,
 * or ended by a NUL byte: whatever packs to something else is told apart by its pack.
 */
static inline uint64_t ct_slice_pack(ct_slice s) {
  /* A last byte of NUL would pack like the shorter slice: it is no code either. */
  if (s.len == 0 || s.len > 8 || s.ptr[s.len - 1] == '\0') return 0;
  return __builtin_bswap64(ct_swar_load_short(s.ptr, s.len));
}

#endif
