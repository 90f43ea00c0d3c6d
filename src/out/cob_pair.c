/*
 * cob_pair.c -- which claim a remittance claim pays.
 *
 * Knows the claim number, what must agree with it, and what the claim status says.  Does not
 * know lines or what is written.
 */
#include "out/cob.h"

#include <stdio.h>

enum { MOST_CANDIDATES = 64 };

void ct_cob_refuse(ct_cob *c, uint32_t remit, enum ct_cob_state state, ct_slice id,
                   const char *why) {
  c->remits.claims[remit].state = (uint16_t)state;
  bool unmatched = state == CT_COB_UNMATCHED;
  if (unmatched)
    c->counts.unmatched++;
  else
    c->counts.refused++;
  c->opt.tell(c->opt.tell_ctx, unmatched ? CT_COB_SAYS_UNMATCHED : CT_COB_SAYS_REFUSED,
              ct_cob_file_of(&c->remits, remit), id, why);
}

/* ---- what must agree ----------------------------------------------------------------------- */

static bool same_charge(const ct_loop *remit, const ct_loop *claim, bool reversal) {
  ct_decimal a, b;
  if (ct_decimal_parse(ct_loop_value(remit, "CLP03"), &a) != CT_DECIMAL_OK ||
      ct_decimal_parse(ct_loop_value(claim, "CLM02"), &b) != CT_DECIMAL_OK)
    return false;
  if (reversal && a.mantissa < 0) a.mantissa = -a.mantissa;
  return ct_decimal_compare(a, b) == 0;
}

static bool is_member(ct_slice id, const ct_loop *claim) {
  const ct_loop *b = ct_cob_above(claim, "2000B"), *c = ct_cob_above(claim, "2000C");
  const ct_loop *payer = b ? ct_loop_child(b, "2010BB") : NULL;
  ct_slice own = payer ? ct_loop_value(payer, "NM109") : ct_slice_empty();
  const ct_loop *people[2] = {b ? ct_loop_child(b, "2010BA") : NULL,
                              c ? ct_loop_child(c, "2010CA") : NULL};
  for (unsigned i = 0; i < 2; i++) {
    if (!people[i]) continue;
    if (ct_slice_same(ct_loop_value(people[i], "NM109"), id) ||
        ct_slice_same(ct_loop_value(people[i], "REF[SY]/REF02"), id))
      return true;
  }
  for (const ct_loop *o = ct_loop_child(claim, "2320"); o; o = ct_loop_next(o)) {
    const ct_loop *a = ct_loop_child(o, "2330A"), *theirs = ct_loop_child(o, "2330B");
    if (!theirs || !ct_slice_same(ct_loop_value(theirs, "NM109"), own)) continue;
    if (a && ct_slice_same(ct_loop_value(a, "NM109"), id)) return true;
  }
  return false;
}

static bool same_member(const ct_loop *remit, const ct_loop *claim) {
  static const char *const names[] = {"NM1[QC]/NM109", "NM1[IL]/NM109", "NM1[74]/NM109"};
  bool any = false;
  for (unsigned i = 0; i < 3; i++) {
    ct_slice id = ct_loop_value(remit, names[i]);
    if (!id.len) continue;
    any = true;
    if (is_member(id, claim)) return true;
  }
  return !any;
}

/* CCYYMMDD texts order as dates do. */
static bool inside(ct_slice date, ct_slice period) {
  if (date.len != 8 || period.len < 8) return true;
  const char *last = period.len >= 17 ? period.ptr + 9 : period.ptr;
  return memcmp(date.ptr, period.ptr, 8) >= 0 && memcmp(date.ptr, last, 8) <= 0;
}

static bool same_dates(const ct_loop *remit, const ct_loop *claim) {
  static const char *const claim_dates[] = {"DTM[232]/DTM02", "DTM[233]/DTM02"};
  static const char *const line_dates[] = {"DTM[472]/DTM02", "DTM[150]/DTM02", "DTM[151]/DTM02"};
  ct_slice period = ct_loop_value(claim, "DTP[434]/DTP03");
  for (unsigned i = 0; i < 2; i++)
    if (!inside(ct_loop_value(remit, claim_dates[i]), period)) return false;
  for (const ct_loop *l = ct_loop_child(remit, "2110"); l; l = ct_loop_next(l))
    for (unsigned i = 0; i < 3; i++)
      if (!inside(ct_loop_value(l, line_dates[i]), period)) return false;
  return true;
}

