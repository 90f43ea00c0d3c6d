/*
 * writer.c -- segments out: delimiters, trailing empties, counts and control numbers.
 *
 *   element("HC") component("99213") repetition("X")     HC:99213^X
 *
 * An empty piece is only counted (`owed`); its separators are written when something
 * follows it, so trailing ones never are.  Knows the three envelopes' counts and control
 * numbers.  Does not know guides, widths or order: it writes what it is told.
 */
#include "x12/segment.h"

#include "base/buffer.h"
#include "base/charclass.h"
#include "base/mem.h"

enum { CONTROL_SIZE = 64 };
enum envelope { INTERCHANGE, GROUP, SET, ENVELOPES };

/* Where each envelope's control number stands, and what closes it. */
static const struct {
  char opens[4], closes[4];
  unsigned control; /* element */
} envelopes[ENVELOPES] = {{"ISA", "IEA", 13}, {"GS", "GE", 6}, {"ST", "SE", 2}};

typedef struct control {
  char text[CONTROL_SIZE];
  size_t len;
  bool open, too_long;
  uint64_t count; /* what it holds so far: groups, sets, segments with the ST */
} control;

struct ct_writer {
  ct_buffer out;
  ct_delimiters delims;
  bool newline, in_segment;
  enum ct_status status;
  bool forbidden[256]; /* bytes that data cannot hold */
  ct_tag tag;          /* of the open segment */
  unsigned element;    /* number of the last one begun */
  size_t owed_elements, owed_repetitions, owed_components;
  control control[ENVELOPES];
};

static bool is_sign(char c) {
  return c != '\0' && c != ' ' && (unsigned char)c < 0x80 &&
         !ct_char_is(c, CT_CHAR_DIGIT | CT_CHAR_UPPER | CT_CHAR_LOWER);
}

/* Signs, all different; repetition and component may be none. */
static bool usable(const ct_delimiters *d) {
  const char each[4] = {d->element, d->segment, d->repetition, d->component};
  for (unsigned i = 0; i < 4; i++) {
    if (i >= 2 && each[i] == '\0') continue;
    if (!is_sign(each[i])) return false;
    for (unsigned j = 0; j < i; j++) {
      if (each[i] == each[j]) return false;
    }
  }
  return true;
}

static void fail(ct_writer *w, enum ct_status status) {
  if (w->status == CT_OK) w->status = status;
}

ct_writer *ct_writer_new(const ct_delimiters *delims, ct_write_fn *write, void *ctx) {
  static const ct_delimiters usual = {'*', '^', ':', '~'};
  ct_writer *w = ct_mem_zalloc(1, sizeof *w);
  if (!w) return NULL;
  ct_buffer_init(&w->out, write, ctx);
  w->delims = delims ? *delims : usual;
  if (!usable(&w->delims) || !write) fail(w, CT_MISUSE);
  const char each[6] = {
      w->delims.element, w->delims.segment, w->delims.repetition, w->delims.component, '\r', '\n'};
  for (unsigned i = 0; i < sizeof each; i++) {
    if (each[i]) w->forbidden[(unsigned char)each[i]] = true;
  }
  return w;
}

void ct_writer_free(ct_writer *w) {
  if (!w) return;
  ct_buffer_free(&w->out);
  ct_mem_free(w);
}

void ct_writer_newline(ct_writer *w, bool after_each) {
  w->newline = after_each;
}

static bool is_data(const ct_writer *w, const char *p, size_t n) {
  bool bad = false;
  for (size_t i = 0; i < n; i++) bad |= w->forbidden[(unsigned char)p[i]];
  return !bad;
}

/* In an ISA two elements are separators: they say what the separators are. */
static bool is_declared(const ct_writer *w, const char *p, size_t n) {
  if (w->tag != CT_TAG3('I', 'S', 'A') || n != 1) return false;
  return (w->element == 11 && *p == w->delims.repetition) ||
         (w->element == 16 && *p == w->delims.component);
}

static void put_char_times(ct_writer *w, char c, size_t *times) {
  if (*times && !c) fail(w, CT_MISUSE); /* there is no such separator */
  for (; *times && w->status == CT_OK; --*times) ct_buffer_char(&w->out, c);
  *times = 0;
}

static void put_data(ct_writer *w, const char *p, size_t n) {
  if (n == 0 || w->status != CT_OK) return;
  if (!is_data(w, p, n) && !is_declared(w, p, n)) {
    fail(w, CT_MISUSE);
    return;
  }
  put_char_times(w, w->delims.element, &w->owed_elements);
  put_char_times(w, w->delims.repetition, &w->owed_repetitions);
  put_char_times(w, w->delims.component, &w->owed_components);
  if (w->status == CT_OK) ct_buffer_add(&w->out, p, n);
}

