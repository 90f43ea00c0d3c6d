/*
 * check_report_json.c -- the reports in JSON: the keys of the contract, and documents that are
 * whole whatever happens.
 */
#include "support_report.h"

#include <jansson.h>
#include <string.h>

static json_t *parse(const char *s) {
  json_error_t error;
  json_t *j = json_loads(s, JSON_REJECT_DUPLICATES, &error);
  ck_assert_msg(j != NULL, "not JSON: line %d: %s\n%.2000s", error.line, error.text, s);
  return j;
}

static const char *get(const json_t *j, const char *key) {
  const char *s = json_string_value(json_object_get(j, key));
  return s ? s : "(none)";
}

/* ---- ndjson ---------------------------------------------------------------------------- */

START_TEST(ndjson_finding_has_the_keys_of_the_contract) {
  report_start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "a.837");
  report_tell(finding_in_claim("code-not-allowed"));
  ck_assert_str_eq(
      report_finish(),
      "{\"type\":\"finding\",\"file\":\"a.837\",\"severity\":\"error\",\"id\":\"code-not-allowed\","
      "\"snip\":2,\"message\":\"CLM05-3 (thing) \\\"Z\\\" is not allowed here; allowed: 1, 7, "
      "8\",\"interchange\":\"000000001\",\"group\":\"7\",\"set\":\"0001\",\"segment\":19,"
      "\"offset\":700,\"tag\":\"CLM\",\"loop\":\"2300\",\"path\":\"2000A/2000B/2300\","
      "\"element\":\"CLM05-3\",\"value\":\"Z\",\"claim\":\"A-1\",\"ack\":{\"ik3\":\"8\",\"ik4\":"
      "\"7\"}}\n");
  report_stop();
}
END_TEST

START_TEST(ndjson_leaves_out_what_is_not_there) {
  report_start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "-");
  ct_finding f = finding_make("not-x12");
  f.args[0] = text("the input is empty");
  report_tell(f);
  ck_assert_str_eq(report_finish(),
                   "{\"type\":\"finding\",\"file\":\"-\",\"severity\":\"error\",\"id\":\"not-x12\","
                   "\"snip\":1,\"message\":\"the input is empty\",\"offset\":0}\n");
  report_stop();
}
END_TEST

START_TEST(ndjson_tells_rules_payers_and_amounts) {
  report_start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "a");
  ct_finding f = finding_in_claim("cob-claim-balance");
  f.rule = "I-063";
  f.payer = text("0084000");
  f.has_amounts = true;
  f.expected = (ct_decimal){198004, 2};
  f.actual = (ct_decimal){1980, 0};
  report_tell(f);
  json_t *j = parse(report_finish());
  ck_assert_str_eq(get(j, "rule"), "I-063");
  ck_assert_str_eq(get(j, "payer"), "0084000");
  ck_assert_str_eq(get(j, "expected"), "1980.04");
  ck_assert_str_eq(get(j, "actual"), "1980.00");
  json_decref(j);
  report_stop();
}
END_TEST

START_TEST(ndjson_ends_sets_and_files) {
  report_start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "a");
  report_happen(CT_EV_SET_END, in_set());
  report_happen(CT_EV_FILE_END, in_file());
  ck_assert_str_eq(report_finish(),
                   "{\"type\":\"set\",\"file\":\"a\",\"interchange\":\"000000001\",\"group\":\"7\","
                   "\"set\":\"0001\",\"code\":\"837\",\"version\":\"005010X223A2\",\"status\":"
                   "\"rejected\",\"segments\":36,\"claims\":2,\"charges\":\"100.50\",\"errors\":1,"
                   "\"warnings\":0,\"notes\":3}\n"
                   "{\"type\":\"file\",\"file\":\"a\",\"status\":\"rejected\",\"bytes\":900,"
                   "\"segments\":40,\"interchanges\":1,\"groups\":1,\"sets\":1,\"claims\":2,"
                   "\"errors\":1,\"warnings\":0,\"notes\":3}\n");
  report_stop();
}
END_TEST

START_TEST(odd_bytes_are_valid_json) {
  report_start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "caf\xE9\n.837");
  ct_finding f = finding_in_claim("code-not-allowed");
  f.value = (ct_slice){"\"\\\x01\xFF\0x", 6};
  report_tell(f);
  json_error_t error;
  json_t *j = json_loads(report_finish(), JSON_ALLOW_NUL, &error);
  ck_assert_ptr_nonnull(j);
  ck_assert_str_eq(get(j, "file"), "caf\xEF\xBF\xBD\n.837");
  ck_assert_uint_eq(json_string_length(json_object_get(j, "value")), 8);
  json_decref(j);
  report_stop();
}
END_TEST

/* ---- thresholds ------------------------------------------------------------------------ */

