/* check_grammar.c -- the guides built in: what they say, and how they are looked up. */
#include "grammars.h"
#include "guide/loader.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static const ct_grammar *guide(const char *version) {
  bool alias;
  const ct_grammar *g =
      ct_grammar_for(ct_builtin_guides, ct_slice_text(version), ct_slice_empty(), &alias);
  ck_assert_ptr_nonnull(g);
  return g;
}

/* The use `key` in the loop at `path`. */
static const ct_node *use(const ct_grammar *g, const char *path, const char *key) {
  for (uint32_t i = 0; i < g->nodes; i++) {
    const ct_node *n = &g->node[i];
    if (!ct_node_is_loop(n) && strcmp(n->path, path) == 0 && strcmp(n->key, key) == 0) return n;
  }
  ck_abort_msg("no %s at %s", key, path);
}

static const ct_node *loop(const ct_grammar *g, const char *path) {
  for (uint32_t i = 0; i < g->nodes; i++)
    if (ct_node_is_loop(&g->node[i]) && strcmp(g->node[i].path, path) == 0) return &g->node[i];
  ck_abort_msg("no loop %s", path);
}

static const ct_element *element(const ct_grammar *g, const ct_node *n, unsigned e, unsigned part) {
  ck_assert_uint_le(e, n->element_count);
  const ct_element *at = &g->element[n->element_first + e - 1];
  if (part == 0) return at;
  ck_assert_uint_le(part, at->sub_count);
  return &g->element[at->sub_first + part - 1];
}

static bool allows(const ct_grammar *g, const ct_element *e, const char *code) {
  return ct_list_has(&g->list[e->codes], ct_slice_text(code));
}

/* ---- versions -------------------------------------------------------------------------------- */

START_TEST(a_guide_is_found_by_its_version) {
  bool alias = true;
  const ct_grammar *g = ct_grammar_for(ct_builtin_guides, ct_slice_text("005010X223A2"),
                                       ct_slice_text("837"), &alias);
  ck_assert_str_eq(g->id, "005010X223A2");
  ck_assert(!alias);
  ck_assert_str_eq(guide("005010X221A1")->set_code, "835");
  ck_assert_str_eq(guide("005010X231A1")->group_code, "FA");
}
END_TEST

START_TEST(versions_of_a_family_are_aliases) {
  static const struct {
    const char *version, *guide;
  } rows[] = {{"005010X223", "005010X223A2"},   {"005010X223A1", "005010X223A2"},
              {"005010X223A3", "005010X223A2"}, {"005010X292", "005010X223A2"},
              {"005010X221", "005010X221A1"},   {"005010X231", "005010X231A1"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    bool alias = false;
    const ct_grammar *g =
        ct_grammar_for(ct_builtin_guides, ct_slice_text(rows[i].version), ct_slice_empty(), &alias);
    ck_assert_msg(g != NULL, "%s", rows[i].version);
    ck_assert_str_eq(g->id, rows[i].guide);
    ck_assert(alias);
  }
}
END_TEST

START_TEST(other_versions_are_not_supported) {
  static const char *const versions[] = {"005010", "004010X096A1", "005010X222A1", "005010X223A4",
                                         "",       "005010x223a2"};
  bool alias;
  for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++)
    ck_assert_ptr_null(
        ct_grammar_for(ct_builtin_guides, ct_slice_text(versions[i]), ct_slice_empty(), &alias));
  /* the set decides, too */
  ck_assert_ptr_null(ct_grammar_for(ct_builtin_guides, ct_slice_text("005010X223A2"),
                                    ct_slice_text("835"), &alias));
}
END_TEST

/* ---- counts: what was written down, once ------------------------------------------------ */

typedef struct counts {
  uint32_t loops, segments, elements;
} counts;

