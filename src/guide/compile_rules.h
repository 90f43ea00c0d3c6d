/* compile_rules.h -- compiled rules as C source, beside the tables of their guide. */
#ifndef CT_GUIDE_COMPILE_RULES_H
#define CT_GUIDE_COMPILE_RULES_H

#include "guide/rule.h"

#include <stdio.h>

/* Defines `static const ct_rule_set PREFIX_rules` and all it points to. It may have no base. */
void ct_write_rules(FILE *, const char *prefix, const ct_rule_set *);

#endif
