/*
 * hash.h -- a 64-bit hash of bytes for tables in memory; never written to a file.
 *
 * Every input bit reaches every bit of the result.  It is no cryptographic hash: a
 * table fed by strangers must bound its number of keys.
 */
#ifndef CT_BASE_HASH_H
#define CT_BASE_HASH_H

#include "base/slice.h"
#include "base/swar.h"

static inline uint64_t ct_hash_mix(uint64_t h) {
  h ^= h >> 32;
  h *= UINT64_C(0x9E3779B97F4A7C15); /* 2^64 over the golden ratio: odd, well spread bits */
  h ^= h >> 29;
  h *= UINT64_C(0xD1342543DE82EF95); /* any odd number without a pattern does */
  return h ^ h >> 32;
}

static inline uint64_t ct_hash(ct_slice s, uint64_t seed) {
  uint64_t h = ct_hash_mix(seed ^ s.len);
  const char *p = s.ptr;
  size_t left = s.len;
  for (; left > 8; left -= 8, p += 8) h = ct_hash_mix(h ^ ct_swar_load(p));
  return ct_hash_mix(h ^ ct_swar_load_short(p, left));
}

#endif
