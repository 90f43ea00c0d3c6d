/* check_arena.c -- marks, rewinds, the limit, and blocks that do not pile up. */
#include "base/arena.h"
#include "base/mem.h"
#include "support.h"

#include <string.h>

START_TEST(pieces_are_aligned_and_apart) {
  ct_arena a;
  ct_arena_init(&a, 1024, 0);
  unsigned char *p[400];
  for (size_t i = 0; i < 400; i++) {
    p[i] = ct_arena_alloc(&a, i);
    ck_assert_ptr_nonnull(p[i]);
    ck_assert_uint_eq((uintptr_t)p[i] % 8, 0);
    memset(p[i], (int)(i % 251), i);
  }
  for (size_t i = 0; i < 400; i++) {
    for (size_t k = 0; k < i; k++) ck_assert_uint_eq(p[i][k], i % 251);
  }
  ct_arena_free(&a);
}
END_TEST

START_TEST(no_bytes_are_no_failure) {
  ct_arena a;
  ct_arena_init(&a, 0, 0);
  ck_assert_ptr_nonnull(ct_arena_alloc(&a, 0));
  ck_assert_ptr_nonnull(ct_arena_alloc(&a, 0));
  ct_arena_free(&a);
}
END_TEST

START_TEST(huge_sizes_give_null) {
  static const size_t sizes[] = {SIZE_MAX,     SIZE_MAX - 6,        SIZE_MAX - 7,
                                 SIZE_MAX - 8, (size_t)PTRDIFF_MAX, (size_t)PTRDIFF_MAX + 1};
  for (int limited = 0; limited < 2; limited++) {
    ct_arena a;
    ct_arena_init(&a, 64, limited ? 4096 : 0);
    ck_assert_ptr_nonnull(ct_arena_alloc(&a, 8));
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
      a.over_limit = false;
      ck_assert_ptr_null(ct_arena_alloc(&a, sizes[i]));
      ck_assert(ct_arena_over_limit(&a) == (limited != 0));
    }
    ct_arena_free(&a);
  }
}
END_TEST

START_TEST(the_limit_holds_to_the_byte) {
  for (size_t block = 64; block <= 4096; block *= 4) {
    ct_arena a;
    ct_arena_init(&a, block, 1000);
    size_t given = 0;
    while (ct_arena_alloc(&a, 8)) given += 8;
    ck_assert_uint_eq(given, 1000);
    ck_assert(ct_arena_over_limit(&a));
    ct_arena_free(&a);
  }
}
END_TEST

START_TEST(a_rewind_gives_room_under_the_limit_again) {
  ct_arena a;
  ct_arena_init(&a, 256, 1000);
  ct_arena_mark empty = ct_arena_tell(&a);
  ck_assert_ptr_nonnull(ct_arena_alloc(&a, 100));
  ct_arena_mark mark = ct_arena_tell(&a);
  for (int round = 0; round < 5; round++) {
    ck_assert_ptr_nonnull(ct_arena_alloc(&a, 500));
    ck_assert_ptr_nonnull(ct_arena_alloc(&a, 300));
    ck_assert_ptr_null(ct_arena_alloc(&a, 500));
    ck_assert(ct_arena_over_limit(&a));
    ct_arena_rewind(&a, mark);
    ck_assert(!ct_arena_over_limit(&a));
    ck_assert_uint_eq(a.used, 104);
  }
  ct_arena_rewind(&a, empty);
  ck_assert_ptr_nonnull(ct_arena_alloc(&a, 1000));
  ct_arena_free(&a);
}
END_TEST

START_TEST(what_stands_before_a_mark_stays) {
  ct_arena a;
  bool ok = true;
  ct_arena_init(&a, 64, 0);
  ct_slice kept = ct_arena_copy(&a, ct_slice_text("billing provider"), &ok);
  ct_arena_mark mark = ct_arena_tell(&a);
  for (int round = 0; round < 100; round++) {
    for (int i = 0; i < 50; i++) memset(ct_arena_alloc(&a, 40), round, 40);
    ct_arena_rewind(&a, mark);
  }
  ck_assert(ok);
  ck_assert_str_eq(kept.ptr, "billing provider");
  ct_arena_free(&a);
}
END_TEST

