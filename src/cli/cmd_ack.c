/*
 * cmd_ack.c -- claimtree ack: the TA1 and 999 that answer what was read; with --explain and
 * --summary what came back.
 *
 * Knows the options; what is written is src/out/ack.c's, what came back is ack_explain.c's.
 */
#include "cli/commands.h"

#include "base/mem.h"
#include "cli/ack_explain.h"
#include "out/ack.h"

#include <time.h>

static const char usage[] =
    "usage: claimtree ack [OPTION]... [FILE]...\n"
    "       claimtree ack --explain [OPTION]... [ACK]... --for FILE...\n"
    "       claimtree ack --summary [OPTION]... [ACK]... --for FILE...\n"
    "\n"
    "Writes the acknowledgments of what was read: a 999 for each functional group,\n"
    "and a TA1 where the interchange asks for one or is at fault.\n"
    "With --explain and --summary reads those that came back (TA1, 999, 997) beside\n"
    "what was sent.\n"
    "\n"
    "  --explain                  print each error with its claim and segment, and what\n"
    "                             became of each claim\n"
    "  --summary                  print a line for each interchange that was sent\n"
    "  --for                      the files behind it are what was sent; --for=FILE names one\n"
    "  --format=text|json|csv     form of --explain and --summary (text)\n"
    "  --ta1=auto|always|never    write a TA1 (auto: ISA14 is 1, or the envelope is at fault)\n"
    "  --loop-id=full|4           IK303 and CTX04 whole, or cut to four characters (full)\n"
    "  --ik304=layered|standard   I8 and I7 where the guide alone asks for it, or always 3\n"
    "  --partner=NAME|FILE.xml    lay a trading partner's profile over the guide; may repeat\n"
    "  --grammar=FILE.xml         use this guide as well; may repeat\n"
    "  --codes=NAME=FILE.tsv      use this table for the list of codes NAME; may repeat\n"
    "  --now=TIME                 date of what is written, as 2026-11-22T12:00:00Z (now)\n"
    "  --control=N                control number of the first interchange written (1)\n"
    "  -j, --jobs=N               read with N threads (the processors, at most 4)\n"
    "  -o, --output=FILE          write there instead of standard output\n"
    "  --no-progress              no progress line on standard error\n"
    "  -h, --help                 print this\n"
    "\n"
    "Exit status: 0 everything is accepted, 1 something is rejected, or (--explain,\n"
    "--summary) unanswered or unmatched, 2 trouble.\n";

enum { TA1, LOOP_ID, IK304, EXPLAIN, SUMMARY, FOR, FORMAT };

static const ct_cli_option options[] = {{"ta1", 0, CT_CLI_VALUE, TA1},
                                        {"loop-id", 0, CT_CLI_VALUE, LOOP_ID},
                                        {"ik304", 0, CT_CLI_VALUE, IK304},
                                        {"explain", 0, CT_CLI_FLAG, EXPLAIN},
                                        {"summary", 0, CT_CLI_FLAG, SUMMARY},
                                        {"for", 0, CT_CLI_OPTIONAL, FOR},
                                        {"format", 0, CT_CLI_VALUE, FORMAT},
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
  /* what came back */
  ct_ack_explain explain;
  bool explains, writes, has_for, has_format; /* which options were given */
  ct_cli_list *section; /* where the operands from `placed` on belong */
  size_t placed;
} ack;

/* Operands since the last --explain, --summary or --for belong to it. */
static bool place_operands(ack *a, ct_cli *cli, size_t count) {
  for (; a->placed < count; a->placed++)
    if (!ct_cli_list_add(cli, a->section, cli->files[a->placed])) return false;
  return true;
}

