/*
 * check_tree.c -- the tree of one claim: what is reachable, that it is a copy, when its
 * memory goes back, and what a failure leaves behind.
 */
#include "support_claim.h"

#include "base/mem.h"
#include "claim/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static small_guide guide;
static ct_tree tree;
static const ct_grammar *g;

static void begin(uint64_t max_bytes) {
  g = small_837(&guide);
  ct_tree_init(&tree, max_bytes);
  ct_tree_begin(&tree, g);
}

static void setup(void) {
  begin(0);
}
static void teardown(void) {
  ct_tree_free(&tree);
}

static ct_segment *add(const char *text) {
  char bytes[256]; /* gone after the call: what the tree has is its own */
  small_segment s;
  size_t n = strlen(text);
  ck_assert(n < sizeof bytes);
  memcpy(bytes, text, n);
  small_segment_make(&s, bytes, n, 1);
  ct_segment *copy = ct_tree_add(&tree, &s.view, 1);
  memset(bytes, 'X', sizeof bytes);
  memset(s.mark, 0xFF, sizeof s.mark);
  return copy;
}

static void add_at(const char *node, const char *text) {
  ct_segment *s = add(text);
  ck_assert_ptr_nonnull(s);
  s->node = small_node(g, node);
}

static void open_loop(const char *node) {
  ct_tree_open(&tree, small_node(g, node));
}

static void close_loops(int n) {
  while (n-- > 0) ct_tree_close(&tree);
}

/* 2000A, 2010AA, 2000B: the claim's ancestors; three loops below the set stay open but one. */
static void open_ancestors(void) {
  open_loop("2000A");
  add("HL*1**20*1");
  open_loop("2000A/2010AA");
  add("NM1*85*2*HOSPITAL*****XX*2000000010");
  close_loops(1);
  open_loop("2000A/2000B");
  add("HL*2*1*22*0");
  add("SBR*S*18*******MC");
}

static void open_claim(void) {
  open_loop("2000B/2300");
  add("CLM*A-1*100.5***13:A:7**A*Y*Y");
}

#define ck_assert_slice(slice, expected)                                                           \
  do {                                                                                             \
    ct_slice s_ = (slice);                                                                         \
    char t_[64];                                                                                   \
    snprintf(t_, sizeof t_, "%.*s", (int)s_.len, s_.ptr);                                          \
    ck_assert_str_eq(t_, expected);                                                                \
  } while (0)

/* ---- what is reachable --------------------------------------------------------------------- */

static void build_claim(void) {
  open_ancestors();
  open_claim();
  add("REF*G1*AUTH");
  add("REF*F8*ORIGINAL");
  add("HI*ABK:E119^ABK:I10*ABF:Z00");
  open_loop("2300/2320");
  add("SBR*P*18*******MA");
  open_loop("2320/2330B");
  add("NM1*PR*2*OTHER*****PI*P1");
  close_loops(2);
  for (int i = 1; i <= 3; i++) {
    char lx[16];
    snprintf(lx, sizeof lx, "LX*%d", i);
    open_loop("2300/2400");
    add(lx);
    close_loops(1);
  }
  close_loops(1); /* the claim */
}

