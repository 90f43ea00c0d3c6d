/*
 * main.c -- the program: one table of commands, and what a process with patient data must do.
 *
 * Knows which commands there are, signals, and core dumps.  Does not know any option.
 */
#include "cli/commands.h"
#include "cli/nearest.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* In the order of the table that `claimtree --help` prints. */
static const ct_cli_command *const commands[] = {
    &ct_cmd_check,
    &ct_cmd_ack,
    &ct_cmd_cob,
    &ct_cmd_recoup,
    &ct_cmd_reconcile,
    &ct_cmd_xml,
    &ct_cmd_x12,
    &ct_cmd_json,
    &ct_cmd_html,
    &ct_cmd_format,
    &ct_cmd_list,
    &ct_cmd_get,
    &ct_cmd_split,
    &ct_cmd_merge,
    &ct_cmd_explain,
    &ct_cmd_grammar,
    NULL,
};

/* ---- the process ------------------------------------------------------------- */

/* The leak checker of a sanitized build looks into the memory of its own process. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif

/* No core file, and no other process of this user may look into memory. */
static void keep_private(void) {
  const struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__) && !defined(SANITIZED)
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

static void on_signal(int number) {
  ct_output_emergency();
  signal(number, SIG_DFL);
  raise(number);
}

/* Temporary files go, then the signal does what it does by default; what was ignored stays so. */
static void watch_signals(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGXCPU, SIGXFSZ};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction old, act = {.sa_handler = on_signal};
    if (sigaction(numbers[i], NULL, &old) != 0 || old.sa_handler == SIG_IGN) continue;
    sigemptyset(&act.sa_mask);
    sigaction(numbers[i], &act, NULL);
  }
}

/* ---- words -------------------------------------------------------------------- */

static void print_usage(FILE *out) {
  fputs("usage: claimtree COMMAND [OPTION]... [FILE]...\n"
        "       claimtree COMMAND --help\n"
        "       claimtree --help | --version\n"
        "\n"
        "Reads and writes X12 claims and remittances: 837I, 835, 999, TA1.\n"
        "Without FILE, or with -, standard input is read; gzip and zstd are known by content.\n"
        "\n",
        out);
  for (size_t i = 0; commands[i]; i++)
    fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
  fputs("\nExit status: 0 accepted or done, 1 something read is rejected, 2 trouble.\n", out);
}

static int close_stdout(int status) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return status;
  fputs("claimtree: standard output could not be written\n", stderr);
  return 2;
}

static int print_version(void) {
  printf("claimtree %s\n", ct_version());
  ct_grammars *grammars;
  ct_error error = {""};
  if (ct_grammars_open(&grammars, &error) != CT_OK) {
    fprintf(stderr, "claimtree: %s\n", error.text);
    return 2;
  }
  const ct_guide_info *guide;
  for (size_t i = 0; (guide = ct_grammars_guide(grammars, i)) != NULL; i++)
    printf("  %-14s %s %s\n", guide->version, guide->set, guide->name);
  ct_grammars_close(grammars);
  return close_stdout(0);
}

static int unknown_command(const char *name) {
  ct_nearest nearest = ct_nearest_start(ct_slice_text(name));
  for (size_t i = 0; commands[i]; i++) ct_nearest_try(&nearest, commands[i]->name);
  ct_nearest_try(&nearest, "--version");
  ct_nearest_try(&nearest, "--help");
  fprintf(stderr, "claimtree: unknown %s %.40s", name[0] == '-' ? "option" : "command", name);
  if (nearest.best) fprintf(stderr, "; did you mean %s?", nearest.best);
  fputs("\ntry 'claimtree --help'\n", stderr);
  return 2;
}

/* CLAIMTREE_SIMD; false: this machine has no such level. */
static bool choose_simd(ct_cli *cli) {
  const char *wanted = getenv("CLAIMTREE_SIMD");
  if (!wanted || !*wanted) return true;
  ct_grammars *grammars;
  ct_error error;
  if (ct_grammars_open(&grammars, &error) != CT_OK) return true; /* told when it is needed */
  const ct_options options = {.simd = wanted};
  ct_reader *reader = ct_reader_new(grammars, &options);
  if (reader)
    cli->simd = wanted;
  else
    ct_cli_trouble(cli, "CLAIMTREE_SIMD: this machine has no level \"%.20s\"", wanted);
  ct_reader_free(reader);
  ct_grammars_close(grammars);
  return reader != NULL;
}

static int run(const ct_cli_command *command, int argc, char **argv) {
  ct_cli cli = {.command = command, .argc = argc, .argv = argv, .control = 1};
  int status = choose_simd(&cli) ? command->run(&cli) : 2;
  if (cli.file || cli.operands.item || cli.grammars) { /* left early: nothing half done stays */
    ct_cli_output_discard(&cli);
    cli.status = status;
    status = ct_cli_close(&cli);
  }
  return status;
}

int main(int argc, char **argv) {
  keep_private();
  watch_signals();
  if (argc < 2) {
    print_usage(stderr);
    return 2;
  }
  const char *name = argv[1];
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
    print_usage(stdout);
    return close_stdout(0);
  }
  if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) return print_version();
  for (size_t i = 0; commands[i]; i++)
    if (strcmp(name, commands[i]->name) == 0) return run(commands[i], argc - 2, argv + 2);
  return unknown_command(name);
}
