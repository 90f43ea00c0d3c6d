/*
 * check_report.c -- the report for people, redaction in all reports, and failing memory.
 */
#include "support_report.h"

#include "base/mem.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdlib.h>
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

/* ---- text ---- */

START_TEST(text_places_findings) {
  report_start(ct_report_text, (ct_report_options){.least = CT_WARNING});
  ct_report_begin(report, "dir/a.837");
  report_tell(finding_in_claim("code-not-allowed"));
  ct_finding f = finding_make("group-trailer-missing");
  f.where = in_group();
  f.where.tag = text("GE");
  report_tell(f);
  f = finding_make("not-x12");
  f.args[0] = text("the input is empty");
  report_tell(f);
  f = finding_in_claim("situation");
  f.rule = "I-018";
  f.args[0] = text("an inpatient claim has an admission date");
  report_tell(f);
  report_happen(CT_EV_FILE_END, in_file());
  ct_report_end(report, true);
  ck_assert_str_eq(
      report_finish(),
      "dir/a.837:0001/19: error: CLM05-3 (thing) \"Z\" is not allowed here; allowed: 1, 7, 8 [2300 "
      "CLM, claim A-1] (code-not-allowed, SNIP 2)\n"
      "dir/a.837:000000001/GE: error: the group has no GE (group-trailer-missing, SNIP 1)\n"
      "dir/a.837: error: the input is empty (not-x12, SNIP 1)\n"
      "dir/a.837:0001/19: error: an inpatient claim has an admission date (rule I-018) [2300 CLM, "
      "claim A-1] (situation, SNIP 4)\n"
      "dir/a.837: rejected: 1 error, 0 warnings, 3 notes in 1 interchange, 1 group, 1 set, 2 "
      "claims, "
      "40 segments\n");
  report_stop();
}
END_TEST

START_TEST(text_tells_the_same_twenty_times) {
  report_start(ct_report_text, (ct_report_options){.least = CT_WARNING});
  for (int file = 0; file < 2; file++) {
    ct_report_begin(report, "a");
    for (int i = 0; i < 23; i++) report_tell(finding_in_claim("code-not-allowed"));
    report_tell(finding_in_claim("element-type"));
    report_happen(CT_EV_FILE_END, in_file());
    ct_report_end(report, true);
  }
  size_t lines = 0, more = 0;
  const char *s = report_finish();
  for (const char *p = s; (p = strchr(p, '\n')) != NULL; p++) lines++;
  for (const char *p = s; (p = strstr(p, "a: and 3 more (code-not-allowed)\n")) != NULL; p++)
    more++;
  ck_assert_uint_eq(more, 2);
  ck_assert_uint_eq(lines, 2 * (20 + 1 + 1 + 1));
  report_stop();
}
END_TEST

START_TEST(text_underlines_the_element) {
  report_start(ct_report_text, (ct_report_options){.least = CT_WARNING, .show_segment = true});
  ct_report_begin(report, "a");
  report_tell(finding_in_claim("code-not-allowed"));
  ck_assert_ptr_nonnull(
      strstr(report_finish(), "\n    CLM*A-1*100***11:B:Z*Y\n                       ^\n"));
  report_stop();
}
END_TEST

START_TEST(text_shows_where_something_is_missing) {
  report_start(ct_report_text, (ct_report_options){.least = CT_WARNING, .show_segment = true});
  ct_report_begin(report, "a");
  ct_finding f = finding_in_claim("element-missing");
  f.has_value = false;
  f.value = text("");
  f.value_at = UINT32_MAX;
  f.where.component = 0;
  f.where.element = 4;
  report_tell(f);
  f.where.element = 9; /* past the end */
  report_tell(f);
  const char *s = report_finish();
  ck_assert_ptr_nonnull(strstr(s, "\n    CLM*A-1*100***11:B:Z*Y\n                 ^\n"));
  ck_assert_ptr_nonnull(strstr(s, "\n    CLM*A-1*100***11:B:Z*Y\n                          ^\n"));
  report_stop();
}
END_TEST

/* However long the segment and wherever the element: 80 columns, and the underline inside. */
START_TEST(text_moves_the_window) {
  char segment[5001], expected[8];
  memset(segment, 'x', sizeof segment - 1);
  segment[sizeof segment - 1] = 0;
  memcpy(segment, "NTE*", 4);
  for (size_t at = 4; at < 4990; at += 13) {
    report_start(ct_report_text, (ct_report_options){.least = CT_WARNING, .show_segment = true});
    ct_report_begin(report, "a");
    ct_finding f = finding_in_claim("code-not-allowed");
    memcpy(expected, segment + at, 4);
    memcpy(segment + at, "*VAL", 4);
    f.segment_text = text(segment);
    f.value = (ct_slice){segment + at + 1, 3};
    f.value_at = (uint32_t)at + 1;
    report_tell(f);
    char *line = strchr(report_finish(), '\n') + 1;
    char *under = strchr(line, '\n') + 1;
    size_t width = (size_t)(under - line) - 1;
    ck_assert_uint_le(width, 79);
    char *value = strstr(line, "VAL"), *mark = strchr(under, '^');
    ck_assert_ptr_nonnull(value);
    ck_assert_ptr_nonnull(mark);
    ck_assert_int_eq(value - line, mark - under);
    ck_assert_str_eq(mark, "^^^\n");
    memcpy(segment + at, expected, 4);
    report_stop();
  }
}
END_TEST

