/*
 * cob.c -- builds each paired claim, has it judged by the guides, and writes what is right.
 *
 * Knows the order of writing: interchange, group and set as read, billing providers and
 * subscribers grouped again.  What a claim looks like is cob_claim.c's.
 */
#include "out/cob.h"

#include "base/mem.h"

#include <stdio.h>

enum { MOST_CLAIMS_A_SET = 5000, MOST_CLAIMS_A_PATIENT = 100, BLOCK = 16384 };

/* Its length without the full stop. */
static int sentence(const char *text) {
  size_t n = strlen(text);
  if (n && text[n - 1] == '.') n--;
  return (int)(n < 160 ? n : 160);
}

static void on_finding(void *ctx, const ct_finding *f) {
  ct_cob *c = ctx;
  if (strcmp(f->info->id, "cob-inpatient-line-detail") == 0) c->line_detail = true;
  if (f->severity != CT_ERROR || c->guilty) return;
  char message[200], reference[CT_REFERENCE_SIZE];
  if (f->rule_text && f->rule) /* its words are nobody's secret */
    snprintf(message, sizeof message, "%.*s (rule %s)", sentence(f->rule_text), f->rule_text,
             f->rule);
  else
    ct_finding_message(f, true, message, sizeof message);
  ct_location_reference(&f->where, reference);
  c->guilty = true;
  snprintf(c->verdict, sizeof c->verdict, "what would be written is wrong: %s [%s %.*s%s%s] (%s)",
           message, f->where.loop, (int)(f->where.tag.len & 15), f->where.tag.ptr,
           *reference ? " " : "", reference, f->info->id);
}

ct_cob *ct_cob_new(const ct_cob_options *opt) {
  ct_cob *c = ct_mem_zalloc(1, sizeof *c);
  if (!c) return NULL;
  c->opt = *opt;
  ct_cob_store_init(&c->claims, "837");
  ct_cob_store_init(&c->remits, "835");
  ct_arena_init(&c->arena, BLOCK, 0);
  ct_options judging = {.now = opt->now, .read_size = 65536};
  c->judge = ct_reader_new(opt->writing, &judging);
  bool ok = ct_cob_view_open(&c->claim, opt->reading, true);
  ok = ct_cob_view_open(&c->remit, opt->reading, false) && ok;
  if (!ok || !c->judge) {
    ct_cob_free(c);
    return NULL;
  }
  ct_reader_on_finding(c->judge, on_finding, c);
  return c;
}

void ct_cob_free(ct_cob *c) {
  if (!c) return;
  ct_cob_store_free(&c->claims);
  ct_cob_store_free(&c->remits);
  ct_cob_view_close(&c->claim);
  ct_cob_view_close(&c->remit);
  ct_reader_free(c->judge);
  ct_arena_free(&c->arena);
  ct_mem_free(c);
}

/* ---- one claim -------------------------------------------------------------------------------- */

static ct_slice envelope(const ct_cob *c, uint32_t claim, bool group) {
  const ct_cob_set *set = ct_cob_set_of(&c->claims, claim);
  return group ? ct_slice_make(c->claim.bytes.data + set->isa_len, set->gs_len)
               : ct_slice_make(c->claim.bytes.data, set->isa_len);
}

static ct_delimiters delimiters_of(const ct_cob *c) {
  return ct_segment_delimiters(ct_loop_segments(c->claim.claim));
}

enum ct_status ct_cob_build(ct_cob *c, uint32_t claim, bool at_claim, ct_cob_entry *e,
                            ct_cob_next *n, char why[CT_COB_WHY]) {
  ct_arena_rewind(&c->arena, (ct_arena_mark){NULL, NULL, 0});
  enum ct_status status = ct_cob_view_load(&c->claim, &c->claims, claim);
  if (status == CT_OK)
    status = ct_cob_view_load(&c->remit, &c->remits, c->claims.claims[claim].answer);
  if (status == CT_OK)
    status = ct_cob_entry_make(e, &c->arena, &c->remit, &c->claim, c->opt.carriers, at_claim, why);
  if (status == CT_OK && !*why && n) ct_cob_next_find(n, e, c->opt.rows, why);
  return status == CT_END ? CT_IO : status;
}

static ptrdiff_t to_buffer(void *buffer, const char *bytes, size_t size) {
  ct_buffer *out = buffer;
  ct_buffer_add(out, bytes, size);
  return out->status == CT_OK ? (ptrdiff_t)size : -1;
}

/* A writer only knows that its bytes were not taken; the buffer knows why. */
static enum ct_status flush_into(ct_writer *w, const ct_buffer *out) {
  enum ct_status status = ct_writer_flush(w);
  return status == CT_IO && out->status != CT_OK ? out->status : status;
}

