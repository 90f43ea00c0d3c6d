/*
 * rule_tell.c -- a rule does not hold: where that sits, what made the rule apply, and the
 * codes it takes in an acknowledgment.
 *
 * Knows the contract's places: a missing segment sits at the segment found instead, with the
 * loop that lacks it; a missing element at its segment.
 */
#include "claim/rule_inside.h"

/* ---- what stands where something is missing -------------------------------------------------------- */

static const ct_segment *first_segment(const ct_loop *l) {
  while (l && !l->segment) l = l->first;
  return l ? l->segment : NULL;
}

/* The first thing of the loop whose turn comes after that of `node`, a child of the loop. */
static const ct_segment *after_in(const ct_loop *l, uint16_t node) {
  const ct_node *n = l->grammar->node;
  uint16_t rank = n[node].rank;
  const ct_segment *found = NULL;
  for (const ct_segment *s = l->segment; s && !found; s = s->sibling)
    if (n[s->node].parent == l->node && n[s->node].rank > rank) found = s;
  for (const ct_loop *c = l->first; c; c = c->next) {
    if (n[c->node].rank <= rank) continue;
    const ct_segment *s = first_segment(c);
    if (s && (!found || s->number < found->number)) found = s;
    break;
  }
  return found;
}

/* Of a child of the loop that was given back, all that is known: where it began. */
static const ct_segment *gone(ct_rules *r, const ct_loop *l) {
  r->gone = (ct_segment){.text = "", .raw = {"", 0}, .lead = {"", 0}};
  r->gone.tag = l->grammar->node[l->gone].tag;
  r->gone.number = l->gone_number;
  r->gone.offset = l->gone_offset;
  return &r->gone;
}

/* The segment found instead; NULL: the one being read, which ended all loops that could tell. */
static const ct_segment *instead(ct_rules *r, const ct_loop *l, uint16_t node) {
  const ct_node *n = l->grammar->node;
  const ct_segment *s = after_in(l, node);
  if (l->gone_number && n[l->gone].rank > n[node].rank) return gone(r, l); /* before what is left */
  for (; !s && l; l = l->parent) {
    const ct_segment *own = first_segment(l);
    if (l->parent && own && l->parent->gone_number > own->number) return gone(r, l->parent);
    if (l->next) s = first_segment(l->next);
  }
  return s;
}

/* ---- places -------------------------------------------------------------------------------------------- */

static void put_item(ct_fault *f, const ct_rule_item *i) {
  f->segment = i->segment ? i->segment : first_segment(i->loop);
  if (!i->segment || i->element == 0) return;
  f->element = i->element;
  f->component = i->component;
  f->repetition = i->repetition;
  f->value = i->value;
  f->has_value = i->value.len != 0;
}

static void put_missing(ct_rules *r, ct_fault *f, const ct_loop *l, uint16_t node) {
  f->segment = instead(r, l, node);
  f->node = node;
  f->tag = l->grammar->node[node].tag;
}

static const ct_segment *segment_of(const ct_rules *r, const ct_rule_path *p, const ct_loop *l) {
  if (p->source == CT_FROM_ITEM || p->source == CT_FROM_ELEMENT) return r->frame[p->frame].segment;
  if (p->source == CT_FROM_ISA) return r->isa.segment.tag ? &r->isa.segment : NULL;
  if (p->source == CT_FROM_GS) return r->gs.segment.tag ? &r->gs.segment : NULL;
  const ct_segment *s = l ? l->segment : NULL;
  while (s && !ct_rule_segment_fits(r, p, s)) s = s->sibling;
  return s;
}

/* A path that reaches nothing: as far as it reaches, and what is missing there. */
static void put_absent(ct_rules *r, ct_fault *f, const ct_rule_path *p) {
  const ct_loop *l = r->frame[p->frame].loop;
  for (unsigned up = p->up; up > 0 && l; up--) l = l->parent;
  if (p->source == CT_FROM_TREE) {
    for (unsigned d = 0; l && d < p->downs; d++) {
      const ct_loop *below = ct_loop_at(l, p->down[d]);
      if (!below) {
        put_missing(r, f, l, p->down[d]);
        return;
      }
      l = below;
    }
  }
  const ct_segment *s = p->ends == CT_PATH_LOOP ? NULL : segment_of(r, p, l);
  if (s) {
    f->segment = s;
    if (p->source == CT_FROM_ELEMENT) {
      f->element = (uint8_t)(r->frame[p->frame].element + p->element);
    } else {
      f->element = p->element;
    }
    f->component = p->component;
  } else if (l && p->ends != CT_PATH_LOOP) {
    put_missing(r, f, l, p->place);
  } else {
    f->segment = first_segment(l);
  }
}

