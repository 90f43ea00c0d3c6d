/*
 * xml.c -- the loop tree as XML, written as it is read.
 *
 * Knows the events of the reader and the document's shape.  Knows no guide: loops nest as the
 * events say.  The start of an interchange waits for the segment behind ISA, whose lead (mostly
 * a line end, or nothing) becomes the usual one.
 */
#include "out/xml.h"

#include "base/mem.h"
#include "out/xml_plain.h"
#include "out/xml_value.h"

/* LOOP_WORDS: id and name of a loop whose start tag, all escaped, fits into LOOP_TAG */
enum { FIRST_PIECES = 256, LOOPS = 256, LOOP_WORDS = 80, LOOP_TAG = 6 * LOOP_WORDS + 32 };

typedef struct loop_tag { /* as it was written last */
  const char *id, *name;  /* of a guide: known by their address */
  size_t len;
  char text[LOOP_TAG];
} loop_tag;

typedef struct ct_xml {
  ct_sink sink; /* first */
  ct_buffer *out;
  ct_buffer isa;  /* the ISA while its interchange is not begun yet */
  ct_buffer lead; /* the usual one of the interchange */
  ct_delimiters delims;
  bool indent, begun, waiting; /* waiting: the interchange's start is not written */
  unsigned depth;
  ct_piece *pieces;
  size_t room;
  ct_xml_plain plain;
  loop_tag loops[LOOPS];
} ct_xml;

/* ---- layout ------------------------------------------------------------------- */

static void indent_line(ct_xml *x, ct_buffer *b, unsigned more) {
  static const char blanks[] = "                                ";
  if (!x->indent) return;
  size_t n = 2 * (size_t)(x->depth + more);
  for (; n > sizeof blanks - 1; n -= sizeof blanks - 1) ct_buffer_add(b, blanks, sizeof blanks - 1);
  ct_buffer_add(b, blanks, n);
}

static void end_line(ct_buffer *b) {
  ct_buffer_char(b, '\n');
}

static void begin_document(ct_xml *x) {
  if (x->begun) return;
  x->begun = true;
  ct_buffer_text(x->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<claimtree xmlns=\"" CT_XML_NAMESPACE "\">\n");
  x->depth = 1;
}

/* ---- segments ----------------------------------------------------------------------- */

/* All pieces of the segment; 0: no memory. */
static size_t take_pieces(ct_xml *x, const ct_segment *s) {
  size_t count = 0, next = 0;
  for (;;) {
    if (count == x->room) {
      size_t room = x->room ? 2 * x->room : FIRST_PIECES;
      ct_piece *pieces = ct_mem_resize(x->pieces, room, sizeof *pieces);
      if (!pieces) return 0;
      x->pieces = pieces;
      x->room = room;
    }
    size_t want = x->room - count;
    size_t got = ct_segment_pieces(s, &next, x->pieces + count, want);
    count += got;
    if (got < want) return count;
  }
}

static void open_level(ct_xml *x, ct_buffer *b, const char *tag, unsigned level) {
  indent_line(x, b, level);
  ct_buffer_text(b, tag);
  if (x->indent) end_line(b);
}

static void put_leaf(ct_xml *x, ct_buffer *b, ct_xml_tag tag, ct_slice value, unsigned level) {
  if (!x->indent) {
    ct_xml_value(b, tag, value);
    return;
  }
  indent_line(x, b, level);
  ct_xml_value(b, tag, value);
  end_line(b);
}

/* Pieces [i, end): one repetition, or an element that does not repeat. */
static void put_components(ct_xml *x, ct_buffer *b, size_t i, size_t end, unsigned level) {
  for (; i < end; i++) put_leaf(x, b, CT_XML_TAG("component"), x->pieces[i].value, level);
}

static void put_element(ct_xml *x, ct_buffer *b, size_t i, size_t end) {
  if (end == i + 1) {
    put_leaf(x, b, CT_XML_TAG("element"), x->pieces[i].value, 1);
    return;
  }
  bool repeats = false;
  for (size_t k = i + 1; k < end && !repeats; k++)
    repeats = x->pieces[k].before == x->delims.repetition;
  open_level(x, b, "<element>", 1);
  if (!repeats) put_components(x, b, i, end, 2);
  while (repeats && i < end) {
    size_t stop = i + 1;
    while (stop < end && x->pieces[stop].before != x->delims.repetition) stop++;
    if (stop == i + 1) {
      put_leaf(x, b, CT_XML_TAG("repetition"), x->pieces[i].value, 2);
    } else {
      open_level(x, b, "<repetition>", 2);
      put_components(x, b, i, stop, 3);
      open_level(x, b, "</repetition>", 2);
    }
    i = stop;
  }
  open_level(x, b, "</element>", 1);
}

