/*
 * claimtree.h -- read, check and write X12 HIPAA interchanges (837I, 835, 999, TA1).
 *
 * Three ways in, one reader:
 *   segments   ct_reader_next()        every envelope, loop and segment, as events
 *   claims     ct_reader_next_claim()  one whole loop tree a claim
 *   verdicts   ct_reader_run()         findings, summaries and balance rows to sinks
 * and bytes out through ct_writer_*().
 *
 * Conventions.  Functions returning enum ct_status return CT_OK (0) on success;
 * ct_reader_error() has the words.  Bad *data* is never a status: it is a finding.
 * What a reader hands out lives until the next call on that reader, unless the
 * function says otherwise; what you _new or _open you _free or _close.  Strings in
 * data are slices: borrowed and not 0-ended.  No function prints, exits, reads a
 * clock or touches a global.  Distinct readers may run in distinct threads; grammars
 * are immutable once opened and may be shared.
 */
#ifndef CLAIMTREE_H
#define CLAIMTREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(CT_BUILD) && defined(__GNUC__)
#define CT_API __attribute__((visibility("default")))
#else
#define CT_API
#endif

#define CT_VERSION "0.1.0"
#define CT_VERSION_NUMBER 1000 /* major * 1000000 + minor * 1000 + patch */
CT_API const char *ct_version(void); /* of the library that is linked */

/* ---- slices and status ------------------------------------------------ */

typedef struct ct_slice {
  const char *ptr; /* never NULL; "" when absent */
  size_t len;
} ct_slice;

enum ct_status {
  CT_OK = 0,
  CT_END,         /* no more input: not an error */
  CT_NO_MEMORY,
  CT_IO,          /* the read or write function failed; errno is kept */
  CT_BAD_GRAMMAR, /* a grammar, profile or code file could not be used */
  CT_LIMIT,       /* a limit of the caller's was passed */
  CT_MISUSE       /* called in the wrong state, or with bad arguments */
};
CT_API const char *ct_status_name(enum ct_status);

/* Returns the number of bytes put in buf, 0 at the end, -1 on error (errno). */
typedef ptrdiff_t ct_read_fn(void *ctx, char *buf, size_t size);
/* Writes all of the bytes and returns their number, or -1 on error (errno). */
typedef ptrdiff_t ct_write_fn(void *ctx, const char *bytes, size_t size);

/* An exact decimal: mantissa / 10^scale; 12.50 is {1250, 2} or {125, 1}. */
typedef struct ct_decimal {
  int64_t mantissa;
  uint8_t scale; /* 0..18 */
} ct_decimal;
enum { CT_DECIMAL_SIZE = 24 };
/* "1980.04", at least two decimals, 0-ended; returns the length. */
CT_API size_t ct_decimal_text(ct_decimal, char text[CT_DECIMAL_SIZE]);

/* ---- grammars: guides, partner profiles, code lists ------------------- */

typedef struct ct_grammars ct_grammars;

typedef struct ct_error { /* why a file could not be used; no patient data */
  char text[512];         /* "FILE:LINE: what is wrong" */
} ct_error;

/* The guides built into the library; no file is needed. */
CT_API enum ct_status ct_grammars_open(ct_grammars **, ct_error *);
/* A guide in place of, or beside, the built-in ones. */
CT_API enum ct_status ct_grammars_add_guide(ct_grammars *, const char *path, ct_error *);
/* A built-in profile by name ("masshealth") or a file by path; laid over all guides it names. */
CT_API enum ct_status ct_grammars_add_partner(ct_grammars *, const char *name_or_path, ct_error *);
/* A user's code table (TSV); `name` is that of the list it replaces ("carc"). */
CT_API enum ct_status ct_grammars_add_codes(ct_grammars *, const char *name, const char *path,
                                            ct_error *);
CT_API void ct_grammars_close(ct_grammars *); /* after every reader that uses them is freed */

