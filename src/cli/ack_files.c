/*
 * ack_files.c -- where the acknowledgments of check go: DIR/NAME.999, DIR/NAME.2.999 ...
 *
 * Knows names, files, and that control numbers go on from file to file.  What is written is
 * src/out/ack.c's.
 */
#include "cli/ack_files.h"

#include "base/mem.h"
#include "base/set.h"
#include "out/ack.h"

#include <errno.h>
#include <sys/stat.h>

enum { MOST_NAMES = 1 << 24 };

struct ct_ack_files {
  ct_sink sink; /* first: hands on to `writer` while there is a file */
  ct_cli *cli;
  const char *folder;
  ct_ack_options options;
  ct_sink *writer;  /* NULL after trouble */
  ct_key_set taken; /* names given in this run */
  ct_output *file;  /* NULL between files */
  char *path;
  int error; /* errno of a failed write; 0 none */
};

static ptrdiff_t write_file(void *ctx, const char *bytes, size_t size) {
  ct_ack_files *a = ctx;
  ptrdiff_t n = ct_output_write(a->file, bytes, size);
  if (n < 0) a->error = errno;
  return n;
}

static bool make_writer(ct_ack_files *a) {
  a->writer = ct_sink_ack(&a->options, write_file, a);
  if (!a->writer) ct_cli_trouble(a->cli, "out of memory");
  return a->writer != NULL;
}

/* Trouble with an acknowledgment does not stop the report: it is told at the file's end. */
static enum ct_status on_event(ct_sink *s, const ct_event *e) {
  ct_ack_files *a = (ct_ack_files *)s;
  if (a->file) a->writer->event(a->writer, e);
  return CT_OK;
}

static enum ct_status on_finding(ct_sink *s, const ct_finding *f) {
  ct_ack_files *a = (ct_ack_files *)s;
  if (a->file) a->writer->finding(a->writer, f);
  return CT_OK;
}

ct_ack_files *ct_ack_files_open(ct_cli *cli, const char *folder, int64_t now) {
  if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
    ct_cli_trouble(cli, "%s: %s", folder, strerror(errno));
    return NULL;
  }
  struct stat st;
  if (stat(folder, &st) != 0 || !S_ISDIR(st.st_mode)) {
    ct_cli_trouble(cli, "%s: --ack takes a directory", folder);
    return NULL;
  }
  ct_ack_files *a = ct_mem_zalloc(1, sizeof *a);
  if (!a) {
    ct_cli_trouble(cli, "out of memory");
    return NULL;
  }
  a->cli = cli;
  a->folder = folder;
  a->options = (ct_ack_options){.now = now, .control = cli->control};
  ct_key_set_init(&a->taken, MOST_NAMES);
  if (make_writer(a)) {
    a->sink = (ct_sink){.wants = a->writer->wants, .event = on_event, .finding = on_finding};
    return a;
  }
  ct_ack_files_close(a);
  return NULL;
}

static void forget_file(ct_ack_files *a) {
  ct_output_discard(a->file);
  a->file = NULL;
  ct_mem_free(a->path);
  a->path = NULL;
}

void ct_ack_files_close(ct_ack_files *a) {
  if (!a) return;
  forget_file(a);
  if (a->writer) a->writer->free(a->writer);
  ct_key_set_free(&a->taken);
  ct_mem_free(a);
}

/* ---- names ------------------------------------------------------------------------ */

static ct_slice base_name(const char *name) {
  if (strcmp(name, "-") == 0) return ct_slice_text("stdin");
  const char *slash = strrchr(name, '/');
  return ct_slice_text(slash ? slash + 1 : name);
}

/* "FOLDER/NAME.999", or with ".2", ".3" where an earlier file of this run took that. */
static char *free_path(ct_ack_files *a, const char *name) {
  ct_slice base = base_name(name);
  size_t room = strlen(a->folder) + base.len + 32;
  char *path = ct_mem_alloc(room, 1);
  bool taken = true;
  for (unsigned n = 1; path && taken; n++) {
    char number[16] = "";
    if (n > 1) snprintf(number, sizeof number, ".%u", n);
    snprintf(path, room, "%s/%.*s%s.999", a->folder, (int)base.len, base.ptr, number);
    if (ct_key_set_insert(&a->taken, ct_slice_text(path), &taken) != CT_OK) {
      ct_mem_free(path);
      path = NULL;
    }
  }
  return path;
}

/* ---- files ------------------------------------------------------------------------- */

void ct_ack_files_begin(ct_ack_files *a, const char *name) {
  a->error = 0;
  a->path = free_path(a, name);
  if (!a->path) {
    ct_cli_trouble(a->cli, "out of memory");
    return;
  }
  if (!a->writer && !make_writer(a)) {
    forget_file(a);
    return;
  }
  enum ct_status status = ct_output_open(&a->file, a->path);
  if (status == CT_OK) return;
  ct_cli_trouble(a->cli, "%s: %s", a->path,
                 status == CT_IO ? strerror(errno) : ct_status_name(status));
  a->file = NULL;
  forget_file(a);
}

ct_sink *ct_ack_files_sink(ct_ack_files *a) {
  return &a->sink;
}

/* An acknowledgment that was cut short leaves the writer in the middle of one: a new one goes on.
 */
static void renew(ct_ack_files *a) {
  a->options.control = ct_sink_ack_control(a->writer);
  a->writer->free(a->writer);
  a->writer = NULL;
}

void ct_ack_files_end(ct_ack_files *a, bool whole) {
  if (!a->file) return;
  enum ct_status status = whole ? a->writer->finish(a->writer) : CT_OK;
  int error = a->error;
  if (whole && status == CT_OK) {
    status = ct_output_commit(a->file);
    error = errno;
    a->file = NULL;
  }
  if (status != CT_OK)
    ct_cli_trouble(a->cli, "%s: %s", a->path,
                   status == CT_IO ? strerror(error) : ct_status_name(status));
  if (!whole || status != CT_OK) renew(a);
  forget_file(a);
}
