/*
 * cmd_explain.c -- claimtree explain: what a finding or rule means, why it is there, how to mend
 * it.
 *
 * Knows the options and who is asked: the catalogue of findings, then the rules of the guides.
 * The words are explain.def's and the guides'; explain_print.c lays them out.
 */
#include "cli/commands.h"
#include "cli/explain_print.h"
#include "cli/nearest.h"

static const char usage[] =
    "usage: claimtree explain [OPTION]... [ID]...\n"
    "\n"
    "Tells what each ID, of a finding or of a rule, means, why it is there and how\n"
    "to mend it. Without ID, all of them are listed, a line each.\n"
    "\n"
    "  --partner=NAME|FILE.xml    know the rules of this profile, too; may repeat\n"
    "  --grammar=FILE.xml         know the rules of this guide, too; may repeat\n"
    "  --format=text|json|man     json: an object a line; man: the page\n"
    "                             claimtree-findings(7), of all findings\n"
    "  -o, --output=FILE          write there instead of standard output\n"
    "  -h, --help                 print this\n"
    "\n"
    "Exit status: 0 done, 1 an ID is unknown, 2 trouble.\n";

enum { FORMAT };

static const ct_cli_option options[] = {{"format", 0, CT_CLI_VALUE, FORMAT},
                                        CT_CLI_OPT_PARTNER,
                                        CT_CLI_OPT_GRAMMAR,
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_END};

enum format { TEXT, JSON, MAN };

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  static const char *const names[] = {"text", "json", "man", NULL};
  int *format = ctx;
  (void)id;
  *format = ct_cli_choice(value, names);
  if (*format < 0) return ct_cli_usage_error(cli, "--format takes text, json or man");
  return CT_CLI_GO;
}

/* All rules of that id: a rule may be written in parts. Returns how many. */
static size_t explain_rules(ct_buffer *b, const ct_grammars *grammars, const char *id,
                            enum format format, bool first) {
  size_t found = 0;
  ct_rule_info rule;
  for (size_t i = 0; ct_grammars_rule(grammars, i, &rule); i++) {
    if (strcmp(rule.id, id) != 0) continue;
    if (format == TEXT && (found > 0 || !first)) ct_buffer_char(b, '\n');
    (format == TEXT ? ct_explain_rule : ct_explain_rule_json)(b, &rule);
    found++;
  }
  return found;
}

static void unknown(ct_cli *cli, const ct_grammars *grammars, const char *id) {
  size_t count;
  const ct_finding_info *catalogue = ct_finding_catalogue(&count);
  ct_nearest nearest = ct_nearest_start(ct_slice_text(id));
  for (size_t i = 0; i < count; i++) ct_nearest_try(&nearest, catalogue[i].id);
  ct_rule_info rule;
  for (size_t i = 0; ct_grammars_rule(grammars, i, &rule); i++) ct_nearest_try(&nearest, rule.id);
  if (nearest.best)
    ct_cli_warn(cli, "no finding or rule has the id %.60s; did you mean %s?", id, nearest.best);
  else
    ct_cli_warn(cli, "no finding or rule has the id %.60s; 'claimtree explain' lists all", id);
  ct_cli_reject(cli);
}

static void explain_all(ct_buffer *b, const ct_grammars *grammars, enum format format) {
  size_t count;
  const ct_finding_info *catalogue = ct_finding_catalogue(&count);
  for (size_t i = 0; i < count; i++)
    (format == TEXT ? ct_explain_line : ct_explain_json)(b, &catalogue[i]);
  ct_rule_info rule;
  for (size_t i = 0; ct_grammars_rule(grammars, i, &rule); i++)
    (format == TEXT ? ct_explain_rule_line : ct_explain_rule_json)(b, &rule);
}

static void explain_each(ct_cli *cli, ct_buffer *b, const ct_grammars *grammars,
                         enum format format) {
  bool first = true;
  for (size_t i = 0; i < cli->file_count; i++) {
    const char *id = cli->files[i];
    const ct_finding_info *info = ct_finding_lookup(id);
    if (info && format == TEXT && !first) ct_buffer_char(b, '\n');
    if (info)
      (format == TEXT ? ct_explain_text : ct_explain_json)(b, info);
    else if (explain_rules(b, grammars, id, format, first) == 0) {
      unknown(cli, grammars, id);
      continue;
    }
    first = false;
  }
}

static int run(ct_cli *cli) {
  int format = TEXT;
  int stop = ct_cli_parse(cli, options, set_option, &format);
  if (stop != CT_CLI_GO) return stop;
  const ct_grammars *grammars = ct_cli_grammars(cli);
  ct_buffer *b = grammars ? ct_cli_output(cli) : NULL;
  if (!b) return ct_cli_close(cli);
  if (format == MAN)
    ct_explain_page(b);
  else if (cli->no_files)
    explain_all(b, grammars, (enum format)format);
  else
    explain_each(cli, b, grammars, (enum format)format);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_explain = {
    "explain", "tell what a finding or rule means and how to mend it", usage, options, run};
