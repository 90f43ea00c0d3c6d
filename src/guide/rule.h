/*
 * rule.h -- situational and partner rules, compiled: postfix programs over values of the
 * claim tree, reached by paths of node indexes.  Evaluated on the claim floor.
 *
 *   <rule id="I-018" at="2300" when="inpatient" require="DTP[435]" .../>
 *
 * A rule is compiled once for each node that bears the loop id it stands at (2300 has two:
 * under 2000B and under 2000C).  All tables are flat, linked by index, and immutable: the
 * compiler of grammars writes them as `static const`.  Entry 0 of path, list, text, number,
 * pattern and condition is a dummy, so that 0 means "none".
 *
 * The language, for those who write rules, is told in claimtree-partner(5).
 */
#ifndef CT_GUIDE_RULE_H
#define CT_GUIDE_RULE_H

#include "guide/grammar.h"
#include "x12/fault.h"

/* ---- programs --------------------------------------------------------------------------- */

/*
 * One stack of truth values, texts and numbers.  A missing value makes every comparison false.
 *
 *   inpatient and CLM05-3 in (1 4)     CONDITION 1, JUMP_FALSE +3, VALUE 7, IN 2
 *   any HI[BE] : (HI01-5 = '')         EACH 4 (any), BODY 3, VALUE 5, TEXT 1, EQUAL
 */
enum ct_op {
  CT_OP_TRUE, CT_OP_FALSE,
  CT_OP_TEXT,      /* push text[arg] */
  CT_OP_NUMBER,    /* push number[arg] */
  CT_OP_VALUE,     /* push the first value of path[arg], as a text */
  CT_OP_AMOUNT,    /* the same, as a number; missing when it is none */
  CT_OP_NAME,      /* push the value named by extra (enum ct_rule_name) */
  CT_OP_EXISTS,    /* push whether path[arg] has a value, segment or loop */
  CT_OP_COUNT, CT_OP_SUM, CT_OP_LEAST, CT_OP_GREATEST, /* push a number, of path[arg] */
  CT_OP_DISTINCT,  /* of path[arg] .. path[arg + extra - 1]; the next instruction's arg is a list left out */
  CT_OP_SAME,      /* likewise: all values are equal */
  CT_OP_EQUAL, CT_OP_NOT_EQUAL, CT_OP_LESS, CT_OP_LESS_EQUAL, CT_OP_GREATER, CT_OP_GREATER_EQUAL,
                   /* of the two on top; extra 1: as numbers */
  CT_OP_IN,        /* top in list[arg]; extra: CT_NEGATED, CT_DATED (a date lies above the value) */
  CT_OP_MATCHES,   /* top matches pattern[arg]; extra: CT_NEGATED */
  CT_OP_ADD, CT_OP_SUBTRACT,
  CT_OP_NOT,
  CT_OP_JUMP_FALSE, CT_OP_JUMP_TRUE, /* arg = instructions to skip, keeping the top; else pop it */
  CT_OP_FUNCTION,  /* extra: enum ct_rule_function, of the top one or two */
  CT_OP_CONDITION, /* push condition[arg], evaluated once a loop */
  CT_OP_EACH,      /* any (extra 0) or all (extra 1) of path[arg]; the next instruction is BODY */
  CT_OP_BODY       /* arg = instructions of the body, which follow; leaves one truth value */
};
enum { CT_NEGATED = 1, CT_DATED = 2 };

typedef struct ct_instruction {
  uint8_t op;
  uint8_t extra;
  uint16_t arg;
} ct_instruction;

typedef struct ct_rule_code { /* a run of instructions; length 0: none */
  uint32_t first;
  uint16_t length;
} ct_rule_code;

enum { CT_RULE_STACK = 16, CT_RULE_FRAMES = 5, CT_RULE_DOWNS = 5 };

enum ct_rule_function {
  CT_FN_LENGTH, CT_FN_UPPER, CT_FN_LOWER, CT_FN_TRIM, CT_FN_LEFT, CT_FN_RIGHT, CT_FN_NUMBER,
  CT_FN_DATE, CT_FN_UNTIL, CT_FN_DAYS, CT_FN_STARTS, CT_FN_ENDS, CT_FN_CONTAINS, CT_FN_DIGITS,
  CT_FN_NPI, CT_FN_LUHN, CT_FN_ROUTING, CT_FN_BASIC, CT_FN_EXTENDED, CT_FN_COUNT
};

