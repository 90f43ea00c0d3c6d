/*
 * sets.c -- a sink that spools sets.  Knows where a set begins and ends; a set that is cut short
 * is not handed out.
 */
#include "out/sets.h"

#include "base/mem.h"

struct ct_sets {
  ct_sink sink; /* first */
  ct_sets_user user;
  ct_gather_envelope envelope;
  ct_sets_set now;
  ct_buffer st;
  uint64_t serial, claims_before;
  bool in_set, cut;
};

static ct_slice text_of(const ct_buffer *b) {
  return ct_slice_make(b->len ? b->data : "", b->len);
}

static void add(ct_buffer *b, const ct_segment *s, bool lead) {
  if (lead) ct_buffer_slice(b, ct_segment_lead(s));
  ct_buffer_slice(b, ct_segment_text(s));
}

static void begin_interchange(ct_sets *t, const ct_segment *isa) {
  ct_gather_envelope *e = &t->envelope;
  ct_buffer_reset(&e->isa);
  ct_buffer_reset(&e->gs);
  add(&e->isa, isa, false);
  ct_buffer_slice(&e->isa, ct_segment_terminator(isa));
  e->delims = ct_segment_delimiters(isa);
  e->interchange = ++t->serial;
  e->group = 0;
  t->cut = false;
}

static void begin_group(ct_sets *t, const ct_segment *gs) {
  ct_gather_envelope *e = &t->envelope;
  ct_buffer_reset(&e->gs);
  add(&e->gs, gs, true);
  ct_buffer_slice(&e->gs, ct_segment_terminator(gs));
  e->gs_lead = ct_segment_lead(gs).len;
  e->group = ++t->serial;
}

static void begin_set(ct_sets *t, const ct_event *e) {
  const ct_segment *st = e->segment;
  ct_slice lead = ct_segment_lead(st);
  ct_buffer_reset(&t->st);
  add(&t->st, st, true);
  t->now.lead = lead.len;
  t->now.body = (ct_extent){ct_spool_end(t->user.spool), 0};
  t->now.segments = 1;
  t->claims_before = e->counts->claims;
  t->in_set = true;
  t->envelope.set = ++t->serial;
  memset(t->envelope.line, 0, sizeof t->envelope.line);
  for (size_t n = 0; n < lead.len && n + 1 < sizeof t->envelope.line &&
                     (lead.ptr[n] == '\r' || lead.ptr[n] == '\n');
       n++)
    t->envelope.line[n] = lead.ptr[n];
}

static void put_segment(ct_sets *t, const ct_segment *s) {
  ct_spool_add(t->user.spool, ct_segment_lead(s));
  ct_spool_add(t->user.spool, ct_segment_text(s));
  ct_spool_add(t->user.spool, ct_segment_terminator(s));
  t->now.segments++;
}

static enum ct_status end_set(ct_sets *t, const ct_event *e) {
  t->in_set = false;
  if (t->cut) return CT_OK;
  t->now.envelope = &t->envelope;
  t->now.st = text_of(&t->st);
  t->now.body.len = ct_spool_end(t->user.spool) - t->now.body.at;
  t->now.segments++;
  t->now.claims = e->counts->claims - t->claims_before;
  return t->user.set(t->user.ctx, &t->now);
}

static enum ct_status event(ct_sink *sink, const ct_event *e) {
  ct_sets *t = (ct_sets *)sink;
  enum ct_status status = CT_OK;
  switch (e->kind) {
  case CT_EV_INTERCHANGE:
    begin_interchange(t, e->segment);
    break;
  case CT_EV_GROUP:
    begin_group(t, e->segment);
    break;
  case CT_EV_SET:
    begin_set(t, e);
    break;
  case CT_EV_SEGMENT:
    if (t->in_set)
      put_segment(t, e->segment);
    else if (t->user.left_out)
      t->user.left_out(t->user.ctx, ct_segment_offset(e->segment));
    break;
  case CT_EV_RUN:
    ct_spool_add(t->user.spool, e->text);
    t->now.segments += e->run;
    break;
  case CT_EV_SET_END:
    status = end_set(t, e);
    break;
  case CT_EV_INTERCHANGE_END:
    if (t->user.interchange_end) status = t->user.interchange_end(t->user.ctx);
    break;
  default:
    break;
  }
  const ct_buffer *all[] = {&t->st, &t->envelope.isa, &t->envelope.gs};
  for (size_t i = 0; i < 3 && status == CT_OK; i++) status = all[i]->status;
  return status == CT_OK ? t->user.spool->status : status;
}

static enum ct_status finding(ct_sink *sink, const ct_finding *f) {
  ct_sets *t = (ct_sets *)sink;
  if (strcmp(f->info->id, "truncated") == 0) t->cut = true;
  return CT_OK;
}

static enum ct_status finish(ct_sink *sink) {
  (void)sink;
  return CT_OK;
}

static void free_sets(ct_sink *sink) {
  ct_sets *t = (ct_sets *)sink;
  ct_buffer_free(&t->st);
  ct_buffer_free(&t->envelope.isa);
  ct_buffer_free(&t->envelope.gs);
  ct_mem_free(t);
}

ct_sets *ct_sets_new(const ct_sets_user *user) {
  ct_sets *t = ct_mem_zalloc(1, sizeof *t);
  if (!t) return NULL;
  t->sink = (ct_sink){.wants = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS | CT_WANT_RUNS,
                      .event = event,
                      .finding = finding,
                      .finish = finish,
                      .free = free_sets};
  t->user = *user;
  ct_buffer_init(&t->st, NULL, NULL);
  ct_buffer_init(&t->envelope.isa, NULL, NULL);
  ct_buffer_init(&t->envelope.gs, NULL, NULL);
  return t;
}

void ct_sets_free(ct_sets *t) {
  if (t) free_sets(&t->sink);
}

ct_sink *ct_sets_sink(ct_sets *t) {
  return &t->sink;
}
