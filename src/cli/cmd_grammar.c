/*
 * cmd_grammar.c -- claimtree grammar: the guides there are, one of them to read, their proof.
 *
 * Knows its three verbs and which operand is a file.  What is in a guide is the library's.
 */
#include "cli/commands.h"

static const char usage[] =
    "usage: claimtree grammar list [OPTION]...\n"
    "       claimtree grammar show [OPTION]... GUIDE...\n"
    "       claimtree grammar check [OPTION]... [FILE.xml]...\n"
    "\n"
    "list   the guides and code lists that are built in, or given by options\n"
    "show   a guide as a tree: its loops, segments and elements. GUIDE is a version\n"
    "       (005010X223A2), a set (837), control (ISA to IEA, TA1), or a FILE.xml\n"
    "check  proves that a guide or profile can be read without guessing: siblings\n"
    "       are told apart, every segment is found where it stands, what is laid\n"
    "       over something only narrows it. Without FILE: the guides built in\n"
    "\n"
    "  --format=tree|table        show: table prints tab-separated values, a line for\n"
    "                             each loop, segment, element and component\n"
    "  --grammar=FILE.xml         a guide in place of, or beside, those built in\n"
    "  --partner=NAME|FILE.xml    lay a partner's profile over the guides\n"
    "  --codes=NAME=FILE.tsv      use this table for the code list NAME\n"
    "  -o, --output=FILE          write there instead of standard output\n"
    "  -h, --help                 print this\n"
    "\n"
    "Exit status: 0 done, 1 a grammar is refused or unknown, 2 trouble.\n";

enum { FORMAT };

static const ct_cli_option options[] = {{"format", 0, CT_CLI_VALUE, FORMAT},
                                        CT_CLI_OPT_GRAMMAR,
                                        CT_CLI_OPT_PARTNER,
                                        CT_CLI_OPT_CODES,
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_END};

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  static const char *const names[] = {"tree", "table", NULL};
  int *format = ctx;
  (void)id;
  *format = ct_cli_choice(value, names);
  if (*format < 0) return ct_cli_usage_error(cli, "--format takes tree or table");
  return CT_CLI_GO;
}

/* What the library writes goes into the command's buffer. */
static ptrdiff_t to_buffer(void *buffer, const char *bytes, size_t size) {
  ct_buffer_add(buffer, bytes, size);
  return (ptrdiff_t)size;
}

/* A grammar that is refused is told; only what could not be read at all is trouble. */
static void told(ct_cli *cli, enum ct_status status, const ct_error *error) {
  const char *words = error->text[0] ? error->text : ct_status_name(status);
  if (status == CT_BAD_GRAMMAR) {
    ct_cli_warn(cli, "%s", words);
    ct_cli_reject(cli);
  } else if (status != CT_OK) {
    ct_cli_trouble(cli, "%s", words);
  }
}

/* ---- list ----------------------------------------------------------------------------------- */

static void list_guides(ct_buffer *b, const ct_grammars *g) {
  const ct_guide_info *info;
  ct_buffer_text(b, "guides\n");
  for (size_t i = 0; (info = ct_grammars_guide(g, i)) != NULL; i++) {
    ct_buffer_printf(b, "  %-14s %s  %s (%s)\n", info->version, info->set, info->name,
                     info->origin);
    if (!info->aliases || !info->aliases[0]) continue;
    ct_buffer_text(b, "                 reads also");
    for (const char *const *a = info->aliases; *a; a++) ct_buffer_printf(b, " %s", *a);
    ct_buffer_char(b, '\n');
  }
}

static void list_codes(ct_buffer *b, const ct_grammars *g) {
  ct_codes_info info;
  ct_buffer_text(b, "\ncode lists (for --codes=NAME=FILE.tsv)\n");
  for (size_t i = 0; ct_grammars_codes(g, i, &info); i++) {
    if (info.count)
      ct_buffer_printf(b, "  %-16s %6u codes  %s, %s (X12 source %u)\n", info.name,
                       (unsigned)info.count, info.closed ? "closed" : "open", info.label,
                       info.source);
    else
      ct_buffer_printf(b, "  %-16s   shape only  %s (X12 source %u)\n", info.name, info.label,
                       info.source);
  }
}