enum ct_rule_name { /* values that stand in no segment of the set */
  CT_NAME_TODAY, CT_NAME_PRODUCTION, CT_NAME_FILE_NAME, CT_NAME_FILE_BYTES,
  CT_NAME_FILE_INTERCHANGES, CT_NAME_FILE_GROUPS, CT_NAME_FILE_SETS, CT_NAME_FILE_CLAIMS,
  CT_NAME_ELEMENT_SEPARATOR, CT_NAME_REPETITION_SEPARATOR, CT_NAME_COMPONENT_SEPARATOR,
  CT_NAME_SEGMENT_TERMINATOR, CT_NAME_COUNT
};

/* ---- paths ------------------------------------------------------------------------------ */

enum ct_path_end { CT_PATH_LOOP, CT_PATH_SEGMENT, CT_PATH_ELEMENT };
enum ct_path_source {
  CT_FROM_TREE,    /* searched among the segments of the loops reached */
  CT_FROM_ITEM,    /* the segment of the frame */
  CT_FROM_ELEMENT, /* the element of the frame; `element` is then a distance from it */
  CT_FROM_ISA, CT_FROM_GS
};

/*
 * From a frame (0: the loop the rule stands at; above: the items of each, any, all) `up`
 * loops, then down by child nodes, then a segment, then elements first..last by step.
 */
typedef struct ct_rule_path {
  uint8_t ends, source, frame, up, downs;
  uint8_t element, last, step, component; /* from 1; component 0: the whole element */
  uint8_t key_element, key_component;     /* what `keys` is held against */
  bool many;                              /* may have more than one value */
  bool repeats;                           /* its element may repeat */
  bool number;                            /* its element is numeric (R, Nn) */
  uint8_t nth;                            /* only the n-th segment (or loop) of each; 0: all */
  uint16_t down[CT_RULE_DOWNS];
  uint16_t node;  /* of the segment; 0: every use of `tag` */
  uint16_t keys;  /* into list[]: only segments whose key is in it; 0 any */
  uint16_t sum;   /* into running[], plus 1: reaches loops that are gone; 0 */
  uint16_t place; /* node told when nothing is there: of the segment or loop */
  ct_tag tag;     /* of the segment; 0: every segment of the loop */
  const char *text; /* "2400/SV201", as written */
} ct_rule_path;

/* A count or sum over loops whose memory is given back before the rule's own loop ends. */
typedef struct ct_rule_running {
  uint16_t at;     /* loop node whose rules use it: starts anew after each */
  uint16_t source; /* loop node that adds to it when it closes */
  uint16_t path;   /* from there; 0: the loop itself */
  uint8_t op;      /* CT_OP_COUNT or CT_OP_SUM */
} ct_rule_running;

/* ---- values held against ------------------------------------------------------------------- */

/* Sorted. Up to eight bytes stand packed, longer ones in `value`; dates are parallel, or NULL. */
typedef struct ct_rule_list {
  const uint64_t *packed;
  const char *const *value;
  const uint32_t *packed_start, *packed_stop, *value_start, *value_stop; /* ccyymmdd; 0 open */
  uint32_t packed_count, value_count;
  uint16_t code_set; /* of the guide, in place of all these; 0 none */
  const char *name;  /* "INPATIENT"; NULL: written in the rule */
} ct_rule_list;

/* One class of bytes, so and so often. Runs of them need no regular expression. */
typedef struct ct_class_run {
  uint64_t byte[4]; /* one bit a byte */
  uint16_t least, most;
} ct_class_run;

typedef struct ct_rule_pattern {
  const char *text;          /* PCRE2 */
  const ct_class_run *run;   /* NULL: not simple */
  uint16_t runs;
} ct_rule_pattern;

typedef struct ct_rule_condition { /* a named truth, evaluated at most once a loop */
  const char *name, *text;
  uint16_t node; /* loop it stands at */
  ct_rule_code code;
} ct_rule_condition;

/* ---- rules ------------------------------------------------------------------------------------ */

enum ct_rule_kind {
  CT_RULE_REQUIRE, CT_RULE_FORBID, CT_RULE_ASSERT,
  CT_RULE_UNIQUE, /* no other of its scope has the same key */
  CT_RULE_FOLLOW  /* one with the same key, for which `test` holds, follows in the set */
};
enum ct_rule_scope { CT_SCOPE_CLAIM, CT_SCOPE_SET, CT_SCOPE_GROUP, CT_SCOPE_INTERCHANGE, CT_SCOPE_FILE };
enum { /* ct_rule.node of rules that stand outside a set */
  CT_AT_ENVELOPE = 0xFFFE, /* at a group's start: ISA and GS */
  CT_AT_FILE = 0xFFFF      /* at a file's end */
};
enum { /* ct_rule.flags */
  CT_RULE_AMOUNTS = 1,    /* an equation: expected and actual are told */
  CT_RULE_REPAIRED = 2,   /* a note that a repaired value was held against the rule */
  CT_RULE_ON_HIT = 4,     /* sits where the test was decided, when that is known */
  CT_RULE_FIRST = 8       /* first of the copies that stand at different nodes */
};

