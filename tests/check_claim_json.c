/*
 * check_claim_json.c -- every line of `claimtree json` over the fixtures is valid against the
 * schema that ships, no claim is missing, and the values are those of the segments.
 */
#include "base/buffer.h"
#include "out/claim_json.h"
#include "support.h"

#include <glob.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static ct_grammars *grammars;
static ct_reader *reader;
static json_t *schema;

static void set_up(void) {
  ct_error error;
  json_error_t why;
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  ct_options options = {.quiet = true};
  reader = ct_reader_new(grammars, &options);
  ck_assert_ptr_nonnull(reader);
  schema = json_load_file("grammars/claimtree-json.schema.json", JSON_REJECT_DUPLICATES, &why);
  ck_assert_msg(schema != NULL, "%s", why.text);
}

static void tear_down(void) {
  ct_reader_free(reader);
  ct_grammars_close(grammars);
  json_decref(schema);
}

/* ---- as much of JSON Schema as ours uses -------------------------------------------- */

static const json_t *resolve(const json_t *rule) {
  const char *ref = json_string_value(json_object_get(rule, "$ref"));
  if (!ref) return rule;
  ck_assert_int_eq(strncmp(ref, "#/$defs/", 8), 0);
  const json_t *found = json_object_get(json_object_get(schema, "$defs"), ref + 8);
  ck_assert_msg(found != NULL, "the schema has no %s", ref);
  return found;
}

static bool valid(const json_t *value, const json_t *rule, char *why, size_t size);

static bool valid_object(const json_t *value, const json_t *rule, char *why, size_t size) {
  const char *key;
  json_t *part, *need;
  size_t i;
  const json_t *properties = json_object_get(rule, "properties");
  json_array_foreach(json_object_get(rule, "required"), i, need) {
    if (json_object_get(value, json_string_value(need))) continue;
    snprintf(why, size, "%s is required", json_string_value(need));
    return false;
  }
  json_object_foreach((json_t *)(uintptr_t)value, key, part) {
    const json_t *sub = json_object_get(properties, key);
    if (!sub) {
      snprintf(why, size, "%s is not in the schema", key);
      return false;
    }
    if (!valid(part, resolve(sub), why, size)) return false;
  }
  return true;
}

static bool valid_enum(const json_t *value, const json_t *rule) {
  const json_t *list = json_object_get(rule, "enum");
  for (size_t i = 0; i < json_array_size(list); i++)
    if (json_equal(value, json_array_get(list, i))) return true;
  return list == NULL;
}

static bool valid(const json_t *value, const json_t *rule, char *why, size_t size) {
  const char *type = json_string_value(json_object_get(rule, "type"));
  ck_assert_ptr_nonnull(type);
  bool right = (json_is_object(value) && strcmp(type, "object") == 0) ||
               (json_is_array(value) && strcmp(type, "array") == 0) ||
               (json_is_string(value) && strcmp(type, "string") == 0) ||
               (json_is_integer(value) && strcmp(type, "integer") == 0);
  if (!right || !valid_enum(value, rule)) {
    snprintf(why, size, "a value is no %s, or not one of those listed", type);
    return false;
  }
  if (json_is_object(value)) return valid_object(value, rule, why, size);
  for (size_t i = 0; i < json_array_size(value); i++)
    if (!valid(json_array_get(value, i), resolve(json_object_get(rule, "items")), why, size))
      return false;
  return true;
}

/* Exactly one of claim and payment: their `type` tells them apart. */
static void expect_line(json_t *line, const char *file) {
  char why[200] = "";
  const json_t *all = json_object_get(schema, "oneOf");
  unsigned fits = 0;
  for (size_t i = 0; i < json_array_size(all); i++)
    fits += valid(line, resolve(json_array_get(all, i)), why, sizeof why);
  ck_assert_msg(fits == 1, "%s: %s", file, why);
}

/* ---- lines ---------------------------------------------------------------------------- */

