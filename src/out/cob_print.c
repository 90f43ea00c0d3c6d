/*
 * cob_print.c -- an entry as XML, JSON or CSV.  What nobody knows is null or left out.
 */
#include "out/cob_print.h"

#include <stdio.h>

void ct_csv_field(ct_buffer *out, ct_slice s, bool first) {
  if (!first) ct_buffer_char(out, ',');
  bool quote = false;
  for (size_t i = 0; i < s.len && !quote; i++) quote = strchr(",\"\r\n", s.ptr[i]) && s.ptr[i];
  if (!quote) {
    ct_buffer_slice(out, s);
    return;
  }
  ct_buffer_char(out, '"');
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == '"') ct_buffer_char(out, '"');
    ct_buffer_char(out, s.ptr[i]);
  }
  ct_buffer_char(out, '"');
}

void ct_json_field(ct_buffer *out, const char *key, ct_slice value, bool first) {
  ct_buffer_printf(out, "%s\"%s\":", first ? "" : ",", key);
  if (!value.len) {
    ct_buffer_text(out, "null");
    return;
  }
  ct_buffer_char(out, '"');
  ct_buffer_json(out, value);
  ct_buffer_char(out, '"');
}

static ct_slice amount_text(ct_decimal d, char text[CT_DECIMAL_TEXT]) {
  return ct_slice_make(text, ct_decimal_format(d, text));
}

static ct_slice paid_text(ct_slice paid, char text[CT_DECIMAL_TEXT]) {
  ct_decimal d;
  return ct_decimal_parse(paid, &d) == CT_DECIMAL_OK ? amount_text(d, text) : paid;
}

static ct_slice procedure_text(const ct_cob_line *l, char text[64]) {
  size_t n = 0;
  for (unsigned c = 1; l->has_procedure && c <= 6; c++) {
    ct_slice v = ct_segment_component(l->svc, 1, 1, c);
    if (!v.len || n + v.len + 2 > 64) break;
    if (c > 1) text[n++] = ':';
    memcpy(text + n, v.ptr, v.len);
    n += v.len;
  }
  return ct_slice_make(text, n);
}

static ct_slice person(const ct_cob_entry *e, const char *path) {
  const ct_loop *l = e->subscriber ? ct_loop_child(e->subscriber, "2010BA") : NULL;
  return l ? ct_loop_value(l, path) : ct_slice_empty();
}

static const struct {
  const char *key, *path;
} subscriber_fields[] = {{"last_name", "NM103"}, {"first_name", "NM104"}, {"address", "N301"},
                         {"city", "N401"},       {"state", "N402"},       {"zip", "N403"},
                         {"id", "NM109"}};
enum { SUBSCRIBER_FIELDS = sizeof subscriber_fields / sizeof *subscriber_fields };

/* ---- JSON ------------------------------------------------------------------------------------ */

static void json_adjustments(ct_buffer *out, const ct_cob_adjustments *list) {
  char text[CT_DECIMAL_TEXT];
  ct_buffer_text(out, ",\"adjustments\":[");
  for (size_t i = 0; i < list->count; i++) {
    ct_buffer_text(out, i ? ",{" : "{");
    ct_json_field(out, "group", list->each[i].group, true);
    ct_json_field(out, "reason", list->each[i].reason, false);
    ct_json_field(out, "amount", amount_text(list->each[i].amount, text), false);
    if (list->each[i].quantity.len) ct_json_field(out, "quantity", list->each[i].quantity, false);
    ct_buffer_char(out, '}');
  }
  ct_buffer_char(out, ']');
}

static void json_lines(ct_buffer *out, const ct_cob_entry *e) {
  char text[64];
  ct_buffer_text(out, ",\"lines\":[");
  for (size_t i = 0; !e->at_claim && i < e->line_count; i++) {
    const ct_cob_line *l = &e->lines[i];
    ct_buffer_text(out, i ? ",{" : "{");
    ct_json_field(out, "line", l->lx, true);
    ct_json_field(out, "paid", paid_text(l->paid, text), false);
    ct_json_field(out, "revenue", l->revenue, false);
    ct_json_field(out, "procedure", procedure_text(l, text), false);
    ct_json_field(out, "units", l->units, false);
    if (l->under.len) ct_json_field(out, "bundled_into", l->under, false);
    json_adjustments(out, &l->adjustments);
    ct_buffer_char(out, '}');
  }
  ct_buffer_text(out, "]");
}

