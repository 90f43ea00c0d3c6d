/*
 * cmd_check.c -- claimtree check: what is wrong with a file, and whether it would be taken.
 *
 * Knows the options and which report they ask for.  The reading is the library's, the writing
 * src/out's.
 */
#include "cli/commands.h"

#include "cli/ack_files.h"
#include "out/report.h"

#include "base/mem.h"

#include <stdlib.h>
#include <time.h>

static const char usage[] =
    "usage: claimtree check [OPTION]... [FILE]...\n"
    "\n"
    "Reads 837I, 835, 999 and TA1 files and says what is wrong in them.\n"
    "\n"
    "  --format=text|json|ndjson|html|junit\n"
    "                             how findings are written (text); html: a page with every\n"
    "                             segment, findings beside them\n"
    "  --snip=N                   check WEDI SNIP types 1 to N (7)\n"
    "  --severity=error|warning|note\n"
    "                             show findings from that level up (json, ndjson, html: note,\n"
    "                             else warning)\n"
    "  --partner=NAME|FILE.xml    lay a trading partner's profile over the guide; may repeat\n"
    "  --production               a test interchange (ISA15 T) is an error\n"
    "  --grammar=FILE.xml         use this guide as well; may repeat\n"
    "  --codes=NAME=FILE.tsv      use this table for the list of codes NAME; may repeat\n"
    "  --ack=DIR                  write the 999 and TA1 of each file to DIR/FILE.999\n"
    "  --control=N                first control number of what --ack writes (1)\n"
    "  --explain-balance          show every balance, right or wrong, as an equation\n"
    "  --max-findings=N           show at most N findings a file; all are counted\n"
    "  --redact[=all]             *** for what belongs to patients and subscribers;\n"
    "                             all: claim numbers too\n"
    "  --quiet                    print nothing; the exit status tells\n"
    "  --now=TIME                 the time it is, such as 2026-11-22T12:00:00Z\n"
    "  -j, --jobs=N               read with N threads (the processors, at most 4)\n"
    "  -o, --output=FILE          write the report there instead of standard output\n"
    "  --color=auto|always|never  (auto: on a terminal, unless NO_COLOR is set)\n"
    "  --no-progress              no progress line on standard error\n"
    "  -h, --help                 print this\n"
    "\n"
    "Exit status: 0 accepted, 1 something is rejected, 2 trouble.\n"
    "`claimtree explain ID` tells what a finding means and how to mend it.\n";

enum { FORMAT, SNIP, SEVERITY, PRODUCTION, ACK, EXPLAIN_BALANCE, MAX_FINDINGS, REDACT, QUIET };

static const ct_cli_option options[] = {{"format", 0, CT_CLI_VALUE, FORMAT},
                                        {"snip", 0, CT_CLI_VALUE, SNIP},
                                        {"severity", 0, CT_CLI_VALUE, SEVERITY},
                                        CT_CLI_OPT_PARTNER,
                                        {"production", 0, CT_CLI_FLAG, PRODUCTION},
                                        CT_CLI_OPT_GRAMMAR,
                                        CT_CLI_OPT_CODES,
                                        {"ack", 0, CT_CLI_VALUE, ACK},
                                        CT_CLI_OPT_CONTROL,
                                        {"explain-balance", 0, CT_CLI_FLAG, EXPLAIN_BALANCE},
                                        {"max-findings", 0, CT_CLI_VALUE, MAX_FINDINGS},
                                        {"redact", 0, CT_CLI_OPTIONAL, REDACT},
                                        {"quiet", 0, CT_CLI_FLAG, QUIET},
                                        CT_CLI_OPT_NOW,
                                        CT_CLI_OPT_JOBS,
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_COLOR,
                                        CT_CLI_OPT_NO_PROGRESS,
                                        CT_CLI_OPT_END};

/* ---- the formats ------------------------------------------------------------------ */

typedef ct_report *make_report_fn(ct_buffer *, const ct_report_options *);

static const char *const format_names[] = {"text", "json", "ndjson", "html", "junit", NULL};
static const struct {
  make_report_fn *make;
  enum ct_severity least; /* unless --severity says otherwise */
} formats[] = {{ct_report_text, CT_WARNING},
               {ct_report_json, CT_NOTE},
               {ct_report_ndjson, CT_NOTE},
               {ct_report_html, CT_NOTE},
               {ct_report_junit, CT_WARNING}};

typedef struct check {
  int format;   /* into formats */
  int severity; /* -1: the format's */
  bool quiet;
  ct_options reader_options;
  ct_report_options report_options;
  ct_report *report;      /* NULL with --quiet */
  const char *ack_folder; /* NULL: no acknowledgments */
  ct_ack_files *acks;
} check;

