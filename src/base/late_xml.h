/* late_xml.h -- libxml2, see late.h: ct_late_xml() before the first call. */
#ifndef CT_BASE_LATE_XML_H
#define CT_BASE_LATE_XML_H

#include "base/late.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#if CT_LATE
#define CT_XML_CALLS(X)                                                                            \
  X(xmlCreateIOParserCtxt)                                                                         \
  X(xmlCtxtGetLastError)                                                                           \
  X(xmlCtxtReadMemory)                                                                             \
  X(xmlCtxtUseOptions)                                                                             \
  X(xmlDocCopyNode)                                                                                \
  X(xmlDocGetRootElement)                                                                          \
  X(xmlFree)                                                                                       \
  X(xmlFreeDoc)                                                                                    \
  X(xmlFreeNode)                                                                                   \
  X(xmlFreeParserCtxt)                                                                             \
  X(xmlGetLineNo)                                                                                  \
  X(xmlNewParserCtxt)                                                                              \
  X(xmlNewProp)                                                                                    \
  X(xmlNodeGetContent)                                                                             \
  X(xmlNodeSetName)                                                                                \
  X(xmlParseDocument)                                                                              \
  X(xmlRelaxNGFree)                                                                                \
  X(xmlRelaxNGFreeParserCtxt)                                                                      \
  X(xmlRelaxNGFreeValidCtxt)                                                                       \
  X(xmlRelaxNGNewMemParserCtxt)                                                                    \
  X(xmlRelaxNGNewValidCtxt)                                                                        \
  X(xmlRelaxNGParse)                                                                               \
  X(xmlRelaxNGSetParserStructuredErrors)                                                           \
  X(xmlRelaxNGSetValidStructuredErrors)                                                            \
  X(xmlRelaxNGValidateDoc)                                                                         \
  X(xmlRemoveProp)                                                                                 \
  X(xmlSAX2GetColumnNumber)                                                                        \
  X(xmlSAX2GetLineNumber)                                                                          \
  X(xmlSetProp)                                                                                    \
  X(xmlStopParser)

struct ct_xml_calls {
  CT_XML_CALLS(CT_LATE_MEMBER)
};
extern struct ct_xml_calls ct_xml_calls;

#define xmlCreateIOParserCtxt               (*ct_xml_calls.xmlCreateIOParserCtxt)
#define xmlCtxtGetLastError                 (*ct_xml_calls.xmlCtxtGetLastError)
#define xmlCtxtReadMemory                   (*ct_xml_calls.xmlCtxtReadMemory)
#define xmlCtxtUseOptions                   (*ct_xml_calls.xmlCtxtUseOptions)
#define xmlDocCopyNode                      (*ct_xml_calls.xmlDocCopyNode)
#define xmlDocGetRootElement                (*ct_xml_calls.xmlDocGetRootElement)
#define xmlFree                             (*ct_xml_calls.xmlFree)
#define xmlFreeDoc                          (*ct_xml_calls.xmlFreeDoc)
#define xmlFreeNode                         (*ct_xml_calls.xmlFreeNode)
#define xmlFreeParserCtxt                   (*ct_xml_calls.xmlFreeParserCtxt)
#define xmlGetLineNo                        (*ct_xml_calls.xmlGetLineNo)
#define xmlNewParserCtxt                    (*ct_xml_calls.xmlNewParserCtxt)
#define xmlNewProp                          (*ct_xml_calls.xmlNewProp)
#define xmlNodeGetContent                   (*ct_xml_calls.xmlNodeGetContent)
#define xmlNodeSetName                      (*ct_xml_calls.xmlNodeSetName)
#define xmlParseDocument                    (*ct_xml_calls.xmlParseDocument)
#define xmlRelaxNGFree                      (*ct_xml_calls.xmlRelaxNGFree)
#define xmlRelaxNGFreeParserCtxt            (*ct_xml_calls.xmlRelaxNGFreeParserCtxt)
#define xmlRelaxNGFreeValidCtxt             (*ct_xml_calls.xmlRelaxNGFreeValidCtxt)
#define xmlRelaxNGNewMemParserCtxt          (*ct_xml_calls.xmlRelaxNGNewMemParserCtxt)
#define xmlRelaxNGNewValidCtxt              (*ct_xml_calls.xmlRelaxNGNewValidCtxt)
#define xmlRelaxNGParse                     (*ct_xml_calls.xmlRelaxNGParse)
#define xmlRelaxNGSetParserStructuredErrors (*ct_xml_calls.xmlRelaxNGSetParserStructuredErrors)
#define xmlRelaxNGSetValidStructuredErrors  (*ct_xml_calls.xmlRelaxNGSetValidStructuredErrors)
#define xmlRelaxNGValidateDoc               (*ct_xml_calls.xmlRelaxNGValidateDoc)
#define xmlRemoveProp                       (*ct_xml_calls.xmlRemoveProp)
#define xmlSAX2GetColumnNumber              (*ct_xml_calls.xmlSAX2GetColumnNumber)
#define xmlSAX2GetLineNumber                (*ct_xml_calls.xmlSAX2GetLineNumber)
#define xmlSetProp                          (*ct_xml_calls.xmlSetProp)
#define xmlStopParser                       (*ct_xml_calls.xmlStopParser)
#endif

#endif
