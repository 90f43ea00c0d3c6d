/*
 * record.c -- copies what a reader tells, and tells it again.  It knows every pointer in an
 * event, a finding and a balance row; it does not know what they mean.
 */
#include "record.h"

enum kind { EVENT, FINDING, BALANCE };

struct ct_entry {
  ct_entry *next;
  enum kind kind;
  union {
    struct {
      ct_event event;
      ct_segment segment;
      ct_set_summary set;
      ct_counts counts;
    } e;
    ct_finding finding;
    ct_balance balance;
  } u;
};

/* ---- copying ------------------------------------------------------------------------------ */

static void keep(ct_record *r, ct_slice *s, bool *ok) { *s = ct_arena_copy(&r->arena, *s, ok); }

static void keep_place(ct_record *r, ct_location *where, bool *ok) {
  keep(r, &where->tag, ok);
  keep(r, &where->interchange, ok);
  keep(r, &where->group, ok);
  keep(r, &where->set, ok);
  keep(r, &where->claim, ok);
}

static ct_entry *add(ct_record *r, enum kind kind) {
  ct_entry *e = ct_arena_alloc(&r->arena, sizeof *e);
  if (!e) return NULL;
  e->next = NULL;
  e->kind = kind;
  if (r->last)
    r->last->next = e;
  else
    r->first = e;
  r->last = e;
  return e;
}

static bool keep_segment(ct_record *r, ct_segment *s) {
  bool ok = true;
  size_t marks = s->marks + (size_t)1;
  uint32_t *mark = ct_arena_alloc(&r->arena, marks * sizeof *mark);
  if (!mark) return false;
  if (s->mark) memcpy(mark, s->mark, marks * sizeof *mark);
  s->mark = mark;
  ct_slice text = ct_arena_copy(&r->arena, ct_slice_make(s->text, s->len), &ok);
  bool cleaned = s->raw.ptr != s->text;
  s->text = text.ptr;
  if (cleaned)
    keep(r, &s->raw, &ok);
  else
    s->raw.ptr = s->text;
  keep(r, &s->lead, &ok);
  s->sibling = NULL;
  return ok;
}

static enum ct_status after(ct_record *r, bool ok) {
  if (!ok) return CT_NO_MEMORY;
  return r->arena.used > r->limit && r->full ? r->full(r->ctx) : CT_OK;
}

static enum ct_status on_event(ct_sink *sink, const ct_event *event) {
  ct_record *r = (ct_record *)sink;
  ct_entry *e = add(r, EVENT);
  if (!e) return CT_NO_MEMORY;
  bool ok = true;
  e->u.e.event = *event;
  ct_event *own = &e->u.e.event;
  keep_place(r, &own->where, &ok);
  keep(r, &own->text, &ok);
  if (event->segment) {
    e->u.e.segment = *event->segment;
    ok = keep_segment(r, &e->u.e.segment) && ok;
    own->segment = &e->u.e.segment;
  }
  if (event->set) {
    e->u.e.set = *event->set;
    keep(r, &e->u.e.set.code, &ok);
    keep(r, &e->u.e.set.version, &ok);
    own->set = &e->u.e.set;
  }
  if (event->counts) {
    e->u.e.counts = *event->counts;
    own->counts = &e->u.e.counts;
  }
  return after(r, ok);
}

static enum ct_status on_finding(ct_sink *sink, const ct_finding *finding) {
  ct_record *r = (ct_record *)sink;
  ct_entry *e = add(r, FINDING);
  if (!e) return CT_NO_MEMORY;
  bool ok = true;
  ct_finding *f = &e->u.finding;
  *f = *finding;
  keep_place(r, &f->where, &ok);
  keep(r, &f->value, &ok);
  keep(r, &f->args[0], &ok);
  keep(r, &f->args[1], &ok);
  keep(r, &f->payer, &ok);
  keep(r, &f->trigger.tag, &ok);
  keep(r, &f->segment_text, &ok);
  keep(r, &f->unit_value, &ok);
  keep(r, &f->line, &ok);
  return after(r, ok);
}

