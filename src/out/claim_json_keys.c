/*
 * claim_json_keys.c -- objects, values, and the parts that claims and payments have alike:
 * parties, adjustments, references, dates, amounts.
 */
#include "out/claim_json_inside.h"

void ct_keys_open(ct_keys *k, const char *key, size_t len) {
  if (k->comma) ct_buffer_char(k->out, ',');
  ct_buffer_add(k->out, key, len);
  k->comma = false;
}

void ct_keys_close(ct_keys *k, char bracket) {
  ct_buffer_char(k->out, bracket);
  k->comma = true;
}

static bool plain(ct_slice s) {
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') return false;
  }
  return true;
}

void ct_keys_text(ct_keys *k, const char *key, size_t len, ct_slice value) {
  if (value.len == 0) return;
  ct_buffer *b = k->out;
  if (k->comma) ct_buffer_char(b, ',');
  ct_buffer_add(b, key, len);
  ct_buffer_char(b, '"');
  if (value.len <= 32 && plain(value))
    ct_buffer_slice(b, value);
  else
    ct_buffer_json(b, value);
  ct_buffer_char(b, '"');
  k->comma = true;
}

void ct_keys_date(ct_keys *k, const char *key, size_t len, ct_slice v) {
  char iso[10];
  bool digits = v.len == 8;
  for (size_t i = 0; i < v.len && digits; i++) digits = v.ptr[i] >= '0' && v.ptr[i] <= '9';
  if (digits) {
    memcpy(iso, v.ptr, 4);
    iso[4] = iso[7] = '-';
    memcpy(iso + 5, v.ptr + 4, 2);
    memcpy(iso + 8, v.ptr + 6, 2);
    v = ct_slice_make(iso, sizeof iso);
  }
  ct_keys_text(k, key, len, v);
}

void ct_keys_number(ct_keys *k, const char *key, size_t len, uint64_t value) {
  if (k->comma) ct_buffer_char(k->out, ',');
  ct_buffer_add(k->out, key, len);
  ct_buffer_uint(k->out, value);
  k->comma = true;
}

void ct_keys_list(ct_keys *k, const ct_loop *loop, uint32_t tag, const char *key, size_t len,
                  ct_put_fn *put) {
  bool open = false;
  for (const ct_segment *s = ct_loop_segments(loop); s; s = ct_segment_sibling(s)) {
    if (ct_view_tag(s) != tag) continue;
    if (!open) ct_keys_open(k, key, len);
    open = true;
    ct_view_load(&k->view, s);
    put(k);
  }
  if (open) ct_keys_close(k, ']');
}

bool ct_keys_load(ct_keys *k, const ct_loop *loop, uint32_t tag) {
  for (const ct_segment *s = ct_loop_segments(loop); s; s = ct_segment_sibling(s)) {
    if (ct_view_tag(s) != tag) continue;
    ct_view_load(&k->view, s);
    return true;
  }
  return false;
}

/* ---- parties --------------------------------------------------------------------- */

static void put_reference(ct_keys *k) {
  CT_OPEN(k, "{");
  CT_TEXT(k, "qualifier", ct_view_get(&k->view, 1));
  CT_TEXT(k, "value", ct_view_get(&k->view, 2));
  ct_keys_close(k, '}');
}

static void put_address(ct_keys *k, const ct_loop *loop) {
  bool street = ct_keys_load(k, loop, CT_TAG("N3"));
  ct_slice lines[2] = {ct_slice_empty(), ct_slice_empty()};
  for (unsigned i = 0; i < 2 && street; i++) lines[i] = ct_view_get(&k->view, i + 1);
  bool city = ct_keys_load(k, loop, CT_TAG("N4"));
  if (!street && !city) return;
  CT_OPEN(k, "\"address\":{");
  CT_TEXT(k, "line1", lines[0]);
  CT_TEXT(k, "line2", lines[1]);
  if (city) {
    CT_TEXT(k, "city", ct_view_get(&k->view, 1));
    CT_TEXT(k, "state", ct_view_get(&k->view, 2));
    CT_TEXT(k, "zip", ct_view_get(&k->view, 3));
    CT_TEXT(k, "country", ct_view_get(&k->view, 4));
  }
  ct_keys_close(k, '}');
}

/* NM1 in k->view. */
static void put_name(ct_keys *k) {
  const ct_view *v = &k->view;
  CT_TEXT(k, "role", ct_view_get(v, 1));
  CT_TEXT(k, "name", ct_view_get(v, 3));
  CT_TEXT(k, "first", ct_view_get(v, 4));
  CT_TEXT(k, "middle", ct_view_get(v, 5));
  CT_TEXT(k, "suffix", ct_view_get(v, 7));
  CT_TEXT(k, "id_qualifier", ct_view_get(v, 8));
  CT_TEXT(k, "id", ct_view_get(v, 9));
}

