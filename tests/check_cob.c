/*
 * check_cob.c -- where coordination of benefits stands in a claim: for everyone, and for a
 * partner that asks for more.
 */
#include "support_claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static small_guide guide;

#define LINE(n, charge)  "LX*" n "~SV2*0300**" charge "*UN*1~"
#define DETAIL(key)      "SVD*" key "*80~CAS*CO*45*20~DTP*573*D8*20260101~"
#define PAYER(key, date) "NM1*PR*2*OTHER*****PI*" key "~" date "REF*F8*1~"
#define DATE             "DTP*573*D8*20260101~"
#define OTHER(cas, amounts, key, date)                                                             \
  "SBR*P*18*******MA~" cas amounts "OI***Y***Y~NM1*IL*1*DOE~" PAYER(key, date)

/* A claim of bill type `type` with one payer that paid at the line, or at the claim. */
#define CLAIM(type, rest) "CLM*A*100***" type ":A:1~" rest
#define AT_LINE(type, date)                                                                        \
  CLAIM(type, OTHER("", "AMT*D*80~", "P1", date) LINE("1", "100") DETAIL("P1"))
#define AT_CLAIM(type, date)                                                                       \
  CLAIM(type, OTHER("CAS*CO*45*20~", "AMT*D*80~", "P1", date) LINE("1", "100"))

static const char *set(const char *claim) {
  static char text[1 << 16];
  snprintf(text, sizeof text,
           "ST*837*0001~HL*1**20*1~NM1*85*2*PROV~HL*2*1*22*0~SBR*S*18~NM1*IL*1*DOE~NM1*PR*2*DEST~%"
           "sSE*1*0001~",
           claim);
  return text;
}

/* "id/id rule/id": what was told, in order. */
static const char *ids(const run *r) {
  static char text[4000];
  size_t n = 0;
  text[0] = '\0';
  for (size_t i = 0; i < r->count; i++) {
    n += (size_t)snprintf(text + n, sizeof text - n, "%s%s%s%s", i ? "/" : "", r->told[i].id,
                          r->told[i].rule[0] ? " " : "", r->told[i].rule);
  }
  return text;
}

static const run *everyone(const char *claim) {
  return run_text(small_837(&guide), set(claim), NULL);
}
static const run *masshealth(const char *claim) {
  return run_text(small_837_masshealth(&guide), set(claim), NULL);
}

struct row {
  const char *claim, *everyone, *masshealth;
};
static const struct row placement[] = {
    {AT_LINE("13", ""), "", ""},
    {AT_CLAIM("11", DATE), "", ""},
    /* dates */
    {AT_LINE("13", DATE), "cob-date-both-levels", "cob-date-both-levels"},
    {AT_CLAIM("11", ""), "cob-date-missing", "cob-date-missing"},
    {AT_CLAIM("13", ""), "cob-date-missing", "cob-date-missing"},
    {AT_CLAIM("13", DATE), "", "cob-outpatient-claim-date"},
    /* levels */
    {AT_LINE("11", ""), "", "cob-inpatient-line-detail"},
    {AT_LINE("86", ""), "", "cob-inpatient-line-detail"},
    {AT_LINE("12", ""), "", ""},
    /* a date missing from a 2430 is the guide's segment-missing */
    {CLAIM("13", OTHER("", "AMT*D*80~", "P1", "") LINE("1", "100") "SVD*P1*80~CAS*CO*45*20~"), "",
     ""},
    /* each of these alone says that the payer has adjudicated */
    {CLAIM("11", OTHER("", "AMT*D*100~", "P1", "") LINE("1", "100")), "cob-date-missing",
     "cob-date-missing"},
    {CLAIM("11", "SBR*P~CAS*CO*45*100~OI***Y~NM1*IL*1*D~" PAYER("P1", "") LINE("1", "100")),
     "cob-date-missing", "cob-date-missing"},
    {CLAIM("11", "SBR*P~OI***Y~MIA*1~NM1*IL*1*D~" PAYER("P1", "") LINE("1", "100")),
     "cob-date-missing", "cob-date-missing"},
    {CLAIM("13", "SBR*P~OI***Y~MOA**1~NM1*IL*1*D~" PAYER("P1", "") LINE("1", "100")),
     "cob-date-missing", "cob-date-missing"},
    {CLAIM("13", "SBR*P~OI***Y~NM1*IL*1*D~" PAYER("P1", "") LINE("1", "100")), "", ""},
    /* amounts that are not to be sent */
    {CLAIM("11", OTHER("CAS*CO*45*20~", "AMT*D*80~AMT*A8*5~", "P1", DATE) LINE("1", "100")), "",
     "cob-noncovered-amount"},
    {CLAIM("11", OTHER("CAS*CO*45*20~", "AMT*D*80~AMT*EAF*5~", "P1", DATE) LINE("1", "100")), "",
     "cob-remaining-liability"},
    {CLAIM("13", OTHER("", "AMT*D*80~", "P1", "") LINE("1", "100") DETAIL("P1") "AMT*EAF*5~"), "",
     "cob-remaining-liability"},
};

