/*
 * text.c -- the report for people: a line a finding, then a line a file.
 *
 *   FILE:SET/SEGMENT: SEVERITY: MESSAGE [LOOP TAG, claim CLM01] (ID, SNIP n)
 *
 * Knows the layout, colours, and when to stop repeating itself.  What a message says is
 * finding.c's; the segment below it is text_segment.c's.
 */
#include "out/report.h"
#include "out/text_segment.h"

#include "base/mem.h"

#include <inttypes.h>

enum { SAME_SHOWN = 20 }; /* findings of one id shown a file */

typedef struct text_report {
  ct_report report; /* first */
  size_t rows;      /* of the catalogue */
  uint64_t *seen;   /* by row: in this file, shown or not */
} text_report;

static text_report *self(ct_sink *s) {
  return (text_report *)s;
}

/* ---- colours ------------------------------------------------------------------------ */

#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

static const char *const severity_color[] = {
    [CT_NOTE] = "\033[36m", [CT_WARNING] = "\033[1;35m", [CT_ERROR] = "\033[1;31m"};

static void color(const ct_report *r, const char *sequence) {
  if (r->options.color) ct_buffer_text(r->out, sequence);
}

/* ---- one finding --------------------------------------------------------------------- */

static void place(const ct_report *r, const ct_location *where) {
  ct_buffer *b = r->out;
  ct_buffer_plain(b, ct_slice_text(r->file));
  if (where->set.len > 0 || where->segment > 0) {
    ct_buffer_char(b, ':');
    ct_buffer_plain(b, where->set);
    ct_buffer_char(b, '/');
    ct_buffer_uint(b, where->segment);
  } else if (where->interchange.len > 0) {
    ct_buffer_char(b, ':');
    ct_buffer_plain(b, where->interchange);
    if (where->tag.len > 0) {
      ct_buffer_char(b, '/');
      ct_buffer_plain(b, where->tag);
    }
  }
  ct_buffer_text(b, ": ");
}

static void brackets(ct_buffer *b, const ct_location *where) {
  bool loop = where->loop && *where->loop, tag = where->tag.len > 0;
  if ((!loop && !where->claim.len) || where->segment == 0) return;
  ct_buffer_text(b, " [");
  if (loop) ct_buffer_text(b, where->loop);
  if (loop && tag) ct_buffer_char(b, ' ');
  if (tag) ct_buffer_plain(b, where->tag);
  if (where->claim.len > 0) {
    ct_buffer_text(b, loop || tag ? ", claim " : "claim ");
    ct_buffer_plain(b, where->claim);
  }
  ct_buffer_char(b, ']');
}

static void write_finding(const ct_report *r, const ct_finding *finding) {
  ct_redacted redacted = ct_report_redact(&r->options, finding);
  const ct_finding *f = &redacted.finding;
  ct_buffer *b = r->out;
  char message[CT_MESSAGE_SIZE];
  color(r, BOLD);
  place(r, &f->where);
  color(r, severity_color[f->severity]);
  ct_buffer_text(b, ct_severity_name(f->severity));
  ct_buffer_char(b, ':');
  color(r, PLAIN);
  ct_buffer_char(b, ' ');
  ct_buffer_plain(b, ct_report_message(&redacted, message));
  if (f->rule) {
    ct_buffer_text(b, " (rule ");
    ct_buffer_plain(b, ct_slice_text(f->rule));
    ct_buffer_char(b, ')');
  }
  brackets(b, &f->where);
  ct_buffer_printf(b, " (%s, SNIP %u)\n", f->info->id, f->snip);
  if (r->options.show_segment) ct_text_segment(r, &redacted);
}

static enum ct_status finding(ct_sink *s, const ct_finding *f) {
  text_report *t = self(s);
  ct_report *r = &t->report;
  if (f->severity < r->options.least) return CT_OK;
  size_t row = (size_t)(f->info - ct_finding_catalogue(NULL));
  if (row < t->rows && ++t->seen[row] > SAME_SHOWN) return CT_OK;
  if (ct_report_admit(r, f)) write_finding(r, f);
  return r->out->status;
}

/* ---- balance rows ----------------------------------------------------------------------- */

static void amount(ct_buffer *b, ct_decimal d) {
  char text[CT_DECIMAL_SIZE];
  ct_buffer_add(b, text, ct_decimal_text(d, text));
}

static void term(ct_buffer *b, const ct_term *t, bool first) {
  if (!first)
    ct_buffer_text(b, t->negative ? " - " : " + ");
  else if (t->negative)
    ct_buffer_text(b, "- ");
  amount(b, t->amount);
  ct_buffer_printf(b, " (%s", t->what);
  if (t->segment) ct_buffer_printf(b, ", segment %" PRIu32, t->segment);
  ct_buffer_char(b, ')');
}

