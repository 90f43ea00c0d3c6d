/*
 * check_variants.c -- clean files with one defect each, made by rule; what must be found is
 * computed from the change itself.  Knows the tables in testdata/variants: elements.tsv (what an
 * element may hold, and which changes to make of it) and segments.tsv (changes of whole segments,
 * single values, loops, the envelope).  Every variant must give the named finding at its segment,
 * element and loop, at most two findings in all, and the same at two read sizes.
 */
#include "support_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 8, ROOM = 4096 };

typedef struct variant {
  char change; /* a letter of elements.tsv; 0: a word of segments.tsv */
  char *fields[FIELDS];
  char *row; /* owns the fields */
} variant;

static variant *variants;
static size_t variant_count;

typedef struct expected {
  const char *id, *loop;
  char tag[8], reference[CT_REFERENCE_SIZE]; /* reference "": the segment */
  unsigned number;                           /* 0: outside a set */
} expected;

/* ---- tables ------------------------------------------------------------------ */

static void add_variant(char change, const char *row) {
  if ((variant_count & (variant_count - 1)) == 0)
    variants = realloc(variants, (variant_count == 0 ? 1 : 2 * variant_count) * sizeof *variants);
  char *own = variants != NULL ? strdup(row) : NULL;
  if (own == NULL) abort();
  variant *v = &variants[variant_count++];
  *v = (variant){.change = change, .row = own};
  for (int i = 0; i < FIELDS && own != NULL; i++) {
    v->fields[i] = own;
    own = strchr(own, '\t');
    if (own != NULL) *own++ = '\0';
  }
}

static void load(const char *path, bool elements) {
  FILE *file = fopen(path, "r");
  char row[ROOM];
  if (file == NULL || fgets(row, sizeof row, file) == NULL) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(EXIT_FAILURE);
  }
  while (fgets(row, sizeof row, file) != NULL) {
    row[strcspn(row, "\n")] = '\0';
    if (!elements) add_variant(0, row);
    for (const char *c = row; elements && *c != '\t' && *c != '\0'; c++) add_variant(*c, row);
  }
  fclose(file);
}

/* ---- findings ------------------------------------------------------------------ */

typedef struct seen {
  char text[ROOM]; /* a line each: id@TAG/REF#N:LOOP */
  size_t used;
  unsigned count;
} seen;

static void on_finding(void *ctx, const ct_finding *f) {
  seen *s = ctx;
  char reference[CT_REFERENCE_SIZE];
  if (f->severity == CT_NOTE) return;
  ct_location_reference(&f->where, reference);
  s->count++;
  int n = snprintf(s->text + s->used, sizeof s->text - s->used, "%s@%.*s%s%s#%u:%s\n", f->info->id,
                   (int)f->where.tag.len, f->where.tag.ptr, *reference != '\0' ? "/" : "",
                   reference, f->where.segment, f->where.loop);
  if (n > 0 && (size_t)n < sizeof s->text - s->used) s->used += (size_t)n;
}

static void read_findings(const ct_grammars *grammars, const support_file *text, size_t chunk,
                          seen *out) {
  ct_options options = {.snip = 7};
  ct_reader *reader = ct_reader_new(grammars, &options);
  support_chunks chunks = {.data = text->data, .size = text->size, .chunk = chunk};
  ck_assert_ptr_nonnull(reader);
  memset(out, 0, sizeof *out);
  ct_reader_on_finding(reader, on_finding, out);
  ck_assert_int_eq(ct_reader_set_input(reader, support_chunks_read, &chunks), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, NULL, 0), CT_OK);
  ct_reader_free(reader);
}

