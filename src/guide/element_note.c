/*
 * element_note.c -- relational conditions of the standard (P R E C L) over positions.
 * A condition names the element that is absent, E the one that is too many.
 */
#include "guide/element.h"

static unsigned lowest(uint64_t bits) { return (unsigned)__builtin_ctzll(bits); }
static unsigned highest(uint64_t bits) { return 63u - (unsigned)__builtin_clzll(bits); }

/* The position that breaks the condition, or 0. */
static unsigned broken_at(const ct_note *n, uint64_t present, const char **why) {
  uint64_t have = present & n->mask, lack = n->mask & ~present;
  uint64_t first = UINT64_C(1) << n->first;
  switch (n->kind) {
  case 'P':
    *why = "they are sent together or not at all";
    return have && lack ? lowest(lack) : 0;
  case 'R':
    *why = "at least one of them is needed";
    return have ? 0 : lowest(n->mask);
  case 'E':
    *why = "only one of them may be sent";
    return have & (have - 1) ? highest(have) : 0;
  case 'C':
    *why = "the first asks for the others";
    return (have & first) && lack ? lowest(lack) : 0;
  case 'L':
    *why = "the first asks for one of the others";
    return (have & first) && !(have & ~first) ? lowest(n->mask & ~first) : 0;
  default:
    return 0;
  }
}

void ct_element_notes(ct_element_check *c, const ct_element *parts, unsigned part_count,
                      const ct_note *note, unsigned note_count, uint64_t present,
                      uint64_t missing) {
  bool inside = c->element != 0;
  for (unsigned i = 0; i < note_count; i++) {
    uint64_t have = present & note[i].mask;
    if (have == note[i].mask ? note[i].kind != 'E' : have == 0 && note[i].kind != 'R') continue;
    const char *why = "";
    unsigned at = broken_at(&note[i], present, &why);
    if (at == 0 || at > part_count || (missing & note[i].mask)) continue;
    /* What the guide does not use cannot be asked for; C0605 on N4 is such a one. */
    if (note[i].kind != 'E' && parts[at - 1].usage == CT_NOT_USED) continue;
    if (inside)
      c->component = (uint8_t)at;
    else
      c->element = (uint8_t)at;
    ct_fault f = ct_element_fault(c, CT_F_ELEMENTS_CONDITIONAL, ct_slice_empty());
    if (note[i].kind == 'E') {
      ct_slice value = inside ? ct_segment_get_component(c->segment, c->element, at)
                              : ct_segment_get(c->segment, at);
      f.value = value;
      f.has_value = true;
      f.ik4 = "10";
    }
    f.args[0] = ct_slice_text(note[i].text);
    f.args[1] = ct_slice_text(why);
    ct_element_tell(c, &f);
    c->component = 0;
    if (!inside) c->element = 0;
  }
}
