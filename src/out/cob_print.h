/*
 * cob_print.h -- entries of coordination of benefits as XML, JSON, CSV, or the fields of the
 * entry screens (names as the MassHealth job aid prints them).
 */
#ifndef CT_OUT_COB_PRINT_H
#define CT_OUT_COB_PRINT_H

#include "out/cob.h"

enum ct_cob_format { CT_COB_XML, CT_COB_JSON, CT_COB_CSV, CT_COB_DDE, CT_COB_DDE_CSV };

typedef struct ct_cob_print {
  enum ct_cob_format format;
  ct_buffer *out;
  const ct_cob_carriers *carriers;
  uint64_t printed;
  ct_slice claim; /* of the entry being printed */
} ct_cob_print;

void ct_cob_print_begin(ct_cob_print *);
enum ct_status ct_cob_print_entry(void *print, const ct_cob_entry *); /* a ct_cob_entry_fn */
void ct_cob_print_end(ct_cob_print *);

/* A field of CSV, quoted where it must be; `first`: no comma before it. */
void ct_csv_field(ct_buffer *, ct_slice, bool first);
/* `"key":"value"`, null where the value is empty; a comma before it unless `first`. */
void ct_json_field(ct_buffer *, const char *key, ct_slice value, bool first);

void ct_cob_print_dde(ct_cob_print *, const ct_cob_entry *);

#endif
