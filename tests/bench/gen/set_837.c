/*
 * set_837.c -- one 837I set: billing providers, subscribers, patients, and their claims.
 * Knows the loops of the guide and its rules between segments; coordination of benefits is in
 * cob.c.  Codes are HCPCS level II, ICD-10 and billing codes that anybody may print.
 */
#include "claim.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct set {
  gen *g;
  uint64_t hl, claims;
} set;

/* ---- data ----------------------------------------------------------------- */

typedef struct service {
  const char *revenue, *code; /* code "": the revenue code alone */
  int64_t low, high;          /* cents a unit */
  unsigned units;             /* at most */
} service;

static const service outpatient_services[] = {
    {"0510", "G0463", 9000, 42000, 1},  {"0300", "G0480", 4500, 26000, 1},
    {"0300", "P9612", 800, 2400, 1},    {"0301", "G0103", 2200, 9000, 1},
    {"0260", "", 5000, 19000, 2},       {"0250", "", 300, 9000, 20},
    {"0270", "", 450, 15000, 12},       {"0278", "C1713", 22000, 160000, 2},
    {"0320", "G0202", 12000, 48000, 1}, {"0420", "G0283", 2500, 9800, 4},
    {"0370", "", 15000, 62000, 6},      {"0710", "", 20000, 90000, 3},
    {"0761", "G0378", 1500, 5200, 24}};
static const service laboratory_services[] = {{"0300", "G0480", 4500, 26000, 1},
                                              {"0300", "P9612", 800, 2400, 1},
                                              {"0301", "G0103", 2200, 9000, 1},
                                              {"0306", "G0145", 2600, 8800, 1}};
static const service inpatient_services[] = {
    {"0250", "", 1500, 120000, 30}, {"0258", "", 900, 40000, 12},   {"0270", "", 2200, 98000, 40},
    {"0300", "", 1400, 50000, 25},  {"0301", "", 1600, 44000, 18},  {"0320", "", 9000, 80000, 4},
    {"0350", "", 40000, 310000, 2}, {"0360", "", 90000, 990000, 1}, {"0370", "", 15000, 220000, 8},
    {"0410", "", 2000, 60000, 10},  {"0420", "", 4000, 30000, 6},   {"0710", "", 20000, 130000, 3},
    {"0730", "", 6000, 30000, 2}};
static const service drugs[] = {{"0636", "J1100", 90, 900, 8},
                                {"0636", "J1885", 120, 1400, 4},
                                {"0636", "J2405", 100, 1200, 8},
                                {"0636", "J9355", 9000, 98000, 3}};
static const char *const diagnoses[] = {"I10",   "E119",   "E785",  "J189",    "N179",  "D62",
                                        "I4891", "K219",   "F329",  "Z794",    "J9601", "E871",
                                        "N390",  "R0600",  "M1990", "I2510",   "J449",  "G4733",
                                        "E669",  "Z87891", "R509",  "S72141A", "I5022", "A419"};
static const char *const procedures[] = {"0SR90J9", "30233N1", "0DTJ4ZZ", "5A1935Z",
                                         "02HV33Z", "3E0G76Z", "0BH17EZ", "4A023N7"};
static const char *const drgs[] = {"470", "481", "291", "871", "193", "690", "392", "065"};
static const char *const cities[] = {"PORT ARBEL", "EAST QUELLIN", "HARROW GATE",
                                     "DUNMOOR",    "NETHERWICK",   "SARNFIELD"};
static const char *const modifiers[] = {":25", ":59", ":LT", ":RT", ":GT:Q1"};
static const char *const filings[] = {"CI", "BL", "HM", "12", "14", "16"};

/* ---- people ------------------------------------------------------------------ */

static void address(gen *g) {
  gen_rng *r = &g->state.rng;
  char street[GEN_NAME];
  gen_street(r, street);
  if (gen_chance(r, 15))
    gen_segment(&g->out, "N3*%s*APT %u", street, (uint64_t)(1 + gen_below(r, 40)));
  else
    gen_segment(&g->out, "N3*%s", street);
  const char *city = gen_pick(r, cities, COUNT(cities));
  gen_segment(&g->out, "N4*%s*MA*0%u", city, (uint64_t)(1000 + gen_below(r, 1700)));
}

static void birth(gen *g, bool child) {
  gen_rng *r = &g->state.rng;
  int day = child ? -400 - (int)gen_below(r, 6000) : -7500 - (int)gen_below(r, 25000);
  gen_segment(&g->out, "DMG*D8*%d*%s", day, gen_chance(r, 52) ? "F" : "M");
}

