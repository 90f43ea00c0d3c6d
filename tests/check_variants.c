/*
 * check_variants.c -- clean files with one defect each (support_variants.c).  Every variant must
 * give the named finding at its segment, element and loop, at most two findings in all, and the
 * same at two read sizes.
 */
#include "support_variants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 4096 };

static size_t variant_count;

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
  ct_options options = {.snip = 7, .simd = getenv("CLAIMTREE_SIMD")};
  ct_reader *reader = ct_reader_new(grammars, &options);
  support_chunks chunks = {.data = text->data, .size = text->size, .chunk = chunk};
  ck_assert_ptr_nonnull(reader);
  memset(out, 0, sizeof *out);
  ct_reader_on_finding(reader, on_finding, out);
  ck_assert_int_eq(ct_reader_set_input(reader, support_chunks_read, &chunks), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, NULL, 0), CT_OK);
  ct_reader_free(reader);
}

static void judge(const support_variant *v) {
  ct_grammars *grammars = NULL;
  ct_error error;
  static seen whole, small;
  char line[256];
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  read_findings(grammars, &v->text, 65536, &whole);
  read_findings(grammars, &v->text, 7, &small);
  ct_grammars_close(grammars);
  snprintf(line, sizeof line, "%s@%s%s%s#%u:%s\n", v->id, v->tag,
           v->reference[0] != '\0' ? "/" : "", v->reference, v->number, v->loop);
  ck_assert_msg(strcmp(whole.text, small.text) == 0, "%s: at 65536 bytes a read\n%sand at 7\n%s",
                v->what, whole.text, small.text);
  const char *at = strstr(whole.text, line);
  ck_assert_msg(at != NULL && (at == whole.text || at[-1] == '\n') && whole.count <= 2,
                "%s: expected %sfound %u\n%s", v->what, line, whole.count, whole.text);
}

START_TEST(test_variant) {
  support_variant v = support_variant_make((size_t)_i);
  judge(&v);
  support_variant_free(&v);
}
END_TEST

START_TEST(test_enough) {
  ck_assert_uint_gt(variant_count, 900);
}
END_TEST

int main(void) {
  variant_count = support_variants_load();
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
  support_variants_unload();
  return status;
}
