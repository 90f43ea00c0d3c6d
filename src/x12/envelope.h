/*
 * envelope.h -- what is remembered of the open interchange, group and set: bounded copies.
 *
 * Values longer than a slot are cut: they are wrong anyway, and told so by their length.
 */
#ifndef CT_X12_ENVELOPE_H
#define CT_X12_ENVELOPE_H

#include "base/set.h"
#include "x12/fault.h"
#include "x12/tokenizer.h"

#define CT_TAG_ISA CT_TAG3('I', 'S', 'A')
#define CT_TAG_IEA CT_TAG3('I', 'E', 'A')
#define CT_TAG_GS  CT_TAG2('G', 'S')
#define CT_TAG_GE  CT_TAG2('G', 'E')
#define CT_TAG_ST  CT_TAG2('S', 'T')
#define CT_TAG_SE  CT_TAG2('S', 'E')
#define CT_TAG_TA1 CT_TAG3('T', 'A', '1')

enum { CT_WORD_SIZE = 64, CT_KEPT_SEGMENT = 512, CT_KEPT_MARKS = 64 };

typedef struct ct_word { /* a kept value */
  uint8_t len;
  char text[CT_WORD_SIZE];
} ct_word;
static inline void ct_word_keep(ct_word *w, ct_slice s) {
  w->len = (uint8_t)(s.len < CT_WORD_SIZE ? s.len : CT_WORD_SIZE);
  memcpy(w->text, s.ptr, w->len);
}
static inline ct_slice ct_word_get(const ct_word *w) { return ct_slice_make(w->text, w->len); }

/* A segment kept beyond the next token: cut when it is longer than any of its kind. */
typedef struct ct_kept {
  ct_segment segment;
  char text[CT_KEPT_SEGMENT];
  uint32_t mark[CT_KEPT_MARKS + 1];
} ct_kept;
void ct_kept_keep(ct_kept *, const ct_segment *);
/* After a ct_kept was copied by assignment: its view points into the copy again. */
void ct_kept_settle(ct_kept *);

typedef struct ct_interchange {
  bool open;
  ct_word control;          /* ISA13 */
  ct_kept isa;
  uint64_t groups, acks;    /* GS and TA1 so far */
  bool version_pending;     /* ISA12 is another version: told when the groups have spoken */
  bool endless;             /* no segment terminator: nothing after the ISA can be read */
} ct_interchange;

typedef struct ct_group {
  bool open;
  ct_word control, code, version; /* GS06 GS01 GS08 */
  ct_kept gs;
  uint64_t sets;
  bool supported;
} ct_group;

typedef struct ct_set {
  bool open;
  ct_word code, control, version; /* ST01 ST02 ST03-or-GS08 */
  uint64_t offset;
  uint32_t segments;
} ct_set;

/* Whether two N0 values are the same number ("1" and "000000001"); texts where they are none. */
bool ct_same_number(ct_slice, ct_slice);
/* Faults of the ISA itself: widths, delimiters, usage (E-001). `production` asks for P. */
void ct_envelope_isa(const ct_isa *, const ct_segment *, bool production, ct_fault_fn *, void *ctx);
/* The TA1 note that goes with an element of ISA (1..16). */
const char *ct_envelope_isa_note(unsigned element);
/* The exact width of an element of ISA (1..16). */
unsigned ct_envelope_isa_width(unsigned element);

#endif
