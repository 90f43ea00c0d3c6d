/*
 * ack_point.h -- an error of an acknowledgment beside the segment it speaks of: which bytes are
 * meant, and what is wrong with them in plain words.
 */
#ifndef CT_OUT_ACK_POINT_H
#define CT_OUT_ACK_POINT_H

#include "out/ack_join.h"

/*
 * Fills reference, value, text, mark and mark_len of the row, and writes the message.  `segment`
 * is NULL where the set that was sent has none at that place; `last` is the number of its last.
 */
void ct_ack_point(ct_join_row *, const ct_back_error *, const ct_segment *segment, uint32_t last,
                  ct_buffer *message);

/* The error is that something is not there: its position is that of the segment found instead. */
bool ct_ack_point_missing(const ct_back_error *);

#endif
