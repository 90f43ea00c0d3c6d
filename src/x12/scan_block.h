/*
 * scan_block.h -- what all levels do with 64 bytes once they are classified into bits.
 * For the scan_*.c files only.
 */
#ifndef CT_X12_SCAN_BLOCK_H
#define CT_X12_SCAN_BLOCK_H

#include "x12/scan.h"

#include <string.h>

/* Bit i tells of byte i. */
typedef struct ct_scan_bits {
  uint64_t mark;    /* delimiters and dirt */
  uint64_t end;     /* terminators */
  uint64_t dirt;    /* outside 0x20..0x7E and no delimiter */
  uint64_t newline; /* CR, LF that are no delimiters; may be 0 where dirt is */
} ct_scan_bits;

static inline uint64_t ct_scan_low_bits(uint32_t n) {
  return n < 64 ? (1ull << n) - 1 : ~0ull;
}

/*
 * Takes CR, LF in the wake of a terminator out of the marks.  Adding the first bit of a
 * run of ones to the run clears it, so newline + first differs from newline in those runs
 * that begin right after a terminator.
 */
static inline void ct_scan_drop_wake(ct_scan_bits *b, uint32_t n, uint64_t *led) {
  uint64_t wake = 0;
  if (b->newline) {
    uint64_t first = b->newline & (b->end << 1 | *led);
    wake = b->newline & ~(b->newline + first);
    b->mark &= ~wake;
    b->dirt &= ~wake;
  }
  *led = (b->end | wake) >> (n - 1) & 1;
}

static inline void ct_scan_limit(ct_scan_bits *b, uint32_t n) {
  uint64_t in = ct_scan_low_bits(n);
  b->mark &= in;
  b->end &= in;
  b->dirt &= in;
  b->newline &= in;
}

static inline void ct_scan_put_dirt(ct_marks *out, uint64_t dirt, uint32_t at) {
  for (; dirt; dirt &= dirt - 1) {
    out->dirt[out->dirts++] = at + (uint32_t)__builtin_ctzll(dirt);
  }
}

#endif
