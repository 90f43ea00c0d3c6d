/*
 * gather.h -- each claim with all that stands above it, as sent: for those who write claims
 * into other interchanges.
 *
 *   level 0   ST, BHT, 1000A, 1000B            ST, BPR ... 1000A, 1000B       the set
 *         1   HL, 2010AA (2000A)               LX, TS3 (2000)
 *         2   HL, SBR, 2010BA (2000B)
 *        [3   HL, PAT, 2010CA (2000C)]
 *      last   CLM ... (2300)                   CLP ... (2100)                 the claim
 *
 * The text of a level is every byte of its segments, leads and terminators included, strays
 * too, without the levels below.  A claim that is cut short is not handed out.
 */
#ifndef CT_OUT_GATHER_H
#define CT_OUT_GATHER_H

#include "base/buffer.h"

enum { CT_GATHER_LEVELS = 8, CT_GATHER_NAME = 96, CT_GATHER_MAX = 64 << 20 };

typedef struct ct_gather_level {
  const char *id;     /* "2000A"; "" of the set */
  size_t at;          /* of its text in ct_gathered.text */
  size_t lead, first; /* bytes before its first segment, and of that without terminator */
  uint32_t segments;
  uint64_t key;     /* a number of its own in this run */
  uint32_t ordinal; /* among the levels of that id in the set, from 1 */
  bool bad;         /* an error was told of it */
} ct_gather_level;

typedef struct ct_gather_envelope {
  ct_buffer isa, gs; /* as sent: text and terminator, GS with its lead */
  size_t gs_lead;
  ct_delimiters delims;
  char line[8];                     /* what stands before segments, when it is a line end */
  uint64_t interchange, group, set; /* numbers in this run; group 0: none */
} ct_gather_envelope;

typedef struct ct_gathered {
  const ct_gather_envelope *envelope;
  ct_gather_level level[CT_GATHER_LEVELS];
  size_t levels; /* 1: a set without claims */
  ct_slice text;
  bool is_835, bad;
  uint64_t offset, end;     /* of the claim in the file */
  uint64_t ordinal;         /* of the claim in its set, from 1 */
  ct_slice id;              /* CLM01, CLP01 */
  ct_slice provider, payer; /* id, or name: billing provider and payer, payee and payer */
} ct_gathered;

typedef struct ct_gather_user { /* NULL: not wanted */
  void *ctx;
  enum ct_status (*claim)(void *ctx, const ct_gathered *);
  /* The set ends: what stood behind its claims, how many they were. */
  enum ct_status (*set_end)(void *ctx, const ct_gathered *, ct_slice tail, uint32_t segments,
                            uint64_t claims);
  enum ct_status (*interchange_end)(void *ctx);
  void (*left_out)(void *ctx, uint64_t offset); /* a segment outside of sets: TA1, a stray */
} ct_gather_user;

typedef struct ct_gather ct_gather;
ct_gather *ct_gather_new(const ct_gather_user *); /* NULL: no memory */
void ct_gather_free(ct_gather *);
ct_sink *ct_gather_sink(ct_gather *);

#endif
