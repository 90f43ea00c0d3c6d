/*
 * isa.c -- where an ISA ends and which delimiters it declares, whatever its widths.
 *
 * Knows the sixteen widths, and the few tags that can stand after an ISA.  Tries, in
 * order: the exact layout; the layout with line ends taken out; sixteen separators, with
 * the end told by the tag that follows.  Does not judge: wrong widths and bad delimiters
 * are only written down.
 */
#include "x12/isa.h"

#include "base/charclass.h"

enum { SEPARATORS = 16, COMPONENT_AT = 104, TERMINATOR_AT = 105 };

/* Offsets of the sixteen separators in a well-made ISA. */
static const uint8_t layout[SEPARATORS] = {3,  6,  17, 20, 31, 34, 50,  53,
                                           69, 76, 81, 83, 89, 99, 101, 103};

/* Bytes being read, and what was found in them. */
typedef struct sight {
  const char *p;
  size_t n;
  char separator;
  size_t at[SEPARATORS]; /* of the first sixteen separators */
  unsigned count;
} sight;

static bool is_newline(char c) {
  return c == '\r' || c == '\n';
}
static bool is_blank(char c) {
  return ct_char_is(c, CT_CHAR_BLANK);
}
static bool is_alnum(char c) {
  return ct_char_is(c, CT_CHAR_DIGIT | CT_CHAR_UPPER | CT_CHAR_LOWER);
}
/* Can be a delimiter: a sign or a control character. */
static bool is_sign(char c) {
  return c != '\0' && c != ' ' && (unsigned char)c < 0x80 && !is_alnum(c);
}
static bool is_high(char c) {
  return (unsigned char)c >= 0x80;
}

static bool fits_layout(const char *p, size_t n, char separator) {
  if (n < TERMINATOR_AT) return false;
  for (unsigned i = 0; i < SEPARATORS; i++) {
    if (p[layout[i]] != separator) return false;
  }
  return true;
}

static size_t skip_blanks(const char *p, size_t n, size_t at) {
  while (at < n && is_blank(p[at])) at++;
  return at;
}

/* A tag that may follow an ISA (or, `inside`, a GS or TA1) with its separator stands at `at`. */
static bool envelope_tag_at(const sight *s, size_t at) {
  static const char tags[][4] = {"GS", "TA1", "IEA", "ST", "ISB", "ISE"};
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
    size_t len = strlen(tags[i]);
    if (s->n - at > len && memcmp(s->p + at, tags[i], len) == 0 && s->p[at + len] == s->separator) {
      return true;
    }
  }
  return false;
}

static void see(sight *s, const char *p, size_t n) {
  s->p = p;
  s->n = n;
  s->separator = p[3];
  s->count = 0;
  for (size_t i = 3; i < n && s->count < SEPARATORS; i++) {
    if (p[i] == s->separator) s->at[s->count++] = i;
  }
}

/* The byte `sign` ends a segment further on: an envelope tag follows it, blanks between. */
static bool ends_segments(const sight *s, size_t from, char sign) {
  for (size_t i = from; i < s->n; i++) {
    if (s->p[i] != sign) continue;
    size_t tag = skip_blanks(s->p, s->n, i + 1);
    if (tag < s->n && envelope_tag_at(s, tag)) return true;
  }
  return false;
}

/* What ends the ISA: [stop] is the first byte of the terminator, if `found`. */
typedef struct ending {
  size_t stop;
  bool found;
  unsigned count; /* separators before it */
} ending;

/*
 * A tag stands at `tag`, blanks before it from `blanks` on.  Is that where the ISA ends?
 * The byte before may be the terminator, or the component separator (a line end or
 * nothing at all being the terminator), or data (then a line end must be there).
 */