static int set_reading(ack *a, ct_cli *cli, int id, const char *value) {
  static const char *const formats[] = {"text", "json", "csv", NULL}; /* as enum ct_ack_format */
  if (id == FORMAT) {
    int choice = ct_cli_choice(value, formats);
    if (choice < 0) return ct_cli_usage_error(cli, "--format takes text, json or csv");
    a->explain.format = (enum ct_ack_format)choice;
    a->has_format = true;
    return CT_CLI_GO;
  }
  if (id == FOR) {
    a->has_for = true;
    if (value) return ct_cli_list_add(cli, &a->explain.sent, value) ? CT_CLI_GO : cli->status;
  } else {
    if (a->explains && a->explain.summary != (id == SUMMARY))
      return ct_cli_usage_error(cli, "--explain and --summary exclude each other");
    a->explains = true;
    a->explain.summary = id == SUMMARY;
  }
  if (!place_operands(a, cli, cli->file_count)) return cli->status;
  a->section = id == FOR ? &a->explain.sent : &a->explain.acks;
  return CT_CLI_GO;
}

static int set_writing(ack *a, ct_cli *cli, int id, const char *value) {
  static const char *const ta1[] = {"auto", "always", "never", NULL}; /* as enum ct_ack_ta1 */
  static const char *const loop_id[] = {"full", "4", NULL};
  static const char *const ik304[] = {"layered", "standard", NULL};
  int choice = ct_cli_choice(value, id == TA1 ? ta1 : id == LOOP_ID ? loop_id : ik304);
  a->writes = true;
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

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  return id >= EXPLAIN ? set_reading(ctx, cli, id, value) : set_writing(ctx, cli, id, value);
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
  ct_options reading = {.now = a->options.now, .simd = cli->simd};
  a->sink = ct_sink_ack(&a->options, to_buffer, out);
  if (!a->sink) {
    ct_cli_trouble(cli, "out of memory");
    return;
  }
  ct_cli_read_files(cli, grammars, &reading, &a->sink, 1, &told);
  if (a->sink->finish(a->sink) == CT_NO_MEMORY) ct_cli_trouble(cli, "out of memory");
  a->sink->free(a->sink);
}

static void write_acks(ack *a, ct_cli *cli) {
  const ct_grammars *grammars = ct_cli_grammars(cli);
  ct_buffer *out = grammars ? ct_cli_output(cli) : NULL;
  if (out) answer(a, cli, grammars, out);
}

/* CT_CLI_GO, or the status of wrong usage. */
static int judge_usage(ack *a, ct_cli *cli) {
  if (!a->explains && (a->has_for || a->has_format))
    return ct_cli_usage_error(cli, "--for and --format belong to --explain or --summary");
  if (!a->explains) return CT_CLI_GO;
  if (a->writes || cli->has_now)
    return ct_cli_usage_error(cli, "--ta1, --loop-id, --ik304 and --now are for what is written");
  if (!place_operands(a, cli, cli->no_files ? 0 : cli->file_count)) return cli->status;
  if (a->explain.sent.count == 0)
    return ct_cli_usage_error(cli, "name what was sent: --for FILE");
  if (a->explain.acks.count == 0 && !ct_cli_list_add(cli, &a->explain.acks, "-"))
    return cli->status;
  size_t inputs = 0;
  for (size_t i = 0; i < a->explain.acks.count; i++)
    inputs += strcmp(a->explain.acks.item[i], "-") == 0;
  for (size_t i = 0; i < a->explain.sent.count; i++)
    inputs += strcmp(a->explain.sent.item[i], "-") == 0;
  if (inputs > 1) return ct_cli_usage_error(cli, "standard input can be read once only");
  return CT_CLI_GO;
}

static int run(ct_cli *cli) {
  ack a = {.section = NULL};
  a.section = &a.explain.acks;
  int stop = ct_cli_parse(cli, options, set_option, &a);
  if (stop == CT_CLI_GO) stop = judge_usage(&a, cli);
  if (stop == CT_CLI_GO) {
    if (a.explains)
      ct_ack_explain_run(cli, &a.explain);
    else
      write_acks(&a, cli);
    stop = ct_cli_close(cli);
  }
  ct_mem_free(a.explain.acks.item);
  ct_mem_free(a.explain.sent.item);
  return stop;
}

const ct_cli_command ct_cmd_ack = {
    "ack", "write the TA1 and 999 that answer what was read", usage, options, run};
