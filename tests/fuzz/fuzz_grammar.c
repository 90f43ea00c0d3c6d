/*
 * fuzz_grammar.c -- any bytes as a guide, and as a table of codes.  What is taken must be
 * provable and printable; what is refused must say where.
 */
#include "guide/code_table.h"
#include "guide/loader.h"
#include "guide/show.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ptrdiff_t discard(void *ctx, const char *bytes, size_t size) {
  (void)ctx, (void)bytes;
  return (ptrdiff_t)size;
}

static void as_guide(const ct_source *source) {
  ct_error error = {""};
  ct_grammar *g;
  if (ct_grammar_load_source(source, source->name, &g, &error) != CT_OK) {
    if (strncmp(error.text, "fuzz:", 5) != 0) abort();
    return;
  }
  ct_buffer out;
  ct_buffer_init(&out, discard, NULL);
  ct_show_tree(&out, g);
  ct_show_table(&out, g);
  if (ct_buffer_flush(&out) != CT_OK || ct_grammar_lint(g, NULL, &error) != CT_OK) abort();
  ct_buffer_free(&out);
  ct_grammar_free(g);
}

static void as_table(const ct_source *source) {
  ct_error error = {""};
  ct_builder b;
  ct_code_table table;
  ct_builder_init(&b, &error);
  if (ct_code_table_read(&b, source, source->name, &table, &error) != CT_OK &&
      strncmp(error.text, "fuzz:", 5) != 0)
    abort();
  ct_builder_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char name[] = "fuzz";
  ct_source source = {.name = name, .text = (const char *)data, .len = size};
  if (size > 1 << 20) return 0;
  as_guide(&source);
  as_table(&source);
  return 0;
}
