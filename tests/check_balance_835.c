/*
 * check_balance_835.c -- the money of remittances, and that the smaller
 * unit explains the larger.
 */
#include "support_claim.h"

#include "base/decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static small_guide guide;
static const run *check(const char *text) {
  return run_text(small_835(&guide), text, NULL);
}

/*
 * Two claims: one with claim and line adjustments (100 charged, 60 paid), one without lines;
 * a recovery of 5 and interest of 1: 60 + 40 - 5 + 1 = 96.
 */
static const char remittance[] =
    "ST*835*0001~BPR*I*96*C*ACH~TRN*1*A*1999999999~N1*PR*PAYER~N1*PE*PAYEE~LX*1~"
    "CLP*C1*1*100*60*18*MC*ICN1~CAS*PR*1*10~CAS*OA*23*5~NM1*QC*1*DOE~"
    "SVC*HC:99213*70*50~DTM*472*20260101~CAS*CO*45*12~CAS*PR*2*8~"
    "SVC*HC:99214*30*25**1~DTM*472*20260101~CAS*CO*45*5~"
    "CLP*C2*1*50*40**MC*ICN2~CAS*CO*45*4.5**97*5.5~NM1*QC*1*ROE~"
    "PLB*1999999999*20261231*WO:C0*5*L6:C1*-1~SE*1*0001~";

static const char *with(const char *was, const char *is) {
  static char text[2000];
  const char *at = strstr(remittance, was);
  ck_assert_ptr_nonnull(at);
  snprintf(text, sizeof text, "%.*s%s%s", (int)(at - remittance), remittance, is, at + strlen(was));
  return text;
}

/* The rules told, in order: "R-003 R-006". */
static const char *rules(const run *r) {
  static char text[400];
  size_t n = 0;
  text[0] = '\0';
  for (size_t i = 0; i < r->count; i++)
    n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i ? " " : "", r->told[i].rule);
  return text;
}

START_TEST(a_balanced_remittance_is_told_nothing) {
  const run *r = check(remittance);
  ck_assert_str_eq(rules(r), "");
  ck_assert_uint_eq(r->claims, 2);
  char text[CT_DECIMAL_TEXT];
  ct_decimal_format(r->charges, text);
  ck_assert_str_eq(text, "150.00");
  ct_decimal_format(r->payments, text);
  ck_assert_str_eq(text, "100.00");
  ck_assert(!r->overflow);
}
END_TEST

static const struct {
  const char *was, *is, *rules, *tag, *expected, *actual;
  unsigned element;
} moves[] = {
    {"BPR*I*96*", "BPR*I*96.01*", "R-001", "BPR", "96.00", "96.01", 2},
    {"WO:C0*5*", "WO:C0*4.99*", "R-001", "BPR", "96.01", "96.00", 2},
    {"L6:C1*-1~", "L6:C1*-1.01~", "R-001", "BPR", "96.01", "96.00", 2},
    {"*100*60*18", "*100*60.01*18", "R-002 R-004", "CLP", "60.00", "60.01", 4},
    {"*100*60*18", "*100.01*60*18", "R-002 R-005", "CLP", "60.01", "60.00", 4},
    {"*50*40**", "*50*40.01**", "R-002", "CLP", "40.00", "40.01", 4},
    {"*50*40**", "*50.01*40**", "R-002", "CLP", "40.01", "40.00", 4},
    {"4.5**97", "4.51**97", "R-002", "CLP", "39.99", "40.00", 4},
    {"97*5.5~", "97*5.49~", "R-002", "CLP", "40.01", "40.00", 4},
    {"OA*23*5~", "OA*23*5.01~", "R-002 R-004", "CLP", "59.99", "60.00", 4},
    {"PR*1*10~", "PR*1*10.01~", "R-002 R-004", "CLP", "59.99", "60.00", 4},
    {"*100*60*18*", "*100*60*18.01*", "R-006", "CLP", "18.00", "18.01", 5},
    {"*70*50~", "*70*50.01~", "R-003", "SVC", "50.00", "50.01", 3},
    {"*70*50~", "*70.01*50~", "R-005 R-003", "CLP", "100.01", "100.00", 3},
    {"CO*45*12~", "CO*45*11.99~", "R-003", "SVC", "50.01", "50.00", 3},
    {"PR*2*8~", "PR*2*8.01~", "R-006 R-003", "CLP", "18.01", "18.00", 5},
    {"*30*25**1~", "*30*24.99**1~", "R-003", "SVC", "25.00", "24.99", 3},
};

START_TEST(every_cent_is_told_at_the_smallest_unit) {
  const run *r = check(with(moves[_i].was, moves[_i].is));
  ck_assert_str_eq(rules(r), moves[_i].rules);
  ck_assert_str_eq(r->told[0].tag, moves[_i].tag);
  ck_assert_uint_eq(r->told[0].element, moves[_i].element);
  ck_assert_str_eq(r->told[0].expected, moves[_i].expected);
  ck_assert_str_eq(r->told[0].actual, moves[_i].actual);
}
END_TEST

