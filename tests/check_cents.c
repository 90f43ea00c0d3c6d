/*
 * check_cents.c -- the five worked examples of coordination of benefits, every amount moved by a
 * cent up and down, and every adjustment dropped: each must be caught at its payer and line, with
 * the right difference, and told once or twice.  Knows which equation an amount stands in; the
 * rest it asks of the library.
 */
#include "support_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const examples[] = {
    "testdata/cob/jobaid-1-inpatient.837", "testdata/cob/jobaid-2-inpatient-two-payers.837",
    "testdata/cob/jobaid-3-outpatient.837", "testdata/cob/jobaid-4-outpatient-two-payers.837",
    "testdata/cob/jobaid-5-outpatient-claim-adjustment.837"};
enum { EXAMPLES = sizeof examples / sizeof *examples, MOST = 8, WORD = 24 };

typedef struct told {
  char id[32], payer[WORD];
  unsigned segment;
  int64_t difference; /* cents, never negative */
} told;

typedef struct told_list {
  told list[MOST];
  unsigned count;
} told_list;

/* Where an amount stands. */
typedef struct amount_place {
  size_t at;
  unsigned element;
  bool inpatient, in_line, is_svd; /* in_line: of a 2430; else of the claim or its 2320 */
  char payer[WORD];
  unsigned line; /* number of the SVD, in_line */
} amount_place;

/* ---- reading ------------------------------------------------------------------- */

static void keep(char to[WORD], ct_slice from) {
  snprintf(to, WORD, "%.*s", (int)from.len, from.ptr);
}

static int64_t cents(ct_decimal d) {
  int64_t n = d.mantissa;
  for (; d.scale < 2; d.scale++) n *= 10;
  for (; d.scale > 2; d.scale--) n /= 10;
  return n;
}

static void on_finding(void *ctx, const ct_finding *f) {
  told_list *got = ctx;
  if (f->severity != CT_ERROR) return;
  if (got->count < MOST) {
    told *t = &got->list[got->count];
    snprintf(t->id, sizeof t->id, "%s", f->info->id);
    keep(t->payer, f->payer);
    t->segment = f->where.segment;
    t->difference = f->has_amounts ? llabs(cents(f->actual) - cents(f->expected)) : -1;
  }
  got->count++;
}

static told_list read_errors(const support_doc *doc, const char *partner) {
  told_list got = {.count = 0};
  support_file text = support_doc_text(doc);
  ct_grammars *grammars = NULL;
  ct_error error;
  ct_options options = {.snip = 7};
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  if (partner != NULL)
    ck_assert_msg(ct_grammars_add_partner(grammars, partner, &error) == CT_OK, "%s", error.text);
  ct_reader *reader = ct_reader_new(grammars, &options);
  ck_assert_ptr_nonnull(reader);
  ct_reader_on_finding(reader, on_finding, &got);
  ck_assert_int_eq(ct_reader_set_memory(reader, text.data, text.size), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, NULL, 0), CT_OK);
  ct_reader_free(reader);
  ct_grammars_close(grammars);
  support_file_free(&text);
  return got;
}

/* Plainly, and under the profile as soon as it ships. */
static size_t partner_count(void) {
  FILE *profile = fopen("grammars/partners/masshealth.xml", "r");
  if (profile != NULL) fclose(profile);
  return profile != NULL ? 2 : 1;
}

/* ---- what must be told --------------------------------------------------------------- */

static bool has(const told_list *got, const char *id, const amount_place *p, bool at_line,
                int64_t difference) {
  for (unsigned i = 0; i < got->count && i < MOST; i++) {
    const told *t = &got->list[i];
    if (strcmp(t->id, id) == 0 && strcmp(t->payer, p->payer) == 0 && t->difference == difference &&
        (!at_line || t->segment == p->line))
      return true;
  }
  return false;
}

/* The amount at `p` was changed by `difference` cents in `doc`. */
static void judge(const char *what, const support_doc *doc, const amount_place *p,
                  int64_t difference) {
  static const char *const partners[] = {NULL, "masshealth"};
  const char *first = "claim-charge-balance", *second = NULL; /* CLM02, SV203: A alone */
  if (p->payer[0] != '\0') first = p->inpatient ? "cob-claim-balance" : "cob-paid-balance";
  if (p->in_line) first = "cob-line-balance";
  if (p->is_svd) second = "cob-paid-balance";
  for (size_t i = 0; i < partner_count(); i++) {
    told_list got = read_errors(doc, partners[i]);
    bool right = has(&got, first, p, p->in_line, difference) &&
                 (second == NULL || has(&got, second, p, false, difference)) &&
                 got.count == (second == NULL ? 1U : 2U);
    ck_assert_msg(right, "%s (%s): expected %s%s%s, payer %s SVD %u difference %lld; found %u: %s",
                  what, partners[i] != NULL ? partners[i] : "no partner", first,
                  second != NULL ? " and " : "", second != NULL ? second : "", p->payer, p->line,
                  (long long)difference, got.count, got.count > 0 ? got.list[0].id : "nothing");
  }
}

/* ---- the amounts of a claim -------------------------------------------------------------- */

static int64_t value_of(const support_doc *doc, size_t at, unsigned element) {
  char *text = support_doc_get(doc, at, element, 0);
  char *end;
  long long whole = strtoll(text, &end, 10), part = 0;
  if (*end == '.') part = (end[1] - '0') * 10 + (end[2] != '\0' ? end[2] - '0' : 0);
  free(text);
  return whole * 100 + part;
}

