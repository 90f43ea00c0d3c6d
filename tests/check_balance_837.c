/*
 * check_balance_837.c -- the money of institutional claims: the worked examples hold, and
 * every amount in them that moves is told where it is, once or twice.
 */
#include "support_claim.h"
#include "support_cob.h"

#include "base/decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static small_guide guide;

static const run *check(const char *text) {
  return run_text(small_837(&guide), text, NULL);
}

/* A set around the claim's segments. */
static const char *claim_text(const char *claim) {
  static char text[4 << 20];
  int n =
      snprintf(text, sizeof text,
               "ST*837*0001~BHT*0019*00*X*20260605*1200*CH~NM1*41*2*SUB~NM1*40*2*REC~HL*1**20*1~"
               "NM1*85*2*PROV~HL*2*1*22*0~SBR*S*18~NM1*IL*1*DOE~NM1*PR*2*DEST~%sSE*1*0001~",
               claim);
  ck_assert((size_t)n < sizeof text);
  return text;
}

/* ---- what a moved amount must tell ------------------------------------------------------ */

static void assert_told(const run *r, const char *id, const support_amount *a, bool line) {
  const told *t = run_first(r, id);
  if (!t) ck_abort_msg("%s is not told", id);
  ck_assert_str_eq(t->payer, a->payer);
  if (line) ck_assert_str_eq(t->line, a->line);
}

static void assert_difference(const run *r, const char *cents) {
  for (size_t i = 0; i < r->count; i++) {
    ct_decimal e, a, d;
    char text[CT_DECIMAL_TEXT];
    ck_assert(r->told[i].has_amounts);
    ck_assert_int_eq(ct_decimal_parse(ct_slice_text(r->told[i].expected), &e), CT_DECIMAL_OK);
    ck_assert_int_eq(ct_decimal_parse(ct_slice_text(r->told[i].actual), &a), CT_DECIMAL_OK);
    ck_assert(ct_decimal_subtract(a, e, &d));
    if (d.mantissa < 0) d.mantissa = -d.mantissa;
    ct_decimal_format(d, text);
    ck_assert_str_eq(text, cents);
  }
}

static void assert_moved(const run *r, const support_amount *a, bool lines) {
  bool at_line = a->line[0] != '\0';
  if (strcmp(a->tag, "CLM") == 0 || strcmp(a->tag, "SV2") == 0) {
    ck_assert_uint_eq(r->count, 1);
    ck_assert_uint_eq(run_count(r, "claim-charge-balance"), 1);
    ck_assert_uint_eq(r->told[0].element, 2);
    ck_assert_str_eq(r->told[0].tag, "CLM");
  } else if (at_line) {
    bool paid = strcmp(a->tag, "SVD") == 0;
    ck_assert_uint_eq(r->count, paid ? 2 : 1);
    assert_told(r, "cob-line-balance", a, true);
    ck_assert_str_eq(run_first(r, "cob-line-balance")->tag, "SVD");
    if (paid) assert_told(r, "cob-paid-balance", a, false);
  } else {
    ck_assert_uint_eq(r->count, 1);
    assert_told(r, lines ? "cob-paid-balance" : "cob-claim-balance", a, false);
    ck_assert_str_eq(r->told[0].tag, "AMT");
    ck_assert_uint_eq(r->told[0].element, 2);
  }
}

START_TEST(the_worked_examples_balance) {
  support_file f = support_slurp(support_examples[_i]);
  const run *r = check(f.data);
  ck_assert_uint_eq(r->count, 0);
  ck_assert_uint_eq(r->claims, 1);
  ck_assert_int_eq(r->status, CT_OK);
  support_file_free(&f);
}
END_TEST

