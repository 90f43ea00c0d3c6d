/*
 * check_cob_cents.c -- whole files through the public reader: every amount of the worked
 * examples that moves by a cent, and every triplet that is left out, is told at the right
 * payer and line, with the right difference, once or twice; a cent less is as wrong as one more.
 */
#include "support.h"
#include "support_cob.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOUND = 16 };
typedef struct found {
  char id[40], payer[16], line[16], claim[24];
  int64_t cents; /* of the difference, without sign */
} found;

static ct_grammars *grammars;
static found list[FOUND];
static size_t count; /* errors */

static void setup(void) {
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
}
static void teardown(void) {
  ct_grammars_close(grammars);
}

static void copy(char *to, size_t size, ct_slice s) {
  snprintf(to, size, "%.*s", (int)s.len, s.ptr);
}

static int64_t cents(ct_decimal d) {
  ck_assert_uint_le(d.scale, 2);
  return d.mantissa * (d.scale == 0 ? 100 : d.scale == 1 ? 10 : 1);
}

static void on_finding(void *ctx, const ct_finding *f) {
  (void)ctx;
  if (f->severity != CT_ERROR) return;
  ck_assert_uint_lt(count, FOUND);
  found *x = &list[count++];
  memset(x, 0, sizeof *x);
  snprintf(x->id, sizeof x->id, "%s", f->info->id);
  copy(x->payer, sizeof x->payer, f->payer);
  copy(x->claim, sizeof x->claim, f->where.claim);
  if (strcmp(x->id, "cob-line-balance") == 0) copy(x->line, sizeof x->line, f->args[0]);
  if (f->has_amounts) x->cents = llabs(cents(f->actual) - cents(f->expected));
}

static void check(const char *text) {
  ct_options options = {0};
  ct_reader *reader = ct_reader_new(grammars, &options);
  ck_assert_ptr_nonnull(reader);
  count = 0;
  ct_reader_on_finding(reader, on_finding, NULL);
  ck_assert_int_eq(ct_reader_set_memory(reader, text, strlen(text)), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, NULL, 0), CT_OK);
  ct_reader_free(reader);
}

static const found *find(const char *id) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(list[i].id, id) == 0) return &list[i];
  return NULL;
}

/* Every finding is about this amount: payer, line and difference. */
static void assert_told(const support_amount *a, int64_t difference, bool lines) {
  bool at_claim = strcmp(a->tag, "CLM") == 0 || strcmp(a->tag, "SV2") == 0;
  const char *id = at_claim     ? "claim-charge-balance"
                   : a->line[0] ? "cob-line-balance"
                   : lines      ? "cob-paid-balance"
                                : "cob-claim-balance";
  ck_assert_msg(count == 1 || count == 2, "%s, payer %s: told %zu times", a->tag, a->payer, count);
  const found *f = find(id);
  ck_assert_msg(f != NULL, "%s, payer %s, line %s: %s is not told", a->tag, a->payer, a->line, id);
  if (!at_claim) ck_assert_str_eq(f->payer, a->payer);
  if (!at_claim) ck_assert_str_eq(f->line, a->line);
  for (size_t i = 0; i < count; i++) {
    ck_assert_int_eq(list[i].cents, difference);
    ck_assert_msg(strncmp(list[i].claim, "COBAID-", 7) == 0, "claim %s", list[i].claim);
  }
}

static int64_t amount_of(const char *text, const support_amount *a) {
  return (int64_t)(strtod(text + a->at, NULL) * 100 + 0.5);
}

START_TEST(the_worked_examples_are_accepted) {
  support_file f = support_slurp(support_examples[_i]);
  check(f.data);
  ck_assert_uint_eq(count, 0);
  support_file_free(&f);
}
END_TEST

START_TEST(every_cent_is_told) {
  support_file f = support_slurp(support_examples[_i]);
  support_amount amount[SUPPORT_AMOUNTS];
  size_t n = support_amounts(f.data, amount);
  bool lines = strstr(f.data, "SVD*") != NULL;
  ck_assert_uint_gt(n, 5);
  for (size_t i = 0; i < n; i++) {
    for (int64_t by = -1; by <= 1; by += 2) {
      int64_t v = amount_of(f.data, &amount[i]) + by;
      char text[40];
      snprintf(text, sizeof text, "%s%lld.%02lld", v < 0 ? "-" : "", (long long)(llabs(v) / 100),
               (long long)(llabs(v) % 100));
      check(support_replaced(f.data, amount[i].at, amount[i].len, text));
      assert_told(&amount[i], 1, lines);
    }
  }
  support_file_free(&f);
}
END_TEST

/* SE01 counts one segment less where a whole CAS went. */
static const char *recounted(const char *text, const char *was) {
  static char out[1 << 16];
  const char *se = strstr(text, "SE*");
  ck_assert_ptr_nonnull(se);
  size_t before = 0, after = 0;
  for (const char *p = was; *p; p++) before += *p == '~';
  for (const char *p = text; *p; p++) after += *p == '~';
  long segments = strtol(se + 3, NULL, 10) - (long)(before - after);
  snprintf(out, sizeof out, "%.*sSE*%ld%s", (int)(se - text), text, segments, strchr(se + 3, '*'));
  return out;
}

START_TEST(every_dropped_triplet_is_told) {
  support_file f = support_slurp(support_examples[_i]);
  support_amount amount[SUPPORT_AMOUNTS];
  size_t n = support_amounts(f.data, amount), triplets = 0;
  bool lines = strstr(f.data, "SVD*") != NULL;
  for (size_t i = 0; i < n; i++) {
    if (strcmp(amount[i].tag, "CAS") != 0) continue;
    triplets++;
    check(recounted(support_dropped(f.data, &amount[i]), f.data));
    assert_told(&amount[i], amount_of(f.data, &amount[i]), lines);
  }
  ck_assert_uint_ge(triplets, 3);
  support_file_free(&f);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("cob cents");
  TCase *tests = tcase_create("cob cents");
  suite_add_tcase(suite, tests);
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_set_timeout(tests, 60);
  tcase_add_loop_test(tests, the_worked_examples_are_accepted, 0, SUPPORT_EXAMPLES);
  tcase_add_loop_test(tests, every_cent_is_told, 0, SUPPORT_EXAMPLES);
  tcase_add_loop_test(tests, every_dropped_triplet_is_told, 0, SUPPORT_EXAMPLES);
  return support_run(suite);
}
