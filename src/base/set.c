/*
 * set.c -- open addressing with linear probing over copied keys.
 *
 * Knows keys as bytes.  Takes nothing out again; order of insertion is not kept.
 */
#include "base/set.h"

#include "base/hash.h"
#include "base/mem.h"

struct ct_key_slot {
  const char *ptr; /* NULL: free */
  size_t len;
  uint64_t hash;
};

enum { FIRST_SLOTS = 16, KEY_BLOCK = 4096 };

void ct_key_set_init(ct_key_set *set, size_t limit) {
  /* the address differs from run to run: who sends the keys cannot prepare collisions */
  *set = (ct_key_set){.limit = limit, .seed = (uintptr_t)set};
  ct_arena_init(&set->keys, KEY_BLOCK, 0);
}

void ct_key_set_free(ct_key_set *set) {
  ct_arena_free(&set->keys);
  ct_mem_free(set->slots);
  ct_key_set_init(set, set->limit);
}

void ct_key_set_clear(ct_key_set *set) {
  if (set->count == 0) return;
  memset(set->slots, 0, set->cap * sizeof *set->slots);
  set->count = 0;
  ct_arena_rewind(&set->keys, (ct_arena_mark){0});
}

/* The slot that holds the key, or the free one where it belongs. */
static ct_key_slot *slot_of(ct_key_slot *slots, size_t cap, ct_slice key, uint64_t hash) {
  for (size_t i = hash & (cap - 1);; i = (i + 1) & (cap - 1)) {
    ct_key_slot *s = &slots[i];
    if (!s->ptr) return s;
    if (s->hash == hash && ct_slice_same((ct_slice){s->ptr, s->len}, key)) return s;
  }
}

static bool grow(ct_key_set *set) {
  size_t cap = set->cap ? set->cap * 2 : FIRST_SLOTS;
  if (cap < set->cap) return false;
  ct_key_slot *slots = ct_mem_zalloc(cap, sizeof *slots);
  if (!slots) return false;
  for (size_t i = 0; i < set->cap; i++) {
    ct_key_slot s = set->slots[i];
    if (s.ptr) *slot_of(slots, cap, (ct_slice){s.ptr, s.len}, s.hash) = s;
  }
  ct_mem_free(set->slots);
  set->slots = slots;
  set->cap = cap;
  return true;
}

enum ct_status ct_key_set_insert(ct_key_set *set, ct_slice key, bool *was_there) {
  uint64_t hash = ct_hash(key, set->seed);
  *was_there = false;
  if (set->cap && slot_of(set->slots, set->cap, key, hash)->ptr) {
    *was_there = true;
    return CT_OK;
  }
  if (set->limit && set->count >= set->limit) return CT_LIMIT;
  if (set->count >= set->cap / 4 * 3 && !grow(set)) return CT_NO_MEMORY;
  bool ok = true;
  ct_slice copy = ct_arena_copy(&set->keys, key, &ok);
  if (!ok) return CT_NO_MEMORY;
  *slot_of(set->slots, set->cap, key, hash) = (ct_key_slot){copy.ptr, copy.len, hash};
  set->count++;
  return CT_OK;
}

bool ct_key_set_has(const ct_key_set *set, ct_slice key) {
  return set->cap && slot_of(set->slots, set->cap, key, ct_hash(key, set->seed))->ptr;
}
