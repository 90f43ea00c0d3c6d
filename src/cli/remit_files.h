/* remit_files.h -- 837 and 835 files into a store, for the commands that pair them. */
#ifndef CT_CLI_REMIT_FILES_H
#define CT_CLI_REMIT_FILES_H

#include "cli/transform.h"
#include "out/cob_store.h"

/* The built-in guides and no partner's; NULL: told. */
ct_grammars *ct_remit_grammars(ct_cli *);
/* Opens the transform's reader with these guides, whatever --partner says. */
bool ct_remit_open(ct_transform *, ct_cli *, const ct_grammars *);
/* A ct_finding_fn with a transform: refuses what is not X12, cut short, or of no known guide. */
void ct_remit_finding(void *transform, const ct_finding *);
/* Indexes one file; false: stop (no memory).  What cannot be read is told. */
bool ct_remit_add(ct_transform *, ct_cob_store *, const ct_cli_file *);
bool ct_remit_add_named(ct_transform *, ct_cob_store *, const char *name);

#endif
