/*
 * token_text.c -- outside of interchanges: looking for the next ISA, and taking it over.
 *
 * Knows where an ISA may start, and that a byte order mark may stand before it.  Does not
 * know whether what it skips is harmless: it hands it on as text.
 */
#include "x12/token_parts.h"

void ct_put_text(ct_tokenizer *t, uint32_t n) {
  t->text = ct_slice_make(ct_window_at(t, 0), n);
  t->segment.offset = t->base + t->at;
  char last = t->text.ptr[n - 1];
  t->may_start = (unsigned char)last <= ' ' || last == ct_tokenizer_isa(t)->delims.segment;
  t->at += n;
  t->look = 0;
}

bool ct_at_byte_order_mark(const ct_tokenizer *t, uint32_t offset) {
  return ct_window_live(t) >= offset + 3 && memcmp(ct_window_at(t, offset), "\xEF\xBB\xBF", 3) == 0;
}

void ct_put_byte_order_mark(ct_tokenizer *t) {
  ct_put_text(t, 3);
  t->may_start = true;
  t->framing.byte_order_mark = true;
}

bool ct_read_isa(ct_tokenizer *t, uint32_t offset) {
  if (ct_window_live(t) < offset + 4 || memcmp(ct_window_at(t, offset), "ISA", 3) != 0)
    return false;
  if (!ct_window_ensure(t, offset + CT_ISA_LOOK)) return false;
  return ct_isa_parse(&t->isa[1 - t->isa_index], ct_window_at(t, offset),
                      ct_window_live(t) - offset, t->ended);
}

/* A segment may start at `offset` of the text; `*back`: a byte order mark stands before it. */
static bool may_start(const ct_tokenizer *t, uint32_t offset, uint32_t *back) {
  *back = 0;
  if (offset == 0) return t->may_start;
  char before = ct_window_at(t, offset)[-1];
  if (offset >= 3 && ct_at_byte_order_mark(t, offset - 3)) *back = 3;
  return *back || (unsigned char)before <= ' ' || before == ct_tokenizer_isa(t)->delims.segment;
}

/* Looks for an ISA among the first bytes; true: it starts at *at (a byte order mark included). */
static bool find_isa(ct_tokenizer *t, uint32_t *at) {
  for (;;) {
    uint32_t live = ct_window_live(t), back;
    uint32_t limit = live < CT_TEXT_PIECE + 4 ? live : CT_TEXT_PIECE + 4;
    if (t->look >= limit) return false;
    const char *i = memchr(ct_window_at(t, t->look), 'I', limit - t->look);
    t->look = i ? (uint32_t)(i - ct_window_at(t, 0)) : limit;
    if (!i || (live < t->look + 4 && !t->ended)) return false;
    if (may_start(t, t->look, &back) && ct_read_isa(t, t->look)) {
      *at = t->look - back;
      return true;
    }
    if (t->status != CT_OK) return false;
    t->look++;
  }
}

void ct_put_isa(ct_tokenizer *t, uint32_t lead) {
  ct_delimiters old = ct_tokenizer_isa(t)->delims;
  t->isa_index = 1 - t->isa_index;
  const ct_isa *isa = ct_tokenizer_isa(t);
  const char *raw = ct_window_at(t, lead);
  t->segment = (ct_segment){.text = isa->wrapped ? isa->text : raw,
                            .len = isa->len,
                            .tag_len = 3,
                            .tag = CT_TAG3('I', 'S', 'A'),
                            .marks = isa->count,
                            .mark = isa->mark,
                            .delims = isa->delims,
                            .offset = t->base + t->at + lead,
                            .raw = ct_slice_make(raw, isa->raw_len),
                            .lead = ct_slice_make(raw - lead, lead),
                            .terminated = isa->terminated,
                            .terminator = isa->delims.segment};
  for (uint32_t i = 0; i < isa->len; i++) {
    char c = isa->text[i];
    t->segment.dirty |= !ct_char_is(c, CT_CHAR_PRINT) && !ct_is_delimiter(&isa->delims, c);
  }
  t->framing.wrapped |= isa->wrapped;
  uint32_t stop = t->at + lead + isa->raw_len;
  t->at = stop + isa->terminated;
  t->look = 0;
  t->may_start = false;
  bool readable = isa->terminated && !isa->bad_element;
  t->state = readable ? CT_AT_SEGMENT : CT_AT_TEXT;
  ct_window_sync(t);
  bool same = memcmp(&old, &isa->delims, sizeof old) == 0;
  size_t ended = t->next_end; /* the index is good when it has the ISA's end */
  if (!same || ended == 0 || t->index.mark[t->index.end[ended - 1]] != stop) {
    if (readable) ct_scan_prepare(&t->set, isa->delims);
    ct_window_restart(t);
  }
}

enum ct_status ct_next_text(ct_tokenizer *t, enum ct_token *token) {
  *token = CT_TOKEN_TEXT;
  for (;;) {
    uint32_t at = 0;
    if (t->base + t->at == 0) {
      if (!ct_window_ensure(t, 3)) return t->status;
      if (ct_at_byte_order_mark(t, 0)) {
        ct_put_byte_order_mark(t);
        return CT_OK;
      }
    }
    bool found = find_isa(t, &at);
    if (t->status != CT_OK) return t->status;
    uint32_t live = ct_window_live(t);
    if (found && at == 0) {
      if (ct_at_byte_order_mark(t, 0)) {
        ct_put_byte_order_mark(t);
      } else {
        ct_put_isa(t, 0);
        *token = CT_TOKEN_ISA;
      }
      return CT_OK;
    }
    if (found || live >= CT_TEXT_PIECE + 8 || t->ended) {
      uint32_t n = found && at < live ? at : live;
      if (n > CT_TEXT_PIECE) n = CT_TEXT_PIECE;
      if (n == 0) return CT_END;
      ct_put_text(t, n);
      return CT_OK;
    }
    if (!ct_window_fill(t)) return t->status;
  }
}