START_TEST(a_claim_is_walked_by_id) {
  build_claim();
  const ct_loop *claim = tree.unit;
  ck_assert_str_eq(ct_loop_id(claim), "2300");
  ck_assert_str_eq(ct_loop_name(claim), "2300");
  ck_assert_str_eq(ct_loop_id(ct_loop_parent(claim)), "2000B");
  const ct_loop *billing = ct_loop_parent(ct_loop_parent(claim));
  ck_assert_str_eq(ct_loop_id(billing), "2000A");
  ck_assert_slice(ct_loop_value(billing, "2010AA/NM109"), "2000000010");
  ck_assert_ptr_null(ct_loop_parent(ct_loop_parent(billing)));
  ck_assert_str_eq(ct_loop_id(ct_loop_first(claim)), "2320");
  ck_assert_str_eq(ct_loop_id(ct_loop_sibling(ct_loop_first(claim))), "2400");
  ck_assert_ptr_null(ct_loop_next(ct_loop_first(claim)));
  unsigned lines = 0;
  for (const ct_loop *l = ct_loop_child(claim, "2400"); l; l = ct_loop_next(l)) lines++;
  ck_assert_uint_eq(lines, 3);
  ck_assert_ptr_null(ct_loop_child(claim, "2310A"));
  unsigned segments = 0;
  for (const ct_segment *s = ct_loop_segments(claim); s; s = ct_segment_sibling(s)) segments++;
  ck_assert_uint_eq(segments, 4);
}
END_TEST

static const struct {
  const char *path, *value;
} values[] = {
    {"CLM01", "A-1"},
    {"CLM05", "13:A:7"},
    {"CLM05-3", "7"},
    {"CLM05-4", ""},
    {"CLM03", ""},
    {"REF02", "AUTH"},
    {"REF[F8]/REF02", "ORIGINAL"},
    {"REF[ZZ]/REF02", ""},
    {"HI01-2", "E119"},
    {"HI01(2)-2", "I10"},
    {"HI01(2)", "ABK:I10"},
    {"HI01(3)-1", ""},
    {"HI02-2", "Z00"},
    {"HI[ABK]/HI02-1", "ABF"},
    {"CLM01-1", "A-1"},
    {"2320/SBR09", "MA"},
    {"2320/2330B/NM109", "P1"},
    {"2320/2330B/NM1[PR]/NM103", "OTHER"},
    {"2330B/NM109", ""},
    {"2400/LX01", "1"},
    /* no paths */
    {"", ""},
    {"CLM", ""},
    {"CLM5", ""},
    {"CLM00", ""},
    {"CLM05-", ""},
    {"CLM05(", ""},
    {"CLM05()-1", ""},
    {"/CLM01", ""},
    {"REF[F8", ""},
    {"REF[F8]/CLM01", ""},
    {"REF[F8]/REF[G1]/REF02", ""},
    {"CLM05-3x", ""},
    {"CLM05-99999", ""},
    {"clm01", ""},
    {"2320/", ""},
};

START_TEST(values_by_path) {
  build_claim();
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    ck_assert_slice(ct_loop_value(tree.unit, values[i].path), values[i].value);
}
END_TEST

START_TEST(segments_by_path) {
  build_claim();
  ck_assert_slice(ct_segment_text(ct_loop_segment(tree.unit, "REF")), "REF*G1*AUTH");
  ck_assert_slice(ct_segment_text(ct_loop_segment(tree.unit, "REF[F8]")), "REF*F8*ORIGINAL");
  ck_assert_slice(ct_segment_text(ct_loop_segment(tree.unit, "2320/2330B/NM1")),
                  "NM1*PR*2*OTHER*****PI*P1");
  ck_assert_ptr_null(ct_loop_segment(tree.unit, "AMT"));
  ck_assert_ptr_null(ct_loop_segment(tree.unit, "REF[F8]/REF02"));
  ck_assert_ptr_null(ct_loop_segment(tree.unit, ""));
  ck_assert_ptr_null(ct_loop_segment(tree.unit, "2320/"));
}
END_TEST

START_TEST(nodes_that_occur_are_seen) {
  open_ancestors();
  open_claim();
  open_loop("2300/2320");
  add_at("2320/SBR", "SBR*P");
  close_loops(2);
  ck_assert(ct_tree_seen(&tree, small_node(g, "2300/2320")));
  ck_assert(!ct_tree_seen(&tree, small_node(g, "2300/2400")));
  ck_assert_ptr_eq(ct_loop_at(tree.unit, small_node(g, "2300/2320")), tree.unit->first);
  ck_assert_ptr_nonnull(ct_loop_segment_at(tree.unit->first, small_node(g, "2320/SBR")));
  ct_tree_drop_unit(&tree);
  open_claim();
  ck_assert(!ct_tree_seen(&tree, small_node(g, "2300/2320")));
}
END_TEST

