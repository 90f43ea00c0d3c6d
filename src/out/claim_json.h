/*
 * claim_json.h -- a line of JSON for each claim and each claim payment.
 *
 * The keys are those of grammars/claimtree-json.schema.json; keys without a value are left out,
 * values are strings as sent (money too), dates of eight digits are written 2026-03-02.
 */
#ifndef CT_OUT_CLAIM_JSON_H
#define CT_OUT_CLAIM_JSON_H

#include "base/buffer.h"

typedef struct ct_claim_json ct_claim_json;
ct_claim_json *ct_claim_json_new(ct_buffer *); /* NULL: no memory */
void ct_claim_json_free(ct_claim_json *);
/* The sink for a file, whose name is borrowed until the next call. */
ct_sink *ct_claim_json_begin(ct_claim_json *, const char *file);

#endif
