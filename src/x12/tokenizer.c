/*
 * tokenizer.c -- segments that the fast path in tokenizer.h leaves: everything unusual.
 *
 * Knows what blanks and line ends before a segment, wrapped lines and a missing terminator
 * look like.  What is outside of interchanges is token_text.c's, what is too long or binary
 * token_long.c's.  Does not judge data: what it meets is written in the token and in the
 * framing, and a higher floor makes findings of it.
 */
#include "x12/tokenizer.h"

#include "base/mem.h"
#include "x12/token_parts.h"

#define TAG_ISA CT_TAG3('I', 'S', 'A')
#define TAG_IEA CT_TAG3('I', 'E', 'A')
#define TAG_BIN CT_TAG3('B', 'I', 'N')
#define TAG_BDS CT_TAG3('B', 'D', 'S')

enum { MIN_SEGMENT = CT_LONG_HEAD, MAX_SEGMENT = 1 << 30, MAX_READ = 1 << 28 };

static bool is_blank(char c) {
  return ct_char_is(c, CT_CHAR_BLANK);
}

ct_tokenizer *ct_tokenizer_new(uint32_t read_size, uint64_t max_segment, enum ct_simd simd) {
  ct_tokenizer *t = ct_mem_zalloc(1, sizeof *t);
  if (!t) return NULL;
  if (read_size == 0) read_size = 256 * 1024;
  if (read_size > MAX_READ) read_size = MAX_READ;
  if (max_segment == 0) max_segment = 64 * 1024;
  if (max_segment < MIN_SEGMENT) max_segment = MIN_SEGMENT;
  if (max_segment > MAX_SEGMENT) max_segment = MAX_SEGMENT;
  t->scan = ct_scan_at(simd);
  if (!ct_window_open(t, read_size, (uint32_t)max_segment)) {
    ct_tokenizer_free(t);
    return NULL;
  }
  ct_tokenizer_reset(t, NULL);
  return t;
}

void ct_tokenizer_free(ct_tokenizer *t) {
  if (!t) return;
  ct_window_close(t);
  ct_mem_free(t->clean);
  ct_mem_free(t->clean_mark);
  ct_mem_free(t);
}

void ct_tokenizer_reset(ct_tokenizer *t, ct_input *input) {
  t->input = input;
  t->status = CT_OK;
  t->state = CT_AT_TEXT;
  t->may_start = true;
  t->look = 0;
  t->lead_len = t->lead_mask = t->lead_want = 0;
  t->skip = 0;
  t->binary = false;
  t->framing = (ct_framing){false, false, false, false};
  t->text = ct_slice_empty();
  memset(t->isa, 0, sizeof t->isa);
  memset(&t->segment, 0, sizeof t->segment);
  t->segment.text = "";
  t->segment.raw = t->segment.lead = ct_slice_empty();
  t->segment.mark = t->few;
  for (unsigned i = 0; i < 2; i++) {
    for (unsigned e = 0; e < 17; e++) t->isa[i].element[e] = ct_slice_empty();
  }
  ct_window_reset(t);
}

void ct_tokenizer_seek(ct_tokenizer *t, ct_input *input, uint64_t offset) {
  t->input = input;
  t->look = 0;
  ct_window_reset(t);
  t->base = offset;
}

ct_slice ct_tokenizer_at_hand(const ct_tokenizer *t) {
  return ct_slice_make(ct_window_at(t, 0), ct_window_live(t));
}

void ct_tokenizer_forget_framing(ct_tokenizer *t) {
  t->framing = (ct_framing){false, false, false, false};
  t->lead_len = t->lead_mask = t->lead_want = 0;
}

const ct_isa *ct_tokenizer_isa(const ct_tokenizer *t) {
  return &t->isa[t->isa_index];
}
ct_slice ct_tokenizer_text(const ct_tokenizer *t) {
  return t->text;
}
uint64_t ct_tokenizer_offset(const ct_tokenizer *t) {
  return t->segment.offset;
}
uint64_t ct_tokenizer_bytes(const ct_tokenizer *t) {
  return t->base + t->at;
}

ct_framing ct_tokenizer_framing(const ct_tokenizer *t) {
  return t->framing;
}

