/* support_x12.c -- runs the tokenizer and writes down what it says; judges only its views. */
#include "support_x12.h"

#include <stdio.h>
#include <stdlib.h>

/* ck_assert() writes to a file each time, and these are asked millions of times. */
#define MUST(what)                                                                                 \
  do {                                                                                             \
    if (!(what)) ck_abort_msg("not so: %s", #what);                                                \
  } while (0)

typedef struct paper { /* text that grows */
  char *text;
  size_t len, room;
} paper;

static void put(paper *p, const char *text, size_t n) {
  if (p->len + n + 1 > p->room) {
    p->room = 2 * (p->len + n + 1);
    p->text = realloc(p->text, p->room);
    MUST(p->text != NULL);
  }
  memcpy(p->text + p->len, text, n);
  p->len += n;
  p->text[p->len] = '\0';
}

static void put_text(paper *p, const char *text) {
  put(p, text, strlen(text));
}

static void put_escaped(paper *p, ct_slice s) {
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    char hex[8];
    if (c == '\r')
      put_text(p, "\\r");
    else if (c == '\n')
      put_text(p, "\\n");
    else if (c >= 0x20 && c < 0x7F)
      put(p, (const char *)&c, 1);
    else
      put(p, hex, (size_t)snprintf(hex, sizeof hex, "\\x%02X", c));
  }
}

static void put_field(paper *p, const char *name, ct_slice s) {
  put_text(p, name);
  put_escaped(p, s);
}

static void put_isa(paper *p, const ct_isa *isa) {
  char head[40];
  const ct_delimiters d = isa->delims;
  put(p, head, (size_t)snprintf(head, sizeof head, "ISA %u ", isa->count));
  const char each[4] = {d.element, d.repetition ? d.repetition : '-',
                        d.component ? d.component : '-', d.segment ? d.segment : '-'};
  put_escaped(p, ct_slice_make(each, 4));
  const bool flag[] = {isa->bad_element, isa->bad_repetition,    isa->bad_component,
                       isa->bad_segment, isa->repetition_reused, isa->wrapped};
  bool any = false;
  for (size_t i = 0; i < sizeof flag / sizeof *flag; i++) {
    if (!flag[i]) continue;
    put(p, any ? &"ercsRW"[i] : " ", 1);
    if (!any) put(p, &"ercsRW"[i], 1);
    any = true;
  }
}

/* Walk, count and access by number must agree, and the marks must be in order. */
static void check_view(const ct_segment *s) {
  MUST(s->mark[s->marks] - s->origin == s->len);
  for (uint32_t i = 0; i < s->marks; i++) MUST(s->mark[i] < s->mark[i + 1]);
  MUST(s->tag_len <= s->len);
  MUST(s->tag == ct_tag_pack(ct_segment_tag(s)));
  ct_walk w = ct_walk_start(s);
  unsigned n = 0;
  while (ct_walk_element(&w)) {
    n++;
    MUST(w.element == n);
    if (n > 40) continue; /* access by number costs more the higher it is */
    ct_slice e = ct_segment_get(s, n);
    MUST(e.ptr == w.value.ptr);
    MUST(e.len == w.value.len);
    MUST(w.repeated == (ct_segment_repetitions(s, n) > 1));
  }
  MUST(ct_segment_count(s) == n);
  MUST(ct_segment_get(s, n + 1).len == 0);
  if (s->text == s->raw.ptr) MUST(s->len <= s->raw.len);
}

static void put_segment(paper *p, const ct_segment *s) {
  check_view(s);
  if (s->dirty) put_text(p, " dirty");
  if (!s->terminated) put_text(p, " open");
  if (s->lead.len) put_field(p, " lead=", s->lead);
  ct_slice text = ct_slice_make(s->text, s->len);
  if (!ct_slice_same(text, s->raw)) put_field(p, " raw=", s->raw);
  if (s->terminated && s->terminator != s->delims.segment) {
    put_field(p, " end=", ct_slice_make(&s->terminator, 1));
  }
}

typedef struct sum { /* what the tokens add up to */
  const char *data;
  size_t size, at;
  bool broken; /* a segment too long was dropped: the rest cannot be compared */
} sum;

