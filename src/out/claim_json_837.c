/* claim_json_837.c -- what an institutional claim (837I, loop 2300) says, key by key. */
#include "out/claim_json_inside.h"

static bool is(const ct_loop *l, const char *id) {
  return strcmp(ct_loop_id(l), id) == 0;
}

/* A code of HI: C022, one a piece of the element; the repetition's first piece is at i. */
static void put_code(ct_keys *k, const ct_piece *p, unsigned n) {
  if (n < 2) return;
  CT_OPEN(k, "{");
  CT_TEXT(k, "qualifier", p[0].value);
  CT_TEXT(k, "code", p[1].value);
  if (n > 3) CT_DATE(k, "date", p[3].value);
  if (n > 4) CT_TEXT(k, "amount", p[4].value);
  if (n > 5) CT_TEXT(k, "quantity", p[5].value);
  if (n > 8) CT_TEXT(k, "present_on_admission", p[8].value);
  ct_keys_close(k, '}');
}

static void put_codes(ct_keys *k) {
  const ct_view *v = &k->view;
  for (unsigned e = 1; e <= v->count; e++) {
    unsigned i = v->first[e], end = v->first[e + 1];
    while (i < end) {
      unsigned stop = i + 1;
      while (stop < end && v->piece[stop].before == v->delims.component) stop++;
      put_code(k, v->piece + i, stop - i);
      i = stop;
    }
  }
}

/* ---- lines -------------------------------------------------------------------------- */

static void put_line_payment(ct_keys *k, const ct_loop *loop) {
  CT_OPEN(k, "{");
  if (ct_keys_load(k, loop, CT_TAG("SVD"))) {
    CT_TEXT(k, "payer_id", ct_view_get(&k->view, 1));
    CT_TEXT(k, "paid", ct_view_get(&k->view, 2));
    ct_put_procedure(k, 3);
    CT_TEXT(k, "revenue_code", ct_view_get(&k->view, 4));
    CT_TEXT(k, "quantity", ct_view_get(&k->view, 5));
  }
  ct_put_adjustments(k, loop);
  ct_put_details(k, loop);
  ct_keys_close(k, '}');
}

static void put_line(ct_keys *k, const ct_loop *line) {
  CT_OPEN(k, "{");
  if (ct_keys_load(k, line, CT_TAG("LX"))) CT_TEXT(k, "line", ct_view_get(&k->view, 1));
  if (ct_keys_load(k, line, CT_TAG("SV2"))) {
    CT_TEXT(k, "revenue_code", ct_view_get(&k->view, 1));
    ct_put_procedure(k, 2);
    CT_TEXT(k, "charge", ct_view_get(&k->view, 3));
    CT_TEXT(k, "unit", ct_view_get(&k->view, 4));
    CT_TEXT(k, "quantity", ct_view_get(&k->view, 5));
    CT_TEXT(k, "noncovered", ct_view_get(&k->view, 7));
  }
  ct_put_details(k, line);
  bool open = false;
  for (const ct_loop *c = ct_loop_first(line); c; c = ct_loop_sibling(c)) {
    if (!is(c, "2430")) continue;
    if (!open) CT_OPEN(k, "\"payments\":[");
    open = true;
    put_line_payment(k, c);
  }
  if (open) ct_keys_close(k, ']');
  ct_keys_close(k, '}');
}

/* ---- other payers --------------------------------------------------------------------- */

static void put_other_payer(ct_keys *k, const ct_loop *loop) {
  CT_OPEN(k, "{");
  if (ct_keys_load(k, loop, CT_TAG("SBR"))) {
    CT_TEXT(k, "responsibility", ct_view_get(&k->view, 1));
    CT_TEXT(k, "relationship", ct_view_get(&k->view, 2));
    CT_TEXT(k, "group_number", ct_view_get(&k->view, 3));
    CT_TEXT(k, "group_name", ct_view_get(&k->view, 4));
    CT_TEXT(k, "filing_code", ct_view_get(&k->view, 9));
  }
  ct_put_adjustments(k, loop);
  ct_put_details(k, loop);
  CT_PARTY(k, "subscriber", ct_loop_child(loop, "2330A"));
  const ct_loop *payer = ct_loop_child(loop, "2330B");
  CT_PARTY(k, "payer", payer);
  if (payer && ct_keys_load(k, payer, CT_TAG("DTP")))
    CT_DATE(k, "paid_date", ct_view_get(&k->view, 3));
  ct_keys_close(k, '}');
}

