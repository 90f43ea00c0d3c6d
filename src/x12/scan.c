/*
 * scan.c -- which level of the scan this machine runs, and the tables they share.
 *
 * Knows the names of the levels and what the processor must have for each.  Does not
 * know how a level works, nor what a segment is.
 */
#include "x12/scan_levels.h"

#include <string.h>

static const char *const names[CT_SIMD_COUNT] = {"portable", "avx2", "avx512", "neon"};

bool ct_simd_available(enum ct_simd level) {
  switch (level) {
  case CT_SIMD_PORTABLE:
    return true;
  case CT_SIMD_AVX2:
#if CT_SCAN_X86
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
#else
    return false;
#endif
  case CT_SIMD_AVX512:
#if CT_SCAN_X86
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
#else
    return false;
#endif
  case CT_SIMD_NEON:
    return CT_SCAN_NEON != 0;
  case CT_SIMD_COUNT:
    break;
  }
  return false;
}

enum ct_simd ct_simd_best(void) {
  static const enum ct_simd best_first[] = {CT_SIMD_AVX512, CT_SIMD_AVX2, CT_SIMD_NEON};
  for (size_t i = 0; i < sizeof best_first / sizeof *best_first; i++) {
    if (ct_simd_available(best_first[i])) return best_first[i];
  }
  return CT_SIMD_PORTABLE;
}

bool ct_simd_by_name(const char *name, enum ct_simd *level) {
  if (!name) {
    *level = ct_simd_best();
    return true;
  }
  for (int i = 0; i < CT_SIMD_COUNT; i++) {
    if (strcmp(name, names[i]) == 0 && ct_simd_available((enum ct_simd)i)) {
      *level = (enum ct_simd)i;
      return true;
    }
  }
  return false;
}

ct_scan_fn *ct_scan_at(enum ct_simd level) {
  if (!ct_simd_available(level)) return ct_scan_portable;
  switch (level) {
#if CT_SCAN_X86
  case CT_SIMD_AVX2:
    return ct_scan_avx2;
#endif
#if CT_SCAN_X86
  case CT_SIMD_AVX512:
    return ct_scan_avx512;
#endif
#if CT_SCAN_NEON
  case CT_SIMD_NEON:
    return ct_scan_neon;
#endif
  default:
    return ct_scan_portable;
  }
}

/*
 * Four delimiters have a bit each in low[] and high[], so that the nibbles of one cannot
 * meet those of another; bit 4 is CR and LF, 6 DEL, 7 the control rows.  Bytes of 0x80 and
 * above are in no row here: a level sees them by their sign.
 */
void ct_scan_prepare(ct_scan_set *set, ct_delimiters delims) {
  if (!delims.repetition) delims.repetition = delims.element;
  if (!delims.component) delims.component = delims.element;
  memset(set, 0, sizeof *set);
  set->delims = delims;
  const uint8_t each[4] = {(uint8_t)delims.element, (uint8_t)delims.repetition,
                           (uint8_t)delims.component, (uint8_t)delims.segment};
  memset(set->ascii, CT_SCAN_DIRT, 0x20);
  set->ascii[0x7F] = CT_SCAN_DIRT;
  set->ascii['\r'] = set->ascii['\n'] = CT_SCAN_DIRT | CT_SCAN_NEWLINE;
  for (unsigned i = 0; i < 16; i++) set->low[i] = 0x80;
  set->high[0] = 0x80 | 0x10;
  set->high[1] = 0x80;
  set->low['\r'] |= 0x10;
  set->low['\n'] |= 0x10;
  set->low[0xF] |= 0x40;
  set->high[0x7] |= 0x40;
  for (unsigned i = 0; i < 4; i++) {
    uint8_t d = each[i];
    set->low[d & 15] |= (uint8_t)(1u << i);
    set->high[d >> 4] |= (uint8_t)(1u << i);
    if (d == '\r' || d == '\n') set->low[d] &= (uint8_t)~0x10u; /* a delimiter, no dirt */
    if (d < 0x80) set->ascii[d] = CT_SCAN_DELIMITER;
  }
}
