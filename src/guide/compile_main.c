/*
 * compile_main.c -- ct-compile-grammars -o OUT.c FILE...: reads grammar files as the library
 * does at run time, and writes them as C tables; the files themselves go in as bytes, so
 * that a guide or profile can be loaded without a folder of data.
 */
#include "guide/compile_write.h"
#include "guide/loader.h"

#include <stdio.h>
#include <string.h>

enum { FILES_MAX = 64, GRAMMARS_MAX = 16, LAYERS_MAX = 64, PREFIX_MAX = 32 };

typedef struct kept { /* a grammar that was written, and stays for the profiles laid over it */
  ct_grammar *grammar;
  char prefix[PREFIX_MAX];
} kept;

typedef struct layer {
  char partner[40], prefix[PREFIX_MAX], below[PREFIX_MAX];
} layer;

typedef struct compiler {
  FILE *out;
  unsigned files, grammars, layers;
  const char *name[FILES_MAX];
  size_t len[FILES_MAX];
  kept grammar[GRAMMARS_MAX]; /* control segments have no set */
  layer layered[LAYERS_MAX];
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

static bool too_many(const char *path, const char *what) {
  fprintf(stderr, "%s: too many %s\n", path, what);
  return false;
}

static bool told(const ct_error *error) {
  fprintf(stderr, "%s\n", error->text);
  return false;
}

static bool write_file(compiler *c, const char *path, const ct_source *source) {
  char prefix[PREFIX_MAX];
  if (c->files == FILES_MAX) return too_many(path, "files");
  (void)snprintf(prefix, sizeof prefix, "file%u", c->files);
  ct_write_bytes(c->out, prefix, source->text, source->len);
  c->name[c->files] = name_below(path);
  c->len[c->files++] = source->len;
  return true;
}

static bool write_guide(compiler *c, const char *path, const ct_source *source) {
  ct_error error = {{0}};
  if (c->grammars == GRAMMARS_MAX) return too_many(path, "guides");
  kept *k = &c->grammar[c->grammars];
  if (ct_grammar_load_source(source, "built in", &k->grammar, &error) != CT_OK) return told(&error);
  (void)snprintf(k->prefix, sizeof k->prefix, "guide%u", c->grammars++);
  ct_write_grammar(c->out, k->prefix, k->grammar, NULL);
  return true;
}

/* A profile over each grammar it names; these stand before it among the arguments. */
static bool write_partner(compiler *c, const char *path) {
  bool touched = false;
  for (unsigned i = 0; i < c->grammars; i++) {
    ct_error error = {{0}};
    ct_grammar *g;
    const kept *below = &c->grammar[i];
    if (ct_grammar_overlay_partner(below->grammar, path, &g, &error) != CT_OK) return told(&error);
    if (!g) continue;
    if (c->layers == LAYERS_MAX) return ct_grammar_free(g), too_many(path, "layers");
    layer *l = &c->layered[c->layers];
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    (void)snprintf(l->partner, sizeof l->partner, "%.*s", (int)strcspn(name, "."), name);
    (void)snprintf(l->prefix, sizeof l->prefix, "layer%u", c->layers++);
    memmove(l->below, below->prefix, sizeof l->below); /* same size */
    ct_write_grammar(c->out, l->prefix, g, &(ct_written){below->prefix, below->grammar});
    ct_grammar_free(g);
    touched = true;
  }
  return touched || fprintf(stderr, "%s: names none of the guides\n", path) < 0;
}

static bool compile_file(compiler *c, const char *path) {
  ct_source source;
  ct_error error = {{0}};
  enum ct_grammar_kind kind = CT_KIND_OTHER;
  enum ct_status status = ct_source_open(&source, path, CT_SOURCE_TABLE_LIMIT, &error);
  if (status == CT_OK && ends_with(path, ".xml")) status = ct_grammar_kind_of(path, &kind, &error);
  bool done = status == CT_OK ? write_file(c, path, &source) : told(&error);
  if (done && kind == CT_KIND_GUIDE) done = write_guide(c, path, &source);
  if (done && kind == CT_KIND_PARTNER) done = write_partner(c, path);
  ct_source_close(&source);
  return done;
}

static void write_index(const compiler *c) {
  const char *control = NULL;
  fputs("const ct_grammar *const ct_builtin_guides[] = {", c->out);
  for (unsigned i = 0; i < c->grammars; i++) {
    if (c->grammar[i].grammar->set_code[0])
      fprintf(c->out, "&%s, ", c->grammar[i].prefix);
    else
      control = c->grammar[i].prefix;
  }
  fprintf(c->out, "NULL};\nconst ct_grammar *const ct_builtin_control = %s%s;\n",
          control ? "&" : "NULL", control ? control : "");
  fputs("const ct_builtin_layer ct_builtin_layers[] = {\n", c->out);
  for (unsigned i = 0; i < c->layers; i++)
    fprintf(c->out, "{\"%s\", &%s, &%s},\n", c->layered[i].partner, c->layered[i].below,
            c->layered[i].prefix);
  fputs("{NULL, NULL, NULL}};\nconst ct_builtin_file ct_builtin_files[] = {\n", c->out);
  for (unsigned i = 0; i < c->files; i++) {
    fputc('{', c->out);
    ct_write_text(c->out, c->name[i]);
    fprintf(c->out, ", file%u, %zu},\n", i, c->len[i]);
  }
  fputs("{NULL, NULL, 0}};\n", c->out);
}

int main(int argc, char **argv) {
  static compiler c;
  if (argc < 4 || strcmp(argv[1], "-o") != 0)
    return fprintf(stderr, "usage: ct-compile-grammars -o OUT.c FILE...\n"), 2;
  c.out = fopen(argv[2], "w");
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
  while (c.grammars > 0) ct_grammar_free(c.grammar[--c.grammars].grammar);
  return done && written ? 0 : 1;
}
