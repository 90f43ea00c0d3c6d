/*
 * decode.c -- zlib and libzstd behind one small face.
 *
 * Knows how the two libraries stream and what their magic bytes are.  Does not know
 * where bytes come from, nor what follows a member: that is for input.c.
 */
#include "base/decode.h"

#include "base/late_zip.h"
#include "base/mem.h"

#include <limits.h>
#include <string.h>

struct ct_decoder {
  enum ct_encoding encoding;
  const char *reason;
  z_stream gzip;
  ZSTD_DStream *zstd;
};

/* True when head begins like the four bytes of magic, as far as both reach. */
static bool begins(const unsigned char *head, size_t len, const unsigned char magic[4]) {
  return memcmp(head, magic, len < 4 ? len : 4) == 0;
}

enum ct_encoding ct_encoding_detect(const char *head, size_t len) {
  static const unsigned char frame[4] = {0x28, 0xB5, 0x2F, 0xFD};
  unsigned char first[4] = {0};
  if (len == 0) return CT_ENCODING_UNDECIDED;
  memcpy(first, head, len < 4 ? len : 4);
  if (first[0] == 0x1F) {
    if (len == 1) return CT_ENCODING_UNDECIDED;
    return first[1] == 0x8B ? CT_ENCODING_GZIP : CT_ENCODING_PLAIN;
  }
  /* a zstd stream may open with a skippable frame: 50..5F 2A 4D 18 */
  const unsigned char skippable[4] = {first[0], 0x2A, 0x4D, 0x18};
  bool maybe =
      begins(first, len, frame) || ((first[0] & 0xF0) == 0x50 && begins(first, len, skippable));
  if (!maybe) return CT_ENCODING_PLAIN;
  return len < 4 ? CT_ENCODING_UNDECIDED : CT_ENCODING_ZSTD;
}

static void *gzip_alloc(void *opaque, unsigned count, unsigned size) {
  (void)opaque;
  return ct_mem_alloc(count, size);
}

static void gzip_free(void *opaque, void *p) {
  (void)opaque;
  ct_mem_free(p);
}

bool ct_decoder_there(enum ct_encoding encoding) {
  return encoding == CT_ENCODING_GZIP ? ct_late_zlib() : ct_late_zstd();
}

ct_decoder *ct_decoder_new(enum ct_encoding encoding) {
  ct_decoder *d = ct_mem_zalloc(1, sizeof *d);
  if (!d) return NULL;
  d->encoding = encoding;
  d->reason = "";
  bool ok;
  if (encoding == CT_ENCODING_GZIP) {
    d->gzip.zalloc = gzip_alloc;
    d->gzip.zfree = gzip_free;
    ok = inflateInit2(&d->gzip, 15 + 16) == Z_OK; /* largest window; gzip wrapper only */
  } else {
    d->zstd = ZSTD_createDStream(); /* its window is at most 128 MiB: larger ones are refused */
    ok = d->zstd != NULL;
  }
  if (ok) return d;
  ct_mem_free(d);
  return NULL;
}

void ct_decoder_free(ct_decoder *d) {
  if (!d) return;
  if (d->encoding == CT_ENCODING_GZIP)
    inflateEnd(&d->gzip);
  else
    ZSTD_freeDStream(d->zstd);
  ct_mem_free(d);
}

static enum ct_decode_result run_gzip(ct_decoder *d, ct_decode_step *step) {
  z_stream *z = &d->gzip;
  unsigned in = step->in_len < UINT_MAX ? (unsigned)step->in_len : UINT_MAX;
  unsigned out = step->out_len < UINT_MAX ? (unsigned)step->out_len : UINT_MAX;
  z->next_in = (z_const Bytef *)(uintptr_t)step->in; /* older zlib lacks the const */
  z->avail_in = in;
  z->next_out = (Bytef *)step->out;
  z->avail_out = out;
  int code = inflate(z, Z_NO_FLUSH);
  step->in += in - z->avail_in;
  step->in_len -= in - z->avail_in;
  step->out += out - z->avail_out;
  step->out_len -= out - z->avail_out;
  switch (code) {
  case Z_OK:
  case Z_BUF_ERROR:
    return CT_DECODE_MORE; /* the latter: no room or no input, no harm */
  case Z_STREAM_END:
    return CT_DECODE_MEMBER;
  case Z_MEM_ERROR:
    return CT_DECODE_NO_MEMORY;
  default:
    d->reason = z->msg ? z->msg : "unknown method";
    return CT_DECODE_DAMAGED;
  }
}

static enum ct_decode_result run_zstd(ct_decoder *d, ct_decode_step *step) {
  ZSTD_inBuffer in = {step->in, step->in_len, 0};
  ZSTD_outBuffer out = {step->out, step->out_len, 0};
  size_t code = ZSTD_decompressStream(d->zstd, &out, &in);
  step->in += in.pos;
  step->in_len -= in.pos;
  step->out += out.pos;
  step->out_len -= out.pos;
  if (code == 0) return CT_DECODE_MEMBER;
  if (!ZSTD_isError(code)) return CT_DECODE_MORE;
  if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation) return CT_DECODE_NO_MEMORY;
  if (ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge)
    return CT_DECODE_TOO_LARGE;
  d->reason = ZSTD_getErrorName(code);
  return CT_DECODE_DAMAGED;
}

enum ct_decode_result ct_decoder_run(ct_decoder *d, ct_decode_step *step) {
  return d->encoding == CT_ENCODING_GZIP ? run_gzip(d, step) : run_zstd(d, step);
}

bool ct_decoder_restart(ct_decoder *d) {
  if (d->encoding == CT_ENCODING_GZIP) return inflateReset(&d->gzip) == Z_OK;
  return !ZSTD_isError(ZSTD_initDStream(d->zstd));
}

const char *ct_decoder_reason(const ct_decoder *d) {
  return d->reason;
}
