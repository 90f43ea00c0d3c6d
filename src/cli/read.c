/*
 * read.c -- one file through a reader, with what may go wrong told.
 *
 * Knows statuses and the words for them.  What the sinks make of the file is theirs.
 */
#include "cli/cli.h"

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

static const char *shown_name(const char *file) {
  return strcmp(file, "-") == 0 ? "standard input" : file;
}

void ct_cli_status_trouble(ct_cli *cli, enum ct_status status, const char *file,
                           const ct_reader *reader) {
  const char *words = reader ? ct_reader_error(reader) : "";
  if (!*words) words = status == CT_IO ? strerror(errno) : ct_status_name(status);
  ct_cli_trouble(cli, "%s: %s", shown_name(file), words);
}

enum ct_status ct_cli_set_input(ct_cli *cli, ct_reader *reader, const ct_cli_file *file,
                                ct_cli_progress *progress) {
  ct_cli_progress_begin(cli, file, progress);
  ct_reader_set_name(reader, strcmp(file->name, "-") == 0 ? "" : file->name);
  if (!progress->wanted) return ct_reader_set_fd(reader, file->fd);
  return ct_reader_set_input(reader, ct_cli_progress_read, progress);
}

bool ct_cli_read_file(ct_cli *cli, ct_reader *reader, const ct_cli_file *file,
                      ct_sink *const *sinks, size_t count) {
  ct_cli_progress progress;
  enum ct_status status = ct_cli_set_input(cli, reader, file, &progress);
  if (status == CT_OK) status = ct_reader_run(reader, sinks, count);
  ct_cli_progress_end(&progress);
  if (cli->file && cli->buffer.status != CT_OK) return false; /* ct_cli_close() tells why */
  if (status == CT_OK) return true;
  ct_cli_status_trouble(cli, status, file->name, reader);
  return status != CT_NO_MEMORY;
}

void ct_cli_watch_finding(void *watch, const ct_finding *f) {
  ct_cli_watch *w = watch;
  if (f->severity != CT_ERROR) return;
  char message[512];
  ct_finding_message(f, true, message, sizeof message);
  ct_cli_warn(w->cli, "%s: at byte %" PRIu64 ": %s", shown_name(w->file), f->where.offset, message);
  w->errors++;
  ct_cli_reject(w->cli);
}
