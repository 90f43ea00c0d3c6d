/*
 * builder.c -- rows, texts and runs of a grammar being built, and their move into one arena.
 * It knows memory and sharing; what the rows mean is the loader's.
 */
#include "guide/builder.h"
#include "base/hash.h"
#include "base/mem.h"
#include "guide/loader.h"

enum { ARENA_BLOCK = 64 << 10, ARENA_LIMIT = 256 << 20, FIRST_ROWS = 64 };

void ct_builder_no_memory(ct_builder *b) {
  if (b->status == CT_OK) b->status = ct_source_no_memory(b->error);
}

void *ct_builder_add(ct_builder *b, ct_rows *rows, size_t size, uint32_t limit, const char *what) {
  if (b->status != CT_OK) return NULL;
  if (rows->count >= limit) {
    b->status = ct_source_error(b->error, "grammar", 0, "more than %u %s", (unsigned)limit, what);
    return NULL;
  }
  if (rows->count == rows->cap) {
    uint32_t cap = rows->cap ? rows->cap * 2 : FIRST_ROWS;
    void *items = ct_mem_resize(rows->items, cap, size);
    if (!items) return ct_builder_no_memory(b), NULL;
    rows->items = items;
    rows->cap = cap;
  }
  void *row = (char *)rows->items + (size_t)rows->count++ * size;
  memset(row, 0, size);
  return row;
}

void ct_builder_init(ct_builder *b, ct_error *error) {
  *b = (ct_builder){.error = error};
  ct_arena_init(&b->arena, ARENA_BLOCK, ARENA_LIMIT);
  /* entry 0 of these tables means "none" */
  (void)ct_builder_add(b, &b->list, sizeof(ct_list), 1, "lists");
  (void)ct_builder_add(b, &b->list_key, sizeof(char *), 1, "lists");
  (void)ct_builder_add(b, &b->code_set, sizeof(ct_code_set), 1, "code sets");
  (void)ct_builder_add(b, &b->set_use, sizeof(ct_set_use), 1, "code sets");
  (void)ct_builder_add(b, &b->note, sizeof(ct_note), 1, "conditions");
  (void)ct_builder_add(b, &b->element, sizeof(ct_element), 1, "elements");
  if (b->status != CT_OK) return;
  ct_list *none = b->list.items;
  none->sample = "";
  ((const char **)b->list_key.items)[0] = "";
  *(ct_code_set *)b->code_set.items = (ct_code_set){.name = "", .label = ""};
  ((ct_note *)b->note.items)->text = "";
  ((ct_element *)b->element.items)->name = "";
}

static void free_rows(ct_builder *b) {
  ct_rows *all[] = {&b->node,    &b->child, &b->element,  &b->list, &b->code_set,
                    &b->set_use, &b->note,  &b->list_key, &b->line};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    ct_mem_free(all[i]->items);
    *all[i] = (ct_rows){0};
  }
  ct_mem_free(b->text);
  b->text = NULL;
  b->text_mask = b->texts = 0;
}

void ct_builder_free(ct_builder *b) {
  free_rows(b);
  ct_arena_free(&b->arena);
}

/* ---- texts -------------------------------------------------------------------------------- */

static bool grow_texts(ct_builder *b) {
  uint32_t slots = b->text ? (b->text_mask + 1) * 2 : 256;
  const char **wider = ct_mem_zalloc(slots, sizeof *wider);
  if (!wider) return false;
  for (uint32_t i = 0; b->text && i <= b->text_mask; i++) {
    if (!b->text[i]) continue;
    uint32_t at = (uint32_t)ct_hash(ct_slice_text(b->text[i]), 0) & (slots - 1);
    while (wider[at]) at = (at + 1) & (slots - 1);
    wider[at] = b->text[i];
  }
  ct_mem_free(b->text);
  b->text = wider;
  b->text_mask = slots - 1;
  return true;
}

const char *ct_builder_text(ct_builder *b, ct_slice s) {
  if (b->status != CT_OK || s.len == 0) return "";
  if ((!b->text || b->texts * 2 > b->text_mask) && !grow_texts(b))
    return ct_builder_no_memory(b), "";
  uint32_t at = (uint32_t)ct_hash(s, 0) & b->text_mask;
  for (; b->text[at]; at = (at + 1) & b->text_mask)
    if (ct_slice_is(s, b->text[at])) return b->text[at];
  bool ok = true;
  ct_slice copy = ct_arena_copy(&b->arena, s, &ok);
  if (!ok) return ct_builder_no_memory(b), "";
  b->texts++;
  return b->text[at] = copy.ptr;
}

/* ---- runs ------------------------------------------------------------------------------------ */

static uint16_t share_run(ct_builder *b, ct_rows *rows, const void *run, uint16_t count,
                          size_t size, const char *what) {
  if (count == 0 || b->status != CT_OK) return 0;
  const char *have = rows->items;
  for (uint32_t at = 1; at + count <= rows->count; at++)
    if (memcmp(have + (size_t)at * size, run, (size_t)count * size) == 0) return (uint16_t)at;
  uint32_t first = rows->count;
  for (uint16_t i = 0; i < count; i++) {
    void *row = ct_builder_add(b, rows, size, UINT16_MAX, what);
    if (!row) return 0;
    memcpy(row, (const char *)run + (size_t)i * size, size);
  }
  return (uint16_t)first;
}

