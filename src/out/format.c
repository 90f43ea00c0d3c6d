/*
 * format.c -- segments written as they come, in the layout and with the delimiters asked for.
 *
 * Knows separators and line ends, and that data must not hold a delimiter.  What need not be
 * touched is copied as sent.
 */
#include "out/format.h"

#include "base/charclass.h"
#include "base/mem.h"
#include "out/count.h"

#include <stdio.h>

enum { FIRST_PIECES = 128, ISA11 = 11, ISA16 = 16 };

struct ct_format {
  ct_sink sink; /* first */
  ct_buffer *out;
  ct_format_options options;
  ct_count count;
  ct_format_refusal refusal;
  ct_delimiters old;
  bool layout_only; /* neither delimiters nor counts change */
  bool taken[256]; /* bytes that data must not hold any more */
  ct_piece *pieces;
  size_t room;
};

static bool all_blank(ct_slice s) {
  return ct_slice_trim(s).len == 0;
}

/* ---- what cannot be done -------------------------------------------------------- */

static void refuse(ct_format *f, const ct_segment *s, unsigned element, char c) {
  ct_format_refusal *r = &f->refusal;
  ct_slice tag = ct_segment_tag(s);
  bool plain = tag.len >= 2 && tag.len <= 3 && ct_slice_all(tag, CT_CHAR_UPPER | CT_CHAR_DIGIT);
  char sign[8];
  if (ct_char_is(c, CT_CHAR_PRINT))
    snprintf(sign, sizeof sign, "'%c'", c);
  else
    snprintf(sign, sizeof sign, "0x%02X", (unsigned)(unsigned char)c);
  r->set = true;
  r->offset = ct_segment_offset(s);
  if (element && plain)
    snprintf(r->text, sizeof r->text, "%.*s%02u holds %s, a delimiter that is to be written",
             (int)tag.len, tag.ptr, element, sign);
  else
    snprintf(r->text, sizeof r->text, "a segment holds %s, a delimiter that is to be written",
             sign);
}

static bool holds_taken(const ct_format *f, ct_slice v, char *which) {
  bool any = false;
  for (size_t i = 0; i < v.len; i++) any |= f->taken[(unsigned char)v.ptr[i]];
  for (size_t i = 0; any && i < v.len; i++) {
    *which = v.ptr[i];
    if (f->taken[(unsigned char)*which]) return true;
  }
  return false;
}

/* ---- delimiters -------------------------------------------------------------------- */

static void learn_delimiters(ct_format *f, const ct_segment *isa) {
  const ct_delimiters *n = &f->options.delimiters;
  f->old = ct_segment_delimiters(isa);
  memset(f->taken, 0, sizeof f->taken);
  f->taken[(unsigned char)n->element] = f->taken[(unsigned char)n->segment] = true;
  if (f->old.component) f->taken[(unsigned char)n->component] = true;
  if (f->old.repetition) f->taken[(unsigned char)n->repetition] = true;
}

static char translated(const ct_format *f, char before) {
  const ct_delimiters *n = &f->options.delimiters;
  if (before == f->old.element) return n->element;
  return before == f->old.component ? n->component : n->repetition;
}

static size_t take_pieces(ct_format *f, const ct_segment *s) {
  size_t count = 0, next = 0;
  for (;;) {
    if (count == f->room) {
      size_t room = f->room ? 2 * f->room : FIRST_PIECES;
      ct_piece *pieces = ct_mem_resize(f->pieces, room, sizeof *pieces);
      if (!pieces) return 0;
      f->pieces = pieces;
      f->room = room;
    }
    size_t want = f->room - count;
    size_t got = ct_segment_pieces(s, &next, f->pieces + count, want);
    count += got;
    if (got < want) return count;
  }
}

static bool is_tag(const ct_segment *s, const char *tag) {
  return ct_slice_is(ct_segment_tag(s), tag);
}

