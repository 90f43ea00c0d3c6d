/*
 * output.h -- a file that is either whole or not there.
 *
 * Regular targets are written to a private temporary file (0600, O_EXCL|O_NOFOLLOW,
 * same folder) and renamed on commit; devices, FIFOs, sockets and "-" are written
 * straight.  Existing targets keep no wider mode: the result is 0600.
 * A link to a regular file is replaced, not followed; a file that the user may not write
 * is refused.  At most 1024 temporaries are open at once (EMFILE).
 * ct_output_discard() (also by signal handler through ct_output_emergency()) leaves nothing.
 */
#ifndef CT_BASE_OUTPUT_H
#define CT_BASE_OUTPUT_H

#include "base/status.h"

typedef struct ct_output ct_output;

enum ct_status ct_output_open(ct_output **, const char *path); /* CT_IO: errno tells */
ptrdiff_t ct_output_write(void *output, const char *, size_t); /* a ct_write_fn; EINTR and short writes handled */
enum ct_status ct_output_commit(ct_output *);  /* fsync-less rename; frees; on CT_IO nothing is left */
void ct_output_discard(ct_output *);           /* unlinks the temporary; frees; NULL is fine */
void ct_output_emergency(void);                /* async-signal-safe: unlinks all open temporaries */
/* A private file without a name (O_TMPFILE or unlinked at once), 0600, for spooling a pipe. */
int ct_output_spool(void);                     /* descriptor, or -1 with errno */

#endif
