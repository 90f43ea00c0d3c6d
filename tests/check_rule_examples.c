/*
 * check_rule_examples.c -- every rule that is built in has an example that passes and one that
 * fails; each holds, and nothing else is told of it.
 */
#include "support.h"

#include <stdio.h>
#include <string.h>

typedef struct tally {
  unsigned held, broken;
  char first[400];
} tally;

static void count(void *ctx, const ct_example *e) {
  tally *t = ctx;
  if (e->held) {
    t->held++;
    return;
  }
  t->broken++;
  printf("%s, rule %s, line %u, should %s: %s\n", e->guide, e->rule, (unsigned)e->line,
         e->fails ? "fail" : "pass", e->trouble);
  if (!t->first[0])
    snprintf(t->first, sizeof t->first, "rule %s, line %u: %s", e->rule, (unsigned)e->line, e->trouble);
}

START_TEST(examples_of_the_guides_hold) {
  ct_grammars *g;
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&g, &error), CT_OK);
  tally t = {0};
  ck_assert_int_eq(ct_grammars_run_examples(g, true, count, &t), CT_OK);
  ck_assert_msg(t.broken == 0, "%u of %u do not hold; the first: %s", t.broken, t.broken + t.held, t.first);
  ck_assert_uint_gt(t.held, 150);
  ct_grammars_close(g);
}
END_TEST

int main(void) {
  Suite *s = suite_create("rule examples");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 120);
  tcase_add_test(all, examples_of_the_guides_hold);
  suite_add_tcase(s, all);
  return support_run(s);
}
