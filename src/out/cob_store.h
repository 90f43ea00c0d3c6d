/*
 * cob_store.h -- where the claims of many files are: an index by claim number.
 *
 *   set     where its ISA, GS and what stands before its first level are
 *   level   HL of a billing provider, subscriber or patient; LX of a remittance; and its parent
 *   claim   CLM (837) or CLP (835) with all that belongs to it: 40 bytes
 *
 * A claim is read again as an interchange of its own: its envelopes, its levels, itself.  What
 * cannot be read twice (a pipe, a compressed file) is copied to a private file first.
 */
#ifndef CT_OUT_COB_STORE_H
#define CT_OUT_COB_STORE_H

#include "base/decimal.h"
#include "base/buffer.h"

#define CT_COB_NONE UINT32_MAX

typedef struct ct_cob_file {
  char *name;
  int fd;
} ct_cob_file;

typedef struct ct_cob_set {
  uint64_t isa_at, gs_at, st_at; /* st: to the first level */
  uint32_t isa_len, gs_len, st_len, file;
  char element, segment; /* delimiters */
  ct_decimal paid, provider; /* 835: BPR02; the sum of its PLB */
} ct_cob_set;

typedef struct ct_cob_level {
  uint64_t at;
  uint32_t len, parent, set;
  char kind; /* '0' the set itself, 'B' billing provider, 'S' subscriber, 'P' patient, 'L' LX */
} ct_cob_level;

typedef struct ct_cob_claim {
  uint64_t hash, at; /* of the claim number; of the CLM or CLP */
  uint32_t len, level;
  uint32_t next;   /* claim in the same bucket, later in the files */
  uint32_t answer; /* the owner's: CT_COB_NONE at first */
  uint16_t state;  /* the owner's: 0 at first */
} ct_cob_claim;

typedef struct ct_cob_store {
  ct_cob_file *files;
  ct_cob_set *sets;
  ct_cob_level *levels;
  ct_cob_claim *claims;
  uint32_t *buckets; /* by hash, made at the first search */
  size_t file_count, set_count, level_count, claim_count, bucket_count;
  size_t file_room, set_room, level_room, claim_room;
  uint64_t strays;  /* CLM that are no claims: of no known guide, or out of its order */
  const char *code; /* "837" or "835" */
} ct_cob_store;

void ct_cob_store_init(ct_cob_store *, const char *code); /* code: static */
void ct_cob_store_free(ct_cob_store *);
/*
 * Reads the input once and notes its claims; `reader` is quiet.  `fd` may be closed afterwards.
 * CT_LIMIT: more than 2^32 - 2 claims.
 */
enum ct_status ct_cob_store_add(ct_cob_store *, ct_reader *reader, const char *name, int fd);
/* A descriptor of the same bytes, inflated, that can be read from the start again; close it. */
enum ct_status ct_cob_twice(int fd, int *twice);
bool ct_cob_rewind(int fd);
/* The first claim that may have this number, and the next; CT_COB_NONE after the last. */
uint32_t ct_cob_store_find(ct_cob_store *, ct_slice id);
uint32_t ct_cob_store_find_next(const ct_cob_store *, uint32_t claim);
/* The claim as an interchange (its trailers do not count); false: CT_IO or CT_NO_MEMORY. */
enum ct_status ct_cob_store_fetch(const ct_cob_store *, uint32_t claim, ct_buffer *out);
/* The claim's own bytes, from its CLM or CLP, in what was fetched. */
ct_slice ct_cob_store_text(const ct_cob_store *, uint32_t claim, const ct_buffer *fetched);
static inline const ct_cob_set *ct_cob_set_of(const ct_cob_store *s, uint32_t claim) {
  return &s->sets[s->levels[s->claims[claim].level].set];
}
static inline const char *ct_cob_file_of(const ct_cob_store *s, uint32_t claim) {
  return s->files[ct_cob_set_of(s, claim)->file].name;
}

/* A claim that was read again: its tree, and what is wrong with its money. */
typedef struct ct_cob_view {
  ct_reader *reader;
  ct_buffer bytes;
  const ct_loop *claim, *root; /* of the tree; live until the next load */
  bool unbalanced;             /* an error of its balance was found */
  char why[256];               /* the first of them, else the first warning */
} ct_cob_view;

bool ct_cob_view_open(ct_cob_view *, const ct_grammars *, bool quiet); /* false: no memory */
void ct_cob_view_close(ct_cob_view *);
/* CT_END: there is no claim in it any more (the file has changed). */
enum ct_status ct_cob_view_load(ct_cob_view *, const ct_cob_store *, uint32_t claim);

#endif
