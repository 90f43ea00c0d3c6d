/*
 * loader.c -- the way of a file to a grammar: read, parsed, checked by the schema, laid
 * over the standard, proved.  It knows the order of these steps and none of their insides.
 */
#include "guide/loader.h"
#include "guide/builder.h"
#include "guide/guide_xml.h"
#include "guide/rule_xml.h"

static enum ct_status validate(const ct_xml *xml, const char *beside, ct_error *error) {
  ct_source schema;
  enum ct_status status = ct_source_open_builtin(&schema, "grammar.rng", error);
  if (status == CT_END) { /* the compiler of the built-in grammars has none built in */
    ct_source_close(&schema);
    status = ct_source_open_near(&schema, beside, "grammar.rng", CT_SOURCE_XML_LIMIT, error);
  }
  if (status == CT_OK) status = ct_xml_validate(xml, &schema);
  if (status == CT_END) status = ct_source_error(error, beside, 0, "no schema to check it by");
  ct_source_close(&schema);
  return status;
}

/* The guide's rules stand in a file of their own, named beside it. */
static enum ct_status add_rules(const ct_xml *xml, const char *beside, ct_grammar *g,
                                ct_error *error) {
  const char *name = ct_xml_get(ct_xml_root(xml), "rules");
  if (!name) return CT_OK;
  ct_source source;
  enum ct_status status = ct_source_open_near(&source, beside, name, CT_SOURCE_XML_LIMIT, error);
  if (status == CT_OK) status = ct_rule_xml_load(&source, g, ct_grammar_arena(g), &g->rules, error);
  if (status == CT_END)
    status = ct_xml_error(xml, ct_xml_root(xml), "its rules are not there: %s", name);
  ct_source_close(&source);
  return status;
}

static enum ct_status build(const ct_xml *xml, const char *beside, const char *origin,
                            ct_grammar **out, ct_error *error) {
  const char *named = ct_xml_get(ct_xml_root(xml), "standard");
  ct_standard standard;
  enum ct_status status = ct_standard_open(&standard, named ? named : "005010", beside, error);
  if (status != CT_OK) return status;
  status = ct_guide_build(xml, &standard, origin, out, error);
  ct_standard_close(&standard);
  if (status == CT_OK) status = add_rules(xml, beside, *out, error);
  return status;
}

enum ct_status ct_grammar_kind_of(const char *path, enum ct_grammar_kind *kind, ct_error *error) {
  static const struct {
    const char *root;
    enum ct_grammar_kind kind;
  } kinds[] = {{"guide", CT_KIND_GUIDE},
               {"control", CT_KIND_GUIDE},
               {"standard", CT_KIND_STANDARD},
               {"partner", CT_KIND_PARTNER},
               {"rules", CT_KIND_RULES}};
  ct_source source;
  ct_xml xml;
  *kind = CT_KIND_OTHER;
  enum ct_status status = ct_source_open(&source, path, CT_SOURCE_XML_LIMIT, error);
  if (status == CT_OK) status = ct_xml_parse(&xml, &source, error);
  if (status == CT_OK) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
      if (ct_xml_is(ct_xml_root(&xml), kinds[i].root)) *kind = kinds[i].kind;
    ct_xml_free(&xml);
  }
  ct_source_close(&source);
  return status;
}

enum ct_status ct_standard_check(const char *path, ct_standard_counts *counts, ct_error *error) {
  ct_source source;
  ct_standard s;
  enum ct_status status = ct_source_open(&source, path, CT_SOURCE_XML_LIMIT, error);
  if (status == CT_OK) {
    ct_xml xml;
    status = ct_xml_parse(&xml, &source, error);
    if (status == CT_OK) status = validate(&xml, path, error);
    ct_xml_free(&xml);
  }
  if (status == CT_OK) {
    status = ct_standard_read(&s, &source, error);
    if (status == CT_OK)
      *counts = (ct_standard_counts){s.datas, s.composites, s.segments, ct_standard_sets(&s)};
    ct_standard_close(&s); /* and the source with it */
    return status;
  }
  ct_source_close(&source);
  return status;
}

enum ct_status ct_grammar_load_source(const ct_source *source, const char *origin, ct_grammar **out,
                                      ct_error *error) {
  ct_xml xml;
  *out = NULL;
  enum ct_status status = ct_xml_parse(&xml, source, error);
  if (status != CT_OK) return status;
  status = validate(&xml, source->name, error);
  if (status == CT_OK) status = build(&xml, source->name, origin, out, error);
  ct_xml_free(&xml);
  if (status == CT_OK) status = ct_grammar_lint(*out, NULL, error);
  if (status != CT_OK) {
    ct_grammar_free(*out);
    *out = NULL;
  }
  return status;
}

enum ct_status ct_grammar_load(const char *path, ct_grammar **out, ct_error *error) {
  ct_source source;
  error->text[0] = '\0';
  *out = NULL;
  enum ct_status status = ct_source_open(&source, path, CT_SOURCE_XML_LIMIT, error);
  if (status == CT_OK) status = ct_grammar_load_source(&source, path, out, error);
  ct_source_close(&source);
  return status;
}
