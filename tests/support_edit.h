/*
 * support_edit.h -- a clean file as lines that a test spoils: one segment a line, '*' '^' ':' '~'.
 */
#ifndef CT_TESTS_SUPPORT_EDIT_H
#define CT_TESTS_SUPPORT_EDIT_H

#include "support.h"

typedef struct support_doc {
  char **lines; /* segments without terminator, 0-ended, each of its own */
  size_t count, room;
} support_doc;

support_doc support_doc_read(const char *path);
void support_doc_free(support_doc *);
/* Index of the first segment that begins with `prefix`; none fails the test. */
size_t support_doc_find(const support_doc *, const char *prefix);
/* Its number in its set, ST = 1; 0 outside a set. */
unsigned support_doc_number(const support_doc *, size_t at);
void support_doc_insert(support_doc *, size_t at, const char *line); /* before `at` */
void support_doc_remove(support_doc *, size_t at);
/* One element (component 0) or component, counted from 1; empty ones at the end are not kept. */
void support_doc_set(support_doc *, size_t at, unsigned element, unsigned component,
                     const char *value);
/* The value there; "" when absent.  To be freed. */
char *support_doc_get(const support_doc *, size_t at, unsigned element, unsigned component);
/* Puts every SE01 right again. */
void support_doc_recount(support_doc *);
/* All of it with terminators and line feeds, 0-ended, to be freed. */
support_file support_doc_text(const support_doc *);

#endif
