/*
 * set_835.c -- one 835 set: a payment, its claims and lines, the provider's adjustments.
 * Knows what must balance: line, claim, payment.  BPR02 stands before what it sums, so a set is
 * made twice from the same chance: once to count, once to write.
 */
#include "gen.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* BPR02 has ten digits: past this sum (cents) claims are denied. */
#define TOTAL_LIMIT INT64_C(9000000000)

enum { PER_GROUP = 50 }; /* claims under one LX */

typedef struct totals {
  uint64_t claims;
  int64_t paid, interest, recovered;
} totals;

typedef struct payment_line {
  const char *service, *revenue; /* revenue "": the service is a revenue code itself */
  unsigned units;
  int64_t charge, paid, contract, deductible, coinsurance, denied;
} payment_line;

typedef struct payment {
  uint64_t number;
  const char *status, *bill, *frequency;
  bool inpatient;
  int from, through;
  int64_t sign; /* -1: a reversal */
  int64_t charge, paid, patient, contract, earlier, interest;
  unsigned line_count;
  payment_line lines[GEN_LINES];
} payment;

static const struct {
  const char *service, *revenue;
  int64_t low, high;
} services[] = {{"HC:G0463", "0510", 4000, 16000}, {"HC:G0480", "0300", 900, 6000},
                {"HC:P9612", "0300", 300, 900},    {"HC:G0202", "0320", 5000, 14000},
                {"HC:J1885:JZ", "0636", 60, 900},  {"HC:G0283:GP", "0420", 900, 3000},
                {"NU:0250", "", 100, 4000},        {"NU:0270", "", 150, 2500}};

/* ---- amounts ----------------------------------------------------------------- */

static void split(payment_line *l, gen_rng *r, bool deny) {
  l->contract = l->deductible = l->coinsurance = l->denied = 0;
  if (deny) {
    l->denied = l->charge;
    l->paid = 0;
    return;
  }
  l->contract = l->charge * (20 + gen_below(r, 50)) / 100;
  int64_t allowed = l->charge - l->contract;
  if (gen_chance(r, 20)) l->deductible = allowed / 4;
  if (gen_chance(r, 60)) l->coinsurance = allowed / 5;
  l->paid = allowed - l->deductible - l->coinsurance;
}

static void sum_lines(payment *p) {
  p->charge = p->paid = p->patient = 0;
  for (unsigned i = 0; i < p->line_count; i++) {
    p->charge += p->lines[i].charge;
    p->paid += p->lines[i].paid;
    p->patient += p->lines[i].deductible + p->lines[i].coinsurance;
  }
}

static void split_lines(payment *p, gen_rng *r, bool deny) {
  for (unsigned i = 0; i < p->line_count; i++) split(&p->lines[i], r, deny);
  sum_lines(p);
}

static void draw_lines(payment *p, gen_rng *r) {
  p->line_count = 1 + gen_below(r, gen_chance(r, 15) ? 16 : 5);
  for (unsigned i = 0; i < p->line_count; i++) {
    payment_line *l = &p->lines[i];
    size_t which = gen_below(r, COUNT(services));
    l->service = services[which].service;
    l->revenue = services[which].revenue;
    l->units = 1 + gen_below(r, 3);
    l->charge = gen_cents(r, services[which].low, services[which].high) * (int64_t)l->units;
  }
}

/* ---- segments ------------------------------------------------------------------ */

static void adjustments(gen_out *o, const payment_line *l, int64_t sign) {
  if (l->denied != 0) gen_segment(o, "CAS*CO*29*%m", sign * l->denied);
  if (l->contract != 0) gen_segment(o, "CAS*CO*45*%m", sign * l->contract);
  if (l->deductible != 0 && l->coinsurance != 0)
    gen_segment(o, "CAS*PR*1*%m**2*%m", sign * l->deductible, sign * l->coinsurance);
  else if (l->deductible != 0)
    gen_segment(o, "CAS*PR*1*%m", sign * l->deductible);
  else if (l->coinsurance != 0)
    gen_segment(o, "CAS*PR*2*%m", sign * l->coinsurance);
}

