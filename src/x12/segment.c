/*
 * segment.c -- elements, repetitions and components of one segment by number.
 *
 * Knows the marks and the delimiters of a view, and trusts the marks: a byte that is not
 * marked separates nothing.  Does not know what any segment or element means.
 */
#include "x12/segment.h"

#include "base/charclass.h"

ct_tag ct_tag_pack(ct_slice s) {
  if (s.len < 2 || s.len > 3) return 0;
  if (!ct_slice_all(s, CT_CHAR_UPPER | CT_CHAR_DIGIT)) return 0;
  return s.len == 2
             ? CT_TAG2((unsigned char)s.ptr[0], (unsigned char)s.ptr[1])
             : CT_TAG3((unsigned char)s.ptr[0], (unsigned char)s.ptr[1], (unsigned char)s.ptr[2]);
}

size_t ct_tag_text(ct_tag tag, char text[4]) {
  size_t n = 0;
  for (unsigned shift = 24; shift >= 8 && (tag >> shift & 0xFF); shift -= 8) {
    text[n++] = (char)(tag >> shift & 0xFF);
  }
  text[n] = '\0';
  return n;
}

bool ct_slice_part(ct_slice s, char separator, unsigned n, ct_slice *part) {
  if (n == 0) return false;
  const char *at = s.ptr, *stop = s.ptr + s.len;
  for (;;) {
    const char *cut = separator ? memchr(at, separator, (size_t)(stop - at)) : NULL;
    if (--n == 0) {
      *part = ct_slice_make(at, (size_t)((cut ? cut : stop) - at));
      return true;
    }
    if (!cut) return false;
    at = cut + 1;
  }
}

unsigned ct_slice_parts(ct_slice s, char separator) {
  unsigned n = 1;
  if (!separator) return n;
  for (size_t i = 0; i < s.len; i++) n += s.ptr[i] == separator;
  return n;
}

/* A stretch of the text and the marks inside it: an element, a repetition, a component. */
typedef struct span {
  uint32_t first, past; /* marks */
  uint32_t at, stop;    /* offsets in text */
} span;

static inline uint32_t offset_of(const ct_segment *s, uint32_t i) {
  return s->mark[i] - s->origin;
}

static inline bool find_element(const ct_segment *s, unsigned e, span *found) {
  if (e == 0 || s->tag_len >= s->len) return false;
  uint32_t i = 0;
  for (;; i++) { /* i: the separator before element e */
    if (i == s->marks) return false;
    if (s->text[offset_of(s, i)] == s->delims.element && --e == 0) break;
  }
  found->first = i + 1;
  found->at = offset_of(s, i) + 1;
  for (i++; i < s->marks && s->text[offset_of(s, i)] != s->delims.element;) i++;
  found->past = i;
  found->stop = offset_of(s, i);
  return true;
}

/* The n-th part of a span cut at its marks that are `separator`. */
static bool find_part(const ct_segment *s, span whole, char separator, unsigned n, span *part) {
  if (n == 0) return false;
  *part = whole;
  for (uint32_t i = whole.first; i < whole.past && separator; i++) {
    if (s->text[offset_of(s, i)] != separator) continue;
    part->past = i;
    part->stop = offset_of(s, i);
    if (--n == 0) return true;
    part->first = i + 1;
    part->at = part->stop + 1;
    part->past = whole.past;
    part->stop = whole.stop;
  }
  return n == 1;
}

static unsigned count_parts(const ct_segment *s, span whole, char separator) {
  unsigned n = 1;
  if (!separator) return n;
  for (uint32_t i = whole.first; i < whole.past; i++) n += s->text[offset_of(s, i)] == separator;
  return n;
}

static ct_slice slice_of(const ct_segment *s, span p) {
  return ct_slice_make(s->text + p.at, p.stop - p.at);
}

ct_slice ct_segment_get(const ct_segment *s, unsigned e) {
  span element;
  return find_element(s, e, &element) ? slice_of(s, element) : ct_slice_empty();
}

/* One pass over the marks: up to the element, then to the component in its first repetition. */
ct_slice ct_segment_get_component(const ct_segment *s, unsigned e, unsigned c) {
  const char *text = s->text, element = s->delims.element;
  const char component = s->delims.component, repetition = s->delims.repetition;
  uint32_t i = 0, marks = s->marks, stop = s->len;
  if (e == 0 || c == 0 || s->tag_len >= s->len) return ct_slice_empty();
  for (;; i++) { /* i: the separator before element e */
    if (i == marks) return ct_slice_empty();
    if (text[offset_of(s, i)] == element && --e == 0) break;
  }
  uint32_t at = offset_of(s, i) + 1;
  for (i++; i < marks; i++) {
    stop = offset_of(s, i);
    char is = text[stop];
    if (is == element || (is == repetition && is)) break;
    if (is != component || !is) continue;
    if (--c == 0) return ct_slice_make(text + at, stop - at);
    at = stop + 1;
  }
  if (i == marks) stop = offset_of(s, i); /* the end of the text */
  return c == 1 ? ct_slice_make(text + at, stop - at) : ct_slice_empty();
}

