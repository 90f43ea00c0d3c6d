/*
 * scan.h -- finds delimiters, 64 bytes at a time, and tells where segments end.
 *
 *   bytes   N M 1 * 8 5 * 2 * A : B ~ \n R E F * ...
 *   at      0 1 2 3 4 5 6 7 8 9 0 1 2  3 4 5 6
 *   mark          3     6   8   10  11       16      every byte that may need a look
 *   end                             4                index in mark[] of each terminator
 *   dirt                                             marks that are no delimiters
 *
 * A byte is marked when it is one of the four delimiters, or below 0x20, or above 0x7E;
 * but not a run of CR, LF that stands right after a terminator.  So a clean segment's
 * marks are its delimiters and nothing else, and dirt shows itself.  All levels give
 * the same index.
 */
#ifndef CT_X12_SCAN_H
#define CT_X12_SCAN_H

#include "base/status.h"

enum ct_simd { CT_SIMD_PORTABLE, CT_SIMD_AVX2, CT_SIMD_AVX512, CT_SIMD_NEON, CT_SIMD_COUNT };
enum ct_simd ct_simd_best(void);
bool ct_simd_available(enum ct_simd);
/* NULL: the best; false when the name is unknown or the machine lacks it. */
bool ct_simd_by_name(const char *name, enum ct_simd *);

/* What the bytes mean, in the shapes that the levels look them up. */
typedef struct ct_scan_set {
  ct_delimiters delims;      /* as given; absent ones replaced by the element separator */
  uint8_t low[16], high[16]; /* class of byte b: low[b & 15] & high[b >> 4] */
  uint8_t ascii[128];        /* class of each ASCII byte */
} ct_scan_set;
enum { CT_SCAN_DELIMITER = 1, CT_SCAN_NEWLINE = 2, CT_SCAN_DIRT = 0x80 }; /* in ascii[] */
/* Element and segment delimiters must be there; repetition and component may be 0.  Only the
 * segment terminator may be outside ASCII. */
void ct_scan_prepare(ct_scan_set *, ct_delimiters);

typedef struct ct_marks {
  uint32_t *mark; /* positions in the scanned bytes, ascending */
  uint32_t *end;  /* indexes into mark[] */
  uint32_t *dirt; /* positions */
  size_t marks, ends, dirts;
  uint64_t led; /* 1: the byte before was a terminator, or CR, LF in its wake; else 0 */
} ct_marks;

/*
 * Appends the marks of data[from, to) to `out` (whose arrays have room for to - from +
 * CT_SCAN_SLACK more entries each).  `data` must be readable for CT_SCAN_SLACK bytes from `to`.
 */
enum { CT_SCAN_SLACK = 64 };
typedef void ct_scan_fn(const ct_scan_set *, const char *data, uint32_t from, uint32_t to,
                        ct_marks *out);
ct_scan_fn *ct_scan_at(enum ct_simd); /* of a level that is available; else the portable one */

#endif
