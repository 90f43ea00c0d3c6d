/*
 * buffer.h -- bytes being collected for output: text, XML, JSON, X12.
 *
 * A buffer either grows in memory (no sink) or hands full blocks to a sink.
 * Errors stick: after the first failure appends do nothing, and ct_buffer_flush()
 * tells.  So writers need not test every append.  A write error keeps its errno.
 */
#ifndef CT_BASE_BUFFER_H
#define CT_BASE_BUFFER_H

#include "base/slice.h"

typedef struct ct_buffer {
  char *data;
  size_t len, cap;
  ct_write_fn *write; /* NULL: keep in memory */
  void *ctx;
  enum ct_status status; /* sticks */
  int error;             /* errno of the write that failed */
} ct_buffer;

void ct_buffer_init(ct_buffer *, ct_write_fn *, void *ctx); /* allocates nothing */
void ct_buffer_free(ct_buffer *);
/* Hands everything to the sink, if there is one; the first failure, with its errno when CT_IO. */
enum ct_status ct_buffer_flush(ct_buffer *);
/* Forgets content, keeps memory; a failed buffer in memory is good again, a failed sink is not. */
void ct_buffer_reset(ct_buffer *);
bool ct_buffer_reserve(ct_buffer *, size_t more); /* room for `more` bytes at data + len */
void ct_buffer_add_slow(ct_buffer *, const char *, size_t);
static inline void ct_buffer_add(ct_buffer *b, const char *p, size_t n) {
  if (n < b->cap - b->len) { /* not <=: a buffer without memory takes the slow path for 0 bytes too */
    memcpy(b->data + b->len, p, n);
    b->len += n;
  } else {
    ct_buffer_add_slow(b, p, n);
  }
}
static inline void ct_buffer_slice(ct_buffer *b, ct_slice s) { ct_buffer_add(b, s.ptr, s.len); }
static inline void ct_buffer_text(ct_buffer *b, const char *s) { ct_buffer_add(b, s, strlen(s)); }
static inline void ct_buffer_char(ct_buffer *b, char c) { ct_buffer_add(b, &c, 1); }
void ct_buffer_uint(ct_buffer *, uint64_t);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void ct_buffer_printf(ct_buffer *, const char *format, ...);
/* Escapers: they add no quotes themselves. Bytes that are not UTF-8 are told as U+FFFD. */
void ct_buffer_json(ct_buffer *, ct_slice); /* inside a JSON string */
void ct_buffer_xml(ct_buffer *, ct_slice);  /* inside XML/HTML text or a "-quoted attribute */
void ct_buffer_plain(ct_buffer *, ct_slice); /* a line for people: control characters and bytes
                                                that are not UTF-8 are told as '?' */
/* Length 1..4 of the valid UTF-8 character that starts at p, 0 when there is none; len > 0. */
size_t ct_utf8_length(const unsigned char *p, size_t len);

#endif
