/*
 * check_report.c -- the reports of findings, fed with invented findings and events: what a user
 * reads, and what a program parses.
 */
#include "support.h"

#include "base/mem.h"
#include "out/report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static ct_buffer out;
static ct_report *report;

static ct_slice text(const char *s) {
  return (ct_slice){s, strlen(s)};
}

static ct_finding make(const char *id) {
  ct_finding f = {
      .info = ct_finding_lookup(id), .name = "thing", .data_element = "", .composite = ""};
  ck_assert_ptr_nonnull(f.info);
  f.severity = f.info->severity;
  f.snip = f.info->snip;
  f.value = f.args[0] = f.args[1] = f.payer = f.line = f.segment_text = text("");
  f.where.tag = f.where.interchange = f.where.group = f.where.set = f.where.claim = text("");
  f.where.loop = f.where.path = "";
  f.value_at = UINT32_MAX;
  f.ack = (ct_ack_codes){"", "", "", "", ""};
  return f;
}

static ct_location in_interchange(void) {
  ct_location w = {.loop = "", .path = ""};
  w.tag = w.group = w.set = w.claim = text("");
  w.interchange = text("000000001");
  return w;
}

static ct_location in_group(void) {
  ct_location w = in_interchange();
  w.group = text("7");
  return w;
}

static ct_location in_set(void) {
  ct_location w = in_group();
  w.set = text("0001");
  w.loop = w.path = "ST";
  return w;
}

static ct_finding in_claim(const char *id) {
  ct_finding f = make(id);
  f.where = in_set();
  f.where.segment = 19;
  f.where.offset = 700;
  f.where.tag = text("CLM");
  f.where.loop = "2300";
  f.where.path = "2000A/2000B/2300";
  f.where.claim = text("A-1");
  f.where.element = 5;
  f.where.component = 3;
  f.value = text("Z");
  f.has_value = true;
  f.args[0] = text("1, 7, 8");
  f.segment_text = text("CLM*A-1*100***11:B:Z*Y");
  f.value_at = 19;
  f.ack = (ct_ack_codes){"", "", "", "8", "7"};
  return f;
}

static void start(ct_report *make_report(ct_buffer *, const ct_report_options *),
                  ct_report_options options) {
  ct_buffer_init(&out, NULL, NULL);
  report = make_report(&out, &options);
  ck_assert_ptr_nonnull(report);
}

static void tell(ct_finding f) {
  ck_assert_int_eq(report->sink.finding(&report->sink, &f), CT_OK);
}

static void happen(enum ct_event_kind kind, ct_location where) {
  static const ct_counts counts = {.bytes = 900,
                                   .segments = 40,
                                   .interchanges = 1,
                                   .groups = 1,
                                   .sets = 1,
                                   .claims = 2,
                                   .errors = 1,
                                   .warnings = 0,
                                   .notes = 3};
  ct_set_summary set = {.segments = 36, .claims = 2, .errors = 1, .notes = 3};
  set.code = text("837");
  set.version = text("005010X223A2");
  set.charges = (ct_decimal){10050, 2};
  ct_event e = {.kind = kind, .id = "", .name = "", .where = where, .counts = &counts};
  e.text = text("");
  if (kind == CT_EV_SET_END) e.set = &set;
  if (report->sink.event) ck_assert_int_eq(report->sink.event(&report->sink, &e), CT_OK);
}

static const char *finish(void) {
  ck_assert_int_eq(report->sink.finish(&report->sink), CT_OK);
  ct_buffer_char(&out, 0);
  ck_assert_int_eq(out.status, CT_OK);
  return out.data;
}

static void stop(void) {
  ct_report_free(report);
  ct_buffer_free(&out);
}

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
  start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "a.837");
  tell(in_claim("code-not-allowed"));
  ck_assert_str_eq(
      finish(),
      "{\"type\":\"finding\",\"file\":\"a.837\",\"severity\":\"error\",\"id\":\"code-not-allowed\","
      "\"snip\":2,\"message\":\"CLM05-3 (thing) \\\"Z\\\" is not allowed here; allowed: 1, 7, "
      "8\",\"interchange\":\"000000001\",\"group\":\"7\",\"set\":\"0001\",\"segment\":19,"
      "\"offset\":700,\"tag\":\"CLM\",\"loop\":\"2300\",\"path\":\"2000A/2000B/2300\","
      "\"element\":\"CLM05-3\",\"value\":\"Z\",\"claim\":\"A-1\",\"ack\":{\"ik3\":\"8\",\"ik4\":"
      "\"7\"}}\n");
  stop();
}
END_TEST

