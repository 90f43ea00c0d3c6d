/*
 * ack_join.c -- joins what was sent with what came back.
 *
 * Knows verdicts and what they mean for a claim.  Does not know how rows are printed; which answer
 * belongs to what is ack_match.c's, where an error stands in its segment ack_point.c's.
 */
#include "out/ack_join.h"

#include "base/mem.h"
#include "out/ack_match.h"
#include "out/ack_point.h"
#include "out/ack_words.h"

enum { BLOCK = 1 << 14 };

typedef struct active { /* a set of the book that answers the one being read */
  const ct_back_answer *answer;
  const ct_back_set *set;
  size_t next; /* of its errors */
} active;

typedef struct waiting { /* an error in front of the claims that it touches */
  struct waiting *next;
  ct_join_row row;
} waiting;

struct ct_join {
  ct_sink scan, read; /* read is found from its address: see of_read() */
  ct_back_book *book;
  ct_join_fn *row;
  void *ctx;
  const char *file;
  bool summary, all_accepted, ok;
  /* interchange */
  ct_match sent; /* how its envelopes name it */
  const ct_back_ta1 *ta1;
  ct_join_row interchange, group;
  bool answered; /* by TA1 or 999 */
  bool answer_due; /* some group of it is none of acknowledgments */
  const char *ack;
  /* group */
  bool no_answer; /* a group of acknowledgments */
  const ct_back_answer **answers;
  size_t answer_count, answer_room;
  /* set */
  active *open;
  size_t open_count, open_room;
  enum ct_join_fate fate;
  ct_match_name set_name;
  ct_slice set_control;
  bool guide;
  uint32_t last;
  /* claim */
  ct_match_name claim, line;
  uint64_t claim_errors;
  ct_arena later;
  waiting *first_waiting, **end_waiting;
};

static ct_join *of_read(ct_sink *s) { return (void *)((char *)s - offsetof(ct_join, read)); }

static void tell(ct_join *j, const ct_join_row *row) {
  bool good = row->fate == CT_FATE_ACCEPTED || row->fate == CT_FATE_NOTED || row->fate == CT_FATE_NOT_DUE;
  if (!good && row->kind != CT_JOIN_ERROR) j->all_accepted = false;
  if (!j->summary || row->kind == CT_JOIN_INTERCHANGE || row->kind == CT_JOIN_UNMATCHED)
    j->row(j->ctx, row);
}

static ct_join_row blank_row(const ct_join *j, enum ct_join_kind kind) {
  ct_slice none = ct_slice_empty();
  ct_join_row r = {.kind = kind, .file = j->file};
  r.interchange = r.group = r.set = r.verdict = r.codes = none;
  r.tag = r.loop = r.claim = r.line = r.value = r.text = r.message = none;
  return r;
}

static ct_join_row new_row(const ct_join *j, enum ct_join_kind kind) {
  ct_join_row r = blank_row(j, kind);
  r.interchange = j->sent.control;
  if (kind != CT_JOIN_INTERCHANGE) r.group = j->sent.group_control;
  if (kind != CT_JOIN_INTERCHANGE && kind != CT_JOIN_GROUP) r.set = j->set_control;
  return r;
}

static enum ct_join_fate fate_of(ct_slice verdict) {
  switch (verdict.len == 1 ? verdict.ptr[0] : 0) {
  case 'A': return CT_FATE_ACCEPTED;
  case 'E': return CT_FATE_NOTED;
  case 'P': return CT_FATE_PARTLY;
  case 'R':
  case 'M':
  case 'W':
  case 'X': return CT_FATE_REJECTED;
  default: return CT_FATE_UNANSWERED;
  }
}

/* ---- envelope ---------------------------------------------------------------------------------- */

static enum ct_status on_scan(ct_sink *s, const ct_event *e) {
  ct_match_scan(&((ct_join *)s)->sent, e);
  return CT_OK;
}

static void open_interchange(ct_join *j, const ct_segment *isa) {
  ct_match_isa(&j->sent, isa);
  j->sent.group_control = j->set_control = ct_slice_empty();
  j->answered = j->answer_due = false;
  j->ta1 = NULL;
  j->ack = NULL;
  j->interchange = new_row(j, CT_JOIN_INTERCHANGE);
  ct_match_search search = {0, 0, 0};
  for (ct_back_ta1 *t; (t = ct_match_ta1(&j->sent, &search)) != NULL;) {
    t->met = j->answered = true;
    if (!j->ta1 || fate_of(t->verdict) > fate_of(j->ta1->verdict)) j->ta1 = t;
  }
  if (j->ta1) j->ack = j->ta1->file;
}

