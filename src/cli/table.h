/* table.h -- small tables of the user's: CSV or tab-separated, read whole. */
#ifndef CT_CLI_TABLE_H
#define CT_CLI_TABLE_H

#include "cli/cli.h"

enum { CT_TABLE_COLUMNS = 8 };

typedef struct ct_table {
  char *text; /* what the fields point into */
  ct_slice (*rows)[CT_TABLE_COLUMNS]; /* trimmed; empty where a row is short */
  size_t count, room;
} ct_table;

/* Lines that are empty or begin with # are left out.  False: told. */
bool ct_table_read(ct_cli *, ct_table *, const char *file, char separator);
void ct_table_free(ct_table *);

#endif
