/* claim_list.h -- a line a claim, tab separated, under a line of column names. */
#ifndef CT_OUT_CLAIM_LIST_H
#define CT_OUT_CLAIM_LIST_H

#include "base/buffer.h"

typedef struct ct_claim_list ct_claim_list;
ct_claim_list *ct_claim_list_new(ct_buffer *); /* writes the names; NULL: no memory */
void ct_claim_list_free(ct_claim_list *);
/* The sink for a file, whose name is borrowed until the next call. */
ct_sink *ct_claim_list_begin(ct_claim_list *, const char *file);

#endif
