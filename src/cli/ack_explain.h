/* ack_explain.h -- claimtree ack --explain and --summary: what came back, beside what was sent. */
#ifndef CT_CLI_ACK_EXPLAIN_H
#define CT_CLI_ACK_EXPLAIN_H

#include "cli/cli.h"
#include "out/ack_rows.h"

typedef struct ct_ack_explain {
  bool summary;
  enum ct_ack_format format;
  ct_cli_list acks, sent; /* names; the run may clear items it cannot open */
} ct_ack_explain;

/* Reads all acknowledgments, then what was sent; tells trouble and raises cli->status. */
void ct_ack_explain_run(ct_cli *, ct_ack_explain *);

#endif
