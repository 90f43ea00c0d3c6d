/*
 * mem.h -- the only door to the heap.
 *
 * Every allocation of the library passes here, so that a test can make the
 * n-th one fail.  All return NULL when there is no memory; sizes are products
 * checked for overflow.  What was allocated here is freed with ct_mem_free().
 */
#ifndef CT_BASE_MEM_H
#define CT_BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

void *ct_mem_alloc(size_t count, size_t size);                /* not cleared */
void *ct_mem_zalloc(size_t count, size_t size);               /* cleared */
void *ct_mem_resize(void *old, size_t count, size_t size);    /* old stays valid on failure */
void ct_mem_free(void *);                                     /* NULL is fine */
char *ct_mem_copy_text(const char *text, size_t len);         /* 0-ended copy */

/* Tests only: the n-th allocation from now (1 = next) and all after it fail; 0 = never. */
void ct_mem_fail_after(uint64_t n);

#endif
