/*
 * reader_lone.c -- a set read by itself, and its adoption by the reader of the file.
 *
 * Knows everything of a reader that lasts from one set to the next: the interchange and the
 * group (copied by reading their ISA and GS again), the ST02s of the group, the counts, what is
 * told once a file, what is left of the last set.  Does not know where the bytes come from, nor
 * threads.
 */
#include "lone.h"

#include "guide/rule.h"

/* ---- reading --------------------------------------------------------------------------------- */

void ct_lone_turn(ct_lone *l) {
  l->aimed = false;
}

/* The reader goes on at these bytes, as if the whole input were there. */
static bool aim(ct_reader *r, const char *bytes, size_t len, uint64_t offset) {
  ct_tree_leave(&r->tree);
  ct_input_close(r->input);
  enum ct_status status = ct_input_open_memory(&r->input, bytes, len);
  if (status == CT_OK) ct_tokenizer_seek(r->tokenizer, r->input, offset);
  return status == CT_OK;
}

/* Begins anew below the heading.  Nobody listens: the file's reader tells what is wrong in it. */
static bool enter(ct_lone *l, const char *name, const ct_heading *h) {
  ct_reader *r = l->reader;
  l->heading = 0;
  l->aimed = false;
  ct_reader_set_name(r, name);
  r->sink_count = r->wants = 0;
  r->alone = true;
  if (ct_reader_set_memory(r, h->isa, h->isa_len) != CT_OK) return false;
  ct_tokenizer_seek(r->tokenizer, r->input, h->isa_offset);
  if (ct_reader_step(r) != CT_OK || !r->interchange.open) return false;
  if (r->interchange.isa.segment.offset != h->isa_offset) return false;
  if (!aim(r, h->gs, h->gs_len, h->gs_offset)) return false;
  if (ct_reader_step(r) != CT_OK || !r->group.open) return false;
  if (r->group.gs.segment.offset != h->gs_offset) return false;
  l->heading = h->id;
  return true;
}

/* As in an input that shows its first set. */
static bool prepare(ct_reader *r, const ct_lone_set *set) {
  bool was;
  r->counts = (ct_counts){0};
  r->told = (ct_framing){0};
  r->text_told = false;
  memset(r->told_at, 0, sizeof r->told_at);
  r->tokenizer->binary = false;
  ct_tokenizer_forget_framing(r->tokenizer);
  ct_key_set_clear(&r->seen_sets);
  return !set->duplicate || ct_key_set_insert(&r->seen_sets, set->control, &was) == CT_OK;
}

/*
 * From ST to SE.  The set is whole when it ends where it was said to, within its group, and
 * nothing was met that a reader of the whole file might take otherwise: text, another ISA, binary
 * data, whose length may reach beyond what is here.
 */
static bool read_set(ct_reader *r, const ct_lone_set *set) {
  if (!prepare(r, set) || ct_reader_step(r) != CT_OK || !r->set.open) return false;
  ct_slice control = ct_segment_get(ct_tokenizer_segment(r->tokenizer), 2);
  if (!ct_slice_same(control, set->control)) return false;
  while (r->set.open)
    if (ct_reader_step(r) != CT_OK) return false;
  const ct_counts *c = &r->counts;
  bool apart = c->sets == 1 && c->groups == 0 && c->interchanges == 0 && r->interchange.open &&
               r->group.open && !r->ended && !r->text_told && !r->tokenizer->binary;
  return apart && ct_tokenizer_bytes(r->tokenizer) == set->end;
}

static void keep(const ct_reader *r, ct_lone_set *set) {
  set->counts = r->counts;
  set->framing = ct_tokenizer_framing(r->tokenizer);
  set->set = r->set;
  set->claim = r->claim;
  set->line = r->line;
  set->unit_value = r->unit_value;
  set->unit_tag = r->unit_tag;
  set->unit_element = r->unit_element;
}