static counts count(const ct_grammar *g) {
  counts c = {0};
  for (uint32_t i = 0; i < g->nodes; i++) {
    const ct_node *n = &g->node[i];
    if (ct_node_is_loop(n)) {
      c.loops++;
      continue;
    }
    c.segments++;
    for (unsigned e = 1; e <= n->element_count; e++)
      c.elements += 1u + element(g, n, e, 0)->sub_count;
  }
  return c;
}

START_TEST(nothing_is_lost) {
  static const struct {
    const char *version;
    counts want;
  } rows[] = {{"005010X221A1", {6, 53, 470}},
              {"005010X223A2", {60, 273, 3972}},
              {"005010X231A1", {4, 11, 71}}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    counts got = count(guide(rows[i].version));
    ck_assert_uint_eq(got.loops, rows[i].want.loops);
    ck_assert_uint_eq(got.segments, rows[i].want.segments);
    ck_assert_uint_eq(got.elements, rows[i].want.elements);
  }
  ck_assert_uint_eq(ct_builtin_control->nodes, 8);
}
END_TEST

START_TEST(every_name_is_there) {
  for (const ct_grammar *const *g = ct_builtin_guides; *g; g++) {
    for (uint32_t i = 0; i < (*g)->nodes; i++) ck_assert_uint_gt(strlen((*g)->node[i].name), 2);
    for (uint32_t i = 1; i < (*g)->elements; i++)
      ck_assert_uint_gt(strlen((*g)->element[i].name), 2);
  }
}
END_TEST

/* ---- loops ------------------------------------------------------------------------------ */

START_TEST(a_claim_hangs_under_subscriber_or_patient) {
  const ct_grammar *g = guide("005010X223A2");
  const ct_node *a = loop(g, "2000A/2000B/2300"), *b = loop(g, "2000A/2000B/2000C/2300");
  ck_assert_uint_eq(a->max_repeat, 100);
  ck_assert_uint_eq(b->max_repeat, 100);
  ck_assert(a->flags & CT_NODE_UNIT);
  ck_assert(b->flags & CT_NODE_UNIT);
  ck_assert_uint_eq(a->child_count, b->child_count);
  ck_assert_ptr_eq(&g->node[g->unit], a);
  ck_assert_str_eq(g->unit_name, "CLM01");
  ck_assert_uint_eq(loop(g, "2000A/2000B/2300/2400")->max_repeat, 999);
  ck_assert(loop(g, "2000A/2000B/2300/2400")->flags & CT_NODE_LINE);
  ck_assert_uint_eq(loop(g, "2000A")->max_repeat, 0); /* without limit */
  ck_assert_uint_eq(loop(g, "2000A/2000B/2010BB")->max_repeat, 1);
}
END_TEST

START_TEST(levels_are_marked) {
  const ct_grammar *g = guide("005010X223A2");
  static const char *const levels[] = {"2000A", "2000A/2000B", "2000A/2000B/2000C"};
  for (unsigned i = 0; i < 3; i++) {
    const ct_node *n = loop(g, levels[i]);
    ck_assert(n->flags & CT_NODE_HL);
    ck_assert_uint_eq(n->hl_parent_level, i);
    ck_assert_uint_eq(n->key_element, 3);
  }
  ck_assert(!(loop(g, "2000A/2010AA")->flags & CT_NODE_HL));
}
END_TEST

START_TEST(uses_of_one_position_share_a_rank) {
  const ct_grammar *g = guide("005010X223A2");
  const char *claim = "2000A/2000B/2300";
  ck_assert_uint_eq(use(g, claim, "REF*G1")->rank, use(g, claim, "REF*4N")->rank);
  ck_assert_uint_eq(use(g, claim, "HI*ABK")->rank, use(g, claim, "HI*TC")->rank);
  ck_assert_uint_lt(use(g, claim, "REF*G1")->rank, use(g, claim, "HI*ABK")->rank);
  ck_assert_uint_eq(loop(g, "2000A/2010AA")->rank, loop(g, "2000A/2010AC")->rank);
  ck_assert_uint_lt(loop(g, "2000A/2010AC")->rank, loop(g, "2000A/2000B")->rank);
  ck_assert_uint_lt(loop(g, "2000A/2000B/2300")->rank, loop(g, "2000A/2000B/2000C")->rank);
  const ct_grammar *r = guide("005010X221A1");
  ck_assert_uint_eq(use(r, "2000/2100", "NM1*QC")->rank, use(r, "2000/2100", "NM1*GB")->rank);
  ck_assert_uint_eq(loop(r, "1000A")->rank, loop(r, "1000B")->rank);
}
END_TEST