START_TEST(every_cent_is_told_where_it_is) {
  support_file f = support_slurp(support_examples[_i]);
  support_amount amount[64];
  size_t n = support_amounts(f.data, amount);
  bool lines = strstr(f.data, "SVD*") != NULL;
  ck_assert_uint_gt(n, 5);
  for (size_t i = 0; i < n; i++) {
    for (int64_t cent = -1; cent <= 1; cent += 2) {
      ct_decimal d;
      char text[CT_DECIMAL_TEXT];
      ck_assert_int_eq(ct_decimal_parse(ct_slice_make(f.data + amount[i].at, amount[i].len), &d),
                       CT_DECIMAL_OK);
      ck_assert(ct_decimal_add(d, (ct_decimal){cent, 2}, &d));
      ct_decimal_format(d, text);
      const run *r = check(support_replaced(f.data, amount[i].at, amount[i].len, text));
      assert_moved(r, &amount[i], lines);
      assert_difference(r, "0.01");
    }
  }
  support_file_free(&f);
}
END_TEST

START_TEST(every_dropped_triplet_is_told) {
  support_file f = support_slurp(support_examples[_i]);
  support_amount amount[64];
  size_t n = support_amounts(f.data, amount), triplets = 0;
  bool lines = strstr(f.data, "SVD*") != NULL;
  for (size_t i = 0; i < n; i++) {
    if (strcmp(amount[i].tag, "CAS") != 0) continue;
    char text[CT_DECIMAL_TEXT];
    ct_decimal d;
    triplets++;
    ck_assert_int_eq(ct_decimal_parse(ct_slice_make(f.data + amount[i].at, amount[i].len), &d),
                     CT_DECIMAL_OK);
    ct_decimal_format(d, text);
    const run *r = check(support_dropped(f.data, &amount[i]));
    assert_moved(r, &amount[i], lines);
    assert_difference(r, text);
  }
  ck_assert_uint_ge(triplets, 3);
  support_file_free(&f);
}
END_TEST

/* ---- what keeps an equation silent -------------------------------------------------------- */

#define OTHER(paid, cas, key)                                                                      \
  "SBR*P*18*******MA~" cas "AMT*D*" paid "~OI***Y***Y~NM1*IL*1*DOE~NM1*PR*2*OTHER*****PI*" key "~"
#define DATED(paid, cas, key) OTHER(paid, cas, key) "DTP*573*D8*20260101~"
#define LINE(n, charge)       "LX*" n "~SV2*0300**" charge "*UN*1~"

START_TEST(a_wrong_charge_of_one_line_is_told_once) {
  const run *r =
      check(claim_text("CLM*A*300***13:A:1~" OTHER("200", "", "P1")
                           LINE("1", "100.01") "SVD*P1*80~CAS*CO*45*20~DTP*573*D8*20260101~" LINE(
                               "2", "200") "SVD*P1*120~CAS*CO*45*80~DTP*573*D8*20260101~"));
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "claim-charge-balance");
  ck_assert_str_eq(r->told[0].expected, "300.01");
  ck_assert_str_eq(r->told[0].actual, "300.00");
}
END_TEST

START_TEST(two_lines_out_are_both_told) {
  const run *r =
      check(claim_text("CLM*A*300***13:A:1~" OTHER("200", "", "P1")
                           LINE("1", "100.01") "SVD*P1*80~CAS*CO*45*20~DTP*573*D8*20260101~" LINE(
                               "2", "200") "SVD*P1*120~CAS*CO*45*79~DTP*573*D8*20260101~"));
  ck_assert_uint_eq(run_count(r, "claim-charge-balance"), 1);
  ck_assert_uint_eq(run_count(r, "cob-line-balance"), 2);
  ck_assert_uint_eq(r->count, 3);
  ck_assert_str_eq(r->told[1].line, "1");
  ck_assert_str_eq(r->told[2].line, "2");
}
END_TEST

START_TEST(a_wrong_claim_charge_does_not_reach_the_payer) {
  const run *r =
      check(claim_text("CLM*A*101***11:A:1~" DATED("80", "CAS*CO*45*20~", "P1") LINE("1", "100")));
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "claim-charge-balance");
}
END_TEST

