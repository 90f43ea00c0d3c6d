/*
 * compare.c -- runs commands by turns and tells the medians of what whole processes took.
 *
 *   compare ROUNDS BYTES [REFERENCE COMMAND]...
 *
 * REFERENCE is the number of the command that this one is held against, from 1; 0: none.  A
 * COMMAND is one argument, cut at blanks; its output goes to /dev/null.  Of its words
 *
 *   <FILE   is standard input
 *   @FILE   stands for the lines of FILE, a word each
 *   %DIR    stands for DIR, whose files are removed before each run
 *
 * A line a command, tab-separated: wall seconds, CPU seconds, MB of BYTES a CPU second, peak
 * RSS in KiB, exit status, times the reference by wall and by CPU time (medians of the rounds'
 * own ratios, 0: none).  By turns, so that what else the machine does falls on all of them
 * alike.  Knows processes and clocks; knows nothing of X12.
 */
#define _DEFAULT_SOURCE 1
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MAX_ROUNDS = 1001 };

typedef struct command {
  int reference;
  char **word; /* NULL-ended */
  size_t words, room;
  const char *input, *fresh; /* standard input; the folder to empty; or NULL */
  double wall[MAX_ROUNDS], cpu[MAX_ROUNDS];
  long rss; /* the greatest, KiB */
  int status;
} command;

static void die(const char *what) {
  perror(what);
  exit(2);
}

/* ---- reading commands ------------------------------------------------------------------- */

static void add(command *c, char *word) {
  if (c->words + 1 >= c->room) {
    c->room = c->room ? 2 * c->room : 64;
    c->word = realloc(c->word, c->room * sizeof *c->word);
    if (!c->word) die("compare");
  }
  c->word[c->words++] = word;
  c->word[c->words] = NULL;
}

static void add_lines(command *c, const char *path) {
  FILE *list = fopen(path, "r");
  char *line = NULL;
  size_t room = 0;
  ssize_t len;
  if (!list) die(path);
  while ((len = getline(&line, &room, list)) > 0) {
    if (line[len - 1] == '\n') line[len - 1] = '\0';
    add(c, strdup(line));
  }
  free(line);
  fclose(list);
}

static void read_command(command *c, const char *reference, const char *text) {
  c->reference = atoi(reference);
  for (char *rest = strdup(text), *word; (word = strtok_r(rest, " ", &rest));) {
    if (*word == '<')
      c->input = word + 1;
    else if (*word == '@')
      add_lines(c, word + 1);
    else
      add(c, *word == '%' ? word + 1 : word);
    if (*word == '%') c->fresh = word + 1;
  }
  if (c->words == 0) die(text);
}

/* ---- running ------------------------------------------------------------------------------ */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t) {
  return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void empty(const char *path) {
  (void)mkdir(path, 0700);
  DIR *dir = opendir(path);
  if (!dir) die(path);
  for (struct dirent *e; (e = readdir(dir));)
    if (e->d_name[0] != '.' && unlinkat(dirfd(dir), e->d_name, 0) != 0) die(e->d_name);
  closedir(dir);
}

/* posix_spawn, so that the size of this process is no part of what is measured. */
static pid_t start(const command *c) {
  posix_spawn_file_actions_t files;
  pid_t child;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  if (c->input) posix_spawn_file_actions_addopen(&files, STDIN_FILENO, c->input, O_RDONLY, 0);
  errno = posix_spawnp(&child, c->word[0], &files, NULL, c->word, environ);
  if (errno != 0) die(c->word[0]);
  posix_spawn_file_actions_destroy(&files);
  return child;
}

static void run(command *c, int round) {
  struct rusage used;
  int status;
  if (c->fresh) empty(c->fresh);
  double begun = now();
  pid_t child = start(c);
  if (wait4(child, &status, 0, &used) < 0) die("wait");
  c->wall[round] = now() - begun;
  c->cpu[round] = seconds(used.ru_utime) + seconds(used.ru_stime);
  if (used.ru_maxrss > c->rss) c->rss = used.ru_maxrss;
  c->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* ---- telling ------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Of the values, or of their ratios to those of the reference. */
static double median(const double *values, const double *reference, int count) {
  double sorted[MAX_ROUNDS];
  for (int i = 0; i < count; i++)
    sorted[i] = !reference ? values[i] : reference[i] > 0 ? values[i] / reference[i] : 0;
  qsort(sorted, (size_t)count, sizeof *sorted, by_value);
  return sorted[count / 2];
}

static void tell(const command *all, const command *c, int rounds, double bytes) {
  double wall = median(c->wall, NULL, rounds), cpu = median(c->cpu, NULL, rounds);
  double times = 0, cpu_times = 0;
  if (c->reference) {
    const command *r = &all[c->reference - 1];
    times = median(c->wall, r->wall, rounds);
    cpu_times = median(c->cpu, r->cpu, rounds);
  }
  printf("%.6f\t%.6f\t%.1f\t%ld\t%d\t%.3f\t%.3f\n", wall, cpu, cpu > 0 ? bytes / 1e6 / cpu : 0.0,
         c->rss, c->status, times, cpu_times);
}

int main(int argc, char **argv) {
  int rounds = argc > 4 ? atoi(argv[1]) : 0, count = (argc - 3) / 2;
  if (rounds < 1 || rounds > MAX_ROUNDS || argc % 2 == 0) {
    fprintf(stderr, "usage: compare ROUNDS BYTES [REFERENCE COMMAND]...\n");
    return 2;
  }
  command *all = calloc((size_t)count, sizeof *all);
  if (!all) die("compare");
  for (int i = 0; i < count; i++) {
    read_command(&all[i], argv[3 + 2 * i], argv[4 + 2 * i]);
    if (all[i].reference < 0 || all[i].reference > count) die(argv[3 + 2 * i]);
  }
  for (int round = 0; round < rounds; round++)
    for (int i = 0; i < count; i++) run(&all[i], round);
  for (int i = 0; i < count; i++) tell(all, &all[i], rounds, atof(argv[2]));
  return 0;
}
