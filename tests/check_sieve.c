/*
 * check_sieve.c -- rules that the sieve dismisses could not have failed: with it and without
 * it the same is told of the same claims, and of thousands that are spoiled at random.
 */
#include "guide/rule.h"
#include "support_claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 16384, SEGMENTS = 256, SPOILED = 100 };

static uint64_t state;
static unsigned below(unsigned n) { /* xorshift: the same everywhere */
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (unsigned)(state >> 33) % n;
}

/* ---- spoiling ------------------------------------------------------------------------------ */

typedef struct lines {
  char *segment[SEGMENTS];
  size_t count;
} lines;

static void part(lines *l, char *text) {
  l->count = 0;
  for (char *p = strtok(text, "~\r\n"); p && l->count < SEGMENTS - 8; p = strtok(NULL, "~\r\n"))
    l->segment[l->count++] = p;
}

static const char *const values[] = {
    "", "18", "1", "2", "4", "7", "8", "P", "S", "T", "U", "20260210", "20260219-20260301", "20150930",
    "MA", "CI", "US", "0", "0.00", "100", "-5", "0624", "0450", "0540", "054", "0250", "HP:AAA00",
    "BK:I10", "BH:01:D8:20260101*BH:01:D8:20260101", "30", "11:A:1", "13:A:7", "21:A:4", "31", "Y", "N",
    "NU", "EX", "TE", "1234567", "100000000001", "PO BOX 12", "G2", "F8", "435", "472", "XX"};
static const char *const further[] = {
    "REF*F8*ABC", "REF*LX*1", "DTP*435*DT*202602100815", "DTP*472*D8*20260210", "HI*BBR:0SR90J9",
    "HI*ABF:I10*ABF:I11", "HI*BH:11:D8:20260209", "CAS*CO*45*0*1*96*10", "MIA*1", "MOA***N519",
    "NM1*72*1*SARNETH*ILLORA****XX*2000000127", "NM1*82*1*PELLAMORE*JORAN****XX*2000000119",
    "PWK*OZ*EL", "CRC*ZZ*N*AV", "LX*2", "SV2*0300*HC:85025*100*UN*1*5*7", "REF*T4*Y", "LIN**N4*123",
    "SBR*P*18*******CI", "PLB*1*20261231*WO*5", "SVC*HC:99213*100*80", "CLP*X*1*100*80*20*MC*ICN"};

/* An element becomes another; the new segment is kept in `room`. */
static void change(lines *l, size_t at, char *room, size_t size) {
  const char *old = l->segment[at];
  unsigned elements = 0;
  for (const char *p = old; *p; p++) elements += *p == '*';
  if (elements == 0) return;
  const char *from = old;
  for (unsigned e = 1 + below(elements); e > 0; e--) from = strchr(from, '*') + 1;
  size_t len = strcspn(from, "*");
  snprintf(room, size, "%.*s%s%s", (int)(from - old), old, values[below(sizeof values / sizeof *values)],
           from + len);
  l->segment[at] = room;
}

static void put(lines *l, size_t at, char *segment) {
  memmove(&l->segment[at + 1], &l->segment[at], (l->count - at) * sizeof *l->segment);
  l->segment[at] = segment;
  l->count++;
}

static void spoil(lines *l, char room[4][400]) {
  for (unsigned times = 1 + below(4), i = 0; i < times; i++) {
    size_t at = 3 + below((unsigned)l->count - 3); /* ISA, GS and ST stay */
    switch (below(5)) {
    case 0:
      memmove(&l->segment[at], &l->segment[at + 1], (l->count - at - 1) * sizeof *l->segment);
      l->count--;
      break;
    case 1:
      put(l, at, l->segment[at]);
      break;
    case 2:
      snprintf(room[i], sizeof room[i], "%s", further[below(sizeof further / sizeof *further)]);
      put(l, at, room[i]);
      break;
    default:
      change(l, at, room[i], sizeof room[i]);
    }
  }
}

static void join(const lines *l, char *text) {
  size_t n = 0;
  for (size_t i = 0; i < l->count; i++) {
    int wrote = snprintf(text + n, TEXT - n, "%s~", l->segment[i]);
    ck_assert(wrote > 0 && (size_t)wrote < TEXT - n);
    n += (size_t)wrote;
  }
}

/* ---- comparing ------------------------------------------------------------------------------- */

static size_t rules_told;

static void same(const ct_grammar *g, const char *text) {
  static told all[TOLD];
  const run *r = run_text(g, text, &(run_options){.lenient = true, .ask_all = true});
  size_t count = r->count;
  memcpy(all, r->told, count * sizeof *all);
  r = run_text(g, text, &(run_options){.lenient = true});
  for (size_t i = 0; i < count && i < r->count; i++) {
    const told *a = &all[i], *b = &r->told[i];
    bool equal = a->id == b->id && strcmp(a->rule, b->rule) == 0 && a->segment == b->segment &&
                 a->element == b->element && a->node == b->node && strcmp(a->value, b->value) == 0;
    ck_assert_msg(equal, "%s: %s at %u, or %s at %u, of %s", g->id, a->rule, (unsigned)a->segment,
                  b->rule, (unsigned)b->segment, text);
    rules_told += a->rule[0] != 0;
  }
  ck_assert_msg(count == r->count, "%s: %zu told, %zu with the sieve, of %s", g->id, count, r->count, text);
}

static void compare(const ct_grammar *g) {
  static char text[TEXT], spoiled[TEXT];
  state = 0x9E3779B97F4A7C15u;
  rules_told = 0;
  for (const ct_rule_set *s = g->rules; s; s = s->base)
    for (uint32_t i = 0; i < s->samples; i++) {
      same(g, s->sample[i].text);
      for (unsigned k = 0; k < SPOILED; k++) {
        char room[4][400];
        lines l;
        ck_assert_uint_lt(strlen(s->sample[i].text), TEXT);
        strcpy(text, s->sample[i].text);
        part(&l, text);
        spoil(&l, room);
        join(&l, spoiled);
        same(g, spoiled);
      }
    }
  ck_assert_uint_gt(rules_told, 100);
}

START_TEST(the_guides_rules) {
  unsigned guides = 0;
  for (const ct_grammar *const *g = ct_builtin_guides; *g; g++) {
    if (!(*g)->rules || (*g)->rules->samples == 0) continue;
    compare(*g);
    guides++;
  }
  ck_assert_uint_ge(guides, 2);
}
END_TEST

START_TEST(the_profiles_rules) {
  unsigned layers = 0;
  for (const ct_builtin_layer *l = ct_builtin_layers; l->partner; l++) {
    if (!l->layer->rules || l->layer->unit == 0) continue;
    compare(l->layer);
    layers++;
  }
  ck_assert_uint_ge(layers, 2);
}
END_TEST

int main(void) {
  Suite *s = suite_create("sieve");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 120);
  tcase_add_test(all, the_guides_rules);
  tcase_add_test(all, the_profiles_rules);
  suite_add_tcase(s, all);
  return support_run(s);
}
