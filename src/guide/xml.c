/*
 * xml.c -- libxml2 behind a narrow door.  It knows how to refuse what a grammar file must
 * not hold (a DTD, hence entities), and nothing of grammars.
 */
#include "guide/xml.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- parsing ------------------------------------------------------------------------------ */

typedef struct refusal {
  long dtd_line; /* 0: none was met */
} refusal;

/* A DTD is refused where it begins: nothing that it declares is ever read. */
static void refuse_dtd(void *context, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system) {
  xmlParserCtxt *parser = context;
  refusal *r = parser->_private;
  (void)name, (void)external, (void)system;
  r->dtd_line = xmlSAX2GetLineNumber(parser);
  if (r->dtd_line <= 0) r->dtd_line = 1;
  xmlStopParser(parser);
}

static void first_line(const char *message, char *line, size_t room) {
  size_t n = strcspn(message ? message : "", "\n");
  (void)snprintf(line, room, "%.*s", (int)(n < room ? n : room - 1), message ? message : "");
}

static enum ct_status parse_error(const xmlParserCtxt *parser, const refusal *r, const char *file,
                                  ct_error *error) {
  if (r->dtd_line)
    return ct_source_error(error, file, r->dtd_line,
                           "a document type declaration is not allowed in a grammar");
  const xmlError *why = xmlCtxtGetLastError((void *)(uintptr_t)parser);
  if (why && why->code == XML_ERR_NO_MEMORY) return ct_source_no_memory(error);
  char words[200];
  first_line(why ? why->message : "not well formed", words, sizeof words);
  return ct_source_error(error, file, why ? why->line : 1, "not well-formed XML: %s", words);
}

enum ct_status ct_xml_parse(ct_xml *x, const ct_source *source, ct_error *error) {
  *x = (ct_xml){NULL, source->name, error};
  if (!ct_late_xml()) return ct_source_error(error, source->name, 0, "libxml2 cannot be loaded");
  xmlParserCtxt *parser = xmlNewParserCtxt();
  if (!parser) return ct_source_no_memory(error);
  refusal r = {0};
  parser->_private = &r;
  parser->sax->internalSubset = refuse_dtd;
  /* no entity can be declared, so NOENT only turns &lt; and its like into text */
  int options = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOCDATA | XML_PARSE_NOERROR |
                XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES;
  x->doc = source->len ? xmlCtxtReadMemory(parser, source->text, (int)source->len, source->name,
                                           NULL, options)
                       : NULL;
  enum ct_status status = CT_OK;
  if (source->len == 0) {
    status = ct_source_error(error, source->name, 1, "the file is empty");
  } else if (!x->doc || !parser->wellFormed || r.dtd_line) {
    status = parse_error(parser, &r, source->name, error);
    ct_xml_free(x);
  }
  xmlFreeParserCtxt(parser);
  return status;
}

void ct_xml_free(ct_xml *x) {
  if (x->doc) xmlFreeDoc(x->doc);
  x->doc = NULL;
}

/* ---- schema ---------------------------------------------------------------------------------- */

typedef struct schema_fault {
  long line;
  char words[240];
  bool no_memory;
} schema_fault;

/* The first fault that has a place; one without a place only while there is none with one. */
static void keep_first(void *context, const xmlError *why) {
  schema_fault *fault = context;
  if (why->code == XML_ERR_NO_MEMORY) fault->no_memory = true;
  long line = why->node ? xmlGetLineNo(why->node) : why->line;
  if (fault->line > 0 || (fault->words[0] && line <= 0)) return;
  first_line(why->message, fault->words, sizeof fault->words);
  fault->line = line;
}

#if LIBXML_VERSION >= 21200
static void keep_fault(void *context, const xmlError *why) {
  keep_first(context, why);
}
#else
static void keep_fault(void *context, xmlError *why) {
  keep_first(context, why);
}
#endif

