/*
 * partner_xml.c -- a trading partner's profile laid over a guide, or over the control segments.
 *
 * Knows files, what they extend, and the parts of a profile.  A profile narrows: its wishes are
 * rules, which can only tell more.  What widens says so, and changes the tables of the layer.
 */
#include "guide/partner.h"

#include "base/date.h"
#include "guide/loader.h"

#include <stdio.h>

/* ---- files ------------------------------------------------------------------------------------- */

static bool is_path(const char *name) {
  size_t n = strlen(name);
  return strchr(name, '/') || (n > 4 && strcmp(name + n - 4, ".xml") == 0);
}

/* "masshealth" is built in; a path is a file, beside the one that extends it. */
static enum ct_status open_source(ct_source *s, const char *name, const char *beside, ct_error *error) {
  char file[160];
  if (is_path(name)) {
    return beside ? ct_source_open_near(s, beside, name, CT_SOURCE_XML_LIMIT, error)
                  : ct_source_open(s, name, CT_SOURCE_XML_LIMIT, error);
  }
  (void)snprintf(file, sizeof file, "partners/%.100s.xml", name);
  return ct_source_open_builtin(s, file, error);
}

static enum ct_status validate(const ct_xml *xml, ct_error *error) {
  ct_source schema;
  enum ct_status status = ct_source_open_builtin(&schema, "partner.rng", error);
  if (status == CT_END) { /* the compiler of the built-in grammars has none built in */
    ct_source_close(&schema);
    status = ct_source_open_near(&schema, xml->file, "../partner.rng", CT_SOURCE_XML_LIMIT, error);
  }
  if (status == CT_OK) status = ct_xml_validate(xml, &schema);
  if (status == CT_END) status = ct_source_error(error, xml->file, 0, "no schema to check it by");
  ct_source_close(&schema);
  return status;
}

static enum ct_status unknown(const ct_partner *p, const char *name) {
  if (p->files == 0)
    return ct_source_error(p->error, name, 0, "no such profile is built in; a file is told by its path");
  const ct_xml *by = &p->file[p->files - 1].xml;
  return ct_xml_error(by, ct_xml_root(by), "extends=\"%s\": there is no such profile", name);
}

static enum ct_status refuse_cycle(const ct_partner *p, const char *name) {
  const ct_xml *by = &p->file[p->files - 1].xml;
  return ct_xml_error(by, ct_xml_root(by), "extends=\"%s\" leads back to itself", name);
}

static enum ct_status open_one(ct_partner *p, const char *name) {
  const char *beside = p->files ? p->file[p->files - 1].source.name : NULL;
  if (p->files == CT_PARTNER_CHAIN) return refuse_cycle(p, name);
  ct_partner_file *f = &p->file[p->files];
  *f = (ct_partner_file){0};
  enum ct_status status = open_source(&f->source, name, beside, p->error);
  if (status == CT_OK) status = ct_xml_parse(&f->xml, &f->source, p->error);
  if (status != CT_OK) {
    if (status == CT_END) status = unknown(p, name);
    ct_source_close(&f->source);
    return status;
  }
  const xmlNode *root = ct_xml_root(&f->xml);
  if (!ct_xml_is(root, "partner")) {
    status = ct_xml_error(&f->xml, root, "is no partner profile: its root is <%s>", ct_xml_name(root));
  } else {
    status = validate(&f->xml, p->error);
  }
  for (unsigned i = 0; i < p->files && status == CT_OK; i++)
    if (strcmp(ct_xml_get(ct_xml_root(&p->file[i].xml), "name"), ct_xml_get(root, "name")) == 0)
      status = refuse_cycle(p, name);
  p->files++; /* also what was refused is closed with the others */
  return status;
}

static enum ct_status open_chain(ct_partner *p, const char *name) {
  enum ct_status status = open_one(p, name);
  while (status == CT_OK) {
    name = ct_xml_get(ct_xml_root(&p->file[p->files - 1].xml), "extends");
    if (!name) break;
    status = open_one(p, name);
  }
  return status;
}

static void close_chain(ct_partner *p) {
  while (p->files > 0) {
    ct_partner_file *f = &p->file[--p->files];
    ct_xml_free(&f->xml);
    ct_source_close(&f->source);
  }
}

/* ---- what concerns the grammar at hand --------------------------------------------------------- */

static bool is_control(const ct_partner *p) { return p->below->set_code[0] == '\0'; }

static bool concerns(const ct_partner *p, const xmlNode *part) {
  if (ct_xml_is(part, "severity")) return true;
  if (is_control(p)) return ct_xml_is(part, "envelope") || ct_xml_is(part, "file");
  return ct_xml_is(part, "guide") && strcmp(ct_xml_get(part, "version"), p->below->id) == 0;
}

static bool concerns_at_all(const ct_partner *p) {
  for (unsigned i = 0; i < p->files; i++)
    for (const xmlNode *n = ct_xml_first(ct_xml_root(&p->file[i].xml)); n; n = ct_xml_next(n))
      if (concerns(p, n)) return true;
  return false;
}

/* ---- severities ------------------------------------------------------------------------------------ */

