/*
 * x12_write.h -- X12 from the parts of a document: segments, elements, pieces; for x12_from_xml.c.
 *
 * The parts come in order, one open at a time.  Calls return NULL, or words for why the part
 * cannot be written; the words hold nothing of its content.
 */
#ifndef CT_OUT_X12_WRITE_H
#define CT_OUT_X12_WRITE_H

#include "base/buffer.h"
#include "out/count.h"

enum { CT_X12_KEPT_MAX = 1 << 21 }; /* bytes of a wrapped segment, of blanks */

typedef struct ct_x12_write {
  ct_buffer *out;
  bool recount;
  /* the interchange */
  int element, repetition, component, terminator; /* bytes; -1 none */
  ct_buffer lead;                                 /* the usual one */
  bool unsafe[256], unsafe_isa[256];              /* what data must not hold */
  /* the segment */
  ct_buffer held;  /* its text while it has a wrap or its first element is counted */
  ct_buffer wrap;  /* its attribute */
  ct_buffer count; /* SE01, GE01, IEA01 as said */
  char tag[4];     /* "" when longer */
  int end;         /* its terminator; -1 none */
  bool hold, binary;
  const bool *check; /* NULL: anything goes */
  unsigned elements, repetitions, components;
  bool counted; /* its first element is a count, `right` the right one */
  uint64_t right;
  ct_count so_far;
} ct_x12_write;

typedef struct ct_x12_start { /* attributes of <segment>; has_..: given */
  ct_slice tag, lead, wrap;
  bool has_lead, has_end, binary;
  int end; /* -1: unterminated */
} ct_x12_start;

void ct_x12_write_init(ct_x12_write *, ct_buffer *out, bool recount);
void ct_x12_write_free(ct_x12_write *);
/* After the delimiters and the lead of an interchange were set. */
const char *ct_x12_write_interchange(ct_x12_write *);
const char *ct_x12_write_segment(ct_x12_write *, const ct_x12_start *);
const char *ct_x12_write_element(ct_x12_write *);
const char *ct_x12_write_repetition(ct_x12_write *);
const char *ct_x12_write_component(ct_x12_write *);
const char *ct_x12_write_value(ct_x12_write *, const char *, size_t); /* may come in parts */
const char *ct_x12_write_end(ct_x12_write *);                         /* of the segment */

#endif
