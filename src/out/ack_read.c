/*
 * ack_read.c -- TA1, 999 and 997 into a book.
 *
 * Knows the segments of acknowledgments by tag, and takes what partners really send: a TA1 alone
 * or before GS, AK3 to AK5 for IK3 to IK5, several CTX, numbers with zeros in front.  Does not
 * know what was sent.
 */
#include "out/ack_read.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

enum { BLOCK = 1 << 14, FIRST_ROOM = 16 };

/* ---- memory ------------------------------------------------------------------------------- */

static void *add(ct_back_book *b, ct_back_list *l, size_t size) {
  if (l->count == l->room) {
    size_t room = l->room ? l->room * 2 : FIRST_ROOM;
    void *item = ct_mem_resize(l->item, room, size);
    if (!item) {
      b->ok = false;
      return NULL;
    }
    l->item = item;
    l->room = room;
  }
  void *new = (char *)l->item + l->count++ * size;
  memset(new, 0, size);
  return new;
}

static ct_slice keep(ct_back_book *b, ct_slice s) {
  s = ct_slice_trim(s);
  return s.len ? ct_arena_copy(&b->arena, s, &b->ok) : ct_slice_empty();
}

static ct_slice keep_element(ct_back_book *b, const ct_segment *s, unsigned e) {
  return keep(b, ct_segment_element(s, e));
}

static uint64_t number(ct_slice s) {
  uint64_t n = 0;
  s = ct_slice_trim(s);
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return 0;
    if (n > UINT32_MAX) return UINT32_MAX;
    n = n * 10 + (uint64_t)(s.ptr[i] - '0');
  }
  return n;
}

static uint32_t small_number(ct_slice s, uint32_t most) {
  uint64_t n = number(s);
  return n > most ? 0 : (uint32_t)n;
}

/* "5 I5": elements e to e + 4 */
static ct_slice keep_codes(ct_back_book *b, const ct_segment *s, unsigned e) {
  char text[64];
  size_t len = 0;
  for (unsigned i = e; i < e + 5; i++) {
    ct_slice code = ct_slice_trim(ct_segment_element(s, i));
    if (code.len == 0 || code.len > 8) continue;
    if (len) text[len++] = ' ';
    memcpy(text + len, code.ptr, code.len);
    len += code.len;
  }
  return keep(b, ct_slice_make(text, len));
}

/* ---- what is open --------------------------------------------------------------------------- */

static ct_back_answer *answer(const ct_back_book *b) {
  return ct_back_answer_at(b, b->answers.count - 1);
}
static ct_back_set *set(const ct_back_book *b) { return ct_back_set_at(b, b->sets.count - 1); }

static ct_back_error *add_error(ct_back_book *b) {
  ct_back_error *e = add(b, &b->errors, sizeof *e);
  if (!e) return NULL;
  *e = b->segment;
  e->order = (uint32_t)set(b)->count++;
  b->has_error = true;
  return e;
}

static void close_segment(ct_back_book *b) {
  if (b->in_segment && !b->has_error) add_error(b);
  b->in_segment = false;
}

