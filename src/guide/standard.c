/*
 * standard.c -- reads 005010.xml: code sets, data elements, composites, segments, tables of
 * sets.  It knows what the standard says; what a guide makes of it is overlay.c's.
 */
#include "guide/standard.h"

#include <stdlib.h>

/* ---- words ------------------------------------------------------------------------------- */

bool ct_number_read(const char *text, uint32_t most, uint32_t *number) {
  uint64_t n = 0;
  if (!text || !*text) return false;
  for (; *text; text++) {
    if (*text < '0' || *text > '9') return false;
    n = n * 10 + (uint64_t)(*text - '0');
    if (n > most) return false;
  }
  return *number = (uint32_t)n, true;
}

/* One designator at *at: PREFIXnn, PREFIXnn-m, or PREFIX-m of a composite. */
static bool read_designator(const char **at, const char *prefix, unsigned *element,
                            unsigned *part) {
  size_t n = strlen(prefix);
  const char *p = *at;
  if (strncmp(p, prefix, n) != 0) return false;
  p += n;
  *element = *part = 0;
  if (*p != '-') {
    for (int i = 0; i < 2; i++, p++) {
      if (*p < '0' || *p > '9') return false;
      *element = *element * 10 + (unsigned)(*p - '0');
    }
    if (*element == 0) return false;
  }
  if (*p == '-') {
    size_t digits = strspn(++p, "0123456789");
    if (digits < 1 || digits > 2 || *p == '0') return false;
    for (size_t i = 0; i < digits; i++, p++) *part = *part * 10 + (unsigned)(*p - '0');
  }
  return *at = p, *element != 0 || *part != 0;
}

bool ct_reference_read(const char *text, const char *prefix, ct_reference *r) {
  unsigned first, part, last, part_last;
  if (!text || !read_designator(&text, prefix, &first, &part)) return false;
  last = first, part_last = part;
  if (strncmp(text, "..", 2) == 0) {
    text += 2;
    if (!read_designator(&text, prefix, &last, &part_last)) return false;
    if ((part == 0) != (part_last == 0) || last < first || (part && last != first)) return false;
    if (part_last < part) return false;
  }
  *r = (ct_reference){(uint8_t)first, (uint8_t)last, (uint8_t)part, (uint8_t)part_last};
  return *text == '\0';
}

static const struct {
  const char *name;
  uint8_t value;
} types[] = {{"AN", CT_TYPE_AN}, {"ID", CT_TYPE_ID}, {"N0", CT_TYPE_N0}, {"N2", CT_TYPE_N2},
             {"R", CT_TYPE_R},   {"DT", CT_TYPE_DT}, {"TM", CT_TYPE_TM}, {"B", CT_TYPE_BINARY}},
  shapes[] = {{"icd-10-cm", CT_SHAPE_ICD10CM}, {"icd-10-pcs", CT_SHAPE_ICD10PCS},
              {"icd-9-cm", CT_SHAPE_ICD9CM},   {"icd-9-pcs", CT_SHAPE_ICD9PCS},
              {"hcpcs", CT_SHAPE_HCPCS},       {"revenue", CT_SHAPE_REVENUE},
              {"nubc", CT_SHAPE_NUBC2},        {"ndc", CT_SHAPE_NDC},
              {"drg", CT_SHAPE_DRG},           {"taxonomy", CT_SHAPE_TAXONOMY},
              {"postal", CT_SHAPE_POSTAL},     {"hipps", CT_SHAPE_HIPPS},
              {"npi", CT_SHAPE_NONE}};

static bool read_type(const char *name, uint8_t *type) {
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    if (strcmp(types[i].name, name) == 0) return *type = types[i].value, true;
  return false;
}

static bool read_shape(const char *name, uint8_t *shape) {
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
    if (strcmp(shapes[i].name, name) == 0) return *shape = shapes[i].value, true;
  return false;
}

static uint8_t read_req(const char *req) {
  return req && *req == 'M'   ? CT_STD_MANDATORY
         : req && *req == 'X' ? CT_STD_RELATIONAL
                              : CT_STD_OPTIONAL;
}

/* ---- lookups --------------------------------------------------------------------------------- */