static void list_partners(ct_buffer *b) {
  const char *name;
  for (size_t i = 0; (name = ct_grammars_partner(i)) != NULL; i++)
    ct_buffer_printf(b, i ? " %s" : "\npartner profiles (for --partner=NAME)\n  %s", name);
  if (ct_grammars_partner(0)) ct_buffer_char(b, '\n');
}

static void list(ct_cli *cli, ct_buffer *b) {
  const ct_grammars *g = ct_cli_grammars(cli);
  if (!g) return;
  list_guides(b, g);
  list_partners(b);
  list_codes(b, g);
}

/* ---- show -------------------------------------------------------------------------------------
 */

static bool is_file(const char *operand) {
  size_t n = strlen(operand);
  return strchr(operand, '/') != NULL || (n > 4 && strcmp(operand + n - 4, ".xml") == 0);
}

static void show_file(ct_cli *cli, ct_buffer *b, const char *path, enum ct_show how) {
  ct_grammars *own;
  ct_error error = {""};
  enum ct_status status = ct_grammars_open(&own, &error);
  if (status == CT_OK) status = ct_grammars_add_guide(own, path, &error);
  const ct_guide_info *info = NULL;
  for (size_t i = 0; status == CT_OK && (info = ct_grammars_guide(own, i)) != NULL; i++)
    if (strcmp(info->origin, path) == 0) break;
  if (status == CT_OK)
    (void)ct_grammars_show(own, info ? info->version : "control", how, to_buffer, b);
  told(cli, status, &error);
  ct_grammars_close(own);
}

static void show(ct_cli *cli, ct_buffer *b, const char *guide, enum ct_show how) {
  if (is_file(guide)) {
    show_file(cli, b, guide, how);
    return;
  }
  const ct_grammars *g = ct_cli_grammars(cli);
  if (!g || ct_grammars_show(g, guide, how, to_buffer, b) != CT_END) return;
  ct_cli_warn(cli, "no guide is named %.60s; 'claimtree grammar list' names all", guide);
  ct_cli_reject(cli);
}

/* ---- check --------------------------------------------------------------------------------------
 */

static void check(ct_cli *cli, ct_buffer *b) {
  ct_error error = {""};
  const ct_grammars *g = ct_cli_grammars(cli);
  if (!g) return;
  if (cli->file_count == 1) {
    told(cli, ct_grammars_check(g, to_buffer, b, &error), &error);
    return;
  }
  for (size_t i = 1; i < cli->file_count; i++)
    told(cli, ct_grammars_check_file(g, cli->files[i], to_buffer, b, &error), &error);
}

/* ---- the run ---------------------------------------------------------------------------- */

static int run(ct_cli *cli) {
  static const char *const verbs[] = {"list", "show", "check", NULL};
  int how = CT_SHOW_TREE;
  int stop = ct_cli_parse(cli, options, set_option, &how);
  if (stop != CT_CLI_GO) return stop;
  int verb = cli->no_files ? -1 : ct_cli_choice(cli->files[0], verbs);
  if (verb < 0) return ct_cli_usage_error(cli, "list, show or check?");
  if (verb == 0 && cli->file_count > 1) return ct_cli_usage_error(cli, "list takes no operand");
  if (verb == 1 && cli->file_count == 1) return ct_cli_usage_error(cli, "show which guide?");
  ct_buffer *b = ct_cli_output(cli);
  if (!b) return ct_cli_close(cli);
  if (verb == 0) list(cli, b);
  for (size_t i = 1; verb == 1 && i < cli->file_count; i++) {
    if (i > 1) ct_buffer_char(b, '\n');
    show(cli, b, cli->files[i], (enum ct_show)how);
  }
  if (verb == 2) check(cli, b);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_grammar = {"grammar", "the guides: list them, show one, prove them",
                                       usage, options, run};
