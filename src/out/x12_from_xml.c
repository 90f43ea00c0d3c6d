/*
 * x12_from_xml.c -- reads a document of ours as it comes and writes the X12 that it tells.
 *
 * Knows the document's shape and trusts nothing: no document type, no entities, no network, no
 * names but ours, bounded depth and bounded memory.  Events of the parser, no tree.
 */
#include "out/xml.h"

#include "out/x12_write.h"

#include "base/late_xml.h"
#include "base/mem.h"

#include <stdio.h>

enum { BLOCK = 128 * 1024, MAX_DEPTH = 64, MAX_SILENT = 8 << 20 };

enum kind {
  NOTHING,
  ROOT,
  INTERCHANGE,
  GROUP,
  SET,
  LOOP,
  SEGMENT,
  TEXT,
  ELEMENT,
  REPETITION,
  COMPONENT
};

typedef struct x12_reader {
  xmlParserCtxtPtr parser;
  ct_x12_write write;
  ct_xml_error *error;
  const ct_xml_source *source;
  enum ct_status status;              /* of the source */
  bool failed, any, ended, no_memory; /* any: the root was right; ended: the source has */
  ct_buffer blanks;                   /* at the start of an element: value or layout */
  ct_buffer lead, tag;                /* from hex */
  unsigned depth;
  uint8_t kind[MAX_DEPTH];   /* of the open elements */
  uint8_t inside[MAX_DEPTH]; /* what the element holds: enum holds */
  uint64_t silent;           /* bytes since the parser last told of anything */
  const xmlChar *names[COMPONENT + 1], *uri;
  char block[BLOCK]; /* read, not yet taken by the parser */
  size_t block_at, block_len;
} x12_reader;

enum holds { HOLDS_NOTHING, HOLDS_VALUE, HOLDS_PARTS, HOLDS_HEX };

static const char *const kind_names[] = {"",        "claimtree",  "interchange", "group",
                                         "set",     "loop",       "segment",     "text",
                                         "element", "repetition", "component"};

static void refuse(x12_reader *r, const char *why) {
  if (r->failed) return;
  r->failed = true;
  snprintf(r->error->text, sizeof r->error->text, "%s", why);
  if (!r->parser) return;
  int line = xmlSAX2GetLineNumber(r->parser), column = xmlSAX2GetColumnNumber(r->parser);
  r->error->line = line > 0 ? (unsigned long)line : 0;
  r->error->column = column > 0 ? (unsigned long)column : 0;
  xmlStopParser(r->parser);
}

static void told(x12_reader *r, const char *why) {
  if (why) refuse(r, why);
}

/* ---- attributes --------------------------------------------------------------------- */

typedef struct attribute {
  const char *name;
  ct_slice value;
} attribute;

