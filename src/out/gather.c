/*
 * gather.c -- collects the text of levels while they are open.
 *
 * Knows which loops hold claims and which are claims, in an 837I and an 835; knows findings only
 * as good or bad.  What is written of a claim is rewrite.c's.
 */
#include "out/gather.h"

#include "base/mem.h"

struct ct_gather {
  ct_sink sink; /* first */
  ct_gather_user user;
  ct_gather_envelope envelope;
  ct_gathered now;
  ct_buffer text, tail;
  uint64_t serial;
  uint64_t claims;                     /* of the set */
  uint32_t tail_segments, groups_2000; /* groups_2000: levels of an 835 */
  const char *unit;                    /* id of the loops that are claims; NULL: none in this set */
  bool in_set, cut, bad_interchange, bad_group, bad_trailer;
  char id[CT_GATHER_NAME], provider[CT_GATHER_NAME], payer[CT_GATHER_NAME];
};

static ct_slice text_of(const ct_buffer *b) {
  return ct_slice_make(b->len ? b->data : "", b->len);
}

static ct_slice keep(char room[CT_GATHER_NAME], ct_slice s) {
  size_t n = s.len < CT_GATHER_NAME ? s.len : CT_GATHER_NAME;
  memcpy(room, s.ptr, n);
  return ct_slice_make(room, n);
}

static void add(ct_buffer *b, const ct_segment *s, bool lead) {
  if (lead) ct_buffer_slice(b, ct_segment_lead(s));
  ct_buffer_slice(b, ct_segment_text(s));
  ct_buffer_slice(b, ct_segment_terminator(s));
}

/* ---- envelopes ------------------------------------------------------------------ */

static void keep_line(ct_gather_envelope *e, ct_slice lead) {
  memset(e->line, 0, sizeof e->line);
  size_t n = 0;
  while (n < lead.len && n + 1 < sizeof e->line && (lead.ptr[n] == '\r' || lead.ptr[n] == '\n'))
    n++;
  memcpy(e->line, lead.ptr, n);
}

static void begin_interchange(ct_gather *g, const ct_segment *isa) {
  ct_buffer_reset(&g->envelope.isa);
  ct_buffer_reset(&g->envelope.gs);
  add(&g->envelope.isa, isa, false);
  g->envelope.delims = ct_segment_delimiters(isa);
  g->envelope.interchange = ++g->serial;
  g->envelope.group = 0;
  g->cut = g->bad_interchange = g->bad_group = false;
}

static void begin_group(ct_gather *g, const ct_segment *gs) {
  ct_buffer_reset(&g->envelope.gs);
  add(&g->envelope.gs, gs, true);
  g->envelope.gs_lead = ct_segment_lead(gs).len;
  g->envelope.group = ++g->serial;
  g->bad_group = false;
}

static void push(ct_gather *g, const char *id) {
  ct_gathered *n = &g->now;
  if (n->levels == CT_GATHER_LEVELS) {
    g->text.status = CT_LIMIT;
    return;
  }
  n->level[n->levels++] = (ct_gather_level){.id = id, .at = g->text.len, .key = ++g->serial};
}

static void begin_set(ct_gather *g, const ct_segment *st) {
  ct_gathered *n = &g->now;
  ct_slice code = ct_segment_element(st, 1);
  n->is_835 = ct_slice_is(code, "835");
  g->unit = n->is_835 ? "2100" : ct_slice_is(code, "837") ? "2300" : NULL;
  ct_buffer_reset(&g->text);
  ct_buffer_reset(&g->tail);
  g->tail_segments = g->groups_2000 = 0;
  g->claims = 0;
  g->in_set = true;
  g->bad_trailer = false;
  n->levels = 0;
  n->offset = ct_segment_offset(st); /* until a claim has its own */
  n->id = n->provider = n->payer = ct_slice_empty();
  g->envelope.set = ++g->serial;
  keep_line(&g->envelope, ct_segment_lead(st));
  push(g, "");
}

