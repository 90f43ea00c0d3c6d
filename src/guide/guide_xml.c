/*
 * guide_xml.c -- walks a guide's loops and segments into nodes.  It knows order, repeats
 * and keys of uses; elements are overlay.c's, proof is lint.c's.
 */
#include "guide/guide_xml.h"
#include "guide/loader.h"
#include "guide/overlay.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEPTH_MAX = 12, NODES_MAX = 1023, PATH_MAX_LEN = 200, REPEAT_MAX = 999999 };

typedef struct guide {
  ct_builder b;
  ct_overlay overlay;
  const ct_xml *xml;
  const ct_standard *standard;
  const char *set;                    /* "837"; NULL: control segments */
  const xmlNode *open[DEPTH_MAX + 1]; /* definitions of the loops being built */
  unsigned depth, levels;             /* levels: hierarchical loops among them */
  bool is_private;                    /* inside a private loop */
  char path[PATH_MAX_LEN];
  bool has_unit;
  ct_error *error;
} guide;

#define FAIL(g, x, ...) ct_xml_error((g)->xml, (x), __VA_ARGS__)

/* ---- attributes of uses ---------------------------------------------------------------------- */

static enum ct_status read_repeat(guide *g, const xmlNode *x, uint32_t *max) {
  const char *text = ct_xml_get(x, "repeat");
  *max = 1;
  if (!text) return CT_OK;
  if (strcmp(text, "unlimited") == 0) return *max = 0, CT_OK;
  if (!ct_number_read(text, REPEAT_MAX, max) || *max == 0)
    return FAIL(g, x, "repeat is a number or \"unlimited\", not \"%s\"", text);
  return CT_OK;
}

static enum ct_status read_use(guide *g, const xmlNode *x, uint32_t node) {
  const char *usage = ct_xml_get(x, "usage"), *name = ct_xml_get(x, "name");
  uint8_t use = CT_REQUIRED;
  uint32_t max = 1;
  if (usage && (!ct_usage_read(usage, &use) || use == CT_NOT_USED))
    return FAIL(g, x, "usage is R or S, not \"%s\"", usage);
  enum ct_status status = read_repeat(g, x, &max);
  if (status != CT_OK) return status;
  ct_node *n = ct_builder_node(&g->b, node);
  n->usage = use;
  n->usage_layer = CT_LAYER_GUIDE;
  n->max_repeat = max;
  if (name) n->name = ct_builder_word(&g->b, name);
  return CT_OK;
}

/* ---- segments --------------------------------------------------------------------------- */

static enum ct_status place_in_standard(guide *g, const xmlNode *x, ct_node *n) {
  if (!g->set) return CT_OK;
  const char *pos = ct_xml_get(x, "pos");
  if (!pos) return FAIL(g, x, "%s has no pos", n->id);
  const ct_std_position *p = ct_standard_position(g->standard, g->set, pos, n->tag);
  if (!p) return FAIL(g, x, "the standard has no %s at position %s", n->id, pos);
  n->std_max = p->max;
  if (p->mandatory) n->flags |= CT_NODE_STD_MANDATORY;
  return CT_OK;
}

/* Key element and values, as ct_overlay_segment() has laid them. */
static void read_key(ct_node *n, const xmlNode *x, const char *tag, ct_draft *all, uint16_t count) {
  const char *key = ct_xml_get(x, "key");
  char ref[16] = "";
  ct_reference r = {0};
  size_t len = key ? strcspn(key, "=") : 0;
  if (len == 0 || len >= sizeof ref) return;
  memcpy(ref, key, len);
  if (!ct_reference_read(ref, tag, &r)) return;
  n->key_element = r.first;
  n->key_component = r.part;
  n->key_codes = ct_draft_at(all, count, r.first, r.part)->element.codes;
}

