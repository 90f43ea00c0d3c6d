/*
 * builder.h -- grammar tables while they grow.
 *
 *   rows (heap, growing)  --ct_builder_finish-->  one arena: tables, texts, lists
 *
 * Texts, value lists, runs of elements, conditions and sets that are equal are kept once.
 * Errors stick: after the first failure everything answers with something harmless and
 * ct_builder_finish() tells.
 */
#ifndef CT_GUIDE_BUILDER_H
#define CT_GUIDE_BUILDER_H

#include "base/arena.h"
#include "guide/grammar.h"
#include "guide/source.h"

typedef struct ct_rows {
  void *items;
  uint32_t count, cap;
} ct_rows;

typedef struct ct_builder {
  ct_arena arena; /* what the grammar will own */
  const ct_grammar *below; /* of a layer; NULL none */
  ct_error *error;
  enum ct_status status;
  ct_rows node, child, element, list, code_set, set_use, note;
  ct_rows line;      /* uint32_t: where each node is written */
  ct_rows list_key;  /* const char *: the text a list was made of, parallel to list */
  const char **text; /* interned texts: open addressing */
  uint32_t text_mask, texts;
} ct_builder;

void ct_builder_init(ct_builder *, ct_error *);
/* A layer over a grammar: its rows to change and add to; its texts and lists are shared. */
void ct_builder_layer(ct_builder *, const ct_grammar *below, ct_error *);
void ct_builder_free(ct_builder *); /* after a failure; after finish nothing is left to free */

/* A new zeroed row, or NULL after a failure; `limit` bounds the count (the index type). */
void *ct_builder_add(ct_builder *, ct_rows *, size_t size, uint32_t limit, const char *what);
void ct_builder_no_memory(ct_builder *);
/* The same pointer for the same text; "" after a failure. */
const char *ct_builder_text(ct_builder *, ct_slice);
static inline const char *ct_builder_word(ct_builder *b, const char *text) {
  return ct_builder_text(b, ct_slice_text(text));
}

typedef struct ct_value { /* of a list being made */
  ct_slice code;
  uint32_t start, stop; /* ccyymmdd; 0 open */
} ct_value;
/* The list of these values, in their order; equal keys give the same list. */
uint16_t ct_builder_list(ct_builder *, const char *key, const ct_value *, size_t count);
uint16_t ct_builder_find_list(const ct_builder *, const char *key); /* 0: not made yet */
/* "A|B|C" */
uint16_t ct_builder_codes(ct_builder *, const char *codes);
/* The next value of "A|B|C" at *at, which moves on; false at the end. Blanks around are dropped. */
bool ct_codes_next(const char **at, ct_slice *code);
/* "P0809 C1110" to a run of notes; false: not understood. */
bool ct_builder_notes(ct_builder *, const char *notes, uint16_t *first, uint16_t *count);
/* An equal run that stands already, or a new one: its first index. */
uint16_t ct_builder_elements(ct_builder *, const ct_element *, uint16_t count);
uint16_t ct_builder_set_uses(ct_builder *, const ct_set_use *, uint16_t count);

static inline ct_node *ct_builder_node(const ct_builder *b, uint32_t i) {
  return (ct_node *)b->node.items + i;
}
static inline const ct_list *ct_builder_list_at(const ct_builder *b, uint32_t i) {
  return (const ct_list *)b->list.items + i;
}

/* Where a grammar from a file keeps its tables: what is added later lives as long. */
ct_arena *ct_grammar_arena(const ct_grammar *);

/* Moves everything into the grammar's own arena; `head` gives ids, names and aliases. */
enum ct_status ct_builder_finish(ct_builder *, const ct_grammar *head, ct_grammar **);

#endif
