/* support_cob.c -- see support_cob.h. */
#include "support_cob.h"

#include "support.h"

#include <stdio.h>
#include <string.h>

const char *const support_examples[SUPPORT_EXAMPLES] = {
    "testdata/cob/jobaid-1-inpatient.837", "testdata/cob/jobaid-2-inpatient-two-payers.837",
    "testdata/cob/jobaid-3-outpatient.837", "testdata/cob/jobaid-4-outpatient-two-payers.837",
    "testdata/cob/jobaid-5-outpatient-claim-adjustment.837"};

/* The payer of a 2320 is named behind its amounts. */
static void payer_behind(const char *p, char payer[16]) {
  const char *nm1 = strstr(p, "NM1*PR*2*");
  ck_assert_ptr_nonnull(nm1);
  const char *key = strstr(nm1, "*PI*");
  snprintf(payer, 16, "%.*s", (int)strcspn(key + 4, "~*"), key + 4);
}

static bool is_amount(const char *tag, unsigned e, const char *first) {
  if (strcmp(tag, "CLM") == 0) return e == 2;
  if (strcmp(tag, "SV2") == 0) return e == 3;
  if (strcmp(tag, "SVD") == 0) return e == 2;
  if (strcmp(tag, "CAS") == 0) return e % 3 == 0;
  return strcmp(tag, "AMT") == 0 && e == 2 && strcmp(first, "D") == 0;
}

size_t support_amounts(const char *text, support_amount *out) {
  size_t n = 0;
  char line[16] = "", payer[16] = "";
  for (const char *p = text; *p;) {
    size_t len = strcspn(p, "~");
    char tag[4], first[16] = "";
    snprintf(tag, sizeof tag, "%.*s", (int)strcspn(p, "*~"), p);
    const char *q = p + strlen(tag);
    for (unsigned e = 1; q < p + len && *q == '*'; e++) {
      size_t width = strcspn(q + 1, "*~");
      if (e == 1) snprintf(first, sizeof first, "%.*s", (int)width, q + 1);
      if (is_amount(tag, e, first) && width != 0) {
        support_amount *a = &out[n++];
        *a = (support_amount){.at = (size_t)(q + 1 - text), .len = width, .element = e};
        snprintf(a->tag, sizeof a->tag, "%s", tag);
        snprintf(a->line, sizeof a->line, "%s", line);
        snprintf(a->payer, sizeof a->payer, "%s", payer);
      }
      q += 1 + width;
    }
    if (strcmp(tag, "LX") == 0) snprintf(line, sizeof line, "%s", first);
    if (strcmp(tag, "SVD") == 0) snprintf(out[n - 1].payer, 16, "%s", strcpy(payer, first));
    if (strcmp(tag, "SBR") == 0 && strstr(p, "CLM*") == NULL) payer_behind(p, payer);
    p += len + (p[len] == '~');
    p += strspn(p, "\n");
  }
  return n;
}

const char *support_replaced(const char *text, size_t at, size_t len, const char *by) {
  static char out[1 << 16];
  snprintf(out, sizeof out, "%.*s%s%s", (int)at, text, by, text + at + len);
  return out;
}

/* Takes a triplet out of a CAS: the last one, with its separators; or the whole segment. */
const char *support_dropped(const char *text, const support_amount *a) {
  size_t from = a->at - 1, to = a->at + a->len; /* from the separator before the amount */
  do from--;
  while (text[from] != '*'); /* the separator before the reason */
  if (a->element == 3 && text[to] == '~') {
    while (from > 0 && text[from - 1] != '~') from--;
    return support_replaced(text, from, to - from + 1, "");
  }
  if (text[to] == '~') {
    while (text[from - 1] == '*') from--; /* the empty quantity of the triplet before */
    return support_replaced(text, from, to - from, "");
  }
  to++; /* the quantity behind it, and its separator, go too */
  while (text[to] != '*') to++;
  return support_replaced(text, from, to - from, "");
}
