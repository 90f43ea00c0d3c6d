/*
 * cob_unmatched.c -- the remittance claims that were refused or left over, as an 835.
 *
 * Bytes are copied as they stand; what would be untrue of a part is made anew: BPR02 is the sum
 * of what is in it, provider adjustments and summaries of providers are left out, LX and the
 * trailers are counted.
 */
#include "out/cob.h"

#include <stdio.h>

typedef struct leaving {
  ct_cob *cob;
  ct_buffer *out;
  ct_buffer bytes; /* one remittance claim, with its envelopes */
  const ct_cob_set *set;
  ct_delimiters d;
  uint32_t set_number, level;
  uint64_t segments, sets, groups, groups_lx, isa_at, gs_at;
  uint32_t file;
  ct_decimal sum;
  bool open, group_open;
  char control[3][40]; /* ISA13, GS06, ST02 */
  ct_slice provider;
  char provider_text[81];
} leaving;

static bool is_left(const ct_cob *c, uint32_t i) {
  return c->remits.claims[i].state == CT_COB_REFUSED ||
         c->remits.claims[i].state == CT_COB_UNMATCHED;
}

static uint32_t set_of(const ct_cob *c, uint32_t i) {
  return c->remits.levels[c->remits.claims[i].level].set;
}

static void put(leaving *x, ct_slice segment) {
  ct_buffer_slice(x->out, segment);
  ct_buffer_char(x->out, x->d.segment);
  x->segments++;
}

/* The next segment of `text` without what stands around it; false at the end. */
static bool next_segment(const leaving *x, ct_slice *text, ct_slice *segment) {
  const char *end = text->len ? memchr(text->ptr, x->d.segment, text->len) : NULL;
  size_t n = end ? (size_t)(end - text->ptr) : text->len;
  *segment = ct_slice_trim(ct_slice_make(text->ptr, n));
  n += end != NULL;
  text->ptr += n;
  text->len -= n;
  return segment->len > 0 || text->len > 0;
}

static bool begins(const leaving *x, ct_slice s, const char *tag) {
  size_t n = strlen(tag);
  return s.len > n && memcmp(s.ptr, tag, n) == 0 && s.ptr[n] == x->d.element;
}

/* BPR02 is the sum; where nothing is paid, no money moves (H, NON). */
static void put_bpr(leaving *x, ct_slice bpr) {
  ct_slice e[16];
  char digits[CT_DECIMAL_TEXT];
  size_t n = ct_cob_split(bpr, x->d, e, 16);
  ct_decimal paid = x->sum.mantissa > 0 ? x->sum : ct_decimal_zero();
  e[1] = ct_slice_make(digits, ct_decimal_format_x12(paid, digits));
  if (paid.mantissa == 0) {
    e[0] = ct_slice_text("H");
    e[2] = ct_slice_text("C");
    e[3] = ct_slice_text("NON");
    for (unsigned i = 4; i < 15; i++) e[i] = ct_slice_empty();
  }
  ct_buffer_text(x->out, "BPR");
  for (size_t i = 0; i < n; i++) {
    ct_buffer_char(x->out, x->d.element);
    ct_buffer_slice(x->out, e[i]);
  }
  ct_buffer_char(x->out, x->d.segment);
  x->segments++;
}

static void keep_text(char *to, size_t size, ct_slice from) {
  snprintf(to, size, "%.*s", (int)(from.len < size ? from.len : size - 1), from.ptr);
}

static void put_header(leaving *x, ct_slice text) {
  ct_slice s, e[4];
  bool payee = false;
  while (next_segment(x, &text, &s)) {
    if (!s.len) continue;
    if (begins(x, s, "ST")) {
      ct_cob_split(s, x->d, e, 2);
      keep_text(x->control[2], sizeof x->control[2], e[1]);
    }
    if (begins(x, s, "N1")) {
      ct_cob_split(s, x->d, e, 4);
      payee = ct_slice_is(e[0], "PE");
      if (payee) keep_text(x->provider_text, sizeof x->provider_text, e[3]);
    }
    if (begins(x, s, "BPR"))
      put_bpr(x, s);
    else
      put(x, s);
  }
}

/* A negative sum is carried forward, so that the payment is none and the 835 balances. */
static void put_forward(leaving *x) {
  if (x->sum.mantissa >= 0) return;
  char digits[CT_DECIMAL_TEXT], year[9] = "";
  const char element = x->d.element;
  ct_decimal_format_x12(x->sum, digits);
  snprintf(year, sizeof year, "%.4s1231", x->cob->opt.heading.date);
  ct_buffer_printf(x->out, "PLB%c%s%c%s%cFB%cCARRIED%c%s%c", element, x->provider_text, element,
                   year, element, x->d.component, element, digits, x->d.segment);
  x->segments++;
}

static void put_trailer(leaving *x, const char *tag, uint64_t count, const char *control) {
  ct_buffer_printf(x->out, "%s%c%llu%c%s%c", tag, x->d.element, (unsigned long long)count,
                   x->d.element, control, x->d.segment);
}