/* The pieces of ISA: its elements 11 and 16 are delimiters themselves. */
static void put_isa(ct_format *f, const ct_segment *s, size_t count) {
  const ct_delimiters *n = &f->options.delimiters;
  for (unsigned i = 0; i < count; i++) {
    ct_slice v = f->pieces[i].value;
    char c = '\0';
    if (i > 0) ct_buffer_char(f->out, n->element);
    if (i == ISA11 && f->old.repetition) v = ct_slice_make(&n->repetition, 1);
    if (i == ISA16) v = ct_slice_make(&n->component, 1);
    for (size_t k = 0; i != ISA16 && i != ISA11 && k < v.len; k++)
      if (v.ptr[k] == n->element || v.ptr[k] == n->segment) c = v.ptr[k];
    if (c) refuse(f, s, i, c);
    ct_buffer_slice(f->out, v);
  }
}

static void put_translated(ct_format *f, const ct_segment *s) {
  size_t count = take_pieces(f, s);
  if (count == 0) f->out->status = CT_NO_MEMORY;
  if (is_tag(s, "ISA")) {
    put_isa(f, s, count);
    return;
  }
  bool binary = is_tag(s, "BIN") || is_tag(s, "BDS");
  unsigned element = 0;
  for (size_t i = 0; i < count; i++) {
    const ct_piece *p = &f->pieces[i];
    char c;
    if (i > 0) ct_buffer_char(f->out, translated(f, p->before));
    element += i > 0 && p->before == f->old.element;
    bool payload = binary && i + 1 == count;
    if (!payload && holds_taken(f, p->value, &c)) {
      refuse(f, s, element, c);
      return;
    }
    ct_buffer_slice(f->out, p->value);
  }
}

/* ---- counts, layout --------------------------------------------------------------------- */

/* A trailer whose count is wrong: everything as it was but the first element. */
static void put_counted(ct_format *f, const ct_segment *s, uint64_t right) {
  char element = f->options.delimit ? f->options.delimiters.element : f->old.element;
  ct_buffer_slice(f->out, ct_segment_tag(s));
  unsigned elements = ct_segment_count(s);
  for (unsigned e = 1; e <= elements || e == 1; e++) {
    ct_buffer_char(f->out, element);
    if (e == 1)
      ct_buffer_uint(f->out, right);
    else
      ct_buffer_slice(f->out, ct_segment_element(s, e));
  }
}

/* As sent; without its line ends where the layout is not. */
static void put_plain(ct_format *f, const ct_segment *s, bool clean) {
  ct_slice raw = ct_segment_text(s);
  if (!clean || ct_segment_is_plain(s) ||
      (!memchr(raw.ptr, '\n', raw.len) && !memchr(raw.ptr, '\r', raw.len))) {
    ct_buffer_slice(f->out, raw);
    return;
  }
  size_t count = take_pieces(f, s);
  if (count == 0) f->out->status = CT_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    if (i > 0) ct_buffer_char(f->out, f->pieces[i].before);
    ct_buffer_slice(f->out, f->pieces[i].value);
  }
}

static void put_terminator(ct_format *f, const ct_segment *s) {
  ct_slice end = ct_segment_terminator(s);
  if (end.len == 0) return; /* the input ended without one */
  char c = f->options.delimit ? f->options.delimiters.segment : end.ptr[0];
  ct_buffer_char(f->out, c);
  if (f->options.layout == CT_LAYOUT_WRAP && c != '\n' && c != '\r') ct_buffer_char(f->out, '\n');
}

static void put_segment(ct_format *f, const ct_segment *s) {
  const ct_format_options *o = &f->options;
  uint64_t right = 0;
  bool counted = o->recount && ct_count_segment(&f->count, ct_segment_tag(s), &right);
  ct_slice lead = ct_segment_lead(s);
  if (lead.len && (o->layout == CT_LAYOUT_AS_SENT || !all_blank(lead)))
    ct_buffer_slice(f->out, lead);
  if (counted && !ct_count_is(ct_segment_element(s, 1), right))
    put_counted(f, s, right);
  else if (o->delimit)
    put_translated(f, s);
  else
    put_plain(f, s, o->layout != CT_LAYOUT_AS_SENT);
  put_terminator(f, s);
}