/* Notes the control number of an envelope that opens. */
static void note_control(ct_writer *w, ct_tag tag, unsigned element, const char *p, size_t n) {
  for (unsigned e = 0; e < ENVELOPES; e++) {
    if (envelopes[e].control != element || tag != ct_tag_pack(ct_slice_text(envelopes[e].opens))) {
      continue;
    }
    control *c = &w->control[e];
    c->too_long = n > CONTROL_SIZE;
    c->len = c->too_long ? 0 : n;
    if (c->len) memcpy(c->text, p, n);
  }
}

/* A segment is written: an envelope opens or closes, the count of what is open goes on. */
static void count_segment(ct_writer *w, ct_tag tag) {
  for (unsigned e = 0; e < ENVELOPES; e++) {
    control *c = &w->control[e];
    if (tag == ct_tag_pack(ct_slice_text(envelopes[e].opens))) {
      c->open = true;
      c->count = 0;
      if (e > INTERCHANGE) w->control[e - 1].count++;
    }
    if (tag == ct_tag_pack(ct_slice_text(envelopes[e].closes))) c->open = false;
  }
  w->control[SET].count++;
}

static void put_end(ct_writer *w, ct_tag tag) {
  ct_buffer_char(&w->out, w->delims.segment);
  if (w->newline) ct_buffer_char(&w->out, '\n');
  count_segment(w, tag);
}

/* ---- piece by piece ------------------------------------------------------------ */

/* True when a call for the open segment can go on. */
static bool writing(ct_writer *w) {
  if (w->status == CT_OK && !w->in_segment) fail(w, CT_MISUSE);
  return w->status == CT_OK;
}

void ct_writer_begin(ct_writer *w, const char *tag) {
  if (w->status != CT_OK) return;
  ct_slice s = ct_slice_text(tag ? tag : "");
  w->tag = ct_tag_pack(s);
  if (w->in_segment || !w->tag) {
    fail(w, CT_MISUSE);
    return;
  }
  w->in_segment = true;
  w->element = 0;
  w->owed_elements = w->owed_repetitions = w->owed_components = 0;
  for (unsigned e = 0; e < ENVELOPES; e++) {
    if (w->tag == ct_tag_pack(ct_slice_text(envelopes[e].opens))) w->control[e].len = 0;
  }
  ct_buffer_slice(&w->out, s);
}

void ct_writer_element(ct_writer *w, const char *p, size_t n) {
  if (!writing(w)) return;
  w->element++;
  w->owed_elements++;
  w->owed_repetitions = w->owed_components = 0;
  note_control(w, w->tag, w->element, p, n);
  put_data(w, p, n);
}

void ct_writer_component(ct_writer *w, const char *p, size_t n) {
  if (!writing(w)) return;
  if (w->element == 0) fail(w, CT_MISUSE);
  w->owed_components++;
  put_data(w, p, n);
}

void ct_writer_repetition(ct_writer *w, const char *p, size_t n) {
  if (!writing(w)) return;
  if (w->element == 0) fail(w, CT_MISUSE);
  w->owed_repetitions++;
  w->owed_components = 0;
  put_data(w, p, n);
}

void ct_writer_end(ct_writer *w) {
  if (!writing(w)) return;
  w->in_segment = false;
  put_end(w, w->tag);
}

/* ---- a segment that was read --------------------------------------------------- */

/* What the separator c of the source becomes here; c itself when it is none. */
static bool translate(const ct_writer *w, const ct_delimiters *from, char c, char *to) {
  if (c == from->element)
    *to = w->delims.element;
  else if (c && c == from->component)
    *to = w->delims.component;
  else if (c && c == from->repetition)
    *to = w->delims.repetition;
  else
    *to = c;
  return *to != '\0' || c == '\0';
}

/* The text with its separators exchanged; what is between them must be data here too. */
static void copy_pieces(ct_writer *w, const ct_segment *s) {
  uint32_t at = 0;
  for (uint32_t i = 0; i <= s->marks; i++) {
    uint32_t stop = s->mark[i] - s->origin;
    if (!is_data(w, s->text + at, stop - at)) fail(w, CT_MISUSE);
    ct_buffer_add(&w->out, s->text + at, stop - at);
    at = stop + 1;
    if (i == s->marks) break;
    char from = s->text[stop], to;
    bool separator =
        from == s->delims.element || from == s->delims.component || from == s->delims.repetition;
    if (!translate(w, &s->delims, from, &to)) fail(w, CT_MISUSE);
    if (!separator && w->forbidden[(unsigned char)from]) fail(w, CT_MISUSE);
    ct_buffer_char(&w->out, to);
  }
}