/* Where line ends stood inside: ` wrap="80:0A 161:0D0A"`, offsets in the segment as sent. */
static void put_wrap(ct_buffer *b, ct_slice raw, ct_slice clean) {
  const char *sep = " wrap=\"";
  size_t i = 0, k = 0;
  while (i < raw.len) {
    if (k < clean.len && raw.ptr[i] == clean.ptr[k]) {
      i++;
      k++;
      continue;
    }
    size_t from = i;
    while (i < raw.len && !(k < clean.len && raw.ptr[i] == clean.ptr[k])) i++;
    ct_buffer_text(b, sep);
    ct_buffer_uint(b, from);
    ct_buffer_char(b, ':');
    ct_xml_hex(b, ct_slice_make(raw.ptr + from, i - from));
    sep = " ";
  }
  ct_buffer_char(b, '"');
}

/* The payload of a binary segment may hold delimiters: whoever writes it back must not mind. */
static bool holds_delimiters(const ct_xml *x, ct_slice clean, size_t pieces) {
  size_t found = 1;
  const ct_delimiters *d = &x->delims;
  for (size_t i = 0; i < clean.len; i++) {
    char c = clean.ptr[i];
    found += c == d->element || c == d->segment || (c && (c == d->component || c == d->repetition));
  }
  return found != pieces;
}

static void put_start(ct_buffer *b, ct_slice tag) {
  static const char start[] = "<segment id=\"";
  bool plain = tag.len == 2 || tag.len == 3;
  for (size_t i = 0; i < tag.len && plain; i++)
    plain = (tag.ptr[i] >= 'A' && tag.ptr[i] <= 'Z') || (tag.ptr[i] >= '0' && tag.ptr[i] <= '9');
  if (!plain) {
    ct_buffer_text(b, "<segment");
    ct_xml_attribute(b, "id", tag);
    return;
  }
  ct_buffer_add(b, start, sizeof start - 1);
  ct_buffer_add(b, tag.ptr, tag.len);
  ct_buffer_char(b, '"');
}

static void put_segment(ct_xml *x, ct_buffer *b, const ct_segment *s, ct_slice usual_lead) {
  size_t count = take_pieces(x, s), i = 1;
  if (count == 0) {
    b->status = CT_NO_MEMORY;
    return;
  }
  ct_slice tag = ct_segment_tag(s), lead = ct_segment_lead(s), raw = ct_segment_text(s);
  const ct_piece *last = &x->pieces[count - 1];
  ct_slice clean = ct_slice_make(
      x->pieces[0].value.ptr, (size_t)(last->value.ptr + last->value.len - x->pieces[0].value.ptr));
  indent_line(x, b, 0);
  put_start(b, tag);
  if (!ct_slice_same(lead, usual_lead)) ct_xml_attribute(b, "lead", lead);
  ct_slice end = ct_segment_terminator(s);
  if (end.len == 0)
    ct_buffer_text(b, " terminator=\"\"");
  else if (end.ptr[0] != x->delims.segment)
    ct_xml_byte(b, "terminator", end.ptr[0]);
  if (clean.len != raw.len) put_wrap(b, raw, clean);
  if (tag.len == 3 && tag.ptr[0] == 'B' && holds_delimiters(x, clean, count))
    ct_buffer_text(b, " binary=\"true\"");
  while (i < count && x->pieces[i].before != x->delims.element) i++; /* separators in the tag */
  if (i == count) {
    ct_buffer_text(b, "/>\n");
    return;
  }
  ct_buffer_char(b, '>');
  if (x->indent) end_line(b);
  while (i < count) {
    size_t stop = i + 1;
    while (stop < count && x->pieces[stop].before != x->delims.element) stop++;
    put_element(x, b, i, stop);
    i = stop;
  }
  indent_line(x, b, 0);
  ct_buffer_text(b, "</segment>\n");
}

/* ---- what is around them ---------------------------------------------------------------- */

static void put_isa(ct_xml *x, const ct_segment *s) {
  x->delims = ct_segment_delimiters(s);
  x->waiting = true;
  ct_buffer_reset(&x->isa);
  x->depth++;
  put_segment(x, &x->isa, s, ct_slice_empty());
  x->depth--;
}

/* The segment behind ISA is known, or there is none. */
static void begin_interchange(ct_xml *x, const ct_segment *next) {
  x->waiting = false;
  ct_buffer_reset(&x->lead);
  if (next) ct_buffer_slice(&x->lead, ct_segment_lead(next));
  indent_line(x, x->out, 0);
  ct_buffer_text(x->out, "<interchange");
  const ct_delimiters *d = &x->delims;
  if (d->element) ct_xml_byte(x->out, "element-separator", d->element);
  if (d->repetition) ct_xml_byte(x->out, "repetition-separator", d->repetition);
  if (d->component) ct_xml_byte(x->out, "component-separator", d->component);
  if (d->segment) ct_xml_byte(x->out, "terminator", d->segment);
  if (x->lead.len) ct_xml_attribute(x->out, "lead", ct_slice_make(x->lead.data, x->lead.len));
  ct_buffer_text(x->out, ">\n");
  x->depth++;
  ct_buffer_add(x->out, x->isa.data ? x->isa.data : "", x->isa.len);
  if (x->isa.status != CT_OK || x->lead.status != CT_OK) x->out->status = CT_NO_MEMORY;
}

