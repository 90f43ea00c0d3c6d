/*
 * api.c -- the library through claimtree.h alone, as a program of somebody else would use it.
 *
 *   api verdict|segments|claims FILE
 *
 *   verdict    ct_reader_run() into a sink of findings: what `claimtree check` does
 *   segments   ct_reader_next(): every event pulled, every segment's elements counted
 *   claims     ct_reader_next_claim(): every segment of every claim's tree visited
 *
 * Prints what it counted; "segments" checks nothing of the guides, the others all.
 */
#include <claimtree.h>

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct totals {
  uint64_t items, segments, elements, findings;
} totals;

typedef struct findings {
  ct_sink sink;
  totals *t;
} findings;

static enum ct_status on_finding(ct_sink *sink, const ct_finding *f) {
  ((findings *)sink)->t->findings += f->severity == CT_ERROR;
  return CT_OK;
}

static enum ct_status verdict(ct_reader *r, totals *t) {
  findings f = {.sink = {.finding = on_finding}, .t = t};
  ct_sink *sink = &f.sink;
  enum ct_status status = ct_reader_run(r, &sink, 1);
  t->items = ct_reader_counts(r)->claims;
  t->segments = ct_reader_counts(r)->segments;
  return status == CT_OK ? CT_END : status;
}

static enum ct_status segments(ct_reader *r, totals *t) {
  const ct_event *event;
  enum ct_status status;
  while ((status = ct_reader_next(r, &event)) == CT_OK) {
    t->items++;
    if (!event->segment) continue;
    t->segments++;
    t->elements += ct_segment_count(event->segment);
  }
  return status;
}

static void visit(const ct_loop *loop, totals *t) {
  for (const ct_segment *s = ct_loop_segments(loop); s; s = ct_segment_sibling(s)) {
    t->segments++;
    t->elements += ct_segment_count(s);
  }
  for (const ct_loop *l = ct_loop_first(loop); l; l = ct_loop_sibling(l)) visit(l, t);
}

static enum ct_status claims(ct_reader *r, totals *t) {
  const ct_loop *claim;
  enum ct_status status;
  while ((status = ct_reader_next_claim(r, &claim)) == CT_OK) {
    t->items++;
    visit(claim, t);
  }
  return status;
}

typedef enum ct_status mode_fn(ct_reader *, totals *);
static const struct {
  const char *name;
  mode_fn *run;
} modes[] = {{"verdict", verdict}, {"segments", segments}, {"claims", claims}};

int main(int argc, char **argv) {
  mode_fn *run = NULL;
  for (size_t i = 0; argc == 3 && i < sizeof modes / sizeof *modes; i++)
    if (strcmp(argv[1], modes[i].name) == 0) run = modes[i].run;
  int fd = run ? open(argv[2], O_RDONLY) : -1;
  if (fd < 0) {
    fputs("usage: api verdict|segments|claims FILE\n", stderr);
    return 2;
  }
  ct_grammars *grammars;
  ct_error error;
  ct_options options = {.quiet = run == segments};
  if (ct_grammars_open(&grammars, &error) != CT_OK) return 2;
  ct_reader *r = ct_reader_new(grammars, &options);
  totals t = {0, 0, 0, 0};
  enum ct_status status = r ? ct_reader_set_fd(r, fd) : CT_NO_MEMORY;
  if (status == CT_OK) status = run(r, &t);
  printf("%" PRIu64 " items, %" PRIu64 " segments, %" PRIu64 " elements, %" PRIu64 " errors\n",
         t.items, t.segments, t.elements, t.findings);
  ct_reader_free(r);
  ct_grammars_close(grammars);
  close(fd);
  return status == CT_END && t.findings == 0 ? 0 : 1;
}
