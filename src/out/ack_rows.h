/*
 * ack_rows.h -- rows of ack_join.h for people, for programs and for spreadsheets.
 */
#ifndef CT_OUT_ACK_ROWS_H
#define CT_OUT_ACK_ROWS_H

#include "out/ack_join.h"

enum ct_ack_format { CT_ACK_TEXT_ROWS, CT_ACK_JSON_ROWS, CT_ACK_CSV_ROWS };

typedef struct ct_ack_rows ct_ack_rows;

/* NULL: no memory.  Writes into the buffer, which outlives it. */
ct_ack_rows *ct_ack_rows_new(ct_buffer *, enum ct_ack_format, bool summary);
void ct_ack_rows_free(ct_ack_rows *);
void ct_ack_rows_add(void *rows, const ct_join_row *); /* a ct_join_fn */
enum ct_status ct_ack_rows_finish(ct_ack_rows *); /* closes the document */

#endif
