/*
 * element.c -- walks the elements of a segment beside the constraints of its use.  It knows
 * presence, repetitions and components; values are element_value.c's, codes element_code.c's.
 */
#include "guide/element.h"

enum { ELEMENT_SLOTS = 64 }; /* positions that conditions and qualifiers can name */

ct_fault ct_element_fault(const ct_element_check *c, enum ct_fault_id id, ct_slice value) {
  ct_fault f = ct_fault_make(id, c->segment);
  f.element = c->element;
  f.component = c->component;
  f.repetition = c->repetition;
  f.value = value;
  f.has_value = value.len > 0;
  return f;
}

static void tell_count(ct_element_check *c, enum ct_fault_id id, ct_slice value, unsigned most,
                       unsigned sent) {
  ct_fault f = ct_element_fault(c, id, value);
  f.has_amounts = true;
  f.expected = (ct_decimal){(int64_t)most, 0};
  f.actual = (ct_decimal){(int64_t)sent, 0};
  ct_element_tell(c, &f);
}

static void tell_missing(ct_element_check *c, const ct_element *e) {
  ct_fault f = ct_element_fault(c, CT_F_ELEMENT_MISSING, ct_slice_empty());
  if (e->std_req == CT_STD_MANDATORY) f.snip = 1;
  if (e->usage_layer == CT_LAYER_PARTNER) f.snip = 7;
  ct_element_tell(c, &f);
}

static void tell_not_used(ct_element_check *c, const ct_element *e, ct_slice value) {
  ct_fault f = ct_element_fault(c, CT_F_ELEMENT_NOT_USED, value);
  if (e->flags & CT_ELEMENT_TOLERATED) f.severity = CT_NOTE;
  if (e->usage_layer == CT_LAYER_PARTNER) f.snip = 7;
  ct_element_tell(c, &f);
}

/* Sits at the first of the empty ones. */
static void tell_trailing(ct_element_check *c, const char *what) {
  ct_fault f = ct_element_fault(c, CT_F_TRAILING_EMPTY_ELEMENT, ct_slice_empty());
  f.args[0] = ct_slice_text(what);
  ct_element_tell(c, &f);
}

static uint64_t bit_of(unsigned position) {
  return position < ELEMENT_SLOTS ? UINT64_C(1) << position : 0;
}

/* ---- composites -------------------------------------------------------------------------- */

/* Components are short: a loop beats a call. */
static size_t length_to(const char *at, const char *stop, char cut) {
  const char *p = at;
  while (p < stop && *p != cut) p++;
  return (size_t)(p - at);
}

/* Required components that were not sent, from position `from` on; returns their bits. */
static uint64_t absent_parts(ct_element_check *c, const ct_element *part, unsigned count,
                             unsigned from) {
  uint64_t missing = 0;
  for (unsigned i = from; i <= count; i++) {
    if (part[i - 1].usage != CT_REQUIRED) continue;
    c->component = (uint8_t)i;
    tell_missing(c, &part[i - 1]);
    missing |= bit_of(i);
  }
  c->component = 0;
  return missing;
}

static void check_composite(ct_element_check *c, const ct_element *e, ct_slice value) {
  const ct_element *part = &c->grammar->element[e->sub_first];
  ct_slice values[ELEMENT_SLOTS], item;
  uint64_t present = 0, missing = 0;
  unsigned n = 0, filled = 0;
  char cut = c->segment->delims.component;
  if (!cut) return; /* the separator is no good, which was told */
  const char *at = value.ptr, *stop = value.ptr + value.len;
  for (unsigned i = 1; at <= stop; i++, at = item.ptr + item.len + 1) {
    item = ct_slice_make(at, length_to(at, stop, cut));
    n = i;
    if (item.len) filled = i;
    if (i > e->sub_count || i >= ELEMENT_SLOTS) continue;
    values[i] = item;
    c->component = (uint8_t)i;
    const ct_element *p = &part[i - 1];
    if (item.len == 0) {
      if (p->usage == CT_REQUIRED) {
        tell_missing(c, p);
        missing |= bit_of(i);
      }
    } else if (p->usage == CT_NOT_USED) {
      tell_not_used(c, p, item);
    } else {
      present |= bit_of(i);
      ct_element_value(c, p, item, p->by && p->by < i ? values[p->by] : ct_slice_empty());
    }
  }
  c->component = (uint8_t)(filled + 1);
  if (filled < n && n > 1) tell_trailing(c, "components");
  c->component = 0;
  if (filled > e->sub_count) tell_count(c, CT_F_COMPONENT_TOO_MANY, value, e->sub_count, n);
  missing |= absent_parts(c, part, e->sub_count, n + 1);
  if (e->note_count)
    ct_element_notes(c, part, e->sub_count, &c->grammar->note[e->note_first], e->note_count,
                     present, missing);
}

