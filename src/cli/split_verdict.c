/*
 * split_verdict.c -- every claim to one of two files, by the errors that check finds in it or
 * above it.  Control numbers stay, counts and hierarchy are written anew.
 */
#include "cli/split_verdict.h"

#include "out/rewrite.h"

#include <errno.h>
#include <inttypes.h>
#include <time.h>

typedef struct side {
  const char *path;
  ct_output *file;
  ct_buffer out;
  ct_spool spool;
  ct_rewrite rewrite;
} side;

typedef struct verdict {
  ct_cli *cli;
  const char *file;
  ct_reader *reader;
  ct_gather *gather;
  side clean, rejected;
} verdict;

/* ---- the two files ------------------------------------------------------------------ */

static bool open_side(verdict *v, side *s, const char *path) {
  s->path = path;
  ct_spool_init(&s->spool);
  ct_rewrite_init(&s->rewrite, &s->spool);
  enum ct_status status = ct_output_open(&s->file, path);
  if (status == CT_OK) {
    ct_buffer_init(&s->out, ct_output_write, s->file);
    return true;
  }
  s->file = NULL;
  ct_cli_trouble(v->cli, "%s: %s", path,
                 status == CT_IO ? strerror(errno) : ct_status_name(status));
  return false;
}

static void close_side(verdict *v, side *s, bool keep) {
  if (s->file) {
    errno = 0;
    enum ct_status status = keep ? ct_buffer_flush(&s->out) : CT_MISUSE;
    if (status == CT_OK)
      status = ct_output_commit(s->file);
    else
      ct_output_discard(s->file);
    if (keep && status != CT_OK)
      ct_cli_trouble(v->cli, "%s: %s", s->path,
                     status == CT_IO ? strerror(errno) : ct_status_name(status));
    ct_buffer_free(&s->out);
  }
  ct_rewrite_free(&s->rewrite);
  ct_spool_free(&s->spool);
}

static enum ct_status finish_side(side *s) {
  enum ct_status status = ct_rewrite_finish(&s->rewrite, &s->out, 0);
  ct_spool_clear(&s->spool);
  return status;
}

/* ---- what is read --------------------------------------------------------------------- */

static void refuse(verdict *v, uint64_t offset, const char *words) {
  ct_cli_warn(v->cli, "%s: at byte %" PRIu64 ": %s", v->file, offset, words);
  ct_cli_reject(v->cli);
}

static enum ct_status on_claim(void *ctx, const ct_gathered *c) {
  verdict *v = ctx;
  side *s = c->bad ? &v->rejected : &v->clean;
  ct_rewrite_claim(&s->rewrite, c);
  return s->spool.status;
}

/* What stands behind the claims goes with the last one; a set without claims goes whole. */
static enum ct_status on_set_end(void *ctx, const ct_gathered *g, ct_slice tail, uint32_t segments,
                                 uint64_t claims) {
  verdict *v = ctx;
  uint64_t set = g->envelope->set;
  if (claims == 0) {
    side *s = g->bad ? &v->rejected : &v->clean;
    ct_rewrite_set_end(&s->rewrite, g, tail, segments, 0);
    return s->spool.status;
  }
  bool in_clean = v->clean.rewrite.set == set;
  side *first = in_clean ? &v->clean : &v->rejected;
  ct_rewrite_set_end(&first->rewrite, g, tail, segments, claims);
  if (first == &v->clean) /* the other one, without what went there */
    ct_rewrite_set_end(&v->rejected.rewrite, g, ct_slice_empty(), 0, claims);
  return first->spool.status;
}

static enum ct_status on_interchange_end(void *ctx) {
  verdict *v = ctx;
  enum ct_status status = finish_side(&v->clean);
  enum ct_status other = finish_side(&v->rejected);
  return status == CT_OK ? other : status;
}

static void on_left_out(void *ctx, uint64_t offset) {
  refuse(ctx, offset, "a segment outside of transaction sets is left out");
}

static void on_finding(void *ctx, const ct_finding *f) {
  static const char *const told[] = {"not-x12", "truncated", "limit-exceeded"};
  verdict *v = ctx;
  char message[512];
  for (size_t i = 0; i < 3; i++) {
    if (f->severity != CT_ERROR || strcmp(f->info->id, told[i]) != 0) continue;
    ct_finding_message(f, true, message, sizeof message);
    refuse(v, f->where.offset, message);
  }
}

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  verdict *v = ctx;
  ct_sink *sink = ct_gather_sink(v->gather);
  v->file = strcmp(file->name, "-") == 0 ? "standard input" : file->name;
  return ct_cli_read_file(cli, v->reader, file, &sink, 1);
}

/* ---- the run ---------------------------------------------------------------------------- */

int ct_split_verdict(ct_cli *cli, const char *clean, const char *rejected) {
  verdict v = {.cli = cli};
  ct_gather_user user = {&v, on_claim, on_set_end, on_interchange_end, on_left_out};
  const ct_grammars *grammars = ct_cli_grammars(cli);
  if (!grammars) return cli->status;
  ct_options options = {.now = (int64_t)time(NULL), .simd = cli->simd};
  v.reader = ct_reader_new(grammars, &options);
  v.gather = ct_gather_new(&user);
  if (!v.reader || !v.gather) ct_cli_trouble(cli, "out of memory");
  if (cli->status < 2 && open_side(&v, &v.clean, clean)) {
    if (open_side(&v, &v.rejected, rejected)) {
      ct_reader_on_finding(v.reader, on_finding, &v);
      ct_cli_each_file(cli, one_file, &v);
    }
    bool keep = cli->status < 2;
    close_side(&v, &v.rejected, keep);
    close_side(&v, &v.clean, keep);
  }
  ct_gather_free(v.gather);
  ct_reader_free(v.reader);
  return ct_cli_close(cli);
}
