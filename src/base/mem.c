/*
 * mem.c -- malloc and friends behind one door with checked sizes.
 *
 * Knows how to make the n-th allocation fail for tests.  Knows nothing of who asks
 * or how much is too much: limits are the arena's and the callers' business.
 */
#include "base/mem.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* 0: allocations succeed; 1: they fail; n: n - 1 more succeed.  Outside tests it is only read. */
static _Atomic uint64_t fail_countdown;

static bool made_to_fail(void) {
  uint64_t n = atomic_load_explicit(&fail_countdown, memory_order_relaxed);
  while (n > 1 && !atomic_compare_exchange_weak_explicit(
                      &fail_countdown, &n, n - 1, memory_order_relaxed, memory_order_relaxed)) {
  }
  return n == 1;
}

/* The product, at least 1 so that NULL always means failure; 0 when it is too large. */
static size_t checked_size(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes) || bytes > (size_t)PTRDIFF_MAX) return 0;
  return bytes ? bytes : 1;
}

void *ct_mem_alloc(size_t count, size_t size) {
  size_t bytes = checked_size(count, size);
  return bytes == 0 || made_to_fail() ? NULL : malloc(bytes);
}

void *ct_mem_zalloc(size_t count, size_t size) {
  size_t bytes = checked_size(count, size);
  return bytes == 0 || made_to_fail() ? NULL : calloc(1, bytes);
}

void *ct_mem_resize(void *old, size_t count, size_t size) {
  size_t bytes = checked_size(count, size);
  return bytes == 0 || made_to_fail() ? NULL : realloc(old, bytes);
}

void ct_mem_free(void *p) {
  free(p);
}

char *ct_mem_copy_text(const char *text, size_t len) {
  if (len == SIZE_MAX) return NULL;
  char *copy = ct_mem_alloc(len + 1, 1);
  if (!copy) return NULL;
  memcpy(copy, text, len);
  copy[len] = '\0';
  return copy;
}

void ct_mem_fail_after(uint64_t n) {
  atomic_store_explicit(&fail_countdown, n, memory_order_relaxed);
}