static bool refused(const ct_join *j) {
  return j->ta1 && fate_of(j->ta1->verdict) == CT_FATE_REJECTED;
}

/* What the counts of sets say of the group or interchange that holds them. */
static enum ct_join_fate fate_of_all(const ct_join_row *r) {
  if (r->sets == 0) return r->fate;
  if (r->accepted == r->sets) return r->fate == CT_FATE_NOTED ? CT_FATE_NOTED : CT_FATE_ACCEPTED;
  if (r->rejected == r->sets) return CT_FATE_REJECTED;
  if (r->unanswered == r->sets) return CT_FATE_UNANSWERED;
  return CT_FATE_PARTLY;
}

static void close_interchange(ct_join *j, bool whole) {
  ct_join_row *r = &j->interchange;
  enum ct_join_fate ta1 = j->ta1 ? fate_of(j->ta1->verdict) : CT_FATE_UNANSWERED;
  if (r->sets == 0 && r->fate != CT_FATE_REJECTED) r->fate = ta1;
  r->fate = fate_of_all(r);
  if (r->fate == CT_FATE_UNANSWERED && whole && !j->answer_due) r->fate = CT_FATE_NOT_DUE;
  if (r->fate == CT_FATE_UNANSWERED && (j->ta1 || j->answered)) r->fate = CT_FATE_ACKNOWLEDGED;
  if (ta1 == CT_FATE_REJECTED) r->fate = CT_FATE_REJECTED;
  if (ta1 == CT_FATE_NOTED && r->fate == CT_FATE_ACCEPTED) r->fate = CT_FATE_NOTED;
  r->ack = j->ack;
  if (j->ta1) {
    r->verdict = j->ta1->verdict;
    r->codes = j->ta1->note;
    r->message = ct_slice_text(ct_ack_words(CT_ACK_NOTE, j->ta1->note));
  }
  tell(j, r);
}

static void add_answer(ct_join *j, ct_back_answer *a) {
  if (j->answer_count == j->answer_room) {
    size_t room = j->answer_room ? j->answer_room * 2 : 8;
    const ct_back_answer **more = ct_mem_resize(j->answers, room, sizeof(*more));
    if (!more) {
      j->ok = false;
      return;
    }
    j->answers = more;
    j->answer_room = room;
  }
  a->met = j->answered = true;
  if (!j->ack) j->ack = a->file;
  j->answers[j->answer_count++] = a;
}

static void open_group(ct_join *j, const ct_segment *gs) {
  ct_match_gs(&j->sent, gs);
  j->set_control = ct_slice_empty();
  j->no_answer = ct_slice_is(j->sent.group_code, "FA");
  if (!j->no_answer) j->answer_due = true;
  j->answer_count = 0;
  j->group = new_row(j, CT_JOIN_GROUP);
  size_t count;
  size_t first = ct_match_answers(&j->sent, &count);
  bool paired = ct_match_pairs_off(&j->sent, first, count);
  for (size_t i = first; i < first + count; i++) {
    ct_back_answer *a = ct_back_answer_at(j->book, i);
    if (!ct_match_fits(&j->sent, a) || (paired && (a->met || j->answer_count > 0))) continue;
    add_answer(j, a);
    if (fate_of(a->verdict) < j->group.fate) continue;
    j->group.fate = fate_of(a->verdict);
    j->group.verdict = a->verdict;
    j->group.codes = a->codes;
    j->group.ack = a->file;
  }
}

static void close_group(ct_join *j) {
  ct_join_row *r = &j->group;
  if (j->no_answer) return;
  if (r->fate != CT_FATE_REJECTED) {
    r->fate = fate_of_all(r);
  } else if (r->sets == 0) {
    j->interchange.fate = CT_FATE_REJECTED;
  }
  if (r->fate == CT_FATE_NOTED) j->interchange.fate = CT_FATE_NOTED;
  tell(j, r);
  j->sent.group_control = ct_slice_empty();
}

/* ---- sets ----------------------------------------------------------------------------------------- */

static void add_active(ct_join *j, const ct_back_answer *a, ct_back_set *s) {
  if (j->open_count == j->open_room) {
    size_t room = j->open_room ? j->open_room * 2 : 8;
    active *more = ct_mem_resize(j->open, room, sizeof *more);
    if (!more) {
      j->ok = false;
      return;
    }
    j->open = more;
    j->open_room = room;
  }
  s->met = true;
  j->open[j->open_count++] = (active){a, s, 0};
}

