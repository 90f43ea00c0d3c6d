/*
 * check_format.c -- format and the segments that come many at a time: the same bytes as segment
 * by segment, whatever the delimiters, the framing and the sizes of reads; a copy is a copy.
 */
#include "out/format.h"
#include "support_made.h"
#include "support_x12.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 1500 };

static ct_grammars *grammars;

static void set_up(void) {
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
}

static void tear_down(void) {
  ct_grammars_close(grammars);
}

/* A sink that wants each segment by itself keeps the reader from giving many at a time. */
static enum ct_status see(ct_sink *sink, const ct_event *e) {
  (void)sink;
  ck_assert_int_ne(e->kind, CT_EV_RUN);
  return CT_OK;
}

static ct_slice whole(const ct_buffer *b) {
  return ct_slice_make(b->len ? b->data : "", b->len);
}

static void format(ct_slice x12, ct_format_options o, bool one_by_one, size_t chunk,
                   uint32_t read_size, ct_buffer *out) {
  ct_options options = {.quiet = true, .shallow = true, .read_size = read_size};
  options.max_segment = 1 << 20;
  ct_reader *reader = ct_reader_new(grammars, &options);
  ck_assert_ptr_nonnull(reader);
  support_chunks source = {x12.ptr, x12.len, chunk, 0, 0};
  ck_assert_int_eq(ct_reader_set_input(reader, support_chunks_read, &source), CT_OK);
  ct_buffer_init(out, NULL, NULL);
  ct_format *f = ct_format_new(out, &o);
  ck_assert_ptr_nonnull(f);
  ct_sink watch = {.wants = CT_WANT_SEGMENTS, .event = see};
  ct_sink *sinks[2] = {ct_format_sink(f), &watch};
  ck_assert_int_eq(ct_reader_run(reader, sinks, one_by_one ? 2 : 1), CT_OK);
  ck_assert_int_eq(out->status, CT_OK);
  ct_format_free(f);
  ct_reader_free(reader);
}

static void show(const char *what, ct_slice s) {
  fprintf(stderr, "--- %s\n%.*s\n", what, (int)s.len, s.ptr);
}

static void expect_alike(ct_slice x12, size_t chunk, uint32_t read_size) {
  static const ct_format_options ways[] = {{.layout = CT_LAYOUT_AS_SENT},
                                           {.layout = CT_LAYOUT_WRAP},
                                           {.layout = CT_LAYOUT_UNWRAP},
                                           {.layout = CT_LAYOUT_AS_SENT, .recount = true}};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    ct_buffer many, single;
    format(x12, ways[i], false, chunk, read_size, &many);
    format(x12, ways[i], true, 0, 0, &single);
    bool same = ct_slice_same(whole(&many), whole(&single));
    bool copied = i > 0 || ct_slice_same(whole(&many), x12);
    if (!same || !copied) {
      show("sent", x12);
      show("many at a time", whole(&many));
      show("one by one", whole(&single));
    }
    ck_assert(same);
    ck_assert(copied);
    ct_buffer_free(&many);
    ct_buffer_free(&single);
  }
}

START_TEST(many_at_a_time_is_as_one_by_one) {
  for (uint64_t i = 0; i < ROUNDS; i++) {
    ct_buffer made;
    support_made_file(&made, 500000 + i);
    expect_alike(whole(&made), i % 4 ? 0 : 1 + i % 89, i % 3 ? 0 : 64 + (uint32_t)(i % 500));
    ct_buffer_free(&made);
  }
}
END_TEST

START_TEST(fixtures_too) {
  static const char *const patterns[] = {"testdata/*/pass/*.8*", "testdata/*/fail/*.8*",
                                         "testdata/variants/*"};
  size_t seen = 0;
  for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
    glob_t found;
    if (glob(patterns[k], 0, NULL, &found) != 0) continue;
    for (size_t i = 0; i < found.gl_pathc; i++) {
      const char *dot = strrchr(found.gl_pathv[i], '.');
      if (dot && (strcmp(dot, ".gz") == 0 || strcmp(dot, ".zst") == 0)) continue;
      support_file f = support_slurp(found.gl_pathv[i]);
      expect_alike(ct_slice_make(f.data, f.size), 0, i % 2 ? 0 : 300);
      support_file_free(&f);
      seen++;
    }
    globfree(&found);
  }
  ck_assert_uint_gt(seen, 100);
}
END_TEST

/* ---- what a run is ------------------------------------------------------------------- */

typedef struct runs {
  ct_sink sink; /* first */
  uint32_t segments, single, longest;
  uint64_t offset;
} runs;

static enum ct_status count_runs(ct_sink *sink, const ct_event *e) {
  runs *r = (runs *)sink;
  if (e->kind == CT_EV_SEGMENT) r->single++;
  if (e->kind != CT_EV_RUN) return CT_OK;
  r->segments += e->run;
  if (e->run > r->longest) {
    r->longest = e->run;
    r->offset = e->where.offset;
    ck_assert(ct_slice_is(e->where.set, "0001"));
  }
  return CT_OK;
}

START_TEST(segments_of_a_set_come_many_at_a_time) {
  char text[20000];
  int n = snprintf(text, sizeof text,
                   X12_ISA "\nGS*HC*S*R*20260101*1200*1*X*005010X223A2~\nST*837*0001~\n");
  int first = n;
  for (int i = 0; i < 300; i++)
    n += snprintf(text + n, sizeof text - (size_t)n, "REF*%d*a:b~\n", i);
  n += snprintf(text + n, sizeof text - (size_t)n, "SE*302*0001~\nGE*1*1~\nIEA*1*000000001~\n");
  ct_options options = {.quiet = true, .shallow = true};
  ct_reader *reader = ct_reader_new(grammars, &options);
  runs r = {.sink = {.wants = CT_WANT_SEGMENTS | CT_WANT_RUNS, .event = count_runs}};
  ct_sink *sink = &r.sink;
  ck_assert_int_eq(ct_reader_set_memory(reader, text, (size_t)n), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, &sink, 1), CT_OK);
  ck_assert_uint_eq(r.segments + r.single, 300);
  ck_assert_uint_ge(r.longest, 298); /* the first teaches its tag */
  ck_assert_uint_ge(r.offset, (uint64_t)first);
  ck_assert(memcmp(text + r.offset, "REF*", 4) == 0);
  ck_assert_uint_eq(ct_reader_counts(reader)->segments, 306);
  ct_reader_free(reader);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("format");
  TCase *tests = tcase_create("format");
  suite_add_tcase(suite, tests);
  tcase_set_timeout(tests, 240);
  tcase_add_checked_fixture(tests, set_up, tear_down);
  tcase_add_test(tests, many_at_a_time_is_as_one_by_one);
  tcase_add_test(tests, fixtures_too);
  tcase_add_test(tests, segments_of_a_set_come_many_at_a_time);
  return support_run(suite);
}
