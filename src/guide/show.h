/* show.h -- a grammar for people to read, or as a table for programs. */
#ifndef CT_GUIDE_SHOW_H
#define CT_GUIDE_SHOW_H

#include "base/buffer.h"
#include "guide/grammar.h"

/* Loops and segments as a tree, their elements below them; at most 80 columns. */
void ct_show_tree(ct_buffer *, const ct_grammar *);
/* A line of tab-separated columns for each loop, segment, element and component; the first names
 * them. */
void ct_show_table(ct_buffer *, const ct_grammar *);

#endif
