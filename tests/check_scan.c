/* check_scan.c -- the index: what is marked, and that all levels mark the same. */
#include "support_x12.h"

#include <stdlib.h>

static const ct_delimiters usual = {'*', '^', ':', '~'};

typedef struct found {
  ct_marks m;
  size_t room;
} found;

static found found_new(size_t bytes) {
  found f = {.room = bytes + CT_SCAN_SLACK};
  f.m.mark = malloc(f.room * sizeof *f.m.mark);
  f.m.end = malloc(f.room * sizeof *f.m.end);
  f.m.dirt = malloc(f.room * sizeof *f.m.dirt);
  ck_assert(f.m.mark && f.m.end && f.m.dirt);
  return f;
}

static void found_free(found *f) {
  free(f->m.mark);
  free(f->m.end);
  free(f->m.dirt);
}

/* The definition, a byte at a time. */
static void mark_plainly(const char *data, uint32_t from, uint32_t to, ct_delimiters d,
                         ct_marks *m) {
  for (uint32_t i = from; i < to; i++) {
    char c = data[i];
    bool end = c == d.segment;
    bool delimiter = end || c == d.element || (c && (c == d.repetition || c == d.component));
    bool dirt = !delimiter && ((unsigned char)c < 0x20 || (unsigned char)c > 0x7E);
    if (dirt && m->led && (c == '\r' || c == '\n')) continue;
    m->led = end;
    if (end) m->end[m->ends++] = (uint32_t)m->marks;
    if (dirt) m->dirt[m->dirts++] = i;
    if (delimiter || dirt) m->mark[m->marks++] = i;
  }
}

static void check_same(const ct_marks *a, const ct_marks *b) {
  ck_assert_uint_eq(a->marks, b->marks);
  ck_assert_uint_eq(a->ends, b->ends);
  ck_assert_uint_eq(a->dirts, b->dirts);
  ck_assert_uint_eq(a->led, b->led);
  ck_assert_mem_eq(a->mark, b->mark, a->marks * sizeof *a->mark);
  ck_assert_mem_eq(a->end, b->end, a->ends * sizeof *a->end);
  ck_assert_mem_eq(a->dirt, b->dirt, a->dirts * sizeof *a->dirt);
}

/* Every level marks data[from, to), in one go and in pieces, as the definition does. */
static void check_levels(const char *data, uint32_t from, uint32_t to, ct_delimiters d, bool led,
                         uint64_t *seed) {
  ct_scan_set set;
  ct_scan_prepare(&set, d);
  found want = found_new(to - from);
  want.m.led = led;
  mark_plainly(data, from, to, d, &want.m);
  for (int level = 0; level < CT_SIMD_COUNT; level++) {
    if (!ct_simd_available((enum ct_simd)level)) continue;
    ct_scan_fn *scan = ct_scan_at((enum ct_simd)level);
    for (int pieces = 0; pieces < 2; pieces++) {
      found got = found_new(to - from);
      got.m.led = led;
      for (uint32_t at = from; at < to;) {
        uint32_t n = pieces ? 1 + x12_random_below(seed, 200) : to - from;
        if (n > to - at) n = to - at;
        scan(&set, data, at, at + n, &got.m);
        at += n;
      }
      check_same(&got.m, &want.m);
      found_free(&got);
    }
  }
  found_free(&want);
}

static void check_text(const char *text) {
  uint64_t seed = 7;
  size_t n = strlen(text);
  char *data = calloc(n + CT_SCAN_SLACK, 1);
  ck_assert_ptr_nonnull(data);
  memcpy(data, text, n);
  check_levels(data, 0, (uint32_t)n, usual, true, &seed);
  check_levels(data, 0, (uint32_t)n, usual, false, &seed);
  free(data);
}

START_TEST(marks_delimiters_and_dirt) {
  static const char text[] = "NM1*85*2*A:B~\nREF*\xC3\xA9*X\x7F~";
  char data[sizeof text + CT_SCAN_SLACK] = {0};
  memcpy(data, text, sizeof text - 1);
  ct_scan_set set;
  ct_scan_prepare(&set, usual);
  found f = found_new(sizeof data);
  f.m.led = 1;
  ct_scan_at(CT_SIMD_PORTABLE)(&set, data, 0, sizeof text - 1, &f.m);
  static const uint32_t mark[] = {3, 6, 8, 10, 12, 17, 18, 19, 20, 22, 23};
  static const uint32_t end[] = {4, 10}, dirt[] = {18, 19, 22};
  ck_assert_uint_eq(f.m.marks, sizeof mark / sizeof *mark);
  ck_assert_mem_eq(f.m.mark, mark, sizeof mark);
  ck_assert_uint_eq(f.m.ends, 2);
  ck_assert_mem_eq(f.m.end, end, sizeof end);
  ck_assert_uint_eq(f.m.dirts, 3);
  ck_assert_mem_eq(f.m.dirt, dirt, sizeof dirt);
  ck_assert_uint_eq(f.m.led, 1);
  found_free(&f);
}
END_TEST

