/*
 * cli.h -- what every command of the program shares: options, files, output, trouble.
 *
 * A command is one file, cmd_NAME.c: its usage text, its options, its run.
 *
 *   static int set_option(void *ctx, ct_cli *cli, int id, const char *value) { ... return
 * CT_CLI_GO; } static int run(ct_cli *cli) { struct list l = {0}; int stop = ct_cli_parse(cli,
 * options, set_option, &l); if (stop != CT_CLI_GO) return stop;               // --help was
 * printed, or usage was wrong if (!ct_cli_output(cli)) return cli->status;      // -o could not be
 * opened: told ct_cli_each_file(cli, one_file, &l);              // tells trouble, goes on return
 * ct_cli_close(cli);                         // flushes, renames -o, gives the status
 *   }
 *   const ct_cli_command ct_cmd_list = {"list", "a line a claim", usage, options, run};
 *
 * and one line in commands.h and in main.c.  Exit status: 0 accepted or done, 1 something in
 * the input is rejected, 2 trouble; trouble wins.
 */
#ifndef CT_CLI_CLI_H
#define CT_CLI_CLI_H

#include "base/buffer.h"
#include "base/output.h"

#include <stdio.h>

#if defined(__GNUC__)
#define CT_CLI_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define CT_CLI_PRINTF(text, first)
#endif

typedef struct ct_cli ct_cli;

/* ---- options ------------------------------------------------------------- */

enum ct_cli_takes {
  CT_CLI_FLAG,    /* --quiet */
  CT_CLI_VALUE,   /* --snip=3, --snip 3, -o FILE, -oFILE */
  CT_CLI_OPTIONAL /* --redact, --redact=all: the value only after = */
};

typedef struct ct_cli_option {
  const char *name; /* "snip"; "" for a letter alone; NULL ends a table */
  char letter;      /* 'o'; 0 none */
  uint8_t takes;    /* enum ct_cli_takes */
  int id;           /* handed to the command; below 0: done here, see the macros */
} ct_cli_option;

enum { /* ids that ct_cli_parse() does itself */
  CT_CLI_ID_HELP = -1, CT_CLI_ID_OUTPUT = -2, CT_CLI_ID_COLOR = -3, CT_CLI_ID_NO_PROGRESS = -4,
  CT_CLI_ID_PARTNER = -5, CT_CLI_ID_GRAMMAR = -6, CT_CLI_ID_CODES = -7,
  CT_CLI_ID_NOW = -8, CT_CLI_ID_CONTROL = -9, CT_CLI_ID_JOBS = -10
};
/* Rows for a command's table. -h and --help are in every command without a row. */
#define CT_CLI_OPT_OUTPUT      {"output", 'o', CT_CLI_VALUE, CT_CLI_ID_OUTPUT}
#define CT_CLI_OPT_COLOR       {"color", 0, CT_CLI_VALUE, CT_CLI_ID_COLOR}
#define CT_CLI_OPT_NO_PROGRESS {"no-progress", 0, CT_CLI_FLAG, CT_CLI_ID_NO_PROGRESS}
#define CT_CLI_OPT_PARTNER     {"partner", 0, CT_CLI_VALUE, CT_CLI_ID_PARTNER}
#define CT_CLI_OPT_GRAMMAR     {"grammar", 0, CT_CLI_VALUE, CT_CLI_ID_GRAMMAR}
#define CT_CLI_OPT_CODES       {"codes", 0, CT_CLI_VALUE, CT_CLI_ID_CODES}
#define CT_CLI_OPT_NOW         {"now", 0, CT_CLI_VALUE, CT_CLI_ID_NOW}
#define CT_CLI_OPT_CONTROL     {"control", 0, CT_CLI_VALUE, CT_CLI_ID_CONTROL}
#define CT_CLI_OPT_JOBS        {"jobs", 'j', CT_CLI_VALUE, CT_CLI_ID_JOBS}
#define CT_CLI_OPT_END         {NULL, 0, CT_CLI_FLAG, 0}

