/*
 * reader_body.c -- the segments of a set: placed by the cursor, checked element by element,
 * gathered into the claim tree; and what happens when a claim is complete.
 */
#include "reader.h"

#include "claim/totals.h"

#include <inttypes.h>

/* ---- runs of segments without a place ---------------------------------------------------------- */

static bool tag_among(const ct_tag *tags, uint32_t count, ct_tag tag) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t mid = (low + high) / 2;
    if (tags[mid] == tag) return true;
    if (tags[mid] < tag)
      low = mid + 1;
    else
      high = mid;
  }
  return false;
}

static bool guide_uses(const ct_grammar *g, ct_tag tag) {
  for (uint32_t i = 0; i < g->nodes; i++)
    if (g->node[i].tag == tag && g->node[i].usage != CT_NOT_USED) return true;
  return false;
}

/* By the standard the segment may stand in this loop, "2320" or "2010AA". */
static bool standard_allows(const ct_grammar *g, ct_tag tag, const char *loop) {
  uint32_t number = 0;
  for (; *loop >= '0' && *loop <= '9'; loop++) number = number * 10 + (uint32_t)(*loop - '0');
  for (uint32_t i = 0; i < g->standard_tags; i++)
    if (g->standard_tag[i] == tag && g->standard_loop[i] == number) return true;
  return false;
}

static void stray_begin(ct_reader *r, const ct_segment *s) {
  ct_stray *run = &r->stray;
  const ct_grammar *g = r->grammar;
  ct_kept_keep(&run->first, s);
  run->loop = ct_cursor_top(&r->cursor)->node;
  run->ik3 = NULL;
  if (standard_allows(g, s->tag, g->node[run->loop].id)) {
    run->id = CT_F_SEGMENT_NOT_USED;
  } else if (guide_uses(g, s->tag)) {
    run->id = CT_F_SEGMENT_NOT_IN_ORDER;
  } else if (tag_among(g->standard_tag, g->standard_tags, s->tag)) {
    run->id = CT_F_SEGMENT_NOT_USED;
  } else if (tag_among(g->known_tag, g->known_tags, s->tag)) {
    run->id = CT_F_SEGMENT_NOT_USED;
    run->ik3 = "6";
  } else {
    run->id = CT_F_SEGMENT_UNKNOWN;
  }
}

void ct_reader_stray_end(ct_reader *r) {
  ct_stray *run = &r->stray;
  if (run->count == 0) return;
  ct_fault f = ct_fault_make(run->id, &run->first.segment);
  f.node = run->loop;
  f.tag = run->first.segment.tag;
  f.ik3 = run->ik3;
  const char *tag = ct_reader_words(r, 0, "%.*s", (int)(run->first.segment.tag_len & 0x1F),
                                    run->first.segment.text);
  f.args[0] = ct_slice_text(tag);
  if (run->count > 1)
    f.args[1] = ct_slice_text(ct_reader_words(
        r, 1, "; %" PRIu64 " segments in a row find no place here", run->count));
  run->count = 0;
  ct_reader_report(r, &f);
}

static void stray(ct_reader *r, ct_segment *s) {
  s->node = 0;
  if (r->stray.count++ == 0) stray_begin(r, s);
  ct_frame *top = &r->cursor.frame[r->cursor.depth - 1];
  top->broken = top->displaced = true;
  ct_reader_emit(r, CT_EV_SEGMENT, s, 0);
}

/* ---- the tree ------------------------------------------------------------------------------------ */

/* A claim too large for its memory is told once, and read on without its tree. */
static void watch_tree(ct_reader *r) {
  if (r->tree.status == CT_OK || r->tree_lost) return;
  if (r->tree.status == CT_NO_MEMORY) {
    ct_reader_fail(r, CT_NO_MEMORY, "out of memory");
    return;
  }
  r->tree_lost = true;
  ct_fault f = ct_fault_make(CT_F_LIMIT_EXCEEDED, r->now);
  f.args[0] = ct_slice_text("the claim is larger than the memory given to one claim; "
                            "its balance and situations are not checked");
  f.ta1 = "";
  f.ik5 = "5";
  ct_reader_report(r, &f);
}

