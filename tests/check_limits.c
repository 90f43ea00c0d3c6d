/* check_limits.c -- bounded memory, segments too long, and every allocation failing. */
#include "support_x12.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX = 200 };

/* `head`, then a `letter` so many times, then `tail`. */
static char *long_text(const char *head, char letter, size_t times, const char *tail,
                       size_t *size) {
  size_t h = strlen(head), t = strlen(tail);
  char *text = malloc(h + times + t);
  ck_assert_ptr_nonnull(text);
  memcpy(text, head, h);
  memset(text + h, letter, times);
  memcpy(text + h + times, tail, t);
  *size = h + times + t;
  return text;
}

static void expect_long(const char *head, char letter, size_t times, const char *tail, uint64_t max,
                        const char *want) {
  size_t size;
  char *text = long_text(head, letter, times, tail, &size);
  x12_expect_sized(text, size, max, want);
  free(text);
}

START_TEST(as_long_as_allowed) {
  size_t fits = MAX - strlen("N3*");
  char want[MAX + 300];
  char filled[MAX];
  memset(filled, 'x', sizeof filled);
  snprintf(want, sizeof want, X12_ISA_LINE "N3*%.*s\nLX*1\n", (int)fits, filled);
  expect_long(X12_ISA "N3*", 'x', fits, "~LX*1~", MAX, want);
  expect_long(X12_ISA "N3*", 'x', fits + 1, "~LX*1~", MAX, X12_ISA_LINE "long N3\nLX*1\n");
  expect_long(X12_ISA "LX*1~\nN3*", 'x', fits + 1, "~LX*1~", MAX,
              X12_ISA_LINE "LX*1\nlong N3\nLX*1\n");
  snprintf(want, sizeof want, X12_ISA_LINE "N3*%.*s open\n", (int)fits, filled);
  expect_long(X12_ISA "N3*", 'x', fits, "", MAX, want);
  expect_long(X12_ISA "N3*", 'x', fits + 1, "", MAX, X12_ISA_LINE "long N3\n");
}
END_TEST

START_TEST(too_long_is_told_once) {
  expect_long(X12_ISA "N3*", 'x', 300000, "~LX*1~", 0, X12_ISA_LINE "long N3\nLX*1\n");
  expect_long(X12_ISA "N3*", 'x', 300000, "\nLX*1\n", 0, X12_ISA_LINE "long N3\n");
  expect_long(X12_ISA, 'x', 9000, "*A~LX*1~", MAX,
              X12_ISA_LINE
              "long xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nLX*1\n");
  /* the interchange that a line of it begins is not lost */
  expect_long(X12_ISA "N3*", 'x', 9000, "\n" X12_ISA "LX*1~", MAX,
              X12_ISA_LINE "long N3\n" X12_ISA_LINE "LX*1\n");
  expect_long(X12_ISA "N3*", 'I', 9000, "~" X12_ISA "LX*1~", MAX,
              X12_ISA_LINE "long N3\n" X12_ISA_LINE "LX*1\n");
  expect_long(X12_ISA "N3*", '\n', 9000, "~LX*1~", MAX, X12_ISA_LINE "long N3\nLX*1\n");
}
END_TEST

START_TEST(two_million_elements) {
  expect_long(X12_ISA "N3", '*', 2000000, "~LX*1~", 0, X12_ISA_LINE "long N3\nLX*1\n");
  size_t size;
  char *text = long_text(X12_ISA "N3", '*', 2000000, "~LX*1~", &size);
  ct_tokenizer *t = ct_tokenizer_new(0, 3000000, ct_simd_best());
  ct_input *input;
  ck_assert_ptr_nonnull(t);
  ck_assert_int_eq(ct_input_open_memory(&input, text, size), CT_OK);
  ct_tokenizer_reset(t, input);
  enum ct_token token;
  ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_OK);
  ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_OK);
  ck_assert_int_eq(token, CT_TOKEN_SEGMENT);
  ck_assert_uint_eq(ct_segment_count(ct_tokenizer_segment(t)), 2000000);
  ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_OK);
  ck_assert_uint_eq(ct_tokenizer_segment(t)->tag, CT_TAG2('L', 'X'));
  ct_tokenizer_free(t);
  ct_input_close(input);
  free(text);
}
END_TEST

START_TEST(long_binary_payload) {
  expect_long(X12_ISA "BIN*9000*", '~', 9000, "~LX*1~", MAX, X12_ISA_LINE "long BIN\nLX*1\n");
  expect_long(X12_ISA "BIN*200000*", '~', 200000, "~LX*1~", 0, X12_ISA_LINE "long BIN\nLX*1\n");
  expect_long(X12_ISA "BIN*9000*", '~', 8000, "", MAX, X12_ISA_LINE "long BIN\n");
}
END_TEST

/* Blanks before a segment are its lead up to a bound; what is beyond is text. */
START_TEST(long_leads) {
  size_t size;
  char *text = long_text(X12_ISA, ' ', 2 * CT_LEAD_MAX + 5, "LX*1~", &size);
  char *piece = malloc(4 * CT_LEAD_MAX + 1000);
  int n = sprintf(piece, X12_ISA_LINE);
  for (int i = 0; i < 2; i++) {
    n += sprintf(piece + n, "text \"%*s\"\n", (int)CT_LEAD_MAX, "");
  }
  sprintf(piece + n, "LX*1 lead=     \n");
  x12_expect_sized(text, size, MAX, piece);
  free(piece);
  free(text);
}
END_TEST

/* A source without an end: what the tokenizer holds must not grow. */
typedef struct endless {
  const char *head;
  size_t head_len;
  uint64_t left;
  const char *pattern;
  size_t pattern_len, at;
} endless;

