/*
 * overlay.c -- lays what a guide says of an element over what the standard has, and refuses
 * what would widen.  It knows elements; loops and segments are guide_xml.c's, and what a
 * partner asks of a guide is partner_xml.c's.
 */
#include "guide/overlay.h"

bool ct_usage_read(const char *text, uint8_t *usage) {
  static const char words[] = {[CT_REQUIRED] = 'R', [CT_SITUATIONAL] = 'S', [CT_NOT_USED] = 'N'};
  for (uint8_t i = 0; text && i < sizeof words; i++)
    if (text[0] == words[i] && text[1] == '\0') return *usage = i, true;
  return false;
}

/* ---- drafts ------------------------------------------------------------------------------- */

static ct_draft *draft_rows(ct_overlay *o, uint16_t count) {
  size_t bytes = ((size_t)count + 1) * sizeof(ct_draft);
  ct_draft *d = ct_arena_alloc(&o->scratch, bytes);
  if (!d) return ct_builder_no_memory(o->builder), NULL;
  return memset(d, 0, bytes);
}

static ct_draft *from_prototypes(ct_overlay *o, const ct_prototype *p, uint16_t count) {
  ct_draft *all = draft_rows(o, count);
  for (uint16_t i = 0; all && i < count; i++) {
    ct_draft *d = &all[i];
    memcpy(&d->element, &p[i].element, sizeof d->element);
    d->known = p[i].codes;
    d->sets = p[i].sets;
    const ct_composite *c = p[i].composite;
    if (!c) continue;
    d->notes = c->notes;
    d->parts = c->parts;
    d->part = from_prototypes(o, c->part, c->parts);
    if (!d->part) return NULL;
  }
  return all;
}

ct_draft *ct_drafts_standard(ct_overlay *o, const ct_std_segment *s) {
  return from_prototypes(o, s->element, s->elements);
}

ct_draft *ct_draft_at(ct_draft *all, uint16_t count, unsigned element, unsigned part) {
  if (element == 0 || element > count) return NULL;
  ct_draft *d = &all[element - 1];
  if (part == 0) return d;
  return part <= d->parts ? &d->part[part - 1] : NULL;
}

static bool copy_draft(ct_overlay *o, ct_draft *to, const ct_draft *from) {
  ct_draft *part = NULL;
  if (from->parts) {
    part = draft_rows(o, from->parts);
    if (!part) return false;
    memcpy(part, from->part, from->parts * sizeof *part);
  }
  memcpy(to, from, sizeof *to);
  to->part = part;
  return true;
}

/* ---- one element ----------------------------------------------------------------------------- */

static enum ct_status fail(const ct_overlay *o, const xmlNode *x, const char *what) {
  const char *ref = ct_xml_get(x, "ref");
  if (!ref) ref = ct_xml_get(x, "number");
  return ct_xml_error(o->xml, x, "%s: %s", ref ? ref : ct_xml_name(x), what);
}

static enum ct_status lay_usage(const ct_overlay *o, ct_element *e, const xmlNode *x) {
  const char *text = ct_xml_get(x, "usage");
  uint8_t usage;
  if (!text) return CT_OK;
  if (!ct_usage_read(text, &usage)) return fail(o, x, "usage is R, S or N");
  e->usage = usage;
  e->usage_layer = CT_LAYER_GUIDE;
  return CT_OK;
}

static enum ct_status lay_lengths(const ct_overlay *o, ct_element *e, const xmlNode *x) {
  const char *min = ct_xml_get(x, "min"), *max = ct_xml_get(x, "max");
  uint32_t n;
  if (max) {
    if (!ct_number_read(max, UINT16_MAX, &n) || n == 0) return fail(o, x, "max is no length");
    if (n > (e->ig_max ? e->ig_max : e->max))
      return fail(o, x, "max is more than the layer below allows");
    e->ig_max = n == e->max ? 0 : (uint16_t)n;
    e->length_layer = CT_LAYER_GUIDE;
  }
  if (min) {
    if (!ct_number_read(min, UINT16_MAX, &n)) return fail(o, x, "min is no length");
    if (n < e->min) return fail(o, x, "min is less than the layer below asks");
    e->min = (uint16_t)n;
    e->length_layer = CT_LAYER_GUIDE;
  }
  if (e->min > (e->ig_max ? e->ig_max : e->max)) return fail(o, x, "min is more than max");
  return CT_OK;
}