START_TEST(an_unknown_payer_keeps_c_silent) {
  const run *r =
      check(claim_text("CLM*A*300***13:A:1~" OTHER("200", "", "P1")
                           LINE("1", "100") "SVD*P2*80~CAS*CO*45*20~DTP*573*D8*20260101~" LINE(
                               "2", "200") "SVD*P1*120~CAS*CO*45*80~DTP*573*D8*20260101~"));
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "cob-unknown-payer");
  ck_assert_str_eq(r->told[0].value, "P2");
  ck_assert_uint_eq(r->told[0].element, 1);
}
END_TEST

START_TEST(several_2430_of_a_payer_on_a_line_are_one) {
  const char *claim = "CLM*A*100***13:A:1~" OTHER("70", "", "P1")
      LINE("1", "100") "SVD*P1*50~CAS*CO*45*%s~DTP*573*D8*20260101~SVD*P1*20~CAS*PR*2*10~DTP*573*"
                       "D8*20260101~";
  char text[600];
  snprintf(text, sizeof text, claim, "20");
  ck_assert_uint_eq(check(claim_text(text))->count, 0);
  snprintf(text, sizeof text, claim, "19.99");
  const run *r = check(claim_text(text));
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "cob-line-balance");
  ck_assert_str_eq(r->told[0].expected, "100.00");
  ck_assert_str_eq(r->told[0].actual, "99.99");
}
END_TEST

START_TEST(a_payer_that_has_not_adjudicated_is_asked_nothing) {
  const run *r = check(claim_text("CLM*A*100***13:A:1~SBR*S*18*******CI~OI***Y***Y~NM1*IL*1*DOE~"
                                  "NM1*PR*2*NEXT*****PI*P9~" LINE("1", "100")));
  ck_assert_uint_eq(r->count, 0);
}
END_TEST

START_TEST(some_lines_without_a_2430_are_no_matter_of_d) {
  const run *r = check(claim_text("CLM*A*300***13:A:1~" OTHER("120", "", "P1") LINE(
      "1", "100") LINE("2", "200") "SVD*P1*120~CAS*CO*45*80~DTP*573*D8*20260101~"));
  ck_assert_uint_eq(r->count, 0);
}
END_TEST

START_TEST(lines_without_amt_d_are_paid_nothing) {
  const run *r = check(claim_text(
      "CLM*A*100***13:A:1~SBR*P*18*******MA~OI***Y***Y~NM1*IL*1*DOE~"
      "NM1*PR*2*OTHER*****PI*P1~" LINE("1", "100") "SVD*P1*80~CAS*CO*45*20~DTP*573*D8*20260101~"));
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "cob-paid-balance");
  ck_assert_str_eq(r->told[0].tag, "SBR");
  ck_assert_uint_eq(r->told[0].element, 0);
  ck_assert_str_eq(r->told[0].expected, "80.00");
  ck_assert_str_eq(r->told[0].actual, "0.00");
}
END_TEST

START_TEST(amounts_that_are_no_numbers_keep_their_equations_silent) {
  static const char *const bad[] = {"X", "", "1e3", "1234567890123456789"};
  for (size_t i = 0; i < 4; i++) {
    char text[600];
    snprintf(text, sizeof text,
             "CLM*A*100***13:A:1~" OTHER("80", "", "P1")
                 LINE("1", "%s") "SVD*P1*80~CAS*CO*45*20~DTP*573*D8*20260101~",
             bad[i]);
    ck_assert_uint_eq(check(claim_text(text))->count, 0);
    snprintf(text, sizeof text,
             "CLM*A*100***13:A:1~" OTHER("80", "", "P1")
                 LINE("1", "100") "SVD*P1*80~CAS*CO*45*%s~DTP*573*D8*20260101~",
             bad[i]);
    ck_assert_uint_eq(check(claim_text(text))->count, 0);
  }
}
END_TEST

START_TEST(a_broken_claim_is_not_balanced) {
  run_options o = {.broken = "2430"};
  const char *text = claim_text("CLM*A*300***13:A:1~" OTHER("80", "", "P1")
                                    LINE("1", "100") "SVD*P1*80~CAS*CO*45*2~DTP*573*D8*20260101~");
  ck_assert_uint_gt(check(text)->count, 0);
  ck_assert_uint_eq(run_text(small_837(&guide), text, &o)->count, 0);
  ck_assert_uint_eq(run_text(small_837(&guide), text, &(run_options){.snip = 2})->count, 0);
}
END_TEST

