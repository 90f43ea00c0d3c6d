/*
 * claim_json_inside.h -- what the parts of the claim writer share: objects with commas where
 * they belong, and the lists that claims and payments both have.
 */
#ifndef CT_OUT_CLAIM_JSON_INSIDE_H
#define CT_OUT_CLAIM_JSON_INSIDE_H

#include "base/buffer.h"
#include "out/view.h"

typedef struct ct_keys { /* an object being written */
  ct_buffer *out;
  bool comma; /* before the next key or item */
  ct_view view;
} ct_keys;

/* `key` is written `"name":`, or `"name":{` and `"name":[` for what opens. */
void ct_keys_open(ct_keys *, const char *key, size_t len);
void ct_keys_close(ct_keys *, char bracket);
/* Nothing where the value is empty. */
void ct_keys_text(ct_keys *, const char *key, size_t len, ct_slice value);
void ct_keys_date(ct_keys *, const char *key, size_t len, ct_slice value);
void ct_keys_number(ct_keys *, const char *key, size_t len, uint64_t value);
#define CT_OPEN(k, name)          ct_keys_open((k), name, sizeof name - 1)
#define CT_TEXT(k, name, value)   ct_keys_text((k), "\"" name "\":", sizeof name + 2, (value))
#define CT_DATE(k, name, value)   ct_keys_date((k), "\"" name "\":", sizeof name + 2, (value))
#define CT_NUMBER(k, name, value) ct_keys_number((k), "\"" name "\":", sizeof name + 2, (value))

#define CT_TAG(text) CT_VIEW_TAG((text)[0], (text)[1], sizeof(text) > 3 ? (text)[2] : 0)

/* An array of what `put` makes of each segment of that tag; nothing where there is none. */
typedef void ct_put_fn(ct_keys *);
void ct_keys_list(ct_keys *, const ct_loop *, uint32_t tag, const char *key, size_t len,
                  ct_put_fn *);
#define CT_LIST(k, loop, tag, name, put)                                                           \
  ct_keys_list((k), (loop), CT_TAG(tag), "\"" name "\":[", sizeof name + 3, (put))

/* "key":{...} of who a loop is about: NM1 or N1, N3, N4, DMG, REF, PRV. */
void ct_put_party(ct_keys *, const char *key, size_t len, const ct_loop *);
#define CT_PARTY(k, name, loop) ct_put_party((k), "\"" name "\":{", sizeof name + 3, (loop))
void ct_put_party_keys(ct_keys *, const ct_loop *); /* of an object that is open */

/* "adjustments":[..] of all CAS; "references", "dates", "amounts", "quantities" likewise */
void ct_put_adjustments(ct_keys *, const ct_loop *);
void ct_put_details(ct_keys *, const ct_loop *);
void ct_put_procedure(ct_keys *, unsigned element); /* of k->view */
/* First segment of that tag, loaded into k->view; false: none. */
bool ct_keys_load(ct_keys *, const ct_loop *, uint32_t tag);

void ct_put_claim(ct_keys *, const ct_loop *);   /* 837: 2300 and what it hangs on */
void ct_put_payment(ct_keys *, const ct_loop *); /* 835: 2100 likewise */

#endif
