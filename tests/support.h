/*
 * support.h -- what the Check programs share: files, reads cut in pieces, the
 * last lines of main.  Programs run from the root of the source tree.
 */
#ifndef CT_TESTS_SUPPORT_H
#define CT_TESTS_SUPPORT_H

#include <claimtree.h>

#include <check.h>
#include <stddef.h>

/* Runs the suite, prints the counts; returns what main should return. Frees the suite. */
int support_run(Suite *);

/* The whole file, 0-ended, to be freed; a missing file fails the test. */
typedef struct support_file {
  char *data;
  size_t size; /* without the final 0 */
} support_file;
support_file support_slurp(const char *path);
void support_file_free(support_file *);

/* Bytes that come `chunk` at a time (0 = all at once): a source for any reader. */
typedef struct support_chunks {
  const char *data;
  size_t size, chunk;
  size_t at;      /* next byte; start with 0 */
  int fail_errno; /* when not 0: at the end, fail with it instead of ending */
} support_chunks;
ptrdiff_t support_chunks_read(void *chunks, char *buf, size_t size); /* a ct_read_fn */

/* The chunk sizes at which every reader test must see the same. */
extern const size_t support_chunk_sizes[];
extern const size_t support_chunk_size_count;

#endif
