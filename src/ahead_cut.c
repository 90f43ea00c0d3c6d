/*
 * ahead_cut.c -- where sets begin and end in bytes that nobody has read yet.
 *
 * Knows the tags of the envelope and what may stand between segments.  Takes a set to reach
 * from ST to the first segment that begins with SE: whether that is so is for the reader.
 */
#include "ahead.h"

#include "base/mem.h"

enum { BLANKS = 256 }; /* most bytes between two segments */

typedef struct view { /* what is at hand from a->next on */
  const char *p;
  size_t n;
  bool all; /* nothing follows */
} view;

static view look(const ct_ahead *a) {
  const ct_stretch *s = a->last;
  return (view){s->bytes + a->next, s->len - a->next, a->status != CT_OK};
}

static bool is_blank(char c) {
  return c == '\r' || c == '\n' || c == ' ';
}

static bool is_tag(const char *p, const char *tag, char separator) {
  size_t n = strlen(tag);
  return memcmp(p, tag, n) == 0 && p[n] == separator;
}

/* Offset behind the terminator; 0: it is not at hand. */
static size_t segment_end(const ct_ahead *a, view v, size_t at) {
  const char *end = memchr(v.p + at, a->delims.segment, v.n - at);
  return end ? (size_t)(end - v.p) + 1 : 0;
}

/* So much as a reader may look at behind `end`, or all there is. */
static bool has_enough(view v, size_t end) {
  return v.all || v.n - end >= CT_ISA_LOOK;
}

/* ---- headings -------------------------------------------------------------------------------- */

void ct_heading_leave(ct_heading *h) {
  if (h && --h->users == 0) ct_mem_free(h);
}

/* A heading of its own, with the ISA of the last one. */
static ct_heading *new_heading(ct_ahead *a) {
  ct_heading *h = ct_mem_zalloc(1, sizeof *h);
  if (!h) return NULL;
  if (a->heading) *h = *a->heading;
  ct_heading_leave(a->heading);
  h->id = ++a->headings;
  h->users = 1;
  a->heading = h;
  return h;
}

static enum ct_cut cut_isa(ct_ahead *a, view v, size_t at) {
  ct_isa isa;
  if (v.n - at < CT_ISA_LOOK && !v.all) return CT_CUT_MORE;
  if (!ct_isa_parse(&isa, v.p + at, v.n - at, v.all)) return CT_CUT_LOST;
  if (!isa.terminated || isa.bad_element || isa.rest_len) return CT_CUT_LOST;
  ct_heading *h = new_heading(a);
  if (!h) return CT_CUT_NO_MEMORY;
  h->isa_offset = a->last->offset + a->next + at;
  h->isa_len = (uint32_t)(v.n - at < CT_ISA_LOOK ? v.n - at : CT_ISA_LOOK);
  memcpy(h->isa, v.p + at, h->isa_len);
  a->delims = isa.delims;
  a->in_interchange = true;
  a->in_group = false;
  a->next += at + isa.raw_len + 1;
  return CT_CUT_ON;
}

static enum ct_cut cut_gs(ct_ahead *a, view v, size_t at) {
  size_t end = segment_end(a, v, at);
  if (end == 0 || !has_enough(v, end)) return v.all ? CT_CUT_LOST : CT_CUT_MORE;
  if (end - at > CT_HEADING_GS) return CT_CUT_LOST;
  ct_heading *h = new_heading(a);
  if (!h) return CT_CUT_NO_MEMORY;
  size_t len = v.n - at < sizeof h->gs ? v.n - at : sizeof h->gs;
  h->gs_offset = a->last->offset + a->next + at;
  h->gs_len = (uint32_t)len;
  memcpy(h->gs, v.p + at, len);
  ct_key_set_clear(&a->numbers);
  a->whole_group = a->in_group = true;
  a->next += end;
  return CT_CUT_ON;
}

/* GE and IEA. */
static enum ct_cut cut_trailer(ct_ahead *a, view v, size_t at) {
  size_t end = segment_end(a, v, at);
  if (end == 0) return CT_CUT_MORE;
  if (v.p[at] == 'I') a->in_interchange = false;
  a->in_group = false;
  a->next += end;
  return CT_CUT_ON;
}

/* ---- sets ------------------------------------------------------------------------------------ */