START_TEST(text_colors_only_when_asked) {
  report_start(ct_report_text, (ct_report_options){.least = CT_WARNING, .color = true});
  ct_report_begin(report, "a");
  report_tell(finding_in_claim("code-not-allowed"));
  const char *s = report_finish();
  ck_assert_ptr_nonnull(strstr(s, "\033[1;31merror:\033[0m"));
  report_stop();
}
END_TEST

/* ---- balance rows ---------------------------------------------------------------------------- */

START_TEST(balance_reads_as_an_equation) {
  report_start(ct_report_text, (ct_report_options){.least = CT_NOTE, .explain_balance = true});
  ct_report_begin(report, "a");
  ct_balance b = balance_row();
  report->sink.balance(&report->sink, &b);
  b.balanced = false;
  b.actual = (ct_decimal){36318, 2};
  b.difference = (ct_decimal){1, 2};
  report->sink.balance(&report->sink, &b);
  ck_assert_str_eq(
      report_finish(),
      "a:0001/47: balance: line 2, payer 0084000: 363.17 = 0.00 (SVD02, segment 47) + "
      "363.17 (CAS PR 96, segment 48) [2430 SVD, claim A-1] (cob-line-balance)\n"
      "a:0001/47: balance: line 2, payer 0084000: 363.17 is not 0.00 (SVD02, segment "
      "47) + 363.17 (CAS PR 96, segment 48); expected 363.17, found 363.18, difference "
      "0.01 [2430 SVD, claim A-1] (cob-line-balance)\n");
  report_stop();
}
END_TEST

/* ---- junit ---- */

static unsigned number(const xmlNode *n, const char *name) {
  xmlChar *text_ = xmlGetProp(n, (const xmlChar *)name);
  ck_assert_ptr_nonnull(text_);
  unsigned value = (unsigned)strtoul((const char *)text_, NULL, 10);
  xmlFree(text_);
  return value;
}

static unsigned children(const xmlNode *n, const char *name) {
  unsigned count = 0;
  for (const xmlNode *c = n->children; c; c = c->next)
    if (c->type == XML_ELEMENT_NODE && strcmp((const char *)c->name, name) == 0) count++;
  return count;
}

static unsigned grandchildren(const xmlNode *n, const char *name) {
  unsigned count = 0;
  for (const xmlNode *c = n->children; c; c = c->next) count += children(c, name);
  return count;
}

/* The numbers of a suite are those of its cases, whatever came. */
START_TEST(junit_counts_its_cases) {
  report_start(ct_report_junit, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "a<&\"\x01.837");
  for (int i = 0; i < 700; i++) report_tell(finding_in_claim("code-not-allowed"));
  report_tell(finding_in_claim("trailing-empty-element"));
  report_happen(CT_EV_SET_END, in_set());
  ct_report_end(report, true);
  ct_report_begin(report, "cut");
  ct_report_end(report, false);
  ct_report_begin(report, "silent");
  ct_report_end(report, true);
  const char *s = report_finish();
  xmlDoc *doc = xmlReadMemory(s, (int)strlen(s), "junit", NULL, XML_PARSE_NONET);
  ck_assert_ptr_nonnull(doc);
  unsigned suites = 0;
  for (const xmlNode *n = xmlDocGetRootElement(doc)->children; n; n = n->next) {
    if (n->type != XML_ELEMENT_NODE) continue;
    static const unsigned expected[3][3] = {{701, 700, 0}, {1, 0, 1}, {1, 0, 0}};
    ck_assert_uint_eq(number(n, "tests"), expected[suites][0]);
    ck_assert_uint_eq(number(n, "failures"), expected[suites][1]);
    ck_assert_uint_eq(number(n, "errors"), expected[suites][2]);
    ck_assert_uint_eq(children(n, "testcase"), expected[suites][0]);
    ck_assert_uint_eq(grandchildren(n, "failure"), expected[suites][1]);
    ck_assert_uint_eq(grandchildren(n, "error"), expected[suites][2]);
    suites++;
  }
  ck_assert_uint_eq(suites, 3);
  xmlFreeDoc(doc);
  report_stop();
}
END_TEST

/* ---- redaction ---- */

static ct_finding with_name(void) {
  ct_finding f = finding_in_claim("element-too-long");
  f.where.tag = text("NM1");
  f.where.element = 3;
  f.where.component = 0;
  f.where.loop = "2010BA";
  f.segment_text = text("NM1*IL*1*OSTRAWICK*LENORE****MI*W000123");
  f.value = (ct_slice){f.segment_text.ptr + 9, 9};
  f.value_at = 9;
  f.is_private = f.in_private = true;
  return f;
}

