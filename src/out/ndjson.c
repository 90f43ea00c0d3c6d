/*
 * ndjson.c -- a line of JSON for each finding, each set that ends, and each file.
 *
 * Knows the order of lines.  What stands in them is json.c's.
 */
#include "out/json.h"

#include "base/mem.h"

static ct_report *self(ct_sink *s) {
  return (ct_report *)s;
}

static enum ct_status finding(ct_sink *s, const ct_finding *f) {
  ct_report *r = self(s);
  if (ct_report_admit(r, f)) {
    ct_json_finding(r->out, r, f);
    ct_buffer_char(r->out, '\n');
  }
  return r->out->status;
}

static enum ct_status balance(ct_sink *s, const ct_balance *row) {
  ct_report *r = self(s);
  ct_json_balance(r->out, r, row);
  ct_buffer_char(r->out, '\n');
  return r->out->status;
}

static enum ct_status event(ct_sink *s, const ct_event *e) {
  ct_report *r = self(s);
  ct_buffer *b = r->out;
  if (e->kind == CT_EV_SET_END) {
    ct_buffer_text(b, "{\"type\":\"set\"");
    ct_json_text(b, "file", ct_slice_text(r->file));
    ct_json_envelope(b, &e->where);
    ct_json_set_summary(b, e->set);
    ct_buffer_text(b, "}\n");
  } else if (e->kind == CT_EV_FILE_END) {
    ct_buffer_text(b, "{\"type\":\"file\"");
    ct_json_text(b, "file", ct_slice_text(r->file));
    ct_json_file_summary(b, e->counts, false);
    ct_buffer_text(b, "}\n");
  }
  return b->status;
}

static enum ct_status finish(ct_sink *s) {
  return self(s)->out->status;
}

static void free_report(ct_sink *s) {
  ct_mem_free(s);
}

ct_report *ct_report_ndjson(ct_buffer *out, const ct_report_options *options) {
  ct_report *r = ct_mem_zalloc(1, sizeof *r);
  if (!r) return NULL;
  r->sink = (ct_sink){.wants = CT_WANT_ENVELOPE,
                      .event = event,
                      .finding = finding,
                      .finish = finish,
                      .free = free_report};
  if (options->explain_balance) {
    r->sink.wants |= CT_WANT_BALANCE;
    r->sink.balance = balance;
  }
  r->out = out;
  r->options = *options;
  r->file = "";
  return r;
}
