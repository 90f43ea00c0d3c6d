/*
 * nearest.h -- the known word that a mistyped one was meant to be.
 *
 *   ct_nearest n = ct_nearest_start(typed);
 *   for (...) ct_nearest_try(&n, known);
 *   if (n.best) ... "did you mean"
 */
#ifndef CT_CLI_NEAREST_H
#define CT_CLI_NEAREST_H

#include "base/slice.h"

typedef struct ct_nearest {
  ct_slice typed;
  const char *best;  /* NULL: nothing is near */
  unsigned distance; /* of best: letters wrong, missing, surplus or swapped with their neighbour */
} ct_nearest;

ct_nearest ct_nearest_start(ct_slice typed);
void ct_nearest_try(ct_nearest *, const char *known);

#endif
