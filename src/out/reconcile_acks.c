/*
 * reconcile_acks.c -- which sets were rejected, alone, with their group or their interchange.
 *
 * Knows what TA104, AK901 and IK501 say; what belongs to what is ack_match.c's.  Does not know
 * claims.
 */
#include "out/reconcile_acks.h"

#include "base/mem.h"
#include "out/ack_match.h"

struct ct_acks {
  ct_back_book *book;
  bool *rejected; /* by set of the store; NULL: none is */
};

typedef struct closing {
  ct_acks *acks;
  const ct_cob_store *sent;
  ct_reader *reader;
  ct_match match;
  ct_buffer bytes; /* of one claim, for its envelopes */
  const ct_cob_set *open; /* the set before */
  bool scanning;
  bool interchange_rejected, group_rejected;
  const ct_back_answer *answer[8]; /* of the group: more tell nothing new */
  size_t answers;
} closing;

ct_acks *ct_acks_new(void) {
  ct_acks *a = ct_mem_zalloc(1, sizeof *a);
  if (a && !(a->book = ct_back_new())) {
    ct_mem_free(a);
    a = NULL;
  }
  return a;
}

void ct_acks_free(ct_acks *a) {
  if (!a) return;
  ct_back_free(a->book);
  ct_mem_free(a->rejected);
  ct_mem_free(a);
}

enum ct_status ct_acks_add(ct_acks *a, ct_reader *reader, const char *name, int fd) {
  a->book->file = name;
  ct_sink *sink = &a->book->sink;
  enum ct_status status = ct_reader_set_fd(reader, fd);
  return status == CT_OK ? ct_reader_run(reader, &sink, 1) : status;
}

uint64_t ct_acks_count(const ct_acks *a) {
  return a->book->ta1s.count + a->book->answers.count;
}

static bool rejects(ct_slice verdict) {
  return verdict.len == 1 && memchr("RMWX", verdict.ptr[0], 4) != NULL;
}

/* ---- what was sent, beside the book --------------------------------------------------------- */

static void on_isa(closing *x, const ct_segment *isa) {
  ct_match_isa(&x->match, isa);
  x->interchange_rejected = false;
  ct_match_search search = {0};
  const ct_back_ta1 *t;
  while ((t = ct_match_ta1(&x->match, &search)) != NULL)
    x->interchange_rejected = x->interchange_rejected || rejects(t->verdict);
}

static void on_gs(closing *x, const ct_segment *gs) {
  ct_match_gs(&x->match, gs);
  x->answers = 0;
  x->group_rejected = false;
  size_t count, first = ct_match_answers(&x->match, &count);
  bool paired = ct_match_pairs_off(&x->match, first, count);
  for (size_t i = first; i < first + count && x->answers < 8; i++) {
    ct_back_answer *a = ct_back_answer_at(x->acks->book, i);
    if (!ct_match_fits(&x->match, a) || (paired && (a->met || x->answers > 0))) continue;
    a->met = true;
    x->answer[x->answers++] = a;
    x->group_rejected = x->group_rejected || rejects(a->verdict);
  }
}

static bool set_rejected(const closing *x, const ct_segment *st) {
  ct_slice control = ct_segment_element(st, 2);
  for (size_t i = 0; i < x->answers; i++) {
    size_t count, first = ct_back_find_set(x->acks->book, x->answer[i], control, &count);
    for (size_t s = first; s < first + count; s++)
      if (rejects(ct_back_set_at(x->acks->book, s)->verdict)) return true;
  }
  return false;
}

/* One envelope segment, met for the first time in its interchange or group. */
static void on_event(closing *x, const ct_event *ev, uint32_t number) {
  const ct_cob_set *set = &x->sent->sets[number];
  bool same = x->open && x->open->file == set->file && x->open->isa_at == set->isa_at;
  bool same_group = same && x->open->gs_at == set->gs_at;
  if (!ev->segment) return;
  if (ev->kind == CT_EV_INTERCHANGE && !same) {
    if (x->scanning) ct_match_scan(&x->match, ev);
    if (!x->scanning) on_isa(x, ev->segment);
  } else if (ev->kind == CT_EV_GROUP && !same_group) {
    if (x->scanning) ct_match_scan(&x->match, ev);
    if (!x->scanning) on_gs(x, ev->segment);
  } else if (ev->kind == CT_EV_SET && !x->scanning) {
    x->acks->rejected[number] =
        x->interchange_rejected || x->group_rejected || set_rejected(x, ev->segment);
  }
}

static enum ct_status read_set(closing *x, uint32_t claim, uint32_t number) {
  const ct_event *ev;
  ct_buffer_reset(&x->bytes);
  enum ct_status status = ct_cob_store_fetch(x->sent, claim, &x->bytes);
  if (status == CT_OK) status = ct_reader_set_memory(x->reader, x->bytes.data, x->bytes.len);
  while (status == CT_OK && (status = ct_reader_next(x->reader, &ev)) == CT_OK) {
    on_event(x, ev, number);
    if (ev->kind == CT_EV_SET) break;
  }
  x->open = &x->sent->sets[number];
  return status == CT_END ? CT_OK : status;
}

static enum ct_status read_sets(closing *x, bool scanning) {
  enum ct_status status = CT_OK;
  uint32_t last = CT_COB_NONE;
  x->match = (ct_match){.book = x->acks->book};
  x->scanning = scanning;
  x->open = NULL;
  for (uint32_t i = 0; status == CT_OK && i < x->sent->claim_count; i++) {
    uint32_t number = x->sent->levels[x->sent->claims[i].level].set;
    if (number == last) continue;
    status = read_set(x, i, last = number);
  }
  return status;
}

enum ct_status ct_acks_close(ct_acks *a, const ct_cob_store *sent, ct_reader *reader) {
  if (!a || !a->book->ok) return a ? CT_NO_MEMORY : CT_OK;
  if (ct_acks_count(a) == 0 || sent->set_count == 0) return CT_OK;
  closing x = {.acks = a, .sent = sent, .reader = reader};
  ct_back_close(a->book);
  a->rejected = ct_mem_zalloc(sent->set_count, sizeof *a->rejected);
  if (!a->rejected) return CT_NO_MEMORY;
  ct_buffer_init(&x.bytes, NULL, NULL);
  enum ct_status status = read_sets(&x, true);
  if (status == CT_OK) status = read_sets(&x, false);
  ct_buffer_free(&x.bytes);
  return status;
}

bool ct_acks_reject(const ct_acks *a, uint32_t set) {
  return a && a->rejected && a->rejected[set];
}
