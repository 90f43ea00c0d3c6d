/*
 * support_variants.c -- knows the tables in testdata/variants: elements.tsv (what an element may
 * hold, and which changes to make of it) and segments.tsv (changes of whole segments, single
 * values, loops, the envelope).
 */
#include "support_variants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 8, ROOM = 4096 };

typedef struct row {
  char change; /* a letter of elements.tsv; 0: a word of segments.tsv */
  char *fields[FIELDS];
  char *text; /* owns the fields */
} row;

static row *rows;
static size_t row_count;

/* ---- tables ------------------------------------------------------------------ */

static void add_row(char change, const char *line) {
  if ((row_count & (row_count - 1)) == 0)
    rows = realloc(rows, (row_count == 0 ? 1 : 2 * row_count) * sizeof *rows);
  char *own = rows != NULL ? strdup(line) : NULL;
  if (own == NULL) abort();
  row *v = &rows[row_count++];
  *v = (row){.change = change, .text = own};
  for (int i = 0; i < FIELDS && own != NULL; i++) {
    v->fields[i] = own;
    own = strchr(own, '\t');
    if (own != NULL) *own++ = '\0';
  }
}

static void load(const char *path, bool elements) {
  FILE *file = fopen(path, "r");
  char line[ROOM];
  if (file == NULL || fgets(line, sizeof line, file) == NULL) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(EXIT_FAILURE);
  }
  while (fgets(line, sizeof line, file) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    if (!elements) add_row(0, line);
    for (const char *c = line; elements && *c != '\t' && *c != '\0'; c++) add_row(*c, line);
  }
  fclose(file);
}

/* ---- changes of an element --------------------------------------------------------- */

static bool is_number(const char *type) {
  return type[0] == 'R' || strcmp(type, "N0") == 0;
}

/* `text` padded or cut to `size` characters with `with`. */
static char *sized(const char *text, size_t size, char with) {
  char *got = malloc(size + 1);
  if (got == NULL) abort();
  size_t have = strlen(text) < size ? strlen(text) : size;
  memcpy(got, text, have);
  memset(got + have, with, size - have);
  got[size] = '\0';
  return got;
}

static char *one_more_component(const char *composite, size_t most) {
  size_t have = 1;
  for (const char *c = composite; *c != '\0'; c++) have += *c == ':';
  char *got = sized(composite, strlen(composite) + most - have + 2, ':');
  got[strlen(got) - 1] = 'Q';
  return got;
}

static char *twice(const char *value) {
  char *got = sized(value, 2 * strlen(value) + 1, '^');
  memcpy(got + strlen(value) + 1, value, strlen(value));
  return got;
}

static char *filler(const char *type, size_t least) {
  if (strcmp(type, "DT") == 0) return sized("20260101", 8, '0');
  if (strcmp(type, "TM") == 0) return sized("1200", 4, '0');
  return sized("", least > 0 ? least : 1, is_number(type) ? '1' : 'Q');
}

/* The new value for a letter, and the finding it must give. */
static char *spoiled(char change, const char *value, const char *type, size_t least, size_t most,
                     const char **id) {
  char pad = is_number(type) ? '1' : 'Q';
  switch (change) {
  case 'E':
    *id = "element-missing";
    return sized("", 0, ' ');
  case 'F':
    *id = "element-not-used";
    return filler(type, least);
  case 'L':
    *id = "element-too-long";
    return sized(is_number(type) ? "" : value, most + 1, pad);
  case 'S':
    *id = "element-too-short";
    return sized("", least - 1, pad);
  case 'C':
    *id = "code-not-allowed";
    return sized("", least > 0 ? least : 1, 'L');
  case 'T':
    *id = "element-type";
    return sized("Q1", 2, ' ');
  case 'D':
    *id = "date-invalid";
    return sized("20261399", 8, ' ');
  case 'M':
    *id = "time-invalid";
    return sized("2599", 4, ' ');
  case 'P':
    *id = "component-too-many";
    return one_more_component(value, most);
  case 'R':
    *id = "repetition-count";
    return twice(value);
  default:
    ck_abort_msg("unknown change %c", change);
    return NULL;
  }
}

/* "CLM05-3" after the tag: 5 and 3. */
static void place(const char *tag, const char *reference, unsigned *element, unsigned *component) {
  char *end;
  *element = (unsigned)strtoul(reference + strlen(tag), &end, 10);
  *component = *end == '-' ? (unsigned)strtoul(end + 1, NULL, 10) : 0;
}

static void tag_of(const char *segment, char tag[8]) {
  size_t n = strcspn(segment, "*");
  ck_assert_uint_lt(n, 8);
  memcpy(tag, segment, n);
  tag[n] = '\0';
}