START_TEST(ndjson_leaves_out_what_is_not_there) {
  start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "-");
  ct_finding f = make("not-x12");
  f.args[0] = text("the input is empty");
  tell(f);
  ck_assert_str_eq(finish(),
                   "{\"type\":\"finding\",\"file\":\"-\",\"severity\":\"error\",\"id\":\"not-x12\","
                   "\"snip\":1,\"message\":\"the input is empty\",\"offset\":0}\n");
  stop();
}
END_TEST

START_TEST(ndjson_tells_rules_payers_and_amounts) {
  start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "a");
  ct_finding f = in_claim("cob-claim-balance");
  f.rule = "I-063";
  f.payer = text("0084000");
  f.has_amounts = true;
  f.expected = (ct_decimal){198004, 2};
  f.actual = (ct_decimal){1980, 0};
  tell(f);
  json_t *j = parse(finish());
  ck_assert_str_eq(get(j, "rule"), "I-063");
  ck_assert_str_eq(get(j, "payer"), "0084000");
  ck_assert_str_eq(get(j, "expected"), "1980.04");
  ck_assert_str_eq(get(j, "actual"), "1980.00");
  json_decref(j);
  stop();
}
END_TEST

START_TEST(ndjson_ends_sets_and_files) {
  start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "a");
  happen(CT_EV_SET_END, in_set());
  happen(CT_EV_FILE_END, (ct_location){.loop = "", .path = ""});
  ck_assert_str_eq(finish(),
                   "{\"type\":\"set\",\"file\":\"a\",\"interchange\":\"000000001\",\"group\":\"7\","
                   "\"set\":\"0001\",\"code\":\"837\",\"version\":\"005010X223A2\",\"status\":"
                   "\"rejected\",\"segments\":36,\"claims\":2,\"charges\":\"100.50\",\"errors\":1,"
                   "\"warnings\":0,\"notes\":3}\n"
                   "{\"type\":\"file\",\"file\":\"a\",\"status\":\"rejected\",\"bytes\":900,"
                   "\"segments\":40,\"interchanges\":1,\"groups\":1,\"sets\":1,\"claims\":2,"
                   "\"errors\":1,\"warnings\":0,\"notes\":3}\n");
  stop();
}
END_TEST

START_TEST(odd_bytes_are_valid_json) {
  start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "caf\xE9\n.837");
  ct_finding f = in_claim("code-not-allowed");
  f.value = (ct_slice){"\"\\\x01\xFF\0x", 6};
  tell(f);
  json_error_t error;
  json_t *j = json_loads(finish(), JSON_ALLOW_NUL, &error);
  ck_assert_ptr_nonnull(j);
  ck_assert_str_eq(get(j, "file"), "caf\xEF\xBF\xBD\n.837");
  ck_assert_uint_eq(json_string_length(json_object_get(j, "value")), 8);
  json_decref(j);
  stop();
}
END_TEST

/* ---- thresholds ------------------------------------------------------------------------ */

START_TEST(severity_and_number_limit_what_is_shown) {
  start(ct_report_ndjson, (ct_report_options){.least = CT_WARNING, .has_most = true, .most = 2});
  ct_report_begin(report, "a");
  ct_finding note = in_claim("code-not-allowed");
  note.severity = CT_NOTE;
  tell(note);
  for (int i = 0; i < 5; i++) tell(in_claim("code-not-allowed"));
  ct_report_end(report, true);
  ct_report_begin(report, "b"); /* each file has its own number */
  tell(in_claim("code-not-allowed"));
  size_t lines = 0;
  for (const char *p = finish(); (p = strchr(p, '\n')) != NULL; p++) lines++;
  ck_assert_uint_eq(lines, 3);
  stop();
}
END_TEST

/* ---- json --------------------------------------------------------------------------------- */

static void whole_file(const char *name) {
  ct_report_begin(report, name);
  ct_finding f = make("junk-skipped");
  f.args[0] = text("text");
  tell(f);
  happen(CT_EV_INTERCHANGE, in_interchange());
  f = make("isa-element-width");
  f.where = in_interchange();
  tell(f);
  happen(CT_EV_GROUP, in_group());
  for (int i = 0; i < 2; i++) {
    f = make("set-count");
    f.where = in_group();
    tell(f);
    happen(CT_EV_SET, in_set());
    tell(in_claim("code-not-allowed"));
    tell(in_claim("element-type"));
    happen(CT_EV_SET_END, in_set());
  }
  happen(CT_EV_GROUP_END, in_group());
  happen(CT_EV_INTERCHANGE_END, in_interchange());
  happen(CT_EV_FILE_END, (ct_location){.loop = "", .path = ""});
  ct_report_end(report, true);
}

