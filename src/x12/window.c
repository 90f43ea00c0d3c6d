/*
 * window.c -- the bytes at hand and the index of their delimiters.
 *
 *   |pad|...consumed...|  live: unfinished tail  |  one read  |...|64 slack|
 *       0              at            scanned     filled       capacity
 *
 * Knows how to read, slide, grow and scan; keeps all positions in step.  Does not know
 * what a segment is, beyond where it ends.
 */
#include "x12/window.h"

#include "base/mem.h"

enum {
  ALIGN = 64,
  BATCH = 32 * 1024, /* bytes scanned at a time: their marks stay near */
  SPARE = 64 * 1024  /* so that sliding costs little even when one byte is read at a time */
};

static bool allocate(uint32_t capacity, char **window, void **memory) {
  char *p = ct_mem_zalloc((size_t)capacity + CT_SCAN_SLACK + ALIGN, 1);
  if (!p) return false;
  *memory = p;
  *window = p + (-(uintptr_t)p & (ALIGN - 1));
  return true;
}

bool ct_window_open(ct_tokenizer *t, uint32_t read_size, uint32_t max_segment) {
  t->read_size = read_size;
  t->max_segment = max_segment;
  t->batch = max_segment < BATCH ? max_segment : BATCH;
  t->capacity_max = ALIGN + CT_UNIT_MORE + max_segment + CT_ISA_LOOK + read_size + SPARE;
  uint32_t usual = ALIGN + CT_UNIT_MORE + CT_ISA_LOOK + read_size + 2 * SPARE;
  t->capacity = usual < t->capacity_max ? usual : t->capacity_max;
  t->mark_capacity = 2 * BATCH + CT_SCAN_SLACK;
  t->index.mark = ct_mem_alloc(t->mark_capacity, sizeof *t->index.mark);
  t->index.end = ct_mem_alloc(BATCH + CT_SCAN_SLACK, sizeof *t->index.end);
  t->index.dirt = ct_mem_alloc(BATCH + CT_SCAN_SLACK + 2, sizeof *t->index.dirt);
  return allocate(t->capacity, &t->window, &t->window_memory) && t->index.mark && t->index.end &&
         t->index.dirt;
}

void ct_window_close(ct_tokenizer *t) {
  ct_mem_free(t->window_memory);
  ct_mem_free(t->index.mark);
  ct_mem_free(t->index.end);
  ct_mem_free(t->index.dirt);
}

void ct_window_reset(ct_tokenizer *t) {
  t->at = t->filled = 0;
  t->base = 0;
  t->ended = false;
  t->window[0] = '\0';
  ct_window_restart(t);
}

void ct_window_restart(ct_tokenizer *t) {
  t->index.marks = t->index.ends = t->index.dirts = 0;
  t->next_mark = t->next_end = t->next_dirt = t->fast_ends = t->clean_ends = 0;
  t->index.led = 1;
  t->scanned = t->at;
  t->dirt_at = UINT32_MAX;
}

void ct_window_sync(ct_tokenizer *t) {
  if (t->scanned < t->at) {
    ct_window_restart(t);
    return;
  }
  const ct_marks *m = &t->index;
  while (t->next_end < m->ends && m->mark[m->end[t->next_end]] < t->at) t->next_end++;
  while (t->next_mark < m->marks && m->mark[t->next_mark] < t->at) t->next_mark++;
  while (t->next_dirt < m->dirts && m->dirt[t->next_dirt] < t->at) t->next_dirt++;
  t->dirt_at = t->next_dirt < m->dirts ? m->dirt[t->next_dirt] : UINT32_MAX;
  if (t->clean_ends < t->next_end) t->clean_ends = t->next_end;
  if (t->dirt_at == UINT32_MAX) t->clean_ends = (uint32_t)m->ends;
  while (t->clean_ends < m->ends && m->mark[m->end[t->clean_ends]] < t->dirt_at) t->clean_ends++;
}

void ct_window_allow_fast(ct_tokenizer *t, bool allowed) {
  const ct_marks *m = &t->index;
  /* within a batch no segment is too long, but the first may come from before it */
  allowed =
      allowed && t->next_end < m->ends && m->mark[m->end[t->next_end]] - t->at <= t->max_segment;
  t->fast_ends = allowed ? t->clean_ends : 0;
}