typedef struct ct_guide_info {
  const char *version; /* "005010X223A2" */
  const char *set;     /* "837" */
  const char *name;    /* "institutional claim" */
  const char *origin;  /* "built in", or the file */
  const char *const *aliases; /* versions of its family that it reads, too; NULL-ended */
  /* What profiles laid over it say of claims sent to them, without padding; NULL: nothing. */
  const char *sender;   /* ISA06, GS02 */
  const char *receiver; /* ISA08, GS03, 1000B NM109 */
} ct_guide_info;
/* NULL past the last one. Lives as long as the grammars. */
CT_API const ct_guide_info *ct_grammars_guide(const ct_grammars *, size_t index);

/* Names of the profiles that are built in, for ct_grammars_add_partner(); NULL past the last one. */
CT_API const char *ct_grammars_partner(size_t index);

typedef struct ct_codes_info { /* a code list that elements are held against */
  const char *name;    /* "carc": the NAME of --codes */
  const char *label;   /* "CARC of 2026-08-01" */
  uint16_t source;     /* X12 code source number, 139 */
  uint32_t count;      /* codes; 0: only their shape is checked */
  bool closed;         /* a code outside it is an error, of a list built in */
} ct_codes_info;
/* In the order of their names; false past the last one. Texts live as long as the grammars. */
CT_API bool ct_grammars_codes(const ct_grammars *, size_t index, ct_codes_info *);

enum ct_show { CT_SHOW_TREE, CT_SHOW_TABLE };
/*
 * A guide for people (a tree of loops and segments, with their elements; 80 columns) or for
 * programs (a line of tab-separated values for each).  `version` is that of a guide or an alias,
 * a set code ("837"), or "control" for ISA to IEA.  CT_END: there is no such guide.
 */
CT_API enum ct_status ct_grammars_show(const ct_grammars *, const char *version, enum ct_show,
                                       ct_write_fn *, void *ctx);
/*
 * Proves that each guide that is open can be read without guessing: siblings are told apart, every
 * segment is found where it stands, layers only narrow.  Writes a line a guide.  CT_BAD_GRAMMAR:
 * one is not; the error tells.
 */
CT_API enum ct_status ct_grammars_check(const ct_grammars *, ct_write_fn *, void *ctx, ct_error *);
/* The same of one file: a guide or a partner profile, laid over the guides that are open. */
CT_API enum ct_status ct_grammars_check_file(const ct_grammars *, const char *path, ct_write_fn *,
                                             void *ctx, ct_error *);

typedef struct ct_finding_info ct_finding_info;

typedef struct ct_rule_info { /* a situational or partner rule, for people */
  const char *id;             /* "I-018" */
  const char *text;           /* one sentence */
  const char *explain;        /* why it is there, how to keep it; "" */
  const char *source;         /* citation; "" */
  const char *when, *test;    /* in the rule language, as written; "" */
  const char *kind;           /* of the test: "require", "forbid", "assert", "unique"; "" */
  const char *origin;         /* version of the guide, or name of the profile */
  int severity;               /* enum ct_severity */
  uint8_t snip;
  const ct_finding_info *finding; /* what it makes */
} ct_rule_info;
/* Rules of all guides and profiles, one after the other; false past the last one. */
CT_API bool ct_grammars_rule(const ct_grammars *, size_t index, ct_rule_info *);

/* ---- findings --------------------------------------------------------- */

enum ct_severity { CT_NOTE, CT_WARNING, CT_ERROR };
CT_API const char *ct_severity_name(enum ct_severity);

enum ct_level { /* where an acknowledgment reports it */
  CT_LEVEL_INTERCHANGE, /* TA1 */
  CT_LEVEL_GROUP,       /* AK9 */
  CT_LEVEL_SET,         /* IK5 */
  CT_LEVEL_SEGMENT,     /* IK3 */
  CT_LEVEL_ELEMENT      /* IK4 */
};

