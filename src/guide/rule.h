/*
 * rule.h -- a situational or partner rule, compiled: a postfix program over values of the
 * claim tree, reached by paths of node indexes.  Evaluated on the claim floor.
 *
 *   <rule id="I-018" at="2300" when="CLM05-1 in INPATIENT" require="DTP[435]" .../>
 */
#ifndef CT_GUIDE_RULE_H
#define CT_GUIDE_RULE_H

#include "guide/grammar.h"

enum ct_op {
  CT_OP_VALUE,    /* push the value at path[arg] */
  CT_OP_TEXT,     /* push text[arg] */
  CT_OP_NUMBER,   /* push number[arg] */
  CT_OP_EXISTS, CT_OP_COUNT, CT_OP_SUM, /* of path[arg] */
  CT_OP_EQUAL, CT_OP_NOT_EQUAL, CT_OP_LESS, CT_OP_LESS_EQUAL, CT_OP_GREATER, CT_OP_GREATER_EQUAL,
  CT_OP_IN,       /* top in list[arg] */
  CT_OP_MATCHES,  /* top matches pattern[arg] */
  CT_OP_ADD, CT_OP_SUBTRACT, CT_OP_AND, CT_OP_OR, CT_OP_NOT,
  CT_OP_JUMP_FALSE, CT_OP_JUMP_TRUE, /* short circuit: arg = target */
  CT_OP_FUNCTION  /* function number arg on the top of the stack: length(), date(), upper() ... */
};
typedef struct ct_instruction {
  uint8_t op;
  uint8_t extra;
  uint16_t arg;
} ct_instruction;

enum ct_rule_kind { CT_RULE_REQUIRE, CT_RULE_FORBID, CT_RULE_ASSERT };

#endif
