/*
 * baseline.c -- what the machine itself can do: the yardstick of `make bench`.
 *
 *   baseline FILE [*^:~]     reads the file in blocks of 256 KiB, finds the four delimiters
 *                            with AVX2, writes the index of their positions, counts
 *                            terminators; prints bytes, delimiters, terminators
 *
 * No segments, no state, no window: every block stands for itself, and its index is
 * written over that of the block before.  On a machine without AVX2 it does the same
 * byte by byte, and says so.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024 };

typedef struct counts {
  uint64_t bytes, delimiters, terminators;
} counts;

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,bmi,popcnt")))

TARGET static inline uint64_t bits_of(__m256i a, __m256i b) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b)
                                                           << 32;
}

/* data has n bytes, and may be read up to the next 64. */
TARGET static void index_block(const char *data, uint32_t n, const char *delims, uint32_t *index,
                               counts *c) {
  __m256i e = _mm256_set1_epi8(delims[0]), r = _mm256_set1_epi8(delims[1]);
  __m256i p = _mm256_set1_epi8(delims[2]), s = _mm256_set1_epi8(delims[3]);
  uint32_t *out = index;
  for (uint32_t at = 0; at < n; at += 64) {
    __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)(data + at));
    __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(data + at + 32));
    __m256i end_a = _mm256_cmpeq_epi8(a, s), end_b = _mm256_cmpeq_epi8(b, s);
    __m256i all_a =
        _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(a, e), _mm256_cmpeq_epi8(a, r)),
                        _mm256_or_si256(_mm256_cmpeq_epi8(a, p), end_a));
    __m256i all_b =
        _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(b, e), _mm256_cmpeq_epi8(b, r)),
                        _mm256_or_si256(_mm256_cmpeq_epi8(b, p), end_b));
    uint64_t ends = bits_of(end_a, end_b), all = bits_of(all_a, all_b);
    if (n - at < 64) {
      uint64_t in = (1ull << (n - at)) - 1;
      ends &= in;
      all &= in;
    }
    c->terminators += (uint64_t)_mm_popcnt_u64(ends);
    uint32_t *past = out + _mm_popcnt_u64(all);
    do {
      for (unsigned i = 0; i < 8; i++) {
        out[i] = at + (uint32_t)_tzcnt_u64(all);
        all = _blsr_u64(all);
      }
      out += 8;
    } while (all);
    out = past;
  }
  c->delimiters += (uint64_t)(out - index);
}

static int has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("popcnt");
}
#else
static void index_block(const char *data, uint32_t n, const char *delims, uint32_t *index,
                        counts *c) {
  (void)data, (void)n, (void)delims, (void)index, (void)c;
}
static int has_avx2(void) {
  return 0;
}
#endif

static void index_bytes(const char *data, uint32_t n, const char *delims, uint32_t *index,
                        counts *c) {
  uint32_t *out = index;
  for (uint32_t i = 0; i < n; i++) {
    *out = i;
    out += data[i] == delims[0] || data[i] == delims[1] || data[i] == delims[2] ||
           data[i] == delims[3];
    c->terminators += data[i] == delims[3];
  }
  c->delimiters += (uint64_t)(out - index);
}

int main(int argc, char **argv) {
  if (argc < 2 || argc > 3 || (argc == 3 && strlen(argv[2]) != 4)) {
    fputs("usage: baseline FILE [*^:~]\n", stderr);
    return 2;
  }
  const char *delims = argc == 3 ? argv[2] : "*^:~";
  int fd = open(argv[1], O_RDONLY);
  char *data = calloc(BLOCK + 64, 1);
  uint32_t *index = malloc((BLOCK + 64) * sizeof *index);
  if (fd < 0 || !data || !index) {
    fprintf(stderr, "baseline: %s: %s\n", argv[1], strerror(errno));
    return 2;
  }
  counts c = {0, 0, 0};
  int avx2 = has_avx2();
  ssize_t got;
  while ((got = read(fd, data, BLOCK)) > 0) {
    if (avx2)
      index_block(data, (uint32_t)got, delims, index, &c);
    else
      index_bytes(data, (uint32_t)got, delims, index, &c);
    c.bytes += (uint64_t)got;
  }
  if (got < 0) fprintf(stderr, "baseline: %s: %s\n", argv[1], strerror(errno));
  printf("%" PRIu64 " bytes, %" PRIu64 " delimiters, %" PRIu64 " terminators%s\n", c.bytes,
         c.delimiters, c.terminators, avx2 ? "" : " (without AVX2)");
  free(index);
  free(data);
  close(fd);
  return got < 0 ? 2 : 0;
}
