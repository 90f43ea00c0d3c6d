/*
 * arena.c -- blocks of memory handed out front to back.
 *
 * Knows marks, limits and reuse of blocks.  Knows nothing of what is stored; runs no
 * destructors.
 */
#include "base/arena.h"

#include "base/mem.h"

#include <string.h>

struct ct_arena_block {
  ct_arena_block *next;
  size_t size; /* of bytes[] */
  max_align_t bytes[];
};

static char *block_bytes(ct_arena_block *b) {
  return (char *)b->bytes;
}

/* Opens the free part of the current block, cut so that the inline path stops at the limit. */
static void set_room(ct_arena *a, char *next) {
  char *end = block_bytes(a->current) + a->current->size;
  if (a->limit != 0) {
    size_t left = (a->limit - a->used) & ~(size_t)7;
    if ((size_t)(end - next) > left) end = next + left;
  }
  a->next = next;
  a->end = end;
}

void ct_arena_init(ct_arena *a, size_t block_size, size_t limit) {
  *a = (ct_arena){.block_size = block_size < 64 ? 64 : block_size, .limit = limit};
}

static void free_blocks(ct_arena_block *b) {
  while (b) {
    ct_arena_block *next = b->next;
    ct_mem_free(b);
    b = next;
  }
}

void ct_arena_free(ct_arena *a) {
  free_blocks(a->first);
  ct_arena_init(a, a->block_size, a->limit);
}

/*
 * Makes a block with at least `room` bytes current.  The spare block that follows is
 * taken when it is large enough and else given back, so that spares never pile up.
 */
static bool next_block(ct_arena *a, size_t room) {
  ct_arena_block **link = a->current ? &a->current->next : &a->first;
  while (*link && (*link)->size < room) {
    ct_arena_block *small = *link;
    *link = small->next;
    ct_mem_free(small);
  }
  if (!*link) {
    size_t size = room > a->block_size ? room : a->block_size, bytes;
    if (__builtin_add_overflow(size, sizeof(ct_arena_block), &bytes)) return false;
    ct_arena_block *b = ct_mem_alloc(bytes, 1);
    if (!b) return false;
    b->next = NULL;
    b->size = size;
    *link = b;
  }
  a->current = *link;
  set_room(a, block_bytes(a->current));
  return true;
}

void *ct_arena_grow(ct_arena *a, size_t size) {
  if (size == 0) size = 1;
  if (size > (size_t)PTRDIFF_MAX) {
    a->over_limit = a->limit != 0;
    return NULL;
  }
  size_t room = (size + 7) & ~(size_t)7;
  if (a->limit != 0 && room > a->limit - a->used) {
    a->over_limit = true;
    return NULL;
  }
  /* a block whose end the limit had cut may have room again after a rewind to an older mark */
  if (room > (size_t)(a->end - a->next) && !next_block(a, room)) return NULL;
  void *p = a->next;
  a->next += room;
  a->used += room;
  return p;
}

ct_arena_mark ct_arena_tell(const ct_arena *a) {
  return (ct_arena_mark){a->current, a->next, a->used};
}

void ct_arena_rewind(ct_arena *a, ct_arena_mark mark) {
  a->current = mark.block;
  a->used = mark.used;
  a->over_limit = false;
  if (mark.block) {
    set_room(a, mark.next);
  } else {
    a->next = a->end = NULL;
  }
}

ct_slice ct_arena_copy(ct_arena *a, ct_slice s, bool *ok) {
  char *p = s.len < SIZE_MAX ? ct_arena_alloc(a, s.len + 1) : NULL;
  if (!p) {
    *ok = false;
    return (ct_slice){"", 0};
  }
  memcpy(p, s.ptr, s.len);
  p[s.len] = '\0';
  return (ct_slice){p, s.len};
}
