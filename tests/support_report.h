/*
 * support_report.h -- one report at a time, fed with invented findings and events.
 *
 *   report_start(ct_report_text, (ct_report_options){...});
 *   ct_report_begin(report, "a.837");
 *   report_tell(finding_in_claim("code-not-allowed"));
 *   ... report_finish() ...
 *   report_stop();
 */
#ifndef CT_TESTS_SUPPORT_REPORT_H
#define CT_TESTS_SUPPORT_REPORT_H

#include "support.h"

#include "out/report.h"

typedef ct_report *report_make(ct_buffer *, const ct_report_options *);

extern ct_buffer report_out; /* what the report wrote */
extern ct_report *report;

ct_slice text(const char *);
ct_finding finding_make(const char *id);     /* outside of everything */
ct_finding finding_in_claim(const char *id); /* CLM05-3 "Z", claim A-1, segment 19 of set 0001 */
ct_location in_file(void);
ct_location in_interchange(void);
ct_location in_group(void);
ct_location in_set(void);
ct_balance balance_row(void); /* of line 2, balanced */

void report_start(report_make *, ct_report_options);
void report_tell(ct_finding);
void report_happen(enum ct_event_kind, ct_location);
const char *report_finish(void); /* all that was written, 0-ended */
void report_stop(void);

#endif
