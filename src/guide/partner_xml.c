/*
 * partner_xml.c -- a trading partner's profile laid over a guide.
 */
#include "guide/loader.h"

enum ct_status ct_grammar_overlay_partner(const ct_grammar *guide, const char *name_or_path,
                                          ct_grammar **out, ct_error *error) {
  ct_source source;
  (void)guide;
  *out = NULL;
  enum ct_status status = ct_source_open(&source, name_or_path, CT_SOURCE_XML_LIMIT, error);
  ct_source_close(&source);
  return status == CT_OK ? ct_source_error(error, name_or_path, 1, "is no partner profile")
                         : status;
}
