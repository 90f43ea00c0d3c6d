/* compile_rules.h -- compiled rules as C source, beside the tables of their guide. */
#ifndef CT_GUIDE_COMPILE_RULES_H
#define CT_GUIDE_COMPILE_RULES_H

#include "guide/rule.h"

#include <stdio.h>

/*
 * Defines `static const ct_rule_set PREFIX_rules` and all it points to; `base` names the set it is
 * laid over, which stands in the output already, or is "".
 */
void ct_write_rules(FILE *, const char *prefix, const ct_rule_set *, const char *base);

#endif
