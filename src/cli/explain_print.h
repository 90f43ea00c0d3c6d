/* explain_print.h -- findings and rules explained: text, JSON, and a page of the manual. */
#ifndef CT_CLI_EXPLAIN_PRINT_H
#define CT_CLI_EXPLAIN_PRINT_H

#include "base/buffer.h"

void ct_explain_text(ct_buffer *, const ct_finding_info *); /* paragraphs */
void ct_explain_line(ct_buffer *, const ct_finding_info *); /* one line of the list */
void ct_explain_json(ct_buffer *, const ct_finding_info *); /* one object and a line feed */
void ct_explain_rule(ct_buffer *, const ct_rule_info *);
void ct_explain_rule_line(ct_buffer *, const ct_rule_info *);
void ct_explain_rule_json(ct_buffer *, const ct_rule_info *);
void ct_explain_page(ct_buffer *); /* claimtree-findings(7), of all findings */

#endif
