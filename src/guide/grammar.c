/*
 * grammar.c -- looking things up in tables: values in lists, guides by version, control
 * segments by tag.  It knows how tables are laid out, not where they come from.
 */
#include "guide/grammar.h"

static bool in_texts(const ct_list *l, ct_slice value) {
  uint32_t low = 0, high = l->texts_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    ct_slice text = ct_slice_text(l->texts[middle]);
    size_t shorter = text.len < value.len ? text.len : value.len;
    int order = memcmp(text.ptr, value.ptr, shorter);
    if (order == 0) order = (text.len > value.len) - (text.len < value.len);
    if (order == 0) return true;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

bool ct_list_has(const ct_list *l, ct_slice value) {
  uint64_t packed = ct_slice_pack(value);
  uint32_t slot;
  if (packed) return l->slot && ct_list_has_packed(l, packed, &slot);
  return value.len > 0 && in_texts(l, value);
}

static bool is_alias(const ct_grammar *g, ct_slice version) {
  for (const char *const *a = g->aliases; a && *a; a++)
    if (ct_slice_is(version, *a)) return true;
  return false;
}

const ct_grammar *ct_grammar_for(const ct_grammar *const *guides, ct_slice version,
                                 ct_slice set_code, bool *alias) {
  const ct_grammar *second = NULL;
  for (; *guides; guides++) {
    const ct_grammar *g = *guides;
    if (set_code.len && !ct_slice_is(set_code, g->set_code)) continue;
    if (ct_slice_is(version, g->id)) return *alias = false, g;
    if (!second && is_alias(g, version)) second = g;
  }
  *alias = second != NULL;
  return second;
}

const ct_node *ct_control_node(const ct_grammar *g, ct_tag tag) {
  const ct_node *root = &g->node[0];
  for (unsigned i = 0; i < root->child_count; i++) {
    const ct_node *n = &g->node[g->child[root->child_first + i]];
    if (n->tag == tag) return n;
  }
  return NULL;
}
