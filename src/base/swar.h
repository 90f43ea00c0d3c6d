/*
 * swar.h -- eight bytes at a time in an ordinary integer.
 *
 * A word is little-endian whatever the machine: byte 0 of the text is the lowest byte,
 * so the first byte of interest is found by counting trailing zeros.
 */
#ifndef CT_BASE_SWAR_H
#define CT_BASE_SWAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define CT_SWAR(byte) (UINT64_C(0x0101010101010101) * (byte)) /* the byte, eight times */

static inline uint64_t ct_swar_load(const char *p) {
  uint64_t w;
  memcpy(&w, p, sizeof w);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  w = __builtin_bswap64(w);
#endif
  return w;
}

static inline void ct_swar_store(char *p, uint64_t w) { /* eight bytes */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  w = __builtin_bswap64(w);
#endif
  memcpy(p, &w, sizeof w);
}

static inline uint64_t ct_swar_load4(const char *p) {
  uint32_t w;
  memcpy(&w, p, sizeof w);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  w = __builtin_bswap32(w);
#endif
  return w;
}

/* The first `len` (0..8) bytes, zeros above; reads nothing outside of them. */
static inline uint64_t ct_swar_load_short(const char *p, size_t len) {
  if (len == 8) return ct_swar_load(p);
  if (len >= 4) return ct_swar_load4(p) | ct_swar_load4(p + len - 4) << (8 * (len - 4));
  if (len == 0) return 0;
  uint64_t w = (unsigned char)p[0]; /* 1..3 bytes: first, middle, last */
  w |= (uint64_t)(unsigned char)p[len / 2] << (8 * (len / 2));
  return w | (uint64_t)(unsigned char)p[len - 1] << (8 * (len - 1));
}

/*
 * The high bit of each byte that equals `byte`.  Bytes above the first match may be
 * marked wrongly; the first mark and "no mark" are exact.
 */
static inline uint64_t ct_swar_equal(uint64_t w, unsigned char byte) {
  uint64_t x = w ^ CT_SWAR(byte);
  return (x - CT_SWAR(0x01)) & ~x & CT_SWAR(0x80);
}

/* The high bit of each byte below `bound` (at most 0x80); exact as above. */
static inline uint64_t ct_swar_below(uint64_t w, unsigned char bound) {
  return (w - CT_SWAR(bound)) & ~w & CT_SWAR(0x80);
}

/* Index of the first marked byte; marks must not be 0. */
static inline unsigned ct_swar_first(uint64_t marks) {
  return (unsigned)__builtin_ctzll(marks) / 8;
}

/* All eight bytes are '0'..'9'. */
static inline bool ct_swar_digits(uint64_t w) {
  return ((w & CT_SWAR(0xF0)) | ((w + CT_SWAR(0x06)) & CT_SWAR(0xF0)) >> 4) == CT_SWAR(0x33);
}

/* Eight digits as four numbers 0..99, in the even bytes. */
static inline uint64_t ct_swar_pairs(uint64_t digits) {
  uint64_t w = digits & CT_SWAR(0x0F);
  return (w * 10 + (w >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
}

/* Eight digits ('0'..'9' or 0..9) as a number. */
static inline uint32_t ct_swar_number(uint64_t digits) {
  uint64_t w = ct_swar_pairs(digits);
  w = (w * 100 + (w >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
  return (uint32_t)(w * 10000 + (w >> 32));
}

/* ---- sixteen bytes at a time ------------------------------------------------------ */

enum { CT_BLOCK = 16 };
typedef unsigned char ct_block __attribute__((vector_size(CT_BLOCK)));

/*
 * Whether a byte of the text is `a`, or with the bits of `mask` set is `b`.  It is looked at in
 * whole blocks: what is read beyond its end must be there, and not be such a byte.
 */
static inline bool ct_blocks_hold(const char *text, size_t len, unsigned char a, unsigned char mask,
                                  unsigned char b) {
  ct_block found = {0}, w;
  uint64_t half[2];
  for (size_t i = 0; i < len; i += CT_BLOCK) {
    memcpy(&w, text + i, sizeof w);
    found |= (ct_block)(w == a) | (ct_block)((w | mask) == b);
  }
  memcpy(half, &found, sizeof half);
  return (half[0] | half[1]) != 0;
}

#endif
