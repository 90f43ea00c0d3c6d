/*
 * support_at_once.h -- one input, read by one thread and by several: everything that is told must
 * be the same, byte for byte.
 */
#ifndef CT_TESTS_SUPPORT_AT_ONCE_H
#define CT_TESTS_SUPPORT_AT_ONCE_H

#include "support.h"

typedef struct at_once_how {
  unsigned threads;
  uint32_t stretch, longest; /* bytes; 0 the usual */
  size_t chunk;              /* bytes the source gives at a time; 0 all */
} at_once_how;

typedef struct at_once_told {
  char *text; /* ndjson, text, 999, then every field that these leave out; to be freed */
  size_t len;
  uint64_t adopted; /* sets that were read by other threads and told */
  enum ct_status status;
} at_once_told;

at_once_told at_once_read(const ct_grammars *, const char *data, size_t size, at_once_how);
/* As one thread tells it; returns how many sets were adopted. */
uint64_t at_once_expect(const ct_grammars *, const char *what, const char *data, size_t size,
                        at_once_how);
/* At many sizes and numbers of threads; returns how many sets were adopted in all. */
uint64_t at_once_expect_same(const ct_grammars *, const char *what, const char *data, size_t size);

#endif
