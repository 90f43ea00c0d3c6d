/*
 * cob_dde.c -- an entry as the fields of the direct-data-entry screens: two tabs, four lists.
 *
 * Names of tabs, panels and fields are those of the MassHealth job aid on coordination of
 * benefits, to the letter.  What only the 837 knows is left blank.
 */
#include "out/cob_print.h"

#include <stdio.h>

typedef struct place {
  const char *tab, *panel;
  ct_slice line; /* of service; empty on the first tab */
  size_t item;
} place;

static const char benefits_tab[] = "Coordination of Benefits";
static const char procedure_tab[] = "Procedure";

static void csv(ct_cob_print *p, const place *at, const char *name, ct_slice value) {
  char item[24];
  snprintf(item, sizeof item, "%zu", at->item);
  ct_csv_field(p->out, p->claim, true);
  ct_csv_field(p->out, ct_slice_text(at->tab), false);
  ct_csv_field(p->out, at->line, false);
  ct_csv_field(p->out, ct_slice_text(at->panel), false);
  ct_csv_field(p->out, ct_slice_text(item), false);
  ct_csv_field(p->out, ct_slice_text(name), false);
  ct_csv_field(p->out, value, false);
  ct_buffer_char(p->out, '\n');
}

static void field(ct_cob_print *p, const place *at, const char *name, ct_slice value) {
  if (p->format == CT_COB_DDE_CSV) {
    csv(p, at, name, value);
    return;
  }
  ct_buffer_printf(p->out, value.len ? "    %-28s " : "    %s", name);
  ct_buffer_plain(p->out, value);
  ct_buffer_char(p->out, '\n');
}

static void heading(ct_cob_print *p, const char *text, size_t item) {
  if (p->format == CT_COB_DDE) ct_buffer_printf(p->out, "  %s: item %zu\n", text, item);
}

static void amount(ct_cob_print *p, const place *at, const char *name, ct_slice value) {
  ct_decimal d;
  char text[CT_DECIMAL_TEXT];
  if (ct_decimal_parse(value, &d) == CT_DECIMAL_OK)
    value = ct_slice_make(text, ct_decimal_format(d, text));
  field(p, at, name, value);
}

static void date(ct_cob_print *p, const place *at, ct_slice ymd) {
  char text[11];
  bool whole = ymd.len == 8;
  if (whole)
    snprintf(text, sizeof text, "%.2s/%.2s/%.4s", ymd.ptr + 4, ymd.ptr + 6, ymd.ptr);
  field(p, at, "Remittance Date", whole ? ct_slice_make(text, 10) : ct_slice_empty());
}

static void reasons(ct_cob_print *p, const place *above, const ct_cob_adjustments *list) {
  place at = {above->tab, "List of COB Reasons", above->line, 0};
  char text[CT_DECIMAL_TEXT];
  for (size_t i = 0; i < list->count; i++) {
    const ct_cob_adjustment *a = &list->each[i];
    at.item = i + 1;
    heading(p, at.panel, at.item);
    field(p, &at, "Group Code", a->group);
    field(p, &at, "Amount", ct_slice_make(text, ct_decimal_format(a->amount, text)));
    field(p, &at, "Units of Service", a->quantity);
    field(p, &at, "Reason", a->reason);
  }
}

static void subscriber(ct_cob_print *p, const place *at, const ct_cob_entry *e) {
  static const struct {
    const char *name, *path;
  } fields[] = {{"Subscriber Last Name", "NM103"}, {"Subscriber First Name", "NM104"},
                {"Subscriber Address", "N301"},    {"Subscriber City", "N401"},
                {"Subscriber State", "N402"},      {"Subscriber Zip Code", "N403"},
                {"Subscriber ID", "NM109"}};
  const ct_loop *l = e->subscriber ? ct_loop_child(e->subscriber, "2010BA") : NULL;
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    field(p, at, fields[i].name, l ? ct_loop_value(l, fields[i].path) : ct_slice_empty());
}

static void benefits(ct_cob_print *p, const ct_cob_entry *e) {
  place at = {benefits_tab, "List of Coordination of Benefits (COB)", ct_slice_empty(), 1};
  const ct_cob_carrier *row = ct_cob_carrier_find(p->carriers, e->payer_id);
  heading(p, at.panel, at.item);
  field(p, &at, "Carrier Code", e->carrier);
  field(p, &at, "Carrier Name", row && row->name.len ? row->name : e->payer_name);
  if (e->at_claim || e->line_count == 0) date(p, &at, e->date);
  field(p, &at, "Payer Claim Number", e->number);
  field(p, &at, "Payer Responsibility", e->rank);
  amount(p, &at, "COB Payer Paid Amount", e->paid);
  field(p, &at, "Claim Filing Indicator", e->filing);
  field(p, &at, "Release of Information", e->release);
  field(p, &at, "Assignment of Benefits", e->assigned);
  field(p, &at, "Relationship to Subscriber", e->relationship);
  subscriber(p, &at, e);
  reasons(p, &at, &e->adjustments);
}

static void line(ct_cob_print *p, const ct_cob_entry *e, const ct_cob_line *l, size_t number) {
  static const char *const modifiers[] = {"Modifier 1", "Modifier 2", "Modifier 3", "Modifier 4"};
  char text[24];
  ct_slice which = l->lx;
  if (!which.len) which = ct_slice_make(text, (size_t)snprintf(text, sizeof text, "%zu", number));
  place at = {procedure_tab, "List of COB Line Items", which, 1};
  if (p->format == CT_COB_DDE)
    ct_buffer_printf(p->out, " %s tab, service line %.*s\n", procedure_tab, (int)which.len,
                     which.ptr);
  heading(p, at.panel, at.item);
  field(p, &at, "Carrier Code", e->carrier);
  field(p, &at, "Bundled into Line Number", l->under);
  date(p, &at, e->date);
  amount(p, &at, "Paid Amount", l->paid);
  field(p, &at, "Paid Units of Service", l->units);
  field(p, &at, "Revenue Code", l->revenue);
  ct_slice none = ct_slice_empty();
  field(p, &at, "Procedure Code", l->has_procedure ? ct_segment_component(l->svc, 1, 1, 2) : none);
  for (unsigned m = 0; l->has_procedure && m < 4; m++) {
    ct_slice v = ct_segment_component(l->svc, 1, 1, m + 3);
    if (v.len) field(p, &at, modifiers[m], v);
  }
  reasons(p, &at, &l->adjustments);
}

void ct_cob_print_dde(ct_cob_print *p, const ct_cob_entry *e) {
  if (p->format == CT_COB_DDE) {
    if (p->printed) ct_buffer_char(p->out, '\n');
    ct_buffer_text(p->out, "Claim ");
    ct_buffer_plain(p->out, e->id);
    ct_buffer_printf(p->out, "\n %s tab\n", benefits_tab);
  }
  benefits(p, e);
  for (size_t i = 0; !e->at_claim && i < e->line_count; i++) line(p, e, &e->lines[i], i + 1);
}
