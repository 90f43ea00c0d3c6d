/*
 * pass.h -- the hot path: whether a segment is plainly right, by a packed program.
 *
 *   steps of NM1   | code 85 | codes 1,2 | text 1..60 | ... | npi |     16 bytes an element
 *
 * true: nothing of the segment's elements is to be told.  false says nothing: the segment
 * has something to tell, or something that this program does not decide, and
 * ct_elements_check() judges it.  So what is told never depends on this file.
 */
#ifndef CT_GUIDE_PASS_H
#define CT_GUIDE_PASS_H

#include "guide/element.h"

typedef struct ct_step {
  uint64_t single;    /* the only value, packed; 0 none */
  uint16_t min, max;  /* characters, or digits, that need no further question */
  uint16_t codes;     /* into list[] */
  uint8_t op;
  uint8_t usage;      /* enum ct_usage */
} ct_step;

typedef struct ct_last { uint8_t required, count; } ct_last; /* of a node: highest required position */

typedef struct ct_program {
  const ct_grammar *grammar;
  ct_step *step; /* parallel to grammar->element */
  ct_last *last; /* parallel to grammar->node */
} ct_program;

/* Compiles the grammar's constraints; CT_NO_MEMORY leaves the program as it was. */
enum ct_status ct_program_make(ct_program *, const ct_grammar *);
void ct_program_free(ct_program *);
/* The view must lie in the tokenizer's window. How deep to look, and the days, as for ct_elements_check(). */
bool ct_program_passes(const ct_program *, const ct_segment *, uint16_t node,
                       const ct_element_check *);

#endif
