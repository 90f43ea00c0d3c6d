/*
 * cmd_x12.c -- claimtree x12: X12 again, from the XML of `claimtree xml`.
 */
#include "cli/commands.h"

#include "base/input.h"
#include "out/xml.h"

#include <errno.h>

static const char usage[] =
    "usage: claimtree x12 [--recount] [-o OUT] [FILE.xml]...\n"
    "\n"
    "Writes the X12 that an XML document of `claimtree xml` tells, byte for byte; several\n"
    "documents one after the other.  Document types and entities are refused.\n"
    "\n"
    "  --recount          SE01, GE01 and IEA01 are counted anew\n"
    "  -o, --output=FILE  write there instead of standard output\n"
    "  --no-progress      no progress line on standard error\n"
    "  -h, --help         print this\n"
    "\n"
    "Exit status: 0 done, 1 a document is not of claimtree or cannot be written as X12,\n"
    "2 trouble.\n";

enum { RECOUNT };

static const ct_cli_option options[] = {{"recount", 0, CT_CLI_FLAG, RECOUNT},
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_NO_PROGRESS,
                                        CT_CLI_OPT_END};

typedef struct x12_run {
  bool recount, stopped;
  ct_buffer *out;
} x12_run;

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  x12_run *x = ctx;
  (void)cli, (void)id, (void)value;
  x->recount = true;
  return CT_CLI_GO;
}

static enum ct_status read_input(void *ctx, char *buf, size_t size, size_t *got) {
  return ct_input_read(ctx, buf, size, got);
}

static void tell(ct_cli *cli, enum ct_status status, const ct_cli_file *file, const char *words,
                 const ct_xml_error *error) {
  const char *name = strcmp(file->name, "-") == 0 ? "standard input" : file->name;
  if (status == CT_MISUSE) {
    if (error->line)
      ct_cli_warn(cli, "%s:%lu:%lu: %s", name, error->line, error->column, error->text);
    else
      ct_cli_warn(cli, "%s: %s", name, error->text);
    ct_cli_reject(cli);
  } else {
    if (!*words) words = *error->text ? error->text : ct_status_name(status);
    ct_cli_trouble(cli, "%s: %s", name, words);
  }
}

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  x12_run *x = ctx;
  ct_cli_progress progress;
  ct_cli_progress_begin(cli, file, &progress);
  ct_input *input = NULL;
  ct_xml_error error = {"", 0, 0};
  enum ct_status status = ct_input_open_fn(&input, ct_cli_progress_read, &progress);
  if (status == CT_OK) {
    ct_xml_source source = {read_input, input};
    status = ct_x12_from_xml(&source, x->out, x->recount, &error);
  }
  ct_cli_progress_end(&progress);
  if (status != CT_OK && x->out->status == CT_OK) {
    tell(cli, status, file, input ? ct_input_error(input) : "", &error);
    x->stopped = true; /* what follows a torn document must not look like its end */
  }
  ct_input_close(input);
  return status == CT_OK;
}

static int run(ct_cli *cli) {
  x12_run x = {.recount = false};
  int stop = ct_cli_parse(cli, options, set_option, &x);
  if (stop != CT_CLI_GO) return stop;
  x.out = ct_cli_output(cli);
  if (!x.out) return ct_cli_close(cli);
  ct_cli_each_file(cli, one_file, &x);
  if (x.stopped || cli->status == 2) ct_cli_output_discard(cli);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_x12 = {"x12", "write X12 again from that XML", usage, options, run};
