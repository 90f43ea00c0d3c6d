/* parts.h -- numbered output files in a directory: NAME-0001.EXT, whole or not there. */
#ifndef CT_CLI_PARTS_H
#define CT_CLI_PARTS_H

#include "base/set.h"
#include "cli/cli.h"
#include "out/rewrite.h"

typedef struct ct_parts {
  ct_cli *cli;
  const char *directory;
  char stem[256], ext[64];  /* of the input's name; ext with its point */
  uint32_t number, highest; /* of the last one; of all */
  ct_key_set names;         /* had before: two inputs of one name share their numbers */
  uint32_t control;         /* ISA13 of the next one; 0: the source's */
} ct_parts;

/* Makes the directory where it is not there; false: told. */
bool ct_parts_open(ct_parts *, ct_cli *, const char *directory);
void ct_parts_close(ct_parts *);
/* The names that follow come from this input. False: no memory (told). */
bool ct_parts_name(ct_parts *, const char *file);
/* Writes the interchange to the next file; CT_MISUSE: trouble that was told. */
enum ct_status ct_parts_write(ct_parts *, ct_rewrite *);

#endif