static json_t *lines_of(const char *path) { /* an array */
  ct_buffer out;
  ct_buffer_init(&out, NULL, NULL);
  ct_claim_json *j = ct_claim_json_new(&out);
  ck_assert_ptr_nonnull(j);
  support_file f = support_slurp(path);
  ct_sink *sink = ct_claim_json_begin(j, path);
  ck_assert_int_eq(ct_reader_set_memory(reader, f.data, f.size), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, &sink, 1), CT_OK);
  json_t *lines = json_array();
  for (size_t at = 0; at < out.len;) {
    const char *end = memchr(out.data + at, '\n', out.len - at);
    ck_assert_ptr_nonnull(end);
    json_error_t why;
    size_t n = (size_t)(end - out.data) - at;
    json_t *line = json_loadb(out.data + at, n, JSON_REJECT_DUPLICATES, &why);
    ck_assert_msg(line != NULL, "%s: %s", path, why.text);
    json_array_append_new(lines, line);
    at += n + 1;
  }
  ct_claim_json_free(j);
  ct_buffer_free(&out);
  support_file_free(&f);
  return lines;
}

START_TEST(every_line_of_the_fixtures_is_valid) {
  static const char *const patterns[] = {"testdata/837i/*/*.837", "testdata/835/*/*.835",
                                         "testdata/cob/*", "testdata/envelope/*/*.837"};
  size_t seen = 0;
  for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
    glob_t found;
    if (glob(patterns[k], 0, NULL, &found) != 0) continue;
    for (size_t i = 0; i < found.gl_pathc; i++) {
      const char *path = found.gl_pathv[i];
      if (!strstr(path, ".83")) continue;
      json_t *lines = lines_of(path), *line;
      size_t n;
      json_array_foreach(lines, n, line) expect_line(line, path);
      seen += n;
      bool broken = strstr(path, "truncated") || strstr(path, "version") || strstr(path, "isa");
      if (!broken) ck_assert_uint_ge(ct_reader_counts(reader)->claims, n);
      if (strstr(path, "/pass/")) ck_assert_uint_eq(ct_reader_counts(reader)->claims, n);
      json_decref(lines);
    }
    globfree(&found);
  }
  ck_assert_uint_gt(seen, 150);
}
END_TEST

static const char *value_at(const json_t *line, const char *path) {
  char part[40];
  while (line && *path) {
    size_t n = strcspn(path, "/");
    snprintf(part, sizeof part, "%.*s", (int)n, path);
    line = json_is_array(line) ? json_array_get(line, (size_t)(part[0] - '0'))
                               : json_object_get(line, part);
    path += n + (path[n] == '/');
  }
  return line ? json_string_value(line) : NULL;
}

START_TEST(a_claim_says_what_its_segments_say) {
  static const char *const want[][2] = {{"type", "claim"},
                                        {"claim", "OSTRI-7731"},
                                        {"charge", "412.50"},
                                        {"facility_type", "13"},
                                        {"version", "005010X223A2"},
                                        {"billing_provider/id", "2000000010"},
                                        {"billing_provider/address/zip", "010010001"},
                                        {"subscriber/birth_date", "1971-04-12"},
                                        {"patient/name", "TANVOSK"},
                                        {"dates/0/to", "2026-03-02"},
                                        {"codes/1/qualifier", "APR"},
                                        {"lines/1/revenue_code", "0320"},
                                        {"lines/0/procedure/code", "99283"}};
  json_t *lines = lines_of("testdata/demo/admission.837");
  ck_assert_uint_gt(json_array_size(lines), 0);
  for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
    const char *got = value_at(json_array_get(lines, 0), want[i][0]);
    ck_assert_msg(got && strcmp(got, want[i][1]) == 0, "%s: %s", want[i][0], got ? got : "-");
  }
  json_decref(lines);
}
END_TEST

START_TEST(a_payment_says_what_its_segments_say) {
  json_t *lines = lines_of("testdata/835/pass/six-cas-triplets.835");
  const json_t *first = json_array_get(lines, 0);
  ck_assert_str_eq(value_at(first, "type"), "payment");
  ck_assert_ptr_nonnull(value_at(first, "payer/name"));
  ck_assert_ptr_nonnull(value_at(first, "payee/id"));
  ck_assert_ptr_nonnull(value_at(first, "payment/amount"));
  ck_assert_ptr_nonnull(value_at(first, "paid"));
  json_decref(lines);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("claim json");
  TCase *tests = tcase_create("claim json");
  suite_add_tcase(suite, tests);
  tcase_add_checked_fixture(tests, set_up, tear_down);
  tcase_add_test(tests, every_line_of_the_fixtures_is_valid);
  tcase_add_test(tests, a_claim_says_what_its_segments_say);
  tcase_add_test(tests, a_payment_says_what_its_segments_say);
  return support_run(suite);
}
