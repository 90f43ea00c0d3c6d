/*
 * show_table.c -- a grammar as rows of tab-separated values, and the values of its lists in
 * order.  For comparing guides by program.
 */
#include "guide/show.h"
#include "guide/show_list.h"

#include <stdio.h>

ct_list_walk ct_list_walk_start(const ct_list *l) {
  return (ct_list_walk){.list = l};
}

bool ct_list_walk_next(ct_list_walk *w, ct_slice *value) {
  const ct_list *l = w->list;
  uint64_t next = UINT64_MAX;
  for (uint32_t i = 0; l->slot && i <= l->mask; i++)
    if (l->slot[i] > w->last && l->slot[i] < next) next = l->slot[i];
  if (next == UINT64_MAX) {
    if (w->text >= l->texts_count) return false;
    return *value = ct_slice_text(l->texts[w->text++]), true;
  }
  w->last = next;
  size_t n = 0;
  for (; n < 8 && (next >> (56 - 8 * n) & 255) != 0; n++)
    w->buffer[n] = (char)(next >> (56 - 8 * n) & 255);
  return *value = ct_slice_make(w->buffer, n), true;
}

const char *ct_type_name(unsigned type) {
  static const char *const names[] = {
      [CT_TYPE_AN] = "AN", [CT_TYPE_ID] = "ID",       [CT_TYPE_N0] = "N0",
      [CT_TYPE_N2] = "N2", [CT_TYPE_R] = "R",         [CT_TYPE_DT] = "DT",
      [CT_TYPE_TM] = "TM", [CT_TYPE_COMPOSITE] = "C", [CT_TYPE_BINARY] = "B"};
  return type < sizeof names / sizeof names[0] ? names[type] : "?";
}

typedef struct table {
  ct_buffer *out;
  const ct_grammar *g;
} table;

static void text(table *t, const char *s) {
  ct_buffer_char(t->out, '\t');
  ct_buffer_text(t->out, s);
}

static void number(table *t, uint64_t n) {
  ct_buffer_char(t->out, '\t');
  ct_buffer_uint(t->out, n);
}

static void letter(table *t, char c) {
  ct_buffer_char(t->out, '\t');
  ct_buffer_char(t->out, c);
}

static void codes(table *t, uint16_t list) {
  ct_list_walk w = ct_list_walk_start(&t->g->list[list]);
  ct_slice value;
  ct_buffer_char(t->out, '\t');
  for (bool first = true; ct_list_walk_next(&w, &value); first = false) {
    if (!first) ct_buffer_char(t->out, '|');
    ct_buffer_slice(t->out, value);
  }
}

static void sets(table *t, const ct_element *e) {
  ct_buffer_char(t->out, '\t');
  for (unsigned i = 0; i < e->set_count; i++) {
    const ct_set_use *use = &t->g->set_use[e->set_first + i];
    if (i) ct_buffer_char(t->out, ' ');
    for (int shift = 56; shift >= 0 && (use->qualifier >> shift & 255); shift -= 8)
      ct_buffer_char(t->out, (char)(use->qualifier >> shift & 255));
    if (use->qualifier) ct_buffer_char(t->out, '=');
    ct_buffer_text(t->out, t->g->code_set[use->set].name);
  }
}

/* kind path use usage repeat: the columns that every row begins with. */
static void begin(table *t, const char *kind, const ct_node *n, const char *ref, unsigned usage,
                  uint64_t repeat) {
  static const char letters[] = {[CT_REQUIRED] = 'R', [CT_SITUATIONAL] = 'S', [CT_NOT_USED] = 'N'};
  ct_buffer_text(t->out, kind);
  text(t, n->path);
  text(t, ct_node_is_loop(n) ? n->id : n->key);
  text(t, ref);
  letter(t, letters[usage]);
  number(t, repeat);
}

static void element(table *t, const ct_node *n, const ct_element *e, const char *ref, bool part) {
  static const char req[] = {
      [CT_STD_MANDATORY] = 'M', [CT_STD_OPTIONAL] = 'O', [CT_STD_RELATIONAL] = 'X'};
  begin(t, part ? "component" : "element", n, ref, e->usage, e->repeat);
  letter(t, req[e->std_req]);
  text(t, e->de);
  text(t, ct_type_name(e->type));
  number(t, e->min);
  number(t, e->max);
  number(t, e->ig_max);
  codes(t, e->codes);
  sets(t, e);
  text(t, e->name);
  ct_buffer_char(t->out, '\n');
}

static void node(table *t, const ct_node *n) {
  char ref[24], part[32];
  begin(t, ct_node_is_loop(n) ? "loop" : "segment", n, "", n->usage, n->max_repeat);
  letter(t, n->flags & CT_NODE_STD_MANDATORY ? 'M' : 'O');
  text(t, "\t\t"); /* no data element, type or least length */
  number(t, n->std_max);
  text(t, "");
  codes(t, n->key_codes);
  text(t, "");
  text(t, n->name);
  ct_buffer_char(t->out, '\n');
  for (unsigned i = 0; i < n->element_count; i++) {
    const ct_element *e = &t->g->element[n->element_first + i];
    (void)snprintf(ref, sizeof ref, "%s%02u", n->id, i + 1);
    element(t, n, e, ref, false);
    for (unsigned c = 0; c < e->sub_count; c++) {
      (void)snprintf(part, sizeof part, "%s-%u", ref, c + 1);
      element(t, n, &t->g->element[e->sub_first + c], part, true);
    }
  }
}

void ct_show_table(ct_buffer *out, const ct_grammar *g) {
  table t = {out, g};
  ct_buffer_text(out,
                 "kind\tpath\tuse\tref\tusage\trepeat\tstandard\tde\ttype\tmin\tmax\tguide_max\t"
                 "codes\tsets\tname\n");
  for (uint32_t i = 0; i < g->nodes; i++) node(&t, &g->node[i]);
}