static void tree_open(ct_reader *r, uint16_t node) {
  ct_tree_open(&r->tree, node);
  if (r->tree.status != CT_OK) watch_tree(r);
}

static void loop_opened(void *reader, const ct_frame *f) {
  ct_reader *r = reader;
  const ct_node *n = &r->grammar->node[f->node];
  if (n->flags & CT_NODE_UNIT) {
    r->unit_open = true;
    r->unit_checked = false;
    r->unit_depth = r->cursor.depth;
    r->in_claim = true;
    r->claim.len = r->line.len = 0;
    r->elements.service_date = 0;
    r->counts.claims++;
    r->summary.claims++;
  }
  if (r->with_tree) tree_open(r, f->node);
  if (ct_reader_sends(r, CT_WANT_SEGMENTS)) ct_reader_emit(r, CT_EV_LOOP, NULL, f->node);
}

static void check_loop(ct_reader *r, const ct_frame *f) {
  if (f->broken) ct_tree_broken(&r->tree, f->displaced);
  bool above_unit = !r->unit_open;
  if (above_unit && r->checks && r->tree.open) {
    ct_reader_fail_checks(r, ct_checks_loop(r->checks, &r->tree, r->tree.open));
  }
}

static void loop_closed(void *reader, const ct_frame *f) {
  ct_reader *r = reader;
  bool unit = (r->grammar->node[f->node].flags & CT_NODE_UNIT) != 0;
  if (r->with_tree) {
    if (!r->tree_lost) check_loop(r, f);
    if (!unit) ct_tree_close(&r->tree);
  }
  if (f->node == 0 || unit) return; /* the set is no loop; a claim is told of when it is dropped */
  if (ct_reader_sends(r, CT_WANT_SEGMENTS)) ct_reader_emit(r, CT_EV_LOOP_END, NULL, f->node);
}

/* ---- the claim -------------------------------------------------------------------------------------- */

/* The unit is complete: its loops inside are closed, the unit itself is still open. */
static void unit_complete(ct_reader *r, bool cut_short) {
  r->line.len = 0; /* what is told now is the claim's, not its last line's */
  r->unit_checked = true;
  if (!r->with_tree) return;
  const ct_frame *unit = &r->cursor.frame[r->unit_depth - 1];
  if (!r->tree_lost && unit->broken) ct_tree_broken(&r->tree, unit->displaced);
  if (r->checks) {
    ct_reader_fail_checks(r, ct_checks_unit(r->checks, &r->tree));
  }
  if (r->tree_lost) return;
  r->paused = r->pull == CT_PULL_CLAIMS && !cut_short;
  for (size_t i = 0; i < r->sink_count && !cut_short; i++) {
    ct_sink *s = r->sinks[i];
    if (!s->claim || !(s->wants & CT_WANT_CLAIMS)) continue;
    enum ct_status status = s->claim(s, r->tree.unit);
    if (status != CT_OK) ct_reader_fail(r, status, "the output could not be written");
  }
}

static void unit_drop(ct_reader *r) {
  if (r->with_tree) {
    ct_tree_close(&r->tree);
    ct_tree_drop_unit(&r->tree);
  }
  r->unit_open = r->in_claim = r->tree_lost = false;
  r->claim.len = r->line.len = 0;
  if (r->grammar->node[r->grammar->unit].tag == r->unit_tag) r->unit_value.len = 0;
}

static void cut_unit(ct_frame *unit) { unit->broken = unit->displaced = true; }

/*
 * Closes frames down to `keep`.  When that ends the claim, the loops inside it close first,
 * then it is checked; true: the caller waits, a claim is to be looked at (r->paused).
 */
static bool close_down(ct_reader *r, unsigned keep, const ct_segment *at) {
  if (r->unit_open && keep < r->unit_depth) {
    if (!r->unit_checked) {
      ct_cursor_close(&r->cursor, r->unit_depth, at, loop_closed);
      if (at)
        ct_cursor_finish_top(&r->cursor, at);
      else
        cut_unit(&r->cursor.frame[r->unit_depth - 1]);
      unit_complete(r, at == NULL);
      if (r->paused) return true;
    }
    uint16_t node = r->cursor.frame[r->unit_depth - 1].node;
    ct_cursor_close(&r->cursor, r->unit_depth - 1, at, loop_closed);
    if (ct_reader_sends(r, CT_WANT_SEGMENTS)) ct_reader_emit(r, CT_EV_LOOP_END, NULL, node);
    unit_drop(r);
  }
  ct_cursor_close(&r->cursor, keep, at, loop_closed);
  return false;
}

