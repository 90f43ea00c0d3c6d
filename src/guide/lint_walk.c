/*
 * lint_walk.c -- sends the cursor that readers use to every segment of a guide: first down
 * the loops to it, then to it with each value of its key.
 */
#include "base/mem.h"
#include "guide/cursor.h"
#include "guide/lint.h"

enum { TEXT_MAX = 256, MARKS_MAX = 80 };

typedef struct walk {
  ct_prover *prover;
  ct_cursor *cursor;
  char text[TEXT_MAX];
  uint32_t mark[MARKS_MAX + 1];
  ct_segment segment;
} walk;

static bool put(walk *w, uint32_t *len, ct_slice s) {
  if (s.len > TEXT_MAX - 1 - *len) return false;
  memcpy(w->text + *len, s.ptr, s.len);
  *len += (uint32_t)s.len;
  return true;
}

static bool separate(walk *w, uint32_t *len, uint32_t *marks, const char *separator) {
  if (*marks == MARKS_MAX) return false;
  w->mark[(*marks)++] = *len;
  return put(w, len, ct_slice_make(separator, 1));
}

/* "REF*G1": the least of a segment that shows its key. */
static bool make_segment(walk *w, const ct_node *n, ct_slice key) {
  uint32_t len = 0, marks = 0;
  bool ok = put(w, &len, ct_slice_text(n->id));
  for (unsigned e = 1; e <= n->key_element && ok; e++) ok = separate(w, &len, &marks, "*");
  for (unsigned c = 1; c < n->key_component && ok; c++) ok = separate(w, &len, &marks, ":");
  ok = ok && put(w, &len, key);
  if (!ok) return false;
  w->mark[marks] = len;
  w->segment = (ct_segment){.text = w->text,
                            .len = len,
                            .tag = n->tag,
                            .mark = w->mark,
                            .marks = marks,
                            .delims = {'*', '^', ':', '~'},
                            .number = 1,
                            .terminated = true,
                            .terminator = '~'};
  w->segment.tag_len = (uint32_t)strlen(n->id);
  w->segment.raw = ct_slice_make(w->text, len);
  w->segment.lead = ct_slice_empty();
  return true;
}

static ct_slice unpack(uint64_t packed, char text[8]) {
  size_t n = 0;
  for (; n < 8 && (packed >> (56 - 8 * n) & 255) != 0; n++)
    text[n] = (char)(packed >> (56 - 8 * n) & 255);
  return ct_slice_make(text, n);
}

/* The i-th value of the key of a node; empty when it has none. False past the last. */
static bool key_value(const ct_grammar *g, const ct_node *n, uint32_t i, char text[8],
                      ct_slice *value) {
  const ct_list *l = &g->list[n->key_codes];
  *value = ct_slice_empty();
  if (!n->key_codes) return i == 0;
  for (uint32_t slot = 0; l->slot && slot <= l->mask; slot++) {
    if (!l->slot[slot]) continue;
    if (i-- == 0) return *value = unpack(l->slot[slot], text), true;
  }
  if (i >= l->texts_count) return false;
  return *value = ct_slice_text(l->texts[i]), true;
}

static void ignore(void *ctx, const ct_fault *fault) {
  (void)ctx, (void)fault;
}

/* The cursor to node `at`, as the next segment; false when it goes elsewhere. */
static bool step(walk *w, uint16_t at, ct_slice key) {
  const ct_node *n = &w->prover->grammar->node[at];
  if (!make_segment(w, n, key)) return false;
  ct_found found = ct_cursor_find(w->cursor, &w->segment);
  if (found.place != CT_PLACE_FITS || found.node != at) return false;
  w->cursor->now = &w->segment;
  ct_cursor_close(w->cursor, found.keep, NULL, NULL);
  ct_cursor_place(w->cursor, found, &w->segment, NULL);
  return true;
}

/* Opens the loops down to the one that holds `at`, by their first segments. */
static bool descend(walk *w, uint16_t loop) {
  const ct_grammar *g = w->prover->grammar;
  if (loop == 0) return ct_cursor_begin(w->cursor, g, ignore, NULL), true;
  if (!descend(w, g->node[loop].parent)) return false;
  uint16_t first = g->child[g->node[loop].child_first];
  char text[8];
  ct_slice key;
  return key_value(g, &g->node[first], 0, text, &key) && step(w, first, key);
}

static enum ct_status walk_to(walk *w, uint16_t at) {
  const ct_grammar *g = w->prover->grammar;
  const ct_node *n = &g->node[at];
  uint16_t loop = n->parent;
  bool first = g->child[g->node[loop].child_first] == at;
  char text[8];
  ct_slice key;
  for (uint32_t i = 0; key_value(g, n, i, text, &key); i++) {
    if (!descend(w, first && loop ? g->node[loop].parent : loop) || !step(w, at, key))
      return ct_lint_fail(w->prover, at, "it is not found where it stands%s%.*s",
                          key.len ? ", with " : "", (int)key.len, key.ptr);
    w->prover->lint.walks++;
  }
  return CT_OK;
}

enum ct_status ct_lint_walk(ct_prover *p) {
  const ct_grammar *g = p->grammar;
  walk w = {.prover = p, .cursor = ct_mem_zalloc(1, sizeof *w.cursor)};
  if (!w.cursor) return ct_source_no_memory(p->error);
  enum ct_status status = CT_OK;
  uint16_t begin = g->child[g->node[0].child_first]; /* ST: the cursor stands there at first */
  for (uint32_t at = 1; at < g->nodes && status == CT_OK; at++)
    if (!ct_node_is_loop(&g->node[at]) && at != begin) status = walk_to(&w, (uint16_t)at);
  ct_mem_free(w.cursor);
  return status;
}
