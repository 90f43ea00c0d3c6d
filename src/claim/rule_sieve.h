/*
 * rule_sieve.h -- which rules of a loop could fail at all: the others need not be asked.
 *
 * A rule fails where its `when` holds and its test does not (or, forbidding, does).  Once for
 * each set of rules that is turned into terms, each a run of plain tests:
 *
 *   I-018  when inpatient, require DTP[435]   ->   not exists DTP[435], CLM05-1 in INPATIENT
 *   I-028  forbid HI..-1 in ICD10 and HI..-1 in ICD9  ->  any HI..-1 in ICD9, any HI..-1 in ICD10
 *
 * A rule is asked where all tests of one of its terms hold.  What no plain test can say is left
 * out of the term, so a term may hold where the rule does not fail, and never the other way
 * round: the machine of rule_run.c has the last word.
 *
 * Most tests are of one value in the loop itself, in a child loop, or in the item at hand.  They
 * have a bit each among the facts of the loop (or item), set while its segments are passed:
 *
 *   segment use -> plan -> probes (an element) -> tests -> bits of a loop's facts
 *   group (loop, or items in it) -> terms: the facts under a mask, then what has no bit
 *
 * The others ask operands: values of the tree, read at most once for the loop they stand in.
 */
#ifndef CT_CLAIM_RULE_SIEVE_H
#define CT_CLAIM_RULE_SIEVE_H

#include "claim/tree.h"
#include "guide/rule.h"

enum ct_sieve_as { CT_AS_TEXT, CT_AS_AMOUNT, CT_AS_DATE, CT_AS_UNTIL, CT_AS_LENGTH };

typedef struct ct_sieve_operand {
  const ct_rule_path *path;
  const ct_rule_list *keys; /* of the path; NULL any */
  const void *from;         /* what was read below stands in: a loop, a segment or a value */
  uint64_t age;             /* and when */
  uint64_t packed;          /* of a text (ct_slice_pack) */
  ct_slice value;
  ct_decimal number;        /* of the others; found: it is one */
  uint64_t key[2];          /* what a date was read from */
  uint8_t kept;             /* its length; 0 none */
  uint16_t anchor;          /* node of the loop it is read from */
  uint16_t next;            /* of the same anchor; 0: the last */
  uint16_t needs;           /* node without which the claim has none; 0 untold */
  uint8_t as, up;
  bool sure;                /* where the claim has that node, it is there */
  bool lasting;             /* stands above the claim */
  bool found, read;         /* read: the number, or packed, is known as well */
} ct_sieve_operand;

enum ct_sieve_kind { /* the cheapest first */
  CT_TEST_EXISTS, CT_TEST_EQUAL, CT_TEST_STARTS, CT_TEST_LENGTH, CT_TEST_DIGITS, CT_TEST_IN,
  CT_TEST_PATTERN,
  CT_TEST_NUMBER,  /* operand a against `number` */
  CT_TEST_NUMBERS, /* operands a and b */
  CT_TEST_TEXTS,
  CT_TEST_DISTINCT /* of all values of a, and of b, but those in `list`: asked only where it must not hold */
};
enum { CT_NO_BIT = 255, CT_SIEVE_BITS = 128, CT_SIEVE_ELEMENTS = 32 };

typedef struct ct_sieve_test {
  uint8_t kind, op;      /* op: of comparisons, enum ct_op */
  bool any;              /* of some value that the path reaches, not of the first */
  uint8_t bit;           /* among the facts of its group; CT_NO_BIT */
  uint16_t a, b;         /* operands */
  uint64_t packed, mask; /* EQUAL, STARTS: the text. IN: one bit for each value's hash. LENGTH: packed */
  union {
    const ct_rule_list *list;
    const ct_rule_pattern *pattern;
    const ct_decimal *number;
  } with;
} ct_sieve_test;

typedef struct ct_sieve_run { /* of another table */
  uint32_t first;
  uint16_t count;
} ct_sieve_run;

typedef struct ct_sieve_facts { uint64_t bit[CT_SIEVE_BITS / 64]; } ct_sieve_facts;

typedef struct ct_sieve_term {
  ct_sieve_facts mask, want;
  ct_sieve_run rest; /* ref[]: test * 2, plus 1 where it must not hold */
  const ct_rule *rule;
  uint16_t gate[2];  /* of the rule, where they have no bit */
  uint16_t chain;    /* whose: of the lowest set of rules 0 */
  uint8_t lead;      /* a fact without which it does not hold; CT_NO_BIT */
} ct_sieve_term;

typedef struct ct_sieve_group {
  uint16_t node;
  uint16_t next;  /* group of the same loop, plus 1; 0: the last */
  uint16_t items; /* operand that goes over the items; 0: asked of the loop once */
  bool watched;   /* its items come by as segments are passed */
  ct_sieve_run terms;   /* sorted by lead; those without one last */
  ct_sieve_facts leads; /* the leads of terms */
  uint32_t led;         /* led[led + bit]: the terms of that lead */
  ct_sieve_run others;  /* terms without one */
} ct_sieve_group;

/* Whose fact a test tells: that of the loop, told by its first segment of the node alone, that of
   the loop's parent, or that of the segment as an item. */
