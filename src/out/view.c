/* view.c -- one pass over a segment, then its parts by number.  Knows no meaning of any. */
#include "out/view.h"

void ct_view_load(ct_view *v, const ct_segment *s) {
  size_t next = 0;
  size_t n = ct_segment_pieces(s, &next, v->piece, CT_VIEW_PIECES);
  v->delims = ct_segment_delimiters(s);
  v->count = 0;
  v->first[0] = 0;
  size_t end = n;
  for (size_t i = 1; i < n; i++) {
    if (v->piece[i].before != v->delims.element) continue;
    if (v->count == CT_VIEW_ELEMENTS) {
      end = i;
      break;
    }
    v->first[++v->count] = (uint16_t)i;
  }
  v->first[v->count + 1] = (uint16_t)end;
}

ct_slice ct_view_part(const ct_view *v, unsigned e, unsigned c) {
  if (e == 0 || c == 0 || e > v->count) return ct_slice_empty();
  unsigned at = v->first[e], end = v->first[e + 1];
  for (unsigned i = at + 1; i < end && i < at + c; i++)
    if (v->piece[i].before != v->delims.component) return ct_slice_empty(); /* a repetition */
  return at + c - 1 < end ? v->piece[at + c - 1].value : ct_slice_empty();
}

uint32_t ct_view_tag(const ct_segment *s) {
  ct_slice t = ct_segment_tag(s);
  if (t.len < 2 || t.len > 3) return 0;
  return CT_VIEW_TAG((unsigned char)t.ptr[0], (unsigned char)t.ptr[1],
                     t.len == 3 ? (unsigned char)t.ptr[2] : 0);
}