static void judge(const char *what, const support_doc *doc, const expected *want) {
  support_file text = support_doc_text(doc);
  ct_grammars *grammars = NULL;
  ct_error error;
  static seen whole, small;
  char line[256];
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  read_findings(grammars, &text, 65536, &whole);
  read_findings(grammars, &text, 7, &small);
  ct_grammars_close(grammars);
  support_file_free(&text);
  snprintf(line, sizeof line, "%s@%s%s%s#%u:%s\n", want->id, want->tag,
           want->reference[0] != '\0' ? "/" : "", want->reference, want->number, want->loop);
  ck_assert_msg(strcmp(whole.text, small.text) == 0, "%s: at 65536 bytes a read\n%sand at 7\n%s",
                what, whole.text, small.text);
  const char *at = strstr(whole.text, line);
  ck_assert_msg(at != NULL && (at == whole.text || at[-1] == '\n') && whole.count <= 2,
                "%s: expected %sfound %u\n%s", what, line, whole.count, whole.text);
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

static void change_element(const variant *v) {
  char *const *f = v->fields; /* do file segment loop element type min max */
  char path[256], what[512];
  snprintf(path, sizeof path, "testdata/%s", f[1]);
  snprintf(what, sizeof what, "%c %s %s %s", v->change, f[1], f[2], f[4]);
  support_doc doc = support_doc_read(path);
  size_t at = support_doc_find(&doc, f[2]);
  expected want = {.loop = f[3]};
  unsigned element, component;
  tag_of(doc.lines[at], want.tag);
  place(want.tag, f[4], &element, &component);
  char *old = support_doc_get(&doc, at, element, component);
  char *value = spoiled(v->change, old, f[5], (size_t)atoi(f[6]), (size_t)atoi(f[7]), &want.id);
  support_doc_set(&doc, at, element, component, value);
  snprintf(want.reference, sizeof want.reference, "%s", f[4]);
  want.number = support_doc_number(&doc, at);
  judge(what, &doc, &want);
  free(old);
  free(value);
  support_doc_free(&doc);
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
                      expected *want) {
  unsigned element, component;
  char text[256];
  snprintf(text, sizeof text, "%s", value);
  unescape(text);
  place(want->tag, reference, &element, &component);
  support_doc_set(doc, at, element, component, text);
  snprintf(want->reference, sizeof want->reference, "%s", reference);
}

/* Makes the change; returns where its finding must sit. */
static size_t change_lines(support_doc *doc, char *const *f, size_t at, expected *want) {
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

static void change_segments(const variant *v) {
  char *const *f = v->fields; /* do file segment loop element value finding */
  char path[256], what[512];
  snprintf(path, sizeof path, "testdata/%s", f[1]);
  snprintf(what, sizeof what, "%s %s %s %s %s", f[0], f[1], f[2], f[4], f[5]);
  support_doc doc = support_doc_read(path);
  size_t at = support_doc_find(&doc, f[2]);
  bool in_set = strcmp(f[3], "-") != 0;
  expected want = {.id = f[6], .loop = in_set ? f[3] : ""};
  tag_of(doc.lines[at], want.tag);
  at = change_lines(&doc, f, at, &want);
  want.number = in_set ? support_doc_number(&doc, at) : 0;
  judge(what, &doc, &want);
  support_doc_free(&doc);
}

/* ---- the worked examples, moved by a cent ------------------------------------------------ */

START_TEST(test_variant) {
  const variant *v = &variants[_i];
  if (v->change != 0)
    change_element(v);
  else
    change_segments(v);
}
END_TEST

START_TEST(test_enough) {
  ck_assert_uint_gt(variant_count, 900);
}
END_TEST

int main(void) {
  load("testdata/variants/elements.tsv", true);
  load("testdata/variants/segments.tsv", false);
  Suite *suite = suite_create("variants");
  TCase *made = tcase_create("made");
  tcase_add_test(made, test_enough);
  tcase_add_loop_test(made, test_variant, 0, (int)variant_count);
  suite_add_tcase(suite, made);
  /* A thousand forks cost more than the work; a failing variant leaks, and says so. */
  SRunner *runner = srunner_create(suite);
  srunner_set_fork_status(runner, CK_NOFORK);
  srunner_run_all(runner, CK_NORMAL);
  int status = srunner_ntests_failed(runner) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  srunner_free(runner);
  for (size_t i = 0; i < variant_count; i++) free(variants[i].row);
  free(variants);
  return status;
}