static void service_line(gen *g, const payment *p, unsigned i) {
  gen_out *o = &g->out;
  const payment_line *l = &p->lines[i];
  gen_segment(o, "SVC*%s*%m*%m*%s*%u", l->service, p->sign * l->charge, p->sign * l->paid,
              l->revenue, (uint64_t)l->units);
  gen_segment(o, "DTM*472*%d", p->from);
  adjustments(o, l, p->sign);
  gen_segment(o, "REF*6R*OST%wL%u", p->number, (uint64_t)(i + 1));
  if (l->denied == 0 && p->sign > 0) gen_segment(o, "AMT*B6*%m", l->charge - l->contract);
  if (l->contract > 20000) gen_segment(o, "LQ*HE*N130");
}

static void patient_name(gen *g) {
  char family[GEN_NAME], given[GEN_NAME];
  gen_family_name(&g->state.rng, family);
  gen_given_name(&g->state.rng, given);
  gen_segment(&g->out, "NM1*QC*1*%s*%s****MI*VHM%w", family, given, 100000000 + ++g->state.people);
}

static void payment_head(gen *g, const payment *p) {
  gen_out *o = &g->out;
  int64_t charge = p->sign * p->charge, paid = p->sign * p->paid;
  if (p->patient != 0)
    gen_segment(o, "CLP*OST%w*%s*%m*%m*%m*12*2026%w*%s*%s", p->number, p->status, charge, paid,
                p->sign * p->patient, p->number, p->bill, p->frequency);
  else
    gen_segment(o, "CLP*OST%w*%s*%m*%m**12*2026%w*%s*%s", p->number, p->status, charge, paid,
                p->number, p->bill, p->frequency);
}

static void payment_dates(gen *g, const payment *p) {
  gen_segment(&g->out, "DTM*232*%d", p->from);
  if (p->through != p->from) gen_segment(&g->out, "DTM*233*%d", p->through);
  gen_segment(&g->out, "DTM*050*%d", p->through + 9);
}

/* ---- claims --------------------------------------------------------------------- */

/* Adjudicated as a whole: an inpatient stay. */
static void inpatient(gen *g, payment *p) {
  gen_rng *r = &g->state.rng;
  p->bill = "11";
  p->through = p->from + 1 + (int)gen_below(r, 9);
  p->charge = gen_cents(r, 20000, 90000);
  p->contract = p->charge * (30 + gen_below(r, 40)) / 100;
  p->patient = gen_chance(r, 50) ? (p->charge - p->contract) / 10 : 0;
  p->paid = p->charge - p->contract - p->patient;
  payment_head(g, p);
  gen_segment(&g->out, "CAS*CO*45*%m", p->contract);
  if (p->patient != 0) gen_segment(&g->out, "CAS*PR*1*%m", p->patient);
  patient_name(g);
  gen_segment(&g->out, "MIA*%u***%m", (uint64_t)(p->through - p->from), p->paid);
  gen_segment(&g->out, "REF*EA*MRN%w", p->number);
  payment_dates(g, p);
}

/* Another payer was first: what it paid or adjusted is one amount at the claim. */
static void secondary(gen *g, payment *p) {
  gen_rng *r = &g->state.rng;
  p->status = "2";
  p->charge = gen_cents(r, 3000, 30000);
  p->earlier = p->charge * (50 + gen_below(r, 45)) / 100;
  p->paid = p->charge - p->earlier;
  payment_head(g, p);
  gen_segment(&g->out, "CAS*OA*23*%m", p->earlier);
  patient_name(g);
  payment_dates(g, p);
}

static void by_lines(gen *g, payment *p, bool crossover) {
  gen_out *o = &g->out;
  payment_head(g, p);
  patient_name(g);
  if (crossover) {
    gen_segment(o, "NM1*TT*2*KESTRAL MUTUAL*****PI*KESTRAL1");
    gen_segment(o, "MOA***MA07");
  }
  gen_segment(o, "REF*EA*MRN%w", p->number);
  payment_dates(g, p);
  if (p->interest != 0) gen_segment(o, "AMT*I*%m", p->interest);
  for (unsigned i = 0; i < p->line_count; i++) service_line(g, p, i);
}

/* An earlier payment taken back, and the claim paid anew. */
static void reversal(gen *g, payment *p, totals *sum) {
  p->status = "22";
  p->sign = -1;
  by_lines(g, p, false);
  sum->paid -= p->paid;
  sum->claims++;
  p->status = "1";
  p->frequency = "7";
  p->sign = 1;
  split_lines(p, &g->state.rng, false);
  by_lines(g, p, false);
}