/* ---- size and sign ----------------------------------------------------------------------------
 */

START_TEST(negative_adjustments_count) {
  ck_assert_uint_eq(check(claim_text("CLM*A*100***11:A:1~" DATED("110", "CAS*CO*45*20**94*-30~",
                                                                 "P1") LINE("1", "100")))
                        ->count,
                    0);
  ck_assert_uint_eq(check(claim_text("CLM*A*100***11:A:1~" DATED("110", "CAS*CO*45*20**94*-30.01~",
                                                                 "P1") LINE("1", "100")))
                        ->count,
                    1);
  ck_assert_uint_eq(check(claim_text("CLM*A*-100***13:A:1~" OTHER("-80", "", "P1") LINE(
                              "1", "-100") "SVD*P1*-80~CAS*CO*45*-20~DTP*573*D8*20260101~"))
                        ->count,
                    0);
}
END_TEST

START_TEST(all_six_triplets_count) {
  const char *good = "CLM*A*21***13:A:1~" OTHER("0", "", "P1")
      LINE("1", "21") "SVD*P1*0~CAS*CO*1*1**2*2**3*3**4*4**5*5**6*6~DTP*573*D8*20260101~";
  const run *r = check(claim_text(good));
  ck_assert_uint_eq(r->count, 0);
}
END_TEST

START_TEST(eighteen_digits_balance_and_overflow_is_told) {
  const char *big = "999999999999999999";
  char text[4000];
  snprintf(text, sizeof text, "CLM*A*%s***11:A:1~" LINE("1", "%s"), big, big);
  ck_assert_uint_eq(check(claim_text(text))->count, 0);
  size_t n = (size_t)snprintf(text, sizeof text, "CLM*A*%s***11:A:1~", big);
  for (int i = 1; i <= 20; i++)
    n += (size_t)snprintf(text + n, sizeof text - n, "LX*%d~SV2*0300**%s*UN*1~", i, big);
  const run *r = check(claim_text(text));
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "amount-overflow");
  ck_assert_str_eq(r->told[0].tag, "CLM");
  ck_assert_uint_eq(r->told[0].element, 2);
  ck_assert(!r->told[0].has_amounts);
}
END_TEST

START_TEST(fractions_of_any_scale_are_exact) {
  ck_assert_uint_eq(
      check(claim_text("CLM*A*.3***11:A:1~" LINE("1", ".1") LINE("2", "0.20")))->count, 0);
  ck_assert_uint_eq(check(claim_text("CLM*A*1***11:A:1~" LINE("1", "0.999999999999999999")
                                         LINE("2", "0.000000000000000001")))
                        ->count,
                    0);
}
END_TEST

/* Ten payers, `lines` lines, each with a 2430 of every one of the first `per` payers. */
static char *wide_claim(unsigned lines, unsigned per, int wrong_line, int wrong_payer) {
  size_t size = 4 << 20, n = 0;
  char *t = malloc(size);
  ck_assert_ptr_nonnull(t);
  n += (size_t)snprintf(t + n, size - n, "CLM*A*%u***13:A:1~", lines * 100);
  for (unsigned p = 0; p < 10; p++)
    n += (size_t)snprintf(
        t + n, size - n,
        "SBR*P*18*******MA~%sAMT*D*%u~OI***Y***Y~NM1*IL*1*DOE~NM1*PR*2*O*****PI*PAY%u~%s",
        p < per ? "" : "CAS*CO*45*0~", p < per ? lines * 40 : lines * 100, p,
        p < per ? "" : "DTP*573*D8*20260101~");
  for (unsigned l = 1; l <= lines; l++) {
    n += (size_t)snprintf(t + n, size - n, "LX*%u~SV2*0300**100*UN*1~", l);
    for (unsigned i = 0; i < 15; i++) {
      unsigned p = i % per;
      bool first = i < per;
      bool wrong = first && (int)l == wrong_line && (int)p == wrong_payer;
      n += (size_t)snprintf(t + n, size - n, "SVD*PAY%u*%s~CAS*CO*45*%s~DTP*573*D8*20260101~", p,
                            first ? "40" : "0",
                            wrong   ? "60.01"
                            : first ? "60"
                                    : "0");
    }
  }
  ck_assert(n < size);
  return t;
}

