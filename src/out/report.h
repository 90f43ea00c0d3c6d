/*
 * report.h -- reports of findings: a sink that is told which file it is about.
 *
 *   ct_report *r = ct_report_ndjson(&buffer, &options);
 *   for each file:
 *     ct_report_begin(r, name);
 *     status = ct_reader_run(reader, &(ct_sink *){&r->sink}, 1);
 *     ct_report_end(r, status == CT_OK);
 *   r->sink.finish(&r->sink);
 *   ct_report_free(r);
 *
 * Reports write into a ct_buffer that somebody else flushes; what goes wrong there sticks there.
 * The name of a file is borrowed until ct_report_end().
 */
#ifndef CT_OUT_REPORT_H
#define CT_OUT_REPORT_H

#include "base/buffer.h"

typedef struct ct_report_options {
  enum ct_severity least; /* findings below it are not shown; they count nevertheless */
  bool redact;            /* *** for what belongs to a patient or subscriber */
  bool redact_claims;     /* CLM01 and CLP01 too; implies redact */
  bool has_most;
  uint64_t most;          /* findings shown a file, when has_most */
  bool explain_balance;   /* show balance rows */
  bool color;             /* text: escape sequences */
  bool show_segment;      /* text: the segment, its element underlined */
  unsigned width;         /* text: columns of a shown segment; 0 = 80 */
} ct_report_options;

typedef struct ct_report ct_report;
struct ct_report {
  ct_sink sink; /* first: a report is a sink */
  ct_buffer *out;
  ct_report_options options;
  const char *file;
  uint64_t shown, held; /* findings of this file: written; not written because of `most` */
  void (*begin)(ct_report *);           /* may be NULL */
  void (*end)(ct_report *, bool whole); /* whole: false after trouble with the file; may be NULL */
};

/* NULL: no memory. Free with ct_report_free(). */
ct_report *ct_report_text(ct_buffer *, const ct_report_options *);
ct_report *ct_report_ndjson(ct_buffer *, const ct_report_options *);
ct_report *ct_report_json(ct_buffer *, const ct_report_options *);
ct_report *ct_report_junit(ct_buffer *, const ct_report_options *); /* no balance rows */
ct_report *ct_report_html(ct_buffer *, const ct_report_options *);

void ct_report_begin(ct_report *, const char *file);
void ct_report_end(ct_report *, bool whole);
void ct_report_free(ct_report *); /* NULL is fine */

/* ---- for those who write a report ------------------------------------------------ */

/* False: the finding is not to be shown (severity, number). Counts. */
bool ct_report_admit(ct_report *, const ct_finding *);

/*
 * What redaction leaves of a finding: `finding` is a copy to write from, whose private value is
 * "***".  Messages are made of it by ct_report_message().
 */
typedef struct ct_redacted {
  ct_finding finding;
  bool hidden;       /* something was taken out */
  bool keep_element; /* the element that is meant may be shown in the segment */
} ct_redacted;
ct_redacted ct_report_redact(const ct_report_options *, const ct_finding *);

enum { CT_MESSAGE_SIZE = 1024 };
/* The message into `text`, 0-ended, cut where it is longer. */
ct_slice ct_report_message(const ct_redacted *, char text[CT_MESSAGE_SIZE]);

/* "363.17 (CLM02, segment 14) = 0.00 (SVD02, segment 47) + ...", on one line */
void ct_report_equation(ct_buffer *, const ct_balance *);

#endif
