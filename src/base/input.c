/*
 * input.c -- pulling bytes from a source and inflating them when they are compressed.
 *
 * Knows sources, member after member, and where a stream is cut.  Does not know what
 * the bytes mean, and keeps none of them longer than a read.
 */
#undef _GNU_SOURCE /* for the strerror_r() of POSIX */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include "base/input.h"

#include "base/decode.h"
#include "base/mem.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { RAW_SIZE = 128 * 1024, MESSAGE_SIZE = 160 };

struct ct_input {
  ct_read_fn *read;
  void *ctx;
  int fd;          /* when read is read_fd */
  const char *mem; /* when read is read_memory: what is left */
  size_t mem_len;
  enum ct_encoding encoding;
  char head[CT_ENCODING_HEAD]; /* plain bytes read before the caller had room for them */
  size_t head_at, head_len;
  ct_decoder *decoder;
  char *raw; /* RAW_SIZE bytes, of which raw_at .. raw_len wait for the decoder */
  size_t raw_at, raw_len;
  bool source_ended, in_member;
  uint64_t raw_bytes;
  ct_input_ahead_fn *ahead; /* of an input whose bytes somebody else reads ahead from source */
  const ct_input *source;
  enum ct_status status; /* CT_END and errors stick */
  int error;
  char message[MESSAGE_SIZE];
};

/* ---- sources ----------------------------------------------------------- */

static ptrdiff_t read_fd(void *ctx, char *buf, size_t size) {
  const ct_input *in = ctx;
  if (size > SSIZE_MAX) size = SSIZE_MAX;
  ssize_t n;
  while ((n = read(in->fd, buf, size)) < 0) {
    if (errno == EAGAIN || errno == EWOULDBLOCK) { /* a terminal or pipe set to non-blocking */
      struct pollfd wait = {.fd = in->fd, .events = POLLIN};
      if (poll(&wait, 1, -1) < 0 && errno != EINTR) return -1;
    } else if (errno != EINTR) {
      return -1;
    }
  }
  return n;
}

static ptrdiff_t read_memory(void *ctx, char *buf, size_t size) {
  ct_input *in = ctx;
  if (size > in->mem_len) size = in->mem_len;
  memcpy(buf, in->mem, size);
  in->mem += size;
  in->mem_len -= size;
  return (ptrdiff_t)size;
}

static enum ct_status open_input(ct_input **out, ct_read_fn *fn, void *ctx) {
  *out = NULL;
  ct_input *in = ct_mem_zalloc(1, sizeof *in);
  if (!in) return CT_NO_MEMORY;
  in->read = fn;
  in->ctx = ctx;
  *out = in;
  return CT_OK;
}

enum ct_status ct_input_open_fn(ct_input **out, ct_read_fn *fn, void *ctx) {
  *out = NULL;
  return fn ? open_input(out, fn, ctx) : CT_MISUSE;
}

enum ct_status ct_input_open_fd(ct_input **out, int fd) {
  enum ct_status status = open_input(out, read_fd, NULL);
  if (status != CT_OK) return status;
  (*out)->ctx = *out;
  (*out)->fd = fd;
  return CT_OK;
}

enum ct_status ct_input_open_memory(ct_input **out, const void *bytes, size_t len) {
  enum ct_status status = open_input(out, read_memory, NULL);
  if (status != CT_OK) return status;
  (*out)->ctx = *out;
  (*out)->mem = len ? bytes : "";
  (*out)->mem_len = len;
  return CT_OK;
}

enum ct_status ct_input_open_ahead(ct_input **out, ct_input_ahead_fn *ahead, void *ctx,
                                   const ct_input *source) {
  enum ct_status status = open_input(out, NULL, ctx);
  if (status != CT_OK) return status;
  (*out)->ahead = ahead;
  (*out)->source = source;
  return CT_OK;
}

void ct_input_close(ct_input *in) {
  if (!in) return;
  ct_decoder_free(in->decoder);
  ct_mem_free(in->raw);
  ct_mem_free(in);
}

/* ---- errors ------------------------------------------------------------ */

static enum ct_status read_failed(ct_input *in, int error) {
  char words[96];
  if (strerror_r(error, words, sizeof words) != 0) snprintf(words, sizeof words, "error %d", error);
  snprintf(in->message, sizeof in->message, "cannot read: %s", words);
  in->error = error;
  return in->status = CT_IO;
}

static enum ct_status stream_failed(ct_input *in, const char *what, const char *reason) {
  snprintf(in->message, sizeof in->message, "the %s data %s%s%s",
           in->encoding == CT_ENCODING_GZIP ? "gzip" : "zstd", what, *reason ? ": " : "", reason);
  in->error = EIO;
  return in->status = CT_IO;
}

static enum ct_status no_memory(ct_input *in) {
  snprintf(in->message, sizeof in->message, "out of memory");
  return in->status = CT_NO_MEMORY;
}

/* One read of the source: CT_OK with *got > 0, CT_END, or CT_IO. */
static enum ct_status pull(ct_input *in, char *buf, size_t size, size_t *got) {
  *got = 0;
  if (in->source_ended) return CT_END;
  ptrdiff_t n;
  do {
    errno = 0;
    n = in->read(in->ctx, buf, size);
  } while (n < 0 && errno == EINTR);
  if (n < 0) return read_failed(in, errno ? errno : EIO);
  if ((size_t)n > size)
    return read_failed(in, EINVAL); /* the function claims more than it had room for */
  if (n == 0) {
    in->source_ended = true;
    return CT_END;
  }
  in->raw_bytes += (size_t)n;
  *got = (size_t)n;
  return CT_OK;
}

