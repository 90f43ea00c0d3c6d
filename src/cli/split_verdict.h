/* split_verdict.h -- split --clean --rejected: claims parted by what check says of them. */
#ifndef CT_CLI_SPLIT_VERDICT_H
#define CT_CLI_SPLIT_VERDICT_H

#include "cli/cli.h"

/* The whole run; returns the exit status. */
int ct_split_verdict(ct_cli *, const char *clean, const char *rejected);

#endif
