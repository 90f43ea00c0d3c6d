/*
 * record.h -- a sink that remembers: events of the envelope, findings and balance rows, to be
 * played to other sinks later, by another thread.
 *
 * All that a listener may look at is copied, but for what lives as long as the grammars
 * (names, rules, the catalogue).  The record grows in an arena; `full` is called when it has
 * passed its limit, and may play and empty it.
 */
#ifndef CT_RECORD_H
#define CT_RECORD_H

#include "base/arena.h"
#include "x12/segment.h"

typedef struct ct_entry ct_entry;

typedef struct ct_record {
  ct_sink sink; /* first */
  ct_arena arena;
  ct_entry *first, *last;
  size_t limit; /* bytes */
  enum ct_status (*full)(void *ctx);
  void *ctx;
} ct_record;

void ct_record_init(ct_record *, unsigned wants, size_t limit, enum ct_status (*full)(void *),
                    void *ctx);
void ct_record_empty(ct_record *); /* forgets, keeps memory */
void ct_record_free(ct_record *);
/* Gives everything to the sinks in order; the first status that is not CT_OK ends it. */
enum ct_status ct_record_play(const ct_record *, ct_sink *const *sinks, size_t count);
/* The same from `first` (NULL: nothing) to `last`, with `before` added to the counts of events. */
enum ct_status ct_record_play_part(const ct_entry *first, const ct_entry *last,
                                   const ct_counts *before, ct_sink *const *sinks, size_t count);
/* What was kept next after `entry` (NULL: first); NULL: nothing. */
const ct_entry *ct_record_after(const ct_record *, const ct_entry *entry);
void ct_counts_add(ct_counts *, const ct_counts *);

#endif
