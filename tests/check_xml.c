/*
 * check_xml.c -- X12 to XML and back is the same bytes: generated files of any delimiters and
 * framing, torn and changed ones; the documents are valid; what is not ours is refused.
 */
#include "base/buffer.h"
#include "out/xml.h"
#include "support_made.h"
#include "support_x12.h"

#include <libxml/relaxng.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 2500, CUT_ROUNDS = 600 };

static ct_grammars *grammars;
static ct_reader *reader;
static xmlRelaxNGPtr schema;

static void set_up(void) {
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  ct_options options = {.quiet = true};
  reader = ct_reader_new(grammars, &options);
  ck_assert_ptr_nonnull(reader);
  xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt("grammars/claimtree-xml.rng");
  schema = xmlRelaxNGParse(parser);
  xmlRelaxNGFreeParserCtxt(parser);
  ck_assert_ptr_nonnull(schema);
}

static void tear_down(void) {
  ct_reader_free(reader);
  ct_grammars_close(grammars);
  xmlRelaxNGFree(schema);
  xmlRelaxNGCleanupTypes();
  xmlCleanupParser();
}

/* ---- there and back ------------------------------------------------------------ */

static void to_xml(ct_slice x12, bool indent, ct_buffer *xml) {
  ct_buffer_init(xml, NULL, NULL);
  ct_sink *sink = ct_xml_new(xml, indent);
  ck_assert_ptr_nonnull(sink);
  ck_assert_int_eq(ct_reader_set_memory(reader, x12.ptr, x12.len), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, &sink, 1), CT_OK);
  ck_assert_int_eq(sink->finish(sink), CT_OK);
  sink->free(sink);
}

typedef struct piecewise {
  ct_slice left;
  size_t chunk;
} piecewise;

static enum ct_status read_pieces(void *ctx, char *buf, size_t size, size_t *got) {
  piecewise *p = ctx;
  size_t n = p->left.len < size ? p->left.len : size;
  if (p->chunk && n > p->chunk) n = p->chunk;
  memcpy(buf, p->left.ptr, n);
  p->left = ct_slice_make(p->left.ptr + n, p->left.len - n);
  *got = n;
  return n ? CT_OK : CT_END;
}

static enum ct_status to_x12(ct_slice xml, size_t chunk, bool recount, ct_buffer *x12,
                             ct_xml_error *error) {
  piecewise p = {xml, chunk};
  ct_xml_source source = {read_pieces, &p};
  ct_buffer_init(x12, NULL, NULL);
  return ct_x12_from_xml(&source, x12, recount, error);
}

static ct_slice whole(const ct_buffer *b) {
  return ct_slice_make(b->len ? b->data : "", b->len);
}

static void expect_valid(ct_slice xml) {
  xmlDocPtr document = xmlReadMemory(xml.ptr, (int)xml.len, NULL, NULL, XML_PARSE_HUGE);
  ck_assert_ptr_nonnull(document);
  xmlRelaxNGValidCtxtPtr valid = xmlRelaxNGNewValidCtxt(schema);
  int errors = xmlRelaxNGValidateDoc(valid, document);
  if (errors) fprintf(stderr, "%.*s\n", (int)xml.len, xml.ptr);
  ck_assert_int_eq(errors, 0);
  xmlRelaxNGFreeValidCtxt(valid);
  xmlFreeDoc(document);
}

static void expect_back(ct_slice x12, bool indent, size_t chunk, bool valid) {
  ct_buffer xml, back;
  ct_xml_error error;
  to_xml(x12, indent, &xml);
  enum ct_status status = to_x12(whole(&xml), chunk, false, &back, &error);
  if (status != CT_OK || !ct_slice_same(whole(&back), x12)) {
    fprintf(stderr, "%s at %lu:%lu\n--- sent\n%.*s\n--- XML\n%.*s\n--- back\n%.*s\n", error.text,
            error.line, error.column, (int)x12.len, x12.ptr, (int)xml.len, xml.data, (int)back.len,
            back.len ? back.data : "");
  }
  ck_assert_int_eq(status, CT_OK);
  ck_assert(ct_slice_same(whole(&back), x12));
  if (valid) expect_valid(whole(&xml));
  ct_buffer_free(&xml);
  ct_buffer_free(&back);
}

