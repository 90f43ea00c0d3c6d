/*
 * late.h -- libraries that most runs never need are found when they are first needed: libxml2
 * brings six others with it, and finding them all would take longer than checking a small file.
 *
 * Where configure could not tell the file names of the libraries, or was told
 * --disable-late-libraries, CT_LATE is 0: the program is linked with them as usual, and the
 * functions below say true.  The headers late_xml.h, late_pcre2.h and late_zip.h stand in place
 * of those of the libraries; the functions keep their names.
 */
#ifndef CT_BASE_LATE_H
#define CT_BASE_LATE_H

#include "config.h"

#include <stdbool.h>

/* True once the library's functions may be called; false: it is not on this machine. */
bool ct_late_xml(void);
bool ct_late_pcre2(void);
bool ct_late_zlib(void);
bool ct_late_zstd(void);

/* A pointer by the name of each function. */
#define CT_LATE_MEMBER(f) __typeof__(&f) f;

#endif
