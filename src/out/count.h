/* count.h -- what SE01, GE01 and IEA01 should say, counted along with the segments written. */
#ifndef CT_OUT_COUNT_H
#define CT_OUT_COUNT_H

#include "base/slice.h"

typedef struct ct_count {
  uint64_t segments, sets, groups;
} ct_count;

/* Takes a segment; true: `right` is what its first element should say. */
static inline bool ct_count_segment(ct_count *c, ct_slice tag, uint64_t *right) {
  c->segments++;
  const char *t = tag.ptr;
  if (tag.len == 2) {
    if (t[0] == 'S' && t[1] == 'T') {
      c->sets++;
      c->segments = 1;
    } else if (t[0] == 'G' && t[1] == 'S') {
      c->groups++;
      c->sets = 0;
    } else if (t[1] == 'E' && (t[0] == 'S' || t[0] == 'G')) {
      *right = t[0] == 'S' ? c->segments : c->sets;
      return true;
    }
  } else if (tag.len == 3 && t[0] == 'I') {
    if (memcmp(t, "ISA", 3) == 0) c->groups = c->sets = 0;
    *right = c->groups;
    return memcmp(t, "IEA", 3) == 0;
  }
  return false;
}

/* Whether a count was said right, leading zeros aside. */
static inline bool ct_count_is(ct_slice said, uint64_t right) {
  uint64_t n = 0;
  if (said.len == 0 || said.len > 18) return false;
  for (size_t i = 0; i < said.len; i++) {
    if (said.ptr[i] < '0' || said.ptr[i] > '9') return false;
    n = n * 10 + (uint64_t)(said.ptr[i] - '0');
  }
  return n == right;
}

#endif
