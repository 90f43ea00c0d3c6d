/*
 * cmd_explain.c -- claimtree explain: what a finding means, why it is there, how to mend it.
 *
 * Knows the catalogue and three ways of printing it; claimtree-findings(7) is printed by the
 * third, so that page and program cannot differ.
 */
#include "cli/commands.h"
#include "cli/nearest.h"
#include "cli/wrap.h"

static const char usage[] =
    "usage: claimtree explain [OPTION]... [ID]...\n"
    "\n"
    "Tells what each finding ID means, why the rule is there and how to mend it.\n"
    "Without ID, all of them are listed, a line each.\n"
    "\n"
    "  --format=text|json|man     json: an object a line; man: the page\n"
    "                             claimtree-findings(7), of all findings\n"
    "  -o, --output=FILE          write there instead of standard output\n"
    "  -h, --help                 print this\n"
    "\n"
    "Exit status: 0 done, 1 an ID is unknown, 2 trouble.\n";

enum { FORMAT };

static const ct_cli_option options[] = {
    {"format", 0, CT_CLI_VALUE, FORMAT}, CT_CLI_OPT_OUTPUT, CT_CLI_OPT_END};

enum format { TEXT, JSON, MAN };

/* ---- text -------------------------------------------------------------------------- */

static void paragraph(ct_buffer *b, const char *title, const char *text) {
  ct_buffer_printf(b, "\n  %s\n", title);
  ct_wrap(b, 4, text);
}

static void explain_text(ct_buffer *b, const ct_finding_info *info) {
  ct_buffer_printf(b, "%s: %s, SNIP type %u\n", info->id, ct_severity_name(info->severity),
                   info->snip);
  paragraph(b, "What it means", info->meaning);
  paragraph(b, "Why the rule is there", info->why);
  paragraph(b, "How to mend it", info->mend);
}

/* The first sentence of a paragraph. */
static ct_slice first_sentence(const char *text) {
  const char *end = strstr(text, ". ");
  return ct_slice_make(text, end ? (size_t)(end - text) + 1 : strlen(text));
}

static void list(ct_buffer *b) {
  size_t count;
  const ct_finding_info *row = ct_finding_catalogue(&count);
  for (size_t i = 0; i < count; i++, row++) {
    ct_buffer_printf(b, "%-30s %-7s %u  ", row->id, ct_severity_name(row->severity), row->snip);
    ct_buffer_slice(b, first_sentence(row->meaning));
    ct_buffer_char(b, '\n');
  }
}

/* ---- JSON ----------------------------------------------------------------------------- */

static void member(ct_buffer *b, const char *key, const char *value) {
  ct_buffer_printf(b, ",\"%s\":\"", key);
  ct_buffer_json(b, ct_slice_text(value));
  ct_buffer_char(b, '"');
}

static void explain_json(ct_buffer *b, const ct_finding_info *info) {
  ct_buffer_printf(b, "{\"type\":\"explanation\",\"id\":\"%s\"", info->id);
  member(b, "severity", ct_severity_name(info->severity));
  ct_buffer_printf(b, ",\"snip\":%u", info->snip);
  member(b, "meaning", info->meaning);
  member(b, "why", info->why);
  member(b, "mend", info->mend);
  ct_buffer_text(b, "}\n");
}

/* ---- a page of the manual --------------------------------------------------------------- */

/* Text for troff: no line begins with a control character, hyphens and backslashes stay. */
static void troff(ct_buffer *b, const char *text) {
  bool start = true;
  for (; *text; text++) {
    if (start && (*text == '.' || *text == '\'')) ct_buffer_text(b, "\\&");
    start = false;
    switch (*text) {
    case '\\':
      ct_buffer_text(b, "\\e");
      break;
    case '-':
      ct_buffer_text(b, "\\-");
      break;
    case '^':
      ct_buffer_text(b, "\\(ha");
      break;
    case '~':
      ct_buffer_text(b, "\\(ti");
      break;
    case '`':
      ct_buffer_text(b, "\\(ga");
      break;
    case '\'':
      ct_buffer_text(b, "\\(aq");
      break;
    case '.':
    case '?':
      ct_buffer_char(b, *text);
      if (text[1] == ' ') { /* a new sentence begins a new line */
        ct_buffer_char(b, '\n');
        text++;
        start = true;
      }
      break;
    default:
      ct_buffer_char(b, *text);
    }
  }
  ct_buffer_char(b, '\n');
}