START_TEST(each_placement) {
  const struct row *p = &placement[_i];
  const run *r = everyone(p->claim);
  ck_assert_str_eq(ids(r), p->everyone);
  if (r->count != 0) ck_assert_str_eq(r->told[0].payer, "P1");
  r = masshealth(p->claim);
  ck_assert_str_eq(ids(r), p->masshealth);
  if (r->count != 0) ck_assert_str_eq(r->told[0].payer, "P1");
}
END_TEST

START_TEST(depth_decides_who_speaks) {
  const char *text = set(AT_CLAIM("13", DATE));
  small_837_masshealth(&guide);
  ck_assert_uint_eq(run_text(&guide.grammar, text, &(run_options){.snip = 6})->count, 0);
  ck_assert_uint_eq(run_text(&guide.grammar, text, &(run_options){.snip = 7})->count, 1);
  text = set(AT_CLAIM("13", ""));
  ck_assert_uint_eq(run_text(&guide.grammar, text, &(run_options){.snip = 3})->count, 0);
  ck_assert_uint_eq(run_text(&guide.grammar, text, &(run_options){.snip = 4})->count, 1);
}
END_TEST

START_TEST(a_missing_date_is_told_at_the_segment_found_instead) {
  const run *r = everyone(AT_CLAIM("11", ""));
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].tag, "DTP");
  ck_assert_uint_eq(r->told[0].node, small_node(&guide.grammar, "2330B/DTP[573]"));
  ck_assert_uint_eq(r->told[0].segment, 15); /* REF*F8 behind NM1*PR */
  r = everyone(
      CLAIM("11", "SBR*P~AMT*D*100~OI***Y~NM1*IL*1*D~NM1*PR*2*OTHER*****PI*P1~" LINE("1", "100")));
  ck_assert_uint_eq(r->told[0].segment, 14); /* LX */
}
END_TEST

START_TEST(dates_at_both_levels_are_told_at_the_payer) {
  const run *r = everyone(AT_LINE("13", DATE));
  ck_assert_str_eq(r->told[0].tag, "DTP");
  ck_assert_uint_eq(r->told[0].segment, 14);
}
END_TEST

/* ---- names ------------------------------------------------------------------------------------
 */

START_TEST(an_unknown_payer_is_told_once_a_name) {
  const run *r = everyone("CLM*A*300***13:A:1~" OTHER("", "AMT*D*80~", "P1", "") LINE(
      "1", "100") DETAIL("PX") LINE("2", "100") DETAIL("PX") LINE("3", "100") DETAIL("PY"));
  ck_assert_uint_eq(run_count(r, "cob-unknown-payer"), 2);
  ck_assert_uint_eq(run_count(r, "cob-date-missing"), 0); /* one of them may be its own */
  const told *t = run_first(r, "cob-unknown-payer");
  ck_assert_str_eq(t->value, "PX");
  ck_assert_uint_eq(t->element, 1);
  ck_assert_uint_eq(t->segment, 17);
}
END_TEST

START_TEST(a_2430_without_any_2320_names_nobody) {
  ck_assert_str_eq(ids(everyone("CLM*A*100***13:A:1~" LINE("1", "100") DETAIL("P1"))),
                   "cob-unknown-payer");
}
END_TEST

START_TEST(a_payer_without_an_id_is_not_blamed_on_its_lines) {
  ck_assert_str_eq(
      ids(everyone(CLAIM("13", OTHER("", "AMT*D*80~", "", "") LINE("1", "100") DETAIL("P1")))), "");
}
END_TEST

START_TEST(one_id_for_two_payers_is_a_warning) {
  const run *r = everyone(CLAIM("13", OTHER("", "AMT*D*80~", "P1", "") OTHER(
                                          "", "AMT*D*0~", "P1", "") LINE("1", "100") DETAIL("P1")));
  ck_assert_str_eq(ids(r), "situation I-062");
  ck_assert_int_eq(r->told[0].severity, CT_WARNING);
  ck_assert_uint_eq(r->told[0].element, 9);
}
END_TEST

START_TEST(a_line_is_bundled_into_one_of_the_claim) {
#define BUNDLED(n) "SVD*P1*80****" n "~CAS*CO*45*20~DTP*573*D8*20260101~"
  const char *two = "CLM*A*200***13:A:1~" OTHER("", "AMT*D*160~", "P1", "")
      LINE("1", "100") "%s" LINE("2", "100") DETAIL("P1");
  char text[1000];
  snprintf(text, sizeof text, two, BUNDLED("2"));
  ck_assert_str_eq(ids(everyone(text)), "");
  snprintf(text, sizeof text, two, BUNDLED("3"));
  const run *r = everyone(text);
  ck_assert_str_eq(ids(r), "situation I-066");
  ck_assert_uint_eq(r->told[0].element, 6);
  ck_assert_str_eq(r->told[0].value, "3");
  ck_assert_str_eq(r->told[0].payer, "P1");
}
END_TEST

/* ---- adjustments at both levels
 * ------------------------------------------------------------------ */

