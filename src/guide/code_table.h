/*
 * code_table.h -- a code list as a file of tab-separated values, ours or a user's:
 *
 *   # name: carc
 *   # dated: 2026-08-01
 *   code<TAB>start<TAB>stop
 *   17<TAB>1995-01-01<TAB>2009-07-01
 */
#ifndef CT_GUIDE_CODE_TABLE_H
#define CT_GUIDE_CODE_TABLE_H

#include "guide/builder.h"

typedef struct ct_code_table {
  uint16_t list;
  uint32_t dated; /* ccyymmdd; 0 unknown */
} ct_code_table;

/* Reads it into a list of the builder, under `key`. CT_BAD_GRAMMAR with file and line. */
enum ct_status ct_code_table_read(ct_builder *, const ct_source *, const char *key, ct_code_table *,
                                  ct_error *);

#endif