static void print_json(ct_cob_print *p, const ct_cob_entry *e) {
  ct_buffer *out = p->out;
  char text[CT_DECIMAL_TEXT];
  ct_buffer_char(out, '{');
  ct_json_field(out, "claim", e->id, true);
  ct_buffer_text(out, ",\"payer\":{");
  ct_json_field(out, "id", e->payer_id, true);
  ct_json_field(out, "name", e->payer_name, false);
  ct_json_field(out, "carrier", e->carrier, false);
  ct_buffer_char(out, '}');
  ct_json_field(out, "responsibility", e->rank, false);
  ct_json_field(out, "relationship", e->relationship, false);
  ct_json_field(out, "group_number", e->group, false);
  ct_json_field(out, "group_name", e->group_name, false);
  ct_json_field(out, "filing_indicator", e->filing, false);
  ct_json_field(out, "paid", paid_text(e->paid, text), false);
  ct_json_field(out, "remittance_date", e->date, false);
  ct_json_field(out, "payer_claim_number", e->number, false);
  ct_json_field(out, "assignment_of_benefits", e->assigned, false);
  ct_json_field(out, "release_of_information", e->release, false);
  ct_buffer_text(out, ",\"subscriber\":");
  if (!e->subscriber) ct_buffer_text(out, "null");
  for (unsigned i = 0; e->subscriber && i < SUBSCRIBER_FIELDS; i++) {
    if (i == 0) ct_buffer_char(out, '{');
    ct_json_field(out, subscriber_fields[i].key, person(e, subscriber_fields[i].path), i == 0);
    if (i + 1 == SUBSCRIBER_FIELDS) ct_buffer_char(out, '}');
  }
  json_adjustments(out, &e->adjustments);
  json_lines(out, e);
  ct_buffer_text(out, "}\n");
}

/* ---- CSV ----------------------------------------------------------------------------------------- */

static const char csv_head[] =
    "claim,payer_id,payer_name,carrier,responsibility,relationship,filing_indicator,"
    "payer_claim_number,remittance_date,line,revenue,procedure,units,bundled_into,kind,group,"
    "reason,quantity,amount\n";

static void csv_row(ct_buffer *out, const ct_cob_entry *e, const ct_cob_line *l,
                    const ct_cob_adjustment *a) {
  char text[64];
  const ct_slice none = ct_slice_empty();
  const ct_slice all[] = {e->id,           e->payer_id, e->payer_name, e->carrier, e->rank,
                          e->relationship, e->filing,   e->number,     e->date};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) ct_csv_field(out, all[i], i == 0);
  ct_csv_field(out, l ? l->lx : none, false);
  ct_csv_field(out, l ? l->revenue : none, false);
  ct_csv_field(out, l ? procedure_text(l, text) : none, false);
  ct_csv_field(out, l ? l->units : none, false);
  ct_csv_field(out, l ? l->under : none, false);
  ct_csv_field(out, ct_slice_text(a ? "adjustment" : "paid"), false);
  ct_csv_field(out, a ? a->group : none, false);
  ct_csv_field(out, a ? a->reason : none, false);
  ct_csv_field(out, a ? a->quantity : none, false);
  ct_csv_field(out, a ? amount_text(a->amount, text) : paid_text(l ? l->paid : e->paid, text),
               false);
  ct_buffer_char(out, '\n');
}

static void print_csv(ct_cob_print *p, const ct_cob_entry *e) {
  csv_row(p->out, e, NULL, NULL);
  for (size_t i = 0; i < e->adjustments.count; i++)
    csv_row(p->out, e, NULL, &e->adjustments.each[i]);
  for (size_t i = 0; !e->at_claim && i < e->line_count; i++) {
    const ct_cob_line *l = &e->lines[i];
    csv_row(p->out, e, l, NULL);
    for (size_t j = 0; j < l->adjustments.count; j++)
      csv_row(p->out, e, l, &l->adjustments.each[j]);
  }
}

