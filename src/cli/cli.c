/*
 * cli.c -- trouble told, statuses raised, and where the output of a command goes.
 *
 * Knows standard output, -o and the terminal.  Does not know what is written there.  Messages
 * are about files and options; nothing of a file's content comes here.
 */
#include "cli/cli.h"

#include "base/mem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

static bool to_stdout(const ct_cli *cli) {
  return !cli->output_path || strcmp(cli->output_path, "-") == 0;
}

/* What was printed before comes before. */
static void say(ct_cli *cli, const char *format, va_list args) {
  fflush(stdout);
  if (cli->file && to_stdout(cli)) ct_buffer_flush(&cli->buffer);
  fprintf(stderr, "claimtree: %s: ", cli->command->name);
  vfprintf(stderr, format, args);
  fputc('\n', stderr);
}

void ct_cli_trouble(ct_cli *cli, const char *format, ...) {
  va_list args;
  va_start(args, format);
  say(cli, format, args);
  va_end(args);
  cli->status = 2;
}

void ct_cli_warn(ct_cli *cli, const char *format, ...) {
  va_list args;
  va_start(args, format);
  say(cli, format, args);
  va_end(args);
}

int ct_cli_usage_error(ct_cli *cli, const char *format, ...) {
  va_list args;
  va_start(args, format);
  say(cli, format, args);
  va_end(args);
  fprintf(stderr, "try 'claimtree %s --help'\n", cli->command->name);
  return cli->status = 2;
}

void ct_cli_reject(ct_cli *cli) {
  if (cli->status < 1) cli->status = 1;
}

/* ---- output ------------------------------------------------------------------ */

static const char *output_name(const ct_cli *cli) {
  return to_stdout(cli) ? "standard output" : cli->output_path;
}

ct_buffer *ct_cli_output(ct_cli *cli) {
  if (cli->file) return &cli->buffer;
  enum ct_status status = ct_output_open(&cli->file, to_stdout(cli) ? "-" : cli->output_path);
  if (status != CT_OK) {
    cli->file = NULL;
    ct_cli_trouble(cli, "%s: %s", output_name(cli),
                   status == CT_IO ? strerror(errno) : ct_status_name(status));
    return NULL;
  }
  ct_buffer_init(&cli->buffer, ct_output_write, cli->file);
  return &cli->buffer;
}

void ct_cli_output_discard(ct_cli *cli) {
  if (!cli->file) return;
  if (to_stdout(cli)) ct_buffer_flush(&cli->buffer); /* what was written cannot be called back */
  ct_output_discard(cli->file);
  ct_buffer_free(&cli->buffer);
  cli->file = NULL;
}

static void commit(ct_cli *cli) {
  errno = 0;
  enum ct_status status = ct_buffer_flush(&cli->buffer);
  int error = errno;
  if (status == CT_OK) {
    status = ct_output_commit(cli->file);
    error = errno;
  } else {
    ct_output_discard(cli->file);
  }
  cli->file = NULL;
  ct_buffer_free(&cli->buffer);
  if (status == CT_OK) return;
  cli->status = 2;
  if (status == CT_IO && error == EPIPE) return; /* the reader has seen enough */
  ct_cli_trouble(cli, "%s: %s", output_name(cli),
                 status == CT_IO ? strerror(error) : ct_status_name(status));
}

int ct_cli_close(ct_cli *cli) {
  if (cli->file) commit(cli);
  ct_grammars_close(cli->grammars);
  cli->grammars = NULL;
  ct_cli_list *lists[] = {&cli->operands, &cli->partners, &cli->grammar_files, &cli->codes};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    ct_mem_free(lists[i]->item);
    *lists[i] = (ct_cli_list){NULL, 0, 0};
  }
  return cli->status;
}

bool ct_cli_on_terminal(const ct_cli *cli) {
  return to_stdout(cli) && isatty(STDOUT_FILENO) == 1;
}

bool ct_cli_wants_color(const ct_cli *cli) {
  if (cli->color != CT_CLI_AUTO) return cli->color == CT_CLI_ALWAYS;
  const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
  if (no_color && *no_color) return false;
  if (!term || !*term || strcmp(term, "dumb") == 0) return false;
  return ct_cli_on_terminal(cli);
}
