/*
 * reader_report.c -- a fault from any floor becomes a finding: its place, its names, its
 * acknowledgment codes.  Nothing here runs while the data is right.
 */
#include "reader.h"

#include <stdarg.h>
#include <stdio.h>

const char *ct_reader_words(ct_reader *r, unsigned slot, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(r->arg[slot], sizeof r->arg[slot], format, args);
  va_end(args);
  return r->arg[slot];
}

void ct_reader_locate(ct_reader *r, const ct_segment *s, uint16_t node, ct_location *where) {
  *where = (ct_location){.loop = "", .path = ""};
  where->tag = where->claim = ct_slice_empty();
  where->interchange =
      r->interchange.open ? ct_word_get(&r->interchange.control) : ct_slice_empty();
  where->group = r->group.open ? ct_word_get(&r->group.control) : ct_slice_empty();
  where->set = r->set.open ? ct_word_get(&r->set.control) : ct_slice_empty();
  if (r->in_claim) where->claim = ct_word_get(&r->claim);
  if (s) {
    where->offset = s->offset;
    where->segment = r->set.open ? s->number : 0;
    where->tag = ct_segment_tag(s);
    if (where->tag.len > CT_LONGEST_TAG) where->tag.len = CT_LONGEST_TAG; /* no tag, whatever it is */
  }
  if (!r->set.open) return;
  where->loop = where->path = "ST";
  const ct_grammar *g = r->grammar;
  if (!g || r->report_grammar != g || node >= g->nodes) return;
  const ct_node *n = &g->node[node];
  const ct_node *loop = ct_node_is_loop(n) ? n : &g->node[n->parent];
  where->loop = loop->id;
  where->path = loop->path && loop->path[0] ? loop->path : loop->id;
}

static const ct_element *element_of(const ct_grammar *g, const ct_node *n, unsigned e, unsigned c,
                                    const ct_element **whole) {
  *whole = NULL;
  if (ct_node_is_loop(n) || e == 0 || e > n->element_count) return NULL;
  const ct_element *x = &g->element[n->element_first + e - 1];
  if (c == 0) return x;
  *whole = x;
  return c <= x->sub_count ? &g->element[x->sub_first + c - 1] : NULL;
}

/* Names and data element numbers, from the grammar that placed the segment. */
static void name_it(const ct_reader *r, const ct_fault *f, uint16_t node, ct_finding *out) {
  const ct_grammar *g = r->report_grammar;
  out->name = out->data_element = out->composite = "";
  if (!g || node >= g->nodes || (node == 0 && f->element)) return;
  const ct_node *n = &g->node[node];
  const ct_element *whole, *e = element_of(g, n, f->element, f->component, &whole);
  out->name = e ? e->name : f->element ? "" : n->name;
  if (!out->name) out->name = "";
  if (e) out->data_element = e->de;
  if (e && whole) out->composite = whole->de;
  unsigned flags = (e ? e->flags : 0u) | (whole ? whole->flags : 0u);
  out->is_private = (flags & CT_ELEMENT_PRIVATE) != 0;
}

static bool node_is_private(const ct_grammar *g, const ct_node *n) {
  if (n->flags & CT_NODE_PRIVATE) return true;
  for (unsigned i = 0; i < n->element_count; i++) {
    const ct_element *e = &g->element[n->element_first + i];
    if (e->flags & CT_ELEMENT_PRIVATE) return true;
    for (unsigned c = 0; c < e->sub_count; c++)
      if (g->element[e->sub_first + c].flags & CT_ELEMENT_PRIVATE) return true;
  }
  return false;
}

/* Whether the segment may stand where it does by mistake, so that it is somebody else's. */
static bool may_be_displaced(const ct_reader *r, const ct_fault *f, const ct_node *n) {
  if (f->element == 0 || f->element == n->key_element) return true;
  for (unsigned i = 0; i < r->cursor.depth; i++)
    if (r->cursor.frame[i].displaced) return true;
  return false;
}

/* More elements than the guide has, or others: two segments, perhaps, that a lost terminator
 * joined. */
static bool may_be_joined(const ct_grammar *g, const ct_node *n, const ct_segment *s) {
  if (ct_segment_count(s) > n->element_count) return true;
  for (unsigned e = 1; e <= n->element_count; e++)
    if (g->element[n->element_first + e - 1].usage == CT_NOT_USED && ct_segment_get(s, e).len > 0)
      return true;
  return false;
}

