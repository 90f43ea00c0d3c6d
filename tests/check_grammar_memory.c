/*
 * check_grammar_memory.c -- guides, profiles and code tables when there is no memory, at every
 * point where it may run out.
 */
#include "base/mem.h"
#include "guide/loader.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

START_TEST(a_guide_from_a_file) {
  ct_error error;
  ct_grammar *g;
  uint64_t n = 1;
  for (;; n++) {
    ct_mem_fail_after(n);
    enum ct_status status = ct_grammar_load("grammars/005010X231A1.xml", &g, &error);
    ct_mem_fail_after(0);
    ck_assert_int_eq(g != NULL, status == CT_OK);
    ct_grammar_free(g);
    if (status == CT_OK) break;
    ck_assert_int_eq(status, CT_NO_MEMORY);
    ck_assert_str_eq(error.text, "out of memory");
  }
  ck_assert_uint_gt(n, 20);
}
END_TEST

/* One call on guides that are open; whatever happens, they can be closed. */
typedef enum ct_status add_fn(ct_grammars *, ct_error *);

static enum ct_status add_guide(ct_grammars *g, ct_error *error) {
  return ct_grammars_add_guide(g, "grammars/005010X231A1.xml", error);
}

static enum ct_status add_profile(ct_grammars *g, ct_error *error) {
  return ct_grammars_add_partner(g, "grammars/partners/masshealth.xml", error);
}

static enum ct_status add_codes(ct_grammars *g, ct_error *error) {
  char path[] = "/tmp/claimtree-codes.XXXXXX";
  static const char table[] = "code\nA1\nB2\n";
  int fd = mkstemp(path);
  ck_assert_int_ge(fd, 0);
  ck_assert_int_eq(write(fd, table, sizeof table - 1), (int)sizeof table - 1);
  close(fd);
  enum ct_status status = ct_grammars_add_codes(g, "carc", path, error);
  unlink(path);
  return status;
}

static add_fn *const adds[] = {add_guide, add_profile, add_codes};

START_TEST(what_is_added) {
  enum ct_status status = CT_NO_MEMORY;
  uint64_t n = 1;
  for (; status != CT_OK; n++) {
    ct_error error;
    ct_grammars *g;
    ck_assert_int_eq(ct_grammars_open(&g, &error), CT_OK);
    ct_mem_fail_after(n);
    status = adds[_i](g, &error);
    ct_mem_fail_after(0);
    ck_assert(status == CT_OK || status == CT_NO_MEMORY);
    ck_assert_str_eq(ct_grammars_guide(g, 0)->version, "005010X221A1");
    ct_grammars_close(g);
  }
  ck_assert_uint_gt(n, 5);
}
END_TEST

START_TEST(opening) {
  ct_error error;
  ct_grammars *g;
  ct_mem_fail_after(1);
  ck_assert_int_eq(ct_grammars_open(&g, &error), CT_NO_MEMORY);
  ct_mem_fail_after(0);
  ck_assert_ptr_null(g);
  ct_grammars_close(g);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("grammar memory");
  TCase *t = tcase_create("memory");
  tcase_add_test(t, a_guide_from_a_file);
  tcase_add_loop_test(t, what_is_added, 0, (int)(sizeof adds / sizeof adds[0]));
  tcase_add_test(t, opening);
  suite_add_tcase(suite, t);
  return support_run(suite);
}
