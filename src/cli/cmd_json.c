/*
 * cmd_json.c -- claimtree json: a line of JSON a claim.  The writing is src/out's.
 */
#include "cli/commands.h"

#include "cli/transform.h"
#include "out/claim_json.h"

static const char usage[] =
    "usage: claimtree json [-o OUT] [FILE]...\n"
    "\n"
    "Prints one JSON object a claim, a line each: claims of an 837I with billing provider,\n"
    "subscriber and patient, claim payments of an 835 with payer and payee. Money is text.\n"
    "claimtree-json.schema.json describes the keys.\n"
    "\n"
    "  -o, --output=FILE  write there instead of standard output\n"
    "  --no-progress      no progress line on standard error\n"
    "  -h, --help         print this\n"
    "\n"
    "Exit status: 0 done, 1 a file is not X12, is cut short, or has sets of an unknown guide,\n"
    "2 trouble.\n";

static const ct_cli_option options[] = {CT_CLI_OPT_OUTPUT, CT_CLI_OPT_NO_PROGRESS, CT_CLI_OPT_END};

typedef struct json_run {
  ct_transform transform;
  ct_claim_json *json;
} json_run;

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  json_run *j = ctx;
  (void)cli;
  return ct_transform_file(&j->transform, file, ct_claim_json_begin(j->json, file->name));
}

static int run(ct_cli *cli) {
  json_run j = {.json = NULL};
  int stop = ct_cli_parse(cli, options, NULL, &j);
  if (stop != CT_CLI_GO) return stop;
  if (ct_transform_open(&j.transform, cli, (ct_options){0})) {
    j.transform.by_claim = true;
    ct_buffer *out = ct_cli_output(cli);
    j.json = out ? ct_claim_json_new(out) : NULL;
    if (out && !j.json) ct_cli_trouble(cli, "out of memory");
  }
  if (j.json) ct_cli_each_file(cli, one_file, &j);
  ct_claim_json_free(j.json);
  ct_transform_close(&j.transform);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_json = {"json", "print one JSON object a claim", usage, options, run};
