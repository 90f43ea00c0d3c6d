/*
 * rule_inside.h -- the engine of rules, seen from inside.
 *
 *   rule_eval.c      when which rule is asked, and what is remembered
 *   rule_sieve*.c    which rules could fail at all
 *   rule_run.c       the machine: a stack, one instruction after the other
 *   rule_walk.c      from a path to loops, segments and values
 *   rule_function.c  length(), date(), npi() ...
 *   rule_pattern.c   patterns, ready to match
 *   rule_follow.c    rules that ask for a later answer
 *   rule_tell.c      from a rule that fails to a fault with its place
 */
#ifndef CT_CLAIM_RULE_INSIDE_H
#define CT_CLAIM_RULE_INSIDE_H

#include "base/set.h"
#include "claim/rule_eval.h"
#include "claim/rule_sieve.h"
#include "x12/envelope.h"

enum { CT_RULE_SCRATCH = 1024, CT_RULE_SETS = 12, CT_RULE_KEYS = 1 << 20 };

enum ct_rule_kind_of_value { CT_VALUE_MISSING, CT_VALUE_TRUTH, CT_VALUE_TEXT, CT_VALUE_NUMBER };
typedef struct ct_rule_operand {
  uint8_t kind;
  bool truth;
  uint16_t path;             /* where it came from; 0 elsewhere */
  ct_slice text;
  ct_decimal number;
  const ct_segment *segment; /* the text is all of this segment, delimiters and all; or NULL */
} ct_rule_operand;

typedef struct ct_rule_item { /* what a frame stands on */
  const ct_loop *loop;
  const ct_segment *segment; /* NULL: the loop itself */
  ct_slice value;
  uint16_t repetition;
  uint8_t element, component;
} ct_rule_item;

typedef struct ct_rule_cached {
  uint64_t stamp;
  bool found;
  ct_rule_item item;
} ct_rule_cached;

typedef struct ct_rule_remembered { /* a condition's answer for one loop */
  uint64_t call;
  const ct_loop *loop;
  bool truth;
} ct_rule_remembered;

typedef struct ct_rule_total {
  uint64_t count;
  ct_decimal sum;
  bool unknown; /* a value was no number, the sum too large, or a unit was lost */
} ct_rule_total;

typedef struct ct_rule_seen { /* values of a rule that asks for unique ones */
  uint32_t rule;
  bool told; /* that there were too many */
  ct_key_set keys;
} ct_rule_seen;

typedef struct ct_rule_open { /* asked for, and not yet answered in this set */
  uint32_t rule;
  ct_word key;
  ct_kept at;
} ct_rule_open;

typedef struct ct_rule_engine { /* one set of rules, ready to run */
  const ct_rule_set *set;
  const ct_grammar *grammar;
  ct_rule_cached *cached;        /* by path */
  ct_rule_remembered *remembered; /* by condition */
  ct_rule_total *total;          /* by running */
  ct_rule_seen *seen;
  uint32_t seens, opens;
  ct_rule_open *open;            /* NULL until something is */
  void **pattern;                /* by pattern; NULL where simple */
  ct_sieve sieve;                /* of this set and those it is laid over, once it was the top */
} ct_rule_engine;

typedef struct ct_rule_matcher ct_rule_matcher;

struct ct_rules {
  ct_rules_options opt;
  uint32_t today;
  ct_rule_engine engine[CT_RULE_SETS]; /* of every set of rules met so far */
  unsigned engines;
  ct_rule_engine *chain[CT_RULE_SETS]; /* of the guide at hand, the lowest first */
  unsigned chains;
  const ct_rule_set *top;
  ct_sieve *sieve; /* of them; NULL: none */
  ct_rule_hits hits;
  ct_rule_matcher *matcher;
  enum ct_status status;

  const ct_tree *tree;
  ct_kept isa, gs;
  ct_delimiters delims; /* of the interchange */
  char file_name[256];
  size_t file_name_len;
  ct_counts counts;

  /* the machine */
  ct_rule_engine *now;
  const ct_rule *rule;
  uint64_t stamp, stamps; /* of the loop that frame 0 stands on; the last one given out */
  uint64_t call;          /* which call of ct_rules_run() this is: loops stay where they are in one */
  ct_rule_item frame[CT_RULE_FRAMES];
  unsigned frames;
  ct_rule_operand stack[CT_RULE_STACK];
  unsigned depth;
  ct_segment gone;         /* a place where the tree has nothing left: see rule_tell.c */
  ct_rule_item hit;        /* where the last any or all was decided */
  bool has_hit;
  bool unusable;           /* a value passed the limits of a pattern or of upper() */
  ct_rule_item unusable_at;
  ct_decimal left, right;  /* of the last equation that did not hold */
  bool has_amounts;
  size_t scratch_used;
  char scratch[CT_RULE_SCRATCH];
};

/* ---- rule_walk.c ---- */

typedef struct ct_rule_walk { /* all that a path reaches, one after the other */
  const ct_rules *rules;
  const ct_rule_path *path;
  const ct_loop *loop[CT_RULE_DOWNS + 1]; /* from the start down */
  ct_rule_item item;                      /* the one at hand */
  uint16_t nth;                           /* segments (or loops) passed in this loop */
  uint16_t parts;                         /* repetitions in the element */
  bool begun, loop_begun, segment_begun;
} ct_rule_walk;

void ct_rule_walk_begin(ct_rule_walk *, const ct_rules *, const ct_rule_path *);
bool ct_rule_walk_next(ct_rule_walk *);
/* The first that a path reaches; false: nothing. Cached for the loop at hand. */
bool ct_rule_first(ct_rules *, uint16_t path, ct_rule_item *);
static inline const ct_rule_path *ct_rules_path(const ct_rules *r, uint16_t path) {
  return &r->now->set->path[path];
}
/* Whether the segment is one that the path means. */
bool ct_rule_segment_fits(const ct_rules *, const ct_rule_path *, const ct_segment *);

/* ---- rule_run.c ---- */

bool ct_rule_run(ct_rules *, ct_rule_code); /* true for an empty program */
bool ct_rule_condition_holds(ct_rules *, uint16_t condition); /* asked once a loop */

/* ---- rule_function.c ---- */

void ct_rule_call(ct_rules *, enum ct_rule_function);
void ct_rule_name_value(ct_rules *, enum ct_rule_name, ct_rule_operand *);
bool ct_rule_in(const ct_rules *, const ct_rule_list *, ct_slice, uint32_t day);
/* Room for n bytes that live until the rule is decided; NULL: too long. */
char *ct_rule_scratch(ct_rules *, size_t n);

/* ---- rule_pattern.c ---- */

void ct_rule_matcher_free(ct_rule_matcher *);
void ct_rule_pattern_free(void *ready);
enum { CT_PATTERN_PASSED_LIMIT = -1, CT_PATTERN_NO_MEMORY = -2, CT_PATTERN_NO_LIBRARY = -3 };
/*
 * 1 matches, 0 does not, or one of those above.  What PCRE2 needs is made when it is first
 * needed, and kept: in *matcher, and of the pattern in *ready.  NULL at first.
 */
int ct_rule_pattern_match(ct_rule_matcher **, const ct_rule_pattern *, void **ready, ct_slice);

/* ---- rule_follow.c ---- */

void ct_rule_follow(ct_rules *, const ct_rule *);
void ct_rule_follow_end(ct_rules *); /* tells what is open, and forgets it */

/* ---- rule_tell.c ---- */

void ct_rule_tell(ct_rules *, const ct_rule *);
void ct_rule_tell_unusable(ct_rules *, const ct_rule *);

#endif
