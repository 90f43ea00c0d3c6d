/*
 * check_reuse.c -- a reader that has read another input before tells the same as a fresh one:
 * nothing of one file, or of one patient, is left when the next is read.
 */
#include "support_report.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#define ISA                                                                                        \
  "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260305*1200*^*00501*"     \
  "000000041*0*P*:~"

/* What leaves a reader in the middle of something. */
static const char *const odd[] = {
    "",
    "no X12 at all",
    ISA,
    ISA "GS*HC*A*B*20260305*1200*1*X*005010X223A2~",
    ISA "GS*HC*A*B*20260305*1200*1*X*005010X223A2~ST*837*0001*005010X223A2~",
    ISA "GS*HC*A*B*20260305*1200*1*X*005010X223A2~ST*837*0001*005010X223A2~CLM*X*1~LX*1~SV2*04",
    ISA "GS*HC*A*B*20260305*1200*1*X*004010X096A1~GE*0*1~IEA*1*000000041~",
    ISA "ST*837*0001~SE*2*0001~IEA*0*000000041~",
    ISA "XYZ*1~ABC*2~IEA*0*000000041~",
    ISA "XYZ*1~",
    ISA "IEA*1*000000041~" ISA "999IEA*1*000000041~",
    ISA "TA1*000000001*260305*1200*A*000~IEA*0*000000041~",
    ISA "GS*HP*A*B*20260305*1200*1*X*005010X221A1~ST*835*0001~BPR*I*5*C*CHK~CLP*X*1*5*5~GE*1*1~",
    "\xEF\xBB\xBF" ISA
    "\r\n  GS*HC*A*B*20260305*1200*1*X*005010X223A2~\r\nGE*0*1~\r\nIEA*1*000000041~\r\n",
    ISA "GS*HC*A*B*20260305*1200*1*X*005010X223A2~ST*837*0001*005010X223A2~BHT*0019*00*1~XYZ~XYZ~"};
enum { ODD = sizeof odd / sizeof *odd };

typedef struct source {
  const char *name;
  const char *data;
  size_t size;
} source;

static void tell(ct_reader *reader, const source *s) {
  ct_report_begin(report, s->name);
  ck_assert_int_eq(ct_reader_set_memory(reader, s->data, s->size), CT_OK);
  ct_sink *sink = &report->sink;
  ck_assert_int_eq(ct_reader_run(reader, &sink, 1), CT_OK);
  ct_report_end(report, true);
}

static ct_reader *fresh(const ct_grammars *grammars) {
  ct_reader *reader = ct_reader_new(grammars, &(ct_options){.explain_balance = true});
  ck_assert_ptr_nonnull(reader);
  return reader;
}

/* What `reader` says of `s`, against what a fresh one says. */
static void compare(const ct_grammars *grammars, ct_reader *reader, const source *before,
                    const source *s) {
  ct_report_options options = {.least = CT_NOTE, .explain_balance = true};
  report_start(ct_report_ndjson, options);
  ct_reader *other = fresh(grammars);
  tell(other, s);
  ct_reader_free(other);
  char *expected = strdup(report_finish());
  report_stop();
  report_start(ct_report_ndjson, options);
  tell(reader, s);
  const char *said = report_finish();
  ck_assert_msg(strcmp(said, expected) == 0, "after %s, of %s:\n%s\ninstead of\n%s", before->name,
                s->name, said, expected);
  report_stop();
  free(expected);
}

START_TEST(odd_inputs_leave_nothing) {
  ct_grammars *grammars;
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  for (size_t i = 0; i < ODD; i++) {
    for (size_t k = 0; k < ODD; k++) {
      ct_reader *reader = fresh(grammars);
      source first = {odd[i], odd[i], strlen(odd[i])}, second = {odd[k], odd[k], strlen(odd[k])};
      compare(grammars, reader, &first, &first);
      compare(grammars, reader, &first, &second);
      ct_reader_free(reader);
    }
  }
  ct_grammars_close(grammars);
}
END_TEST

START_TEST(fixtures_leave_nothing) {
  ct_grammars *grammars;
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  glob_t files;
  ck_assert_int_eq(glob("testdata/*/*/*.[89t]*", 0, NULL, &files), 0);
  ct_reader *reader = fresh(grammars);
  source before = {"nothing", "", 0};
  for (size_t i = 0; i < files.gl_pathc; i++) {
    support_file file = support_slurp(files.gl_pathv[i]);
    source s = {files.gl_pathv[i], file.data, file.size};
    compare(grammars, reader, &before, &s);
    source between = {odd[i % ODD], odd[i % ODD], strlen(odd[i % ODD])};
    compare(grammars, reader, &s, &between);
    support_file_free(&file);
    before.name = between.name;
  }
  globfree(&files);
  ct_reader_free(reader);
  ct_grammars_close(grammars);
}
END_TEST

int main(void) {
  Suite *s = suite_create("reuse");
  TCase *t = tcase_create("reuse");
  tcase_add_test(t, odd_inputs_leave_nothing);
  tcase_add_test(t, fixtures_leave_nothing);
  suite_add_tcase(s, t);
  return support_run(s);
}
