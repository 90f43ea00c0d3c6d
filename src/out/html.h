/*
 * html.h -- the inside of the page: what is read waits as items until its findings are known,
 * then goes out.
 *
 *   html.c        the report: which events begin and end what, and when to write
 *   html_rows.c   items and the findings about them
 *   html_runs.c   rows that are written as mere text, in a page that has many
 *   html_page.c   the frame of the page; the glossary of names
 *   html_assets.c its style and script, and the policy that allows them
 */
#ifndef CT_OUT_HTML_H
#define CT_OUT_HTML_H

#include "out/report.h"

enum ct_html_kind { CT_HTML_OPEN, CT_HTML_CLOSE, CT_HTML_SEGMENT, CT_HTML_TEXT, CT_HTML_LOOSE };

typedef struct ct_html_item {
  uint8_t kind;    /* enum ct_html_kind */
  bool claim;      /* the loop of a claim; of a segment: it is in one */
  bool first;      /* of its claim: its first element is the claim's name */
  bool hidden;     /* every value is told as *** */
  char separator;  /* of elements */
  uint32_t tag;    /* length of it */
  uint32_t number; /* in the set; 0 outside */
  uint32_t use;    /* in the glossary, from 1; 0 none */
  uint64_t offset; /* of the segment, or of the last one before */
  uint64_t about;  /* CT_HTML_LOOSE with `late`: offset of the segment, which is written */
  bool late;
  size_t at, len;        /* in `text` */
  const char *id, *name; /* of a loop */
} ct_html_item;

typedef struct ct_html_note { /* a finding or balance row, rendered */
  size_t item, at, len;       /* `at` in `said` */
  uint64_t ahead;             /* of the segment it is about, which is still to come; else 0 */
  uint32_t order;
  uint32_t mark, mark_len; /* in the segment; mark_len 0: nothing is marked */
  int severity;            /* -1: a balance row */
  bool hides;              /* no value of its segment may be seen */
} ct_html_note;

typedef struct ct_html_seen { /* findings of one id in a file */
  uint64_t count, first;      /* first: number of the first one, in the page */
  int worst;
} ct_html_seen;

typedef struct ct_html_span { /* offsets of the segments that one id of the page stands for */
  uint64_t first, last;
} ct_html_span;

enum { CT_HTML_FULL = 5000, CT_HTML_NEAR = 1024, CT_HTML_SPANS = 4096 };
typedef struct ct_html {
  ct_report report; /* first */
  bool begun;
  uint64_t files, claims; /* claims: of all files; the last one's number */
  uint64_t counted;       /* claims of this file so far */
  uint64_t found;         /* findings in the page so far */
  uint64_t last;          /* offset of the last segment */

  /* what waits */
  ct_html_item *items;
  ct_html_note *notes;
  size_t item_count, item_room, note_count, note_room;
  ct_buffer text, said, scratch;
  bool in_claim, cut; /* cut: the claim's beginning had to be written before its end was known */
  unsigned claim_depth;
  ct_buffer claim; /* its id */

  /* what is open in the page */
  uint8_t level[64];
  unsigned depth, loops; /* loops: open in the stream */
  bool list;

  uint64_t full;                     /* rows written with all that belongs to them */
  ct_html_span spans[CT_HTML_SPANS]; /* of this file, the latest */
  size_t span_count;

  ct_use *uses;
  uint32_t near[CT_HTML_NEAR]; /* by node: the place in uses, from 1, that was asked last */
  size_t use_count, use_room;
  size_t rows; /* of the catalogue */
  ct_html_seen *seen;
} ct_html;

static inline bool ct_html_redacts(const ct_html *h) {
  return h->report.options.redact || h->report.options.redact_claims;
}

/* Rows are no longer written out in full. */
static inline bool ct_html_is_long(const ct_html *h) {
  return h->full >= CT_HTML_FULL;
}

/* What was read of a segment. */
static inline ct_slice ct_html_text(const ct_html *h, const ct_html_item *item) {
  return ct_slice_make(h->text.len ? h->text.data + item->at : "", item->len);
}

/* As it was sent: control characters are told by their pictures, U+2400 on. */
void ct_html_bytes(ct_buffer *, ct_slice);

/* html_rows.c: each sticks its failure in the output. */
ct_html_item *ct_html_add(ct_html *, uint8_t kind); /* NULL: no memory */
void ct_html_gather(ct_html *, ct_html_item *);     /* what was told of it ahead */
void ct_html_add_text(ct_html *, ct_html_item *, ct_slice);
void ct_html_note_finding(ct_html *, const ct_finding *);
void ct_html_note_balance(ct_html *, const ct_balance *);
void ct_html_write(ct_html *); /* everything that waits */
/* What can be open, outermost first. */
enum { CT_HTML_FILE, CT_HTML_INTERCHANGE, CT_HTML_GROUP, CT_HTML_SET, CT_HTML_LOOP, CT_HTML_CLAIM };
void ct_html_push(ct_html *, uint8_t level);
void ct_html_end_list(ct_html *);
void ct_html_close(ct_html *, uint8_t level); /* all that is of this level or below it */
void ct_html_begin_list(ct_html *);           /* where rows of a section begin */
bool ct_html_is_tag(ct_slice);
void ct_html_elements(ct_html *, const ct_html_item *); /* all after the tag, redacted */

/* html_runs.c */
/* Writes the items from `from` on as one run of text, as far as nothing is to be said of any and
   loops that open in it close in it; `noted` is the first item with a note.  Returns the end. */
size_t ct_html_run(ct_html *, size_t from, size_t noted);
void ct_html_mark_place(ct_html *, uint64_t first, uint64_t last);
/* Where the segment at this offset stands: the offset in its id.  False: not known any more. */
bool ct_html_place(const ct_html *, uint64_t offset, unsigned long long *at);

/* html_assets.c */
extern const char ct_html_policy[]; /* the Content-Security-Policy */
void ct_html_style(ct_buffer *);
void ct_html_script(ct_buffer *);

/* html_page.c */
void ct_html_head(ct_html *, const char *title);
void ct_html_tail(ct_html *);
/* Number of the use in the glossary, from 1; 0: none. */
uint32_t ct_html_use(ct_html *, ct_use);
void ct_html_no_memory(ct_html *);

#endif
