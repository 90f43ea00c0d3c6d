/* check_buffer.c -- bytes collected in memory or for a sink, and text escaped on the way. */
#include "base/buffer.h"
#include "base/mem.h"
#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A sink that keeps what it gets and fails, or takes too little, at a given call. */
typedef struct sink {
  char bytes[1 << 20];
  size_t len, calls, fail_at;
  int error;
} sink;

static ptrdiff_t sink_write(void *ctx, const char *p, size_t n) {
  sink *s = ctx;
  if (++s->calls == s->fail_at) {
    if (!s->error) return (ptrdiff_t)n - 1;
    errno = s->error;
    return -1;
  }
  ck_assert_uint_le(s->len + n, sizeof s->bytes);
  memcpy(s->bytes + s->len, p, n);
  s->len += n;
  return (ptrdiff_t)n;
}

static sink *new_sink(void) {
  sink *s = calloc(1, sizeof *s);
  ck_assert_ptr_nonnull(s);
  return s;
}

static void same(const ct_buffer *b, const char *want) {
  ck_assert_msg(ct_slice_is(ct_slice_make(b->len ? b->data : "", b->len), want),
                "\"%.*s\" is not \"%s\"", (int)b->len, b->len ? b->data : "", want);
}

START_TEST(memory_takes_everything) {
  ct_buffer b;
  ct_buffer_init(&b, NULL, NULL);
  ct_buffer_text(&b, "");
  same(&b, "");
  ct_buffer_text(&b, "CLM*");
  ct_buffer_char(&b, '1');
  ct_buffer_slice(&b, ct_slice_make("~~~", 1));
  ct_buffer_uint(&b, 0);
  ct_buffer_char(&b, ' ');
  ct_buffer_uint(&b, UINT64_MAX);
  ct_buffer_printf(&b, " %s/%d", "SE", 42);
  same(&b, "CLM*1~0 18446744073709551615 SE/42");
  ck_assert_int_eq(ct_buffer_flush(&b), CT_OK);
  same(&b, "CLM*1~0 18446744073709551615 SE/42");
  ct_buffer_reset(&b);
  same(&b, "");
  for (int i = 0; i < 100000; i++) ct_buffer_char(&b, (char)('a' + i % 26));
  ck_assert_uint_eq(b.len, 100000);
  for (size_t i = 0; i < b.len; i++) ck_assert_int_eq(b.data[i], 'a' + (int)(i % 26));
  ct_buffer_free(&b);
  ct_buffer_free(&b);
}
END_TEST

START_TEST(a_long_printf_is_whole) {
  ct_buffer b;
  char text[5000];
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  ct_buffer_init(&b, NULL, NULL);
  ct_buffer_printf(&b, "<%s>", text);
  ck_assert_uint_eq(b.len, sizeof text + 1);
  ck_assert(b.data[0] == '<' && b.data[b.len - 1] == '>');
  ct_buffer_free(&b);
}
END_TEST

START_TEST(reserved_room_is_there) {
  ct_buffer b;
  ct_buffer_init(&b, NULL, NULL);
  for (size_t more = 0; more < 3000; more += 77) {
    ck_assert(ct_buffer_reserve(&b, more));
    memset(b.data + b.len, 'r', more);
    b.len += more;
  }
  ck_assert(!ct_buffer_reserve(&b, SIZE_MAX));
  ck_assert_int_eq(ct_buffer_flush(&b), CT_NO_MEMORY);
  ct_buffer_free(&b);
}
END_TEST

START_TEST(a_sink_gets_all_bytes_in_order) {
  static const size_t pieces[] = {1, 7, 100, 4096, 65535, 65536, 65537, 200000};
  sink *s = new_sink();
  char *text = malloc(200000);
  size_t sum = 0;
  ct_buffer b;
  ct_buffer_init(&b, sink_write, s);
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
    for (size_t k = 0; k < pieces[i]; k++) text[k] = (char)((sum + k) % 253);
    ct_buffer_add(&b, text, pieces[i]);
    sum += pieces[i];
  }
  ck_assert_int_eq(ct_buffer_flush(&b), CT_OK);
  ck_assert_uint_eq(b.len, 0);
  ck_assert_uint_eq(s->len, sum);
  for (size_t i = 0; i < sum; i++) ck_assert_int_eq(s->bytes[i], (char)(i % 253));
  size_t calls = s->calls;
  ck_assert_int_eq(ct_buffer_flush(&b), CT_OK);
  ck_assert_uint_eq(s->calls, calls); /* nothing to say, nothing said */
  ct_buffer_free(&b);
  free(text);
  free(s);
}
END_TEST

