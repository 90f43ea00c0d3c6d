/*
 * report.c -- what every report of findings does alike: files, thresholds, redaction.
 *
 * Knows which findings are shown and what must not be seen of them.  Does not know any format.
 */
#include "out/report.h"

#include "base/charclass.h"
#include "base/mem.h"

#define HIDDEN "***"

void ct_report_begin(ct_report *r, const char *file) {
  r->file = file;
  r->shown = r->held = 0;
  if (r->begin) r->begin(r);
}

void ct_report_end(ct_report *r, bool whole) {
  if (r->end) r->end(r, whole);
  r->file = "";
}

void ct_report_free(ct_report *r) {
  if (r) r->sink.free(&r->sink);
}

bool ct_report_admit(ct_report *r, const ct_finding *f) {
  if (f->severity < r->options.least) return false;
  if (r->options.has_most && r->shown >= r->options.most) {
    r->held++;
    return false;
  }
  r->shown++;
  return true;
}

/* ---- redaction ------------------------------------------------------------------- */

/* Two or three capitals or digits: a tag.  Anything else may be the end of a torn name. */
static bool is_tag(ct_slice s) {
  return s.len >= 2 && s.len <= 3 && ct_slice_all(s, CT_CHAR_UPPER | CT_CHAR_DIGIT);
}

/*
 * Of an element that the guide does not know, nobody can say whose it is.  And in a segment with
 * a person's data a separator too many moves a name to where something else belongs: there only
 * what looks like a wrong code is told.
 */
static bool may_be_private(const ct_finding *f) {
  enum { CODE = 3 }; /* characters */
  if (f->is_private) return true;
  if (!f->in_private || f->where.element == 0) return false;
  bool known = f->name && *f->name;
  bool code = f->value.len <= CODE && strncmp(f->info->id, "code-", 5) == 0;
  return !known || !code;
}

static bool names_claim(const ct_finding *f) {
  return f->where.claim.len > 0 && f->has_value && ct_slice_same(f->value, f->where.claim);
}

/* Whether the words of a message were cut out of the segment; else they are ours. */
static bool from_segment(const ct_finding *f, ct_slice s) {
  if (s.len == 0) return false;
  if (f->value.len > 0 && ct_slice_same(s, f->value)) return true;
  uintptr_t at = (uintptr_t)s.ptr, first = (uintptr_t)f->segment_text.ptr;
  return at >= first && at < first + f->segment_text.len;
}

ct_redacted ct_report_redact(const ct_report_options *o, const ct_finding *f) {
  ct_redacted r = {.finding = *f, .keep_element = true};
  if (!o->redact && !o->redact_claims) return r;
  const ct_slice hidden = ct_slice_text(HIDDEN);
  ct_finding *g = &r.finding;
  bool torn = f->where.segment > 0 && !is_tag(f->where.tag);
  bool private = may_be_private(f) || torn || (o->redact_claims && names_claim(f));
  if (private) {
    r.hidden = true;
    r.keep_element = false;
    if (f->value.len > 0) g->value = hidden;
    for (size_t i = 0; i < 2; i++)
      if (torn || from_segment(f, f->args[i])) g->args[i] = f->args[i].len ? hidden : f->args[i];
  }
  if (torn && f->where.tag.len > 0) g->where.tag = hidden;
  if (o->redact_claims && f->where.claim.len > 0) g->where.claim = hidden;
  g->is_private = false; /* it is done */
  return r;
}

ct_slice ct_report_message(const ct_redacted *r, char text[CT_MESSAGE_SIZE]) {
  size_t len = ct_finding_message(&r->finding, false, text, CT_MESSAGE_SIZE);
  return ct_slice_make(text, len < CT_MESSAGE_SIZE ? len : CT_MESSAGE_SIZE - 1);
}