START_TEST(many_payers_and_lines) {
  char *t = wide_claim(999, 8, 0, 0);
  const run *r = check(claim_text(t));
  ck_assert_uint_eq(r->count, 0);
  free(t);
  t = wide_claim(999, 8, 777, 5);
  r = check(claim_text(t));
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "cob-line-balance");
  ck_assert_str_eq(r->told[0].line, "777");
  ck_assert_str_eq(r->told[0].payer, "PAY5");
  ck_assert_str_eq(r->told[0].actual, "100.01");
  free(t);
}
END_TEST

START_TEST(a_dependents_claim_is_balanced_too) {
  const run *r =
      check("ST*837*1~HL*1**20*1~NM1*85*2*P~HL*2*1*22*1~SBR*P~NM1*IL*1*DOE~NM1*PR*2*DEST~"
            "HL*3*2*23*0~PAT*19~NM1*QC*1*DOE~CLM*A*300***13:A:1~" OTHER("200", "", "P1")
                LINE("1", "100") "SVD*P1*80~CAS*CO*45*20~DTP*573*D8*20260101~" LINE(
                    "2", "200") "SVD*P1*120~CAS*CO*45*80.01~DTP*573*D8*20260101~SE*1*1~");
  ck_assert_uint_eq(r->claims, 1);
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "cob-line-balance");
  ck_assert_str_eq(r->told[0].line, "2");
}
END_TEST

START_TEST(faults_come_in_the_order_of_their_segments) {
  /* every line out: they are told after the claim's, in order, also past one portion */
  size_t size = 1 << 20, n = 0;
  char *t = malloc(size);
  ck_assert_ptr_nonnull(t);
  n += (size_t)snprintf(t, size, "CLM*A*1***13:A:1~" OTHER("80", "", "P1"));
  for (int i = 1; i <= 900; i++)
    n += (size_t)snprintf(t + n, size - n, "LX*%d~SV2*0300**7*UN*1~SVD*P1*1~DTP*573*D8*20260101~",
                          i);
  const run *r = check(claim_text(t));
  ck_assert_uint_eq(r->count, 902);
  for (size_t i = 1; i < r->count; i++)
    ck_assert_uint_ge(r->told[i].segment, r->told[i - 1].segment);
  free(t);
}
END_TEST

/* ---- rows
 * ---------------------------------------------------------------------------------------- */

START_TEST(every_equation_is_a_row) {
  support_file f = support_slurp(support_examples[2]);
  const run *r = run_text(small_837(&guide), f.data, &(run_options){.explain = true});
  ck_assert_uint_eq(r->count, 0);
  ck_assert_uint_eq(r->rows, 5);
  ck_assert_str_eq(r->row[0].id, "claim-charge-balance");
  ck_assert_str_eq(r->row[0].text, "CLM02 1343.21 = 980.04 (SV203, 34) + 363.17 (SV203, 41)");
  ck_assert_str_eq(r->row[1].text, "SV203 980.04 = 591.22 (SVD02, 36) + 217.20 (CAS CO 45, 37)"
                                   " + 28.64 (CAS PR 1, 38) + 142.98 (CAS PR 2, 38)");
  ck_assert_str_eq(r->row[2].text, "SV203 363.17 = 0.00 (SVD02, 43) + 363.17 (CAS PR 96, 44)");
  ck_assert_str_eq(r->row[2].line, "2");
  ck_assert_str_eq(r->row[2].payer, "0084000");
  ck_assert_str_eq(r->row[3].text, "AMT*D 591.22 = 591.22 (SVD02, 36) + 0.00 (SVD02, 43)");
  ck_assert_str_eq(r->row[4].id, "cob-claim-balance");
  for (size_t i = 0; i < r->rows; i++) ck_assert(r->row[i].balanced && !r->row[i].told);
  support_file_free(&f);
}
END_TEST