bool ct_lone_read(ct_lone *l, const char *name, const char *bytes, size_t len, ct_lone_set *set,
                  ct_record *record) {
  ct_reader *r = l->reader;
  const ct_entry *before = record->last;
  set->whole = false;
  if (l->heading != set->heading->id && !enter(l, name, set->heading)) return false;
  bool goes_on = l->aimed && ct_tokenizer_bytes(r->tokenizer) == set->start;
  l->aimed = goes_on || aim(r, bytes, len, set->start);
  if (!l->aimed) {
    l->heading = 0;
    return false;
  }
  ct_sink *sink = &record->sink;
  r->sinks = &sink;
  r->sink_count = 1;
  r->wants = record->sink.wants;
  set->whole = read_set(r, set);
  r->sinks = NULL;
  r->sink_count = 0;
  if (set->whole)
    keep(r, set);
  else
    l->heading = 0; /* it may be in the middle of anything */
  set->first = ct_record_after(record, before);
  set->last = record->last;
  return set->whole;
}

/* ---- adoption -------------------------------------------------------------------------------- */

/* A rule that remembers values from set to set needs to see every set. */
static bool remembers_sets(const ct_rule_set *s) {
  for (; s; s = s->base)
    for (uint32_t i = 0; i < s->rules; i++)
      if (s->rule[i].kind == CT_RULE_UNIQUE && s->rule[i].scope > CT_SCOPE_SET) return true;
  return false;
}

bool ct_reader_can_share(const ct_reader *r) {
  if (r->on_finding || (r->wants & (CT_WANT_SEGMENTS | CT_WANT_CLAIMS))) return false;
  if (ct_tokenizer_bytes(r->tokenizer) > 0 || r->ended) return false;
  const ct_grammar *g;
  for (size_t i = 0; (g = ct_grammars_at(r->grammars, i)) != NULL; i++)
    if (remembers_sets(g->rules)) return false;
  return true;
}

bool ct_reader_stands_at(const ct_reader *r, const ct_lone_set *set) {
  return r->interchange.open && r->group.open && !r->set.open &&
         r->tokenizer->state == CT_AT_SEGMENT &&
         r->interchange.isa.segment.offset == set->heading->isa_offset &&
         r->group.gs.segment.offset == set->heading->gs_offset &&
         ct_tokenizer_bytes(r->tokenizer) == set->start;
}

bool ct_reader_agrees(const ct_reader *r, const ct_lone_set *set) {
  const ct_framing *now = &set->framing, *told = &r->told;
  bool news = (now->byte_order_mark && !told->byte_order_mark) ||
              (now->line_ends && !told->line_ends) || (now->indented && !told->indented) ||
              (now->wrapped && !told->wrapped);
  bool seen = set->control.len && ct_key_set_has(&r->seen_sets, set->control);
  return !news && seen == set->duplicate;
}

void ct_reader_adopt(ct_reader *r, const ct_lone_set *set, ct_input *input) {
  bool was;
  enum ct_status status = CT_OK;
  if (set->control.len) status = ct_key_set_insert(&r->seen_sets, set->control, &was);
  if (status == CT_NO_MEMORY) ct_reader_fail(r, status, "out of memory");
  status = ct_record_play_part(set->first, set->last, &r->counts, r->sinks, r->sink_count);
  if (status != CT_OK) ct_reader_fail(r, status, "the report could not be written");
  ct_counts_add(&r->counts, &set->counts);
  r->group.sets++;
  r->adopted++;
  r->set = set->set;
  r->claim = set->claim;
  r->line = set->line;
  r->unit_value = set->unit_value;
  r->unit_tag = set->unit_tag;
  r->unit_element = set->unit_element;
  r->outside_stray = false;
  r->now = NULL;
  ct_tree_leave(&r->tree);
  r->grammar = NULL;
  r->report_grammar = ct_grammars_control(r->grammars);
  ct_tokenizer_seek(r->tokenizer, input, set->end);
}
