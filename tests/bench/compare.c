/*
 * compare.c -- runs commands by turns and tells the medians of what whole processes took.
 *
 *   compare ROUNDS BYTES COMMAND...    a COMMAND is one argument, cut at blanks; its word <FILE
 *                                      is standard input; its output goes to /dev/null
 *
 * A line a command, tab-separated: wall seconds, CPU seconds, MB/s of BYTES by wall time, peak
 * RSS in KiB, exit status, the command.  By turns, so that what else the machine does falls on
 * all of them alike.  Knows processes and clocks; knows nothing of X12.
 */
#define _DEFAULT_SOURCE 1
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_ROUNDS = 101, MAX_WORDS = 64 };

typedef struct sample {
  double wall[MAX_ROUNDS], cpu[MAX_ROUNDS];
  long rss; /* the greatest, KiB */
  int status;
} sample;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t) {
  return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void redirect(int to, const char *path, int flags) {
  int fd = open(path, flags);
  if (fd < 0 || dup2(fd, to) < 0) {
    perror(path);
    _exit(126);
  }
}

static void become(const char *command) {
  char *text = strdup(command), *words[MAX_WORDS + 1];
  size_t count = 0;
  redirect(STDOUT_FILENO, "/dev/null", O_WRONLY);
  for (char *rest = text, *word; (word = strtok_r(rest, " ", &rest)) && count < MAX_WORDS;) {
    if (*word == '<')
      redirect(STDIN_FILENO, word + 1, O_RDONLY);
    else
      words[count++] = word;
  }
  words[count] = NULL;
  if (count > 0) execvp(words[0], words);
  perror(command);
  _exit(127);
}

static bool run(const char *command, sample *s, int round) {
  struct rusage used;
  int status;
  double start = now();
  pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) become(command);
  if (wait4(child, &status, 0, &used) < 0) return false;
  s->wall[round] = now() - start;
  s->cpu[round] = seconds(used.ru_utime) + seconds(used.ru_stime);
  if (used.ru_maxrss > s->rss) s->rss = used.ru_maxrss;
  s->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, int count) {
  qsort(values, (size_t)count, sizeof *values, by_value);
  return values[count / 2];
}

int main(int argc, char **argv) {
  int rounds = argc > 3 ? atoi(argv[1]) : 0;
  if (rounds < 1 || rounds > MAX_ROUNDS) {
    fprintf(stderr, "usage: compare ROUNDS BYTES COMMAND...\n");
    return 2;
  }
  double bytes = atof(argv[2]);
  int commands = argc - 3;
  sample *samples = calloc((size_t)commands, sizeof *samples);
  if (!samples) return 2;
  for (int round = 0; round < rounds; round++)
    for (int i = 0; i < commands; i++)
      if (!run(argv[3 + i], &samples[i], round)) return 2;
  for (int i = 0; i < commands; i++) {
    sample *s = &samples[i];
    double wall = median(s->wall, rounds), cpu = median(s->cpu, rounds);
    printf("%.4f\t%.4f\t%.1f\t%ld\t%d\t%s\n", wall, cpu, bytes / 1e6 / wall, s->rss, s->status,
           argv[3 + i]);
  }
  free(samples);
  return 0;
}
