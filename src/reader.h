/*
 * reader.h -- the inside of the conductor: one reader, its four floors, its listeners.
 *
 *   reader.c            the public calls
 *   reader_step.c       a token becomes an envelope segment, a body segment or text
 *   reader_envelope.c   ISA GS ST SE GE IEA TA1: pairing, counts, duplicates
 *   reader_body.c       segments of a set: cursor, elements, tree, claims
 *   reader_report.c     a fault becomes a finding with its place
 *   reader_event.c      events to sinks or to the queue of ct_reader_next()
 */
#ifndef CT_READER_H
#define CT_READER_H

#include "claim/checks.h"
#include "grammars.h"
#include "guide/cursor.h"
#include "guide/element.h"
#include "guide/pass.h"
#include "x12/envelope.h"

/* CT_LONGEST_TAG: of what is told as a tag, bytes */
enum { CT_QUEUE = 2 * CT_CURSOR_DEPTH + 8, CT_TEXT_ARG = 160, CT_LONGEST_TAG = 8 };

enum { CT_PROGRAMS = 4 }; /* guides whose packed programs are kept */
enum ct_pull { CT_PULL_NONE, CT_PULL_EVENTS, CT_PULL_CLAIMS };

typedef struct ct_stray { /* a run of segments that find no place, told once */
  uint64_t count;
  ct_kept first;
  enum ct_fault_id id;
  const char *ik3;
  uint16_t loop; /* node of the innermost open loop */
} ct_stray;

enum { CT_TOLD = 64 };
typedef struct ct_told { /* an element that has had an error of its own, or of a rule */
  uint64_t offset;
  const char *rule; /* NULL: of its own */
  uint8_t element;
} ct_told;

struct ct_reader {
  const ct_grammars *grammars;
  ct_options options;
  uint32_t stretch, longest_stretch; /* at_once.c; 0 the usual: tests make them small */
  uint64_t adopted;                  /* sets that other threads have read */
  char name[256]; /* of the next input; "" unknown */
  char file_name[256]; /* of this one */
  ct_input *input;
  ct_tokenizer *tokenizer;
  enum ct_status status; /* sticks until the next input */
  char error[256];

  /* who listens */
  ct_sink *const *sinks;
  size_t sink_count;
  unsigned wants;
  bool runs; /* segments may be told many at a time */
  ct_finding_fn *on_finding;
  void *finding_ctx;
  enum ct_pull pull;
  ct_event queue[CT_QUEUE];
  unsigned queue_head, queue_tail;
  ct_event event;  /* the one handed out */
  ct_event inside; /* of the set that is open: what its segments and loops have alike */

  /* envelope */
  ct_interchange interchange;
  ct_group group;
  ct_set set;
  ct_key_set seen_interchanges, seen_groups, seen_sets;
  ct_framing told;
  bool alone;     /* it reads sets by themselves: what is told once a file is not its own to tell */
  bool text_told; /* junk since the last ISA was told */
  bool ended, outside_stray; /* a segment outside a set was told since the last control segment */
  uint64_t first_text; /* bytes that are no X12, before any ISA */
  char head[16];       /* the input's first bytes, to say what it is instead */
  unsigned head_len;

  /* the set */
  const ct_grammar *grammar; /* NULL: the body is not followed */
  const ct_grammar *report_grammar;
  const ct_segment *now;     /* the segment being read */
  ct_cursor cursor;
  ct_element_check elements;
  ct_program programs[CT_PROGRAMS];
  const ct_program *program; /* of the set's guide */
  unsigned next_program;
  ct_stray stray;
  ct_set_summary summary;

  /* the claim */
  bool with_tree, in_claim, unit_open, unit_checked, paused, tree_lost;
  unsigned unit_depth; /* frames up to and with the unit */
  ct_found found;      /* of the segment that waits while a claim is looked at */
  bool doubtful;       /* the segment stands where another qualifier was to be */
  ct_word claim, line, unit_value;
  ct_tag unit_tag;     /* of the segment that names the business unit (CLM, TRN) */
  uint8_t unit_element;
  ct_tree tree;
  ct_checks *checks;

  ct_counts counts;
  ct_told told_at[CT_TOLD]; /* the latest ones, in a ring */
  unsigned told_next;
  bool vast; /* an amount of this set was told as too large for any sum */
  char tag_text[4];
  char arg[2][CT_TEXT_ARG]; /* words made for a message */
};

/* reader_step.c: reads one token, or goes on after a claim was looked at. CT_END after the last event of the input. */
enum ct_status ct_reader_step(ct_reader *);

/* reader_envelope.c */
void ct_reader_isa(ct_reader *, const ct_segment *);
void ct_reader_iea(ct_reader *, const ct_segment *);
void ct_reader_gs(ct_reader *, const ct_segment *);
void ct_reader_ge(ct_reader *, const ct_segment *);
void ct_reader_st(ct_reader *, ct_segment *);
void ct_reader_se(ct_reader *, ct_segment *);
void ct_reader_ta1(ct_reader *, const ct_segment *);
/* Something ends what is open: `at` the segment that does, NULL at the end of input. */
void ct_reader_leave_set(ct_reader *, const ct_segment *at);
void ct_reader_leave_group(ct_reader *, const ct_segment *at);
void ct_reader_leave_interchange(ct_reader *, const ct_segment *at);
void ct_reader_stray_envelope(ct_reader *, const ct_segment *, const char *why);

/* reader_body.c */
void ct_reader_set_begin(ct_reader *, ct_segment *st);
/* `at` is SE, or what was found in its place; NULL: the input ended inside the set. */
void ct_reader_set_close(ct_reader *, const ct_segment *at);
/* A claim that the coming end of its set completes; true: it is to be looked at first. */
bool ct_reader_unit_pauses(ct_reader *, const ct_segment *at);
void ct_reader_body(ct_reader *, ct_segment *);
void ct_reader_settle(ct_reader *, ct_segment *); /* the place is found: close down to it */
void ct_reader_stray_end(ct_reader *);

/* reader_report.c: a ct_fault_fn with the reader as ctx */
void ct_reader_report(void *reader, const ct_fault *);
void ct_reader_balance(void *reader, ct_balance *, enum ct_fault_id, const ct_segment *at);
void ct_reader_locate(ct_reader *, const ct_segment *, uint16_t node, ct_location *);
const char *ct_reader_words(ct_reader *, unsigned slot, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* at_once.c: as ct_reader_run(), with whole sets read by other threads. */
enum ct_status ct_reader_run_at_once(ct_reader *);
bool ct_reader_can_share(const ct_reader *);

/* reader_event.c */
void ct_reader_emit(ct_reader *, enum ct_event_kind, const ct_segment *, uint16_t node);
void ct_reader_emit_text(ct_reader *, ct_slice);
void ct_reader_emit_run(ct_reader *, ct_slice text, uint32_t count);
void ct_reader_fail(ct_reader *, enum ct_status, const char *what);
void ct_reader_fail_checks(ct_reader *, enum ct_status); /* CT_OK: nothing */
static inline bool ct_reader_sends(const ct_reader *r, unsigned want) {
  return (r->wants & want) != 0;
}

#endif