START_TEST(what_a_loop_must_hold_is_a_set_of_bits) {
  const ct_grammar *g = guide("005010X223A2");
  const ct_node *claim = loop(g, "2000A/2000B/2300");
  unsigned required = 0;
  for (unsigned i = 0; i < claim->child_count; i++) {
    const ct_node *n = &g->node[g->child[claim->child_first + i]];
    ck_assert_uint_eq(ct_child_has(&claim->required, i), n->usage == CT_REQUIRED);
    required += n->usage == CT_REQUIRED;
  }
  ck_assert_uint_eq(required, 5); /* CLM, DTP*434, CL1, HI*ABK, 2400 */
}
END_TEST

START_TEST(the_standard_speaks_through) {
  const ct_grammar *g = guide("005010X223A2"), *r = guide("005010X221A1");
  ck_assert(use(g, "", "BHT")->flags & CT_NODE_STD_MANDATORY);
  ck_assert(!(use(g, "2000A/2000B/2300", "CL1")->flags & CT_NODE_STD_MANDATORY));
  ck_assert(use(r, "2000/2100", "NM1*QC")->flags & CT_NODE_STD_MANDATORY);
  ck_assert_uint_eq(use(g, "2000A/2000B/2300", "REF*G1")->std_max, 30);
  ck_assert_uint_eq(use(r, "1000A", "PER*BL")->std_max, 0);
}
END_TEST

START_TEST(line_numbers_count_in_the_claim_alone) {
  ck_assert(use(guide("005010X223A2"), "2000A/2000B/2300/2400", "LX")->flags & CT_NODE_COUNTER);
  ck_assert(!(use(guide("005010X221A1"), "2000", "LX")->flags & CT_NODE_COUNTER));
}
END_TEST

/* ---- elements --------------------------------------------------------------------------- */

START_TEST(limits_of_the_guide_stand_beside_those_of_the_standard) {
  const ct_grammar *g = guide("005010X223A2");
  const ct_node *clm = use(g, "2000A/2000B/2300", "CLM");
  const ct_element *id = element(g, clm, 1, 0), *charge = element(g, clm, 2, 0);
  ck_assert_uint_eq(id->max, 38);
  ck_assert_uint_eq(id->ig_max, 20);
  ck_assert(id->flags & CT_ELEMENT_LIMIT_SOFT);
  ck_assert(id->flags & CT_ELEMENT_IDENTIFIER);
  ck_assert_uint_eq(charge->max, 18);
  ck_assert_uint_eq(charge->ig_max, 10);
  ck_assert(charge->flags & CT_ELEMENT_MONEY);
  ck_assert_uint_eq(charge->std_req, CT_STD_OPTIONAL);
  ck_assert_uint_eq(charge->usage, CT_REQUIRED);
  ck_assert_str_eq(charge->de, "782");
  ck_assert_str_eq(charge->name, "total claim charge");
}
END_TEST

START_TEST(what_is_not_mentioned_is_not_used) {
  const ct_grammar *g = guide("005010X223A2");
  const ct_node *clm = use(g, "2000A/2000B/2300", "CLM");
  ck_assert_uint_eq(clm->element_count, 20);
  ck_assert_uint_eq(element(g, clm, 3, 0)->usage, CT_NOT_USED);
  ck_assert_uint_eq(element(g, clm, 11, 0)->usage, CT_NOT_USED);
  ck_assert_uint_eq(
      element(guide("005010X221A1"), use(guide("005010X221A1"), "", "ST"), 3, 0)->flags,
      CT_ELEMENT_TOLERATED);
}
END_TEST