/* A set that AK2 does not name: accepted, where the counts of AK9 say so. */
static enum ct_join_fate unnamed(const ct_join *j, const ct_back_answer *a) {
  enum ct_join_fate fate = fate_of(a->verdict);
  if (fate != CT_FATE_PARTLY) return fate;
  uint64_t rejected = 0;
  for (size_t i = 0; i < a->count; i++)
    if (fate_of(ct_back_set_at(j->book, a->first + i)->verdict) == CT_FATE_REJECTED) rejected++;
  return a->received == a->accepted + rejected ? CT_FATE_ACCEPTED : CT_FATE_UNANSWERED;
}

static enum ct_join_fate answered_by(ct_join *j, const ct_back_answer *a, ct_join_row *row) {
  size_t count;
  enum ct_join_fate fate = CT_FATE_UNANSWERED;
  bool named = false;
  for (size_t i = ct_back_find_set(j->book, a, j->set_control, &count); count > 0; i++, count--) {
    ct_back_set *s = ct_back_set_at(j->book, i);
    enum ct_join_fate f = fate_of(s->verdict);
    if (f == CT_FATE_UNANSWERED && s->count) f = CT_FATE_REJECTED; /* no IK5, but errors */
    add_active(j, a, s);
    if (f >= fate) {
      fate = f;
      row->verdict = s->verdict;
      row->codes = s->codes;
    }
    named = true;
  }
  if (!named) fate = unnamed(j, a);
  row->ack = a->file;
  return fate_of(a->verdict) == CT_FATE_REJECTED ? CT_FATE_REJECTED : fate;
}

static void open_set(ct_join *j, const ct_event *e) {
  j->set_control = ct_match_keep(&j->set_name, ct_segment_element(e->segment, 2));
  j->guide = *e->name != 0;
  j->last = 0;
  j->open_count = 0;
  j->claim.len = j->line.len = 0;
  ct_join_row row = new_row(j, CT_JOIN_SET);
  for (size_t i = 0; i < j->answer_count; i++) {
    enum ct_join_fate fate = answered_by(j, j->answers[i], &row);
    if (fate > row.fate) row.fate = fate;
  }
  if (refused(j)) row.fate = CT_FATE_REJECTED;
  if (row.fate == CT_FATE_REJECTED && fate_of(row.verdict) != CT_FATE_REJECTED)
    row.message = ct_slice_text(refused(j) ? "its interchange was rejected" : "its group was rejected");
  j->fate = row.fate;
  ct_join_row *counts[] = {&j->group, &j->interchange};
  for (size_t i = 0; i < 2 && !j->no_answer; i++) {
    counts[i]->sets++;
    if (row.fate == CT_FATE_REJECTED)
      counts[i]->rejected++;
    else if (row.fate == CT_FATE_UNANSWERED)
      counts[i]->unanswered++;
    else
      counts[i]->accepted++;
  }
  if (row.fate == CT_FATE_NOTED && j->group.fate != CT_FATE_REJECTED) j->group.fate = row.fate;
  if (!j->no_answer) tell(j, &row);
}

static bool opens_claim(ct_slice tag) {
  return ct_slice_is(tag, "CLM") || ct_slice_is(tag, "CLP");
}

/* ---- claims ------------------------------------------------------------------------------------------ */

static void close_claim(ct_join *j) {
  if (j->claim.len == 0) return;
  ct_join_row row = new_row(j, CT_JOIN_CLAIM);
  row.fate = j->fate;
  row.claim = ct_match_text(&j->claim);
  row.errors = j->claim_errors;
  row.ack = j->open_count ? j->open[0].answer->file : j->ack;
  if (!j->no_answer) tell(j, &row);
  j->claim.len = j->line.len = 0;
}

static void release(ct_join *j) {
  for (waiting *w = j->first_waiting; w; w = w->next) {
    w->row.claim = ct_match_text(&j->claim);
    w->row.before_claim = j->claim.len > 0;
    tell(j, &w->row);
  }
  j->first_waiting = NULL;
  j->end_waiting = &j->first_waiting;
  ct_arena_free(&j->later);
  ct_arena_init(&j->later, BLOCK, 0);
}

