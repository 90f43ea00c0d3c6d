/*
 * example.c -- edits a base interchange as an example says.
 *
 * Knows segments as text between delimiters, no more: an example may be wrong on purpose.
 */
#include "guide/example.h"

#include "base/arena.h"
#include "base/charclass.h"
#include "base/date.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct work {
  ct_example_text *out;
  ct_slice segment[CT_EXAMPLE_SEGMENTS];
  unsigned segments;
  unsigned times;
  bool own_count; /* an edit set SE01 */
  ct_arena arena;
  bool no_memory;
} work;

typedef struct target {
  ct_slice tag, key; /* key empty: any */
  unsigned nth, element, component;
} target;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static bool fail(work *w, const char *format, ...) {
  va_list words;
  va_start(words, format);
  if (!w->out->error[0]) (void)vsnprintf(w->out->error, sizeof w->out->error, format, words);
  va_end(words);
  return false;
}

/* ---- pieces of segments ------------------------------------------------------------------------ */

/* The n-th piece from 0; false past the last. */
static bool piece(ct_slice s, char separator, unsigned n, ct_slice *out) {
  for (;; n--) {
    const char *cut = memchr(s.ptr, separator, s.len);
    size_t len = cut ? (size_t)(cut - s.ptr) : s.len;
    if (n == 0) return *out = ct_slice_make(s.ptr, len), true;
    if (!cut) return false;
    s.ptr += len + 1;
    s.len -= len + 1;
  }
}

static ct_slice join(work *w, ct_slice a, ct_slice b, ct_slice c) {
  char *p = ct_arena_alloc(&w->arena, a.len + b.len + c.len + 1);
  if (!p) {
    w->no_memory = true;
    return ct_slice_empty();
  }
  memcpy(p, a.ptr, a.len);
  memcpy(p + a.len, b.ptr, b.len);
  memcpy(p + a.len + b.len, c.ptr, c.len);
  return ct_slice_make(p, a.len + b.len + c.len);
}

/* `s` with its n-th piece (from 0) replaced; pieces before it are made where they lack. */
static ct_slice with_piece(work *w, ct_slice s, char separator, unsigned n, ct_slice value) {
  ct_slice old;
  while (!piece(s, separator, n, &old)) s = join(w, s, ct_slice_make(&separator, 1), ct_slice_empty());
  ct_slice before = ct_slice_make(s.ptr, (size_t)(old.ptr - s.ptr));
  ct_slice after = ct_slice_make(old.ptr + old.len, (size_t)(s.ptr + s.len - old.ptr) - old.len);
  return join(w, before, value, after);
}

static ct_slice without_tail(ct_slice s) {
  while (s.len && (s.ptr[s.len - 1] == '*' || s.ptr[s.len - 1] == ':')) s.len--;
  return s;
}

/* ---- targets ---------------------------------------------------------------------------------------- */

static bool two_digits(const char **p, const char *end, unsigned *n) {
  if (end - *p < 2 || !ct_char_is((*p)[0], CT_CHAR_DIGIT) || !ct_char_is((*p)[1], CT_CHAR_DIGIT)) return false;
  *n = (unsigned)((*p)[0] - '0') * 10 + (unsigned)((*p)[1] - '0');
  *p += 2;
  return true;
}

static bool read_target(work *w, ct_slice s, target *t) {
  const char *p = s.ptr, *end = s.ptr + s.len;
  *t = (target){.nth = 1, .key = {"", 0}};
  while (p < end && ct_char_is(*p, CT_CHAR_UPPER | CT_CHAR_DIGIT)) p++;
  t->tag = ct_slice_make(s.ptr, (size_t)(p - s.ptr));
  bool marked = p < end && (*p == '[' || *p == '#');
  if (p < end && *p == '[') {
    const char *close = memchr(p, ']', (size_t)(end - p));
    if (!close) return fail(w, "\"%.*s\": ] is missing", (int)s.len, s.ptr);
    t->key = ct_slice_make(p + 1, (size_t)(close - p) - 1);
    p = close + 1;
  }
  if (end - p >= 2 && *p == '#' && ct_char_is(p[1], CT_CHAR_DIGIT)) {
    t->nth = (unsigned)(p[1] - '0');
    p += 2;
  }
  if (!marked && t->tag.len > 3) {
    p = t->tag.ptr + t->tag.len - 2;
    t->tag.len -= 2;
  }
  (void)two_digits(&p, end, &t->element);
  if (end - p >= 2 && *p == '-') {
    p++;
    while (p < end && ct_char_is(*p, CT_CHAR_DIGIT) && t->component < 100)
      t->component = t->component * 10 + (unsigned)(*p++ - '0');
  }
  if (p != end || t->tag.len < 2 || t->tag.len > 3 || t->nth == 0)
    return fail(w, "\"%.*s\" is no segment or element", (int)(s.len < 60 ? s.len : 60), s.ptr);
  return true;
}