/* ---- a segment with a place ----------------------------------------------------------------------------- */

static void check_counter(ct_reader *r, const ct_segment *s) {
  ct_slice value = ct_segment_get(s, 1);
  uint64_t expected = ct_cursor_occurrence(&r->cursor), number = 0, previous = 0;
  if (!ct_slice_digits(value) || value.len > 6) return; /* its type or length was told */
  for (size_t i = 0; i < value.len; i++) number = number * 10 + (uint64_t)(value.ptr[i] - '0');
  for (size_t i = 0; i < r->line.len; i++)
    previous = previous * 10 + (uint64_t)(r->line.text[i] - '0');
  ct_word_keep(&r->line, value);
  if (number == expected || (expected > 1 && number == previous + 1)) return;
  ct_fault f = ct_fault_make(CT_F_LINE_NUMBER_SEQUENCE, s);
  f.element = 1;
  f.value = value;
  f.has_value = f.has_amounts = true;
  f.expected = (ct_decimal){(int64_t)expected, 0};
  f.actual = (ct_decimal){(int64_t)number, 0};
  ct_reader_report(r, &f);
}

/* The first segment of a loop says more than its elements: claim id, line number, level. */
static void check_first(ct_reader *r, const ct_segment *s, const ct_node *loop) {
  if (loop->flags & CT_NODE_UNIT) {
    ct_word_keep(&r->claim, ct_segment_get(s, 1));
    ct_claim_amounts(s, &r->summary);
  }
  if (r->options.quiet) return;
  if (loop->flags & CT_NODE_COUNTER) check_counter(r, s);
  if (loop->flags & CT_NODE_HL) ct_cursor_level(&r->cursor, s);
}

/* A placed segment goes to whoever wants it, and its elements are judged. */
static inline void take(ct_reader *r, const ct_node *n, ct_segment *s, bool judged) {
  uint16_t node = (uint16_t)s->node;
  if (r->with_tree) {
    ct_tree_borrow(&r->tree, s, node);
    if (r->tree.status != CT_OK) watch_tree(r);
  }
  if (ct_reader_sends(r, CT_WANT_SEGMENTS)) ct_reader_emit(r, CT_EV_SEGMENT, s, node);
  if (s->tag == r->unit_tag) ct_word_keep(&r->unit_value, ct_segment_get(s, r->unit_element));
  if (judged && !ct_program_passes(r->program, s, node, &r->elements))
    ct_elements_check(&r->elements, s, n);
}

static void place(ct_reader *r, ct_found found, ct_segment *s) {
  const ct_grammar *g = r->grammar;
  const ct_node *n = &g->node[found.node];
  s->node = found.node;
  ct_cursor_place(&r->cursor, found, s, loop_opened);
  const ct_node *loop = &g->node[n->parent];
  bool first = g->child[loop->child_first] == found.node;
  if (first && (loop->flags & CT_NODE_UNIT)) ct_word_keep(&r->claim, ct_segment_get(s, 1));
  r->doubtful = found.place == CT_PLACE_QUALIFIER;
  take(r, n, s, !r->options.quiet && !r->doubtful);
  r->doubtful = false;
  if (first) check_first(r, s, loop);
}

void ct_reader_settle(ct_reader *r, ct_segment *s) {
  if (close_down(r, r->found.keep, s)) return;
  place(r, r->found, s);
}

void ct_reader_body(ct_reader *r, ct_segment *s) {
  if (!r->grammar || r->options.shallow) {
    ct_reader_emit(r, CT_EV_SEGMENT, s, 0);
    return;
  }
  if (!r->stray.count && ct_cursor_quick(&r->cursor, s)) {
    take(r, &r->grammar->node[s->node], s, !r->options.quiet);
    return;
  }
  r->found = ct_cursor_find(&r->cursor, s);
  if (r->found.place == CT_PLACE_NONE) {
    stray(r, s);
    return;
  }
  if (r->stray.count) ct_reader_stray_end(r);
  ct_reader_settle(r, s);
}