static bool any_reference(const ct_loop *l, const char *kind, ct_slice id, bool *same) {
  bool any = false;
  for (const ct_segment *s = ct_loop_segments(l); s; s = ct_segment_sibling(s)) {
    if (!ct_slice_is(ct_segment_tag(s), "REF") || !ct_slice_is(ct_segment_element(s, 1), kind))
      continue;
    any = true;
    *same = *same || ct_slice_same(ct_segment_element(s, 2), id);
  }
  return any;
}

/* A plan id is held against a plan id, a payer id against a payer id; TRN03 can only agree. */
static bool same_payer(const ct_loop *root, const ct_loop *claim) {
  const ct_loop *b = ct_cob_above(claim, "2000B"), *payer = b ? ct_loop_child(b, "2010BB") : NULL;
  const ct_loop *theirs = ct_loop_child(root, "1000A");
  if (!payer || !theirs) return true;
  ct_slice id = ct_loop_value(payer, "NM109"), plan = ct_loop_value(theirs, "N1[PR]/N104");
  bool is_plan = ct_slice_is(ct_loop_value(payer, "NM108"), "XV"), same = false;
  bool numbered = any_reference(theirs, "2U", id, &same);
  if (same || ct_slice_same(plan, id) || ct_slice_same(ct_loop_value(root, "TRN03"), id))
    return true;
  ct_slice second = ct_loop_value(payer, "REF[2U]/REF02");
  if (second.len && any_reference(theirs, "2U", second, &same) && same) return true;
  return is_plan ? plan.len == 0 : !numbered;
}

/* NULL when all agrees, else what does not. */
static const char *contradiction(const ct_cob *c, bool reversal) {
  const ct_loop *remit = c->remit.claim, *claim = c->claim.claim;
  if (!same_charge(remit, claim, reversal)) return "the charge (CLP03) is not the claim's (CLM02)";
  if (!same_member(remit, claim)) return "the member id is none of the claim's";
  if (!same_dates(remit, claim)) return "a date of service lies outside the claim's (DTP*434)";
  if (!same_payer(c->remit.root, claim)) return "the payer is not the claim's (2010BB NM109)";
  return NULL;
}

static uint32_t set_of(const ct_cob *c, uint32_t remit) {
  return c->remits.levels[c->remits.claims[remit].level].set;
}

/* ---- pairing --------------------------------------------------------------------------------- */

/* Of claims sent again a payment is not of the one that came back rejected. */
static bool was_rejected(const ct_cob *c, uint32_t claim) {
  return c->claims.claims[claim].state & CT_COB_WAS_REJECTED;
}

/* The claim that fits; CT_COB_NONE with words when there is none, or more than one. */
static enum ct_status find_claim(ct_cob *c, bool reversal, uint32_t *found, char *why) {
  ct_slice id = ct_loop_value(c->remit.claim, "CLP01");
  const char *reason = "no claim has this number";
  unsigned candidates = 0;
  *found = CT_COB_NONE;
  for (uint32_t i = ct_cob_store_find(&c->claims, id); i != CT_COB_NONE;
       i = ct_cob_store_find_next(&c->claims, i)) {
    if (++candidates > MOST_CANDIDATES) {
      *found = CT_COB_NONE;
      reason = "too many claims have this number";
      break;
    }
    enum ct_status status = ct_cob_view_load(&c->claim, &c->claims, i);
    if (status != CT_OK && status != CT_END) return status;
    if (status == CT_END || !ct_slice_same(ct_loop_value(c->claim.claim, "CLM01"), id)) continue;
    const char *not = contradiction(c, reversal);
    if (not) {
      reason = not;
      continue;
    }
    if (*found != CT_COB_NONE && was_rejected(c, i)) continue;
    if (*found != CT_COB_NONE && !was_rejected(c, *found)) {
      *found = CT_COB_NONE;
      reason = "ambiguous: two claims of this number fit";
      break;
    }
    *found = i;
  }
  if (*found == CT_COB_NONE) snprintf(why, CT_COB_WHY, "pairs with no claim: %s", reason);
  if (strncmp(reason, "ambiguous", 9) == 0) snprintf(why, CT_COB_WHY, "%s", reason);
  return CT_OK;
}