static ptrdiff_t endless_read(void *ctx, char *buf, size_t size) {
  endless *e = ctx;
  if (e->head_len) {
    size_t n = e->head_len < size ? e->head_len : size;
    memcpy(buf, e->head, n);
    e->head += n;
    e->head_len -= n;
    return (ptrdiff_t)n;
  }
  size_t n = e->left < size ? (size_t)e->left : size;
  for (size_t i = 0; i < n; i++) {
    buf[i] = e->pattern[e->at++];
    if (e->at == e->pattern_len) e->at = 0;
  }
  e->left -= n;
  return (ptrdiff_t)n;
}

static void expect_flat(const char *head, const char *pattern) {
  endless e = {head, strlen(head), 8000000, pattern, strlen(pattern), 0};
  ct_tokenizer *t = ct_tokenizer_new(0, 0, ct_simd_best());
  ct_input *input;
  ck_assert_int_eq(ct_input_open_fn(&input, endless_read, &e), CT_OK);
  ct_tokenizer_reset(t, input);
  uint32_t capacity = t->capacity;
  size_t marks = t->mark_capacity;
  enum ct_token token;
  enum ct_status status;
  while ((status = ct_tokenizer_next(t, &token)) == CT_OK) continue;
  ck_assert_int_eq(status, CT_END);
  ck_assert_uint_eq(ct_tokenizer_bytes(t), 8000000 + strlen(head));
  ck_assert_uint_eq(t->capacity, capacity);
  ck_assert_uint_le(t->mark_capacity, 4 * marks);
  ct_tokenizer_free(t);
  ct_input_close(input);
}

START_TEST(memory_is_flat) {
  expect_flat("", "x");
  expect_flat("", "I");
  expect_flat("", "\nISA");
  expect_flat("", "\nISA*");
  expect_flat("", " ");
  expect_flat(X12_ISA, "x");
  expect_flat(X12_ISA, "*");
  expect_flat(X12_ISA, "~");
  expect_flat(X12_ISA, "\n");
  expect_flat(X12_ISA, "\n\x01");
  expect_flat(X12_ISA, "A\nISA*\n");
  expect_flat(X12_ISA, "NM1*A~\n");
  expect_flat(X12_ISA, "BIN*100000000*");
  expect_flat(X12_ISA_OPEN ":\n", "\n");
  expect_flat("", X12_ISA X12_IEA);
  expect_flat("", X12_ISA);
}
END_TEST

/* The window grows only as far as a long segment needs. */
START_TEST(the_window_grows) {
  size_t size;
  char *text = long_text(X12_ISA "N3*", 'x', 1500000, "~LX*1~", &size);
  for (uint32_t read_size = 1000; read_size < 3000000; read_size *= 50) {
    ct_tokenizer *t = ct_tokenizer_new(read_size, 2000000, ct_simd_best());
    ct_input *input;
    ck_assert_int_eq(ct_input_open_memory(&input, text, size), CT_OK);
    ct_tokenizer_reset(t, input);
    enum ct_token token;
    for (int i = 0; i < 3; i++) ck_assert_int_eq(ct_tokenizer_next(t, &token), CT_OK);
    ck_assert_uint_eq(ct_tokenizer_segment(t)->tag, CT_TAG2('L', 'X'));
    ck_assert_uint_eq(ct_tokenizer_segment(t)->offset, 106 + 1500004);
    ck_assert_uint_le(t->capacity, t->capacity_max);
    ct_tokenizer_free(t);
    ct_input_close(input);
  }
  free(text);
}
END_TEST

/* The n-th allocation fails, for every n: no crash, and the status says so. */
START_TEST(no_memory) {
  size_t size;
  char *text = long_text(X12_ISA "N1*A\nB~N3*", '*', 400000, "\n*~LX*1~" X12_IEA, &size);
  unsigned failed = 0;
  for (uint64_t n = 1; n < 60; n++) {
    ct_input *input;
    ck_assert_int_eq(ct_input_open_memory(&input, text, size), CT_OK);
    ct_mem_fail_after(n);
    ct_tokenizer *t = ct_tokenizer_new(5000, 1000000, ct_simd_best());
    enum ct_token token;
    enum ct_status status = CT_NO_MEMORY;
    if (t) {
      ct_tokenizer_reset(t, input);
      while ((status = ct_tokenizer_next(t, &token)) == CT_OK) continue;
      ck_assert(status == CT_NO_MEMORY || status == CT_END);
      ck_assert_str_eq(ct_tokenizer_error(t), status == CT_END ? "" : "out of memory");
      ck_assert_int_eq(ct_tokenizer_next(t, &token), status);
    }
    failed += status != CT_END;
    ct_mem_fail_after(0);
    ct_tokenizer_free(t);
    ct_input_close(input);
  }
  ck_assert_uint_ge(failed, 8); /* the object, its arrays, growth of window, marks, copy */
  ck_assert_uint_lt(failed, 59);
  ct_tokenizer_free(NULL);
  free(text);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("limits");
  TCase *tests = tcase_create("limits");
  tcase_set_timeout(tests, 120);
  tcase_add_test(tests, as_long_as_allowed);
  tcase_add_test(tests, too_long_is_told_once);
  tcase_add_test(tests, two_million_elements);
  tcase_add_test(tests, long_binary_payload);
  tcase_add_test(tests, long_leads);
  tcase_add_test(tests, memory_is_flat);
  tcase_add_test(tests, the_window_grows);
  tcase_add_test(tests, no_memory);
  suite_add_tcase(suite, tests);
  return support_run(suite);
}