/* ISA11 and ISA16 declare this writer's separators, where they declared the source's. */
static void copy_isa(ct_writer *w, const ct_segment *s) {
  ct_walk walk = ct_walk_start(s);
  ct_buffer_add(&w->out, s->text, s->tag_len);
  while (ct_walk_element(&walk)) {
    ct_slice v = walk.value;
    char declared = '\0';
    if (walk.element == 11 && v.len == 1 && v.ptr[0] == s->delims.repetition) {
      declared = w->delims.repetition ? w->delims.repetition : 'U';
    }
    if (walk.element == 16) declared = w->delims.component;
    if (declared)
      v = ct_slice_make(&declared, 1);
    else if (!is_data(w, v.ptr, v.len))
      fail(w, CT_MISUSE);
    ct_buffer_char(&w->out, w->delims.element);
    ct_buffer_slice(&w->out, v);
  }
}

/* The payload of a BIN or BDS is as long as the element before it says, and is anything. */
static bool copy_binary(ct_writer *w, const ct_segment *s) {
  unsigned last = s->tag == CT_TAG3('B', 'I', 'N') ? 2 : s->tag == CT_TAG3('B', 'D', 'S') ? 3 : 0;
  if (last == 0 || ct_segment_count(s) != last) return false;
  ct_slice payload = ct_segment_get(s, last), length = ct_segment_get(s, last - 1);
  size_t n = 0;
  for (size_t i = 0; i < length.len && i < 10; i++) {
    if (!ct_char_is(length.ptr[i], CT_CHAR_DIGIT)) return false;
    n = n * 10 + (size_t)(length.ptr[i] - '0');
  }
  if (length.len > 10 || n != payload.len) return false;
  ct_buffer_add(&w->out, s->text, s->tag_len);
  for (unsigned e = 1; e < last; e++) {
    ct_slice v = ct_segment_get(s, e);
    if (!is_data(w, v.ptr, v.len)) fail(w, CT_MISUSE);
    ct_buffer_char(&w->out, w->delims.element);
    ct_buffer_slice(&w->out, v);
  }
  ct_buffer_char(&w->out, w->delims.element);
  ct_buffer_slice(&w->out, payload);
  return true;
}

void ct_writer_copy(ct_writer *w, const ct_segment *s) {
  if (w->in_segment) fail(w, CT_MISUSE);
  if (w->status != CT_OK) return;
  bool same = memcmp(&s->delims, &w->delims, sizeof w->delims) == 0 && !s->dirty;
  if (s->tag == CT_TAG3('I', 'S', 'A'))
    copy_isa(w, s);
  else if (same)
    ct_buffer_add(&w->out, s->text, s->len);
  else if (!copy_binary(w, s))
    copy_pieces(w, s);
  for (unsigned e = 0; e < ENVELOPES; e++) {
    if (s->tag != ct_tag_pack(ct_slice_text(envelopes[e].opens))) continue;
    ct_slice number = ct_segment_get(s, envelopes[e].control);
    note_control(w, s->tag, envelopes[e].control, number.ptr, number.len);
  }
  if (w->status == CT_OK) put_end(w, s->tag);
}

/* ---- envelopes ------------------------------------------------------------------- */

static void close_envelope(ct_writer *w, enum envelope e) {
  control *c = &w->control[e];
  if (w->status != CT_OK) return;
  if (!c->open || w->in_segment) fail(w, CT_MISUSE);
  if (c->too_long) fail(w, CT_LIMIT);
  char digits[24];
  size_t n = sizeof digits;
  uint64_t count = c->count + (e == SET); /* the SE counts itself */
  do {
    digits[--n] = (char)('0' + count % 10);
    count /= 10;
  } while (count);
  ct_writer_begin(w, envelopes[e].closes);
  ct_writer_element(w, digits + n, sizeof digits - n);
  ct_writer_element(w, c->text, c->len);
  ct_writer_end(w);
}

void ct_writer_end_set(ct_writer *w) {
  close_envelope(w, SET);
}
void ct_writer_end_group(ct_writer *w) {
  close_envelope(w, GROUP);
}
void ct_writer_end_interchange(ct_writer *w) {
  close_envelope(w, INTERCHANGE);
}

enum ct_status ct_writer_flush(ct_writer *w) {
  if (w->in_segment) fail(w, CT_MISUSE);
  if (w->status == CT_OK) w->status = ct_buffer_flush(&w->out);
  return w->status;
}
