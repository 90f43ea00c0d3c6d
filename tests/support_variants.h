/*
 * support_variants.h -- clean files with one defect each, made by rule; what must be found is
 * computed from the change itself.
 */
#ifndef CT_TESTS_SUPPORT_VARIANTS_H
#define CT_TESTS_SUPPORT_VARIANTS_H

#include "support_edit.h"

typedef struct support_variant {
  char what[512]; /* the change, for people */
  support_file text;
  const char *id, *loop; /* the finding it must give, and where */
  char tag[8], reference[CT_REFERENCE_SIZE]; /* reference "": the segment */
  unsigned number;                           /* 0: outside a set */
} support_variant;

/* Reads the tables; how many variants there are. */
size_t support_variants_load(void);
void support_variants_unload(void);
support_variant support_variant_make(size_t index);
void support_variant_free(support_variant *);

#endif