uint16_t ct_builder_elements(ct_builder *b, const ct_element *e, uint16_t count) {
  return share_run(b, &b->element, e, count, sizeof *e, "elements");
}

uint16_t ct_builder_set_uses(ct_builder *b, const ct_set_use *u, uint16_t count) {
  return share_run(b, &b->set_use, u, count, sizeof *u, "uses of code sets");
}

/* ---- conditions --------------------------------------------------------------------------------
 */

static bool read_note(ct_builder *b, ct_slice word, ct_note *note) {
  memset(note, 0, sizeof *note); /* its padding too: runs are compared as bytes */
  if (word.len < 5 || word.len % 2 == 0 || !memchr("PRECL", word.ptr[0], 5)) return false;
  note->kind = word.ptr[0];
  for (size_t i = 1; i < word.len; i += 2) {
    unsigned tens = (unsigned)(word.ptr[i] - '0'), ones = (unsigned)(word.ptr[i + 1] - '0');
    if (tens > 9 || ones > 9 || tens * 10 + ones == 0 || tens * 10 + ones > 63) return false;
    unsigned position = tens * 10 + ones;
    if (note->first == 0) note->first = (uint8_t)position;
    note->mask |= UINT64_C(1) << position;
  }
  note->text = ct_builder_text(b, word);
  return true;
}

bool ct_builder_notes(ct_builder *b, const char *notes, uint16_t *first, uint16_t *count) {
  ct_note run[64];
  uint16_t n = 0;
  while (notes && *notes) {
    size_t blanks = strspn(notes, " \t\r\n"), len = strcspn(notes + blanks, " \t\r\n");
    if (len == 0) break;
    if (n == sizeof run / sizeof run[0]) return false;
    if (!read_note(b, ct_slice_make(notes + blanks, len), &run[n++])) return false;
    notes += blanks + len;
  }
  *first = share_run(b, &b->note, run, n, sizeof run[0], "conditions");
  *count = n;
  return true;
}

/* ---- finish ----------------------------------------------------------------------------- */

typedef struct owner {
  ct_arena arena;
  const uint32_t *line; /* by node */
  uint32_t lines;
} owner;

uint32_t ct_grammar_line(const ct_grammar *g, uint32_t node) {
  const owner *own = g->owner;
  return own && node < own->lines ? own->line[node] : 0;
}

/* The rows in the arena; a layer that changed nothing in a table shares the one below. */
static const void *move_rows(ct_builder *b, const ct_rows *rows, size_t size, const void *below,
                             uint32_t below_count) {
  size_t bytes = (size_t)rows->count * size;
  if (below && below_count == rows->count && memcmp(below, rows->items, bytes) == 0) return below;
  void *to = ct_arena_alloc(&b->arena, bytes + 1);
  if (!to) return ct_builder_no_memory(b), NULL;
  if (rows->count) memcpy(to, rows->items, bytes);
  return to;
}

static void fill(ct_builder *b, ct_grammar *g) {
  static const ct_grammar nothing;
  const ct_grammar *o = b->below ? b->below : &nothing;
  g->node = move_rows(b, &b->node, sizeof(ct_node), o->node, o->nodes);
  g->child = move_rows(b, &b->child, sizeof(uint16_t), o->child, o->children);
  g->element = move_rows(b, &b->element, sizeof(ct_element), o->element, o->elements);
  g->list = move_rows(b, &b->list, sizeof(ct_list), o->list, o->lists);
  g->code_set = move_rows(b, &b->code_set, sizeof(ct_code_set), o->code_set, o->code_sets);
  g->set_use = move_rows(b, &b->set_use, sizeof(ct_set_use), o->set_use, o->set_uses);
  g->note = move_rows(b, &b->note, sizeof(ct_note), o->note, o->notes);
  g->nodes = b->node.count;
  g->children = b->child.count;
  g->elements = b->element.count;
  g->lists = b->list.count;
  g->code_sets = b->code_set.count;
  g->set_uses = b->set_use.count;
  g->notes = b->note.count;
}

enum ct_status ct_builder_finish(ct_builder *b, const ct_grammar *head, ct_grammar **out) {
  *out = NULL;
  ct_grammar *g = NULL;
  owner *own = NULL;
  if (b->status == CT_OK) {
    g = ct_arena_alloc(&b->arena, sizeof *g);
    own = ct_mem_zalloc(1, sizeof *own);
    if (!g || !own) ct_builder_no_memory(b);
  }
  if (b->status == CT_OK) {
    *g = *head;
    fill(b, g);
    own->line = move_rows(b, &b->line, sizeof(uint32_t), NULL, 0);
    own->lines = b->line.count;
  }
  if (b->status != CT_OK) {
    ct_mem_free(own);
    ct_builder_free(b);
    return b->status;
  }
  own->arena = b->arena;
  ct_arena_init(&b->arena, ARENA_BLOCK, ARENA_LIMIT);
  g->owner = own;
  free_rows(b);
  *out = g;
  return CT_OK;
}

ct_arena *ct_grammar_arena(const ct_grammar *g) {
  owner *own = g->owner;
  return &own->arena;
}

void ct_grammar_free(ct_grammar *g) {
  if (!g || !g->owner) return;
  owner *own = g->owner; /* the grammar itself lives in it */
  ct_arena_free(&own->arena);
  ct_mem_free(own);
}