/* ---- beginning and end of a set ------------------------------------------------------------------------------ */

static bool needs_tree(const ct_reader *r) {
  if (!r->grammar || r->options.shallow || r->grammar->unit == 0) return false;
  return (!r->options.quiet && r->options.snip >= 3) || ct_reader_sends(r, CT_WANT_CLAIMS) ||
         r->pull == CT_PULL_CLAIMS;
}

/*
 * The values of ST01 and ST03 are the envelope's: a set of this group, a version that is
 * supported or of its family.  ST is answered by IK5.
 */
static void set_header_fault(void *reader, const ct_fault *f) {
  static const char *const code_of[] = {"", "6", "7", "19"};
  ct_reader *r = reader;
  ct_fault own = *f;
  bool code = f->id == CT_F_CODE_NOT_ALLOWED;
  if (code && (f->element == 3 || (f->element == 1 && r->group.open))) return;
  if (f->element >= 1 && f->element <= 3) {
    own.ik5 = code_of[f->element];
    own.ik3 = own.ik4 = "";
  }
  ct_reader_report(r, &own);
}

/* "CLM01" or "TRN02": what an acknowledgment names the place by. */
static void learn_unit(ct_reader *r) {
  const char *name = r->grammar && r->grammar->unit_name ? r->grammar->unit_name : "";
  size_t len = strlen(name);
  r->unit_value.len = 0;
  r->unit_tag = 0;
  if (len != 5) return;
  r->unit_tag = ct_tag_pack(ct_slice_make(name, 3));
  r->unit_element = (uint8_t)((name[3] - '0') * 10 + (name[4] - '0'));
}

static void choose_program(ct_reader *r) {
  for (unsigned i = 0; i < CT_PROGRAMS; i++)
    if (r->programs[i].grammar == r->grammar) {
      r->program = &r->programs[i];
      return;
    }
  ct_program *p = &r->programs[r->next_program++ % CT_PROGRAMS];
  if (ct_program_make(p, r->grammar) != CT_OK) ct_reader_fail(r, CT_NO_MEMORY, "out of memory");
  r->program = p;
}

void ct_reader_set_begin(ct_reader *r, ct_segment *st) {
  r->stray.count = 0;
  r->line.len = 0;
  r->unit_open = r->in_claim = r->tree_lost = false;
  r->with_tree = needs_tree(r);
  learn_unit(r);
  if (!r->grammar) return;
  r->report_grammar = r->grammar;
  if (!r->options.quiet) choose_program(r);
  ct_cursor_begin(&r->cursor, r->grammar, ct_reader_report, r);
  const ct_node *set = &r->grammar->node[0];
  st->node = r->grammar->child[set->child_first];
  r->elements.grammar = r->grammar;
  r->elements.payment_date = r->elements.service_date = 0;
  ct_element_check header = r->elements;
  header.report = set_header_fault;
  if (!r->options.quiet) ct_elements_check(&header, st, &r->grammar->node[st->node]);
  if (!r->with_tree) return;
  ct_tree_begin(&r->tree, r->grammar);
  ct_tree_add(&r->tree, st, (uint16_t)st->node);
  if (r->checks) ct_reader_fail_checks(r, ct_checks_set_begin(r->checks, r->grammar));
}

bool ct_reader_unit_pauses(ct_reader *r, const ct_segment *at) {
  if (r->pull != CT_PULL_CLAIMS || !r->unit_open || r->unit_checked) return false;
  if (r->stray.count) ct_reader_stray_end(r);
  return close_down(r, r->unit_depth - 1, at);
}

void ct_reader_set_close(ct_reader *r, const ct_segment *at) {
  bool ends = at && at->tag == CT_TAG_SE;
  r->summary.segments = ends || !at ? r->set.segments : r->set.segments - 1;
  ct_reader_stray_end(r);
  if (!r->grammar || r->options.shallow) return;
  r->report_grammar = r->grammar;
  /* cut short: what is missing may have followed, so no situation is judged */
  for (unsigned i = 0; !at && i < r->cursor.depth; i++) r->cursor.frame[i].broken = true;
  (void)close_down(r, 1, at);
  r->paused = false;
  ct_cursor_close(&r->cursor, 0, at, loop_closed);
}
