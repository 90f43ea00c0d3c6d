/*
 * segment.h -- a view of one segment: its bytes, and the marks inside them.
 *
 *   text    N M 1 * 8 5 * * H C : 9 9
 *   at      0 1 2 3 4 5 6 7 8 9 0 1 2 3
 *   mark          3     6 7     10    13   marks = 4; mark[4] = len: always one more
 *
 * `mark` holds positions of everything the scan marked after the tag's first byte and
 * before the terminator, relative to `origin` (mark[i] - origin is an offset in text),
 * and behind them, as mark[marks], the end of the text: whoever copies the marks copies
 * marks + 1 of them.
 * A view with wrapped lines (CR, LF inside) is cleaned: `text` then points at a copy
 * without them and `raw` at the bytes as sent.  CR, LF before the terminator only shorten
 * `len`.  The marks of an ISA and of a binary segment are element separators only: nothing
 * in them is a component or a repetition.
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
  const char *text; /* first byte of the tag; cleaned */
  uint32_t len;     /* of text */
  uint32_t tag_len; /* bytes before the first element separator */
  ct_tag tag;       /* 0 when it is no well-formed tag */
  uint32_t marks;
  const uint32_t *mark; /* see above */
  uint32_t origin;
  ct_delimiters delims;
  bool terminated;
  bool dirty;      /* holds bytes outside 0x20..0x7E after cleaning (not told of binary data) */
  char terminator; /* the byte that ended it (CR or LF may stand for each other); 0 none */
  uint32_t number; /* in the set, ST = 1; 0 outside: the reader's to set */
  uint32_t node;   /* grammar node it was placed at; 0 none: the reader's to set */
  uint64_t offset; /* of its first byte in the input */
  ct_slice raw;    /* as sent: ptr == text unless cleaned */
  ct_slice lead;   /* bytes skipped before it */
  const struct ct_segment *sibling; /* in a claim tree: next of the same loop */
};

/*
 * Walks a segment element by element without looking at any byte twice.
 *   ct_walk w = ct_walk_start(seg);
 *   while (ct_walk_element(&w)) { w.value, w.element, w.composite ... }
 */
typedef struct ct_walk {
  const ct_segment *segment;
  uint32_t next;    /* mark that ends the current element, plus 1 */
  uint32_t first;   /* first mark inside the current element; == next - 1 when there is none */
  uint32_t at;      /* offset in text of the current element */
  unsigned element; /* from 1 */
  ct_slice value;   /* whole element */
  bool composite, repeated; /* holds component, repetition separators */
} ct_walk;

static inline ct_walk ct_walk_start(const ct_segment *s) {
  uint32_t i = 0;
  while (i < s->marks && s->mark[i] - s->origin < s->tag_len) i++; /* dirt in the tag: rare */
  return (ct_walk){s, i + 1, i + 1, s->tag_len, 0, {"", 0}, false, false};
}

static inline bool ct_walk_element(ct_walk *w) {
  const ct_segment *s = w->segment;
  uint32_t i = w->next;
  if (i > s->marks) return false;
  const char *text = s->text;
  uint32_t origin = s->origin;
  uint32_t at = s->mark[i - 1] - origin + 1;
  bool composite = false, repeated = false;
  uint32_t stop = s->mark[i] - origin;
  w->first = i;
  for (; i != s->marks; stop = s->mark[++i] - origin) {
    char c = text[stop];
    if (c == s->delims.element) break;
    composite |= c == s->delims.component && c; /* a NUL is dirt where there is no separator */
    repeated |= c == s->delims.repetition && c;
  }
  w->next = i + 1;
  w->at = at;
  w->element++;
  w->value = (ct_slice){text + at, stop - at};
  w->composite = composite;
  w->repeated = repeated;
  return true;
}

/* Element e from 1, whole; empty slice when absent. */
ct_slice ct_segment_get(const ct_segment *, unsigned e);
/* Component c of the first repetition of element e; the element itself when it has no components
 * and c is 1. */
ct_slice ct_segment_get_component(const ct_segment *, unsigned e, unsigned c);
/* Splits: the n-th part (from 1) of `s` cut at `separator`; false past the last. separator 0: one
 * part. */
bool ct_slice_part(ct_slice s, char separator, unsigned n, ct_slice *part);
unsigned ct_slice_parts(ct_slice s, char separator); /* 1 for an empty slice */

#endif
