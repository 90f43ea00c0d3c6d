/*
 * ack_rows.c -- prints rows.  It knows three forms and the keys they share; what the rows say is
 * ack_join.c's.
 *
 * JSON is one document with an array for each kind of row; what cannot be written yet waits in a
 * spill, so memory stays flat.
 */
#include "out/ack_rows.h"

#include "base/mem.h"
#include "out/ack_words.h"
#include "out/json.h"
#include "out/spill.h"
#include "out/text_segment.h"

#include <inttypes.h>

enum { KINDS = CT_JOIN_UNMATCHED + 1 };

struct ct_ack_rows {
  ct_buffer *out;
  enum ct_ack_format format;
  bool summary;
  const char *set_ack; /* the acknowledgment that the last line of a set named */
  uint64_t claims, accepted, again, unanswered;
  ct_spill spill[KINDS];
};

static const char *claim_status(const ct_join_row *r) {
  return r->fate == CT_FATE_REJECTED     ? "send again"
         : r->fate == CT_FATE_UNANSWERED ? "unanswered"
                                         : ct_join_fate_name(r->fate);
}

static const char *status(const ct_join_row *r) {
  if (r->kind == CT_JOIN_CLAIM) return claim_status(r);
  return ct_join_fate_name(r->fate);
}

static const char *shown(const char *file) {
  return strcmp(file, "-") == 0 ? "standard input" : file;
}

/* ---- text ------------------------------------------------------------------------------------- */

/* "AK9 R 5: the number ..." */
static void put_codes(ct_buffer *b, const char *segment, enum ct_ack_element element, ct_slice verdict,
                      ct_slice codes) {
  ct_buffer_printf(b, "%s ", segment);
  ct_buffer_plain(b, verdict);
  for (size_t at = 0; at < codes.len;) {
    size_t end = at;
    while (end < codes.len && codes.ptr[end] != ' ') end++;
    ct_slice code = ct_slice_make(codes.ptr + at, end - at);
    const char *words = ct_ack_words(element, code);
    ct_buffer_text(b, at ? "; " : " ");
    ct_buffer_plain(b, code);
    if (*words) ct_buffer_printf(b, ": %s", words);
    at = end + 1;
  }
}

static void text_reason(ct_buffer *b, const ct_join_row *r) {
  enum ct_ack_element element = r->kind == CT_JOIN_SET     ? CT_ACK_SET
                                : r->kind == CT_JOIN_GROUP ? CT_ACK_GROUP
                                                           : CT_ACK_NOTE;
  const char *segment = r->kind == CT_JOIN_SET ? "IK5" : r->kind == CT_JOIN_GROUP ? "AK9" : "TA1";
  bool says = r->message.len && r->kind == CT_JOIN_SET;
  if (!r->ack && !says) return;
  ct_buffer_text(b, " (");
  if (r->verdict.len) put_codes(b, segment, element, r->verdict, r->codes);
  if (says) {
    if (r->verdict.len) ct_buffer_text(b, "; ");
    ct_buffer_plain(b, r->message);
  }
  if (r->ack) ct_buffer_printf(b, "%s%s", r->verdict.len || says ? "; " : "", shown(r->ack));
  ct_buffer_char(b, ')');
}

static void text_counts(ct_buffer *b, const ct_join_row *r) {
  ct_buffer_printf(b, ": %" PRIu64 " set%s: %" PRIu64 " accepted, %" PRIu64 " rejected, %" PRIu64
                   " unanswered",
                   r->sets, r->sets == 1 ? "" : "s", r->accepted, r->rejected, r->unanswered);
}

