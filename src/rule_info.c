/*
 * rule_info.c -- the rules of the opened guides and profiles, told to people.
 *
 * Knows where rules stand: a guide's own set, and those of the profiles laid over it.  Does not
 * know what they do.
 */
#include "grammars.h"
#include "guide/rule.h"

/* A set belongs to the first guide that has it: profiles share that of the guide below. */
static bool seen_before(const ct_grammars *gs, const ct_rule_set *set, size_t guide) {
  for (size_t i = 0; i < guide; i++) {
    const ct_grammar *g = ct_grammars_at(gs, i);
    for (const ct_rule_set *s = g->rules; s; s = s->base)
      if (s == set) return true;
  }
  return false;
}

static void describe(const ct_grammar *g, const ct_rule_set *set, const ct_rule *r,
                     ct_rule_info *info) {
  bool profile = set->base != NULL && set->name && *set->name;
  *info = (ct_rule_info){.id = r->id,
                         .text = r->text,
                         .explain = r->explain ? r->explain : "",
                         .source = r->source ? r->source : "",
                         .when = r->when_text ? r->when_text : "",
                         .test = r->test_text ? r->test_text : "",
                         .origin = profile ? set->name : g->id,
                         .severity = r->severity,
                         .snip = r->snip,
                         .finding = &ct_finding_catalogue(NULL)[r->fault]};
}

bool ct_grammars_rule(const ct_grammars *gs, size_t index, ct_rule_info *info) {
  const ct_grammar *g;
  for (size_t guide = 0; (g = ct_grammars_at(gs, guide)) != NULL; guide++) {
    for (const ct_rule_set *set = g->rules; set; set = set->base) {
      if (seen_before(gs, set, guide)) continue;
      for (uint32_t i = 0; i < set->rules; i++) {
        const ct_rule *r = &set->rule[i];
        if (!(r->flags & CT_RULE_FIRST)) continue;
        if (index-- == 0) return describe(g, set, r, info), true;
      }
    }
  }
  return false;
}
