/*
 * lone.h -- a transaction set that is read by itself, by another reader than the file's.
 *
 *   ISA GS | set 1 | set 2 | set 3 | GE IEA      the file's reader: envelopes, and what
 *             |        |       |                 they count; it adopts the sets in order
 *          lone 1   lone 2   lone 1              lone readers: what stands in a set
 *
 * What a set shows depends on its bytes, on the ISA and GS above it, and on whether its group
 * has had its ST02.  A lone reader reads that ISA and GS, then the set; the file's reader
 * adopts the set only when it stands exactly where the set was read, below that ISA and GS,
 * and nothing in it touches what is told once a file.  Else it reads the set itself: what is
 * told never depends on this.
 */
#ifndef CT_LONE_H
#define CT_LONE_H

#include "reader.h"
#include "record.h"

enum { CT_HEADING_GS = 512 }; /* bytes of a GS; a longer one heads no lone sets */

typedef struct ct_heading { /* ISA and GS as sent, with as much behind them as is looked at */
  uint64_t id;              /* another one for each heading of an input, from 1 */
  uint64_t isa_offset, gs_offset;
  uint32_t isa_len, gs_len;
  unsigned users;
  char isa[CT_ISA_LOOK], gs[CT_HEADING_GS + CT_ISA_LOOK];
} ct_heading;

typedef struct ct_lone_set {
  uint64_t start, end; /* in the input: behind the segment before it, behind its SE */
  ct_heading *heading;
  ct_slice control; /* ST02 as sent; lives as long as the bytes of the set */
  bool duplicate;   /* its group has had that ST02, it is supposed */
  /* what reading it showed: */
  bool whole;                   /* false: the file's reader is to read it */
  const ct_entry *first, *last; /* of the record; NULL: it told nothing */
  ct_counts counts;
  ct_framing framing;
  ct_set set;
  ct_word claim, line, unit_value;
  ct_tag unit_tag;
  uint8_t unit_element;
} ct_lone_set;

typedef struct ct_lone { /* one that reads such sets */
  ct_reader *reader;
  uint64_t heading; /* id of the one that was read; 0 none */
  bool aimed;       /* the tokenizer goes on in the same bytes */
} ct_lone;

/*
 * Reads the set at bytes[0], of which `len` are there: the set, and what follows it as far as
 * is known.  False, and set->whole: it is to be read in its place.
 */
bool ct_lone_read(ct_lone *, const char *name, const char *bytes, size_t len, ct_lone_set *,
                  ct_record *);
/* The bytes that were read from go: the next set is elsewhere. */
void ct_lone_turn(ct_lone *);

/* The file's reader stands where the set was read. */
bool ct_reader_stands_at(const ct_reader *, const ct_lone_set *);
/* Whether the set, which was read whole, would show it the same. */
bool ct_reader_agrees(const ct_reader *, const ct_lone_set *);
/* Tells what the set showed, and goes on behind it in `input`. */
void ct_reader_adopt(ct_reader *, const ct_lone_set *, ct_input *);

#endif
