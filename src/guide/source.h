/*
 * source.h -- where the text of a grammar file comes from: the file system, bounded, or
 * the copies that are built in.
 */
#ifndef CT_GUIDE_SOURCE_H
#define CT_GUIDE_SOURCE_H

#include "base/status.h"

typedef struct ct_builtin_file { /* a file of grammars/, as it was at build time */
  const char *name;              /* "005010.xml", "codes/carc.tsv" */
  const unsigned char *bytes;
  size_t len;
} ct_builtin_file;
extern const ct_builtin_file ct_builtin_files[]; /* ended by a NULL name */

typedef struct ct_source {
  char *name;       /* for messages: the path, or "built in NAME" */
  const char *text; /* not 0-ended */
  size_t len;
  char *owned; /* freed with the source; NULL when built in */
} ct_source;

enum { CT_SOURCE_XML_LIMIT = 4 << 20, CT_SOURCE_TABLE_LIMIT = 64 << 20 };

/* "FILE:LINE: words" (line 0: "FILE: words") into the error, unless one stands there already. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
enum ct_status
ct_source_error(ct_error *, const char *file, long line, const char *format, ...);
enum ct_status ct_source_no_memory(ct_error *);

enum ct_status ct_source_open(ct_source *, const char *path, size_t limit, ct_error *);
/* A file of that name in the folder of `beside`; else the one built in. CT_END: neither. */
enum ct_status ct_source_open_near(ct_source *, const char *beside, const char *name, size_t limit,
                                   ct_error *);
/* The one built in; CT_END when there is none. */
enum ct_status ct_source_open_builtin(ct_source *, const char *name, ct_error *);
void ct_source_close(ct_source *);

#endif
