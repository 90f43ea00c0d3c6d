/*
 * reader_use.c -- what the guide says of a segment that was read: names, and whether a person's
 * data may be in it.
 *
 * Knows the guide's tables.  Of a segment that stands where it does by mistake it takes the worst
 * to be so.
 */
#include "reader.h"

static const ct_node *node_of(ct_use use, const ct_grammar **g) {
  *g = use.guide;
  return *g && use.node < (*g)->nodes ? &(*g)->node[use.node] : NULL;
}

static const char *text(const char *s) {
  return s ? s : "";
}

const char *ct_use_name(ct_use use) {
  const ct_grammar *g;
  const ct_node *n = node_of(use, &g);
  return n ? text(n->name) : "";
}

const char *ct_use_id(ct_use use) {
  const ct_grammar *g;
  const ct_node *n = node_of(use, &g);
  return n ? text(n->id) : "";
}

const char *ct_use_guide(ct_use use) {
  const ct_grammar *g;
  return node_of(use, &g) ? text(g->id) : "";
}

unsigned ct_use_elements(ct_use use) {
  const ct_grammar *g;
  const ct_node *n = node_of(use, &g);
  return n && !ct_node_is_loop(n) ? n->element_count : 0;
}

static const ct_element *element_of(ct_use use, unsigned element, const ct_grammar **g) {
  const ct_node *n = node_of(use, g);
  if (!n || element == 0 || element > ct_use_elements(use)) return NULL;
  return &(*g)->element[n->element_first + element - 1];
}

unsigned ct_use_components(ct_use use, unsigned element) {
  const ct_grammar *g;
  const ct_element *e = element_of(use, element, &g);
  return e ? e->sub_count : 0;
}

const char *ct_use_element_name(ct_use use, unsigned element, unsigned component) {
  const ct_grammar *g;
  const ct_element *e = element_of(use, element, &g);
  if (e && component > 0)
    e = component <= e->sub_count ? &g->element[e->sub_first + component - 1] : NULL;
  return e ? text(e->name) : "";
}

/* ---- whose it is --------------------------------------------------------------------- */

static bool is_private(const ct_grammar *g, const ct_node *n) {
  if (n->flags & CT_NODE_PRIVATE) return true;
  for (unsigned i = 0; i < n->element_count; i++) {
    const ct_element *e = &g->element[n->element_first + i];
    if (e->flags & CT_ELEMENT_PRIVATE) return true;
    for (unsigned c = 0; c < e->sub_count; c++)
      if (g->element[e->sub_first + c].flags & CT_ELEMENT_PRIVATE) return true;
  }
  return false;
}

static bool tag_may_be_private(const ct_grammar *g, ct_tag tag) {
  for (uint32_t i = 0; i < g->nodes; i++)
    if (g->node[i].tag == tag && !ct_node_is_loop(&g->node[i]) && is_private(g, &g->node[i]))
      return true;
  return false;
}

/* More than the guide has, or what it does not use: two segments that a lost terminator joined. */
static bool may_be_joined(const ct_grammar *g, const ct_node *n, const ct_segment *s) {
  if (ct_segment_count(s) > n->element_count) return true;
  for (unsigned e = 1; e <= n->element_count; e++)
    if (g->element[n->element_first + e - 1].usage == CT_NOT_USED && ct_segment_get(s, e).len > 0)
      return true;
  return false;
}

bool ct_event_in_private(const ct_event *e) {
  if (!e->segment) return e->text.len > 0;
  const ct_grammar *g;
  const ct_node *n = node_of(e->use, &g);
  if (!n || ct_node_is_loop(n)) return true;
  if (is_private(g, n) || may_be_joined(g, n, e->segment)) return true;
  return e->displaced && tag_may_be_private(g, e->segment->tag);
}
