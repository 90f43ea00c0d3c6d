/* transform.h -- what the transforms share: which findings matter to them, and how it is told. */
#ifndef CT_CLI_TRANSFORM_H
#define CT_CLI_TRANSFORM_H

#include "cli/cli.h"

/*
 * One run of a transform: a quiet reader, whose findings that mean "not X12", "cut short" or
 * "past a limit" are told on standard error and make the status 1.
 */
typedef struct ct_transform {
  ct_sink sink; /* first; its own, beside that of the command */
  ct_cli *cli;
  ct_reader *reader;
  const char *file;
  bool by_claim;    /* a set whose guide is unknown cannot be done */
  uint64_t refused; /* findings told, all files */
} ct_transform;

/* Makes the reader with these options (quiet is set); false: told. */
bool ct_transform_open(ct_transform *, ct_cli *, ct_options);
void ct_transform_close(ct_transform *);
/* The file through the sink; trouble is told by ct_transform_tell(), false: stop. */
enum ct_status ct_transform_run(ct_transform *, const ct_cli_file *, ct_sink *);
bool ct_transform_tell(ct_transform *, enum ct_status);
/* Both. */
bool ct_transform_file(ct_transform *, const ct_cli_file *, ct_sink *);
/* "claimtree: COMMAND: FILE: at byte N: MESSAGE", status 1. */
void ct_transform_refuse(ct_transform *, uint64_t offset, const char *message);

#endif
