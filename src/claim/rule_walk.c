/*
 * rule_walk.c -- follows paths of node indexes through the claim tree.
 *
 * Knows the tree and the views of segments.  Nothing here compares a name or copies a byte.
 */
#include "claim/rule_inside.h"

/* ---- segments --------------------------------------------------------------------------------- */

bool ct_rule_segment_fits(const ct_rules *r, const ct_rule_path *p, const ct_segment *s) {
  if (p->node ? s->node != p->node : p->tag != 0 && s->tag != p->tag) return false;
  if (p->keys == 0) return true;
  ct_slice key = p->key_component ? ct_segment_get_component(s, p->key_element, p->key_component)
                                  : ct_segment_get(s, p->key_element);
  return ct_rule_list_has(&r->now->set->list[p->keys], key, 0);
}

static ct_slice value_of(const ct_segment *s, unsigned e, unsigned c) {
  return c ? ct_segment_get_component(s, e, c) : ct_segment_get(s, e);
}

static const ct_loop *climb(const ct_loop *l, unsigned up) {
  while (up-- > 0 && l) l = l->parent;
  return l;
}

/* The element of the item at hand, or one after it. */
static bool element_of_item(const ct_rule_item *frame, const ct_rule_path *p, ct_rule_item *out) {
  if (!frame->segment) return false;
  *out = *frame;
  if (p->element == 0 && p->component == 0) return frame->value.len != 0;
  out->element = (uint8_t)(frame->element + p->element);
  out->component = p->component;
  out->repetition = 0;
  if (p->element == 0) {
    char separator = frame->segment->delims.component;
    if (!ct_slice_part(frame->value, separator, p->component, &out->value)) return false;
  } else {
    out->value = value_of(frame->segment, out->element, p->component);
  }
  return out->value.len != 0;
}

static const ct_segment *outer(const ct_rules *r, const ct_rule_path *p) {
  const ct_segment *s = p->source == CT_FROM_ISA ? &r->isa.segment : &r->gs.segment;
  return s->tag == p->tag ? s : NULL;
}

/* ---- one after the other -------------------------------------------------------------------------- */

void ct_rule_walk_begin(ct_rule_walk *w, const ct_rules *r, const ct_rule_path *p) {
  *w = (ct_rule_walk){.rules = r, .path = p};
}

/* The next loop below `parent` of the node that step d goes to, after `after` (NULL: the first). */
static const ct_loop *child(const ct_loop *parent, uint16_t node, const ct_loop *after) {
  const ct_loop *l = after ? after->next : parent->first;
  while (l && l->node != node) l = l->next;
  return l;
}

static bool next_loop(ct_rule_walk *w) {
  const ct_rule_path *p = w->path;
  unsigned d = p->downs;
  if (!w->begun) {
    w->begun = true;
    w->loop[0] = climb(w->rules->frame[p->frame].loop, p->up);
    if (!w->loop[0]) return false;
    if (d == 0) return true;
    d = 1;
    w->loop[1] = NULL;
  } else if (d == 0) {
    return false;
  }
  while (d > 0) {
    w->loop[d] = child(w->loop[d - 1], p->down[d - 1], w->loop[d]);
    if (!w->loop[d]) {
      d--;
      w->nth = 0;
    } else if (d == p->downs) {
      if (p->ends != CT_PATH_LOOP || p->nth == 0 || ++w->nth == p->nth) return true;
    } else {
      w->loop[++d] = NULL;
    }
  }
  return false;
}

static bool next_segment(ct_rule_walk *w) {
  const ct_rule_path *p = w->path;
  const ct_segment *s = w->segment_begun ? w->item.segment->sibling : w->item.loop->segment;
  if (!w->segment_begun) w->nth = 0;
  w->segment_begun = true;
  for (; s; s = s->sibling) {
    if (!ct_rule_segment_fits(w->rules, p, s)) continue;
    if (p->nth && ++w->nth != p->nth) {
      if (w->nth > p->nth) break;
      continue;
    }
    w->item.segment = s;
    w->item.element = 0;
    return true;
  }
  return false;
}

/* The next value of the segment at hand. */
static bool next_element(ct_rule_walk *w) {
  const ct_rule_path *p = w->path;
  ct_rule_item *i = &w->item;
  for (;;) {
    if (i->element == 0) {
      i->element = p->element;
      i->repetition = 0;
    } else if (!p->repeats || i->repetition >= w->parts) {
      if (i->element > p->last - p->step) return false;
      i->element = (uint8_t)(i->element + p->step);
      i->repetition = 0;
    }
    i->component = p->component;
    if (p->repeats) {
      ct_slice whole = ct_segment_get(i->segment, i->element);
      if (i->repetition == 0) w->parts = (uint16_t)ct_slice_parts(whole, i->segment->delims.repetition);
      i->repetition++;
      if (!ct_slice_part(whole, i->segment->delims.repetition, i->repetition, &i->value)) continue;
      if (p->component &&
          !ct_slice_part(i->value, i->segment->delims.component, p->component, &i->value))
        continue;
    } else {
      i->value = value_of(i->segment, i->element, p->component);
    }
    if (i->value.len) return true;
    if (p->last > i->element && i->element >= ct_segment_count(i->segment)) return false;
  }
}

