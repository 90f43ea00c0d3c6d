/*
 * token_parts.h -- what tokenizer.c, token_text.c and token_long.c have of each other.
 *
 * `offset`, `lead` and `stop` are from t->at.  The put functions make the current token and
 * move t->at behind it; those that read on may fail, which t->status tells.
 */
#ifndef CT_X12_TOKEN_PARTS_H
#define CT_X12_TOKEN_PARTS_H

#include "x12/window.h"

static inline bool ct_is_newline(char c) {
  return c == '\r' || c == '\n';
}

static inline bool ct_is_delimiter(const ct_delimiters *d, char c) {
  return c == d->element || c == d->segment || (c && (c == d->component || c == d->repetition));
}

/* Tag and tag_len from text and marks. */
void ct_name_segment(ct_segment *);

/* token_text.c: outside of interchanges */
enum ct_status ct_next_text(ct_tokenizer *, enum ct_token *);
void ct_put_text(ct_tokenizer *, uint32_t n);
bool ct_at_byte_order_mark(const ct_tokenizer *, uint32_t offset);
void ct_put_byte_order_mark(ct_tokenizer *);
/* An ISA can be read at `offset`; it is then the one of t->isa that is not the last. */
bool ct_read_isa(ct_tokenizer *, uint32_t offset);
/* Takes over the ISA that was read at `lead`: delimiters, index, state. */
void ct_put_isa(ct_tokenizer *, uint32_t lead);

/* token_long.c: what is not looked at byte by byte */
/* A BIN or BDS with the payload its length says: true when a token was made of it. */
bool ct_put_binary(ct_tokenizer *, uint32_t lead, uint32_t stop, enum ct_token *);
/* Of the segment only its head; `skip` of its bytes cannot hold its terminator. */
void ct_put_too_long(ct_tokenizer *, uint32_t lead, uint64_t skip);
enum ct_status ct_skip_long(ct_tokenizer *);

#endif
