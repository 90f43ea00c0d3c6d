/*
 * ahead.h -- reads ahead of a reader, and cuts what comes into stretches of whole sets.
 *
 *   input    |ISA GS|ST SE|ST SE|GE IEA ISA GS|ST SE|ST SE|ST ....
 *   stretch 1[        set   set                 set ]
 *   stretch 2                                       [ set   (open: filled on)
 *
 * It looks for sets by their trailers, byte by byte, and understands nothing else: a cut is a
 * guess, which the reader proves (lone.h).  The reader gets all bytes from here, in order.
 * Where a set is longer than a stretch may be, or where anything but sets and their envelopes
 * follows, it is lost: it hands the input through until it is set up again between two sets.
 *
 * One thread has it all; stretches that are handed out are another's until they are done.
 */
#ifndef CT_AHEAD_H
#define CT_AHEAD_H

#include "lone.h"

enum ct_stretch_phase { CT_STRETCH_MINE, CT_STRETCH_WAITS, CT_STRETCH_READ, CT_STRETCH_DONE };

typedef struct ct_stretch {
  struct ct_stretch *next; /* behind it in the input; the two overlap */
  uint64_t offset;         /* of bytes[0] */
  char *bytes;
  size_t len, room;
  ct_lone_set *set;
  size_t sets, set_room;
  size_t fed, asked; /* sets that the reader's bytes, and the reader, have passed */
  ct_record record;
  enum ct_stretch_phase phase; /* under the lock of at_once.c */
  bool given;                  /* handed out */
  bool dropped;                /* its sets are not asked for any more */
} ct_stretch;

typedef struct ct_ahead {
  ct_reader *reader; /* whose input it reads */
  ct_input *source;
  enum ct_status status;    /* of the source; CT_OK while there is more */
  unsigned wants;           /* of who listens to the reader */
  uint64_t at;              /* next byte that the reader gets */
  size_t usual;             /* bytes of sets in a stretch */
  size_t longest, most;     /* how far it looks for the end of a set; how far that may get */
  uint64_t too_long;        /* where a set begins that was longer; 0 none */
  ct_stretch *first, *last; /* in order; the last one is open while it cuts */
  ct_stretch *spare;
  bool cuts; /* false: lost */
  /* while it cuts: */
  size_t next;   /* in the open stretch: where something begins */
  size_t looked; /* and up to where a trailer was looked for */
  bool in_interchange, in_group;
  ct_delimiters delims;
  ct_heading *heading; /* the last one; NULL none */
  uint64_t headings;
  ct_key_set numbers; /* ST02s of the group, */
  bool whole_group;   /* of all its sets; else the reader has those before */
} ct_ahead;

void ct_ahead_init(ct_ahead *, ct_reader *, unsigned wants);
void ct_ahead_free(ct_ahead *);
/*
 * Sets it up where the reader stands: between two sets or interchanges, with no stretch left
 * but one that holds nothing to be asked for.  False: no memory, or it cannot be done here.
 */
bool ct_ahead_begin(ct_ahead *, ct_input *feed);
/* Reads on and cuts until a stretch is full: it is the caller's to have read.  NULL: lost. */
ct_stretch *ct_ahead_fill(ct_ahead *);
/* A ct_input_ahead_fn, with the ct_ahead as ctx: the reader's bytes. */
enum ct_status ct_ahead_feed(void *ahead, char *buf, size_t size, size_t *got);
/* The set that begins at `offset`, and its stretch; NULL: none that is asked for. */
ct_lone_set *ct_ahead_set_at(ct_ahead *, uint64_t offset, ct_stretch **);
/* The reader has adopted sets up to `offset`, and wants no bytes before it. */
void ct_ahead_skip(ct_ahead *, uint64_t offset);
/* Stretches that lie before `offset` and are nobody else's are used again.  Under the lock. */
void ct_ahead_release(ct_ahead *, uint64_t offset);

/* ahead_cut.c: one set, or one segment between sets. */
enum ct_cut { CT_CUT_ON, CT_CUT_MORE, CT_CUT_LOST, CT_CUT_NO_MEMORY };
enum ct_cut ct_ahead_cut(ct_ahead *);
void ct_heading_leave(ct_heading *); /* one user less; NULL is fine */

#endif
