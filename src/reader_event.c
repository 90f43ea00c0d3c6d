/*
 * reader_event.c -- hands events to sinks, or queues them for ct_reader_next().  It knows
 * who listens; it does not know what the events mean.
 */
#include "reader.h"

#include <stdio.h>

static const unsigned want_of[] = {
    [CT_EV_INTERCHANGE] = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
    [CT_EV_INTERCHANGE_END] = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
    [CT_EV_GROUP] = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
    [CT_EV_GROUP_END] = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
    [CT_EV_SET] = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
    [CT_EV_SET_END] = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
    [CT_EV_LOOP] = CT_WANT_SEGMENTS,
    [CT_EV_LOOP_END] = CT_WANT_SEGMENTS,
    [CT_EV_SEGMENT] = CT_WANT_SEGMENTS,
    [CT_EV_TEXT] = CT_WANT_SEGMENTS,
    [CT_EV_FILE_END] = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
    [CT_EV_RUN] = CT_WANT_SEGMENTS,
};

void ct_reader_fail(ct_reader *r, enum ct_status status, const char *what) {
  if (r->status != CT_OK) return;
  r->status = status;
  snprintf(r->error, sizeof r->error, "%s", what);
}

void ct_reader_fail_checks(ct_reader *r, enum ct_status status) {
  if (status == CT_NO_MEMORY) ct_reader_fail(r, status, "out of memory");
  if (status == CT_BAD_GRAMMAR)
    ct_reader_fail(r, status, "a rule has a pattern, and libpcre2 cannot be loaded");
}

static ct_use use_of(const ct_reader *r, const ct_segment *s, uint16_t node) {
  if (node) return (ct_use){r->grammar, node};
  const ct_grammar *control = ct_grammars_control(r->grammars);
  const ct_node *n = ct_control_node(control, s->tag);
  return n ? (ct_use){control, (uint32_t)(n - control->node)} : (ct_use){NULL, 0};
}

static bool is_displaced(const ct_reader *r) {
  if (!r->grammar || r->doubtful) return true;
  for (unsigned i = 0; i < r->cursor.depth; i++)
    if (r->cursor.frame[i].displaced) return true;
  return false;
}

static void hand_out(ct_reader *r, const ct_event *e) {
  if (r->pull == CT_PULL_EVENTS) {
    if (r->queue_tail - r->queue_head < CT_QUEUE) r->queue[r->queue_tail++ % CT_QUEUE] = *e;
    return;
  }
  for (size_t i = 0; i < r->sink_count; i++) {
    ct_sink *s = r->sinks[i];
    if (!(s->wants & want_of[e->kind]) || !s->event) continue;
    enum ct_status status = s->event(s, e);
    if (status != CT_OK) ct_reader_fail(r, status, "the output could not be written");
  }
}

static const char *text(const char *s) {
  return s ? s : "";
}

/*
 * Segments and loops of a set that was told of: its interchange, group and set stand in
 * r->inside from then on, and only what differs from the event before is written.
 */
static void emit_inside(ct_reader *r, enum ct_event_kind kind, const ct_segment *s, uint16_t node) {
  static const ct_node nowhere = {.flags = CT_NODE_LOOP, .id = "ST"};
  const ct_node *n = r->grammar ? &r->grammar->node[node] : &nowhere;
  const ct_node *loop = ct_node_is_loop(n) ? n : &r->grammar->node[n->parent];
  const ct_segment *at = s ? s : r->now;
  ct_event *e = &r->inside;
  e->kind = kind;
  e->id = kind == CT_EV_SEGMENT ? "" : text(n->id);
  e->name = node ? text(n->name) : "";
  e->segment = s;
  e->node = node;
  e->use = s && (node || !r->options.shallow) ? use_of(r, s, node) : (ct_use){NULL, 0};
  e->displaced = s && is_displaced(r);
  ct_location *where = &e->where;
  where->offset = at ? at->offset : 0;
  where->segment = at ? at->number : 0;
  where->tag = at ? ct_slice_make(at->text, at->tag_len) : ct_slice_empty();
  if (where->tag.len > CT_LONGEST_TAG) where->tag.len = CT_LONGEST_TAG;
  where->loop = loop->id;
  where->path = loop->path && loop->path[0] ? loop->path : loop->id;
  where->claim = r->in_claim ? ct_word_get(&r->claim) : ct_slice_empty();
  hand_out(r, e);
}

void ct_reader_emit(ct_reader *r, enum ct_event_kind kind, const ct_segment *s, uint16_t node) {
  if (!(r->wants & want_of[kind])) return;
  bool body = kind == CT_EV_SEGMENT || kind == CT_EV_LOOP || kind == CT_EV_LOOP_END;
  if (body && r->set.open && (!r->grammar || r->report_grammar == r->grammar)) {
    emit_inside(r, kind, s, node);
    return;
  }
  ct_event e = {.kind = kind, .segment = s, .id = "", .name = "", .node = node};
  e.text = ct_slice_empty();
  e.counts = &r->counts;
  e.set = kind == CT_EV_SET_END ? &r->summary : NULL;
  const ct_segment *at = s ? s : r->now;
  ct_reader_locate(r, at, node, &e.where);
  if (r->grammar && r->set.open && (node || kind == CT_EV_SET || kind == CT_EV_SET_END)) {
    const ct_node *n = &r->grammar->node[node];
    e.name = text(n->name);
    if (ct_node_is_loop(n)) e.id = n->id;
  }
  if (s) {
    e.use = use_of(r, s, node);
    e.displaced = r->set.open && is_displaced(r);
  }
  if (kind == CT_EV_SET) r->inside = e;
  hand_out(r, &e);
}

void ct_reader_emit_run(ct_reader *r, ct_slice text, uint32_t count) {
  ct_event e = {.kind = CT_EV_RUN, .id = "", .name = "", .text = text, .counts = &r->counts};
  e.run = count;
  ct_reader_locate(r, NULL, 0, &e.where);
  e.where.offset = ct_tokenizer_offset(r->tokenizer);
  e.where.segment = r->set.segments - count + 1;
  hand_out(r, &e);
}

void ct_reader_emit_text(ct_reader *r, ct_slice text) {
  if (!(r->wants & CT_WANT_SEGMENTS)) return;
  ct_event e = {.kind = CT_EV_TEXT, .id = "", .name = "", .text = text, .counts = &r->counts};
  ct_reader_locate(r, NULL, 0, &e.where);
  e.where.offset = ct_tokenizer_offset(r->tokenizer);
  hand_out(r, &e);
}
