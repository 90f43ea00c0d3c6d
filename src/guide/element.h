/*
 * element.h -- what is asked of the elements of one segment: use, type, length, code,
 * format, conditions.  One defect of an element is told once: the first that is found.
 */
#ifndef CT_GUIDE_ELEMENT_H
#define CT_GUIDE_ELEMENT_H

#include "guide/grammar.h"
#include "x12/fault.h"

typedef struct ct_element_check {
  const ct_grammar *grammar;
  ct_fault_fn *report;
  void *ctx;
  uint8_t snip;          /* deepest SNIP type asked for */
  uint32_t service_date; /* ccyymmdd last seen in this claim; 0 unknown */
  uint32_t payment_date; /* ccyymmdd of this set; 0 unknown */
  /* the segment being checked */
  const ct_segment *segment;
  uint8_t element, component;
  uint16_t repetition;
} ct_element_check;

void ct_elements_check(ct_element_check *, const ct_segment *, const ct_node *);

/* In element_value.c: one simple value, `by` its qualifier (empty when there is none). */
void ct_element_value(ct_element_check *, const ct_element *, ct_slice value, ct_slice by);
/* In element_code.c: its codes; false when something was told. */
bool ct_element_codes(ct_element_check *, const ct_element *, ct_slice value, ct_slice by);
/* In element_note.c: P R E C L conditions over the positions that are present; bit n = position n. */
void ct_element_notes(ct_element_check *, const ct_element *parts, unsigned part_count,
                      const ct_note *, unsigned note_count, uint64_t present, uint64_t missing);

/* A fault at the element being checked. */
ct_fault ct_element_fault(const ct_element_check *, enum ct_fault_id, ct_slice value);
static inline void ct_element_tell(const ct_element_check *c, const ct_fault *f) {
  c->report(c->ctx, f);
}

#endif
