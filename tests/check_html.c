/*
 * check_html.c -- the page for people from inside: memory that fails anywhere, and that a long
 * page, whose rows are runs of text, keeps the same secrets and links as a short one.
 */
#include "base/buffer.h"
#include "base/mem.h"
#include "out/report.h"
#include "support.h"

#include <string.h>

enum { COPIES = 100 }; /* of 57 segments: more than are written in full */

static ct_grammars *grammars;
static ct_reader *reader;
static ct_buffer input, page;

static void set_up(void) {
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  reader = ct_reader_new(grammars, NULL);
  ck_assert_ptr_nonnull(reader);
  ct_buffer_init(&input, NULL, NULL);
}

static void tear_down(void) {
  ct_mem_fail_after(0);
  ct_buffer_free(&page);
  ct_buffer_free(&input);
  ct_reader_free(reader);
  ct_grammars_close(grammars);
}

static void read_copies(unsigned copies) {
  support_file f = support_slurp("testdata/demo/admission.837");
  while (copies-- > 0) ct_buffer_add(&input, f.data, f.size);
  support_file_free(&f);
  ck_assert_int_eq(input.status, CT_OK);
}

/* Writes the page of `input`, with no memory from the n-th time on that some is asked for. */
static enum ct_status write_page(ct_report_options options, uint64_t n, bool *failed) {
  ct_buffer_free(&page);
  ct_buffer_init(&page, NULL, NULL);
  ck_assert_int_eq(ct_reader_set_memory(reader, input.data, input.len), CT_OK);
  ct_mem_fail_after(n);
  enum ct_status status = CT_NO_MEMORY;
  ct_report *report = ct_report_html(&page, &options);
  if (report) {
    ct_report_begin(report, "a.837");
    ct_sink *sink = &report->sink;
    status = ct_reader_run(reader, &sink, 1);
    ct_report_end(report, status == CT_OK);
    enum ct_status end = sink->finish(sink);
    if (status == CT_OK) status = end;
  }
  void *more = ct_mem_alloc(1, 1);
  *failed = more == NULL;
  ct_mem_free(more);
  ct_mem_fail_after(0);
  ct_report_free(report);
  ct_buffer_char(&page, '\0');
  return status;
}

static void fail_everywhere(unsigned copies, unsigned fraction) {
  bool failed = true;
  ct_report_options options = {.least = CT_NOTE, .explain_balance = true};
  read_copies(copies);
  ck_assert_int_eq(write_page(options, 0, &failed), CT_OK);
  char *whole = page.data;
  size_t len = page.len;
  ct_buffer_init(&page, NULL, NULL);
  failed = true;
  for (uint64_t n = 1; failed; n += 1 + n / fraction) {
    ck_assert_uint_lt(n, 100000);
    enum ct_status status = write_page(options, n, &failed);
    ck_assert(status == CT_NO_MEMORY || status == CT_OK);
    if (!failed) ck_assert_int_eq(status, CT_OK);
    if (status != CT_OK) continue; /* else nothing may be lost in silence */
    ck_assert_uint_eq(page.len, len);
    ck_assert_mem_eq(page.data, whole, len);
  }
  ct_mem_free(whole);
}

START_TEST(no_memory_is_a_status) {
  fail_everywhere(1, 64);
}
END_TEST

START_TEST(no_memory_in_a_long_page) {
  fail_everywhere(COPIES, 4);
}
END_TEST

START_TEST(a_long_page_keeps_secrets) {
  static const char *const secret[] = {"TANVOSK",   "DUNMORROW", "QUILL",   "HARROW GATE",
                                       "VH1000000", "19710412",  "19480229"};
  bool failed;
  read_copies(COPIES);
  write_page((ct_report_options){.least = CT_NOTE, .redact = true}, 0, &failed);
  ck_assert_ptr_nonnull(strstr(page.data, "<li class=\"z"));
  for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
    ck_assert_msg(!strstr(page.data, secret[i]), "%s", secret[i]);
  ck_assert_ptr_nonnull(strstr(page.data, "OSTRI-7731"));
  write_page((ct_report_options){.least = CT_NOTE, .redact = true, .redact_claims = true}, 0,
             &failed);
  ck_assert_msg(!strstr(page.data, "OSTRI-77"), "%.300s", strstr(page.data, "OSTRI-77"));
}
END_TEST

/* What is told late of a segment that went out in a run leads there and says which it was. */
START_TEST(a_late_finding_leads_to_its_run) {
  bool failed;
  read_copies(COPIES);
  ct_buffer_char(&input, '\0');
  char *at = input.data; /* of the last copy */
  for (char *next; (next = strstr(at + 1, "HL*2*1*22*0~")) != NULL;) at = next;
  memcpy(at, "HL*2*1*22*1~", 12); /* told when nobody came below it */
  input.len--;
  write_page((ct_report_options){.least = CT_NOTE}, 0, &failed);
  const char *late = strstr(page.data, "<li class=\"a has\" data-for=");
  ck_assert_ptr_nonnull(late);
  ck_assert_ptr_nonnull(strstr(late, ">segment 11 above</a>"));
  for (const char *p = page.data; (p = strstr(p, " data-for=\"")) != NULL; p++) {
    char id[64] = " id=\"";
    size_t n = strcspn(p + 11, "\"");
    ck_assert_uint_lt(n, 40);
    strncat(id, p + 11, n + 1);
    ck_assert_msg(strstr(page.data, id) != NULL, "nothing has%s", id);
  }
}
END_TEST

int main(void) {
  Suite *s = suite_create("html");
  TCase *t = tcase_create("page");
  tcase_add_checked_fixture(t, set_up, tear_down);
  tcase_set_timeout(t, 120);
  tcase_add_test(t, no_memory_is_a_status);
  tcase_add_test(t, no_memory_in_a_long_page);
  tcase_add_test(t, a_long_page_keeps_secrets);
  tcase_add_test(t, a_late_finding_leads_to_its_run);
  suite_add_tcase(s, t);
  return support_run(s);
}
