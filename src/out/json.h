/*
 * json.h -- the objects that the reports in JSON share: finding, balance, set, file.
 *
 * Each writes one whole object, keys in one order, without blanks or a line end.
 */
#ifndef CT_OUT_JSON_H
#define CT_OUT_JSON_H

#include "out/report.h"

void ct_json_finding(ct_buffer *, const ct_report *, const ct_finding *);
void ct_json_balance(ct_buffer *, const ct_report *, const ct_balance *);

/* `,"key":"value"`: not the first key of an object */
void ct_json_text(ct_buffer *, const char *key, ct_slice value);
void ct_json_number(ct_buffer *, const char *key, uint64_t value);
void ct_json_amount(ct_buffer *, const char *key, ct_decimal value);

/*
 * The keys of a set from "code" on, and those of a file from "status" on, with commas before.
 * nested: "interchanges" is the array of them, so their number is not told.
 */
void ct_json_set_summary(ct_buffer *, const ct_set_summary *);
void ct_json_file_summary(ct_buffer *, const ct_counts *, bool nested);
/* `,"interchange":..,"group":..,"set":..`: those that are there */
void ct_json_envelope(ct_buffer *, const ct_location *);

#endif
