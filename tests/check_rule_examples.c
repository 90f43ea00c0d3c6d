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

/* partner NULL: the guides alone, where nothing else may be told than an example says. */
static void prove(const char *partner, unsigned at_least) {
  ct_grammars *g;
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&g, &error), CT_OK);
  if (partner)
    ck_assert_msg(ct_grammars_add_partner(g, partner, &error) == CT_OK, "%s", error.text);
  tally t = {0};
  ck_assert_int_eq(ct_grammars_run_examples(g, !partner, count, &t), CT_OK);
  ck_assert_msg(t.broken == 0, "%u of %u do not hold; the first: %s", t.broken, t.broken + t.held, t.first);
  ck_assert_uint_ge(t.held, at_least);
  ct_grammars_close(g);
}

START_TEST(examples_of_the_guides_hold) { prove(NULL, 180); }
END_TEST

START_TEST(examples_of_the_profiles_hold) {
  static const char *const profiles[] = {"masshealth", "medicare", "x12-strict"};
  prove(profiles[_i], 180);
}
END_TEST

int main(void) {
  Suite *s = suite_create("rule examples");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 120);
  tcase_add_test(all, examples_of_the_guides_hold);
  tcase_add_loop_test(all, examples_of_the_profiles_hold, 0, 3);
  suite_add_tcase(s, all);
  return support_run(s);
}
