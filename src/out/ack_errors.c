/*
 * ack_errors.c -- IK3, IK4 and CTX.  It knows their elements, their order and how many of them a
 * loop holds; which code a defect takes comes with the finding.
 *
 * A claim's own findings come at its end, so errors wait in a window and are sorted: what leaves
 * it is in order of segments, as long as a claim has fewer errors than the window.
 */
#include "out/ack_errors.h"

#include "base/mem.h"
#include "out/ack_text.h"

#include <stdlib.h>

enum { WINDOW = 256, MOST_TRIGGERS = 9, MOST_ELEMENT_TRIGGERS = 10, UNIT = 35, VALUE = 99 };

enum rank { MISSING, WHOLE, ELEMENTS }; /* what is missing stands in front of the segment */

typedef struct trigger { /* CTX*SITUATIONAL TRIGGER; tag "": none */
  char tag[4], loop[8], composite[8], data_element[8];
  uint32_t segment;
  uint8_t element, component;
} trigger;

typedef struct entry {
  uint32_t segment, order;
  enum rank rank;
  char tag[4], loop[8], code[4]; /* IK301, IK303, IK304 */
  const char *unit;              /* CTX01-1: "CLM01"; "" none */
  char unit_value[UNIT + 1];
  uint8_t element, component; /* element 0: IK3 alone */
  uint16_t repetition;
  char data_element[5], ik4[4];
  char value[VALUE + 1]; /* IK404 */
  trigger because;
  bool written;
} entry;

struct ct_ack_errors {
  ct_writer *writer;
  bool short_loop_id, standard_ik304;
  uint32_t order;
  size_t count;
  entry waiting[WINDOW];
  entry last; /* whose IK3 with code 8 was written last and is still open; segment 0: none */
};

/* ---- texts ----------------------------------------------------------------------------------- */

static void keep(char *to, size_t most, ct_slice s) {
  ct_ack_text t = ct_ack_clean(s, most);
  memcpy(to, t.text, t.len);
  to[t.len] = 0;
}

static void keep_text(char *to, size_t most, const char *text) {
  keep(to, most, ct_slice_text(text));
}

static bool is_number(const char *s) {
  if (!*s) return false;
  for (; *s; s++)
    if (*s < '0' || *s > '9') return false;
  return true;
}

static void put(ct_ack_errors *a, const char *text) {
  ct_writer_element(a->writer, text, strlen(text));
}

static void put_part(ct_ack_errors *a, const char *text) {
  ct_writer_component(a->writer, text, strlen(text));
}

static const char *digits(uint64_t n, char text[CT_DECIMAL_SIZE]) {
  char *at = text + CT_DECIMAL_SIZE - 1;
  *at = 0;
  do *--at = (char)('0' + n % 10);
  while (n /= 10);
  return at;
}

static void put_number(ct_ack_errors *a, uint64_t n) {
  char text[CT_DECIMAL_SIZE];
  put(a, digits(n, text));
}

static void put_number_part(ct_ack_errors *a, uint64_t n) {
  char text[CT_DECIMAL_SIZE];
  put_part(a, digits(n, text));
}

/* ---- codes -------------------------------------------------------------------------------------
 */

static const char *segment_code(const ct_ack_errors *a, const ct_finding *f) {
  const char *code = f->ack.ik3;
  if (code[0] == 0 && f->where.element) return "8";
  if (code[0] == 0) code = "I9"; /* a business rule without a code: the segment should not be so */
  bool guide = strcmp(code, "I8") == 0 || strcmp(code, "I7") == 0;
  return a->standard_ik304 && guide ? "3" : code;
}

static const char *element_code(const ct_finding *f) {
  return f->ack.ik4[0] ? f->ack.ik4
                       : "7"; /* business level: the usual choice of those who answer */
}

static bool tells_value(const char *code, const ct_finding *f) {
  if (!f->has_value || strcmp(code, "1") == 0 || strcmp(code, "2") == 0) return false;
  return strcmp(code, "6") != 0 || strcmp(f->info->id, "character-not-allowed") != 0;
}

static enum rank rank_of(const char *code) {
  static const char *const missing[] = {"3", "I6", "I7", "I8"};
  if (strcmp(code, "8") == 0) return ELEMENTS;
  for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
    if (strcmp(code, missing[i]) == 0) return MISSING;
  return WHOLE;
}

