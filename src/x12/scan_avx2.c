/*
 * scan_avx2.c -- the index with AVX2: 64 bytes as two halves, classified by nibbles.
 *
 *   class = low[byte & 15] & high[byte >> 4]
 *           bits 0-3 delimiters, 4 CR and LF that are none, 6 DEL, 7 control
 *
 * Two table look-ups find all delimiters and all dirt at once; bytes of 0x80 and above
 * are known by their sign.  Needs AVX2, BMI1 and POPCNT at run time; BMI2 where its bit
 * extraction is fast.
 */
#include "x12/scan_block.h"
#include "x12/scan_levels.h"

#if CT_SCAN_X86
#include "x12/scan_spread.h"

#include <immintrin.h>

#define TARGET      __attribute__((target("avx2,bmi,popcnt")))
#define TARGET_BMI2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define INLINE      static inline __attribute__((always_inline))

typedef struct tables {
  __m256i low, high, end;
  ct_delimiters delims;
} tables;

TARGET INLINE uint64_t bits_of(__m256i a, __m256i b) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b)
                                                           << 32;
}

TARGET INLINE uint64_t equal_bits(__m256i a, __m256i b, char c) {
  __m256i all = _mm256_set1_epi8(c);
  return bits_of(_mm256_cmpeq_epi8(a, all), _mm256_cmpeq_epi8(b, all));
}

TARGET INLINE __m256i class_of(const tables *t, __m256i v) {
  __m256i nibble = _mm256_set1_epi8(15);
  __m256i low = _mm256_shuffle_epi8(t->low, _mm256_and_si256(v, nibble));
  __m256i high = _mm256_shuffle_epi8(t->high, _mm256_and_si256(_mm256_srli_epi16(v, 4), nibble));
  return _mm256_and_si256(low, high);
}

TARGET INLINE ct_scan_bits classify(const tables *t, const char *data) {
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
  if (!dirt) return bits;
  bits.newline = bits_of(_mm256_slli_epi16(class_a, 3), _mm256_slli_epi16(class_b, 3));
  dirt &= ~(bits.end | bits.newline);
  if (dirt) { /* rare: control characters may be the other delimiters */
    dirt &= ~(equal_bits(a, b, t->delims.element) | equal_bits(a, b, t->delims.component) |
              equal_bits(a, b, t->delims.repetition));
  }
  bits.dirt = bits.newline | dirt;
  return bits;
}

/* base + the places of the ones in the low byte of bits. */
TARGET INLINE uint32_t *put_eight(uint32_t *out, uint64_t bits, __m256i base) {
  const void *places = &ct_scan_spread[bits & 255];
  __m256i wide = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)places));
  _mm256_storeu_si256((__m256i *)(void *)out, _mm256_add_epi32(wide, base));
  return out + _mm_popcnt_u32((uint32_t)bits & 255);
}

TARGET INLINE uint32_t *put_marks(uint32_t *out, uint64_t bits, uint32_t at) {
  __m256i base = _mm256_set1_epi32((int)at), step = _mm256_set1_epi32(8);
  for (unsigned i = 0; i < 64; i += 8) {
    out = put_eight(out, bits >> i, base);
    base = _mm256_add_epi32(base, step);
  }
  return out;
}

/* For each terminator, how many marks are before it: most blocks have one to four. */
TARGET INLINE uint32_t *put_ends(uint32_t *out, uint64_t ends, uint64_t marks, uint32_t base) {
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

/* The same, where the terminators' bits can be extracted from among the marks' bits. */
TARGET_BMI2 INLINE uint32_t *extract_ends(uint32_t *out, uint64_t ends, uint64_t marks,
                                          uint32_t base) {
  uint64_t among = _pext_u64(ends, marks);
  __m256i all = _mm256_set1_epi32((int)base), step = _mm256_set1_epi32(8);
  for (unsigned i = 0; i < 2 || among; i++) { /* two without asking: sixteen marks */
    out = put_eight(out, among, all);
    all = _mm256_add_epi32(all, step);
    among >>= 8;
  }
  return out;
}

/* Where the next marks and ends go. */
typedef struct pens {
  uint32_t *mark, *end;
  uint64_t led;
} pens;

/* Classifies the block at `at`; puts all of it but the ends. */
TARGET INLINE ct_scan_bits put_block(const tables *t, const char *data, uint32_t at, uint32_t to,
                                     pens *p, ct_marks *out) {
  uint32_t n = to - at < 64 ? to - at : 64;
  ct_scan_bits bits = classify(t, data + at);
  if (n < 64) ct_scan_limit(&bits, n);
  ct_scan_drop_wake(&bits, n, &p->led);
  if (bits.dirt) ct_scan_put_dirt(out, bits.dirt, at);
  p->mark = put_marks(p->mark, bits.mark, at);
  return bits;
}

TARGET INLINE tables make_tables(const ct_scan_set *set) {
  __m128i low = _mm_loadu_si128((const __m128i *)(const void *)set->low);
  __m128i high = _mm_loadu_si128((const __m128i *)(const void *)set->high);
  return (tables){_mm256_broadcastsi128_si256(low), _mm256_broadcastsi128_si256(high),
                  _mm256_set1_epi8(set->delims.segment), set->delims};
}

INLINE void keep(const pens *p, ct_marks *out) {
  out->marks = (size_t)(p->mark - out->mark);
  out->ends = (size_t)(p->end - out->end);
  out->led = p->led;
}

TARGET static void scan_without_bmi2(const ct_scan_set *set, const char *data, uint32_t from,
                                     uint32_t to, ct_marks *out) {
  tables t = make_tables(set);
  pens p = {out->mark + out->marks, out->end + out->ends, out->led};
  for (uint32_t at = from; at < to; at += 64) {
    uint32_t before = (uint32_t)(p.mark - out->mark);
    ct_scan_bits bits = put_block(&t, data, at, to, &p, out);
    p.end = put_ends(p.end, bits.end, bits.mark, before);
  }
  keep(&p, out);
}

TARGET_BMI2 static void scan_with_bmi2(const ct_scan_set *set, const char *data, uint32_t from,
                                       uint32_t to, ct_marks *out) {
  tables t = make_tables(set);
  pens p = {out->mark + out->marks, out->end + out->ends, out->led};
  for (uint32_t at = from; at < to; at += 64) {
    uint32_t before = (uint32_t)(p.mark - out->mark);
    ct_scan_bits bits = put_block(&t, data, at, to, &p, out);
    p.end = extract_ends(p.end, bits.end, bits.mark, before);
  }
  keep(&p, out);
}

void ct_scan_avx2(const ct_scan_set *set, const char *data, uint32_t from, uint32_t to,
                  ct_marks *out) {
  /* the first two generations of Zen extract a bit at a time */
  bool fast =
      __builtin_cpu_supports("bmi2") && !__builtin_cpu_is("znver1") && !__builtin_cpu_is("znver2");
  if (fast)
    scan_with_bmi2(set, data, from, to, out);
  else
    scan_without_bmi2(set, data, from, to, out);
}

#else
typedef int ct_scan_avx2_is_for_x86; /* ISO C wants a declaration in each file */
#endif