const ct_prototype *ct_standard_data(const ct_standard *s, const char *number) {
  for (uint32_t i = 0; i < s->datas; i++)
    if (strcmp(s->data[i].element.de, number) == 0) return &s->data[i];
  return NULL;
}

static const ct_composite *find_composite(const ct_standard *s, const char *number) {
  for (uint32_t i = 0; i < s->composites; i++)
    if (strcmp(s->composite[i].number, number) == 0) return &s->composite[i];
  return NULL;
}

const ct_std_segment *ct_standard_segment(const ct_standard *s, ct_tag tag) {
  for (uint32_t i = 0; i < s->segments; i++)
    if (s->segment[i].tag == tag) return &s->segment[i];
  return NULL;
}

const ct_std_position *ct_standard_position(const ct_standard *s, const char *set, const char *pos,
                                            ct_tag tag) {
  for (uint32_t i = 0; i < s->positions; i++) {
    const ct_std_position *p = &s->position[i];
    if (p->tag == tag && strcmp(p->pos, pos) == 0 && strcmp(p->set, set) == 0) return p;
  }
  return NULL;
}

bool ct_standard_has_set(const ct_standard *s, const char *set) {
  for (uint32_t i = 0; i < s->positions; i++)
    if (strcmp(s->position[i].set, set) == 0) return true;
  return false;
}

const ct_std_code_set *ct_standard_code_set(const ct_standard *s, ct_slice name) {
  for (uint32_t i = 0; i < s->code_sets; i++)
    if (ct_slice_is(name, s->code_set[i].name)) return &s->code_set[i];
  return NULL;
}

/* ---- parts of the file -------------------------------------------------------------------------
 */

static enum ct_status fail(const ct_standard *s, const xmlNode *n, const char *what,
                           const char *value) {
  return ct_xml_error(&s->xml, n, "<%s>: %s%s%s%s", ct_xml_name(n), what, value ? " \"" : "",
                      value ? value : "", value ? "\"" : "");
}

static enum ct_status read_code_set(ct_standard *s, const xmlNode *n) {
  ct_std_code_set *c = &s->code_set[s->code_sets];
  uint32_t source = 0;
  c->name = ct_xml_get(n, "name");
  c->title = ct_xml_get(n, "title");
  c->table = ct_xml_yes(n, "table");
  c->closed = ct_xml_yes(n, "closed");
  const char *shape = ct_xml_get(n, "shape");
  if (!c->name || !c->title) return fail(s, n, "has no name or title", NULL);
  if (shape && !read_shape(shape, &c->shape)) return fail(s, n, "no such shape:", shape);
  if (!ct_number_read(ct_xml_get(n, "source"), UINT16_MAX, &source))
    return fail(s, n, "source is no number", NULL);
  if (ct_standard_code_set(s, ct_slice_text(c->name)))
    return fail(s, n, "stands there twice:", c->name);
  c->source = (uint16_t)source;
  s->code_sets++;
  return CT_OK;
}

static void copy_number(char de[6], const char *number) {
  size_t n = strlen(number);
  memset(de, 0, 6);
  memcpy(de, number, n < 5 ? n : 5);
}

static enum ct_status read_data(ct_standard *s, const xmlNode *n) {
  ct_prototype *p = &s->data[s->datas];
  const char *number = ct_xml_get(n, "number"), *type = ct_xml_get(n, "type");
  uint32_t min, max;
  memset(p, 0, sizeof *p);
  p->element.name = ct_xml_get(n, "name");
  if (!number || strlen(number) > 5 || !p->element.name || !type)
    return fail(s, n, "number, type or name is missing or too long", NULL);
  if (!read_type(type, &p->element.type)) return fail(s, n, "no such type:", type);
  if (!ct_number_read(ct_xml_get(n, "min"), UINT16_MAX, &min) ||
      !ct_number_read(ct_xml_get(n, "max"), UINT16_MAX, &max) || min > max || max == 0)
    return fail(s, n, "min and max are no lengths", NULL);
  if (ct_standard_data(s, number)) return fail(s, n, "stands there twice:", number);
  copy_number(p->element.de, number);
  p->element.usage = CT_NOT_USED;
  p->element.repeat = 1;
  p->element.min = (uint16_t)min;
  p->element.max = (uint16_t)max;
  if (ct_xml_yes(n, "money")) p->element.flags |= CT_ELEMENT_MONEY;
  p->codes = ct_xml_get(n, "codes");
  p->sets = ct_xml_get(n, "sets");
  s->datas++;
  return CT_OK;
}

