/*
 * support_ack.h -- acknowledgments in memory: written for an input, and explained beside it.
 */
#ifndef CT_TESTS_SUPPORT_ACK_H
#define CT_TESTS_SUPPORT_ACK_H

#include "out/ack.h"
#include "out/ack_join.h"
#include "support.h"

#define SUPPORT_NOW INT64_C(1772712000) /* 2026-03-05T12:00:00Z */

typedef struct support_lines {
  char *text; /* NULL: none yet */
  size_t used, room;
  unsigned count;
} support_lines;
/* One line, with its line feed. */
void support_lines_add(support_lines *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void support_lines_sort(support_lines *); /* each once */
void support_lines_free(support_lines *);

typedef struct support_ack {
  char *text;
  size_t size, room;
} support_ack;
support_ack support_ack_write(const ct_grammars *, const ct_ack_options *, const char *data,
                              size_t size);
void support_ack_free(support_ack *);

/* Reads it as check does, at SNIP 7; `sink` may be NULL. */
void support_ack_read(const ct_grammars *, const char *data, size_t size, ct_finding_fn *,
                      void *ctx, ct_sink *sink);
/* "SET/SEGMENT TAG REFERENCE claim": what of the findings belongs into IK3 and IK4. */
void support_ack_places(const ct_grammars *, const char *data, size_t size, support_lines *);
/* The same lines out of its acknowledgment, and a line for each that matches nothing. */
void support_ack_explained(const ct_grammars *, const char *data, size_t size,
                           support_lines *places, support_lines *unmatched);

#endif
