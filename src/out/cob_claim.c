/*
 * cob_claim.c -- writes the claim for the next payer from the trees of the old one.
 *
 * Knows where each thing stands in the 837I.  Does not know whether the result is right: what
 * is written is read again and judged by the guides.
 */
#include "out/cob_claim.h"

#include <stdio.h>

static ct_slice text(const char *s) {
  return ct_slice_text(s);
}

static void element(ct_writer *w, ct_slice s) {
  ct_writer_element(w, s.ptr, s.len);
}

void ct_cob_put(ct_writer *w, const char *tag, const ct_slice *elements, size_t count) {
  ct_writer_begin(w, tag);
  for (size_t i = 0; i < count; i++) element(w, elements[i]);
  ct_writer_end(w);
}

static void put_amount(ct_writer *w, ct_decimal amount) {
  char digits[CT_DECIMAL_TEXT];
  ct_writer_element(w, digits, ct_decimal_format_x12(amount, digits));
}

static bool is(const ct_segment *s, const char *tag, const char *key) {
  return ct_slice_is(ct_segment_tag(s), tag) &&
         (!key || ct_slice_is(ct_segment_element(s, 1), key));
}

/* ---- copies --------------------------------------------------------------------------------- */

static void copy_tag(ct_writer *w, const ct_loop *l, const char *tag, const char *key) {
  for (const ct_segment *s = l ? ct_loop_segments(l) : NULL; s; s = ct_segment_sibling(s))
    if (is(s, tag, key)) ct_writer_copy(w, s);
}

static void copy_address(ct_writer *w, const ct_loop *l) {
  copy_tag(w, l, "N3", NULL);
  copy_tag(w, l, "N4", NULL);
}

/* The segment with one element changed. */
static void copy_with(ct_writer *w, const ct_segment *s, unsigned changed, ct_slice value) {
  char tag[4] = {0};
  ct_slice t = ct_segment_tag(s);
  memcpy(tag, t.ptr, t.len < 3 ? t.len : 3);
  ct_writer_begin(w, tag);
  for (unsigned e = 1; e <= ct_segment_count(s); e++) {
    if (e == changed) {
      element(w, value);
      continue;
    }
    unsigned parts = ct_segment_components(s, e, 1);
    element(w, ct_segment_component(s, e, 1, 1));
    for (unsigned c = 2; c <= parts; c++) {
      ct_slice v = ct_segment_component(s, e, 1, c);
      ct_writer_component(w, v.ptr, v.len);
    }
  }
  ct_writer_end(w);
}

/* The id of another payer (2330B NM109, SVD01) is that of --carriers. */
static void copy_payer(ct_writer *w, const ct_segment *s, const ct_cob_carriers *carriers) {
  unsigned e = is(s, "NM1", "PR") ? 9 : is(s, "SVD", NULL) ? 1 : 0;
  const ct_cob_carrier *row = e ? ct_cob_carrier_find(carriers, ct_segment_element(s, e)) : NULL;
  if (row)
    copy_with(w, s, e, row->code);
  else
    ct_writer_copy(w, s);
}

/* A loop with all below it. */
static void copy_loop(ct_writer *w, const ct_loop *l, const ct_cob_carriers *carriers) {
  for (const ct_segment *s = ct_loop_segments(l); s; s = ct_segment_sibling(s))
    copy_payer(w, s, carriers);
  for (const ct_loop *c = ct_loop_first(l); c; c = ct_loop_sibling(c)) copy_loop(w, c, carriers);
}

/* NM1 of a person or payer: names of `s`, another role and id. */
static void put_name(ct_writer *w, const ct_segment *s, const char *role, ct_slice kind,
                     ct_slice id) {
  ct_writer_begin(w, "NM1");
  element(w, text(role));
  for (unsigned e = 2; e <= 7; e++) element(w, ct_segment_element(s, e));
  element(w, id.len ? kind : ct_slice_empty());
  element(w, id);
  ct_writer_end(w);
}

/* ---- envelopes and header ------------------------------------------------------------------- */

