/*
 * at_once.c -- the sets of one input, read by several threads and told in order.
 *
 *   caller     cuts stretches ahead | adopts set 1 | 2 | 3 (not whole: reads it) | 4 ...
 *   lone 1     sets 1 2 ------------------ sets 5 6 --
 *   lone 2          sets 3 4 --------------------- sets 7 8 --
 *
 * Knows threads and turns.  A set whose lone reading is of no use is read by the file's reader
 * in its turn; where that happens again and again, nothing is read ahead for a while.
 * Memory: a stretch and its record for each that is on its way, at most one a thread and two
 * more, and no more bytes than the longest stretch a thread and one more.
 */
#include "ahead.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
  MOST_THREADS = 64,
  REFUSALS = 4, /* sets in a row that were of no use */
  MOST_STRIKES = 12
};

typedef struct hand {
  struct gang *gang;
  ct_lone lone;
  pthread_t thread;
} hand;

typedef struct gang {
  ct_reader *reader;
  ct_input *feed;
  ct_ahead ahead;
  unsigned refusals, strikes;
  uint64_t again; /* where to try again */
  bool alone;     /* no threads are to be had */
  unsigned hands;
  hand *hand;
  pthread_mutex_t lock;
  pthread_cond_t work, done;
  ct_stretch *queue[MOST_THREADS + 2]; /* stretches that wait, a ring */
  unsigned queue_head, queue_tail;     /* under the lock, as are the phases */
  atomic_bool stop;
} gang;

/* ---- threads --------------------------------------------------------------------------------- */

static unsigned threads(const gang *g) {
  unsigned n = g->reader->options.threads;
  return n < MOST_THREADS ? n : MOST_THREADS;
}
static unsigned most_out(const gang *g) {
  return threads(g) + 2;
}

/* The next stretch; NULL: it is over. */
static ct_stretch *take(gang *g) {
  ct_stretch *s = NULL;
  pthread_mutex_lock(&g->lock);
  while (g->queue_head == g->queue_tail && !atomic_load(&g->stop))
    pthread_cond_wait(&g->work, &g->lock);
  if (!atomic_load(&g->stop)) {
    s = g->queue[g->queue_head++ % most_out(g)];
    s->phase = CT_STRETCH_READ;
  }
  pthread_mutex_unlock(&g->lock);
  return s;
}

static void *work(void *ctx) {
  hand *h = ctx;
  gang *g = h->gang;
  ct_stretch *s;
  while ((s = take(g)) != NULL) {
    ct_lone_turn(&h->lone);
    for (size_t i = 0; i < s->sets && !atomic_load(&g->stop); i++) {
      size_t at = (size_t)(s->set[i].start - s->offset);
      (void)ct_lone_read(&h->lone, g->reader->file_name, s->bytes + at, s->len - at, &s->set[i],
                         &s->record);
    }
    pthread_mutex_lock(&g->lock);
    s->phase = CT_STRETCH_DONE;
    pthread_cond_signal(&g->done);
    pthread_mutex_unlock(&g->lock);
  }
  return NULL;
}

/* As many as can be had; none: false. */
static bool hire(gang *g) {
  unsigned count = threads(g);
  g->hand = ct_mem_zalloc(count, sizeof *g->hand);
  ct_options options = g->reader->options;
  options.threads = 0;
  for (unsigned i = 0; g->hand && i < count; i++) {
    hand *h = &g->hand[i];
    h->gang = g;
    h->lone.reader = ct_reader_new(g->reader->grammars, &options);
    if (!h->lone.reader) break;
    if (pthread_create(&h->thread, NULL, work, h) != 0) {
      ct_reader_free(h->lone.reader);
      break;
    }
    g->hands++;
  }
  return g->hands > 0;
}

static void dismiss(gang *g) {
  pthread_mutex_lock(&g->lock);
  atomic_store(&g->stop, true);
  pthread_cond_broadcast(&g->work);
  pthread_mutex_unlock(&g->lock);
  for (unsigned i = 0; i < g->hands; i++) {
    pthread_join(g->hand[i].thread, NULL);
    ct_reader_free(g->hand[i].lone.reader);
  }
  ct_mem_free(g->hand);
}

/* ---- turns ----------------------------------------------------------------------------------- */

static void give(gang *g, ct_stretch *s) {
  s->given = true;
  pthread_mutex_lock(&g->lock);
  s->phase = CT_STRETCH_WAITS;
  g->queue[g->queue_tail++ % most_out(g)] = s;
  pthread_cond_signal(&g->work);
  pthread_mutex_unlock(&g->lock);
}

