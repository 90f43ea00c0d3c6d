/* spool.c -- an unnamed file behind a buffer.  Knows nothing of what is in it. */
#include "out/spool.h"

#include "base/output.h"

#include <errno.h>
#include <unistd.h>

enum { MEMORY = 1 << 20, BLOCK = 64 * 1024 };

void ct_spool_init(ct_spool *s) {
  *s = (ct_spool){.fd = -1};
  ct_buffer_init(&s->memory, NULL, NULL);
}

void ct_spool_free(ct_spool *s) {
  if (s->fd >= 0) close(s->fd);
  ct_buffer_free(&s->memory);
  s->fd = -1;
}

uint64_t ct_spool_end(const ct_spool *s) {
  return s->in_file + s->memory.len;
}

static void fail(ct_spool *s) {
  s->error = errno ? errno : EIO;
  s->status = CT_IO;
}

static void move_out(ct_spool *s) {
  errno = 0;
  if (s->fd < 0) s->fd = ct_output_spool();
  size_t done = 0;
  while (s->fd >= 0 && done < s->memory.len) {
    ssize_t n =
        pwrite(s->fd, s->memory.data + done, s->memory.len - done, (off_t)(s->in_file + done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done += (size_t)n;
  }
  if (done < s->memory.len) {
    fail(s);
    return;
  }
  s->in_file += done;
  ct_buffer_reset(&s->memory);
}

void ct_spool_add(ct_spool *s, ct_slice bytes) {
  if (s->status != CT_OK) return;
  ct_buffer_slice(&s->memory, bytes);
  if (s->memory.status != CT_OK)
    s->status = s->memory.status;
  else if (s->memory.len >= MEMORY)
    move_out(s);
}

void ct_spool_patch(ct_spool *s, uint64_t at, char c) {
  if (s->status != CT_OK) return;
  errno = 0;
  if (at >= s->in_file)
    s->memory.data[at - s->in_file] = c;
  else if (pwrite(s->fd, &c, 1, (off_t)at) != 1)
    fail(s);
}

void ct_spool_copy(ct_spool *s, ct_extent e, ct_buffer *out) {
  char block[BLOCK];
  while (e.len && s->status == CT_OK && out->status == CT_OK) {
    if (e.at >= s->in_file) {
      ct_buffer_add(out, s->memory.data + (e.at - s->in_file), (size_t)e.len);
      return;
    }
    uint64_t left = s->in_file - e.at;
    size_t want = e.len < sizeof block ? (size_t)e.len : sizeof block;
    if (want > left) want = (size_t)left;
    errno = 0;
    ssize_t n = pread(s->fd, block, want, (off_t)e.at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      fail(s);
      return;
    }
    ct_buffer_add(out, block, (size_t)n);
    e.at += (uint64_t)n;
    e.len -= (uint64_t)n;
  }
}

void ct_spool_clear(ct_spool *s) {
  errno = 0;
  if (s->fd >= 0 && ftruncate(s->fd, 0) != 0) fail(s);
  s->in_file = 0;
  ct_buffer_reset(&s->memory);
}