static void one_claim(gen *g, totals *sum) {
  gen_rng *r = &g->state.rng;
  unsigned kind = gen_below(r, 100);
  payment p = {.number = ++g->state.claims,
               .status = "1",
               .bill = "13",
               .frequency = "1",
               .from = (int)gen_below(r, 150),
               .sign = 1};
  bool full = sum->paid > TOTAL_LIMIT;
  p.through = p.from;
  if (kind < 12 && !full) {
    inpatient(g, &p);
  } else if (kind < 22 && !full) {
    secondary(g, &p);
  } else {
    bool deny = kind < 30 || full, crossover = kind >= 95 && !deny;
    draw_lines(&p, r);
    split_lines(&p, r, deny);
    if (deny) p.status = "4";
    if (crossover) p.status = "19";
    if (kind >= 30 && kind < 35 && !deny) {
      reversal(g, &p, sum);
    } else {
      if (!deny && gen_chance(r, 5)) p.interest = gen_cents(r, 1, 900);
      by_lines(g, &p, crossover);
    }
  }
  sum->paid += p.paid;
  sum->interest += p.interest;
  sum->claims++;
}

/* ---- the set ----------------------------------------------------------------------- */

/* LX loops and PLB; `limit` claims, or (0) as many as the run allows. */
static totals body(gen *g, uint64_t limit) {
  totals sum = {.claims = 0};
  uint64_t group = 0;
  while (limit != 0 ? sum.claims < limit : gen_more(g, sum.claims)) {
    if (sum.claims >= group * PER_GROUP) gen_segment(&g->out, "LX*%u", ++group);
    one_claim(g, &sum);
  }
  if (sum.interest != 0)
    gen_segment(&g->out, "PLB*%p*20261231*L6:2026%w*%m", 1u, g->state.claims, -sum.interest);
  int64_t net = sum.paid + sum.interest;
  if (gen_chance(&g->state.rng, 30) && net > 100000) {
    sum.recovered = gen_cents(&g->state.rng, 500, 90000);
    gen_segment(&g->out, "PLB*%p*20261231*WO:2025%w*%m", 1u, g->state.claims, sum.recovered);
  }
  if (net < 0) { /* carried forward: the payment is zero, never negative */
    sum.recovered = net;
    gen_segment(&g->out, "PLB*%p*20261231*FB:EFT%u*%m", 1u, g->set_number, net);
  }
  return sum;
}

static void payment_order(gen *g, int64_t amount) {
  gen_out *o = &g->out;
  if (amount == 0)
    gen_segment(o, "BPR*H*0*C*NON************%d", GEN_TODAY);
  else if (g->set_number % 3 == 0)
    gen_segment(o, "BPR*I*%m*C*CHK************%d", amount, GEN_TODAY);
  else
    gen_segment(o,
                "BPR*I*%m*C*ACH*CCP*01*000012344*DA*000111222*1009999930**01*000012344*DA*"
                "333444555*%d",
                amount, GEN_TODAY);
}

void gen_set_835(gen *g) {
  gen_out *o = &g->out;
  gen_state before = g->state;
  uint64_t bytes = o->bytes;
  o->dry = true;
  totals sum = body(g, 0);
  o->dry = false;
  o->bytes = bytes;
  o->set_segments = 0;
  g->state = before;
  char number[16];
  snprintf(number, sizeof number, "%04llu", (unsigned long long)g->set_number);
  gen_segment(o, "ST*835*%s", number);
  payment_order(g, sum.paid + sum.interest - sum.recovered);
  gen_segment(o, "TRN*1*EFT%u*1009999930", g->set_number);
  gen_segment(o, "DTM*405*%d", GEN_TODAY - 1);
  gen_segment(o, "N1*PR*VELDAN HEALTH PLAN");
  gen_segment(o, "N3*1 INSURANCE PLAZA");
  gen_segment(o, "N4*PORT ARBEL*MA*010010500");
  gen_segment(o, "PER*BL*EDI SUPPORT*TE*5555550150");
  gen_segment(o, "N1*PE*OSTRIMOOR GENERAL HOSPITAL*XX*%p", 1u);
  gen_segment(o, "REF*TJ*009999901");
  body(g, sum.claims);
  gen_segment(o, "SE*%u*%s", o->set_segments + 1, number);
}