/* Another stretch may be given out. */
static bool has_room(const gang *g) {
  uint64_t bytes = 0;
  unsigned out = 0;
  for (const ct_stretch *s = g->ahead.first; s; s = s->next) {
    out += s->given;
    if (s->given) bytes += s->room;
  }
  uint64_t most = (uint64_t)g->ahead.most * (threads(g) + 1);
  return out == 0 || (out < most_out(g) && bytes <= most);
}

static bool is_done(gang *g, const ct_stretch *s) {
  pthread_mutex_lock(&g->lock);
  bool done = s->phase == CT_STRETCH_DONE;
  pthread_mutex_unlock(&g->lock);
  return done;
}

/* Nothing that was read ahead is used. */
static void give_up(gang *g) {
  ct_ahead *a = &g->ahead;
  pthread_mutex_lock(&g->lock);
  while (g->queue_head != g->queue_tail)
    g->queue[g->queue_head++ % most_out(g)]->phase = CT_STRETCH_DONE;
  pthread_mutex_unlock(&g->lock);
  for (ct_stretch *s = a->first; s; s = s->next) s->dropped = true;
  a->cuts = false;
  g->refusals = 0;
}

/* The next try after this one is some way on, and further each time. */
static void begin(gang *g, uint64_t offset) {
  ct_ahead *a = &g->ahead;
  if (g->alone || a->cuts || a->status != CT_OK || offset < g->again) return;
  if (g->strikes < MOST_STRIKES) g->strikes++;
  g->again = offset + ((uint64_t)(a->usual / 2) << g->strikes);
  (void)ct_ahead_begin(a, g->feed);
}

/* False: nothing more is to be had now. */
static bool fill(gang *g) {
  ct_ahead *a = &g->ahead;
  if (!has_room(g)) return false;
  ct_stretch *s = ct_ahead_fill(a);
  if (!s) return false;
  bool only = a->first == s && !s->next; /* nothing could be done beside it */
  if (g->hands == 0 && !only && !hire(g)) g->alone = true;
  if (g->hands > 0) {
    give(g, s);
    return true;
  }
  give_up(g);
  return false;
}

/* The set that begins here, read; NULL: the file's reader is to go on. */
static const ct_lone_set *set_here(gang *g) {
  ct_ahead *a = &g->ahead;
  ct_stretch *s;
  uint64_t offset = ct_tokenizer_bytes(g->reader->tokenizer);
  pthread_mutex_lock(&g->lock);
  ct_ahead_release(a, offset);
  pthread_mutex_unlock(&g->lock);
  begin(g, offset);
  do {
    if (ct_ahead_set_at(a, offset, &s) && s->given && is_done(g, s)) break;
  } while (fill(g));
  const ct_lone_set *set = ct_ahead_set_at(a, offset, &s);
  if (!set || !s->given) return NULL;
  pthread_mutex_lock(&g->lock);
  while (s->phase != CT_STRETCH_DONE) pthread_cond_wait(&g->done, &g->lock);
  pthread_mutex_unlock(&g->lock);
  return set;
}

static bool adopt(gang *g) {
  ct_reader *r = g->reader;
  const ct_lone_set *set = set_here(g);
  if (!set) return false;
  if (ct_reader_stands_at(r, set) && set->whole && ct_reader_agrees(r, set)) {
    g->refusals = g->strikes = 0;
    ct_ahead_skip(&g->ahead, set->end);
    ct_reader_adopt(r, set, g->feed);
    return true;
  }
  if (++g->refusals >= REFUSALS) give_up(g);
  return false;
}

/* Between two sets, or between interchanges. */
static bool stands_between(const ct_reader *r) {
  if (r->set.open || r->ended) return false;
  if (r->group.open) return r->tokenizer->state == CT_AT_SEGMENT;
  return !r->interchange.open && r->tokenizer->state == CT_AT_TEXT;
}

static enum ct_status run(gang *g) {
  ct_reader *r = g->reader;
  enum ct_status status;
  do {
    bool adopted = g->feed && stands_between(r) && adopt(g);
    status = adopted ? r->status : ct_reader_step(r);
  } while (status == CT_OK);
  return status;
}

enum ct_status ct_reader_run_at_once(ct_reader *r) {
  gang g = {.reader = r};
  if (ct_input_open_ahead(&g.feed, ct_ahead_feed, &g.ahead, r->input) != CT_OK) g.feed = NULL;
  ct_ahead_init(&g.ahead, r, r->wants);
  pthread_mutex_init(&g.lock, NULL);
  pthread_cond_init(&g.work, NULL);
  pthread_cond_init(&g.done, NULL);
  enum ct_status status = run(&g);
  dismiss(&g);
  ct_ahead_free(&g.ahead);
  r->tokenizer->input = r->input;
  ct_input_close(g.feed);
  pthread_cond_destroy(&g.done);
  pthread_cond_destroy(&g.work);
  pthread_mutex_destroy(&g.lock);
  return status;
}