const char *ct_tokenizer_error(const ct_tokenizer *t) {
  switch (t->status) {
  case CT_OK:
    return "";
  case CT_NO_MEMORY:
    return "out of memory";
  case CT_MISUSE:
    return "no input was set";
  default:
    return t->input ? ct_input_error(t->input) : "";
  }
}

/* ---- cutting one segment ------------------------------------------------------ */

/* What is known of the segment being cut; offsets from t->at, indexes of t->index.mark. */
typedef struct cut {
  enum ct_window_more end;
  uint32_t lead, stop;
  uint32_t first, past; /* marks */
  bool terminated;
  char terminator;
  bool dirty, wrapped;
} cut;

/* Blanks from `lead` on, at most up to stop; and what is left of a terminator of several bytes. */
static uint32_t skip_lead(const ct_tokenizer *t, uint32_t lead, uint32_t stop) {
  const ct_isa *isa = ct_tokenizer_isa(t);
  if (lead == 0 && isa->rest_len && stop >= isa->rest_len &&
      memcmp(ct_window_at(t, 0), isa->rest, isa->rest_len) == 0) {
    lead = isa->rest_len;
  }
  while (lead < stop && lead <= CT_LEAD_MAX && is_blank(*ct_window_at(t, lead))) lead++;
  return lead;
}

/*
 * The next unit: lead, segment.  Where the newline is the terminator an empty line ends
 * no segment but belongs to the lead.
 */
static bool find_unit(ct_tokenizer *t, cut *c) {
  c->lead = 0;
  for (;;) {
    c->end = ct_window_more(t);
    if (c->end == CT_MORE_FAILED) return false;
    c->stop = c->end == CT_MORE_SEGMENT ? t->index.mark[t->index.end[t->next_end]] - t->at
                                        : ct_window_live(t);
    c->lead = skip_lead(t, c->lead, c->stop);
    if (c->lead < c->stop || c->lead > CT_LEAD_MAX || c->end != CT_MORE_SEGMENT ||
        !ct_tokenizer_isa(t)->newline_terminator) {
      return true;
    }
    t->next_end++;
    c->lead++;
  }
}

static void note_lead(ct_tokenizer *t, uint32_t lead) {
  const char *p = ct_window_at(t, 0);
  for (uint32_t i = 0; i < lead; i++) {
    if (ct_is_newline(p[i]))
      t->framing.line_ends = true;
    else if (is_blank(p[i]))
      t->framing.indented = true;
  }
}

/* The next segments may be like this one: teaches the fast path its tag and line ends. */
static void learn(ct_tokenizer *t, const ct_segment *s) {
  if (s->tag && s->tag != TAG_ISA && s->tag != TAG_IEA && s->tag != TAG_BIN && s->tag != TAG_BDS) {
    t->plain[ct_tokenizer_slot(s->tag)] = s->tag;
  }
  char mask[2] = {0, 0}, want[2] = {0, 0};
  if (s->lead.len > 2 || (s->lead.len == 2 && memcmp(s->lead.ptr, "\r\n", 2) != 0)) return;
  for (size_t i = 0; i < s->lead.len; i++) {
    if (!ct_is_newline(s->lead.ptr[i])) return;
    mask[i] = '\xFF';
    want[i] = s->lead.ptr[i];
  }
  t->lead_len = (uint32_t)s->lead.len;
  memcpy(&t->lead_mask, mask, 2);
  memcpy(&t->lead_want, want, 2);
}

static uint32_t mark_at(const ct_tokenizer *t, uint32_t i) {
  return t->index.mark[i] - t->at;
}

/*
 * A line end stands inside at mark i.  Does the segment end here after all?  It does when
 * the next line begins an interchange, when line ends are terminators (CR and LF mixed),
 * or when it is an IEA that has all it needs and never ends.
 */
