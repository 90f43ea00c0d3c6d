/*
 * show.c -- a grammar as a tree that a person can read:
 *
 *   S    1  REF*G1  prior authorization number
 *             REF01  R ID 2-3    reference qualifier: G1
 *
 * It knows columns and line ends, and takes everything it says from the tables.
 */
#include "guide/show.h"
#include "guide/show_list.h"

#include <stdio.h>

enum { WIDTH = 80, TREE = 9 }; /* columns; the tree begins behind use and repeat */

typedef struct page {
  ct_buffer *out;
  const ct_grammar *g;
  size_t column;
} page;

static void word(page *p, const char *text) {
  ct_buffer_text(p->out, text);
  p->column += strlen(text);
}

static void end_line(page *p) {
  ct_buffer_char(p->out, '\n');
  p->column = 0;
}

/* At least one blank, but for the first column. */
static void pad(page *p, size_t column) {
  if (column == 0) return;
  do word(p, " ");
  while (p->column < column);
}

/* Words of a text, wrapped behind `indent`. */
static void flow(page *p, const char *text, size_t indent) {
  while (*text) {
    size_t n = strcspn(text, " ");
    if (p->column + 1 + n > WIDTH && p->column > indent) {
      end_line(p);
      pad(p, indent);
    } else if (p->column > indent) {
      word(p, " ");
    }
    ct_buffer_add(p->out, text, n);
    p->column += n;
    text += n;
    while (*text == ' ') text++;
  }
}

/* "A, B, C" of a whole list, wrapped. */
static void flow_list(page *p, uint16_t list, size_t indent) {
  ct_list_walk w = ct_list_walk_start(&p->g->list[list]);
  char text[96];
  ct_slice value;
  for (bool more = ct_list_walk_next(&w, &value); more;) {
    int n = (int)(value.len < 80 ? value.len : 80);
    char kept[81];
    memcpy(kept, value.ptr, (size_t)n);
    more = ct_list_walk_next(&w, &value);
    (void)snprintf(text, sizeof text, "%.*s%s", n, kept, more ? "," : "");
    if (p->column + 1 + strlen(text) > WIDTH)
      end_line(p), pad(p, indent);
    else
      word(p, " ");
    word(p, text);
  }
}

/* ---- elements ------------------------------------------------------------------------------- */

static const char usage_letter[] = {
    [CT_REQUIRED] = 'R', [CT_SITUATIONAL] = 'S', [CT_NOT_USED] = '-'};

static void show_length(page *p, const ct_element *e) {
  char text[48];
  if (e->type == CT_TYPE_COMPOSITE) return;
  unsigned most = e->ig_max ? e->ig_max : e->max;
  if (e->min == most)
    (void)snprintf(text, sizeof text, " %u", most);
  else
    (void)snprintf(text, sizeof text, " %u-%u", e->min, most);
  word(p, text);
}

static void show_sets(page *p, const ct_element *e, size_t indent) {
  char text[96];
  for (unsigned i = 0; i < e->set_count; i++) {
    const ct_set_use *use = &p->g->set_use[e->set_first + i];
    const ct_code_set *set = &p->g->code_set[use->set];
    char qualifier[9] = "";
    for (size_t c = 0; c < 8; c++) qualifier[c] = (char)(use->qualifier >> (56 - 8 * c) & 255);
    (void)snprintf(text, sizeof text, "%s%s%s%s%s", i ? "" : "(", qualifier,
                   *qualifier ? ": " : "in ", set->label, i + 1 < e->set_count ? "," : ")");
    flow(p, text, indent);
  }
}

static void show_element(page *p, const ct_element *e, const char *ref, size_t indent);

static void show_parts(page *p, const ct_element *e, const char *ref, size_t indent) {
  for (unsigned i = 0; i < e->sub_count; i++) {
    char part[24];
    (void)snprintf(part, sizeof part, "%s-%u", ref, i + 1);
    show_element(p, &p->g->element[e->sub_first + i], part, indent + 2);
  }
}

