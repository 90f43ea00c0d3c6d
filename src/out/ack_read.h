/*
 * ack_read.h -- acknowledgments that came back: TA1, 999 and 997, as one book to look things up.
 *
 *   book
 *     TA1     ISA13, verdict, note
 *     answer  AK1 to AK9: one functional group
 *       set   AK2 to IK5 (AK5)
 *         error  an IK4 (AK4), or an IK3 (AK3) that speaks of a whole segment; by position
 *
 * Memory grows with the acknowledgments, never with what was sent.  Texts live as long as the book.
 */
#ifndef CT_OUT_ACK_READ_H
#define CT_OUT_ACK_READ_H

#include "base/arena.h"

typedef struct ct_back_error {
  uint32_t position;   /* IK302; 0: not told */
  uint32_t order;      /* as it came */
  ct_slice tag, loop;  /* IK301, IK303 */
  ct_slice ik3, ik4;   /* IK304, IK403; ik4 empty: the whole segment */
  uint8_t element, component; /* IK401 */
  uint16_t repetition;
  ct_slice value;      /* IK404 */
  ct_slice unit;       /* of CTX: the value of CLM01, TRN02 ...; empty */
  ct_slice because;    /* of CTX: "CLM05-1 at segment 37"; empty */
} ct_back_error;

typedef struct ct_back_set {
  ct_slice code, control; /* AK201, AK202 */
  ct_slice verdict, codes; /* IK501; IK502 to IK506, blanks between */
  size_t first, count;    /* its errors */
  bool met;               /* a set that was sent has this number */
} ct_back_set;

typedef struct ct_back_parties { /* of the group and of the interchange, as the ack names them */
  ct_slice sender[2], receiver[2];
} ct_back_parties;

typedef struct ct_back_answer {
  const char *file;
  ct_back_parties parties;
  ct_slice code, control, version; /* AK101 to AK103 */
  ct_slice verdict, codes;         /* AK901; AK905 to AK909 */
  uint64_t received, accepted;     /* AK903, AK904 */
  size_t first, count;             /* its sets, by control number */
  size_t order;                    /* as it came */
  unsigned fit;                    /* the best that a group sent has fitted */
  size_t suitors;                  /* groups sent that fit so */
  bool met;
} ct_back_answer;

typedef struct ct_back_ta1 {
  const char *file;
  ct_back_parties parties;
  ct_slice control, date, time, verdict, note;
  unsigned fit;
  bool met;
} ct_back_ta1;

typedef struct ct_back_list {
  void *item;
  size_t count, room;
} ct_back_list;

typedef struct ct_back_book {
  ct_sink sink; /* first: the book is filled by a quiet, shallow reader */
  const char *file; /* being read: set it before each one; kept */
  ct_back_list ta1s, answers, sets, errors;
  ct_arena arena;
  bool ok; /* false: no memory */
  /* what is open */
  ct_back_parties parties;
  bool in_set, in_answer, in_answered_set, in_segment, has_error;
  ct_back_error segment; /* the IK3 that is open */
} ct_back_book;

ct_back_book *ct_back_new(void); /* NULL: no memory */
void ct_back_free(ct_back_book *);
/* After the last file: puts all in the order that look-ups ask for. */
void ct_back_close(ct_back_book *);

static inline ct_back_ta1 *ct_back_ta1_at(const ct_back_book *b, size_t i) {
  return (ct_back_ta1 *)b->ta1s.item + i;
}
static inline ct_back_answer *ct_back_answer_at(const ct_back_book *b, size_t i) {
  return (ct_back_answer *)b->answers.item + i;
}
static inline ct_back_set *ct_back_set_at(const ct_back_book *b, size_t i) {
  return (ct_back_set *)b->sets.item + i;
}
static inline ct_back_error *ct_back_error_at(const ct_back_book *b, size_t i) {
  return (ct_back_error *)b->errors.item + i;
}

/* Control numbers are the same when they differ in leading zeros only; an order as of memcmp. */
int ct_back_compare(ct_slice, ct_slice);
/* The receiver answers as sender, to the sender: 0 to 2 of them are known. */
unsigned ct_back_parties_fit(const ct_back_parties *sent, const ct_back_parties *back);
/* The first of those with this control number, and how many there are. */
size_t ct_back_find_ta1(const ct_back_book *, ct_slice control, size_t *count);
size_t ct_back_find_answer(const ct_back_book *, ct_slice control, size_t *count);
size_t ct_back_find_set(const ct_back_book *, const ct_back_answer *, ct_slice control,
                        size_t *count);

#endif
