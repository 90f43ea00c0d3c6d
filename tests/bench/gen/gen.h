/*
 * gen.h -- what the parts of the sample generator share: output, chance, names, the shape of a run.
 */
#ifndef CT_BENCH_GEN_H
#define CT_BENCH_GEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { GEN_BUFFER = 1 << 20, GEN_NAME = 24, GEN_LINES = 20 };

/* Bytes out, and what the trailers must know. */
typedef struct gen_out {
  FILE *file;
  char *buffer; /* GEN_BUFFER bytes */
  size_t used;
  uint64_t bytes;        /* made so far, written or not */
  uint64_t set_segments; /* since ST, ST counted */
  bool newlines, dry;    /* dry: counted and not written */
  bool failed;           /* a write failed; errno is kept */
} gen_out;

typedef struct gen_rng {
  uint64_t state;
} gen_rng;

/* One run: options, and everything that must be the same when a set is made again. */
typedef struct gen_state {
  gen_rng rng;
  uint64_t claims; /* made so far: the source of every unique number */
  uint64_t people; /* subscribers and patients so far */
} gen_state;

typedef struct gen {
  gen_out out;
  gen_state state;
  uint64_t target;                        /* bytes of the file */
  uint64_t claims_per_set;                /* 0: one set holds all */
  uint64_t set_number;                    /* ST02 of the set being made */
  bool cob;                               /* secondary claims to MassHealth */
  unsigned other_payers;                  /* of the subscriber being made: 1 or 2 */
  char family[GEN_NAME], given[GEN_NAME]; /* of the subscriber being made */
} gen;

/*
 * One segment, terminator added.  In the format: %s text, %u a uint64_t, %w one of ten digits,
 * %m an int64_t of cents as a decimal without needless zeros, %d an int day as CCYYMMDD, %p an
 * unsigned as an NPI; every other byte stands for itself.
 */
void gen_segment(gen_out *, const char *format, ...);
void gen_flush(gen_out *);

uint64_t gen_next(gen_rng *);
unsigned gen_below(gen_rng *, unsigned limit); /* 0 .. limit - 1 */
bool gen_chance(gen_rng *, unsigned percent);
int64_t gen_cents(gen_rng *, int64_t low, int64_t high);
const char *gen_pick(gen_rng *, const char *const *list, size_t count);

/* Days are counted from 2026-01-01 = 0; the files are dated GEN_TODAY. */
enum { GEN_TODAY = 212 }; /* 2026-08-01 */
void gen_date(int day, char text[9]);

/* Names put together from syllables: nobody is called so. */
void gen_family_name(gen_rng *, char text[GEN_NAME]);
void gen_given_name(gen_rng *, char text[GEN_NAME]);
void gen_street(gen_rng *, char text[GEN_NAME]);

/* One transaction set, ST to SE; at least one claim, at most the limits of `gen`. */
void gen_set_837(gen *);
void gen_set_835(gen *);

/* True while the set being made may take another claim. */
bool gen_more(const gen *, uint64_t claims_in_set);

#endif
