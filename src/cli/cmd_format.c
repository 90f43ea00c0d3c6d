/*
 * cmd_format.c -- claimtree format: layout, delimiters, counts.  The writing is src/out's.
 */
#include "cli/commands.h"

#include "base/charclass.h"
#include "cli/transform.h"
#include "out/format.h"

static const char usage[] =
    "usage: claimtree format [OPTION]... [FILE]...\n"
    "\n"
    "Writes the X12 that it reads in another layout, with other delimiters, with right counts;\n"
    "nothing else changes. Without options it is a copy.\n"
    "\n"
    "  --wrap              a line a segment\n"
    "  --unwrap            no line ends, no indentation\n"
    "  --delimiters=*^:~   write these: element, repetition, component, segment; \\n, \\r, \\t\n"
    "                      and \\xHH stand for what is hard to type\n"
    "  --recount           count SE01, GE01 and IEA01 anew\n"
    "  -o, --output=FILE   write there instead of standard output\n"
    "  --no-progress       no progress line on standard error\n"
    "  -h, --help          print this\n"
    "\n"
    "Exit status: 0 done, 1 a file is not X12, is cut short, or holds a new delimiter, 2 "
    "trouble.\n";

enum { WRAP, UNWRAP, DELIMITERS, RECOUNT };

static const ct_cli_option options[] = {{"wrap", 0, CT_CLI_FLAG, WRAP},
                                        {"unwrap", 0, CT_CLI_FLAG, UNWRAP},
                                        {"delimiters", 0, CT_CLI_VALUE, DELIMITERS},
                                        {"recount", 0, CT_CLI_FLAG, RECOUNT},
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_NO_PROGRESS,
                                        CT_CLI_OPT_END};

typedef struct format_run {
  ct_format_options options;
  ct_transform transform;
  ct_format *format;
  bool stopped;
} format_run;

/* ---- options ------------------------------------------------------------------- */

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One byte of the option's value; false: it ends, or is no such form. */
static bool read_sign(const char **at, char *sign) {
  const char *p = *at;
  if (*p == '\0') return false;
  *sign = *p++;
  if (*sign == '\\' && *p == 'n')
    *sign = '\n', p++;
  else if (*sign == '\\' && *p == 'r')
    *sign = '\r', p++;
  else if (*sign == '\\' && *p == 't')
    *sign = '\t', p++;
  else if (*sign == '\\' && *p == '\\')
    p++;
  else if (*sign == '\\' && *p == 'x') {
    int high = hex_digit(p[1]), low = high < 0 ? -1 : hex_digit(p[2]);
    if (low < 0) return false;
    *sign = (char)(high << 4 | low);
    p += 3;
  }
  *at = p;
  return true;
}

/* No letter, digit, blank, NUL, and nothing outside ASCII; a line end ends segments only. */
static bool fits(char c, bool terminator) {
  if (terminator && (c == '\n' || c == '\r')) return true;
  return c > 0 && c != 0x7F &&
         !ct_char_is(c, CT_CHAR_DIGIT | CT_CHAR_UPPER | CT_CHAR_LOWER | CT_CHAR_BLANK);
}

static int set_delimiters(format_run *f, ct_cli *cli, const char *value) {
  char sign[4];
  for (unsigned i = 0; i < 4; i++) {
    if (!read_sign(&value, &sign[i]))
      return ct_cli_usage_error(cli,
                                "--delimiters takes four: element, repetition, component, segment");
    if (!fits(sign[i], i == 3))
      return ct_cli_usage_error(cli, "--delimiters: a letter, digit or blank is no delimiter");
    for (unsigned k = 0; k < i; k++)
      if (sign[k] == sign[i]) return ct_cli_usage_error(cli, "--delimiters: two are the same");
  }
  if (*value) return ct_cli_usage_error(cli, "--delimiters takes four, no more");
  f->options.delimit = true;
  f->options.delimiters = (ct_delimiters){sign[0], sign[1], sign[2], sign[3]};
  return CT_CLI_GO;
}

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  format_run *f = ctx;
  enum ct_layout layout = id == WRAP ? CT_LAYOUT_WRAP : CT_LAYOUT_UNWRAP;
  if (id == DELIMITERS) return set_delimiters(f, cli, value);
  if (id == RECOUNT) {
    f->options.recount = true;
    return CT_CLI_GO;
  }
  if (f->options.layout != CT_LAYOUT_AS_SENT && f->options.layout != layout)
    return ct_cli_usage_error(cli, "--wrap and --unwrap contradict each other");
  f->options.layout = layout;
  return CT_CLI_GO;
}

/* ---- the run ---------------------------------------------------------------------- */

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  format_run *f = ctx;
  (void)cli;
  enum ct_status status = ct_transform_run(&f->transform, file, ct_format_sink(f->format));
  const ct_format_refusal *refusal = ct_format_refused(f->format);
  if (refusal->set) {
    ct_transform_refuse(&f->transform, refusal->offset, refusal->text);
    f->stopped = true;
    return false;
  }
  return ct_transform_tell(&f->transform, status);
}

static int run(ct_cli *cli) {
  format_run f = {.format = NULL};
  int stop = ct_cli_parse(cli, options, set_option, &f);
  if (stop != CT_CLI_GO) return stop;
  if (ct_transform_open(&f.transform, cli, (ct_options){.shallow = true})) {
    ct_buffer *out = ct_cli_output(cli);
    f.format = out ? ct_format_new(out, &f.options) : NULL;
    if (out && !f.format) ct_cli_trouble(cli, "out of memory");
  }
  if (f.format) ct_cli_each_file(cli, one_file, &f);
  if (f.stopped) ct_cli_output_discard(cli);
  ct_format_free(f.format);
  ct_transform_close(&f.transform);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_format = {"format", "rewrite layout, delimiters, counts", usage,
                                      options, run};