START_TEST(a_key_is_an_element_with_its_values) {
  const ct_grammar *g = guide("005010X223A2");
  const ct_node *n = use(g, "2000A/2000B/2010BB", "REF*2U");
  ck_assert_uint_eq(n->key_element, 1);
  ck_assert_uint_eq(n->key_codes, element(g, n, 1, 0)->codes);
  ck_assert(allows(g, element(g, n, 1, 0), "EI"));
  ck_assert(!allows(g, element(g, n, 1, 0), "G2"));
  ck_assert_uint_eq(element(g, n, 1, 0)->usage, CT_REQUIRED);
  /* known elsewhere in the standard: the acknowledgment says I6, not 7 */
  ck_assert(ct_list_has(&g->list[element(g, n, 1, 0)->std_codes], ct_slice_text("G2")));
  ck_assert(!ct_list_has(&g->list[element(g, n, 1, 0)->std_codes], ct_slice_text("Q9")));
}
END_TEST

START_TEST(repeated_composites_are_all_alike) {
  const ct_grammar *g = guide("005010X223A2");
  const ct_node *n = use(g, "2000A/2000B/2300", "HI*ABF");
  ck_assert_uint_eq(n->element_count, 12);
  for (unsigned e = 1; e <= 12; e++) {
    ck_assert_uint_eq(element(g, n, e, 0)->usage, e == 1 ? CT_REQUIRED : CT_SITUATIONAL);
    ck_assert_uint_eq(element(g, n, e, 0)->sub_first, element(g, n, 1, 0)->sub_first);
    ck_assert_uint_eq(element(g, n, e, 0)->std_req, e == 1 ? CT_STD_MANDATORY : CT_STD_OPTIONAL);
  }
  ck_assert(allows(g, element(g, n, 7, 1), "BF"));
  ck_assert_str_eq(element(g, n, 7, 2)->name, "other diagnosis");
  ck_assert_uint_eq(element(g, n, 1, 0)->note_count, 2); /* P0304 E0809 */
}
END_TEST

START_TEST(a_format_goes_by_its_qualifier) {
  const ct_grammar *g = guide("005010X223A2");
  const ct_node *dtp = use(g, "2000A/2000B/2300", "DTP*434");
  const ct_node *hi = use(g, "2000A/2000B/2300", "HI*BI");
  ck_assert(element(g, dtp, 3, 0)->flags & CT_ELEMENT_FORMAT);
  ck_assert(element(g, dtp, 3, 0)->flags & CT_ELEMENT_SERVICE_DATE);
  ck_assert_uint_eq(element(g, dtp, 3, 0)->by, 2);
  ck_assert(element(g, hi, 12, 4)->flags & CT_ELEMENT_FORMAT);
  ck_assert_uint_eq(element(g, hi, 12, 4)->by, 3);
}
END_TEST

START_TEST(identifiers_of_providers_are_checked) {
  const ct_grammar *g = guide("005010X223A2"), *r = guide("005010X221A1");
  const ct_element *npi = element(g, use(g, "2000A/2010AA", "NM1"), 9, 0);
  ck_assert(npi->flags & CT_ELEMENT_NPI);
  ck_assert_uint_eq(npi->by, 8);
  ck_assert(!(element(g, use(g, "2000A/2000B/2010BA", "NM1"), 9, 0)->flags & CT_ELEMENT_NPI));
  ck_assert(element(r, use(r, "1000B", "N1"), 4, 0)->flags & CT_ELEMENT_NPI);
  ck_assert(element(r, use(r, "2000/2100/2110", "REF*0B"), 2, 0)->flags & CT_ELEMENT_NPI);
  ck_assert(!(element(r, use(r, "2000/2100/2110", "REF*1S"), 2, 0)->flags & CT_ELEMENT_NPI));
}
END_TEST