/* ---- one element ---------------------------------------------------------------------------- */

static void check_one(ct_element_check *c, const ct_element *e, ct_slice value, ct_slice by) {
  if (e->type == CT_TYPE_COMPOSITE) {
    check_composite(c, e, value);
  } else if (c->segment->delims.component &&
             memchr(value.ptr, c->segment->delims.component, value.len)) {
    tell_count(c, CT_F_COMPONENT_TOO_MANY, value, 1,
               ct_slice_parts(value, c->segment->delims.component));
  } else {
    ct_element_value(c, e, value, by);
  }
}

static void check_repeated(ct_element_check *c, const ct_element *e, ct_slice value, ct_slice by) {
  char cut = c->segment->delims.repetition;
  unsigned sent = ct_slice_parts(value, cut);
  unsigned most = e->repeat ? e->repeat : 1;
  if (sent > most) tell_count(c, CT_F_REPETITION_COUNT, value, most, sent);
  ct_slice item;
  for (unsigned i = 1; i <= sent && i <= most && ct_slice_part(value, cut, i, &item); i++) {
    c->repetition = (uint16_t)i;
    if (item.len) check_one(c, e, item, by);
  }
  c->repetition = 0;
}

static void check_surplus(ct_element_check *c, const ct_segment *s, unsigned count) {
  c->element = (uint8_t)(count + 1 > 255 ? 255 : count + 1);
  tell_count(c, CT_F_ELEMENT_TOO_MANY, ct_segment_get(s, count + 1), count,
             ct_segment_count(s));
}

void ct_elements_check(ct_element_check *c, const ct_segment *s, const ct_node *n) {
  const ct_element *element = &c->grammar->element[n->element_first];
  ct_slice values[ELEMENT_SLOTS];
  uint64_t present = 0, missing = 0;
  ct_walk w = ct_walk_start(s);
  unsigned last = 0, filled = 0;
  c->segment = s;
  c->component = 0;
  c->repetition = 0;
  while (ct_walk_element(&w)) {
    last = w.element;
    if (w.value.len) filled = last;
    if (last > n->element_count || last >= ELEMENT_SLOTS) continue;
    values[last] = w.value;
    const ct_element *e = &element[last - 1];
    c->element = (uint8_t)last;
    if (w.value.len == 0) {
      if (e->usage == CT_REQUIRED) {
        tell_missing(c, e);
        missing |= bit_of(last);
      }
      continue;
    }
    if (e->usage == CT_NOT_USED) {
      tell_not_used(c, e, w.value);
      continue;
    }
    present |= bit_of(last);
    ct_slice by = e->by && e->by < last ? values[e->by] : ct_slice_empty();
    if (w.repeated)
      check_repeated(c, e, w.value, by);
    else if (w.composite || e->type == CT_TYPE_COMPOSITE)
      check_one(c, e, w.value, by);
    else
      ct_element_value(c, e, w.value, by);
  }
  c->element = (uint8_t)(filled < 255 ? filled + 1 : 255);
  if (filled < last) tell_trailing(c, "elements");
  if (filled > n->element_count) check_surplus(c, s, n->element_count);
  for (unsigned i = last + 1; i <= n->element_count; i++) {
    if (element[i - 1].usage != CT_REQUIRED) continue;
    c->element = (uint8_t)i;
    tell_missing(c, &element[i - 1]);
    missing |= bit_of(i);
  }
  c->element = 0;
  if (n->note_count)
    ct_element_notes(c, element, n->element_count, &c->grammar->note[n->note_first],
                     n->note_count, present, missing);
}