/* ---- files of any framing ---------------------------------------------------------- */

START_TEST(generated_files_come_back_byte_for_byte) {
  for (uint64_t i = 0; i < ROUNDS; i++) {
    ct_buffer made;
    support_made_file(&made, (uint64_t)_i * ROUNDS + i + 1);
    expect_back(whole(&made), i % 3 == 0, i % 5 == 0 ? 1 + i % 97 : 0, i % 16 == 0);
    ct_buffer_free(&made);
  }
}
END_TEST

START_TEST(torn_and_changed_files_come_back_too) {
  for (uint64_t i = 0; i < CUT_ROUNDS; i++) {
    ct_buffer made;
    uint64_t random = (i + 1) * 0x9E3779B97F4A7C15u;
    support_made_file(&made, 1000003 + i);
    made.len = 1 + x12_random_below(&random, (uint32_t)made.len - 1);
    for (uint32_t n = x12_random_below(&random, 6); n > 0; n--)
      made.data[x12_random_below(&random, (uint32_t)made.len)] =
          (char)x12_random_below(&random, 256);
    expect_back(whole(&made), i % 2 == 0, 0, i % 8 == 0);
    ct_buffer_free(&made);
  }
}
END_TEST

START_TEST(every_fixture_comes_back_and_is_valid) {
  static const char *const patterns[] = {"testdata/*/pass/*.8*",  "testdata/*/fail/*.8*",
                                         "testdata/*/pass/*.9*",  "testdata/*/fail/*.9*",
                                         "testdata/*/pass/*.ta1", "testdata/cob/*/*"};
  size_t seen = 0;
  for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
    glob_t found;
    if (glob(patterns[k], 0, NULL, &found) != 0) continue;
    for (size_t i = 0; i < found.gl_pathc; i++) {
      const char *path = found.gl_pathv[i], *dot = strrchr(path, '.');
      if (dot && (strcmp(dot, ".gz") == 0 || strcmp(dot, ".zst") == 0)) continue;
      support_file f = support_slurp(path);
      expect_back(ct_slice_make(f.data, f.size), i % 2 == 0, 0, true);
      support_file_free(&f);
      seen++;
    }
    globfree(&found);
  }
  ck_assert_uint_gt(seen, 100);
}
END_TEST

/* ---- edits ------------------------------------------------------------------------------ */

#define ISA                                                                                        \
  "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*1200*^*00501*"     \
  "000000001*0*T*:~\n"
#define FILE_OF(body, se, ge, iea)                                                                 \
  ISA "GS*HC*S*R*20260101*1200*1*X*005010X223A2~\nST*837*0001*005010X223A2~\n" body "SE*" se       \
      "*0001~\nGE*" ge "*1~\nIEA*" iea "*000000001~\n"

static char *replaced(ct_slice text, const char *from, const char *to) {
  char *copy = calloc(1, text.len + strlen(to) + 1);
  ck_assert_ptr_nonnull(copy);
  memcpy(copy, text.ptr, text.len);
  char *at = strstr(copy, from);
  ck_assert_ptr_nonnull(at);
  ck_assert_ptr_null(strstr(at + 1, from));
  memmove(at + strlen(to), at + strlen(from), strlen(at + strlen(from)) + 1);
  memcpy(at, to, strlen(to));
  return copy;
}

