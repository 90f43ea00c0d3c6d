/*
 * scan_spread.h -- where the ones of eight bits are: for levels that cannot compress.
 *
 *   bits  0 1 0 0 1 1 0 0 (lowest first)    spread  1 4 5 0 0 0 0 0
 *
 * Eight places are written whatever their number, and the output moves on by the number:
 * no branch depends on the data.
 */
#ifndef CT_X12_SCAN_SPREAD_H
#define CT_X12_SCAN_SPREAD_H

#include <stdint.h>

/* Bit i of v, as the byte i at the place that the number of ones below it tells. */
#define PLACE(v, i)                                                                                \
  ((uint64_t)((v) >> (i)&1) * (i) << 8 * __builtin_popcount((unsigned)(v) & ((1u << (i)) - 1)))
#define PLACES(v)                                                                                  \
  (PLACE(v, 1) | PLACE(v, 2) | PLACE(v, 3) | PLACE(v, 4) | PLACE(v, 5) | PLACE(v, 6) | PLACE(v, 7))
#define FOUR(v)    PLACES(v), PLACES((v) + 1), PLACES((v) + 2), PLACES((v) + 3)
#define SIXTEEN(v) FOUR(v), FOUR((v) + 4), FOUR((v) + 8), FOUR((v) + 12)
#define MANY(v)    SIXTEEN(v), SIXTEEN((v) + 16), SIXTEEN((v) + 32), SIXTEEN((v) + 48)

/* The first place is the lowest byte. */
static const uint64_t ct_scan_spread[256] = {MANY(0), MANY(64), MANY(128), MANY(192)};

#undef PLACE
#undef PLACES
#undef FOUR
#undef SIXTEEN
#undef MANY

#endif