/* ---- writing
 * ------------------------------------------------------------------------------------- */

static void put_loop(ct_ack_errors *a, const char *loop) {
  ct_ack_text t = ct_ack_clean(ct_slice_text(loop), a->short_loop_id ? 4 : 6);
  ct_writer_element(a->writer, t.text, t.len);
}

static void write_trigger(ct_ack_errors *a, const trigger *t) {
  ct_writer_begin(a->writer, "CTX");
  put(a, "SITUATIONAL TRIGGER");
  put(a, t->tag);
  put_number(a, t->segment);
  put_loop(a, t->loop);
  if (t->element) {
    put_number(a, t->element);
    if (t->component) put_number_part(a, t->component);
    const char *outer = t->composite[0] ? t->composite : t->data_element;
    if (outer[0]) put(a, outer);
    if (t->composite[0] && t->data_element[0]) put_part(a, t->data_element);
  }
  ct_writer_end(a->writer);
}

static bool same_trigger(const trigger *x, const trigger *y) {
  return x->segment == y->segment && x->element == y->element && x->component == y->component &&
         strcmp(x->tag, y->tag) == 0;
}

static bool same_segment(const entry *x, const entry *y) {
  return x->segment == y->segment && strcmp(x->code, y->code) == 0 && strcmp(x->tag, y->tag) == 0 &&
         strcmp(x->loop, y->loop) == 0;
}

static bool same_element(const entry *x, const entry *y) {
  return x->element == y->element && x->component == y->component &&
         x->repetition == y->repetition && strcmp(x->ik4, y->ik4) == 0 &&
         strcmp(x->value, y->value) == 0;
}

typedef bool alike_fn(const entry *, const entry *);

static bool same_error(const entry *x, const entry *y) {
  return same_segment(x, y) && same_element(x, y);
}

/* The triggers of all that is told by the same IK3 or IK4 as `first`, each once. */
static void write_triggers(ct_ack_errors *a, const entry *first, const entry *end, alike_fn *alike,
                           unsigned most) {
  for (const entry *e = first; e < end && most > 0; e++) {
    if (!e->because.tag[0] || !alike(first, e)) continue;
    const entry *before = first;
    while (before < e && !(alike(first, before) && same_trigger(&before->because, &e->because)))
      before++;
    if (before < e) continue;
    write_trigger(a, &e->because);
    most--;
  }
}

static bool asks_trigger(const char *code) {
  return strcmp(code, "I6") == 0 || strcmp(code, "I9") == 0 || strcmp(code, "I13") == 0;
}

static void write_unit(ct_ack_errors *a, const entry *first, const entry *end) {
  for (const entry *e = first; e < end; e++) {
    if (!e->unit_value[0] || !same_segment(first, e)) continue;
    ct_writer_begin(a->writer, "CTX");
    put(a, e->unit);
    put_part(a, e->unit_value);
    ct_writer_end(a->writer);
    return;
  }
}

static void write_segment(ct_ack_errors *a, const entry *first, const entry *end) {
  ct_writer_begin(a->writer, "IK3");
  put(a, first->tag);
  put_number(a, first->segment);
  put_loop(a, first->loop);
  put(a, first->code);
  ct_writer_end(a->writer);
  if (first->rank != ELEMENTS && asks_trigger(first->code))
    write_triggers(a, first, end, same_segment, MOST_TRIGGERS);
  write_unit(a, first, end);
}

static void write_element(ct_ack_errors *a, const entry *first, const entry *end) {
  ct_writer_begin(a->writer, "IK4");
  put_number(a, first->element);
  if (first->component)
    put_number_part(a, first->component);
  else if (first->repetition)
    put_part(a, "");
  if (first->repetition) put_number_part(a, first->repetition);
  put(a, first->data_element);
  put(a, first->ik4);
  put(a, first->value);
  ct_writer_end(a->writer);
  if (asks_trigger(first->ik4)) write_triggers(a, first, end, same_error, MOST_ELEMENT_TRIGGERS);
}