static void expect_edit(const char *x12, const char *from, const char *to, bool recount,
                        const char *want) {
  ct_buffer xml, back;
  ct_xml_error error;
  to_xml(ct_slice_text(x12), false, &xml);
  char *edited = replaced(whole(&xml), from, to);
  ck_assert_int_eq(to_x12(ct_slice_text(edited), 0, recount, &back, &error), CT_OK);
  ct_buffer_char(&back, '\0');
  ck_assert_str_eq(back.data, want);
  free(edited);
  ct_buffer_free(&xml);
  ct_buffer_free(&back);
}

START_TEST(an_edited_element_changes_its_own_bytes) {
  expect_edit(FILE_OF("CLM*A1*100***11:A:1~\n", "3", "1", "1"), "<element>A1</element>",
              "<element>B &lt;22&#62;</element>", false,
              FILE_OF("CLM*B <22>*100***11:A:1~\n", "3", "1", "1"));
  expect_edit(FILE_OF("CLM*A1*100***11:A:1~\n", "3", "1", "1"), "<component>A</component>",
              "<component hex=\"42\"/>", false, FILE_OF("CLM*A1*100***11:B:1~\n", "3", "1", "1"));
  expect_edit(FILE_OF("CLM*A1*1~\n", "3", "1", "1"), "<element>A1</element>",
              "<element><repetition>A</repetition><repetition>2</repetition></element>", false,
              FILE_OF("CLM*A^2*1~\n", "3", "1", "1"));
}
END_TEST

START_TEST(recount_counts_and_keeps_what_is_right) {
  const char *line = "<segment id=\"CLM\"><element>A1</element></segment>";
  expect_edit(FILE_OF("CLM*A1~\n", "0003", "1", "1"), line, "", true, FILE_OF("", "2", "1", "1"));
  expect_edit(FILE_OF("CLM*A1~\n", "9", "7", "x"), line, line, true,
              FILE_OF("CLM*A1~\n", "3", "1", "1"));
  expect_edit(FILE_OF("CLM*A1~\n", "0003", "01", ""), line, line, true,
              FILE_OF("CLM*A1~\n", "0003", "01", "1"));
  expect_edit(FILE_OF("CLM*A1~\n", "9", "7", "x"), line, line, false,
              FILE_OF("CLM*A1~\n", "9", "7", "x"));
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------ */

#define HEAD "<claimtree xmlns=\"" CT_XML_NAMESPACE "\">\n"
#define OPEN                                                                                       \
  HEAD "<interchange element-separator=\"*\" component-separator=\":\" terminator=\"~\">\n"
#define CLOSE "</interchange></claimtree>"

static const struct {
  const char *xml, *words;
  unsigned long line;
} refused[] = {
    {"", "this is not XML", 0},
    {"ISA*00*", "this is not XML", 1},
    {"<claim/>", "its root is not <claimtree>", 1},
    {"<claimtree/>", "its root is not <claimtree>", 1},
    {"<!DOCTYPE claimtree><claimtree/>", "document type", 1},
    {"<!DOCTYPE a [<!ENTITY x \"y\">]>\n" HEAD "</claimtree>", "document type", 1},
    {HEAD "<text>&x;</text></claimtree>", "entities", 2},
    {HEAD "<text>a", "cut short", 2},
    {OPEN "<segment id=\"A\"/>", "cut short", 3},
    {HEAD "<other/></claimtree>", "not ours", 2},
    {HEAD "<segment id=\"ST\"/></claimtree>", "cannot stand", 2},
    {OPEN "<segment id=\"A\" lid=\"1\"/>" CLOSE, "attribute", 3},
    {OPEN "\n<segment id=\"A\"><element>1*2</element></segment>" CLOSE, "delimiter", 4},
    {OPEN "<segment id=\"A\"><element>1:2</element></segment>" CLOSE, "delimiter", 3},
    {OPEN "<segment id=\"A\"><element hex=\"2A\"/></segment>" CLOSE, "delimiter", 3},
    {OPEN "<segment id=\"A\"><element hex=\"2\"/></segment>" CLOSE, "pairs", 3},
    {OPEN "<segment id=\"A\"><element hex=\"0G\"/></segment>" CLOSE, "hex digits", 3},
    {OPEN "<segment id=\"A\"><element>x<component/></element></segment>" CLOSE, "both", 3},
    {OPEN "<segment id=\"A\">x</segment>" CLOSE, "text stands", 3},
    {OPEN "<segment id=\"A*\"/>" CLOSE, "id holds", 3},
    {OPEN "<segment id=\"A\" wrap=\"x\"/>" CLOSE, "wrap", 3},
    {OPEN "<segment id=\"A\"><element><repetition/><repetition/></element></segment>" CLOSE,
     "repetition-separator", 3},
    {HEAD "<interchange element-separator=\"*\" terminator=\"*\"/></claimtree>", "same", 2},
    {HEAD "<text>a</text></claimtree><more/>", "well-formed", 2},
};

START_TEST(what_is_not_ours_is_refused_with_its_place) {
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    ct_buffer out;
    ct_xml_error error;
    ck_assert_int_eq(to_x12(ct_slice_text(refused[i].xml), 0, false, &out, &error), CT_MISUSE);
    if (!strstr(error.text, refused[i].words))
      ck_abort_msg("%s\nis refused with: %s", refused[i].xml, error.text);
    if (refused[i].line) ck_assert_uint_eq(error.line, refused[i].line);
    ct_buffer_free(&out);
  }
}
END_TEST

