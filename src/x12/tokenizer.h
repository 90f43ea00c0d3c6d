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
  CT_TOKEN_TEXT,    /* `text`: bytes that are no segment (junk, blanks, BOM, tail) */
  CT_TOKEN_TOO_LONG, /* a segment passed max_segment: the view holds its first CT_LONG_HEAD
                        bytes without marks; it is skipped up to its terminator */
  CT_TOKEN_BINARY   /* payload of a BIN/BDS is inside the segment by its length; reserved */
};

enum {
  CT_TEXT_PIECE = 4096, /* most bytes of one text token */
  CT_LEAD_MAX = 4096,   /* most bytes of a lead; blanks beyond come out as text */
  CT_LONG_HEAD = 64
};

typedef struct ct_framing { /* what the framing showed so far in this input; each told once as a note */
  bool byte_order_mark, line_ends, indented, wrapped;
} ct_framing;

typedef struct ct_tokenizer ct_tokenizer;

ct_tokenizer *ct_tokenizer_new(uint32_t read_size, uint64_t max_segment, enum ct_simd); /* NULL: no memory */
void ct_tokenizer_free(ct_tokenizer *);
void ct_tokenizer_reset(ct_tokenizer *, ct_input *); /* new input (borrowed); counts from 0 */
/*
 * The next token.  CT_END at the end of input.  The segment, ISA and text live until the
 * next call.  A well-formed ISA whose element separator cannot be told is TEXT; so is all
 * that follows an ISA whose terminator cannot be told, up to the next ISA.
 */
static inline enum ct_status ct_tokenizer_next(ct_tokenizer *, enum ct_token *);
static inline ct_segment *ct_tokenizer_segment(ct_tokenizer *); /* one object, overwritten by each next */
const ct_isa *ct_tokenizer_isa(const ct_tokenizer *); /* the last one */
ct_slice ct_tokenizer_text(const ct_tokenizer *);
uint64_t ct_tokenizer_offset(const ct_tokenizer *); /* of the current token's first byte (of the tag, not the lead) */
uint64_t ct_tokenizer_bytes(const ct_tokenizer *);  /* consumed so far */
ct_framing ct_tokenizer_framing(const ct_tokenizer *);
const char *ct_tokenizer_error(const ct_tokenizer *);

/* ---- private, but for the fast path: a whole clean segment that is in the index ---- */

enum ct_tokenizer_state { CT_AT_TEXT, CT_AT_SEGMENT, CT_AT_LONG };

struct ct_tokenizer {
  ct_segment segment;
  /* the window and the index of its bytes [.., scanned) */
  char *window;
  ct_marks index;
  uint32_t next_mark, next_end, next_dirt; /* first ones that are not consumed */
  uint32_t fast_ends; /* index.ends while segments may be taken by the fast path, else 0 */
  uint32_t dirt_at;   /* index.dirt[next_dirt], or past all */
  uint32_t at, scanned, filled;
  uint32_t max_segment;
  uint32_t leads;     /* or of all short leads: line ends were seen */
  uint64_t base;      /* offset in the input of window[0] */
  /* the rest is touched now and then */
  ct_isa isa[2];      /* the last one, and one being looked at */
  unsigned isa_index; /* of the last one */
  ct_scan_set set;
  ct_scan_fn *scan;
  enum ct_tokenizer_state state;
  bool may_start;     /* text: a segment may start at `at` */
  bool ended;         /* the input has */
  uint32_t look;      /* text: bytes from `at` that hold no ISA */
  uint64_t skip;      /* long: bytes to drop before the terminator is looked for */
  uint32_t read_size, capacity, capacity_max;
  size_t mark_capacity;
  void *window_memory;
  char *clean;        /* text and marks of a segment without its line ends */
  uint32_t *clean_mark;
  size_t clean_capacity, clean_mark_capacity;
  uint32_t few[4];    /* marks of a view that has none in the index */
  ct_input *input;
  enum ct_status status; /* sticks: CT_IO, CT_NO_MEMORY */
  ct_framing framing;
  ct_slice text;
};

enum ct_status ct_tokenizer_next_slow(ct_tokenizer *, enum ct_token *);

static inline ct_segment *ct_tokenizer_segment(ct_tokenizer *t) { return &t->segment; }

/* The first four bytes, first highest. */
static inline uint32_t ct_tokenizer_load_tag(const char *p) {
  uint32_t w;
  memcpy(&w, p, sizeof w);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  w = __builtin_bswap32(w);
#endif
  return w;
}

/* A tag of n = 2 or 3 upper-case letters and digits, the first a letter but I or B (ISA, IEA, BIN, BDS). */
static inline bool ct_tokenizer_plain_tag(const char *p, uint32_t n) {
  unsigned first = ct_char_class[(unsigned char)p[0]], second = ct_char_class[(unsigned char)p[1]];
  unsigned third = ct_char_class[(unsigned char)p[n - 1]];
  return (first & CT_CHAR_UPPER) && p[0] != 'I' && p[0] != 'B' &&
         (second & (CT_CHAR_UPPER | CT_CHAR_DIGIT)) && (third & (CT_CHAR_UPPER | CT_CHAR_DIGIT));
}

/*
 * Takes the next segment when there is nothing to think about: it is whole, clean, of fair
 * length, has a plain tag, and at most a CR and an LF before it.
 */
static inline bool ct_tokenizer_take(ct_tokenizer *t) {
  if (t->next_end >= t->fast_ends) return false;
  uint32_t end = t->index.end[t->next_end];
  const uint32_t *mark = t->index.mark;
  uint32_t stop = mark[end], at = t->at, first = mark[t->next_mark];
  const char *window = t->window;
  uint32_t start = at;
  start += window[start] == '\r';
  start += window[start] == '\n';
  const char *p = window + start;
  uint32_t tag_len = first - start;
  if (stop >= t->dirt_at || tag_len - 2 > 1 || p[tag_len] != t->segment.delims.element ||
      stop - start > t->max_segment || !ct_tokenizer_plain_tag(p, tag_len)) {
    return false;
  }
  ct_segment *s = &t->segment;
  uint32_t len = stop - start;
  s->text = p;
  s->len = len;
  s->tag_len = tag_len;
  s->tag = ct_tokenizer_load_tag(p) & ~(uint32_t)0 << (32 - 8 * tag_len);
  s->marks = end - t->next_mark;
  s->mark = mark + t->next_mark;
  s->origin = start;
  s->number = 0;
  s->node = 0;
  s->offset = t->base + start;
  s->raw = ct_slice_make(p, len);
  s->lead = ct_slice_make(window + at, start - at);
  s->terminated = true;
  s->dirty = false;
  s->terminator = s->delims.segment;
  t->leads |= start - at;
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