/*
 * A segment without a place may be a torn piece of any other, a joined one holds another, and one
 * that is displaced may be any of its tag.
 */
static bool holds_private(const ct_reader *r, const ct_fault *f, const ct_segment *s) {
  const ct_grammar *g = r->report_grammar;
  if (!s || !r->set.open || g == ct_grammars_control(r->grammars)) return false;
  if (!g || s->node == 0 || s->node >= g->nodes || ct_node_is_loop(&g->node[s->node])) return true;
  const ct_node *n = &g->node[s->node];
  if (node_is_private(g, n) || may_be_joined(g, n, s)) return true;
  if (!may_be_displaced(r, f, n)) return false;
  for (uint32_t i = 0; i < g->nodes; i++)
    if (g->node[i].tag == s->tag && !ct_node_is_loop(&g->node[i]) &&
        node_is_private(g, &g->node[i]))
      return true;
  return false;
}

static const char *either(const char *own, const char *usual) {
  return own ? own : usual;
}

static const struct {
  const char *ta1, *ak9, *ik5, *ik3, *ik4;
} codes_of[CT_F_COUNT] = {
#define CT_FINDING(name, id, severity, level, snip, ta1, ak9, ik5, ik3, ik4, text)                 \
  {ta1, ak9, ik5, ik3, ik4},
#include "x12/findings.def"
#undef CT_FINDING
};

static void take_codes(const ct_fault *f, ct_finding *out) {
  out->ack.ta1 = either(f->ta1, codes_of[f->id].ta1);
  out->ack.ak9 = either(f->ak9, codes_of[f->id].ak9);
  out->ack.ik5 = either(f->ik5, codes_of[f->id].ik5);
  out->ack.ik3 = either(f->ik3, codes_of[f->id].ik3);
  out->ack.ik4 = either(f->ik4, codes_of[f->id].ik4);
  if (out->ack.ik4[0] && !out->ack.ik3[0]) out->ack.ik3 = "8";
}

static void take_trigger(const ct_reader *r, const ct_fault *f, ct_finding *out) {
  out->trigger = (ct_trigger){.loop = "", .data_element = "", .composite = ""};
  out->trigger.tag = ct_slice_empty();
  if (!f->trigger) return;
  out->trigger.tag = ct_segment_tag(f->trigger);
  out->trigger.segment = f->trigger->number;
  out->trigger.element = f->trigger_element;
  out->trigger.component = f->trigger_component;
  const ct_grammar *g = r->report_grammar;
  uint16_t node = (uint16_t)f->trigger->node;
  if (!g || node >= g->nodes) return;
  const ct_node *n = &g->node[node];
  out->trigger.loop = g->node[n->parent].id;
  const ct_element *whole;
  const ct_element *e = element_of(g, n, f->trigger_element, f->trigger_component, &whole);
  if (e) out->trigger.data_element = e->de;
  if (e && whole) out->trigger.composite = whole->de;
}

static void take_place(ct_reader *r, const ct_fault *f, const ct_segment *s, ct_finding *out) {
  uint16_t node = f->node ? f->node : s ? (uint16_t)s->node : 0;
  ct_reader_locate(r, s, node, &out->where);
  if (f->tag) {
    ct_tag_text(f->tag, r->tag_text);
    out->where.tag = ct_slice_text(r->tag_text);
  }
  out->where.element = f->element;
  out->where.component = f->component;
  out->where.repetition = f->repetition;
  name_it(r, f, node, out);
  out->in_private = holds_private(r, f, s);
  take_trigger(r, f, out);
  out->segment_text = s ? ct_slice_make(s->text, s->len) : ct_slice_empty();
  out->value_at = UINT32_MAX;
  if (s && f->has_value && f->value.ptr >= s->text && f->value.ptr <= s->text + s->len)
    out->value_at = (uint32_t)(f->value.ptr - s->text);
}

static bool heard(const ct_reader *r, const ct_fault *f, uint8_t snip) {
  const ct_grammar *g = r->grammar ? r->grammar : r->report_grammar;
  if (g && g->severity && g->severity[f->id] == CT_SEVERITY_OFF && !f->rule) return false;
  if (!r->options.quiet) return snip <= r->options.snip;
  return f->id == CT_F_NOT_X12 || f->id == CT_F_TRUNCATED || f->id == CT_F_LIMIT_EXCEEDED;
}

