/*
 * recoup.c -- collects reversals and write-offs of a remittance and writes the rows.
 *
 * Knows CLP, SVC and PLB of the 835 and the columns of the form.  Keeps the reversals of a set,
 * and those whose recovery waits; nothing else of a file.
 */
#include "out/recoup.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "out/cob_print.h"

#include <stdio.h>

enum { PROVIDER, NPI, PROVIDER_ID, MCE, FIRST, LAST, MEMBER, DATES, SERVICE, AMOUNT };
const char *const ct_recoup_columns[CT_RECOUP_COLUMNS] = {
    "Provider Name",     "Provider NPI",          "MassHealth Provider ID",
    "MCE Name",          "Member First Name",     "Member Last Name",
    "Member MassHealth ID", "Date(s) of Service Recouped", "Service Code or Name",
    "Amount Recouped"};

typedef struct cell {
  char *text;       /* NULL: empty */
  const char *from; /* "NM103 of NM1*QC"; static */
} cell;

typedef struct row {
  cell cells[CT_RECOUP_COLUMNS];
  char *key, *number; /* CLP07, CLP01 */
  ct_decimal owed;    /* what is still to be taken back of a reversal */
  bool done;          /* printed, or waiting */
  struct row *next;
} row;

struct ct_recoup {
  ct_sink sink;
  ct_recoup_options opt;
  ct_buffer *out;
  cell provider, npi, mce; /* of the set */
  row *rows, **last;       /* reversals of the set */
  row *waiting;            /* of all files */
  ct_recoup_counts counts;
  bool no_memory, in_835;
};

static char *keep(ct_recoup *r, ct_slice s) {
  if (!s.len) return NULL;
  char *text = ct_mem_copy_text(s.ptr, s.len);
  if (!text) r->no_memory = true;
  return text;
}

static void set_cell(ct_recoup *r, cell *c, ct_slice s, const char *from) {
  ct_mem_free(c->text);
  c->text = keep(r, s);
  c->from = from;
}

static void free_row(row *w) {
  for (unsigned i = 0; i < CT_RECOUP_COLUMNS; i++) ct_mem_free(w->cells[i].text);
  ct_mem_free(w->key);
  ct_mem_free(w->number);
  ct_mem_free(w);
}

static void free_rows(row *w) {
  while (w) {
    row *next = w->next;
    free_row(w);
    w = next;
  }
}

/* ---- writing ---------------------------------------------------------------------------------- */

static ct_slice text_of(const cell *c) {
  return c->text ? ct_slice_text(c->text) : ct_slice_empty();
}

static void print_json(ct_recoup *r, const row *w) {
  for (unsigned i = 0; i < CT_RECOUP_COLUMNS; i++) {
    const cell *c = &w->cells[i];
    ct_buffer_printf(r->out, "%s\"%s\":{", i ? "," : "{", ct_recoup_columns[i]);
    ct_json_field(r->out, "value", text_of(c), true);
    ct_json_field(r->out, "from", c->text ? ct_slice_text(c->from) : ct_slice_empty(), false);
    ct_buffer_char(r->out, '}');
  }
  ct_buffer_text(r->out, "}\n");
}

static void print(ct_recoup *r, row *w) {
  for (unsigned i = 0; i < CT_RECOUP_COLUMNS; i++) r->counts.lacking[i] += !w->cells[i].text;
  r->counts.rows++;
  w->done = true;
  if (r->opt.json) {
    print_json(r, w);
    return;
  }
  for (unsigned i = 0; i < CT_RECOUP_COLUMNS; i++)
    ct_csv_field(r->out, text_of(&w->cells[i]), i == 0);
  ct_buffer_char(r->out, '\n');
}

/* ---- a row ---------------------------------------------------------------------------------------- */

static row *new_row(ct_recoup *r) {
  row *w = ct_mem_zalloc(1, sizeof *w);
  if (!w) {
    r->no_memory = true;
    return NULL;
  }
  set_cell(r, &w->cells[PROVIDER], text_of(&r->provider), r->provider.from);
  set_cell(r, &w->cells[NPI], text_of(&r->npi), r->npi.from);
  if (r->opt.provider_id)
    set_cell(r, &w->cells[PROVIDER_ID], ct_slice_text(r->opt.provider_id), "--provider-id");
  if (r->opt.mce_name)
    set_cell(r, &w->cells[MCE], ct_slice_text(r->opt.mce_name), "--mce-name");
  else
    set_cell(r, &w->cells[MCE], text_of(&r->mce), r->mce.from);
  return w;
}

/* The amount without its sign: what was taken back. */
static void set_amount(ct_recoup *r, row *w, ct_slice amount, const char *from) {
  ct_decimal d;
  char text[CT_DECIMAL_TEXT];
  if (ct_decimal_parse(amount, &d) != CT_DECIMAL_OK) return;
  if (d.mantissa < 0) d.mantissa = -d.mantissa;
  w->owed = d;
  set_cell(r, &w->cells[AMOUNT], ct_slice_make(text, ct_decimal_format(d, text)), from);
}

