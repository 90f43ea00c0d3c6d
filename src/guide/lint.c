/*
 * lint.c -- the proof that a grammar can be read without guessing.  It knows tables alone,
 * so that what was loaded and what is built in are proved alike; lint_walk.c sends the
 * cursor to every segment.
 */
#include "guide/lint.h"

#include <stdarg.h>
#include <stdio.h>

enum ct_status ct_lint_fail(const ct_prover *p, uint32_t node, const char *format, ...) {
  const ct_node *n = &p->grammar->node[node];
  char words[360];
  va_list list;
  va_start(list, format);
  (void)vsnprintf(words, sizeof words, format, list);
  va_end(list);
  const char *origin = p->grammar->origin[0] ? p->grammar->origin : p->grammar->id;
  const char *path = n->path[0] ? n->path : p->grammar->id;
  if (ct_node_is_loop(n))
    return ct_source_error(p->error, origin, (long)ct_grammar_line(p->grammar, node), "loop %s: %s",
                           path, words);
  return ct_source_error(p->error, origin, (long)ct_grammar_line(p->grammar, node),
                         "loop %s, %s: %s", path, n->key, words);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool lists_meet(const ct_list *a, const ct_list *b) {
  for (uint32_t i = 0; a->slot && b->slot && i <= a->mask; i++) {
    uint32_t slot;
    if (a->slot[i] && ct_list_has_packed(b, a->slot[i], &slot)) return true;
  }
  for (uint32_t i = 0; i < a->texts_count; i++)
    if (ct_list_has(b, ct_slice_text(a->texts[i]))) return true;
  return false;
}

bool ct_lint_confused(const ct_grammar *g, const ct_node *a, const ct_node *b) {
  if (a->tag != b->tag) return false;
  if (!a->key_codes || !b->key_codes) return true;
  if (a->key_element != b->key_element || a->key_component != b->key_component) return true;
  return lists_meet(&g->list[a->key_codes], &g->list[b->key_codes]);
}

static uint16_t child_at(const ct_grammar *g, const ct_node *loop, unsigned i) {
  return g->child[loop->child_first + i];
}

static enum ct_status prove_siblings(ct_prover *p, const ct_node *loop) {
  const ct_grammar *g = p->grammar;
  for (unsigned i = 0; i < loop->child_count; i++) {
    const ct_node *a = &g->node[child_at(g, loop, i)];
    for (unsigned j = i + 1; j < loop->child_count; j++) {
      uint16_t at = child_at(g, loop, j);
      const ct_node *b = &g->node[at];
      if (strcmp(a->key, b->key) == 0)
        return ct_lint_fail(p, at, "%s stands twice: no path could tell them apart", b->key);
      if (a->tag != b->tag) continue;
      if (ct_lint_confused(g, a, b))
        return ct_lint_fail(p, at, "%s and %s are not told apart by the values of one element",
                            a->key, b->key);
      p->lint.pairs++;
    }
  }
  return CT_OK;
}

/* ---- hiding: the innermost open loop is asked first ------------------------------------- */

/* A segment below `loop`, its first one left out, that would be taken for `wanted`; 0 none. */
static uint16_t hider(const ct_grammar *g, uint16_t loop_at, const ct_node *wanted) {
  const ct_node *loop = &g->node[loop_at];
  for (unsigned i = 1; i < loop->child_count; i++) {
    uint16_t at = child_at(g, loop, i);
    if (ct_lint_confused(g, &g->node[at], wanted)) return at;
    uint16_t deeper = ct_node_is_loop(&g->node[at]) ? hider(g, at, wanted) : 0;
    if (deeper) return deeper;
  }
  return 0;
}

static enum ct_status prove_seen(ct_prover *p, const ct_node *loop) {
  const ct_grammar *g = p->grammar;
  for (unsigned i = 1; i < loop->child_count; i++) {
    uint16_t open = child_at(g, loop, i);
    if (!ct_node_is_loop(&g->node[open])) continue;
    for (unsigned j = 1; j < loop->child_count; j++) {
      uint16_t at = child_at(g, loop, j);
      const ct_node *later = &g->node[at];
      bool follows = later->rank > g->node[open].rank ||
                     (later->rank == g->node[open].rank && at != open) ||
                     (at == open && later->max_repeat != 1);
      uint16_t by = follows ? hider(g, open, later) : 0;
      if (by)
        return ct_lint_fail(p, at, "after loop %s it would be taken for %s of loop %s",
                            g->node[open].id, g->node[by].key, g->node[g->node[by].parent].id);
    }
  }
  return CT_OK;
}

/* ---- loops and elements ----------------------------------------------------------------- */

static enum ct_status prove_loop(ct_prover *p, uint32_t at) {
  const ct_grammar *g = p->grammar;
  const ct_node *loop = &g->node[at];
  p->lint.loops++;
  if (loop->child_count == 0 || loop->child_count > CT_CHILD_LIMIT)
    return ct_lint_fail(p, at, "has no children, or more than %d", CT_CHILD_LIMIT);
  const ct_node *first = &g->node[child_at(g, loop, 0)];
  if (g->set_code[0]) { /* control segments are a flat list */
    if (ct_node_is_loop(first)) return ct_lint_fail(p, at, "does not begin with a segment");
    if (first->usage != CT_REQUIRED || first->max_repeat != 1)
      return ct_lint_fail(p, at, "its first segment is not required exactly once");
  }
  uint16_t rank = 0;
  for (unsigned i = 0; i < loop->child_count; i++) {
    const ct_node *n = &g->node[child_at(g, loop, i)];
    if (n->rank < rank) return ct_lint_fail(p, child_at(g, loop, i), "its rank goes back");
    if (n->child_index != i || n->parent != at || child_at(g, loop, i) <= at)
      return ct_lint_fail(p, child_at(g, loop, i), "the tables are not in preorder");
    rank = n->rank;
  }
  enum ct_status status = prove_siblings(p, loop);
  return status == CT_OK ? prove_seen(p, loop) : status;
}

static uint64_t positions(const ct_element *e, unsigned count, enum ct_usage usage) {
  uint64_t bits = 0;
  for (unsigned i = 0; i < count && i < 63; i++)
    if (e[i].usage == usage) bits |= UINT64_C(2) << i;
  return bits;
}

/* A condition that no segment of this use could meet. */
static bool contradicts(const ct_note *note, uint64_t required, uint64_t unused) {
  uint64_t others = note->mask & ~(UINT64_C(1) << note->first);
  bool asked = (required >> note->first & 1) != 0;
  uint64_t must = note->mask & required;
  switch (note->kind) {
  case 'P':
    return must && (note->mask & unused);
  case 'R':
    return (note->mask & unused) == note->mask;
  case 'E':
    return (must & (must - 1)) != 0;
  case 'C':
    return asked && (others & unused);
  case 'L':
    return asked && (others & unused) == others;
  default:
    return true;
  }
}

static enum ct_status prove_elements(ct_prover *p, uint32_t at, const ct_element *e, unsigned count,
                                     uint16_t note_first, uint16_t note_count) {
  const ct_grammar *g = p->grammar;
  uint64_t required = positions(e, count, CT_REQUIRED), unused = positions(e, count, CT_NOT_USED);
  for (unsigned i = 0; i < note_count; i++) {
    const ct_note *note = &g->note[note_first + i];
    if (count < 63 && note->mask >> (count + 1))
      return ct_lint_fail(p, at, "condition %s names more elements than there are", note->text);
    if (contradicts(note, required, unused))
      return ct_lint_fail(p, at, "condition %s cannot be met by these uses", note->text);
  }
  for (unsigned i = 0; i < count; i++) {
    if (e[i].usage == CT_NOT_USED) continue;
    p->lint.elements++;
    if (e[i].by > i)
      return ct_lint_fail(p, at, "element %u goes by one that stands behind it", i + 1);
    if (e[i].type == CT_TYPE_COMPOSITE) {
      if (e[i].sub_count == 0) return ct_lint_fail(p, at, "element %u has no components", i + 1);
      enum ct_status status = prove_elements(p, at, &g->element[e[i].sub_first], e[i].sub_count,
                                             e[i].note_first, e[i].note_count);
      if (status != CT_OK) return status;
    }
  }
  return CT_OK;
}

static enum ct_status prove_nodes(ct_prover *p) {
  const ct_grammar *g = p->grammar;
  if (g->nodes == 0 || g->nodes > 1023)
    return ct_source_error(p->error, g->origin, 0, "has no nodes, or more than 1023");
  enum ct_status status = CT_OK;
  for (uint32_t at = 0; at < g->nodes && status == CT_OK; at++) {
    const ct_node *n = &g->node[at];
    if (ct_node_is_loop(n)) {
      status = prove_loop(p, at);
    } else {
      p->lint.segments++;
      status = prove_elements(p, at, &g->element[n->element_first], n->element_count, n->note_first,
                              n->note_count);
    }
  }
  return status;
}

enum ct_status ct_grammar_lint(const ct_grammar *g, ct_lint *counts, ct_error *error) {
  ct_prover p = {.grammar = g, .error = error};
  enum ct_status status = prove_nodes(&p);
  if (status == CT_OK && g->set_code[0]) status = ct_lint_walk(&p);
  if (counts) *counts = p.lint;
  return status;
}
