/*
 * fault.h -- a finding before it has a place in words: what the floors report upward.
 *
 * The floors fill in what they know; the reader adds interchange, group, set, claim, loop
 * path and names, and hands a ct_finding to the user.  Faults cost nothing until made.
 */
#ifndef CT_X12_FAULT_H
#define CT_X12_FAULT_H

#include "x12/segment.h"

enum ct_fault_id {
#define CT_FINDING(name, id, severity, level, snip, ta1, ak9, ik5, ik3, ik4, text) CT_F_##name,
#include "x12/findings.def"
#undef CT_FINDING
  CT_F_COUNT
};

typedef struct ct_fault {
  enum ct_fault_id id;
  int8_t severity;           /* enum ct_severity, or -1: the catalogue's */
  uint8_t snip;              /* 0: the catalogue's */
  const ct_segment *segment; /* where it sits; NULL: the segment being read */
  uint16_t node;             /* grammar node that is meant (a missing segment, a loop); 0: that of `segment` */
  ct_tag tag;                /* tag told; 0: that of `segment` */
  uint8_t element, component; /* from 1; 0 none */
  uint16_t repetition;       /* from 1; 0: does not repeat */
  bool has_value, has_amounts, at_end; /* at_end: sits at the set's, group's, interchange's end */
  ct_slice value;            /* inside `segment` where it can be */
  ct_slice args[2];
  const char *rule, *rule_text;
  ct_slice payer;
  ct_decimal expected, actual;
  const char *ta1, *ak9, *ik5, *ik3, *ik4; /* NULL: the catalogue's */
  /* what made a situational rule apply: */
  const ct_segment *trigger;
  uint8_t trigger_element, trigger_component;
} ct_fault;

/* All zero but the id, "usual" severity, and the place. */
static inline ct_fault ct_fault_make(enum ct_fault_id id, const ct_segment *segment) {
  ct_fault f = {.id = id, .severity = -1, .segment = segment};
  f.value = f.args[0] = f.args[1] = f.payer = ct_slice_empty();
  return f;
}

typedef void ct_fault_fn(void *ctx, const ct_fault *);

#endif
