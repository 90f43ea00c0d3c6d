/* text_segment.h -- the segment a finding is about, shown below its line. */
#ifndef CT_OUT_TEXT_SEGMENT_H
#define CT_OUT_TEXT_SEGMENT_H

#include "out/report.h"

/* Two lines: the segment, cut to the width around what is meant, and the underline. */
void ct_text_segment(const ct_report *, const ct_redacted *);

#endif