/* Why a claim status is no coordination of benefits; NULL when it is. */
static const char *not_cob(ct_slice status, bool include_crossover) {
  static const char *const cob[] = {"1", "2", "3", "4", "22"};
  static const char *const forwarded[] = {"19", "20", "21"};
  for (unsigned i = 0; i < 5; i++)
    if (ct_slice_is(status, cob[i])) return NULL;
  for (unsigned i = 0; i < 3; i++)
    if (ct_slice_is(status, forwarded[i]))
      return include_crossover ? NULL
                               : "the payer already sent it on to the next one (CLP02 19, 20, 21); "
                                 "--include-crossover writes it all the same";
  if (ct_slice_is(status, "23")) return "not this payer's claim, forwarded (CLP02 23)";
  if (ct_slice_is(status, "25")) return "a predetermination, not a payment (CLP02 25)";
  return "its claim status (CLP02) is not one of coordination of benefits";
}

static void say(const ct_cob *c, uint32_t remit, ct_slice id, const char *words) {
  c->opt.tell(c->opt.tell_ctx, CT_COB_SAYS_NOTE, ct_cob_file_of(&c->remits, remit), id, words);
}

static const char corrected[] = "reversed and corrected: the correction is used";

/* A second payment of this claim in the set of the reversal: its correction, told too early. */
static uint32_t second_payment(ct_cob *c, uint32_t reversal, uint32_t claim, ct_slice id) {
  for (uint32_t i = ct_cob_store_find(&c->remits, id); i != CT_COB_NONE && i < reversal;
       i = ct_cob_store_find_next(&c->remits, i)) {
    const ct_cob_claim *r = &c->remits.claims[i];
    if (r->state == CT_COB_SECOND && r->answer == claim) return i;
  }
  return CT_COB_NONE;
}

/*
 * Whether a reversal takes back this very payment.  In one set a correction may stand before the
 * reversal of what was paid earlier; the amount tells which it is.  `id`: kept live.
 */
static enum ct_status takes_back(ct_cob *c, uint32_t reversal, uint32_t payment, ct_slice *id,
                                 bool *does) {
  ct_decimal a, b;
  *does = true;
  if (set_of(c, reversal) != set_of(c, payment)) return CT_OK;
  bool amounts = ct_decimal_parse(ct_loop_value(c->remit.claim, "CLP04"), &a) == CT_DECIMAL_OK;
  enum ct_status status = ct_cob_view_load(&c->remit, &c->remits, payment);
  if (status != CT_OK) return status == CT_END ? CT_IO : status;
  *id = ct_loop_value(c->remit.claim, "CLP01");
  amounts = amounts && ct_decimal_parse(ct_loop_value(c->remit.claim, "CLP04"), &b) == CT_DECIMAL_OK;
  *does = !amounts || (ct_decimal_add(a, b, &a) && a.mantissa == 0);
  return CT_OK;
}

static enum ct_status take_reversal(ct_cob *c, uint32_t remit, uint32_t claim, ct_slice id) {
  ct_cob_claim *paid = &c->claims.claims[claim], *all = c->remits.claims;
  uint32_t second = second_payment(c, remit, claim, id);
  bool does = true;
  paid->state |= CT_COB_WAS_REVERSED;
  all[remit].state = CT_COB_REVERSAL;
  if (paid->answer != CT_COB_NONE && second == CT_COB_NONE) {
    enum ct_status status = takes_back(c, remit, paid->answer, &id, &does);
    if (status != CT_OK) return status;
    if (!does) {
      say(c, paid->answer, id, corrected);
      return CT_OK;
    }
  }
  if (paid->answer != CT_COB_NONE) all[paid->answer].state = CT_COB_REPLACED;
  paid->answer = second;
  if (second == CT_COB_NONE) return CT_OK;
  all[second].state = CT_COB_PAIRED;
  say(c, second, id, corrected);
  return CT_OK;
}

