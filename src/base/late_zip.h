/* late_zip.h -- zlib and libzstd, see late.h: ct_late_zlib(), ct_late_zstd() before a first call.
 */
#ifndef CT_BASE_LATE_ZIP_H
#define CT_BASE_LATE_ZIP_H

#include "base/late.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#if CT_LATE
#define CT_ZLIB_CALLS(X) X(inflate) X(inflateEnd) X(inflateInit2_) X(inflateReset)
#define CT_ZSTD_CALLS(X)                                                                           \
  X(ZSTD_createDStream)                                                                            \
  X(ZSTD_decompressStream)                                                                         \
  X(ZSTD_freeDStream)                                                                              \
  X(ZSTD_getErrorCode)                                                                             \
  X(ZSTD_getErrorName)                                                                             \
  X(ZSTD_initDStream)                                                                              \
  X(ZSTD_isError)

struct ct_zlib_calls {
  CT_ZLIB_CALLS(CT_LATE_MEMBER)
};
struct ct_zstd_calls {
  CT_ZSTD_CALLS(CT_LATE_MEMBER)
};
extern struct ct_zlib_calls ct_zlib_calls;
extern struct ct_zstd_calls ct_zstd_calls;

#define inflate               (*ct_zlib_calls.inflate)
#define inflateEnd            (*ct_zlib_calls.inflateEnd)
#define inflateInit2_         (*ct_zlib_calls.inflateInit2_)
#define inflateReset          (*ct_zlib_calls.inflateReset)
#define ZSTD_createDStream    (*ct_zstd_calls.ZSTD_createDStream)
#define ZSTD_decompressStream (*ct_zstd_calls.ZSTD_decompressStream)
#define ZSTD_freeDStream      (*ct_zstd_calls.ZSTD_freeDStream)
#define ZSTD_getErrorCode     (*ct_zstd_calls.ZSTD_getErrorCode)
#define ZSTD_getErrorName     (*ct_zstd_calls.ZSTD_getErrorName)
#define ZSTD_initDStream      (*ct_zstd_calls.ZSTD_initDStream)
#define ZSTD_isError          (*ct_zstd_calls.ZSTD_isError)
#endif

#endif