static void text_error(const ct_ack_rows *rows, const ct_join_row *r) {
  ct_buffer *b = rows->out;
  ct_buffer_printf(b, "%s:", shown(r->file));
  ct_buffer_plain(b, r->set);
  ct_buffer_printf(b, "/%" PRIu32 ": ", r->segment);
  if (r->reference[0])
    ct_buffer_text(b, r->reference);
  else
    ct_buffer_plain(b, r->tag);
  ct_buffer_text(b, ": ");
  ct_buffer_slice(b, r->message);
  ct_buffer_text(b, " [");
  if (r->loop.len) {
    ct_buffer_plain(b, r->loop);
    ct_buffer_char(b, ' ');
  }
  ct_buffer_plain(b, r->tag);
  if (r->claim.len) {
    ct_buffer_text(b, r->before_claim ? ", before claim " : ", claim ");
    ct_buffer_plain(b, r->claim);
  }
  if (r->line.len) {
    ct_buffer_text(b, ", line ");
    ct_buffer_plain(b, r->line);
  }
  ct_buffer_text(b, "] (IK3 ");
  ct_buffer_plain(b, r->verdict);
  if (r->codes.len) {
    ct_buffer_text(b, ", IK4 ");
    ct_buffer_plain(b, r->codes);
  }
  if (r->ack && r->ack != rows->set_ack) ct_buffer_printf(b, "; %s", shown(r->ack));
  ct_buffer_text(b, ")\n");
  if (r->text.len) ct_text_window(b, r->text, r->mark, r->mark_len, 0, false);
}

static void text_unmatched(ct_buffer *b, const ct_join_row *r) {
  ct_buffer_printf(b, "%s: unmatched: ", shown(r->ack));
  const struct {
    const char *what;
    ct_slice value;
  } key[] = {{"interchange", r->interchange}, {"group", r->group}, {"set", r->set}};
  for (size_t i = 0; i < 3; i++) {
    if (key[i].value.len == 0) continue;
    ct_buffer_printf(b, "%s ", key[i].what);
    ct_buffer_plain(b, key[i].value);
    ct_buffer_text(b, ": ");
  }
  ct_buffer_plain(b, r->message);
  ct_buffer_char(b, '\n');
}

static void text_row(ct_ack_rows *rows, const ct_join_row *r) {
  ct_buffer *b = rows->out;
  if (r->kind == CT_JOIN_ERROR) {
    text_error(rows, r);
    return;
  }
  if (r->kind == CT_JOIN_UNMATCHED) {
    text_unmatched(b, r);
    return;
  }
  if (r->kind == CT_JOIN_SET) rows->set_ack = r->ack;
  static const char *const what[] = {"interchange", "group", "set", "", "claim"};
  const ct_slice value[] = {r->interchange, r->group, r->set, r->set, r->claim};
  ct_buffer_text(b, shown(r->file));
  if (r->kind == CT_JOIN_CLAIM) {
    ct_buffer_char(b, ':');
    ct_buffer_plain(b, r->set);
  }
  ct_buffer_printf(b, ": %s ", what[r->kind]);
  ct_buffer_plain(b, value[r->kind]);
  ct_buffer_printf(b, ": %s", status(r));
  if (r->kind == CT_JOIN_INTERCHANGE || r->kind == CT_JOIN_GROUP) text_counts(b, r);
  if (r->kind == CT_JOIN_CLAIM && r->errors)
    ct_buffer_printf(b, ", %" PRIu64 " error%s", r->errors, r->errors == 1 ? "" : "s");
  if (r->kind != CT_JOIN_CLAIM) text_reason(b, r);
  ct_buffer_char(b, '\n');
}

static void text_end(const ct_ack_rows *rows) {
  if (rows->summary) return;
  ct_buffer_printf(rows->out,
                   "%" PRIu64 " claim%s: %" PRIu64 " accepted, %" PRIu64 " to be sent again, %" PRIu64
                   " unanswered\n",
                   rows->claims, rows->claims == 1 ? "" : "s", rows->accepted, rows->again,
                   rows->unanswered);
}

/* ---- JSON ---------------------------------------------------------------------------------------- */

static void optional(ct_buffer *b, const char *key, ct_slice value) {
  if (value.len) ct_json_text(b, key, value);
}

