/*
 * check_partner.c -- partner profiles: what they can say, what they may not, and where the
 * error is told.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD "<partner xmlns=\"urn:claimtree:grammar:1\" name=\"mine\" title=\"T\" source=\"S\""
#define GUIDE "<guide version=\"005010X223A2\">\n"
#define RULE(a) "<rule id=\"A-1\" " a "><text>t</text></rule>\n"
#define ELEMENT(a) "<element id=\"A-1\" " a "><text>t</text></element>\n"
#define USE(a) "<use id=\"A-1\" " a "><text>t</text></use>\n"

static char folder[] = "/tmp/partner-test-XXXXXX";

static void write_file(const char *name, const char *text) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "w");
  ck_assert_ptr_nonnull(f);
  fputs(text, f);
  fclose(f);
}

static enum ct_status load(const char *name, ct_error *error) {
  char path[200];
  ct_grammars *g;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  ck_assert_int_eq(ct_grammars_open(&g, error), CT_OK);
  enum ct_status status = ct_grammars_add_partner(g, path, error);
  ct_grammars_close(g);
  return status;
}

static void setup(void) {
  ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void teardown(void) {
  static const char *const names[] = {"p.xml", "q.xml", "t.tsv"};
  char path[200];
  for (size_t i = 0; i < 3; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    unlink(path);
  }
  rmdir(folder);
  memcpy(strrchr(folder, '-') + 1, "XXXXXX", 6);
}

/* ---- refusals ------------------------------------------------------------------------------- */

static const struct {
  const char *body; /* of the partner element, from its line 1 on */
  const char *line; /* that the error tells */
  const char *word; /* that it holds */
} refused[] = {
    /* misspelt */
    {">\n" GUIDE RULE("at=\"2300\" require=\"DTX[435]\"") "</guide>", ":3:", "DTX"},
    {">\n" GUIDE RULE("at=\"2300\" require=\"DTP[999]\"") "</guide>", ":3:", "999"},
    {">\n" GUIDE RULE("at=\"2300\" require=\"CLM21\"") "</guide>", ":3:", "CLM21"},
    {">\n" GUIDE RULE("at=\"2300\" require=\"CLM05-9\"") "</guide>", ":3:", "CLM05"},
    {">\n" GUIDE RULE("at=\"2301\" require=\"CLM01\"") "</guide>", ":3:", "2301"},
    {">\n" GUIDE RULE("at=\"2300\" require=\"2410/LIN03\"") "</guide>", ":3:", "2410"},
    {">\n" GUIDE RULE("at=\"2300\" assert=\"CLM02 in NOLIST\"") "</guide>", ":3:", "NOLIST"},
    {">\n" GUIDE RULE("at=\"2300\" when=\"nothing\" require=\"CLM01\"") "</guide>", ":3:", "nothing"},
    {">\n" GUIDE RULE("at=\"2300\" assert=\"size(CLM01) = 1\"") "</guide>", ":3:", "size"},
    {">\n" GUIDE RULE("at=\"2300\" assert=\"CLM01 =\"") "</guide>", ":3:", "missing"},
    {">\n" GUIDE RULE("at=\"2300\" assert=\"(CLM01 = '1'\"") "</guide>", ":3:", ")"},
    {">\n" GUIDE RULE("at=\"2300\" assert=\"length(2400/SV201) = 4\"") "</guide>", ":3:", "several"},
    {">\n" GUIDE RULE("at=\"2000A\" assert=\"2000B/2300/CLM02 = 0\"") "</guide>", ":3:", "gone"},
    {">\n<severity rule=\"I-999\" as=\"error\"/>", ":2:", "I-999"},
    {">\n<severity finding=\"no-such-id\" as=\"error\"/>", ":2:", "no-such-id"},
    {">\n" GUIDE "<list name=\"GONE\" file=\"gone.tsv\"/></guide>", ":3:", "gone.tsv"},
    /* widening */
    {">\n" GUIDE ELEMENT("path=\"2000B/SBR01\" codes=\"P S X\"") "</guide>", ":3:", "widen"},
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\" max=\"40\"") "</guide>", ":3:", "widen"},
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\" usage=\"situational\"") "</guide>", ":3:", "widen"},
    {">\n" GUIDE USE("at=\"2300\" path=\"CL1\" usage=\"not-used\"") "</guide>", ":3:", "widen"},
    {">\n" GUIDE USE("at=\"2300\" path=\"REF[F8]\" max=\"2\"") "</guide>", ":3:", "widen"},
    {">\n<severity finding=\"segment-missing\" as=\"warning\"/>", ":2:", "widen"},
    {">\n<severity rule=\"I-018\" as=\"none\"/>", ":2:", "widen"},
    {">\n<severity snip=\"3\" as=\"note\"/>", ":2:", "widen"},
    /* patterns */
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\" pattern=\"^(A+)+$\"") "</guide>", ":3:", "end"},
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\" pattern=\"^(a|a)*$\"") "</guide>", ":3:", "end"},
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\" pattern=\"^(A|AA|B)*$\"") "</guide>", ":3:", "end"},
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\" pattern=\"(?R)?A\"") "</guide>", ":3:", "recursion"},
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\" pattern=\"(A)\\1\"") "</guide>", ":3:", "back"},
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\" pattern=\"(*LIMIT_MATCH=9)A\"") "</guide>", ":3:", "verb"},
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\" pattern=\"A(\"") "</guide>", ":3:", "byte"},
    /* extends */
    {" extends=\"p.xml\">", ":1:", "itself"},
    {" extends=\"q.xml\">", ":1:", "itself"},
    {" extends=\"nobody\">", ":1:", "nobody"},
    /* not a profile */
    {" colour=\"red\">", ":1:", "colour"},
    {">\n<guide version=\"005010X223A2\"><cob all=\"yes\"/></guide>", ":2:", "all"},
    {">\n" GUIDE ELEMENT("path=\"2300/CLM01\"") "</guide>", ":3:", "nothing"},
};