/* ---- XML ------------------------------------------------------------------------------------------ */

static void attribute(ct_buffer *out, const char *name, ct_slice value) {
  if (!value.len) return;
  ct_buffer_printf(out, " %s=\"", name);
  ct_buffer_xml(out, value);
  ct_buffer_char(out, '"');
}

static void xml_adjustments(ct_buffer *out, const ct_cob_adjustments *list, const char *indent) {
  char text[CT_DECIMAL_TEXT];
  for (size_t i = 0; i < list->count; i++) {
    ct_buffer_printf(out, "%s<adjustment", indent);
    attribute(out, "group", list->each[i].group);
    attribute(out, "reason", list->each[i].reason);
    attribute(out, "amount", amount_text(list->each[i].amount, text));
    attribute(out, "quantity", list->each[i].quantity);
    ct_buffer_text(out, "/>\n");
  }
}

static void print_xml(ct_cob_print *p, const ct_cob_entry *e) {
  ct_buffer *out = p->out;
  char text[64];
  ct_buffer_text(out, "  <entry");
  attribute(out, "claim", e->id);
  attribute(out, "responsibility", e->rank);
  attribute(out, "relationship", e->relationship);
  attribute(out, "group-number", e->group);
  attribute(out, "group-name", e->group_name);
  attribute(out, "filing-indicator", e->filing);
  attribute(out, "paid", paid_text(e->paid, text));
  attribute(out, "remittance-date", e->date);
  attribute(out, "payer-claim-number", e->number);
  attribute(out, "assignment-of-benefits", e->assigned);
  attribute(out, "release-of-information", e->release);
  ct_buffer_text(out, ">\n    <payer");
  attribute(out, "id", e->payer_id);
  attribute(out, "name", e->payer_name);
  attribute(out, "carrier", e->carrier);
  ct_buffer_text(out, "/>\n");
  if (e->subscriber) {
    static const char *const names[] = {"last-name", "first-name", "address", "city",
                                        "state",     "zip",        "id"};
    ct_buffer_text(out, "    <subscriber");
    for (unsigned i = 0; i < SUBSCRIBER_FIELDS; i++)
      attribute(out, names[i], person(e, subscriber_fields[i].path));
    ct_buffer_text(out, "/>\n");
  }
  xml_adjustments(out, &e->adjustments, "    ");
  for (size_t i = 0; !e->at_claim && i < e->line_count; i++) {
    const ct_cob_line *l = &e->lines[i];
    ct_buffer_text(out, "    <line");
    attribute(out, "number", l->lx);
    attribute(out, "paid", paid_text(l->paid, text));
    attribute(out, "revenue", l->revenue);
    attribute(out, "procedure", procedure_text(l, text));
    attribute(out, "units", l->units);
    attribute(out, "bundled-into", l->under);
    ct_buffer_text(out, ">\n");
    xml_adjustments(out, &l->adjustments, "      ");
    ct_buffer_text(out, "    </line>\n");
  }
  ct_buffer_text(out, "  </entry>\n");
}

/* ---- the document ----------------------------------------------------------------------------------- */

void ct_cob_print_begin(ct_cob_print *p) {
  if (p->format == CT_COB_XML)
    ct_buffer_text(p->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<cob xmlns=\"urn:claimtree:cob:1\">\n");
  if (p->format == CT_COB_CSV) ct_buffer_text(p->out, csv_head);
  if (p->format == CT_COB_DDE_CSV)
    ct_buffer_text(p->out, "Claim,Tab,Service Line,Panel,Item,Field,Value\n");
}

enum ct_status ct_cob_print_entry(void *print, const ct_cob_entry *e) {
  ct_cob_print *p = print;
  p->claim = e->id;
  if (p->format == CT_COB_XML) print_xml(p, e);
  if (p->format == CT_COB_JSON) print_json(p, e);
  if (p->format == CT_COB_CSV) print_csv(p, e);
  if (p->format == CT_COB_DDE || p->format == CT_COB_DDE_CSV) ct_cob_print_dde(p, e);
  p->printed++;
  return p->out->status;
}

void ct_cob_print_end(ct_cob_print *p) {
  if (p->format == CT_COB_XML) ct_buffer_text(p->out, "</cob>\n");
}