static void explain_man(ct_buffer *b, const ct_finding_info *info) {
  ct_buffer_text(b, ".SS ");
  troff(b, info->id);
  ct_buffer_printf(b, "%c%s, SNIP type %u.\n", ct_severity_name(info->severity)[0] - 'a' + 'A',
                   ct_severity_name(info->severity) + 1, info->snip);
  troff(b, info->meaning);
  ct_buffer_text(b, ".PP\n");
  troff(b, info->why);
  ct_buffer_text(b, ".PP\n");
  troff(b, info->mend);
}

static const char *const level_title[] = {[CT_LEVEL_INTERCHANGE] = "INTERCHANGE",
                                          [CT_LEVEL_GROUP] = "GROUP",
                                          [CT_LEVEL_SET] = "SET",
                                          [CT_LEVEL_SEGMENT] = "SEGMENTS AND LOOPS",
                                          [CT_LEVEL_ELEMENT] = "ELEMENTS"};

static void page(ct_buffer *b) {
  ct_buffer_printf(b,
                   ".TH CLAIMTREE\\-FINDINGS 7 2026-11-22 \"claimtree %s\" \"claimtree\"\n"
                   ".SH NAME\nclaimtree\\-findings \\- what claimtree finds in claims and "
                   "remittances\n.SH DESCRIPTION\n",
                   ct_version());
  troff(b, "Every finding of claimtree has an id that does not change, a severity and a WEDI SNIP "
           "type. Errors reject; warnings and notes do not. Below, each id is followed by what it "
           "means, why the rule is there, and how to mend it, as `claimtree explain ID` prints it. "
           "The severity is the usual one: a trading partner's profile may choose another.");
  size_t count;
  const ct_finding_info *catalogue = ct_finding_catalogue(&count);
  for (int level = CT_LEVEL_INTERCHANGE; level <= CT_LEVEL_ELEMENT; level++) {
    ct_buffer_printf(b, ".SH %s\n", level_title[level]);
    for (size_t i = 0; i < count; i++)
      if ((int)catalogue[i].level == level) explain_man(b, &catalogue[i]);
  }
  ct_buffer_text(b, ".SH SEE ALSO\n.BR claimtree (1),\n.BR claimtree\\-check (1),\n"
                    ".BR claimtree\\-explain (1)\n");
}

/* ---- the run -------------------------------------------------------------------------------- */

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  static const char *const names[] = {"text", "json", "man", NULL};
  int *format = ctx;
  (void)id;
  *format = ct_cli_choice(value, names);
  if (*format < 0) return ct_cli_usage_error(cli, "--format takes text, json or man");
  return CT_CLI_GO;
}

static void unknown(ct_cli *cli, const char *id) {
  size_t count;
  const ct_finding_info *catalogue = ct_finding_catalogue(&count);
  ct_nearest nearest = ct_nearest_start(ct_slice_text(id));
  for (size_t i = 0; i < count; i++) ct_nearest_try(&nearest, catalogue[i].id);
  if (nearest.best)
    ct_cli_warn(cli, "no finding has the id %.60s; did you mean %s?", id, nearest.best);
  else
    ct_cli_warn(cli, "no finding has the id %.60s; 'claimtree explain' lists all", id);
  ct_cli_reject(cli);
}

static void explain_all(ct_buffer *b, enum format format) {
  size_t count;
  const ct_finding_info *catalogue = ct_finding_catalogue(&count);
  if (format == TEXT) list(b);
  for (size_t i = 0; format == JSON && i < count; i++) explain_json(b, &catalogue[i]);
}

static int run(ct_cli *cli) {
  int format = TEXT;
  int stop = ct_cli_parse(cli, options, set_option, &format);
  if (stop != CT_CLI_GO) return stop;
  ct_buffer *b = ct_cli_output(cli);
  if (!b) return ct_cli_close(cli);
  if (format == MAN)
    page(b);
  else if (cli->no_files)
    explain_all(b, (enum format)format);
  for (size_t i = 0; format != MAN && !cli->no_files && i < cli->file_count; i++) {
    const ct_finding_info *info = ct_finding_lookup(cli->files[i]);
    if (!info) {
      unknown(cli, cli->files[i]);
      continue;
    }
    if (format == TEXT && i > 0) ct_buffer_char(b, '\n');
    if (format == TEXT)
      explain_text(b, info);
    else
      explain_json(b, info);
  }
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_explain = {"explain", "tell what a finding means and how to mend it",
                                       usage, options, run};
