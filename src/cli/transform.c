/*
 * transform.c -- a quiet reader for the transforms, and the few findings that stop them.
 *
 * Knows which findings mean that a file could not be rendered whole.  What is written of the
 * file is the command's.
 */
#include "cli/transform.h"

#include <inttypes.h>

enum { MAX_SEGMENT = 1 << 20 }; /* bytes: a binary segment may be longer than check takes */

static const char *shown(const char *file) {
  return strcmp(file, "-") == 0 ? "standard input" : file;
}

void ct_transform_refuse(ct_transform *t, uint64_t offset, const char *message) {
  ct_cli_warn(t->cli, "%s: at byte %" PRIu64 ": %s", shown(t->file), offset, message);
  t->refused++;
  ct_cli_reject(t->cli);
}

static void on_finding(void *ctx, const ct_finding *f) {
  ct_transform *t = ctx; /* a quiet reader tells of nothing else */
  if (f->severity != CT_ERROR) return;
  char message[512];
  ct_finding_message(f, true, message, sizeof message);
  ct_transform_refuse(t, f->where.offset, message);
}

/* Sets of an unknown guide are read, but nobody can say where their claims are. */
static enum ct_status on_event(ct_sink *sink, const ct_event *e) {
  ct_transform *t = (ct_transform *)sink;
  if (e->kind == CT_EV_SET && !*e->name)
    ct_transform_refuse(t, e->where.offset,
                        "the guide of this set is not known: its claims cannot be told apart");
  return CT_OK;
}

bool ct_transform_open(ct_transform *t, ct_cli *cli, ct_options options) {
  *t = (ct_transform){.cli = cli, .file = "-"};
  t->sink = (ct_sink){.wants = CT_WANT_ENVELOPE, .event = on_event};
  const ct_grammars *grammars = ct_cli_grammars(cli);
  if (!grammars) return false;
  options.quiet = true;
  options.simd = cli->simd;
  if (options.max_segment == 0) options.max_segment = MAX_SEGMENT;
  t->reader = ct_reader_new(grammars, &options);
  if (!t->reader) {
    ct_cli_trouble(cli, "out of memory");
    return false;
  }
  ct_reader_on_finding(t->reader, on_finding, t);
  return true;
}

void ct_transform_close(ct_transform *t) {
  ct_reader_free(t->reader);
}

enum ct_status ct_transform_run(ct_transform *t, const ct_cli_file *file, ct_sink *sink) {
  t->file = file->name;
  ct_sink *sinks[2] = {sink, &t->sink};
  ct_cli_progress progress;
  enum ct_status status = ct_cli_set_input(t->cli, t->reader, file, &progress);
  if (status == CT_OK) status = ct_reader_run(t->reader, sinks, t->by_claim ? 2 : 1);
  ct_cli_progress_end(&progress);
  return status;
}

bool ct_transform_tell(ct_transform *t, enum ct_status status) {
  if (t->cli->file && t->cli->buffer.status != CT_OK) return false; /* ct_cli_close() tells why */
  if (status == CT_OK) return true;
  ct_cli_status_trouble(t->cli, status, t->file, t->reader);
  return status != CT_NO_MEMORY;
}

bool ct_transform_file(ct_transform *t, const ct_cli_file *file, ct_sink *sink) {
  return ct_transform_tell(t, ct_transform_run(t, file, sink));
}
