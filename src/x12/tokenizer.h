/*
 * tokenizer.h -- from bytes to segments, in bounded memory.
 *
 *   window  |...consumed...|segment|segment|segm        |  free  |64 pad|
 *           0              at                      filled
 *
 * The window is refilled when no whole segment is left: the unfinished tail moves to the
 * front, reading goes on behind it.  Nothing is scanned twice.  It knows ISA (whose
 * separators tell the delimiters) and nothing else of X12: envelopes are above it.
 *
 * Outside an interchange it looks for "ISA" where a segment may start (start of input,
 * after a terminator, a line end, blanks, a byte order mark); what it skips comes out as
 * CT_TOKEN_TEXT in pieces of at most a window.  Inside one, blanks, CR, LF before a tag are
 * the segment's `lead`.  After IEA it is outside again; a segment that looks like ISA inside
 * an interchange starts the next one (resynchronising).
 */
#ifndef CT_X12_TOKENIZER_H
#define CT_X12_TOKENIZER_H

#include "base/input.h"
#include "x12/scan.h"
#include "x12/segment.h"

typedef struct ct_tokenizer ct_tokenizer;

enum ct_token {
  CT_TOKEN_SEGMENT,
  CT_TOKEN_ISA,     /* segment is the ISA; delims are set from it; see ct_isa */
  CT_TOKEN_TEXT,    /* `text`: bytes that are no segment (junk, blanks, BOM, tail) */
  CT_TOKEN_TOO_LONG, /* a segment passed max_segment: its bytes are skipped up to the next terminator, one token */
  CT_TOKEN_BINARY   /* payload of a BIN/BDS is inside the segment by its length; reserved */
};

/* What the ISA said, read by its separators and not by its offsets. */
typedef struct ct_isa {
  ct_slice element[17];   /* 1..16, as sent, padding kept */
  unsigned count;         /* elements found, 16 when right */
  ct_delimiters delims;
  bool bad_element, bad_repetition, bad_component, bad_segment; /* letter, digit, blank, non-ASCII, or equal to another */
  bool newline_terminator; /* the terminator is LF or CR */
} ct_isa;

typedef struct ct_framing { /* what the framing showed so far in this input; each told once as a note */
  bool byte_order_mark, line_ends, indented, wrapped;
} ct_framing;

ct_tokenizer *ct_tokenizer_new(uint32_t read_size, uint64_t max_segment, enum ct_simd); /* NULL: no memory */
void ct_tokenizer_free(ct_tokenizer *);
void ct_tokenizer_reset(ct_tokenizer *, ct_input *); /* new input; counts from 0 */
/*
 * The next token.  CT_END at the end of input.  The segment, ISA and text live until the
 * next call.  A well-formed ISA whose element separator cannot be told is TEXT.
 */
enum ct_status ct_tokenizer_next(ct_tokenizer *, enum ct_token *);
ct_segment *ct_tokenizer_segment(ct_tokenizer *); /* one object, overwritten by each next */
const ct_isa *ct_tokenizer_isa(const ct_tokenizer *);
ct_slice ct_tokenizer_text(const ct_tokenizer *);
uint64_t ct_tokenizer_offset(const ct_tokenizer *); /* of the current token's first byte */
uint64_t ct_tokenizer_bytes(const ct_tokenizer *);  /* consumed so far */
const ct_framing *ct_tokenizer_framing(const ct_tokenizer *);
const char *ct_tokenizer_error(const ct_tokenizer *);

#endif
