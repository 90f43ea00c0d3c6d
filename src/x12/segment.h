/*
 * segment.h -- a view of one segment: its bytes, and the marks inside them.
 *
 * `mark` holds positions of everything the scan marked after the tag's first byte and
 * before the terminator, relative to `origin` (mark[i] - origin is an offset in text).
 * A view with wrapped lines (CR, LF inside) is cleaned: `text` then points at a copy
 * without them and `raw` at the bytes as sent.
 */
#ifndef CT_X12_SEGMENT_H
#define CT_X12_SEGMENT_H

#include "base/slice.h"

/* "CLM" -> 'C' << 24 | 'L' << 16 | 'M' << 8; two or three upper-case letters or digits, else 0. */
typedef uint32_t ct_tag;
#define CT_TAG2(a, b)    ((ct_tag)(a) << 24 | (ct_tag)(b) << 16)
#define CT_TAG3(a, b, c) (CT_TAG2(a, b) | (ct_tag)(c) << 8)
ct_tag ct_tag_pack(ct_slice);
size_t ct_tag_text(ct_tag, char text[4]); /* 0-ended; returns the length */

struct ct_segment {
  const char *text;     /* first byte of the tag; cleaned */
  uint32_t len;         /* of text */
  uint32_t tag_len;     /* bytes before the first element separator */
  ct_tag tag;           /* 0 when it is no well-formed tag */
  const uint32_t *mark; /* see above */
  uint32_t marks, origin;
  uint32_t number;      /* in the set, ST = 1; 0 outside */
  uint32_t node;        /* grammar node it was placed at; 0 none */
  uint64_t offset;      /* of its first byte in the input */
  ct_slice raw;         /* as sent: ptr == text unless cleaned */
  ct_slice lead;        /* bytes skipped before it */
  ct_delimiters delims;
  bool terminated;
  bool dirty;           /* holds bytes outside 0x20..0x7E after cleaning */
  const struct ct_segment *sibling; /* in a claim tree: next of the same loop */
};

/*
 * Walks a segment element by element without looking at any byte twice.
 *   ct_walk w = ct_walk_start(seg);
 *   while (ct_walk_element(&w)) { w.value, w.element, w.composite ... }
 */
typedef struct ct_walk {
  const ct_segment *segment;
  uint32_t next;      /* mark that ends the current element, plus 1 */
  uint32_t first;     /* first mark inside the current element */
  uint32_t at;        /* offset in text of the current element */
  unsigned element;   /* from 1 */
  ct_slice value;     /* whole element */
  bool composite, repeated; /* holds component, repetition separators */
} ct_walk;
static inline ct_walk ct_walk_start(const ct_segment *s) {
  return (ct_walk){s, 0, 0, s->tag_len, 0, {"", 0}, false, false};
}
bool ct_walk_element(ct_walk *);

/* Element e from 1, whole; empty slice when absent. */
ct_slice ct_segment_get(const ct_segment *, unsigned e);
/* Component c of the first repetition of element e; the element itself when it has no components and c is 1. */
ct_slice ct_segment_get_component(const ct_segment *, unsigned e, unsigned c);
/* Splits: the n-th part (from 1) of `s` cut at `separator`; false past the last. separator 0: one part. */
bool ct_slice_part(ct_slice s, char separator, unsigned n, ct_slice *part);
unsigned ct_slice_parts(ct_slice s, char separator); /* 1 for an empty slice */

#endif