static void open_tag(ct_xml *x, const char *name, ct_slice id, const char *words) {
  indent_line(x, x->out, 0);
  ct_buffer_char(x->out, '<');
  ct_buffer_text(x->out, name);
  if (id.len && ct_xml_can_hold(id)) ct_xml_attribute(x->out, "id", id);
  if (*words) ct_xml_attribute(x->out, "name", ct_slice_text(words));
  ct_buffer_text(x->out, ">\n");
  x->depth++;
}

/* A loop of the guide: the same words as the last time. */
static void open_loop(ct_xml *x, const ct_event *e) {
  loop_tag *t = &x->loops[e->node % LOOPS];
  if (!x->indent && t->id == e->id && t->name == e->name) {
    ct_buffer_add(x->out, t->text, t->len);
    x->depth++;
    return;
  }
  bool fits = !x->indent && strlen(e->id) + strlen(e->name) <= LOOP_WORDS;
  if (!ct_buffer_reserve(x->out, LOOP_TAG)) return;
  size_t at = x->out->len;
  open_tag(x, "loop", ct_slice_text(e->id), e->name);
  if (!fits) return;
  t->id = e->id;
  t->name = e->name;
  t->len = x->out->len - at;
  memcpy(t->text, x->out->data + at, t->len);
}

static void close_tag(ct_xml *x, const char *tag) {
  if (x->depth > 1) x->depth--;
  indent_line(x, x->out, 0);
  ct_buffer_text(x->out, tag);
}

static void put_text(ct_xml *x, ct_slice text) {
  indent_line(x, x->out, 0);
  ct_xml_value(x->out, CT_XML_TAG("text"), text);
  end_line(x->out);
}

static void put_any(ct_xml *x, const ct_segment *s) {
  if (s) put_segment(x, x->out, s, ct_slice_make(x->lead.len ? x->lead.data : "", x->lead.len));
}

/* The usual segment of a set; false: nothing was written. */
static bool put_usual(ct_xml *x, const ct_segment *s) {
  ct_slice lead = ct_segment_lead(s), end = ct_segment_terminator(s);
  if (x->indent || x->waiting || !ct_segment_is_plain(s)) return false;
  if (end.len != 1 || end.ptr[0] != x->delims.segment) return false;
  if (lead.len != x->lead.len || (lead.len && memcmp(lead.ptr, x->lead.data, lead.len) != 0))
    return false;
  return ct_xml_put_plain(&x->plain, x->out, s, x->delims);
}

static enum ct_status event(ct_sink *sink, const ct_event *e) {
  ct_xml *x = (ct_xml *)sink;
  if (e->kind == CT_EV_SEGMENT && put_usual(x, e->segment)) return x->out->status;
  begin_document(x);
  if (x->waiting) begin_interchange(x, e->segment);
  switch (e->kind) {
  case CT_EV_INTERCHANGE:
    put_isa(x, e->segment);
    break;
  case CT_EV_GROUP:
    open_tag(x, "group", ct_segment_element(e->segment, 1), "");
    put_any(x, e->segment);
    break;
  case CT_EV_SET:
    open_tag(x, "set", ct_segment_element(e->segment, 1), "");
    put_any(x, e->segment);
    break;
  case CT_EV_LOOP:
    open_loop(x, e);
    break;
  case CT_EV_LOOP_END:
    close_tag(x, "</loop>\n");
    break;
  case CT_EV_SEGMENT:
    put_any(x, e->segment);
    break;
  case CT_EV_TEXT:
    put_text(x, e->text);
    break;
  case CT_EV_SET_END:
    put_any(x, e->segment);
    close_tag(x, "</set>\n");
    break;
  case CT_EV_GROUP_END:
    put_any(x, e->segment);
    close_tag(x, "</group>\n");
    break;
  case CT_EV_INTERCHANGE_END:
    put_any(x, e->segment);
    close_tag(x, "</interchange>\n");
    break;
  case CT_EV_FILE_END:
  case CT_EV_RUN:
    break;
  }
  return x->out->status;
}

static enum ct_status finish(ct_sink *sink) {
  ct_xml *x = (ct_xml *)sink;
  begin_document(x);
  ct_buffer_text(x->out, "</claimtree>\n");
  return x->out->status;
}

static void free_xml(ct_sink *sink) {
  ct_xml *x = (ct_xml *)sink;
  ct_buffer_free(&x->isa);
  ct_buffer_free(&x->lead);
  ct_mem_free(x->pieces);
  ct_mem_free(x);
}

ct_sink *ct_xml_new(ct_buffer *out, bool indent) {
  ct_xml *x = ct_mem_zalloc(1, sizeof *x);
  if (!x) return NULL;
  x->sink = (ct_sink){.wants = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
                      .event = event,
                      .finish = finish,
                      .free = free_xml};
  x->out = out;
  x->indent = indent;
  ct_buffer_init(&x->isa, NULL, NULL);
  ct_buffer_init(&x->lead, NULL, NULL);
  return &x->sink;
}