START_TEST(json_nests_findings_at_their_level) {
  start(ct_report_json, (ct_report_options){.least = CT_NOTE});
  whole_file("a");
  whole_file("b");
  json_t *j = parse(finish());
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
  stop();
}
END_TEST

START_TEST(json_of_no_file_is_a_document) {
  start(ct_report_json, (ct_report_options){.least = CT_NOTE});
  json_t *j = parse(finish());
  ck_assert_uint_eq(json_array_size(json_object_get(j, "files")), 0);
  json_decref(j);
  stop();
}
END_TEST

START_TEST(json_stays_whole_after_trouble) {
  start(ct_report_json, (ct_report_options){.least = CT_NOTE, .explain_balance = true});
  ct_report_begin(report, "cut");
  happen(CT_EV_INTERCHANGE, in_interchange());
  happen(CT_EV_GROUP, in_group());
  happen(CT_EV_SET, in_set());
  tell(in_claim("code-not-allowed"));
  ct_report_end(report, false);
  whole_file("good");
  json_t *j = parse(finish());
  json_t *files = json_object_get(j, "files");
  ck_assert_uint_eq(json_array_size(files), 2);
  ck_assert_str_eq(get(json_array_get(files, 0), "status"), "(none)");
  ck_assert_str_eq(get(json_array_get(files, 1), "status"), "rejected");
  json_decref(j);
  stop();
}
END_TEST

/* Sets without a group, a second interchange without the end of the first. */
START_TEST(json_stays_whole_when_events_are_not) {
  start(ct_report_json, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "odd");
  happen(CT_EV_INTERCHANGE, in_interchange());
  happen(CT_EV_SET, in_set());
  tell(in_claim("code-not-allowed"));
  happen(CT_EV_INTERCHANGE, in_interchange());
  happen(CT_EV_GROUP_END, in_group());
  happen(CT_EV_SET, in_set());
  happen(CT_EV_FILE_END, (ct_location){.loop = "", .path = ""});
  ct_report_end(report, true);
  json_t *j = parse(finish());
  json_t *file = json_array_get(json_object_get(j, "files"), 0);
  ck_assert_uint_eq(json_array_size(json_object_get(file, "interchanges")), 2);
  json_decref(j);
  stop();
}
END_TEST

START_TEST(json_keeps_many_findings_of_a_group_in_order) {
  enum { MANY = 5000 };
  start(ct_report_json, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "many");
  happen(CT_EV_INTERCHANGE, in_interchange());
  happen(CT_EV_GROUP, in_group());
  for (unsigned i = 0; i < MANY; i++) {
    ct_finding f = make("set-count");
    f.where = in_group();
    f.where.offset = i;
    tell(f);
  }
  ck_assert_uint_lt(out.len, 1000); /* they wait elsewhere */
  happen(CT_EV_FILE_END, (ct_location){.loop = "", .path = ""});
  ct_report_end(report, true);
  json_t *j = parse(finish());
  json_t *file = json_array_get(json_object_get(j, "files"), 0);
  json_t *interchange = json_array_get(json_object_get(file, "interchanges"), 0);
  json_t *group = json_array_get(json_object_get(interchange, "groups"), 0);
  json_t *findings = json_object_get(group, "findings");
  ck_assert_uint_eq(json_array_size(findings), MANY);
  for (size_t i = 0; i < MANY; i++)
    ck_assert_int_eq(json_integer_value(json_object_get(json_array_get(findings, i), "offset")),
                     (json_int_t)i);
  json_decref(j);
  stop();
}
END_TEST

/* ---- balance rows ---------------------------------------------------------------------------- */

static ct_balance row(void) {
  static const ct_term terms[] = {{{0, 0}, false, "SVD02", 47},
                                  {{36317, 2}, false, "CAS PR 96", 48}};
  ct_balance b = {.rule = ct_finding_lookup("cob-line-balance"), .where = in_set()};
  b.where.segment = 47;
  b.where.loop = "2430";
  b.where.tag = text("SVD");
  b.where.claim = text("A-1");
  b.payer = text("0084000");
  b.line = text("2");
  b.total = b.expected = b.actual = (ct_decimal){36317, 2};
  b.total_what = "SV203";
  b.total_segment = 40;
  b.terms = terms;
  b.term_count = 2;
  b.balanced = true;
  return b;
}