static void put_path(ct_rules *r, ct_fault *f, uint16_t path) {
  ct_rule_item item;
  const ct_rule_path *p = ct_rules_path(r, path);
  if (!p->sum && ct_rule_first(r, path, &item)) {
    put_item(f, &item);
  } else if (p->sum) {
    /* the loops are gone: what lacks or has them is where it sits */
    f->segment = first_segment(r->frame[0].loop);
    if (r->rule->kind == CT_RULE_REQUIRE) put_missing(r, f, r->frame[0].loop, p->down[0]);
  } else {
    put_absent(r, f, p);
  }
}

/* The first of the paths that reaches nothing; the first of all when each reaches something. */
static uint16_t first_missing(ct_rules *r, const ct_rule *rule) {
  ct_rule_item item;
  for (unsigned i = 0; rule->ons > 1 && i < rule->ons; i++)
    if (!ct_rule_first(r, (uint16_t)(rule->on + i), &item)) return (uint16_t)(rule->on + i);
  return rule->on;
}

static void place(ct_rules *r, ct_fault *f, const ct_rule *rule) {
  if (r->has_hit && (rule->flags & CT_RULE_ON_HIT)) {
    put_item(f, &r->hit);
  } else if (rule->kind == CT_RULE_FOLLOW) {
    const ct_rule_path *key = ct_rules_path(r, rule->key);
    f->segment = r->frame[0].segment;
    f->element = key->element;
    f->value = ct_segment_get(f->segment, key->element);
    f->has_value = f->value.len != 0;
  } else if (rule->on) {
    put_path(r, f, first_missing(r, rule));
  } else if (rule->node == CT_AT_FILE) {
    f->at_end = true;
  } else if (rule->node == CT_AT_ENVELOPE) {
    f->segment = &r->gs.segment;
  } else {
    put_item(f, &r->frame[r->frames - 1]);
  }
}

static void trigger(ct_rules *r, ct_fault *f, const ct_rule *rule) {
  ct_rule_item item;
  if (rule->kind == CT_RULE_FOLLOW || rule->node == CT_AT_FILE || rule->node == CT_AT_ENVELOPE) return;
  /* that something is absent has no place but that of what the rule is about */
  if (!rule->trigger || !ct_rule_first(r, rule->trigger, &item)) item = r->frame[r->frames - 1];
  f->trigger = item.segment ? item.segment : first_segment(item.loop);
  f->trigger_element = item.element;
  f->trigger_component = item.component;
}

/* ---- the fault ------------------------------------------------------------------------------------------- */

static bool tell(ct_rules *r, ct_fault *f, const ct_rule *rule, int usual) {
  int severity = ct_rule_severity_of(r->top, rule->id, f->id, rule->snip, usual);
  if (severity < 0) return false;
  f->severity = (int8_t)severity;
  f->snip = rule->snip;
  f->rule = rule->id;
  f->rule_text = rule->text;
  return true;
}

void ct_rule_tell(ct_rules *r, const ct_rule *rule) {
  ct_fault f = ct_fault_make((enum ct_fault_id)rule->fault, NULL);
  if (!tell(r, &f, rule, rule->severity)) return;
  f.args[0] = ct_slice_text(rule->text);
  place(r, &f, rule);
  trigger(r, &f, rule);
  if (f.element) {
    if (rule->ack_element[0]) f.ik4 = rule->ack_element;
    if (!rule->ack_element[0] && rule->ack_segment[0]) f.ik3 = rule->ack_segment;
  } else if (rule->ack_segment[0]) {
    f.ik3 = rule->ack_segment;
  }
  if ((rule->flags & CT_RULE_AMOUNTS) && r->has_amounts) {
    f.has_amounts = true;
    f.actual = r->left;
    f.expected = r->right;
  }
  r->opt.fault(r->opt.ctx, &f);
}

void ct_rule_tell_unusable(ct_rules *r, const ct_rule *rule) {
  ct_fault f = ct_fault_make(CT_F_VALUE_NOT_USABLE, NULL);
  if (!tell(r, &f, rule, CT_WARNING)) return;
  put_item(&f, &r->unusable_at);
  f.args[0] = ct_slice_text("is too long or too intricate to be held against this rule");
  r->opt.fault(r->opt.ctx, &f);
}
