/*
 * isa.h -- the ISA segment, read by its separators and not by its offsets.
 *
 *   ISA*00*          *00*   ...  *^*00501*000000001*0*P*:~
 *      |                                               ||`- segment terminator
 *      element separator                               |`-- ISA16: component separator
 *
 * A well-made ISA has 106 bytes; one in nine real ones has not (padding collapsed, an
 * element too wide), some are wrapped, some lack an element or the terminator.
 */
#ifndef CT_X12_ISA_H
#define CT_X12_ISA_H

#include "base/slice.h"

enum {
  CT_ISA_LENGTH = 106, /* with its terminator */
  CT_ISA_LOOK = 1024   /* bytes that are looked at to understand one */
};

typedef struct ct_isa {
  ct_slice element[17]; /* 1..16, as sent, padding kept; they live until the next ISA */
  unsigned count;       /* elements found, 16 when right */
  ct_delimiters delims; /* repetition, component 0: none; segment 0: cannot be told */
  /* (bad_element: only seen in an ISA of the exact widths; else it is no ISA.) */
  /* Not usable as the delimiter it should be: letter, digit, blank, NUL, non-ASCII, or
   * equal to another.  A repetition or component separator that is bad is never split at. */
  bool bad_element, bad_repetition, bad_component, bad_segment;
  bool repetition_reused;  /* ISA11 is a sign, but that of another delimiter */
  bool newline_terminator; /* the terminator is LF or CR */
  bool wrapped;            /* line ends were inside it */
  /* how it stood in the input: */
  uint32_t raw_len; /* without terminator */
  bool terminated;
  char rest[3]; /* of a terminator of several bytes; its first is delims.segment */
  uint8_t rest_len;
  uint32_t mark[17]; /* separators in text, then its end */
  uint32_t len;
  char text[CT_ISA_LOOK]; /* without line ends */
} ct_isa;

/*
 * Reads the ISA at p, of which n bytes are at hand: at least CT_ISA_LOOK of them, or all
 * there are (`ended`).  False when there is no ISA; *isa is then untouched.
 */
bool ct_isa_parse(ct_isa *isa, const char *p, size_t n, bool ended);

#endif