/* libxml2's five pointers an attribute: name, prefix, namespace, value, its end. */
static attribute attribute_at(const xmlChar **attributes, int i) {
  const xmlChar **a = attributes + (ptrdiff_t)5 * i;
  return (attribute){(const char *)a[0], ct_slice_make((const char *)a[3], (size_t)(a[4] - a[3]))};
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int hex_byte(const char *p) {
  int high = hex_digit(p[0]), low = hex_digit(p[1]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* Decodes into the buffer; words when it is no hex. */
static const char *read_hex(ct_slice hex, ct_buffer *buffer, ct_slice *bytes) {
  if (hex.len % 2 != 0) return "hex digits come in pairs";
  ct_buffer_reset(buffer);
  for (size_t i = 0; i < hex.len; i += 2) {
    int b = hex_byte(hex.ptr + i);
    if (b < 0) return "hex holds something else than hex digits";
    ct_buffer_char(buffer, (char)b);
  }
  *bytes = ct_slice_make(buffer->len ? buffer->data : "", buffer->len);
  return NULL;
}

/* A delimiter: one byte, or two hex digits; empty: -1. */
static const char *read_byte(ct_slice value, int *byte) {
  *byte = -1;
  if (value.len == 1) *byte = (unsigned char)value.ptr[0];
  if (value.len == 2) *byte = hex_byte(value.ptr);
  if (value.len && *byte < 0) return "a delimiter is one byte, or two hex digits";
  return NULL;
}

static bool is(const attribute *a, const char *name) {
  return strcmp(a->name, name) == 0;
}

/* ---- starts ---------------------------------------------------------------------------- */

static void start_interchange(x12_reader *r, int count, const xmlChar **attributes) {
  ct_x12_write *w = &r->write;
  w->element = w->repetition = w->component = w->terminator = -1;
  ct_buffer_reset(&w->lead);
  for (int i = 0; i < count && !r->failed; i++) {
    attribute a = attribute_at(attributes, i);
    ct_slice lead = a.value;
    if (is(&a, "element-separator"))
      told(r, read_byte(a.value, &w->element));
    else if (is(&a, "repetition-separator"))
      told(r, read_byte(a.value, &w->repetition));
    else if (is(&a, "component-separator"))
      told(r, read_byte(a.value, &w->component));
    else if (is(&a, "terminator"))
      told(r, read_byte(a.value, &w->terminator));
    else if (is(&a, "lead") || is(&a, "lead-hex")) {
      if (is(&a, "lead-hex")) told(r, read_hex(a.value, &r->lead, &lead));
      if (!r->failed) ct_buffer_slice(&w->lead, lead);
    } else
      refuse(r, "<interchange> has an attribute that is not ours");
  }
  if (!r->failed) told(r, ct_x12_write_interchange(w));
}

static void start_segment(x12_reader *r, int count, const xmlChar **attributes) {
  ct_x12_start s = {.tag = ct_slice_empty(), .lead = ct_slice_empty(), .wrap = ct_slice_empty()};
  s.end = -1;
  for (int i = 0; i < count && !r->failed; i++) {
    attribute a = attribute_at(attributes, i);
    if (is(&a, "id"))
      s.tag = a.value;
    else if (is(&a, "id-hex"))
      told(r, read_hex(a.value, &r->tag, &s.tag));
    else if (is(&a, "wrap"))
      s.wrap = a.value;
    else if (is(&a, "binary"))
      s.binary = ct_slice_is(a.value, "true");
    else if (is(&a, "terminator")) {
      s.has_end = true;
      told(r, read_byte(a.value, &s.end));
    } else if (is(&a, "lead") || is(&a, "lead-hex")) {
      s.has_lead = true;
      s.lead = a.value;
      if (is(&a, "lead-hex")) told(r, read_hex(a.value, &r->lead, &s.lead));
    } else
      refuse(r, "<segment> has an attribute that is not ours");
  }
  if (!r->failed) told(r, ct_x12_write_segment(&r->write, &s));
}

static const char *put_value(x12_reader *r, const char *p, size_t n) {
  if (r->kind[r->depth - 1] != TEXT) return ct_x12_write_value(&r->write, p, n);
  ct_buffer_add(r->write.out, p, n);
  return NULL;
}

/* Elements, repetitions, components, text: the value may be in hex. */
static void start_value(x12_reader *r, int count, const xmlChar **attributes) {
  for (int i = 0; i < count && !r->failed; i++) {
    attribute a = attribute_at(attributes, i);
    if (!is(&a, "hex")) {
      refuse(r, "an element has an attribute that is not ours");
      return;
    }
    r->inside[r->depth - 1] = HOLDS_HEX;
    if (a.value.len % 2 != 0) refuse(r, "hex digits come in pairs");
    for (size_t k = 0; k + 1 < a.value.len && !r->failed; k += 2) {
      int byte = hex_byte(a.value.ptr + k);
      char c = (char)byte;
      told(r, byte < 0 ? "hex holds something else than hex digits" : put_value(r, &c, 1));
    }
  }
}

static void start_part(x12_reader *r, enum kind kind, int count, const xmlChar **attributes) {
  if (kind == ELEMENT) told(r, ct_x12_write_element(&r->write));
  if (kind == REPETITION) told(r, ct_x12_write_repetition(&r->write));
  if (kind == COMPONENT) told(r, ct_x12_write_component(&r->write));
  if (count && !r->failed) start_value(r, count, attributes);
}

/* ---- the shape --------------------------------------------------------------------------- */

static enum kind kind_of(x12_reader *r, const xmlChar *name) {
  for (unsigned k = COMPONENT; k > NOTHING; k--)
    if (r->names[k] == name) return (enum kind)k;
  for (unsigned k = ROOT; k <= COMPONENT; k++) {
    if (strcmp((const char *)name, kind_names[k]) != 0) continue;
    r->names[k] = name;
    return (enum kind)k;
  }
  return NOTHING;
}

static bool may_hold(enum kind parent, enum kind kind) {
  switch (kind) {
  case ROOT:
    return parent == NOTHING;
  case INTERCHANGE:
    return parent == ROOT;
  case GROUP:
    return parent == INTERCHANGE;
  case SET:
    return parent == INTERCHANGE || parent == GROUP;
  case LOOP:
    return parent == SET || parent == LOOP;
  case SEGMENT:
    return parent >= INTERCHANGE && parent <= LOOP;
  case TEXT:
    return parent >= ROOT && parent <= LOOP;
  case ELEMENT:
    return parent == SEGMENT;
  case REPETITION:
    return parent == ELEMENT;
  case COMPONENT:
    return parent == ELEMENT || parent == REPETITION;
  default:
    return false;
  }
}

/* An element holds repetitions, or components, or a value. */
static bool place(x12_reader *r, enum kind parent, enum kind kind) {
  if (parent < ELEMENT) return true;
  uint8_t *inside = &r->inside[r->depth - 1];
  if (*inside == HOLDS_VALUE || *inside == HOLDS_HEX) {
    refuse(r, "an element holds both a value and parts");
    return false;
  }
  *inside = HOLDS_PARTS;
  ct_buffer_reset(&r->blanks);
  if (kind == COMPONENT && parent == ELEMENT && r->write.repetitions) {
    refuse(r, "a component stands beside repetitions");
    return false;
  }
  if (kind == REPETITION && r->write.components && !r->write.repetitions) {
    refuse(r, "a repetition stands beside components");
    return false;
  }
  return true;
}

static bool is_ours(x12_reader *r, const xmlChar *uri) {
  if (uri && uri == r->uri) return true; /* the parser's names are made once */
  if (!uri || strcmp((const char *)uri, CT_XML_NAMESPACE) != 0) return false;
  r->uri = uri;
  return true;
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces, const xmlChar **declared, int count, int defaulted,
                     const xmlChar **attributes) {
  x12_reader *r = ((xmlParserCtxtPtr)ctx)->_private;
  (void)prefix, (void)namespaces, (void)declared, (void)defaulted;
  if (r->failed) return;
  r->silent = 0;
  enum kind parent = r->depth ? (enum kind)r->kind[r->depth - 1] : NOTHING;
  bool ours = is_ours(r, uri);
  enum kind kind = ours ? kind_of(r, name) : NOTHING;
  if (r->depth == 0 && kind != ROOT) {
    refuse(r, "this is not XML of claimtree: its root is not <claimtree> of " CT_XML_NAMESPACE);
    return;
  }
  if (r->depth == MAX_DEPTH)
    refuse(r, "elements are nested too deeply");
  else if (kind == NOTHING)
    refuse(r, "an element is not ours");
  else if (!may_hold(parent, kind))
    refuse(r, "an element stands where it cannot stand");
  if (r->failed || !place(r, parent, kind)) return;
  r->any = true;
  r->kind[r->depth] = (uint8_t)kind;
  r->inside[r->depth++] = HOLDS_NOTHING;
  if (kind >= TEXT)
    start_part(r, kind, count, attributes);
  else if (kind == SEGMENT)
    start_segment(r, count, attributes);
  else if (kind == INTERCHANGE)
    start_interchange(r, count, attributes);
}

static bool blank(const char *p, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (p[i] != ' ' && p[i] != '\n' && p[i] != '\t' && p[i] != '\r') return false;
  return true;
}

/* Blanks that were a value after all. */
static void take_blanks(x12_reader *r) {
  if (r->blanks.len) told(r, put_value(r, r->blanks.data, r->blanks.len));
  ct_buffer_reset(&r->blanks);
}

static void on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  x12_reader *r = ((xmlParserCtxtPtr)ctx)->_private;
  (void)name, (void)prefix, (void)uri;
  if (r->failed || r->depth == 0) return;
  r->silent = 0;
  if (r->inside[r->depth - 1] == HOLDS_NOTHING) take_blanks(r);
  if (r->kind[--r->depth] == SEGMENT) told(r, ct_x12_write_end(&r->write));
  if (r->write.out->status != CT_OK) refuse(r, "the output could not be written");
}

static void on_text(void *ctx, const xmlChar *text, int len) {
  x12_reader *r = ((xmlParserCtxtPtr)ctx)->_private;
  if (r->failed || r->depth == 0) return;
  r->silent = 0;
  const char *p = (const char *)text;
  uint8_t *inside = &r->inside[r->depth - 1];
  bool leaf = r->kind[r->depth - 1] >= TEXT;
  if (*inside == HOLDS_VALUE) {
    told(r, put_value(r, p, (size_t)len));
    return;
  }
  if (!leaf || *inside != HOLDS_NOTHING) {
    if (!blank(p, (size_t)len)) refuse(r, "text stands where only elements can stand");
    return;
  }
  if (blank(p, (size_t)len)) { /* maybe only layout before parts: it waits */
    if (r->blanks.len + (size_t)len > CT_X12_KEPT_MAX)
      refuse(r, "too many blanks");
    else
      ct_buffer_add(&r->blanks, p, (size_t)len);
    return;
  }
  take_blanks(r);
  *inside = HOLDS_VALUE;
  told(r, put_value(r, p, (size_t)len));
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id) {
  (void)name, (void)public_id, (void)system_id;
  refuse(((xmlParserCtxtPtr)ctx)->_private, "a document type is not accepted");
}

static void on_reference(void *ctx, const xmlChar *name) {
  (void)name;
  refuse(((xmlParserCtxtPtr)ctx)->_private, "entities are not accepted");
}

/* The parser's own words may quote the document: ours do not. */
#if LIBXML_VERSION >= 21200
static void on_error(void *ctx, const xmlError *error) {
#else
static void on_error(void *ctx, xmlErrorPtr error) {
#endif
  x12_reader *r = ((xmlParserCtxtPtr)ctx)->_private;
  if (!r || error->level < XML_ERR_ERROR) return;
  if (error->code == XML_ERR_NO_MEMORY) r->no_memory = true;
  xmlParserInputPtr input = r->parser->input;
  if (r->ended && r->any && input && input->cur >= input->end)
    refuse(r, "the XML is cut short");
  else if (error->code == XML_ERR_UNDECLARED_ENTITY || error->code == XML_WAR_UNDECLARED_ENTITY)
    refuse(r, "entities are not accepted");
  else if (r->depth == 0 && !r->any)
    refuse(r, "this is not XML");
  else
    refuse(r, "the XML is not well-formed");
}

/* ---- the run ------------------------------------------------------------------------------ */

static const xmlSAXHandler handler = {.internalSubset = on_doctype,
                                      .reference = on_reference,
                                      .characters = on_text,
                                      .ignorableWhitespace = on_text,
                                      .cdataBlock = on_text,
                                      .initialized = XML_SAX2_MAGIC,
                                      .startElementNs = on_start,
                                      .endElementNs = on_end,
                                      .serror = on_error};

static bool fill_block(x12_reader *r) {
  r->block_at = r->block_len = 0;
  enum ct_status status = r->source->read(r->source->ctx, r->block, sizeof r->block, &r->block_len);
  if (status != CT_OK && status != CT_END) r->status = status;
  return r->status == CT_OK;
}

/* The parser asks for more and takes less for the end: it gets all it wants.  -1 stops it. */
static int on_read(void *ctx, char *buf, int size) {
  x12_reader *r = ctx;
  if (r->failed || r->status != CT_OK) return -1;
  if (r->silent > MAX_SILENT) {
    refuse(r, "one tag or comment is too long");
    return -1;
  }
  size_t got = 0, want = (size_t)size;
  while (got < want && !r->ended) {
    if (r->block_at == r->block_len && !fill_block(r)) return -1;
    size_t n = r->block_len - r->block_at;
    r->ended = n == 0;
    if (n > want - got) n = want - got;
    memcpy(buf + got, r->block + r->block_at, n);
    r->block_at += n;
    got += n;
  }
  r->silent += got;
  return (int)got;
}

static int on_close(void *ctx) {
  (void)ctx;
  return 0;
}

static void parse(x12_reader *r) {
  xmlSAXHandler sax = handler;
  r->parser = xmlCreateIOParserCtxt(&sax, NULL, on_read, on_close, r, XML_CHAR_ENCODING_NONE);
  if (!r->parser) {
    if (r->status == CT_OK && !r->failed) r->status = CT_NO_MEMORY;
    return;
  }
  r->parser->_private = r;
  /* Without a document type there are but the five entities of XML, and they are replaced. */
  xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT);
  int code = xmlParseDocument(r->parser);
  if (r->status == CT_OK && !r->failed) {
    if (!r->any)
      refuse(r, "this is not XML");
    else if (code != 0 || !r->parser->wellFormed)
      refuse(r, "the XML is not well-formed");
  }
  xmlFreeParserCtxt(r->parser);
}

enum ct_status ct_x12_from_xml(const ct_xml_source *source, ct_buffer *out, bool recount,
                               ct_xml_error *error) {
  *error = (ct_xml_error){"", 0, 0};
  if (!ct_late_xml()) {
    (void)snprintf(error->text, sizeof error->text, "libxml2 cannot be loaded");
    return CT_BAD_GRAMMAR;
  }
  x12_reader *r = ct_mem_zalloc(1, sizeof *r);
  if (!r) return CT_NO_MEMORY;
  r->error = error;
  r->source = source;
  ct_x12_write_init(&r->write, out, recount);
  ct_buffer_init(&r->blanks, NULL, NULL);
  ct_buffer_init(&r->lead, NULL, NULL);
  ct_buffer_init(&r->tag, NULL, NULL);
  parse(r);
  enum ct_status status = r->status;
  bool no_memory = r->no_memory || r->blanks.status != CT_OK || r->lead.status != CT_OK ||
                   r->tag.status != CT_OK || r->write.lead.status != CT_OK ||
                   r->write.count.status != CT_OK;
  if (status == CT_OK) status = out->status;
  if (status == CT_OK && no_memory) status = CT_NO_MEMORY;
  if (status == CT_OK && r->failed) status = CT_MISUSE;
  ct_x12_write_free(&r->write);
  ct_buffer_free(&r->blanks);
  ct_buffer_free(&r->lead);
  ct_buffer_free(&r->tag);
  ct_mem_free(r);
  return status;
}