START_TEST(a_row_tells_its_difference_and_whether_it_was_told) {
  const run *r = run_text(small_837(&guide),
                          claim_text("CLM*A*100***13:A:1~" OTHER("70", "CAS*PR*1*10~", "P1") LINE(
                              "1", "100") "SVD*P1*80~CAS*CO*45*19~DTP*573*D8*20260101~"),
                          &(run_options){.explain = true});
  ck_assert_uint_eq(r->rows, 4);
  ck_assert(r->row[0].balanced);
  ck_assert(!r->row[1].balanced && r->row[1].told); /* B */
  ck_assert_str_eq(r->row[1].difference, "-1.00");
  ck_assert(r->row[2].balanced);
  ck_assert_str_eq(r->row[2].text, "AMT*D 70.00 = 80.00 (SVD02, 20) - 10.00 (CAS PR 1, 13)");
  ck_assert(!r->row[3].balanced && !r->row[3].told); /* D, for B is told */
}
END_TEST

START_TEST(claims_over_the_recommended_number_are_told_at_the_end) {
  size_t size = 1 << 20, n = 0;
  char *t = malloc(size);
  ck_assert_ptr_nonnull(t);
  for (int i = 0; i < 5000; i++)
    n += (size_t)snprintf(t + n, size - n, "CLM*A*1~LX*1~SV2*0300**1~");
  ck_assert_uint_eq(check(claim_text(t))->count, 0);
  snprintf(t + n, size - n, "CLM*A*1~LX*1~SV2*0300**1~");
  const run *r = check(claim_text(t));
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "set-claim-count");
  ck_assert(r->told[0].at_end);
  ck_assert_str_eq(r->told[0].actual, "5001.00");
  char text[CT_DECIMAL_TEXT];
  ct_decimal_format(r->charges, text);
  ck_assert_str_eq(text, "5001.00");
  free(t);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("balance 837");
  TCase *tests = tcase_create("balance 837");
  suite_add_tcase(suite, tests);
  tcase_set_timeout(tests, 60);
  tcase_add_loop_test(tests, the_worked_examples_balance, 0, SUPPORT_EXAMPLES);
  tcase_add_loop_test(tests, every_cent_is_told_where_it_is, 0, SUPPORT_EXAMPLES);
  tcase_add_loop_test(tests, every_dropped_triplet_is_told, 0, SUPPORT_EXAMPLES);
  tcase_add_test(tests, a_wrong_charge_of_one_line_is_told_once);
  tcase_add_test(tests, two_lines_out_are_both_told);
  tcase_add_test(tests, a_wrong_claim_charge_does_not_reach_the_payer);
  tcase_add_test(tests, an_unknown_payer_keeps_c_silent);
  tcase_add_test(tests, several_2430_of_a_payer_on_a_line_are_one);
  tcase_add_test(tests, a_payer_that_has_not_adjudicated_is_asked_nothing);
  tcase_add_test(tests, some_lines_without_a_2430_are_no_matter_of_d);
  tcase_add_test(tests, lines_without_amt_d_are_paid_nothing);
  tcase_add_test(tests, amounts_that_are_no_numbers_keep_their_equations_silent);
  tcase_add_test(tests, a_broken_claim_is_not_balanced);
  tcase_add_test(tests, negative_adjustments_count);
  tcase_add_test(tests, all_six_triplets_count);
  tcase_add_test(tests, eighteen_digits_balance_and_overflow_is_told);
  tcase_add_test(tests, fractions_of_any_scale_are_exact);
  tcase_add_test(tests, many_payers_and_lines);
  tcase_add_test(tests, a_dependents_claim_is_balanced_too);
  tcase_add_test(tests, faults_come_in_the_order_of_their_segments);
  tcase_add_test(tests, every_equation_is_a_row);
  tcase_add_test(tests, a_row_tells_its_difference_and_whether_it_was_told);
  tcase_add_test(tests, claims_over_the_recommended_number_are_told_at_the_end);
  return support_run(suite);
}
