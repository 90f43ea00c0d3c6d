/*
 * ack.h -- the acknowledgments of what was read: a 999 for each functional group, a TA1 for
 * the interchange, as facts of 005010X231A1 and the control standard ask.
 *
 * A sink: it wants the envelope and the findings, and writes as it goes; of errors it keeps a few
 * hundred, so as to write them in order.  Each interchange read is answered to its own sender; the TA1 comes in
 * an interchange of its own after the 999s, for its note depends on IEA.
 */
#ifndef CT_OUT_ACK_H
#define CT_OUT_ACK_H

#include <claimtree.h>

enum ct_ack_ta1 { CT_ACK_TA1_AUTO, CT_ACK_TA1_ALWAYS, CT_ACK_TA1_NEVER };

typedef struct ct_ack_options {
  enum ct_ack_ta1 ta1;  /* auto: when ISA14 is 1, or the envelope is at fault */
  bool short_loop_id;   /* IK303 and CTX04 of four characters */
  bool standard_ik304;  /* 3 in place of I8 and I7, as many senders write */
  int64_t now;          /* seconds since the epoch: ISA09, ISA10, GS04, GS05 */
  uint32_t control;     /* of the first interchange written; the next ones count on */
} ct_ack_options;

/* NULL: no memory. `write` is given the interchanges; free with sink->free. */
ct_sink *ct_sink_ack(const ct_ack_options *, ct_write_fn *write, void *ctx);
/* The control number of the interchange it would write next; between inputs, after finish. */
uint32_t ct_sink_ack_control(const ct_sink *);

#endif
