/*
 * claim_json_inside.h -- what the parts of the claim writer share: objects with commas where
 * they belong, and the lists that claims and payments both have.
 */
#ifndef CT_OUT_CLAIM_JSON_INSIDE_H
#define CT_OUT_CLAIM_JSON_INSIDE_H

#include "base/buffer.h"
#include "out/view.h"

enum { CT_KEYS_SEGMENTS = 32 };

typedef struct ct_keys { /* an object being written */
  ct_buffer *out;
  bool comma; /* before the next key or item */
  ct_view view;
  /* The loop asked last, its segments and their tags; NULL none, as when a claim begins. */
  const ct_loop *loop;
  uint64_t tags; /* a bit for each of its tags; several tags share one */
  unsigned count;
  uint32_t tag[CT_KEYS_SEGMENTS];
  const ct_segment *segment[CT_KEYS_SEGMENTS], *rest; /* rest: those behind */
} ct_keys;

/* A key is written `"name":`, or `"name":{` and `"name":[` for what opens; as one block. */
typedef struct ct_key {
  char text[31];
  uint8_t len;
} ct_key;
#define CT_KEY(text) {text, sizeof text - 1}

void ct_keys_open(ct_keys *, const ct_key *);
void ct_keys_close(ct_keys *, char bracket);
/* Nothing where the value is empty. */
void ct_keys_text(ct_keys *, const ct_key *, ct_slice value);
void ct_keys_date(ct_keys *, const ct_key *, ct_slice value);
void ct_keys_number(ct_keys *, const ct_key *, uint64_t value);
#define CT_WITH_KEY(words, call)                                                                   \
  do {                                                                                             \
    static const ct_key key_ = CT_KEY(words);                                                      \
    call;                                                                                          \
  } while (0)
#define CT_OPEN(k, words)       CT_WITH_KEY(words, ct_keys_open((k), &key_))
#define CT_TEXT(k, name, value)                                                                    \
  do {                                                                                             \
    ct_slice value_ = (value);                                                                     \
    if (value_.len) CT_WITH_KEY("\"" name "\":", ct_keys_text((k), &key_, value_));                \
  } while (0)
#define CT_DATE(k, name, value) CT_WITH_KEY("\"" name "\":", ct_keys_date((k), &key_, (value)))
#define CT_NUMBER(k, name, value)                                                                  \
  CT_WITH_KEY("\"" name "\":", ct_keys_number((k), &key_, (value)))

#define CT_TAG(text) CT_VIEW_TAG((text)[0], (text)[1], sizeof(text) > 3 ? (text)[2] : 0)

/* An array of what `put` makes of each segment of that tag; nothing where there is none. */
typedef void ct_put_fn(ct_keys *);
#define CT_TAG_BIT(tag) (UINT64_C(1) << ((uint32_t)(tag) * 0x9E3779B1u >> 26))
/* Most loops lack most tags: true where that is known at once. */
static inline bool ct_keys_lack(const ct_keys *k, const ct_loop *loop, uint32_t tag) {
  return k->loop == loop && (k->tags & CT_TAG_BIT(tag)) == 0;
}
void ct_keys_list(ct_keys *, const ct_loop *, uint32_t tag, const ct_key *, ct_put_fn *);
#define CT_LIST(k, loop, tag, name, put)                                                           \
  do {                                                                                             \
    if (!ct_keys_lack((k), (loop), CT_TAG(tag)))                                                   \
      CT_WITH_KEY("\"" name "\":[", ct_keys_list((k), (loop), CT_TAG(tag), &key_, (put)));         \
  } while (0)

/* "key":{...} of who a loop is about: NM1 or N1, N3, N4, DMG, REF, PRV. */
void ct_put_party(ct_keys *, const ct_key *, const ct_loop *);
#define CT_PARTY(k, name, loop) CT_WITH_KEY("\"" name "\":{", ct_put_party((k), &key_, (loop)))
void ct_put_party_keys(ct_keys *, const ct_loop *); /* of an object that is open */

/* "adjustments":[..] of all CAS; "references", "dates", "amounts", "quantities" likewise */
void ct_put_adjustments(ct_keys *, const ct_loop *);
void ct_put_details(ct_keys *, const ct_loop *);
void ct_put_procedure(ct_keys *, unsigned element); /* of k->view */
/* First segment of that tag, loaded into k->view; false: none. */
bool ct_keys_find(ct_keys *, const ct_loop *, uint32_t tag);
static inline bool ct_keys_load(ct_keys *k, const ct_loop *loop, uint32_t tag) {
  return !ct_keys_lack(k, loop, tag) && ct_keys_find(k, loop, tag);
}

void ct_put_claim(ct_keys *, const ct_loop *);   /* 837: 2300 and what it hangs on */
void ct_put_payment(ct_keys *, const ct_loop *); /* 835: 2100 likewise */

#endif
