/*
 * compile_main.c -- ct-compile-grammars -o OUT.c FILE...: reads grammar files as the library
 * does at run time, and writes them as C tables; the files themselves go in as bytes, so
 * that a guide or profile can be loaded without a folder of data.
 */
#include "base/mem.h"
#include "guide/compile_write.h"
#include "guide/loader.h"
#include "guide/xml.h"

#include <stdio.h>
#include <string.h>

enum { FILES_MAX = 64 };

typedef struct compiler {
  FILE *out;
  unsigned files, guides;
  const char *name[FILES_MAX];
  size_t len[FILES_MAX];
  bool control;
} compiler;

static bool ends_with(const char *text, const char *end) {
  size_t n = strlen(text), m = strlen(end);
  return n >= m && strcmp(text + n - m, end) == 0;
}

/* The name below grammars/: "005010.xml", "codes/carc.tsv". */
static const char *name_below(const char *path) {
  const char *at = strstr(path, "grammars/");
  return at ? at + strlen("grammars/") : path;
}

static bool write_file(compiler *c, const char *path, const ct_source *source) {
  char prefix[32];
  if (c->files == FILES_MAX) return fprintf(stderr, "%s: too many files\n", path), false;
  (void)snprintf(prefix, sizeof prefix, "file%u", c->files);
  ct_write_bytes(c->out, prefix, source->text, source->len);
  c->name[c->files] = name_below(path);
  c->len[c->files++] = source->len;
  return true;
}

static bool is_grammar(const ct_source *source, const char *root) {
  ct_xml xml;
  ct_error error = {{0}};
  if (ct_xml_parse(&xml, source, &error) != CT_OK) return true; /* loading it tells why */
  bool is = ct_xml_is(ct_xml_root(&xml), root);
  ct_xml_free(&xml);
  return is;
}

static bool write_guide(compiler *c, const ct_source *source, bool control) {
  ct_error error = {{0}};
  ct_grammar *g;
  char prefix[32];
  if (ct_grammar_load_source(source, "built in", &g, &error) != CT_OK)
    return fprintf(stderr, "%s\n", error.text), false;
  if (control)
    (void)snprintf(prefix, sizeof prefix, "control"), c->control = true;
  else
    (void)snprintf(prefix, sizeof prefix, "guide%u", c->guides++);
  ct_write_grammar(c->out, prefix, g);
  ct_grammar_free(g);
  return true;
}

static bool compile_file(compiler *c, const char *path) {
  ct_source source;
  ct_error error = {{0}};
  bool done = ct_source_open(&source, path, CT_SOURCE_TABLE_LIMIT, &error) == CT_OK;
  if (!done) fprintf(stderr, "%s\n", error.text);
  if (done) done = write_file(c, path, &source);
  if (done && ends_with(path, ".xml")) {
    if (is_grammar(&source, "control"))
      done = write_guide(c, &source, true);
    else if (is_grammar(&source, "guide"))
      done = write_guide(c, &source, false);
  }
  ct_source_close(&source);
  return done;
}

static void write_index(const compiler *c) {
  fputs("const ct_grammar *const ct_builtin_guides[] = {", c->out);
  for (unsigned i = 0; i < c->guides; i++) fprintf(c->out, "&guide%u, ", i);
  fprintf(c->out, "NULL};\nconst ct_grammar *const ct_builtin_control = %s;\n",
          c->control ? "&control" : "NULL");
  fputs("const ct_builtin_file ct_builtin_files[] = {\n", c->out);
  for (unsigned i = 0; i < c->files; i++) {
    fputc('{', c->out);
    ct_write_text(c->out, c->name[i]);
    fprintf(c->out, ", file%u, %zu},\n", i, c->len[i]);
  }
  fputs("{NULL, NULL, 0}};\n", c->out);
}

int main(int argc, char **argv) {
  if (argc < 4 || strcmp(argv[1], "-o") != 0)
    return fprintf(stderr, "usage: ct-compile-grammars -o OUT.c FILE...\n"), 2;
  compiler c = {.out = fopen(argv[2], "w")};
  if (!c.out) return perror(argv[2]), 2;
  fputs("/* made by ct-compile-grammars from grammars/: edit those */\n"
        "#include \"guide/rule.h\"\n#include \"guide/source.h\"\n\n",
        c.out);
  bool done = true;
  for (int i = 3; i < argc && done; i++) done = compile_file(&c, argv[i]);
  if (done) write_index(&c);
  bool written = !ferror(c.out);
  if (fclose(c.out) != 0) written = false;
  if (!written) perror(argv[2]);
  if (!done || !written) (void)remove(argv[2]);
  return done && written ? 0 : 1;
}
