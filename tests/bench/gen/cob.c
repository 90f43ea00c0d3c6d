/*
 * cob.c -- what other payers did before MassHealth: 2320, 2330A, 2330B, 2430.
 * Knows the equations (charge = paid + adjusted, for each payer, line by line) and the placement
 * that MassHealth asks for: inpatient at the claim, outpatient at the lines.
 */
#include "claim.h"

typedef struct carrier {
  const char *code, *name, *filing;
} carrier;

/* 0 and 1 are Medicare; the others are invented, their codes of no real list. */
static const carrier carriers[] = {
    {"0084000", "MEDICARE A", "MA"},      {"0085000", "MEDICARE B", "MB"},
    {"0990001", "KESTRAL MUTUAL", "CI"},  {"0990002", "HARROW GATE BENEFITS", "BL"},
    {"0990003", "DUNTHORN HEALTH", "HM"}, {"0990004", "SARNFIELD INDEMNITY", "15"}};
enum { COMMERCIAL = 2, CARRIERS = sizeof carriers / sizeof *carriers };

const char *gen_cob_rank(gen *g) {
  g->other_payers = gen_chance(&g->state.rng, 20) ? 2 : 1;
  return g->other_payers == 2 ? "T" : "S";
}

/* The first payer allows a part of the charge and leaves deductible and coinsurance. */
static share first_share(gen_rng *r, int64_t charge) {
  share s = {.contract = charge * (20 + gen_below(r, 40)) / 100};
  int64_t allowed = charge - s.contract;
  if (gen_chance(r, 25)) s.deductible = allowed * (5 + gen_below(r, 30)) / 100;
  s.coinsurance = (allowed - s.deductible) / 5;
  s.paid = allowed - s.deductible - s.coinsurance;
  return s;
}

/* The second pays a part of what the first left to the patient. */
static share second_share(gen_rng *r, int64_t charge, const share *first) {
  int64_t left = first->deductible + first->coinsurance;
  share s = {.earlier = charge - left, .paid = left * gen_below(r, 90) / 100};
  s.coinsurance = left - s.paid;
  return s;
}

static void add(share *sum, const share *s) {
  sum->paid += s->paid;
  sum->contract += s->contract;
  sum->deductible += s->deductible;
  sum->coinsurance += s->coinsurance;
  sum->earlier += s->earlier;
}

void gen_cob_plan(gen *g, claim *c) {
  gen_rng *r = &g->state.rng;
  c->payer_count = g->other_payers;
  c->payers[0] = gen_chance(r, 60) ? !c->inpatient : COMMERCIAL + gen_below(r, 2);
  c->payers[1] = COMMERCIAL + 2 + gen_below(r, CARRIERS - COMMERCIAL - 2);
  c->remitted[0] = c->through + 14 + (int)gen_below(r, 14);
  c->remitted[1] = c->remitted[0] + 7 + (int)gen_below(r, 7);
  for (unsigned i = 0; i < c->line_count; i++) {
    line *l = &c->lines[i];
    l->shares[0] = first_share(r, l->charge);
    l->shares[1] = second_share(r, l->charge, &l->shares[0]);
    for (unsigned p = 0; p < c->payer_count; p++) add(&c->shares[p], &l->shares[p]);
  }
}

/* Adjustments, a segment a group; amounts of zero are not sent. */
static void adjustments(gen_out *o, const share *s) {
  if (s->contract != 0) gen_segment(o, "CAS*CO*45*%m", s->contract);
  if (s->earlier != 0) gen_segment(o, "CAS*OA*23*%m", s->earlier);
  if (s->deductible != 0 && s->coinsurance != 0)
    gen_segment(o, "CAS*PR*1*%m**2*%m", s->deductible, s->coinsurance);
  else if (s->deductible != 0)
    gen_segment(o, "CAS*PR*1*%m", s->deductible);
  else if (s->coinsurance != 0)
    gen_segment(o, "CAS*PR*2*%m", s->coinsurance);
}

void gen_cob_payers(gen *g, const claim *c) {
  gen_out *o = &g->out;
  for (unsigned p = 0; p < c->payer_count; p++) {
    const carrier *k = &carriers[c->payers[p]];
    gen_segment(o, "SBR*%s*18*******%s", p == 0 ? "P" : "S", k->filing);
    if (c->inpatient) adjustments(o, &c->shares[p]);
    gen_segment(o, "AMT*D*%m", c->shares[p].paid);
    gen_segment(o, "OI***Y***Y");
    if (c->payers[p] == 0)
      gen_segment(o, "MIA*%u***%m", (uint64_t)c->lines[0].units, c->shares[p].paid);
    if (c->payers[p] == 1) gen_segment(o, "MOA**%m*MA01", c->shares[p].paid);
    if (c->payers[p] < COMMERCIAL) /* the shape of a Medicare id, near the published sample */
      gen_segment(o, "NM1*IL*1*%s*%s****MI*1EG4TE5MK%u", g->family, g->given,
                  10 + g->state.people % 90);
    else
      gen_segment(o, "NM1*IL*1*%s*%s****MI*MEM%w", g->family, g->given, g->state.people);
    gen_segment(o, "NM1*PR*2*%s*****PI*%s", k->name, k->code);
    if (c->inpatient) gen_segment(o, "DTP*573*D8*%d", c->remitted[p]);
    gen_segment(o, "REF*F8*2026%w%s", c->number, p == 0 ? "A" : "B");
  }
}

void gen_cob_line(gen *g, const claim *c, unsigned number) {
  gen_out *o = &g->out;
  const line *l = &c->lines[number];
  for (unsigned p = 0; p < c->payer_count; p++) {
    gen_segment(o, "SVD*%s*%m*%s%s%s*%s*%u", carriers[c->payers[p]].code, l->shares[p].paid,
                l->code[0] != '\0' ? "HC:" : "", l->code, l->modifiers, l->revenue,
                (uint64_t)l->units);
    adjustments(o, &l->shares[p]);
    gen_segment(o, "DTP*573*D8*%d", c->remitted[p]);
  }
}
