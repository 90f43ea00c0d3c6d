/*
 * x12_write.c -- bytes of X12 from parts of segments, delimiters between them, counts right.
 *
 * Knows the envelope's counters and that data must not hold a delimiter.  Knows no XML.
 */
#include "out/x12_write.h"

#include <inttypes.h>
#include <stdio.h>

enum { ISA16 = 16 };

void ct_x12_write_init(ct_x12_write *w, ct_buffer *out, bool recount) {
  *w = (ct_x12_write){.out = out, .recount = recount};
  w->element = w->repetition = w->component = w->terminator = -1;
  ct_buffer_init(&w->lead, NULL, NULL);
  ct_buffer_init(&w->held, NULL, NULL);
  ct_buffer_init(&w->wrap, NULL, NULL);
  ct_buffer_init(&w->count, NULL, NULL);
}

void ct_x12_write_free(ct_x12_write *w) {
  ct_buffer_free(&w->lead);
  ct_buffer_free(&w->held);
  ct_buffer_free(&w->wrap);
  ct_buffer_free(&w->count);
}

static void put(ct_x12_write *w, const char *p, size_t n) {
  ct_buffer_add(w->hold ? &w->held : w->out, p, n);
}

static void put_byte(ct_x12_write *w, int byte) {
  char c = (char)byte;
  put(w, &c, 1);
}

static bool tag_is(const ct_x12_write *w, const char *tag) {
  return strcmp(w->tag, tag) == 0;
}

const char *ct_x12_write_interchange(ct_x12_write *w) {
  memset(w->unsafe, 0, sizeof w->unsafe);
  memset(w->unsafe_isa, 0, sizeof w->unsafe_isa);
  const int all[] = {w->element, w->terminator, w->repetition, w->component};
  for (size_t i = 0; i < 4; i++) {
    if (all[i] < 0) continue;
    if (w->unsafe[all[i]]) return "two delimiters are the same";
    w->unsafe[all[i]] = true;
    if (i < 2) w->unsafe_isa[all[i]] = true;
  }
  return NULL;
}

/* ---- counts --------------------------------------------------------------------- */

static bool is_counted(const ct_x12_write *w) {
  return w->recount && w->counted;
}

static void put_count(ct_x12_write *w) {
  ct_slice said = ct_slice_make(w->count.len ? w->count.data : "", w->count.len);
  char text[24];
  int n = snprintf(text, sizeof text, "%" PRIu64, w->right);
  if (ct_count_is(said, w->right))
    put(w, said.ptr, said.len); /* "0007" stays */
  else
    put(w, text, (size_t)n);
}

/* ---- the segment ------------------------------------------------------------------- */

const char *ct_x12_write_segment(ct_x12_write *w, const ct_x12_start *s) {
  if (w->element < 0 && s->tag.len == 0) return "the segment has no id";
  w->hold = false;
  ct_slice usual = ct_slice_make(w->lead.len ? w->lead.data : "", w->lead.len);
  size_t tag_len = s->tag.len < sizeof w->tag ? s->tag.len : 0;
  memcpy(w->tag, s->tag.ptr, tag_len);
  w->tag[tag_len] = '\0';
  bool isa = tag_is(w, "ISA");
  ct_slice lead = s->has_lead ? s->lead : isa ? ct_slice_empty() : usual;
  put(w, lead.ptr, lead.len);
  w->binary = s->binary;
  w->check = s->binary ? NULL : isa ? w->unsafe_isa : w->unsafe;
  w->end = s->has_end ? s->end : w->terminator;
  w->elements = w->repetitions = w->components = 0;
  ct_buffer_reset(&w->held);
  ct_buffer_reset(&w->wrap);
  ct_buffer_reset(&w->count);
  ct_buffer_slice(&w->wrap, s->wrap);
  w->hold = s->wrap.len > 0;
  w->counted = ct_count_segment(&w->so_far, s->tag, &w->right);
  for (size_t i = 0; i < s->tag.len; i++) {
    int c = (unsigned char)s->tag.ptr[i];
    if (c == w->element || c == w->terminator) return "the segment's id holds a delimiter";
  }
  put(w, s->tag.ptr, s->tag.len);
  return NULL;
}

