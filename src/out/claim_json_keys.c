/*
 * claim_json_keys.c -- objects, values, and the parts that claims and payments have alike:
 * parties, adjustments, references, dates, amounts.
 */
#include "out/claim_json_inside.h"

enum { BLOCK = CT_BLOCK };

/* Comma where one belongs, key, and what is behind it as a key: bytes that were made room for. */
static inline char *put_key(ct_keys *k, const ct_key *key) {
  ct_buffer *b = k->out;
  char *p = b->data + b->len;
  *p = ',';
  p += k->comma;
  memcpy(p, key, sizeof *key);
  return p + key->len;
}

static inline bool reserve(ct_buffer *b, size_t n) {
  return n < b->cap - b->len || ct_buffer_reserve(b, n);
}

void ct_keys_open(ct_keys *k, const ct_key *key) {
  if (!reserve(k->out, sizeof *key + 1)) return;
  char *p = put_key(k, key);
  k->out->len = (size_t)(p - k->out->data);
  k->comma = false;
}

void ct_keys_close(ct_keys *k, char bracket) {
  ct_buffer_char(k->out, bracket);
  k->comma = true;
}

/* A value that needs no escapes, and can be read in blocks. */
static inline void put_plain(ct_keys *k, const ct_key *key, const char *value, size_t len) {
  if (!reserve(k->out, sizeof *key + len + BLOCK + 3)) return;
  char *p = put_key(k, key);
  *p++ = '"';
  memcpy(p, value, BLOCK);
  for (size_t i = BLOCK; i < len; i += BLOCK) memcpy(p + i, value + i, BLOCK);
  p += len;
  *p++ = '"';
  k->out->len = (size_t)(p - k->out->data);
  k->comma = true;
}

static void put_escaped(ct_keys *k, const ct_key *key, ct_slice value) {
  ct_keys_open(k, key);
  ct_buffer_char(k->out, '"');
  ct_buffer_json(k->out, value);
  ct_buffer_char(k->out, '"');
  k->comma = true;
}

void ct_keys_text(ct_keys *k, const ct_key *key, ct_slice value) {
  const ct_view *v = &k->view;
  if (value.len == 0) return;
  uintptr_t at = (uintptr_t)value.ptr - (uintptr_t)v->text;
  if (at < v->len)
    put_plain(k, key, v->copy + at, value.len);
  else
    put_escaped(k, key, value);
}

void ct_keys_date(ct_keys *k, const ct_key *key, ct_slice v) {
  char iso[BLOCK] = "";
  if (v.len != 8 || !ct_swar_digits(ct_swar_load(v.ptr))) {
    ct_keys_text(k, key, v);
    return;
  }
  memcpy(iso, v.ptr, 4);
  iso[4] = iso[7] = '-';
  memcpy(iso + 5, v.ptr + 4, 2);
  memcpy(iso + 8, v.ptr + 6, 2);
  put_plain(k, key, iso, 10);
}

void ct_keys_number(ct_keys *k, const ct_key *key, uint64_t value) {
  ct_keys_open(k, key);
  ct_buffer_uint(k->out, value);
  k->comma = true;
}

/* ---- segments of a loop --------------------------------------------------------- */

typedef struct search { /* for all segments of a tag, in order */
  unsigned next;
  const ct_segment *rest;
} search;

static search begin(ct_keys *k, const ct_loop *loop) {
  if (k->loop == loop) return (search){0, k->rest};
  const ct_segment *s = ct_loop_segments(loop);
  k->loop = loop;
  k->tags = 0;
  for (k->count = 0; s && k->count < CT_KEYS_SEGMENTS; s = ct_segment_sibling(s)) {
    k->segment[k->count] = s;
    k->tag[k->count] = ct_view_tag(s);
    k->tags |= CT_TAG_BIT(k->tag[k->count++]);
  }
  k->rest = s;
  if (s) k->tags = UINT64_MAX; /* not all are known */
  return (search){0, s};
}

/* The next one is loaded; false: there is none. */
static inline bool found(ct_keys *k, search *at, uint32_t tag) {
  const ct_segment *s = NULL;
  while (at->next < k->count && !s)
    if (k->tag[at->next++] == tag) s = k->segment[at->next - 1];
  for (; at->rest && !s; at->rest = ct_segment_sibling(at->rest))
    if (ct_view_tag(at->rest) == tag) s = at->rest;
  if (s) ct_view_copy(&k->view, s);
  return s != NULL;
}

void ct_keys_list(ct_keys *k, const ct_loop *loop, uint32_t tag, const ct_key *key,
                  ct_put_fn *put) {
  search at = begin(k, loop);
  if (!found(k, &at, tag)) return;
  ct_keys_open(k, key);
  do put(k);
  while (found(k, &at, tag));
  ct_keys_close(k, ']');
}

bool ct_keys_find(ct_keys *k, const ct_loop *loop, uint32_t tag) {
  search at = begin(k, loop);
  return found(k, &at, tag);
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
  if (street) {
    CT_OPEN(k, "\"address\":{");
    CT_TEXT(k, "line1", ct_view_get(&k->view, 1));
    CT_TEXT(k, "line2", ct_view_get(&k->view, 2));
  }
  bool city = ct_keys_load(k, loop, CT_TAG("N4"));
  if (city) {
    if (!street) CT_OPEN(k, "\"address\":{");
    CT_TEXT(k, "city", ct_view_get(&k->view, 1));
    CT_TEXT(k, "state", ct_view_get(&k->view, 2));
    CT_TEXT(k, "zip", ct_view_get(&k->view, 3));
    CT_TEXT(k, "country", ct_view_get(&k->view, 4));
  }
  if (street || city) ct_keys_close(k, '}');
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

void ct_put_party(ct_keys *k, const ct_key *key, const ct_loop *loop) {
  if (!loop) return;
  ct_keys_open(k, key);
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
