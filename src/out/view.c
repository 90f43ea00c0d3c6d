/* view.c -- one pass over a segment, then its parts by number.  Knows no meaning of any. */
#include "out/view.h"

void ct_view_load(ct_view *v, const ct_segment *s) {
  size_t next = 0;
  size_t n = ct_segment_pieces(s, &next, v->piece, CT_VIEW_PIECES);
  v->delims = ct_segment_delimiters(s);
  const char separator = v->delims.element;
  unsigned count = 0;
  size_t i = 1;
  v->first[0] = 0;
  for (; i < n && count < CT_VIEW_ELEMENTS; i++) {
    v->first[count + 1] = (uint16_t)i;
    count += v->piece[i].before == separator;
  }
  while (i < n && v->piece[i].before != separator) i++;
  v->first[count + 1] = (uint16_t)i;
  v->count = count;
}

void ct_view_copy(ct_view *v, const ct_segment *s) {
  ct_view_load(v, s);
  ct_slice text = ct_segment_text(s);
  v->text = text.ptr;
  v->len = 0;
  if (text.len > CT_VIEW_TEXT || !ct_segment_is_plain(s)) return;
  memcpy(v->copy, text.ptr, text.len);
  memset(v->copy + text.len, 0, CT_BLOCK);
  if (!ct_blocks_hold(v->copy, text.len, '"', 0, '\\')) v->len = text.len;
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
