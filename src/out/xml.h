/*
 * xml.h -- X12 as XML of the namespace urn:claimtree:x12:1, and back.
 *
 *   <interchange element-separator="*" ... terminator="~" lead="&#10;">
 *     <segment id="ISA"> <element>00</element> ... </segment>
 *     <group> <segment id="GS"> ... <set id="837"> <segment id="ST"> ...
 *       <loop id="2000A" name="billing provider"> <segment id="HL"> ...
 *         <element> <component>11</component> <component>A</component> </element>
 *
 * Every byte of the input is somewhere in it: what stands before a segment in `lead` (the
 * interchange has the usual one), line ends inside a segment in `wrap`, text that is no segment
 * in <text>, and what XML cannot hold in hex.  grammars/claimtree-xml.rng is the whole truth.
 */
#ifndef CT_OUT_XML_H
#define CT_OUT_XML_H

#include "base/buffer.h"

#define CT_XML_NAMESPACE "urn:claimtree:x12:1"

/* A sink that writes one document of all the files; finish() ends it. NULL: no memory. */
ct_sink *ct_xml_new(ct_buffer *, bool indent);

typedef struct ct_xml_error { /* nothing of the document's content is in `text` */
  char text[160];
  unsigned long line, column; /* from 1; 0 where there is no place */
} ct_xml_error;

typedef struct ct_xml_source { /* where the document comes from: as ct_input_read() */
  enum ct_status (*read)(void *ctx, char *buf, size_t size, size_t *got);
  void *ctx;
} ct_xml_source;

/*
 * Writes X12 from a document, as it is read.  CT_OK; CT_MISUSE: it is no document of ours, or
 * cannot be written as X12 (*error says why and where); CT_IO, CT_NO_MEMORY.
 * recount: SE01, GE01 and IEA01 are counted, else copied.
 */
enum ct_status ct_x12_from_xml(const ct_xml_source *, ct_buffer *, bool recount, ct_xml_error *);

#endif