/* The live bytes go to `to` in `window`, so that the next read lands aligned. */
static void move_live(ct_tokenizer *t, char *window, uint32_t to) {
  uint32_t back = t->at - to; /* modulo 2^32: a grown window may move bytes up */
  memmove(window + to, t->window + t->at, ct_window_live(t));
  for (size_t i = t->next_mark; i < t->index.marks; i++) t->index.mark[i] -= back;
  for (size_t i = t->next_dirt; i < t->index.dirts; i++) t->index.dirt[i] -= back;
  if (t->dirt_at != UINT32_MAX) t->dirt_at -= back;
  t->base = t->base + t->at - to;
  t->scanned -= back;
  t->filled -= back;
  t->at = to;
  window[t->filled] = '\0';
}

static bool make_room(ct_tokenizer *t) {
  ct_window_sync(t);
  uint32_t live = ct_window_live(t), to = -live & (ALIGN - 1);
  uint32_t need = to + live + t->read_size;
  bool full_grown = t->capacity >= t->capacity_max;
  if (need <= t->capacity && (full_grown || t->at >= live / 2 + to)) {
    move_live(t, t->window, to);
    return true;
  }
  uint32_t more = t->capacity > t->capacity_max / 2 ? t->capacity_max : 2 * t->capacity;
  if (more < need) more = need;
  char *window;
  void *memory;
  if (!allocate(more, &window, &memory)) {
    t->status = CT_NO_MEMORY;
    return false;
  }
  move_live(t, window, to);
  ct_mem_free(t->window_memory);
  t->window = window;
  t->window_memory = memory;
  t->capacity = more;
  return true;
}

bool ct_window_fill(ct_tokenizer *t) {
  if (t->ended) return true;
  if (t->capacity - t->filled < t->read_size && !make_room(t)) return false;
  size_t got = 0;
  enum ct_status status = ct_input_read(t->input, t->window + t->filled, t->read_size, &got);
  if (status == CT_END) {
    t->ended = true;
    return true;
  }
  if (status != CT_OK) {
    t->status = status;
    return false;
  }
  t->filled += (uint32_t)got;
  t->window[t->filled] = '\0';
  return true;
}

bool ct_window_ensure(ct_tokenizer *t, uint32_t n) {
  while (ct_window_live(t) < n && !t->ended) {
    if (!ct_window_fill(t)) return false;
  }
  return true;
}

/* All ends are consumed: marks of the unfinished tail go to the front, a batch is scanned behind.
 */
static bool scan_batch(ct_tokenizer *t) {
  ct_window_sync(t);
  ct_marks *m = &t->index;
  size_t tail = m->marks - t->next_mark;
  uint32_t n = t->filled - t->scanned < t->batch ? t->filled - t->scanned : t->batch;
  if (tail + n + CT_SCAN_SLACK > t->mark_capacity) {
    size_t more = 2 * t->mark_capacity + n;
    uint32_t *mark = ct_mem_resize(m->mark, more, sizeof *mark);
    if (!mark) {
      t->status = CT_NO_MEMORY;
      return false;
    }
    m->mark = mark;
    t->mark_capacity = more;
  }
  if (t->next_mark) memmove(m->mark, m->mark + t->next_mark, tail * sizeof *m->mark);
  m->marks = tail;
  m->ends = 0;
  m->dirts = 0;
  if (t->dirt_at != UINT32_MAX)
    m->dirt[m->dirts++] = t->dirt_at; /* the tail is dirty: once is enough */
  t->next_mark = t->next_end = t->next_dirt = 0;
  t->scan(&t->set, t->window, t->scanned, t->scanned + n, m);
  t->scanned += n;
  t->clean_ends = 0;
  ct_window_sync(t);
  return true;
}

enum ct_window_more ct_window_more(ct_tokenizer *t) {
  for (;;) {
    if (t->next_end < t->index.ends) return CT_MORE_SEGMENT;
    if (t->scanned > t->at && t->scanned - t->at > CT_UNIT_MORE + t->max_segment) {
      return CT_MORE_FULL;
    }
    if (t->scanned < t->filled) {
      if (!scan_batch(t)) return CT_MORE_FAILED;
    } else if (t->ended) {
      return CT_MORE_END;
    } else if (!ct_window_fill(t)) {
      return CT_MORE_FAILED;
    }
  }
}
