/*
 * check_grammar_load.c -- guides from files: the same tables as those built in, and refusals
 * with file and line.
 */
#include "guide/code_table.h"
#include "guide/loader.h"
#include "guide/rule.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- files of a test ------------------------------------------------------------------------- */

static char folder[] = "/tmp/claimtree-guide.XXXXXX";

static const char *write_file(const char *name, const char *text) {
  static char path[256];
  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "w");
  ck_assert_ptr_nonnull(f);
  fputs(text, f);
  ck_assert_int_eq(fclose(f), 0);
  return path;
}

static void make_folder(void) {
  memcpy(strrchr(folder, '.') + 1, "XXXXXX", 6);
  ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void drop_folder(void) {
  char command[128];
  (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
  ck_assert_int_eq(system(command), 0);
}

/* What the loader says of a text, without the folder; "" when it takes it. */
static const char *refusal(const char *text) {
  static ct_error error;
  ct_grammar *g;
  enum ct_status status = ct_grammar_load(write_file("x.xml", text), &g, &error);
  ct_grammar_free(g);
  if (status == CT_OK) return "";
  ck_assert_int_eq(status, CT_BAD_GRAMMAR);
  size_t n = strlen(folder);
  ck_assert_msg(strncmp(error.text, folder, n) == 0, "%s", error.text);
  return error.text + n + 1;
}

/* A guide of the 999 with some of it replaced. */
#define HEAD                                                                                       \
  "<guide xmlns='urn:claimtree:grammar:1' version='005010X231A1' set='999' group='FA'\n"           \
  "       standard='005010' name='test'>\n"
#define ST                                                                                         \
  "<segment tag='ST' key='ST01=999' pos='0100' usage='R' name='header'>\n"                         \
  "<element ref='ST02' usage='R'/></segment>\n"
#define AK1                                                                                        \
  "<segment tag='AK1' pos='0200' usage='R' name='group'><element ref='AK101' usage='R'/>"          \
  "</segment>\n"
#define LOOP(children)  "<loop id='ST' name='set'>\n" children "</loop>\n"
#define GUIDE(children) HEAD LOOP(ST children) "</guide>\n"
/* lines: 1-2 the guide, 3 the loop, 4-5 ST, 6 what follows */

/* ---- the same tables -------------------------------------------------------------------- */

static void same_text(const char *a, const char *b) {
  ck_assert_str_eq(a ? a : "", b ? b : "");
}

static void same_list(const ct_list *a, const ct_list *b) {
  ck_assert_uint_eq(a->mask, b->mask);
  ck_assert_uint_eq(a->count, b->count);
  ck_assert_uint_eq(a->single, b->single);
  ck_assert_uint_eq(a->texts_count, b->texts_count);
  same_text(a->sample, b->sample);
  ck_assert_int_eq(a->slot != NULL, b->slot != NULL);
  ck_assert_int_eq(a->start != NULL, b->start != NULL);
  size_t slots = a->slot ? (size_t)a->mask + 1 : 0;
  ck_assert(slots == 0 || memcmp(a->slot, b->slot, slots * sizeof *a->slot) == 0);
  if (a->start) {
    ck_assert_mem_eq(a->start, b->start, slots * sizeof *a->start);
    ck_assert_mem_eq(a->stop, b->stop, slots * sizeof *a->stop);
  }
  for (uint32_t i = 0; i < a->texts_count; i++) same_text(a->texts[i], b->texts[i]);
}

static void same_element(const ct_element *a, const ct_element *b) {
  ct_element x = *a, y = *b;
  same_text(x.name, y.name);
  x.name = y.name = NULL;
  ck_assert_mem_eq(x.de, y.de, sizeof x.de);
  ck_assert_uint_eq(x.usage, y.usage);
  ck_assert_uint_eq(x.type, y.type);
  ck_assert_uint_eq(x.std_req, y.std_req);
  ck_assert_uint_eq(x.flags, y.flags);
  ck_assert_mem_eq((char *)&x + offsetof(ct_element, min), (char *)&y + offsetof(ct_element, min),
                   offsetof(ct_element, name) - offsetof(ct_element, min));
}

static void same_node(const ct_node *a, const ct_node *b) {
  ck_assert_mem_eq(a, b, offsetof(ct_node, id));
  same_text(a->id, b->id);
  same_text(a->key, b->key);
  same_text(a->name, b->name);
  same_text(a->path, b->path);
}

static void same_rule(const ct_rule *a, const ct_rule *b) {
  same_text(a->id, b->id);
  same_text(a->text, b->text);
  same_text(a->explain, b->explain);
  same_text(a->source, b->source);
  same_text(a->test_text, b->test_text);
  same_text(a->when_text, b->when_text);
  same_text(a->ack_segment, b->ack_segment);
  same_text(a->ack_element, b->ack_element);
  same_text(a->group, b->group);
  ck_assert(a->node == b->node && a->kind == b->kind && a->scope == b->scope &&
            a->flags == b->flags && a->snip == b->snip && a->severity == b->severity &&
            a->fault == b->fault && a->each == b->each && a->on == b->on &&
            a->trigger == b->trigger && a->from == b->from && a->until == b->until &&
            a->when.first == b->when.first && a->when.length == b->when.length &&
            a->test.first == b->test.first && a->test.length == b->test.length &&
            a->line == b->line && a->examples == b->examples);
}

static void same_rules(const ct_rule_set *a, const ct_rule_set *b) {
  ck_assert_int_eq(a != NULL, b != NULL);
  if (!a) return;
  same_rules(a->base, b->base);
  same_text(a->name, b->name);
  ck_assert_uint_eq(a->nodes, b->nodes);
  ck_assert_uint_eq(a->rules, b->rules);
  ck_assert_uint_eq(a->codes, b->codes);
  ck_assert_uint_eq(a->paths, b->paths);
  ck_assert_uint_eq(a->lists, b->lists);
  ck_assert_uint_eq(a->texts, b->texts);
  ck_assert_uint_eq(a->numbers, b->numbers);
  ck_assert_uint_eq(a->patterns, b->patterns);
  ck_assert_uint_eq(a->conditions, b->conditions);
  ck_assert_uint_eq(a->runnings, b->runnings);
  ck_assert_uint_eq(a->examples, b->examples);
  ck_assert_uint_eq(a->samples, b->samples);
  ck_assert_uint_eq(a->severities, b->severities);
  ck_assert_uint_eq(a->outside, b->outside);
  ck_assert_int_eq(a->file_scope, b->file_scope);
  for (uint32_t i = 0; i < a->rules; i++) same_rule(&a->rule[i], &b->rule[i]);
  for (uint32_t i = 0; i <= a->nodes; i++) ck_assert_uint_eq(a->at[i], b->at[i]);
  for (uint32_t i = 0; i < a->codes; i++)
    ck_assert(a->code[i].op == b->code[i].op && a->code[i].extra == b->code[i].extra &&
              a->code[i].arg == b->code[i].arg);
  for (uint32_t i = 1; i < a->paths; i++) same_text(a->path[i].text, b->path[i].text);
  for (uint32_t i = 1; i < a->texts; i++) same_text(a->text[i], b->text[i]);
  for (uint32_t i = 1; i < a->patterns; i++) same_text(a->pattern[i].text, b->pattern[i].text);
  for (uint32_t i = 0; i < a->severities; i++)
    ck_assert(a->severity[i].fault == b->severity[i].fault &&
              a->severity[i].snip == b->severity[i].snip &&
              a->severity[i].severity == b->severity[i].severity);
}

static void same_profile(const ct_grammar *a, const ct_grammar *b) {
  same_rules(a->rules, b->rules);
  ck_assert_int_eq(a->cob != NULL, b->cob != NULL);
  if (a->cob) ck_assert(a->cob->inpatient == b->cob->inpatient && a->cob->asks == b->cob->asks);
  ck_assert_int_eq(a->severity != NULL, b->severity != NULL);
  if (a->severity) ck_assert_mem_eq(a->severity, b->severity, CT_F_COUNT);
}

static void same_grammar(const ct_grammar *a, const ct_grammar *b) {
  same_profile(a, b);
  same_text(a->id, b->id);
  same_text(a->set_code, b->set_code);
  same_text(a->group_code, b->group_code);
  same_text(a->name, b->name);
  same_text(a->unit_name, b->unit_name);
  ck_assert_uint_eq(a->unit, b->unit);
  for (size_t i = 0; a->aliases[i] || b->aliases[i]; i++) same_text(a->aliases[i], b->aliases[i]);
  ck_assert_uint_eq(a->nodes, b->nodes);
  ck_assert_uint_eq(a->children, b->children);
  ck_assert_uint_eq(a->elements, b->elements);
  ck_assert_uint_eq(a->lists, b->lists);
  ck_assert_uint_eq(a->code_sets, b->code_sets);
  ck_assert_uint_eq(a->set_uses, b->set_uses);
  ck_assert_uint_eq(a->notes, b->notes);
  ck_assert_uint_eq(a->standard_tags, b->standard_tags);
  ck_assert_uint_eq(a->known_tags, b->known_tags);
  for (uint32_t i = 0; i < a->nodes; i++) same_node(&a->node[i], &b->node[i]);
  ck_assert_mem_eq(a->child, b->child, a->children * sizeof *a->child);
  for (uint32_t i = 0; i < a->elements; i++) same_element(&a->element[i], &b->element[i]);
  for (uint32_t i = 0; i < a->lists; i++) same_list(&a->list[i], &b->list[i]);
  for (uint32_t i = 0; i < a->code_sets; i++) {
    const ct_code_set *x = &a->code_set[i], *y = &b->code_set[i];
    same_text(x->name, y->name);
    same_text(x->label, y->label);
    ck_assert(x->source == y->source && x->list == y->list && x->shape == y->shape &&
              x->closed == y->closed && x->user == y->user && x->dated == y->dated);
  }
  for (uint32_t i = 0; i < a->set_uses; i++)
    ck_assert(a->set_use[i].qualifier == b->set_use[i].qualifier &&
              a->set_use[i].set == b->set_use[i].set);
  for (uint32_t i = 0; i < a->notes; i++) {
    ck_assert(a->note[i].kind == b->note[i].kind && a->note[i].first == b->note[i].first &&
              a->note[i].mask == b->note[i].mask);
    same_text(a->note[i].text, b->note[i].text);
  }
  ck_assert_mem_eq(a->standard_tag, b->standard_tag, a->standard_tags * sizeof(ct_tag));
  ck_assert_mem_eq(a->standard_loop, b->standard_loop, a->standard_tags * sizeof(uint16_t));
  ck_assert_mem_eq(a->known_tag, b->known_tag, a->known_tags * sizeof(ct_tag));
}

static void same_as_built_in(const char *path, const ct_grammar *built_in) {
  ct_error error;
  ct_grammar *g;
  ck_assert_msg(ct_grammar_load(path, &g, &error) == CT_OK, "%s", error.text);
  same_grammar(g, built_in);
  same_text(g->origin, path);
  same_text(built_in->origin, "built in");
  ct_grammar_free(g);
}

START_TEST(files_give_the_tables_that_are_built_in) {
  for (const ct_grammar *const *g = ct_builtin_guides; *g; g++) {
    char path[64];
    (void)snprintf(path, sizeof path, "grammars/%s.xml", (*g)->id);
    same_as_built_in(path, *g);
  }
  same_as_built_in("grammars/00501-control.xml", ct_builtin_control);
}
END_TEST

START_TEST(profiles_give_the_layers_that_are_built_in) {
  unsigned layers = 0;
  for (const ct_builtin_layer *l = ct_builtin_layers; l->partner; l++, layers++) {
    char path[64];
    ct_error error = {""};
    ct_grammar *g;
    (void)snprintf(path, sizeof path, "grammars/partners/%s.xml", l->partner);
    ck_assert_msg(ct_grammar_overlay_partner(l->below, path, &g, &error) == CT_OK, "%s",
                  error.text);
    ck_assert_ptr_nonnull(g);
    same_grammar(g, l->layer);
    ck_assert_ptr_eq(l->layer->node, l->below->node); /* what is not changed is shared */
    ct_grammar_free(g);
  }
  ck_assert_uint_ge(layers, 6);
}
END_TEST

/* Copied to a folder where nothing else is: standard, schema and code lists are the built-in ones.
 */
START_TEST(a_guide_alone_needs_no_folder_of_data) {
  support_file f = support_slurp("grammars/005010X221A1.xml");
  const char *path = write_file("005010X221A1.xml", f.data);
  support_file_free(&f);
  for (const ct_grammar *const *g = ct_builtin_guides; *g; g++)
    if (strcmp((*g)->set_code, "835") == 0) same_as_built_in(path, *g);
}
END_TEST

/* ---- refusals --------------------------------------------------------------------------- */

typedef struct refused {
  const char *what, *text, *words; /* words: the beginning of what is said, without the folder */
} refused;

static const refused broken_xml[] = {
    {"empty", "", "x.xml:1: the file is empty"},
    {"not closed", HEAD "<loop>\n", "x.xml:4: not well-formed XML"},
    {"no XML", "ISA*00*", "x.xml:1: not well-formed XML"},
    {"a DTD", "<?xml version='1.0'?>\n<!DOCTYPE guide>\n" GUIDE(AK1),
     "x.xml:2: a document type declaration is not allowed"},
    {"an entity bomb",
     "<!DOCTYPE guide [<!ENTITY a 'aaaaaaaaaa'>\n<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>\n"
     "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>\n<guide>&c;</guide>",
     "x.xml:1: a document type declaration is not allowed"},
    {"an outside entity", "<!DOCTYPE guide SYSTEM 'file:///etc/passwd'>\n<guide/>",
     "x.xml:1: a document type declaration is not allowed"},
    {"an entity unheard of", HEAD "<loop id='&x;'/></guide>", "x.xml:3: not well-formed XML"},
    {"another root", "<html/>", "x.xml:1: "},
    {"another namespace", "<guide version='1'/>", "x.xml:1: "},
    {"a misspelt attribute", GUIDE("<segment tag='AK1' pos='0200' usge='R' name='x'/>\n"),
     "x.xml:6: "},
    {"an attribute too many",
     GUIDE("<segment tag='AK1' pos='0200' usage='R' name='x' hl='yes'/>\n"), "x.xml:6: "},
    {"an attribute too few", GUIDE("<segment tag='AK1' pos='0200' usage='R'/>\n"),
     "x.xml:6: <segment> has no name"},
    {"an attribute too few of a loop", HEAD "<loop id='ST'>" ST "</loop></guide>",
     "x.xml:3: <loop> has no name"},
    {"an element too many", GUIDE(AK1 "<remark/>\n"), "x.xml:7: "},
    {"a usage that is none", GUIDE("<segment tag='AK1' pos='0200' usage='M' name='x'/>\n"),
     "x.xml:6: "},
};

static const refused broken_guides[] = {
    {"an unknown segment", GUIDE("<segment tag='ZZZ' pos='0200' usage='R' name='x'/>\n"),
     "x.xml:6: the standard has no segment \"ZZZ\""},
    {"a position it does not have", GUIDE("<segment tag='AK1' pos='0900' usage='R' name='x'/>\n"),
     "x.xml:6: the standard has no AK1 at position 0900"},
    {"no position", GUIDE("<segment tag='AK1' usage='R' name='x'/>\n"), "x.xml:6: AK1 has no pos"},
    {"a set it does not have",
     "<guide xmlns='urn:claimtree:grammar:1' version='x1' set='276' group='HR' "
     "standard='005010' name='x'>" LOOP(ST) "</guide>",
     "x.xml:1: the standard has no table of the set 276"},
    {"another standard",
     "<guide xmlns='urn:claimtree:grammar:1' version='x1' set='999' group='FA' "
     "standard='004010' name='x'>" LOOP(ST) "</guide>",
     "x.xml:1: no such standard: \"004010\""},
    {"an unknown element",
     GUIDE("<segment tag='AK1' pos='0200' usage='R' name='x'>\n<element ref='AK109' "
           "usage='R'/></segment>\n"),
     "x.xml:7: AK109: there is no such element"},
    {"an element of another segment",
     GUIDE("<segment tag='AK1' pos='0200' usage='R' name='x'>\n<element ref='AK201' "
           "usage='R'/></segment>\n"),
     "x.xml:7: AK201: there is no such element"},
    {"an element twice",
     GUIDE("<segment tag='AK1' pos='0200' usage='R' name='x'>\n<element ref='AK101' usage='R'/>\n"
           "<element ref='AK101' usage='S'/></segment>\n"),
     "x.xml:8: AK101: stands twice, or out of turn"},
    {"a component of a simple element",
     GUIDE("<segment tag='AK1' pos='0200' usage='R' name='x'>\n<element ref='AK101' usage='R'>\n"
           "<component ref='AK101-1' usage='R'/></element></segment>\n"),
     "x.xml:8: AK101-1: is no component of this element"},
    {"no usage",
     GUIDE("<segment tag='AK1' pos='0200' usage='R' name='x'>\n<element ref='AK101'/></segment>\n"),
     "x.xml:7: AK101: has no usage"},
    {"longer than the standard allows",
     GUIDE("<segment tag='AK1' pos='0200' usage='R' name='x'>\n<element ref='AK102' usage='R' "
           "max='10'/>"
           "</segment>\n"),
     "x.xml:7: AK102: max is more than the layer below allows"},
    {"shorter than the standard asks",
     GUIDE("<segment tag='AK1' pos='0200' usage='R' name='x'>\n<element ref='AK101' usage='R' "
           "min='1'/>"
           "</segment>\n"),
     "x.xml:7: AK101: min is less than the layer below asks"},
    {"a code the standard does not know",
     GUIDE("<segment tag='AK9' pos='0900' usage='R' name='x'>\n"
           "<element ref='AK901' usage='R' codes='A|Q'/></segment>\n"),
     "x.xml:7: 715: the standard does not know the value \"Q\""},
    {"an empty code",
     GUIDE("<segment tag='AK9' pos='0900' usage='R' name='x'>\n"
           "<element ref='AK901' usage='R' codes='A||E'/></segment>\n"),
     "x.xml:7: AK901: codes holds an empty value"},
    {"a code set that is none",
     GUIDE("<segment tag='AK1' pos='0200' usage='R' name='x'>\n"
           "<element ref='AK101' usage='R' sets='planets'/></segment>\n"),
     "x.xml: no such code set: planets"},
    {"a key of another segment",
     GUIDE("<segment tag='AK1' key='AK201=837' pos='0200' usage='R' name='x'/>\n"),
     "x.xml:6: segment: key names no element of this segment"},
    {"like what does not stand before",
     GUIDE("<segment tag='AK9' pos='0900' usage='R' name='x'>\n"
           "<element ref='AK905' like='AK906' usage='S'/></segment>\n"),
     "x.xml:7: AK905: like must name elements that stand before"},
    {"like another data element",
     GUIDE("<segment tag='AK9' pos='0900' usage='R' name='x'>\n<element ref='AK901' usage='R'/>\n"
           "<element ref='AK905' like='AK901' usage='S'/></segment>\n"),
     "x.xml:8: AK905: like names another data element"},
    {"a loop like one that is not there", GUIDE(AK1 "<loop id='2000' usage='S' like='9999'/>\n"),
     "x.xml:7: like names no loop: \"9999\""},
    {"a loop that would hold itself",
     GUIDE(AK1 "<loop id='2000' usage='S' name='x'>\n"
               "<segment tag='AK2' pos='0300' usage='R' name='x'><element ref='AK201' "
               "usage='R'/></segment>\n"
               "<loop id='2100' usage='S' like='2000'/></loop>\n"),
     "x.xml:9: the loop \"2000\" would hold itself"},
};

#define AK2                                                                                        \
  "<segment tag='AK2' pos='0300' usage='R' name='x'><element ref='AK201' usage='R'/></segment>\n"
#define IK3                                                                                        \
  "<segment tag='IK3' pos='0400' usage='R' name='x'><element ref='IK301' usage='R'/></segment>\n"
#define CTX(use, value)                                                                            \
  "<segment tag='CTX' use='CTX*" use "' key='CTX01-1=" value "' pos='0500' usage='S' name='x'>"    \
  "<element ref='CTX01' usage='R'><component ref='CTX01-2' usage='S'/></element></segment>\n"

static const refused unproved[] = {
    {"siblings that are not told apart",
     GUIDE(AK1 "<loop id='2000' usage='S' name='x'>\n" AK2 IK3 CTX("A", "A|B")
               CTX("B", "C|B") "</loop>\n"),
     "x.xml:11: loop 2000, CTX*B: CTX*A and CTX*B are not told apart by the values of one element"},
    {"siblings without a key",
     GUIDE(AK1
           "<loop id='2000' usage='S' name='x'>\n" AK2
           "<segment tag='CTX' use='CTX*A' pos='0500' usage='S' name='x'><element ref='CTX01' "
           "usage='R'>"
           "<component ref='CTX01-1' usage='R'/></element></segment>\n" CTX("B", "B") "</loop>\n"),
     "x.xml:10: loop 2000, CTX*B: CTX*A and CTX*B are not told apart"},
    {"a use that stands twice",
     GUIDE(AK1 "<loop id='2000' usage='S' name='x'>\n" AK2 CTX("A", "A") CTX("A", "B") "</loop>\n"),
     "x.xml:10: loop 2000, CTX*A: CTX*A stands twice"},
    {"neighbours torn apart",
     GUIDE(AK1 "<loop id='2000' usage='S' name='x'>\n" AK2 CTX("A", "A")
               IK3 CTX("B", "B") "</loop>\n"),
     "x.xml:11: uses of one position must be neighbours"},
    {"a segment hidden by a loop before it",
     GUIDE(AK1 "<loop id='2000' usage='S' name='x'>\n" AK2 CTX("A", "A") "</loop>\n" CTX("A", "A")),
     "x.xml:11: loop 005010X231A1, CTX*A: after loop 2000 it would be taken for CTX*A of loop "
     "2000"},
    {"a loop whose first segment may be left out",
     GUIDE(AK1 "<loop id='2000' usage='S' name='x'>\n"
               "<segment tag='AK2' pos='0300' usage='S' name='x'><element ref='AK201' "
               "usage='R'/></segment>\n"
               "</loop>\n"),
     "x.xml:7: loop 2000: its first segment is not required exactly once"},
    {"a condition that cannot be met",
     "<guide xmlns='urn:claimtree:grammar:1' version='x1' set='835' group='HP' standard='005010' "
     "name='x'>\n"
     "<loop id='ST' name='x'><segment tag='ST' key='ST01=835' pos='0100' usage='R' name='x'>"
     "<element ref='ST02' usage='R'/></segment>\n"
     "<segment tag='BPR' pos='0200' usage='R' name='x'>\n<element ref='BPR01' usage='R'/>"
     "<element ref='BPR06' usage='R'/></segment></loop></guide>",
     "x.xml:3: loop x1, BPR: condition P0607 cannot be met by these uses"},
};

static const refused *const tables[] = {broken_xml, broken_guides, unproved};
static const size_t table_sizes[] = {sizeof broken_xml / sizeof broken_xml[0],
                                     sizeof broken_guides / sizeof broken_guides[0],
                                     sizeof unproved / sizeof unproved[0]};

START_TEST(a_file_is_refused_where_it_is_wrong) {
  for (size_t i = 0; i < table_sizes[_i]; i++) {
    const refused *r = &tables[_i][i];
    const char *said = refusal(r->text);
    ck_assert_msg(strncmp(said, r->words, strlen(r->words)) == 0, "%s: %s\n  instead of %s",
                  r->what, said, r->words);
  }
}
END_TEST

START_TEST(the_rest_is_taken) {
  ck_assert_str_eq(refusal(GUIDE(AK1)), "");
  ck_assert_str_eq(refusal(GUIDE(AK1 "<loop id='2000' usage='S' name='x'>\n" AK2 CTX("A", "A")
                                     CTX("B", "B") "</loop>\n")),
                   "");
}
END_TEST

START_TEST(deep_and_long_files_are_bounded) {
  enum { DEEP = 400, LONG = 5 << 20 };
  char *text = malloc(LONG + 4096);
  ck_assert_ptr_nonnull(text);
  char *at = text + sprintf(text, "%s", HEAD);
  for (int i = 0; i < DEEP; i++) at += sprintf(at, "<loop id='x'>");
  ck_assert_msg(strncmp(refusal(text), "x.xml:", 6) == 0, "deep");
  memset(text, ' ', LONG);
  memcpy(text + LONG, "<guide/>", 9);
  memcpy(text, "<!--", 4);
  ck_assert_str_eq(refusal(text), "x.xml: larger than 4 MiB");
  free(text);
}
END_TEST

START_TEST(a_missing_file_and_a_folder_are_trouble) {
  ct_error error;
  ct_grammar *g;
  ck_assert_int_eq(ct_grammar_load("no/such/file.xml", &g, &error), CT_IO);
  ck_assert_str_eq(error.text, "no/such/file.xml: No such file or directory");
  ck_assert_int_eq(ct_grammar_load("grammars", &g, &error), CT_IO);
  ck_assert_str_eq(error.text, "grammars: Is a directory");
}
END_TEST

/* ---- code tables ------------------------------------------------------------------------ */

static ct_grammars *with_codes(const char *name, const char *text, ct_error *error,
                               enum ct_status *status) {
  ct_grammars *g;
  ck_assert_int_eq(ct_grammars_open(&g, error), CT_OK);
  *status = ct_grammars_add_codes(g, name, write_file("t.tsv", text), error);
  return g;
}

static ct_codes_info codes_of(const ct_grammars *g, const char *name) {
  ct_codes_info info;
  for (size_t i = 0; ct_grammars_codes(g, i, &info); i++)
    if (strcmp(info.name, name) == 0) return info;
  ck_abort_msg("no codes %s", name);
}

START_TEST(a_users_table_takes_the_place_of_ours) {
  ct_error error;
  enum ct_status status;
  ct_grammars *g = with_codes("carc",
                              "# name: carc\n# dated: 2027-03-01\r\n\ncode\tnote\tstart\tstop\n"
                              "A1\tx\t2020-01-01\t\r\nB22\t\t20200101\t2021-12-31\n",
                              &error, &status);
  ck_assert_msg(status == CT_OK, "%s", error.text);
  ct_codes_info info = codes_of(g, "carc");
  ck_assert_uint_eq(info.count, 2);
  ck_assert_str_eq(info.label, "carc of 2027-03-01");
  ck_assert_uint_eq(codes_of(g, "rarc").count, 1187);
  ct_grammars_close(g);
}
END_TEST

START_TEST(a_table_may_stand_for_a_shape) {
  ct_error error;
  enum ct_status status;
  ct_grammars *g = with_codes("taxonomy", "code\n282N00000X\n207Q00000X\n", &error, &status);
  ck_assert_int_eq(status, CT_OK);
  ck_assert_uint_eq(codes_of(g, "taxonomy").count, 2);
  ct_grammars_close(g);
}
END_TEST

static const refused bad_tables[] = {
    {"no header", "A1\nB2\n", "t.tsv:1: the first line of a code table names its columns"},
    {"nothing in it", "code\n", "t.tsv:1: the table holds no code"},
    {"empty", "", "t.tsv: the table holds no code"},
    {"no code in a row", "code\tstart\nA1\t\n\t2020-01-01\n", "t.tsv:3: no code, or one too long"},
    {"a date that is none", "code\tstart\nA1\t2020-02-30\n",
     "t.tsv:2: no date of the form 2026-08-01: \"2020-02-30\""},
    {"another form of date", "code\tstop\nA1\t01/31/2020\n", "t.tsv:2: no date of the form"},
    {"stop before start", "code\tstart\tstop\nA1\t2020-02-01\t2020-01-01\n",
     "t.tsv:2: stops before it starts: \"A1\""},
    {"a code twice", "code\nA1\nB2\nA1\n", "t.tsv: stands there twice: \"A1\""},
};

START_TEST(a_table_is_refused_where_it_is_wrong) {
  for (size_t i = 0; i < sizeof bad_tables / sizeof bad_tables[0]; i++) {
    ct_error error;
    enum ct_status status;
    ct_grammars_close(with_codes("carc", bad_tables[i].text, &error, &status));
    ck_assert_int_eq(status, CT_BAD_GRAMMAR);
    const char *said = error.text + strlen(folder) + 1;
    ck_assert_msg(strncmp(said, bad_tables[i].words, strlen(bad_tables[i].words)) == 0,
                  "%s: %s\n  instead of %s", bad_tables[i].what, said, bad_tables[i].words);
  }
}
END_TEST

START_TEST(a_list_that_is_none_is_refused) {
  ct_error error;
  enum ct_status status;
  ct_grammars_close(with_codes("planets", "code\nmars\n", &error, &status));
  ck_assert_int_eq(status, CT_BAD_GRAMMAR);
  ck_assert_msg(strstr(error.text, "no guide has a code list named \"planets\""), "%s", error.text);
}
END_TEST

/* ---- adding guides ---------------------------------------------------------------------- */

START_TEST(a_guide_takes_the_place_of_its_version) {
  ct_error error;
  ct_grammars *g;
  ck_assert_int_eq(ct_grammars_open(&g, &error), CT_OK);
  ck_assert_int_eq(ct_grammars_add_guide(g, write_file("a.xml", GUIDE(AK1)), &error), CT_OK);
  size_t n = 0, own = 0;
  for (; ct_grammars_guide(g, n); n++) own += strcmp(ct_grammars_guide(g, n)->name, "test") == 0;
  ck_assert_uint_eq(n, 3);
  ck_assert_uint_eq(own, 1);
  ct_grammars_close(g);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("grammar load");
  TCase *t = tcase_create("files");
  tcase_add_checked_fixture(t, make_folder, drop_folder);
  tcase_add_test(t, files_give_the_tables_that_are_built_in);
  tcase_add_test(t, profiles_give_the_layers_that_are_built_in);
  tcase_add_test(t, a_guide_alone_needs_no_folder_of_data);
  tcase_add_loop_test(t, a_file_is_refused_where_it_is_wrong, 0, 3);
  tcase_add_test(t, the_rest_is_taken);
  tcase_add_test(t, deep_and_long_files_are_bounded);
  tcase_add_test(t, a_missing_file_and_a_folder_are_trouble);
  tcase_add_test(t, a_users_table_takes_the_place_of_ours);
  tcase_add_test(t, a_table_may_stand_for_a_shape);
  tcase_add_test(t, a_table_is_refused_where_it_is_wrong);
  tcase_add_test(t, a_list_that_is_none_is_refused);
  tcase_add_test(t, a_guide_takes_the_place_of_its_version);
  suite_add_tcase(suite, t);
  return support_run(suite);
}
