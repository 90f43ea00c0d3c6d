/* claim_json_835.c -- what a claim payment (835, loop 2100) says, key by key. */
#include "out/claim_json_inside.h"

static void put_remark(ct_keys *k) {
  CT_OPEN(k, "{");
  CT_TEXT(k, "qualifier", ct_view_get(&k->view, 1));
  CT_TEXT(k, "code", ct_view_get(&k->view, 2));
  ct_keys_close(k, '}');
}

/* Remark codes of MIA (05, 20 to 23) and MOA (03 to 07). */
static void put_remark_codes(ct_keys *k, const ct_loop *claim) {
  static const unsigned in_mia[] = {5, 20, 21, 22, 23}, in_moa[] = {3, 4, 5, 6, 7};
  bool mia = ct_keys_load(k, claim, CT_TAG("MIA"));
  if (!mia && !ct_keys_load(k, claim, CT_TAG("MOA"))) return;
  const unsigned *in = mia ? in_mia : in_moa;
  bool open = false;
  for (unsigned i = 0; i < 5; i++) {
    ct_slice code = ct_view_get(&k->view, in[i]);
    if (code.len == 0) continue;
    if (!open) CT_OPEN(k, "\"remarks\":[");
    open = true;
    CT_OPEN(k, "{");
    CT_TEXT(k, "qualifier", ct_slice_text("HE"));
    CT_TEXT(k, "code", code);
    ct_keys_close(k, '}');
  }
  if (open) ct_keys_close(k, ']');
}

static void put_line(ct_keys *k, const ct_loop *line) {
  CT_OPEN(k, "{");
  if (ct_keys_load(k, line, CT_TAG("SVC"))) {
    const ct_view *v = &k->view;
    ct_put_procedure(k, 1);
    CT_TEXT(k, "charge", ct_view_get(v, 2));
    CT_TEXT(k, "paid", ct_view_get(v, 3));
    CT_TEXT(k, "revenue_code", ct_view_get(v, 4));
    CT_TEXT(k, "quantity", ct_view_get(v, 5));
    CT_TEXT(k, "original_code", ct_view_part(v, 6, 2));
    CT_TEXT(k, "original_quantity", ct_view_get(v, 7));
  }
  ct_put_adjustments(k, line);
  ct_put_details(k, line);
  CT_LIST(k, line, "LQ", "remarks", put_remark);
  ct_keys_close(k, '}');
}

/* BPR and TRN of the set. */
static void put_transfer(ct_keys *k, const ct_loop *set) {
  CT_OPEN(k, "\"payment\":{");
  if (ct_keys_load(k, set, CT_TAG("BPR"))) {
    CT_TEXT(k, "handling", ct_view_get(&k->view, 1));
    CT_TEXT(k, "amount", ct_view_get(&k->view, 2));
    CT_TEXT(k, "credit_or_debit", ct_view_get(&k->view, 3));
    CT_TEXT(k, "method", ct_view_get(&k->view, 4));
    CT_DATE(k, "date", ct_view_get(&k->view, 16));
  }
  if (ct_keys_load(k, set, CT_TAG("TRN"))) CT_TEXT(k, "trace", ct_view_get(&k->view, 2));
  ct_keys_close(k, '}');
}

/* NM1 of the claim by its role: 2100 names everybody in segments of its own. */
static void put_named(ct_keys *k, const ct_loop *claim, const char *role, const ct_key *key) {
  for (const ct_segment *s = ct_loop_segments(claim); s; s = ct_segment_sibling(s)) {
    if (ct_view_tag(s) != CT_TAG("NM1")) continue;
    ct_view_copy(&k->view, s);
    if (!ct_slice_is(ct_view_get(&k->view, 1), role)) continue;
    ct_keys_open(k, key);
    CT_TEXT(k, "role", ct_view_get(&k->view, 1));
    CT_TEXT(k, "name", ct_view_get(&k->view, 3));
    CT_TEXT(k, "first", ct_view_get(&k->view, 4));
    CT_TEXT(k, "middle", ct_view_get(&k->view, 5));
    CT_TEXT(k, "suffix", ct_view_get(&k->view, 7));
    CT_TEXT(k, "id_qualifier", ct_view_get(&k->view, 8));
    CT_TEXT(k, "id", ct_view_get(&k->view, 9));
    ct_keys_close(k, '}');
    return;
  }
}
#define NAMED(k, claim, role, name) CT_WITH_KEY("\"" name "\":{", put_named((k), (claim), role, &key_))

void ct_put_payment(ct_keys *k, const ct_loop *claim) {
  if (ct_keys_load(k, claim, CT_TAG("CLP"))) {
    const ct_view *v = &k->view;
    CT_TEXT(k, "claim", ct_view_get(v, 1));
    CT_TEXT(k, "status", ct_view_get(v, 2));
    CT_TEXT(k, "charge", ct_view_get(v, 3));
    CT_TEXT(k, "paid", ct_view_get(v, 4));
    CT_TEXT(k, "patient_responsibility", ct_view_get(v, 5));
    CT_TEXT(k, "filing_code", ct_view_get(v, 6));
    CT_TEXT(k, "payer_claim", ct_view_get(v, 7));
    CT_TEXT(k, "facility_type", ct_view_get(v, 8));
    CT_TEXT(k, "frequency", ct_view_get(v, 9));
    CT_TEXT(k, "drg", ct_view_get(v, 11));
  }
  const ct_loop *set = claim;
  while (ct_loop_parent(set)) set = ct_loop_parent(set);
  put_transfer(k, set);
  CT_PARTY(k, "payer", ct_loop_child(set, "1000A"));
  CT_PARTY(k, "payee", ct_loop_child(set, "1000B"));
  NAMED(k, claim, "QC", "patient");
  NAMED(k, claim, "IL", "subscriber");
  NAMED(k, claim, "82", "service_provider");
  NAMED(k, claim, "TT", "crossover_carrier");
  NAMED(k, claim, "PR", "corrected_payer");
  ct_put_adjustments(k, claim);
  ct_put_details(k, claim);
  put_remark_codes(k, claim);
  bool open = false;
  for (const ct_loop *c = ct_loop_first(claim); c; c = ct_loop_sibling(c)) {
    if (strcmp(ct_loop_id(c), "2110") != 0) continue;
    if (!open) CT_OPEN(k, "\"lines\":[");
    open = true;
    put_line(k, c);
  }
  if (open) ct_keys_close(k, ']');
}
