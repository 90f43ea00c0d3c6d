/*
 * reader.c -- the public calls of the conductor.  It makes, feeds and frees a reader; the
 * reading itself is in reader_step.c and its fellows.
 */
#include "reader.h"

#include "base/mem.h"

#include <errno.h>
#include <stdio.h>

enum {
  DEFAULT_READ = 256 * 1024,
  DEFAULT_SEGMENT = 64 * 1024,
  DEFAULT_CLAIM = 64 * 1024 * 1024,
  SEEN_LIMIT = 1 << 20 /* control numbers remembered in a scope; past it duplicates go untold */
};

static void fill_defaults(ct_options *o) {
  if (o->snip == 0 || o->snip > 7) o->snip = 7;
  if (o->max_segment == 0) o->max_segment = DEFAULT_SEGMENT;
  if (o->max_claim == 0) o->max_claim = DEFAULT_CLAIM;
  if (o->read_size == 0) o->read_size = DEFAULT_READ;
}

static bool make_checks(ct_reader *r) {
  if (r->options.quiet || r->options.shallow || r->options.snip < 3) return true;
  ct_checks_options c = {.snip = r->options.snip, .explain = r->options.explain_balance};
  c.now = r->options.now;
  c.production = r->options.production;
  c.fault = ct_reader_report;
  c.balance = ct_reader_balance;
  c.ctx = r;
  r->checks = ct_checks_new(&c);
  return r->checks != NULL;
}

ct_reader *ct_reader_new(const ct_grammars *grammars, const ct_options *options) {
  ct_reader *r = ct_mem_zalloc(1, sizeof *r);
  if (!r) return NULL;
  if (options) r->options = *options;
  fill_defaults(&r->options);
  r->grammars = grammars;
  enum ct_simd simd;
  ct_key_set_init(&r->seen_interchanges, SEEN_LIMIT);
  ct_key_set_init(&r->seen_groups, SEEN_LIMIT);
  ct_key_set_init(&r->seen_sets, SEEN_LIMIT);
  ct_tree_init(&r->tree, r->options.max_claim);
  r->elements.report = ct_reader_report;
  r->elements.ctx = r;
  if (!grammars || !ct_simd_by_name(r->options.simd, &simd)) {
    ct_reader_free(r);
    errno = EINVAL;
    return NULL;
  }
  r->elements.snip = r->options.snip;
  r->tokenizer = ct_tokenizer_new(r->options.read_size, r->options.max_segment, simd);
  if (!r->tokenizer || !make_checks(r)) {
    ct_reader_free(r);
    return NULL;
  }
  r->status = CT_MISUSE; /* until there is an input */
  snprintf(r->error, sizeof r->error, "the reader has no input");
  return r;
}

void ct_reader_free(ct_reader *r) {
  if (!r) return;
  ct_input_close(r->input);
  ct_tokenizer_free(r->tokenizer);
  ct_key_set_free(&r->seen_interchanges);
  ct_key_set_free(&r->seen_groups);
  ct_key_set_free(&r->seen_sets);
  ct_tree_free(&r->tree);
  ct_checks_free(r->checks);
  for (unsigned i = 0; i < CT_PROGRAMS; i++) ct_program_free(&r->programs[i]);
  ct_mem_free(r);
}

void ct_reader_on_finding(ct_reader *r, ct_finding_fn *fn, void *ctx) {
  r->on_finding = fn;
  r->finding_ctx = ctx;
}

/* ---- input -------------------------------------------------------------------------------- */

static enum ct_status begin_input(ct_reader *r, enum ct_status opened) {
  r->status = CT_OK;
  r->error[0] = 0;
  if (opened != CT_OK) {
    ct_reader_fail(r, opened, opened == CT_NO_MEMORY ? "out of memory" : "the input cannot be read");
    return opened;
  }
  ct_tree_leave(&r->tree);
  ct_tokenizer_reset(r->tokenizer, r->input);
  r->pull = CT_PULL_NONE;
  r->queue_head = r->queue_tail = 0;
  r->interchange.open = r->group.open = r->set.open = false;
  ct_key_set_clear(&r->seen_interchanges);
  ct_key_set_clear(&r->seen_groups);
  ct_key_set_clear(&r->seen_sets);
  r->told = (ct_framing){0};
  r->text_told = r->outside_stray = r->ended = r->paused = r->in_claim = r->unit_open = false;
  r->first_text = 0;
  r->head_len = 0;
  r->stray.count = 0;
  r->grammar = r->report_grammar = NULL;
  r->now = NULL;
  r->counts = (ct_counts){0};
  r->adopted = 0;
  memset(r->told_at, 0, sizeof r->told_at);
  memcpy(r->file_name, r->name, sizeof r->file_name);
  r->name[0] = 0;
  if (r->checks) ct_checks_file_begin(r->checks, ct_slice_text(r->file_name));
  return CT_OK;
}

