/*
 * ack_explain.c -- reads acknowledgments that came back, then what was sent, and prints the join.
 *
 * Knows the order of reading: acknowledgments whole; each file sent once for its envelopes, so
 * that files with the same control numbers are told apart, and once for its segments.  Standard
 * input and pipes are read once.
 */
#include "cli/ack_explain.h"

typedef struct work {
  ct_cli *cli;
  ct_back_book *book;
  ct_join *join;
  ct_ack_rows *rows;
  ct_reader *shallow, *deep;
  ct_cli_watch watch;
} work;

static bool read_one(work *w, ct_reader *reader, const ct_cli_file *file, ct_sink *sink, bool tell) {
  w->watch = (ct_cli_watch){w->cli, file->name, 0};
  ct_reader_on_finding(reader, tell ? ct_cli_watch_finding : NULL, &w->watch);
  return ct_cli_read_file(w->cli, reader, file, &sink, 1);
}

static void tell_empty(work *w, const char *name) {
  ct_slice none = ct_slice_empty();
  ct_join_row r = {.kind = CT_JOIN_UNMATCHED, .fate = CT_FATE_UNMATCHED, .ack = name};
  r.interchange = r.group = r.set = r.verdict = r.codes = none;
  r.tag = r.loop = r.claim = r.line = r.value = r.text = none;
  r.message = ct_slice_text("it holds no TA1, 999 or 997");
  ct_ack_rows_add(w->rows, &r);
  ct_cli_reject(w->cli);
}

static bool read_acks(work *w, const ct_cli_list *acks) {
  bool go_on = true;
  for (size_t i = 0; go_on && i < acks->count; i++) {
    ct_cli_file file;
    if (!ct_cli_open_file(w->cli, acks->item[i], &file)) continue;
    size_t before = w->book->ta1s.count + w->book->answers.count;
    w->book->file = acks->item[i];
    go_on = read_one(w, w->shallow, &file, &w->book->sink, true);
    ct_cli_close_file(&file);
    if (go_on && w->book->ta1s.count + w->book->answers.count == before)
      tell_empty(w, acks->item[i]);
  }
  ct_back_close(w->book);
  return go_on;
}

/* What cannot be opened is told here, and left out of the second reading. */
static bool scan_sent(work *w, ct_cli_list *sent) {
  bool go_on = true;
  for (size_t i = 0; go_on && i < sent->count; i++) {
    ct_cli_file file;
    if (strcmp(sent->item[i], "-") == 0) continue;
    if (!ct_cli_open_file(w->cli, sent->item[i], &file)) {
      sent->item[i] = NULL;
      continue;
    }
    if (file.size > 0) {
      ct_cli_progress progress;
      ct_sink *sink = ct_join_scan(w->join);
      ct_reader_on_finding(w->shallow, NULL, NULL);
      enum ct_status status = ct_cli_set_input(w->cli, w->shallow, &file, &progress);
      if (status == CT_OK) status = ct_reader_run(w->shallow, &sink, 1);
      ct_cli_progress_end(&progress);
      go_on = status != CT_NO_MEMORY; /* other trouble is met again, and told, below */
      if (!go_on) ct_cli_status_trouble(w->cli, status, file.name, w->shallow);
    }
    ct_cli_close_file(&file);
  }
  return go_on;
}

static bool read_sent(work *w, const ct_cli_list *sent, bool summary) {
  bool go_on = true;
  for (size_t i = 0; go_on && i < sent->count; i++) {
    ct_cli_file file;
    if (!sent->item[i] || !ct_cli_open_file(w->cli, sent->item[i], &file)) continue;
    ct_sink *sink = ct_join_read(w->join, sent->item[i], summary);
    go_on = read_one(w, summary ? w->shallow : w->deep, &file, sink, true);
    ct_cli_close_file(&file);
  }
  return go_on;
}

static bool make(work *w, const ct_ack_explain *x, ct_buffer *out) {
  const ct_grammars *grammars = ct_cli_grammars(w->cli);
  if (!grammars) return false;
  ct_options options = {.quiet = true, .simd = w->cli->simd};
  w->deep = ct_reader_new(grammars, &options);
  options.shallow = true;
  w->shallow = ct_reader_new(grammars, &options);
  w->book = ct_back_new();
  w->rows = ct_ack_rows_new(out, x->format, x->summary);
  if (w->book && w->rows) w->join = ct_join_new(w->book, ct_ack_rows_add, w->rows);
  if (w->shallow && w->deep && w->join) return true;
  ct_cli_trouble(w->cli, "out of memory");
  return false;
}

void ct_ack_explain_run(ct_cli *cli, ct_ack_explain *x) {
  work w = {.cli = cli};
  ct_buffer *out = ct_cli_output(cli);
  if (out && make(&w, x, out) && read_acks(&w, &x->acks) && scan_sent(&w, &x->sent) &&
      read_sent(&w, &x->sent, x->summary)) {
    ct_join_finish(w.join);
    if (!ct_join_accepted(w.join)) ct_cli_reject(cli);
    enum ct_status status = ct_ack_rows_finish(w.rows);
    if (status != CT_OK) ct_cli_trouble(cli, "%s", ct_status_name(status));
  }
  ct_join_free(w.join);
  ct_ack_rows_free(w.rows);
  ct_back_free(w.book);
  ct_reader_free(w.deep);
  ct_reader_free(w.shallow);
}
