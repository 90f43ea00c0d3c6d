/* text_segment.h -- the segment a finding is about, shown below its line. */
#ifndef CT_OUT_TEXT_SEGMENT_H
#define CT_OUT_TEXT_SEGMENT_H

#include "out/report.h"

/*
 * Two lines: the text, cut to so many columns (0: 80) around the bytes [mark, mark + mark_len), and
 * these underlined; where there is none of them, the place.
 */
void ct_text_window(ct_buffer *, ct_slice text, size_t mark, size_t mark_len, size_t columns,
                    bool color);
/* Two lines: the segment, cut to the width around what is meant, and the underline. */
void ct_text_segment(const ct_report *, const ct_redacted *);

#endif