/* ---- segments ---------------------------------------------------------------------- */

/* Who is paid and who pays: by id, or by name. */
static void note_party(ct_gather *g, const ct_event *e) {
  ct_gathered *n = &g->now;
  const ct_segment *s = e->segment;
  const char *loop = e->where.loop;
  bool is_n1 = n->is_835 && ct_slice_is(ct_segment_tag(s), "N1");
  if (!is_n1 && !ct_slice_is(ct_segment_tag(s), "NM1")) return;
  bool provider = strcmp(loop, n->is_835 ? "1000B" : "2010AA") == 0;
  bool payer = strcmp(loop, n->is_835 ? "1000A" : "2010BB") == 0;
  if (!provider && !payer) return;
  ct_slice id = ct_segment_element(s, is_n1 ? 4 : 9);
  if (id.len == 0) id = ct_segment_element(s, is_n1 ? 2 : 3);
  if (provider)
    n->provider = keep(g->provider, id);
  else
    n->payer = keep(g->payer, id);
}

static void put_segment(ct_gather *g, const ct_event *e) {
  ct_gathered *n = &g->now;
  const ct_segment *s = e->segment;
  if (n->levels == 1 && g->claims) {
    add(&g->tail, s, true);
    g->tail_segments++;
    return;
  }
  if (n->levels == 0) return;
  ct_gather_level *level = &n->level[n->levels - 1];
  if (level->segments++ == 0) {
    level->lead = ct_segment_lead(s).len;
    level->first = ct_segment_text(s).len;
    if (g->unit && strcmp(level->id, g->unit) == 0) {
      n->offset = ct_segment_offset(s);
      n->id = keep(g->id, ct_segment_element(s, 1));
    }
  }
  if (g->text.len + ct_segment_text(s).len > CT_GATHER_MAX) g->text.status = CT_LIMIT;
  add(&g->text, s, true);
  n->end = ct_segment_offset(s) + ct_segment_text(s).len + 1;
  if (e->where.loop[0] == '1' || strncmp(e->where.loop, "2010", 4) == 0) note_party(g, e);
}

/* ---- levels ------------------------------------------------------------------------- */

static bool is_unit(const ct_gather *g, const char *id) {
  return g->unit && strcmp(id, g->unit) == 0;
}
static bool is_level(const ct_gather *g, const char *id) {
  return g->unit && (is_unit(g, id) || strncmp(id, "2000", 4) == 0);
}

static void open_loop(ct_gather *g, const char *id) {
  if (!is_level(g, id)) return;
  push(g, id);
  if (strcmp(id, "2000") == 0) g->now.level[g->now.levels - 1].ordinal = ++g->groups_2000;
  if (strcmp(id, "2000A") == 0) g->now.provider = ct_slice_empty();
  if (strcmp(id, "2000B") == 0) g->now.payer = ct_slice_empty();
}

static void judge(ct_gather *g) {
  g->now.bad = g->bad_interchange || g->bad_group;
  for (size_t i = 0; i < g->now.levels; i++) g->now.bad |= g->now.level[i].bad;
}

static enum ct_status close_loop(ct_gather *g, const char *id) {
  ct_gathered *n = &g->now;
  if (!is_level(g, id) || n->levels < 2) return CT_OK;
  enum ct_status status = CT_OK;
  if (is_unit(g, id) && !g->cut) {
    n->ordinal = ++g->claims;
    n->text = text_of(&g->text);
    judge(g);
    if (g->user.claim) status = g->user.claim(g->user.ctx, n);
  }
  g->text.len = n->level[--n->levels].at;
  return status;
}

static enum ct_status end_set(ct_gather *g) {
  g->in_set = false;
  if (g->cut || !g->user.set_end) return CT_OK;
  g->now.levels = 1;
  g->now.text = text_of(&g->text);
  judge(g);
  g->now.bad |= g->bad_trailer;
  return g->user.set_end(g->user.ctx, &g->now, text_of(&g->tail), g->tail_segments, g->claims);
}

