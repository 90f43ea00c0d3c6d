/*
 * level.c -- hierarchical levels: HL01 counts, HL02 names the level above, HL04 tells of
 * levels below (E-013 to E-015).  It knows the open frames; which loops are levels is data.
 */
#include "base/charclass.h"
#include "guide/cursor.h"

enum { HL_NUMBER = 1, HL_PARENT = 2, HL_CHILD = 4 };

static bool number_of(ct_slice s, uint64_t *number) {
  if (!ct_slice_digits(s) || s.len > 12) return false;
  uint64_t n = 0;
  for (size_t i = 0; i < s.len; i++) n = n * 10 + (uint64_t)(s.ptr[i] - '0');
  return *number = n, true;
}

/* The frame keeps a copy of its HL: HL04 is judged when the level closes. */
static void keep_level(ct_frame *f, const ct_segment *hl) {
  f->has_hl = true;
  f->hl = *hl;
  f->hl.sibling = NULL;
  if (hl->len > CT_HL_TEXT || hl->marks > CT_HL_MARKS) { /* no HL of a guide is that long */
    f->has_hl = false;
    return;
  }
  memcpy(f->hl_text, hl->text, hl->len);
  f->hl.text = f->hl_text;
  for (uint32_t i = 0; i <= hl->marks; i++) f->hl_marks[i] = hl->mark[i];
  f->hl.mark = f->hl_marks;
  f->hl.raw = ct_slice_make(f->hl.text, f->hl.len);
  f->hl.lead = ct_slice_empty();
}

static void tell(ct_cursor *c, enum ct_fault_id id, const ct_segment *hl, unsigned element,
                 const char *why) {
  ct_fault f = ct_fault_make(id, hl);
  f.element = (uint8_t)element;
  f.value = ct_segment_get(hl, element);
  f.has_value = f.value.len > 0;
  if (why) f.args[0] = ct_slice_text(why);
  c->report(c->ctx, &f);
}

static void check_number(ct_cursor *c, const ct_segment *hl) {
  uint64_t number, expected = c->hl_count + UINT64_C(1);
  c->hl_count++;
  if (!number_of(ct_segment_get(hl, HL_NUMBER), &number)) return; /* type or absence is told */
  bool right = number == expected || number == c->hl_last + 1;
  c->hl_last = number;
  if (right) return;
  ct_fault f = ct_fault_make(CT_F_HL_SEQUENCE, hl);
  f.element = HL_NUMBER;
  f.value = ct_segment_get(hl, HL_NUMBER);
  f.has_value = f.has_amounts = true;
  f.expected = (ct_decimal){(int64_t)expected, 0};
  f.actual = (ct_decimal){(int64_t)number, 0};
  c->report(c->ctx, &f);
}

static void check_parent(ct_cursor *c, ct_frame *above, const ct_segment *hl) {
  ct_slice parent = ct_segment_get(hl, HL_PARENT);
  if (!above || parent.len == 0) return; /* use and absence of HL02 are the guide's */
  uint64_t named, number;
  if (!number_of(parent, &named)) return;
  if (number_of(ct_segment_get(&above->hl, HL_NUMBER), &number) && named != number)
    tell(c, CT_F_HL_PARENT, hl, HL_PARENT, "does not name the level it stands under");
  if (!above->hl_has_child && ct_slice_is(ct_segment_get(&above->hl, HL_CHILD), "0"))
    tell(c, CT_F_HL_CHILD_FLAG, &above->hl, HL_CHILD, "a level below it follows");
  above->hl_has_child = true;
}

void ct_cursor_level(ct_cursor *c, const ct_segment *hl) {
  ct_frame *above = NULL;
  for (unsigned level = c->depth - 1; level-- > 0 && !above;)
    if (c->frame[level].has_hl) above = &c->frame[level];
  check_number(c, hl);
  check_parent(c, above, hl);
  keep_level(&c->frame[c->depth - 1], hl);
}

void ct_cursor_level_closes(ct_cursor *c, const ct_frame *f) {
  if (!f->has_hl || f->hl_has_child || f->broken) return;
  if (!ct_slice_is(ct_segment_get(&f->hl, HL_CHILD), "1")) return;
  tell(c, CT_F_HL_CHILD_FLAG, &f->hl, HL_CHILD, "no level below it follows");
}