static void add(sum *s, ct_slice part) {
  if (s->broken) return;
  MUST(part.len <= s->size - s->at);
  MUST(memcmp(s->data + s->at, part.ptr, part.len) == 0);
  s->at += part.len;
}

static void take(paper *p, sum *bytes, ct_tokenizer *t, enum ct_token token) {
  const ct_segment *s = ct_tokenizer_segment(t);
  if (token == CT_TOKEN_TEXT) {
    ct_slice text = ct_tokenizer_text(t);
    MUST(text.len > 0);
    MUST(text.len <= CT_TEXT_PIECE);
    if (!bytes->broken) MUST(ct_tokenizer_offset(t) == bytes->at);
    add(bytes, text);
    put_field(p, "text \"", text);
    put_text(p, "\"\n");
    return;
  }
  if (!bytes->broken) MUST(ct_tokenizer_offset(t) == bytes->at + s->lead.len);
  if (token == CT_TOKEN_TOO_LONG) {
    bytes->broken = true;
    put_field(p, "long ", ct_segment_tag(s));
    put_text(p, "\n");
    return;
  }
  add(bytes, s->lead);
  add(bytes, s->raw);
  if (s->terminated) add(bytes, ct_slice_make(&s->terminator, 1));
  if (!bytes->broken) MUST(ct_tokenizer_bytes(t) == bytes->at);
  if (token == CT_TOKEN_ISA)
    put_isa(p, ct_tokenizer_isa(t));
  else
    put_escaped(p, ct_slice_make(s->text, s->len));
  put_segment(p, s);
  put_text(p, "\n");
}

char *x12_tokens(const char *data, size_t size, x12_how how) {
  ct_tokenizer *t = ct_tokenizer_new(how.read_size, how.max_segment, how.simd);
  MUST(t != NULL);
  support_chunks chunks = {.data = data, .size = size, .chunk = how.chunk};
  ct_input *input;
  MUST(ct_input_open_fn(&input, support_chunks_read, &chunks) == CT_OK);
  ct_tokenizer_reset(t, input);
  paper p = {NULL, 0, 0};
  put_text(&p, "");
  sum bytes = {data, size, 0, false};
  enum ct_token token;
  enum ct_status status;
  while ((status = ct_tokenizer_next(t, &token)) == CT_OK) take(&p, &bytes, t, token);
  ck_assert_msg(status == CT_END, "status %d: %s", (int)status, ct_tokenizer_error(t));
  MUST(ct_tokenizer_next(t, &token) == CT_END);
  MUST(ct_tokenizer_bytes(t) == size);
  if (!bytes.broken) MUST(bytes.at == size);
  ct_tokenizer_free(t);
  ct_input_close(input);
  return p.text;
}

/* The first line that differs, and how it should be. */
static void compare(const char *got, const char *want, size_t read_size, int level) {
  size_t line = 0, number = 1, i = 0;
  for (; got[i] && got[i] == want[i]; i++) {
    if (got[i] == '\n') line = i + 1, number++;
  }
  if (got[i] == want[i]) return;
  ck_abort_msg("read size %zu, level %d, token %zu:\n%.600s\n--- wanted\n%.600s", read_size, level,
               number, got + line, want + line);
}

void x12_expect_sized(const char *data, size_t size, uint64_t max_segment, const char *want) {
  for (int level = 0; level < CT_SIMD_COUNT; level++) {
    if (!ct_simd_available((enum ct_simd)level)) continue;
    for (size_t i = 0; i <= support_chunk_size_count; i++) {
      size_t n = i < support_chunk_size_count ? support_chunk_sizes[i] : 0;
      x12_how how = {0, (uint32_t)n, max_segment, (enum ct_simd)level};
      char *got = x12_tokens(data, size, how);
      compare(got, want, n, level);
      free(got);
    }
  }
}

void x12_expect(const char *text, const char *want) {
  x12_expect_sized(text, strlen(text), 0, want);
}

uint64_t x12_random(uint64_t *state) {
  uint64_t x = *state;
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  return *state = x;
}

uint32_t x12_random_below(uint64_t *state, uint32_t bound) {
  return (uint32_t)((x12_random(state) >> 32) * bound >> 32);
}
