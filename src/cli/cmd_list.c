/*
 * cmd_list.c -- claimtree list: a line a claim.  The writing is src/out's.
 */
#include "cli/commands.h"

#include "cli/transform.h"
#include "out/claim_list.h"

static const char usage[] =
    "usage: claimtree list [-o OUT] [FILE]...\n"
    "\n"
    "Prints a line a claim, tab separated, under a line of names: claim, patient, from, to,\n"
    "charge, paid (835), payers, offset in the file, file.\n"
    "\n"
    "  -o, --output=FILE  write there instead of standard output\n"
    "  --no-progress      no progress line on standard error\n"
    "  -h, --help         print this\n"
    "\n"
    "Exit status: 0 done, 1 a file is not X12, is cut short, or has sets of an unknown guide,\n"
    "2 trouble.\n";

static const ct_cli_option options[] = {CT_CLI_OPT_OUTPUT, CT_CLI_OPT_NO_PROGRESS, CT_CLI_OPT_END};

typedef struct list_run {
  ct_transform transform;
  ct_claim_list *list;
} list_run;

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  list_run *l = ctx;
  (void)cli;
  return ct_transform_file(&l->transform, file, ct_claim_list_begin(l->list, file->name));
}

static int run(ct_cli *cli) {
  list_run l = {.list = NULL};
  int stop = ct_cli_parse(cli, options, NULL, &l);
  if (stop != CT_CLI_GO) return stop;
  if (ct_transform_open(&l.transform, cli, (ct_options){0})) {
    l.transform.by_claim = true;
    ct_buffer *out = ct_cli_output(cli);
    l.list = out ? ct_claim_list_new(out) : NULL;
    if (out && !l.list) ct_cli_trouble(cli, "out of memory");
  }
  if (l.list) ct_cli_each_file(cli, one_file, &l);
  ct_claim_list_free(l.list);
  ct_transform_close(&l.transform);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_list = {"list", "print a line a claim", usage, options, run};