/* ---- compressed -------------------------------------------------------- */

/* Reads more raw bytes behind those that wait. */
static enum ct_status refill(ct_input *in) {
  size_t waiting = in->raw_len - in->raw_at, got;
  memmove(in->raw, in->raw + in->raw_at, waiting);
  in->raw_at = 0;
  in->raw_len = waiting;
  enum ct_status status = pull(in, in->raw + waiting, RAW_SIZE - waiting, &got);
  in->raw_len += got;
  return status;
}

/* After a member: CT_OK when another of the same kind follows, else CT_END; the rest is ignored. */
static enum ct_status next_member(ct_input *in) {
  for (;;) {
    size_t waiting = in->raw_len - in->raw_at;
    enum ct_encoding next = ct_encoding_detect(in->raw + in->raw_at, waiting);
    if (next == in->encoding) {
      if (!ct_decoder_restart(in->decoder)) return stream_failed(in, "cannot be read on", "");
      in->in_member = true;
      return CT_OK;
    }
    if (next != CT_ENCODING_UNDECIDED) return in->status = CT_END;
    enum ct_status status = refill(in);
    if (status == CT_END) in->status = CT_END;
    if (status != CT_OK) return status;
  }
}

/* Decodes until there is at least one byte, or the end. */
static enum ct_status read_compressed(ct_input *in, char *buf, size_t size, size_t *got) {
  while (*got == 0) {
    enum ct_status status = CT_OK;
    if (!in->in_member) status = next_member(in);
    if (status != CT_OK) return status;
    ct_decode_step step = {in->raw + in->raw_at, in->raw_len - in->raw_at, buf, size};
    enum ct_decode_result result = ct_decoder_run(in->decoder, &step);
    bool starved = step.in_len == 0 && step.out_len == size;
    in->raw_at = in->raw_len - step.in_len;
    *got = size - step.out_len;
    if (result == CT_DECODE_MEMBER) in->in_member = false;
    if (result == CT_DECODE_NO_MEMORY) status = no_memory(in);
    if (result == CT_DECODE_DAMAGED)
      status = stream_failed(in, "is damaged", ct_decoder_reason(in->decoder));
    if (result == CT_DECODE_TOO_LARGE)
      status = stream_failed(in, "asks for too much memory", "its window is over 128 MiB");
    if (result == CT_DECODE_MORE && starved) {
      status = refill(in);
      if (status == CT_END) status = stream_failed(in, "is cut short", "");
    }
    if (status != CT_OK) return *got ? CT_OK : status; /* what came before is still given */
  }
  return CT_OK;
}

/* ---- reading ----------------------------------------------------------- */

static enum ct_status start_decoder(ct_input *in, const char *first, size_t len) {
  if (!ct_decoder_there(in->encoding))
    return stream_failed(in, "cannot be read", "its library cannot be loaded");
  in->raw = ct_mem_alloc(RAW_SIZE, 1);
  in->decoder = in->raw ? ct_decoder_new(in->encoding) : NULL;
  if (!in->decoder) return no_memory(in);
  memcpy(in->raw, first, len);
  in->raw_len = len;
  in->in_member = true;
  return CT_OK;
}

/*
 * The first read, straight into the caller's buffer when that can hold what decides.
 * Plain bytes are then already where they belong; *got tells.
 */
static enum ct_status detect(ct_input *in, char *buf, size_t size, size_t *got) {
  char *first = size >= sizeof in->head ? buf : in->head;
  size_t room = size >= sizeof in->head ? size : sizeof in->head, len = 0, n;
  if (room > RAW_SIZE) room = RAW_SIZE;
  while ((in->encoding = ct_encoding_detect(first, len)) == CT_ENCODING_UNDECIDED) {
    enum ct_status status = pull(in, first + len, room - len, &n);
    len += n;
    if (status == CT_IO) return status;
    if (status == CT_END) in->encoding = CT_ENCODING_PLAIN;
    if (status == CT_END) break;
  }
  if (in->encoding != CT_ENCODING_PLAIN) return start_decoder(in, first, len);
  if (first == buf)
    *got = len;
  else
    in->head_len = len;
  return CT_OK;
}

static enum ct_status read_plain(ct_input *in, char *buf, size_t size, size_t *got) {
  size_t waiting = in->head_len - in->head_at;
  if (waiting == 0) {
    enum ct_status status = pull(in, buf, size, got);
    if (status == CT_END) in->status = CT_END;
    return status;
  }
  *got = waiting < size ? waiting : size;
  memcpy(buf, in->head + in->head_at, *got);
  in->head_at += *got;
  return CT_OK;
}

enum ct_status ct_input_read(ct_input *in, char *buf, size_t size, size_t *got) {
  *got = 0;
  enum ct_status status = in->status;
  if (status == CT_OK && size == 0) return CT_OK;
  if (in->ahead) return in->ahead(in->ctx, buf, size, got);
  if (status == CT_OK && in->encoding == CT_ENCODING_UNDECIDED) status = detect(in, buf, size, got);
  if (status == CT_OK && *got == 0)
    status = in->encoding == CT_ENCODING_PLAIN ? read_plain(in, buf, size, got)
                                               : read_compressed(in, buf, size, got);
  if (status == CT_IO) errno = in->error;
  return status;
}

uint64_t ct_input_raw_bytes(const ct_input *in) {
  return in->raw_bytes;
}

bool ct_input_is_plain(const ct_input *in) {
  return in->encoding <= CT_ENCODING_PLAIN;
}

const char *ct_input_error(const ct_input *in) {
  return in->source ? in->source->message : in->message;
}
