/* spill.c -- waiting text: a buffer in memory, and a private file behind it. */
#include "out/spill.h"

#include "base/output.h"

#include <errno.h>
#include <unistd.h>

enum { KEEP = 64 * 1024, BLOCK = 16 * 1024 };

void ct_spill_init(ct_spill *s) {
  *s = (ct_spill){.fd = -1};
  ct_buffer_init(&s->memory, NULL, NULL);
}

void ct_spill_free(ct_spill *s) {
  if (s->fd >= 0) close(s->fd);
  s->fd = -1;
  ct_buffer_free(&s->memory);
}

static bool write_all(int fd, const char *p, size_t n) {
  while (n > 0) {
    ssize_t written = write(fd, p, n);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    p += written;
    n -= (size_t)written;
  }
  return true;
}

void ct_spill_settle(ct_spill *s) {
  if (s->status != CT_OK) return;
  s->status = s->memory.status;
  if (s->status != CT_OK || s->memory.len < KEEP) return;
  if (s->fd < 0) s->fd = ct_output_spool();
  if (s->fd < 0 || !write_all(s->fd, s->memory.data, s->memory.len)) {
    s->status = CT_IO;
    return;
  }
  s->in_file += s->memory.len;
  ct_buffer_reset(&s->memory);
}

static void copy_file(ct_spill *s, ct_buffer *out) {
  char block[BLOCK];
  uint64_t at = 0;
  while (at < s->in_file && s->status == CT_OK) {
    ssize_t n = pread(s->fd, block, sizeof block, (off_t)at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      s->status = CT_IO;
      return;
    }
    ct_buffer_add(out, block, (size_t)n);
    at += (uint64_t)n;
  }
}

void ct_spill_drain(ct_spill *s, ct_buffer *out) {
  if (s->in_file > 0) {
    copy_file(s, out);
    if (ftruncate(s->fd, 0) != 0 || lseek(s->fd, 0, SEEK_SET) != 0) s->status = CT_IO;
    s->in_file = 0;
  }
  if (s->memory.len > 0) ct_buffer_add(out, s->memory.data, s->memory.len);
  ct_buffer_reset(&s->memory);
  s->items = 0;
}