void ct_reader_set_name(ct_reader *r, const char *name) {
  const char *slash = strrchr(name, '/');
  (void)snprintf(r->name, sizeof r->name, "%s", slash ? slash + 1 : name);
}

enum ct_status ct_reader_set_input(ct_reader *r, ct_read_fn *read, void *ctx) {
  ct_input_close(r->input);
  r->input = NULL;
  return begin_input(r, ct_input_open_fn(&r->input, read, ctx));
}

enum ct_status ct_reader_set_fd(ct_reader *r, int fd) {
  ct_input_close(r->input);
  r->input = NULL;
  return begin_input(r, ct_input_open_fd(&r->input, fd));
}

enum ct_status ct_reader_set_memory(ct_reader *r, const void *bytes, size_t size) {
  ct_input_close(r->input);
  r->input = NULL;
  return begin_input(r, ct_input_open_memory(&r->input, bytes, size));
}

/* ---- reading --------------------------------------------------------------------------------- */

static enum ct_status misuse(ct_reader *r, const char *what) {
  r->status = CT_MISUSE;
  snprintf(r->error, sizeof r->error, "%s", what);
  return CT_MISUSE;
}

enum ct_status ct_reader_next(ct_reader *r, const ct_event **event) {
  *event = NULL;
  if (r->status != CT_OK && r->status != CT_END) return r->status;
  if (r->pull == CT_PULL_CLAIMS) return misuse(r, "claims are being read from this input");
  if (r->pull == CT_PULL_NONE) {
    r->pull = CT_PULL_EVENTS;
    r->wants = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS;
  }
  while (r->queue_head == r->queue_tail) {
    enum ct_status status = ct_reader_step(r);
    if (status != CT_OK) return status;
  }
  r->event = r->queue[r->queue_head++ % CT_QUEUE];
  *event = &r->event;
  return CT_OK;
}

enum ct_status ct_reader_next_claim(ct_reader *r, const ct_loop **claim) {
  *claim = NULL;
  if (r->status != CT_OK && r->status != CT_END) return r->status;
  if (r->pull == CT_PULL_EVENTS) return misuse(r, "events are being read from this input");
  if (r->options.shallow) return misuse(r, "a shallow reader builds no claims");
  r->pull = CT_PULL_CLAIMS;
  r->wants = 0;
  do {
    enum ct_status status = ct_reader_step(r);
    if (status != CT_OK) return status;
  } while (!r->paused);
  *claim = r->tree.unit;
  return CT_OK;
}

enum ct_status ct_reader_run(ct_reader *r, ct_sink *const *sinks, size_t count) {
  if (r->status != CT_OK) return r->status;
  r->sinks = sinks;
  r->sink_count = count;
  r->wants = 0;
  for (size_t i = 0; i < count; i++) r->wants |= sinks[i]->wants;
  r->runs = r->options.shallow;
  for (size_t i = 0; i < count; i++)
    if ((sinks[i]->wants & CT_WANT_SEGMENTS) && !(sinks[i]->wants & CT_WANT_RUNS)) r->runs = false;
  if (!(r->wants & CT_WANT_RUNS)) r->runs = false;
  enum ct_status status;
  if (r->options.threads > 1 && ct_reader_can_share(r)) {
    status = ct_reader_run_at_once(r);
  } else {
    do {
      status = ct_reader_step(r);
    } while (status == CT_OK);
  }
  r->sinks = NULL;
  r->sink_count = 0;
  r->runs = false;
  return status == CT_END ? CT_OK : status;
}

const char *ct_reader_error(const ct_reader *r) { return r->error; }
const ct_counts *ct_reader_counts(const ct_reader *r) { return &r->counts; }
uint64_t ct_reader_raw_bytes(const ct_reader *r) {
  return r->input ? ct_input_raw_bytes(r->input) : 0;
}
