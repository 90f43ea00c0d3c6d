/*
 * rule_xml.h -- rules as XML: <list>, <condition>, <base>, <rule>, <severity>.
 *
 *   <rule id="I-018" at="2300" when="inpatient" require="DTP[435]" snip="6" confidence="H" ack="IK3 I6">
 *     <text>An inpatient claim tells the admission date (DTP*435).</text>
 *     <pass base="inpatient"/>
 *     <fail base="inpatient" edit="-DTP[435]"/>
 *   </rule>
 */
#ifndef CT_GUIDE_RULE_XML_H
#define CT_GUIDE_RULE_XML_H

#include "guide/rule_build.h"
#include "guide/xml.h"

typedef struct ct_rule_source { /* where the elements stand, and what that means for them */
  const ct_xml *xml;
  const char *beside;  /* path that list files are told from */
  const char *group;   /* envelope: GS01; "" any */
  uint16_t outside;    /* CT_AT_ENVELOPE or CT_AT_FILE: not in a set; 0 */
  bool partner;        /* a profile: SNIP 7, partner-rule */
  uint32_t from, until; /* of the profile: for rules that have none of their own */
  const char *source;   /* likewise, its citation */
} ct_rule_source;

/* All children of `parent` that are of this schema; others are passed over. */
void ct_rule_xml_read(ct_rule_build *, const ct_rule_source *, const xmlNode *parent);
void ct_rule_xml_one(ct_rule_build *, const ct_rule_source *, const xmlNode *);
void ct_rule_xml_rule(ct_rule_build *, const ct_rule_source *, const xmlNode *);
/* A 0-ended copy in the arena; "" for NULL. */
const char *ct_rule_xml_copy(ct_rule_build *, const char *);
/* The text of an element, each run of blanks made one, in the arena. */
const char *ct_rule_xml_sentence(ct_rule_build *, const xmlNode *);
/* The conditions of the sets that this one is laid over, compiled for it. */
void ct_rule_xml_inherit(ct_rule_build *);
/* The rules of a file, compiled for the grammar; they live in the arena. */
enum ct_status ct_rule_xml_load(const ct_source *, const ct_grammar *, ct_arena *,
                                const ct_rule_set **, ct_error *);
/* The id of a finding in the catalogue; CT_F_COUNT when there is none of that name. */
enum ct_fault_id ct_rule_finding(const char *name);

#endif
