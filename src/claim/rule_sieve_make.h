/*
 * rule_sieve_make.h -- a sieve while it is made.
 *
 *   program --follow--> choice of terms (rule_sieve_follow.c)
 *           --make----> groups, terms and tests (rule_sieve_make.c)
 *           --plan----> which segment tells which bit (rule_sieve_plan.c)
 */
#ifndef CT_CLAIM_RULE_SIEVE_MAKE_H
#define CT_CLAIM_RULE_SIEVE_MAKE_H

#include "claim/rule_sieve.h"

enum { CT_SIEVE_EXPRS = 96, CT_SIEVE_TERMS = 8, CT_SIEVE_REFS = 12 };

/* The first three stand at their own places among a maker's expressions. */
enum ct_sieve_expr_kind { CT_SIEVE_MAYBE, CT_SIEVE_ALWAYS, CT_SIEVE_NEVER, CT_SIEVE_TEST, CT_SIEVE_NOT,
                          CT_SIEVE_AND, CT_SIEVE_OR };
typedef struct ct_sieve_expr {
  uint8_t kind;
  uint16_t left, right; /* TEST: left is its number */
} ct_sieve_expr;

typedef struct ct_sieve_wish { /* of a test for a bit: what tells it. */
  uint16_t node;
  uint16_t item;                        /* group of which the node's segments are items, plus 1 */
  uint8_t first, last, step, component; /* first 0: that the node is there */
  uint8_t to;                           /* enum ct_sieve_to */
  uint16_t test;                        /* UINT16_MAX: none, but items come by */
} ct_sieve_wish;

typedef struct ct_sieve_maker {
  ct_sieve *sieve;
  const ct_grammar *grammar;
  const ct_rule_set *set;
  uint16_t chain;
  uint16_t node;        /* of the loop at hand */
  uint32_t first_test;  /* of the group at hand */
  bool item;            /* the rule is asked of items: frame 1 */
  uint8_t up, nested;   /* inside a condition: loops up to its loop; how deep */
  bool unusable;        /* some value may be told as unusable: the rule is always asked */
  bool failed;          /* no memory */
  ct_sieve_expr expr[CT_SIEVE_EXPRS];
  uint16_t exprs;
  ct_sieve_wish *wish;
  uint32_t wishes, first_wish; /* first_wish, bits: of the group at hand */
  unsigned bits;
} ct_sieve_maker;

typedef struct ct_sieve_refs { /* tests that must all hold: test * 2, plus 1 where it must not */
  uint16_t ref[CT_SIEVE_REFS];
  unsigned count;
} ct_sieve_refs;

typedef struct ct_sieve_choice { /* one of them holds */
  ct_sieve_refs term[CT_SIEVE_TERMS];
  unsigned count;
} ct_sieve_choice;

/* When the rule may fail, as far as plain tests can say it. */
void ct_sieve_follow(ct_sieve_maker *, const ct_rule *, ct_sieve_choice *);

/* ---- rule_sieve_plan.c ---- */

/* Gives the test a bit, where passing segments can tell it. */
void ct_sieve_want(ct_sieve_maker *, const ct_sieve_group *, uint16_t test);
/* The bit that tells a child of the unit; CT_NO_BIT: it is none, or there is no bit left. */
uint8_t ct_sieve_want_child(ct_sieve_maker *, const ct_sieve_group *, uint16_t node);
void ct_sieve_wish_for(ct_sieve_maker *, ct_sieve_wish);
/* When all groups are made. */
void ct_sieve_plan_all(ct_sieve_maker *);
static inline void ct_sieve_put(ct_sieve_facts *f, unsigned bit) {
  f->bit[bit / 64] |= UINT64_C(1) << (bit % 64);
}

/* ---- rule_sieve_make.c ---- */

bool ct_sieve_room(void **table, uint32_t count, size_t size);
bool ct_sieve_in_unit(const ct_grammar *, uint16_t node);
#define CT_SIEVE_ADD(m, of, table, count, ...)                                                     \
  do {                                                                                             \
    void *grown_ = (of)->table;                                                                    \
    if (!(m)->failed && ct_sieve_room(&grown_, (of)->count, sizeof *(of)->table)) {                \
      (of)->table = grown_;                                                                        \
      (of)->table[(of)->count++] = __VA_ARGS__;                                                    \
    } else {                                                                                       \
      (m)->failed = true;                                                                          \
    }                                                                                              \
  } while (0)

/* 0 after a failure. */
uint16_t ct_sieve_add_operand(ct_sieve_maker *, const ct_rule_path *, unsigned up, enum ct_sieve_as);
/* Its number; UINT16_MAX after a failure. */
uint16_t ct_sieve_add_test(ct_sieve_maker *, ct_sieve_test);

#endif
