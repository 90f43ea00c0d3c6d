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
 *   group (loop, or items in it)  ->  entries (rules)  ->  terms  ->  refs  ->  tests  ->  operands
 *
 * An operand is a value of the tree, read at most once for the loop that it stands in.
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
  uint64_t call;            /* and when */
  uint64_t packed;          /* of a text (ct_slice_pack) */
  ct_slice value;
  ct_decimal number;        /* of the others; found: it is one */
  uint16_t anchor;          /* node of the loop it is read from */
  uint16_t needs;           /* node without which the claim has none; 0 untold */
  uint8_t as, up;
  bool sure;                /* where the claim has that node, it is there */
  bool found;
} ct_sieve_operand;

enum ct_sieve_kind { /* the cheapest first */
  CT_TEST_EXISTS, CT_TEST_EQUAL, CT_TEST_STARTS, CT_TEST_DIGITS, CT_TEST_IN, CT_TEST_PATTERN,
  CT_TEST_NUMBER,  /* operand a against `number` */
  CT_TEST_NUMBERS, /* operands a and b */
  CT_TEST_TEXTS
};

typedef struct ct_sieve_test {
  uint8_t kind, op; /* op: of comparisons, enum ct_op */
  bool any;         /* of some value that the path reaches, not of the first */
  uint16_t a, b;    /* operands */
  uint64_t packed, mask; /* EQUAL, STARTS: the text. IN: one bit for each value's hash */
  union {
    const ct_rule_list *list;
    const ct_rule_pattern *pattern;
    const ct_decimal *number;
  } with;
} ct_sieve_test;

typedef struct ct_sieve_run { /* of the next table */
  uint32_t first;
  uint16_t count;
} ct_sieve_run;

typedef struct ct_sieve_entry {
  const ct_rule *rule;
  uint16_t gate[2];   /* of the rule */
  uint16_t chain;     /* whose: of the lowest set of rules 0 */
  ct_sieve_run terms; /* none: it cannot fail */
} ct_sieve_entry;

typedef struct ct_sieve_group {
  uint16_t node;
  uint16_t next;       /* group of the same loop, plus 1; 0: the last */
  uint16_t items;      /* operand that goes over the items; 0: asked of the loop once */
  ct_sieve_run entries;
} ct_sieve_group;

typedef struct ct_sieve {
  ct_sieve_operand *operand; /* entry 0 is a dummy */
  ct_sieve_test *test;
  uint16_t *ref;             /* test * 2, plus 1 where it must not hold */
  ct_sieve_run *term;
  ct_sieve_entry *entry;
  ct_sieve_group *group;
  uint16_t *first;           /* by node: its first group, plus 1 */
  uint32_t operands, tests, refs, terms, entries, groups, nodes;
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
/* Adds the rules of this loop that could fail. `call` differs where loops may have moved. */
void ct_sieve_ask(ct_sieve *, const ct_tree *, const ct_loop *, uint64_t call, ct_rule_hits *);

/* In rule_function.c: D8, the first or the last day of RD8 ...; 0: no date. */
uint32_t ct_rule_date(ct_slice, bool last);

static inline uint64_t ct_sieve_bit(uint64_t packed) { return UINT64_C(1) << (ct_value_hash(packed) & 63); }

#endif
