/*
 * ack_point.c -- which bytes of the segment an error means, and the sentence about it.
 *
 * Knows delimiters and codes.  A missing segment has nothing to underline but the tag of the one
 * found in its place.
 */
#include "out/ack_point.h"

#include "out/ack_words.h"

typedef struct span {
  size_t at, len;
} span;

/* Piece `n`, from 1, between delimiters in the span; past the last one: its end. */
static span piece(const char *text, span in, char delimiter, unsigned n) {
  size_t end = in.at + in.len, at = in.at;
  for (unsigned i = 1;; i++) {
    size_t to = at;
    while (to < end && text[to] != delimiter) to++;
    if (i == n) return (span){at, to - at};
    if (to == end) return (span){end, 0};
    at = to + 1;
  }
}

static span meant(const ct_back_error *x, const ct_segment *s, ct_slice text) {
  ct_delimiters d = ct_segment_delimiters(s);
  span all = {0, text.len};
  if (x->ik4.len == 0 || x->element == 0) return piece(text.ptr, all, d.element, 1);
  span at = piece(text.ptr, all, d.element, x->element + 1u);
  if (x->repetition && d.repetition) at = piece(text.ptr, at, d.repetition, x->repetition);
  if (x->component) at = piece(text.ptr, at, d.component, x->component);
  return at;
}

bool ct_ack_point_missing(const ct_back_error *x) {
  static const char *const codes[] = {"3", "I6", "I7", "I8"};
  for (size_t i = 0; x->ik4.len == 0 && i < sizeof codes / sizeof *codes; i++)
    if (ct_slice_is(x->ik3, codes[i])) return true;
  return false;
}

static void say(ct_buffer *b, const ct_join_row *row, const ct_back_error *x) {
  bool element = x->ik4.len > 0;
  ct_slice code = element ? x->ik4 : x->ik3;
  const char *words = ct_ack_words(element ? CT_ACK_ELEMENT : CT_ACK_SEGMENT, code);
  if (*words) {
    ct_buffer_text(b, words);
  } else if (code.len) {
    ct_buffer_text(b, "error code ");
    ct_buffer_plain(b, code);
    ct_buffer_text(b, ", which has no meaning here");
  } else {
    ct_buffer_text(b, "an error without a code");
  }
  if (element && row->value.len) {
    ct_buffer_text(b, ": \"");
    ct_buffer_plain(b, row->value);
    ct_buffer_char(b, '"');
  }
  if (x->because.len) {
    ct_buffer_text(b, ", because of ");
    ct_buffer_plain(b, x->because);
  }
}

void ct_ack_point(ct_join_row *row, const ct_back_error *x, const ct_segment *segment,
                  uint32_t last, ct_buffer *message) {
  ct_location where = {.tag = x->tag, .element = x->element, .component = x->component};
  where.repetition = x->repetition;
  row->reference[0] = 0;
  if (x->ik4.len && x->element && x->tag.len <= 3) ct_location_reference(&where, row->reference);
  bool missing = ct_ack_point_missing(x);
  bool same = segment && ct_slice_same(ct_segment_tag(segment), x->tag);
  if (segment) {
    row->text = ct_segment_text(segment);
    span at = meant(x, segment, row->text);
    if (!same) at = piece(row->text.ptr, (span){0, row->text.len},
                          ct_segment_delimiters(segment).element, 1);
    row->mark = at.at;
    row->mark_len = at.len;
    if (same && x->ik4.len && at.len) row->value = ct_slice_make(row->text.ptr + at.at, at.len);
  }
  say(message, row, x);
  if (!segment) {
    ct_buffer_text(message, "; the set that was sent has no such segment: its last is ");
    ct_buffer_uint(message, last);
  } else if (missing && !same) {
    ct_buffer_text(message, " (in front of the segment shown)");
  } else if (!missing && !same) {
    ct_buffer_text(message, "; but the segment sent there is ");
    ct_buffer_plain(message, ct_segment_tag(segment));
    ct_buffer_text(message, ": is this the file that was answered?");
  }
}
