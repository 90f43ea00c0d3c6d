/*
 * xml.h -- grammar files as XML: parsed without network, entities or a DTD, checked
 * against the schema, and read node by node.  The only door to libxml2 below the output.
 */
#ifndef CT_GUIDE_XML_H
#define CT_GUIDE_XML_H

#include "base/late_xml.h"
#include "base/slice.h"
#include "guide/source.h"

#define CT_GRAMMAR_NAMESPACE "urn:claimtree:grammar:1"

typedef struct ct_xml {
  xmlDoc *doc;
  const char *file; /* for messages; of the source */
  ct_error *error;
} ct_xml;

/* CT_BAD_GRAMMAR with file and line: not well formed, a DTD, too deep. */
enum ct_status ct_xml_parse(ct_xml *, const ct_source *, ct_error *);
/* Against a RELAX NG schema; the first fault with its line. */
enum ct_status ct_xml_validate(const ct_xml *, const ct_source *schema);
void ct_xml_free(ct_xml *);

const xmlNode *ct_xml_root(const ct_xml *);
/* In xml_words.c: the first element that lacks an attribute it must have, and which; NULL none. */
const xmlNode *ct_xml_incomplete(const xmlNode *root, const char **attribute);
/* Element children in order; comments and blanks are passed over. */
const xmlNode *ct_xml_first(const xmlNode *);
const xmlNode *ct_xml_next(const xmlNode *);
bool ct_xml_is(const xmlNode *, const char *name);
const char *ct_xml_name(const xmlNode *);
/* The attribute's text, living as long as the document; NULL when absent. */
const char *ct_xml_get(const xmlNode *, const char *attribute);
bool ct_xml_yes(const xmlNode *, const char *attribute); /* "yes" */
long ct_xml_line(const xmlNode *);
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
enum ct_status
ct_xml_error(const ct_xml *, const xmlNode *, const char *format, ...);

#endif