struct ct_finding_info {         /* one row of the catalogue; static */
  const char *id;                /* "segment-missing": stable, never reused */
  enum ct_severity severity;     /* the usual one; a finding may carry another */
  enum ct_level level;
  uint8_t snip;                  /* 1..7 */
  const char *text;              /* message; {0} {1} {value} {tag} {name} {loop} are places */
  const char *meaning, *why, *mend; /* for `explain` and claimtree-findings(7) */
};

CT_API const ct_finding_info *ct_finding_catalogue(size_t *count);
CT_API const ct_finding_info *ct_finding_lookup(const char *id); /* NULL when unknown */

typedef struct ct_location {
  uint64_t offset;         /* of the segment's first byte in the (inflated) input, from 0 */
  uint32_t segment;        /* number in the transaction set, ST = 1; 0 outside a set */
  ct_slice tag;            /* "CLM"; empty when no segment is meant */
  const char *loop;        /* "2300"; "" outside a set */
  const char *path;        /* "2000A/2000B/2300"; "" outside a set */
  uint8_t element;         /* from 1; 0: the whole segment */
  uint8_t component;       /* from 1; 0: the whole element */
  uint16_t repetition;     /* from 1; 0: the element does not repeat */
  ct_slice interchange, group, set; /* ISA13, GS06, ST02 as sent; empty when outside */
  ct_slice claim;          /* CLM01 or CLP01; empty outside a claim */
} ct_location;

enum { CT_REFERENCE_SIZE = 24 };
/* "CLM05-2", "HI01(2)-2", "" when no element is meant; 0-ended; returns the length. */
CT_API size_t ct_location_reference(const ct_location *, char text[CT_REFERENCE_SIZE]);

typedef struct ct_ack_codes { /* "" where the finding takes none */
  const char *ta1, *ak9, *ik5, *ik3, *ik4;
} ct_ack_codes;

typedef struct ct_trigger { /* what made a situational rule apply (CTX) */
  ct_slice tag;             /* empty: no trigger */
  uint32_t segment;
  const char *loop;
  uint8_t element, component;
  const char *data_element; /* "1325"; "" unknown */
  const char *composite;    /* "C023"; "" none */
} ct_trigger;

typedef struct ct_finding {
  const ct_finding_info *info;
  enum ct_severity severity;
  uint8_t snip;
  ct_location where;
  ct_slice value;            /* what was found at where.element; may be empty */
  bool has_value;
  ct_slice args[2];          /* for the message's {0} {1} */
  const char *rule;          /* "I-018"; NULL unless a situational or partner rule spoke */
  const char *rule_text;     /* that rule's sentence for people; NULL as above */
  const char *name;          /* of the element or segment, in our words; "" */
  const char *data_element;  /* X12 data element number, "1325"; "" */
  const char *composite;     /* number of the composite it stands in, "C023"; "" */
  ct_slice payer;            /* COB: id of the other payer; empty else */
  bool has_amounts;
  ct_decimal expected, actual; /* when has_amounts */
  ct_ack_codes ack;
  ct_trigger trigger;
  ct_slice segment_text;     /* the segment as sent, without terminator; empty when none */
  uint32_t value_at;         /* place of `value` in segment_text; UINT32_MAX: not there */
  const char *unit;          /* business unit of the set's guide, "CLM01", "TRN02"; "" none */
  ct_slice unit_value;       /* its value so far; empty: none yet */
  ct_slice line;             /* LX01 of the service line the finding is in; empty */
  bool is_private;           /* value and args belong to a patient or subscriber */
  bool in_private;           /* the segment holds, or may hold, such values */
} ct_finding;

/*
 * The message, one sentence, without place; as snprintf: returns the whole length.
 * With `redact`, values of private elements are told as ***.
 */
CT_API size_t ct_finding_message(const ct_finding *, bool redact, char *buf, size_t size);
/* `expected` or `actual` as reports write it: money with its two decimals, a count without. */
CT_API size_t ct_finding_amount(const ct_finding *, ct_decimal, char text[CT_DECIMAL_SIZE]);