START_TEST(severity_and_number_limit_what_is_shown) {
  report_start(ct_report_ndjson,
               (ct_report_options){.least = CT_WARNING, .has_most = true, .most = 2});
  ct_report_begin(report, "a");
  ct_finding note = finding_in_claim("code-not-allowed");
  note.severity = CT_NOTE;
  report_tell(note);
  for (int i = 0; i < 5; i++) report_tell(finding_in_claim("code-not-allowed"));
  ct_report_end(report, true);
  ct_report_begin(report, "b"); /* each file has its own number */
  report_tell(finding_in_claim("code-not-allowed"));
  size_t lines = 0;
  for (const char *p = report_finish(); (p = strchr(p, '\n')) != NULL; p++) lines++;
  ck_assert_uint_eq(lines, 3);
  report_stop();
}
END_TEST

/* ---- json --------------------------------------------------------------------------------- */

static void whole_file(const char *name) {
  ct_report_begin(report, name);
  ct_finding f = finding_make("junk-skipped");
  f.args[0] = text("text");
  report_tell(f);
  report_happen(CT_EV_INTERCHANGE, in_interchange());
  f = finding_make("isa-element-width");
  f.where = in_interchange();
  report_tell(f);
  report_happen(CT_EV_GROUP, in_group());
  for (int i = 0; i < 2; i++) {
    f = finding_make("set-count");
    f.where = in_group();
    report_tell(f);
    report_happen(CT_EV_SET, in_set());
    report_tell(finding_in_claim("code-not-allowed"));
    report_tell(finding_in_claim("element-type"));
    report_happen(CT_EV_SET_END, in_set());
  }
  report_happen(CT_EV_GROUP_END, in_group());
  report_happen(CT_EV_INTERCHANGE_END, in_interchange());
  report_happen(CT_EV_FILE_END, in_file());
  ct_report_end(report, true);
}

START_TEST(json_nests_findings_at_their_level) {
  report_start(ct_report_json, (ct_report_options){.least = CT_NOTE});
  whole_file("a");
  whole_file("b");
  json_t *j = parse(report_finish());
  ck_assert_str_eq(get(j, "version"), ct_version());
  json_t *files = json_object_get(j, "files");
  ck_assert_uint_eq(json_array_size(files), 2);
  for (size_t i = 0; i < 2; i++) {
    json_t *file = json_array_get(files, i);
    ck_assert_str_eq(get(file, "file"), i ? "b" : "a");
    ck_assert_str_eq(get(file, "status"), "rejected");
    ck_assert_uint_eq(json_array_size(json_object_get(file, "findings")), 1);
    json_t *interchange = json_array_get(json_object_get(file, "interchanges"), 0);
    ck_assert_str_eq(get(interchange, "interchange"), "000000001");
    ck_assert_uint_eq(json_array_size(json_object_get(interchange, "findings")), 1);
    json_t *group = json_array_get(json_object_get(interchange, "groups"), 0);
    ck_assert_uint_eq(json_array_size(json_object_get(group, "findings")), 2);
    ck_assert_uint_eq(json_array_size(json_object_get(group, "sets")), 2);
    json_t *set = json_array_get(json_object_get(group, "sets"), 1);
    ck_assert_str_eq(get(set, "charges"), "100.50");
    json_t *findings = json_object_get(set, "findings");
    ck_assert_uint_eq(json_array_size(findings), 2);
    ck_assert_str_eq(get(json_array_get(findings, 1), "id"), "element-type");
  }
  json_decref(j);
  report_stop();
}
END_TEST

START_TEST(json_of_no_file_is_a_document) {
  report_start(ct_report_json, (ct_report_options){.least = CT_NOTE});
  json_t *j = parse(report_finish());
  ck_assert_uint_eq(json_array_size(json_object_get(j, "files")), 0);
  json_decref(j);
  report_stop();
}
END_TEST

START_TEST(json_stays_whole_after_trouble) {
  report_start(ct_report_json, (ct_report_options){.least = CT_NOTE, .explain_balance = true});
  ct_report_begin(report, "cut");
  report_happen(CT_EV_INTERCHANGE, in_interchange());
  report_happen(CT_EV_GROUP, in_group());
  report_happen(CT_EV_SET, in_set());
  report_tell(finding_in_claim("code-not-allowed"));
  ct_report_end(report, false);
  whole_file("good");
  json_t *j = parse(report_finish());
  json_t *files = json_object_get(j, "files");
  ck_assert_uint_eq(json_array_size(files), 2);
  ck_assert_str_eq(get(json_array_get(files, 0), "status"), "(none)");
  ck_assert_str_eq(get(json_array_get(files, 1), "status"), "rejected");
  json_decref(j);
  report_stop();
}
END_TEST

