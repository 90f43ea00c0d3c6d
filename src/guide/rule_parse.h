/*
 * rule_parse.h -- the text of a rule as a tree of what it says; nothing is looked up yet.
 *
 *   "CLM05-3 in (7 8) and not exists(REF[F8])"
 *
 *        and ── in ── path CLM05-3
 *         │      └─── list 7 8
 *         └──── not ── call exists ── path REF[F8]
 */
#ifndef CT_GUIDE_RULE_PARSE_H
#define CT_GUIDE_RULE_PARSE_H

#include "base/arena.h"

enum ct_expr_kind {
  CT_EXPR_TEXT,    /* 'text', text holds it */
  CT_EXPR_NUMBER,  /* a number as written, text holds it */
  CT_EXPR_PATH,    /* path holds the steps */
  CT_EXPR_NAME,    /* today, production, or a condition */
  CT_EXPR_CALL,    /* text( first .. ) */
  CT_EXPR_EACH,    /* any (negated: all) first : second */
  CT_EXPR_COMPARE, /* first op second; op is an enum ct_op */
  CT_EXPR_IN,      /* first [not] in list [on second] */
  CT_EXPR_MATCHES, /* first [not] matches text */
  CT_EXPR_PLUS, CT_EXPR_MINUS,
  CT_EXPR_NOT, CT_EXPR_AND, CT_EXPR_OR
};

typedef struct ct_word_list { /* words in the order written */
  ct_slice word;
  struct ct_word_list *next;
} ct_word_list;

/* One step: a loop, a segment, or an element, told apart only against a guide. */
typedef struct ct_step {
  ct_slice word;      /* "2400", "REF", "CLM05", "this", "item" */
  ct_word_list *keys; /* of [..]; NULL none */
  uint8_t nth;        /* of #n; 0 none */
  uint8_t last;       /* of ..n; 0 none */
  uint8_t by;         /* of by n; 0 none */
  uint8_t component;  /* of -n; 0 none */
  uint8_t ahead;      /* of item[+n]; 0 none */
  struct ct_step *next;
} ct_step;

typedef struct ct_expr {
  uint8_t kind, op;
  bool negated;
  ct_slice text;       /* literal, name of a call or list, pattern; a path as written */
  ct_step *path;       /* of a number: when it may be a loop's */
  ct_word_list *words; /* an inline list; NULL: text names one */
  struct ct_expr *first, *second;
  struct ct_expr *next; /* of the arguments of a call */
} ct_expr;

typedef struct ct_rule_text { /* what is parsed, and where faults go */
  ct_arena *arena;
  ct_slice text;
  size_t at;
  unsigned depth;
  bool no_memory;
  char error[200]; /* the first fault, in words; "" none */
} ct_rule_text;

/* NULL: error or no_memory tells. What it returns lives in the arena. */
ct_expr *ct_rule_parse(ct_rule_text *, ct_arena *, ct_slice text);
/* One path, or several parted by blanks (linked by next). */
ct_expr *ct_rule_parse_paths(ct_rule_text *, ct_arena *, ct_slice text);
/* Words parted by blanks, 'quoted' where they hold one. */
ct_word_list *ct_rule_parse_words(ct_rule_text *, ct_arena *, ct_slice text);

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void ct_rule_refuse(ct_rule_text *, const char *format, ...);

#endif
