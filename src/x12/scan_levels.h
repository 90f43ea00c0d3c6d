/* scan_levels.h -- the levels by name; for scan.c and the scan_*.c files only. */
#ifndef CT_X12_SCAN_LEVELS_H
#define CT_X12_SCAN_LEVELS_H

#include "x12/scan.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define CT_SCAN_X86 1
#else
#define CT_SCAN_X86 0
#endif
#if defined(__aarch64__) && defined(__ARM_NEON) && !defined(__AARCH64EB__)
#define CT_SCAN_NEON 1
#else
#define CT_SCAN_NEON 0
#endif

ct_scan_fn ct_scan_portable;
#if CT_SCAN_X86
ct_scan_fn ct_scan_avx2, ct_scan_avx512;
#endif
#if CT_SCAN_NEON
ct_scan_fn ct_scan_neon;
#endif

#endif
