/*
 * decode.h -- inflating gzip and zstd piece by piece.  Used by input.c alone.
 *
 * A decoder takes raw bytes and gives plain ones; it pulls nothing itself.
 */
#ifndef CT_BASE_DECODE_H
#define CT_BASE_DECODE_H

#include "base/status.h"

enum ct_encoding { CT_ENCODING_UNDECIDED, CT_ENCODING_PLAIN, CT_ENCODING_GZIP, CT_ENCODING_ZSTD };
enum { CT_ENCODING_HEAD = 4 }; /* so many bytes always decide */

/* What the first bytes say; UNDECIDED asks for one more (at the end of input it means plain). */
enum ct_encoding ct_encoding_detect(const char *head, size_t len);

typedef struct ct_decoder ct_decoder;

typedef struct ct_decode_step { /* in: the room; out: moved on by what was used */
  const char *in;
  size_t in_len;
  char *out;
  size_t out_len;
} ct_decode_step;

enum ct_decode_result {
  CT_DECODE_MORE,   /* all input used or all room filled */
  CT_DECODE_MEMBER, /* a member (gzip) or frame (zstd) is complete */
  CT_DECODE_DAMAGED,
  CT_DECODE_TOO_LARGE, /* a zstd window that asks for more memory than we give */
  CT_DECODE_NO_MEMORY
};

bool ct_decoder_there(enum ct_encoding);      /* false: its library is not on this machine */
ct_decoder *ct_decoder_new(enum ct_encoding); /* NULL: no memory */
void ct_decoder_free(ct_decoder *);
enum ct_decode_result ct_decoder_run(ct_decoder *, ct_decode_step *);
bool ct_decoder_restart(ct_decoder *);             /* for the next member */
const char *ct_decoder_reason(const ct_decoder *); /* why DAMAGED: static words, no content */

#endif