/* The usual segment where only the layout is to change: its text, its terminator. False: it is not. */
static inline bool put_usual(ct_format *f, const ct_segment *s) {
  ct_buffer *b = f->out;
  ct_slice raw = ct_segment_text(s), end = ct_segment_terminator(s);
  if (ct_segment_lead(s).len || end.len != 1 || !ct_segment_is_plain(s)) return false;
  if (!ct_buffer_reserve(b, raw.len + 2)) return true; /* the buffer tells */
  char *p = b->data + b->len;
  memcpy(p, raw.ptr, raw.len);
  p += raw.len;
  p[0] = end.ptr[0];
  p[1] = '\n';
  b->len += raw.len + 1 + (f->options.layout == CT_LAYOUT_WRAP && p[0] != '\n' && p[0] != '\r');
  return true;
}

/*
 * Segments that are all alike outside: what stands before each is what stands before the first.
 * Taken out, or there already as it is to be, they are copied as one.
 */
static void put_run(ct_format *f, ct_slice run) {
  ct_buffer *b = f->out;
  size_t lead = 0;
  while (lead < run.len && (run.ptr[lead] == '\r' || run.ptr[lead] == '\n')) lead++;
  char end = run.ptr[run.len - 1];
  bool newline = f->options.layout == CT_LAYOUT_WRAP && end != '\n' && end != '\r';
  if (f->options.layout == CT_LAYOUT_AS_SENT || (lead == 0 && !newline)) {
    ct_buffer_slice(b, run);
    return;
  }
  if (newline && lead == 1 && run.ptr[0] == '\n') {
    ct_buffer_add(b, run.ptr + 1, run.len - 1);
    ct_buffer_char(b, '\n');
    return;
  }
  const char *p = run.ptr, *stop = run.ptr + run.len;
  while (p < stop) {
    p += lead;
    const char *q = (const char *)memchr(p, end, (size_t)(stop - p)) + 1;
    ct_buffer_add(b, p, (size_t)(q - p));
    if (newline) ct_buffer_char(b, '\n');
    p = q;
  }
}

static enum ct_status put_event(ct_format *f, const ct_event *e) {
  if (e->kind == CT_EV_INTERCHANGE) learn_delimiters(f, e->segment);
  if (e->kind == CT_EV_RUN) {
    f->count.segments += e->run;
    put_run(f, e->text);
  } else if (e->kind == CT_EV_TEXT) {
    if (f->options.layout == CT_LAYOUT_AS_SENT || !all_blank(e->text))
      ct_buffer_slice(f->out, e->text);
  } else if (e->segment) {
    put_segment(f, e->segment);
  }
  return f->refusal.set ? CT_MISUSE : f->out->status;
}

static enum ct_status event(ct_sink *sink, const ct_event *e) {
  ct_format *f = (ct_format *)sink;
  bool usual = f->layout_only && e->kind == CT_EV_SEGMENT && put_usual(f, e->segment);
  return usual ? f->out->status : put_event(f, e);
}

static enum ct_status finish(ct_sink *sink) {
  return ((ct_format *)sink)->out->status;
}

static void free_format(ct_sink *sink) {
  ct_format *f = (ct_format *)sink;
  ct_mem_free(f->pieces);
  ct_mem_free(f);
}

ct_format *ct_format_new(ct_buffer *out, const ct_format_options *options) {
  ct_format *f = ct_mem_zalloc(1, sizeof *f);
  if (!f) return NULL;
  f->sink = (ct_sink){.wants = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
                      .event = event,
                      .finish = finish,
                      .free = free_format};
  f->out = out;
  f->options = *options;
  f->layout_only = !options->delimit && !options->recount;
  if (!options->delimit) f->sink.wants |= CT_WANT_RUNS;
  return f;
}

void ct_format_free(ct_format *f) {
  if (f) free_format(&f->sink);
}

ct_sink *ct_format_sink(ct_format *f) {
  return &f->sink;
}
const ct_format_refusal *ct_format_refused(const ct_format *f) {
  return &f->refusal;
}