static enum ct_status fill_segment(guide *g, const xmlNode *x, const ct_std_segment *s,
                                   ct_node *n) {
  const char *tag = n->id;
  ct_draft *all = ct_drafts_standard(&g->overlay, s);
  if (!all) return g->b.status;
  enum ct_status status = ct_overlay_segment(&g->overlay, all, s->elements, x, tag);
  if (status != CT_OK) return status;
  if (g->is_private || ct_xml_yes(x, "private")) {
    ct_drafts_private(all, s->elements);
    n->flags |= CT_NODE_PRIVATE;
  }
  read_key(n, x, tag, all, s->elements);
  n->element_count = s->elements;
  n->element_first = ct_drafts_emit(&g->overlay, all, s->elements);
  if (!ct_builder_notes(&g->b, s->notes, &n->note_first, &n->note_count))
    return FAIL(g, x, "the standard's conditions of %s are not understood", tag);
  return g->b.status;
}

static enum ct_status build_segment(guide *g, const xmlNode *x, uint32_t node) {
  ct_node n = *ct_builder_node(&g->b, node);
  const char *tag = ct_xml_get(x, "tag"), *use = ct_xml_get(x, "use");
  n.tag = tag ? ct_tag_pack(ct_slice_text(tag)) : 0;
  const ct_std_segment *s = ct_standard_segment(g->standard, n.tag);
  if (!s) return FAIL(g, x, "the standard has no segment \"%s\"", tag ? tag : "");
  n.id = ct_builder_word(&g->b, tag);
  n.key = ct_builder_word(&g->b, use ? use : tag);
  n.path = ct_builder_word(&g->b, g->path);
  n.name = ct_builder_word(&g->b, s->name);
  if (ct_xml_yes(x, "counter")) n.flags |= CT_NODE_COUNTER;
  enum ct_status status = place_in_standard(g, x, &n);
  ct_arena_mark mark = ct_arena_tell(&g->overlay.scratch);
  if (status == CT_OK) status = fill_segment(g, x, s, &n);
  ct_arena_rewind(&g->overlay.scratch, mark);
  if (status != CT_OK) return status;
  *ct_builder_node(&g->b, node) = n;
  return read_use(g, x, node);
}

/* ---- loops ------------------------------------------------------------------------------ */

/* The loop at "2000A/2000B/2300" below the outermost loop, or NULL. */
static const xmlNode *loop_at(const xmlNode *outermost, const char *path) {
  const xmlNode *in = outermost;
  while (in && *path) {
    size_t n = strcspn(path, "/");
    const xmlNode *child = ct_xml_first(in);
    for (; child; child = ct_xml_next(child)) {
      const char *id = ct_xml_is(child, "loop") ? ct_xml_get(child, "id") : NULL;
      if (id && strlen(id) == n && memcmp(id, path, n) == 0) break;
    }
    in = child;
    path += n + (path[n] == '/');
  }
  return in;
}

/* What a loop is made of: itself, or the one that like= names, which must be another's. */
static enum ct_status definition_of(guide *g, const xmlNode *x, const xmlNode **definition) {
  const char *like = ct_xml_get(x, "like");
  *definition = x;
  if (!like) return CT_OK;
  *definition = loop_at(g->open[0], like);
  if (!*definition) return FAIL(g, x, "like names no loop: \"%s\"", like);
  if (ct_xml_get(*definition, "like"))
    return FAIL(g, x, "like must name a loop that is written out");
  for (unsigned i = 0; i < g->depth; i++)
    if (g->open[i] == *definition) return FAIL(g, x, "the loop \"%s\" would hold itself", like);
  return CT_OK;
}

/* The segment that places a child in the standard: itself, or a loop's first. */
static const xmlNode *placed_by(guide *g, const xmlNode *x) {
  const char *like = ct_xml_is(x, "loop") ? ct_xml_get(x, "like") : NULL;
  if (like) x = loop_at(g->open[0], like);
  while (x && ct_xml_is(x, "loop")) x = ct_xml_first(x);
  return x;
}

/*
 * Both stand at one position of the standard: there their order does not matter.  Levels all
 * stand at one position, and are ordered as the guide writes them.
 */
static bool one_position(guide *g, const xmlNode *a, const xmlNode *b) {
  if (ct_xml_yes(a, "hl") || ct_xml_yes(b, "hl")) return false;
  a = placed_by(g, a), b = placed_by(g, b);
  const char *at = a ? ct_xml_get(a, "pos") : NULL, *bt = b ? ct_xml_get(b, "pos") : NULL;
  const char *tag = at ? ct_xml_get(a, "tag") : NULL, *other = bt ? ct_xml_get(b, "tag") : NULL;
  return tag && other && strcmp(at, bt) == 0 && strcmp(tag, other) == 0;
}

