/*
 * cmd_get.c -- claimtree get: one claim, as a complete interchange.  The writing is src/out's.
 */
#include "cli/commands.h"

#include "cli/transform.h"
#include "out/rewrite.h"

static const char usage[] =
    "usage: claimtree get --claim=ID|--nth=N|--offset=N [-o OUT] [FILE]...\n"
    "\n"
    "Prints a claim as a complete interchange, with its submitter, receiver, billing provider\n"
    "and subscriber, or payer and payee. Control numbers are those of the source.\n"
    "\n"
    "  --claim=ID         every claim whose CLM01, or CLP01, is ID\n"
    "  --nth=N            the N-th claim of all files, from 1\n"
    "  --offset=N         the claim in which byte N stands, from 0, as `claimtree list` tells it\n"
    "  -o, --output=FILE  write there instead of standard output\n"
    "  --no-progress      no progress line on standard error\n"
    "  -h, --help         print this\n"
    "\n"
    "Exit status: 0 done, 1 there is no such claim, or a file is not X12 or cut short, 2 "
    "trouble.\n";

enum { CLAIM, NTH, OFFSET };

static const ct_cli_option options[] = {{"claim", 0, CT_CLI_VALUE, CLAIM},
                                        {"nth", 0, CT_CLI_VALUE, NTH},
                                        {"offset", 0, CT_CLI_VALUE, OFFSET},
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_NO_PROGRESS,
                                        CT_CLI_OPT_END};

typedef struct get_run {
  int by; /* -1: not said */
  const char *id;
  uint64_t number, seen, found;
  ct_transform transform;
  ct_gather *gather;
  ct_spool spool;
  ct_rewrite rewrite;
  ct_buffer *out;
} get_run;

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  get_run *g = ctx;
  if (g->by >= 0) return ct_cli_usage_error(cli, "only one of --claim, --nth and --offset");
  g->by = id;
  g->id = value;
  if (id == NTH && !ct_cli_number(value, 1, UINT64_MAX, &g->number))
    return ct_cli_usage_error(cli, "--nth takes a number from 1");
  if (id == OFFSET && !ct_cli_number(value, 0, UINT64_MAX, &g->number))
    return ct_cli_usage_error(cli, "--offset takes a number of bytes");
  return CT_CLI_GO;
}

static enum ct_status write_out(get_run *g) {
  enum ct_status status = ct_rewrite_finish(&g->rewrite, g->out, 0);
  ct_spool_clear(&g->spool);
  return status;
}

static bool matches(const get_run *g, const ct_gathered *c) {
  if (g->by == CLAIM) return ct_slice_is(c->id, g->id);
  if (g->by == NTH) return g->seen == g->number;
  return g->number >= c->offset && g->number < c->end;
}

static enum ct_status on_claim(void *ctx, const ct_gathered *c) {
  get_run *g = ctx;
  g->seen++;
  if (!matches(g, c)) return CT_OK;
  g->found++;
  ct_rewrite_claim(&g->rewrite, c);
  return g->spool.status;
}

static enum ct_status on_interchange_end(void *ctx) {
  return write_out(ctx);
}

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  get_run *g = ctx;
  (void)cli;
  return ct_transform_file(&g->transform, file, ct_gather_sink(g->gather));
}

static void work(get_run *g, ct_cli *cli) {
  ct_gather_user user = {.ctx = g, .claim = on_claim, .interchange_end = on_interchange_end};
  g->out = ct_cli_output(cli);
  if (!g->out) return;
  g->gather = ct_gather_new(&user);
  if (!g->gather) {
    ct_cli_trouble(cli, "out of memory");
    return;
  }
  ct_cli_each_file(cli, one_file, g);
  if (g->found == 0 && cli->status < 2) {
    ct_cli_warn(cli, "there is no such claim");
    ct_cli_reject(cli);
  }
  if (g->found == 0) ct_cli_output_discard(cli);
}

static int run(ct_cli *cli) {
  get_run g = {.by = -1};
  int stop = ct_cli_parse(cli, options, set_option, &g);
  if (stop != CT_CLI_GO) return stop;
  if (g.by < 0) return ct_cli_usage_error(cli, "which claim? --claim=ID, --nth=N or --offset=N");
  ct_spool_init(&g.spool);
  ct_rewrite_init(&g.rewrite, &g.spool);
  if (ct_transform_open(&g.transform, cli, (ct_options){0})) {
    g.transform.by_claim = true;
    work(&g, cli);
  }
  ct_gather_free(g.gather);
  ct_rewrite_free(&g.rewrite);
  ct_spool_free(&g.spool);
  ct_transform_close(&g.transform);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_get = {"get", "print one claim as a complete interchange", usage,
                                   options, run};
