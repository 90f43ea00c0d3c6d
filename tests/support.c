/* support.c -- knows Check and stdio; knows nothing of X12. */
#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int support_run(Suite *suite) {
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

support_file support_slurp(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) ck_abort_msg("%s: %s", path, strerror(errno));
  support_file got = {NULL, 0};
  size_t room = 0;
  for (;;) {
    if (room - got.size < 2) {
      room = room ? room * 2 : 65536;
      got.data = realloc(got.data, room);
      if (!got.data) ck_abort_msg("%s: no memory", path);
    }
    size_t n = fread(got.data + got.size, 1, room - got.size - 1, file);
    got.size += n;
    if (n == 0) break;
  }
  if (ferror(file)) ck_abort_msg("%s: cannot be read", path);
  fclose(file);
  got.data[got.size] = '\0';
  return got;
}

void support_file_free(support_file *file) {
  free(file->data);
  *file = (support_file){NULL, 0};
}

ptrdiff_t support_chunks_read(void *ctx, char *buf, size_t size) {
  support_chunks *chunks = ctx;
  size_t n = chunks->size - chunks->at;
  if (n == 0 && chunks->fail_errno != 0) {
    errno = chunks->fail_errno;
    return -1;
  }
  if (n > size) n = size;
  if (chunks->chunk != 0 && n > chunks->chunk) n = chunks->chunk;
  if (n > 0) memcpy(buf, chunks->data + chunks->at, n);
  chunks->at += n;
  return (ptrdiff_t)n;
}

const size_t support_chunk_sizes[] = {1, 2, 3, 7, 64, 65536};
const size_t support_chunk_size_count = sizeof support_chunk_sizes / sizeof support_chunk_sizes[0];