/* The first "SE*" from `at` on; n: there is none. */
static size_t find_trailer(const char *p, size_t at, size_t n, char separator) {
  enum { BLOCK = 64 };
  for (; n - at >= BLOCK + 2; at += BLOCK) {
    const char *b = p + at;
    unsigned char any = 0;
    for (unsigned i = 0; i < BLOCK; i++)
      any |= (unsigned char)((b[i] == 'S') & (b[i + 1] == 'E') & (b[i + 2] == separator));
    if (any) break;
  }
  for (; at + 2 < n; at++)
    if (p[at] == 'S' && p[at + 1] == 'E' && p[at + 2] == separator) return at;
  return n;
}

/* The segment terminator stands before it, or before the line end before it. */
static bool begins_segment(const ct_ahead *a, view v, size_t at) {
  while (at > 0 && v.p[at - 1] != a->delims.segment && is_blank(v.p[at - 1])) at--;
  return at > 0 && v.p[at - 1] == a->delims.segment;
}

/* Behind the SE of the set that begins here; 0: it is not at hand. */
static size_t set_end(ct_ahead *a, view v, size_t at) {
  size_t from = a->looked > a->next + at ? a->looked - a->next : at;
  for (;;) {
    size_t se = find_trailer(v.p, from, v.n, a->delims.element);
    if (se == v.n) {
      a->looked = a->next + (v.n > 2 ? v.n - 2 : 0);
      return 0;
    }
    a->looked = a->next + se;
    size_t end = segment_end(a, v, se);
    if (begins_segment(a, v, se)) return end && has_enough(v, end) ? end : 0;
    from = se + 1;
  }
}

/* ST02 in "ST*837*0001*..." */
static ct_slice control_of(const ct_ahead *a, const char *st, size_t n) {
  const char *stop = memchr(st, a->delims.segment, n);
  if (!stop || stop - st < 3) return ct_slice_empty();
  const char *first = memchr(st + 3, a->delims.element, (size_t)(stop - st) - 3);
  if (!first) return ct_slice_empty();
  const char *end = memchr(first + 1, a->delims.element, (size_t)(stop - first) - 1);
  return ct_slice_make(first + 1, (size_t)((end ? end : stop) - first) - 1);
}

/* Whether the group has had it, as far as can be known now; it is remembered. */
static bool had_before(ct_ahead *a, ct_slice control) {
  bool was = false;
  if (control.len == 0) return false;
  (void)ct_key_set_insert(&a->numbers, control, &was); /* a wrong answer is found out */
  return was || (!a->whole_group && ct_key_set_has(&a->reader->seen_sets, control));
}

static enum ct_cut cut_set(ct_ahead *a, view v, size_t at) {
  ct_stretch *s = a->last;
  size_t end = set_end(a, v, at);
  if (end == 0) return CT_CUT_MORE;
  if (s->sets == s->set_room) {
    size_t room = s->set_room ? 2 * s->set_room : 16;
    ct_lone_set *set = ct_mem_resize(s->set, room, sizeof *set);
    if (!set) return CT_CUT_NO_MEMORY;
    s->set = set;
    s->set_room = room;
  }
  ct_lone_set *set = &s->set[s->sets++];
  uint64_t start = s->offset + a->next;
  *set = (ct_lone_set){.start = start, .end = start + end, .heading = a->heading};
  a->heading->users++;
  set->control = control_of(a, v.p + at, v.n - at);
  set->duplicate = had_before(a, set->control);
  a->next += end;
  return CT_CUT_ON;
}

/* ---- what comes next ------------------------------------------------------------------------- */

enum ct_cut ct_ahead_cut(ct_ahead *a) {
  view v = look(a);
  size_t at = 0, most = v.n < BLANKS ? v.n : BLANKS;
  if (a->last->offset + a->next == 0 && v.n >= 3 && memcmp(v.p, "\xEF\xBB\xBF", 3) == 0) at = 3;
  while (at < most && is_blank(v.p[at])) at++;
  if (at == BLANKS) return CT_CUT_LOST;
  if (v.n - at < 4) return v.all ? CT_CUT_LOST : CT_CUT_MORE;
  const char *p = v.p + at;
  char e = a->delims.element;
  if (!a->in_interchange) return memcmp(p, "ISA", 3) == 0 ? cut_isa(a, v, at) : CT_CUT_LOST;
  if (a->in_group && is_tag(p, "ST", e)) return cut_set(a, v, at);
  if (!a->in_group && is_tag(p, "GS", e)) return cut_gs(a, v, at);
  if (a->in_group ? is_tag(p, "GE", e) : is_tag(p, "IEA", e)) return cut_trailer(a, v, at);
  return CT_CUT_LOST;
}
