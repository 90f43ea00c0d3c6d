/*
 * ack_join.h -- what was sent, read beside the book of what came back: a row for each error, claim,
 * set, group and interchange, in the order of the file.
 *
 * Joined by ISA13 (TA1), AK101 to AK103 (GS01, GS06, GS08), AK202 (ST02) and the position of the
 * segment; numbers are the same without zeros in front.  Sender and receiver, ISA09, ISA10 and
 * GS08 tell apart what has the same control number: ct_join_scan() over everything sent finds how
 * well each acknowledgment fits at best, and only what fits as well is joined after that.
 */
#ifndef CT_OUT_ACK_JOIN_H
#define CT_OUT_ACK_JOIN_H

#include "out/ack_read.h"

#include "base/buffer.h"

enum ct_join_kind {
  CT_JOIN_INTERCHANGE, /* at its end */
  CT_JOIN_GROUP,
  CT_JOIN_SET,
  CT_JOIN_ERROR,
  CT_JOIN_CLAIM, /* at its end */
  CT_JOIN_UNMATCHED
};

enum ct_join_fate { /* a worse one wins where several answers tell of the same */
  CT_FATE_UNANSWERED,
  CT_FATE_ACCEPTED,
  CT_FATE_NOTED, /* accepted, with errors noted */
  CT_FATE_REJECTED,
  CT_FATE_PARTLY,       /* interchange, group */
  CT_FATE_ACKNOWLEDGED, /* interchange: by a TA1 alone */
  CT_FATE_NOT_DUE,      /* interchange: it holds acknowledgments, which nobody answers */
  CT_FATE_UNMATCHED
};

typedef struct ct_join_row {
  enum ct_join_kind kind;
  enum ct_join_fate fate;
  const char *file; /* that was sent; NULL: an acknowledgment matched nothing */
  const char *ack;  /* the acknowledgment; NULL: none */
  ct_slice interchange, group, set;
  ct_slice verdict, codes; /* as they came: "R", "5 I5"; of an error: IK304, IK403 */
  /* error */
  uint32_t segment;
  ct_slice tag, loop, claim, line;
  bool before_claim;       /* `claim` is the first one after the error, not around it */
  char reference[CT_REFERENCE_SIZE]; /* "CLM05-2" */
  ct_slice value, text;    /* the segment as sent; empty: it has none there */
  size_t mark, mark_len;   /* what is meant in `text` */
  ct_slice message;
  /* claim: errors; interchange and group: sets */
  uint64_t errors, sets, accepted, rejected, unanswered;
} ct_join_row;

typedef void ct_join_fn(void *ctx, const ct_join_row *);

typedef struct ct_join ct_join;

/* NULL: no memory.  The book must be closed, and outlives the join. */
ct_join *ct_join_new(ct_back_book *, ct_join_fn *, void *ctx);
void ct_join_free(ct_join *);
/* For the first reading of a file that was sent (envelope only), before any second one. */
ct_sink *ct_join_scan(ct_join *);
/* For the second, with all segments; `summary`: rows of interchanges only. */
ct_sink *ct_join_read(ct_join *, const char *file, bool summary);
/* After the last file: what came back and fits nothing. */
void ct_join_finish(ct_join *);
/* Everything sent was accepted, and nothing was left over. */
bool ct_join_accepted(const ct_join *);

const char *ct_join_fate_name(enum ct_join_fate);

#endif