static void set_cents(support_doc *doc, size_t at, unsigned element, int64_t value) {
  char text[32];
  snprintf(text, sizeof text, "%s%lld.%02lld", value < 0 ? "-" : "", llabs(value) / 100,
           llabs(value) % 100);
  support_doc_set(doc, at, element, 0, text);
}

static bool is(const support_doc *doc, size_t at, const char *tag) {
  return strncmp(doc->lines[at], tag, strlen(tag)) == 0;
}

/* NM109 of the 2330B that follows a segment of 2320. */
static void payer_after(const support_doc *doc, size_t at, char payer[WORD]) {
  while (!is(doc, at, "NM1*PR*")) at++;
  char *text = support_doc_get(doc, at, 9, 0);
  snprintf(payer, WORD, "%s", text);
  free(text);
}

/* Calls `visit` for every amount that takes part in an equation. */
static void each_amount(const char *path,
                        void visit(const char *path, const support_doc *, const amount_place *)) {
  support_doc doc = support_doc_read(path);
  amount_place p = {.at = support_doc_find(&doc, "CLM*"), .element = 2};
  char *bill = support_doc_get(&doc, p.at, 5, 1);
  p.inpatient = strcmp(bill, "11") == 0;
  free(bill);
  visit(path, &doc, &p);
  for (size_t at = p.at + 1; !is(&doc, at, "SE*"); at++) {
    p.at = at;
    p.is_svd = is(&doc, at, "SVD*");
    if (is(&doc, at, "LX*") || is(&doc, at, "SBR*")) p.in_line = false;
    if (is(&doc, at, "LX*")) p.payer[0] = '\0';
    if (is(&doc, at, "SBR*")) payer_after(&doc, at, p.payer);
    if (p.is_svd) {
      char *payer = support_doc_get(&doc, at, 1, 0);
      snprintf(p.payer, sizeof p.payer, "%s", payer);
      free(payer);
      p.in_line = true;
      p.line = support_doc_number(&doc, at);
    }
    p.element = is(&doc, at, "SV2*") ? 3 : 2;
    if (p.is_svd || is(&doc, at, "SV2*") || is(&doc, at, "AMT*D*")) visit(path, &doc, &p);
    for (unsigned e = 3; e <= 18 && is(&doc, at, "CAS*"); e += 3) {
      char *text = support_doc_get(&doc, at, e, 0);
      p.element = e;
      if (*text != '\0') visit(path, &doc, &p);
      free(text);
    }
  }
  support_doc_free(&doc);
}

static support_doc copy_of(const support_doc *doc) {
  support_doc copy = {NULL, 0, 0};
  for (size_t i = 0; i < doc->count; i++) support_doc_insert(&copy, i, doc->lines[i]);
  return copy;
}

static void move_by_a_cent(const char *path, const support_doc *doc, const amount_place *p) {
  for (int step = -1; step <= 1; step += 2) {
    char what[256];
    support_doc spoiled = copy_of(doc);
    snprintf(what, sizeof what, "%s: %s, element %u by %d", path, doc->lines[p->at], p->element,
             step);
    set_cents(&spoiled, p->at, p->element, value_of(doc, p->at, p->element) + step);
    judge(what, &spoiled, p, 1);
    support_doc_free(&spoiled);
  }
}

/* Takes reason, amount and quantity out; those behind move up; an empty CAS goes. */
static void drop_triplet(const char *path, const support_doc *doc, const amount_place *p) {
  if (!is(doc, p->at, "CAS*")) return;
  char what[256];
  support_doc spoiled = copy_of(doc);
  snprintf(what, sizeof what, "%s: %s without element %u", path, doc->lines[p->at], p->element);
  for (unsigned e = p->element - 1; e <= 19; e++) {
    char *next = support_doc_get(doc, p->at, e + 3, 0);
    support_doc_set(&spoiled, p->at, e, 0, next);
    free(next);
  }
  char *reason = support_doc_get(&spoiled, p->at, 2, 0);
  if (*reason == '\0') support_doc_remove(&spoiled, p->at);
  free(reason);
  support_doc_recount(&spoiled);
  judge(what, &spoiled, p, llabs(value_of(doc, p->at, p->element)));
  support_doc_free(&spoiled);
}

START_TEST(test_examples_balance) {
  support_doc doc = support_doc_read(examples[_i]);
  ck_assert_uint_eq(read_errors(&doc, NULL).count, 0);
  if (partner_count() > 1) ck_assert_uint_eq(read_errors(&doc, "masshealth").count, 0);
  support_doc_free(&doc);
}
END_TEST

START_TEST(test_every_cent) {
  each_amount(examples[_i], move_by_a_cent);
}
END_TEST

START_TEST(test_every_triplet) {
  each_amount(examples[_i], drop_triplet);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("cents");
  TCase *cents_case = tcase_create("worked examples");
  tcase_set_timeout(cents_case, 60);
  tcase_add_loop_test(cents_case, test_examples_balance, 0, EXAMPLES);
  tcase_add_loop_test(cents_case, test_every_cent, 0, EXAMPLES);
  tcase_add_loop_test(cents_case, test_every_triplet, 0, EXAMPLES);
  suite_add_tcase(suite, cents_case);
  return support_run(suite);
}