START_TEST(balance_reads_as_an_equation) {
  start(ct_report_text, (ct_report_options){.least = CT_NOTE, .explain_balance = true});
  ct_report_begin(report, "a");
  ct_balance b = row();
  report->sink.balance(&report->sink, &b);
  b.balanced = false;
  b.actual = (ct_decimal){36318, 2};
  b.difference = (ct_decimal){1, 2};
  report->sink.balance(&report->sink, &b);
  ck_assert_str_eq(
      finish(), "a:0001/47: balance: line 2, payer 0084000: 363.17 = 0.00 (SVD02, segment 47) + "
                "363.17 (CAS PR 96, segment 48) [2430 SVD, claim A-1] (cob-line-balance)\n"
                "a:0001/47: balance: line 2, payer 0084000: 363.17 is not 0.00 (SVD02, segment "
                "47) + 363.17 (CAS PR 96, segment 48); expected 363.17, found 363.18, difference "
                "0.01 [2430 SVD, claim A-1] (cob-line-balance)\n");
  stop();
}
END_TEST

START_TEST(balance_is_an_object_of_its_own) {
  start(ct_report_json, (ct_report_options){.least = CT_NOTE, .explain_balance = true});
  ct_report_begin(report, "a");
  happen(CT_EV_INTERCHANGE, in_interchange());
  happen(CT_EV_GROUP, in_group());
  happen(CT_EV_SET, in_set());
  ct_balance b = row();
  ct_term minus[] = {{{1500, 2}, true, "CAS PR 1", 9}, {{-500, 2}, true, "CAS OA 23", 9}};
  report->sink.balance(&report->sink, &b);
  tell(in_claim("code-not-allowed"));
  b.terms = minus;
  report->sink.balance(&report->sink, &b);
  happen(CT_EV_FILE_END, (ct_location){.loop = "", .path = ""});
  ct_report_end(report, true);
  json_t *j = parse(finish());
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
  stop();
}
END_TEST

/* ---- redaction ---------------------------------------------------------------------------------
 */

static ct_finding with_name(void) {
  ct_finding f = in_claim("element-too-long");
  f.where.tag = text("NM1");
  f.where.element = 3;
  f.where.component = 0;
  f.where.loop = "2010BA";
  f.segment_text = text("NM1*IL*1*OSTRAWICK*LENORE****MI*W000123");
  f.value = (ct_slice){f.segment_text.ptr + 9, 9};
  f.value_at = 9;
  f.is_private = true;
  return f;
}

START_TEST(redaction_hides_people) {
  ct_report *(*const kinds[])(ct_buffer *, const ct_report_options *) = {
      ct_report_text, ct_report_ndjson, ct_report_json};
  for (size_t kind = 0; kind < 3; kind++) {
    start(kinds[kind], (ct_report_options){.least = CT_NOTE, .redact = true, .show_segment = true});
    ct_report_begin(report, "a");
    happen(CT_EV_INTERCHANGE, in_interchange());
    happen(CT_EV_GROUP, in_group());
    happen(CT_EV_SET, in_set());
    tell(with_name());
    ct_finding other = with_name(); /* the element is harmless, its segment is not */
    other.where.element = 8;
    other.is_private = false;
    other.value = text("MI");
    other.value_at = 29;
    tell(other);
    happen(CT_EV_FILE_END, (ct_location){.loop = "", .path = ""});
    ct_report_end(report, true);
    const char *s = finish();
    ck_assert_msg(!strstr(s, "OSTRAWICK"), "%s", s);
    ck_assert_msg(!strstr(s, "LENORE"), "%s", s);
    ck_assert_msg(!strstr(s, "W000123"), "%s", s);
    ck_assert_msg(strstr(s, "***"), "%s", s);
    ck_assert_msg(strstr(s, "A-1"), "%s", s); /* the claim can be found */
    stop();
  }
}
END_TEST

