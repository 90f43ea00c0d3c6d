/*
 * check_at_once.c -- the sets of one input, read by several threads, are told as one thread
 * tells them: files of every kind, and files of many sets with anything wrong in them.
 */
#include "support_at_once.h"
#include "support_edit.h"
#include "support_variants.h"
#include "support_x12.h"

#include "base/mem.h"
#include "reader.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ct_grammars *open_guides(const char *partner) {
  ct_grammars *g;
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&g, &error), CT_OK);
  if (partner) ck_assert_int_eq(ct_grammars_add_partner(g, partner, &error), CT_OK);
  return g;
}

/* ---- files as they are --------------------------------------------------------------------- */

static const char *const bases[] = {
    "testdata/837i/pass/all-loops.837", "testdata/cob/jobaid-2-inpatient-two-payers.837",
    "testdata/837i/fail/claim-charge-balance.837", "testdata/remit/medicare.835",
    "testdata/835/fail/remit-line-balance.835"};
enum { BASES = sizeof bases / sizeof *bases };

static void expect_each(const ct_grammars *g, const char *pattern) {
  glob_t files;
  ck_assert_int_eq(glob(pattern, 0, NULL, &files), 0);
  for (size_t i = 0; i < files.gl_pathc; i++) {
    support_file f = support_slurp(files.gl_pathv[i]);
    (void)at_once_expect_same(g, files.gl_pathv[i], f.data, f.size);
    support_file_free(&f);
  }
  globfree(&files);
}

START_TEST(every_file) {
  static const char *const patterns[] = {"testdata/837i/pass/*",     "testdata/837i/fail/*",
                                         "testdata/835/pass/*",      "testdata/835/fail/*",
                                         "testdata/999/*/*",         "testdata/envelope/pass/*",
                                         "testdata/envelope/fail/*", "testdata/ta1/*/*",
                                         "testdata/remit/*",         "testdata/cob/*"};
  ct_grammars *g = open_guides(NULL);
  expect_each(g, patterns[_i]);
  ct_grammars_close(g);
}
END_TEST

/* All of them, one behind the other: many interchanges. */
START_TEST(files_behind_each_other) {
  glob_t files;
  ct_grammars *g = open_guides("masshealth");
  ck_assert_int_eq(glob("testdata/*/pass/*", 0, NULL, &files), 0);
  support_file all = {NULL, 0};
  for (size_t i = 0; i < files.gl_pathc; i++) {
    support_file f = support_slurp(files.gl_pathv[i]);
    all.data = realloc(all.data, all.size + f.size + 1);
    if (!all.data) abort();
    memcpy(all.data + all.size, f.data, f.size);
    all.size += f.size;
    support_file_free(&f);
  }
  globfree(&files);
  ck_assert_uint_gt(at_once_expect_same(g, "all", all.data, all.size), 100);
  support_file_free(&all);
  ct_grammars_close(g);
}
END_TEST

/* ---- many sets ------------------------------------------------------------------------------- */

typedef struct many { /* a text being written */
  char *text;
  size_t len, room;
} many;

static void add(many *m, const char *text, size_t n) {
  if (m->len + n + 1 > m->room) {
    m->room = 2 * (m->len + n + 1);
    m->text = realloc(m->text, m->room);
    if (!m->text) abort();
  }
  memcpy(m->text + m->len, text, n);
  m->len += n;
  m->text[m->len] = '\0';
}

/* Segments end with '~' and what the file's style has behind it. */
static void add_line(many *m, const char *line, const char *end) {
  add(m, line, strlen(line));
  add(m, "~", 1);
  add(m, end, strlen(end));
}

static void add_set(many *m, const support_doc *doc, unsigned number, const char *end) {
  char line[64];
  size_t at = support_doc_find(doc, "ST*"), last = support_doc_find(doc, "SE*");
  const char *code = support_doc_get(doc, at, 1, 0), *version = support_doc_get(doc, at, 3, 0);
  snprintf(line, sizeof line, "ST*%s*%04u*%s", code, number, version);
  if (!*version) snprintf(line, sizeof line, "ST*%s*%04u", code, number);
  add_line(m, line, end);
  for (size_t i = at + 1; i < last; i++) add_line(m, doc->lines[i], end);
  snprintf(line, sizeof line, "SE*%zu*%04u", last - at + 1, number);
  add_line(m, line, end);
  free((char *)(uintptr_t)code);
  free((char *)(uintptr_t)version);
}

