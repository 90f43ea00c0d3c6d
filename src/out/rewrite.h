/*
 * rewrite.h -- claims put into an interchange of their own: envelopes closed with right counts
 * and control numbers, HL and LX numbered from 1, everything else as it was sent, in the
 * delimiters of its source.
 *
 *   ct_rewrite_init(&w, &spool);
 *   for each claim: ct_rewrite_claim(&w, gathered);      opens interchange, group, set, levels
 *   at its set's end: ct_rewrite_set_end(&w, ...);       what stands behind the claims
 *   ct_rewrite_finish(&w, out, 0);                       writes it all, and is empty again
 *
 * Where an 835 set is not written whole, BPR02 becomes what its claims and provider
 * adjustments come to.  Many may be open over one spool.  Errors stick in the spool.
 */
#ifndef CT_OUT_REWRITE_H
#define CT_OUT_REWRITE_H

#include "base/decimal.h"
#include "out/count.h"
#include "out/gather.h"
#include "out/spool.h"

typedef struct ct_rewrite {
  ct_spool *spool;
  ct_extent *extent;
  size_t extents, room;
  uint64_t bytes;  /* so far, without ISA */
  uint64_t claims; /* so far */
  ct_delimiters delims;
  ct_buffer isa, gs, header; /* header: level 0 of the open set */
  size_t header_at;          /* the extent that waits for it */
  size_t gs_lead, header_lead;
  char line[8];
  uint64_t interchange, group, set; /* 0: none open */
  ct_count count;
  struct {
    uint64_t key, flag_at; /* flag_at: of HL04 when it says 0, else UINT64_MAX */
    uint32_t hl;
  } level[CT_GATHER_LEVELS];
  size_t levels;
  uint32_t hl, lx;
  uint64_t set_claims; /* in the open set */
  bool renumber;       /* GS06 and ST02 from 1 */
  uint64_t sets;       /* put by ct_rewrite_set() */
  bool is_835, ended;  /* ended: its source did */
  bool whole, summed;  /* whole: all of its set so far; summed: the amounts are right */
  ct_decimal paid;
} ct_rewrite;

void ct_rewrite_init(ct_rewrite *, ct_spool *);
void ct_rewrite_free(ct_rewrite *);
/* Nothing was put into it since it was last finished. */
static inline bool ct_rewrite_is_empty(const ct_rewrite *w) {
  return w->interchange == 0;
}
/* The claim must be of the interchange that is open, or none is. */
void ct_rewrite_claim(ct_rewrite *, const ct_gathered *);
/* Its set ended; `last`: its last claim (or its whole text, without claims) is here. */
void ct_rewrite_set_end(ct_rewrite *, const ct_gathered *, ct_slice tail, uint32_t segments,
                        uint64_t claims);
/* Bytes of the interchange with its trailers, about. */
uint64_t ct_rewrite_size(const ct_rewrite *);
/* control: of ISA13 and IEA02 instead of the source's; 0: the source's. */
enum ct_status ct_rewrite_finish(ct_rewrite *, ct_buffer *out, uint32_t control);

/*
 * A whole set: ST as sent with `lead` bytes before it and without terminator, then what the
 * spool has of it up to SE, which is written anew; segments: all, ST and SE too.
 */
void ct_rewrite_set(ct_rewrite *, const ct_gather_envelope *, ct_slice st, size_t lead,
                    ct_extent body, uint64_t segments);

/* ---- pieces of it ------------------------------------------------------------------ */

void ct_rewrite_put(ct_rewrite *, ct_slice);
/* Element e of a segment as sent (0: the tag); empty when there is none. */
ct_slice ct_rewrite_element(ct_slice segment, char separator, unsigned e);
/* The segment with one element replaced. */
void ct_rewrite_replaced(ct_rewrite *, ct_slice segment, char separator, unsigned e,
                         ct_slice value);
/* TAG * count * control ~ */
void ct_rewrite_trailer(ct_rewrite *, const char *tag, uint64_t count, ct_slice control);

#endif
