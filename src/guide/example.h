/*
 * example.h -- examples of rules: a base interchange, edited.
 *
 *   CLM05-3=7            the element (component) of the first such segment
 *   NM1[71]09=           emptied; [71]: whose first element is that
 *   SV2#201=0624         of the second such segment
 *   -DTP[435]            the segment goes
 *   CL1 + REF*F8*123     a segment, or several parted by ~, comes after it
 *   CAS=CAS*CO*45*80     another in its place
 *   FILE=NAME  TIMES=2   the file's name; the interchange so many times
 *   DAY=20260305         read as on that day; else the day of the base's GS04
 *
 * Edits are parted by ";" and done in order.  SE01 is counted anew; ISA elements are padded.
 */
#ifndef CT_GUIDE_EXAMPLE_H
#define CT_GUIDE_EXAMPLE_H

#include "base/buffer.h"

enum { CT_EXAMPLE_SEGMENTS = 512, CT_EXAMPLE_NAME = 100 };

typedef struct ct_example_text {
  ct_buffer text;              /* the whole file */
  char name[CT_EXAMPLE_NAME];  /* of the file; "" untold */
  uint32_t day;                /* ccyymmdd; 0 unknown */
  char error[200];             /* why an edit could not be done */
} ct_example_text;

void ct_example_init(ct_example_text *);
void ct_example_free(ct_example_text *);
/* false: error tells, or there was no memory (error is empty). Delimiters are * ^ : and ~. */
bool ct_example_make(ct_example_text *, const char *base, const char *edit);
#endif
