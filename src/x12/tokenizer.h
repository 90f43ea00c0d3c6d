/*
 * tokenizer.h -- from bytes to segments, in bounded memory.
 *
 *   window  |...consumed...|segment|segment|segm        |  free  |64 pad|
 *                          at                   filled
 *                                          ^-- scanned: marks are known up to here
 *
 * The window is refilled when no whole segment is left: the unfinished tail moves to the
 * front, reading goes on behind it.  Nothing is scanned twice, unless an ISA changes the
 * delimiters or a binary segment hides some.  It knows ISA (whose separators tell the
 * delimiters), IEA and BIN/BDS, and nothing else of X12: envelopes are above it.
 *
 * Outside an interchange it looks for "ISA" where a segment may start (start of input,
 * after a terminator, a line end, blanks, a byte order mark); what it skips comes out as
 * CT_TOKEN_TEXT in pieces of at most CT_TEXT_PIECE bytes.  Inside one, blanks, CR, LF
 * before a tag are the segment's `lead`.  After IEA it is outside again; a segment that
 * looks like ISA inside an interchange starts the next one (resynchronising).
 *
 * Every byte of the input is in exactly one token: lead, raw and terminator of a segment,
 * or text; what a CT_TOKEN_TOO_LONG covers is dropped.  Tokens do not depend on the read
 * size or the SIMD level.
 */
#ifndef CT_X12_TOKENIZER_H
#define CT_X12_TOKENIZER_H

#include "base/charclass.h"
#include "base/input.h"
#include "x12/isa.h"
#include "x12/scan.h"
#include "x12/segment.h"

enum ct_token {
  CT_TOKEN_SEGMENT,
  CT_TOKEN_ISA,     /* segment is the ISA; delims are set from it; see ct_isa */
  CT_TOKEN_TEXT,    /* bytes that are no segment: junk, blanks, byte order mark, tail */
  CT_TOKEN_TOO_LONG /* a segment passed max_segment: the view holds its first CT_LONG_HEAD
                       bytes, no mark but that of the tag; it is skipped to its terminator */
};

enum {
  CT_TEXT_PIECE = 4096, /* most bytes of one text token */
  CT_LEAD_MAX = 4096,   /* most bytes of a lead; blanks beyond come out as text */
  CT_LONG_HEAD = 64
};

/* What the framing showed so far in this input; each is told once, as a note. */
typedef struct ct_framing {
  bool byte_order_mark, line_ends, indented, wrapped;
} ct_framing;

typedef struct ct_tokenizer ct_tokenizer;

/* Sizes of 0 are the usual ones, 256 and 64 KiB.  NULL: no memory. */
ct_tokenizer *ct_tokenizer_new(uint32_t read_size, uint64_t max_segment, enum ct_simd);
void ct_tokenizer_free(ct_tokenizer *);
void ct_tokenizer_reset(ct_tokenizer *, ct_input *); /* new input (borrowed); counts from 0 */
/*
 * The next token.  CT_END at the end of input.  The segment, ISA and text live until the
 * next call.  All that follows an ISA whose element separator is a letter, digit, blank or
 * not ASCII, or whose terminator cannot be told, is TEXT up to the next ISA.
 */
static inline enum ct_status ct_tokenizer_next(ct_tokenizer *, enum ct_token *);
/*
 * Instead of a next: as many whole, clean segments of known tags as are there, up to one that begins
 * or ends an envelope.  Returns their number; the text is from the lead of the first to the
 * terminator of the last, all leads are alike (none, LF, CR, CR LF), and the offset that of the
 * first tag.  0: nothing was done.
 */
uint32_t ct_tokenizer_take_run(ct_tokenizer *, ct_slice *text);
/*
 * Goes on at `offset`, where a segment or text begins: what is at hand is forgotten, and the
 * next read of `input` (borrowed) gives the bytes from there.
 */
void ct_tokenizer_seek(ct_tokenizer *, ct_input *, uint64_t offset);
ct_slice ct_tokenizer_at_hand(const ct_tokenizer *); /* read, and not yet consumed */
/* The framing of what follows is told by itself, as if nothing had come before. */
void ct_tokenizer_forget_framing(ct_tokenizer *);
/* One object, overwritten by each next. */
static inline ct_segment *ct_tokenizer_segment(ct_tokenizer *);
const ct_isa *ct_tokenizer_isa(const ct_tokenizer *); /* the last one */
ct_slice ct_tokenizer_text(const ct_tokenizer *);
/* Of the current token's first byte: of the tag, not of the lead. */
uint64_t ct_tokenizer_offset(const ct_tokenizer *);
uint64_t ct_tokenizer_bytes(const ct_tokenizer *); /* consumed so far */
ct_framing ct_tokenizer_framing(const ct_tokenizer *);
const char *ct_tokenizer_error(const ct_tokenizer *);

