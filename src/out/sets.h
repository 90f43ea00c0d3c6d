/* sets.h -- whole sets, one after the other, spooled as they come: for split by set and merge. */
#ifndef CT_OUT_SETS_H
#define CT_OUT_SETS_H

#include "out/gather.h"
#include "out/spool.h"

typedef struct ct_sets_set {
  const ct_gather_envelope *envelope;
  ct_slice st; /* as sent, with its lead, without terminator */
  size_t lead;
  ct_extent body; /* in the spool: what stands between ST and SE */
  uint64_t segments, claims;
} ct_sets_set;

typedef struct ct_sets_user {
  void *ctx;
  ct_spool *spool;
  enum ct_status (*set)(void *ctx, const ct_sets_set *);
  enum ct_status (*interchange_end)(void *ctx); /* may be NULL */
  void (*left_out)(void *ctx, uint64_t offset); /* a segment outside of sets; may be NULL */
} ct_sets_user;

typedef struct ct_sets ct_sets;
ct_sets *ct_sets_new(const ct_sets_user *); /* NULL: no memory */
void ct_sets_free(ct_sets *);
ct_sink *ct_sets_sink(ct_sets *);

#endif