void ct_put_party_keys(ct_keys *k, const ct_loop *loop) {
  if (ct_keys_load(k, loop, CT_TAG("NM1"))) {
    put_name(k);
  } else if (ct_keys_load(k, loop, CT_TAG("N1"))) {
    CT_TEXT(k, "role", ct_view_get(&k->view, 1));
    CT_TEXT(k, "name", ct_view_get(&k->view, 2));
    CT_TEXT(k, "id_qualifier", ct_view_get(&k->view, 3));
    CT_TEXT(k, "id", ct_view_get(&k->view, 4));
  }
  if (ct_keys_load(k, loop, CT_TAG("PRV"))) CT_TEXT(k, "taxonomy", ct_view_get(&k->view, 3));
  if (ct_keys_load(k, loop, CT_TAG("DMG"))) {
    CT_DATE(k, "birth_date", ct_view_get(&k->view, 2));
    CT_TEXT(k, "sex", ct_view_get(&k->view, 3));
  }
  put_address(k, loop);
  CT_LIST(k, loop, "REF", "references", put_reference);
}

void ct_put_party(ct_keys *k, const char *key, size_t len, const ct_loop *loop) {
  if (!loop) return;
  ct_keys_open(k, key, len);
  ct_put_party_keys(k, loop);
  ct_keys_close(k, '}');
}

/* ---- lists ------------------------------------------------------------------------- */

/* CAS: a group, then up to six of reason, amount, quantity. */
static void put_triplets(ct_keys *k) {
  const ct_view *v = &k->view;
  for (unsigned e = 2; e <= v->count; e += 3) {
    if (ct_view_get(v, e).len == 0 && ct_view_get(v, e + 1).len == 0) continue;
    CT_OPEN(k, "{");
    CT_TEXT(k, "group", ct_view_get(v, 1));
    CT_TEXT(k, "reason", ct_view_get(v, e));
    CT_TEXT(k, "amount", ct_view_get(v, e + 1));
    CT_TEXT(k, "quantity", ct_view_get(v, e + 2));
    ct_keys_close(k, '}');
  }
}

void ct_put_adjustments(ct_keys *k, const ct_loop *loop) {
  CT_LIST(k, loop, "CAS", "adjustments", put_triplets);
}

static void put_amount(ct_keys *k) {
  CT_OPEN(k, "{");
  CT_TEXT(k, "qualifier", ct_view_get(&k->view, 1));
  CT_TEXT(k, "amount", ct_view_get(&k->view, 2));
  ct_keys_close(k, '}');
}

static void put_quantity(ct_keys *k) {
  CT_OPEN(k, "{");
  CT_TEXT(k, "qualifier", ct_view_get(&k->view, 1));
  CT_TEXT(k, "quantity", ct_view_get(&k->view, 2));
  ct_keys_close(k, '}');
}

/* A date or time as sent, or from and to of a range. */
static void put_period(ct_keys *k, ct_slice format, ct_slice value) {
  const char *dash =
      format.len && format.ptr[0] == 'R' && value.len ? memchr(value.ptr, '-', value.len) : NULL;
  if (!dash) {
    CT_DATE(k, "from", value);
    return;
  }
  CT_DATE(k, "from", ct_slice_make(value.ptr, (size_t)(dash - value.ptr)));
  CT_DATE(k, "to", ct_slice_make(dash + 1, value.len - (size_t)(dash - value.ptr) - 1));
}

static void put_dtp(ct_keys *k) {
  CT_OPEN(k, "{");
  CT_TEXT(k, "qualifier", ct_view_get(&k->view, 1));
  put_period(k, ct_view_get(&k->view, 2), ct_view_get(&k->view, 3));
  ct_keys_close(k, '}');
}

static void put_dtm(ct_keys *k) {
  CT_OPEN(k, "{");
  CT_TEXT(k, "qualifier", ct_view_get(&k->view, 1));
  CT_DATE(k, "from", ct_view_get(&k->view, 2));
  ct_keys_close(k, '}');
}

void ct_put_details(ct_keys *k, const ct_loop *loop) {
  bool dtp = ct_keys_load(k, loop, CT_TAG("DTP"));
  if (dtp)
    CT_LIST(k, loop, "DTP", "dates", put_dtp);
  else
    CT_LIST(k, loop, "DTM", "dates", put_dtm);
  CT_LIST(k, loop, "REF", "references", put_reference);
  CT_LIST(k, loop, "AMT", "amounts", put_amount);
  CT_LIST(k, loop, "QTY", "quantities", put_quantity);
}

void ct_put_procedure(ct_keys *k, unsigned e) {
  const ct_view *v = &k->view;
  if (ct_view_part(v, e, 2).len == 0) return;
  CT_OPEN(k, "\"procedure\":{");
  CT_TEXT(k, "qualifier", ct_view_part(v, e, 1));
  CT_TEXT(k, "code", ct_view_part(v, e, 2));
  CT_TEXT(k, "modifier1", ct_view_part(v, e, 3));
  CT_TEXT(k, "modifier2", ct_view_part(v, e, 4));
  CT_TEXT(k, "modifier3", ct_view_part(v, e, 5));
  CT_TEXT(k, "modifier4", ct_view_part(v, e, 6));
  CT_TEXT(k, "description", ct_view_part(v, e, 7));
  ct_keys_close(k, '}');
}