static bool ends_before(const sight *s, size_t blanks, size_t tag, ending *e) {
  size_t last = blanks - 1;
  char c = s->p[last];
  bool newline = blanks < tag && is_newline(s->p[blanks]);
  unsigned count = 0;
  while (count < s->count && s->at[count] < last) count++;
  if (count == SEPARATORS) {
    size_t component = s->at[SEPARATORS - 1] + 1;
    while (last > component + 1 && s->p[last - 1] == c) last--; /* the terminator twice */
    if (last > component + 4) return false;                     /* far behind it */
  }
  *e = (ending){newline ? blanks : last, true, count};
  if (c == s->separator) { /* ISA16 is empty */
    return newline && count == SEPARATORS - 1;
  }
  if (is_high(c)) {
    while (last > 4 && is_high(s->p[last - 1]) && ((unsigned char)s->p[last] & 0xC0) == 0x80)
      last--;
    e->stop = last;
    return true;
  }
  if (!is_sign(c)) return newline;
  bool alone = count > 0 && s->at[count - 1] + 1 == last; /* the only byte of its element */
  if (alone && !ends_segments(s, tag, c)) {
    e->stop = blanks;
    e->found = newline;
    return newline || count == SEPARATORS;
  }
  e->stop = last;
  return true;
}

static bool find_ending(const sight *s, ending *e) {
  size_t blanks = 4; /* where the last run of blanks began, or the byte itself */
  for (size_t i = 5; i < s->n; i++) {
    if (!is_blank(s->p[i - 1])) blanks = i;
    char c = s->p[i];
    if ((c == 'G' || c == 'T' || c == 'I' || c == 'S') && envelope_tag_at(s, i) &&
        ends_before(s, blanks, i, e)) {
      return true;
    }
    if (s->count == SEPARATORS && i > s->at[SEPARATORS - 1] + 128) break;
  }
  return false;
}

/* The layout fits: is the terminator where it should be? */
static bool plain_ending(const sight *s) {
  if (s->n == TERMINATOR_AT) return true; /* the input ends before it */
  char c = s->p[TERMINATOR_AT];
  if (!is_sign(c) || c == s->separator) return false;
  size_t next = skip_blanks(s->p, s->n, TERMINATOR_AT + 1);
  return next >= s->n || ct_char_is(s->p[next], CT_CHAR_UPPER);
}

/* Sixteen separators, two signs, a tag: nothing to guess. */
static bool counted_ending(const sight *s, ending *e) {
  if (s->count < SEPARATORS) return false;
  size_t stop = s->at[SEPARATORS - 1] + 2;
  if (stop >= s->n || !is_sign(s->p[stop - 1]) || !is_sign(s->p[stop])) return false;
  if (s->p[stop] == s->separator) return false;
  size_t next = skip_blanks(s->p, s->n, stop + 1);
  if (next >= s->n || !envelope_tag_at(s, next)) return false;
  *e = (ending){stop, true, SEPARATORS};
  return true;
}

static ending choose_ending(const sight *s, bool fits) {
  ending e = {TERMINATOR_AT, s->n > TERMINATOR_AT, SEPARATORS};
  if (fits && plain_ending(s)) return e;
  if (counted_ending(s, &e)) return e;
  if (find_ending(s, &e)) return e;
  if (fits) {
    e = (ending){TERMINATOR_AT, true, SEPARATORS};
  } else if (s->count == SEPARATORS) {
    size_t stop = s->at[SEPARATORS - 1] + 2;
    if (stop > s->n) stop = s->n;
    e = (ending){stop, stop < s->n, SEPARATORS};
  } else {
    e = (ending){s->n, false, s->count};
  }
  char c = e.found ? s->p[e.stop] : '\0';
  if (is_alnum(c) || c == ' ' || c == '\0' || c == s->separator) e.found = false;
  return e;
}

static void take_text(ct_isa *isa, const char *p, size_t raw_len) {
  isa->raw_len = (uint32_t)raw_len;
  isa->len = 0;
  for (size_t i = 0; i < raw_len; i++) {
    if (is_newline(p[i]))
      isa->wrapped = true;
    else
      isa->text[isa->len++] = p[i];
  }
}

static void take_elements(ct_isa *isa, char separator) {
  unsigned n = 0;
  for (uint32_t i = 3; i < isa->len && n < SEPARATORS; i++) {
    if (isa->text[i] == separator) isa->mark[n++] = i;
  }
  isa->mark[n] = isa->len;
  isa->count = n;
  for (unsigned e = 1; e <= SEPARATORS; e++) isa->element[e] = ct_slice_empty();
  isa->element[0] = ct_slice_make(isa->text, 3);
  for (unsigned e = 1; e <= n; e++) {
    uint32_t at = isa->mark[e - 1] + 1;
    isa->element[e] = ct_slice_make(isa->text + at, isa->mark[e] - at);
  }
}

