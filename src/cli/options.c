/*
 * options.c -- the command line of one command: options anywhere, `--` ends them.
 *
 * Knows the rows of a command's table and the options that several commands share.  Does not
 * know what any command does with its own.
 */
#include "cli/cli.h"
#include "cli/nearest.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/slice.h"

#include <errno.h>

bool ct_cli_number(const char *text, uint64_t low, uint64_t high, uint64_t *number) {
  uint64_t n = 0;
  if (*text == 0) return false;
  for (const char *p = text; *p; p++) {
    if (*p < '0' || *p > '9') return false;
    if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, (uint64_t)(*p - '0'), &n))
      return false;
  }
  *number = n;
  return n >= low && n <= high;
}

int ct_cli_choice(const char *text, const char *const *choices) {
  for (int i = 0; choices[i]; i++)
    if (strcmp(text, choices[i]) == 0) return i;
  return -1;
}

bool ct_cli_list_add(ct_cli *cli, ct_cli_list *list, const char *item) {
  if (list->count == list->room) {
    size_t room = list->room ? list->room * 2 : 16;
    const char **items = ct_mem_resize(list->item, room, sizeof *items);
    if (!items) {
      ct_cli_trouble(cli, "out of memory");
      return false;
    }
    list->item = items;
    list->room = room;
  }
  list->item[list->count++] = item;
  return true;
}

/* ---- options of several commands --------------------------------------------- */

static int set_color(ct_cli *cli, const char *value) {
  static const char *const choices[] = {"auto", "always", "never", NULL};
  int when = ct_cli_choice(value, choices);
  if (when < 0) return ct_cli_usage_error(cli, "--color takes auto, always or never");
  cli->color = (enum ct_cli_when)when;
  return CT_CLI_GO;
}

static int set_control(ct_cli *cli, const char *value) {
  uint64_t n;
  if (!ct_cli_number(value, 1, 999999999, &n))
    return ct_cli_usage_error(cli, "--control takes a number from 1 to 999999999");
  cli->control = (uint32_t)n;
  return CT_CLI_GO;
}

static int set_now(ct_cli *cli, const char *value) {
  if (!ct_clock_parse(value, &cli->now))
    return ct_cli_usage_error(cli, "--now takes a time such as 2026-11-22T12:00:00Z");
  cli->has_now = true;
  return CT_CLI_GO;
}

static int set_codes(ct_cli *cli, const char *value) {
  const char *equals = strchr(value, '=');
  if (!equals || equals == value || equals[1] == 0)
    return ct_cli_usage_error(cli, "--codes takes NAME=FILE.tsv, such as carc=my-carc.tsv");
  return ct_cli_list_add(cli, &cli->codes, value) ? CT_CLI_GO : cli->status;
}

static int set_shared(ct_cli *cli, int id, const char *value) {
  switch (id) {
  case CT_CLI_ID_HELP:
    fputs(cli->command->usage, stdout);
    if (fflush(stdout) == 0) return 0;
    ct_cli_trouble(cli, "standard output: %s", strerror(errno));
    return cli->status;
  case CT_CLI_ID_OUTPUT:
    if (*value == 0) return ct_cli_usage_error(cli, "-o takes the name of a file");
    cli->output_path = value;
    return CT_CLI_GO;
  case CT_CLI_ID_COLOR:
    return set_color(cli, value);
  case CT_CLI_ID_NO_PROGRESS:
    cli->no_progress = true;
    return CT_CLI_GO;
  case CT_CLI_ID_PARTNER:
    return ct_cli_list_add(cli, &cli->partners, value) ? CT_CLI_GO : cli->status;
  case CT_CLI_ID_GRAMMAR:
    return ct_cli_list_add(cli, &cli->grammar_files, value) ? CT_CLI_GO : cli->status;
  case CT_CLI_ID_CODES:
    return set_codes(cli, value);
  case CT_CLI_ID_JOBS: {
    uint64_t n;
    if (!ct_cli_number(value, 1, 64, &n))
      return ct_cli_usage_error(cli, "-j takes a number of threads from 1 to 64");
    cli->jobs = (unsigned)n;
    return CT_CLI_GO;
  }
  case CT_CLI_ID_NOW:
    return set_now(cli, value);
  case CT_CLI_ID_CONTROL:
    return set_control(cli, value);
  default:
    return CT_CLI_GO;
  }
}

