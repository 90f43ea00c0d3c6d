/*
 * rule_info.c -- the rules of the opened guides and profiles, told to people.
 *
 * Knows where rules stand: a guide's own set, and those of the profiles laid over it.  Does not
 * know what they do.
 */
#include "grammars.h"
#include "guide/rule.h"

/* Rules that no guide holds as data: src/claim checks them, for they are arithmetic. */
#define REMITTANCE "005010X221A1"
#define CLAIM      "005010X223A2"
#define ASK        "Ask the payer for a corrected remittance. "
static const struct {
  const char *id, *origin, *text, *explain;
  enum ct_severity severity;
  enum ct_fault_id fault;
} checked[] = {
    {"R-001", REMITTANCE,
     "The payment (BPR02) is the sum of the claim payments (CLP04) less the provider adjustments "
     "(PLB).",
     ASK "In PLB a positive amount lowers the payment, a negative one raises it.", CT_ERROR,
     CT_F_REMIT_PAYMENT_BALANCE},
    {"R-002", REMITTANCE,
     "A claim's charge (CLP03) less its payment (CLP04) is the sum of all its adjustments, of the "
     "claim and of its lines.",
     ASK "A CAS that was cut after six reasons is the usual fault.", CT_ERROR,
     CT_F_REMIT_CLAIM_BALANCE},
    {"R-003", REMITTANCE,
     "A line's charge (SVC02) less its payment (SVC03) is the sum of its adjustments.",
     ASK "A missing CAS is the usual fault.", CT_ERROR, CT_F_REMIT_LINE_BALANCE},
    {"R-004", REMITTANCE,
     "A claim's payment (CLP04) is the sum of the payments of its lines (SVC03) less the "
     "adjustments "
     "of the claim itself.",
     ASK "An adjustment told at both levels is the usual fault.", CT_ERROR,
     CT_F_REMIT_CLAIM_BALANCE},
    {"R-005", REMITTANCE,
     "A claim's charge (CLP03) is the sum of the charges of its lines (SVC02), where it has lines.",
     ASK "A line that was left out is the usual fault.", CT_ERROR, CT_F_REMIT_CLAIM_BALANCE},
    {"R-006", REMITTANCE,
     "The patient's responsibility (CLP05) is the sum of the adjustments of group PR.",
     "A warning: the payment is not touched. Bill the patient by the PR adjustments.", CT_WARNING,
     CT_F_REMIT_CLAIM_BALANCE},
    {"I-062", CLAIM, "The other payers of a claim have different ids (2330B NM109).",
     "SVD01 names a payer by this id; with two of one id nobody can tell whose decision a line "
     "carries. Give each its own.",
     CT_WARNING, CT_F_SITUATION},
    {"I-066", CLAIM, "SVD06 is the number (LX01) of a line of the same claim.",
     "It names the line under which the payer paid this one. Correct the number, or leave it out "
     "where "
     "nothing was bundled.",
     CT_ERROR, CT_F_SITUATION},
};

static bool describe_checked(size_t index, ct_rule_info *info) {
  if (index >= sizeof checked / sizeof *checked) return false;
  const ct_finding_info *finding = &ct_finding_catalogue(NULL)[checked[index].fault];
  *info = (ct_rule_info){.id = checked[index].id,
                         .text = checked[index].text,
                         .explain = checked[index].explain,
                         .source = "",
                         .when = "",
                         .test = "",
                         .kind = "",
                         .origin = checked[index].origin,
                         .severity = (int)checked[index].severity,
                         .snip = finding->snip,
                         .finding = finding};
  return true;
}

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
  static const char *const kinds[] = {[CT_RULE_REQUIRE] = "require",
                                      [CT_RULE_FORBID] = "forbid",
                                      [CT_RULE_ASSERT] = "assert",
                                      [CT_RULE_UNIQUE] = "unique"};
  bool profile = set->base != NULL && set->name && *set->name;
  *info = (ct_rule_info){.id = r->id,
                         .text = r->text,
                         .explain = r->explain ? r->explain : "",
                         .source = r->source ? r->source : "",
                         .when = r->when_text ? r->when_text : "",
                         .test = r->test_text ? r->test_text : "",
                         .kind = r->kind < sizeof kinds / sizeof *kinds ? kinds[r->kind] : "",
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
  return describe_checked(index, info);
}