/* ---- options --------------------------------------------------------------------------- */

static int set_severity(check *c, ct_cli *cli, const char *value) {
  static const char *const names[] = {"note", "warning", "error", NULL}; /* as enum ct_severity */
  c->severity = ct_cli_choice(value, names);
  if (c->severity < 0) return ct_cli_usage_error(cli, "--severity takes error, warning or note");
  return CT_CLI_GO;
}

static int set_redact(check *c, ct_cli *cli, const char *value) {
  if (value && strcmp(value, "all") != 0)
    return ct_cli_usage_error(cli, "--redact takes no value, or all");
  c->report_options.redact = true;
  c->report_options.redact_claims = value != NULL;
  return CT_CLI_GO;
}

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  check *c = ctx;
  uint64_t n;
  switch (id) {
  case FORMAT:
    c->format = ct_cli_choice(value, format_names);
    if (c->format < 0)
      return ct_cli_usage_error(cli, "--format takes text, json, ndjson, html or junit");
    return CT_CLI_GO;
  case SNIP:
    if (!ct_cli_number(value, 1, 7, &n))
      return ct_cli_usage_error(cli, "--snip takes a number from 1 to 7");
    c->reader_options.snip = (uint8_t)n;
    return CT_CLI_GO;
  case SEVERITY:
    return set_severity(c, cli, value);
  case PRODUCTION:
    c->reader_options.production = true;
    return CT_CLI_GO;
  case ACK:
    c->ack_folder = value;
    return CT_CLI_GO;
  case EXPLAIN_BALANCE:
    c->reader_options.explain_balance = c->report_options.explain_balance = true;
    return CT_CLI_GO;
  case MAX_FINDINGS:
    if (!ct_cli_number(value, 0, UINT64_MAX, &n))
      return ct_cli_usage_error(cli, "--max-findings takes a number");
    c->report_options.has_most = true;
    c->report_options.most = n;
    return CT_CLI_GO;
  case REDACT:
    return set_redact(c, cli, value);
  default:
    c->quiet = true;
    return CT_CLI_GO;
  }
}

/* ---- the run ------------------------------------------------------------------------------ */

static bool begin(void *ctx, ct_cli *cli, const char *name) {
  check *c = ctx;
  (void)cli;
  if (c->report) ct_report_begin(c->report, name);
  if (c->acks) ct_ack_files_begin(c->acks, name);
  return true;
}

static bool end(void *ctx, ct_cli *cli, const char *name, bool whole, const ct_counts *counts) {
  check *c = ctx;
  (void)name;
  if (c->report) ct_report_end(c->report, whole);
  if (c->acks) ct_ack_files_end(c->acks, whole);
  if (counts->errors > 0) ct_cli_reject(cli);
  return true;
}

static bool make_report(check *c, ct_cli *cli) {
  if (c->quiet) return true;
  ct_buffer *out = ct_cli_output(cli);
  if (!out) return false;
  ct_report_options *o = &c->report_options;
  o->least = c->severity < 0 ? formats[c->format].least : (enum ct_severity)c->severity;
  o->color = ct_cli_wants_color(cli);
  o->show_segment = ct_cli_on_terminal(cli);
  c->report = formats[c->format].make(out, o);
  if (!c->report) ct_cli_trouble(cli, "out of memory");
  return c->report != NULL;
}

static bool make_acks(check *c, ct_cli *cli) {
  if (!c->ack_folder) return true;
  c->acks = ct_ack_files_open(cli, c->ack_folder, c->reader_options.now);
  return c->acks != NULL;
}

static int run(ct_cli *cli) {
  check c = {.severity = -1};
  int stop = ct_cli_parse(cli, options, set_option, &c);
  if (stop != CT_CLI_GO) return stop;
  const ct_grammars *grammars = ct_cli_grammars(cli);
  if (!grammars) return cli->status;
  c.reader_options.now = cli->has_now ? cli->now : (int64_t)time(NULL);
  c.reader_options.simd = cli->simd;
  if (make_acks(&c, cli) && make_report(&c, cli)) {
    const ct_cli_told told = {&c, begin, end};
    ct_sink *sinks[2];
    size_t count = 0;
    if (c.report) sinks[count++] = &c.report->sink;
    if (c.acks) sinks[count++] = ct_ack_files_sink(c.acks);
    ct_cli_read_files(cli, grammars, &c.reader_options, sinks, count, &told);
    if (c.report) c.report->sink.finish(&c.report->sink);
  }
  ct_report_free(c.report);
  ct_ack_files_close(c.acks);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_check = {"check", "say what is wrong in claims and remittances", usage,
                                     options, run};
