/* support_report.c -- invented findings and events, and the report they are told to. */
#include "support_report.h"

#include <string.h>

ct_buffer report_out;
ct_report *report;

ct_slice text(const char *s) {
  return (ct_slice){s, strlen(s)};
}

ct_finding finding_make(const char *id) {
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

ct_location in_file(void) {
  ct_location w = {.loop = "", .path = ""};
  w.tag = w.interchange = w.group = w.set = w.claim = text("");
  return w;
}

ct_location in_interchange(void) {
  ct_location w = in_file();
  w.interchange = text("000000001");
  return w;
}

ct_location in_group(void) {
  ct_location w = in_interchange();
  w.group = text("7");
  return w;
}

ct_location in_set(void) {
  ct_location w = in_group();
  w.set = text("0001");
  w.loop = w.path = "ST";
  return w;
}

ct_finding finding_in_claim(const char *id) {
  ct_finding f = finding_make(id);
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

void report_start(report_make *kind, ct_report_options options) {
  ct_buffer_init(&report_out, NULL, NULL);
  report = kind(&report_out, &options);
  ck_assert_ptr_nonnull(report);
}

void report_tell(ct_finding f) {
  ck_assert_int_eq(report->sink.finding(&report->sink, &f), CT_OK);
}

void report_happen(enum ct_event_kind kind, ct_location where) {
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

const char *report_finish(void) {
  ck_assert_int_eq(report->sink.finish(&report->sink), CT_OK);
  ct_buffer_char(&report_out, 0);
  ck_assert_int_eq(report_out.status, CT_OK);
  return report_out.data;
}

void report_stop(void) {
  ct_report_free(report);
  ct_buffer_free(&report_out);
}

ct_balance balance_row(void) {
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
