/*
 * reconcile.c -- a row for each claim sent: unanswered, rejected, denied, paid, short, reversed.
 *
 * Knows what a payment says of a claim and that all money must be accounted for: charges are the
 * sum of CLM02, payments that of BPR02.  Pairing is cob_pair.c's.
 */
#include "out/reconcile.h"

#include "out/cob_print.h"
#include "out/reconcile_acks.h"

#include <stdio.h>

enum fate { UNANSWERED, REJECTED, DENIED, PAID_IN_FULL, PAID_SHORT, REVERSED, FATES };
static const char *const fates[FATES] = {"unanswered",   "rejected",   "denied",
                                         "paid in full", "paid short", "reversed"};

typedef struct totals {
  uint64_t claims[FATES], other_remits;
  ct_decimal charge[FATES], paid[FATES];
  ct_decimal other, provider, bpr; /* other: payments of remittance claims that are no row's */
  bool overflow;
} totals;

typedef struct work {
  ct_cob *cob;
  enum ct_reconcile_format format;
  ct_buffer *out;
  ct_buffer reasons;
  totals sum;
  uint64_t rows;
} work;

typedef struct row {
  ct_slice id, file, charge, number, date;
  enum fate fate;
  ct_decimal charged, paid, less; /* less: charged - paid */
} row;

static void add(work *x, ct_decimal *sum, ct_decimal d) {
  if (!ct_decimal_add(*sum, d, sum)) x->sum.overflow = true;
}

static ct_decimal amount(ct_slice s) {
  ct_decimal d;
  return ct_decimal_parse(s, &d) == CT_DECIMAL_OK ? d : ct_decimal_zero();
}

static void put_amount(ct_buffer *out, ct_decimal d) {
  char text[CT_DECIMAL_TEXT];
  ct_buffer_add(out, text, ct_decimal_format(d, text));
}

/* ---- one claim -------------------------------------------------------------------------------- */

/* "CO 45 983.53; PR 1 300.00": all of the payment, claim and lines summed. */
static enum ct_status add_reasons(work *x) {
  ct_cob_entry e;
  char why[CT_COB_WHY] = "";
  ct_cob *c = x->cob;
  ct_arena_rewind(&c->arena, (ct_arena_mark){NULL, NULL, 0});
  enum ct_status status =
      ct_cob_entry_make(&e, &c->arena, &c->remit, NULL, NULL, true, why);
  for (size_t i = 0; status == CT_OK && !*why && i < e.adjustments.count; i++) {
    const ct_cob_adjustment *a = &e.adjustments.each[i];
    if (i) ct_buffer_text(&x->reasons, "; ");
    ct_buffer_slice(&x->reasons, a->group);
    ct_buffer_char(&x->reasons, ' ');
    ct_buffer_slice(&x->reasons, a->reason);
    ct_buffer_char(&x->reasons, ' ');
    put_amount(&x->reasons, a->amount);
  }
  return status == CT_OK ? x->reasons.status : status;
}

static enum ct_status judge(work *x, uint32_t claim, row *r) {
  ct_cob *c = x->cob;
  const ct_cob_claim *k = &c->claims.claims[claim];
  r->number = r->date = ct_slice_empty();
  if (k->answer == CT_COB_NONE) {
    r->fate = k->state & CT_COB_WAS_REVERSED   ? REVERSED
              : k->state & CT_COB_WAS_REJECTED ? REJECTED
                                               : UNANSWERED;
    return CT_OK;
  }
  enum ct_status status = ct_cob_view_load(&c->remit, &c->remits, k->answer);
  if (status != CT_OK) return status == CT_END ? CT_IO : status;
  r->paid = amount(ct_loop_value(c->remit.claim, "CLP04"));
  r->number = ct_loop_value(c->remit.claim, "CLP07");
  r->date = ct_loop_value(c->remit.root, "BPR16");
  if (ct_slice_is(ct_loop_value(c->remit.claim, "CLP02"), "4"))
    r->fate = DENIED;
  else
    r->fate = ct_decimal_compare(r->paid, r->charged) >= 0 ? PAID_IN_FULL : PAID_SHORT;
  return add_reasons(x);
}

/* ---- rows ----------------------------------------------------------------------------------------- */

enum { WIDTH = 80, ID_WIDTH = 22, INDENT = 4 };

/* The adjustments below their row, broken between two of them. */
static void print_reasons(work *x) {
  ct_slice left = ct_slice_make(x->reasons.data, x->reasons.len);
  size_t column = 0;
  while (left.len) {
    const char *end = memchr(left.ptr, ';', left.len);
    size_t n = end ? (size_t)(end - left.ptr) + 1 : left.len;
    if (column && column + 1 + n > WIDTH) {
      ct_buffer_char(x->out, '\n');
      column = 0;
    }
    if (!column) ct_buffer_printf(x->out, "%*s", INDENT, "");
    else ct_buffer_char(x->out, ' ');
    column += column ? 1 : INDENT;
    ct_buffer_plain(x->out, ct_slice_make(left.ptr, n));
    column += n;
    n += end && n < left.len; /* the blank after it */
    left.ptr += n;
    left.len -= n;
  }
  if (column) ct_buffer_char(x->out, '\n');
}