/* ---- segments are copies ----------------------------------------------------------------------
 */

START_TEST(every_length_is_copied_whole) {
  for (size_t n = 4; n < 120; n++) {
    char text[128] = "REF*";
    for (size_t i = 4; i < n; i++) text[i] = i % 5 == 0 ? ':' : (char)('A' + i % 26);
    const ct_segment *s = add(text);
    ck_assert_uint_eq(s->len, n);
    ck_assert_int_eq(memcmp(s->text, text, n), 0);
    ck_assert_slice(ct_segment_tag(s), "REF");
    ck_assert_uint_eq(ct_segment_element(s, 1).len, n - 4);
    ck_assert_int_eq(memcmp(ct_segment_element(s, 1).ptr, text + 4, n - 4), 0);
    ck_assert_uint_eq(s->mark[s->marks] - s->origin, n);
  }
}
END_TEST

START_TEST(raw_bytes_and_lead_are_kept) {
  small_segment s;
  small_segment_make(&s, "REF*F8*AB", 9, 7);
  s.view.raw = ct_slice_text("REF*F8\n*AB");
  s.view.lead = ct_slice_text("\r\n  ");
  s.view.offset = 123;
  const ct_segment *copy = ct_tree_add(&tree, &s.view, 3);
  ck_assert_slice(ct_segment_text(copy), "REF*F8\n*AB");
  ck_assert_slice(ct_segment_lead(copy), "\r\n  ");
  ck_assert_slice(ct_segment_element(copy, 2), "AB");
  ck_assert(copy->raw.ptr != s.view.raw.ptr && copy->lead.ptr != s.view.lead.ptr);
  ck_assert_uint_eq(ct_segment_offset(copy), 123);
  ck_assert_uint_eq(ct_segment_number(copy), 7);
  ck_assert_uint_eq(copy->node, 3);
  /* line ends before the terminator are raw, and no text */
  small_segment_make(&s, "REF*F8*AB\r\n", 9, 8);
  s.view.raw.len = 11;
  copy = ct_tree_add(&tree, &s.view, 3);
  ck_assert_slice(ct_segment_text(copy), "REF*F8*AB\r\n");
  ck_assert_slice(ct_segment_element(copy, 2), "AB");
}
END_TEST

/* ---- memory goes back
 * ---------------------------------------------------------------------------- */

static size_t most_of(const char *repeat, int times) {
  size_t n = strlen(repeat), size = n * (size_t)times + 400;
  char *text = malloc(size);
  ck_assert_ptr_nonnull(text);
  size_t at = (size_t)snprintf(
      text, size, "ST*837*1~HL*1**20*1~NM1*85*2*P~HL*2*1*22*0~SBR*S*18~NM1*IL*1*D~NM1*PR*2*D~");
  for (int i = 0; i < times; i++, at += n) memcpy(text + at, repeat, n + 1);
  const run *r = run_text(small_837(&guide), text, NULL);
  ck_assert_int_eq(r->status, CT_OK);
  ck_assert_uint_ge(r->claims, (uint64_t)times);
  free(text);
  return r->most_memory;
}

#define ONE_CLAIM "CLM*A*1~DTP*434*D8*20260101~HI*ABK:E119~LX*1~SV2*0300**1*UN*1~"

START_TEST(memory_does_not_grow_with_claims) {
  ck_assert_uint_eq(most_of(ONE_CLAIM, 100000), most_of(ONE_CLAIM, 10));
}
END_TEST