static void write_alone(ct_cob *c, ct_writer *w, uint32_t claim, const ct_cob_entry *e,
                        const ct_cob_next *n) {
  ct_delimiters d = delimiters_of(c);
  bool patient = ct_cob_has_patient(n);
  ct_cob_write_isa(w, &c->opt.heading, envelope(c, claim, false), d, 1);
  ct_cob_write_gs(w, &c->opt.heading, envelope(c, claim, true), d, 1);
  ct_cob_write_header(w, &c->opt.heading, c->claim.root, envelope(c, claim, true), d, n, 1);
  const ct_loop *provider = ct_cob_above(e->claim, "2000A");
  ct_cob_write_hl(w, 1, 0, "20", true);
  if (provider) ct_cob_write_provider(w, provider);
  ct_cob_write_hl(w, 2, 1, "22", patient);
  ct_cob_write_subscriber(w, e, n);
  if (patient) {
    ct_cob_write_hl(w, 3, 2, "23", false);
    ct_cob_write_patient(w, e, n);
  }
  ct_cob_write_claim(w, e, n, c->opt.carriers);
  ct_writer_end_set(w);
  ct_writer_end_group(w);
  ct_writer_end_interchange(w);
}

enum ct_status ct_cob_judge(ct_cob *c, uint32_t claim, const ct_cob_entry *e,
                            const ct_cob_next *n) {
  ct_buffer built;
  ct_buffer_init(&built, NULL, NULL);
  ct_delimiters d = delimiters_of(c);
  ct_writer *w = ct_writer_new(&d, to_buffer, &built);
  c->guilty = c->line_detail = false;
  enum ct_status status = w ? CT_OK : CT_NO_MEMORY;
  if (w) {
    write_alone(c, w, claim, e, n);
    status = flush_into(w, &built);
  }
  if (status == CT_MISUSE) {
    c->guilty = true;
    snprintf(c->verdict, sizeof c->verdict,
             "the remittance holds a character that is a delimiter of the claim's file");
    status = CT_OK;
  } else if (status == CT_OK) {
    status = ct_reader_set_memory(c->judge, built.data, built.len);
    if (status == CT_OK) status = ct_reader_run(c->judge, NULL, 0);
  }
  ct_writer_free(w);
  ct_buffer_free(&built);
  return status;
}

/* As the 835 tells it; where the partner wants no lines of such a claim, all at the claim. */
static enum ct_status build_and_judge(ct_cob *c, uint32_t claim, ct_cob_entry *e, ct_cob_next *n,
                                      char why[CT_COB_WHY]) {
  for (unsigned at_claim = 0; at_claim < 2; at_claim++) {
    enum ct_status status = ct_cob_build(c, claim, at_claim, e, n, why);
    if (status != CT_OK || *why) return status;
    status = ct_cob_judge(c, claim, e, n);
    if (status != CT_OK || !c->guilty) return status;
    if (!c->line_detail) break;
  }
  snprintf(why, CT_COB_WHY, "%s", c->verdict);
  return CT_OK;
}

/* ---- all of them ---------------------------------------------------------------------------------- */

typedef struct writing {
  ct_cob *cob;
  ct_buffer *out;
  ct_writer *writer; /* of the open interchange */
  uint64_t isa_at, gs_at;
  uint32_t set, provider, file; /* being written; provider: level */
  uint32_t interchanges, groups, sets;
  uint64_t hl, provider_hl, claims, claims_of_people;
  ct_buffer people, before; /* subscriber and patient of this claim, of the last */
  bool open, group_open, set_open;
} writing;

static enum ct_status end_interchange(writing *x) {
  enum ct_status status = CT_OK;
  if (x->set_open) ct_writer_end_set(x->writer);
  if (x->group_open) ct_writer_end_group(x->writer);
  if (x->open) {
    ct_writer_end_interchange(x->writer);
    status = flush_into(x->writer, x->out);
  }
  x->set_open = x->group_open = x->open = false;
  ct_writer_free(x->writer);
  x->writer = NULL;
  return status;
}

static enum ct_status begin_interchange(writing *x, uint32_t claim) {
  enum ct_status status = end_interchange(x);
  ct_delimiters d = delimiters_of(x->cob);
  const ct_cob_options *o = &x->cob->opt;
  if (status == CT_OK && !(x->writer = ct_writer_new(&d, to_buffer, x->out))) status = CT_NO_MEMORY;
  if (status != CT_OK) return status;
  ct_cob_write_isa(x->writer, &o->heading, envelope(x->cob, claim, false), d,
                   o->control + x->interchanges++);
  x->open = true;
  x->groups = 0;
  return CT_OK;
}