/* ---- the public view ---------------------------------------------------- */

ct_slice ct_segment_tag(const ct_segment *s) {
  return ct_slice_make(s->text, s->tag_len);
}

ct_slice ct_segment_text(const ct_segment *s) {
  return s->raw;
}

unsigned ct_segment_count(const ct_segment *s) {
  unsigned n = 0;
  for (uint32_t i = 0; i < s->marks; i++) n += s->text[offset_of(s, i)] == s->delims.element;
  return n;
}

ct_slice ct_segment_element(const ct_segment *s, unsigned e) {
  return ct_segment_get(s, e);
}

unsigned ct_segment_repetitions(const ct_segment *s, unsigned e) {
  span element;
  if (!find_element(s, e, &element) || element.at == element.stop) return 0;
  return count_parts(s, element, s->delims.repetition);
}

unsigned ct_segment_components(const ct_segment *s, unsigned e, unsigned rep) {
  span element, repetition;
  if (!find_element(s, e, &element) || element.at == element.stop) return 0;
  if (!find_part(s, element, s->delims.repetition, rep, &repetition)) return 0;
  return count_parts(s, repetition, s->delims.component);
}

ct_slice ct_segment_component(const ct_segment *s, unsigned e, unsigned rep, unsigned c) {
  span element, repetition, component;
  if (!find_element(s, e, &element) ||
      !find_part(s, element, s->delims.repetition, rep, &repetition) ||
      !find_part(s, repetition, s->delims.component, c, &component)) {
    return ct_slice_empty();
  }
  return slice_of(s, component);
}

uint64_t ct_segment_offset(const ct_segment *s) {
  return s->offset;
}
uint32_t ct_segment_number(const ct_segment *s) {
  return s->number;
}
ct_slice ct_segment_lead(const ct_segment *s) {
  return s->lead;
}
bool ct_segment_terminated(const ct_segment *s) {
  return s->terminated;
}
ct_delimiters ct_segment_delimiters(const ct_segment *s) {
  return s->delims;
}
ct_slice ct_segment_terminator(const ct_segment *s) {
  return s->terminator ? ct_slice_make(&s->terminator, 1) : ct_slice_empty();
}

bool ct_segment_is_plain(const ct_segment *s) {
  bool declares = s->tag == CT_TAG3('I', 'S', 'A'); /* data there may be a delimiter */
  bool binary = s->tag == CT_TAG3('B', 'I', 'N') || s->tag == CT_TAG3('B', 'D', 'S');
  return !s->dirty && s->raw.len == s->len && !declares && !binary;
}

/* Piece i begins behind mark i - 1. */
static uint32_t piece_start(const ct_segment *s, size_t i, char *before) {
  uint32_t at = i ? offset_of(s, (uint32_t)i - 1) : 0;
  *before = i ? s->text[at] : '\0';
  return i ? at + 1 : 0;
}

/* Where nothing is dirty every mark is a delimiter. */
static size_t clean_pieces(const ct_segment *s, size_t i, ct_piece *pieces, size_t room) {
  const uint32_t *mark = s->mark + i, origin = s->origin;
  size_t left = s->marks - i, n = left < room ? left : room; /* but for the last one */
  char before;
  const char *text = s->text, *at = text + piece_start(s, i, &before);
  for (ct_piece *p = pieces, *stop = pieces + n; p < stop; p++) {
    const char *end = text + (*mark++ - origin);
    p->value.ptr = at;
    p->value.len = (size_t)(end - at);
    p->before = before;
    before = *end;
    at = end + 1;
  }
  if (n == room) return n;
  pieces[n].value = ct_slice_make(at, (size_t)(text + (*mark - origin) - at));
  pieces[n].before = before;
  return n + 1;
}

size_t ct_segment_pieces(const ct_segment *s, size_t *next, ct_piece *pieces, size_t room) {
  size_t i = *next, n = 0, marks = s->marks;
  const ct_delimiters d = s->delims;
  if (!s->dirty) {
    n = i <= marks ? clean_pieces(s, i, pieces, room) : 0;
    *next = i + n;
    return n;
  }
  while (n < room && i <= marks) {
    char before;
    uint32_t stop, at = piece_start(s, i, &before);
    for (;; i++) {
      stop = offset_of(s, (uint32_t)i);
      if (i == marks) break;
      char c = s->text[stop];
      if (c == d.element || (c && (c == d.component || c == d.repetition))) break;
    }
    pieces[n++] = (ct_piece){{s->text + at, stop - at}, before};
    i++;
  }
  *next = i;
  return n;
}