/* ---- the parser ---------------------------------------------------------------- */

typedef struct parser {
  ct_cli *cli;
  const ct_cli_option *options;
  ct_cli_option_fn *set;
  void *ctx;
  int at; /* next argument */
} parser;

static const ct_cli_option help = {"help", 'h', CT_CLI_FLAG, CT_CLI_ID_HELP};

static int apply(parser *p, const ct_cli_option *option, const char *value) {
  return option->id < 0 ? set_shared(p->cli, option->id, value)
                        : p->set(p->ctx, p->cli, option->id, value);
}

static const ct_cli_option *find_long(const parser *p, ct_slice name) {
  if (ct_slice_is(name, help.name)) return &help;
  for (const ct_cli_option *o = p->options; o->name; o++)
    if (*o->name && ct_slice_is(name, o->name)) return o;
  return NULL;
}

static const ct_cli_option *find_letter(const parser *p, char letter) {
  if (letter == help.letter) return &help;
  for (const ct_cli_option *o = p->options; o->name; o++)
    if (o->letter == letter) return o;
  return NULL;
}

static int unknown_long(parser *p, ct_slice name) {
  ct_nearest nearest = ct_nearest_start(name);
  for (const ct_cli_option *o = p->options; o->name; o++)
    if (*o->name) ct_nearest_try(&nearest, o->name);
  ct_nearest_try(&nearest, help.name);
  int shown = name.len > 40 ? 40 : (int)name.len;
  if (nearest.best)
    return ct_cli_usage_error(p->cli, "unknown option --%.*s; did you mean --%s?", shown, name.ptr,
                              nearest.best);
  return ct_cli_usage_error(p->cli, "unknown option --%.*s", shown, name.ptr);
}

static int take_long(parser *p, const char *text) {
  const char *equals = strchr(text, '=');
  ct_slice name = ct_slice_make(text, equals ? (size_t)(equals - text) : strlen(text));
  const ct_cli_option *o = find_long(p, name);
  if (!o) return unknown_long(p, name);
  const char *value = equals ? equals + 1 : NULL;
  if (o->takes == CT_CLI_FLAG && value)
    return ct_cli_usage_error(p->cli, "--%s takes no value", o->name);
  if (o->takes == CT_CLI_VALUE && !value) {
    if (p->at >= p->cli->argc) return ct_cli_usage_error(p->cli, "--%s needs a value", o->name);
    value = p->cli->argv[p->at++];
  }
  return apply(p, o, value);
}

static int take_letters(parser *p, const char *text) {
  for (; *text; text++) {
    const ct_cli_option *o = find_letter(p, *text);
    if (!o) return ct_cli_usage_error(p->cli, "unknown option -%c", *text);
    if (o->takes == CT_CLI_VALUE) {
      const char *value = text + 1;
      if (*value == 0) {
        if (p->at >= p->cli->argc)
          return ct_cli_usage_error(p->cli, "-%c needs a value", o->letter);
        value = p->cli->argv[p->at++];
      }
      return apply(p, o, value);
    }
    int stop = apply(p, o, NULL);
    if (stop != CT_CLI_GO) return stop;
  }
  return CT_CLI_GO;
}

static int take_operand(parser *p, const char *text) {
  ct_cli *cli = p->cli;
  if (!ct_cli_list_add(cli, &cli->operands, text)) return cli->status;
  cli->files = cli->operands.item;
  cli->file_count = cli->operands.count;
  return CT_CLI_GO;
}

int ct_cli_parse(ct_cli *cli, const ct_cli_option *options, ct_cli_option_fn *set, void *ctx) {
  parser p = {cli, options, set, ctx, 0};
  bool options_end = false;
  while (p.at < cli->argc) {
    const char *text = cli->argv[p.at++];
    int stop = CT_CLI_GO;
    if (options_end || text[0] != '-' || text[1] == 0)
      stop = take_operand(&p, text);
    else if (text[1] != '-')
      stop = take_letters(&p, text + 1);
    else if (text[2] == 0)
      options_end = true;
    else
      stop = take_long(&p, text + 2);
    if (stop != CT_CLI_GO) return stop;
  }
  if (cli->file_count == 0) {
    int stop = take_operand(&p, "-");
    if (stop != CT_CLI_GO) return stop;
    cli->no_files = true;
  }
  return CT_CLI_GO;
}
