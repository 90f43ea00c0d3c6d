/*
 * rule_build.h -- a set of rules while it grows.
 *
 *   text --parse--> tree --compile--> rows (heap, growing) --finish--> tables in one arena
 *
 * Errors stick: after the first, "FILE:LINE: words" stands in the ct_error, everything
 * answers with something harmless, and ct_rule_build_finish() tells.
 */
#ifndef CT_GUIDE_RULE_BUILD_H
#define CT_GUIDE_RULE_BUILD_H

#include "base/arena.h"
#include "guide/rule.h"
#include "guide/rule_parse.h"

typedef struct ct_rule_rows {
  void *items;
  uint32_t count, cap;
} ct_rule_rows;

typedef struct ct_rule_build {
  ct_arena *arena;           /* everything that stays lives in it */
  const ct_grammar *grammar; /* whose nodes the paths name */
  const ct_rule_set *base;   /* NULL none */
  const char *name, *origin;
  const char *file;          /* for messages */
  uint32_t line;             /* of what is being compiled */
  ct_error *error;
  enum ct_status status;
  ct_rule_rows rule, code, path, list, text, number, pattern, condition, running, example, sample,
      severity;
} ct_rule_build;

void ct_rule_build_begin(ct_rule_build *, ct_arena *, const ct_grammar *, const ct_rule_set *base,
                         const char *file, ct_error *);
/* Sorts by node and moves the tables into the arena. Frees the rows also after a failure. */
enum ct_status ct_rule_build_finish(ct_rule_build *, const ct_rule_set **);

/* A new zeroed row; NULL after a failure. */
void *ct_rule_row(ct_rule_build *, ct_rule_rows *, size_t size);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void ct_rule_build_refuse(ct_rule_build *, const char *format, ...);
const char *ct_rule_build_copy(ct_rule_build *, ct_slice); /* 0-ended, in the arena; "" after a failure */

/* ---- lists (rule_list.c) ---- */

typedef struct ct_rule_value { /* of a list being made */
  ct_slice value;
  uint32_t start, stop;
} ct_rule_value;
/* Sorts `values`. name NULL: written in a rule. 0 after a failure. */
uint16_t ct_rule_build_list(ct_rule_build *, const char *name, ct_rule_value *values, size_t count);
uint16_t ct_rule_build_words(ct_rule_build *, const char *name, const ct_word_list *);
/* A list of this set, or of those it is laid over (then copied here). 0: none of that name. */
uint16_t ct_rule_build_named(ct_rule_build *, ct_slice name);
/* "code<TAB>start<TAB>stop" lines; the first line names the columns. */
uint16_t ct_rule_build_table(ct_rule_build *, const char *name, ct_slice text, const char *file);

/* ---- paths (rule_path.c) ---- */

typedef struct ct_rule_frame { /* what paths start from while compiling */
  uint16_t loop;               /* node */
  uint16_t item;               /* path of the item; 0: the loop itself */
} ct_rule_frame;

typedef struct ct_rule_context {
  ct_rule_build *build;
  uint16_t at; /* node, or CT_AT_... */
  ct_rule_frame frame[CT_RULE_FRAMES];
  unsigned frames; /* 0 outside a set */
  bool own_item;   /* frame 1 is an item that the rule itself is asked of */
} ct_rule_context;

/* aggregate: count(), sum() or exists() asks, which alone reach loops that are gone; 0 else.
   0 after a failure. */
uint16_t ct_rule_path_of(ct_rule_context *, const ct_expr *path, unsigned aggregate);
static inline const ct_rule_path *ct_rule_path_at(const ct_rule_build *b, uint16_t i) {
  return (const ct_rule_path *)b->path.items + i;
}
/* The tag of "CLM05" or "REF" in this guide, and the element (0: none). False: neither. */
bool ct_rule_designator(const ct_grammar *, ct_slice word, ct_tag *, unsigned *element);

/* ---- programs (rule_compile.c) ---- */

enum ct_rule_type { CT_TYPE_FAULT, CT_TYPE_TRUTH, CT_TYPE_TEXT, CT_TYPE_NUMBER };
/* Compiles a truth; *code is empty after a failure. */
void ct_rule_compile(ct_rule_context *, const ct_expr *, ct_rule_code *code);
/* A condition that stands at the rule's loop or one above it; 0: none of that name. */
uint16_t ct_rule_condition_named(const ct_rule_context *, ct_slice name);
/* The first path of an expression outside of the bodies of any and all; NULL none. */
const ct_expr *ct_rule_first_path(const ct_expr *);
/* Adds nodes of the unit without which the expression cannot be true. */
void ct_rule_gates(ct_rule_context *, const ct_expr *, uint16_t gate[2]);
/* The same for a path. */
void ct_rule_gate(ct_rule_context *, uint16_t path, uint16_t gate[2]);

#endif
