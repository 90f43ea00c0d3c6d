/*
 * scan_avx512.c -- the index with AVX-512: 64 bytes at once, positions by compression.
 *
 *   bytes     M 1 * 8 5 * A : B ~        class of each byte by one look-up in 128
 *   mark      0 0 1 0 0 1 0 1 0 1
 *   compress  2 5 7 9 - - -              bytes 0..63 where the mark is, then widened
 *
 * The terminators' places among the marks are the marks' bits extracted and compressed
 * in the same way.  Needs AVX512BW, VBMI, VBMI2, BMI2 and POPCNT at run time.
 */
#include "x12/scan_block.h"
#include "x12/scan_levels.h"

#if CT_SCAN_X86
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi2,popcnt")))

typedef struct tables {
  __m512i low, high; /* class of bytes 0..63, 64..127 */
  __m512i end, index;
} tables;

TARGET static inline __m512i load(const void *p) {
  return _mm512_loadu_si512(p);
}

TARGET static inline ct_scan_bits classify(const tables *t, const char *data) {
  __m512i v = load(data);
  __m512i class = _mm512_permutex2var_epi8(t->low, v, t->high);
  ct_scan_bits bits = {0, 0, 0, 0};
  bits.end = _mm512_cmpeq_epi8_mask(v, t->end);
  bits.dirt = _mm512_movepi8_mask(_mm512_or_si512(class, v)) & ~bits.end;
  bits.mark = _mm512_test_epi8_mask(class, class) | bits.dirt | bits.end;
  if (bits.dirt) {
    /* the look-up does not see bit 7 of the byte: that is asked for besides */
    bits.newline =
        _mm512_test_epi8_mask(class, _mm512_set1_epi8(CT_SCAN_NEWLINE)) & ~_mm512_movepi8_mask(v);
  }
  return bits;
}

TARGET static inline void put16(uint32_t *out, __m512i packed, __m512i base) {
  __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed));
  _mm512_storeu_si512(out, _mm512_add_epi32(wide, base));
}

/* base + index of each bit: sixteen at a time, and always `usual` times so as not to branch. */
TARGET static inline uint32_t *put(uint32_t *out, uint64_t bits, uint32_t base, unsigned usual,
                                   __m512i index) {
  uint32_t n = (uint32_t)_mm_popcnt_u64(bits);
  __m512i packed = _mm512_maskz_compress_epi8(bits, index);
  __m512i all = _mm512_set1_epi32((int)base);
  put16(out, packed, all);
  for (unsigned i = 1; i < usual || i * 16 < n; i++) {
    packed = _mm512_alignr_epi64(packed, packed, 2);
    put16(out + 16 * (size_t)i, packed, all);
  }
  return out + n;
}

TARGET void ct_scan_avx512(const ct_scan_set *set, const char *data, uint32_t from, uint32_t to,
                           ct_marks *out) {
  uint8_t counting[64];
  for (unsigned i = 0; i < 64; i++) counting[i] = (uint8_t)i;
  tables t = {load(set->ascii), load(set->ascii + 64), _mm512_set1_epi8(set->delims.segment),
              load(counting)};
  uint32_t *mark = out->mark + out->marks, *end = out->end + out->ends;
  uint64_t led = out->led;
  for (uint32_t at = from; at < to; at += 64) {
    uint32_t n = to - at < 64 ? to - at : 64;
    ct_scan_bits bits = classify(&t, data + at);
    if (n < 64) ct_scan_limit(&bits, n);
    ct_scan_drop_wake(&bits, n, &led);
    if (bits.dirt) ct_scan_put_dirt(out, bits.dirt, at);
    end = put(end, _pext_u64(bits.end, bits.mark), (uint32_t)(mark - out->mark), 1, t.index);
    mark = put(mark, bits.mark, at, 2, t.index);
  }
  out->led = led;
  out->marks = (size_t)(mark - out->mark);
  out->ends = (size_t)(end - out->end);
}

#else
typedef int ct_scan_avx512_is_for_x86; /* ISO C wants a declaration in each file */
#endif
