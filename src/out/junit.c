/*
 * junit.c -- the report for build servers: a test suite a file, in the XML that they read.
 *
 * A finding is a test case: an error fails it, a warning or note is its output.  A set without
 * errors is a test case that passes.  The numbers stand before the cases, so that the cases of a
 * file wait in a spill.
 */
#include "out/report.h"
#include "out/spill.h"

#include "base/mem.h"

#include <inttypes.h>

typedef struct junit {
  ct_report report; /* first */
  ct_spill cases;   /* of this file */
  uint64_t tests, failures, errors;
  bool headed; /* the document has begun */
} junit;

static junit *self(ct_sink *s) {
  return (junit *)s;
}

static void attribute(ct_buffer *b, const char *name, ct_slice value) {
  ct_buffer_printf(b, " %s=\"", name);
  ct_buffer_xml(b, value);
  ct_buffer_char(b, '"');
}

/* `<testcase classname="FILE" name="`: the name and `"` are to follow. */
static void open_case(junit *j) {
  ct_buffer *b = &j->cases.memory;
  ct_buffer_text(b, "    <testcase");
  attribute(b, "classname", ct_slice_text(j->report.file));
  ct_buffer_text(b, " time=\"0\" name=\"");
  j->tests++;
}

static void close_case(junit *j, const char *end) {
  ct_buffer_text(&j->cases.memory, end);
  ct_spill_settle(&j->cases);
  if (j->cases.status != CT_OK && j->report.out->status == CT_OK)
    j->report.out->status = j->cases.status;
}

/* ---- findings ------------------------------------------------------------------------ */

static void place(ct_buffer *b, const ct_location *where) {
  char reference[CT_REFERENCE_SIZE];
  if (where->set.len > 0 || where->segment > 0) {
    ct_buffer_xml(b, where->set);
    ct_buffer_printf(b, "/%" PRIu32 " ", where->segment);
  } else if (where->interchange.len > 0) {
    ct_buffer_xml(b, where->interchange);
    ct_buffer_char(b, ' ');
  }
  if (ct_location_reference(where, reference) > 0)
    ct_buffer_xml(b, ct_slice_text(reference));
  else
    ct_buffer_xml(b, where->tag);
  if (where->element > 0 || where->tag.len > 0) ct_buffer_char(b, ' ');
}

static void details(ct_buffer *b, const ct_finding *f, ct_slice message) {
  ct_buffer_text(b, ct_severity_name(f->severity));
  ct_buffer_text(b, ": ");
  ct_buffer_xml(b, message);
  if (f->where.segment > 0) ct_buffer_printf(b, "\nloop: %s", f->where.path);
  if (f->where.claim.len > 0) {
    ct_buffer_text(b, "\nclaim: ");
    ct_buffer_xml(b, f->where.claim);
  }
  if (f->rule) {
    ct_buffer_text(b, "\nrule: ");
    ct_buffer_xml(b, ct_slice_text(f->rule));
  }
  ct_buffer_printf(b, "\noffset: %" PRIu64 "\nSNIP type: %u", f->where.offset, f->snip);
}

static enum ct_status finding(ct_sink *s, const ct_finding *finding) {
  junit *j = self(s);
  if (!ct_report_admit(&j->report, finding)) return CT_OK;
  ct_redacted redacted = ct_report_redact(&j->report.options, finding);
  const ct_finding *f = &redacted.finding;
  char text[CT_MESSAGE_SIZE];
  ct_slice message = ct_report_message(&redacted, text);
  ct_buffer *b = &j->cases.memory;
  open_case(j);
  place(b, &f->where);
  ct_buffer_text(b, f->info->id);
  ct_buffer_text(b, "\">\n");
  bool fails = f->severity == CT_ERROR;
  if (fails) {
    j->failures++;
    ct_buffer_printf(b, "      <failure type=\"%s\"", f->info->id);
    attribute(b, "message", message);
    ct_buffer_char(b, '>');
  } else {
    ct_buffer_text(b, "      <system-out>");
  }
  details(b, f, message);
  ct_buffer_text(b, fails ? "</failure>\n" : "</system-out>\n");
  close_case(j, "    </testcase>\n");
  return j->report.out->status;
}

/* ---- sets and files --------------------------------------------------------------------- */

static void end_set(junit *j, const ct_event *e) {
  if (e->set->errors > 0) return;
  ct_buffer *b = &j->cases.memory;
  open_case(j);
  ct_buffer_text(b, "set ");
  ct_buffer_xml(b, e->where.set);
  ct_buffer_text(b, " (");
  ct_buffer_xml(b, e->set->code);
  ct_buffer_char(b, ' ');
  ct_buffer_xml(b, e->set->version);
  close_case(j, ") is accepted\"/>\n");
}

static enum ct_status event(ct_sink *s, const ct_event *e) {
  junit *j = self(s);
  if (e->kind == CT_EV_SET_END) end_set(j, e);
  return j->report.out->status;
}

static void head(junit *j) {
  if (j->headed) return;
  j->headed = true;
  ct_buffer_text(j->report.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<testsuites name=\"claimtree check\">\n");
}

static void begin(ct_report *r) {
  junit *j = (junit *)r;
  head(j);
  j->tests = j->failures = j->errors = 0;
}

static void end(ct_report *r, bool whole) {
  junit *j = (junit *)r;
  ct_buffer *b = r->out;
  if (!whole) {
    j->errors++;
    open_case(j);
    close_case(j,
               "reading\">\n      <error type=\"trouble\" message=\"the file could not be read to "
               "its end\"/>\n    </testcase>\n");
  }
  if (j->tests == 0) {
    open_case(j);
    close_case(j, "nothing to show\"/>\n");
  }
  ct_buffer_text(b, "  <testsuite");
  attribute(b, "name", ct_slice_text(r->file));
  ct_buffer_printf(b,
                   " tests=\"%" PRIu64 "\" failures=\"%" PRIu64 "\" errors=\"%" PRIu64
                   "\" skipped=\"0\" time=\"0\">\n",
                   j->tests, j->failures, j->errors);
  ct_spill_drain(&j->cases, b);
  if (j->cases.status != CT_OK && b->status == CT_OK) b->status = j->cases.status;
  if (r->held > 0)
    ct_buffer_printf(b, "    <system-out>%" PRIu64 " more findings not shown</system-out>\n",
                     r->held);
  ct_buffer_text(b, "  </testsuite>\n");
}

static enum ct_status finish(ct_sink *s) {
  junit *j = self(s);
  head(j);
  ct_buffer_text(j->report.out, "</testsuites>\n");
  return j->report.out->status;
}

static void free_report(ct_sink *s) {
  ct_spill_free(&self(s)->cases);
  ct_mem_free(s);
}

ct_report *ct_report_junit(ct_buffer *out, const ct_report_options *options) {
  junit *j = ct_mem_zalloc(1, sizeof *j);
  if (!j) return NULL;
  ct_spill_init(&j->cases);
  j->report.sink = (ct_sink){.wants = CT_WANT_ENVELOPE,
                             .event = event,
                             .finding = finding,
                             .finish = finish,
                             .free = free_report};
  j->report.out = out;
  j->report.options = *options;
  j->report.file = "";
  j->report.begin = begin;
  j->report.end = end;
  return &j->report;
}