static many sets_of(const char *path, unsigned sets, const char *end) {
  support_doc doc = support_doc_read(path);
  many m = {.text = NULL};
  char line[64];
  add_line(&m, doc.lines[support_doc_find(&doc, "ISA*")], end);
  add_line(&m, doc.lines[support_doc_find(&doc, "GS*")], end);
  for (unsigned i = 1; i <= sets; i++) add_set(&m, &doc, i, end);
  char *group = support_doc_get(&doc, support_doc_find(&doc, "GS*"), 6, 0);
  snprintf(line, sizeof line, "GE*%u*%s", sets, group);
  add_line(&m, line, end);
  add_line(&m, doc.lines[support_doc_find(&doc, "IEA*")], end);
  free(group);
  support_doc_free(&doc);
  return m;
}

START_TEST(sets_are_shared) {
  static const char *const ends[] = {"", "\n", "\r\n", "\n  "};
  ct_grammars *g = open_guides(NULL);
  for (size_t b = 0; b < BASES; b++) {
    many m = sets_of(bases[b], 12, ends[b % 4]);
    uint64_t adopted = at_once_expect_same(g, bases[b], m.text, m.len);
    ck_assert_msg(adopted >= 3 * 12, "%s: %llu sets adopted", bases[b],
                  (unsigned long long)adopted);
    free(m.text);
  }
  ct_grammars_close(g);
}
END_TEST

/* Sets that are longer than expected: the first is read in its place, the next are expected. */
START_TEST(long_sets) {
  ct_grammars *g = open_guides(NULL);
  support_doc doc = support_doc_read(bases[1]);
  many m = {.text = NULL};
  add_line(&m, doc.lines[support_doc_find(&doc, "ISA*")], "");
  add_line(&m, doc.lines[support_doc_find(&doc, "GS*")], "");
  size_t claim = support_doc_find(&doc, "CLM*"), end = support_doc_find(&doc, "SE*");
  for (size_t n = (end - claim) * 200, i = 0; i < n; i++)
    support_doc_insert(&doc, end + i, doc.lines[claim + i]);
  for (unsigned i = 1; i <= 5; i++) add_set(&m, &doc, i, "");
  ck_assert_uint_gt(m.len, 5 * 100000);
  at_once_how how = {.threads = 2, .stretch = 1, .longest = 1 << 20, .chunk = 10000};
  ck_assert_uint_ge(at_once_expect(g, "long sets", m.text, m.len, how), 2);
  how.longest = 90000;
  ck_assert_uint_eq(at_once_expect(g, "too long sets", m.text, m.len, how), 0);
  free(m.text);
  support_doc_free(&doc);
  ct_grammars_close(g);
}
END_TEST

/* A million bytes at the usual size of stretches. */
START_TEST(usual_sizes) {
  ct_grammars *g = open_guides(NULL);
  many m = sets_of(bases[0], 1, "");
  unsigned sets = (unsigned)(2000000 / m.len);
  free(m.text);
  m = sets_of(bases[0], sets, "");
  at_once_told one = at_once_read(g, m.text, m.len, (at_once_how){.threads = 1});
  at_once_told two = at_once_read(g, m.text, m.len, (at_once_how){.threads = 2});
  ck_assert_str_eq(one.text, two.text);
  ck_assert_uint_eq(two.adopted, sets);
  free(one.text);
  free(two.text);
  free(m.text);
  ct_grammars_close(g);
}
END_TEST

/* ---- one defect ------------------------------------------------------------------------------ */

/* Four of the set in one file. */
static many four_of(const support_file *text) {
  const char *first = strstr(text->data, "\nST*"), *last = NULL;
  many m = {.text = NULL};
  for (const char *at = text->data; (at = strstr(at, "\nSE*")) != NULL; at++) last = at;
  if (!first || !last || last < first) first = last = text->data;
  size_t head = (size_t)(first - text->data);
  size_t set = (size_t)(last - first) + strcspn(last + 1, "\n") + 1;
  add(&m, text->data, head);
  for (unsigned i = 0; i < 3; i++) add(&m, first, set);
  add(&m, first, text->size - head);
  return m;
}

