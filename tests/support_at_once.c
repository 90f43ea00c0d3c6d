/* support_at_once.c -- what a reader tells, all of it, as one text. */
#include "support_at_once.h"

#include "out/ack.h"
#include "out/report.h"
#include "reader.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- a sink that leaves nothing out ------------------------------------------------------ */

typedef struct dump {
  ct_sink sink;
  ct_buffer *out;
} dump;

static void put(ct_buffer *b, ct_slice s) {
  ct_buffer_printf(b, "[%.*s]", (int)s.len, s.ptr);
}

static void put_where(ct_buffer *b, const ct_location *w) {
  ct_buffer_printf(b, " @%" PRIu64 "/%" PRIu32 " %s %s %u-%u(%u) ", w->offset, w->segment, w->loop,
                   w->path, w->element, w->component, w->repetition);
  put(b, w->tag);
  put(b, w->interchange);
  put(b, w->group);
  put(b, w->set);
  put(b, w->claim);
}

static enum ct_status dump_event(ct_sink *s, const ct_event *e) {
  ct_buffer *b = ((dump *)s)->out;
  const ct_counts *c = e->counts;
  ct_buffer_printf(b, "event %d %s %s %" PRIu32 " %d", (int)e->kind, e->id, e->name, e->node,
                   e->displaced);
  put_where(b, &e->where);
  if (e->segment) put(b, ct_segment_text(e->segment));
  if (e->segment) put(b, ct_segment_lead(e->segment));
  ct_buffer_printf(b,
                   " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64
                   " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
                   c->bytes, c->segments, c->interchanges, c->groups, c->sets, c->claims, c->errors,
                   c->warnings, c->notes);
  return CT_OK;
}

static enum ct_status dump_finding(ct_sink *s, const ct_finding *f) {
  ct_buffer *b = ((dump *)s)->out;
  ct_buffer_printf(b, "finding %s %d %u %s", f->info->id, (int)f->severity, f->snip,
                   f->rule ? f->rule : "");
  put_where(b, &f->where);
  put(b, f->value);
  put(b, f->args[0]);
  put(b, f->args[1]);
  put(b, f->payer);
  put(b, f->segment_text);
  put(b, f->unit_value);
  put(b, f->line);
  put(b, f->trigger.tag);
  ct_buffer_printf(b, " %s %s %s %s %" PRIu32 " %" PRIu32 " %d %d\n", f->name, f->data_element,
                   f->composite, f->unit, f->value_at, f->trigger.segment, f->is_private,
                   f->in_private);
  return CT_OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

static ptrdiff_t into(void *buffer, const char *bytes, size_t size) {
  ct_buffer_add(buffer, bytes, size);
  return (ptrdiff_t)size;
}

static ct_report *make(ct_report *(*kind)(ct_buffer *, const ct_report_options *), ct_buffer *b) {
  const ct_report_options options = {.least = CT_NOTE, .explain_balance = true};
  ct_buffer_init(b, NULL, NULL);
  ct_report *r = kind(b, &options);
  ck_assert_ptr_nonnull(r);
  ct_report_begin(r, "file");
  return r;
}

at_once_told at_once_read(const ct_grammars *g, const char *data, size_t size, at_once_how how) {
  const ct_options options = {.threads = how.threads, .explain_balance = true, .now = 1780000000};
  const ct_ack_options answer = {.now = 1780000000, .ta1 = CT_ACK_TA1_ALWAYS};
  ct_buffer lines, text, ack, rest;
  ct_buffer_init(&ack, NULL, NULL);
  ct_buffer_init(&rest, NULL, NULL);
  ct_report *ndjson = make(ct_report_ndjson, &lines), *people = make(ct_report_text, &text);
  dump all = {.sink = {.wants = CT_WANT_ENVELOPE, .event = dump_event, .finding = dump_finding},
              .out = &rest};
  ct_sink *answers = ct_sink_ack(&answer, into, &ack);
  ct_sink *sinks[] = {&ndjson->sink, &people->sink, answers, &all.sink};
  ct_reader *r = ct_reader_new(g, &options);
  ck_assert_ptr_nonnull(r);
  r->stretch = how.stretch;
  r->longest_stretch = how.longest;
  support_chunks source = {.data = data, .size = size, .chunk = how.chunk};
  at_once_told told = {.text = NULL};
  ck_assert_int_eq(ct_reader_set_input(r, support_chunks_read, &source), CT_OK);
  told.status = ct_reader_run(r, sinks, 4);
  told.adopted = r->adopted;
  ct_buffer_printf(&rest, "status %d %s\n", (int)told.status, ct_reader_error(r));
  ct_report_end(ndjson, told.status == CT_OK);
  ct_report_end(people, told.status == CT_OK);
  (void)answers->finish(answers);
  told.len = lines.len + text.len + ack.len + rest.len;
  told.text = malloc(told.len + 1);
  if (!told.text) abort();
  const ct_buffer *part[] = {&lines, &text, &ack, &rest};
  size_t n = 0;
  for (int i = 0; i < 4; n += part[i++]->len)
    if (part[i]->len) memcpy(told.text + n, part[i]->data, part[i]->len);
  told.text[n] = '\0';
  ct_reader_free(r);
  answers->free(answers);
  ct_report_free(ndjson);
  ct_report_free(people);
  ct_buffer_free(&lines);
  ct_buffer_free(&text);
  ct_buffer_free(&ack);
  ct_buffer_free(&rest);
  return told;
}

/* The lines from the first that differs. */
static void show(const char *what, at_once_how how, const at_once_told *one,
                 const at_once_told *many) {
  size_t i = 0;
  while (i < one->len && i < many->len && one->text[i] == many->text[i]) i++;
  while (i > 0 && one->text[i - 1] != '\n') i--;
  ck_abort_msg("%s: %u threads, stretches of %u to %u bytes, %zu at a time:\n%.600s\ninstead of\n"
               "%.600s",
               what, how.threads, how.stretch, how.longest, how.chunk, many->text + i,
               one->text + i);
}

static uint64_t compare(const ct_grammars *g, const char *what, const char *data, size_t size,
                        at_once_how how, const at_once_told *one) {
  at_once_told many = at_once_read(g, data, size, how);
  if (one->len != many.len || memcmp(one->text, many.text, one->len) != 0)
    show(what, how, one, &many);
  free(many.text);
  return many.adopted;
}

uint64_t at_once_expect(const ct_grammars *g, const char *what, const char *data, size_t size,
                        at_once_how how) {
  at_once_told one = at_once_read(g, data, size, (at_once_how){.threads = 1});
  uint64_t adopted = compare(g, what, data, size, how, &one);
  free(one.text);
  return adopted;
}

uint64_t at_once_expect_same(const ct_grammars *g, const char *what, const char *data,
                             size_t size) {
  static const at_once_how hows[] = {
      {2, 1, 1 << 20, 0},       {3, 4000, 1 << 20, 0},       {8, 1, 1500, 0},
      {2, 20000, 1 << 20, 777}, {3, 1, 1 << 20, 100 * 1024}, {2, 0, 0, 0}};
  at_once_told one = at_once_read(g, data, size, (at_once_how){.threads = 1});
  ck_assert_uint_eq(one.adopted, 0);
  uint64_t adopted = 0;
  for (size_t i = 0; i < sizeof hows / sizeof *hows; i++)
    adopted += compare(g, what, data, size, hows[i], &one);
  free(one.text);
  return adopted;
}