static void payer(gen *g) {
  if (g->cob)
    gen_segment(&g->out, "NM1*PR*2*MASSHEALTH*****PI*DMA7384");
  else
    gen_segment(&g->out, "NM1*PR*2*VELDAN HEALTH PLAN*****PI*VELDAN01");
}

/* ---- claims ---------------------------------------------------------------------- */

static void add_line(claim *c, gen_rng *r, const service *list, size_t count) {
  const service *s = &list[gen_below(r, (unsigned)count)];
  line *l = &c->lines[c->line_count++];
  l->revenue = s->revenue;
  l->code = s->code;
  l->modifiers =
      s->code[0] != '\0' && gen_chance(r, 35) ? gen_pick(r, modifiers, COUNT(modifiers)) : "";
  l->units = 1 + gen_below(r, s->units);
  l->charge = gen_cents(r, s->low, s->high) * (int64_t)l->units;
  l->day = c->from + (int)gen_below(r, (unsigned)(c->through - c->from + 1));
  l->drug = list == drugs;
  c->charge += l->charge;
}

static void inpatient(claim *c, gen_rng *r) {
  int days = 1 + (int)gen_below(r, gen_chance(r, 10) ? 28 : 7);
  c->inpatient = true;
  c->bill = "11";
  c->through = c->from + days;
  line *room = &c->lines[c->line_count++];
  *room = (line){.revenue = "0120", .code = "", .modifiers = "", .units = (unsigned)days};
  room->charge = gen_cents(r, 90000, 260000) * days;
  room->day = c->from;
  c->charge = room->charge;
  for (unsigned n = 1 + gen_below(r, 14); n > 0; n--)
    add_line(c, r, inpatient_services, COUNT(inpatient_services));
}

static void outpatient(claim *c, gen_rng *r) {
  unsigned kind = gen_below(r, 100);
  c->bill = kind < 78 ? "13" : kind < 90 ? "85" : "14";
  c->through = c->from + (gen_chance(r, 10) ? (int)gen_below(r, 5) : 0);
  if (kind >= 90) {
    for (unsigned n = 1 + gen_below(r, 4); n > 0; n--)
      add_line(c, r, laboratory_services, COUNT(laboratory_services));
    return;
  }
  c->emergency = gen_chance(r, 20);
  if (c->emergency) {
    static const service room[] = {{"0450", "G0380", 22000, 140000, 1},
                                   {"0450", "G0383", 60000, 260000, 1}};
    add_line(c, r, room, COUNT(room));
  }
  for (unsigned n = 1 + gen_below(r, gen_chance(r, 15) ? 16 : 6); n > 0; n--)
    if (gen_chance(r, 15))
      add_line(c, r, drugs, COUNT(drugs));
    else
      add_line(c, r, outpatient_services, COUNT(outpatient_services));
}

static void claim_dates(gen *g, const claim *c, gen_rng *r) {
  gen_out *o = &g->out;
  uint64_t minutes = gen_below(r, 480);
  uint64_t hour = minutes / 60, ten = minutes % 60 / 10;
  if (c->inpatient) gen_segment(o, "DTP*096*TM*1%u%u0", hour, ten);
  gen_segment(o, "DTP*434*RD8*%d-%d", c->from, c->through);
  if (c->inpatient) {
    if (gen_chance(r, 50))
      gen_segment(o, "DTP*435*D8*%d", c->from);
    else
      gen_segment(o, "DTP*435*DT*%d0%u%u5", c->from, hour, ten);
  }
  gen_segment(o, c->emergency ? "CL1*1*1*01" : "CL1*3*1*01");
}

/* A list of composites of one qualifier. */
static void composites(gen_out *o, gen_rng *r, const char *qualifier, unsigned count,
                       const char *present) {
  char text[400], *at = text;
  unsigned first = gen_below(r, COUNT(diagnoses));
  for (unsigned i = 0; i < count; i++)
    at += snprintf(at, sizeof text - (size_t)(at - text), "*%s:%s%s", qualifier,
                   diagnoses[(first + i) % COUNT(diagnoses)], present);
  gen_segment(o, "HI%s", text);
}

