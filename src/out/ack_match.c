/*
 * ack_match.c -- knows control numbers, and what an acknowledgment can repeat of one that is
 * malformed.  Does not know verdicts.
 */
#include "out/ack_match.h"

/* ---- what is kept ----------------------------------------------------------------------------- */

ct_slice ct_match_keep(ct_match_name *n, ct_slice s) {
  s = ct_slice_trim(s);
  n->len = s.len < sizeof n->text ? s.len : sizeof n->text;
  memcpy(n->text, s.ptr, n->len);
  return ct_match_text(n);
}

static ct_slice hold(ct_match *m, enum ct_match_kept which, const ct_segment *s, unsigned e) {
  return ct_match_keep(&m->kept[which], ct_segment_element(s, e));
}

static bool digits(ct_slice s, size_t least, size_t most) {
  for (size_t i = 0; i < s.len; i++)
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
  return s.len >= least && s.len <= most;
}

void ct_match_isa(ct_match *m, const ct_segment *isa) {
  m->parties.sender[0] = m->parties.sender[1] = hold(m, CT_MATCH_SENDER, isa, 6);
  m->parties.receiver[0] = m->parties.receiver[1] = hold(m, CT_MATCH_RECEIVER, isa, 8);
  m->date = hold(m, CT_MATCH_DATE, isa, 9);
  m->time = hold(m, CT_MATCH_TIME, isa, 10);
  m->control = hold(m, CT_MATCH_CONTROL, isa, 13);
  m->control_good = digits(m->control, 9, 9);
}

void ct_match_gs(ct_match *m, const ct_segment *gs) {
  m->group_code = hold(m, CT_MATCH_CODE, gs, 1);
  m->parties.sender[0] = hold(m, CT_MATCH_GROUP_SENDER, gs, 2);
  m->parties.receiver[0] = hold(m, CT_MATCH_GROUP_RECEIVER, gs, 3);
  m->group_control = hold(m, CT_MATCH_GROUP_CONTROL, gs, 6);
  m->version = hold(m, CT_MATCH_VERSION, gs, 8);
}

/* ---- interchanges ------------------------------------------------------------------------------ */

/* 0: of another file */
static unsigned ta1_fit(const ct_match *m, const ct_back_ta1 *t) {
  unsigned parties = ct_back_parties_fit(&m->parties, &t->parties);
  unsigned moment = ct_slice_same(m->date, t->date) && ct_slice_same(m->time, t->time);
  return parties * 2 + moment;
}

/* By its number, and then, where that is malformed, by zeros: TA101 cannot repeat what is no number. */
static ct_back_ta1 *next_ta1(const ct_match *m, ct_match_search *s) {
  while (s->left == 0) {
    if (s->pass == 2 || (s->pass == 1 && m->control_good)) return NULL;
    ct_slice key = s->pass++ == 0 ? m->control : ct_slice_text("0");
    s->at = ct_back_find_ta1(m->book, key, &s->left);
  }
  s->left--;
  return ct_back_ta1_at(m->book, s->at++);
}

ct_back_ta1 *ct_match_ta1(const ct_match *m, ct_match_search *s) {
  for (ct_back_ta1 *t; (t = next_ta1(m, s)) != NULL;) {
    unsigned fit = ta1_fit(m, t);
    if (fit > 0 && fit >= t->fit) return t;
  }
  return NULL;
}

/* ---- groups --------------------------------------------------------------------------------------- */

/* AK101 holds two characters: of a GS01 that is longer it has the first ones. */
static bool code_fits(const ct_match *m, ct_slice code) {
  ct_slice own = m->group_code;
  if (own.len > 2) own.len = 2;
  return own.len == 2 ? ct_slice_same(code, own) : code.len > 0;
}

static unsigned answer_fit(const ct_match *m, const ct_back_answer *a) {
  unsigned parties = ct_back_parties_fit(&m->parties, &a->parties);
  if (!code_fits(m, a->code) || parties == 0) return 0;
  return parties * 2 + (a->version.len == 0 || ct_slice_same(a->version, m->version));
}

/* AK102 is zero for a GS06 that is no number. */
size_t ct_match_answers(const ct_match *m, size_t *count) {
  size_t first = ct_back_find_answer(m->book, m->group_control, count);
  if (*count || digits(m->group_control, 1, 9)) return first;
  return ct_back_find_answer(m->book, ct_slice_text("0"), count);
}

bool ct_match_fits(const ct_match *m, const ct_back_answer *a) {
  unsigned fit = answer_fit(m, a);
  return fit > 0 && fit >= a->fit;
}

bool ct_match_pairs_off(const ct_match *m, size_t first, size_t count) {
  size_t alike = 0, suitors = 0;
  for (size_t i = first; i < first + count; i++) {
    const ct_back_answer *a = ct_back_answer_at(m->book, i);
    if (!ct_match_fits(m, a)) continue;
    alike++;
    suitors = a->suitors;
  }
  return alike > 1 && alike == suitors;
}

/* ---- the first reading ---------------------------------------------------------------------------- */

static void scan_interchange(ct_match *m) {
  ct_match_search search = {0, 0, 0};
  for (ct_back_ta1 *t; (t = next_ta1(m, &search)) != NULL;) {
    unsigned fit = ta1_fit(m, t);
    if (fit > t->fit) t->fit = fit;
  }
}

static void scan_group(ct_match *m) {
  size_t count, first = ct_match_answers(m, &count);
  for (size_t i = first; i < first + count; i++) {
    ct_back_answer *a = ct_back_answer_at(m->book, i);
    unsigned fit = answer_fit(m, a);
    if (fit == 0 || fit < a->fit) continue;
    a->suitors = fit > a->fit ? 1 : a->suitors + 1;
    a->fit = fit;
  }
}

void ct_match_scan(ct_match *m, const ct_event *e) {
  if (e->kind == CT_EV_INTERCHANGE) {
    ct_match_isa(m, e->segment);
    scan_interchange(m);
  } else if (e->kind == CT_EV_GROUP) {
    ct_match_gs(m, e->segment);
    scan_group(m);
  }
}
