/*
 * scan_portable.c -- the index without intrinsics.
 *
 * Knows only what compilers make vectors of by themselves: loops of fixed length over
 * bytes, and the multiplication that gathers eight bytes of 0 or 1 into eight bits.
 * It is the measure of the other levels: they must give what this gives.
 */
#include "base/swar.h"
#include "x12/scan_block.h"
#include "x12/scan_levels.h"

/* Bytes of 0 or 1 into bits, the first byte lowest. */
static uint64_t gather(const uint8_t flag[64]) {
  uint64_t bits = 0;
  for (unsigned i = 0; i < 8; i++) {
    uint64_t eight = ct_swar_load((const char *)flag + 8 * i);
    bits |= (eight * 0x0102040810204080ull >> 56) << 8 * i;
  }
  return bits;
}

static ct_scan_bits classify(const ct_delimiters *d, const char *data) {
  uint8_t delimiter[64], end[64], dirt[64], newline[64];
  uint8_t byte[64];
  memcpy(byte, data, 64);
  const uint8_t e = (uint8_t)d->element, r = (uint8_t)d->repetition;
  const uint8_t c = (uint8_t)d->component, s = (uint8_t)d->segment;
  uint8_t any = 0;
  for (unsigned i = 0; i < 64; i++) {
    uint8_t b = byte[i];
    end[i] = b == s;
    delimiter[i] = (uint8_t)((b == e) | (b == r) | (b == c) | (b == s));
    dirt[i] = (uint8_t)((uint8_t)(b - 0x20) > 0x5E) & (uint8_t)!delimiter[i];
    any |= dirt[i];
  }
  ct_scan_bits bits = {gather(delimiter), gather(end), 0, 0};
  if (any) {
    for (unsigned i = 0; i < 64; i++) {
      newline[i] = (uint8_t)((byte[i] == '\r') | (byte[i] == '\n')) & dirt[i];
    }
    bits.dirt = gather(dirt);
    bits.newline = gather(newline);
    bits.mark |= bits.dirt;
  }
  return bits;
}

void ct_scan_portable(const ct_scan_set *set, const char *data, uint32_t from, uint32_t to,
                      ct_marks *out) {
  uint32_t *mark = out->mark + out->marks, *end = out->end + out->ends;
  for (uint32_t at = from; at < to; at += 64) {
    uint32_t n = to - at < 64 ? to - at : 64;
    ct_scan_bits bits = classify(&set->delims, data + at);
    if (n < 64) ct_scan_limit(&bits, n);
    ct_scan_drop_wake(&bits, n, &out->led);
    if (bits.dirt) ct_scan_put_dirt(out, bits.dirt, at);
    for (uint64_t left = bits.mark; left; left &= left - 1) {
      uint32_t i = (uint32_t)__builtin_ctzll(left);
      *end = (uint32_t)(mark - out->mark); /* stays only where it is a terminator */
      end += bits.end >> i & 1;
      *mark++ = at + i;
    }
  }
  out->marks = (size_t)(mark - out->mark);
  out->ends = (size_t)(end - out->end);
}