START_TEST(a_sink_that_fails_is_told_once) {
  for (int error = 0; error <= ENOSPC; error += ENOSPC) {
    sink *s = new_sink();
    ct_buffer b;
    s->fail_at = 2;
    s->error = error;
    ct_buffer_init(&b, sink_write, s);
    for (int i = 0; i < 300000; i++) ct_buffer_text(&b, "SV2*");
    ct_buffer_printf(&b, "%d", 1);
    ct_buffer_json(&b, ct_slice_text("\"\""));
    errno = 0;
    ck_assert_int_eq(ct_buffer_flush(&b), CT_IO);
    ck_assert_int_eq(errno, error ? error : EIO);
    ck_assert_uint_eq(s->calls, 2);
    ct_buffer_reset(&b);
    ct_buffer_text(&b, "x");
    ck_assert(!ct_buffer_reserve(&b, 1));
    ck_assert_int_eq(ct_buffer_flush(&b), CT_IO);
    ck_assert_uint_eq(s->calls, 2);
    ct_buffer_free(&b);
    free(s);
  }
}
END_TEST

START_TEST(failing_memory_sticks_until_reset) {
  ct_buffer b;
  ct_buffer_init(&b, NULL, NULL);
  ct_buffer_text(&b, "kept");
  ct_mem_fail_after(1);
  for (int i = 0; i < 1000; i++) ct_buffer_text(&b, "much");
  ct_mem_fail_after(0);
  ck_assert_int_eq(ct_buffer_flush(&b), CT_NO_MEMORY);
  size_t len = b.len;
  ct_buffer_char(&b, 'x');
  ck_assert_uint_eq(b.len, len);
  ct_buffer_reset(&b);
  ct_buffer_text(&b, "again");
  ck_assert_int_eq(ct_buffer_flush(&b), CT_OK);
  same(&b, "again");
  ct_buffer_free(&b);
}
END_TEST

START_TEST(each_allocation_may_fail) {
  for (uint64_t n = 1;; n++) {
    sink *s = new_sink();
    ct_buffer memory, out;
    ct_buffer_init(&memory, NULL, NULL);
    ct_buffer_init(&out, sink_write, s);
    ct_mem_fail_after(n);
    for (int i = 0; i < 1000; i++) {
      ct_buffer_printf(&memory, "%d", 12345678);
      ct_buffer_xml(&out, ct_slice_text("<&>"));
    }
    ct_mem_fail_after(0);
    enum ct_status a = ct_buffer_flush(&memory), c = ct_buffer_flush(&out);
    ck_assert_uint_eq(memory.len == 8000, a == CT_OK);
    ck_assert_uint_eq(s->len == 13000, c == CT_OK);
    ct_buffer_free(&memory);
    ct_buffer_free(&out);
    free(s);
    if (a == CT_OK && c == CT_OK) return;
    ck_assert(a == CT_NO_MEMORY || c == CT_NO_MEMORY);
    ck_assert_uint_lt(n, 50);
  }
}
END_TEST

#define BAD "\xEF\xBF\xBD"

typedef struct escape_row {
  const char *in, *json, *xml;
} escape_row;

static const escape_row escape_rows[] = {
    {"", "", ""},
    {"plain text of more than eight bytes", "plain text of more than eight bytes",
     "plain text of more than eight bytes"},
    {"a\"b\\c", "a\\\"b\\\\c", "a&quot;b\\c"},
    {"<a href='x'>&amp;</a>", "<a href='x'>&amp;</a>", "&lt;a href='x'&gt;&amp;amp;&lt;/a&gt;"},
    {"\t\n\r", "\\t\\n\\r", "&#9;&#10;&#13;"},
    {"\x01\x08\x0B\x0C\x1F", "\\u0001\\u0008\\u000b\\u000c\\u001f", BAD BAD BAD BAD BAD},
    {"\x7F", "\x7F", "\x7F"},
    /* UTF-8 of two, three, four bytes; the ends of its ranges */
    {"JOS\xC3\x89 \xE2\x82\xAC \xF0\x9F\x92\x8A", "JOS\xC3\x89 \xE2\x82\xAC \xF0\x9F\x92\x8A",
     "JOS\xC3\x89 \xE2\x82\xAC \xF0\x9F\x92\x8A"},
    {"\xC2\x80\xDF\xBF\xE0\xA0\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
     "\xC2\x80\xDF\xBF\xE0\xA0\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
     "\xC2\x80\xDF\xBF\xE0\xA0\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"},
    /* ISO 8859-1, lone continuation, overlong, surrogate, above 10FFFF, cut short */
    {"JOS\xC9", "JOS" BAD, "JOS" BAD},
    {"\xC9TUDE", BAD "TUDE", BAD "TUDE"},
    {"\x80", BAD, BAD},
    {"\xC0\xAF", BAD BAD, BAD BAD},
    {"\xE0\x9F\xBF", BAD BAD BAD, BAD BAD BAD},
    {"\xED\xA0\x80", BAD BAD BAD, BAD BAD BAD},
    {"\xF0\x8F\xBF\xBF", BAD BAD BAD BAD, BAD BAD BAD BAD},
    {"\xF4\x90\x80\x80", BAD BAD BAD BAD, BAD BAD BAD BAD},
    {"\xF5\x80\x80\x80", BAD BAD BAD BAD, BAD BAD BAD BAD},
    {"\xE2\x82", BAD BAD, BAD BAD},
    {"\xE2\x82x", BAD BAD "x", BAD BAD "x"},
    {"\xF0\x9F\x92", BAD BAD BAD, BAD BAD BAD},
    {"\xC3", BAD, BAD},
    /* characters that XML does not have */
    {"\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD", "\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD", BAD BAD BAD},
};

