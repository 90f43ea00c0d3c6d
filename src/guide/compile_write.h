/* compile_write.h -- grammar tables as C source: `static const`, index-linked, no start-up code. */
#ifndef CT_GUIDE_COMPILE_WRITE_H
#define CT_GUIDE_COMPILE_WRITE_H

#include "guide/grammar.h"
#include "guide/source.h"

#include <stdio.h>

typedef struct ct_written { /* a grammar that stands in the output already */
  const char *prefix;
  const ct_grammar *grammar;
} ct_written;
/*
 * Defines `static const ct_grammar PREFIX` and the tables it points to.  A layer over `below`
 * (NULL: none) names the tables that it shares with it.
 */
void ct_write_grammar(FILE *, const char *prefix, const ct_grammar *, const ct_written *below);
/* Defines `static const unsigned char PREFIX[]`. */
void ct_write_bytes(FILE *, const char *prefix, const char *bytes, size_t len);
void ct_write_text(FILE *, const char *); /* a C string, or NULL */

#endif
