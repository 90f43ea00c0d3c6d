/*
 * reader_step.c -- one token of the input: an envelope segment, a segment of a set, or text.
 * It decides who is asked; it knows no rule of its own but the framing's.
 */
#include "reader.h"

#include <inttypes.h>

static void note(ct_reader *r, const char *what, uint64_t offset) {
  ct_segment nowhere = {.text = "", .offset = offset, .raw = {"", 0}, .lead = {"", 0}};
  ct_fault f = ct_fault_make(CT_F_JUNK_SKIPPED, &nowhere);
  f.args[0] = ct_slice_text(what);
  r->report_grammar = NULL;
  ct_reader_report(r, &f);
  r->report_grammar = r->set.open ? r->grammar : NULL;
}

/* What the framing shows is told once a file, when it shows. */
static void watch_framing(ct_reader *r) {
  ct_framing now = ct_tokenizer_framing(r->tokenizer);
  if (memcmp(&now, &r->told, sizeof now) == 0) return;
  if (r->alone) r->told = now;
  uint64_t at = ct_tokenizer_offset(r->tokenizer);
  if (now.byte_order_mark && !r->told.byte_order_mark)
    note(r, "a byte order mark stands before the first segment", 0);
  if (now.line_ends && !r->told.line_ends) note(r, "line ends stand after segments", at);
  if (now.indented && !r->told.indented) note(r, "segments are indented", at);
  if (now.wrapped && !r->told.wrapped) note(r, "line ends stand inside segments", at);
  r->told = now;
}

/* ---- text ------------------------------------------------------------------------------------- */

static bool blank(ct_slice text) { return ct_slice_trim(text).len == 0; }

static void take_text(ct_reader *r) {
  ct_slice text = ct_tokenizer_text(r->tokenizer);
  uint64_t at = ct_tokenizer_offset(r->tokenizer);
  bool mark = at == 0 && text.len == 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0;
  ct_reader_emit_text(r, text);
  if (mark || blank(text)) return;
  if (r->counts.interchanges == 0) {
    r->first_text += text.len;
    for (size_t i = 0; i < text.len && r->head_len < sizeof r->head; i++)
      r->head[r->head_len++] = text.ptr[i];
  }
  if (!r->text_told && r->counts.interchanges) {
    bool inside = r->interchange.open;
    note(r, inside ? "text that is no segment was skipped" : "text between interchanges was skipped", at);
  }
  r->text_told = true;
}

/* ---- segments ------------------------------------------------------------------------------------ */

static void take_control(ct_reader *r, ct_segment *s) {
  switch (s->tag) {
  case CT_TAG_IEA: ct_reader_iea(r, s); return;
  case CT_TAG_GS: ct_reader_gs(r, s); return;
  case CT_TAG_GE: ct_reader_ge(r, s); return;
  case CT_TAG_ST: ct_reader_st(r, s); return;
  case CT_TAG_SE: ct_reader_se(r, s); return;
  case CT_TAG_TA1: ct_reader_ta1(r, s); return;
  default:
    if (!r->outside_stray) ct_reader_stray_envelope(r, s, ": no transaction set is open");
    r->outside_stray = true;
    ct_reader_emit(r, CT_EV_SEGMENT, s, 0);
  }
}

static bool is_control(ct_tag tag) {
  return tag == CT_TAG_SE || tag == CT_TAG_ST || tag == CT_TAG_GE || tag == CT_TAG_GS ||
         tag == CT_TAG_IEA;
}

/* The input ended inside this segment, and inside the interchange: it is not judged. */
static void take_cut(ct_reader *r, ct_segment *s) {
  if (r->set.open) s->number = ++r->set.segments;
  ct_reader_emit(r, CT_EV_SEGMENT, s, 0);
}

static void take_segment(ct_reader *r, ct_segment *s) {
  r->counts.segments++;
  if (!s->terminated && s->tag != CT_TAG_IEA) {
    take_cut(r, s);
    return;
  }
  if (!r->set.open) {
    if (is_control(s->tag)) r->outside_stray = false;
    take_control(r, s);
    return;
  }
  s->number = ++r->set.segments;
  if (!is_control(s->tag))
    ct_reader_body(r, s);
  else if (!ct_reader_unit_pauses(r, s))
    take_control(r, s);
}

/* The segment that completed the claim still waits for its own place. */
static void resume(ct_reader *r) {
  r->paused = false;
  ct_segment *s = ct_tokenizer_segment(r->tokenizer);
  if (is_control(s->tag))
    take_control(r, s);
  else
    ct_reader_settle(r, s);
}

/* Nobody looks at the segments of a set one by one: as many as there are. */
static bool take_run(ct_reader *r) {
  ct_slice text;
  uint32_t count = ct_tokenizer_take_run(r->tokenizer, &text);
  if (count == 0) return false;
  r->counts.segments += count;
  r->set.segments += count;
  ct_reader_emit_run(r, text, count);
  return true;
}