START_TEST(is_refused_with_file_and_line) {
  char text[4000];
  ct_error error = {{0}};
  snprintf(text, sizeof text, HEAD "%s\n</partner>\n", refused[_i].body);
  write_file("p.xml", text);
  write_file("q.xml", "<partner xmlns=\"urn:claimtree:grammar:1\" name=\"other\" title=\"T\" source=\"S\""
                      " extends=\"p.xml\"/>");
  ck_assert_int_eq(load("p.xml", &error), CT_BAD_GRAMMAR);
  ck_assert_msg(strstr(error.text, ".xml") && strstr(error.text, refused[_i].line) &&
                    strstr(error.text, refused[_i].word),
                "case %d, %s\nsays: %s", _i, refused[_i].body, error.text);
}
END_TEST

START_TEST(entities_are_refused) {
  ct_error error = {{0}};
  write_file("p.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE partner [\n<!ENTITY a \"aaaaaaaaaa\">\n"
                      "<!ENTITY b \"&a;&a;&a;&a;&a;&a;\">\n]>\n" HEAD ">&b;</partner>\n");
  ck_assert_int_eq(load("p.xml", &error), CT_BAD_GRAMMAR);
  ck_assert_msg(strstr(error.text, "p.xml:2:"), "%s", error.text);
}
END_TEST

/* ---- what is taken ---------------------------------------------------------------------------- */

static void proven(void *ctx, const ct_example *e) {
  unsigned *held = ctx;
  ck_assert_msg(e->held, "%s, line %u: %s", e->rule, (unsigned)e->line, e->trouble);
  ++*held;
}

START_TEST(every_kind_of_rule_proves_itself) {
  ct_grammars *g;
  ct_error error;
  unsigned held = 0;
  ck_assert_int_eq(ct_grammars_open(&g, &error), CT_OK);
  ck_assert_msg(ct_grammars_add_partner(g, "testdata/partner/kinds/kinds.xml", &error) == CT_OK, "%s",
                error.text);
  ck_assert_int_eq(ct_grammars_run_examples(g, false, proven, &held), CT_OK);
  ck_assert_uint_gt(held, 350);
  ct_grammars_close(g);
}
END_TEST

START_TEST(a_widening_that_says_so_is_taken) {
  ct_error error = {{0}};
  write_file("p.xml", HEAD ">\n<severity rule=\"I-018\" as=\"warning\" widen=\"yes\"/>\n" GUIDE
             ELEMENT("path=\"2300/CLM01\" max=\"40\" widen=\"yes\"")
             "<use id=\"A-2\" at=\"2300\" path=\"REF[F8]\" max=\"2\" widen=\"yes\"><text>t</text></use>\n"
             "</guide></partner>");
  ck_assert_msg(load("p.xml", &error) == CT_OK, "%s", error.text);
}
END_TEST

START_TEST(a_table_with_a_wrong_date_is_refused_at_its_line) {
  ct_error error = {{0}};
  write_file("t.tsv", "code\tstart\nA\t2026-01-01\nB\t2026-13-01\n");
  write_file("p.xml", HEAD ">\n<list name=\"TABLE\" file=\"t.tsv\"/>\n" GUIDE
             RULE("at=\"2300\" assert=\"CLM01 in TABLE\"") "</guide></partner>");
  ck_assert_int_eq(load("p.xml", &error), CT_BAD_GRAMMAR);
  ck_assert_msg(strstr(error.text, "t.tsv:3:"), "%s", error.text);
}
END_TEST

int main(void) {
  Suite *s = suite_create("partner profiles");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 120);
  tcase_add_checked_fixture(all, setup, teardown);
  tcase_add_loop_test(all, is_refused_with_file_and_line, 0, (int)(sizeof refused / sizeof *refused));
  tcase_add_test(all, entities_are_refused);
  tcase_add_test(all, every_kind_of_rule_proves_itself);
  tcase_add_test(all, a_widening_that_says_so_is_taken);
  tcase_add_test(all, a_table_with_a_wrong_date_is_refused_at_its_line);
  suite_add_tcase(s, all);
  return support_run(s);
}
