/*
 * parallel.c -- many inputs at once, told in order: byte for byte what one reader would tell.
 *
 *   worker 1   input 1 ----record----.            input 4 --
 *   worker 2          input 2 ----record----.   input 3 ----
 *   caller                play 1        play 2      ...
 *
 * Each worker reads one input into a record of bounded size.  The caller's thread plays the
 * records in order; a worker whose record is full waits until it is its input's turn.
 */
#include "base/mem.h"
#include "record.h"

#include <pthread.h>
#include <stdio.h>

enum { RECORD_LIMIT = 1024 * 1024, MOST_THREADS = 64 };

enum phase { FREE, READING, FULL, DONE };

typedef struct worker {
  struct crew *crew;
  ct_reader *reader;
  ct_record record;
  pthread_t thread;
  bool started;
  enum phase phase;
  size_t index; /* of the input being read */
  enum ct_status status;
  bool opened;
} worker;

typedef struct crew {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  const ct_many *many;
  worker *workers;
  unsigned count;
  size_t next; /* input to be taken */
  bool stop;
} crew;

static enum ct_status wait_for_turn(void *ctx) {
  worker *w = ctx;
  crew *c = w->crew;
  pthread_mutex_lock(&c->lock);
  w->phase = FULL;
  pthread_cond_broadcast(&c->changed);
  while (w->phase == FULL && !c->stop) pthread_cond_wait(&c->changed, &c->lock);
  bool stop = c->stop;
  pthread_mutex_unlock(&c->lock);
  return stop ? CT_MISUSE : CT_OK;
}

/* Takes the next input; false when there is none. */
static bool take(worker *w) {
  crew *c = w->crew;
  pthread_mutex_lock(&c->lock);
  while (w->phase != FREE && !c->stop) pthread_cond_wait(&c->changed, &c->lock);
  bool more = !c->stop && c->next < c->many->count;
  if (more) {
    w->index = c->next++;
    w->phase = READING;
    pthread_cond_broadcast(&c->changed);
  }
  pthread_mutex_unlock(&c->lock);
  return more;
}

static void *work(void *ctx) {
  worker *w = ctx;
  crew *c = w->crew;
  while (take(w)) {
    ct_sink *sink = &w->record.sink;
    w->opened = c->many->open(c->many->ctx, w->index, w->reader);
    w->status = w->opened ? ct_reader_run(w->reader, &sink, 1) : CT_OK;
    if (w->opened) c->many->close(c->many->ctx, w->index, w->reader);
    pthread_mutex_lock(&c->lock);
    w->phase = DONE;
    pthread_cond_broadcast(&c->changed);
    pthread_mutex_unlock(&c->lock);
  }
  return NULL;
}

/* The worker that has input `index`, once it has something to play. */
static worker *await(crew *c, size_t index) {
  for (;;) {
    for (unsigned i = 0; i < c->count; i++) {
      worker *w = &c->workers[i];
      if (w->index == index && (w->phase == FULL || w->phase == DONE)) return w;
    }
    pthread_cond_wait(&c->changed, &c->lock);
  }
}

static enum ct_status play_input(crew *c, size_t index, ct_sink *const *sinks, size_t count) {
  const ct_many *many = c->many;
  enum ct_status status = CT_OK;
  bool done = false, begun = false;
  while (!done && status == CT_OK) {
    pthread_mutex_lock(&c->lock);
    worker *w = await(c, index);
    done = w->phase == DONE;
    pthread_mutex_unlock(&c->lock);
    if (!begun && w->opened) many->begin(many->ctx, index);
    begun = true;
    if (w->opened) status = ct_record_play(&w->record, sinks, count);
    if (done && status == CT_OK)
      status = many->end(many->ctx, index, w->opened ? w->reader : NULL, w->status);
    ct_record_empty(&w->record);
    pthread_mutex_lock(&c->lock);
    w->phase = done ? FREE : READING;
    pthread_cond_broadcast(&c->changed);
    pthread_mutex_unlock(&c->lock);
  }
  return status;
}

static bool hire(crew *c, const ct_grammars *grammars, const ct_options *options, unsigned wants) {
  for (unsigned i = 0; i < c->count; i++) {
    worker *w = &c->workers[i];
    w->crew = c;
    w->index = SIZE_MAX;
    ct_record_init(&w->record, wants, RECORD_LIMIT, wait_for_turn, w);
    w->reader = ct_reader_new(grammars, options);
    if (!w->reader || pthread_create(&w->thread, NULL, work, w) != 0) return i > 0;
    w->started = true;
  }
  return true;
}

static void dismiss(crew *c) {
  pthread_mutex_lock(&c->lock);
  c->stop = true;
  pthread_cond_broadcast(&c->changed);
  pthread_mutex_unlock(&c->lock);
  for (unsigned i = 0; i < c->count; i++) {
    worker *w = &c->workers[i];
    if (w->started) pthread_join(w->thread, NULL);
    ct_reader_free(w->reader);
    ct_record_free(&w->record);
  }
  ct_mem_free(c->workers);
  pthread_cond_destroy(&c->changed);
  pthread_mutex_destroy(&c->lock);
}

enum ct_status ct_run_many(const ct_grammars *grammars, const ct_options *options,
                           unsigned threads, const ct_many *many, ct_sink *const *sinks,
                           size_t count) {
  unsigned wants = 0;
  ct_options each = options ? *options : (ct_options){0};
  for (size_t i = 0; i < count; i++) wants |= sinks[i]->wants;
  if (wants & (CT_WANT_SEGMENTS | CT_WANT_CLAIMS)) return CT_MISUSE;
  if (threads > MOST_THREADS) threads = MOST_THREADS;
  each.threads = many->count ? (uint32_t)(threads / many->count) : 0; /* fewer inputs than threads */
  if (threads > many->count) threads = (unsigned)many->count;
  if (threads == 0) return CT_OK;
  crew c = {.many = many, .count = threads};
  c.workers = ct_mem_zalloc(threads, sizeof *c.workers);
  if (!c.workers) return CT_NO_MEMORY;
  pthread_mutex_init(&c.lock, NULL);
  pthread_cond_init(&c.changed, NULL);
  enum ct_status status = hire(&c, grammars, &each, wants) ? CT_OK : CT_NO_MEMORY;
  for (size_t i = 0; i < many->count && status == CT_OK; i++)
    status = play_input(&c, i, sinks, count);
  dismiss(&c);
  return status;
}