static enum ct_status take(ct_cob *c, uint32_t remit, uint32_t claim, bool reversal, ct_slice id) {
  ct_cob_claim *paid = &c->claims.claims[claim], *r = &c->remits.claims[remit];
  r->answer = claim;
  if (reversal) return take_reversal(c, remit, claim, id);
  if (paid->answer != CT_COB_NONE) {
    r->state = CT_COB_SECOND; /* until its set ends */
    c->seconds++;
    return CT_OK;
  }
  paid->answer = remit;
  r->state = CT_COB_PAIRED;
  if (paid->state & CT_COB_WAS_REVERSED) say(c, remit, id, corrected);
  return CT_OK;
}

/* Second payments that no reversal of their set made the first. */
static enum ct_status refuse_seconds(ct_cob *c, uint32_t last) {
  enum ct_status status = CT_OK;
  uint32_t first = last;
  while (c->seconds && first > 0 && set_of(c, first - 1) == set_of(c, last)) first--;
  for (uint32_t i = first; c->seconds && status == CT_OK && i <= last; i++) {
    if (c->remits.claims[i].state != CT_COB_SECOND) continue;
    status = ct_cob_view_load(&c->remit, &c->remits, i);
    if (status == CT_OK)
      ct_cob_refuse(c, i, CT_COB_REFUSED, ct_loop_value(c->remit.claim, "CLP01"),
                    "the claim was paid before, and no reversal stands between");
  }
  c->seconds = 0;
  return status == CT_END ? CT_IO : status;
}

/* Without the 837 claim number and payer tell what belongs together. */
static enum ct_status take_alone(ct_cob *c, uint32_t remit, bool reversal, ct_slice id) {
  ct_cob_claim *all = c->remits.claims, *r = &all[remit];
  ct_slice payer = ct_cob_remit_payer(c->remit.root);
  bool ok = true;
  r->state = reversal ? CT_COB_REVERSAL : CT_COB_PAIRED;
  ct_arena_rewind(&c->arena, (ct_arena_mark){NULL, NULL, 0});
  id = ct_arena_copy(&c->arena, id, &ok); /* other trees are loaded below */
  payer = ct_arena_copy(&c->arena, payer, &ok);
  if (!ok) return CT_NO_MEMORY;
  for (uint32_t i = ct_cob_store_find(&c->remits, id); i != CT_COB_NONE && i < remit;
       i = ct_cob_store_find_next(&c->remits, i)) {
    bool paid = all[i].state == CT_COB_PAIRED;
    bool undone = all[i].state == CT_COB_REPLACED || all[i].state == CT_COB_REVERSAL;
    if (reversal ? !paid : !undone) continue;
    enum ct_status status = ct_cob_view_load(&c->remit, &c->remits, i);
    if (status != CT_OK) return status == CT_END ? CT_IO : status;
    if (!ct_slice_same(ct_cob_remit_payer(c->remit.root), payer) ||
        !ct_slice_same(ct_loop_value(c->remit.claim, "CLP01"), id))
      continue;
    if (reversal) all[i].state = CT_COB_REPLACED;
    if (!reversal) all[i].answer = remit; /* the correction */
  }
  return CT_OK;
}

/* Towards the sum that BPR02 is held against. */
static void note_payment(ct_cob *c, ct_slice clp04) {
  ct_decimal paid;
  if (ct_decimal_parse(clp04, &paid) == CT_DECIMAL_OK)
    (void)ct_decimal_add(c->set_paid, paid, &c->set_paid);
}

/* CLP01 to CLP04 of what no guide reads. */
static void split_remit(const ct_cob *c, uint32_t i, ct_slice e[4]) {
  const ct_cob_set *set = ct_cob_set_of(&c->remits, i);
  ct_delimiters d = {.element = set->element, .segment = set->segment};
  ct_cob_split(ct_cob_store_text(&c->remits, i, &c->remit.bytes), d, e, 4);
}