static void print_text_row(work *x, const row *r, const char *charged, const char *paid,
                           const char *less) {
  char id[64];
  snprintf(id, sizeof id, "%.*s", (int)(r->id.len < 60 ? r->id.len : 60), r->id.ptr);
  size_t n = strlen(id);
  ct_buffer_plain(x->out, ct_slice_text(id));
  if (n >= ID_WIDTH) ct_buffer_char(x->out, '\n');
  ct_buffer_printf(x->out, "%*s%-13s %13s %13s %13s\n", (int)(n < ID_WIDTH ? ID_WIDTH - n : ID_WIDTH),
                   "", fates[r->fate], charged, paid, less);
  print_reasons(x);
}

static void print_row(work *x, const row *r) {
  ct_buffer *out = x->out;
  char charged[CT_DECIMAL_TEXT], paid[CT_DECIMAL_TEXT], less[CT_DECIMAL_TEXT];
  size_t nc = ct_decimal_format(r->charged, charged), np = ct_decimal_format(r->paid, paid);
  size_t nl = ct_decimal_format(r->less, less);
  const struct {
    const char *key;
    ct_slice value;
  } all[] = {{"claim", r->id},
             {"file", r->file},
             {"status", ct_slice_text(fates[r->fate])},
             {"charge", ct_slice_make(charged, nc)},
             {"paid", ct_slice_make(paid, np)},
             {"short", ct_slice_make(less, nl)},
             {"adjustments", x->reasons.len ? ct_slice_make(x->reasons.data, x->reasons.len)
                                            : ct_slice_empty()},
             {"payer_claim_number", r->number},
             {"remittance_date", r->date}};
  size_t count = sizeof all / sizeof *all;
  if (x->format == CT_RECONCILE_TEXT) {
    print_text_row(x, r, charged, paid, less);
    return;
  }
  bool json = x->format == CT_RECONCILE_JSON;
  if (json) ct_buffer_text(out, x->rows ? ",\n{" : "\n{");
  for (size_t i = 0; i < count; i++) {
    if (json)
      ct_json_field(out, all[i].key, all[i].value, i == 0);
    else
      ct_csv_field(out, all[i].value, i == 0);
  }
  ct_buffer_char(out, json ? '}' : '\n');
}

static enum ct_status one_claim(work *x, uint32_t claim) {
  ct_cob *c = x->cob;
  row r = {.file = ct_slice_text(ct_cob_file_of(&c->claims, claim))};
  enum ct_status status = ct_cob_view_load(&c->claim, &c->claims, claim);
  if (status != CT_OK && status != CT_END) return status;
  ct_slice e[2];
  const ct_cob_set *set = ct_cob_set_of(&c->claims, claim);
  ct_delimiters d = {.element = set->element, .segment = set->segment};
  ct_cob_split(ct_cob_store_text(&c->claims, claim, &c->claim.bytes), d, e, 2);
  ct_buffer_reset(&x->reasons);
  r.id = e[0]; /* CLM01 and CLM02 stand there whatever the guide makes of the rest */
  r.charged = amount(e[1]);
  status = judge(x, claim, &r);
  if (status != CT_OK) return status;
  if (!ct_decimal_subtract(r.charged, r.paid, &r.less)) x->sum.overflow = true;
  x->sum.claims[r.fate]++;
  add(x, &x->sum.charge[r.fate], r.charged);
  add(x, &x->sum.paid[r.fate], r.paid);
  print_row(x, &r);
  x->rows++;
  return x->out->status;
}

/* ---- the money of the remittances ---------------------------------------------------------------------- */

static enum ct_status sum_others(work *x) {
  ct_cob *c = x->cob;
  for (uint32_t i = 0; i < c->remits.claim_count; i++) {
    if (c->remits.claims[i].state == CT_COB_PAIRED) continue;
    enum ct_status status = ct_cob_view_load(&c->remit, &c->remits, i);
    if (status != CT_OK && status != CT_END) return status;
    ct_slice e[4];
    const ct_cob_set *set = ct_cob_set_of(&c->remits, i);
    ct_delimiters d = {.element = set->element, .segment = set->segment};
    ct_cob_split(ct_cob_store_text(&c->remits, i, &c->remit.bytes), d, e, 4);
    x->sum.other_remits++;
    add(x, &x->sum.other, amount(e[3])); /* CLP04 */
  }
  for (size_t i = 0; i < c->remits.set_count; i++) {
    add(x, &x->sum.bpr, c->remits.sets[i].paid);
    ct_decimal less = c->remits.sets[i].provider;
    less.mantissa = -less.mantissa;
    add(x, &x->sum.provider, less);
  }
  return CT_OK;
}

/* ---- totals ------------------------------------------------------------------------------------------------ */

