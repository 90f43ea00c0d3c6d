/*
 * cmd_ack.c -- claimtree ack: the TA1 and 999 that answer what was read.
 *
 * Knows the options; what is written is src/out/ack.c's.
 */
#include "cli/commands.h"

#include "out/ack.h"

#include <time.h>

static const char usage[] =
    "usage: claimtree ack [OPTION]... [FILE]...\n"
    "\n"
    "Writes the acknowledgments of what was read: a 999 for each functional group,\n"
    "and a TA1 where the interchange asks for one or is at fault.\n"
    "\n"
    "  --ta1=auto|always|never    write a TA1 (auto: ISA14 is 1, or the envelope is at fault)\n"
    "  --loop-id=full|4           IK303 and CTX04 whole, or cut to four characters (full)\n"
    "  --ik304=layered|standard   I8 and I7 where the guide alone asks for it, or always 3\n"
    "  --partner=NAME|FILE.xml    lay a trading partner's profile over the guide; may repeat\n"
    "  --grammar=FILE.xml         use this guide as well; may repeat\n"
    "  --codes=NAME=FILE.tsv      use this table for the list of codes NAME; may repeat\n"
    "  --now=TIME                 date of what is written, as 2026-11-22T12:00:00Z (now)\n"
    "  --control=N                control number of the first interchange written (1)\n"
    "  -j, --jobs=N               read N files at once (the processors, at most 4)\n"
    "  -o, --output=FILE          write there instead of standard output\n"
    "  --no-progress              no progress line on standard error\n"
    "  -h, --help                 print this\n"
    "\n"
    "Exit status: 0 everything is accepted, 1 something is rejected, 2 trouble.\n";

enum { TA1, LOOP_ID, IK304 };

static const ct_cli_option options[] = {{"ta1", 0, CT_CLI_VALUE, TA1},
                                        {"loop-id", 0, CT_CLI_VALUE, LOOP_ID},
                                        {"ik304", 0, CT_CLI_VALUE, IK304},
                                        CT_CLI_OPT_PARTNER,
                                        CT_CLI_OPT_GRAMMAR,
                                        CT_CLI_OPT_CODES,
                                        CT_CLI_OPT_NOW,
                                        CT_CLI_OPT_CONTROL,
                                        CT_CLI_OPT_JOBS,
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_NO_PROGRESS,
                                        CT_CLI_OPT_END};

typedef struct ack {
  ct_ack_options options;
  ct_sink *sink;
} ack;

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  static const char *const ta1[] = {"auto", "always", "never", NULL}; /* as enum ct_ack_ta1 */
  static const char *const loop_id[] = {"full", "4", NULL};
  static const char *const ik304[] = {"layered", "standard", NULL};
  ack *a = ctx;
  int choice = ct_cli_choice(value, id == TA1 ? ta1 : id == LOOP_ID ? loop_id : ik304);
  switch (id) {
  case TA1:
    if (choice < 0) return ct_cli_usage_error(cli, "--ta1 takes auto, always or never");
    a->options.ta1 = (enum ct_ack_ta1)choice;
    break;
  case LOOP_ID:
    if (choice < 0) return ct_cli_usage_error(cli, "--loop-id takes full or 4");
    a->options.short_loop_id = choice == 1;
    break;
  default:
    if (choice < 0) return ct_cli_usage_error(cli, "--ik304 takes layered or standard");
    a->options.standard_ik304 = choice == 1;
  }
  return CT_CLI_GO;
}

static ptrdiff_t to_buffer(void *buffer, const char *bytes, size_t size) {
  ct_buffer *out = buffer;
  ct_buffer_add(out, bytes, size);
  return out->status == CT_OK ? (ptrdiff_t)size : -1;
}

static bool begin(void *ctx, ct_cli *cli, const char *name) {
  (void)ctx, (void)cli, (void)name;
  return true;
}

static bool end(void *ctx, ct_cli *cli, const char *name, bool whole, const ct_counts *counts) {
  (void)ctx, (void)name, (void)whole;
  if (counts->errors > 0) ct_cli_reject(cli);
  return true;
}

static void answer(ack *a, ct_cli *cli, const ct_grammars *grammars, ct_buffer *out) {
  const ct_cli_told told = {NULL, begin, end};
  a->options.now = cli->has_now ? cli->now : (int64_t)time(NULL);
  a->options.control = cli->control;
  ct_options reading = {.now = a->options.now};
  a->sink = ct_sink_ack(&a->options, to_buffer, out);
  if (!a->sink) {
    ct_cli_trouble(cli, "out of memory");
    return;
  }
  ct_cli_read_files(cli, grammars, &reading, &a->sink, 1, &told);
  if (a->sink->finish(a->sink) == CT_NO_MEMORY) ct_cli_trouble(cli, "out of memory");
  a->sink->free(a->sink);
}

static int run(ct_cli *cli) {
  ack a = {0};
  int stop = ct_cli_parse(cli, options, set_option, &a);
  if (stop != CT_CLI_GO) return stop;
  const ct_grammars *grammars = ct_cli_grammars(cli);
  ct_buffer *out = grammars ? ct_cli_output(cli) : NULL;
  if (out) answer(&a, cli, grammars, out);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_ack = {
    "ack", "write the TA1 and 999 that answer what was read", usage, options, run};