size_t ct_cob_split(ct_slice s, ct_delimiters d, ct_slice *elements, size_t room) {
  size_t n = 0;
  const char *end = memchr(s.ptr, d.segment, s.len);
  if (end) s.len = (size_t)(end - s.ptr);
  const char *p = memchr(s.ptr, d.element, s.len), *stop = s.ptr + s.len;
  while (p && n < room) {
    p++;
    const char *q = memchr(p, d.element, (size_t)(stop - p));
    elements[n++] = ct_slice_make(p, (size_t)((q ? q : stop) - p));
    p = q;
  }
  for (size_t i = n; i < room; i++) elements[i] = ct_slice_empty();
  return n;
}

static void put_padded(ct_writer *w, ct_slice s, size_t width) {
  char field[16];
  memset(field, ' ', sizeof field);
  memcpy(field, s.ptr, s.len < width ? s.len : width);
  ct_writer_element(w, field, width);
}

void ct_cob_write_isa(ct_writer *w, const ct_cob_heading *h, ct_slice isa, ct_delimiters d,
                      uint32_t control) {
  static const uint8_t width[16] = {2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1};
  ct_slice e[16];
  char number[16];
  ct_cob_split(isa, d, e, 16);
  snprintf(number, sizeof number, "%09u", (unsigned)(control % 1000000000u));
  if (h->sender) e[5] = text(h->sender);
  if (h->receiver) e[7] = text(h->receiver);
  e[8] = text(h->date + 2);
  e[9] = text(h->time);
  e[12] = text(number);
  ct_writer_begin(w, "ISA");
  for (unsigned i = 0; i < 16; i++) put_padded(w, e[i], width[i]);
  ct_writer_end(w);
}

void ct_cob_write_gs(ct_writer *w, const ct_cob_heading *h, ct_slice gs, ct_delimiters d,
                     uint32_t control) {
  ct_slice e[8];
  char number[16];
  ct_cob_split(gs, d, e, 8);
  snprintf(number, sizeof number, "%u", (unsigned)control);
  if (h->sender) e[1] = text(h->sender);
  if (h->receiver) e[2] = text(h->receiver);
  e[3] = text(h->date);
  e[4] = text(h->time);
  e[5] = text(number);
  ct_cob_put(w, "GS", e, 8);
}

void ct_cob_write_header(ct_writer *w, const ct_cob_heading *h, const ct_loop *root, ct_slice gs,
                         ct_delimiters d, const ct_cob_next *n, uint32_t control) {
  ct_slice e[8];
  char number[16];
  ct_cob_split(gs, d, e, 8);
  snprintf(number, sizeof number, "%04u", (unsigned)control);
  CT_COB_PUT(w, "ST", text("837"), text(number), e[7]);
  const ct_segment *bht = ct_loop_segment(root, "BHT");
  if (bht)
    CT_COB_PUT(w, "BHT", ct_segment_element(bht, 1), ct_segment_element(bht, 2),
               ct_segment_element(bht, 3), text(h->date), text(h->time),
               ct_segment_element(bht, 6));
  const ct_loop *a = ct_loop_child(root, "1000A"), *b = ct_loop_child(root, "1000B");
  if (a) copy_loop(w, a, NULL);
  if (b && h->addressee)
    CT_COB_PUT(w, "NM1", text("40"), text("2"), n->name, text(""), text(""), text(""), text(""),
               text("46"), text(h->addressee));
  else if (b)
    copy_loop(w, b, NULL);
}

void ct_cob_write_hl(ct_writer *w, uint64_t number, uint64_t parent, const char *level,
                     bool child) {
  char own[24], above[24] = "";
  snprintf(own, sizeof own, "%llu", (unsigned long long)number);
  if (parent) snprintf(above, sizeof above, "%llu", (unsigned long long)parent);
  CT_COB_PUT(w, "HL", text(own), text(above), text(level), text(child ? "1" : "0"));
}