const char *ct_x12_write_element(ct_x12_write *w) {
  if (w->element < 0) return "the interchange names no element-separator";
  if (w->elements == 1 && is_counted(w)) put_count(w);
  w->elements++;
  if (w->elements == ISA16 && w->check == w->unsafe_isa) w->check = NULL; /* it is a delimiter */
  w->repetitions = w->components = 0;
  put_byte(w, w->element);
  return NULL;
}

const char *ct_x12_write_repetition(ct_x12_write *w) {
  w->components = 0;
  if (w->repetitions++ == 0) return NULL;
  if (w->repetition < 0) return "the interchange names no repetition-separator";
  put_byte(w, w->repetition);
  return NULL;
}

const char *ct_x12_write_component(ct_x12_write *w) {
  if (w->components++ == 0) return NULL;
  if (w->component < 0) return "the interchange names no component-separator";
  put_byte(w, w->component);
  return NULL;
}

const char *ct_x12_write_value(ct_x12_write *w, const char *p, size_t n) {
  const bool *check = w->check;
  bool bad = false;
  if (check) {
    for (size_t i = 0; i < n; i++) bad |= check[(unsigned char)p[i]];
  }
  if (bad) return "the value holds a delimiter";
  if (w->elements == 1 && is_counted(w)) {
    if (w->count.len + n > 64) return "the count is no number";
    ct_buffer_add(&w->count, p, n);
    return NULL;
  }
  if (w->hold && w->held.len + n > CT_X12_KEPT_MAX) return "the wrapped segment is too long";
  put(w, p, n);
  return NULL;
}

/* ---- line ends inside --------------------------------------------------------------- */

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One "OFFSET:HEX" of the wrap; false: not of that form. */
static bool read_break(const char **at, const char *end, uint64_t *offset, ct_slice *hex) {
  const char *p = *at;
  while (p < end && *p == ' ') p++;
  const char *digits = p;
  for (*offset = 0; p < end && p - digits < 9 && *p >= '0' && *p <= '9'; p++)
    *offset = *offset * 10 + (uint64_t)(*p - '0');
  if (p == digits || p == end || *p++ != ':') return false;
  const char *from = p;
  while (p < end && hex_digit(*p) >= 0) p++;
  *hex = ct_slice_make(from, (size_t)(p - from));
  *at = p;
  return hex->len > 0 && hex->len % 2 == 0 && (p == end || *p == ' ');
}

/* The held text, broken where it was; a break beyond its end goes to its end. */
static const char *put_wrapped(ct_x12_write *w) {
  const char *at = w->wrap.data, *end = at + w->wrap.len;
  uint64_t written = 0; /* breaks included */
  size_t taken = 0;
  w->hold = false;
  while (at < end) {
    uint64_t offset;
    ct_slice hex;
    if (!read_break(&at, end, &offset, &hex)) return "wrap is not of the form OFFSET:HEX ...";
    size_t n = offset > written ? (size_t)(offset - written) : 0;
    if (n > w->held.len - taken) n = w->held.len - taken;
    put(w, w->held.data + taken, n);
    taken += n;
    for (size_t i = 0; i < hex.len; i += 2)
      put_byte(w, hex_digit(hex.ptr[i]) << 4 | hex_digit(hex.ptr[i + 1]));
    written += n + hex.len / 2;
  }
  put(w, w->held.data + taken, w->held.len - taken);
  return NULL;
}

const char *ct_x12_write_end(ct_x12_write *w) {
  if (w->elements == 1 && is_counted(w)) put_count(w);
  if (w->hold) {
    if (w->held.status != CT_OK || w->wrap.status != CT_OK) {
      w->out->status = CT_NO_MEMORY;
      return NULL;
    }
    const char *why = put_wrapped(w);
    if (why) return why;
  }
  if (w->end >= 0) put_byte(w, w->end);
  return NULL;
}