START_TEST(redaction_of_all_hides_claims) {
  start(ct_report_ndjson,
        (ct_report_options){.least = CT_NOTE, .redact = true, .redact_claims = true});
  ct_report_begin(report, "a");
  ct_finding f = in_claim("element-too-long");
  f.where.element = 1;
  f.where.component = 0;
  f.value = text("A-1");
  tell(f);
  const char *s = finish();
  ck_assert_msg(!strstr(s, "A-1"), "%s", s);
  json_t *j = parse(s);
  ck_assert_str_eq(get(j, "claim"), "***");
  ck_assert_str_eq(get(j, "value"), "***");
  json_decref(j);
  stop();
}
END_TEST

/* A line torn in two makes a tag of a name; an unknown element may hold anything. */
START_TEST(redaction_trusts_nothing_unknown) {
  start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE, .redact = true});
  ct_report_begin(report, "a");
  ct_finding f = in_claim("segment-unknown");
  f.where.tag = f.args[0] = text("OSTRAWICK LENORE");
  f.where.element = f.where.component = 0;
  f.has_value = false;
  f.value = text("");
  tell(f);
  f = in_claim("element-too-many");
  f.name = "";
  f.value = text("LENORE");
  tell(f);
  const char *s = finish();
  ck_assert_msg(!strstr(s, "OSTRAWICK"), "%s", s);
  ck_assert_msg(!strstr(s, "LENORE"), "%s", s);
  stop();
}
END_TEST

/* ---- text
 * ----------------------------------------------------------------------------------------- */

START_TEST(text_places_findings) {
  start(ct_report_text, (ct_report_options){.least = CT_WARNING});
  ct_report_begin(report, "dir/a.837");
  tell(in_claim("code-not-allowed"));
  ct_finding f = make("group-trailer-missing");
  f.where = in_group();
  f.where.tag = text("GE");
  tell(f);
  f = make("not-x12");
  f.args[0] = text("the input is empty");
  tell(f);
  f = in_claim("situation");
  f.rule = "I-018";
  f.args[0] = text("an inpatient claim has an admission date");
  tell(f);
  happen(CT_EV_FILE_END, (ct_location){.loop = "", .path = ""});
  ct_report_end(report, true);
  ck_assert_str_eq(
      finish(),
      "dir/a.837:0001/19: error: CLM05-3 (thing) \"Z\" is not allowed here; allowed: 1, 7, 8 [2300 "
      "CLM, claim A-1] (code-not-allowed, SNIP 2)\n"
      "dir/a.837:000000001/GE: error: the group has no GE (group-trailer-missing, SNIP 1)\n"
      "dir/a.837: error: the input is empty (not-x12, SNIP 1)\n"
      "dir/a.837:0001/19: error: an inpatient claim has an admission date (rule I-018) [2300 CLM, "
      "claim A-1] (situation, SNIP 4)\n"
      "dir/a.837: rejected: 1 error, 0 warnings, 3 notes in 1 interchange, 1 group, 1 set, 2 "
      "claims, "
      "40 segments\n");
  stop();
}
END_TEST

START_TEST(text_tells_the_same_twenty_times) {
  start(ct_report_text, (ct_report_options){.least = CT_WARNING});
  for (int file = 0; file < 2; file++) {
    ct_report_begin(report, "a");
    for (int i = 0; i < 23; i++) tell(in_claim("code-not-allowed"));
    tell(in_claim("element-type"));
    happen(CT_EV_FILE_END, (ct_location){.loop = "", .path = ""});
    ct_report_end(report, true);
  }
  size_t lines = 0, more = 0;
  const char *s = finish();
  for (const char *p = s; (p = strchr(p, '\n')) != NULL; p++) lines++;
  for (const char *p = s; (p = strstr(p, "a: and 3 more (code-not-allowed)\n")) != NULL; p++)
    more++;
  ck_assert_uint_eq(more, 2);
  ck_assert_uint_eq(lines, 2 * (20 + 1 + 1 + 1));
  stop();
}
END_TEST

START_TEST(text_underlines_the_element) {
  start(ct_report_text, (ct_report_options){.least = CT_WARNING, .show_segment = true});
  ct_report_begin(report, "a");
  tell(in_claim("code-not-allowed"));
  ck_assert_ptr_nonnull(
      strstr(finish(), "\n    CLM*A-1*100***11:B:Z*Y\n                       ^\n"));
  stop();
}
END_TEST