static void change_element(const row *v, support_doc *doc, support_variant *out) {
  char *const *f = v->fields; /* do file segment loop element type min max */
  snprintf(out->what, sizeof out->what, "%c %s %s %s", v->change, f[1], f[2], f[4]);
  size_t at = support_doc_find(doc, f[2]);
  unsigned element, component;
  out->loop = f[3];
  tag_of(doc->lines[at], out->tag);
  place(out->tag, f[4], &element, &component);
  char *old = support_doc_get(doc, at, element, component);
  char *value = spoiled(v->change, old, f[5], (size_t)atoi(f[6]), (size_t)atoi(f[7]), &out->id);
  support_doc_set(doc, at, element, component, value);
  snprintf(out->reference, sizeof out->reference, "%s", f[4]);
  out->number = support_doc_number(doc, at);
  free(old);
  free(value);
}

/* ---- changes of segments --------------------------------------------------------------- */

/* "\x07" stands for the byte. */
static void unescape(char *text) {
  char *out = text;
  for (const char *in = text; *in != '\0';) {
    unsigned byte;
    if (sscanf(in, "\\x%2x", &byte) == 1) {
      *out++ = (char)byte;
      in += 4;
    } else {
      *out++ = *in++;
    }
  }
  *out = '\0';
}

static void set_value(support_doc *doc, size_t at, const char *reference, const char *value,
                      support_variant *want) {
  unsigned element, component;
  char text[256];
  snprintf(text, sizeof text, "%s", value);
  unescape(text);
  place(want->tag, reference, &element, &component);
  support_doc_set(doc, at, element, component, text);
  snprintf(want->reference, sizeof want->reference, "%s", reference);
}

/* Makes the change; returns where its finding must sit. */
static size_t change_lines(support_doc *doc, char *const *f, size_t at, support_variant *want) {
  const char *what = f[0], *value = f[5];
  if (strcmp(what, "set") == 0) {
    set_value(doc, at, f[4], value, want);
    return at;
  }
  if (strcmp(what, "delete") == 0) {
    support_doc_remove(doc, at);
  } else if (strcmp(what, "repeat") == 0) { /* value: how many more; the last is one too many */
    int more = atoi(value);
    for (int i = 0; i < more; i++) support_doc_insert(doc, at, doc->lines[at]);
    at += (size_t)more;
  } else if (strcmp(what, "loop") == 0) { /* value: lines of the loop */
    size_t lines = (size_t)atoi(value);
    for (size_t i = 0; i < lines; i++) support_doc_insert(doc, at + lines + i, doc->lines[at + i]);
    at += lines;
  } else if (strcmp(what, "insert") == 0) { /* value: a segment to stand behind */
    support_doc_insert(doc, ++at, value);
    tag_of(value, want->tag);
  } else if (strcmp(what, "move") == 0) { /* value: behind which segment */
    char *line = strdup(doc->lines[at]);
    support_doc_remove(doc, at);
    at = at + 1 + support_doc_find(&(support_doc){doc->lines + at, doc->count - at, 0}, value);
    support_doc_insert(doc, at, line);
    free(line);
  } else {
    ck_abort_msg("unknown change %s", what);
  }
  support_doc_recount(doc);
  return at;
}

static void change_segments(const row *v, support_doc *doc, support_variant *out) {
  char *const *f = v->fields; /* do file segment loop element value finding */
  snprintf(out->what, sizeof out->what, "%s %s %s %s %s", f[0], f[1], f[2], f[4], f[5]);
  size_t at = support_doc_find(doc, f[2]);
  bool in_set = strcmp(f[3], "-") != 0;
  out->id = f[6];
  out->loop = in_set ? f[3] : "";
  tag_of(doc->lines[at], out->tag);
  at = change_lines(doc, f, at, out);
  out->number = in_set ? support_doc_number(doc, at) : 0;
}

/* ---- variants ---------------------------------------------------------------------------- */

size_t support_variants_load(void) {
  load("testdata/variants/elements.tsv", true);
  load("testdata/variants/segments.tsv", false);
  return row_count;
}

void support_variants_unload(void) {
  for (size_t i = 0; i < row_count; i++) free(rows[i].text);
  free(rows);
  rows = NULL;
  row_count = 0;
}

support_variant support_variant_make(size_t index) {
  const row *v = &rows[index];
  support_variant made = {.id = ""};
  char path[256];
  snprintf(path, sizeof path, "testdata/%s", v->fields[1]);
  support_doc doc = support_doc_read(path);
  if (v->change != 0)
    change_element(v, &doc, &made);
  else
    change_segments(v, &doc, &made);
  made.text = support_doc_text(&doc);
  support_doc_free(&doc);
  return made;
}

void support_variant_free(support_variant *v) { support_file_free(&v->text); }