/* Attributes that any <element> or <component> of the standard may have. */
static enum ct_status read_traits(ct_standard *s, const xmlNode *n, const char *prefix,
                                  ct_prototype *p) {
  const char *by = ct_xml_get(n, "by"), *repeat = ct_xml_get(n, "repeat");
  const char *type = ct_xml_get(n, "type"), *name = ct_xml_get(n, "name");
  const char *sets = ct_xml_get(n, "sets"), *req = ct_xml_get(n, "req");
  uint32_t times = 1;
  ct_reference r = {0};
  if (req) p->element.std_req = read_req(req);
  if (by && !ct_reference_read(by, prefix, &r)) return fail(s, n, "by names no element:", by);
  if (by) p->element.by = r.part ? r.part : r.first;
  if (repeat && !ct_number_read(repeat, 999, &times))
    return fail(s, n, "repeat is no number:", repeat);
  if (repeat) p->element.repeat = (uint16_t)times;
  if (type && !read_type(type, &p->element.type)) return fail(s, n, "no such type:", type);
  if (name) p->element.name = name;
  if (sets) p->sets = sets;
  if (ct_xml_yes(n, "format")) p->element.flags |= CT_ELEMENT_FORMAT;
  return CT_OK;
}

static enum ct_status prototype_of(ct_standard *s, const xmlNode *n, ct_prototype *p) {
  const char *de = ct_xml_get(n, "de");
  if (!de) return fail(s, n, "has no de", NULL);
  const ct_prototype *data = ct_standard_data(s, de);
  if (data) return memcpy(p, data, sizeof *p), CT_OK;
  const ct_composite *c = find_composite(s, de);
  if (!c) return fail(s, n, "no such data element or composite:", de);
  memset(p, 0, sizeof *p);
  copy_number(p->element.de, c->number);
  p->element.usage = CT_NOT_USED;
  p->element.type = CT_TYPE_COMPOSITE;
  p->element.repeat = 1;
  p->element.name = c->name;
  p->composite = c;
  return CT_OK;
}

/* Positions first..last made like those of another run, again and again. */
static enum ct_status read_like(ct_standard *s, const xmlNode *n, const char *prefix,
                                ct_prototype *all, ct_reference r) {
  const char *like = ct_xml_get(n, "like");
  ct_reference l = {0};
  if (!ct_reference_read(like, prefix, &l)) return fail(s, n, "like names no element:", like);
  unsigned first = r.part ? r.part : r.first, last = r.part ? r.part_last : r.last;
  unsigned from = l.part ? l.part : l.first, to = l.part ? l.part_last : l.last;
  if (to >= first) return fail(s, n, "like must name what stands before:", like);
  for (unsigned i = first; i <= last; i++) {
    unsigned model = from + (i - first) % (to - from + 1);
    memcpy(&all[i - 1], &all[model - 1], sizeof *all);
    uint8_t by = all[i - 1].element.by;
    if (by >= from && by <= to) all[i - 1].element.by = (uint8_t)(by + (i - model));
    enum ct_status status = read_traits(s, n, prefix, &all[i - 1]);
    if (status != CT_OK) return status;
  }
  return CT_OK;
}

/* The <element> or <component> children of n, each position once and in order. */
static enum ct_status read_positions(ct_standard *s, const xmlNode *n, const char *prefix,
                                     const ct_prototype **out, uint16_t *count) {
  ct_prototype all[64];
  unsigned have = 0;
  for (const xmlNode *e = ct_xml_first(n); e; e = ct_xml_next(e)) {
    const char *ref = ct_xml_get(e, "ref");
    ct_reference r = {0};
    if (!ct_reference_read(ref, prefix, &r)) return fail(s, e, "ref names nothing of it:", ref);
    unsigned first = r.part ? r.part : r.first, last = r.part ? r.part_last : r.last;
    if (first != have + 1 || last >= sizeof all / sizeof all[0])
      return fail(s, e, "is out of turn:", ref);
    enum ct_status status;
    if (ct_xml_get(e, "like")) {
      status = read_like(s, e, prefix, all, r);
    } else {
      status = first == last ? prototype_of(s, e, &all[first - 1])
                             : fail(s, e, "a run needs like:", ref);
      if (status == CT_OK) status = read_traits(s, e, prefix, &all[first - 1]);
    }
    if (status != CT_OK) return status;
    have = last;
  }
  ct_prototype *kept = ct_arena_alloc(&s->arena, have * sizeof *kept + 1);
  if (!kept) return ct_source_no_memory(s->xml.error);
  memcpy(kept, all, have * sizeof *kept);
  *out = kept;
  *count = (uint16_t)have;
  return CT_OK;
}