static bool list_holds(const char *codes, ct_slice code) {
  ct_slice have;
  for (const char *at = codes; ct_codes_next(&at, &have);)
    if (ct_slice_same(have, code)) return true;
  return false;
}

static enum ct_status lay_codes(const ct_overlay *o, ct_draft *d, const xmlNode *x,
                                const char *codes) {
  if (!codes) return CT_OK;
  ct_builder *b = o->builder;
  const ct_element *e = &d->element;
  ct_slice code;
  for (const char *at = codes; ct_codes_next(&at, &code);) {
    if (code.len == 0) return fail(o, x, "codes holds an empty value");
    if (d->known && !list_holds(d->known, code))
      return ct_xml_error(o->xml, x, "%s: the standard does not know the value \"%.*s\"", e->de,
                          (int)code.len, code.ptr);
  }
  d->element.codes = ct_builder_codes(b, codes);
  d->element.codes_layer = CT_LAYER_GUIDE;
  return CT_OK;
}

static void lay_flags(ct_element *e, const xmlNode *x) {
  static const struct {
    const char *name;
    uint16_t flag;
  } flags[] = {{"private", CT_ELEMENT_PRIVATE},
               {"identifier", CT_ELEMENT_IDENTIFIER},
               {"soft", CT_ELEMENT_LIMIT_SOFT},
               {"service-date", CT_ELEMENT_SERVICE_DATE},
               {"payment-date", CT_ELEMENT_PAYMENT_DATE},
               {"tolerated", CT_ELEMENT_TOLERATED},
               {"shape-by-rule", CT_ELEMENT_SHAPE_BY_RULE}};
  for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
    if (ct_xml_yes(x, flags[i].name)) e->flags |= flags[i].flag;
}

static enum ct_status lay_element(const ct_overlay *o, ct_draft *d, const xmlNode *x) {
  const char *repeat = ct_xml_get(x, "repeat"), *name = ct_xml_get(x, "name");
  const char *sets = ct_xml_get(x, "sets");
  uint32_t times;
  enum ct_status status = lay_usage(o, &d->element, x);
  if (status == CT_OK) status = lay_lengths(o, &d->element, x);
  if (status == CT_OK) status = lay_codes(o, d, x, ct_xml_get(x, "codes"));
  if (status != CT_OK) return status;
  if (repeat) {
    if (!ct_number_read(repeat, UINT16_MAX, &times) || times == 0)
      return fail(o, x, "repeat is no number");
    if (times > d->element.repeat)
      return fail(o, x, "repeats more often than the layer below allows");
    d->element.repeat = (uint16_t)times;
  }
  if (name) d->element.name = name;
  if (sets) d->sets = sets;
  lay_flags(&d->element, x);
  return CT_OK;
}

/* What the file says of this data element wherever it stands. */
static enum ct_status lay_everywhere(const ct_overlay *o, ct_draft *d) {
  for (const xmlNode *x = o->limits; x; x = ct_xml_next(x)) {
    const char *number = ct_xml_is(x, "data-element") ? ct_xml_get(x, "number") : NULL;
    if (!number || strcmp(number, d->element.de) != 0) continue;
    enum ct_status status = lay_element(o, d, x);
    if (status != CT_OK) return status;
  }
  return CT_OK;
}

/* The first mention of an element: it is used from now on. */
static enum ct_status use(const ct_overlay *o, ct_draft *d, const xmlNode *x) {
  if (d->element.usage != CT_NOT_USED) return lay_element(o, d, x);
  if (!ct_xml_get(x, "usage") && !ct_xml_get(x, "key")) return fail(o, x, "has no usage");
  enum ct_status status = lay_everywhere(o, d);
  return status == CT_OK ? lay_element(o, d, x) : status;
}

/* ---- a segment ----------------------------------------------------------------------------------
 */