static bool meant(ct_slice segment, const target *t) {
  ct_slice tag, first, code;
  if (!piece(segment, '*', 0, &tag) || !ct_slice_same(tag, t->tag)) return false;
  if (t->key.len == 0) return true;
  return piece(segment, '*', 1, &first) && piece(first, ':', 0, &code) && ct_slice_same(code, t->key);
}

static bool find(work *w, ct_slice text, target *t, unsigned *at) {
  if (!read_target(w, text, t)) return false;
  unsigned n = 0;
  for (unsigned i = 0; i < w->segments; i++) {
    if (!meant(w->segment[i], t) || ++n != t->nth) continue;
    *at = i;
    return true;
  }
  return fail(w, "there is no segment \"%.*s\"", (int)(text.len < 60 ? text.len : 60), text.ptr);
}

/* ---- edits ------------------------------------------------------------------------------------------------ */

static void open_room(work *w, unsigned at, unsigned count) {
  memmove(&w->segment[at + count], &w->segment[at], (w->segments - at) * sizeof *w->segment);
  w->segments += count;
}

static bool insert_after(work *w, unsigned at, ct_slice segments) {
  unsigned count = 0;
  ct_slice s;
  while (piece(segments, '~', count, &s)) count++;
  if (w->segments + count > CT_EXAMPLE_SEGMENTS) return fail(w, "too many segments");
  open_room(w, at + 1, count);
  for (unsigned i = 0; i < count; i++) {
    (void)piece(segments, '~', i, &s);
    w->segment[at + 1 + i] = ct_slice_trim(s);
  }
  return true;
}

static bool drop(work *w, ct_slice text) {
  target t;
  unsigned at;
  if (!find(w, text, &t, &at)) return false;
  memmove(&w->segment[at], &w->segment[at + 1], (w->segments - at - 1) * sizeof *w->segment);
  w->segments--;
  return true;
}

/* An element of ISA has a width of its own: a shorter value is padded. */
static ct_slice padded(work *w, ct_slice segment, unsigned element, ct_slice value) {
  ct_slice old;
  static const char blanks[16] = "               ";
  if (!piece(segment, '*', element, &old) || value.len >= old.len) return value;
  size_t n = old.len - value.len;
  return join(w, value, ct_slice_make(blanks, n < 15 ? n : 15), ct_slice_empty());
}

static bool set(work *w, ct_slice text, ct_slice value) {
  target t;
  unsigned at;
  if (!find(w, text, &t, &at)) return false;
  ct_slice *s = &w->segment[at];
  bool isa = ct_slice_is(t.tag, "ISA");
  if (ct_slice_is(t.tag, "SE") && t.element == 1) w->own_count = true;
  if (t.element == 0) {
    *s = value;
  } else if (t.component == 0) {
    *s = with_piece(w, *s, '*', t.element, isa ? padded(w, *s, t.element, value) : value);
  } else {
    ct_slice old = ct_slice_empty();
    (void)piece(*s, '*', t.element, &old);
    *s = with_piece(w, *s, '*', t.element, without_tail(with_piece(w, old, ':', t.component - 1, value)));
  }
  if (!isa) *s = without_tail(*s);
  return true;
}

static bool name_file(work *w, ct_slice name) {
  if (name.len >= sizeof w->out->name) return fail(w, "the file's name is too long");
  memcpy(w->out->name, name.ptr, name.len);
  w->out->name[name.len] = 0;
  return true;
}