static int by_position(const void *x, const void *y) {
  const ct_back_error *a = x, *b = y;
  if (a->position != b->position) return a->position < b->position ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

static void close_answered_set(ct_back_book *b) {
  if (!b->in_answered_set) return;
  close_segment(b);
  b->in_answered_set = false;
  if (set(b)->count > 1)
    qsort(ct_back_error_at(b, set(b)->first), set(b)->count, sizeof(ct_back_error), by_position);
}

static int by_control(const void *x, const void *y) {
  const ct_back_set *a = x, *b = y;
  int order = ct_back_compare(a->control, b->control);
  if (order) return order;
  return a->first < b->first ? -1 : a->first > b->first;
}

static void close_answer(ct_back_book *b) {
  if (!b->in_answer) return;
  close_answered_set(b);
  b->in_answer = false;
  if (answer(b)->count > 1)
    qsort(ct_back_set_at(b, answer(b)->first), answer(b)->count, sizeof(ct_back_set), by_control);
}

/* ---- segments ------------------------------------------------------------------------------- */

static void on_ta1(ct_back_book *b, const ct_segment *s) {
  ct_back_ta1 *t = add(b, &b->ta1s, sizeof *t);
  if (!t) return;
  t->file = b->file;
  t->parties = b->parties;
  t->control = keep_element(b, s, 1);
  t->date = keep_element(b, s, 2);
  t->time = keep_element(b, s, 3);
  t->verdict = keep_element(b, s, 4);
  t->note = keep_element(b, s, 5);
}

static void on_ak1(ct_back_book *b, const ct_segment *s) {
  close_answer(b);
  ct_back_answer *a = add(b, &b->answers, sizeof *a);
  if (!a) return;
  a->file = b->file;
  a->parties = b->parties;
  a->code = keep_element(b, s, 1);
  a->control = keep_element(b, s, 2);
  a->version = keep_element(b, s, 3);
  a->verdict = a->codes = ct_slice_empty();
  a->first = b->sets.count;
  a->order = b->answers.count;
  b->in_answer = true;
}

static void on_ak2(ct_back_book *b, const ct_segment *s) {
  close_answered_set(b);
  ct_back_set *x = add(b, &b->sets, sizeof *x);
  if (!x) return;
  answer(b)->count++;
  x->code = keep_element(b, s, 1);
  x->control = keep_element(b, s, 2);
  x->verdict = x->codes = ct_slice_empty();
  x->first = b->errors.count;
  b->in_answered_set = true;
}

static void on_ik3(ct_back_book *b, const ct_segment *s) {
  close_segment(b);
  ct_slice none = ct_slice_empty();
  b->segment = (ct_back_error){.ik4 = none, .value = none, .unit = none, .because = none};
  b->segment.tag = keep_element(b, s, 1);
  b->segment.position = small_number(ct_segment_element(s, 2), UINT32_MAX);
  b->segment.loop = keep_element(b, s, 3);
  b->segment.ik3 = keep_element(b, s, 4);
  b->in_segment = true;
  b->has_error = false;
  if (!ct_slice_is(b->segment.ik3, "8")) add_error(b);
}

static void on_ik4(ct_back_book *b, const ct_segment *s) {
  ct_back_error *e = add_error(b);
  if (!e) return;
  e->element = (uint8_t)small_number(ct_segment_component(s, 1, 1, 1), UINT8_MAX);
  e->component = (uint8_t)small_number(ct_segment_component(s, 1, 1, 2), UINT8_MAX);
  e->repetition = (uint16_t)small_number(ct_segment_component(s, 1, 1, 3), UINT16_MAX);
  e->ik4 = keep_element(b, s, 3);
  e->value = keep_element(b, s, 4);
}

static ct_slice trigger(ct_back_book *b, const ct_segment *s) {
  char reference[CT_REFERENCE_SIZE];
  ct_location where = {.tag = ct_slice_trim(ct_segment_element(s, 2))};
  where.element = (uint8_t)small_number(ct_segment_component(s, 5, 1, 1), UINT8_MAX);
  where.component = (uint8_t)small_number(ct_segment_component(s, 5, 1, 2), UINT8_MAX);
  if (where.tag.len == 0 || where.tag.len > 3) return ct_slice_empty();
  size_t len = ct_location_reference(&where, reference);
  ct_slice what = len ? ct_slice_make(reference, len) : where.tag;
  char text[64];
  int n = snprintf(text, sizeof text, "%.*s at segment %u", (int)what.len, what.ptr,
                   small_number(ct_segment_element(s, 3), UINT32_MAX));
  return keep(b, ct_slice_make(text, n > 0 ? (size_t)n : 0));
}

/* Behind IK3 it speaks of all that follows there; behind IK4 of that element. */
static void on_ctx(ct_back_book *b, const ct_segment *s) {
  ct_back_error *last = b->has_error ? ct_back_error_at(b, b->errors.count - 1) : NULL;
  bool behind_element = last && last->ik4.len > 0;
  ct_slice name = ct_slice_trim(ct_segment_component(s, 1, 1, 1));
  ct_slice unit = ct_slice_empty(), because = ct_slice_empty();
  if (ct_slice_is(name, "SITUATIONAL TRIGGER"))
    because = trigger(b, s);
  else
    unit = keep(b, ct_segment_component(s, 1, 1, 2));
  ct_back_error *to[] = {last, behind_element ? NULL : &b->segment};
  for (size_t i = 0; i < 2; i++) {
    if (to[i] && unit.len) to[i]->unit = unit;
    if (to[i] && because.len && to[i]->because.len == 0) to[i]->because = because;
  }
}

static void on_ak9(ct_back_book *b, const ct_segment *s) {
  close_answered_set(b);
  answer(b)->verdict = keep_element(b, s, 1);
  answer(b)->received = number(ct_segment_element(s, 3));
  answer(b)->accepted = number(ct_segment_element(s, 4));
  answer(b)->codes = keep_codes(b, s, 5);
  close_answer(b);
}

static void on_segment(ct_back_book *b, const ct_segment *s) {
  ct_slice tag = ct_segment_tag(s);
  if (ct_slice_is(tag, "TA1")) on_ta1(b, s);
  if (!b->in_set || tag.len != 3) return;
  bool ik = memcmp(tag.ptr, "IK", 2) == 0, ak = memcmp(tag.ptr, "AK", 2) == 0;
  if (ak && tag.ptr[2] == '1') {
    on_ak1(b, s);
  } else if (!b->in_answer) {
    return;
  } else if (ak && tag.ptr[2] == '2') {
    on_ak2(b, s);
  } else if (ak && tag.ptr[2] == '9') {
    on_ak9(b, s);
  } else if (!b->in_answered_set) {
    return;
  } else if ((ak || ik) && tag.ptr[2] == '3') {
    on_ik3(b, s);
  } else if ((ak || ik) && tag.ptr[2] == '4') {
    if (b->in_segment) on_ik4(b, s);
  } else if ((ak || ik) && tag.ptr[2] == '5') {
    close_segment(b);
    set(b)->verdict = keep_element(b, s, 1);
    set(b)->codes = keep_codes(b, s, 2);
    close_answered_set(b);
  } else if (ct_slice_is(tag, "CTX") && b->in_segment) {
    on_ctx(b, s);
  }
}

static enum ct_status on_event(ct_sink *sink, const ct_event *e) {
  ct_back_book *b = (ct_back_book *)sink;
  switch (e->kind) {
  case CT_EV_INTERCHANGE:
    b->parties.sender[1] = b->parties.sender[0] = keep_element(b, e->segment, 6);
    b->parties.receiver[1] = b->parties.receiver[0] = keep_element(b, e->segment, 8);
    break;
  case CT_EV_GROUP:
    b->parties.sender[0] = keep_element(b, e->segment, 2);
    b->parties.receiver[0] = keep_element(b, e->segment, 3);
    break;
  case CT_EV_SET: {
    ct_slice code = ct_slice_trim(ct_segment_element(e->segment, 1));
    b->in_set = ct_slice_is(code, "999") || ct_slice_is(code, "997");
    break;
  }
  case CT_EV_SET_END:
    close_answer(b);
    b->in_set = false;
    break;
  case CT_EV_SEGMENT: on_segment(b, e->segment); break;
  default: break;
  }
  return b->ok ? CT_OK : CT_NO_MEMORY;
}

/* ---- the book --------------------------------------------------------------------------------- */

ct_back_book *ct_back_new(void) {
  ct_back_book *b = ct_mem_zalloc(1, sizeof *b);
  if (!b) return NULL;
  b->ok = true;
  b->sink.wants = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS;
  b->sink.event = on_event;
  ct_arena_init(&b->arena, BLOCK, 0);
  return b;
}

void ct_back_free(ct_back_book *b) {
  if (!b) return;
  ct_mem_free(b->ta1s.item);
  ct_mem_free(b->answers.item);
  ct_mem_free(b->sets.item);
  ct_mem_free(b->errors.item);
  ct_arena_free(&b->arena);
  ct_mem_free(b);
}

int ct_back_compare(ct_slice a, ct_slice b) {
  while (a.len > 1 && a.ptr[0] == '0') a.ptr++, a.len--;
  while (b.len > 1 && b.ptr[0] == '0') b.ptr++, b.len--;
  if (a.len != b.len) return a.len < b.len ? -1 : 1;
  return memcmp(a.ptr, b.ptr, a.len);
}

static bool names(const ct_slice who[2], ct_slice s) {
  return s.len > 0 && (ct_slice_same(who[0], s) || ct_slice_same(who[1], s));
}

unsigned ct_back_parties_fit(const ct_back_parties *sent, const ct_back_parties *back) {
  unsigned n = 0;
  if (names(sent->receiver, back->sender[0]) || names(sent->receiver, back->sender[1])) n++;
  if (names(sent->sender, back->receiver[0]) || names(sent->sender, back->receiver[1])) n++;
  return n;
}

static int ta1_order(const void *x, const void *y) {
  return ct_back_compare(((const ct_back_ta1 *)x)->control, ((const ct_back_ta1 *)y)->control);
}

static int answer_order(const void *x, const void *y) {
  const ct_back_answer *a = x, *b = y;
  int order = ct_back_compare(a->control, b->control);
  if (order) return order;
  return a->order < b->order ? -1 : a->order > b->order;
}

void ct_back_close(ct_back_book *b) {
  if (b->ta1s.count > 1) qsort(b->ta1s.item, b->ta1s.count, sizeof(ct_back_ta1), ta1_order);
  if (b->answers.count > 1)
    qsort(b->answers.item, b->answers.count, sizeof(ct_back_answer), answer_order);
}

/* Each row begins with other members, so the place of `control` in it is told. */
static size_t find(const void *rows, size_t count, size_t size, size_t at, ct_slice control,
                   size_t *found) {
  size_t low = 0, high = count;
  control = ct_slice_trim(control);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    ct_slice c;
    memcpy(&c, (const char *)rows + middle * size + at, sizeof c);
    if (ct_back_compare(c, control) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (*found = 0; low + *found < count; ++*found) {
    ct_slice c;
    memcpy(&c, (const char *)rows + (low + *found) * size + at, sizeof c);
    if (ct_back_compare(c, control) != 0) break;
  }
  return low;
}

size_t ct_back_find_ta1(const ct_back_book *b, ct_slice control, size_t *count) {
  return find(b->ta1s.item, b->ta1s.count, sizeof(ct_back_ta1), offsetof(ct_back_ta1, control),
              control, count);
}

size_t ct_back_find_answer(const ct_back_book *b, ct_slice control, size_t *count) {
  return find(b->answers.item, b->answers.count, sizeof(ct_back_answer),
              offsetof(ct_back_answer, control), control, count);
}

size_t ct_back_find_set(const ct_back_book *b, const ct_back_answer *a, ct_slice control,
                        size_t *count) {
  if (a->count == 0) {
    *count = 0;
    return 0;
  }
  return a->first + find(ct_back_set_at(b, a->first), a->count, sizeof(ct_back_set),
                         offsetof(ct_back_set, control), control, count);
}