/* Sets without a group, a second interchange without the end of the first. */
START_TEST(json_stays_whole_when_events_are_not) {
  report_start(ct_report_json, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "odd");
  report_happen(CT_EV_INTERCHANGE, in_interchange());
  report_happen(CT_EV_SET, in_set());
  report_tell(finding_in_claim("code-not-allowed"));
  report_happen(CT_EV_INTERCHANGE, in_interchange());
  report_happen(CT_EV_GROUP_END, in_group());
  report_happen(CT_EV_SET, in_set());
  report_happen(CT_EV_FILE_END, in_file());
  ct_report_end(report, true);
  json_t *j = parse(report_finish());
  json_t *file = json_array_get(json_object_get(j, "files"), 0);
  ck_assert_uint_eq(json_array_size(json_object_get(file, "interchanges")), 2);
  json_decref(j);
  report_stop();
}
END_TEST

START_TEST(json_keeps_many_findings_of_a_group_in_order) {
  enum { MANY = 5000 };
  report_start(ct_report_json, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "many");
  report_happen(CT_EV_INTERCHANGE, in_interchange());
  report_happen(CT_EV_GROUP, in_group());
  for (unsigned i = 0; i < MANY; i++) {
    ct_finding f = finding_make("set-count");
    f.where = in_group();
    f.where.offset = i;
    report_tell(f);
  }
  ck_assert_uint_lt(report_out.len, 1000); /* they wait elsewhere */
  report_happen(CT_EV_FILE_END, in_file());
  ct_report_end(report, true);
  json_t *j = parse(report_finish());
  json_t *file = json_array_get(json_object_get(j, "files"), 0);
  json_t *interchange = json_array_get(json_object_get(file, "interchanges"), 0);
  json_t *group = json_array_get(json_object_get(interchange, "groups"), 0);
  json_t *findings = json_object_get(group, "findings");
  ck_assert_uint_eq(json_array_size(findings), MANY);
  for (size_t i = 0; i < MANY; i++)
    ck_assert_int_eq(json_integer_value(json_object_get(json_array_get(findings, i), "offset")),
                     (json_int_t)i);
  json_decref(j);
  report_stop();
}
END_TEST

/* ---- balance rows ---------------------------------------------------------------------------- */

START_TEST(balance_is_an_object_of_its_own) {
  report_start(ct_report_json, (ct_report_options){.least = CT_NOTE, .explain_balance = true});
  ct_report_begin(report, "a");
  report_happen(CT_EV_INTERCHANGE, in_interchange());
  report_happen(CT_EV_GROUP, in_group());
  report_happen(CT_EV_SET, in_set());
  ct_balance b = balance_row();
  ct_term minus[] = {{{1500, 2}, true, "CAS PR 1", 9}, {{-500, 2}, true, "CAS OA 23", 9}};
  report->sink.balance(&report->sink, &b);
  report_tell(finding_in_claim("code-not-allowed"));
  b.terms = minus;
  report->sink.balance(&report->sink, &b);
  report_happen(CT_EV_FILE_END, in_file());
  ct_report_end(report, true);
  json_t *j = parse(report_finish());
  json_t *file = json_array_get(json_object_get(j, "files"), 0);
  json_t *interchange = json_array_get(json_object_get(file, "interchanges"), 0);
  json_t *group = json_array_get(json_object_get(interchange, "groups"), 0);
  json_t *set = json_array_get(json_object_get(group, "sets"), 0);
  json_t *balances = json_object_get(set, "balances");
  ck_assert_uint_eq(json_array_size(json_object_get(set, "findings")), 1);
  ck_assert_uint_eq(json_array_size(balances), 2);
  json_t *terms = json_object_get(json_array_get(balances, 1), "terms");
  ck_assert_str_eq(get(json_array_get(terms, 0), "amount"), "-15.00");
  ck_assert_str_eq(get(json_array_get(terms, 1), "amount"), "5.00");
  json_decref(j);
  report_stop();
}
END_TEST

int main(void) {
  Suite *s = suite_create("report_json");
  TCase *t;
  t = tcase_create("reports");
  tcase_add_test(t, ndjson_finding_has_the_keys_of_the_contract);
  tcase_add_test(t, ndjson_leaves_out_what_is_not_there);
  tcase_add_test(t, ndjson_tells_rules_payers_and_amounts);
  tcase_add_test(t, ndjson_ends_sets_and_files);
  tcase_add_test(t, odd_bytes_are_valid_json);
  tcase_add_test(t, severity_and_number_limit_what_is_shown);
  tcase_add_test(t, json_nests_findings_at_their_level);
  tcase_add_test(t, json_of_no_file_is_a_document);
  tcase_add_test(t, json_stays_whole_after_trouble);
  tcase_add_test(t, json_stays_whole_when_events_are_not);
  tcase_add_test(t, json_keeps_many_findings_of_a_group_in_order);
  suite_add_tcase(s, t);
  t = tcase_create("balance");
  tcase_add_test(t, balance_is_an_object_of_its_own);
  suite_add_tcase(s, t);
  return support_run(s);
}
