/*
 * spool.h -- bytes that wait for their file, in any order, in bounded memory.
 *
 * What is added goes to an unnamed private file (0600) behind a buffer; stretches of it are
 * copied out later, and single bytes may be changed until then.
 */
#ifndef CT_OUT_SPOOL_H
#define CT_OUT_SPOOL_H

#include "base/buffer.h"

typedef struct ct_spool {
  ct_buffer memory;
  int fd;           /* -1: no file yet */
  uint64_t in_file; /* bytes */
  enum ct_status status;
  int error; /* errno with CT_IO */
} ct_spool;

typedef struct ct_extent {
  uint64_t at, len;
} ct_extent;

void ct_spool_init(ct_spool *);
void ct_spool_free(ct_spool *);
uint64_t ct_spool_end(const ct_spool *); /* where the next byte goes */
void ct_spool_add(ct_spool *, ct_slice);
void ct_spool_patch(ct_spool *, uint64_t at, char);
void ct_spool_copy(ct_spool *, ct_extent, ct_buffer *out);
void ct_spool_clear(ct_spool *); /* nobody needs what is in it */

#endif