START_TEST(memory_does_not_grow_with_levels) {
  const char *subscriber = "HL*2*1*22*0~SBR*S*18~NM1*IL*1*D~NM1*PR*2*D~" ONE_CLAIM;
  const char *patient = "HL*3*2*23*0~PAT*19~NM1*QC*1*D~" ONE_CLAIM;
  const char *provider =
      "HL*1**20*1~NM1*85*2*P~HL*2*1*22*0~SBR*S*18~NM1*IL*1*D~NM1*PR*2*D~" ONE_CLAIM;
  ck_assert_uint_eq(most_of(subscriber, 100000), most_of(subscriber, 10));
  ck_assert_uint_eq(most_of(patient, 100000), most_of(patient, 10));
  ck_assert_uint_eq(most_of(provider, 100000), most_of(provider, 10));
  ck_assert_uint_lt(most_of(provider, 1000), 8192);
}
END_TEST

START_TEST(ancestors_stay_while_claims_go) {
  open_ancestors();
  const ct_loop *subscriber = tree.open;
  for (int i = 0; i < 3; i++) {
    open_claim();
    ck_assert_ptr_eq(ct_loop_parent(tree.unit), subscriber);
    ck_assert_slice(ct_loop_value(subscriber, "SBR09"), "MC");
    ck_assert_slice(ct_loop_value(ct_loop_parent(subscriber), "2010AA/NM103"), "HOSPITAL");
    ck_assert_ptr_eq(ct_loop_first(subscriber), tree.unit);
    close_loops(1);
    ct_tree_drop_unit(&tree);
    ck_assert_ptr_null(ct_loop_first(subscriber));
    ck_assert_ptr_null(tree.unit);
  }
  ck_assert_uint_eq(subscriber->units, 3);
  close_loops(1);
  open_loop("2000A/2000B");
  ck_assert_uint_eq(tree.open->units, 0);
  ck_assert_uint_eq(tree.open->parent->levels, 2);
  ck_assert_ptr_eq(ct_loop_sibling(ct_loop_first(tree.open->parent)),
                   tree.open); /* 2010AA, 2000B */
}
END_TEST

START_TEST(a_unit_that_nobody_drops_goes_with_the_next) {
  open_ancestors();
  open_claim();
  close_loops(1);
  size_t used = tree.arena.used;
  for (int i = 0; i < 10; i++) {
    open_claim();
    close_loops(1);
  }
  ck_assert_uint_eq(tree.arena.used, used);
  close_loops(2); /* 2000B, 2000A, with a claim undropped */
  open_ancestors();
  open_claim();
  ck_assert_uint_eq(tree.arena.used, used);
}
END_TEST

START_TEST(a_set_begins_anew) {
  build_claim();
  size_t used = tree.arena.used;
  ct_tree_begin(&tree, g);
  ck_assert_ptr_null(tree.unit);
  ck_assert_ptr_null(ct_loop_first(tree.root));
  build_claim();
  ck_assert_uint_eq(tree.arena.used, used);
}
END_TEST

/* ---- broken loops
 * ---------------------------------------------------------------------------------- */

START_TEST(a_broken_loop_breaks_its_claim_only) {
  open_ancestors();
  const ct_loop *subscriber = tree.open;
  open_claim();
  open_loop("2300/2400");
  const ct_loop *line = tree.open;
  ct_tree_broken(&tree, false);
  close_loops(1);
  open_loop("2300/2400");
  ck_assert(!line->displaced && !tree.unit->displaced);
  ck_assert(line->broken && tree.unit->broken && !subscriber->broken && !tree.open->broken);
  close_loops(2);
  ct_tree_drop_unit(&tree);
  open_claim();
  ck_assert(!tree.unit->broken);
  close_loops(1);
  ct_tree_drop_unit(&tree);
  ct_tree_broken(&tree, true);
  ck_assert(subscriber->broken && tree.root->broken && tree.root->displaced);
}
END_TEST

/* ---- failing
 * ------------------------------------------------------------------------------------------ */

