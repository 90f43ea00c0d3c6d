/*
 * json.c -- findings, balance rows and summaries as JSON objects.
 *
 * Knows the keys of the contract and when each is there.  Does not know how the objects are
 * gathered: ndjson.c has a line for each, report_json.c one document.
 */
#include "out/json.h"

/* ---- members ------------------------------------------------------------------------ */

static void key(ct_buffer *b, const char *name) {
  ct_buffer_add(b, ",\"", 2);
  ct_buffer_text(b, name);
  ct_buffer_add(b, "\":", 2);
}

void ct_json_text(ct_buffer *b, const char *name, ct_slice value) {
  key(b, name);
  ct_buffer_char(b, '"');
  ct_buffer_json(b, value);
  ct_buffer_char(b, '"');
}

static void text0(ct_buffer *b, const char *name, const char *value) {
  ct_json_text(b, name, ct_slice_text(value));
}

/* A value that is there only when it has something to say. */
static void optional(ct_buffer *b, const char *name, ct_slice value) {
  if (value.len > 0) ct_json_text(b, name, value);
}

void ct_json_number(ct_buffer *b, const char *name, uint64_t value) {
  key(b, name);
  ct_buffer_uint(b, value);
}

void ct_json_amount(ct_buffer *b, const char *name, ct_decimal value) {
  char text[CT_DECIMAL_SIZE];
  size_t len = ct_decimal_text(value, text);
  ct_json_text(b, name, ct_slice_make(text, len));
}

void ct_json_envelope(ct_buffer *b, const ct_location *where) {
  optional(b, "interchange", where->interchange);
  optional(b, "group", where->group);
  optional(b, "set", where->set);
}

static void place(ct_buffer *b, const ct_location *where) {
  bool inside = where->segment > 0;
  ct_json_envelope(b, where);
  if (inside) ct_json_number(b, "segment", where->segment);
  ct_json_number(b, "offset", where->offset);
  optional(b, "tag", where->tag);
  if (inside) {
    text0(b, "loop", where->loop);
    text0(b, "path", where->path);
  }
  char reference[CT_REFERENCE_SIZE];
  size_t len = ct_location_reference(where, reference);
  optional(b, "element", ct_slice_make(reference, len));
}

/* ---- finding --------------------------------------------------------------------------- */

static void ack(ct_buffer *b, const ct_ack_codes *codes) {
  const struct {
    const char *name, *code;
  } member[] = {{"ta1", codes->ta1},
                {"ak9", codes->ak9},
                {"ik5", codes->ik5},
                {"ik3", codes->ik3},
                {"ik4", codes->ik4}};
  bool open = false;
  for (size_t i = 0; i < sizeof member / sizeof *member; i++) {
    if (!member[i].code || !*member[i].code) continue;
    if (!open) key(b, "ack");
    ct_buffer_printf(b, "%c\"%s\":\"", open ? ',' : '{', member[i].name);
    ct_buffer_json(b, ct_slice_text(member[i].code));
    ct_buffer_char(b, '"');
    open = true;
  }
  if (open) ct_buffer_char(b, '}');
}

static void finding_amounts(ct_buffer *b, const ct_finding *f) {
  char text[CT_DECIMAL_SIZE];
  if (!f->has_amounts) return;
  size_t len = ct_finding_amount(f, f->expected, text);
  ct_json_text(b, "expected", ct_slice_make(text, len));
  len = ct_finding_amount(f, f->actual, text);
  ct_json_text(b, "actual", ct_slice_make(text, len));
}

void ct_json_finding(ct_buffer *b, const ct_report *report, const ct_finding *finding) {
  ct_redacted redacted = ct_report_redact(&report->options, finding);
  const ct_finding *f = &redacted.finding;
  char message[CT_MESSAGE_SIZE];
  ct_buffer_text(b, "{\"type\":\"finding\"");
  text0(b, "file", report->file);
  text0(b, "severity", ct_severity_name(f->severity));
  text0(b, "id", f->info->id);
  if (f->rule) text0(b, "rule", f->rule);
  ct_json_number(b, "snip", f->snip);
  ct_json_text(b, "message", ct_report_message(&redacted, message));
  place(b, &f->where);
  if (f->where.element > 0 && f->has_value) ct_json_text(b, "value", f->value);
  optional(b, "claim", f->where.claim);
  optional(b, "payer", f->payer);
  finding_amounts(b, f);
  ack(b, &f->ack);
  ct_buffer_char(b, '}');
}

/* ---- balance row ------------------------------------------------------------------------- */

static void terms(ct_buffer *b, const ct_balance *row) {
  key(b, "terms");
  ct_buffer_char(b, '[');
  for (size_t i = 0; i < row->term_count; i++) {
    const ct_term *t = &row->terms[i];
    char text[CT_DECIMAL_SIZE];
    ct_decimal_text(t->amount, text);
    bool minus = text[0] == '-', zero = t->amount.mantissa == 0; /* the sign it has in the sum */
    ct_buffer_printf(b, "%s{\"amount\":\"%s%s\"", i ? "," : "",
                     minus != t->negative && !zero ? "-" : "", text + (minus ? 1 : 0));
    text0(b, "what", t->what);
    if (t->segment) ct_json_number(b, "segment", t->segment);
    ct_buffer_char(b, '}');
  }
  ct_buffer_char(b, ']');
}

void ct_json_balance(ct_buffer *b, const ct_report *report, const ct_balance *row) {
  ct_slice claim = row->where.claim;
  if (claim.len && report->options.redact_claims) claim = ct_slice_text("***");
  ct_buffer_text(b, "{\"type\":\"balance\"");
  text0(b, "file", report->file);
  text0(b, "id", row->rule->id);
  place(b, &row->where);
  optional(b, "claim", claim);
  optional(b, "payer", row->payer);
  optional(b, "line", row->line);
  ct_json_amount(b, "total", row->total);
  text0(b, "what", row->total_what);
  terms(b, row);
  ct_json_amount(b, "expected", row->expected);
  ct_json_amount(b, "actual", row->actual);
  ct_json_amount(b, "difference", row->difference);
  key(b, "balanced");
  ct_buffer_text(b, row->balanced ? "true}" : "false}");
}

/* ---- summaries ------------------------------------------------------------------------------ */

static void status(ct_buffer *b, uint64_t errors) {
  text0(b, "status", errors > 0 ? "rejected" : "accepted");
}

void ct_json_set_summary(ct_buffer *b, const ct_set_summary *s) {
  ct_json_text(b, "code", s->code);
  ct_json_text(b, "version", s->version);
  status(b, s->errors);
  ct_json_number(b, "segments", s->segments);
  ct_json_number(b, "claims", s->claims);
  if (!s->amounts_overflowed) {
    ct_json_amount(b, "charges", s->charges);
    if (s->has_payments) ct_json_amount(b, "payments", s->payments);
  }
  ct_json_number(b, "errors", s->errors);
  ct_json_number(b, "warnings", s->warnings);
  ct_json_number(b, "notes", s->notes);
}

void ct_json_file_summary(ct_buffer *b, const ct_counts *c, bool nested) {
  status(b, c->errors);
  ct_json_number(b, "bytes", c->bytes);
  ct_json_number(b, "segments", c->segments);
  if (!nested) ct_json_number(b, "interchanges", c->interchanges);
  ct_json_number(b, "groups", c->groups);
  ct_json_number(b, "sets", c->sets);
  ct_json_number(b, "claims", c->claims);
  ct_json_number(b, "errors", c->errors);
  ct_json_number(b, "warnings", c->warnings);
  ct_json_number(b, "notes", c->notes);
}