static void too_long(ct_reader *r, ct_segment *s) {
  r->counts.segments++;
  if (r->set.open) s->number = ++r->set.segments;
  ct_fault f = ct_fault_make(CT_F_LIMIT_EXCEEDED, s);
  f.args[0] = ct_slice_text(ct_reader_words(
      r, 0, "a segment is longer than %" PRIu64 " bytes and was skipped", r->options.max_segment));
  if (r->set.open) { /* an element too many or too long: nobody has looked which */
    f.ta1 = "";
    f.ik3 = "8";
  }
  bool inside = r->set.open && r->grammar && !r->options.shallow;
  if (inside) f.node = ct_cursor_top(&r->cursor)->node;
  ct_reader_report(r, &f);
  if (inside) ct_cursor_forgive(&r->cursor);
}

/* ---- the end ------------------------------------------------------------------------------------------ */

static const char *what_instead(ct_reader *r) {
  if (ct_tokenizer_bytes(r->tokenizer) == 0) return "the input is empty";
  if (r->first_text == 0) return "the input holds nothing but blanks";
  const char *h = r->head;
  unsigned n = r->head_len;
  if (n >= 3 && (!memcmp(h, "UNA", 3) || !memcmp(h, "UNB", 3)))
    return "this is EDIFACT, not X12: it begins with UNA or UNB";
  if (n >= 4 && !memcmp(h, "MSH|", 4)) return "this is HL7, not X12: it begins with MSH";
  if (n >= 1 && h[0] == '<') return "this is XML or HTML, not X12";
  if (n >= 1 && (h[0] == '{' || h[0] == '[')) return "this is JSON, not X12";
  if (n >= 4 && !memcmp(h, "%PDF", 4)) return "this is PDF, not X12";
  if (n >= 2 && !memcmp(h, "PK", 2)) return "this is a ZIP archive, not X12";
  if (n >= 3 && (!memcmp(h, "GS", 2) || !memcmp(h, "ST", 2)))
    return "no ISA segment begins an interchange";
  return "no ISA segment was found: this is not X12";
}

static void check_last_terminator(ct_reader *r, const ct_segment *s) {
  if (s->terminated || s->tag != CT_TAG_IEA) return;
  ct_fault f = ct_fault_make(CT_F_TERMINATOR_MISSING, s);
  r->report_grammar = NULL;
  ct_reader_report(r, &f);
}

static enum ct_status finish(ct_reader *r) {
  r->counts.bytes = ct_tokenizer_bytes(r->tokenizer);
  r->now = NULL;
  if (r->interchange.open) ct_reader_leave_interchange(r, NULL);
  if (r->counts.interchanges == 0) {
    ct_segment nowhere = {.text = "", .raw = {"", 0}, .lead = {"", 0}};
    ct_fault f = ct_fault_make(CT_F_NOT_X12, &nowhere);
    f.args[0] = ct_slice_text(what_instead(r));
    ct_reader_report(r, &f);
  }
  const ct_grammar *control = ct_grammars_control(r->grammars);
  r->report_grammar = control;
  if (r->checks) ct_reader_fail_checks(r, ct_checks_file_end(r->checks, control, &r->counts));
  ct_reader_emit(r, CT_EV_FILE_END, NULL, 0);
  r->ended = true;
  return r->status;
}

/* The window stays as it is while segments are taken; before it moves, the claim is copied. */
static inline enum ct_status next_token(ct_reader *r, enum ct_token *token) {
  if (ct_tokenizer_take(r->tokenizer)) {
    *token = CT_TOKEN_SEGMENT;
    return CT_OK;
  }
  if (r->tree.borrowing) ct_tree_settle(&r->tree);
  return ct_tokenizer_next_slow(r->tokenizer, token);
}

enum ct_status ct_reader_step(ct_reader *r) {
  if (r->status != CT_OK) return r->status;
  if (r->ended) return CT_END;
  if (r->paused) {
    resume(r);
    return r->status;
  }
  if (r->runs && r->set.open && take_run(r)) return r->status;
  enum ct_token token;
  enum ct_status status = next_token(r, &token);
  if (status == CT_END) return finish(r);
  if (status != CT_OK) {
    ct_reader_fail(r, status, ct_tokenizer_error(r->tokenizer));
    return r->status;
  }
  ct_segment *s = ct_tokenizer_segment(r->tokenizer);
  r->now = token == CT_TOKEN_TEXT ? NULL : s;
  if (token == CT_TOKEN_ISA) {
    r->counts.segments++;
    ct_reader_isa(r, s);
  } else if (token == CT_TOKEN_TEXT) {
    take_text(r);
  } else if (token == CT_TOKEN_TOO_LONG) {
    too_long(r, s);
  } else {
    take_segment(r, s);
  }
  watch_framing(r);
  if (token != CT_TOKEN_TEXT && !s->terminated) check_last_terminator(r, s);
  return r->status;
}
