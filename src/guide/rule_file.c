/*
 * rule_file.c -- what stands beside rules in XML: lists, conditions, bases; and whole files.
 *
 * Knows where lists come from and what a base looks like.  A rule itself is rule_xml.c's.
 */
#include "guide/rule_xml.h"

enum { SCRATCH_BLOCK = 8 << 10, SCRATCH_LIMIT = 4 << 20 };

/* ---- the elements --------------------------------------------------------------------------- */

static void not_parsed(ct_rule_build *b, const ct_rule_text *t, const char *what, const char *text) {
  if (t->no_memory) {
    b->status = CT_NO_MEMORY;
  } else {
    ct_rule_build_refuse(b, "%s \"%s\": %s", what, text, t->error);
  }
}

static void add_condition(ct_rule_build *b, const char *name, const char *text, uint16_t node,
                          const ct_expr *e) {
  ct_rule_context c = {.build = b, .at = node, .frames = 1};
  ct_rule_code code;
  c.frame[0].loop = node;
  ct_rule_compile(&c, e, &code);
  ct_rule_condition *row = ct_rule_row(b, &b->condition, sizeof *row);
  if (row) *row = (ct_rule_condition){name, text, node, code};
}

static void read_condition(ct_rule_build *b, const xmlNode *node) {
  ct_arena scratch;
  ct_rule_text t;
  ct_arena_init(&scratch, SCRATCH_BLOCK, SCRATCH_LIMIT);
  const char *name = ct_rule_xml_copy(b, ct_xml_get(node, "name"));
  const char *text = ct_rule_xml_copy(b, ct_xml_get(node, "test")), *at = ct_xml_get(node, "at");
  const ct_expr *e = ct_rule_parse(&t, &scratch, ct_slice_text(text));
  bool found = false;
  if (!e) not_parsed(b, &t, "test", text);
  for (uint32_t n = 0; e && n < b->grammar->nodes && b->status == CT_OK; n++) {
    if (!ct_node_is_loop(&b->grammar->node[n]) || strcmp(b->grammar->node[n].id, at) != 0) continue;
    found = true;
    add_condition(b, name, text, (uint16_t)n, e);
  }
  if (e && !found) ct_rule_build_refuse(b, "at=\"%s\": no such loop in %s", at, b->grammar->id);
  ct_arena_free(&scratch);
}

static void read_list(ct_rule_build *b, const ct_rule_source *from, const xmlNode *node) {
  const char *name = ct_rule_xml_copy(b, ct_xml_get(node, "name")), *file = ct_xml_get(node, "file");
  if (file) {
    ct_source table;
    enum ct_status status = ct_source_open_near(&table, from->beside, file, CT_SOURCE_TABLE_LIMIT, b->error);
    if (status == CT_OK) {
      (void)ct_rule_build_table(b, name, ct_slice_make(table.text, table.len), table.name);
    } else if (status == CT_END) {
      ct_rule_build_refuse(b, "list %s: there is no file %s", name, file);
    } else {
      b->status = status;
    }
    ct_source_close(&table);
    return;
  }
  ct_arena scratch;
  ct_arena_init(&scratch, SCRATCH_BLOCK, SCRATCH_LIMIT);
  ct_rule_text t;
  const char *text = ct_rule_xml_sentence(b, node);
  const ct_word_list *words = ct_rule_parse_words(&t, &scratch, ct_slice_text(text));
  if (words) {
    (void)ct_rule_build_words(b, name, words);
  } else {
    not_parsed(b, &t, "list", name);
  }
  ct_arena_free(&scratch);
}

/* One segment a line, indented: line ends and the blanks after them are not part of it. */
static ct_slice without_lines(char *text) {
  size_t n = 0;
  bool line_start = true;
  for (const char *p = text; *p; p++) {
    if (*p == '\n' || *p == '\r') {
      line_start = true;
    } else if (!line_start || (*p != ' ' && *p != '\t')) {
      text[n++] = *p;
      line_start = false;
    }
  }
  return ct_slice_trim(ct_slice_make(text, n));
}