static void wait_for_claim(ct_join *j, const ct_join_row *row) {
  waiting *w = ct_arena_alloc(&j->later, sizeof *w);
  if (!w) {
    j->ok = false;
    return;
  }
  *w = (waiting){NULL, *row};
  ct_slice *texts[] = {&w->row.tag,  &w->row.loop,  &w->row.line,
                       &w->row.text, &w->row.value, &w->row.message};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    *texts[i] = texts[i]->len ? ct_arena_copy(&j->later, *texts[i], &j->ok) : ct_slice_empty();
  *j->end_waiting = w;
  j->end_waiting = &w->next;
}

static ct_slice claim_of(const ct_join *j, const ct_event *e, ct_slice tag) {
  if (j->guide) return e->where.claim;
  if (opens_claim(tag)) return ct_segment_element(e->segment, 1);
  return ct_slice_is(tag, "HL") || ct_slice_is(tag, "SE") ? ct_slice_empty() : ct_match_text(&j->claim);
}

static void follow_claim(ct_join *j, const ct_event *e) {
  ct_slice tag = ct_segment_tag(e->segment), claim = claim_of(j, e, tag);
  bool starts = opens_claim(tag);
  ct_match_name now;
  (void)ct_match_keep(&now, claim);
  if (starts || !ct_slice_same(ct_match_text(&now), ct_match_text(&j->claim))) {
    close_claim(j);
    j->claim = now;
    j->claim_errors = 0;
    if (j->claim.len) release(j);
  }
  if (ct_slice_is(tag, "LX") && j->claim.len) (void)ct_match_keep(&j->line, ct_segment_element(e->segment, 1));
}

/* ---- errors ----------------------------------------------------------------------------------------- */

static void tell_error(ct_join *j, const active *a, const ct_back_error *x, const ct_event *e) {
  ct_buffer words;
  ct_buffer_init(&words, NULL, NULL);
  ct_join_row row = new_row(j, CT_JOIN_ERROR);
  row.fate = j->fate;
  row.ack = a->answer->file;
  row.verdict = x->ik3;
  row.codes = x->ik4;
  row.segment = x->position;
  row.tag = x->tag;
  row.loop = x->loop;
  row.value = x->value;
  row.line = ct_match_text(&j->line);
  if (e && j->guide && x->loop.len == 0 && strcmp(e->where.loop, "ST") != 0)
    row.loop = ct_slice_text(e->where.loop);
  ct_ack_point(&row, x, e ? e->segment : NULL, j->last, &words);
  row.message = ct_slice_make(words.len ? words.data : "", words.len);
  if (words.status != CT_OK) j->ok = false;
  bool opens = ct_ack_point_missing(x) && opens_claim(x->tag); /* of a claim that has no name */
  bool inside = j->claim.len > 0 && e && !opens;
  row.claim = inside ? ct_match_text(&j->claim) : e ? ct_slice_empty() : x->unit;
  if (inside) j->claim_errors++;
  if (inside || !e || !j->guide)
    tell(j, &row);
  else
    wait_for_claim(j, &row);
  ct_buffer_free(&words);
}

/* Errors of the segment at `at`, and those of places that were passed: missing ones, or others. */
static void tell_errors(ct_join *j, const ct_event *e, uint32_t at, bool missing) {
  for (size_t i = 0; i < j->open_count; i++) {
    active *a = &j->open[i];
    for (size_t k = a->next; k < a->set->count; k++) {
      const ct_back_error *x = ct_back_error_at(j->book, a->set->first + k);
      if (x->position > at) break;
      bool here = x->position == at;
      if ((here && ct_ack_point_missing(x)) == missing) tell_error(j, a, x, here ? e : NULL);
      if (!missing) a->next = k + 1;
    }
  }
}

/* What is missing in front of a segment belongs to the claim before it; the rest to its own. */
static void look_up(ct_join *j, const ct_event *e) {
  if (!e->segment || j->summary) return;
  uint32_t at = ct_segment_number(e->segment);
  j->last = at;
  tell_errors(j, e, at, true);
  follow_claim(j, e);
  tell_errors(j, e, at, false);
}

static void close_set(ct_join *j, const ct_event *e) {
  look_up(j, e);
  close_claim(j);
  release(j);
  for (size_t i = 0; i < j->open_count && !j->summary; i++)
    for (active *a = &j->open[i]; a->next < a->set->count; a->next++)
      tell_error(j, a, ct_back_error_at(j->book, a->set->first + a->next), NULL);
  j->open_count = 0;
  j->set_control = ct_slice_empty();
}