/* ---- the sink -------------------------------------------------------------------------- */

static enum ct_status check(const ct_gather *g, enum ct_status status) {
  const ct_buffer *all[] = {&g->text, &g->tail, &g->envelope.isa, &g->envelope.gs};
  for (size_t i = 0; i < 4 && status == CT_OK; i++) status = all[i]->status;
  return status;
}

static enum ct_status event(ct_sink *sink, const ct_event *e) {
  ct_gather *g = (ct_gather *)sink;
  enum ct_status status = CT_OK;
  switch (e->kind) {
  case CT_EV_INTERCHANGE:
    begin_interchange(g, e->segment);
    break;
  case CT_EV_GROUP:
    begin_group(g, e->segment);
    break;
  case CT_EV_SET:
    begin_set(g, e->segment);
    put_segment(g, e);
    break;
  case CT_EV_LOOP:
    open_loop(g, e->id);
    break;
  case CT_EV_LOOP_END:
    status = close_loop(g, e->id);
    break;
  case CT_EV_SEGMENT:
    if (g->in_set)
      put_segment(g, e);
    else if (g->user.left_out)
      g->user.left_out(g->user.ctx, ct_segment_offset(e->segment));
    break;
  case CT_EV_SET_END:
    status = end_set(g);
    break;
  case CT_EV_INTERCHANGE_END:
    if (g->user.interchange_end) status = g->user.interchange_end(g->user.ctx);
    break;
  default:
    break;
  }
  return check(g, status);
}

/* An error makes what it stands in bad: the innermost level, the group, the interchange. */
static enum ct_status finding(ct_sink *sink, const ct_finding *f) {
  ct_gather *g = (ct_gather *)sink;
  if (strcmp(f->info->id, "truncated") == 0) g->cut = true;
  if (f->severity != CT_ERROR) return CT_OK;
  ct_slice tag = f->where.tag;
  if (f->where.set.len == 0 || !g->in_set) {
    bool trailer = ct_slice_is(tag, "GE") || ct_slice_is(tag, "IEA"); /* written anew */
    if (ct_slice_is(tag, "GS"))
      g->bad_group = true;
    else if (!trailer)
      g->bad_interchange = true;
  } else if (ct_slice_is(tag, "SE")) {
    g->bad_trailer = true;
  } else if (g->now.levels) {
    g->now.level[g->now.levels - 1].bad = true;
  }
  return CT_OK;
}

static enum ct_status finish(ct_sink *sink) {
  (void)sink;
  return CT_OK;
}

static void free_gather(ct_sink *sink) {
  ct_gather *g = (ct_gather *)sink;
  ct_buffer_free(&g->text);
  ct_buffer_free(&g->tail);
  ct_buffer_free(&g->envelope.isa);
  ct_buffer_free(&g->envelope.gs);
  ct_mem_free(g);
}

ct_gather *ct_gather_new(const ct_gather_user *user) {
  ct_gather *g = ct_mem_zalloc(1, sizeof *g);
  if (!g) return NULL;
  g->sink = (ct_sink){.wants = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
                      .event = event,
                      .finding = finding,
                      .finish = finish,
                      .free = free_gather};
  g->user = *user;
  g->now.envelope = &g->envelope;
  ct_buffer_init(&g->text, NULL, NULL);
  ct_buffer_init(&g->tail, NULL, NULL);
  ct_buffer_init(&g->envelope.isa, NULL, NULL);
  ct_buffer_init(&g->envelope.gs, NULL, NULL);
  return g;
}

void ct_gather_free(ct_gather *g) {
  if (g) free_gather(&g->sink);
}

ct_sink *ct_gather_sink(ct_gather *g) {
  return &g->sink;
}