START_TEST(each_rule_has_its_id_and_severity) {
  ck_assert_str_eq(check(with("BPR*I*96*", "BPR*I*97*"))->told[0].id, "remit-payment-balance");
  ck_assert_str_eq(check(with("*50*40**", "*50*41**"))->told[0].id, "remit-claim-balance");
  const run *r = check(with("*70*50~", "*70*51~"));
  ck_assert_str_eq(r->told[0].id, "remit-line-balance");
  ck_assert_int_eq(r->told[0].severity, -1);
  r = check(with("*60*18*", "*60*17*"));
  ck_assert_str_eq(r->told[0].id, "remit-claim-balance");
  ck_assert_int_eq(r->told[0].severity, CT_WARNING);
}
END_TEST

START_TEST(several_faults_are_explained_together) {
  /* line 1 pays a cent too much, line 2's adjustment is two too many: R-004 out by one, R-002 by
   * two */
  char text[2000];
  snprintf(text, sizeof text, "%s", with("*70*50~", "*70*50.01~"));
  char *at = strstr(text, "CO*45*5~");
  ck_assert_ptr_nonnull(at);
  memmove(at + 11, at + 8, strlen(at + 8) + 1);
  memcpy(at, "CO*45*5.02~", 11);
  ck_assert_str_eq(rules(check(text)), "R-003 R-003");
}
END_TEST

START_TEST(another_amount_is_told_beside_the_line) {
  char text[2000];
  snprintf(text, sizeof text, "%s", with("*70*50~", "*70*50.01~"));
  char *at = strstr(text, "*100*60*");
  memcpy(at, "*100*64*", 8);
  ck_assert_str_eq(rules(check(text)), "R-002 R-004 R-003");
}
END_TEST

START_TEST(a_payment_that_no_claim_explains_is_told) {
  char text[2000];
  snprintf(text, sizeof text, "%s", with("*50*40**", "*50*41**"));
  char *at = strstr(text, "BPR*I*96*");
  memcpy(at, "BPR*I*99*", 9);
  ck_assert_str_eq(rules(check(text)), "R-002 R-001");
}
END_TEST

START_TEST(claims_are_balanced_without_lines_and_adjustments) {
  ck_assert_str_eq(
      rules(check("ST*835*1~BPR*H*0~TRN*1*A~N1*PR*P~N1*PE*Q~LX*1~CLP*A*4*10*0~CAS*OA*100*10~SE~")),
      "");
  ck_assert_str_eq(rules(check("ST*835*1~BPR*H*0~TRN*1*A~N1*PR*P~N1*PE*Q~SE~")), "");
  ck_assert_str_eq(
      rules(
          check("ST*835*1~BPR*I*10~TRN*1*A~N1*PR*P~N1*PE*Q~LX*1~CLP*A*1*10*10~SVC*HC:1*10*10~SE~")),
      "");
}
END_TEST

START_TEST(reversals_balance_with_their_signs) {
  ck_assert_str_eq(
      rules(check("ST*835*1~BPR*I*0~TRN*1*A~N1*PR*P~N1*PE*Q~LX*1~CLP*A*22*-100*-60*-10~"
                  "SVC*HC:1*-100*-60~CAS*CO*45*-30~CAS*PR*1*-10~CLP*A*1*100*60*10~"
                  "SVC*HC:1*100*60~CAS*CO*45*30~CAS*PR*1*10~SE~")),
      "");
}
END_TEST

START_TEST(what_is_no_number_keeps_the_sums_above_it_silent) {
  ck_assert_str_eq(rules(check(with("*50*40**", "*50*XX**"))), "");
  ck_assert_str_eq(rules(check(with("BPR*I*96*", "BPR*I**"))), "");
  ck_assert_str_eq(rules(check(with("WO:C0*5*", "WO:C0*five*"))), "");
  ck_assert_str_eq(rules(check(with("CO*45*12~", "CO*45~"))), "");
}
END_TEST

START_TEST(a_broken_or_lost_claim_keeps_the_payment_silent) {
  const char *text = with("BPR*I*96*", "BPR*I*1*");
  ck_assert_str_eq(rules(check(text)), "R-001");
  ck_assert_str_eq(rules(run_text(small_835(&guide), text, &(run_options){.broken = "2110"})), "");
  ck_assert_str_eq(rules(run_text(small_835(&guide), text, &(run_options){.max_claim = 2500})), "");
  ck_assert_str_eq(rules(run_text(small_835(&guide), text, &(run_options){.snip = 2})), "");
}
END_TEST