enum { CT_CLI_GO = -1 }; /* go on; anything else is the exit status to return */

/*
 * One option as it is met, in order; cli->file_count tells how many operands stood before it
 * (so `--explain ACK... --for FILE...` is a flag that remembers a place).  `value` is NULL where
 * none was given.  Returns CT_CLI_GO or what ct_cli_usage_error() gave.
 */
typedef int ct_cli_option_fn(void *ctx, ct_cli *, int id, const char *value);

typedef struct ct_cli_command {
  const char *name, *summary; /* "check", "validate: ..." (one line of `claimtree --help`) */
  const char *usage;          /* whole text of --help */
  const ct_cli_option *options;
  int (*run)(ct_cli *);
} ct_cli_command;

/* ---- the run --------------------------------------------------------------- */

enum ct_cli_when { CT_CLI_AUTO, CT_CLI_ALWAYS, CT_CLI_NEVER };

typedef struct ct_cli_list { /* texts of the command line, borrowed */
  const char **item;
  size_t count, room;
} ct_cli_list;

struct ct_cli {
  const ct_cli_command *command;
  int argc; /* arguments after the command's name */
  char **argv;
  int status; /* 0, 1, 2 so far: ct_cli_reject() and ct_cli_trouble() raise it */

  const char **files; /* operands in order; none given: one "-" */
  size_t file_count;  /* while options are parsed: operands so far */
  bool no_files;      /* none was given: files[0] is the "-" put there */

  const char *output_path; /* -o; NULL: standard output */
  enum ct_cli_when color;
  bool no_progress;
  ct_cli_list partners, grammar_files, codes;
  bool has_now;
  int64_t now;      /* --now: seconds since the epoch */
  unsigned jobs;    /* -j: threads; 0 = as ct_cli_jobs() says */
  uint32_t control; /* --control: 1..999999999; 1 unless given */

  const char *simd; /* CLAIMTREE_SIMD: level of instructions; NULL = the best there is */

  ct_cli_list operands;  /* what files points into */
  ct_output *file;       /* behind buffer */
  ct_buffer buffer;      /* what ct_cli_output() hands out */
  ct_grammars *grammars; /* what ct_cli_grammars() hands out */
};

int ct_cli_parse(ct_cli *, const ct_cli_option *, ct_cli_option_fn *, void *ctx);

/* "claimtree: COMMAND: ..." on standard error and status 2; no patient data in it, ever. */
void ct_cli_trouble(ct_cli *, const char *format, ...) CT_CLI_PRINTF(2, 3);
/* The same without raising the status: what a user should know. */
void ct_cli_warn(ct_cli *, const char *format, ...) CT_CLI_PRINTF(2, 3);
/* The same and the hint "try 'claimtree COMMAND --help'"; returns 2. */
int ct_cli_usage_error(ct_cli *, const char *format, ...) CT_CLI_PRINTF(2, 3);
/* Words for a status that is not CT_OK: the reader's (may be NULL), else those of errno. */
void ct_cli_status_trouble(ct_cli *, enum ct_status, const char *file, const ct_reader *);
void ct_cli_reject(ct_cli *); /* status at least 1 */

/* A number from low to high, all digits; false otherwise. */
bool ct_cli_number(const char *text, uint64_t low, uint64_t high, uint64_t *number);
/* Place of `text` in the NULL-ended list; -1 when it is not in it. */
int ct_cli_choice(const char *text, const char *const *choices);
/* Adds a borrowed text; false without memory (told). */
bool ct_cli_list_add(ct_cli *, ct_cli_list *, const char *);

/* ---- output ------------------------------------------------------------------ */

/*
 * The buffer for what the command prints: -o FILE (whole or not there) or standard output.
 * Opened at the first call; NULL after trouble, which was told.  Errors stick in the buffer and
 * are told by ct_cli_close().
 */
ct_buffer *ct_cli_output(ct_cli *);
/* Nothing of -o FILE is to be kept: the result is not whole. */
void ct_cli_output_discard(ct_cli *);
/*
 * The last call of a run: flushes and commits the output, frees what cli holds, returns the
 * exit status.  A reader that stops at a closed pipe ends the program quietly.
 */