static enum ct_severity severity_of(const ct_reader *r, const ct_fault *f) {
  const ct_grammar *g = r->grammar ? r->grammar : r->report_grammar;
  if (g && g->severity && g->severity[f->id] && !f->rule)
    return (enum ct_severity)(g->severity[f->id] - 1);
  if (f->severity >= 0) return (enum ct_severity)f->severity;
  return ct_finding_catalogue(NULL)[f->id].severity;
}

static void count(ct_reader *r, enum ct_severity severity) {
  uint64_t *all = severity == CT_ERROR     ? &r->counts.errors
                  : severity == CT_WARNING ? &r->counts.warnings
                                           : &r->counts.notes;
  ++*all;
  if (!r->set.open) return;
  uint64_t *own = severity == CT_ERROR     ? &r->summary.errors
                  : severity == CT_WARNING ? &r->summary.warnings
                                           : &r->summary.notes;
  ++*own;
}

/*
 * A value that is wrong in itself breaks situations too: one defect, one finding.  True when
 * this is a situation of an element that has had its error, or the same one again.
 */
static bool told_before(ct_reader *r, const ct_fault *f, const ct_segment *s, unsigned snip) {
  bool situation = f->id == CT_F_SITUATION;
  bool own = snip <= 2 && f->id != CT_F_ELEMENTS_CONDITIONAL; /* a condition is about others, too */
  if (!s || f->element == 0 || !(situation || own)) return false;
  for (unsigned i = 0; situation && i < CT_TOLD; i++) {
    const ct_told *t = &r->told_at[i];
    if (t->element != f->element || t->offset != s->offset) continue;
    if (!t->rule || t->rule == f->rule) return true;
  }
  r->told_at[r->told_next++ % CT_TOLD] =
      (ct_told){s->offset, situation ? f->rule : NULL, f->element};
  return false;
}

/* A sum that cannot be had is no news where one of its amounts was told; sums come after those. */
static bool is_sum_of_vast(ct_reader *r, const ct_fault *f, const ct_segment *at) {
  if (f->id != CT_F_AMOUNT_OVERFLOW) return false;
  bool of_sum = at != r->now;
  if (of_sum) return r->vast;
  r->vast = true;
  return false;
}

void ct_reader_report(void *reader, const ct_fault *f) {
  ct_reader *r = reader;
  const ct_finding_info *info = &ct_finding_catalogue(NULL)[f->id];
  uint8_t snip = f->snip ? f->snip : info->snip;
  if (!heard(r, f, snip)) return;
  ct_finding out = {.info = info, .snip = snip};
  out.severity = severity_of(r, f);
  const ct_segment *at = f->segment ? f->segment : r->now;
  if (told_before(r, f, at, snip) || is_sum_of_vast(r, f, at)) return;
  take_place(r, f, at, &out);
  take_codes(f, &out);
  out.value = f->value;
  out.has_value = f->has_value;
  out.args[0] = f->args[0];
  out.args[1] = f->args[1];
  out.rule = f->rule;
  out.rule_text = f->rule_text;
  out.payer = f->payer;
  out.has_amounts = f->has_amounts;
  out.expected = f->expected;
  out.actual = f->actual;
  out.unit = r->set.open && r->unit_tag ? r->grammar->unit_name : "";
  out.unit_value = ct_word_get(&r->unit_value);
  out.line = r->in_claim ? ct_word_get(&r->line) : ct_slice_empty();
  count(r, out.severity);
  if (r->on_finding) r->on_finding(r->finding_ctx, &out);
  for (size_t i = 0; i < r->sink_count; i++) {
    ct_sink *s = r->sinks[i];
    if (!s->finding) continue;
    enum ct_status status = s->finding(s, &out);
    if (status != CT_OK) ct_reader_fail(r, status, "the report could not be written");
  }
}

void ct_reader_balance(void *reader, ct_balance *row, enum ct_fault_id id, const ct_segment *at) {
  ct_reader *r = reader;
  unsigned element = row->where.element;
  ct_reader_locate(r, at, at ? (uint16_t)at->node : 0, &row->where);
  row->where.element = (uint8_t)element;
  row->rule = &ct_finding_catalogue(NULL)[id];
  for (size_t i = 0; i < r->sink_count; i++) {
    ct_sink *s = r->sinks[i];
    if (!s->balance || !(s->wants & CT_WANT_BALANCE)) continue;
    enum ct_status status = s->balance(s, row);
    if (status != CT_OK) ct_reader_fail(r, status, "the report could not be written");
  }
}
