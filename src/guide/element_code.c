/*
 * element_code.c -- code values: those the guide writes, external lists with their dates,
 * and the shapes of lists that are too large or licensed to ship.
 */
#include "guide/element.h"
#include "guide/shape.h"

static bool tell_not_allowed(const ct_element_check *c, const ct_element *e, const ct_list *list,
                             ct_slice value, bool external) {
  const ct_grammar *g = c->grammar;
  ct_fault f = ct_element_fault(c, CT_F_CODE_NOT_ALLOWED, value);
  f.args[0] = ct_slice_text(list->sample ? list->sample : "the codes of its list");
  if (external) {
    f.snip = 5;
  } else if (e->codes_layer == CT_LAYER_PARTNER) {
    f.snip = 7;
  } else if (e->std_codes && ct_list_has(&g->list[e->std_codes], value)) {
    f.ik4 = "I6";
  }
  ct_element_tell(c, &f);
  return false;
}

static bool tell_not_in_list(const ct_element_check *c, const ct_code_set *set, ct_slice value,
                             const char *why) {
  ct_fault f = ct_element_fault(c, CT_F_CODE_NOT_IN_LIST, value);
  if (set->user) f.severity = CT_ERROR;
  f.args[0] = ct_slice_text(why);
  f.args[1] = ct_slice_text(set->label);
  ct_element_tell(c, &f);
  return !set->user;
}

/* Whether the list has it on the days we know of. */
static bool check_dates(const ct_element_check *c, const ct_code_set *set, const ct_list *list,
                        uint32_t slot, ct_slice value) {
  uint32_t start = list->start ? list->start[slot] : 0, stop = list->stop ? list->stop[slot] : 0;
  if (c->payment_date) {
    if (start && c->payment_date < start)
      return tell_not_in_list(c, set, value, "was not yet in force on the date of payment:");
    if (stop && c->payment_date > stop)
      return tell_not_in_list(c, set, value, "was no longer in force on the date of payment:");
  } else if (c->service_date && stop && c->service_date > stop) {
    return tell_not_in_list(c, set, value, "was no longer in force on the date of service:");
  }
  return true;
}

static bool check_set(const ct_element_check *c, const ct_element *e, const ct_code_set *set,
                      ct_slice value) {
  if (set->list) {
    const ct_list *list = &c->grammar->list[set->list];
    uint32_t slot;
    uint64_t packed = ct_slice_pack(value);
    if (packed && ct_list_has_packed(list, packed, &slot))
      return check_dates(c, set, list, slot, value);
    if (!packed && ct_list_has(list, value)) return true;
    if (set->closed) return tell_not_allowed(c, e, list, value, true);
    return tell_not_in_list(c, set, value, "is not in the list");
  }
  if (e->flags & CT_ELEMENT_SHAPE_BY_RULE) return true;
  if (set->shape == CT_SHAPE_NONE || ct_shape_fits((enum ct_shape)set->shape, value)) return true;
  ct_fault f = ct_element_fault(c, CT_F_CODE_NOT_IN_LIST, value);
  f.args[0] = ct_slice_text("does not have the form of");
  f.args[1] = ct_slice_text(set->label);
  f.ik4 = "I12";
  ct_element_tell(c, &f);
  return true;
}

bool ct_element_codes(ct_element_check *c, const ct_element *e, ct_slice value, ct_slice by) {
  const ct_grammar *g = c->grammar;
  if (e->codes) {
    const ct_list *list = &g->list[e->codes];
    uint64_t packed = ct_slice_pack(value);
    if (list->single ? packed != list->single : !ct_list_has(list, value))
      return tell_not_allowed(c, e, list, value, false);
  }
  if (e->set_count == 0 || c->snip < 5) return true;
  uint64_t qualifier = ct_slice_pack(by);
  for (unsigned i = 0; i < e->set_count; i++) {
    const ct_set_use *use = &g->set_use[e->set_first + i];
    if (use->qualifier == 0 || use->qualifier == qualifier)
      return check_set(c, e, &g->code_set[use->set], value);
  }
  return true;
}
