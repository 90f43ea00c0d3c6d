/* show_list.h -- the values of a list in order, and names of types. */
#ifndef CT_GUIDE_SHOW_LIST_H
#define CT_GUIDE_SHOW_LIST_H

#include "guide/grammar.h"

typedef struct ct_list_walk {
  const ct_list *list;
  uint64_t last; /* packed value handed out last */
  uint32_t text;
  char buffer[8];
} ct_list_walk;
ct_list_walk ct_list_walk_start(const ct_list *);
/* The next value in the order of text, packed ones first; it lives until the next call. */
bool ct_list_walk_next(ct_list_walk *, ct_slice *);

const char *ct_type_name(unsigned type); /* "AN"; "C" of a composite */

#endif