void ct_cob_write_provider(ct_writer *w, const ct_loop *provider) {
  for (const ct_segment *s = ct_loop_segments(provider); s; s = ct_segment_sibling(s))
    if (!is(s, "HL", NULL)) ct_writer_copy(w, s);
  for (const ct_loop *c = ct_loop_first(provider); c; c = ct_loop_sibling(c))
    if (strcmp(ct_loop_id(c), "2000B") != 0) copy_loop(w, c, NULL);
}

/* ---- subscriber and patient -------------------------------------------------------------------- */

static bool is_self(const ct_cob_next *n) {
  return ct_slice_is(n->relationship, "18");
}

bool ct_cob_has_patient(const ct_cob_next *n) {
  return !is_self(n);
}

static void write_2010ba(ct_writer *w, const ct_cob_entry *e, const ct_cob_next *n) {
  const ct_loop *person = n->other ? ct_loop_child(n->other, "2330A") : NULL;
  const ct_segment *name = ct_loop_segment(person ? person : e->patient, "NM1");
  if (name) put_name(w, name, "IL", n->member_kind, n->member);
  copy_address(w, is_self(n) ? e->patient : person);
  if (is_self(n)) copy_tag(w, e->patient, "DMG", NULL);
  copy_tag(w, person, "REF", "SY");
  if (is_self(n)) copy_tag(w, e->patient, "REF", "Y4");
}

/* 2010BB of the next payer: what its 2330B and 2330I said. */
static void write_2010bb(ct_writer *w, const ct_cob_next *n) {
  static const char *const kinds[] = {"2U", "EI", "FY", "NF"};
  const ct_loop *b = n->other ? ct_loop_child(n->other, "2330B") : NULL;
  const ct_loop *i = n->other ? ct_loop_child(n->other, "2330I") : NULL;
  const ct_slice none = ct_slice_empty();
  CT_COB_PUT(w, "NM1", text("PR"), text("2"), n->name, none, none, none, none, n->id_kind, n->id);
  copy_address(w, b);
  for (unsigned k = 0; k < 4; k++) copy_tag(w, b, "REF", kinds[k]);
  copy_tag(w, i, "REF", "G2");
  copy_tag(w, i, "REF", "LU");
}

void ct_cob_write_subscriber(ct_writer *w, const ct_cob_entry *e, const ct_cob_next *n) {
  const ct_slice none = ct_slice_empty();
  CT_COB_PUT(w, "SBR", n->rank, is_self(n) ? n->relationship : none, n->group, n->group_name, none,
             none, none, none, n->filing);
  write_2010ba(w, e, n);
  write_2010bb(w, n);
}

void ct_cob_write_patient(ct_writer *w, const ct_cob_entry *e, const ct_cob_next *n) {
  CT_COB_PUT(w, "PAT", n->relationship);
  const ct_segment *name = ct_loop_segment(e->patient, "NM1");
  if (name) put_name(w, name, "QC", ct_slice_empty(), ct_slice_empty());
  copy_address(w, e->patient);
  copy_tag(w, e->patient, "DMG", NULL);
  copy_tag(w, e->patient, "REF", "Y4");
}

/* ---- 2320 and 2430 of the payer that paid --------------------------------------------------------- */

/* One CAS a group code, in the order they were met; a seventh triplet begins another. */
static void write_adjustments(ct_writer *w, const ct_cob_adjustments *list) {
  for (size_t i = 0; i < list->count; i++) {
    ct_slice group = list->each[i].group;
    bool done = false;
    for (size_t j = 0; j < i && !done; j++) done = ct_slice_same(list->each[j].group, group);
    unsigned in_segment = 0;
    for (size_t j = i; !done && j < list->count; j++) {
      const ct_cob_adjustment *a = &list->each[j];
      if (!ct_slice_same(a->group, group)) continue;
      if (in_segment == 6) ct_writer_end(w);
      if (in_segment % 6 == 0) {
        ct_writer_begin(w, "CAS");
        element(w, group);
        in_segment = 0;
      }
      element(w, a->reason);
      put_amount(w, a->amount);
      element(w, a->quantity);
      in_segment++;
    }
    if (in_segment) ct_writer_end(w);
  }
}