/* A claim of n lines; whether it was whole. */
static bool claim_of(int lines) {
  open_claim();
  for (int i = 0; i < lines; i++) {
    open_loop("2300/2400");
    add("LX*1");
    open_loop("2400/2430");
    add("SVD*P1*80");
    close_loops(2);
  }
  close_loops(1);
  bool whole = tree.status == CT_OK;
  ct_tree_drop_unit(&tree);
  return whole;
}

START_TEST(a_claim_over_the_limit_is_lost_alone) {
  ct_tree_free(&tree);
  begin(20000);
  open_ancestors();
  const ct_loop *subscriber = tree.open;
  ck_assert(claim_of(3));
  size_t used = tree.arena.used;
  ck_assert(!claim_of(1000));
  ck_assert_int_eq(tree.status, CT_OK);
  ck_assert_ptr_eq(tree.open, subscriber);
  ck_assert_uint_eq(tree.lost, 0);
  ck_assert_uint_eq(tree.arena.used, used);
  ck_assert(claim_of(3));
}
END_TEST

START_TEST(the_limit_is_a_status_and_nothing_is_handed_out) {
  ct_tree_free(&tree);
  begin(8000);
  open_ancestors();
  open_claim();
  ct_segment *s = add("REF*F8*1");
  for (int i = 0; i < 100 && s; i++) s = add("REF*F8*1");
  ck_assert_ptr_null(s);
  ck_assert_int_eq(tree.status, CT_LIMIT);
  ck_assert_ptr_null(add("X"));
  ck_assert_uint_le(tree.arena.used, 8000);
}
END_TEST

START_TEST(an_ancestor_over_the_limit_loses_its_claims) {
  ct_tree_free(&tree);
  begin(8000);
  open_ancestors();
  for (int i = 0; i < 100; i++) add("REF*F8*1");
  ck_assert(!claim_of(1));
  ck_assert(!claim_of(1));
  close_loops(2);
  open_ancestors();
  ck_assert_int_eq(tree.status, CT_OK);
  ck_assert(claim_of(1));
}
END_TEST

START_TEST(every_allocation_may_fail) {
  ct_tree_free(&tree);
  for (uint64_t n = 1;; n++) {
    ct_mem_fail_after(n);
    begin(0);
    open_ancestors();
    bool whole = claim_of(1000);
    ct_mem_fail_after(0);
    if (!whole) ck_assert_int_eq(tree.status, CT_NO_MEMORY);
    ct_tree_begin(&tree, g); /* and works again */
    open_ancestors();
    ck_assert(claim_of(10));
    ct_tree_free(&tree);
    if (whole) break;
    ck_assert_uint_lt(n, 1000);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("tree");
  TCase *tests = tcase_create("tree");
  suite_add_tcase(suite, tests);
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, a_claim_is_walked_by_id);
  tcase_add_test(tests, values_by_path);
  tcase_add_test(tests, segments_by_path);
  tcase_add_test(tests, nodes_that_occur_are_seen);
  tcase_add_test(tests, every_length_is_copied_whole);
  tcase_add_test(tests, raw_bytes_and_lead_are_kept);
  tcase_add_test(tests, memory_does_not_grow_with_claims);
  tcase_add_test(tests, memory_does_not_grow_with_levels);
  tcase_add_test(tests, ancestors_stay_while_claims_go);
  tcase_add_test(tests, a_unit_that_nobody_drops_goes_with_the_next);
  tcase_add_test(tests, a_set_begins_anew);
  tcase_add_test(tests, a_broken_loop_breaks_its_claim_only);
  tcase_add_test(tests, a_claim_over_the_limit_is_lost_alone);
  tcase_add_test(tests, the_limit_is_a_status_and_nothing_is_handed_out);
  tcase_add_test(tests, an_ancestor_over_the_limit_loses_its_claims);
  tcase_add_test(tests, every_allocation_may_fail);
  return support_run(suite);
}