/* ---- segments --------------------------------------------------------- */

typedef struct ct_delimiters {
  char element, repetition, component, segment; /* repetition 0 = none */
} ct_delimiters;

typedef struct ct_segment ct_segment; /* a view: borrowed bytes and their marks */

CT_API ct_slice ct_segment_tag(const ct_segment *);
CT_API ct_slice ct_segment_text(const ct_segment *);   /* as sent, without terminator */
CT_API unsigned ct_segment_count(const ct_segment *);  /* elements, the tag not counted */
CT_API ct_slice ct_segment_element(const ct_segment *, unsigned e); /* from 1; whole, with repetitions */
CT_API unsigned ct_segment_repetitions(const ct_segment *, unsigned e); /* 0 when absent or empty */
CT_API unsigned ct_segment_components(const ct_segment *, unsigned e, unsigned rep); /* rep from 1 */
CT_API ct_slice ct_segment_component(const ct_segment *, unsigned e, unsigned rep, unsigned c);
CT_API uint64_t ct_segment_offset(const ct_segment *); /* of its first byte in the input */
CT_API uint32_t ct_segment_number(const ct_segment *); /* in its set, ST = 1; 0 outside */
/* Bytes that stand before it since the last terminator: line ends, indentation, junk. */
CT_API ct_slice ct_segment_lead(const ct_segment *);
CT_API bool ct_segment_terminated(const ct_segment *); /* false: the input ended without one */
/* The byte that ended it as sent (CR and LF may stand for each other); empty when none did. */
CT_API ct_slice ct_segment_terminator(const ct_segment *);
CT_API ct_delimiters ct_segment_delimiters(const ct_segment *);
/*
 * Printable ASCII, no line end inside, neither ISA nor binary data: its text has the delimiters
 * between its pieces and none in them.
 */
CT_API bool ct_segment_is_plain(const ct_segment *);

typedef struct ct_piece { /* what stands between two delimiters */
  ct_slice value;
  char before; /* the delimiter before it; 0: it is the tag */
} ct_piece;
/*
 * The tag and every element, repetition and component in one pass, in order, line ends inside
 * the segment taken out.  Puts up to `room` pieces, going on at *next (0 at first), and returns
 * their number; fewer than `room` means that these were the last.
 */
CT_API size_t ct_segment_pieces(const ct_segment *, size_t *next, ct_piece *pieces, size_t room);

/* ---- reader ----------------------------------------------------------- */

typedef struct ct_reader ct_reader;

typedef struct ct_options { /* all zero is fine */
  uint8_t snip;             /* deepest SNIP type to check; 0 = 7. See also `quiet` */
  bool quiet;               /* no guide or balance checks at all: transforms */
  bool production;          /* ISA15 T is an error */
  bool shallow;             /* do not follow loops: set, group and interchange only */
  bool explain_balance;     /* hand out every balance row, balanced or not */
  uint64_t max_segment;     /* bytes; 0 = 64 KiB */
  uint64_t max_claim;       /* bytes of tree memory; 0 = 64 MiB */
  uint32_t read_size;       /* bytes asked from the source at a time; 0 = 256 KiB */
  int64_t now;              /* seconds since the epoch, for "not in the future"; 0 = not checked */
  const char *simd;         /* "portable", "avx2", "avx512", "neon"; NULL = the best there is */
  uint32_t threads;         /* ct_reader_run() may read so many sets of the input at once, in threads of
                               its own; what is told and its order do not depend on it. 0, 1 = none */
} ct_options;

