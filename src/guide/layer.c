/*
 * layer.c -- a grammar over another: what is new stands in its own tables, the rest is
 * shared with the one below, which must outlive it.
 */
#include "base/arena.h"
#include "base/mem.h"
#include "guide/builder.h"
#include "guide/code_table.h"
#include "guide/loader.h"

#include <stdio.h>

static uint16_t set_named(const ct_grammar *g, const char *name) {
  for (uint32_t i = 1; i < g->code_sets; i++)
    if (strcmp(g->code_set[i].name, name) == 0) return (uint16_t)i;
  return 0;
}

static bool copy_rows(ct_builder *b, ct_rows *rows, const void *from, uint32_t count, size_t size) {
  rows->count = 0;
  for (uint32_t i = 0; i < count; i++) {
    void *row = ct_builder_add(b, rows, size, UINT32_MAX, "rows");
    if (!row) return false;
    memcpy(row, (const char *)from + (size_t)i * size, size);
  }
  return true;
}

void ct_builder_layer(ct_builder *b, const ct_grammar *below, ct_error *error) {
  ct_builder_init(b, error);
  if (b->status != CT_OK) return;
  b->below = below;
  (void)(copy_rows(b, &b->node, below->node, below->nodes, sizeof(ct_node)) &&
         copy_rows(b, &b->child, below->child, below->children, sizeof(uint16_t)) &&
         copy_rows(b, &b->element, below->element, below->elements, sizeof(ct_element)) &&
         copy_rows(b, &b->list, below->list, below->lists, sizeof(ct_list)) &&
         copy_rows(b, &b->code_set, below->code_set, below->code_sets, sizeof(ct_code_set)) &&
         copy_rows(b, &b->set_use, below->set_use, below->set_uses, sizeof(ct_set_use)) &&
         copy_rows(b, &b->note, below->note, below->notes, sizeof(ct_note)));
  b->list_key.count = 0;
  for (uint32_t i = 0; i < below->lists && b->status == CT_OK; i++) {
    const char **key = ct_builder_add(b, &b->list_key, sizeof *key, UINT32_MAX, "lists");
    if (key) *key = "";
  }
}

static void use_table(ct_builder *b, uint16_t set, const ct_code_table *table) {
  char label[120];
  ct_code_set *s = (ct_code_set *)b->code_set.items + set;
  uint32_t day = table->dated;
  (void)snprintf(label, sizeof label, "%s%s", s->name, day ? " of" : "");
  if (day) {
    size_t n = strlen(label);
    (void)snprintf(label + n, sizeof label - n, " %04u-%02u-%02u", (unsigned)(day / 10000),
                   (unsigned)(day / 100 % 100), (unsigned)(day % 100));
  }
  s->list = table->list;
  s->dated = day;
  s->user = true;
  s->shape = CT_SHAPE_NONE;
  s->label = ct_builder_word(b, label);
}

enum ct_status ct_grammar_overlay_codes(const ct_grammar *below, const char *name, const char *path,
                                        ct_grammar **out, ct_error *error) {
  ct_source source;
  *out = NULL;
  uint16_t set = set_named(below, name);
  if (!set) return CT_OK; /* another guide's */
  enum ct_status status = ct_source_open(&source, path, CT_SOURCE_TABLE_LIMIT, error);
  if (status == CT_OK) {
    ct_builder b;
    ct_code_table table = {0};
    ct_builder_layer(&b, below, error);
    status = b.status;
    if (status == CT_OK) status = ct_code_table_read(&b, &source, path, &table, error);
    if (status == CT_OK) {
      use_table(&b, set, &table);
      status = ct_builder_finish(&b, below, out);
    } else {
      ct_builder_free(&b);
    }
  }
  ct_source_close(&source);
  return status;
}