START_TEST(line_ends_after_a_terminator_are_no_marks) {
  check_text("A*1~\r\nB*2~\n\n\n\r\nC*3~ \nD\n*4~\r\n");
  check_text("\r\nA*1~\n");
  check_text("~\n~\r~\r\n~~\n\n");
}
END_TEST

/* Bytes that differ from line ends in the highest bit only are dirt, also after a terminator. */
START_TEST(bytes_that_resemble_line_ends) {
  static const char *const odd[] = {"~\x8D", "~\x8A", "~\n\x8D", "~\x8A\n", "\x8D", "\n\x8A"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    char text[193]; /* whole blocks: nothing else in them is dirt */
    memset(text, 'A', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    memcpy(text + 70, odd[i], strlen(odd[i]));
    check_text(text);
  }
}
END_TEST

/* Runs of line ends longer than a block, and blocks that begin inside one. */
START_TEST(long_runs_of_line_ends) {
  char text[400];
  for (size_t n = 50; n < 330; n += 7) {
    memset(text, '\n', n);
    text[n] = '\0';
    text[3] = '~';
    text[n - 1] = 'X';
    check_text(text);
    text[3] = 'X';
    check_text(text);
  }
}
END_TEST

START_TEST(levels_agree_on_random_bytes) {
  static char block[4096 + CT_SCAN_SLACK];
  uint64_t seed = 0x9E3779B97F4A7C15u;
  for (int round = 0; round < 600; round++) {
    static const char few[] = "*^:~\r\n\x7F\x1F\x80\x8A\x8D\xFF AZ09az";
    int mode = round % 3; /* any byte; few bytes; mostly letters */
    for (size_t i = 0; i < sizeof block; i++) {
      uint64_t r = x12_random(&seed) >> 20;
      bool letter = mode == 2 && r % 8 != 0;
      block[i] = mode == 0 ? (char)(r >> 8) : letter ? 'A' : few[(r >> 8) % (sizeof few - 1)];
    }
    ct_delimiters d = usual;
    if (round % 5 == 1) d = (ct_delimiters){'*', 0, '>', '\n'};
    if (round % 5 == 2) d = (ct_delimiters){'\x1D', '\x1F', '\x7F', '\r'};
    if (round % 5 == 3) d = (ct_delimiters){'|', 0, 0, '\xC2'};
    uint32_t from = x12_random_below(&seed, 130), to = from + x12_random_below(&seed, 3900);
    check_levels(block, from, to, d, round % 2, &seed);
  }
}
END_TEST

/* Every byte in every role; only a terminator may be outside ASCII. */
START_TEST(levels_agree_on_every_delimiter) {
  static char block[256 + CT_SCAN_SLACK];
  uint64_t seed = 11;
  for (unsigned i = 0; i < 256; i++) block[i] = (char)i;
  for (unsigned i = 1; i < 256; i++) {
    unsigned ascii = i & 0x7F;
    ct_delimiters d = {(char)(ascii ^ 0x21), (char)(ascii ^ 0x10), (char)(ascii ^ 0x01), (char)i};
    if (!d.element || !d.component || !d.repetition) continue;
    check_levels(block, 0, 256, d, true, &seed);
  }
}
END_TEST

START_TEST(names_of_levels) {
  enum ct_simd level;
  ck_assert(ct_simd_by_name("portable", &level));
  ck_assert_int_eq(level, CT_SIMD_PORTABLE);
  ck_assert(!ct_simd_by_name("sse9", &level));
  ck_assert(!ct_simd_by_name("", &level));
  ck_assert(ct_simd_by_name(NULL, &level));
  ck_assert_int_eq(level, ct_simd_best());
  ck_assert(ct_simd_available(ct_simd_best()));
  ck_assert(!ct_simd_available(CT_SIMD_COUNT));
  ck_assert(ct_scan_at(CT_SIMD_COUNT) == ct_scan_at(CT_SIMD_PORTABLE));
}
END_TEST

int main(void) {
  Suite *suite = suite_create("scan");
  TCase *tests = tcase_create("scan");
  tcase_add_test(tests, marks_delimiters_and_dirt);
  tcase_add_test(tests, line_ends_after_a_terminator_are_no_marks);
  tcase_add_test(tests, bytes_that_resemble_line_ends);
  tcase_add_test(tests, long_runs_of_line_ends);
  tcase_add_test(tests, levels_agree_on_random_bytes);
  tcase_add_test(tests, levels_agree_on_every_delimiter);
  tcase_add_test(tests, names_of_levels);
  suite_add_tcase(suite, tests);
  return support_run(suite);
}