static enum ct_status pair_one(ct_cob *c, uint32_t i) {
  enum ct_status status = ct_cob_view_load(&c->remit, &c->remits, i);
  if (status == CT_END) {
    ct_slice e[4];
    split_remit(c, i, e);
    note_payment(c, e[3]);
    ct_cob_refuse(c, i, CT_COB_UNMATCHED, e[0], "cannot be read as a claim payment");
    return CT_OK;
  }
  if (status != CT_OK) return status;
  note_payment(c, ct_loop_value(c->remit.claim, "CLP04"));
  char why[CT_COB_WHY] = "";
  ct_slice id = ct_loop_value(c->remit.claim, "CLP01");
  ct_slice code = ct_loop_value(c->remit.claim, "CLP02");
  bool reversal = ct_slice_is(code, "22");
  uint32_t claim = CT_COB_NONE;
  const char *no = not_cob(code, c->opt.include_crossover || c->opt.any_payment);
  if (!no && !c->opt.without_claims) status = find_claim(c, reversal, &claim, why);
  if (status != CT_OK) return status;
  bool judged = !reversal && !c->opt.any_payment;
  enum ct_cob_state refused = *why ? CT_COB_UNMATCHED : CT_COB_REFUSED;
  if (!*why && judged && c->remit.unbalanced)
    snprintf(why, sizeof why, "does not balance: %.200s", c->remit.why);
  if (no || *why) {
    ct_cob_refuse(c, i, refused, id, no ? no : why);
    return CT_OK;
  }
  if (judged && *c->remit.why) say(c, i, id, c->remit.why); /* */
  if (c->opt.without_claims) return take_alone(c, i, reversal, id);
  return take(c, i, claim, reversal, id);
}

/* R-001, a warning here: the payment of a set is that of its claims less its PLB. */
static void warn_of_payment(const ct_cob *c, uint32_t last) {
  const ct_cob_set *set = ct_cob_set_of(&c->remits, last);
  char words[CT_COB_WHY], paid[CT_DECIMAL_TEXT], sum[CT_DECIMAL_TEXT];
  ct_decimal less;
  if (c->opt.any_payment || !ct_decimal_subtract(c->set_paid, set->provider, &less)) return;
  if (ct_decimal_compare(set->paid, less) == 0) return;
  ct_decimal_format(set->paid, paid);
  ct_decimal_format(less, sum);
  snprintf(words, sizeof words,
           "the payment BPR02 is %s, its claims less the provider adjustments of PLB are %s", paid,
           sum);
  say(c, last, ct_slice_empty(), words);
}

enum ct_status ct_cob_pair(ct_cob *c) {
  enum ct_status status = CT_OK;
  uint32_t count = (uint32_t)c->remits.claim_count;
  c->counts.remits = count;
  for (uint32_t i = 0; status == CT_OK && i < count; i++) {
    status = pair_one(c, i);
    bool more = i + 1 < count && set_of(c, i + 1) == set_of(c, i);
    if (status != CT_OK || more) continue;
    status = refuse_seconds(c, i);
    warn_of_payment(c, i);
    c->set_paid = ct_decimal_zero();
  }
  return status;
}

enum ct_status ct_cob_close_pairs(ct_cob *c) {
  for (uint32_t i = 0; i < c->remits.claim_count; i++) {
    ct_cob_claim *r = &c->remits.claims[i];
    if (r->state != CT_COB_REPLACED && r->state != CT_COB_REVERSAL) continue;
    uint32_t live = c->opt.without_claims ? r->answer : c->claims.claims[r->answer].answer;
    if (live != CT_COB_NONE && c->remits.claims[live].state == CT_COB_WRITTEN) {
      r->state = CT_COB_WRITTEN; /* taken together with the correction */
      c->counts.written++;
      continue;
    }
    enum ct_status status = ct_cob_view_load(&c->remit, &c->remits, i);
    if (status != CT_OK) return status;
    ct_cob_refuse(c, i, CT_COB_REFUSED, ct_loop_value(c->remit.claim, "CLP01"),
                  live != CT_COB_NONE ? "its correction was refused"
                  : r->state == CT_COB_REVERSAL
                      ? "a reversal without a correction (CLP02 22)"
                      : "was reversed later, and not corrected");
  }
  return CT_OK;
}
