/*
 * cursor.h -- where we are in a guide: the loops that are open, and what each has had.
 *
 *   frame[0] set   frame[1] 2000A   frame[2] 2000B   frame[3] 2300  <- depth 4
 *
 * ct_cursor_find() looks and changes nothing; ct_cursor_move() closes, counts, reports and
 * opens.  Between the two the caller may look at what will be closed.
 */
#ifndef CT_GUIDE_CURSOR_H
#define CT_GUIDE_CURSOR_H

#include "guide/grammar.h"
#include "x12/fault.h"

enum { CT_NODE_LIMIT = 1024, CT_CURSOR_DEPTH = 16, CT_HL_TEXT = 64, CT_HL_MARKS = 8 };

enum ct_place {
  CT_PLACE_NONE,      /* no loop that is open has a place for it */
  CT_PLACE_FITS,      /* tag and key, in order */
  CT_PLACE_ORDER,     /* tag and key, but its turn has passed */
  CT_PLACE_QUALIFIER, /* the tag alone */
  CT_PLACE_OPENS      /* under a loop whose first segment is missing */
};

typedef struct ct_found {
  uint8_t place;  /* enum ct_place */
  uint8_t keep;   /* frames that stay open; the segment goes below frame[keep - 1] */
  uint16_t node;  /* the segment use */
} ct_found;

typedef struct ct_frame {
  uint16_t node;       /* of the loop */
  uint16_t rank;       /* of the latest child */
  uint16_t need_rank;  /* lowest rank of a required child not seen; UINT16_MAX none */
  bool detached;       /* opened out of its turn: says nothing of the loops below it */
  bool implied;        /* opened without its first segment */
  bool forgiving;      /* says nothing of what it lacks: its beginning or a part could not be read */
  bool broken;         /* its structure is: it lacks something, or is displaced */
  bool displaced;      /* segments of it were lost, or taken elsewhere: its sums say nothing */
  ct_child_set seen;
  uint32_t count[CT_CHILD_LIMIT]; /* by child; valid where seen */
  /* hierarchical level that opened it */
  bool has_hl, hl_has_child;
  ct_segment hl;       /* number, offset and node of the HL */
  uint32_t hl_marks[CT_HL_MARKS + 1];
  char hl_text[CT_HL_TEXT];
} ct_frame;

typedef struct ct_memo { /* a remembered search; right whenever all of its key is equal */
  uint64_t key;
  ct_tag tag;
  uint16_t from;
  ct_found found;
  bool stays; /* the segment goes into the innermost loop and opens none */
} ct_memo;
enum { CT_MEMO_SLOTS = 512 };

typedef struct ct_key_place { /* which element tells uses of a tag apart in this guide */
  ct_tag tag;
  uint8_t element, component;
  bool mixed; /* differs between uses: such tags are not remembered */
} ct_key_place;
enum { CT_KEY_SLOTS = 256 };

typedef struct ct_cursor {
  const ct_grammar *grammar;
  uint16_t last;       /* node placed last: with frames all in turn it decides every search;
                          UINT16_MAX: they are not */
  unsigned depth, detached;
  uint32_t hl_count;   /* of the set */
  uint64_t hl_last;    /* number told by the latest HL01 */
  const ct_segment *now; /* the segment being moved to: where faults about the missing sit */
  ct_fault_fn *report;
  void *ctx;
  ct_frame frame[CT_CURSOR_DEPTH];
  ct_memo memo[CT_MEMO_SLOTS];
  ct_key_place key_place[CT_KEY_SLOTS];
  uint16_t first_need[CT_NODE_LIMIT]; /* of a loop that has had nothing: see ct_frame.need_rank */
} ct_cursor;

/* Begins a set: frame[0] is open, ST is seen. Faults go to `report`. */
void ct_cursor_begin(ct_cursor *, const ct_grammar *, ct_fault_fn *report, void *ctx);
ct_found ct_cursor_find(ct_cursor *, const ct_segment *);
/*
 * Closes all frames from `keep` up, the innermost first; missing segments and loops are
 * reported at `at`. closed() is called for each, before its frame goes. NULL is fine.
 */
typedef void ct_cursor_fn(void *ctx, const ct_frame *);
void ct_cursor_close(ct_cursor *, unsigned keep, const ct_segment *at, ct_cursor_fn *closed);
/* A segment could not be read: the innermost loop is broken, and nothing is missed in it. */
void ct_cursor_forgive(ct_cursor *);
/* Tells what the innermost loop still lacks, as if it closed; it stays open. */
void ct_cursor_finish_top(ct_cursor *, const ct_segment *at);
/* After ct_cursor_close(found.keep): reports, counts, opens; opened() for each loop that opens. */
void ct_cursor_place(ct_cursor *, ct_found, const ct_segment *, ct_cursor_fn *opened);
/* HL01..HL04 of a segment that opened a hierarchical loop; before its children are read. */
void ct_cursor_level(ct_cursor *, const ct_segment *);
/*
 * The usual case in one piece: the segment is known to follow the last one inside the same
 * loop, and neither misses nor repeats anything.  true: it is placed, s->node is set.
 * false: nothing was done.
 */
bool ct_cursor_quick(ct_cursor *, ct_segment *);
/* The innermost open loop. */
static inline const ct_frame *ct_cursor_top(const ct_cursor *c) { return &c->frame[c->depth - 1]; }
/* Which occurrence of its loop the top frame is within the parent loop, from 1. */
uint32_t ct_cursor_occurrence(const ct_cursor *);

/* In level.c: a hierarchical frame closes: HL04 against what came. */
void ct_cursor_level_closes(ct_cursor *, const ct_frame *);
/* In find.c; cursor.c remembers what it finds. */
ct_found ct_cursor_search(const ct_cursor *, const ct_segment *);

#endif
