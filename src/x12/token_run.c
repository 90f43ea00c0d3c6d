/*
 * token_run.c -- segments taken many at a time, for readers that only pass them on.
 *
 * Takes what the fast path of tokenizer.h would take one by one, and no segment that begins or
 * ends an envelope.
 */
#include "x12/tokenizer.h"

static bool is_envelope(ct_tag tag) {
  return tag == CT_TAG2('S', 'E') || tag == CT_TAG2('S', 'T') || tag == CT_TAG2('G', 'E') ||
         tag == CT_TAG2('G', 'S') || tag == CT_TAG3('I', 'E', 'A') || tag == CT_TAG3('I', 'S', 'A');
}

/* The segment whose lead is at `at` and whose first mark is `mark`. */
static inline bool goes_on(const ct_tokenizer *t, uint32_t at, uint32_t mark) {
  static const uint32_t kept[2] = {0xFFFF0000u, 0xFFFFFF00u};
  uint32_t start = at + t->lead_len, tag_len = mark - start;
  const char *p = t->window + start;
  uint16_t before;
  memcpy(&before, t->window + at, sizeof before);
  if ((before & t->lead_mask) != t->lead_want || tag_len - 2 > 1) return false;
  ct_tag tag = ct_tokenizer_load_tag(p) & kept[tag_len - 2];
  return p[tag_len] == t->segment.delims.element && t->plain[ct_tokenizer_slot(tag)] == tag &&
         !is_envelope(tag);
}

uint32_t ct_tokenizer_take_run(ct_tokenizer *t, ct_slice *text) {
  const uint32_t *mark = t->index.mark, *end = t->index.end;
  uint32_t at = t->at, next = t->next_mark, i = t->next_end;
  while (i < t->fast_ends && goes_on(t, at, mark[next])) {
    next = end[i] + 1;
    at = mark[end[i]] + 1;
    i++;
  }
  uint32_t count = i - t->next_end;
  if (count == 0) return 0;
  *text = ct_slice_make(t->window + t->at, at - t->at);
  t->segment.offset = t->base + t->at + t->lead_len;
  t->next_mark = next;
  t->next_end = i;
  t->at = at;
  return count;
}