static enum ct_status read_composite(ct_standard *s, const xmlNode *n) {
  ct_composite *c = &s->composite[s->composites];
  c->number = ct_xml_get(n, "number");
  c->name = ct_xml_get(n, "name");
  c->notes = ct_xml_get(n, "notes");
  if (!c->number || strlen(c->number) > 5 || !c->name)
    return fail(s, n, "number or name is missing or too long", NULL);
  if (find_composite(s, c->number)) return fail(s, n, "stands there twice:", c->number);
  enum ct_status status = read_positions(s, n, c->number, &c->part, &c->parts);
  if (status == CT_OK) s->composites++;
  return status;
}

static enum ct_status read_segment(ct_standard *s, const xmlNode *n) {
  ct_std_segment *g = &s->segment[s->segments];
  const char *tag = ct_xml_get(n, "tag");
  g->tag = tag ? ct_tag_pack(ct_slice_text(tag)) : 0;
  g->name = ct_xml_get(n, "name");
  g->notes = ct_xml_get(n, "notes");
  if (!g->tag || !g->name) return fail(s, n, "has no name, or no tag:", tag);
  if (ct_standard_segment(s, g->tag)) return fail(s, n, "stands there twice:", tag);
  enum ct_status status = read_positions(s, n, tag, &g->element, &g->elements);
  if (status == CT_OK) s->segments++;
  return status;
}

static enum ct_status read_set(ct_standard *s, const xmlNode *n) {
  const char *code = ct_xml_get(n, "code");
  if (!code) return fail(s, n, "has no code", NULL);
  for (const xmlNode *e = ct_xml_first(n); e; e = ct_xml_next(e)) {
    ct_std_position *p = &s->position[s->positions];
    const char *tag = ct_xml_get(e, "tag"), *max = ct_xml_get(e, "max");
    const char *loop = ct_xml_get(e, "loop");
    *p = (ct_std_position){.set = code, .pos = ct_xml_get(e, "pos")};
    p->tag = tag ? ct_tag_pack(ct_slice_text(tag)) : 0;
    p->mandatory = read_req(ct_xml_get(e, "req")) == CT_STD_MANDATORY;
    if (!p->tag || !p->pos || !max) return fail(s, e, "pos, tag or max is missing", NULL);
    if (strcmp(max, "unlimited") != 0 && !ct_number_read(max, UINT16_MAX, &p->max))
      return fail(s, e, "max is no number:", max);
    if (loop && !ct_number_read(loop, 9999, &p->loop))
      return fail(s, e, "loop is no number:", loop);
    if (ct_standard_position(s, code, p->pos, p->tag))
      return fail(s, e, "stands there twice:", tag);
    s->positions++;
  }
  return CT_OK;
}

/* ---- the whole -------------------------------------------------------------------------- */

static uint32_t count_of(const xmlNode *root, const char *name, const char *inside) {
  uint32_t n = 0;
  for (const xmlNode *e = ct_xml_first(root); e; e = ct_xml_next(e)) {
    if (!ct_xml_is(e, name)) continue;
    if (!inside) n++;
    for (const xmlNode *i = inside ? ct_xml_first(e) : NULL; i; i = ct_xml_next(i)) n++;
  }
  return n;
}

static void *rows(ct_standard *s, uint32_t count, size_t size) {
  void *p = ct_arena_alloc(&s->arena, (size_t)(count + 1) * size);
  if (p) memset(p, 0, (size_t)(count + 1) * size);
  return p;
}

static int by_tag(const void *a, const void *b) {
  ct_tag x = *(const ct_tag *)a, y = *(const ct_tag *)b;
  return (x > y) - (x < y);
}

