/*
 * format.h -- X12 again in another layout, with other delimiters, with right counts.
 *
 * What is not asked for stays as it was sent, byte for byte.
 */
#ifndef CT_OUT_FORMAT_H
#define CT_OUT_FORMAT_H

#include "base/buffer.h"

enum ct_layout { CT_LAYOUT_AS_SENT, CT_LAYOUT_WRAP, CT_LAYOUT_UNWRAP };

typedef struct ct_format_options {
  enum ct_layout layout;
  bool delimit;             /* `delimiters` are to be written */
  ct_delimiters delimiters; /* all four there and different */
  bool recount;
} ct_format_options;

typedef struct ct_format_refusal { /* why it cannot be done; set: there is one */
  bool set;
  uint64_t offset;
  char text[128]; /* nothing of the data but tag, element number and the delimiter */
} ct_format_refusal;

typedef struct ct_format ct_format;
ct_format *ct_format_new(ct_buffer *, const ct_format_options *); /* NULL: no memory */
void ct_format_free(ct_format *);
/* Its events end with CT_MISUSE when there is a refusal. */
ct_sink *ct_format_sink(ct_format *);
const ct_format_refusal *ct_format_refused(const ct_format *);

#endif