enum ct_event_kind {
  CT_EV_INTERCHANGE, CT_EV_INTERCHANGE_END, /* segment: ISA, IEA (NULL: missing) */
  CT_EV_GROUP, CT_EV_GROUP_END,             /* GS, GE (NULL: missing) */
  CT_EV_SET, CT_EV_SET_END,                 /* ST, SE (NULL: missing) */
  CT_EV_LOOP, CT_EV_LOOP_END,               /* segment NULL; ST itself is no loop event */
  CT_EV_SEGMENT,                            /* any other segment; also TA1 and strays */
  CT_EV_TEXT,                               /* bytes that are no segment: junk, file's tail */
  CT_EV_FILE_END,                           /* last event; summary is complete */
  CT_EV_RUN                                 /* CT_WANT_RUNS: segments, many at a time */
};

typedef struct ct_counts {
  uint64_t bytes, segments, interchanges, groups, sets, claims, errors, warnings, notes;
} ct_counts;

typedef struct ct_set_summary { /* complete at CT_EV_SET_END */
  ct_slice code, version;       /* ST01; ST03 or GS08 */
  uint64_t segments, claims, errors, warnings, notes;
  ct_decimal charges, payments; /* sum of CLM02 or CLP03; of CLP04 (835) */
  bool has_payments, amounts_overflowed;
} ct_set_summary;

/* What a guide says of a segment, by its place in the guide; equal ones mean the same use. */
typedef struct ct_use {
  const void *guide; /* NULL: the segment has no place in one */
  uint32_t node;
} ct_use;
CT_API const char *ct_use_name(ct_use);      /* "billing provider name", in our words; "" */
CT_API const char *ct_use_id(ct_use);        /* "NM1"; "" */
CT_API const char *ct_use_guide(ct_use);     /* "005010X223A2"; "" */
CT_API unsigned ct_use_elements(ct_use);     /* of the guide */
CT_API unsigned ct_use_components(ct_use, unsigned element); /* 0: it is not composite */
/* Of an element, or (component from 1) of a component of it, in our words; "" unknown. */
CT_API const char *ct_use_element_name(ct_use, unsigned element, unsigned component);

typedef struct ct_event {
  enum ct_event_kind kind;
  const char *id;            /* loop id, "" else */
  const char *name;          /* of the loop or segment use, in our words; "" */
  const ct_segment *segment; /* see the kinds; else NULL */
  ct_slice text;             /* CT_EV_TEXT, CT_EV_RUN */
  ct_location where;
  const ct_set_summary *set;  /* CT_EV_SET_END */
  const ct_counts *counts;    /* CT_EV_FILE_END; running totals else */
  uint32_t node;              /* of the guide: equal numbers mean the same use; 0 = none */
  ct_use use;                 /* of the segment */
  bool displaced;             /* it stands by its tag alone, or behind segments without a place */
  uint32_t run;               /* CT_EV_RUN: how many segments */
} ct_event;
/*
 * Whether the event's segment or text holds, or may hold, what belongs to a patient or subscriber:
 * by the guide, or because it is torn, joined or displaced, so that nobody can tell.
 */
CT_API bool ct_event_in_private(const ct_event *);

CT_API ct_reader *ct_reader_new(const ct_grammars *, const ct_options *); /* NULL: no memory */
CT_API void ct_reader_free(ct_reader *);
/* One input a call; a reader may be given the next one after the end of the last. Plain, gzip, zstd. */
CT_API enum ct_status ct_reader_set_input(ct_reader *, ct_read_fn *, void *ctx);
CT_API enum ct_status ct_reader_set_fd(ct_reader *, int fd);
CT_API enum ct_status ct_reader_set_memory(ct_reader *, const void *, size_t);
/*
 * The name of the next input, for a partner's rules on file names (its last part is taken,
 * at most 255 bytes; copied).  It holds for one input; none: such rules are not asked.
 */
CT_API void ct_reader_set_name(ct_reader *, const char *name);
typedef void ct_finding_fn(void *ctx, const ct_finding *);
CT_API void ct_reader_on_finding(ct_reader *, ct_finding_fn *, void *ctx);
CT_API enum ct_status ct_reader_next(ct_reader *, const ct_event **);
CT_API const char *ct_reader_error(const ct_reader *); /* the last status, in words; "" when none */
CT_API const ct_counts *ct_reader_counts(const ct_reader *);
CT_API uint64_t ct_reader_raw_bytes(const ct_reader *); /* taken from the source: for progress */