static void end_set(leaving *x) {
  if (x->set_number == CT_COB_NONE) return;
  put_forward(x);
  put_trailer(x, "SE", x->segments + 1, x->control[2]);
  x->set_number = CT_COB_NONE;
}

static void end_group(leaving *x) {
  end_set(x);
  if (x->group_open) put_trailer(x, "GE", x->sets, x->control[1]);
  x->group_open = false;
}

static void end_interchange(leaving *x) {
  end_group(x);
  if (x->open) put_trailer(x, "IEA", x->groups, x->control[0]);
  x->open = false;
}

static enum ct_status load(leaving *x, uint32_t i) {
  ct_buffer_reset(&x->bytes);
  return ct_cob_store_fetch(&x->cob->remits, i, &x->bytes);
}

static ct_slice claim_text(const leaving *x, uint32_t i) {
  return ct_cob_store_text(&x->cob->remits, i, &x->bytes);
}

/* CLP04 of what is left of this set. */
static enum ct_status sum_set(leaving *x, uint32_t first) {
  ct_cob *c = x->cob;
  x->sum = ct_decimal_zero();
  for (uint32_t i = first; i < c->remits.claim_count && set_of(c, i) == set_of(c, first); i++) {
    if (!is_left(c, i)) continue;
    enum ct_status status = load(x, i);
    if (status != CT_OK) return status;
    ct_slice e[4];
    ct_decimal paid;
    ct_cob_split(claim_text(x, i), x->d, e, 4);
    if (ct_decimal_parse(e[3], &paid) == CT_DECIMAL_OK) (void)ct_decimal_add(x->sum, paid, &x->sum);
  }
  return CT_OK;
}

static void open_envelopes(leaving *x) {
  const ct_cob_set *s = x->set;
  ct_slice e[16], isa = ct_slice_make(x->bytes.data, s->isa_len);
  ct_slice gs = ct_slice_make(x->bytes.data + s->isa_len, s->gs_len), one;
  if (!x->open) {
    ct_cob_split(isa, x->d, e, 16);
    keep_text(x->control[0], sizeof x->control[0], e[12]);
    if (next_segment(x, &isa, &one)) put(x, one);
    x->open = true;
    x->groups = 0;
  }
  if (!x->group_open) {
    ct_cob_split(gs, x->d, e, 8);
    keep_text(x->control[1], sizeof x->control[1], e[5]);
    if (next_segment(x, &gs, &one)) put(x, one);
    x->group_open = true;
    x->groups++;
    x->sets = 0;
  }
}

static enum ct_status begin_set(leaving *x, uint32_t i) {
  const ct_cob_set *s = ct_cob_set_of(&x->cob->remits, i);
  bool same_file = x->open && x->file == s->file && x->isa_at == s->isa_at;
  if (!same_file)
    end_interchange(x);
  else if (x->gs_at != s->gs_at)
    end_group(x);
  else
    end_set(x);
  x->set = s;
  x->file = s->file;
  x->isa_at = s->isa_at;
  x->gs_at = s->gs_at;
  enum ct_status status = load(x, i);
  if (status != CT_OK) return status;
  x->d = (ct_delimiters){.element = s->element, .segment = s->segment, .component = ':'};
  ct_slice e[16];
  ct_cob_split(ct_slice_make(x->bytes.data, s->isa_len), x->d, e, 16);
  if (e[15].len) x->d.component = e[15].ptr[0];
  status = sum_set(x, i);
  if (status == CT_OK) status = load(x, i);
  if (status != CT_OK) return status;
  open_envelopes(x);
  x->sets++;
  x->segments = x->groups_lx = 0;
  x->set_number = set_of(x->cob, i);
  x->level = CT_COB_NONE;
  put_header(x, ct_slice_make(x->bytes.data + s->isa_len + s->gs_len, s->st_len));
  return CT_OK;
}

static void put_claim(leaving *x, uint32_t i) {
  uint32_t level = x->cob->remits.claims[i].level;
  ct_slice text = claim_text(x, i), s;
  if (level != x->level) {
    char lx[32];
    int n = snprintf(lx, sizeof lx, "LX%c%llu", x->d.element, (unsigned long long)++x->groups_lx);
    put(x, ct_slice_make(lx, (size_t)n));
    x->level = level;
  }
  while (next_segment(x, &text, &s))
    if (s.len) put(x, s);
}

enum ct_status ct_cob_write_unmatched(ct_cob *c, ct_buffer *out) {
  leaving x = {.cob = c, .out = out, .set_number = CT_COB_NONE};
  ct_buffer_init(&x.bytes, NULL, NULL);
  enum ct_status status = CT_OK;
  for (uint32_t i = 0; status == CT_OK && i < c->remits.claim_count; i++) {
    if (!is_left(c, i)) continue;
    if (x.set_number != set_of(c, i))
      status = begin_set(&x, i);
    else
      status = load(&x, i);
    if (status == CT_OK) put_claim(&x, i);
  }
  if (status == CT_OK) end_interchange(&x);
  ct_buffer_free(&x.bytes);
  return status == CT_OK ? out->status : status;
}
