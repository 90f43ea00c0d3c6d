/*
 * rule_sieve_make.h -- a sieve while it is made.
 *
 *   program --follow--> choice of terms (rule_sieve_follow.c) --make--> tables (rule_sieve_make.c)
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

/* ---- rule_sieve_make.c ---- */

/* 0 after a failure. */
uint16_t ct_sieve_add_operand(ct_sieve_maker *, const ct_rule_path *, unsigned up, enum ct_sieve_as);
/* Its number; UINT16_MAX after a failure. */
uint16_t ct_sieve_add_test(ct_sieve_maker *, ct_sieve_test);

#endif
