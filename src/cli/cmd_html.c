/*
 * cmd_html.c -- claimtree html: a file as one page for people.
 *
 * Knows what makes it fail: input that is not X12 or cannot be shown whole.  What is found in
 * the claims is in the page and makes no difference here: `check` has the verdict.
 */
#include "cli/commands.h"

#include "out/report.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

static const char usage[] =
    "usage: claimtree html [-o OUT.html] [FILE]...\n"
    "\n"
    "Writes one page of HTML that stands for itself: every segment in its loop, the names of\n"
    "its elements, and what is wrong beside the segment it is about. The page asks the network\n"
    "for nothing. `claimtree check` writes the same page as its format html, with its options.\n"
    "\n"
    "  -o, --output=FILE        write there instead of standard output\n"
    "  --partner=NAME|FILE.xml  lay a trading partner's profile over the guide; may repeat\n"
    "  --grammar=FILE.xml       use this guide as well; may repeat\n"
    "  --codes=NAME=FILE.tsv    use this table for the list of codes NAME; may repeat\n"
    "  --now=TIME               the time it is, such as 2026-11-22T12:00:00Z\n"
    "  --no-progress            no progress line on standard error\n"
    "  -h, --help               print this\n"
    "\n"
    "Exit status: 0 done, whatever is found in the claims, 1 a file is not X12, is cut short,\n"
    "or cannot be shown whole, 2 trouble.\n";

static const ct_cli_option options[] = {
    CT_CLI_OPT_OUTPUT, CT_CLI_OPT_PARTNER,     CT_CLI_OPT_GRAMMAR, CT_CLI_OPT_CODES,
    CT_CLI_OPT_NOW,    CT_CLI_OPT_NO_PROGRESS, CT_CLI_OPT_END};

typedef struct page {
  ct_cli *cli;
  const char *file;
  ct_reader *reader;
  ct_report *report;
} page;

static void on_finding(void *ctx, const ct_finding *f) {
  static const char *const fatal[] = {"not-x12", "truncated", "limit-exceeded", NULL};
  const page *p = ctx;
  bool endless = strcmp(f->info->id, "delimiter-invalid") == 0 && f->where.element == 0;
  if (f->severity != CT_ERROR || (!endless && ct_cli_choice(f->info->id, fatal) < 0)) return;
  char message[512];
  ct_finding_message(f, true, message, sizeof message);
  ct_cli_warn(p->cli, "%s: at byte %" PRIu64 ": %s",
              strcmp(p->file, "-") == 0 ? "standard input" : p->file, f->where.offset, message);
  ct_cli_reject(p->cli);
}

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  page *p = ctx;
  p->file = file->name;
  ct_report_begin(p->report, file->name);
  bool go_on = ct_cli_read_file(cli, p->reader, file, &(ct_sink *){&p->report->sink}, 1);
  ct_report_end(p->report, go_on);
  return go_on;
}

static bool make(page *p, ct_cli *cli) {
  const ct_grammars *grammars = ct_cli_grammars(cli);
  ct_buffer *out = grammars ? ct_cli_output(cli) : NULL;
  if (!out) return false;
  ct_options reading = {.now = cli->has_now ? cli->now : (int64_t)time(NULL), .simd = cli->simd};
  ct_report_options showing = {.least = CT_NOTE};
  p->reader = ct_reader_new(grammars, &reading);
  p->report = ct_report_html(out, &showing);
  if (p->reader && p->report) {
    ct_reader_on_finding(p->reader, on_finding, p);
    return true;
  }
  ct_cli_trouble(cli, "out of memory");
  return false;
}

static int run(ct_cli *cli) {
  page p = {.cli = cli};
  int stop = ct_cli_parse(cli, options, NULL, &p);
  if (stop != CT_CLI_GO) return stop;
  if (make(&p, cli)) {
    ct_cli_each_file(cli, one_file, &p);
    p.report->sink.finish(&p.report->sink);
  }
  ct_report_free(p.report);
  ct_reader_free(p.reader);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_html = {"html", "write a page for people, findings beside segments",
                                    usage, options, run};