static size_t block_count(const ct_arena *a) {
  /* a block begins with the pointer to the next one */
  size_t n = 0;
  for (void *const *b = (void *const *)(const void *)a->first; b; b = *b) n++;
  return n;
}

START_TEST(blocks_are_used_again) {
  ct_arena a;
  ct_arena_init(&a, 1024, 0);
  ct_arena_mark mark = ct_arena_tell(&a);
  for (int i = 0; i < 100; i++) ct_arena_alloc(&a, 100);
  size_t blocks = block_count(&a);
  ct_arena_rewind(&a, mark);
  ct_mem_fail_after(1); /* what follows must come from the spare blocks */
  for (int i = 0; i < 100; i++) ck_assert_ptr_nonnull(ct_arena_alloc(&a, 100));
  ct_mem_fail_after(0);
  ck_assert_uint_eq(block_count(&a), blocks);
  ct_arena_free(&a);
}
END_TEST

START_TEST(growing_requests_do_not_pile_up_spares) {
  ct_arena a;
  ct_arena_init(&a, 64, 0);
  ct_arena_alloc(&a, 8);
  ct_arena_mark mark = ct_arena_tell(&a);
  for (size_t size = 100; size < 100000; size += 100) {
    ck_assert_ptr_nonnull(ct_arena_alloc(&a, size));
    ct_arena_rewind(&a, mark);
  }
  ck_assert_uint_le(block_count(&a), 2);
  ct_arena_free(&a);
}
END_TEST

START_TEST(no_memory_is_not_the_limit) {
  ct_arena a;
  ct_arena_init(&a, 64, 100000);
  ct_arena_alloc(&a, 8);
  ct_mem_fail_after(1);
  ck_assert_ptr_null(ct_arena_alloc(&a, 100));
  ck_assert(!ct_arena_over_limit(&a));
  ck_assert_ptr_nonnull(ct_arena_alloc(&a, 8)); /* the block has room still */
  ct_mem_fail_after(0);
  ck_assert_ptr_nonnull(ct_arena_alloc(&a, 100));
  ct_arena_free(&a);
}
END_TEST

START_TEST(copy_clears_ok_and_never_sets_it) {
  ct_arena a;
  bool ok = false;
  ct_arena_init(&a, 64, 16);
  ct_slice s = ct_arena_copy(&a, (ct_slice){"CLM*1", 3}, &ok);
  ck_assert(!ok);
  ck_assert_str_eq(s.ptr, "CLM");
  ok = true;
  s = ct_arena_copy(&a, ct_slice_text("longer than the limit"), &ok);
  ck_assert(!ok && s.len == 0);
  ck_assert_str_eq(s.ptr, "");
  ok = true;
  s = ct_arena_copy(&a, (ct_slice){"", SIZE_MAX}, &ok);
  ck_assert(!ok && s.len == 0);
  ct_arena_free(&a);
}
END_TEST

START_TEST(a_freed_arena_is_as_new) {
  ct_arena a;
  ct_arena_init(&a, 64, 200);
  ct_arena_alloc(&a, 200);
  ct_arena_free(&a);
  ck_assert_ptr_nonnull(ct_arena_alloc(&a, 200));
  ck_assert_ptr_null(ct_arena_alloc(&a, 1));
  ct_arena_free(&a);
  ct_arena_free(&a);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("arena");
  TCase *tests = tcase_create("arena");
  suite_add_tcase(suite, tests);
  tcase_add_test(tests, pieces_are_aligned_and_apart);
  tcase_add_test(tests, no_bytes_are_no_failure);
  tcase_add_test(tests, huge_sizes_give_null);
  tcase_add_test(tests, the_limit_holds_to_the_byte);
  tcase_add_test(tests, a_rewind_gives_room_under_the_limit_again);
  tcase_add_test(tests, what_stands_before_a_mark_stays);
  tcase_add_test(tests, blocks_are_used_again);
  tcase_add_test(tests, growing_requests_do_not_pile_up_spares);
  tcase_add_test(tests, no_memory_is_not_the_limit);
  tcase_add_test(tests, copy_clears_ok_and_never_sets_it);
  tcase_add_test(tests, a_freed_arena_is_as_new);
  return support_run(suite);
}
