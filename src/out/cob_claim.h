/*
 * cob_claim.h -- the claim for the next payer, as segments.
 *
 * The payer that paid becomes another payer (2320, 2330A, 2330B, 2430); the next one moves to
 * 2010BB, its subscriber to 2010BA, and the patient to where it belongs then.
 */
#ifndef CT_OUT_COB_CLAIM_H
#define CT_OUT_COB_CLAIM_H

#include "out/cob_entry.h"

typedef struct ct_cob_row { /* of --next-payer */
  ct_slice claim, name, payer, member, relationship, filing;
} ct_cob_row;

typedef struct ct_cob_rows {
  ct_cob_row *each;
  size_t count;
} ct_cob_rows;

typedef struct ct_cob_next { /* the next payer of a claim */
  const ct_loop *other;     /* its 2320, or NULL */
  ct_slice rank, relationship, group, group_name, filing, name, id_kind, id;
  ct_slice member_kind, member;
  char rank_text[2];
} ct_cob_next;

/* Who is next; words in `why` when nobody knows. */
void ct_cob_next_find(ct_cob_next *, const ct_cob_entry *, const ct_cob_rows *,
                      char why[CT_COB_WHY]);

/* What stands below the HL of the subscriber; of the patient; the claim itself. */
void ct_cob_write_subscriber(ct_writer *, const ct_cob_entry *, const ct_cob_next *);
bool ct_cob_has_patient(const ct_cob_next *); /* a 2000C is needed */
void ct_cob_write_patient(ct_writer *, const ct_cob_entry *, const ct_cob_next *);
void ct_cob_write_claim(ct_writer *, const ct_cob_entry *, const ct_cob_next *,
                        const ct_cob_carriers *);
/* The segments of 2000A but its HL, with its name loops. */
void ct_cob_write_provider(ct_writer *, const ct_loop *provider);

typedef struct ct_cob_heading { /* what the envelopes take from the command */
  const char *sender, *receiver; /* NULL: as in the 837 */
  const char *addressee;         /* 1000B NM109; NULL: as in the 837 */
  char date[9], time[5];         /* CCYYMMDD, HHMM */
} ct_cob_heading;

/* `bytes` begins with the ISA of the source, its GS after `isa_len` bytes. */
void ct_cob_write_isa(ct_writer *, const ct_cob_heading *, ct_slice isa, ct_delimiters,
                      uint32_t control);
void ct_cob_write_gs(ct_writer *, const ct_cob_heading *, ct_slice gs, ct_delimiters,
                     uint32_t control);
/* ST, BHT, 1000A, 1000B. */
void ct_cob_write_header(ct_writer *, const ct_cob_heading *, const ct_loop *root, ct_slice gs,
                         ct_delimiters, const ct_cob_next *, uint32_t control);
void ct_cob_write_hl(ct_writer *, uint64_t number, uint64_t parent, const char *level, bool child);

/* One segment; elements that are empty are left empty. */
void ct_cob_put(ct_writer *, const char *tag, const ct_slice *elements, size_t count);
#define CT_COB_PUT(w, tag, ...)                                                                    \
  ct_cob_put(w, tag, (const ct_slice[]){__VA_ARGS__},                                              \
             sizeof((const ct_slice[]){__VA_ARGS__}) / sizeof(ct_slice))
/* The elements of a segment as text; returns their number (the tag is none of them). */
size_t ct_cob_split(ct_slice text, ct_delimiters, ct_slice *elements, size_t room);

#endif