START_TEST(every_variant) {
  size_t variants = support_variants_load();
  uint64_t adopted = 0;
  ct_grammars *g = open_guides(NULL);
  ck_assert_uint_gt(variants, 900);
  for (size_t i = (size_t)_i; i < variants; i += 4) {
    support_variant v = support_variant_make(i);
    many m = four_of(&v.text);
    adopted += at_once_expect(g, v.what, m.text, m.len, (at_once_how){.threads = 2, .stretch = 1});
    free(m.text);
    support_variant_free(&v);
  }
  ck_assert_uint_gt(adopted, variants / 2);
  ct_grammars_close(g);
  support_variants_unload();
}
END_TEST

/* ---- anything wrong -------------------------------------------------------------------------- */

static const char *const odd[] = {"SE*3*0001~",
                                  "ST*837*0001*005010X223A2~",
                                  "ST*837*9*005010X223A2~SE*2*9~",
                                  "GE*1*1~",
                                  "IEA*1*000000001~",
                                  "GS*HC*A*B*20260101*1200*7*X*005010X223A2~",
                                  "GS*HP*A*B*20260101*1200*8*X*005010X221A1~",
                                  "GE*0*7~GS*HC*A*B*20260101*1200*7*X*X~",
                                  X12_ISA,
                                  "IEA*1*1~" X12_ISA "GS*HC*A*B*20260101*1200*1*X*005010X223A2~",
                                  "\n" X12_ISA,
                                  "BIN*5*a~b~c~",
                                  "BIN*999999*x~",
                                  "BDS*ASC*3*~~~~",
                                  "TA1*1*260101*1200*A*000~",
                                  "XYZ*1*2~",
                                  "\r\n",
                                  "\n",
                                  "  ",
                                  "\t",
                                  "junk",
                                  "\xEF\xBB\xBF",
                                  "~",
                                  "~~",
                                  "*",
                                  "^",
                                  ":",
                                  "SE",
                                  "SE*",
                                  "ISA*",
                                  "CLM*A*1***11:A:1~",
                                  "LX*7~",
                                  "LX*A~",
                                  "HL*9*8*20*1~",
                                  "NM1*85*2*NAME~",
                                  "\0",
                                  "0001"};
enum { ODD = sizeof odd / sizeof *odd };

static void insert(many *m, size_t at, const char *text, size_t n) {
  size_t tail = m->len - at;
  char *rest = malloc(tail + 1);
  if (!rest) abort();
  memcpy(rest, m->text + at, tail);
  m->len = at;
  add(m, text, n);
  add(m, rest, tail);
  free(rest);
}

static size_t after_a_segment(const many *m, uint64_t *state) {
  size_t at = x12_random_below(state, (uint32_t)m->len);
  while (at < m->len && m->text[at] != '~') at++;
  return at < m->len ? at + 1 : m->len;
}

static void spoil(many *m, uint64_t *state) {
  size_t at = x12_random_below(state, (uint32_t)m->len), n;
  const char *text = odd[x12_random_below(state, ODD)];
  char *found;
  switch (x12_random_below(state, 8)) {
  case 0: /* a segment, or a piece of one, goes */
    at = after_a_segment(m, state);
    n = x12_random_below(state, 200);
    if (n > m->len - at) n = m->len - at;
    memmove(m->text + at, m->text + at + n, m->len - at - n + 1);
    m->len -= n;
    break;
  case 1:
  case 2:
  case 3: /* something comes, between segments */
    at = after_a_segment(m, state);
    insert(m, at, text, *text ? strlen(text) : 1);
    break;
  case 4: /* or anywhere */
    insert(m, at, text, *text ? strlen(text) : 1);
    break;
  case 5: /* a byte changes */
    m->text[at] = "~*:^\nAS0 "[x12_random_below(state, 9)];
    break;
  case 6: /* a trailer or header of a set goes */
    found = strstr(m->text + at, x12_random_below(state, 2) ? "~SE*" : "~ST*");
    if (found) found[1] = 'X';
    break;
  default: /* a control number is that of another */
    found = strstr(m->text + at, "~ST*837*00");
    if (found) memcpy(found + 8, "0001", 4);
    break;
  }
}

