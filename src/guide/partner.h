/*
 * partner.h -- a trading partner's profile, seen from inside.
 *
 *   partner_xml.c      files, what they extend, and how they become a layer over a guide
 *   partner_element.c  <element> and <use>: rules in short, and what they may widen
 */
#ifndef CT_GUIDE_PARTNER_H
#define CT_GUIDE_PARTNER_H

#include "guide/builder.h"
#include "guide/rule_xml.h"

enum { CT_PARTNER_CHAIN = 8 }; /* profiles that extend one another */

typedef struct ct_partner_file {
  ct_source source;
  ct_xml xml;
} ct_partner_file;

typedef struct ct_partner {
  ct_partner_file file[CT_PARTNER_CHAIN]; /* the one asked for first, then what it extends */
  unsigned files;
  const ct_grammar *below;
  ct_error *error;
  ct_builder layer;
  ct_rule_build rules;
  ct_cob_profile cob;
  bool has_cob;
} ct_partner;

/*
 * <element> or <use>: checks that it narrows, widens the layer where it says so, and reads
 * the rules that it stands for.
 */
void ct_partner_constraint(ct_partner *, const ct_rule_source *, const xmlNode *);

#endif