START_TEST(redaction_hides_people) {
  report_make *const kinds[] = {ct_report_text, ct_report_ndjson, ct_report_json, ct_report_junit};
  for (size_t kind = 0; kind < 4; kind++) {
    report_start(kinds[kind],
                 (ct_report_options){.least = CT_NOTE, .redact = true, .show_segment = true});
    ct_report_begin(report, "a");
    report_happen(CT_EV_INTERCHANGE, in_interchange());
    report_happen(CT_EV_GROUP, in_group());
    report_happen(CT_EV_SET, in_set());
    report_tell(with_name());
    ct_finding other = with_name(); /* the element is harmless, its segment is not */
    other.where.element = 8;
    other.is_private = false;
    other.value = text("MI");
    other.value_at = 29;
    report_tell(other);
    report_happen(CT_EV_FILE_END, in_file());
    ct_report_end(report, true);
    const char *s = report_finish();
    ck_assert_msg(!strstr(s, "OSTRAWICK"), "%s", s);
    ck_assert_msg(!strstr(s, "LENORE"), "%s", s);
    ck_assert_msg(!strstr(s, "W000123"), "%s", s);
    ck_assert_msg(strstr(s, "***"), "%s", s);
    ck_assert_msg(strstr(s, "A-1"), "%s", s); /* the claim can be found */
    report_stop();
  }
}
END_TEST

START_TEST(redaction_of_all_hides_claims) {
  report_start(ct_report_ndjson,
               (ct_report_options){.least = CT_NOTE, .redact = true, .redact_claims = true});
  ct_report_begin(report, "a");
  ct_finding f = finding_in_claim("element-too-long");
  f.where.element = 1;
  f.where.component = 0;
  f.value = text("A-1");
  report_tell(f);
  const char *s = report_finish();
  ck_assert_msg(!strstr(s, "A-1"), "%s", s);
  json_t *j = parse(s);
  ck_assert_str_eq(get(j, "claim"), "***");
  ck_assert_str_eq(get(j, "value"), "***");
  json_decref(j);
  report_stop();
}
END_TEST

/* A line torn in two makes a tag of a name; an unknown element may hold anything. */
START_TEST(redaction_trusts_nothing_unknown) {
  report_start(ct_report_ndjson, (ct_report_options){.least = CT_NOTE, .redact = true});
  ct_report_begin(report, "a");
  ct_finding f = finding_in_claim("segment-unknown");
  f.where.tag = f.args[0] = text("OSTRAWICK LENORE");
  f.where.element = f.where.component = 0;
  f.has_value = false;
  f.value = text("");
  report_tell(f);
  f = finding_in_claim("element-too-many");
  f.in_private = true;
  f.name = "";
  f.value = text("LENORE");
  report_tell(f);
  const char *s = report_finish();
  ck_assert_msg(!strstr(s, "OSTRAWICK"), "%s", s);
  ck_assert_msg(!strstr(s, "LENORE"), "%s", s);
  report_stop();
}
END_TEST

/* ---- memory ---- */

START_TEST(no_memory_is_a_status) {
  report_make *const kinds[] = {ct_report_text, ct_report_ndjson, ct_report_json, ct_report_junit};
  for (size_t kind = 0; kind < 4; kind++) {
    for (uint64_t n = 1; n < 12; n++) {
      ct_report_options options = {.least = CT_NOTE};
      ct_buffer_init(&report_out, NULL, NULL);
      ct_mem_fail_after(n);
      report = kinds[kind](&report_out, &options);
      if (report) {
        ct_report_begin(report, "a");
        for (int i = 0; i < 200; i++) {
          ct_finding f = finding_in_claim("code-not-allowed");
          report->sink.finding(&report->sink, &f);
        }
        ct_report_end(report, false);
        enum ct_status status = report->sink.finish(&report->sink);
        ck_assert(status == CT_OK || status == CT_NO_MEMORY);
        ck_assert_int_eq(status, report_out.status);
      }
      ct_mem_fail_after(0);
      report_stop();
    }
  }
}
END_TEST

int main(void) {
  Suite *s = suite_create("report");
  TCase *t;
  t = tcase_create("text");
  tcase_add_test(t, text_places_findings);
  tcase_add_test(t, junit_counts_its_cases);
  tcase_add_test(t, text_tells_the_same_twenty_times);
  tcase_add_test(t, text_underlines_the_element);
  tcase_add_test(t, text_shows_where_something_is_missing);
  tcase_add_test(t, text_moves_the_window);
  tcase_add_test(t, text_colors_only_when_asked);
  suite_add_tcase(s, t);
  t = tcase_create("balance");
  tcase_add_test(t, balance_reads_as_an_equation);
  suite_add_tcase(s, t);
  t = tcase_create("redaction");
  tcase_add_test(t, redaction_hides_people);
  tcase_add_test(t, redaction_of_all_hides_claims);
  tcase_add_test(t, redaction_trusts_nothing_unknown);
  suite_add_tcase(s, t);
  t = tcase_create("memory");
  tcase_add_test(t, no_memory_is_a_status);
  suite_add_tcase(s, t);
  return support_run(s);
}