START_TEST(anything_wrong) {
  static const char *const ends[] = {"", "", "\n", "\r\n"};
  uint64_t state = 88172645463325252u + (uint64_t)_i, adopted = 0;
  ct_grammars *g = open_guides(_i % 2 ? "masshealth" : NULL);
  for (unsigned round = 0; round < 40; round++) {
    char what[64];
    snprintf(what, sizeof what, "series %d, round %u", _i, round);
    const char *base = bases[x12_random_below(&state, BASES)];
    many m = sets_of(base, 4 + x12_random_below(&state, 9), ends[x12_random_below(&state, 4)]);
    unsigned defects = x12_random_below(&state, 5);
    for (unsigned i = 0; i < defects; i++) spoil(&m, &state);
    adopted += at_once_expect_same(g, what, m.text, m.len);
    free(m.text);
  }
  ck_assert_uint_gt(adopted, 500);
  ct_grammars_close(g);
}
END_TEST

/* ---- wrong guesses --------------------------------------------------------------------------- */

static size_t place_of(const many *m, unsigned set, const char *what) {
  char st[16];
  snprintf(st, sizeof st, "~ST*837*%04u", set);
  const char *at = strstr(m->text, st);
  ck_assert_ptr_nonnull(at);
  at = strstr(at, what);
  ck_assert_ptr_nonnull(at);
  return (size_t)(at - m->text);
}

static void expect_found_out(const ct_grammars *g, const char *what, many *m) {
  static const at_once_how hows[] = {
      {2, 1, 1 << 20, 0}, {2, 1, 1 << 20, 500}, {3, 1, 1 << 20, 500}, {2, 3000, 1 << 20, 700}};
  for (size_t i = 0; i < sizeof hows / sizeof *hows; i++) {
    uint64_t adopted = at_once_expect(g, what, m->text, m->len, hows[i]);
    ck_assert_msg(adopted > 1, "%s: %llu adopted of way %zu", what, (unsigned long long)adopted, i);
  }
  free(m->text);
}

/* What is cut ahead is not what is there. */
START_TEST(wrong_guesses) {
  static const char *const stray = "XYZ*1~", *const nested = "ST*837*0007*005010X223A2~";
  char text[64];
  ct_grammars *g = open_guides(NULL);
  many m = sets_of(bases[1], 12, "");
  insert(&m, place_of(&m, 3, "CLM*"), nested, strlen(nested)); /* 0007 comes twice */
  expect_found_out(g, "a set without trailer", &m);
  m = sets_of(bases[1], 12, "");
  insert(&m, place_of(&m, 2, "SE*"), "\t", 1); /* told once; then it is no news */
  insert(&m, place_of(&m, 4, "SE*"), "\t", 1);
  insert(&m, place_of(&m, 7, "SE*"), "\t", 1);
  expect_found_out(g, "a trailer behind a tab", &m);
  m = sets_of(bases[1], 12, "");
  insert(&m, place_of(&m, 9, "ST*"), stray, strlen(stray));
  insert(&m, place_of(&m, 6, "ST*"), stray, strlen(stray));
  insert(&m, place_of(&m, 5, "ST*"), stray, strlen(stray));
  insert(&m, place_of(&m, 4, "ST*"), stray, strlen(stray));
  expect_found_out(g, "segments between sets", &m);
  m = sets_of(bases[1], 30, "");
  size_t bin = place_of(&m, 3, "CLM*"), end = place_of(&m, 25, "~CLM*");
  ck_assert_uint_lt(end - bin, 60000);
  snprintf(text, sizeof text, "BIN*%zu*", end - bin);
  insert(&m, bin, text, strlen(text));
  expect_found_out(g, "binary data over many sets", &m);
  m = sets_of(bases[1], 12, "");
  insert(&m, place_of(&m, 8, "CLM*"), "\n", 1);
  insert(&m, place_of(&m, 9, "CLM*"), "\n", 1);
  expect_found_out(g, "the first line end in a set", &m);
  ct_grammars_close(g);
}
END_TEST