static const struct {
  const char *claim_cas, *line_cas;
  int told, severity; /* -1: the usual */
} both[] = {
    {"CAS*CO*45*20~", "CAS*CO*45*20~", 1, -1},
    {"CAS*CO*45*20.00~", "CAS*CO*97*1**45*20~", 1, -1},
    {"CAS*CO*45*5~", "CAS*CO*45*20~", 1, CT_NOTE},
    {"CAS*CO*45*40~", "CAS*CO*45*20~", 1, -1}, /* the sum of both lines */
    {"CAS*CO*45*20~", "CAS*PR*45*20~", 0, 0},
    {"CAS*CO*45*20~", "CAS*CO*97*20~", 0, 0},
    {"CAS*PR*1*3**2*4~CAS*CO*45*20~", "CAS*PR*2*4~CAS*CO*45*20~", 2, -1},
};

static const char *both_claim(int i, const char *type) {
  static char text[1000];
  snprintf(text, sizeof text,
           "CLM*A*200***%s:A:1~SBR*P~%sOI***Y~NM1*IL*1*D~" PAYER("P1", "")
               LINE("1", "100") "SVD*P1*80~%sDTP*573*D8*20260101~" LINE(
                   "2", "100") "SVD*P1*80~%sDTP*573*D8*20260101~",
           type, both[i].claim_cas, both[i].line_cas, both[i].line_cas);
  return text;
}

START_TEST(an_adjustment_stands_at_one_level) {
  const char *id = "cob-adjustment-both-levels";
  const run *r = masshealth(both_claim(_i, "13"));
  ck_assert_uint_eq(run_count(r, id), (size_t)both[_i].told);
  const told *t = run_first(r, id);
  if (t) {
    ck_assert_int_eq(t->severity, both[_i].severity);
    ck_assert_str_eq(t->tag, "CAS");
    ck_assert_str_eq(t->payer, "P1");
  }
  ck_assert_uint_eq(run_count(everyone(both_claim(_i, "13")), id), 0);
  ck_assert_uint_eq(run_count(masshealth(both_claim(_i, "11")), id), 0);
}
END_TEST

/* ---- the worked examples
 * ----------------------------------------------------------------------------- */

static const char *const examples[] = {
    "testdata/cob/jobaid-1-inpatient.837", "testdata/cob/jobaid-2-inpatient-two-payers.837",
    "testdata/cob/jobaid-3-outpatient.837", "testdata/cob/jobaid-4-outpatient-two-payers.837",
    "testdata/cob/jobaid-5-outpatient-claim-adjustment.837"};

START_TEST(the_worked_examples_stand_right) {
  support_file f = support_slurp(examples[_i]);
  ck_assert_str_eq(ids(run_text(small_837(&guide), f.data, NULL)), "");
  ck_assert_str_eq(ids(run_text(small_837_masshealth(&guide), f.data, NULL)), "");
  support_file_free(&f);
}
END_TEST

START_TEST(more_payers_than_a_guide_has_end_in_time) {
  size_t size = 1 << 22, n = 0;
  char *t = malloc(size);
  ck_assert_ptr_nonnull(t);
  n += (size_t)snprintf(t, size,
                        "ST*837*1~HL*1**20*1~NM1*85*2*P~HL*2*1*22*0~SBR*S*18~NM1*IL*1*D~NM1*PR*2*D~"
                        "CLM*A*1***13:A:1~");
  for (int i = 0; i < 5000; i++)
    n += (size_t)snprintf(t + n, size - n,
                          "SBR*P~AMT*D*1~OI***Y~NM1*IL*1*D~NM1*PR*2*O*****PI*P%d~" DATE, i);
  for (int i = 0; i < 5000; i++)
    n += (size_t)snprintf(t + n, size - n, "LX*%d~SV2*0300**1~SVD*P%d*1****9~", i, i);
  const run *r = run_text(small_837(&guide), t, NULL);
  ck_assert_int_eq(r->status, CT_OK);
  ck_assert_str_eq(ids(r), "claim-charge-balance");
  free(t);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("cob");
  TCase *tests = tcase_create("cob");
  suite_add_tcase(suite, tests);
  tcase_set_timeout(tests, 30);
  tcase_add_loop_test(tests, each_placement, 0, sizeof placement / sizeof *placement);
  tcase_add_test(tests, depth_decides_who_speaks);
  tcase_add_test(tests, a_missing_date_is_told_at_the_segment_found_instead);
  tcase_add_test(tests, dates_at_both_levels_are_told_at_the_payer);
  tcase_add_test(tests, an_unknown_payer_is_told_once_a_name);
  tcase_add_test(tests, a_2430_without_any_2320_names_nobody);
  tcase_add_test(tests, a_payer_without_an_id_is_not_blamed_on_its_lines);
  tcase_add_test(tests, one_id_for_two_payers_is_a_warning);
  tcase_add_test(tests, a_line_is_bundled_into_one_of_the_claim);
  tcase_add_loop_test(tests, an_adjustment_stands_at_one_level, 0, sizeof both / sizeof *both);
  tcase_add_loop_test(tests, the_worked_examples_stand_right, 0,
                      sizeof examples / sizeof *examples);
  tcase_add_test(tests, more_payers_than_a_guide_has_end_in_time);
  return support_run(suite);
}