static void read_base(ct_rule_build *b, const xmlNode *node) {
  xmlChar *all = xmlNodeGetContent(node);
  ct_slice text = all ? without_lines((char *)all) : ct_slice_empty();
  ct_rule_base *row = ct_rule_row(b, &b->sample, sizeof *row);
  if (row) *row = (ct_rule_base){ct_rule_xml_copy(b, ct_xml_get(node, "name")), ct_rule_build_copy(b, text)};
  if (all) xmlFree(all);
}

void ct_rule_xml_one(ct_rule_build *b, const ct_rule_source *from, const xmlNode *n) {
  if (ct_xml_is(n, "rule")) ct_rule_xml_rule(b, from, n);
  if (ct_xml_is(n, "condition")) read_condition(b, n);
  if (ct_xml_is(n, "list")) read_list(b, from, n);
  if (ct_xml_is(n, "base")) read_base(b, n);
}

void ct_rule_xml_read(ct_rule_build *b, const ct_rule_source *from, const xmlNode *parent) {
  for (const xmlNode *n = ct_xml_first(parent); n && b->status == CT_OK; n = ct_xml_next(n)) {
    b->line = (uint32_t)ct_xml_line(n);
    ct_rule_xml_one(b, from, n);
  }
}

void ct_rule_xml_inherit(ct_rule_build *b) {
  ct_arena scratch;
  ct_arena_init(&scratch, SCRATCH_BLOCK, SCRATCH_LIMIT);
  for (const ct_rule_set *s = b->base; s; s = s->base) {
    for (uint32_t i = 1; i < s->conditions && b->status == CT_OK; i++) {
      const ct_rule_condition *have = &s->condition[i];
      ct_rule_text t;
      const ct_expr *e = ct_rule_parse(&t, &scratch, ct_slice_text(have->text));
      if (e) add_condition(b, have->name, have->text, have->node, e);
    }
  }
  ct_arena_free(&scratch);
}

/* ---- a file of rules ---------------------------------------------------------------------------------------------------- */

static enum ct_status validated(const ct_xml *xml, const char *beside, ct_error *error) {
  ct_source schema;
  enum ct_status status = ct_source_open_builtin(&schema, "partner.rng", error);
  if (status == CT_END) { /* the compiler of the built-in grammars has none built in */
    ct_source_close(&schema);
    status = ct_source_open_near(&schema, beside, "../partner.rng", CT_SOURCE_XML_LIMIT, error);
  }
  if (status == CT_OK) status = ct_xml_validate(xml, &schema);
  if (status == CT_END) status = ct_source_error(error, beside, 0, "no schema to check it by");
  ct_source_close(&schema);
  return status;
}

enum ct_status ct_rule_xml_load(const ct_source *source, const ct_grammar *g, ct_arena *arena,
                                const ct_rule_set **out, ct_error *error) {
  ct_xml xml;
  *out = NULL;
  enum ct_status status = ct_xml_parse(&xml, source, error);
  if (status != CT_OK) return status;
  status = validated(&xml, source->name, error);
  const xmlNode *root = ct_xml_root(&xml);
  if (status == CT_OK && !ct_xml_is(root, "rules"))
    status = ct_xml_error(&xml, root, "is no file of rules: its root is <%s>", ct_xml_name(root));
  if (status == CT_OK) {
    ct_rule_build b;
    ct_rule_build_begin(&b, arena, g, NULL, source->name, error);
    b.name = g->id;
    b.origin = g->origin;
    const ct_rule_source from = {.xml = &xml, .beside = source->name};
    ct_rule_xml_read(&b, &from, root);
    status = ct_rule_build_finish(&b, out);
  }
  ct_xml_free(&xml);
  return status;
}