static void health_codes(gen *g, const claim *c, gen_rng *r) {
  gen_out *o = &g->out;
  const char *present = c->inpatient ? ":::::::Y" : "";
  composites(o, r, "ABK", 1, present);
  if (c->inpatient) composites(o, r, "ABJ", 1, "");
  if (c->emergency) composites(o, r, "APR", 1 + gen_below(r, 3), "");
  if (c->inpatient && gen_chance(r, 70)) gen_segment(o, "HI*DR:%s", gen_pick(r, drgs, COUNT(drgs)));
  if (gen_chance(r, c->inpatient ? 85 : 70))
    composites(o, r, "ABF", 1 + gen_below(r, c->inpatient ? 12 : 8), present);
  if (c->surgery) {
    gen_segment(o, "HI*BBR:%s:D8:%d", gen_pick(r, procedures, COUNT(procedures)), c->from);
    if (gen_chance(r, 40))
      gen_segment(o, "HI*BBQ:%s:D8:%d", gen_pick(r, procedures, COUNT(procedures)), c->through);
  }
  if (gen_chance(r, 20)) gen_segment(o, "HI*BH:11:D8:%d", c->from);
  if (c->inpatient) gen_segment(o, "HI*BE:80:::%u", (uint64_t)c->lines[0].units);
  if (gen_chance(r, 10)) gen_segment(o, "HI*BG:C1");
}

static void provider(gen *g, const char *role, unsigned first, unsigned count) {
  gen_rng *r = &g->state.rng;
  char family[GEN_NAME], given[GEN_NAME];
  gen_family_name(r, family);
  gen_given_name(r, given);
  gen_segment(&g->out, "NM1*%s*1*%s*%s****XX*%p", role, family, given, first + gen_below(r, count));
}

static void claim_providers(gen *g, const claim *c) {
  gen_rng *r = &g->state.rng;
  provider(g, "71", 10000, 400);
  if (gen_chance(r, 30)) gen_segment(&g->out, "PRV*AT*PXC*208M00000X");
  if (c->surgery) provider(g, "72", 20000, 200);
  if (gen_chance(r, 5)) provider(g, "82", 30000, 100);
  if (!c->inpatient && gen_chance(r, 10)) provider(g, "DN", 40000, 300);
}

static void service_lines(gen *g, const claim *c) {
  gen_out *o = &g->out;
  bool dated = !c->inpatient, control = gen_chance(&g->state.rng, 90);
  bool ranged = gen_chance(&g->state.rng, 40);
  for (unsigned i = 0; i < c->line_count; i++) {
    const line *l = &c->lines[i];
    gen_segment(o, "LX*%u", (uint64_t)(i + 1));
    gen_segment(o, "SV2*%s*%s%s%s*%m*%s*%u", l->revenue, l->code[0] != '\0' ? "HC:" : "", l->code,
                l->modifiers, l->charge, strcmp(l->revenue, "0120") == 0 ? "DA" : "UN",
                (uint64_t)l->units);
    if (dated && ranged)
      gen_segment(o, "DTP*472*RD8*%d-%d", l->day, l->day);
    else if (dated)
      gen_segment(o, "DTP*472*D8*%d", l->day);
    if (control) gen_segment(o, "REF*6R*OST%wL%u", c->number, (uint64_t)(i + 1));
    if (l->drug) {
      gen_segment(o, "LIN**N4*0000%u", (uint64_t)(1000000 + l->day * 100 + (int)l->units));
      gen_segment(o, "CTP****%u*ML", (uint64_t)l->units);
    }
    if (g->cob && !c->inpatient) gen_cob_line(g, c, i);
  }
}

static void one_claim(set *s) {
  gen *g = s->g;
  gen_rng *r = &g->state.rng;
  claim c = {.number = ++g->state.claims, .from = (int)gen_below(r, 130)};
  s->claims++;
  if (gen_chance(r, 30))
    inpatient(&c, r);
  else
    outpatient(&c, r);
  c.surgery = c.inpatient && gen_chance(r, 30);
  bool replaces = gen_chance(r, 2);
  if (g->cob) gen_cob_plan(g, &c);
  gen_segment(&g->out, "CLM*OST%w*%m***%s:A:%s**A*Y*Y", c.number, c.charge, c.bill,
              replaces ? "7" : "1");
  claim_dates(g, &c, r);
  if (gen_chance(r, 8)) gen_segment(&g->out, "REF*G1*PA%w", c.number);
  if (replaces) gen_segment(&g->out, "REF*F8*2026%w", c.number);
  gen_segment(&g->out, "REF*D9*20260801%w", c.number);
  if (gen_chance(r, 80)) gen_segment(&g->out, "REF*EA*MRN%w", g->state.people);
  health_codes(g, &c, r);
  claim_providers(g, &c);
  if (g->cob) gen_cob_payers(g, &c);
  service_lines(g, &c);
}

