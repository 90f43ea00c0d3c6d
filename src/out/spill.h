/*
 * spill.h -- text that must wait for its place in a document, in bounded memory.
 *
 *   | in an unnamed private file ........ | in memory (64 KiB at most) |
 *
 * What does not fit in memory goes to a file without a name (0600); ct_spill_drain() copies
 * both, in order, and empties the spill.
 */
#ifndef CT_OUT_SPILL_H
#define CT_OUT_SPILL_H

#include "base/buffer.h"

typedef struct ct_spill {
  ct_buffer memory;
  int fd;           /* -1: no file yet */
  uint64_t in_file; /* bytes */
  uint64_t items;   /* the owner's count, set to 0 by drain */
  enum ct_status status;
} ct_spill;

void ct_spill_init(ct_spill *);
void ct_spill_free(ct_spill *);
/* To be called after text was added to `memory`: moves it out when there is much of it. */
void ct_spill_settle(ct_spill *);
/* Copies all of it to `out` and empties it; what went wrong is in the spill's status. */
void ct_spill_drain(ct_spill *, ct_buffer *out);

#endif