START_TEST(deep_nesting_is_refused) {
  ct_buffer xml, out;
  ct_xml_error error;
  ct_buffer_init(&xml, NULL, NULL);
  ct_buffer_text(&xml, OPEN "<set>");
  for (int i = 0; i < 5000; i++) ct_buffer_text(&xml, "<loop id=\"1\">");
  ck_assert_int_eq(to_x12(whole(&xml), 0, false, &out, &error), CT_MISUSE);
  ck_assert_ptr_nonnull(strstr(error.text, "deep"));
  ct_buffer_free(&xml);
  ct_buffer_free(&out);
}
END_TEST

START_TEST(other_ways_to_write_the_same_document_are_fine) {
  const char *xml =
      "<?xml version='1.0' encoding='UTF-8'?><!-- a remark -->\n"
      "<c:claimtree xmlns:c='" CT_XML_NAMESPACE "'>\n <c:interchange\n"
      "  terminator='~' element-separator='2A'>\n  <c:segment id='AB'>\n"
      "   <c:element><![CDATA[x<y]]></c:element>\n   <c:element>  </c:element>"
      "<?pi more?></c:segment></c:interchange>\n<c:text>&#233;</c:text></c:claimtree>";
  ct_buffer out;
  ct_xml_error error;
  ck_assert_int_eq(to_x12(ct_slice_text(xml), 3, false, &out, &error), CT_OK);
  ck_assert(ct_slice_is(whole(&out), "AB*x<y*  ~\xC3\xA9"));
  ct_buffer_free(&out);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("xml");
  TCase *tests = tcase_create("xml");
  suite_add_tcase(suite, tests);
  tcase_set_timeout(tests, 240);
  tcase_add_checked_fixture(tests, set_up, tear_down);
  tcase_add_loop_test(tests, generated_files_come_back_byte_for_byte, 0, 4);
  tcase_add_test(tests, torn_and_changed_files_come_back_too);
  tcase_add_test(tests, every_fixture_comes_back_and_is_valid);
  tcase_add_test(tests, an_edited_element_changes_its_own_bytes);
  tcase_add_test(tests, recount_counts_and_keeps_what_is_right);
  tcase_add_test(tests, what_is_not_ours_is_refused_with_its_place);
  tcase_add_test(tests, deep_nesting_is_refused);
  tcase_add_test(tests, other_ways_to_write_the_same_document_are_fine);
  return support_run(suite);
}
