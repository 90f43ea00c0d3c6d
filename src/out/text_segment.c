/*
 * text_segment.c -- two lines under a finding: the segment and the element underlined.
 *
 *     ...*Y*B1~                              the window is moved so that what
 *         ^^                                 is meant is inside of it
 *
 * Knows the element separator (it stands behind the tag) and where the finding points.  Under
 * redaction only the tag and what may be shown of the element are left.
 */
#include "out/text_segment.h"

#include "base/charclass.h"

enum { WIDTH = 80, INDENT = 4, LEAST = 24, LINE = 512 };

typedef struct span {
  size_t at, len;
} span;

/* ---- where the finding points -------------------------------------------------------- */

static size_t tag_length(ct_slice s) {
  size_t n = 0;
  while (n < s.len && n < 3 &&
         ((s.ptr[n] >= 'A' && s.ptr[n] <= 'Z') || (s.ptr[n] >= '0' && s.ptr[n] <= '9')))
    n++;
  return n;
}

/* Element `number` from 1; past the last one: the end of the segment, nothing long. */
static span element_span(ct_slice s, unsigned number) {
  size_t at = tag_length(s);
  if (at >= s.len) return (span){s.len, 0};
  char separator = s.ptr[at];
  for (unsigned i = 1; at < s.len; i++) {
    size_t first = at + 1, end = first;
    while (end < s.len && s.ptr[end] != separator) end++;
    if (i == number) return (span){first, end - first};
    at = end;
  }
  return (span){s.len, 0};
}

static span meant(const ct_finding *f) {
  ct_slice s = f->segment_text;
  if (f->where.element == 0) return (span){0, tag_length(s)};
  if (f->value_at <= s.len && f->value.len <= s.len - f->value_at)
    return (span){f->value_at, f->value.len};
  return element_span(s, f->where.element);
}

/* ---- redaction ---------------------------------------------------------------------------- */

typedef struct line {
  char text[LINE];
  size_t len;
} line;

static void put(line *l, const char *p, size_t n) {
  size_t room = sizeof l->text - l->len;
  if (n > room) n = room;
  memcpy(l->text + l->len, p, n);
  l->len += n;
}

/*
 * Of a segment with a person's data every element but the one that is meant, and may be seen, is
 * told as ***.
 */
static span hide(const ct_redacted *r, span at, line *out) {
  const ct_finding *f = &r->finding;
  ct_slice s = f->segment_text;
  size_t tag = tag_length(s);
  if (tag < s.len && ct_char_is(s.ptr[tag], CT_CHAR_UPPER | CT_CHAR_LOWER | CT_CHAR_DIGIT |
                                                CT_CHAR_BLANK)) { /* torn: no tag at all */
    put(out, "***", 3);
    return (span){0, 3};
  }
  put(out, s.ptr, tag);
  if (tag >= s.len) return (span){0, tag};
  char separator = s.ptr[tag];
  span shown = {0, tag};
  unsigned number = 1;
  for (size_t first = tag + 1;; number++) {
    size_t end = first;
    while (end < s.len && s.ptr[end] != separator) end++;
    put(out, &separator, 1);
    bool this_one = number == f->where.element;
    size_t start = out->len;
    if (this_one && r->keep_element)
      put(out, s.ptr + first, end - first);
    else if (end > first)
      put(out, "***", 3);
    if (this_one) {
      shown = (span){start, out->len - start};
      if (r->keep_element && at.at >= first && at.at + at.len <= end)
        shown = (span){start + (at.at - first), at.len};
    }
    if (end >= s.len) break;
    first = end + 1;
  }
  if (number < f->where.element) shown = (span){out->len, 0};
  return shown;
}

/* ---- the window ----------------------------------------------------------------------------- */

/* First byte shown, so that the span lies inside with some of what stands before it. */
static size_t window(size_t len, span at, size_t width) {
  if (len <= width) return 0;
  size_t shown = at.len < width / 2 ? at.len : width / 2;
  size_t before = (width - shown) / 2;
  size_t first = at.at > before ? at.at - before : 0;
  return first + width > len ? len - width : first;
}

static void write_clean(ct_buffer *b, const char *p, size_t n) {
  for (size_t i = 0; i < n; i++) { /* one column a byte, or the underline would not fit */
    unsigned char c = (unsigned char)p[i];
    ct_buffer_char(b, c < 0x20 || c >= 0x7F ? '?' : p[i]);
  }
}

static void underline(ct_buffer *b, size_t before, size_t len, bool color) {
  for (size_t i = 0; i < INDENT + before; i++) ct_buffer_char(b, ' ');
  if (color) ct_buffer_text(b, "\033[1;32m");
  for (size_t i = 0; i < (len ? len : 1); i++) ct_buffer_char(b, '^');
  if (color) ct_buffer_text(b, "\033[0m");
  ct_buffer_char(b, '\n');
}

void ct_text_window(ct_buffer *b, ct_slice s, size_t mark, size_t mark_len, size_t columns,
                    bool color) {
  span at = {mark, mark_len};
  if (columns == 0) columns = WIDTH;
  size_t width = columns > INDENT + LEAST ? columns - INDENT - 1 : LEAST;
  size_t first = window(s.len, at, width);
  size_t end = first + width < s.len ? first + width : s.len;
  bool cut_left = first > 0, cut_right = end < s.len;
  for (size_t i = 0; i < INDENT; i++) ct_buffer_char(b, ' ');
  if (cut_left) ct_buffer_text(b, "...");
  size_t from = first + (cut_left ? 3 : 0), to = end - (cut_right ? 3 : 0);
  write_clean(b, s.ptr + from, to - from);
  if (cut_right) ct_buffer_text(b, "...");
  ct_buffer_char(b, '\n');
  if (at.at + at.len > end) at.len = at.at < end ? end - at.at : 0;
  underline(b, at.at - first, at.len, color);
}

static void show(const ct_report *r, ct_slice s, span at) {
  ct_text_window(r->out, s, at.at, at.len, r->options.width, r->options.color);
}

void ct_text_segment(const ct_report *r, const ct_redacted *redacted) {
  const ct_finding *f = &redacted->finding;
  ct_slice s = f->segment_text;
  if (s.len == 0) return;
  span at = meant(f);
  bool redacting = r->options.redact || r->options.redact_claims;
  if (!redacting || !(f->in_private || redacted->hidden)) {
    show(r, s, at);
    return;
  }
  line hidden = {.len = 0};
  at = hide(redacted, at, &hidden);
  show(r, (ct_slice){hidden.text, hidden.len}, at);
}