/* Children from *at on whose id begins so: "2310" is a run of 2310A, 2310B ... */
static void put_children(ct_keys *k, const ct_loop *loop, const char *start, const ct_key *key,
                         void put(ct_keys *, const ct_loop *)) {
  bool open = false;
  size_t n = strlen(start);
  for (const ct_loop *c = ct_loop_first(loop); c; c = ct_loop_sibling(c)) {
    if (strncmp(ct_loop_id(c), start, n) != 0) continue;
    if (!open) ct_keys_open(k, key);
    open = true;
    put(k, c);
  }
  if (open) ct_keys_close(k, ']');
}
#define CHILDREN(k, loop, start, name, put)                                                        \
  CT_WITH_KEY("\"" name "\":[", put_children((k), (loop), start, &key_, put))

static void put_provider(ct_keys *k, const ct_loop *loop) {
  CT_OPEN(k, "{");
  ct_put_party_keys(k, loop);
  ct_keys_close(k, '}');
}

/* ---- above the claim ---------------------------------------------------------------------- */

static void put_billing_provider(ct_keys *k, const ct_loop *level) {
  if (!level) return;
  CT_PARTY(k, "billing_provider", ct_loop_child(level, "2010AA"));
  if (ct_keys_load(k, level, CT_TAG("PRV")))
    CT_TEXT(k, "billing_taxonomy", ct_view_get(&k->view, 3));
  CT_PARTY(k, "pay_to_address", ct_loop_child(level, "2010AB"));
}

static void put_subscriber(ct_keys *k, const ct_loop *level) {
  if (!level) return;
  if (ct_keys_load(k, level, CT_TAG("SBR"))) {
    CT_TEXT(k, "responsibility", ct_view_get(&k->view, 1));
    CT_TEXT(k, "relationship", ct_view_get(&k->view, 2));
    CT_TEXT(k, "group_number", ct_view_get(&k->view, 3));
    CT_TEXT(k, "group_name", ct_view_get(&k->view, 4));
    CT_TEXT(k, "filing_code", ct_view_get(&k->view, 9));
  }
  CT_PARTY(k, "subscriber", ct_loop_child(level, "2010BA"));
  CT_PARTY(k, "payer", ct_loop_child(level, "2010BB"));
}

/* Without a patient level the subscriber is the patient. */
static void put_patient(ct_keys *k, const ct_loop *subscriber, const ct_loop *patient) {
  if (patient && ct_keys_load(k, patient, CT_TAG("PAT")))
    CT_TEXT(k, "patient_relationship", ct_view_get(&k->view, 1));
  if (patient)
    CT_PARTY(k, "patient", ct_loop_child(patient, "2010CA"));
  else if (subscriber)
    CT_PARTY(k, "patient", ct_loop_child(subscriber, "2010BA"));
}

static void put_levels(ct_keys *k, const ct_loop *claim) {
  const ct_loop *patient = NULL, *subscriber = NULL, *provider = NULL;
  for (const ct_loop *l = ct_loop_parent(claim); l; l = ct_loop_parent(l)) {
    if (is(l, "2000C"))
      patient = l;
    else if (is(l, "2000B"))
      subscriber = l;
    else if (is(l, "2000A"))
      provider = l;
  }
  put_billing_provider(k, provider);
  put_subscriber(k, subscriber);
  put_patient(k, subscriber, patient);
}

void ct_put_claim(ct_keys *k, const ct_loop *claim) {
  if (ct_keys_load(k, claim, CT_TAG("CLM"))) {
    const ct_view *v = &k->view;
    CT_TEXT(k, "claim", ct_view_get(v, 1));
    CT_TEXT(k, "charge", ct_view_get(v, 2));
    CT_TEXT(k, "facility_type", ct_view_part(v, 5, 1));
    CT_TEXT(k, "frequency", ct_view_part(v, 5, 3));
    CT_TEXT(k, "assignment", ct_view_get(v, 7));
    CT_TEXT(k, "benefits_assigned", ct_view_get(v, 8));
    CT_TEXT(k, "release_of_information", ct_view_get(v, 9));
    CT_TEXT(k, "delay_reason", ct_view_get(v, 20));
  }
  if (ct_keys_load(k, claim, CT_TAG("CL1"))) {
    CT_TEXT(k, "admission_type", ct_view_get(&k->view, 1));
    CT_TEXT(k, "point_of_origin", ct_view_get(&k->view, 2));
    CT_TEXT(k, "patient_status", ct_view_get(&k->view, 3));
  }
  put_levels(k, claim);
  ct_put_details(k, claim);
  CT_LIST(k, claim, "HI", "codes", put_codes);
  CHILDREN(k, claim, "2310", "providers", put_provider);
  CHILDREN(k, claim, "2320", "other_payers", put_other_payer);
  CHILDREN(k, claim, "2400", "lines", put_line);
}