static void json_error(ct_buffer *b, const ct_join_row *r) {
  ct_json_number(b, "segment", r->segment);
  optional(b, "tag", r->tag);
  optional(b, "loop", r->loop);
  optional(b, "element", ct_slice_text(r->reference));
  optional(b, r->before_claim ? "first_claim" : "claim", r->claim);
  optional(b, "line", r->line);
  optional(b, "value", r->value);
  ct_json_text(b, "message", r->message);
  if (r->text.len) {
    ct_json_text(b, "text", r->text);
    ct_json_number(b, "mark", r->mark);
    ct_json_number(b, "mark_length", r->mark_len);
  }
  ct_buffer_text(b, ",\"ack\":{\"ik3\":\"");
  ct_buffer_json(b, r->verdict);
  if (r->codes.len) {
    ct_buffer_text(b, "\",\"ik4\":\"");
    ct_buffer_json(b, r->codes);
  }
  ct_buffer_text(b, "\"}");
}

static void json_verdict(ct_buffer *b, const ct_join_row *r) {
  if (r->kind == CT_JOIN_INTERCHANGE || r->kind == CT_JOIN_GROUP) {
    ct_json_number(b, "sets", r->sets);
    ct_json_number(b, "accepted", r->accepted);
    ct_json_number(b, "rejected", r->rejected);
    ct_json_number(b, "unanswered", r->unanswered);
  }
  optional(b, "verdict", r->verdict);
  if (r->codes.len) {
    ct_buffer_text(b, ",\"codes\":[\"");
    for (size_t i = 0; i < r->codes.len; i++) {
      if (r->codes.ptr[i] == ' ')
        ct_buffer_text(b, "\",\"");
      else
        ct_buffer_json(b, ct_slice_make(r->codes.ptr + i, 1));
    }
    ct_buffer_text(b, "\"]");
  }
  optional(b, "message", r->message);
}

static void json_row(ct_ack_rows *rows, const ct_join_row *r) {
  static const char *const type[] = {"interchange", "group", "set", "error", "claim", "unmatched"};
  ct_spill *s = &rows->spill[r->kind];
  ct_buffer *b = &s->memory;
  ct_buffer_text(b, s->items++ ? ",\n{" : "\n{");
  ct_buffer_printf(b, "\"type\":\"%s\"", type[r->kind]);
  if (r->file) ct_json_text(b, "file", ct_slice_text(r->file));
  if (r->kind != CT_JOIN_ERROR) ct_json_text(b, "status", ct_slice_text(status(r)));
  optional(b, "interchange", r->interchange);
  optional(b, "group", r->group);
  optional(b, "set", r->set);
  if (r->kind == CT_JOIN_ERROR) {
    json_error(b, r);
  } else if (r->kind == CT_JOIN_CLAIM) {
    ct_json_text(b, "claim", r->claim);
    ct_json_number(b, "errors", r->errors);
  } else {
    json_verdict(b, r);
  }
  if (r->ack) ct_json_text(b, "ack_file", ct_slice_text(r->ack));
  ct_buffer_char(b, '}');
  ct_spill_settle(s);
}

static enum ct_status json_end(ct_ack_rows *rows) {
  static const char *const key[] = {"interchanges", "groups", "sets", "errors", "claims", "unmatched"};
  enum ct_status worst = CT_OK;
  ct_buffer *b = rows->out;
  ct_buffer_printf(b, "{\"version\":\"%s\"", ct_version());
  for (unsigned k = 0; k < KINDS; k++) {
    if (rows->summary && k != CT_JOIN_INTERCHANGE && k != CT_JOIN_UNMATCHED) continue;
    ct_buffer_printf(b, ",\n\"%s\":[", key[k]);
    ct_spill_drain(&rows->spill[k], b);
    if (rows->spill[k].status != CT_OK) worst = rows->spill[k].status;
    ct_buffer_char(b, ']');
  }
  ct_buffer_text(b, "}\n");
  return worst;
}

/* ---- CSV ------------------------------------------------------------------------------------------- */

