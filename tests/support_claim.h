/*
 * support_claim.h -- the claim floor alone: a small guide made by hand, segments placed in
 * its tree by tag and key, and the faults and rows that the checks hand out.
 *
 * Enough of the 837 and the 835 for balance and placement, and no reader: what goes wrong
 * here went wrong on the claim floor.
 */
#ifndef CT_TESTS_SUPPORT_CLAIM_H
#define CT_TESTS_SUPPORT_CLAIM_H

#include "claim/checks.h"
#include "support.h"

enum { GUIDE_NODES = 256, GUIDE_LISTS = 64, GUIDE_SLOTS = 32 };

typedef struct small_guide {
  ct_grammar grammar;
  ct_node node[GUIDE_NODES];
  uint16_t child[GUIDE_NODES];
  ct_list list[GUIDE_LISTS];
  uint64_t slot[GUIDE_LISTS][GUIDE_SLOTS];
  ct_cob_profile cob;
} small_guide;

const ct_grammar *small_837(small_guide *);
const ct_grammar *small_835(small_guide *);
/* The 837 with everything that the masshealth profile asks of coordination of benefits. */
const ct_grammar *small_837_masshealth(small_guide *);
uint16_t small_node(const ct_grammar *, const char *path); /* "2300/2320/AMT[D]"; the first */

/* ---- segments ----------------------------------------------------------------------- */

enum { SEGMENT_MARKS = 600 };
typedef struct small_segment {
  ct_segment view;
  uint32_t mark[SEGMENT_MARKS];
} small_segment;
/* A view of "CLM*A*1:2" (no terminator); the text is borrowed. */
void small_segment_make(small_segment *, const char *text, size_t len, uint32_t number);

/* ---- a run of the checks --------------------------------------------------------------- */

typedef struct told {
  const char *id; /* of the catalogue */
  int severity;   /* -1: the usual */
  uint32_t segment;
  uint8_t element;
  char tag[4], payer[40], line[16], rule[8], value[40], expected[24], actual[24], args[2][160];
  bool has_amounts, at_end;
  uint16_t node;
} told;

typedef struct told_row {
  const char *id;
  char text[2000]; /* "CLM02 100.00 = 60.00 (SV203, 12) - 40.00 (CAS PR 96, 13)" */
  char payer[40], line[16];
  char difference[24];
  bool balanced, told;
} told_row;

enum { TOLD = 4000, ROWS = 200 };
typedef struct run {
  told told[TOLD];
  size_t count;
  told_row row[ROWS];
  size_t rows;
  uint64_t claims;
  ct_decimal charges, payments;
  bool overflow;
  enum ct_status status;   /* of the checks */
  size_t most_memory;      /* bytes of tree memory in use at once */
} run;

typedef struct run_options {
  uint8_t snip;       /* 0: 7 */
  bool explain;
  uint64_t max_claim; /* 0: none */
  const char *broken; /* loop id marked displaced wherever it closes; NULL none */
  bool lenient;       /* a segment without a place is left out */
  bool ask_all;       /* every rule is asked */
} run_options;

/*
 * Segments (ended by ~, line ends skipped) of one set, ST or its first claim first; envelope
 * segments are skipped.  The run is static memory: the next run overwrites it.
 */
const run *run_text(const ct_grammar *, const char *text, const run_options *);
/* As many of them that have this id. */
size_t run_count(const run *, const char *id);
const told *run_first(const run *, const char *id); /* NULL: none */

#endif
