/*
 * support_cob.h -- the five worked examples of coordination of benefits, and every amount
 * in them: where it stands, whose it is, and the text with it changed.
 */
#ifndef CT_TESTS_SUPPORT_COB_H
#define CT_TESTS_SUPPORT_COB_H

#include <stddef.h>

enum { SUPPORT_EXAMPLES = 5, SUPPORT_AMOUNTS = 64 };
extern const char *const support_examples[SUPPORT_EXAMPLES]; /* paths */

typedef struct support_amount { /* where one stands in the text, and what it belongs to */
  size_t at, len;
  char tag[4];
  unsigned element;
  char payer[16], line[16]; /* of the 2430, or of the 2320; "" */
} support_amount;

/* CLM02, SV203, SVD02, AMT*D and the amounts of CAS; at most SUPPORT_AMOUNTS. */
size_t support_amounts(const char *text, support_amount *out);
/* The text with `len` bytes at `at` replaced; overwritten by the next call. */
const char *support_replaced(const char *text, size_t at, size_t len, const char *by);
/* The text without the triplet of a CAS amount, or without the CAS when it has no other. */
const char *support_dropped(const char *text, const support_amount *);

#endif
