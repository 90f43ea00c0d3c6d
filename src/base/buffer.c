/*
 * buffer.c -- collecting bytes: growth, blocks for a sink, and the escapers' ways out.
 *
 * Knows when memory or a sink failed and keeps quiet from then on.  Knows nothing of
 * the documents written; escaping is in escape.c.
 */
#include "base/buffer.h"

#include "base/mem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

enum { FIRST_SIZE = 256, BLOCK_SIZE = 64 * 1024 }; /* in memory; before a sink */

void ct_buffer_init(ct_buffer *b, ct_write_fn *write, void *ctx) {
  *b = (ct_buffer){.write = write, .ctx = ctx};
}

void ct_buffer_free(ct_buffer *b) {
  ct_mem_free(b->data);
  ct_buffer_init(b, b->write, b->ctx);
}

/* From here on every append comes to the slow path and ends there. */
static void fail(ct_buffer *b, enum ct_status status, int error) {
  b->status = status;
  b->error = error;
  b->cap = b->len;
}

static void hand_over(ct_buffer *b, const char *p, size_t n) {
  if (n == 0 || b->status != CT_OK) return;
  errno = 0;
  ptrdiff_t written = b->write(b->ctx, p, n);
  if (written < 0 || (size_t)written != n) fail(b, CT_IO, errno ? errno : EIO);
}

static void empty(ct_buffer *b) {
  hand_over(b, b->data, b->len);
  if (b->status == CT_OK) b->len = 0;
}

enum ct_status ct_buffer_flush(ct_buffer *b) {
  if (b->write) empty(b);
  if (b->status == CT_IO) errno = b->error;
  return b->status;
}

void ct_buffer_reset(ct_buffer *b) {
  b->len = 0;
  if (!b->write) b->status = CT_OK;
  if (b->status != CT_OK) b->cap = 0;
}

bool ct_buffer_reserve(ct_buffer *b, size_t more) {
  if (b->status != CT_OK) return false;
  if (more < b->cap - b->len) return true;
  if (b->write) empty(b);
  if (b->status != CT_OK) return false;
  size_t need, cap = b->write ? BLOCK_SIZE : FIRST_SIZE;
  if (__builtin_add_overflow(b->len, more, &need) || need > (size_t)PTRDIFF_MAX / 2) {
    fail(b, CT_NO_MEMORY, 0);
    return false;
  }
  if (need < b->cap) return true;
  while (cap <= need) cap *= 2;
  char *data = ct_mem_resize(b->data, cap, 1);
  if (!data) {
    fail(b, CT_NO_MEMORY, 0);
    return false;
  }
  b->data = data;
  b->cap = cap;
  return true;
}

void ct_buffer_add_slow(ct_buffer *b, const char *p, size_t n) {
  if (n == 0 || b->status != CT_OK) return;
  if (b->write && n >= BLOCK_SIZE) { /* as large as a block: not copied */
    empty(b);
    hand_over(b, p, n);
    return;
  }
  if (!ct_buffer_reserve(b, n)) return;
  memcpy(b->data + b->len, p, n);
  b->len += n;
}

void ct_buffer_uint(ct_buffer *b, uint64_t v) {
  char digits[20];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + v % 10);
  while (v /= 10);
  ct_buffer_add(b, digits + at, sizeof digits - at);
}

void ct_buffer_printf(ct_buffer *b, const char *format, ...) {
  size_t room = 128; /* most texts: formatted once */
  for (int round = 0; round < 2; round++) {
    if (!ct_buffer_reserve(b, room)) return;
    size_t size = b->cap - b->len;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(b->data + b->len, size, format, args);
    va_end(args);
    if (n < 0) {
      fail(b, CT_MISUSE, 0);
      return;
    }
    if ((size_t)n < size) {
      b->len += (size_t)n;
      return;
    }
    room = (size_t)n;
  }
}
