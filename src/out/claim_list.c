/*
 * claim_list.c -- the sink behind `claimtree list`: who, when, how much, who pays, where.
 *
 * Knows which segments of an 837I claim and of an 835 payment say so.  Control characters and
 * bytes that are not UTF-8 come out as '?', so that a line stays a line.
 */
#include "out/claim_list.h"

#include "base/mem.h"
#include "out/view.h"

#define TAG(text) CT_VIEW_TAG((text)[0], (text)[1], sizeof(text) > 3 ? (text)[2] : 0)

struct ct_claim_list {
  ct_sink sink; /* first */
  ct_buffer *out;
  const char *file;
  ct_view view;
};

/* First segment of that tag, and with that first element where it is not NULL. */
static bool load(ct_claim_list *l, const ct_loop *loop, uint32_t tag, const char *first) {
  for (const ct_segment *s = ct_loop_segments(loop); s; s = ct_segment_sibling(s)) {
    if (ct_view_tag(s) != tag) continue;
    ct_view_load(&l->view, s);
    if (!first || ct_slice_is(ct_view_get(&l->view, 1), first)) return true;
  }
  return false;
}

static void put(ct_claim_list *l, ct_slice value) {
  ct_buffer_plain(l->out, value);
  ct_buffer_char(l->out, '\t');
}

static void put_name(ct_claim_list *l, bool found) {
  ct_slice last = found ? ct_view_get(&l->view, 3) : ct_slice_empty();
  ct_slice first = found ? ct_view_get(&l->view, 4) : ct_slice_empty();
  ct_buffer_plain(l->out, last);
  if (first.len) ct_buffer_text(l->out, ", ");
  put(l, first);
}

/* A DTP of one date or of two: from and to. */
static void put_period(ct_claim_list *l, bool found) {
  ct_slice v = found ? ct_view_get(&l->view, 3) : ct_slice_empty();
  const char *dash = v.len ? memchr(v.ptr, '-', v.len) : NULL;
  ct_slice from = dash ? ct_slice_make(v.ptr, (size_t)(dash - v.ptr)) : v;
  ct_slice to = dash ? ct_slice_make(dash + 1, v.len - from.len - 1) : v;
  if (from.len > 8) from.len = 8; /* a time behind the date */
  if (to.len > 8) to.len = 8;
  put(l, from);
  put(l, to);
}

static void put_payer(ct_claim_list *l, const ct_loop *loop, bool *any) {
  if (!loop || !(load(l, loop, TAG("NM1"), NULL) || load(l, loop, TAG("N1"), NULL))) return;
  bool n1 = l->view.piece[0].value.len == 2;
  if (*any) ct_buffer_text(l->out, "; ");
  *any = true;
  ct_buffer_plain(l->out, ct_view_get(&l->view, n1 ? 2 : 3));
}

/* ---- 837I --------------------------------------------------------------------- */

static void put_claim(ct_claim_list *l, const ct_loop *claim) {
  const ct_loop *patient = NULL, *subscriber = NULL;
  for (const ct_loop *p = ct_loop_parent(claim); p; p = ct_loop_parent(p)) {
    if (strcmp(ct_loop_id(p), "2000C") == 0) patient = ct_loop_child(p, "2010CA");
    if (strcmp(ct_loop_id(p), "2000B") == 0) subscriber = p;
  }
  const ct_loop *person = patient ? patient : NULL;
  if (!person && subscriber) person = ct_loop_child(subscriber, "2010BA");
  bool clm = load(l, claim, TAG("CLM"), NULL);
  ct_slice charge = clm ? ct_view_get(&l->view, 2) : ct_slice_empty();
  put(l, clm ? ct_view_get(&l->view, 1) : ct_slice_empty());
  put_name(l, person && load(l, person, TAG("NM1"), NULL));
  put_period(l, load(l, claim, TAG("DTP"), "434"));
  put(l, charge);
  put(l, ct_slice_empty());
  bool any = false;
  if (subscriber) put_payer(l, ct_loop_child(subscriber, "2010BB"), &any);
  for (const ct_loop *o = ct_loop_child(claim, "2320"); o; o = ct_loop_next(o))
    put_payer(l, ct_loop_child(o, "2330B"), &any);
}

/* ---- 835 ------------------------------------------------------------------------ */

static void put_payment(ct_claim_list *l, const ct_loop *claim) {
  const ct_loop *set = claim;
  while (ct_loop_parent(set)) set = ct_loop_parent(set);
  ct_slice charge = ct_slice_empty(), paid = ct_slice_empty();
  bool clp = load(l, claim, TAG("CLP"), NULL);
  if (clp) {
    charge = ct_view_get(&l->view, 3);
    paid = ct_view_get(&l->view, 4);
  }
  put(l, clp ? ct_view_get(&l->view, 1) : ct_slice_empty());
  put_name(l, load(l, claim, TAG("NM1"), "QC"));
  put(l, load(l, claim, TAG("DTM"), "232") ? ct_view_get(&l->view, 2) : ct_slice_empty());
  put(l, load(l, claim, TAG("DTM"), "233") ? ct_view_get(&l->view, 2) : ct_slice_empty());
  put(l, charge);
  put(l, paid);
  bool any = false;
  put_payer(l, ct_loop_child(set, "1000A"), &any);
}

static enum ct_status claim(ct_sink *sink, const ct_loop *unit) {
  ct_claim_list *l = (ct_claim_list *)sink;
  if (strcmp(ct_loop_id(unit), "2100") == 0)
    put_payment(l, unit);
  else
    put_claim(l, unit);
  ct_buffer_char(l->out, '\t');
  const ct_segment *first = ct_loop_segments(unit);
  ct_buffer_uint(l->out, first ? ct_segment_offset(first) : 0);
  ct_buffer_char(l->out, '\t');
  ct_buffer_plain(l->out, ct_slice_text(l->file));
  ct_buffer_char(l->out, '\n');
  return l->out->status;
}

static enum ct_status finish(ct_sink *sink) {
  return ((ct_claim_list *)sink)->out->status;
}
static void free_list(ct_sink *sink) {
  ct_mem_free(sink);
}

ct_claim_list *ct_claim_list_new(ct_buffer *out) {
  ct_claim_list *l = ct_mem_zalloc(1, sizeof *l);
  if (!l) return NULL;
  l->sink = (ct_sink){.wants = CT_WANT_CLAIMS, .claim = claim, .finish = finish, .free = free_list};
  l->out = out;
  l->file = "";
  ct_buffer_text(out, "claim\tpatient\tfrom\tto\tcharge\tpaid\tpayers\toffset\tfile\n");
  return l;
}

void ct_claim_list_free(ct_claim_list *l) {
  ct_mem_free(l);
}

ct_sink *ct_claim_list_begin(ct_claim_list *l, const char *file) {
  l->file = file;
  return &l->sink;
}