int ct_cli_close(ct_cli *);
/* Standard output is a terminal, and no -o turns it away. */
bool ct_cli_on_terminal(const ct_cli *);
/* By --color, NO_COLOR, TERM and the terminal. */
bool ct_cli_wants_color(const ct_cli *);

/* ---- guides -------------------------------------------------------------------- */

/* The built-in guides with --grammar, --partner and --codes applied; NULL after trouble (told). */
const ct_grammars *ct_cli_grammars(ct_cli *);

/* ---- files ----------------------------------------------------------------------- */

typedef struct ct_cli_file {
  const char *name; /* as given; "-" for standard input */
  int fd;           /* open for reading; closed by ct_cli_each_file() */
  uint64_t size;    /* bytes of a regular file, 0 unknown */
  size_t index;     /* in cli->files */
} ct_cli_file;

/* Returns false to stop at once (no memory, output failed); trouble with one file returns true. */
typedef bool ct_cli_file_fn(void *ctx, ct_cli *, const ct_cli_file *);

/* Opens each of cli->files in order and calls fn; what cannot be read is told, the rest is done. */
void ct_cli_each_file(ct_cli *, ct_cli_file_fn *, void *ctx);
/* The same for files [first, first + count). */
void ct_cli_each_of(ct_cli *, size_t first, size_t count, ct_cli_file_fn *, void *ctx);
/* Opens one by name: a directory or a missing file is told; false then. Close file->fd after use.
 */
bool ct_cli_open_file(ct_cli *, const char *name, ct_cli_file *);
void ct_cli_close_file(ct_cli_file *);

/*
 * Makes `file` the reader's input, with the progress line where it is wanted.  Keep the struct
 * until the file is done, then call ct_cli_progress_end().
 */
typedef struct ct_cli_progress {
  int fd;
  bool shown, wanted;
  uint64_t size, done;
  int64_t start, next; /* milliseconds */
  const char *name;
} ct_cli_progress;
enum ct_status ct_cli_set_input(ct_cli *, ct_reader *, const ct_cli_file *, ct_cli_progress *);
/* For those who read without a ct_reader: a ct_read_fn over the progress. */
void ct_cli_progress_begin(ct_cli *, const ct_cli_file *, ct_cli_progress *);
ptrdiff_t ct_cli_progress_read(void *progress, char *buf, size_t size);
void ct_cli_progress_end(ct_cli_progress *); /* wipes the line */

/*
 * set_input + ct_reader_run + progress_end, with trouble told: the usual file of a command.
 * False when the command must stop (no memory, output failed).
 */
bool ct_cli_read_file(ct_cli *, ct_reader *, const ct_cli_file *, ct_sink *const *, size_t count);
/*
 * For transforms: an on_finding callback (ctx = a ct_cli_watch) that tells errors as
 * "claimtree: COMMAND: FILE: at byte N: ..." on standard error and makes the status 1.
 */
typedef struct ct_cli_watch {
  ct_cli *cli;
  const char *file;
  uint64_t errors; /* so far */
} ct_cli_watch;
void ct_cli_watch_finding(void *watch, const ct_finding *);

/*
 * All files through readers into the sinks, several files at once where -j, the sinks and the
 * files allow; the sinks hear them in order.  begin and end frame each file that could be
 * opened; false stops.  `sinks` may be changed by begin() (a sink a file).
 */
typedef struct ct_cli_told {
  void *ctx;
  bool (*begin)(void *ctx, ct_cli *, const char *name);
  bool (*end)(void *ctx, ct_cli *, const char *name, bool whole, const ct_counts *);
} ct_cli_told;
void ct_cli_read_files(ct_cli *, const ct_grammars *, const ct_options *, ct_sink *const *sinks,
                       size_t count, const ct_cli_told *);
/* -j, or the processors there are, at most 4. */
unsigned ct_cli_jobs(const ct_cli *);

#endif