static void write_2330(ct_writer *w, const ct_cob_entry *e) {
  static const char *const kinds[] = {"2U", "EI", "FY", "NF"};
  const ct_loop *ba = ct_loop_child(e->subscriber, "2010BA");
  const ct_loop *bb = ct_loop_child(e->subscriber, "2010BB");
  const ct_segment *person = ba ? ct_loop_segment(ba, "NM1") : NULL;
  const ct_segment *payer = bb ? ct_loop_segment(bb, "NM1") : NULL;
  if (person) put_name(w, person, "IL", ct_segment_element(person, 8), ct_segment_element(person, 9));
  copy_address(w, ba);
  copy_tag(w, ba, "REF", "SY");
  bool same = ct_slice_same(e->carrier, e->payer_id); /* a carrier code is no plan id (XV) */
  if (payer) put_name(w, payer, "PR", same ? ct_segment_element(payer, 8) : text("PI"), e->carrier);
  copy_address(w, bb);
  if (e->at_claim || e->line_count == 0)
    CT_COB_PUT(w, "DTP", text("573"), text("D8"), e->date);
  for (unsigned k = 0; k < 4; k++) copy_tag(w, bb, "REF", kinds[k]);
  copy_tag(w, e->claim, "REF", "G1");
  copy_tag(w, e->claim, "REF", "9F");
  if (e->number.len)
    CT_COB_PUT(w, "REF", text("F8"), e->number);
  else
    copy_tag(w, e->claim, "REF", "F8");
  if (!bb || !(ct_loop_segment(bb, "REF[G2]") || ct_loop_segment(bb, "REF[LU]"))) return;
  CT_COB_PUT(w, "NM1", text("85"), text("2"));
  copy_tag(w, bb, "REF", "G2");
  copy_tag(w, bb, "REF", "LU");
}

static void write_2320(ct_writer *w, const ct_cob_entry *e) {
  const ct_slice none = ct_slice_empty();
  CT_COB_PUT(w, "SBR", e->rank, e->relationship, e->group, e->group_name, none, none, none, none,
             e->filing);
  write_adjustments(w, &e->adjustments);
  CT_COB_PUT(w, "AMT", text("D"), e->paid);
  CT_COB_PUT(w, "OI", none, none, e->assigned, none, none, e->release);
  const ct_segment *mia = ct_loop_segment(e->remit, "MIA"), *moa = ct_loop_segment(e->remit, "MOA");
  if (mia) copy_with(w, mia, 2, none); /* MIA02 is not of the 837 */
  if (moa) ct_writer_copy(w, moa);
  write_2330(w, e);
}

static void write_2430(ct_writer *w, const ct_cob_entry *e, const ct_cob_line *l) {
  ct_writer_begin(w, "SVD");
  element(w, e->carrier);
  element(w, l->paid);
  ct_slice code = l->has_procedure ? ct_segment_component(l->svc, 1, 1, 1) : ct_slice_empty();
  element(w, code);
  for (unsigned c = 2; l->has_procedure && c <= 6; c++) {
    ct_slice v = ct_segment_component(l->svc, 1, 1, c);
    ct_writer_component(w, v.ptr, v.len);
  }
  element(w, l->revenue);
  element(w, l->units);
  element(w, l->under);
  ct_writer_end(w);
  write_adjustments(w, &l->adjustments);
  CT_COB_PUT(w, "DTP", text("573"), text("D8"), e->date);
}

/* ---- the claim ------------------------------------------------------------------------------------- */

static bool belongs_to_payer(const ct_segment *s) {
  return is(s, "REF", "G1") || is(s, "REF", "9F") || is(s, "REF", "F8");
}

/* What stands before the numbers of a payer in 2300. */
static bool before_numbers(const ct_segment *s) {
  static const char *const tags[] = {"CLM", "DTP", "CL1", "PWK", "CN1", "AMT"};
  for (unsigned i = 0; i < sizeof tags / sizeof *tags; i++)
    if (is(s, tags[i], NULL)) return true;
  return is(s, "REF", "4N");
}