static void take_terminator(ct_isa *isa, const sight *s, const ending *e) {
  isa->terminated = e->found;
  if (!e->found) {
    isa->bad_segment = true;
    return;
  }
  char c = s->p[e->stop];
  isa->delims.segment = c;
  isa->newline_terminator = is_newline(c);
  isa->bad_segment = !is_sign(c);
  for (size_t i = e->stop + 1; is_high(c) && i < s->n && isa->rest_len < sizeof isa->rest &&
                               ((unsigned char)s->p[i] & 0xC0) == 0x80;
       i++) {
    isa->rest[isa->rest_len++] = s->p[i];
  }
}

/* ISA16 and ISA11; the last element stands for ISA16 where one is missing. */
static void take_separators(ct_isa *isa) {
  ct_delimiters *d = &isa->delims;
  ct_slice last = isa->count ? isa->element[isa->count] : ct_slice_empty();
  bool there = isa->count == SEPARATORS ? last.len > 0 : last.len == 1 && isa->terminated;
  char c = there ? last.ptr[0] : '\0';
  isa->bad_component = !is_sign(c) || c == d->element || c == d->segment;
  d->component = isa->bad_component ? '\0' : c;

  ct_slice r = isa->element[11];
  c = r.len == 1 ? r.ptr[0] : '\0';
  isa->repetition_reused = is_sign(c) && (c == d->element || c == d->component || c == d->segment);
  isa->bad_repetition = !is_sign(c) || isa->repetition_reused;
  d->repetition = isa->bad_repetition ? '\0' : c;
}

static void take(ct_isa *isa, const sight *s, const ending *e) {
  memset(isa, 0, offsetof(ct_isa, text));
  isa->delims.element = s->separator;
  isa->bad_element = !is_sign(s->separator);
  take_text(isa, s->p, e->stop);
  take_elements(isa, s->separator);
  take_terminator(isa, s, e);
  take_separators(isa);
}

/* Offset in p of the byte that is number `index` among those that are no line ends. */
static size_t unwrapped_index(const char *p, size_t n, size_t index) {
  size_t i = 0;
  for (; i < n; i++) {
    if (!is_newline(p[i]) && index-- == 0) break;
  }
  return i;
}

/* Line ends inside: the layout fits once they are out.  The terminator is no line end then. */
static bool take_wrapped(ct_isa *isa, const char *p, size_t n) {
  char flat[CT_ISA_LENGTH];
  size_t len = 0;
  for (size_t i = 0; i < n && len < sizeof flat; i++) {
    if (!is_newline(p[i])) flat[len++] = p[i];
  }
  if (len < sizeof flat || !fits_layout(flat, len, p[3])) return false;
  if (!is_sign(flat[TERMINATOR_AT]) || flat[TERMINATOR_AT] == p[3]) return false;
  sight s = {.p = p, .n = n, .separator = p[3]};
  ending e = {unwrapped_index(p, n, TERMINATOR_AT), true, SEPARATORS};
  if (e.stop < CT_ISA_LENGTH) return false; /* no line end was inside */
  take(isa, &s, &e);
  return true;
}

/* What there is of it, n bytes before the input ends: all elements, or those of the right widths.
 */
static bool fits_so_far(const sight *s, size_t n) {
  if (s->count == SEPARATORS) return true;
  for (unsigned i = 0; i < s->count; i++) {
    if (s->at[i] != layout[i]) return false;
  }
  return n <= layout[s->count];
}

bool ct_isa_parse(ct_isa *isa, const char *p, size_t n, bool ended) {
  if (n < 4 || memcmp(p, "ISA", 3) != 0) return false;
  if (n > CT_ISA_LOOK) n = CT_ISA_LOOK;
  char separator = p[3];
  bool fits = fits_layout(p, n, separator);
  if (is_newline(separator) || (!is_sign(separator) && !fits)) return false;
  sight s;
  see(&s, p, n);
  if (!(fits && plain_ending(&s)) && take_wrapped(isa, p, n)) return true;
  ending e = choose_ending(&s, fits);
  if (e.stop == n && !e.found) { /* no end in sight: cut short, or no ISA */
    while (e.stop > 4 && is_newline(p[e.stop - 1])) e.stop--;
    if (!ended || !fits_so_far(&s, e.stop)) return false;
  }
  take(isa, &s, &e);
  return true;
}
