/*
 * window.h -- the tokenizer's window and the index of it; for tokenizer.c only.
 *
 * Offsets are from t->at, so that they stay true when the window slides.
 */
#ifndef CT_X12_WINDOW_H
#define CT_X12_WINDOW_H

#include "x12/tokenizer.h"

enum { CT_UNIT_MORE = CT_LEAD_MAX + 1 }; /* lead and terminator of a segment */

enum ct_window_more {
  CT_MORE_SEGMENT, /* t->next_end is the end of a whole segment */
  CT_MORE_FULL,    /* more than the longest unit is scanned, without an end */
  CT_MORE_END,     /* the input ended, no end in what is left */
  CT_MORE_FAILED   /* t->status */
};

bool ct_window_open(ct_tokenizer *, uint32_t read_size, uint32_t max_segment);
void ct_window_close(ct_tokenizer *);
void ct_window_reset(ct_tokenizer *);
/* Reads and scans until one of the above. */
enum ct_window_more ct_window_more(ct_tokenizer *);
/* Reads until `n` bytes are at hand, or the input ends. False: t->status. */
bool ct_window_ensure(ct_tokenizer *, uint32_t n);
/* One read. False: t->status. */
bool ct_window_fill(ct_tokenizer *);
/* Drops what the index has before `at`. */
void ct_window_sync(ct_tokenizer *);
/* Says (after a sync) how far the fast path may go on its own. */
void ct_window_allow_fast(ct_tokenizer *, bool allowed);
/* Forgets the index: the next byte to scan is at `at`, after a terminator. */
void ct_window_restart(ct_tokenizer *);

static inline uint32_t ct_window_live(const ct_tokenizer *t) {
  return t->filled - t->at;
}
static inline const char *ct_window_at(const ct_tokenizer *t, uint32_t offset) {
  return t->window + t->at + offset;
}

#endif