static bool ends_at_newline(ct_tokenizer *t, cut *c, uint32_t i) {
  const ct_isa *isa = ct_tokenizer_isa(t);
  uint32_t at = mark_at(t, i), next = at;
  char newline = *ct_window_at(t, at);
  while (next < c->stop && is_blank(*ct_window_at(t, next))) next++;
  bool resync = ct_read_isa(t, next);
  if (t->status != CT_OK) return false;
  if (isa->newline_terminator) {
    c->stop = at;
    c->terminator = newline;
    c->past = i;
    return true;
  }
  bool whole_iea = c->end == CT_MORE_END && i >= c->first + 2 &&
                   memcmp(ct_window_at(t, c->lead), "IEA", 3) == 0 &&
                   !ct_slice_digits(ct_slice_make(ct_window_at(t, next), c->stop - next));
  if (!resync && !whole_iea) return false;
  c->stop = at;
  c->terminated = false;
  c->terminator = '\0';
  c->past = i;
  return true;
}

static bool is_line_end_mark(const ct_tokenizer *t, uint32_t i) {
  char c = *ct_window_at(t, mark_at(t, i));
  return ct_is_newline(c) && !ct_is_delimiter(&t->segment.delims, c);
}

/* Looks at the marks that are no delimiters. False: t->status. */
static bool see_dirt(ct_tokenizer *t, cut *c) {
  uint32_t last = c->past, stop = c->stop; /* line ends just before the end are only dropped */
  while (last > c->first && mark_at(t, last - 1) == stop - 1 && is_line_end_mark(t, last - 1)) {
    last--;
    stop--;
  }
  uint32_t i = c->first;
  while (i < last && !(is_line_end_mark(t, i) && ends_at_newline(t, c, i))) {
    char ch = *ct_window_at(t, mark_at(t, i));
    if (t->status != CT_OK) return false;
    if (is_line_end_mark(t, i))
      c->wrapped = true;
    else if (!ct_is_delimiter(&t->segment.delims, ch))
      c->dirty = true;
    i++;
  }
  if (i < last) return true; /* it ends there */
  if (last < c->past && !ct_tokenizer_isa(t)->newline_terminator) t->framing.wrapped = true;
  c->past = last; /* the mark there is now the end */
  return true;
}

static bool reserve(ct_tokenizer *t, size_t bytes, size_t marks) {
  if (bytes > t->clean_capacity) {
    char *p = ct_mem_resize(t->clean, bytes, 1);
    if (!p) return false;
    t->clean = p;
    t->clean_capacity = bytes;
  }
  if (marks > t->clean_mark_capacity) {
    uint32_t *p = ct_mem_resize(t->clean_mark, marks, sizeof *p);
    if (!p) return false;
    t->clean_mark = p;
    t->clean_mark_capacity = marks;
  }
  return true;
}

/* Copies the segment without its line ends. */
static bool unwrap(ct_tokenizer *t, const cut *c, uint32_t stop) {
  if (!reserve(t, stop - c->lead + 1, c->past - c->first + 1)) {
    t->status = CT_NO_MEMORY;
    return false;
  }
  uint32_t n = 0, marks = 0, from = c->lead;
  for (uint32_t i = c->first; i <= c->past; i++) {
    uint32_t at = i < c->past ? mark_at(t, i) : stop;
    memcpy(t->clean + n, ct_window_at(t, from), at - from);
    n += at - from;
    from = at;
    if (i < c->past && ct_is_newline(*ct_window_at(t, at)))
      from++;
    else
      t->clean_mark[marks++] = n;
  }
  t->segment.text = t->clean;
  t->segment.len = n;
  t->segment.mark = t->clean_mark;
  t->segment.marks = marks - 1;
  t->segment.origin = 0;
  t->framing.wrapped = true;
  return true;
}

void ct_name_segment(ct_segment *s) {
  uint32_t i = 0;
  while (i < s->marks && s->text[s->mark[i] - s->origin] != s->delims.element) i++;
  s->tag_len = s->mark[i] - s->origin;
  s->tag = ct_tag_pack(ct_slice_make(s->text, s->tag_len));
}

