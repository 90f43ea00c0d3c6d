/* check_mem.c -- sizes are checked, and the n-th allocation can be made to fail. */
#include "base/mem.h"
#include "support.h"

#include <pthread.h>
#include <string.h>

START_TEST(gives_memory_and_takes_it_back) {
  char *p = ct_mem_alloc(3, 5);
  ck_assert_ptr_nonnull(p);
  memset(p, 'x', 15);
  p = ct_mem_resize(p, 1000, 10);
  ck_assert_ptr_nonnull(p);
  ck_assert_int_eq(p[14], 'x');
  ct_mem_free(p);
  ct_mem_free(NULL);
}
END_TEST

START_TEST(zalloc_clears) {
  char *p = ct_mem_zalloc(100, 7);
  for (int i = 0; i < 700; i++) ck_assert_int_eq(p[i], 0);
  ct_mem_free(p);
}
END_TEST

START_TEST(no_bytes_are_no_failure) {
  void *a = ct_mem_alloc(0, 8), *b = ct_mem_zalloc(8, 0), *c = ct_mem_resize(NULL, 0, 0);
  ck_assert(a && b && c);
  ct_mem_free(a);
  ct_mem_free(b);
  ct_mem_free(c);
}
END_TEST

START_TEST(sizes_that_overflow_give_null) {
  static const size_t pairs[][2] = {
      {SIZE_MAX, 2}, {SIZE_MAX / 2 + 1, 2}, {SIZE_MAX, 1}, {(size_t)PTRDIFF_MAX + 1, 1}};
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    ck_assert_ptr_null(ct_mem_alloc(pairs[i][0], pairs[i][1]));
    ck_assert_ptr_null(ct_mem_zalloc(pairs[i][0], pairs[i][1]));
    ck_assert_ptr_null(ct_mem_resize(NULL, pairs[i][0], pairs[i][1]));
  }
  ck_assert_ptr_null(ct_mem_copy_text("x", SIZE_MAX));
}
END_TEST

START_TEST(resize_that_fails_leaves_the_old) {
  char *p = ct_mem_copy_text("claim", 5);
  ck_assert_ptr_null(ct_mem_resize(p, SIZE_MAX, 2));
  ct_mem_fail_after(1);
  ck_assert_ptr_null(ct_mem_resize(p, 1000, 1));
  ct_mem_fail_after(0);
  ck_assert_str_eq(p, "claim");
  ct_mem_free(p);
}
END_TEST

START_TEST(copies_end_with_0) {
  char *p = ct_mem_copy_text("remittance", 5);
  ck_assert_str_eq(p, "remit");
  ct_mem_free(p);
  p = ct_mem_copy_text("", 0);
  ck_assert_str_eq(p, "");
  ct_mem_free(p);
}
END_TEST

START_TEST(the_nth_and_all_after_fail) {
  ct_mem_fail_after(3);
  void *a = ct_mem_alloc(1, 1), *b = ct_mem_zalloc(1, 1);
  ck_assert(a && b);
  ck_assert_ptr_null(ct_mem_alloc(1, 1));
  ck_assert_ptr_null(ct_mem_zalloc(1, 1));
  ck_assert_ptr_null(ct_mem_resize(NULL, 1, 1));
  ck_assert_ptr_null(ct_mem_copy_text("x", 1));
  ct_mem_fail_after(0);
  void *c = ct_mem_alloc(1, 1);
  ck_assert_ptr_nonnull(c);
  ct_mem_free(a);
  ct_mem_free(b);
  ct_mem_free(c);
}
END_TEST

enum { THREADS = 4, EACH = 5000 };

static void *count_successes(void *arg) {
  size_t *got = arg;
  for (int i = 0; i < EACH; i++) {
    void *p = ct_mem_alloc(1, 1);
    *got += p != NULL;
    ct_mem_free(p);
  }
  return NULL;
}

START_TEST(the_count_is_shared_by_threads) {
  pthread_t threads[THREADS];
  size_t got[THREADS] = {0}, sum = 0;
  ct_mem_fail_after(10000);
  for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, count_successes, &got[i]);
  for (int i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
    sum += got[i];
  }
  ct_mem_fail_after(0);
  ck_assert_uint_eq(sum, 9999);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("mem");
  TCase *tests = tcase_create("mem");
  suite_add_tcase(suite, tests);
  tcase_add_test(tests, gives_memory_and_takes_it_back);
  tcase_add_test(tests, zalloc_clears);
  tcase_add_test(tests, no_bytes_are_no_failure);
  tcase_add_test(tests, sizes_that_overflow_give_null);
  tcase_add_test(tests, resize_that_fails_leaves_the_old);
  tcase_add_test(tests, copies_end_with_0);
  tcase_add_test(tests, the_nth_and_all_after_fail);
  tcase_add_test(tests, the_count_is_shared_by_threads);
  return support_run(suite);
}