START_TEST(text_shows_where_something_is_missing) {
  start(ct_report_text, (ct_report_options){.least = CT_WARNING, .show_segment = true});
  ct_report_begin(report, "a");
  ct_finding f = in_claim("element-missing");
  f.has_value = false;
  f.value = text("");
  f.value_at = UINT32_MAX;
  f.where.component = 0;
  f.where.element = 4;
  tell(f);
  f.where.element = 9; /* past the end */
  tell(f);
  const char *s = finish();
  ck_assert_ptr_nonnull(strstr(s, "\n    CLM*A-1*100***11:B:Z*Y\n                 ^\n"));
  ck_assert_ptr_nonnull(strstr(s, "\n    CLM*A-1*100***11:B:Z*Y\n                          ^\n"));
  stop();
}
END_TEST

/* However long the segment and wherever the element: 80 columns, and the underline inside. */
START_TEST(text_moves_the_window) {
  char segment[5001], expected[8];
  memset(segment, 'x', sizeof segment - 1);
  segment[sizeof segment - 1] = 0;
  memcpy(segment, "NTE*", 4);
  for (size_t at = 4; at < 4990; at += 13) {
    start(ct_report_text, (ct_report_options){.least = CT_WARNING, .show_segment = true});
    ct_report_begin(report, "a");
    ct_finding f = in_claim("code-not-allowed");
    memcpy(expected, segment + at, 4);
    memcpy(segment + at, "*VAL", 4);
    f.segment_text = text(segment);
    f.value = (ct_slice){segment + at + 1, 3};
    f.value_at = (uint32_t)at + 1;
    tell(f);
    char *line = strchr(finish(), '\n') + 1;
    char *under = strchr(line, '\n') + 1;
    size_t width = (size_t)(under - line) - 1;
    ck_assert_uint_le(width, 79);
    char *value = strstr(line, "VAL"), *mark = strchr(under, '^');
    ck_assert_ptr_nonnull(value);
    ck_assert_ptr_nonnull(mark);
    ck_assert_int_eq(value - line, mark - under);
    ck_assert_str_eq(mark, "^^^\n");
    memcpy(segment + at, expected, 4);
    stop();
  }
}
END_TEST

START_TEST(text_colors_only_when_asked) {
  start(ct_report_text, (ct_report_options){.least = CT_WARNING, .color = true});
  ct_report_begin(report, "a");
  tell(in_claim("code-not-allowed"));
  const char *s = finish();
  ck_assert_ptr_nonnull(strstr(s, "\033[1;31merror:\033[0m"));
  stop();
}
END_TEST

/* ---- memory
 * ------------------------------------------------------------------------------------------ */

START_TEST(no_memory_is_a_status) {
  ct_report *(*const kinds[])(ct_buffer *, const ct_report_options *) = {
      ct_report_text, ct_report_ndjson, ct_report_json};
  for (size_t kind = 0; kind < 3; kind++) {
    for (uint64_t n = 1; n < 12; n++) {
      ct_report_options options = {.least = CT_NOTE};
      ct_buffer_init(&out, NULL, NULL);
      ct_mem_fail_after(n);
      report = kinds[kind](&out, &options);
      if (report) {
        ct_report_begin(report, "a");
        for (int i = 0; i < 200; i++) {
          ct_finding f = in_claim("code-not-allowed");
          report->sink.finding(&report->sink, &f);
        }
        ct_report_end(report, false);
        enum ct_status status = report->sink.finish(&report->sink);
        ck_assert(status == CT_OK || status == CT_NO_MEMORY);
        ck_assert_int_eq(status, out.status);
      }
      ct_mem_fail_after(0);
      stop();
    }
  }
}
END_TEST

int main(void) {
  Suite *s = suite_create("report");
  TCase *t = tcase_create("json");
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
  tcase_add_test(t, balance_reads_as_an_equation);
  tcase_add_test(t, balance_is_an_object_of_its_own);
  suite_add_tcase(s, t);
  t = tcase_create("redaction");
  tcase_add_test(t, redaction_hides_people);
  tcase_add_test(t, redaction_of_all_hides_claims);
  tcase_add_test(t, redaction_trusts_nothing_unknown);
  suite_add_tcase(s, t);
  t = tcase_create("text");
  tcase_add_test(t, text_places_findings);
  tcase_add_test(t, text_tells_the_same_twenty_times);
  tcase_add_test(t, text_underlines_the_element);
  tcase_add_test(t, text_shows_where_something_is_missing);
  tcase_add_test(t, text_moves_the_window);
  tcase_add_test(t, text_colors_only_when_asked);
  tcase_add_test(t, no_memory_is_a_status);
  suite_add_tcase(s, t);
  return support_run(s);
}
