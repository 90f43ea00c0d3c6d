/*
 * rule_follow.c -- rules that ask for a later answer in the same set: a reversal, for the
 * claim that corrects it.
 *
 * Knows what is still open, in bounded copies.  What is open when the set ends is told then,
 * at the segment that asked.
 */
#include "claim/rule_inside.h"

#include "base/mem.h"

enum { OPEN_MOST = 512 }; /* more than that in one set are not remembered */

static bool key_of(ct_rules *r, const ct_rule *rule, ct_word *key) {
  key->len = 0;
  for (unsigned k = 0; k < rule->keys; k++) {
    ct_rule_item item;
    if (!ct_rule_first(r, (uint16_t)(rule->key + k), &item)) return false;
    if (key->len + item.value.len + 1 > CT_WORD_SIZE) return false;
    memcpy(key->text + key->len, item.value.ptr, item.value.len);
    key->len = (uint8_t)(key->len + item.value.len);
    key->text[key->len++] = '\x1D';
  }
  return true;
}

static void answer(ct_rule_engine *e, uint32_t rule, const ct_word *key) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < e->opens; i++) {
    const ct_rule_open *o = &e->open[i];
    if (o->rule == rule && ct_slice_same(ct_word_get(&o->key), ct_word_get(key))) continue;
    if (kept != i) e->open[kept] = *o;
    kept++;
  }
  /* the copies that moved still point into their old places */
  for (uint32_t i = 0; i < kept; i++) ct_kept_settle(&e->open[i].at);
  e->opens = kept;
}

static void ask_for(ct_rules *r, uint32_t rule, const ct_word *key) {
  ct_rule_engine *e = r->now;
  const ct_rule_item *item = &r->frame[r->frames - 1];
  const ct_segment *s = item->segment ? item->segment : item->loop->segment;
  if (!s || e->opens == OPEN_MOST) return;
  if (!e->open) e->open = ct_mem_alloc(OPEN_MOST, sizeof *e->open);
  if (!e->open) {
    r->status = CT_NO_MEMORY;
    return;
  }
  ct_rule_open *o = &e->open[e->opens++];
  o->rule = rule;
  o->key = *key;
  ct_kept_keep(&o->at, s);
}

void ct_rule_follow(ct_rules *r, const ct_rule *rule) {
  ct_word key;
  uint32_t number = (uint32_t)(rule - r->now->set->rule);
  if (!key_of(r, rule, &key)) return;
  if (r->now->opens > 0 && ct_rule_run(r, rule->test)) answer(r->now, number, &key);
  if (ct_rule_run(r, rule->when)) ask_for(r, number, &key);
}

void ct_rule_follow_end(ct_rules *r) {
  ct_rule_engine *e = r->now;
  for (uint32_t i = 0; i < e->opens; i++) {
    const ct_rule *rule = &e->set->rule[e->open[i].rule];
    r->frame[0] = (ct_rule_item){.segment = &e->open[i].at.segment};
    r->frames = 1;
    r->rule = rule;
    ct_rule_tell(r, rule);
  }
  e->opens = 0;
}