static void field(ct_buffer *b, ct_slice s, bool more) {
  bool quote = false;
  for (size_t i = 0; i < s.len && !quote; i++)
    quote = s.ptr[i] == '"' || s.ptr[i] == ',' || s.ptr[i] == '\n' || s.ptr[i] == '\r';
  if (quote) ct_buffer_char(b, '"');
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == '"') ct_buffer_char(b, '"');
    ct_buffer_char(b, s.ptr[i]);
  }
  if (quote) ct_buffer_char(b, '"');
  ct_buffer_text(b, more ? "," : "\r\n");
}

static void csv_head(const ct_ack_rows *rows) {
  ct_buffer_text(rows->out, rows->summary
                                ? "type,file,interchange,group,set,status,sets,accepted,rejected,"
                                  "unanswered,verdict,codes,message,ack_file\r\n"
                                : "type,file,interchange,group,set,status,segment,tag,loop,element,"
                                  "claim,line,verdict,codes,value,message,text,ack_file\r\n");
}

static void number(ct_buffer *b, uint64_t n, bool there) {
  if (there) ct_buffer_uint(b, n);
  ct_buffer_char(b, ',');
}

static void csv_row(ct_ack_rows *rows, const ct_join_row *r) {
  static const char *const type[] = {"interchange", "group", "set", "error", "claim", "unmatched"};
  ct_buffer *b = rows->out;
  bool error = r->kind == CT_JOIN_ERROR, counts = r->kind == CT_JOIN_INTERCHANGE;
  field(b, ct_slice_text(type[r->kind]), true);
  field(b, ct_slice_text(r->file ? r->file : ""), true);
  field(b, r->interchange, true);
  field(b, r->group, true);
  field(b, r->set, true);
  field(b, ct_slice_text(status(r)), true);
  if (rows->summary) {
    number(b, r->sets, counts);
    number(b, r->accepted, counts);
    number(b, r->rejected, counts);
    number(b, r->unanswered, counts);
  } else {
    number(b, r->segment, error);
    field(b, r->tag, true);
    field(b, r->loop, true);
    field(b, error ? ct_slice_text(r->reference) : ct_slice_empty(), true);
    field(b, r->claim, true);
    field(b, r->line, true);
  }
  field(b, r->verdict, true);
  field(b, r->codes, true);
  if (!rows->summary) field(b, r->value, true);
  field(b, r->message, true);
  if (!rows->summary) field(b, r->text, true);
  field(b, ct_slice_text(r->ack ? r->ack : ""), false);
}

/* ---- rows -------------------------------------------------------------------------------------------- */

ct_ack_rows *ct_ack_rows_new(ct_buffer *out, enum ct_ack_format format, bool summary) {
  ct_ack_rows *rows = ct_mem_zalloc(1, sizeof *rows);
  if (!rows) return NULL;
  rows->out = out;
  rows->format = format;
  rows->summary = summary;
  for (unsigned k = 0; k < KINDS; k++) ct_spill_init(&rows->spill[k]);
  if (format == CT_ACK_CSV_ROWS) csv_head(rows);
  return rows;
}

void ct_ack_rows_free(ct_ack_rows *rows) {
  if (!rows) return;
  for (unsigned k = 0; k < KINDS; k++) ct_spill_free(&rows->spill[k]);
  ct_mem_free(rows);
}

void ct_ack_rows_add(void *ctx, const ct_join_row *r) {
  ct_ack_rows *rows = ctx;
  if (r->kind == CT_JOIN_CLAIM) {
    rows->claims++;
    *(r->fate == CT_FATE_REJECTED     ? &rows->again
      : r->fate == CT_FATE_UNANSWERED ? &rows->unanswered
                                      : &rows->accepted) += 1;
  }
  if (rows->format == CT_ACK_TEXT_ROWS)
    text_row(rows, r);
  else if (rows->format == CT_ACK_JSON_ROWS)
    json_row(rows, r);
  else
    csv_row(rows, r);
}

enum ct_status ct_ack_rows_finish(ct_ack_rows *rows) {
  if (rows->format == CT_ACK_TEXT_ROWS) text_end(rows);
  return rows->format == CT_ACK_JSON_ROWS ? json_end(rows) : CT_OK;
}
