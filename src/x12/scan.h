/*
 * scan.h -- finds delimiters, 64 bytes at a time, and tells where segments end.
 *
 *   bytes   N M 1 * 8 5 * 2 * A : B ~ \n R E F ...
 *   mark          3     6   8   10  12 13            every byte that may need a look
 *   end                                4             index in mark[] of each terminator
 *
 * A byte is marked when it is one of the four delimiters, or below 0x20, or above 0x7E:
 * so a clean segment's marks are its delimiters and nothing else, and dirt shows itself.
 * All levels give the same index.
 */
#ifndef CT_X12_SCAN_H
#define CT_X12_SCAN_H

#include "base/status.h"

enum ct_simd { CT_SIMD_PORTABLE, CT_SIMD_AVX2, CT_SIMD_AVX512, CT_SIMD_NEON, CT_SIMD_COUNT };
enum ct_simd ct_simd_best(void);
bool ct_simd_available(enum ct_simd);
/* NULL: the best; false when the name is unknown or the machine lacks it. */
bool ct_simd_by_name(const char *name, enum ct_simd *);

typedef struct ct_marks {
  uint32_t *mark; /* positions in the scanned bytes, ascending */
  uint32_t *end;  /* indexes into mark[] */
  size_t marks, ends;
} ct_marks;

/*
 * Appends the marks of data[from, to) to `out` (whose arrays have room for to - from + 64
 * more entries each).  data must be readable up to the next multiple of 64 from `from`.
 */
typedef void ct_scan_fn(const char *data, uint32_t from, uint32_t to, ct_delimiters, ct_marks *out);
ct_scan_fn *ct_scan_at(enum ct_simd);

#endif