/* ---- private, but for the fast path: a whole clean segment that is in the index ---- */

enum ct_tokenizer_state { CT_AT_TEXT, CT_AT_SEGMENT, CT_AT_LONG };

enum { CT_TAG_SLOTS = 512 };

struct ct_tokenizer {
  ct_segment segment;
  /* the window and the index of its bytes [.., scanned) */
  char *window;
  ct_marks index;
  uint32_t next_mark, next_end, next_dirt; /* first ones that are not consumed */
  uint32_t fast_ends;                      /* ends before this one are the fast path's */
  uint32_t at, scanned, filled;
  /* line ends before a segment, as the last one had them: none, LF, CR or CR LF */
  uint32_t lead_len;
  uint16_t lead_mask, lead_want;
  uint64_t base;              /* offset in the input of window[0] */
  ct_tag plain[CT_TAG_SLOTS]; /* tags seen that are well-formed and change nothing */
  /* the rest is touched now and then */
  uint32_t dirt_at;    /* index.dirt[next_dirt], or past all */
  uint32_t clean_ends; /* ends before this one have no dirt before them */
  uint32_t max_segment, batch;
  uint32_t read_size, capacity, capacity_max;
  size_t mark_capacity;
  void *window_memory;
  ct_input *input;
  ct_scan_fn *scan;
  ct_scan_set set;
  ct_isa isa[2];      /* the last one, and one being looked at */
  unsigned isa_index; /* of the last one */
  enum ct_tokenizer_state state;
  enum ct_status status; /* sticks: CT_IO, CT_NO_MEMORY */
  bool may_start;        /* text: a segment may start at `at` */
  bool ended;            /* the input has */
  bool binary;           /* a BIN or BDS was met: what follows it may have been looked at */
  uint32_t look;         /* text, long: bytes from `at` that hold no ISA */
  uint64_t skip;         /* long: bytes to drop before the terminator is looked for */
  char *clean;           /* text and marks of a segment without its line ends */
  uint32_t *clean_mark;
  size_t clean_capacity, clean_mark_capacity;
  uint32_t few[4]; /* marks of a view that has none in the index */
  ct_framing framing;
  ct_slice text;
};

enum ct_status ct_tokenizer_next_slow(ct_tokenizer *, enum ct_token *);

static inline ct_segment *ct_tokenizer_segment(ct_tokenizer *t) {
  return &t->segment;
}

/* The first four bytes, first highest. */
static inline uint32_t ct_tokenizer_load_tag(const char *p) {
  uint32_t w;
  memcpy(&w, p, sizeof w);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  w = __builtin_bswap32(w);
#endif
  return w;
}

/* The usual tags of a claim or a remittance have a slot each; others take turns. */
static inline uint32_t ct_tokenizer_slot(ct_tag tag) {
  return tag * 0x85cc4d6fu >> 23;
}

/*
 * Takes the next segment when there is nothing to think about: it is whole, clean, of fair
 * length, with the same line ends before it as the last, and has a tag that was met before.
 */
static inline bool ct_tokenizer_take(ct_tokenizer *t) {
  static const uint32_t kept[2] = {0xFFFF0000u, 0xFFFFFF00u};
  if (t->next_end >= t->fast_ends) return false;
  uint32_t end = t->index.end[t->next_end];
  const uint32_t *mark = t->index.mark + t->next_mark;
  uint32_t at = t->at, stop = t->index.mark[end], start = at + t->lead_len;
  const char *lead = t->window + at, *p = t->window + start;
  uint16_t before;
  memcpy(&before, lead, sizeof before);
  uint32_t tag_len = mark[0] - start;
  if ((before & t->lead_mask) != t->lead_want || tag_len - 2 > 1) return false;
  ct_tag tag = ct_tokenizer_load_tag(p) & kept[tag_len - 2];
  ct_segment *s = &t->segment;
  if (p[tag_len] != s->delims.element || t->plain[ct_tokenizer_slot(tag)] != tag) return false;
  s->text = p;
  s->len = stop - start;
  s->tag_len = tag_len;
  s->tag = tag;
  s->marks = end - t->next_mark;
  s->mark = mark;
  s->origin = start;
  s->terminated = true;
  s->dirty = false;
  s->terminator = s->delims.segment;
  s->number = 0;
  s->node = 0;
  s->offset = t->base + start;
  s->raw = ct_slice_make(p, stop - start);
  s->lead = ct_slice_make(lead, start - at);
  t->next_mark = end + 1;
  t->next_end++;
  t->at = stop + 1;
  return true;
}

static inline enum ct_status ct_tokenizer_next(ct_tokenizer *t, enum ct_token *token) {
  if (ct_tokenizer_take(t)) {
    *token = CT_TOKEN_SEGMENT;
    return CT_OK;
  }
  return ct_tokenizer_next_slow(t, token);
}

#endif