/* ---- what a reader has met before ------------------------------------------------------------ */

static unsigned count(const char *text, const char *what) {
  unsigned n = 0;
  for (const char *at = text; (at = strstr(at, what)) != NULL; at++) n++;
  return n;
}

/* Two segments out of their turn, one behind the other, in a set that follows `before` right ones.
 */
static unsigned told_out_of_turn(const ct_grammars *g, unsigned before) {
  support_doc doc = support_doc_read(bases[0]);
  many m = {.text = NULL};
  add_line(&m, doc.lines[support_doc_find(&doc, "ISA*")], "");
  add_line(&m, doc.lines[support_doc_find(&doc, "GS*")], "");
  for (unsigned i = 0; i < before; i++) add_set(&m, &doc, i + 2, "");
  size_t hcp = support_doc_find(&doc, "HCP*"), hi = support_doc_find(&doc, "HI*");
  char *line = strdup(doc.lines[hcp]);
  support_doc_remove(&doc, hcp);
  support_doc_insert(&doc, hi + 1, line);
  free(line);
  add_set(&m, &doc, 1, "");
  at_once_told told = at_once_read(g, m.text, m.len, (at_once_how){.threads = 1});
  unsigned n = count(told.text, "finding segment-not-in-order");
  free(told.text);
  free(m.text);
  support_doc_free(&doc);
  return n;
}

START_TEST(the_same_after_right_sets) {
  ct_grammars *g = open_guides(NULL);
  unsigned alone = told_out_of_turn(g, 0);
  ck_assert_uint_gt(alone, 1);
  ck_assert_uint_eq(told_out_of_turn(g, 1), alone);
  ct_grammars_close(g);
}
END_TEST

/* ---- trouble --------------------------------------------------------------------------------- */

/* Without memory somewhere nothing else is told than at most less: with all of it, all. */
START_TEST(no_memory) {
  ct_grammars *g = open_guides(NULL);
  many m = sets_of(bases[1], 8, "\n");
  const ct_options options = {.threads = 3, .now = 1780000000};
  bool ended = false;
  for (uint64_t n = 1; n < 2000 && !ended; n += 1 + n / 16) {
    ct_reader *r = ct_reader_new(g, &options);
    ck_assert_ptr_nonnull(r);
    r->stretch = 1;
    ck_assert_int_eq(ct_reader_set_memory(r, m.text, m.len), CT_OK);
    ct_mem_fail_after(n);
    enum ct_status status = ct_reader_run(r, NULL, 0);
    void *more = ct_mem_alloc(1, 1);
    ended = more != NULL;
    ct_mem_free(more);
    ct_mem_fail_after(0);
    ck_assert(status == CT_OK || status == CT_NO_MEMORY);
    if (status == CT_OK) ck_assert_uint_eq(ct_reader_counts(r)->sets, 8);
    ct_reader_free(r);
  }
  ck_assert(ended);
  free(m.text);
  ct_grammars_close(g);
}
END_TEST

static void add_case(Suite *s, const char *name, const TTest *test, int times) {
  TCase *t = tcase_create(name);
  tcase_set_timeout(t, 120);
  tcase_add_loop_test(t, test, 0, times);
  suite_add_tcase(s, t);
}

static Suite *at_once_suite(void) {
  Suite *s = suite_create("at_once");
  add_case(s, "files", every_file, 10);
  add_case(s, "interchanges", files_behind_each_other, 1);
  add_case(s, "sets", sets_are_shared, 1);
  add_case(s, "long", long_sets, 1);
  add_case(s, "usual", usual_sizes, 1);
  add_case(s, "variants", every_variant, 4);
  add_case(s, "wrong", anything_wrong, 4);
  add_case(s, "guesses", wrong_guesses, 1);
  add_case(s, "history", the_same_after_right_sets, 1);
  add_case(s, "memory", no_memory, 1);
  return s;
}

int main(void) {
  return support_run(at_once_suite());
}