static bool edit_one(work *w, ct_slice op) {
  if (op.len == 0) return true;
  if (op.ptr[0] == '-') return drop(w, ct_slice_make(op.ptr + 1, op.len - 1));
  for (size_t i = 0; i + 2 < op.len; i++) {
    if (op.ptr[i] == '=') break;
    if (memcmp(op.ptr + i, " + ", 3) != 0) continue;
    target t;
    unsigned at;
    return find(w, ct_slice_make(op.ptr, i), &t, &at) &&
           insert_after(w, at, ct_slice_make(op.ptr + i + 3, op.len - i - 3));
  }
  const char *equal = memchr(op.ptr, '=', op.len);
  if (!equal) return fail(w, "\"%.*s\" is no edit", (int)(op.len < 60 ? op.len : 60), op.ptr);
  ct_slice left = ct_slice_make(op.ptr, (size_t)(equal - op.ptr));
  ct_slice value = ct_slice_make(equal + 1, op.len - left.len - 1);
  if (ct_slice_is(left, "FILE")) return name_file(w, value);
  if (ct_slice_is(left, "TIMES")) {
    w->times = value.len == 1 && ct_slice_digits(value) ? (unsigned)(value.ptr[0] - '0') : 0;
    return w->times ? true : fail(w, "TIMES is a digit from 1 to 9");
  }
  if (ct_slice_is(left, "DAY")) {
    w->out->day = ct_date_number(value);
    return w->out->day ? true : fail(w, "DAY is a date like 20260305");
  }
  return set(w, left, value);
}

/* ---- writing ------------------------------------------------------------------------------------------------ */

static void count_segments(work *w) {
  unsigned from = 0;
  for (unsigned i = 0; i < w->segments; i++) {
    ct_slice tag;
    (void)piece(w->segment[i], '*', 0, &tag);
    if (ct_slice_is(tag, "ST")) from = i;
    if (!ct_slice_is(tag, "SE")) continue;
    char number[12];
    int n = snprintf(number, sizeof number, "%u", i - from + 1);
    ct_slice count = join(w, ct_slice_make(number, n > 0 ? (size_t)n : 0), ct_slice_empty(), ct_slice_empty());
    w->segment[i] = with_piece(w, w->segment[i], '*', 1, count);
  }
}

static bool write(work *w) {
  if (!w->own_count) count_segments(w);
  for (unsigned t = 0; t < w->times; t++) {
    for (unsigned i = 0; i < w->segments; i++) {
      ct_buffer_slice(&w->out->text, w->segment[i]);
      ct_buffer_char(&w->out->text, '~');
    }
  }
  return !w->no_memory && w->out->text.status == CT_OK;
}

void ct_example_init(ct_example_text *e) {
  *e = (ct_example_text){.name = ""};
  ct_buffer_init(&e->text, NULL, NULL);
}

void ct_example_free(ct_example_text *e) { ct_buffer_free(&e->text); }

/* Of GS04. */
static uint32_t day_of(const char *base) {
  const char *gs = strstr(base, "~GS*");
  ct_slice day;
  if (!gs || !piece(ct_slice_text(gs + 1), '*', 4, &day)) return 0;
  return ct_date_number(day);
}

bool ct_example_make(ct_example_text *e, const char *base, const char *edit) {
  enum { BLOCK = 8 << 10, LIMIT = 4 << 20 };
  work *w = ct_mem_zalloc(1, sizeof *w);
  ct_buffer_reset(&e->text);
  e->name[0] = e->error[0] = 0;
  e->day = day_of(base);
  if (!w) return false;
  w->out = e;
  w->times = 1;
  ct_arena_init(&w->arena, BLOCK, LIMIT);
  ct_slice s, all = ct_slice_text(base);
  bool done = true;
  for (unsigned i = 0; done && piece(all, '~', i, &s); i++) {
    s = ct_slice_trim(s);
    if (s.len == 0) continue;
    if (w->segments == CT_EXAMPLE_SEGMENTS) done = fail(w, "the base has too many segments");
    if (done) w->segment[w->segments++] = s;
  }
  for (unsigned i = 0; done && piece(ct_slice_text(edit), ';', i, &s); i++)
    done = edit_one(w, ct_slice_trim(s));
  done = done && write(w);
  ct_arena_free(&w->arena);
  ct_mem_free(w);
  return done;
}
