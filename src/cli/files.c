/*
 * files.c -- the files named on the command line, one after the other.
 *
 * Knows opening, directories, and the line that tells how far a long run is.  Does not know
 * what is in a file.
 */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SHOW_AFTER = 1000, SHOW_EVERY = 200 }; /* milliseconds */

/* ---- opening ------------------------------------------------------------------- */

bool ct_cli_open_file(ct_cli *cli, const char *name, ct_cli_file *file) {
  bool standard = strcmp(name, "-") == 0;
  *file = (ct_cli_file){.name = name, .fd = standard ? STDIN_FILENO : -1};
  if (!standard) {
    do file->fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    while (file->fd < 0 && errno == EINTR);
  }
  struct stat st;
  if (file->fd < 0 || fstat(file->fd, &st) != 0) {
    ct_cli_trouble(cli, "%s: %s", standard ? "standard input" : name, strerror(errno));
    ct_cli_close_file(file);
    return false;
  }
  if (S_ISDIR(st.st_mode)) {
    ct_cli_trouble(cli, "%s: is a directory; name the files in it, such as '%s%s*'", name, name,
                   name[strlen(name) - 1] == '/' ? "" : "/");
    ct_cli_close_file(file);
    return false;
  }
  if (S_ISREG(st.st_mode) && st.st_size > 0) file->size = (uint64_t)st.st_size;
  return true;
}

void ct_cli_close_file(ct_cli_file *file) {
  if (file->fd > STDERR_FILENO) close(file->fd);
  file->fd = -1;
}

void ct_cli_each_of(ct_cli *cli, size_t first, size_t count, ct_cli_file_fn *fn, void *ctx) {
  bool go_on = true;
  for (size_t i = first; go_on && i - first < count && i < cli->file_count; i++) {
    ct_cli_file file;
    if (!ct_cli_open_file(cli, cli->files[i], &file)) continue;
    file.index = i;
    go_on = fn(ctx, cli, &file);
    ct_cli_close_file(&file);
    if (cli->file && ct_cli_on_terminal(cli)) ct_buffer_flush(&cli->buffer);
  }
}

void ct_cli_each_file(ct_cli *cli, ct_cli_file_fn *fn, void *ctx) {
  ct_cli_each_of(cli, 0, cli->file_count, fn, ctx);
}

/* ---- progress --------------------------------------------------------------------- */

static int64_t milliseconds(void) {
  struct timespec t;
  return clock_gettime(CLOCK_MONOTONIC, &t) == 0 ? (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000
                                                 : 0;
}

void ct_cli_progress_begin(ct_cli *cli, const ct_cli_file *file, ct_cli_progress *p) {
  *p = (ct_cli_progress){.fd = file->fd, .size = file->size, .name = file->name};
  /* Not between the lines of a report on the same terminal. */
  p->wanted = !cli->no_progress && isatty(STDERR_FILENO) == 1 && !ct_cli_on_terminal(cli);
  if (p->wanted) {
    p->start = milliseconds();
    p->next = p->start + SHOW_AFTER;
  }
}

static void show(ct_cli_progress *p, int64_t now) {
  char line[160];
  double mb = (double)p->done / 1e6, seconds = (double)(now - p->start) / 1000;
  double speed = seconds > 0 ? mb / seconds : 0;
  int n = snprintf(line, sizeof line, "%.30s: %.1f MB", p->name, mb);
  if (p->size >= p->done && p->size > 0 && n > 0) {
    double left = speed > 0 ? ((double)p->size / 1e6 - mb) / speed : 0;
    n += snprintf(line + n, sizeof line - (size_t)n, ", %d %%, %.0f MB/s, %d:%02d left",
                  (int)(100.0 * (double)p->done / (double)p->size), speed, (int)left / 60,
                  (int)left % 60);
  } else if (n > 0) {
    n += snprintf(line + n, sizeof line - (size_t)n, ", %.0f MB/s", speed);
  }
  fprintf(stderr, "\r%s\033[K", line);
  fflush(stderr);
  p->shown = true;
}

ptrdiff_t ct_cli_progress_read(void *progress, char *buf, size_t size) {
  ct_cli_progress *p = progress;
  ssize_t n;
  do n = read(p->fd, buf, size);
  while (n < 0 && errno == EINTR);
  if (n > 0) p->done += (uint64_t)n;
  if (p->wanted) {
    int64_t now = milliseconds();
    if (now >= p->next) {
      show(p, now);
      p->next = now + SHOW_EVERY;
    }
  }
  return n;
}

void ct_cli_progress_end(ct_cli_progress *p) {
  if (p->shown) fputs("\r\033[K", stderr);
  p->shown = false;
}