static const char *set_for(const ct_grammar *g, const ct_element *e, const char *qualifier) {
  for (unsigned i = 0; i < e->set_count; i++) {
    const ct_set_use *u = &g->set_use[e->set_first + i];
    if (u->qualifier == ct_slice_pack(ct_slice_text(qualifier))) return g->code_set[u->set].name;
  }
  return "";
}

START_TEST(code_sets_go_by_the_qualifiers_that_can_occur) {
  const ct_grammar *g = guide("005010X223A2"), *r = guide("005010X221A1");
  const char *claim = "2000A/2000B/2300";
  const ct_element *code = element(g, use(g, claim, "HI*ABK"), 1, 2);
  ck_assert_uint_eq(code->set_count, 2);
  ck_assert_str_eq(set_for(g, code, "ABK"), "icd-10-cm");
  ck_assert_str_eq(set_for(g, code, "BK"), "icd-9-cm");
  ck_assert_str_eq(set_for(g, element(g, use(g, claim, "HI*BG"), 3, 2), "BG"), "condition");
  ck_assert_str_eq(set_for(g, element(g, use(g, claim, "REF*LU"), 2, 0), ""), "states");
  ck_assert_str_eq(set_for(g, element(g, use(g, claim, "CLM"), 5, 3), ""), "bill-frequency");
  ck_assert_str_eq(set_for(r, element(r, use(r, "2000/2100", "CAS"), 17, 0), ""), "carc");
  ck_assert_str_eq(set_for(r, element(r, use(r, "2000/2100/2110", "LQ"), 2, 0), "HE"), "rarc");
  ck_assert_str_eq(set_for(r, element(r, use(r, "2000/2100/2110", "SVC"), 1, 2), "NU"), "revenue");
}
END_TEST

START_TEST(lists_that_ship_are_closed_or_open_and_dated) {
  static const struct {
    const char *name;
    uint32_t count, dated;
    bool closed;
  } rows[] = {{"carc", 404, 20260801, false},   {"rarc", 1187, 20260801, false},
              {"states", 75, 0, true},          {"countries", 249, 0, true},
              {"bill-frequency", 27, 0, true},  {"admission-type", 6, 0, true},
              {"point-of-origin", 11, 0, true}, {"patient-status", 40, 0, true},
              {"currencies", 162, 0, false}};
  const ct_grammar *g = guide("005010X223A2");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const ct_code_set *s = NULL;
    for (uint32_t k = 1; k < g->code_sets; k++)
      if (strcmp(g->code_set[k].name, rows[i].name) == 0) s = &g->code_set[k];
    ck_assert_msg(s != NULL, "%s", rows[i].name);
    ck_assert_uint_eq(g->list[s->list].count, rows[i].count);
    ck_assert_uint_eq(s->dated, rows[i].dated);
    ck_assert_int_eq(s->closed, rows[i].closed);
    ck_assert(!s->user);
  }
}
END_TEST

START_TEST(a_code_has_its_dates) {
  const ct_grammar *g = guide("005010X221A1");
  const ct_element *reason = element(g, use(g, "2000/2100", "CAS"), 2, 0);
  const ct_code_set *carc = &g->code_set[g->set_use[reason->set_first].set];
  const ct_list *list = &g->list[carc->list];
  uint32_t slot;
  ck_assert_str_eq(carc->label, "CARC of 2026-08-01");
  ck_assert_uint_eq(carc->source, 139);
  ck_assert(ct_list_has_packed(list, ct_slice_pack(ct_slice_text("17")), &slot));
  ck_assert_uint_eq(list->start[slot], 19950101);
  ck_assert_uint_eq(list->stop[slot], 20090701);
  ck_assert(!ct_list_has_packed(list, ct_slice_pack(ct_slice_text("9999")), &slot));
}
END_TEST

/* ---- privacy ---------------------------------------------------------------------------- */