/* ---- claim trees ------------------------------------------------------ */

typedef struct ct_loop ct_loop; /* a loop and what is in it, in order */

/* The next claim (2300) or claim payment (2100); CT_END after the last. Findings go on as before. */
CT_API enum ct_status ct_reader_next_claim(ct_reader *, const ct_loop **);

CT_API const char *ct_loop_id(const ct_loop *);
CT_API const char *ct_loop_name(const ct_loop *);
CT_API const ct_loop *ct_loop_parent(const ct_loop *); /* 2300 -> 2000B or 2000C; NULL above the set */
CT_API const ct_loop *ct_loop_child(const ct_loop *, const char *id); /* first such loop, or NULL */
CT_API const ct_loop *ct_loop_next(const ct_loop *);   /* next sibling of the same id */
CT_API const ct_loop *ct_loop_first(const ct_loop *);  /* first child loop of any id */
CT_API const ct_loop *ct_loop_sibling(const ct_loop *); /* next sibling of any id */
CT_API const ct_segment *ct_loop_segments(const ct_loop *);      /* its first own segment */
CT_API const ct_segment *ct_segment_sibling(const ct_segment *); /* next of the same loop, or NULL */
/* "REF[F8]": the first REF whose first element is F8; "REF" the first of any; NULL when none. */
CT_API const ct_segment *ct_loop_segment(const ct_loop *, const char *path);
/* "CLM05-3", "REF[F8]/REF02": the value; empty when absent. */
CT_API ct_slice ct_loop_value(const ct_loop *, const char *path);

/* ---- balancing -------------------------------------------------------- */

typedef struct ct_term {    /* one summand of an equation */
  ct_decimal amount;
  bool negative;            /* it is subtracted */
  const char *what;         /* "SVD02", "CAS PR 96", static or owned by the row */
  uint32_t segment;         /* number in the set */
} ct_term;

typedef struct ct_balance { /* one equation, balanced or not: total = sum of terms */
  const ct_finding_info *rule; /* claim-charge-balance, cob-line-balance ... */
  ct_location where;
  ct_slice payer, line;     /* other payer's id; LX01 or SVC number; may be empty */
  ct_decimal total;         /* the left side, e.g. CLM02 */
  const char *total_what;   /* "CLM02" */
  uint32_t total_segment;
  const ct_term *terms;
  size_t term_count;
  ct_decimal expected, actual, difference; /* actual - expected */
  bool balanced, told;      /* told: a finding was made of it */
} ct_balance;

/* ---- sinks: every report is one of these ------------------------------ */

enum { /* what a sink wants; the reader does nothing that nobody wants */
  CT_WANT_ENVELOPE = 1, /* interchange, group, set events, file end */
  CT_WANT_SEGMENTS = 2, /* loops, segments, text as well */
  CT_WANT_CLAIMS = 4,
  CT_WANT_BALANCE = 8,
  /*
   * Beside CT_WANT_SEGMENTS, of a shallow reader all of whose sinks want it: segments of a set
   * that are plain (see ct_segment_is_plain) may come as one CT_EV_RUN.  Its text is that of the
   * input, every segment with its terminator and what stands before it: the same for all of a
   * run, nothing, LF, CR or CR LF.  `where` is that of the first.
   */
  CT_WANT_RUNS = 16
};

