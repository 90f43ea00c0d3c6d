/*
 * scan_avx2.c -- the index with AVX2: 64 bytes as two halves, classified by nibbles.
 *
 *   class = low[byte & 15] & high[byte >> 4]      bits 0-3 delimiters, 6 DEL, 7 control
 *
 * Two table look-ups find all delimiters and all dirt at once; bytes of 0x80 and above
 * are known by their sign.  Needs AVX2, BMI1 and POPCNT at run time, nothing at build.
 */
#include "x12/scan_block.h"
#include "x12/scan_levels.h"

#if CT_SCAN_X86
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,bmi,popcnt")))

typedef struct tables {
  __m256i low, high, end;
  ct_delimiters delims;
} tables;

TARGET static inline uint64_t bits_of(__m256i a, __m256i b) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b)
                                                           << 32;
}

TARGET static inline uint64_t equal_bits(__m256i a, __m256i b, char c) {
  __m256i all = _mm256_set1_epi8(c);
  return bits_of(_mm256_cmpeq_epi8(a, all), _mm256_cmpeq_epi8(b, all));
}

TARGET static inline __m256i class_of(const tables *t, __m256i v) {
  __m256i nibble = _mm256_set1_epi8(15);
  __m256i low = _mm256_shuffle_epi8(t->low, _mm256_and_si256(v, nibble));
  __m256i high = _mm256_shuffle_epi8(t->high, _mm256_and_si256(_mm256_srli_epi16(v, 4), nibble));
  return _mm256_and_si256(low, high);
}

/* Rare but for line ends: which of the marks are no delimiters. */
TARGET static inline void see_dirt(const tables *t, __m256i a, __m256i b, uint64_t dirt,
                                   ct_scan_bits *bits) {
  dirt &= ~bits->end;
  if (!dirt) return;
  bits->newline = dirt & (equal_bits(a, b, '\r') | equal_bits(a, b, '\n'));
  bits->dirt =
      dirt & ~(equal_bits(a, b, t->delims.element) | equal_bits(a, b, t->delims.component) |
               equal_bits(a, b, t->delims.repetition));
  bits->newline &= bits->dirt;
}

TARGET static inline ct_scan_bits classify(const tables *t, const char *data) {
  __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)data);
  __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(data + 32));
  __m256i class_a = class_of(t, a), class_b = class_of(t, b);
  __m256i none = _mm256_setzero_si256(), top = _mm256_set1_epi8(0x40);
  /* bit 6 or 7 of the class, or of the byte bit 7, brought to the sign */
  uint64_t dirt = bits_of(_mm256_or_si256(_mm256_adds_epu8(class_a, top), a),
                          _mm256_or_si256(_mm256_adds_epu8(class_b, top), b));
  ct_scan_bits bits = {0, 0, 0, 0};
  bits.mark = ~bits_of(_mm256_cmpeq_epi8(class_a, none), _mm256_cmpeq_epi8(class_b, none)) | dirt;
  bits.end = bits_of(_mm256_cmpeq_epi8(a, t->end), _mm256_cmpeq_epi8(b, t->end));
  if (dirt) see_dirt(t, a, b, dirt, &bits);
  return bits;
}

/* Positions of the bits, eight at a time: the branch is on how many eights there are. */
TARGET static inline uint32_t *put_marks(uint32_t *out, uint64_t bits, uint32_t at) {
  uint32_t *past = out + _mm_popcnt_u64(bits);
  do {
    for (unsigned i = 0; i < 8; i++) {
      out[i] = at + (uint32_t)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    out += 8;
  } while (bits);
  return past;
}

/* For each terminator, how many marks are before it: most blocks have one to four. */
TARGET static inline uint32_t *put_ends(uint32_t *out, uint64_t ends, uint64_t marks,
                                        uint32_t base) {
  uint32_t *past = out + _mm_popcnt_u64(ends);
  do {
    for (unsigned i = 0; i < 4; i++) {
      uint64_t before = _blsmsk_u64(ends) >> 1;
      out[i] = base + (uint32_t)_mm_popcnt_u64(marks & before);
      ends = _blsr_u64(ends);
    }
    out += 4;
  } while (ends);
  return past;
}

TARGET void ct_scan_avx2(const ct_scan_set *set, const char *data, uint32_t from, uint32_t to,
                         ct_marks *out) {
  tables t = {
      _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)set->low)),
      _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)set->high)),
      _mm256_set1_epi8(set->delims.segment), set->delims};
  uint32_t *mark = out->mark + out->marks, *end = out->end + out->ends;
  uint64_t led = out->led;
  for (uint32_t at = from; at < to; at += 64) {
    uint32_t n = to - at < 64 ? to - at : 64;
    ct_scan_bits bits = classify(&t, data + at);
    if (n < 64) ct_scan_limit(&bits, n);
    ct_scan_drop_wake(&bits, n, &led);
    if (bits.dirt) ct_scan_put_dirt(out, bits.dirt, at);
    end = put_ends(end, bits.end, bits.mark, (uint32_t)(mark - out->mark));
    mark = put_marks(mark, bits.mark, at);
  }
  out->led = led;
  out->marks = (size_t)(mark - out->mark);
  out->ends = (size_t)(end - out->end);
}

#else
typedef int ct_scan_avx2_is_for_x86; /* ISO C wants a declaration in each file */
#endif
