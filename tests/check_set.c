/* check_set.c -- keys seen before, the limit, and the hash below. */
#include "base/hash.h"
#include "base/mem.h"
#include "base/set.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ct_slice key_of(unsigned n, char text[16]) {
  return ct_slice_make(text, (size_t)snprintf(text, 16, "%09u", n));
}

START_TEST(a_key_is_new_once) {
  ct_key_set set;
  bool was;
  ct_key_set_init(&set, 0);
  ck_assert(!ct_key_set_has(&set, ct_slice_text("000000001")));
  ck_assert_int_eq(ct_key_set_insert(&set, ct_slice_text("000000001"), &was), CT_OK);
  ck_assert(!was);
  ck_assert_int_eq(ct_key_set_insert(&set, ct_slice_text("000000001"), &was), CT_OK);
  ck_assert(was);
  ck_assert_uint_eq(set.count, 1);
  ck_assert(ct_key_set_has(&set, ct_slice_text("000000001")));
  ck_assert(!ct_key_set_has(&set, ct_slice_text("00000001")));
  ct_key_set_free(&set);
}
END_TEST

START_TEST(keys_are_copies_of_any_bytes) {
  ct_key_set set;
  bool was;
  char text[4] = "a\0b";
  ct_key_set_init(&set, 0);
  ct_key_set_insert(&set, ct_slice_make(text, 3), &was);
  memset(text, 'x', sizeof text);
  ck_assert(ct_key_set_has(&set, ct_slice_make("a\0b", 3)));
  ck_assert(!ct_key_set_has(&set, ct_slice_make("a\0c", 3)));
  ck_assert(!ct_key_set_has(&set, ct_slice_make("a", 1)));
  ck_assert(!ct_key_set_has(&set, ct_slice_empty()));
  ct_key_set_insert(&set, ct_slice_empty(), &was);
  ck_assert(!was);
  ck_assert(ct_key_set_has(&set, ct_slice_empty()));
  ct_key_set_free(&set);
}
END_TEST

START_TEST(many_keys) {
  enum { KEYS = 100000 };
  ct_key_set set;
  char text[16];
  bool was;
  unsigned wrong = 0;
  ct_key_set_init(&set, 0);
  for (unsigned n = 0; n < 2 * KEYS; n++) { /* all of them, then all of them again */
    wrong += ct_key_set_insert(&set, key_of(n % KEYS * 7, text), &was) != CT_OK;
    wrong += was != (n >= KEYS);
  }
  ck_assert_uint_eq(set.count, KEYS);
  ck_assert_uint_lt(set.cap, 3 * KEYS);
  for (unsigned n = 0; n < KEYS; n++) {
    wrong += ct_key_set_has(&set, key_of(n, text)) != (n % 7 == 0);
  }
  ck_assert_uint_eq(wrong, 0);
  ct_key_set_clear(&set);
  ck_assert_uint_eq(set.count, 0);
  ck_assert(!ct_key_set_has(&set, key_of(7, text)));
  ct_mem_fail_after(1); /* cleared, not freed: no memory is asked for */
  ck_assert_int_eq(ct_key_set_insert(&set, key_of(7, text), &was), CT_OK);
  ct_mem_fail_after(0);
  ck_assert(!was);
  ct_key_set_free(&set);
  ct_key_set_clear(&set);
}
END_TEST

START_TEST(the_limit_is_for_new_keys) {
  ct_key_set set;
  char text[16];
  bool was;
  ct_key_set_init(&set, 20);
  for (unsigned n = 0; n < 20; n++) {
    ck_assert_int_eq(ct_key_set_insert(&set, key_of(n, text), &was), CT_OK);
  }
  ck_assert_int_eq(ct_key_set_insert(&set, key_of(20, text), &was), CT_LIMIT);
  ck_assert(!was && !ct_key_set_has(&set, key_of(20, text)));
  ck_assert_int_eq(ct_key_set_insert(&set, key_of(3, text), &was), CT_OK);
  ck_assert(was);
  ct_key_set_clear(&set);
  ck_assert_int_eq(ct_key_set_insert(&set, key_of(20, text), &was), CT_OK);
  ct_key_set_free(&set);
}
END_TEST

START_TEST(each_allocation_may_fail) {
  for (uint64_t n = 1;; n++) {
    ct_key_set set;
    enum ct_status status = CT_OK;
    char text[16];
    bool was;
    unsigned k = 0;
    ct_key_set_init(&set, 0);
    ct_mem_fail_after(n);
    while (k < 2000 && (status = ct_key_set_insert(&set, key_of(k, text), &was)) == CT_OK) k++;
    ct_mem_fail_after(0);
    ck_assert_uint_eq(set.count, k); /* what went in before is there, and it goes on after */
    unsigned wrong = 0;
    for (unsigned i = 0; i < 2000; i++) wrong += ct_key_set_has(&set, key_of(i, text)) != (i < k);
    ck_assert_uint_eq(wrong, 0);
    ck_assert_int_eq(ct_key_set_insert(&set, key_of(9999, text), &was), CT_OK);
    ct_key_set_free(&set);
    if (status == CT_OK) return;
    ck_assert_int_eq(status, CT_NO_MEMORY);
    ck_assert_uint_lt(n, 100);
  }
}
END_TEST

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

START_TEST(hashes_of_like_keys_differ) {
  enum { KEYS = 50000 };
  uint64_t *low = malloc(KEYS * sizeof *low);
  char text[16];
  for (unsigned n = 0; n < KEYS; n++) low[n] = ct_hash(key_of(n, text), 0) & 0xFFFFFFFF;
  qsort(low, KEYS, sizeof *low, by_value);
  unsigned same = 0;
  for (unsigned n = 1; n < KEYS; n++) same += low[n] == low[n - 1];
  ck_assert_uint_lt(same, 5); /* 0.3 are to be expected of 32 bits by chance */
  free(low);
}
END_TEST

START_TEST(every_bit_and_the_length_count) {
  char text[40] = {0};
  for (size_t len = 1; len < sizeof text; len++) {
    uint64_t before = ct_hash(ct_slice_make(text, len), 1);
    ck_assert(ct_hash(ct_slice_make(text, len - 1), 1) != before);
    ck_assert(ct_hash(ct_slice_make(text, len), 2) != before);
    for (size_t bit = 0; bit < len * 8; bit++) {
      text[bit / 8] = (char)(1u << bit % 8);
      uint64_t changed = ct_hash(ct_slice_make(text, len), 1) ^ before;
      text[bit / 8] = 0;
      ck_assert_int_ge(__builtin_popcountll(changed), 10); /* about half of 64 */
      ck_assert_int_le(__builtin_popcountll(changed), 54);
    }
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("set");
  TCase *tests = tcase_create("set");
  suite_add_tcase(suite, tests);
  tcase_add_test(tests, a_key_is_new_once);
  tcase_add_test(tests, keys_are_copies_of_any_bytes);
  tcase_add_test(tests, many_keys);
  tcase_add_test(tests, the_limit_is_for_new_keys);
  tcase_add_test(tests, each_allocation_may_fail);
  tcase_add_test(tests, hashes_of_like_keys_differ);
  tcase_add_test(tests, every_bit_and_the_length_count);
  return support_run(suite);
}
