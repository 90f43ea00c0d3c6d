/*
 * loader.h -- XML files to grammar tables: RELAX NG first, then the three layers.
 *
 *   005010.xml (standard)  <-  guide.xml  <-  partner.xml      one operation: overlay
 *
 * No network, no entities, no DTD, bounded depth and size.  Every refusal is one line
 * "FILE:LINE: what is wrong" in the ct_error.
 */
#ifndef CT_GUIDE_LOADER_H
#define CT_GUIDE_LOADER_H

#include "guide/grammar.h"
#include "guide/source.h"

/* Loads one guide by path. The standard it names comes from beside it, else the built-in text. */
enum ct_status ct_grammar_load(const char *path, ct_grammar **, ct_error *);
enum ct_status ct_grammar_load_source(const ct_source *, const char *origin, ct_grammar **, ct_error *);
void ct_grammar_free(ct_grammar *); /* heap grammars only; NULL is fine */
/*
 * Layers: a new grammar over `guide`, which must outlive it.  NULL and CT_OK when the file has
 * nothing to say of this guide.  First: narrowed by the profile at path, or built in under that name.
 */
enum ct_status ct_grammar_overlay_partner(const ct_grammar *guide, const char *name_or_path,
                                          ct_grammar **, ct_error *);
/* Second: its code set `name` is the user's table. */
enum ct_status ct_grammar_overlay_codes(const ct_grammar *guide, const char *name, const char *path,
                                        ct_grammar **, ct_error *);
/* Proof of determinism, reachability, narrowing; first fault in the ct_error. */
enum ct_status ct_grammar_lint(const ct_grammar *, ct_error *);

#endif