static void write_2300(ct_writer *w, const ct_cob_entry *e, const ct_cob_next *n) {
  const ct_loop *b = n->other ? ct_loop_child(n->other, "2330B") : NULL;
  bool numbers = false;
  for (const ct_segment *s = ct_loop_segments(e->claim); s; s = ct_segment_sibling(s)) {
    if (!numbers && !before_numbers(s)) {
      copy_tag(w, b, "REF", "9F");
      copy_tag(w, b, "REF", "G1");
      copy_tag(w, b, "REF", "F8");
      numbers = true;
    }
    if (!belongs_to_payer(s)) ct_writer_copy(w, s);
  }
}

/* An earlier payer with all that it said at the claim. */
static void write_earlier(ct_writer *w, const ct_cob_earlier *a, const ct_cob_carriers *carriers) {
  for (const ct_segment *s = ct_loop_segments(a->other); s; s = ct_segment_sibling(s)) {
    if (!is(s, "CAS", NULL)) ct_writer_copy(w, s);
    if (is(s, "SBR", NULL)) write_adjustments(w, &a->adjustments);
  }
  for (const ct_loop *c = ct_loop_first(a->other); c; c = ct_loop_sibling(c)) {
    bool dated = !a->date.len || strcmp(ct_loop_id(c), "2330B") != 0 ||
                 ct_loop_segment(c, "DTP[573]");
    for (const ct_segment *s = ct_loop_segments(c); s; s = ct_segment_sibling(s)) {
      if (!dated && is(s, "REF", NULL)) CT_COB_PUT(w, "DTP", text("573"), text("D8"), a->date);
      dated = dated || is(s, "REF", NULL);
      copy_payer(w, s, carriers);
    }
    if (!dated) CT_COB_PUT(w, "DTP", text("573"), text("D8"), a->date);
  }
}

static void write_other(ct_writer *w, const ct_cob_entry *e, const ct_loop *other,
                        const ct_cob_carriers *carriers) {
  const ct_cob_earlier *a = NULL;
  for (size_t i = 0; i < e->earlier_count; i++)
    if (e->earlier[i].other == other) a = &e->earlier[i];
  if (a)
    write_earlier(w, a, carriers);
  else
    copy_loop(w, other, carriers);
}

static void write_2400(ct_writer *w, const ct_cob_entry *e, const ct_loop *line,
                       const ct_cob_carriers *carriers) {
  for (const ct_segment *s = ct_loop_segments(line); s; s = ct_segment_sibling(s))
    ct_writer_copy(w, s);
  for (const ct_loop *c = ct_loop_first(line); c; c = ct_loop_sibling(c))
    if (!e->at_claim || strcmp(ct_loop_id(c), "2430") != 0) copy_loop(w, c, carriers);
  for (size_t i = 0; !e->at_claim && i < e->line_count; i++)
    if (e->lines[i].line == line) write_2430(w, e, &e->lines[i]);
}

/* Ranks P, S, T, A to H in the order of payment. */
static bool ranks_after(ct_slice a, ct_slice b) {
  static const char ranks[] = "PSTABCDEFGH";
  const char *p = a.len == 1 ? strchr(ranks, a.ptr[0]) : NULL;
  const char *q = b.len == 1 ? strchr(ranks, b.ptr[0]) : NULL;
  return p && q && p > q;
}

void ct_cob_write_claim(ct_writer *w, const ct_cob_entry *e, const ct_cob_next *n,
                        const ct_cob_carriers *carriers) {
  write_2300(w, e, n);
  bool written = false;
  for (const ct_loop *c = ct_loop_first(e->claim); c; c = ct_loop_sibling(c)) {
    bool other = strcmp(ct_loop_id(c), "2320") == 0, line = strcmp(ct_loop_id(c), "2400") == 0;
    if (!written && (line || (other && ranks_after(ct_loop_value(c, "SBR01"), e->rank)))) {
      write_2320(w, e);
      written = true;
    }
    if (c == n->other) continue;
    if (line)
      write_2400(w, e, c, carriers);
    else if (other)
      write_other(w, e, c, carriers);
    else
      copy_loop(w, c, carriers);
  }
  if (!written) write_2320(w, e);
}
