/* check_version.c -- the version, and a word for every status and severity. */
#include "support.h"

#include <stdio.h>
#include <string.h>

START_TEST(the_two_forms_of_the_version_agree) {
  int major = -1, minor = -1, patch = -1;
  ck_assert_str_eq(ct_version(), CT_VERSION);
  ck_assert_int_eq(sscanf(ct_version(), "%d.%d.%d", &major, &minor, &patch), 3);
  ck_assert_int_eq(CT_VERSION_NUMBER, major * 1000000 + minor * 1000 + patch);
}
END_TEST

START_TEST(every_status_has_its_own_name) {
  for (int a = CT_OK; a <= CT_MISUSE; a++) {
    ck_assert_str_ne(ct_status_name((enum ct_status)a), ct_status_name((enum ct_status)99));
    for (int b = CT_OK; b < a; b++) {
      ck_assert_str_ne(ct_status_name((enum ct_status)a), ct_status_name((enum ct_status)b));
    }
  }
}
END_TEST

START_TEST(severities_are_those_of_the_reports) {
  ck_assert_str_eq(ct_severity_name(CT_NOTE), "note");
  ck_assert_str_eq(ct_severity_name(CT_WARNING), "warning");
  ck_assert_str_eq(ct_severity_name(CT_ERROR), "error");
  ck_assert_ptr_nonnull(ct_severity_name((enum ct_severity)3));
}
END_TEST

int main(void) {
  Suite *suite = suite_create("version");
  TCase *tests = tcase_create("version");
  suite_add_tcase(suite, tests);
  tcase_add_test(tests, the_two_forms_of_the_version_agree);
  tcase_add_test(tests, every_status_has_its_own_name);
  tcase_add_test(tests, severities_are_those_of_the_reports);
  return support_run(suite);
}
