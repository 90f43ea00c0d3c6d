/*
 * view.h -- a segment cut into its parts once, for writers that ask for many of them.
 *
 * A part that is not there is empty.  What passes the bounds of a view is not seen; no
 * segment of a guide does.  Parts are the segment's own bytes and live as long as they do.
 */
#ifndef CT_OUT_VIEW_H
#define CT_OUT_VIEW_H

#include "base/slice.h"

enum { CT_VIEW_PIECES = 320, CT_VIEW_ELEMENTS = 48, CT_VIEW_TEXT = 1024 };

typedef struct ct_view {
  ct_piece piece[CT_VIEW_PIECES];
  uint16_t first[CT_VIEW_ELEMENTS + 2]; /* piece at which element e begins; first[count + 1]: end */
  unsigned count;                       /* elements */
  ct_delimiters delims;
  /* ct_view_copy() only: */
  const char *text;                        /* of the segment */
  size_t len;                              /* of what was copied; 0: nothing */
  char copy[CT_VIEW_TEXT + CT_BLOCK]; /* may be read a block beyond its end */
} ct_view;

void ct_view_load(ct_view *, const ct_segment *);
/*
 * Loads, and copies the text where all its parts stand in JSON as they are: printable ASCII
 * without quotes and backslashes.
 */
void ct_view_copy(ct_view *, const ct_segment *);
/* Element e (from 1), of its first repetition component c (from 1). */
ct_slice ct_view_part(const ct_view *, unsigned e, unsigned c);
static inline ct_slice ct_view_get(const ct_view *v, unsigned e) {
  if (e == 0 || e > v->count) return ct_slice_empty();
  return v->piece[v->first[e]].value;
}

/* "CLM" as a number; the tag of a segment likewise. */
#define CT_VIEW_TAG(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))
uint32_t ct_view_tag(const ct_segment *);

#endif
