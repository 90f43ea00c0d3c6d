/*
 * xml_words.c -- says which attribute is missing, and where.  The schema decides whether a
 * file is right; this knows only how to word the one fault for which libxml2 has no place.
 */
#include "guide/xml.h"

static const struct {
  const char *root, *element; /* root NULL: any */
  const char *attribute[6];   /* NULL-ended */
} needed[] = {
    {NULL, "standard", {"version", "name"}},
    {NULL, "code-set", {"name", "source", "title"}},
    {NULL, "data-element", {"number"}},
    {"standard", "data-element", {"type", "min", "max", "name"}},
    {NULL, "composite", {"number", "name"}},
    {NULL, "component", {"ref"}},
    {NULL, "position", {"pos", "tag", "req", "max"}},
    {NULL, "set", {"code", "name"}},
    {NULL, "segment", {"tag", "name"}},
    {"guide", "segment", {"usage"}},
    {"control", "segment", {"usage"}},
    {"standard", "element", {"ref", "req"}},
    {"guide", "element", {"ref"}},
    {"control", "element", {"ref"}},
    {NULL, "control", {"version", "standard", "name"}},
    {"guide", "guide", {"version", "set", "group", "standard", "name"}},
    {NULL, "loop", {"id"}},
    {NULL, "partner", {"name", "title", "source"}},
    {"partner", "guide", {"version"}},
    {"partner", "element", {"id", "path"}},
    {NULL, "use", {"id", "at", "path"}},
    {NULL, "rule", {"id"}},
    {NULL, "list", {"name"}},
    {NULL, "condition", {"name", "at", "test"}},
    {NULL, "base", {"name"}},
    {NULL, "severity", {"as"}},
    {NULL, "pass", {"base"}},
    {NULL, "fail", {"base"}},
};

static const char *lacks_any(const xmlNode *root, const xmlNode *n) {
  for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
    if (!ct_xml_is(n, needed[i].element)) continue;
    if (needed[i].root && !ct_xml_is(root, needed[i].root)) continue;
    for (const char *const *a = needed[i].attribute; *a; a++)
      if (!ct_xml_get(n, *a)) return *a;
  }
  if (ct_xml_is(n, "loop") && !ct_xml_get(n, "like") && !ct_xml_get(n, "name")) return "name";
  return NULL;
}

/* The next element in the order of the document, inside root. */
static const xmlNode *following(const xmlNode *root, const xmlNode *n) {
  const xmlNode *next = ct_xml_first(n);
  while (!next && n != root) {
    next = ct_xml_next(n);
    n = n->parent;
  }
  return next;
}

const xmlNode *ct_xml_incomplete(const xmlNode *root, const char **attribute) {
  for (const xmlNode *n = root; n; n = following(root, n)) {
    *attribute = lacks_any(root, n);
    if (*attribute) return n;
  }
  return NULL;
}