START_TEST(what_is_a_patients_is_private) {
  static const struct {
    const char *version, *path, *key;
    unsigned element;
    bool is_private;
  } rows[] = {{"005010X223A2", "2000A/2000B/2010BA", "NM1", 3, true},
              {"005010X223A2", "2000A/2000B/2010BA", "NM1", 9, true},
              {"005010X223A2", "2000A/2000B/2010BA", "NM1", 8, false},
              {"005010X223A2", "2000A/2000B/2010BA", "DMG", 2, true},
              {"005010X223A2", "2000A/2000B/2010BA", "N3", 1, true},
              {"005010X223A2", "2000A/2000B/2010BA", "N4", 3, true},
              {"005010X223A2", "2000A/2000B/2000C/2010CA", "NM1", 4, true},
              {"005010X223A2", "2000A/2000B/2300/2320/2330A", "NM1", 9, true},
              {"005010X223A2", "2000A/2000B/2300", "REF*EA", 2, true},
              {"005010X223A2", "2000A/2000B/2300", "CLM", 1, false},
              {"005010X223A2", "2000A/2010AA", "NM1", 3, false},
              {"005010X223A2", "2000A/2000B/2010BB", "NM1", 9, false},
              {"005010X221A1", "2000/2100", "NM1*QC", 3, true},
              {"005010X221A1", "2000/2100", "NM1*74", 9, true},
              {"005010X221A1", "2000/2100", "NM1*82", 9, false},
              {"005010X221A1", "1000B", "N1", 2, false},
              {"005010X231A1", "2000/2100/2110", "IK4", 4, true}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const ct_grammar *g = guide(rows[i].version);
    const ct_element *e = element(g, use(g, rows[i].path, rows[i].key), rows[i].element, 0);
    ck_assert_msg(((e->flags & CT_ELEMENT_PRIVATE) != 0) == rows[i].is_private, "%s %s%02u",
                  rows[i].path, rows[i].key, rows[i].element);
  }
}
END_TEST

/* ---- tables ----------------------------------------------------------------------------- */

START_TEST(known_tags_are_sorted) {
  const ct_grammar *g = guide("005010X221A1");
  for (uint32_t i = 1; i < g->standard_tags; i++)
    ck_assert_uint_le(g->standard_tag[i - 1], g->standard_tag[i]); /* once a loop */
  for (uint32_t i = 1; i < g->known_tags; i++)
    ck_assert_uint_lt(g->known_tag[i - 1], g->known_tag[i]);
  ck_assert_uint_gt(g->known_tags, g->standard_tags);
}
END_TEST

START_TEST(control_segments_are_found_by_tag) {
  static const char *const tags[] = {"ISA", "TA1", "GS", "ST", "SE", "GE", "IEA"};
  static const unsigned elements[] = {16, 5, 8, 3, 2, 2, 2};
  for (size_t i = 0; i < 7; i++) {
    const ct_node *n = ct_control_node(ct_builtin_control, ct_tag_pack(ct_slice_text(tags[i])));
    ck_assert_msg(n != NULL, "%s", tags[i]);
    ck_assert_uint_eq(n->element_count, elements[i]);
  }
  ck_assert_ptr_null(ct_control_node(ct_builtin_control, CT_TAG3('C', 'L', 'M')));
}
END_TEST

START_TEST(built_in_grammars_are_proved) {
  ct_error error = {""};
  for (const ct_grammar *const *g = ct_builtin_guides; *g; g++) {
    ct_lint n;
    ck_assert_msg(ct_grammar_lint(*g, &n, &error) == CT_OK, "%s", error.text);
    ck_assert_uint_ge(n.walks, n.segments - 1);
  }
  ck_assert_int_eq(ct_grammar_lint(ct_builtin_control, NULL, &error), CT_OK);
}
END_TEST