static void note_date(ct_slice date, char first[9], char last[9]) {
  if (date.len != 8) return;
  if (!*first || memcmp(date.ptr, first, 8) < 0) memcpy(first, date.ptr, 8);
  if (!*last || memcmp(date.ptr, last, 8) > 0) memcpy(last, date.ptr, 8);
}

static void set_dates(ct_recoup *r, row *w, const ct_loop *claim) {
  static const char *const dates[] = {"DTM[472]/DTM02", "DTM[150]/DTM02", "DTM[151]/DTM02"};
  char first[9] = "", last[9] = "", text[24];
  note_date(ct_loop_value(claim, "DTM[232]/DTM02"), first, last);
  note_date(ct_loop_value(claim, "DTM[233]/DTM02"), first, last);
  const char *from = *first ? "DTM*232, DTM*233" : "DTM of SVC";
  for (const ct_loop *l = *first ? NULL : ct_loop_child(claim, "2110"); l; l = ct_loop_next(l))
    for (unsigned i = 0; i < 3; i++) note_date(ct_loop_value(l, dates[i]), first, last);
  if (!*first) return;
  int n = snprintf(text, sizeof text, "%.2s/%.2s/%.4s", first + 4, first + 6, first);
  if (memcmp(first, last, 8) != 0)
    n += snprintf(text + n, sizeof text - (size_t)n, "-%.2s/%.2s/%.4s", last + 4, last + 6, last);
  set_cell(r, &w->cells[DATES], ct_slice_make(text, (size_t)n), from);
}

static bool listed(const ct_buffer *b, ct_slice code) {
  const char *p = b->data;
  for (size_t i = 0; i + code.len <= b->len; i++) {
    bool starts = i == 0 || p[i - 1] == ' ';
    bool ends = i + code.len == b->len || p[i + code.len] == ';';
    if (starts && ends && memcmp(p + i, code.ptr, code.len) == 0) return true;
  }
  return false;
}

static void set_service(ct_recoup *r, row *w, const ct_loop *claim) {
  ct_buffer codes;
  ct_buffer_init(&codes, NULL, NULL);
  for (const ct_loop *l = ct_loop_child(claim, "2110"); l; l = ct_loop_next(l)) {
    ct_slice code = ct_loop_value(l, "SVC01-2");
    if (!code.len || listed(&codes, code)) continue;
    if (codes.len) ct_buffer_text(&codes, "; ");
    ct_buffer_slice(&codes, code);
  }
  if (codes.status != CT_OK) r->no_memory = true;
  if (codes.len)
    set_cell(r, &w->cells[SERVICE], ct_slice_make(codes.data, codes.len), "SVC01-2");
  ct_buffer_free(&codes);
}

static enum ct_status on_claim(ct_sink *sink, const ct_loop *claim) {
  ct_recoup *r = (ct_recoup *)(void *)sink;
  if (!r->in_835 || !ct_slice_is(ct_loop_value(claim, "CLP02"), "22")) return CT_OK;
  row *w = new_row(r);
  if (!w) return CT_NO_MEMORY;
  w->key = keep(r, ct_loop_value(claim, "CLP07"));
  w->number = keep(r, ct_loop_value(claim, "CLP01"));
  set_cell(r, &w->cells[FIRST], ct_loop_value(claim, "NM1[QC]/NM104"), "NM104 of NM1*QC");
  set_cell(r, &w->cells[LAST], ct_loop_value(claim, "NM1[QC]/NM103"), "NM103 of NM1*QC");
  ct_slice member = ct_loop_value(claim, "NM1[QC]/NM109");
  if (member.len)
    set_cell(r, &w->cells[MEMBER], member, "NM109 of NM1*QC");
  else
    set_cell(r, &w->cells[MEMBER], ct_loop_value(claim, "NM1[IL]/NM109"), "NM109 of NM1*IL");
  set_dates(r, w, claim);
  set_service(r, w, claim);
  set_amount(r, w, ct_loop_value(claim, "CLP04"), "CLP04");
  *r->last = w;
  r->last = &w->next;
  return r->no_memory ? CT_NO_MEMORY : CT_OK;
}

/* ---- PLB --------------------------------------------------------------------------------------------- */

static bool has_key(const row *w, ct_slice key) {
  return key.len && ((w->key && ct_slice_is(key, w->key)) ||
                     (w->number && ct_slice_is(key, w->number)));
}

static row *find(row *w, ct_slice key) {
  while (w && (w->done || !has_key(w, key))) w = w->next;
  return w;
}

/* Whether the row of this key was printed for its reversal: the WO tells of it again. */
static bool told(row *w, ct_slice key) {
  while (w && !(w->done && has_key(w, key))) w = w->next;
  return w != NULL;
}

/* Money taken for a reversal that waits, or for a claim that nobody told of. */
static void take_waiting(ct_recoup *r, ct_slice key, ct_slice amount) {
  row **at = &r->waiting;
  while (*at && !has_key(*at, key)) at = &(*at)->next;
  row *w = *at ? *at : new_row(r);
  if (!w) return;
  ct_decimal owed = w->owed;
  set_amount(r, w, amount, "PLB");
  print(r, w);
  bool more = ct_decimal_subtract(owed, w->owed, &owed) && owed.mantissa > 0;
  w->owed = owed;
  if (w == *at && more) return; /* the rest is taken later, in a row of its own */
  if (w == *at) {
    *at = w->next;
    r->counts.waiting--;
  }
  free_row(w);
}