typedef struct ct_rule_example { /* an edit of a base that passes or fails */
  const char *base, *edit;
  const char *also; /* ids of what else a failing one is told for; "" */
  bool fails;
  uint32_t line;
} ct_rule_example;

typedef struct ct_rule {
  const char *id;       /* "I-018" */
  const char *text;     /* one sentence for people */
  const char *explain;  /* why it is there, how to mend it; "" */
  const char *source;   /* citation; "" */
  const char *test_text, *when_text; /* as written; "" */
  uint16_t node;        /* loop it stands at, or CT_AT_... */
  uint8_t kind, scope, flags, snip;
  int8_t severity;      /* enum ct_severity */
  char confidence;      /* H M L; 0 untold */
  uint16_t fault;       /* enum ct_fault_id */
  uint16_t each;        /* path of the items it is asked of; 0: of the loop once */
  uint16_t on, ons;     /* paths where the finding sits: the first that is missing, else the
                           first; 0: at the loop's first segment */
  uint16_t trigger;     /* path told as the trigger; 0 none */
  uint16_t key, keys;   /* CT_RULE_UNIQUE, CT_RULE_FOLLOW: paths of the key */
  uint16_t gate[2];     /* nodes without which it cannot fail; 0 none */
  uint16_t guard;       /* condition asked once, before its items; 0 none */
  uint32_t from, until; /* ccyymmdd by the day of the check; 0 open */
  ct_rule_code when, test;
  const char *ack_segment, *ack_element; /* IK304 where it sits at a segment, IK403 at an element; "" */
  const char *group;    /* envelope: GS01 it holds for; "" any */
  uint32_t example, examples; /* into example[] */
  uint32_t line;        /* where it is written */
} ct_rule;

/* A base that examples edit: a whole interchange. */
typedef struct ct_rule_base {
  const char *name, *text;
} ct_rule_base;

/* Another severity: for one rule, one id of the catalogue, or a SNIP type. */
typedef struct ct_rule_severity {
  const char *rule;  /* NULL: not by rule */
  uint16_t fault;    /* CT_F_COUNT: not by id */
  uint8_t snip;      /* 0: not by type */
  int8_t severity;   /* enum ct_severity; -1: not told at all */
} ct_rule_severity;

typedef struct ct_rule_set {
  const struct ct_rule_set *base; /* of the guide, or profile, that this one is laid over; NULL */
  const char *name, *origin;      /* "masshealth"; "built in", or the file */
  const ct_rule *rule;            /* by node; in the order written */
  const uint32_t *at;             /* nodes + 1 entries: rules of node n are at[n] .. at[n + 1] - 1 */
  const ct_instruction *code;
  const ct_rule_path *path;
  const ct_rule_list *list;
  const char *const *text;
  const ct_decimal *number;
  const ct_rule_pattern *pattern;
  const ct_rule_condition *condition;
  const ct_rule_running *running;
  const ct_rule_example *example;
  const ct_rule_base *sample;
  const ct_rule_severity *severity;
  uint32_t nodes, rules, codes, paths, lists, texts, numbers, patterns, conditions, runnings,
      examples, samples, severities;
  uint32_t outside; /* rules at CT_AT_ENVELOPE and CT_AT_FILE: the last ones of rule[] */
  bool file_scope;  /* some rule asks for uniqueness, or counts, beyond one set */
} ct_rule_set;

/* Rules by id, in this set and those it is laid over; *at continues a search (start with 0). */
const ct_rule *ct_rule_find(const ct_rule_set *, const char *id);
/*
 * The severity of a finding under this set's profiles; `usual` when none speaks.  A rule's own
 * entry wins over that of its id, that over its SNIP type, and the upper profile over the lower.
 * Negative: not told.
 */
int ct_rule_severity_of(const ct_rule_set *, const char *rule, enum ct_fault_id, unsigned snip,
                        int usual);

bool ct_rule_list_has(const ct_rule_list *, ct_slice value, uint32_t day); /* day 0: any */

#endif
