/*
 * claim_json.c -- the sink behind `claimtree json`: which line a claim stands in, and its place.
 *
 * Knows envelopes and which kind of claim it has; what is in one is claim_json_837.c's and
 * claim_json_835.c's.
 */
#include "out/claim_json.h"

#include "base/mem.h"
#include "out/claim_json_inside.h"

struct ct_claim_json {
  ct_sink sink; /* first */
  ct_keys keys;
  const char *file;
  ct_buffer place; /* interchange, group, set, version: the keys, written once a set */
  ct_buffer group; /* GS08 */
};

static void put_place(ct_buffer *b, const char *key, ct_slice value) {
  ct_buffer_text(b, key);
  ct_buffer_json(b, value);
  ct_buffer_char(b, '"');
}

static void begin_set(ct_claim_json *j, const ct_event *e) {
  ct_buffer *b = &j->place;
  ct_slice version = ct_segment_element(e->segment, 3);
  ct_buffer_reset(b);
  put_place(b, ",\"interchange\":\"", e->where.interchange);
  if (e->where.group.len) put_place(b, ",\"group\":\"", e->where.group);
  put_place(b, ",\"set\":\"", e->where.set);
  if (version.len == 0) version = ct_slice_make(j->group.len ? j->group.data : "", j->group.len);
  if (version.len) put_place(b, ",\"version\":\"", version);
}

static enum ct_status event(ct_sink *sink, const ct_event *e) {
  ct_claim_json *j = (ct_claim_json *)sink;
  if (e->kind == CT_EV_INTERCHANGE) ct_buffer_reset(&j->group);
  if (e->kind == CT_EV_GROUP) {
    ct_buffer_reset(&j->group);
    ct_buffer_slice(&j->group, ct_segment_element(e->segment, 8));
  }
  if (e->kind == CT_EV_SET) begin_set(j, e);
  return j->place.status != CT_OK || j->group.status != CT_OK ? CT_NO_MEMORY : CT_OK;
}

static enum ct_status claim(ct_sink *sink, const ct_loop *unit) {
  ct_claim_json *j = (ct_claim_json *)sink;
  ct_keys *k = &j->keys;
  ct_buffer *b = k->out;
  bool payment = strcmp(ct_loop_id(unit), "2100") == 0;
  ct_buffer_text(b,
                 payment ? "{\"type\":\"payment\",\"file\":\"" : "{\"type\":\"claim\",\"file\":\"");
  ct_buffer_json(b, ct_slice_text(j->file));
  ct_buffer_char(b, '"');
  ct_buffer_add(b, j->place.data, j->place.len);
  k->comma = true;
  k->loop = NULL; /* loops of the claim before are gone, another may be in their place */
  const ct_segment *first = ct_loop_segments(unit);
  if (first) {
    CT_NUMBER(k, "segment", ct_segment_number(first));
    CT_NUMBER(k, "offset", ct_segment_offset(first));
  }
  if (payment)
    ct_put_payment(k, unit);
  else
    ct_put_claim(k, unit);
  ct_buffer_add(b, "}\n", 2);
  return b->status;
}

static enum ct_status finish(ct_sink *sink) {
  return ((ct_claim_json *)sink)->keys.out->status;
}

ct_sink *ct_claim_json_begin(ct_claim_json *j, const char *file) {
  j->file = file;
  return &j->sink;
}

static void free_json(ct_sink *sink) {
  ct_claim_json *j = (ct_claim_json *)sink;
  ct_buffer_free(&j->place);
  ct_buffer_free(&j->group);
  ct_mem_free(j);
}

void ct_claim_json_free(ct_claim_json *j) {
  if (j) free_json(&j->sink);
}

ct_claim_json *ct_claim_json_new(ct_buffer *out) {
  ct_claim_json *j = ct_mem_zalloc(1, sizeof *j);
  if (!j) return NULL;
  j->sink = (ct_sink){.wants = CT_WANT_ENVELOPE | CT_WANT_CLAIMS,
                      .event = event,
                      .claim = claim,
                      .finish = finish,
                      .free = free_json};
  j->keys.out = out;
  j->file = "";
  ct_buffer_init(&j->place, NULL, NULL);
  ct_buffer_init(&j->group, NULL, NULL);
  return j;
}
