/*
 * scan_neon.c -- the index with NEON: 64 bytes as four vectors, classified by nibbles.
 *
 *   class = low[byte & 15] & high[byte >> 4]
 *           bits 0-3 delimiters, 4 CR and LF that are none, 6 DEL, 7 control
 *
 * As scan_avx2.c; what moves a mask into bits is three pairwise additions.  Every AArch64
 * processor has it.
 */
#include "x12/scan_block.h"
#include "x12/scan_levels.h"

#if CT_SCAN_NEON
#include "x12/scan_spread.h"

#include <arm_neon.h>

#define INLINE static inline __attribute__((always_inline))

typedef struct vectors {
  uint8x16_t v[4];
} vectors;

/* Bit i is set where byte i is not 0; each byte is 0 or 0xFF. */
INLINE uint64_t bits_of(vectors m) {
  static const uint8_t ones[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t one = vld1q_u8(ones);
  uint8x16_t a = vpaddq_u8(vandq_u8(m.v[0], one), vandq_u8(m.v[1], one));
  uint8x16_t b = vpaddq_u8(vandq_u8(m.v[2], one), vandq_u8(m.v[3], one));
  a = vpaddq_u8(a, b);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(a, a)), 0);
}

INLINE uint64_t equal_bits(const vectors *bytes, char c) {
  vectors m;
  for (unsigned i = 0; i < 4; i++) m.v[i] = vceqq_u8(bytes->v[i], vdupq_n_u8((uint8_t)c));
  return bits_of(m);
}

INLINE uint64_t test_bits(const vectors *classes, uint8_t which) {
  vectors m;
  for (unsigned i = 0; i < 4; i++) m.v[i] = vtstq_u8(classes->v[i], vdupq_n_u8(which));
  return bits_of(m);
}

INLINE ct_scan_bits classify(const ct_scan_set *set, const char *data) {
  uint8x16_t low = vld1q_u8(set->low), high = vld1q_u8(set->high);
  vectors bytes, classes, any;
  for (unsigned i = 0; i < 4; i++) {
    uint8x16_t v = vld1q_u8((const uint8_t *)data + (size_t)16 * i);
    uint8x16_t c =
        vandq_u8(vqtbl1q_u8(low, vandq_u8(v, vdupq_n_u8(15))), vqtbl1q_u8(high, vshrq_n_u8(v, 4)));
    bytes.v[i] = v;
    classes.v[i] = vorrq_u8(c, vandq_u8(v, vdupq_n_u8(0x80))); /* not ASCII is as control */
    any.v[i] = vtstq_u8(classes.v[i], classes.v[i]);
  }
  ct_scan_bits bits = {bits_of(any), equal_bits(&bytes, set->delims.segment), 0, 0};
  uint64_t dirt = test_bits(&classes, 0xC0) & ~bits.end;
  if (!dirt) return bits;
  bits.newline = test_bits(&classes, 0x10);
  dirt &= ~bits.newline;
  if (dirt) { /* rare: control characters may be the other delimiters */
    dirt &= ~(equal_bits(&bytes, set->delims.element) | equal_bits(&bytes, set->delims.component) |
              equal_bits(&bytes, set->delims.repetition));
  }
  bits.dirt = bits.newline | dirt;
  return bits;
}

INLINE uint32_t *put_marks(uint32_t *out, uint64_t bits, uint32_t at) {
  for (unsigned i = 0; i < 64; i += 8) {
    uint64_t eight = bits >> i & 255;
    uint16x8_t places = vmovl_u8(vcreate_u8(ct_scan_spread[eight]));
    uint32x4_t base = vdupq_n_u32(at + i);
    vst1q_u32(out, vaddw_u16(base, vget_low_u16(places)));
    vst1q_u32(out + 4, vaddw_u16(base, vget_high_u16(places)));
    out += __builtin_popcountll(eight);
  }
  return out;
}

/* For each terminator, how many marks are before it. */
INLINE uint32_t *put_ends(uint32_t *out, uint64_t ends, uint64_t marks, uint32_t base) {
  for (; ends; ends &= ends - 1) {
    uint64_t before = (ends ^ (ends - 1)) >> 1;
    *out++ = base + (uint32_t)__builtin_popcountll(marks & before);
  }
  return out;
}

void ct_scan_neon(const ct_scan_set *set, const char *data, uint32_t from, uint32_t to,
                  ct_marks *out) {
  uint32_t *mark = out->mark + out->marks, *end = out->end + out->ends;
  uint64_t led = out->led;
  for (uint32_t at = from; at < to; at += 64) {
    uint32_t n = to - at < 64 ? to - at : 64;
    ct_scan_bits bits = classify(set, data + at);
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
typedef int ct_scan_neon_is_for_aarch64; /* ISO C wants a declaration in each file */
#endif