enum ct_sieve_to { CT_TO_LOOP, CT_TO_LOOP_FIRST, CT_TO_PARENT, CT_TO_ITEM };

typedef struct ct_sieve_told {
  ct_sieve_facts own, up; /* of the loop (or item), of its parent */
} ct_sieve_told;

typedef struct ct_sieve_probe { /* elements first..last by step, or a component of each */
  uint8_t first, last, step, component;
  uint16_t known;          /* of remembered[]: times CT_SIEVE_KNOWN, where its entries begin */
  ct_sieve_run tests;      /* of probed[] */
  ct_sieve_told exists;    /* what any value tells */
  ct_sieve_facts if_first; /* of its own facts, those that only a first segment tells */
} ct_sieve_probe;

enum { CT_SIEVE_KNOWN = 64 };
typedef struct ct_sieve_known { /* what a value told the last time */
  uint64_t packed;
  ct_sieve_told told;
} ct_sieve_known;

typedef struct ct_sieve_item { /* the segment is an item of that group */
  uint16_t group;
  ct_sieve_run probes;
} ct_sieve_item;

typedef struct ct_sieve_take { /* the value of an operand stands in the first segment */
  uint16_t operand;
  uint8_t element, component;
} ct_sieve_take;

typedef struct ct_sieve_plan { /* what a segment, or loop, of one node tells */
  ct_sieve_told exists;
  ct_sieve_run probes, items, takes;
  uint8_t last;  /* element that is looked at last */
  uint8_t child; /* which of its loop's children it is */
} ct_sieve_plan;

typedef struct ct_sieve_place { /* by node */
  uint16_t group, plan; /* the first, plus 1; 0 none */
  uint16_t operand;     /* the first that stands in this loop; 0 none */
  bool busy;            /* of a loop: some segment in it has a plan */
} ct_sieve_place;

typedef struct ct_sieve_probed {
  ct_sieve_test test;
  uint8_t to; /* enum ct_sieve_to */
} ct_sieve_probed;

typedef struct ct_sieve {
  ct_sieve_operand *operand; /* entry 0 is a dummy */
  ct_sieve_test *test;
  uint16_t *ref;
  ct_sieve_term *term;
  ct_sieve_group *group;
  ct_sieve_run *led;
  ct_sieve_place *place;
  ct_sieve_plan *plan;
  ct_sieve_probe *probe;
  ct_sieve_probed *probed;
  ct_sieve_item *item;
  ct_sieve_take *take;
  ct_sieve_known *known;
  uint32_t operands, tests, refs, terms, groups, leds, nodes, plans, probes, probeds, items, takes,
      knowns;
} ct_sieve;

typedef struct ct_rule_hit { /* a rule that is to be asked */
  const ct_rule *rule;
  const ct_loop *loop;
  uint32_t turn; /* of the loop */
  uint16_t chain;
} ct_rule_hit;
enum { CT_RULE_HITS = 64 };

typedef struct ct_rule_hits {
  ct_rule_hit hit[CT_RULE_HITS];
  unsigned count;
  uint32_t turn; /* loops looked at */
  bool more;     /* than fit: all rules are to be asked */
} ct_rule_hits;

/*
 * Sets of rules of one guide, the lowest first; those deeper than `snip`, or not in force on
 * `today` (0 untold), are left out.  CT_NO_MEMORY: *s is empty.
 */
enum ct_status ct_sieve_make(ct_sieve *s, const ct_rule_set *const *chain, unsigned chains,
                             const ct_grammar *, unsigned snip, uint32_t today);
void ct_sieve_free(ct_sieve *);
/*
 * Adds the rules that could fail of this loop, or of all loops in this unit.  `call` differs
 * where loops may have moved.
 */
void ct_sieve_ask(ct_sieve *, const ct_tree *, const ct_loop *, uint64_t call, ct_rule_hits *);

/* ---- inside ---- */

typedef struct ct_sieve_at { /* where tests are asked */
  ct_sieve *sieve;
  const ct_tree *tree;
  const ct_loop *loop;
  const ct_segment *item; /* NULL: of the loop itself */
  ct_slice value;         /* of an item that is an element */
  uint64_t call;
} ct_sieve_at;

/* In rule_sieve_test.c. */
bool ct_sieve_holds(const ct_sieve_at *, const ct_sieve_test *);
/* An operand's value is met on the way. */
void ct_sieve_capture(const ct_sieve_at *, uint16_t operand, ct_slice value);
/* A test of one value that is not missing. */
bool ct_sieve_value(const ct_sieve_test *, ct_slice, uint64_t packed);

typedef struct ct_sieve_values { /* all that an operand reaches, one after the other */
  const ct_sieve_operand *operand;
  const ct_loop *loop;
  const ct_segment *segment;
  ct_walk walk;
  bool inside; /* of the segment */
  uint16_t nth;
  ct_slice value;
} ct_sieve_values;
ct_sieve_values ct_sieve_values_of(const ct_sieve_at *, uint16_t operand);
bool ct_sieve_next(ct_sieve_values *);

/* In rule_function.c: D8, the first or the last day of RD8 ...; 0: no date. */
uint32_t ct_rule_date(ct_slice, bool last);

static inline uint64_t ct_sieve_bit(uint64_t packed) { return UINT64_C(1) << (ct_value_hash(packed) & 63); }

#endif