static void show_element(page *p, const ct_element *e, const char *ref, size_t indent) {
  if (e->usage == CT_NOT_USED) return;
  char text[16];
  pad(p, indent);
  word(p, ref);
  size_t at = indent + 9;
  pad(p, at);
  (void)snprintf(text, sizeof text, "%c %s", usage_letter[e->usage], ct_type_name(e->type));
  word(p, text);
  show_length(p, e);
  if (e->repeat > 1) {
    (void)snprintf(text, sizeof text, " x%u", e->repeat);
    word(p, text);
  }
  size_t name = at + 13;
  pad(p, name);
  flow(p, e->name, name);
  if (e->flags & CT_ELEMENT_NPI) flow(p, "(NPI check digit)", name);
  if (e->codes) {
    word(p, ":");
    flow_list(p, e->codes, name);
  }
  show_sets(p, e, name);
  end_line(p);
  show_parts(p, e, ref, indent);
}

/* ---- loops and segments ----------------------------------------------------------------- */

static void show_repeat(page *p, const ct_node *n) {
  char text[24];
  if (n->max_repeat)
    (void)snprintf(text, sizeof text, "%c %6u", usage_letter[n->usage], (unsigned)n->max_repeat);
  else
    (void)snprintf(text, sizeof text, "%c      *", usage_letter[n->usage]);
  word(p, text);
}

static void show_segment(page *p, const ct_node *n, size_t indent) {
  show_repeat(p, n);
  pad(p, indent);
  word(p, n->key);
  flow(p, n->name, indent + 1);
  end_line(p);
  for (unsigned i = 0; i < n->element_count; i++) {
    char ref[16];
    (void)snprintf(ref, sizeof ref, "%s%02u", n->id, i + 1);
    show_element(p, &p->g->element[n->element_first + i], ref, indent + 2);
  }
}

static bool same_node(const ct_grammar *g, const ct_node *a, const ct_node *b) {
  if (strcmp(a->key, b->key) != 0 || strcmp(a->name, b->name) != 0 || a->usage != b->usage ||
      a->max_repeat != b->max_repeat || a->element_first != b->element_first ||
      a->child_count != b->child_count)
    return false;
  for (unsigned i = 0; i < a->child_count; i++)
    if (!same_node(g, &g->node[g->child[a->child_first + i]],
                   &g->node[g->child[b->child_first + i]]))
      return false;
  return true;
}

/* A loop that was shown before and is the same in all it holds: its path; NULL none. */
static const char *shown_before(const page *p, uint32_t at) {
  const ct_grammar *g = p->g;
  for (uint32_t i = 1; i < at; i++)
    if (ct_node_is_loop(&g->node[i]) && same_node(g, &g->node[i], &g->node[at]))
      return g->node[i].path;
  return NULL;
}

static void show_loop(page *p, uint32_t at, size_t indent) {
  const ct_node *loop = &p->g->node[at];
  for (unsigned i = 0; i < loop->child_count; i++) {
    uint16_t child = p->g->child[loop->child_first + i];
    const ct_node *n = &p->g->node[child];
    if (!ct_node_is_loop(n)) {
      show_segment(p, n, indent);
      continue;
    }
    end_line(p);
    show_repeat(p, n);
    pad(p, indent);
    word(p, "Loop ");
    word(p, n->id);
    flow(p, n->name, indent + 5);
    const char *before = shown_before(p, child);
    if (before) {
      flow(p, "(as", indent + 5);
      flow(p, before, indent + 5);
      word(p, ")");
    }
    end_line(p);
    if (!before) show_loop(p, child, indent + 2);
  }
}

static void show_head(page *p) {
  const ct_grammar *g = p->g;
  word(p, g->id);
  flow(p, g->name, 0);
  if (g->set_code[0]) {
    char text[64];
    (void)snprintf(text, sizeof text, "(set %.8s, group %.8s)", g->set_code, g->group_code);
    flow(p, text, 0);
  }
  end_line(p);
  if (g->aliases && g->aliases[0]) {
    word(p, "reads also");
    for (const char *const *a = g->aliases; *a; a++) flow(p, *a, 2);
    end_line(p);
  }
  end_line(p);
  flow(p,
       "R required, S situational; then how often (* without limit). Types: AN text, ID code, "
       "N0 whole number, R decimal, DT date, TM time, C composite; then least and greatest "
       "length.",
       0);
  end_line(p);
  end_line(p);
}

void ct_show_tree(ct_buffer *out, const ct_grammar *g) {
  page p = {out, g, 0};
  show_head(&p);
  show_loop(&p, 0, TREE);
}