static enum ct_status build_loop(guide *g, const xmlNode *x, uint32_t node);

static ct_node *add_node(guide *g, const xmlNode *x) {
  uint32_t *line = ct_builder_add(&g->b, &g->b.line, sizeof *line, NODES_MAX, "nodes");
  ct_node *n = ct_builder_add(&g->b, &g->b.node, sizeof *n, NODES_MAX, "nodes");
  if (line) *line = (uint32_t)ct_xml_line(x);
  if (n) n->id = n->key = n->name = n->path = "";
  return n;
}

static enum ct_status add_child(guide *g, const xmlNode *x, uint32_t parent, uint16_t *child,
                                unsigned index, uint16_t rank) {
  ct_node *n = add_node(g, x);
  if (!n) return g->b.status;
  uint32_t at = g->b.node.count - 1;
  n->parent = (uint16_t)parent;
  n->child_index = (uint8_t)index;
  n->rank = rank;
  child[index] = (uint16_t)at;
  enum ct_status status = ct_xml_is(x, "loop") ? build_loop(g, x, at) : build_segment(g, x, at);
  if (status == CT_OK && ct_builder_node(&g->b, at)->usage == CT_REQUIRED)
    ct_child_put(&ct_builder_node(&g->b, parent)->required, index);
  return status;
}

static bool is_child(const xmlNode *x) {
  return ct_xml_is(x, "loop") || ct_xml_is(x, "segment");
}

/* An earlier sibling has the position of x, and one between them another. */
static bool stands_apart(guide *g, const xmlNode *definition, const xmlNode *x) {
  bool met = false, other = false;
  for (const xmlNode *s = ct_xml_first(definition); s != x; s = ct_xml_next(s)) {
    if (!is_child(s)) continue;
    bool same = one_position(g, s, x);
    if (same && other) return true;
    met = met || same;
    other = met && !same;
  }
  return other;
}

/* The children of a loop: neighbours of one position share a rank. */
static enum ct_status build_children(guide *g, const xmlNode *definition, uint32_t node) {
  uint16_t child[CT_CHILD_LIMIT], rank = 0;
  unsigned n = 0;
  const xmlNode *before = NULL;
  for (const xmlNode *x = ct_xml_first(definition); x; x = ct_xml_next(x)) {
    if (!is_child(x)) continue;
    if (n == CT_CHILD_LIMIT) return FAIL(g, x, "a loop has at most %d children", CT_CHILD_LIMIT);
    if (stands_apart(g, definition, x))
      return FAIL(g, x, "uses of one position must be neighbours: here their order would matter");
    if (!before || !one_position(g, before, x)) rank++;
    before = x;
    enum ct_status status = add_child(g, x, node, child, n++, rank);
    if (status != CT_OK) return status;
  }
  if (n == 0) return FAIL(g, definition, "the loop is empty");
  ct_builder_node(&g->b, node)->child_first = (uint16_t)g->b.child.count;
  ct_builder_node(&g->b, node)->child_count = (uint16_t)n;
  for (unsigned i = 0; i < n; i++) {
    uint16_t *row = ct_builder_add(&g->b, &g->b.child, sizeof *row, UINT16_MAX, "children");
    if (!row) return g->b.status;
    *row = child[i];
  }
  return CT_OK;
}

/* What a loop takes from its first segment: tag, key, position in the standard. */
static enum ct_status take_trigger(guide *g, const xmlNode *x, uint32_t node) {
  ct_node *n = ct_builder_node(&g->b, node);
  const uint16_t *children = g->b.child.items;
  const ct_node *first = ct_builder_node(&g->b, children[n->child_first]);
  if (first->flags & CT_NODE_LOOP) return FAIL(g, x, "a loop begins with a segment");
  n->tag = first->tag;
  n->key_element = first->key_element;
  n->key_component = first->key_component;
  n->key_codes = first->key_codes;
  n->std_max = 0;
  n->flags |= first->flags & (CT_NODE_STD_MANDATORY | CT_NODE_COUNTER);
  return CT_OK;
}

