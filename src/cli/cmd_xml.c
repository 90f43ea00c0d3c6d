/*
 * cmd_xml.c -- claimtree xml: the loop tree as XML.  The writing is src/out's.
 */
#include "cli/commands.h"

#include "cli/transform.h"
#include "out/xml.h"

static const char usage[] =
    "usage: claimtree xml [--indent] [-o OUT.xml] [FILE]...\n"
    "\n"
    "Writes what it reads as XML (namespace " CT_XML_NAMESPACE "): interchanges, groups,\n"
    "sets, loops, segments, elements; with everything that `claimtree x12` needs to give\n"
    "the same bytes back.  Several files make one document.\n"
    "\n"
    "  --indent           a line for each element, indented\n"
    "  -o, --output=FILE  write there instead of standard output\n"
    "  --no-progress      no progress line on standard error\n"
    "  -h, --help         print this\n"
    "\n"
    "Exit status: 0 done, 1 a file is not X12 or is cut short, 2 trouble.\n";

enum { INDENT };

static const ct_cli_option options[] = {
    {"indent", 0, CT_CLI_FLAG, INDENT}, CT_CLI_OPT_OUTPUT, CT_CLI_OPT_NO_PROGRESS, CT_CLI_OPT_END};

typedef struct xml_run {
  bool indent;
  ct_transform transform;
  ct_sink *sink;
} xml_run;

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  xml_run *x = ctx;
  (void)cli, (void)id, (void)value;
  x->indent = true;
  return CT_CLI_GO;
}

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  xml_run *x = ctx;
  (void)cli;
  return ct_transform_file(&x->transform, file, x->sink);
}

static int run(ct_cli *cli) {
  xml_run x = {.indent = false};
  int stop = ct_cli_parse(cli, options, set_option, &x);
  if (stop != CT_CLI_GO) return stop;
  if (ct_transform_open(&x.transform, cli, (ct_options){0})) {
    ct_buffer *out = ct_cli_output(cli);
    x.sink = out ? ct_xml_new(out, x.indent) : NULL;
    if (out && !x.sink) ct_cli_trouble(cli, "out of memory");
  }
  if (x.sink) {
    ct_cli_each_file(cli, one_file, &x);
    if (cli->status < 2)
      x.sink->finish(x.sink);
    else
      ct_cli_output_discard(cli); /* a document without its end is none */
    x.sink->free(x.sink);
  }
  ct_transform_close(&x.transform);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_xml = {"xml", "write the loop tree as XML", usage, options, run};
