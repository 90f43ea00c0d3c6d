/*
 * ack_match.h -- which TA1 and which answers of the book belong to an interchange and a group that
 * were sent.
 *
 * Control numbers find them; sender, receiver, date, time and version tell apart what has the same
 * number: a first reading of everything sent finds how well each fits at best, and only what fits
 * as well is joined after that.
 */
#ifndef CT_OUT_ACK_MATCH_H
#define CT_OUT_ACK_MATCH_H

#include "out/ack_read.h"

enum { CT_MATCH_NAME = 64 };

typedef struct ct_match_name { /* a value that outlives its segment; a longer one is cut: it fits nothing */
  char text[CT_MATCH_NAME];
  size_t len;
} ct_match_name;
ct_slice ct_match_keep(ct_match_name *, ct_slice);
static inline ct_slice ct_match_text(const ct_match_name *n) {
  return ct_slice_make(n->text, n->len);
}

enum ct_match_kept { /* of ISA, of GS */
  CT_MATCH_SENDER, CT_MATCH_RECEIVER, CT_MATCH_DATE, CT_MATCH_TIME, CT_MATCH_CONTROL,
  CT_MATCH_CODE, CT_MATCH_GROUP_SENDER, CT_MATCH_GROUP_RECEIVER, CT_MATCH_GROUP_CONTROL,
  CT_MATCH_VERSION, CT_MATCH_KEPT
};

typedef struct ct_match { /* the interchange and group that are open; all zero but the book */
  ct_back_book *book; /* closed */
  ct_match_name kept[CT_MATCH_KEPT];
  ct_back_parties parties;
  ct_slice control, date, time;
  bool control_good; /* nine digits */
  ct_slice group_code, group_control, version;
} ct_match;

void ct_match_isa(ct_match *, const ct_segment *);
void ct_match_gs(ct_match *, const ct_segment *);
/* An event of the first reading. */
void ct_match_scan(ct_match *, const ct_event *);

typedef struct ct_match_search { /* all zero to begin */
  unsigned pass;
  size_t at, left;
} ct_match_search;
/* The next TA1 that fits the interchange as well as any; NULL: no more. */
ct_back_ta1 *ct_match_ta1(const ct_match *, ct_match_search *);

/* Answers with the number of the group: the first and how many; ask each whether it fits. */
size_t ct_match_answers(const ct_match *, size_t *count);
bool ct_match_fits(const ct_match *, const ct_back_answer *);
/* As many answers as groups that cannot be told apart (GS06 is always 1): they pair off in order. */
bool ct_match_pairs_off(const ct_match *, size_t first, size_t count);

#endif
