/*
 * check_corpus.c -- the verdict on every sample of ../shared/corpus, against tests/corpus.tsv.
 *
 * A row: file, accepted or rejected, the ids of its errors and warnings, what pyx12 said of it,
 * and why we differ where we do.  Every later change of a verdict is so seen and argued.  The
 * same must come out at two read sizes.  CORPUS_PRINT=1 prints the first three columns anew.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORPUS "../shared/corpus/"
#define TABLE  "tests/corpus.tsv"

enum { IDS = 96 };

typedef struct verdict {
  const char *ids[IDS]; /* static names, sorted */
  size_t count;
  unsigned long long errors, all, segments;
} verdict;

static void hear(void *ctx, const ct_finding *f) {
  verdict *v = ctx;
  v->all++;
  if (f->severity == CT_NOTE) return;
  size_t i = 0;
  while (i < v->count && strcmp(v->ids[i], f->info->id) < 0) i++;
  if (i < v->count && strcmp(v->ids[i], f->info->id) == 0) return;
  ck_assert_uint_lt(v->count, IDS);
  memmove(&v->ids[i + 1], &v->ids[i], (v->count - i) * sizeof *v->ids);
  v->ids[i] = f->info->id;
  v->count++;
}

static verdict judge(const ct_grammars *g, const support_file *file, uint32_t read_size) {
  verdict v = {.count = 0};
  ct_options options = {.read_size = read_size, .simd = getenv("CLAIMTREE_SIMD")};
  ct_reader *r = ct_reader_new(g, &options);
  ck_assert_ptr_nonnull(r);
  ct_reader_on_finding(r, hear, &v);
  ck_assert_int_eq(ct_reader_set_memory(r, file->data, file->size), CT_OK);
  ck_assert_int_eq(ct_reader_run(r, NULL, 0), CT_OK);
  v.errors = ct_reader_counts(r)->errors;
  v.segments = ct_reader_counts(r)->segments;
  ct_reader_free(r);
  return v;
}

static void write_row(const verdict *v, const char *name, char *row, size_t size) {
  int n = snprintf(row, size, "%s\t%s\t", name, v->errors ? "rejected" : "accepted");
  for (size_t i = 0; i < v->count; i++)
    n += snprintf(row + n, size - (size_t)n, "%s%s", i ? " " : "", v->ids[i]);
  if (v->count == 0) snprintf(row + n, size - (size_t)n, "-");
}

/* The next line of the table after its heading, 0-ended; NULL at the end. */
static char *next_line(char **at) {
  char *line = *at, *stop = strchr(line, '\n');
  if (!*line) return NULL;
  if (stop) *stop = 0;
  *at = stop ? stop + 1 : line + strlen(line);
  return line;
}

START_TEST(every_sample) {
  ct_grammars *g;
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&g, &error), CT_OK);
  support_file table = support_slurp(TABLE);
  char *at = table.data, *line = next_line(&at);
  unsigned files = 0, wrong = 0;
  while ((line = next_line(&at)) != NULL) {
    char name[512], path[600], row[4096];
    size_t len = strcspn(line, "\t");
    ck_assert_uint_lt(len, sizeof name);
    snprintf(name, sizeof name, "%.*s", (int)len, line);
    snprintf(path, sizeof path, CORPUS "%s", name);
    support_file file = support_slurp(path);
    verdict whole = judge(g, &file, 0), cut = judge(g, &file, 7);
    ck_assert_msg(whole.all == cut.all && whole.segments == cut.segments,
                  "%s: reads of 7 bytes give %llu findings, whole ones %llu", name, cut.all,
                  whole.all);
    write_row(&whole, name, row, sizeof row);
    if (getenv("CORPUS_PRINT")) {
      printf("ROW\t%s\n", row);
    } else if (strncmp(line, row, strlen(row)) != 0 || line[strlen(row)] != '\t') {
      printf("expected %s\n   found %s\n", line, row);
      wrong++;
    }
    support_file_free(&file);
    files++;
  }
  support_file_free(&table);
  ct_grammars_close(g);
  ck_assert_uint_eq(wrong, 0);
  ck_assert_uint_ge(files, 500);
}
END_TEST

int main(void) {
  FILE *there = fopen(CORPUS "index.tsv", "r");
  if (!there) {
    printf("skipped: no samples beside this checkout (" CORPUS ")\n");
    return 0;
  }
  fclose(there);
  Suite *s = suite_create("corpus");
  TCase *t = tcase_create("verdicts");
  tcase_set_timeout(t, 120);
  tcase_add_test(t, every_sample);
  suite_add_tcase(s, t);
  return support_run(s);
}