static enum ct_status put_segment(ct_tokenizer *t, cut *c) {
  ct_marks *m = &t->index;
  ct_segment *s = &t->segment;
  c->first = t->next_mark;
  while (c->first < m->marks && mark_at(t, c->first) < c->lead) c->first++;
  c->past = c->first;
  while (c->past < m->marks && mark_at(t, c->past) < c->stop) c->past++;
  c->terminated = c->end == CT_MORE_SEGMENT;
  c->terminator = c->terminated ? s->delims.segment : '\0';
  if (t->dirt_at - t->at < c->stop && !see_dirt(t, c)) return t->status;
  m->mark[c->past] = c->past < m->marks ? m->mark[c->past] : t->at + c->stop;
  uint32_t stop = mark_at(t, c->past);
  const char *raw = ct_window_at(t, c->lead);
  s->text = raw;
  s->len = stop - c->lead;
  s->mark = m->mark + c->first;
  s->marks = c->past - c->first;
  s->origin = t->at + c->lead;
  s->number = s->node = 0;
  s->offset = t->base + t->at + c->lead;
  s->raw = ct_slice_make(raw, c->stop - c->lead);
  s->lead = ct_slice_make(raw - c->lead, c->lead);
  s->terminated = c->terminated;
  s->terminator = c->terminator;
  s->dirty = c->dirty;
  if (c->wrapped && !unwrap(t, c, stop)) return t->status;
  ct_name_segment(s);
  learn(t, s);
  t->at += c->stop + (c->terminator != '\0' || c->terminated);
  if (s->tag == TAG_IEA) {
    t->state = CT_AT_TEXT;
    t->may_start = true;
    t->look = 0;
  }
  return CT_OK;
}

/* Line ends at the end of the input are no part of the last segment. */
static void trim_tail(const ct_tokenizer *t, cut *c) {
  uint32_t at = c->stop;
  while (at > c->lead && is_blank(*ct_window_at(t, at - 1))) at--;
  while (at < c->stop && !ct_is_newline(*ct_window_at(t, at))) at++;
  c->stop = at;
}

/* An ISA (or a byte order mark and an ISA) stands where a segment should. */
static bool put_resync(ct_tokenizer *t, const cut *c, enum ct_token *token) {
  uint32_t back = ct_at_byte_order_mark(t, c->lead) ? 3 : 0;
  if (!ct_read_isa(t, c->lead + back)) return false;
  if (back == 0) {
    ct_put_isa(t, c->lead);
    *token = CT_TOKEN_ISA;
    return true;
  }
  *token = CT_TOKEN_TEXT;
  t->state = CT_AT_TEXT;
  if (c->lead)
    ct_put_text(t, c->lead);
  else
    ct_put_byte_order_mark(t);
  return true;
}

static enum ct_status next_segment(ct_tokenizer *t, enum ct_token *token) {
  cut c = {.end = CT_MORE_END};
  if (!find_unit(t, &c)) return t->status;
  uint32_t live = ct_window_live(t);
  if (live == 0) return CT_END;
  if (c.lead > CT_LEAD_MAX || c.lead == live) {
    ct_put_text(t, c.lead < CT_LEAD_MAX ? c.lead : CT_LEAD_MAX);
    *token = CT_TOKEN_TEXT;
    return CT_OK;
  }
  note_lead(t, c.lead);
  *token = CT_TOKEN_SEGMENT;
  if (put_resync(t, &c, token) || t->status != CT_OK) return t->status;
  if (ct_put_binary(t, c.lead, c.stop, token) || t->status != CT_OK) return t->status;
  if (c.end == CT_MORE_END) trim_tail(t, &c);
  if (c.end == CT_MORE_FULL || c.stop - c.lead > t->max_segment) {
    ct_put_too_long(t, c.lead, 0);
    *token = CT_TOKEN_TOO_LONG;
    return CT_OK;
  }
  return put_segment(t, &c);
}

enum ct_status ct_tokenizer_next_slow(ct_tokenizer *t, enum ct_token *token) {
  if (t->status != CT_OK) return t->status;
  if (!t->input) return t->status = CT_MISUSE;
  enum ct_status status = CT_OK;
  if (t->state == CT_AT_LONG) status = ct_skip_long(t);
  if (status != CT_OK) return status;
  status = t->state == CT_AT_TEXT ? ct_next_text(t, token) : next_segment(t, token);
  ct_window_sync(t);
  ct_window_allow_fast(t, t->state == CT_AT_SEGMENT);
  return status;
}