static enum ct_status on_balance(ct_sink *sink, const ct_balance *row) {
  ct_record *r = (ct_record *)sink;
  ct_entry *e = add(r, BALANCE);
  if (!e) return CT_NO_MEMORY;
  bool ok = true;
  ct_balance *b = &e->u.balance;
  *b = *row;
  keep_place(r, &b->where, &ok);
  keep(r, &b->payer, &ok);
  keep(r, &b->line, &ok);
  ct_term *terms = ct_arena_alloc(&r->arena, row->term_count * sizeof *terms);
  if (!terms) return CT_NO_MEMORY;
  b->total_what = ct_arena_copy(&r->arena, ct_slice_text(row->total_what), &ok).ptr;
  for (size_t i = 0; i < row->term_count; i++) {
    terms[i] = row->terms[i];
    terms[i].what = ct_arena_copy(&r->arena, ct_slice_text(row->terms[i].what), &ok).ptr;
  }
  b->terms = terms;
  return after(r, ok);
}

/* ---- keeping and playing ----------------------------------------------------------------------- */

void ct_record_init(ct_record *r, unsigned wants, size_t limit, enum ct_status (*full)(void *),
                    void *ctx) {
  *r = (ct_record){.limit = limit, .full = full, .ctx = ctx};
  r->sink = (ct_sink){.wants = wants, .event = on_event, .finding = on_finding};
  r->sink.balance = on_balance;
  ct_arena_init(&r->arena, 64 * 1024, 0);
}

void ct_record_empty(ct_record *r) {
  ct_arena_rewind(&r->arena, (ct_arena_mark){NULL, NULL, 0});
  r->first = r->last = NULL;
}

void ct_record_free(ct_record *r) { ct_arena_free(&r->arena); }

void ct_counts_add(ct_counts *to, const ct_counts *c) {
  to->bytes += c->bytes;
  to->segments += c->segments;
  to->interchanges += c->interchanges;
  to->groups += c->groups;
  to->sets += c->sets;
  to->claims += c->claims;
  to->errors += c->errors;
  to->warnings += c->warnings;
  to->notes += c->notes;
}

static enum ct_status play_event(const ct_entry *e, const ct_counts *before, ct_sink *s) {
  if (!s->event || !(s->wants & (CT_WANT_ENVELOPE | CT_WANT_SEGMENTS))) return CT_OK;
  if (!before || !e->u.e.event.counts) return s->event(s, &e->u.e.event);
  ct_event event = e->u.e.event;
  ct_counts counts = *before;
  ct_counts_add(&counts, event.counts);
  event.counts = &counts;
  return s->event(s, &event);
}

static enum ct_status play_one(const ct_entry *e, const ct_counts *before, ct_sink *s) {
  switch (e->kind) {
  case EVENT:
    return play_event(e, before, s);
  case FINDING:
    return s->finding ? s->finding(s, &e->u.finding) : CT_OK;
  default:
    return s->balance && (s->wants & CT_WANT_BALANCE) ? s->balance(s, &e->u.balance) : CT_OK;
  }
}

enum ct_status ct_record_play_part(const ct_entry *first, const ct_entry *last,
                                   const ct_counts *before, ct_sink *const *sinks, size_t count) {
  for (const ct_entry *e = first; e; e = e == last ? NULL : e->next)
    for (size_t i = 0; i < count; i++) {
      enum ct_status status = play_one(e, before, sinks[i]);
      if (status != CT_OK) return status;
    }
  return CT_OK;
}

const ct_entry *ct_record_after(const ct_record *r, const ct_entry *entry) {
  return entry ? entry->next : r->first;
}

enum ct_status ct_record_play(const ct_record *r, ct_sink *const *sinks, size_t count) {
  return ct_record_play_part(r->first, NULL, NULL, sinks, count);
}
