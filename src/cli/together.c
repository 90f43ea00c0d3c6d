/*
 * together.c -- all files of a command through readers, several at once where -j allows, told
 * in the order of the command line.
 *
 * Knows files, threads and trouble; what is told goes to the command's sinks.
 */
#include "cli/cli.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_BY_DEFAULT = 4 };

unsigned ct_cli_jobs(const ct_cli *cli) {
  if (cli->jobs) return cli->jobs;
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > MOST_BY_DEFAULT ? MOST_BY_DEFAULT : (unsigned)n;
}

/* ---- one after the other ------------------------------------------------------------------- */

typedef struct alone {
  const ct_cli_told *told;
  ct_reader *reader;
  ct_sink *const *sinks;
  size_t count;
} alone;

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  alone *a = ctx;
  if (!a->told->begin(a->told->ctx, cli, file->name)) return false;
  int before = cli->status;
  cli->status = 0;
  bool go_on = ct_cli_read_file(cli, a->reader, file, a->sinks, a->count);
  bool whole = go_on && cli->status == 0;
  if (cli->status < before) cli->status = before;
  return a->told->end(a->told->ctx, cli, file->name, whole, ct_reader_counts(a->reader)) && go_on;
}

/* ---- at once ---------------------------------------------------------------------------------- */

typedef struct together {
  ct_cli *cli;
  const ct_cli_told *told;
  int *fd; /* by input */
} together;

static const char *name_of(const together *t, size_t index) { return t->cli->files[index]; }

/* In a reader's thread: says nothing; what could not be opened is told in its turn. */
static bool open_input(void *ctx, size_t index, ct_reader *reader) {
  together *t = ctx;
  const char *name = name_of(t, index);
  struct stat st;
  int fd;
  t->fd[index] = -1;
  do fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  while (fd < 0 && errno == EINTR);
  if (fd < 0) return false;
  if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
    close(fd);
    return false;
  }
  t->fd[index] = fd;
  ct_reader_set_name(reader, name);
  (void)ct_reader_set_fd(reader, fd); /* a failure sticks in the reader */
  return true;
}

static void close_input(void *ctx, size_t index, ct_reader *reader) {
  together *t = ctx;
  (void)reader;
  close(t->fd[index]);
}

static void begin_input(void *ctx, size_t index) {
  together *t = ctx;
  (void)t->told->begin(t->told->ctx, t->cli, name_of(t, index));
}

static enum ct_status end_input(void *ctx, size_t index, ct_reader *reader,
                                enum ct_status status) {
  together *t = ctx;
  ct_cli_file file;
  if (!reader) { /* opened again, to be told why it cannot be */
    if (ct_cli_open_file(t->cli, name_of(t, index), &file)) ct_cli_close_file(&file);
    return CT_OK;
  }
  if (status != CT_OK) ct_cli_status_trouble(t->cli, status, name_of(t, index), reader);
  bool go_on = t->told->end(t->told->ctx, t->cli, name_of(t, index), status == CT_OK,
                            ct_reader_counts(reader));
  if (t->cli->file && t->cli->buffer.status != CT_OK) return CT_IO;
  return go_on && status != CT_NO_MEMORY ? CT_OK : CT_MISUSE;
}

static bool can_share(const ct_cli *cli, ct_sink *const *sinks, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (sinks[i]->wants & (CT_WANT_SEGMENTS | CT_WANT_CLAIMS)) return false;
  for (size_t i = 0; i < cli->file_count; i++)
    if (strcmp(cli->files[i], "-") == 0) return false;
  return cli->file_count > 1 && ct_cli_jobs(cli) > 1;
}

void ct_cli_read_files(ct_cli *cli, const ct_grammars *grammars, const ct_options *options,
                       ct_sink *const *sinks, size_t count, const ct_cli_told *told) {
  if (can_share(cli, sinks, count)) {
    together t = {cli, told, ct_mem_alloc(cli->file_count, sizeof *t.fd)};
    ct_many many = {cli->file_count, &t, open_input, close_input, begin_input, end_input};
    enum ct_status status = CT_NO_MEMORY;
    if (t.fd) status = ct_run_many(grammars, options, ct_cli_jobs(cli), &many, sinks, count);
    if (status == CT_NO_MEMORY) ct_cli_trouble(cli, "out of memory");
    ct_mem_free(t.fd);
    return;
  }
  ct_options sharing = *options;
  sharing.threads = ct_cli_jobs(cli);
  alone a = {told, ct_reader_new(grammars, &sharing), sinks, count};
  if (a.reader)
    ct_cli_each_file(cli, one_file, &a);
  else
    ct_cli_trouble(cli, "out of memory");
  ct_reader_free(a.reader);
}