START_TEST(lists_hold_short_and_long_values) {
  static const char *const texts[] = {"PATIENT NAME NM109", "SITUATIONAL TRIGGER"};
  uint64_t slot[2] = {0};
  slot[ct_value_hash(ct_slice_pack(ct_slice_text("CLM01"))) & 1] =
      ct_slice_pack(ct_slice_text("CLM01"));
  ct_list list = {.slot = slot, .mask = 1, .texts = texts, .texts_count = 2, .count = 3};
  ck_assert(ct_list_has(&list, ct_slice_text("CLM01")));
  ck_assert(ct_list_has(&list, ct_slice_text("PATIENT NAME NM109")));
  ck_assert(ct_list_has(&list, ct_slice_text("SITUATIONAL TRIGGER")));
  ck_assert(!ct_list_has(&list, ct_slice_text("SITUATIONAL TRIGGE")));
  ck_assert(!ct_list_has(&list, ct_slice_text("SITUATIONAL TRIGGERS")));
  ck_assert(!ct_list_has(&list, ct_slice_text("CLM02")));
  ck_assert(!ct_list_has(&list, ct_slice_empty()));
}
END_TEST

/* ---- opening ---------------------------------------------------------------------------- */

START_TEST(the_guides_are_open_without_files) {
  ct_grammars *g;
  ct_error error;
  ct_codes_info codes;
  ck_assert_int_eq(ct_grammars_open(&g, &error), CT_OK);
  size_t n = 0;
  for (; ct_grammars_guide(g, n); n++)
    ck_assert_str_eq(ct_grammars_guide(g, n)->origin, "built in");
  ck_assert_uint_eq(n, 3);
  bool alias;
  ck_assert_ptr_nonnull(
      ct_grammars_find(g, ct_slice_text("005010X221"), ct_slice_text("835"), &alias));
  ck_assert(alias);
  ck_assert_ptr_eq(ct_grammars_control(g), ct_builtin_control);
  ck_assert(ct_grammars_codes(g, 0, &codes));
  ck_assert_str_eq(codes.name, "admission-type");
  n = 0;
  while (ct_grammars_codes(g, n, &codes)) n++;
  ck_assert_str_eq(codes.name, "value");
  ck_assert(!ct_grammars_codes(g, n, &codes));
  ct_grammars_close(g);
  ct_grammars_close(NULL);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("grammar");
  TCase *t = tcase_create("built in");
  tcase_add_test(t, a_guide_is_found_by_its_version);
  tcase_add_test(t, versions_of_a_family_are_aliases);
  tcase_add_test(t, other_versions_are_not_supported);
  tcase_add_test(t, nothing_is_lost);
  tcase_add_test(t, every_name_is_there);
  tcase_add_test(t, a_claim_hangs_under_subscriber_or_patient);
  tcase_add_test(t, levels_are_marked);
  tcase_add_test(t, uses_of_one_position_share_a_rank);
  tcase_add_test(t, what_a_loop_must_hold_is_a_set_of_bits);
  tcase_add_test(t, the_standard_speaks_through);
  tcase_add_test(t, line_numbers_count_in_the_claim_alone);
  tcase_add_test(t, limits_of_the_guide_stand_beside_those_of_the_standard);
  tcase_add_test(t, what_is_not_mentioned_is_not_used);
  tcase_add_test(t, a_key_is_an_element_with_its_values);
  tcase_add_test(t, repeated_composites_are_all_alike);
  tcase_add_test(t, a_format_goes_by_its_qualifier);
  tcase_add_test(t, identifiers_of_providers_are_checked);
  tcase_add_test(t, code_sets_go_by_the_qualifiers_that_can_occur);
  tcase_add_test(t, lists_that_ship_are_closed_or_open_and_dated);
  tcase_add_test(t, a_code_has_its_dates);
  tcase_add_test(t, what_is_a_patients_is_private);
  tcase_add_test(t, known_tags_are_sorted);
  tcase_add_test(t, control_segments_are_found_by_tag);
  tcase_add_test(t, built_in_grammars_are_proved);
  tcase_add_test(t, lists_hold_short_and_long_values);
  tcase_add_test(t, the_guides_are_open_without_files);
  suite_add_tcase(suite, t);
  return support_run(suite);
}
