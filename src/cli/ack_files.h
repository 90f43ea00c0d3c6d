/*
 * ack_files.h -- check --ack=DIR: one file of acknowledgments for each file read.
 *
 *   ct_ack_files *a = ct_ack_files_open(cli, dir, now);
 *   for each file: ct_ack_files_begin(a, name); ... read into ct_ack_files_sink(a) ...
 *                  ct_ack_files_end(a, whole);
 *   ct_ack_files_close(a);
 */
#ifndef CT_CLI_ACK_FILES_H
#define CT_CLI_ACK_FILES_H

#include "cli/cli.h"

typedef struct ct_ack_files ct_ack_files;

/* Makes the folder where there is none (0700). NULL: told. Control numbers from cli->control on. */
ct_ack_files *ct_ack_files_open(ct_cli *, const char *folder, int64_t now);
void ct_ack_files_close(ct_ack_files *); /* NULL is fine */
/* A file that cannot be made is told; what is then read into the sink is not answered. */
void ct_ack_files_begin(ct_ack_files *, const char *name);
ct_sink *ct_ack_files_sink(ct_ack_files *); /* the same for all files; not to be freed */
/* whole: false after trouble with the file read; then no acknowledgment is left. */
void ct_ack_files_end(ct_ack_files *, bool whole);

#endif