static xmlRelaxNG *parse_schema(const ct_source *schema, schema_fault *fault) {
  xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewMemParserCtxt(schema->text, (int)schema->len);
  if (!parser) return fault->no_memory = true, NULL;
  xmlRelaxNGSetParserStructuredErrors(parser, keep_fault, fault);
  xmlRelaxNG *compiled = xmlRelaxNGParse(parser);
  xmlRelaxNGFreeParserCtxt(parser);
  return compiled;
}

static enum ct_status tell_fault(const ct_xml *x, const schema_fault *fault) {
  /* of an attribute that is not there, libxml2 tells neither its name nor, mostly, a place */
  if (fault->line <= 0 || strstr(fault->words, "failed to validate attributes")) {
    const char *attribute;
    const xmlNode *n = ct_xml_incomplete(ct_xml_root(x), &attribute);
    if (n) return ct_xml_error(x, n, "<%s> has no %s", ct_xml_name(n), attribute);
  }
  return ct_source_error(x->error, x->file, fault->line > 0 ? fault->line : 1, "%s",
                         fault->words[0] ? fault->words : "does not follow the schema");
}

enum ct_status ct_xml_validate(const ct_xml *x, const ct_source *schema) {
  schema_fault fault = {0};
  xmlRelaxNG *compiled = parse_schema(schema, &fault);
  if (!compiled) {
    if (fault.no_memory) return ct_source_no_memory(x->error);
    return ct_source_error(x->error, schema->name, fault.line, "%s", fault.words);
  }
  enum ct_status status = CT_OK;
  xmlRelaxNGValidCtxt *validator = xmlRelaxNGNewValidCtxt(compiled);
  if (!validator) {
    status = ct_source_no_memory(x->error);
  } else {
    xmlRelaxNGSetValidStructuredErrors(validator, keep_fault, &fault);
    int answer = xmlRelaxNGValidateDoc(validator, x->doc);
    if (answer < 0 || fault.no_memory)
      status = ct_source_no_memory(x->error);
    else if (answer > 0)
      status = tell_fault(x, &fault);
    xmlRelaxNGFreeValidCtxt(validator);
  }
  xmlRelaxNGFree(compiled);
  return status;
}

/* ---- reading -----------------------------------------------------------------------------------
 */

static const xmlNode *element_from(const xmlNode *n) {
  while (n && n->type != XML_ELEMENT_NODE) n = n->next;
  return n;
}

const xmlNode *ct_xml_root(const ct_xml *x) {
  return xmlDocGetRootElement(x->doc);
}

const xmlNode *ct_xml_first(const xmlNode *n) {
  return element_from(n->children);
}

const xmlNode *ct_xml_next(const xmlNode *n) {
  return element_from(n->next);
}

const char *ct_xml_name(const xmlNode *n) {
  return (const char *)n->name;
}

bool ct_xml_is(const xmlNode *n, const char *name) {
  return strcmp(ct_xml_name(n), name) == 0;
}

const char *ct_xml_get(const xmlNode *n, const char *attribute) {
  for (const xmlAttr *a = n->properties; a; a = a->next) {
    if (strcmp((const char *)a->name, attribute) != 0) continue;
    return a->children && a->children->content ? (const char *)a->children->content : "";
  }
  return NULL;
}

bool ct_xml_yes(const xmlNode *n, const char *attribute) {
  const char *value = ct_xml_get(n, attribute);
  return value && strcmp(value, "yes") == 0;
}

long ct_xml_line(const xmlNode *n) {
  return n ? xmlGetLineNo(n) : 0;
}

enum ct_status ct_xml_error(const ct_xml *x, const xmlNode *n, const char *format, ...) {
  char words[400];
  va_list list;
  va_start(list, format);
  (void)vsnprintf(words, sizeof words, format, list);
  va_end(list);
  return ct_source_error(x->error, x->file, ct_xml_line(n), "%s", words);
}
