/* nearest.c -- edit distance with swaps of neighbours, over short words only. */
#include "cli/nearest.h"

enum { LONGEST = 40 };

ct_nearest ct_nearest_start(ct_slice typed) {
  /* A third of the letters may be wrong, at least one: "fromat" is near "format". */
  unsigned most = typed.len > LONGEST ? 0 : (unsigned)typed.len / 3;
  return (ct_nearest){typed, NULL, (most ? most : 1) + 1};
}

static unsigned least(unsigned a, unsigned b) {
  return a < b ? a : b;
}

static unsigned distance(ct_slice a, ct_slice b) {
  unsigned row[3][LONGEST + 1]; /* two rows back, one back, this one */
  for (size_t j = 0; j <= b.len; j++) row[1][j] = (unsigned)j;
  memcpy(row[0], row[1], sizeof row[0]);
  for (size_t i = 1; i <= a.len; i++) {
    row[2][0] = (unsigned)i;
    for (size_t j = 1; j <= b.len; j++) {
      unsigned cost = a.ptr[i - 1] == b.ptr[j - 1] ? 0 : 1;
      unsigned d = least(row[1][j] + 1, row[2][j - 1] + 1);
      d = least(d, row[1][j - 1] + cost);
      if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1])
        d = least(d, row[0][j - 2] + 1);
      row[2][j] = d;
    }
    memcpy(row[0], row[1], sizeof row[0]);
    memcpy(row[1], row[2], sizeof row[1]);
  }
  return row[1][b.len];
}

void ct_nearest_try(ct_nearest *n, const char *known) {
  ct_slice word = ct_slice_text(known);
  if (n->typed.len > LONGEST || word.len > LONGEST) return;
  unsigned d = distance(n->typed, word);
  if (d < n->distance) {
    n->distance = d;
    n->best = known;
  }
}