enum { LEAST = -1 };

static int usual_of(enum ct_fault_id id) {
  static const int8_t usual[] = {
#define CT_FINDING(name, id, severity, level, snip, ta1, ak9, ik5, ik3, ik4, text) CT_##severity,
#include "x12/findings.def"
#undef CT_FINDING
  };
  return usual[id];
}

static unsigned snip_of(enum ct_fault_id id) {
  static const uint8_t snip[] = {
#define CT_FINDING(name, id, severity, level, snip, ta1, ak9, ik5, ik3, ik4, text) snip,
#include "x12/findings.def"
#undef CT_FINDING
  };
  return snip[id];
}

/* An element of the profile's files with this id. */
static bool written(const xmlNode *parent, const char *id) {
  for (const xmlNode *n = ct_xml_first(parent); n; n = ct_xml_next(n)) {
    const char *own = ct_xml_get(n, "id");
    if ((own && strcmp(own, id) == 0) || written(n, id)) return true;
  }
  return false;
}

/* The rule's own severity; CT_ERROR where only its name can be told; LEAST: nobody knows it. */
static int rule_severity(const ct_partner *p, const char *id) {
  const ct_rule *rule = ct_rule_find(p->below->rules, id);
  for (const ct_grammar *const *g = ct_builtin_guides; !rule && *g; g++) rule = ct_rule_find((*g)->rules, id);
  if (rule) return rule->severity;
  for (unsigned i = 0; i < p->files; i++)
    if (written(ct_xml_root(&p->file[i].xml), id)) return CT_ERROR;
  return LEAST;
}

static void read_severity(ct_partner *p, const xmlNode *n) {
  static const char *const words[] = {"note", "warning", "error"};
  ct_rule_build *b = &p->rules;
  const char *rule = ct_xml_get(n, "rule"), *finding = ct_xml_get(n, "finding");
  const char *snip = ct_xml_get(n, "snip"), *as = ct_xml_get(n, "as");
  ct_rule_severity v = {.fault = CT_F_COUNT, .severity = LEAST};
  for (int8_t i = 0; i < 3; i++)
    if (strcmp(as, words[i]) == 0) v.severity = i;
  int usual = CT_ERROR;
  if (rule) {
    usual = rule_severity(p, rule);
    if (usual == LEAST) ct_rule_build_refuse(b, "rule=\"%s\": there is no such rule", rule);
    v.rule = ct_rule_build_copy(b, ct_slice_text(rule));
  } else if (finding) {
    enum ct_fault_id id = ct_rule_finding(finding);
    if (id == CT_F_COUNT) {
      ct_rule_build_refuse(b, "finding=\"%s\": there is no such finding", finding);
      return;
    }
    v.fault = (uint16_t)id;
    usual = usual_of(id);
  } else {
    v.snip = (uint8_t)(*snip - '0');
  }
  if (v.severity < usual && !ct_xml_yes(n, "widen"))
    ct_rule_build_refuse(b, "as=\"%s\" makes the profile take what the guide rejects: say widen=\"yes\"", as);
  ct_rule_severity *row = ct_rule_row(b, &b->severity, sizeof *row);
  if (row) *row = v;
}

/* By finding, for the reader: those of rules are looked up by the rule. */
static const uint8_t *severity_table(ct_partner *p, const ct_rule_set *set) {
  uint8_t *table = ct_arena_alloc(&p->layer.arena, CT_F_COUNT);
  if (!table) {
    ct_builder_no_memory(&p->layer);
    return NULL;
  }
  for (unsigned i = 0; i < CT_F_COUNT; i++) {
    enum ct_fault_id id = (enum ct_fault_id)i;
    int none = LEAST - 1, severity = ct_rule_severity_of(set, NULL, id, snip_of(id), none);
    table[i] = severity == none ? 0 : severity < 0 ? CT_SEVERITY_OFF : (uint8_t)(severity + 1);
  }
  return table;
}

/* ---- coordination of benefits ------------------------------------------------------------------------ */

