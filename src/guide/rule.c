/*
 * rule.c -- looking up compiled rules: by id, and the severity that profiles give a finding.
 */
#include "guide/rule.h"

const ct_rule *ct_rule_find(const ct_rule_set *s, const char *id) {
  for (; s; s = s->base)
    for (uint32_t i = 0; i < s->rules; i++)
      if ((s->rule[i].flags & CT_RULE_FIRST) && strcmp(s->rule[i].id, id) == 0) return &s->rule[i];
  return NULL;
}

/* How closely an entry speaks of a finding: 3 of its rule, 2 of its id, 1 of its SNIP type. */
static int closeness(const ct_rule_severity *v, const char *rule, enum ct_fault_id id, unsigned snip) {
  if (v->rule) return rule && strcmp(v->rule, rule) == 0 ? 3 : 0;
  if (v->fault != CT_F_COUNT) return v->fault == (uint16_t)id ? 2 : 0;
  return v->snip == snip ? 1 : 0;
}

int ct_rule_severity_of(const ct_rule_set *s, const char *rule, enum ct_fault_id id, unsigned snip,
                        int usual) {
  for (; s; s = s->base) {
    int best = 0, severity = usual;
    for (uint32_t i = 0; i < s->severities; i++) {
      int close = closeness(&s->severity[i], rule, id, snip);
      if (close > best) best = close, severity = s->severity[i].severity;
    }
    if (best > 0) return severity;
  }
  return usual;
}