static void total_line(work *x, const char *what, uint64_t n, const ct_decimal *charge,
                       ct_decimal paid) {
  char c[CT_DECIMAL_TEXT] = "", p[CT_DECIMAL_TEXT];
  if (charge) ct_decimal_format(*charge, c);
  ct_decimal_format(paid, p);
  ct_buffer_printf(x->out, "%-20s %6llu %22s %13s\n", what, (unsigned long long)n, c, p);
}

/* What is paid on claims, less what the payers adjusted (PLB), is what came (BPR02). */
static void print_payment(work *x, ct_decimal paid) {
  const totals *t = &x->sum;
  static const char *const names[2][3] = {
      {"provider adjustments (PLB)", "payments (BPR02)", "difference"},
      {"provider_adjustments", "payments", "difference"}};
  bool json = x->format == CT_RECONCILE_JSON;
  ct_decimal difference = ct_decimal_zero();
  if (!ct_decimal_add(paid, t->provider, &difference) ||
      !ct_decimal_subtract(t->bpr, difference, &difference))
    x->sum.overflow = true;
  const ct_decimal all[3] = {t->provider, t->bpr, difference};
  for (unsigned i = 0; i < 3; i++) {
    char text[CT_DECIMAL_TEXT];
    ct_decimal_format(all[i], text);
    ct_buffer_printf(x->out, json ? ",\"%s\":\"%s\"" : "%-49s %13s\n", names[json][i], text);
  }
}

static void print_totals(work *x) {
  totals *t = &x->sum;
  ct_decimal charge = ct_decimal_zero(), paid = ct_decimal_zero();
  uint64_t claims = 0;
  bool json = x->format == CT_RECONCILE_JSON;
  if (x->format == CT_RECONCILE_CSV) return;
  ct_buffer_text(x->out, json ? "\n],\"totals\":{" : "\n");
  for (unsigned f = 0; f < FATES; f++) {
    add(x, &charge, t->charge[f]);
    add(x, &paid, t->paid[f]);
    claims += t->claims[f];
    if (!json) total_line(x, fates[f], t->claims[f], &t->charge[f], t->paid[f]);
  }
  add(x, &paid, t->other);
  if (!json) {
    total_line(x, "other payments", t->other_remits, NULL, t->other);
    total_line(x, "all", claims, &charge, paid);
    print_payment(x, paid);
    return;
  }
  for (unsigned f = 0; f < FATES; f++) {
    ct_buffer_printf(x->out, "\"%s\":{\"claims\":%llu,\"charge\":\"", fates[f],
                     (unsigned long long)t->claims[f]);
    put_amount(x->out, t->charge[f]);
    ct_buffer_text(x->out, "\",\"paid\":\"");
    put_amount(x->out, t->paid[f]);
    ct_buffer_text(x->out, "\"},");
  }
  ct_buffer_printf(x->out, "\"other payments\":{\"claims\":%llu,\"paid\":\"",
                   (unsigned long long)t->other_remits);
  put_amount(x->out, t->other);
  ct_buffer_printf(x->out, "\"},\"all\":{\"claims\":%llu,\"charge\":\"",
                   (unsigned long long)claims);
  put_amount(x->out, charge);
  ct_buffer_text(x->out, "\",\"paid\":\"");
  put_amount(x->out, paid);
  ct_buffer_text(x->out, "\"}");
  print_payment(x, paid);
  ct_buffer_text(x->out, "}}\n");
}

static void print_head(work *x) {
  if (x->format == CT_RECONCILE_CSV)
    ct_buffer_text(x->out, "claim,file,status,charge,paid,short,adjustments,payer_claim_number,"
                           "remittance_date\n");
  if (x->format == CT_RECONCILE_JSON) ct_buffer_text(x->out, "{\"claims\":[");
  if (x->format == CT_RECONCILE_TEXT)
    ct_buffer_printf(x->out, "%-22s%-13s %13s %13s %13s\n", "claim", "status", "charge", "paid",
                     "short");
}

static void mark_rejected(ct_cob *c, const ct_acks *acks) {
  for (uint32_t i = 0; i < c->claims.claim_count; i++) {
    ct_cob_claim *k = &c->claims.claims[i];
    if (ct_acks_reject(acks, c->claims.levels[k->level].set)) k->state |= CT_COB_WAS_REJECTED;
  }
}

enum ct_status ct_reconcile(ct_cob *c, ct_acks *acks, ct_reader *reader,
                            enum ct_reconcile_format format, ct_buffer *out) {
  work x = {.cob = c, .format = format, .out = out};
  ct_buffer_init(&x.reasons, NULL, NULL);
  enum ct_status status = ct_acks_close(acks, &c->claims, reader);
  if (status == CT_OK) mark_rejected(c, acks);
  if (status == CT_OK) status = ct_cob_pair(c);
  print_head(&x);
  for (uint32_t i = 0; status == CT_OK && i < c->claims.claim_count; i++) status = one_claim(&x, i);
  if (status == CT_OK) status = sum_others(&x);
  if (status == CT_OK) print_totals(&x);
  ct_buffer_free(&x.reasons);
  if (status == CT_OK) status = out->status;
  return status == CT_OK && x.sum.overflow ? CT_LIMIT : status;
}