static void read_cob(ct_partner *p, const xmlNode *n) {
  static const struct {
    const char *name;
    uint16_t asks;
  } all[] = {{"inpatient-at-claim", CT_COB_INPATIENT_AT_CLAIM},
             {"outpatient-date-at-line", CT_COB_OUTPATIENT_DATE},
             {"adjustment-once", CT_COB_ADJUSTMENT_ONCE},
             {"no-noncovered", CT_COB_NO_NONCOVERED},
             {"no-remaining-liability", CT_COB_NO_LIABILITY}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (ct_xml_yes(n, all[i].name)) p->cob.asks |= all[i].asks;
  p->has_cob = true;
  const char *sender = ct_xml_get(n, "sender"), *receiver = ct_xml_get(n, "receiver");
  if (sender) p->cob.sender = ct_rule_build_copy(&p->rules, ct_slice_text(sender));
  if (receiver) p->cob.receiver = ct_rule_build_copy(&p->rules, ct_slice_text(receiver));
  const char *types = ct_xml_get(n, "inpatient");
  if (!types) return;
  char codes[400];
  size_t len = 0;
  for (const char *t = types; *t && len < sizeof codes - 1; t++)
    if (*t != ' ' || (len > 0 && codes[len - 1] != '|')) codes[len++] = *t == ' ' ? '|' : *t;
  while (len > 0 && codes[len - 1] == '|') len--;
  codes[len] = '\0';
  p->cob.inpatient = ct_builder_codes(&p->layer, codes);
}

/* ---- the parts of a profile ------------------------------------------------------------------------------ */

static uint32_t day_of(const xmlNode *root, const char *attribute) {
  const char *text = ct_xml_get(root, attribute);
  if (!text || strlen(text) != 10) return 0;
  char day[8];
  memcpy(day, text, 4);
  memcpy(day + 4, text + 5, 2);
  memcpy(day + 6, text + 8, 2);
  return ct_date_number(ct_slice_make(day, 8));
}

static void read_part(ct_partner *p, ct_rule_source *from, const xmlNode *part) {
  from->outside = ct_xml_is(part, "envelope") ? CT_AT_ENVELOPE : ct_xml_is(part, "file") ? CT_AT_FILE : 0;
  from->group = ct_xml_is(part, "envelope") ? ct_xml_get(part, "group") : NULL;
  for (const xmlNode *n = ct_xml_first(part); n && p->rules.status == CT_OK; n = ct_xml_next(n)) {
    p->rules.line = (uint32_t)ct_xml_line(n);
    if (ct_xml_is(n, "element") || ct_xml_is(n, "use")) {
      ct_partner_constraint(p, from, n);
    } else if (ct_xml_is(n, "cob")) {
      read_cob(p, n);
    } else {
      ct_rule_xml_one(&p->rules, from, n);
    }
  }
}

static void read_file(ct_partner *p, const ct_partner_file *f) {
  const xmlNode *root = ct_xml_root(&f->xml);
  ct_rule_build *b = &p->rules;
  b->file = f->source.name;
  ct_rule_source from = {.xml = &f->xml, .beside = f->source.name, .partner = true};
  from.from = day_of(root, "from");
  from.until = day_of(root, "until");
  from.source = ct_xml_get(root, "source");
  for (const xmlNode *n = ct_xml_first(root); n && b->status == CT_OK; n = ct_xml_next(n)) {
    b->line = (uint32_t)ct_xml_line(n);
    if (ct_xml_is(n, "severity")) {
      read_severity(p, n);
    } else if (concerns(p, n)) {
      read_part(p, &from, n);
    } else if (ct_xml_is(n, "list") || ct_xml_is(n, "base")) {
      from.outside = 0;
      ct_rule_xml_one(b, &from, n);
    }
  }
}

/* ---- the layer ------------------------------------------------------------------------------------------------ */

/* What it extends is read first, so that what is nearer finds it there. */
static enum ct_status read_all(ct_partner *p, const ct_rule_set **set) {
  const ct_partner_file *own = &p->file[0];
  ct_rule_build_begin(&p->rules, &p->layer.arena, p->below, p->below->rules, own->source.name, p->error);
  const char *name = ct_xml_get(ct_xml_root(&own->xml), "name");
  p->rules.name = ct_rule_build_copy(&p->rules, ct_slice_text(name));
  bool building = !ct_builtin_files[0].name; /* the compiler of the built-in grammars */
  const char *origin = building ? "built in" : own->source.name;
  p->rules.origin = ct_rule_build_copy(&p->rules, ct_slice_text(origin));
  if (!is_control(p)) ct_rule_xml_inherit(&p->rules);
  for (unsigned i = p->files; i-- > 0;) read_file(p, &p->file[i]);
  return ct_rule_build_finish(&p->rules, set);
}

static enum ct_status lay(ct_partner *p, ct_grammar **out) {
  const ct_rule_set *set;
  ct_builder_layer(&p->layer, p->below, p->error);
  if (p->layer.status != CT_OK) {
    enum ct_status failed = p->layer.status;
    ct_builder_free(&p->layer);
    return failed;
  }
  if (p->below->cob) p->cob = *p->below->cob;
  enum ct_status status = read_all(p, &set);
  if (status != CT_OK) {
    ct_builder_free(&p->layer);
    return status;
  }
  ct_grammar head = *p->below;
  head.rules = set;
  head.severity = severity_table(p, set);
  if (p->has_cob) {
    ct_cob_profile *cob = ct_arena_alloc(&p->layer.arena, sizeof *cob);
    if (cob) {
      *cob = p->cob;
      head.cob = cob;
    } else {
      ct_builder_no_memory(&p->layer);
    }
  }
  return ct_builder_finish(&p->layer, &head, out);
}

enum ct_status ct_grammar_overlay_partner(const ct_grammar *guide, const char *name_or_path,
                                          ct_grammar **out, ct_error *error) {
  ct_partner p = {.below = guide, .error = error};
  *out = NULL;
  error->text[0] = '\0';
  enum ct_status status = open_chain(&p, name_or_path);
  if (status == CT_OK && concerns_at_all(&p)) status = lay(&p, out);
  close_chain(&p);
  return status;
}