/* Opens what the claim stands in and is not open. */
static enum ct_status place(writing *x, uint32_t claim, const ct_cob_next *n) {
  ct_cob *c = x->cob;
  uint32_t set_number = c->claims.levels[c->claims.claims[claim].level].set;
  const ct_cob_set *set = &c->claims.sets[set_number];
  ct_slice gs = envelope(c, claim, true);
  ct_delimiters d = delimiters_of(c);
  if (!x->open || x->file != set->file || x->isa_at != set->isa_at) {
    enum ct_status status = begin_interchange(x, claim);
    if (status != CT_OK) return status;
  }
  if (x->group_open && x->gs_at != set->gs_at) {
    if (x->set_open) ct_writer_end_set(x->writer);
    ct_writer_end_group(x->writer);
    x->set_open = x->group_open = false;
  }
  if (!x->group_open) {
    ct_cob_write_gs(x->writer, &c->opt.heading, gs, d, ++x->groups);
    x->group_open = true;
    x->sets = 0;
  }
  if (x->set_open && (x->set != set_number || x->claims >= MOST_CLAIMS_A_SET)) {
    ct_writer_end_set(x->writer);
    x->set_open = false;
  }
  if (!x->set_open) {
    ct_cob_write_header(x->writer, &c->opt.heading, c->claim.root, gs, d, n, ++x->sets);
    x->hl = x->claims = 0;
    x->provider = CT_COB_NONE;
    x->set_open = true;
  }
  x->file = set->file;
  x->isa_at = set->isa_at;
  x->gs_at = set->gs_at;
  x->set = set_number;
  return CT_OK;
}

static uint32_t provider_of(const ct_cob *c, uint32_t claim) {
  uint32_t l = c->claims.claims[claim].level;
  while (c->claims.levels[l].kind != 'B' && c->claims.levels[l].kind != '0')
    l = c->claims.levels[l].parent;
  return l;
}

/* Subscriber and patient as bytes, so that claims of the same people share their levels. */
static enum ct_status write_people(writing *x, const ct_cob_entry *e, const ct_cob_next *n) {
  ct_delimiters d = delimiters_of(x->cob);
  ct_buffer_reset(&x->people);
  ct_writer *w = ct_writer_new(&d, to_buffer, &x->people);
  if (!w) return CT_NO_MEMORY;
  ct_cob_write_subscriber(w, e, n);
  if (ct_cob_has_patient(n)) ct_cob_write_patient(w, e, n);
  enum ct_status status = flush_into(w, &x->people);
  ct_writer_free(w);
  return status;
}

static enum ct_status write_levels(writing *x, uint32_t claim, const ct_cob_entry *e,
                                   const ct_cob_next *n) {
  enum ct_status status = write_people(x, e, n);
  if (status != CT_OK) return status;
  uint32_t provider = provider_of(x->cob, claim);
  bool same = x->provider == provider && x->people.len == x->before.len &&
              x->claims_of_people < MOST_CLAIMS_A_PATIENT &&
              memcmp(x->people.data, x->before.data, x->before.len) == 0;
  if (x->provider != provider) {
    const ct_loop *l = ct_cob_above(e->claim, "2000A");
    ct_cob_write_hl(x->writer, x->provider_hl = ++x->hl, 0, "20", true);
    if (l) ct_cob_write_provider(x->writer, l);
    x->provider = provider;
  }
  x->claims_of_people = same ? x->claims_of_people + 1 : 1;
  if (same) return CT_OK;
  bool patient = ct_cob_has_patient(n);
  uint64_t subscriber = ++x->hl;
  ct_cob_write_hl(x->writer, subscriber, x->provider_hl, "22", patient);
  ct_cob_write_subscriber(x->writer, e, n);
  if (patient) {
    ct_cob_write_hl(x->writer, ++x->hl, subscriber, "23", false);
    ct_cob_write_patient(x->writer, e, n);
  }
  ct_buffer swap = x->before;
  x->before = x->people;
  x->people = swap;
  return CT_OK;
}

static enum ct_status write_one(writing *x, uint32_t claim) {
  ct_cob *c = x->cob;
  ct_cob_entry e;
  ct_cob_next n;
  char why[CT_COB_WHY] = "";
  uint32_t remit = c->claims.claims[claim].answer;
  enum ct_status status = build_and_judge(c, claim, &e, &n, why);
  if (status != CT_OK) return status;
  if (*why) {
    ct_cob_refuse(c, remit, CT_COB_REFUSED, e.id, why);
    return CT_OK;
  }
  status = place(x, claim, &n);
  if (status == CT_OK) status = write_levels(x, claim, &e, &n);
  if (status != CT_OK) return status;
  ct_cob_write_claim(x->writer, &e, &n, c->opt.carriers);
  x->claims++;
  c->remits.claims[remit].state = CT_COB_WRITTEN;
  c->counts.written++;
  return CT_OK;
}

enum ct_status ct_cob_write(ct_cob *c, ct_buffer *out) {
  writing x = {.cob = c, .out = out, .provider = CT_COB_NONE};
  ct_buffer_init(&x.people, NULL, NULL);
  ct_buffer_init(&x.before, NULL, NULL);
  enum ct_status status = CT_OK;
  for (uint32_t i = 0; status == CT_OK && i < c->claims.claim_count; i++)
    if (c->claims.claims[i].answer != CT_COB_NONE) status = write_one(&x, i);
  enum ct_status ended = end_interchange(&x);
  if (status == CT_OK) status = ended;
  ct_buffer_free(&x.people);
  ct_buffer_free(&x.before);
  return status == CT_OK ? ct_cob_close_pairs(c) : status;
}
