/*
 * ack_text.h -- values on their way into an acknowledgment: cleaned of its delimiters, cut to
 * what its elements hold, replaced where nothing usable is left.
 */
#ifndef CT_OUT_ACK_TEXT_H
#define CT_OUT_ACK_TEXT_H

#include "base/buffer.h"
#include "base/date.h"

enum { CT_ACK_TEXT = 128 };

typedef struct ct_ack_text {
  size_t len;
  char text[CT_ACK_TEXT];
} ct_ack_text;

/* Delimiters of the acknowledgment and what is no printable ASCII become blanks; outer blanks go. */
ct_ack_text ct_ack_clean(ct_slice, size_t most);
/* As cleaned, or `instead` where fewer than `least` characters are left. */
ct_ack_text ct_ack_or(ct_slice, size_t least, size_t most, const char *instead);
/* Digits only, at most `most`, else `instead`. */
ct_ack_text ct_ack_digits(ct_slice, size_t most, const char *instead);
/* Filled with blanks up to `width`. */
ct_ack_text ct_ack_pad(ct_ack_text, size_t width);
/* Zeros in front up to `width`. */
ct_ack_text ct_ack_zeros(uint64_t number, size_t width);

#endif