static void claims(set *s) {
  unsigned n = 1 + gen_below(&s->g->state.rng, 3);
  one_claim(s);
  while (--n > 0 && gen_more(s->g, s->claims)) one_claim(s);
}

/* ---- levels ------------------------------------------------------------------------ */

static void patient(set *s, uint64_t parent, const char *family) {
  gen *g = s->g;
  char given[GEN_NAME];
  bool child = gen_chance(&g->state.rng, 70);
  g->state.people++;
  gen_segment(&g->out, "HL*%u*%u*23*0", ++s->hl, parent);
  gen_segment(&g->out, child ? "PAT*19" : "PAT*01");
  gen_given_name(&g->state.rng, given);
  gen_segment(&g->out, "NM1*QC*1*%s*%s", family, given);
  address(g);
  birth(g, child);
  claims(s);
}

static void subscriber(set *s, uint64_t parent) {
  gen *g = s->g;
  gen_rng *r = &g->state.rng;
  gen_out *o = &g->out;
  uint64_t self = ++s->hl;
  bool dependents = !g->cob && gen_chance(r, 15);
  g->state.people++;
  gen_segment(o, "HL*%u*%u*22*%s", self, parent, dependents ? "1" : "0");
  if (g->cob) {
    gen_segment(o, "SBR*%s*18*******MC", gen_cob_rank(g));
  } else {
    gen_segment(o, "SBR*P*%s*GRP%u******%s", dependents ? "" : "18", g->state.people % 997,
                gen_pick(r, filings, COUNT(filings)));
  }
  gen_family_name(r, g->family);
  gen_given_name(r, g->given);
  if (g->cob)
    gen_segment(o, "NM1*IL*1*%s*%s****MI*%u", g->family, g->given,
                (uint64_t)100000000000u + g->state.people);
  else
    gen_segment(o, "NM1*IL*1*%s*%s****MI*VHM%w", g->family, g->given, 100000000 + g->state.people);
  if (!dependents) {
    address(g);
    birth(g, false);
  }
  payer(g);
  if (!dependents) {
    claims(s);
    return;
  }
  char family[GEN_NAME];
  memcpy(family, g->family, sizeof family);
  patient(s, self, family);
  if (gen_chance(r, 30) && gen_more(g, s->claims)) patient(s, self, family);
}

static void billing_provider(set *s) {
  gen *g = s->g;
  gen_rng *r = &g->state.rng;
  gen_out *o = &g->out;
  char name[GEN_NAME], street[GEN_NAME];
  uint64_t self = ++s->hl;
  gen_family_name(r, name);
  gen_street(r, street);
  gen_segment(o, "HL*%u**20*1", self);
  if (gen_chance(r, 60)) gen_segment(o, "PRV*BI*PXC*282N00000X");
  gen_segment(o, "NM1*85*2*%s REGIONAL GENERAL HOSPITAL*****XX*%p", name, gen_below(r, 500));
  gen_segment(o, "N3*%s", street);
  const char *city = gen_pick(r, cities, COUNT(cities));
  gen_segment(o, "N4*%s*MA*0%u", city, (uint64_t)(10000000 + gen_below(r, 17000000)));
  gen_segment(o, "REF*EI*00%u", (uint64_t)(1000000 + gen_below(r, 8999999)));
  if (gen_chance(r, 20))
    gen_segment(o, "PER*IC*ACCOUNTS*TE*5555550%u", (uint64_t)(100 + gen_below(r, 99)));
  unsigned n = 10 + gen_below(r, 40);
  subscriber(s, self);
  while (--n > 0 && gen_more(g, s->claims)) subscriber(s, self);
}

void gen_set_837(gen *g) {
  set s = {.g = g};
  gen_out *o = &g->out;
  char number[16];
  snprintf(number, sizeof number, "%04llu", (unsigned long long)g->set_number);
  o->set_segments = 0;
  gen_segment(o, "ST*837*%s*005010X223A2", number);
  gen_segment(o, "BHT*0019*00*BATCH%s*%d*1200*CH", number, GEN_TODAY);
  gen_segment(o, "NM1*41*2*OSTRIMOOR BILLING*****46*%s", g->cob ? "110099999Z" : "OSTRIMOORB");
  gen_segment(o, "PER*IC*BILLING DESK*TE*5555550100");
  gen_segment(o, "NM1*40*2*%s*****46*%s", g->cob ? "MASSHEALTH" : "VELDAN HEALTH PLAN",
              g->cob ? "DMA7384" : "VELDANPLAN");
  while (gen_more(g, s.claims)) billing_provider(&s);
  gen_segment(o, "SE*%u*%s", o->set_segments + 1, number);
}
