/*
 * token_long.c -- segments that are taken by length: binary payloads, and those too long.
 *
 * Knows BIN and BDS, and how to skip without keeping.  Does not use the index for the
 * inside of what it takes, so that nothing in a payload separates anything.
 */
#include "x12/token_parts.h"

/* A view without use of the index: `separators` of t->few are set, the rest is done here. */
static void put_plain_view(ct_tokenizer *t, uint32_t lead, uint32_t len, uint32_t separators) {
  const char *raw = ct_window_at(t, lead);
  ct_delimiters delims = t->segment.delims;
  t->segment = (ct_segment){.text = raw,
                            .len = len,
                            .marks = separators,
                            .mark = t->few,
                            .delims = delims,
                            .offset = t->base + t->at + lead,
                            .raw = ct_slice_make(raw, len),
                            .lead = ct_slice_make(raw - lead, lead)};
  t->few[separators] = len;
  ct_name_segment(&t->segment);
}

void ct_put_too_long(ct_tokenizer *t, uint32_t lead, uint64_t skip) {
  const char *p = ct_window_at(t, lead);
  uint32_t separators = 0;
  const char *first = memchr(p, t->segment.delims.element, CT_LONG_HEAD);
  if (first) t->few[separators++] = (uint32_t)(first - p);
  put_plain_view(t, lead, CT_LONG_HEAD, separators);
  t->at += lead;
  t->state = CT_AT_LONG;
  t->skip = skip;
  t->look = 1;
}

/*
 * BIN*length*payload, BDS*filter*length*payload: the payload may hold anything, also
 * delimiters.  *stop: where the payload ends by its length.
 */
static bool read_binary(ct_tokenizer *t, uint32_t lead, uint32_t limit, uint64_t *stop) {
  const char *p = ct_window_at(t, lead);
  uint32_t n = limit - lead, at = 3;
  if (n > t->max_segment) n = t->max_segment;
  char separator = t->segment.delims.element;
  if (n < 5 || (memcmp(p, "BIN", 3) != 0 && memcmp(p, "BDS", 3) != 0) || p[3] != separator)
    return false;
  t->binary = true;
  t->few[0] = at++;
  unsigned few = 1;
  if (p[1] == 'D') {
    while (at < n && p[at] != separator) at++;
    t->few[few++] = at++;
  }
  uint64_t length = 0;
  uint32_t digits = at;
  for (; at < n && ct_char_is(p[at], CT_CHAR_DIGIT); at++) {
    if (__builtin_mul_overflow(length, 10u, &length) ||
        __builtin_add_overflow(length, (uint64_t)(p[at] - '0'), &length)) {
      return false;
    }
  }
  if (at == digits || at >= n || p[at] != separator) return false;
  t->few[few] = at++;
  return !__builtin_add_overflow(length, (uint64_t)lead + at, stop);
}

/* True: a token was made of it (or t->status). */
bool ct_put_binary(ct_tokenizer *t, uint32_t lead, uint32_t limit, enum ct_token *token) {
  uint64_t stop;
  if (!read_binary(t, lead, limit, &stop)) return false;
  if (stop - lead > t->max_segment) {
    *token = CT_TOKEN_TOO_LONG;
    if (!ct_window_ensure(t, lead + CT_LONG_HEAD)) return true;
    if (ct_window_live(t) < lead + CT_LONG_HEAD) return false; /* the input ends: a wrong length */
    ct_put_too_long(t, lead, stop - lead);
    return true;
  }
  if (!ct_window_ensure(t, (uint32_t)stop + 1)) return true;
  uint32_t live = ct_window_live(t);
  bool ends = live == stop;
  if (live < stop || (!ends && *ct_window_at(t, (uint32_t)stop) != t->segment.delims.segment)) {
    return false; /* the length is wrong */
  }
  bool delayed = *(ct_window_at(t, lead) + 1) == 'D';
  put_plain_view(t, lead, (uint32_t)stop - lead, delayed ? 3 : 2);
  t->segment.terminated = !ends;
  t->segment.terminator = ends ? '\0' : t->segment.delims.segment;
  t->at += (uint32_t)stop + !ends;
  ct_window_restart(t);
  *token = CT_TOKEN_SEGMENT;
  return true;
}

/* Drops n bytes, or all that there are. */
static bool drop(ct_tokenizer *t, uint64_t n) {
  while (n) {
    uint32_t live = ct_window_live(t);
    if (live == 0) {
      if (t->ended) return true;
      if (!ct_window_fill(t)) return false;
      continue;
    }
    uint32_t now = n < live ? (uint32_t)n : live;
    t->at += now;
    n -= now;
  }
  ct_window_restart(t);
  return true;
}

/* A line that begins an interchange, in what is skipped; before `limit`. */
static bool find_isa_line(ct_tokenizer *t, uint32_t limit) {
  while (t->look + 3 < limit) {
    const char *i = memchr(ct_window_at(t, t->look), 'I', limit - 3 - t->look);
    t->look = i ? (uint32_t)(i - ct_window_at(t, 0)) : limit - 3;
    if (!i) return false;
    if (ct_is_newline(i[-1]) && ct_read_isa(t, t->look)) return true;
    if (t->status != CT_OK) return false;
    t->look++;
  }
  return false;
}

/* Skips the rest of a segment that is too long: to its terminator, or to the next interchange. */
enum ct_status ct_skip_long(ct_tokenizer *t) {
  if (t->skip && !drop(t, t->skip)) return t->status;
  t->skip = 0;
  for (;;) {
    ct_window_sync(t);
    enum ct_window_more end = ct_window_more(t);
    if (end == CT_MORE_FAILED) return t->status;
    uint32_t stop =
        (end == CT_MORE_SEGMENT ? t->index.mark[t->index.end[t->next_end]] : t->scanned) - t->at;
    if (find_isa_line(t, stop)) {
      t->at += t->look;
      break;
    }
    if (t->status != CT_OK) return t->status;
    if (end == CT_MORE_SEGMENT) {
      t->at += stop + 1;
      break;
    }
    if (end == CT_MORE_END) {
      t->at = t->filled;
      break;
    }
    uint32_t past = t->look - 1; /* its byte before is still needed */
    t->at += past;
    t->look = 1;
  }
  ct_window_sync(t);
  t->state = CT_AT_SEGMENT;
  t->look = 0;
  return CT_OK;
}
