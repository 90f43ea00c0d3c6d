/*
 * check_ack.c -- every TA1 and 999 that is written passes our own check without a finding, and read
 * back beside what was sent it names the same sets, segments, elements and claims as check does.
 *
 * Held for all files of testdata/expected.tsv, all generated variants with one defect, and all
 * samples of ../shared/corpus where those stand beside the checkout.
 */
#include "support_ack.h"
#include "support_variants.h"
#include "support_x12.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORPUS "../shared/corpus/"

enum { DAMAGED = 200 };

static ct_grammars *grammars;
static size_t variant_count;

/* ---- one file ---------------------------------------------------------------------------------- */

static void say_finding(void *ctx, const ct_finding *f) {
  char words[256];
  ct_finding_message(f, false, words, sizeof words);
  support_lines_add(ctx, "%s: %s\n", f->info->id, words);
}

/* One line too many is told; the test goes on. */
static bool wrong(const char *what, const char *why, const char *found) {
  printf("%s: %s:\n%s\n", what, why, found ? found : "");
  return false;
}

/* What it is answered with is right by itself, whatever the options. */
static bool written_well(const char *what, const char *data, size_t size) {
  static const ct_ack_options options[] = {
      {.ta1 = CT_ACK_TA1_AUTO, .now = SUPPORT_NOW, .control = 1},
      {.ta1 = CT_ACK_TA1_ALWAYS, .now = SUPPORT_NOW, .control = 999999999, .short_loop_id = true,
       .standard_ik304 = true}};
  bool good = true;
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    support_ack ack = support_ack_write(grammars, &options[i], data, size);
    support_lines findings = {0};
    support_ack_read(grammars, ack.text, ack.size, say_finding, &findings, NULL);
    if (findings.count) good = wrong(what, "check says of what ack wrote", findings.text);
    support_lines_free(&findings);
    support_ack_free(&ack);
  }
  return good;
}

/* check and ack --explain name the same places. */
static bool comes_back(const char *what, const char *data, size_t size) {
  support_lines said = {0}, told = {0}, unmatched = {0};
  support_ack_places(grammars, data, size, &said);
  support_ack_explained(grammars, data, size, &told, &unmatched);
  support_lines_sort(&said);
  support_lines_sort(&told);
  bool good = true;
  if (strcmp(said.text ? said.text : "", told.text ? told.text : "") != 0) {
    wrong(what, "check names", said.text);
    good = wrong(what, "ack --explain names", told.text);
  }
  if (unmatched.count) good = wrong(what, "its own acknowledgment is unmatched", unmatched.text);
  support_lines_free(&said);
  support_lines_free(&told);
  support_lines_free(&unmatched);
  return good;
}

static bool good(const char *what, const char *data, size_t size) {
  bool written = written_well(what, data, size);
  return comes_back(what, data, size) && written;
}

/* Names are the first column; the first line is a heading. */
static void judge_table(const char *table_path, const char *folder, unsigned least) {
  support_file table = support_slurp(table_path);
  unsigned files = 0, bad = 0;
  for (char *line = strchr(table.data, '\n'); line && line[1]; line = strchr(line + 1, '\n')) {
    char path[1024];
    snprintf(path, sizeof path, "%s%.*s", folder, (int)strcspn(line + 1, "\t\n"), line + 1);
    support_file file = support_slurp(path);
    bad += !good(path, file.data, file.size);
    support_file_free(&file);
    files++;
  }
  support_file_free(&table);
  ck_assert_uint_eq(bad, 0);
  ck_assert_uint_ge(files, least);
}

/* ---- tests ---------------------------------------------------------------------------------------- */

START_TEST(fixtures) { judge_table("testdata/expected.tsv", "testdata/", 280); }
END_TEST

START_TEST(corpus) { judge_table("tests/corpus.tsv", CORPUS, 500); }
END_TEST

/* Whatever a line does to a file: bytes changed, taken out, doubled; delimiters most of all. */
static void damage(support_file *file, uint64_t *seed) {
  static const char signs[] = "*:^~\n ISEAGT019";
  unsigned times = 1 + x12_random_below(seed, 4);
  while (times-- > 0 && file->size > 200) {
    size_t at = x12_random_below(seed, (uint32_t)file->size);
    size_t cut = 1 + x12_random_below(seed, 40);
    switch (x12_random_below(seed, 4)) {
    case 0: file->data[at] = (char)x12_random_below(seed, 256); break;
    case 1:
      if (at + cut > file->size) break;
      memmove(file->data + at, file->data + at + cut, file->size - at - cut);
      file->size -= cut;
      break;
    case 2:
      if (at + 2 * cut <= file->size) memcpy(file->data + at + cut, file->data + at, cut);
      break;
    default: file->data[at] = signs[x12_random_below(seed, sizeof signs - 1)];
    }
  }
}

START_TEST(damaged) {
  static const char *const paths[] = {"testdata/envelope/pass/several-of-everything.837",
                                      "testdata/837i/pass/outpatient-simple.837",
                                      "testdata/835/pass/check-simple.835",
                                      "testdata/837i/pass/dependent-secondary.837"};
  uint64_t seed = 20261123;
  unsigned bad = 0;
  for (unsigned i = 0; i < DAMAGED; i++) {
    char what[64];
    support_lines told = {0}, unmatched = {0};
    support_file file = support_slurp(paths[i % 4]);
    damage(&file, &seed);
    snprintf(what, sizeof what, "damaged %u", i);
    bad += !written_well(what, file.data, file.size);
    support_ack_explained(grammars, file.data, file.size, &told, &unmatched);
    support_lines_free(&told);
    support_lines_free(&unmatched);
    support_file_free(&file);
  }
  ck_assert_uint_eq(bad, 0);
}
END_TEST

START_TEST(variant) {
  support_variant v = support_variant_make((size_t)_i);
  ck_assert(good(v.what, v.text.data, v.text.size));
  support_variant_free(&v);
}
END_TEST

int main(void) {
  ct_error error;
  if (ct_grammars_open(&grammars, &error) != CT_OK) return EXIT_FAILURE;
  variant_count = support_variants_load();
  Suite *suite = suite_create("ack");
  TCase *files = tcase_create("files");
  tcase_set_timeout(files, 300);
  tcase_add_test(files, fixtures);
  tcase_add_test(files, damaged);
  FILE *there = fopen(CORPUS "index.tsv", "r");
  if (there) {
    fclose(there);
    tcase_add_test(files, corpus);
  } else {
    printf("skipped: no samples beside this checkout (" CORPUS ")\n");
  }
  suite_add_tcase(suite, files);
  TCase *made = tcase_create("variants");
  tcase_add_loop_test(made, variant, 0, (int)variant_count);
  suite_add_tcase(suite, made);
  /* A thousand forks cost more than the work; a failing variant leaks, and says so. */
  SRunner *runner = srunner_create(suite);
  srunner_set_fork_status(runner, CK_NOFORK);
  srunner_run_all(runner, CK_NORMAL);
  int status = srunner_ntests_failed(runner) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  srunner_free(runner);
  support_variants_unload();
  ct_grammars_close(grammars);
  return status;
}
