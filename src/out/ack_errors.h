/*
 * ack_errors.h -- the segments and elements in error of one set, on their way into a 999.
 *
 * Findings come as reading goes; here they wait until they can be written by position: one IK3
 * for what is wrong with a segment, its triggers and its business unit, its IK4s by element.
 * Nothing is told twice.  What waits is bounded: in a set with more errors than that the first
 * ones are written and forgotten, so memory stays flat.
 */
#ifndef CT_OUT_ACK_ERRORS_H
#define CT_OUT_ACK_ERRORS_H

#include <claimtree.h>

typedef struct ct_ack_errors ct_ack_errors;

/* NULL: no memory; none is asked for later.  The writer outlives it. */
ct_ack_errors *ct_ack_errors_new(ct_writer *, bool short_loop_id, bool standard_ik304);
void ct_ack_errors_free(ct_ack_errors *);
/* A finding in a segment of the set that is open; copied.  Returns the code that tells of it. */
const char *ct_ack_errors_add(ct_ack_errors *, const ct_finding *);
/* At the end of the set: writes what waits. */
void ct_ack_errors_end(ct_ack_errors *);

#endif
