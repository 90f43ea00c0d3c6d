/*
 * set.h -- a set of byte strings: the control numbers seen in a file.
 *
 * Keys are copied.  `limit` bounds their number (0 = none); the bytes of one key are
 * bounded by who inserts it.
 */
#ifndef CT_BASE_SET_H
#define CT_BASE_SET_H

#include "base/arena.h"

typedef struct ct_key_slot ct_key_slot;

typedef struct ct_key_set {
  ct_arena keys;
  ct_key_slot *slots; /* cap of them, a power of two, at most three quarters taken */
  size_t count, cap, limit;
  uint64_t seed; /* of the hash; the results do not depend on it */
} ct_key_set;

void ct_key_set_init(ct_key_set *, size_t limit); /* allocates nothing */
void ct_key_set_free(ct_key_set *);
/*
 * CT_OK: the key is in the set now; *was_there tells whether it was before.
 * CT_LIMIT (a new key past the limit) and CT_NO_MEMORY leave the set as it was.
 */
enum ct_status ct_key_set_insert(ct_key_set *, ct_slice key, bool *was_there);
bool ct_key_set_has(const ct_key_set *, ct_slice key);
void ct_key_set_clear(ct_key_set *); /* forgets the keys, keeps memory */

#endif