static void mark_loop(guide *g, const xmlNode *d, ct_node *n) {
  n->flags |= CT_NODE_LOOP;
  if (ct_xml_yes(d, "unit")) n->flags |= CT_NODE_UNIT, g->has_unit = true;
  if (ct_xml_yes(d, "line")) n->flags |= CT_NODE_LINE;
  if (g->is_private) n->flags |= CT_NODE_PRIVATE;
  if (ct_xml_yes(d, "hl")) {
    n->flags |= CT_NODE_HL;
    n->hl_parent_level = (uint8_t)g->levels++;
  }
}

/* "2000A/2000B" + "2300"; the set itself adds nothing. */
static enum ct_status enter_path(guide *g, const xmlNode *x, const char *id) {
  if (g->depth == 0) return CT_OK;
  size_t used = strlen(g->path);
  int n = snprintf(g->path + used, sizeof g->path - used, "%s%s", used ? "/" : "", id);
  if (n < 0 || (size_t)n >= sizeof g->path - used) return FAIL(g, x, "the path is too long");
  return CT_OK;
}

static enum ct_status fill_loop(guide *g, const xmlNode *x, const xmlNode *d, uint32_t node) {
  const char *id = ct_xml_get(x, "id");
  if (!id) return FAIL(g, x, "the loop has no id");
  enum ct_status status = enter_path(g, x, id);
  if (status != CT_OK) return status;
  ct_node *n = ct_builder_node(&g->b, node);
  n->id = n->key = ct_builder_word(&g->b, id);
  n->path = ct_builder_word(&g->b, g->path);
  mark_loop(g, d, n);
  status = read_use(g, d, node);
  if (status == CT_OK && x != d) status = read_use(g, x, node);
  g->open[g->depth++] = d;
  if (status == CT_OK) status = build_children(g, d, node);
  g->depth--;
  return status == CT_OK ? take_trigger(g, d, node) : status;
}

static enum ct_status build_loop(guide *g, const xmlNode *x, uint32_t node) {
  const xmlNode *d = x;
  if (g->depth == DEPTH_MAX) return FAIL(g, x, "loops are nested more than %d deep", DEPTH_MAX);
  if (g->depth > 0) {
    enum ct_status found = definition_of(g, x, &d);
    if (found != CT_OK) return found;
  }
  size_t path = strlen(g->path);
  unsigned levels = g->levels;
  bool was_private = g->is_private;
  g->is_private = was_private || ct_xml_yes(d, "private");
  enum ct_status status = fill_loop(g, x, d, node);
  g->path[path] = '\0';
  g->levels = levels;
  g->is_private = was_private;
  return status;
}

/* ---- the whole -------------------------------------------------------------------------- */

static const char *const *read_aliases(guide *g, const char *text) {
  enum { ALIASES_MAX = 16 };
  const char **all = ct_arena_alloc(&g->b.arena, (ALIASES_MAX + 1) * sizeof *all);
  if (!all) return ct_builder_no_memory(&g->b), NULL;
  size_t n = 0;
  while (text && n < ALIASES_MAX) {
    size_t blanks = strspn(text, " \t\r\n"), len = strcspn(text + blanks, " \t\r\n");
    if (len == 0) break;
    all[n++] = ct_builder_text(&g->b, ct_slice_make(text + blanks, len));
    text += blanks + len;
  }
  all[n] = NULL;
  return all;
}

static int by_place(const void *a, const void *b) {
  const ct_std_position *x = a, *y = b;
  if (x->tag != y->tag) return x->tag < y->tag ? -1 : 1;
  return (x->loop > y->loop) - (x->loop < y->loop);
}

