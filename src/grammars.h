/* grammars.h -- the opened guides, as the conductor sees them. */
#ifndef CT_GRAMMARS_H
#define CT_GRAMMARS_H

#include "guide/grammar.h"

/*
 * The guide for a version text (ST03 or GS08) and set code (ST01); *alias: by another version
 * of its family.  NULL: not supported.  set_code empty: any.
 */
const ct_grammar *ct_grammars_find(const ct_grammars *, ct_slice version, ct_slice set_code,
                                   bool *alias);
/* A set of its own that shares the guides of another, which must outlive it. */
enum ct_status ct_grammars_copy(const ct_grammars *, ct_grammars **, ct_error *);
const ct_grammar *ct_grammars_control(const ct_grammars *);
const ct_grammar *ct_grammars_at(const ct_grammars *, size_t index); /* NULL past the last one */

#endif