/* `first`, and all behind it in the same segment that go with its IK3. */
static void write_group(ct_ack_errors *a, entry *first, entry *end) {
  bool open = first->rank == ELEMENTS && a->last.segment && same_segment(&a->last, first);
  if (!open) write_segment(a, first, end);
  a->last = *first;
  if (first->rank != ELEMENTS) a->last.segment = 0;
  for (entry *e = first; e < end; e++) {
    if (!same_segment(first, e)) continue;
    bool told = e->written;
    e->written = true;
    if (told || e->element == 0) continue;
    for (entry *same = e + 1; same < end; same++)
      if (same_error(e, same)) same->written = true;
    write_element(a, e, end);
  }
}

static int by_place(const void *x, const void *y) {
  const entry *a = x, *b = y;
  if (a->segment != b->segment) return a->segment < b->segment ? -1 : 1;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  if (a->element != b->element) return a->element < b->element ? -1 : 1;
  if (a->repetition != b->repetition) return a->repetition < b->repetition ? -1 : 1;
  if (a->component != b->component) return a->component < b->component ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

/* Writes those of the first segments: at least `count` of them, or all. */
static void write_first(ct_ack_errors *a, size_t count) {
  qsort(a->waiting, a->count, sizeof(entry), by_place);
  size_t done = 0;
  while (done < count) {
    entry *first = a->waiting + done, *end = first;
    while (end < a->waiting + a->count && end->segment == first->segment) end++;
    for (entry *e = first; e < end; e++)
      if (!e->written) write_group(a, e, end);
    done = (size_t)(end - a->waiting);
  }
  a->count -= done;
  memmove(a->waiting, a->waiting + done, a->count * sizeof(entry));
}

/* ---- findings
 * --------------------------------------------------------------------------------------- */

static void keep_trigger(trigger *to, const ct_trigger *t) {
  keep(to->tag, 3, t->tag);
  if (!to->tag[0]) return;
  to->segment = t->segment;
  keep_text(to->loop, 6, strcmp(t->loop, "ST") == 0 ? "" : t->loop);
  keep_text(to->composite, 4, t->composite);
  keep_text(to->data_element, 4, t->data_element);
  to->element = t->element;
  to->component = t->component;
}

static void keep_element(entry *e, const ct_finding *f) {
  const char *code = element_code(f);
  e->element = f->where.element;
  e->component = f->where.component;
  e->repetition = f->where.repetition;
  keep_text(e->ik4, 3, code);
  if (is_number(f->data_element)) keep_text(e->data_element, 4, f->data_element);
  if (tells_value(code, f)) keep(e->value, VALUE, f->value);
}

const char *ct_ack_errors_add(ct_ack_errors *a, const ct_finding *f) {
  if (a->count == WINDOW) write_first(a, WINDOW / 2);
  const char *code = segment_code(a, f);
  entry *e = &a->waiting[a->count++];
  memset(e, 0, sizeof *e);
  ct_ack_text tag = ct_ack_or(f->where.tag, 2, 3, "ZZ");
  memcpy(e->tag, tag.text, tag.len);
  e->segment = f->where.segment;
  e->order = a->order++;
  e->rank = rank_of(code);
  keep_text(e->loop, 6, strcmp(f->where.loop, "ST") == 0 ? "" : f->where.loop);
  keep_text(e->code, 3, code);
  e->unit = f->unit;
  if (f->unit[0]) keep(e->unit_value, UNIT, f->unit_value);
  keep_trigger(&e->because, &f->trigger);
  if (e->rank != ELEMENTS || f->where.element == 0) return code;
  keep_element(e, f);
  return element_code(f);
}

void ct_ack_errors_end(ct_ack_errors *a) {
  write_first(a, a->count);
  a->order = 0;
  a->last.segment = 0;
}

/* ---- memory
 * ------------------------------------------------------------------------------------------ */

ct_ack_errors *ct_ack_errors_new(ct_writer *writer, bool short_loop_id, bool standard_ik304) {
  ct_ack_errors *a = ct_mem_zalloc(1, sizeof *a);
  if (!a) return NULL;
  a->writer = writer;
  a->short_loop_id = short_loop_id;
  a->standard_ik304 = standard_ik304;
  return a;
}

void ct_ack_errors_free(ct_ack_errors *a) {
  ct_mem_free(a);
}