static enum ct_status lay_like(ct_overlay *o, ct_draft *all, uint16_t count, const xmlNode *x,
                               const char *tag, ct_reference r) {
  ct_reference l = {0};
  if (!ct_reference_read(ct_xml_get(x, "like"), tag, &l) || l.part || r.part || l.last >= r.first)
    return fail(o, x, "like must name elements that stand before");
  if (r.last > count) return fail(o, x, "there is no such element");
  for (unsigned i = r.first; i <= r.last; i++) {
    unsigned model = l.first + (i - r.first) % (unsigned)(l.last - l.first + 1);
    const ct_element *of = &all[model - 1].element;
    if (strcmp(of->de, all[i - 1].element.de) != 0)
      return fail(o, x, "like names another data element");
    uint8_t std_req = all[i - 1].element.std_req, by = of->by;
    if (!copy_draft(o, &all[i - 1], &all[model - 1])) return CT_NO_MEMORY;
    all[i - 1].element.std_req = std_req;
    if (by >= l.first && by <= l.last) all[i - 1].element.by = (uint8_t)(by + (i - model));
    enum ct_status status = lay_element(o, &all[i - 1], x);
    if (status != CT_OK) return status;
  }
  return CT_OK;
}

static enum ct_status lay_parts(ct_overlay *o, ct_draft *d, const xmlNode *x, const char *tag,
                                unsigned element) {
  for (const xmlNode *p = ct_xml_first(x); p; p = ct_xml_next(p)) {
    ct_reference r = {0};
    if (!ct_reference_read(ct_xml_get(p, "ref"), tag, &r) || r.first != element ||
        r.last != element || r.part == 0 || r.part_last > d->parts)
      return fail(o, p, "is no component of this element");
    for (unsigned i = r.part; i <= r.part_last; i++) {
      enum ct_status status = use(o, &d->part[i - 1], p);
      if (status != CT_OK) return status;
    }
  }
  return CT_OK;
}

static enum ct_status lay_child(ct_overlay *o, ct_draft *all, uint16_t count, const xmlNode *x,
                                const char *tag, unsigned *latest) {
  ct_reference r = {0};
  if (!ct_reference_read(ct_xml_get(x, "ref"), tag, &r) || r.part || r.last > count)
    return fail(o, x, "there is no such element");
  if (r.first <= *latest) return fail(o, x, "stands twice, or out of turn");
  *latest = r.last;
  if (ct_xml_get(x, "like")) return lay_like(o, all, count, x, tag, r);
  for (unsigned i = r.first; i <= r.last; i++) {
    enum ct_status status = use(o, &all[i - 1], x);
    if (status == CT_OK) status = lay_parts(o, &all[i - 1], x, tag, i);
    if (status != CT_OK) return status;
  }
  return CT_OK;
}

/* key="HI01-1=ABK|BK": that element is required and holds one of these. */
static enum ct_status lay_key(ct_overlay *o, ct_draft *all, uint16_t count, const xmlNode *segment,
                              const char *tag) {
  const char *key = ct_xml_get(segment, "key");
  if (!key) return CT_OK;
  char ref[16];
  size_t n = strcspn(key, "=");
  ct_reference r = {0};
  if (n >= sizeof ref || key[n] != '=') return fail(o, segment, "key is not of the form REF01=A|B");
  memcpy(ref, key, n);
  ref[n] = '\0';
  ct_draft *d = ct_reference_read(ref, tag, &r) ? ct_draft_at(all, count, r.first, r.part) : NULL;
  if (!d || r.first != r.last || r.part != r.part_last || d->parts)
    return fail(o, segment, "key names no element of this segment");
  if (d->element.usage == CT_NOT_USED) {
    enum ct_status status = lay_everywhere(o, d);
    if (status != CT_OK) return status;
  }
  d->element.usage = CT_REQUIRED;
  d->element.usage_layer = CT_LAYER_GUIDE;
  return lay_codes(o, d, segment, key + n + 1);
}

enum ct_status ct_overlay_segment(ct_overlay *o, ct_draft *all, uint16_t count,
                                  const xmlNode *segment, const char *tag) {
  unsigned latest = 0;
  enum ct_status status = lay_key(o, all, count, segment, tag);
  for (const xmlNode *x = ct_xml_first(segment); x && status == CT_OK; x = ct_xml_next(x))
    if (ct_xml_is(x, "element")) status = lay_child(o, all, count, x, tag, &latest);
  return status == CT_OK ? o->builder->status : status;
}

void ct_drafts_private(ct_draft *all, uint16_t count) {
  for (uint16_t i = 0; i < count; i++) {
    ct_element *e = &all[i].element;
    if (e->usage == CT_NOT_USED) continue;
    if (all[i].parts)
      ct_drafts_private(all[i].part, all[i].parts);
    else if (!e->codes)
      e->flags |= CT_ELEMENT_PRIVATE;
  }
}