START_TEST(a_sum_past_64_bits_is_an_overflow) {
  static char text[20000];
  size_t n = (size_t)snprintf(text, sizeof text, "ST*835*1~BPR*I*1~TRN*1*A~N1*PR*P~N1*PE*Q~LX*1~");
  for (int i = 0; i < 20; i++)
    n += (size_t)snprintf(text + n, sizeof text - n,
                          "CLP*C%d*1*999999999999999999*999999999999999999~", i);
  const run *r = check(text);
  ck_assert_uint_eq(r->count, 1);
  ck_assert_str_eq(r->told[0].id, "amount-overflow");
  ck_assert_str_eq(r->told[0].tag, "BPR");
  ck_assert(r->overflow);
}
END_TEST

START_TEST(every_equation_is_a_row) {
  const run *r = run_text(small_835(&guide), remittance, &(run_options){.explain = true});
  static const char *const rows[] = {
      "SVC03 50.00 = 70.00 (SVC02, 11) - 12.00 (CAS CO 45, 13) - 8.00 (CAS PR 2, 14)",
      "SVC03 25.00 = 30.00 (SVC02, 15) - 5.00 (CAS CO 45, 17)",
      "CLP04 60.00 = 100.00 (CLP03, 7) - 10.00 (CAS PR 1, 8) - 5.00 (CAS OA 23, 9)"
      " - 12.00 (CAS CO 45, 13) - 8.00 (CAS PR 2, 14) - 5.00 (CAS CO 45, 17)",
      "CLP04 60.00 = 50.00 (SVC03, 11) + 25.00 (SVC03, 15) - 10.00 (CAS PR 1, 8) - 5.00 (CAS OA "
      "23, 9)",
      "CLP03 100.00 = 70.00 (SVC02, 11) + 30.00 (SVC02, 15)",
      "CLP05 18.00 = 10.00 (CAS PR 1, 8) + 8.00 (CAS PR 2, 14)",
      "CLP04 40.00 = 50.00 (CLP03, 18) - 4.50 (CAS CO 45, 19) - 5.50 (CAS CO 97, 19)",
      "CLP05 0.00 =",
      "BPR02 96.00 = 60.00 (CLP04, 7) + 40.00 (CLP04, 18) - 5.00 (PLB WO, 21) - -1.00 (PLB L6, "
      "21)"};
  ck_assert_uint_eq(r->rows, sizeof rows / sizeof *rows);
  for (size_t i = 0; i < r->rows; i++) {
    ck_assert_str_eq(r->row[i].text, rows[i]);
    ck_assert(r->row[i].balanced && !r->row[i].told);
  }
  ck_assert_str_eq(r->row[1].line, "2");
}
END_TEST

START_TEST(the_row_of_a_large_payment_shows_one_sum) {
  enum { CLAIMS = 1001 };
  char *text = malloc(CLAIMS * 24 + 200);
  ck_assert_ptr_nonnull(text);
  size_t n = (size_t)sprintf(text, "ST*835*1~BPR*I*%d~TRN*1*A~N1*PR*P~N1*PE*Q~LX*1~", CLAIMS);
  for (int i = 0; i < CLAIMS; i++) n += (size_t)sprintf(text + n, "CLP*C%d*1*1*1~", i);
  strcpy(text + n, "SE*1*1~");
  const run *r = run_text(small_835(&guide), text, &(run_options){.explain = true});
  ck_assert_uint_eq(r->count, 0);
  ck_assert_uint_eq(r->rows, 2 * CLAIMS + 1);
  ck_assert_str_eq(r->row[ROWS - 1].text, "BPR02 1001.00 = 1001.00 (CLP04 of 1001 claims, 0)");
  free(text);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("balance 835");
  TCase *tests = tcase_create("balance 835");
  suite_add_tcase(suite, tests);
  tcase_add_test(tests, a_balanced_remittance_is_told_nothing);
  tcase_add_loop_test(tests, every_cent_is_told_at_the_smallest_unit, 0,
                      sizeof moves / sizeof *moves);
  tcase_add_test(tests, each_rule_has_its_id_and_severity);
  tcase_add_test(tests, several_faults_are_explained_together);
  tcase_add_test(tests, another_amount_is_told_beside_the_line);
  tcase_add_test(tests, a_payment_that_no_claim_explains_is_told);
  tcase_add_test(tests, claims_are_balanced_without_lines_and_adjustments);
  tcase_add_test(tests, reversals_balance_with_their_signs);
  tcase_add_test(tests, what_is_no_number_keeps_the_sums_above_it_silent);
  tcase_add_test(tests, a_broken_or_lost_claim_keeps_the_payment_silent);
  tcase_add_test(tests, a_sum_past_64_bits_is_an_overflow);
  tcase_add_test(tests, every_equation_is_a_row);
  tcase_add_test(tests, the_row_of_a_large_payment_shows_one_sum);
  return support_run(suite);
}