/* Segments of the loops reached, or the one that is given. */
static bool next_of_tree(ct_rule_walk *w) {
  const ct_rule_path *p = w->path;
  for (;;) {
    if (w->segment_begun && p->ends == CT_PATH_ELEMENT && next_element(w)) return true;
    if (w->loop_begun && p->ends != CT_PATH_LOOP && next_segment(w)) {
      if (p->ends == CT_PATH_ELEMENT) continue;
      w->item.value = ct_slice_make(w->item.segment->text, w->item.segment->len);
      return true;
    }
    w->segment_begun = false;
    if (!next_loop(w)) return w->loop_begun = false;
    w->loop_begun = true;
    w->item = (ct_rule_item){.loop = w->loop[p->downs]};
    if (p->ends == CT_PATH_LOOP) return true;
  }
}

static bool next_of_segment(ct_rule_walk *w, const ct_segment *s) {
  if (!s) return false;
  if (!w->begun) {
    w->begun = true;
    w->item = (ct_rule_item){.loop = w->rules->frame[w->path->frame].loop, .segment = s};
    if (w->path->ends != CT_PATH_ELEMENT) {
      w->item.value = ct_slice_make(s->text, s->len);
      return true;
    }
  } else if (w->path->ends != CT_PATH_ELEMENT) {
    return false;
  }
  return next_element(w);
}

bool ct_rule_walk_next(ct_rule_walk *w) {
  const ct_rule_path *p = w->path;
  switch (p->source) {
  case CT_FROM_ITEM:
    return next_of_segment(w, w->rules->frame[p->frame].segment);
  case CT_FROM_ELEMENT:
    if (w->begun) return false;
    w->begun = true;
    return element_of_item(&w->rules->frame[p->frame], p, &w->item);
  case CT_FROM_ISA:
  case CT_FROM_GS:
    return next_of_segment(w, outer(w->rules, p));
  default:
    return next_of_tree(w);
  }
}

/* ---- the first ------------------------------------------------------------------------------------------ */

/* The first is easily told: one loop, and one segment or any. */
static bool is_single(const ct_rule_path *p) {
  if (p->source != CT_FROM_TREE || (p->nth && p->ends == CT_PATH_LOOP)) return false;
  return !p->many || (p->downs == 0 && p->ends == CT_PATH_SEGMENT);
}

/* A path that is_single(): no walk is set up for it. */
static bool single(const ct_rules *r, const ct_rule_path *p, ct_rule_item *out) {
  const ct_loop *l = climb(r->frame[p->frame].loop, p->up);
  for (unsigned d = 0; l && d < p->downs; d++) l = ct_loop_at(l, p->down[d]);
  if (!l) return false;
  *out = (ct_rule_item){.loop = l};
  if (p->ends == CT_PATH_LOOP) return true;
  const ct_segment *s = l->segment;
  for (unsigned n = 1; s; s = s->sibling)
    if (ct_rule_segment_fits(r, p, s) && n++ >= p->nth) break;
  if (!s) return false;
  out->segment = s;
  if (p->ends == CT_PATH_SEGMENT) {
    out->value = ct_slice_make(s->text, s->len);
    return true;
  }
  out->element = p->element;
  out->component = p->component;
  out->value = value_of(s, p->element, p->component);
  return out->value.len != 0;
}

static bool search(const ct_rules *r, const ct_rule_path *p, ct_rule_item *out) {
  if (is_single(p)) return single(r, p, out);
  ct_rule_walk w;
  ct_rule_walk_begin(&w, r, p);
  if (!ct_rule_walk_next(&w)) return false;
  *out = w.item;
  return true;
}

bool ct_rule_first(ct_rules *r, uint16_t path, ct_rule_item *out) {
  const ct_rule_path *p = ct_rules_path(r, path);
  if (p->source != CT_FROM_TREE || p->frame != 0) return search(r, p, out);
  ct_rule_cached *c = &r->now->cached[path];
  if (c->stamp != r->stamp) {
    ct_rule_item found = {.value = {"", 0}};
    c->found = search(r, p, &found);
    c->item = found;
    c->stamp = r->stamp;
  }
  if (c->found) *out = c->item;
  return c->found;
}
