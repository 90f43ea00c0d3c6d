/*
 * tokenize.c -- the tokenizer alone: counts segments, no reader above it.
 *
 *   tokenize FILE [LEVEL [elements]]   LEVEL: portable, avx2, avx512, neon, best;
 *                                      "elements" walks every element as well
 */
#include "x12/tokenizer.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

typedef struct counts {
  uint64_t segments, elements, others, tags;
} counts;

static void walk(const ct_segment *s, counts *c) {
  ct_walk w = ct_walk_start(s);
  while (ct_walk_element(&w)) c->elements += w.value.len != 0;
}

static enum ct_status run(ct_tokenizer *t, bool elements, counts *c) {
  enum ct_token token;
  enum ct_status status;
  while ((status = ct_tokenizer_next(t, &token)) == CT_OK) {
    if (token != CT_TOKEN_SEGMENT && token != CT_TOKEN_ISA) {
      c->others++;
      continue;
    }
    const ct_segment *s = ct_tokenizer_segment(t);
    c->segments++;
    c->tags ^= s->tag;
    if (elements) walk(s, c);
  }
  return status;
}

int main(int argc, char **argv) {
  enum ct_simd level;
  const char *name = argc > 2 && strcmp(argv[2], "best") != 0 ? argv[2] : NULL;
  if (argc < 2 || argc > 4 || !ct_simd_by_name(name, &level)) {
    fputs("usage: tokenize FILE [portable|avx2|avx512|neon|best [elements]]\n", stderr);
    return 2;
  }
  int fd = open(argv[1], O_RDONLY);
  ct_tokenizer *t = ct_tokenizer_new(0, 0, level);
  ct_input *input = NULL;
  if (fd < 0 || !t || ct_input_open_fd(&input, fd) != CT_OK) {
    perror("tokenize");
    return 2;
  }
  ct_tokenizer_reset(t, input);
  counts c = {0, 0, 0, 0};
  enum ct_status status = run(t, argc > 3, &c);
  printf("%" PRIu64 " bytes, %" PRIu64 " segments, %" PRIu64 " filled elements, %" PRIu64
         " other tokens, %" PRIx64 "\n",
         ct_tokenizer_bytes(t), c.segments, c.elements, c.others, c.tags);
  ct_tokenizer_free(t);
  ct_input_close(input);
  close(fd);
  return status == CT_END ? 0 : 2;
}