/* "line 2, payer 0084000: 363.17 = 0.00 (SVD02, segment 47) + 363.17 (CAS PR 96, segment 48)" */
void ct_report_equation(ct_buffer *b, const ct_balance *row) {
  if (row->line.len > 0) {
    ct_buffer_text(b, "line ");
    ct_buffer_plain(b, row->line);
    if (row->payer.len > 0) ct_buffer_text(b, ", ");
  }
  if (row->payer.len > 0) {
    ct_buffer_text(b, "payer ");
    ct_buffer_plain(b, row->payer);
  }
  if (row->line.len > 0 || row->payer.len > 0) ct_buffer_text(b, ": ");
  amount(b, row->total);
  if (row->line.len == 0 || row->payer.len == 0)
    ct_buffer_printf(b, " (%s, segment %" PRIu32 ")", row->total_what, row->total_segment);
  ct_buffer_text(b, row->balanced ? " = " : " is not ");
  for (size_t i = 0; i < row->term_count; i++) term(b, &row->terms[i], i == 0);
  if (row->term_count == 0) ct_buffer_text(b, "0.00");
  if (row->balanced) return;
  ct_buffer_text(b, "; expected ");
  amount(b, row->expected);
  ct_buffer_text(b, ", found ");
  amount(b, row->actual);
  ct_buffer_text(b, ", difference ");
  amount(b, row->difference);
}

static enum ct_status balance(ct_sink *s, const ct_balance *row) {
  ct_report *r = &self(s)->report;
  ct_location where = row->where;
  if (where.claim.len && r->options.redact_claims) where.claim = ct_slice_text("***");
  color(r, BOLD);
  place(r, &where);
  color(r, PLAIN);
  ct_buffer_text(r->out, "balance: ");
  ct_report_equation(r->out, row);
  brackets(r->out, &where);
  ct_buffer_printf(r->out, " (%s)\n", row->rule->id);
  return r->out->status;
}

/* ---- the end of a file -------------------------------------------------------------------- */

static void counted(ct_buffer *b, const char *before, uint64_t n, const char *one) {
  ct_buffer_text(b, before);
  ct_buffer_uint(b, n);
  ct_buffer_char(b, ' ');
  ct_buffer_text(b, one);
  if (n != 1) ct_buffer_char(b, 's');
}

static void tell_rest(text_report *t) {
  const ct_finding_info *catalogue = ct_finding_catalogue(NULL);
  ct_buffer *b = t->report.out;
  const ct_report_options *o = &t->report.options;
  for (size_t row = 0; row < t->rows; row++) {
    uint64_t more = t->seen[row] > SAME_SHOWN ? t->seen[row] - SAME_SHOWN : 0;
    t->seen[row] = 0;
    if (more == 0) continue;
    ct_buffer_plain(b, ct_slice_text(t->report.file));
    ct_buffer_printf(b, ": and %" PRIu64 " more (%s)\n", more, catalogue[row].id);
  }
  if (t->report.held > 0) {
    ct_buffer_plain(b, ct_slice_text(t->report.file));
    ct_buffer_printf(b, ": %" PRIu64 " more not shown (--max-findings=%" PRIu64 ")\n",
                     t->report.held, o->most);
  }
}

static void verdict(const ct_report *r, const ct_counts *c) {
  ct_buffer *b = r->out;
  color(r, BOLD);
  ct_buffer_plain(b, ct_slice_text(r->file));
  ct_buffer_text(b, ": ");
  color(r, c->errors > 0 ? severity_color[CT_ERROR] : "\033[1;32m");
  ct_buffer_text(b, c->errors > 0 ? "rejected" : "accepted");
  color(r, PLAIN);
  counted(b, ": ", c->errors, "error");
  counted(b, ", ", c->warnings, "warning");
  counted(b, ", ", c->notes, "note");
  counted(b, " in ", c->interchanges, "interchange");
  counted(b, ", ", c->groups, "group");
  counted(b, ", ", c->sets, "set");
  counted(b, ", ", c->claims, "claim");
  counted(b, ", ", c->segments, "segment");
  ct_buffer_char(b, '\n');
}

static enum ct_status event(ct_sink *s, const ct_event *e) {
  text_report *t = self(s);
  if (e->kind == CT_EV_FILE_END) {
    tell_rest(t);
    verdict(&t->report, e->counts);
  }
  return t->report.out->status;
}

static void end(ct_report *r, bool whole) {
  if (!whole) tell_rest((text_report *)r);
}

/* ---- making one ------------------------------------------------------------------------------ */

static enum ct_status finish(ct_sink *s) {
  return self(s)->report.out->status;
}

static void free_report(ct_sink *s) {
  ct_mem_free(self(s)->seen);
  ct_mem_free(s);
}

ct_report *ct_report_text(ct_buffer *out, const ct_report_options *options) {
  text_report *t = ct_mem_zalloc(1, sizeof *t);
  if (!t) return NULL;
  ct_finding_catalogue(&t->rows);
  t->seen = ct_mem_zalloc(t->rows, sizeof *t->seen);
  if (!t->seen) {
    ct_mem_free(t);
    return NULL;
  }
  t->report.sink = (ct_sink){.wants = CT_WANT_ENVELOPE,
                             .event = event,
                             .finding = finding,
                             .finish = finish,
                             .free = free_report};
  if (options->explain_balance) {
    t->report.sink.wants |= CT_WANT_BALANCE;
    t->report.sink.balance = balance;
  }
  t->report.out = out;
  t->report.options = *options;
  t->report.file = "";
  t->report.end = end;
  return &t->report;
}
