/* check_parallel.c -- many inputs at once are told as one after the other. */
#include "support.h"

#include <claimtree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUTS = 24 };

static support_file inputs[INPUTS];

typedef struct teller { /* a sink that writes what it hears as text */
  ct_sink sink;
  char *text;
  size_t len, room;
} teller;

static void say(teller *t, const char *line) {
  size_t n = strlen(line);
  if (t->len + n + 1 > t->room) t->text = realloc(t->text, t->room = 2 * (t->len + n + 1));
  memcpy(t->text + t->len, line, n + 1);
  t->len += n;
}

static enum ct_status hear_finding(ct_sink *s, const ct_finding *f) {
  char message[512], line[1024];
  ct_finding_message(f, false, message, sizeof message);
  snprintf(line, sizeof line, "%s %.*s/%u %s|%.*s\n", f->info->id, (int)f->where.set.len,
           f->where.set.ptr, f->where.segment, message, (int)f->where.claim.len,
           f->where.claim.ptr);
  say((teller *)s, line);
  return CT_OK;
}

static enum ct_status hear_event(ct_sink *s, const ct_event *e) {
  char line[256];
  ct_slice first = e->segment ? ct_segment_element(e->segment, 1) : (ct_slice){"", 0};
  snprintf(line, sizeof line, "event %d %.*s %llu\n", (int)e->kind, (int)first.len, first.ptr,
           (unsigned long long)e->counts->errors);
  say((teller *)s, line);
  return CT_OK;
}

static bool open_input(void *ctx, size_t i, ct_reader *r) {
  (void)ctx;
  return i % 7 != 3 && ct_reader_set_memory(r, inputs[i].data, inputs[i].size) == CT_OK;
}
static void close_input(void *ctx, size_t i, ct_reader *r) { (void)ctx, (void)i, (void)r; }
static void begin_input(void *ctx, size_t i) {
  char line[64];
  snprintf(line, sizeof line, "begin %zu\n", i);
  say(ctx, line);
}
static enum ct_status end_input(void *ctx, size_t i, ct_reader *r, enum ct_status status) {
  char line[96];
  snprintf(line, sizeof line, "end %zu %d %d\n", i, r != NULL, (int)status);
  say(ctx, line);
  return CT_OK;
}

static teller told_by(const ct_grammars *g, unsigned threads) {
  teller t = {.sink = {.wants = CT_WANT_ENVELOPE}};
  t.sink.event = hear_event;
  t.sink.finding = hear_finding;
  t.text = calloc(1, t.room = 64);
  ct_many many = {INPUTS, &t, open_input, close_input, begin_input, end_input};
  ct_options options = {.snip = 7};
  ct_sink *sink = &t.sink;
  ck_assert_int_eq(ct_run_many(g, &options, threads, &many, &sink, 1), CT_OK);
  return t;
}

START_TEST(as_one_after_the_other) {
  static const char *const files[] = {"testdata/837i/pass/all-loops.837",
                                      "testdata/837i/fail/claim-charge-balance.837",
                                      "testdata/835/fail/remit-line-balance.835",
                                      "testdata/envelope/fail/truncated.837"};
  for (size_t i = 0; i < INPUTS; i++) inputs[i] = support_slurp(files[i % 4]);
  ct_grammars *g;
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&g, &error), CT_OK);
  teller one = told_by(g, 1);
  ck_assert(strstr(one.text, "claim-charge-balance") != NULL);
  ck_assert(strstr(one.text, "end 3 0 0") != NULL);
  for (unsigned threads = 2; threads <= 8; threads++) {
    teller many = told_by(g, threads);
    ck_assert_str_eq(one.text, many.text);
    free(many.text);
  }
  free(one.text);
  ct_grammars_close(g);
  for (size_t i = 0; i < INPUTS; i++) support_file_free(&inputs[i]);
}
END_TEST

static Suite *parallel_suite(void) {
  Suite *s = suite_create("parallel");
  TCase *t = tcase_create("order");
  tcase_add_test(t, as_one_after_the_other);
  suite_add_tcase(s, t);
  return s;
}

int main(void) { return support_run(parallel_suite()); }
