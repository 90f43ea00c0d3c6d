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

enum ct_grammar_kind {                /* by the root of the file */
                       CT_KIND_GUIDE, /* or control segments */
                       CT_KIND_STANDARD,
                       CT_KIND_PARTNER,
                       CT_KIND_RULES,
                       CT_KIND_OTHER
};
enum ct_status ct_grammar_kind_of(const char *path, enum ct_grammar_kind *, ct_error *);

typedef struct ct_standard_counts {
  uint32_t data_elements, composites, segments, sets;
} ct_standard_counts;
/* Reads a standard alone, by the schema and by what it names. */
enum ct_status ct_standard_check(const char *path, ct_standard_counts *, ct_error *);

/* Loads one guide by path. The standard it names comes from beside it, else the built-in text. */
enum ct_status ct_grammar_load(const char *path, ct_grammar **, ct_error *);
enum ct_status ct_grammar_load_source(const ct_source *, const char *origin, ct_grammar **,
                                      ct_error *);
void ct_grammar_free(ct_grammar *); /* heap grammars only; NULL is fine */
/*
 * Layers: a new grammar over `guide`, which must outlive it.  NULL and CT_OK when the file has
 * nothing to say of this guide.  First: narrowed by the profile at path, or built in under that
 * name.
 */
enum ct_status ct_grammar_overlay_partner(const ct_grammar *guide, const char *name_or_path,
                                          ct_grammar **, ct_error *);
/* Second: its code set `name` is the user's table. */
enum ct_status ct_grammar_overlay_codes(const ct_grammar *guide, const char *name, const char *path,
                                        ct_grammar **, ct_error *);
/* The line of its file that a node is written at; 0 when it is built in. */
uint32_t ct_grammar_line(const ct_grammar *, uint32_t node);

typedef struct ct_lint {              /* what the proof went over */
  uint32_t loops, segments, elements; /* loops and segments by node; elements and components used */
  uint32_t pairs;                     /* of siblings with one tag, told apart by their keys */
  uint32_t walks; /* segments that the cursor was asked for and found where they stand */
} ct_lint;
/*
 * Proves that the grammar can be read without guessing: siblings of one tag differ in their
 * key, no segment hides another behind it, every one is found, every loop begins with what it
 * must begin with, no condition contradicts its elements.  The first fault, with its line, in
 * the ct_error.  The counts may be NULL.
 */
enum ct_status ct_grammar_lint(const ct_grammar *, ct_lint *, ct_error *);

#endif