static enum ct_status on_read(ct_sink *s, const ct_event *e) {
  ct_join *j = of_read(s);
  switch (e->kind) {
  case CT_EV_INTERCHANGE: open_interchange(j, e->segment); break;
  case CT_EV_INTERCHANGE_END: close_interchange(j, e->segment != NULL); break;
  case CT_EV_GROUP: open_group(j, e->segment); break;
  case CT_EV_GROUP_END: close_group(j); break;
  case CT_EV_SET:
    open_set(j, e);
    look_up(j, e);
    break;
  case CT_EV_SET_END: close_set(j, e); break;
  case CT_EV_SEGMENT:
    if (e->where.segment) look_up(j, e);
    break;
  default: break;
  }
  return j->ok ? CT_OK : CT_NO_MEMORY;
}

/* ---- the join ------------------------------------------------------------------------------------------- */

ct_join *ct_join_new(ct_back_book *book, ct_join_fn *row, void *ctx) {
  ct_join *j = ct_mem_zalloc(1, sizeof *j);
  if (!j) return NULL;
  j->book = j->sent.book = book;
  j->row = row;
  j->ctx = ctx;
  j->ok = j->all_accepted = true;
  j->end_waiting = &j->first_waiting;
  j->scan = (ct_sink){.wants = CT_WANT_ENVELOPE, .event = on_scan};
  j->read = (ct_sink){.event = on_read};
  ct_arena_init(&j->later, BLOCK, 0);
  return j;
}

void ct_join_free(ct_join *j) {
  if (!j) return;
  ct_mem_free(j->answers);
  ct_mem_free(j->open);
  ct_arena_free(&j->later);
  ct_mem_free(j);
}

ct_sink *ct_join_scan(ct_join *j) { return &j->scan; }

ct_sink *ct_join_read(ct_join *j, const char *file, bool summary) {
  j->file = file;
  j->summary = summary;
  j->read.wants = summary ? CT_WANT_ENVELOPE : CT_WANT_ENVELOPE | CT_WANT_SEGMENTS;
  return &j->read;
}

static void left_over(ct_join *j, const char *ack, ct_slice group, ct_slice set, const char *message) {
  ct_join_row row = blank_row(j, CT_JOIN_UNMATCHED);
  row.file = NULL;
  row.fate = CT_FATE_UNMATCHED;
  row.ack = ack;
  row.group = group;
  row.set = set;
  row.message = ct_slice_text(message);
  tell(j, &row);
}

void ct_join_finish(ct_join *j) {
  ct_slice none = ct_slice_empty();
  for (size_t i = 0; i < j->book->ta1s.count; i++) {
    const ct_back_ta1 *t = ct_back_ta1_at(j->book, i);
    if (t->met) continue;
    ct_join_row row = blank_row(j, CT_JOIN_UNMATCHED);
    row.file = NULL;
    row.fate = CT_FATE_UNMATCHED;
    row.ack = t->file;
    row.interchange = t->control;
    row.verdict = t->verdict;
    row.codes = t->note;
    row.message = ct_slice_text("the TA1 answers an interchange that is in none of the files sent");
    tell(j, &row);
  }
  for (size_t i = 0; i < j->book->answers.count; i++) {
    const ct_back_answer *a = ct_back_answer_at(j->book, i);
    if (!a->met)
      left_over(j, a->file, a->control, none, "it answers a group that is in none of the files sent");
    for (size_t k = 0; a->met && k < a->count; k++) {
      const ct_back_set *s = ct_back_set_at(j->book, a->first + k);
      if (!s->met)
        left_over(j, a->file, a->control, s->control, "it answers a set that the group sent has not");
    }
  }
}

bool ct_join_accepted(const ct_join *j) { return j->all_accepted; }

const char *ct_join_fate_name(enum ct_join_fate fate) {
  static const char *const names_of[] = {
      [CT_FATE_UNANSWERED] = "unanswered",     [CT_FATE_ACCEPTED] = "accepted",
      [CT_FATE_NOTED] = "accepted with errors", [CT_FATE_REJECTED] = "rejected",
      [CT_FATE_PARTLY] = "partly accepted",    [CT_FATE_ACKNOWLEDGED] = "acknowledged",
      [CT_FATE_NOT_DUE] = "no answer due",
      [CT_FATE_UNMATCHED] = "unmatched"};
  return names_of[fate];
}
