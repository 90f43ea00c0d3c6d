/*
 * cmd_recoup.c -- claimtree recoup: what payers took back, for the recoupment form.
 */
#include "cli/commands.h"

#include "cli/transform.h"
#include "out/recoup.h"

#include <inttypes.h>

static const char usage[] =
    "usage: claimtree recoup [OPTION]... [REMIT.835]...\n"
    "\n"
    "Writes a row for each recovery: a reversal (CLP02 22), a WO of the PLB, or both where they\n"
    "tell of the same one.  Columns are those of the managed-care recoupment form.\n"
    "\n"
    "  --to=csv|json       (csv); json: a line a row, each value with where it came from\n"
    "  --provider-id=ID    the MassHealth provider id\n"
    "  --mce-name=NAME     the managed-care entity (the payer's name)\n"
    "  -o, --output=FILE   write there instead of standard output\n"
    "  --no-progress       no progress line on standard error\n"
    "  -h, --help          print this\n"
    "\n"
    "Exit status: 0 done, 1 a file is not X12 or is cut short, 2 trouble.\n";

enum { TO, PROVIDER_ID, MCE_NAME };

static const ct_cli_option options[] = {{"to", 0, CT_CLI_VALUE, TO},
                                        {"provider-id", 0, CT_CLI_VALUE, PROVIDER_ID},
                                        {"mce-name", 0, CT_CLI_VALUE, MCE_NAME},
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_NO_PROGRESS,
                                        CT_CLI_OPT_END};

typedef struct recoup_run {
  ct_recoup_options options;
  ct_transform transform;
  ct_recoup *recoup;
} recoup_run;

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  static const char *const to[] = {"csv", "json", NULL};
  recoup_run *r = ctx;
  if (id == PROVIDER_ID) {
    r->options.provider_id = value;
  } else if (id == MCE_NAME) {
    r->options.mce_name = value;
  } else {
    int choice = ct_cli_choice(value, to);
    if (choice < 0) return ct_cli_usage_error(cli, "--to takes csv or json");
    r->options.json = choice == 1;
  }
  return CT_CLI_GO;
}

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  recoup_run *r = ctx;
  (void)cli;
  return ct_transform_file(&r->transform, file, ct_recoup_sink(r->recoup));
}

/* The form is returned when it is incomplete: what it lacks is named. */
static void tell_lacking(ct_cli *cli, const ct_recoup_counts *n) {
  for (unsigned i = 0; i < CT_RECOUP_COLUMNS; i++)
    if (n->lacking[i])
      ct_cli_warn(cli, "%" PRIu64 " of %" PRIu64 " rows lack %s", n->lacking[i], n->rows,
                  ct_recoup_columns[i]);
  if (n->waiting)
    ct_cli_warn(cli, "%" PRIu64 " reversals wait for their recovery (a negative WO): no row",
                n->waiting);
}

static int run(ct_cli *cli) {
  recoup_run r = {0};
  int stop = ct_cli_parse(cli, options, set_option, &r);
  if (stop != CT_CLI_GO) return stop;
  if (ct_transform_open(&r.transform, cli, (ct_options){0})) {
    ct_buffer *out = ct_cli_output(cli);
    r.recoup = out ? ct_recoup_new(&r.options, out) : NULL;
    if (out && !r.recoup) ct_cli_trouble(cli, "out of memory");
  }
  if (r.recoup) {
    ct_cli_each_file(cli, one_file, &r);
    tell_lacking(cli, ct_recoup_finish(r.recoup));
  }
  ct_recoup_free(r.recoup);
  ct_transform_close(&r.transform);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_recoup = {"recoup", "list what payers took back", usage, options, run};