typedef struct ct_sink ct_sink;
struct ct_sink {
  unsigned wants;
  enum ct_status (*event)(ct_sink *, const ct_event *);     /* may be NULL */
  enum ct_status (*finding)(ct_sink *, const ct_finding *); /* may be NULL */
  enum ct_status (*claim)(ct_sink *, const ct_loop *);      /* may be NULL */
  enum ct_status (*balance)(ct_sink *, const ct_balance *); /* may be NULL */
  enum ct_status (*finish)(ct_sink *); /* after the last file: closes the document */
  void (*free)(ct_sink *);
};
/* Reads the whole input into the sinks; the first status that is not CT_OK stops it and is returned. */
CT_API enum ct_status ct_reader_run(ct_reader *, ct_sink *const *sinks, size_t count);

/* ---- examples of rules ------------------------------------------------ */

typedef struct ct_example { /* of a rule, in a guide or a profile, and whether it holds */
  const char *guide, *origin; /* "005010X223A2"; "built in", or the file */
  const char *rule;
  uint32_t line;           /* where it is written */
  bool fails;              /* the rule must be told of it */
  bool held;
  const char *trouble;     /* why it does not hold; "" when it does */
} ct_example;
typedef void ct_example_fn(void *ctx, const ct_example *);
/*
 * Reads every example of every rule of the guides and profiles that are open.  A rule without
 * an example that passes, or without one that fails, is told as one that does not hold.
 * `strict`: nothing else may be told of an example than what it says itself.
 */
CT_API enum ct_status ct_grammars_run_examples(const ct_grammars *, bool strict, ct_example_fn *,
                                               void *ctx);

/*
 * Many inputs, read by up to `threads` readers at once and told in order: the sinks hear, in
 * the caller's thread, what one reader would have told them, whatever `threads` is (which takes
 * the place of that in the options; where there are fewer inputs, their readers share them).
 * Memory is bounded by the threads.  open and close are called in a reader's thread, begin and
 * end in the caller's, in order, with everything of an input between them.  Sinks that want
 * segments or claims are CT_MISUSE.  CT_NO_MEMORY, or the first status of a sink or of end() that is not CT_OK.
 */
typedef struct ct_many {
  size_t count;
  void *ctx;
  bool (*open)(void *ctx, size_t index, ct_reader *); /* sets the input; false: end() tells why */
  void (*close)(void *ctx, size_t index, ct_reader *);
  void (*begin)(void *ctx, size_t index); /* only after open() was true */
  /* reader: NULL when open() was false; status: as of ct_reader_run() */
  enum ct_status (*end)(void *ctx, size_t index, ct_reader *, enum ct_status);
} ct_many;
CT_API enum ct_status ct_run_many(const ct_grammars *, const ct_options *, unsigned threads,
                                  const ct_many *, ct_sink *const *sinks, size_t count);

/* ---- writer ----------------------------------------------------------- */

typedef struct ct_writer ct_writer;

CT_API ct_writer *ct_writer_new(const ct_delimiters *, ct_write_fn *, void *ctx); /* NULL: no memory */
CT_API void ct_writer_free(ct_writer *);
CT_API void ct_writer_newline(ct_writer *, bool after_each); /* a line feed after each terminator */
CT_API void ct_writer_begin(ct_writer *, const char *tag);
CT_API void ct_writer_element(ct_writer *, const char *, size_t);    /* the next element */
CT_API void ct_writer_component(ct_writer *, const char *, size_t);  /* the next component of it */
CT_API void ct_writer_repetition(ct_writer *, const char *, size_t); /* the next repetition of it */
CT_API void ct_writer_end(ct_writer *);  /* trailing empties are not sent; counts for SE, GE, IEA */
CT_API void ct_writer_copy(ct_writer *, const ct_segment *); /* in this writer's delimiters */
/* SE, GE, IEA with their counts and the control numbers of ST, GS, ISA. */
CT_API void ct_writer_end_set(ct_writer *);
CT_API void ct_writer_end_group(ct_writer *);
CT_API void ct_writer_end_interchange(ct_writer *);
/* Errors stick: data that holds a delimiter is CT_MISUSE, a failing write CT_IO. */
CT_API enum ct_status ct_writer_flush(ct_writer *);

#ifdef __cplusplus
}
#endif
#endif