/* `middle` with so many plain bytes before and after it. */
static void framed(char text[128], size_t before, const char *middle, size_t after) {
  snprintf(text, 128, "%.*s%s%.*s", (int)before, "0123456789", middle, (int)after, "ABCDEFGHIJ");
}

static void check_escaped(const escape_row *row, size_t before, size_t after) {
  char in[128], want[128];
  ct_buffer b;
  framed(in, before, row->in, after);
  size_t len = strlen(in);
  char *exact = malloc(len ? len : 1); /* so that a read outside is caught */
  memcpy(exact, in, len);
  ct_buffer_init(&b, NULL, NULL);
  ct_buffer_json(&b, ct_slice_make(exact, len));
  framed(want, before, row->json, after);
  same(&b, want);
  ct_buffer_reset(&b);
  ct_buffer_xml(&b, ct_slice_make(exact, len));
  framed(want, before, row->xml, after);
  same(&b, want);
  ct_buffer_free(&b);
  free(exact);
}

START_TEST(escapes_at_every_place_of_a_word) {
  for (size_t i = 0; i < sizeof escape_rows / sizeof escape_rows[0]; i++) {
    for (size_t before = 0; before < 10; before++) {
      for (size_t after = 0; after < 10; after++) check_escaped(&escape_rows[i], before, after);
    }
  }
}
END_TEST

START_TEST(a_line_for_people_steers_no_terminal) {
  static const char *const rows[][2] = {
      {"", ""},
      {"GENERAL HOSPITAL <1> \"&\"", "GENERAL HOSPITAL <1> \"&\""},
      {"\x1B[31mred\x07\n\r\t\x7F", "?[31mred?????"},
      {"JOS\xC3\x89 \xE2\x82\xAC \xF0\x9F\x92\x8A", "JOS\xC3\x89 \xE2\x82\xAC \xF0\x9F\x92\x8A"},
      {"\xC2\x9B\x31m", "?1m"}, /* the one-character form of ESC [ */
      {"\xC2\xA0x\xC2\x80", "\xC2\xA0x?"},
      {"\xC9TUDE\x9B", "?TUDE?"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    for (size_t before = 0; before < 10; before++) {
      char in[128], want[128];
      ct_buffer b;
      framed(in, before, rows[i][0], 3);
      framed(want, before, rows[i][1], 3);
      ct_buffer_init(&b, NULL, NULL);
      ct_buffer_plain(&b, ct_slice_text(in));
      same(&b, want);
      ct_buffer_free(&b);
    }
  }
}
END_TEST

START_TEST(nul_bytes_are_told) {
  ct_buffer b;
  ct_buffer_init(&b, NULL, NULL);
  ct_buffer_json(&b, ct_slice_make("a\0b", 3));
  same(&b, "a\\u0000b");
  ct_buffer_reset(&b);
  ct_buffer_xml(&b, ct_slice_make("a\0b", 3));
  same(&b, "a" BAD "b");
  ct_buffer_free(&b);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("buffer");
  TCase *tests = tcase_create("buffer");
  suite_add_tcase(suite, tests);
  tcase_add_test(tests, memory_takes_everything);
  tcase_add_test(tests, a_long_printf_is_whole);
  tcase_add_test(tests, reserved_room_is_there);
  tcase_add_test(tests, a_sink_gets_all_bytes_in_order);
  tcase_add_test(tests, a_sink_that_fails_is_told_once);
  tcase_add_test(tests, failing_memory_sticks_until_reset);
  tcase_add_test(tests, each_allocation_may_fail);
  tcase_add_test(tests, escapes_at_every_place_of_a_word);
  tcase_add_test(tests, a_line_for_people_steers_no_terminal);
  tcase_add_test(tests, nul_bytes_are_told);
  return support_run(suite);
}