static void read_tags(guide *g, ct_grammar *head) {
  const ct_standard *s = g->standard;
  ct_std_position *all = ct_arena_alloc(&g->b.arena, ((size_t)s->positions + 1) * sizeof *all);
  ct_tag *tags = ct_arena_alloc(&g->b.arena, ((size_t)s->positions + 1) * sizeof *tags);
  uint16_t *loops = ct_arena_alloc(&g->b.arena, ((size_t)s->positions + 1) * sizeof *loops);
  ct_tag *known = ct_arena_alloc(&g->b.arena, ((size_t)s->knowns + 1) * sizeof *known);
  if (!all || !tags || !loops || !known) {
    ct_builder_no_memory(&g->b);
    return;
  }
  uint32_t n = 0, kept = 0;
  for (uint32_t i = 0; i < s->positions; i++)
    if (g->set && strcmp(s->position[i].set, g->set) == 0) all[n++] = s->position[i];
  qsort(all, n, sizeof *all, by_place);
  for (uint32_t i = 0; i < n; i++) {
    if (i > 0 && by_place(&all[i], &all[i - 1]) == 0) continue;
    tags[kept] = all[i].tag;
    loops[kept++] = (uint16_t)all[i].loop;
  }
  memcpy(known, s->known, s->knowns * sizeof *known);
  head->standard_tag = tags;
  head->standard_loop = loops;
  head->standard_tags = kept;
  head->known_tag = known;
  head->known_tags = s->knowns;
}

static void finish_nodes(guide *g, ct_grammar *head) {
  for (uint32_t i = 0; i < g->b.node.count; i++) {
    ct_node *n = ct_builder_node(&g->b, i);
    if (g->has_unit) n->flags |= CT_NODE_COPY;
    if ((n->flags & CT_NODE_UNIT) && head->unit == 0) head->unit = (uint16_t)i;
  }
}

static void read_head(guide *g, const xmlNode *root, const char *origin, ct_grammar *head) {
  const char *group = ct_xml_get(root, "group"), *name = ct_xml_get(root, "name");
  const char *version = ct_xml_get(root, "version"), *unit = ct_xml_get(root, "business-unit");
  head->id = ct_builder_word(&g->b, version ? version : "");
  head->set_code = ct_builder_word(&g->b, g->set ? g->set : "");
  head->group_code = ct_builder_word(&g->b, group ? group : "");
  head->name = ct_builder_word(&g->b, name ? name : "");
  head->origin = ct_builder_word(&g->b, origin);
  head->unit_name = ct_builder_word(&g->b, unit ? unit : "");
  head->aliases = read_aliases(g, ct_xml_get(root, "aliases"));
  read_tags(g, head);
}

static enum ct_status build_root(guide *g, const xmlNode *root) {
  ct_node *n = add_node(g, root);
  if (!n) return g->b.status;
  n->rank = 1;
  if (g->set) {
    const xmlNode *top = ct_xml_first(root);
    while (top && !ct_xml_is(top, "loop")) top = ct_xml_next(top);
    return top ? build_loop(g, top, 0) : FAIL(g, root, "the guide has no loop");
  }
  n->flags = CT_NODE_LOOP;
  n->max_repeat = 1;
  g->open[g->depth++] = root;
  return build_children(g, root, 0);
}

enum ct_status ct_guide_build(const ct_xml *xml, const ct_standard *standard, const char *origin,
                              ct_grammar **out, ct_error *error) {
  enum { SCRATCH_BLOCK = 64 << 10, SCRATCH_LIMIT = 16 << 20 };
  const xmlNode *root = ct_xml_root(xml);
  guide g = {.xml = xml, .standard = standard, .error = error};
  *out = NULL;
  if (!ct_xml_is(root, "guide") && !ct_xml_is(root, "control"))
    return ct_xml_error(xml, root, "is not a guide: its root is <%s>", ct_xml_name(root));
  g.set = ct_xml_is(root, "guide") ? ct_xml_get(root, "set") : NULL;
  if (g.set && !ct_standard_has_set(standard, g.set))
    return ct_xml_error(xml, root, "the standard has no table of the set %s", g.set);
  ct_builder_init(&g.b, error);
  g.overlay =
      (ct_overlay){.builder = &g.b, .xml = xml, .standard = standard, .limits = ct_xml_first(root)};
  ct_arena_init(&g.overlay.scratch, SCRATCH_BLOCK, SCRATCH_LIMIT);
  ct_grammar head = {0};
  enum ct_status status = g.b.status == CT_OK ? build_root(&g, root) : g.b.status;
  if (status == CT_OK) {
    read_head(&g, root, origin, &head);
    finish_nodes(&g, &head);
  }
  ct_arena_free(&g.overlay.scratch);
  if (status != CT_OK) {
    ct_builder_free(&g.b);
    return status;
  }
  return ct_builder_finish(&g.b, &head, out);
}