/* Every tag that the standard file names, sorted. */
static enum ct_status collect_known(ct_standard *s) {
  uint32_t n = 0;
  s->known = rows(s, s->segments + s->positions, sizeof *s->known);
  if (!s->known) return ct_source_no_memory(s->xml.error);
  for (uint32_t i = 0; i < s->segments; i++) s->known[n++] = s->segment[i].tag;
  for (uint32_t i = 0; i < s->positions; i++) s->known[n++] = s->position[i].tag;
  qsort(s->known, n, sizeof *s->known, by_tag);
  for (uint32_t i = 0; i < n; i++)
    if (i == 0 || s->known[i] != s->known[i - 1]) s->known[s->knowns++] = s->known[i];
  return CT_OK;
}

static enum ct_status read_all(ct_standard *s, const xmlNode *root) {
  static const struct {
    const char *name;
    enum ct_status (*read)(ct_standard *, const xmlNode *);
  } parts[] = {{"code-set", read_code_set},
               {"data-element", read_data},
               {"composite", read_composite},
               {"segment", read_segment},
               {"set", read_set}};
  for (const xmlNode *n = ct_xml_first(root); n; n = ct_xml_next(n)) {
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
      if (!ct_xml_is(n, parts[i].name)) continue;
      enum ct_status status = parts[i].read(s, n);
      if (status != CT_OK) return status;
    }
  }
  return collect_known(s);
}

uint32_t ct_standard_sets(const ct_standard *s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->positions; i++)
    if (i == 0 || strcmp(s->position[i].set, s->position[i - 1].set) != 0) n++;
  return n;
}

static enum ct_status read_root(ct_standard *s, ct_error *error) {
  const xmlNode *root = ct_xml_root(&s->xml);
  s->version = ct_xml_get(root, "version");
  if (!ct_xml_is(root, "standard") || !s->version)
    return ct_xml_error(&s->xml, root, "is no standard: its root is <%s>", ct_xml_name(root));
  s->code_set = rows(s, count_of(root, "code-set", NULL), sizeof *s->code_set);
  s->data = rows(s, count_of(root, "data-element", NULL), sizeof *s->data);
  s->composite = rows(s, count_of(root, "composite", NULL), sizeof *s->composite);
  s->segment = rows(s, count_of(root, "segment", NULL), sizeof *s->segment);
  s->position = rows(s, count_of(root, "set", "position"), sizeof *s->position);
  if (!s->code_set || !s->data || !s->composite || !s->segment || !s->position)
    return ct_source_no_memory(error);
  return read_all(s, root);
}

enum ct_status ct_standard_read(ct_standard *s, ct_source *source, ct_error *error) {
  enum { BLOCK = 64 << 10, LIMIT = 64 << 20 };
  *s = (ct_standard){.source = *source};
  *source = (ct_source){.text = ""};
  ct_arena_init(&s->arena, BLOCK, LIMIT);
  enum ct_status status = ct_xml_parse(&s->xml, &s->source, error);
  return status == CT_OK ? read_root(s, error) : status;
}

enum ct_status ct_standard_open(ct_standard *s, const char *version, const char *beside,
                                ct_error *error) {
  char name[32];
  ct_source source;
  size_t n = strlen(version);
  *s = (ct_standard){.source.text = ""};
  if (n + 5 > sizeof name || strchr(version, '/'))
    return ct_source_error(error, beside, 1, "no such standard: \"%.40s\"", version);
  memcpy(name, version, n);
  memcpy(name + n, ".xml", 5);
  enum ct_status status = ct_source_open_near(&source, beside, name, CT_SOURCE_XML_LIMIT, error);
  if (status == CT_END)
    status = ct_source_error(error, beside, 1, "no such standard: \"%s\"", version);
  if (status == CT_OK) status = ct_standard_read(s, &source, error);
  if (status == CT_OK && strcmp(s->version, version) != 0)
    status = ct_xml_error(&s->xml, ct_xml_root(&s->xml), "is not the standard %s", version);
  ct_source_close(&source);
  if (status != CT_OK) ct_standard_close(s);
  return status;
}

void ct_standard_close(ct_standard *s) {
  ct_arena_free(&s->arena);
  ct_xml_free(&s->xml);
  ct_source_close(&s->source);
}
