/* guide_xml.h -- a guide file to tables, given the standard it narrows. */
#ifndef CT_GUIDE_GUIDE_XML_H
#define CT_GUIDE_GUIDE_XML_H

#include "guide/standard.h"

/* `origin` is told as ct_grammar.origin. */
enum ct_status ct_guide_build(const ct_xml *, const ct_standard *, const char *origin,
                              ct_grammar **, ct_error *);

#endif