/* A reversal whose recovery, or that of a part, is delayed; what is not is a row now. */
static void wait_for(ct_recoup *r, row *reversal, ct_decimal delayed) {
  ct_decimal now;
  char text[CT_DECIMAL_TEXT];
  delayed.mantissa = -delayed.mantissa;
  if (ct_decimal_subtract(reversal->owed, delayed, &now) && now.mantissa > 0) {
    set_amount(r, reversal, ct_slice_make(text, ct_decimal_format(now, text)), "CLP04, PLB");
    print(r, reversal);
  }
  reversal->owed = delayed;
  row **at = &r->rows;
  while (*at != reversal) at = &(*at)->next;
  *at = reversal->next;
  if (r->last == &reversal->next) r->last = at;
  reversal->next = r->waiting;
  r->waiting = reversal;
  r->counts.waiting++;
}

static void on_plb(ct_recoup *r, const ct_segment *plb) {
  for (unsigned e = 3; e + 1 <= ct_segment_count(plb); e += 2) {
    if (!ct_slice_is(ct_segment_component(plb, e, 1, 1), "WO")) continue;
    ct_slice key = ct_segment_component(plb, e, 1, 2), amount = ct_segment_element(plb, e + 1);
    ct_decimal d;
    if (ct_decimal_parse(amount, &d) != CT_DECIMAL_OK || d.mantissa == 0) continue;
    row *reversal = find(r->rows, key);
    if (d.mantissa < 0 && reversal)
      wait_for(r, reversal, d);
    else if (d.mantissa > 0 && reversal)
      print(r, reversal);
    else if (d.mantissa > 0 && !told(r->rows, key))
      take_waiting(r, key, amount);
  }
}

/* ---- the sink ------------------------------------------------------------------------------------------ */

static void end_set(ct_recoup *r) {
  for (row *w = r->rows; w; w = w->next)
    if (!w->done) print(r, w);
  free_rows(r->rows);
  r->rows = NULL;
  r->last = &r->rows;
}

static void on_n1(ct_recoup *r, const ct_segment *s) {
  ct_slice role = ct_segment_element(s, 1);
  if (ct_slice_is(role, "PR")) set_cell(r, &r->mce, ct_segment_element(s, 2), "N102 of N1*PR");
  if (!ct_slice_is(role, "PE")) return;
  bool npi = ct_slice_is(ct_segment_element(s, 3), "XX");
  set_cell(r, &r->provider, ct_segment_element(s, 2), "N102 of N1*PE");
  set_cell(r, &r->npi, npi ? ct_segment_element(s, 4) : ct_slice_empty(), "N104 of N1*PE");
}

static enum ct_status on_event(ct_sink *sink, const ct_event *ev) {
  ct_recoup *r = (ct_recoup *)(void *)sink;
  if (ev->kind == CT_EV_SET) {
    r->in_835 = ev->segment && ct_slice_is(ct_segment_element(ev->segment, 1), "835");
    set_cell(r, &r->mce, ct_slice_empty(), "");
    set_cell(r, &r->provider, ct_slice_empty(), "");
    set_cell(r, &r->npi, ct_slice_empty(), "");
  } else if (ev->kind == CT_EV_SET_END) {
    end_set(r);
    r->in_835 = false;
  } else if (ev->kind == CT_EV_SEGMENT && ev->segment && r->in_835) {
    ct_slice tag = ct_segment_tag(ev->segment);
    if (ct_slice_is(tag, "N1")) on_n1(r, ev->segment);
    if (ct_slice_is(tag, "PLB")) on_plb(r, ev->segment);
  }
  return r->no_memory ? CT_NO_MEMORY : r->out->status;
}

ct_recoup *ct_recoup_new(const ct_recoup_options *opt, ct_buffer *out) {
  ct_recoup *r = ct_mem_zalloc(1, sizeof *r);
  if (!r) return NULL;
  r->sink = (ct_sink){.wants = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS | CT_WANT_CLAIMS,
                      .event = on_event,
                      .claim = on_claim};
  r->opt = *opt;
  r->out = out;
  r->last = &r->rows;
  for (unsigned i = 0; !opt->json && i < CT_RECOUP_COLUMNS; i++)
    ct_csv_field(out, ct_slice_text(ct_recoup_columns[i]), i == 0);
  if (!opt->json) ct_buffer_char(out, '\n');
  return r;
}

ct_sink *ct_recoup_sink(ct_recoup *r) {
  return &r->sink;
}

const ct_recoup_counts *ct_recoup_finish(ct_recoup *r) {
  return &r->counts;
}

void ct_recoup_free(ct_recoup *r) {
  if (!r) return;
  free_rows(r->rows);
  free_rows(r->waiting);
  ct_mem_free(r->provider.text);
  ct_mem_free(r->npi.text);
  ct_mem_free(r->mce.text);
  ct_mem_free(r);
}
