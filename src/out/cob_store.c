/*
 * cob_store.c -- the index of claims, and reading one of them again.
 *
 * Knows which segments begin a level and a claim in the 837 and the 835.  Does not know what is
 * in a claim, nor what is made of it.
 */
#include "out/cob_store.h"

#include "base/decimal.h"
#include "base/hash.h"
#include "base/input.h"
#include "base/mem.h"
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void ct_cob_store_init(ct_cob_store *s, const char *code) {
  *s = (ct_cob_store){.code = code};
}

void ct_cob_store_free(ct_cob_store *s) {
  for (size_t i = 0; i < s->file_count; i++) {
    if (s->files[i].fd >= 0) close(s->files[i].fd);
    ct_mem_free(s->files[i].name);
  }
  ct_mem_free(s->files);
  ct_mem_free(s->sets);
  ct_mem_free(s->levels);
  ct_mem_free(s->claims);
  ct_mem_free(s->buckets);
  *s = (ct_cob_store){.code = s->code};
}

/* Room for one more; false: no memory, or more than an index holds. */
static bool grow(void **list, size_t count, size_t *room, size_t size) {
  if (count < *room) return true;
  if (count >= CT_COB_NONE - 1) return false;
  size_t more = *room ? *room + *room / 2 + 1 : 16;
  void *p = ct_mem_resize(*list, more, size);
  if (!p) return false;
  *list = p;
  *room = more;
  return true;
}

/* ---- files that can be read twice --------------------------------------------------- */

static bool readable_twice(int fd) {
  struct stat st;
  unsigned char head[4] = {0};
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || lseek(fd, 0, SEEK_CUR) != 0) return false;
  ssize_t n = pread(fd, head, sizeof head, 0);
  if (n < 4) return n >= 0;
  bool gzip = head[0] == 0x1f && head[1] == 0x8b;
  bool zstd = head[1] == 0xb5 && head[2] == 0x2f && head[3] == 0xfd;
  bool skippable = (head[0] & 0xf0) == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18;
  return !gzip && !zstd && !skippable;
}

static bool write_all(int fd, const char *p, size_t n) {
  while (n > 0) {
    ssize_t done = write(fd, p, n);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    p += done;
    n -= (size_t)done;
  }
  return true;
}

static enum ct_status spool(int from, int *to) {
  enum { PIECE = 65536 };
  ct_input *input = NULL;
  char *piece = ct_mem_alloc(PIECE, 1);
  enum ct_status status = piece ? ct_input_open_fd(&input, from) : CT_NO_MEMORY;
  *to = -1;
  if (status == CT_OK && (*to = ct_output_spool()) < 0) status = CT_IO;
  while (status == CT_OK) {
    size_t got = 0;
    status = ct_input_read(input, piece, PIECE, &got);
    if (status == CT_OK && !write_all(*to, piece, got)) status = CT_IO;
  }
  int error = errno;
  if (status == CT_END) status = lseek(*to, 0, SEEK_SET) == 0 ? CT_OK : CT_IO;
  ct_input_close(input);
  ct_mem_free(piece);
  if (status != CT_OK) errno = error;
  return status;
}

enum ct_status ct_cob_twice(int fd, int *twice) {
  if (!readable_twice(fd)) return spool(fd, twice);
  *twice = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  return *twice < 0 ? CT_IO : CT_OK;
}

bool ct_cob_rewind(int fd) {
  return lseek(fd, 0, SEEK_SET) == 0;
}

static enum ct_status keep_file(ct_cob_store *s, const char *name, int fd) {
  if (!grow((void **)&s->files, s->file_count, &s->file_room, sizeof *s->files)) return CT_NO_MEMORY;
  ct_cob_file *f = &s->files[s->file_count];
  *f = (ct_cob_file){.name = ct_mem_copy_text(name, strlen(name)), .fd = -1};
  if (!f->name) return CT_NO_MEMORY;
  s->file_count++;
  return ct_cob_twice(fd, &f->fd);
}

/* ---- the first reading ------------------------------------------------------------------ */

enum part { NOTHING, ISA, GS, ST, LEVEL, CLAIM };

typedef struct indexing {
  ct_cob_store *store;
  enum part open; /* what the next boundary ends */
  ct_cob_set set; /* being filled; the ISA and GS hold for more than one set */
  bool wanted;    /* the set is of the store's kind */
  uint32_t level[4]; /* the set, billing provider or LX, subscriber, patient */
  enum ct_status status;
} indexing;

static uint32_t *length_of(indexing *x, uint64_t *at) {
  ct_cob_store *s = x->store;
  switch (x->open) {
  case ISA:
    *at = x->set.isa_at;
    return &x->set.isa_len;
  case GS:
    *at = x->set.gs_at;
    return &x->set.gs_len;
  case ST:
    *at = s->sets[s->set_count - 1].st_at;
    return &s->sets[s->set_count - 1].st_len;
  case LEVEL:
    *at = s->levels[s->level_count - 1].at;
    return &s->levels[s->level_count - 1].len;
  case CLAIM:
    *at = s->claims[s->claim_count - 1].at;
    return &s->claims[s->claim_count - 1].len;
  default:
    return NULL;
  }
}

static void end_part(indexing *x, uint64_t end) {
  uint64_t at = 0;
  uint32_t *len = length_of(x, &at);
  if (len && end - at > UINT32_MAX) x->status = CT_LIMIT;
  if (len) *len = (uint32_t)(end - at);
  x->open = NOTHING;
}

static uint32_t add_level(indexing *x, char kind, uint64_t at, uint32_t parent) {
  ct_cob_store *s = x->store;
  if (!grow((void **)&s->levels, s->level_count, &s->level_room, sizeof *s->levels)) {
    x->status = CT_NO_MEMORY;
    return CT_COB_NONE;
  }
  s->levels[s->level_count] = (ct_cob_level){
      .at = at, .parent = parent, .set = (uint32_t)(s->set_count - 1), .kind = kind};
  return (uint32_t)s->level_count++;
}

static void begin_set(indexing *x, const ct_segment *st, uint64_t at) {
  ct_cob_store *s = x->store;
  x->wanted = ct_slice_is(ct_segment_element(st, 1), s->code);
  if (!x->wanted) return;
  if (!grow((void **)&s->sets, s->set_count, &s->set_room, sizeof *s->sets)) {
    x->status = CT_NO_MEMORY;
    return;
  }
  x->set.st_at = at;
  x->set.st_len = 0;
  s->sets[s->set_count++] = x->set;
  x->level[0] = x->level[1] = x->level[2] = x->level[3] = add_level(x, '0', at, CT_COB_NONE);
  x->open = ST;
}

static void begin_level(indexing *x, char kind, unsigned depth, uint64_t at) {
  uint32_t made = add_level(x, kind, at, x->level[depth - 1]);
  for (unsigned i = depth; i < 4; i++) x->level[i] = made;
  x->open = LEVEL;
}

static void begin_claim(indexing *x, const ct_segment *clm, uint64_t at) {
  ct_cob_store *s = x->store;
  if (!grow((void **)&s->claims, s->claim_count, &s->claim_room, sizeof *s->claims)) {
    x->status = CT_NO_MEMORY;
    return;
  }
  s->claims[s->claim_count++] = (ct_cob_claim){.hash = ct_hash(ct_segment_element(clm, 1), 0),
                                               .at = at,
                                               .level = x->level[3],
                                               .next = CT_COB_NONE,
                                               .answer = CT_COB_NONE};
  x->open = CLAIM;
}

/* BPR02 and the amounts of PLB; what is no amount adds nothing. */
static void note_money(ct_cob_set *set, const ct_segment *g) {
  ct_decimal d;
  if (ct_slice_is(ct_segment_tag(g), "BPR")) {
    if (ct_decimal_parse(ct_segment_element(g, 2), &d) == CT_DECIMAL_OK) set->paid = d;
    return;
  }
  for (unsigned e = 4; e <= 14; e += 2)
    if (ct_decimal_parse(ct_segment_element(g, e), &d) == CT_DECIMAL_OK)
      (void)ct_decimal_add(set->provider, d, &set->provider);
}

static void body_segment(indexing *x, const ct_event *ev, uint64_t start) {
  const ct_segment *g = ev->segment;
  bool is_835 = x->store->code[2] == '5';
  ct_slice tag = ct_segment_tag(g);
  uint64_t at = ct_segment_offset(g);
  if (is_835 && ct_slice_is(tag, "LX")) {
    end_part(x, start);
    begin_level(x, 'L', 1, at);
  } else if (!is_835 && ct_slice_is(tag, "HL")) {
    ct_slice kind = ct_segment_element(g, 3);
    end_part(x, start);
    if (ct_slice_is(kind, "20")) begin_level(x, 'B', 1, at);
    if (ct_slice_is(kind, "22")) begin_level(x, 'S', 2, at);
    if (ct_slice_is(kind, "23")) begin_level(x, 'P', 3, at);
  } else if (!is_835 && ct_slice_is(tag, "CLM") && !ev->use.guide) {
    x->store->strays++; /* of no guide, or out of its order */
  } else if (ct_slice_is(tag, is_835 ? "CLP" : "CLM")) {
    end_part(x, start);
    begin_claim(x, g, at);
  } else if (is_835 && ct_slice_is(tag, "PLB")) {
    end_part(x, start);
    note_money(&x->store->sets[x->store->set_count - 1], g);
  } else if (is_835 && ct_slice_is(tag, "BPR")) {
    note_money(&x->store->sets[x->store->set_count - 1], g);
  }
}

static void on_segment(indexing *x, const ct_event *ev) {
  const ct_segment *g = ev->segment;
  uint64_t at = g ? ct_segment_offset(g) : ev->where.offset;
  if (!g && at == 0 && ev->counts) at = ev->counts->bytes; /* the file ends here: it is cut short */
  uint64_t start = g ? at - ct_segment_lead(g).len : at; /* line ends belong to nobody */
  if (ev->kind == CT_EV_SEGMENT) {
    if (g && x->wanted) body_segment(x, ev, start);
    return;
  }
  end_part(x, start);
  x->wanted = false;
  if (ev->kind == CT_EV_INTERCHANGE && g) {
    ct_delimiters d = ct_segment_delimiters(g);
    x->set = (ct_cob_set){.isa_at = at,
                          .file = (uint32_t)(x->store->file_count - 1),
                          .element = d.element,
                          .segment = d.segment};
    x->open = ISA;
  } else if (ev->kind == CT_EV_GROUP && g) {
    x->set.gs_at = at;
    x->set.gs_len = 0;
    x->open = GS;
  } else if (ev->kind == CT_EV_SET && g) {
    begin_set(x, g, at);
  }
}

enum ct_status ct_cob_store_add(ct_cob_store *s, ct_reader *reader, const char *name, int fd) {
  enum ct_status status = keep_file(s, name, fd);
  if (status == CT_OK) status = ct_reader_set_fd(reader, s->files[s->file_count - 1].fd);
  if (status != CT_OK) return status;
  indexing x = {.store = s};
  ct_mem_free(s->buckets); /* made anew when all is there */
  s->buckets = NULL;
  const ct_event *ev;
  while (x.status == CT_OK && (status = ct_reader_next(reader, &ev)) == CT_OK) {
    if (ev->kind == CT_EV_LOOP || ev->kind == CT_EV_LOOP_END || ev->kind == CT_EV_TEXT) continue;
    on_segment(&x, ev);
  }
  if (x.status != CT_OK) return x.status;
  return status == CT_END ? CT_OK : status;
}

/* ---- by number -------------------------------------------------------------------------- */

static bool make_buckets(ct_cob_store *s) {
  size_t n = 64;
  while (n < s->claim_count) n *= 2;
  s->buckets = ct_mem_alloc(n, sizeof *s->buckets);
  if (!s->buckets) return false;
  s->bucket_count = n;
  memset(s->buckets, 0xff, n * sizeof *s->buckets);
  for (size_t i = s->claim_count; i-- > 0;) { /* backwards, so that chains run forwards */
    uint32_t *head = &s->buckets[s->claims[i].hash & (n - 1)];
    s->claims[i].next = *head;
    *head = (uint32_t)i;
  }
  return true;
}

static uint32_t same_hash(const ct_cob_store *s, uint32_t from, uint64_t hash) {
  while (from != CT_COB_NONE && s->claims[from].hash != hash) from = s->claims[from].next;
  return from;
}

uint32_t ct_cob_store_find(ct_cob_store *s, ct_slice id) {
  uint64_t hash = ct_hash(id, 0);
  if (!s->buckets && !make_buckets(s)) { /* no memory for it: slower, not wrong */
    for (uint32_t i = 0; i < s->claim_count; i++) {
      s->claims[i].next = i + 1 < s->claim_count ? i + 1 : CT_COB_NONE;
    }
    return s->claim_count ? same_hash(s, 0, hash) : CT_COB_NONE;
  }
  return same_hash(s, s->buckets[hash & (s->bucket_count - 1)], hash);
}

uint32_t ct_cob_store_find_next(const ct_cob_store *s, uint32_t claim) {
  return same_hash(s, s->claims[claim].next, s->claims[claim].hash);
}

/* ---- reading again ------------------------------------------------------------------------ */

static enum ct_status add_part(int fd, uint64_t at, uint32_t len, ct_buffer *out) {
  if (!ct_buffer_reserve(out, len)) return CT_NO_MEMORY;
  size_t got = 0;
  while (got < len) {
    ssize_t n = pread(fd, out->data + out->len + got, len - got, (off_t)(at + got));
    if (n < 0 && errno == EINTR) continue;
    if (n == 0) errno = EIO; /* the file is shorter than it was */
    if (n <= 0) return CT_IO;
    got += (size_t)n;
  }
  out->len += len;
  return CT_OK;
}

static enum ct_status add_levels(const ct_cob_store *s, int fd, uint32_t level, ct_buffer *out) {
  const ct_cob_level *l = &s->levels[level];
  if (l->kind == '0') return CT_OK;
  enum ct_status status = add_levels(s, fd, l->parent, out); /* at most three deep */
  return status == CT_OK ? add_part(fd, l->at, l->len, out) : status;
}

/* A file may end without the terminator of its last segment. */
static void end_segment(ct_buffer *out, char terminator) {
  size_t n = out->len;
  while (n > 0 && out->data[n - 1] != terminator && strchr("\r\n \t", out->data[n - 1])) n--;
  if (n > 0 && out->data[n - 1] != terminator) ct_buffer_char(out, terminator);
}

enum ct_status ct_cob_store_fetch(const ct_cob_store *s, uint32_t claim, ct_buffer *out) {
  const ct_cob_claim *c = &s->claims[claim];
  const ct_cob_set *set = ct_cob_set_of(s, claim);
  int fd = s->files[set->file].fd;
  enum ct_status status = add_part(fd, set->isa_at, set->isa_len, out);
  if (status == CT_OK) status = add_part(fd, set->gs_at, set->gs_len, out);
  if (status == CT_OK) status = add_part(fd, set->st_at, set->st_len, out);
  if (status == CT_OK) status = add_levels(s, fd, c->level, out);
  if (status == CT_OK) status = add_part(fd, c->at, c->len, out);
  if (status != CT_OK) return status;
  end_segment(out, set->segment);
  static const char *const trailers[] = {"SE", "GE", "IEA"};
  for (unsigned i = 0; i < 3; i++)
    ct_buffer_printf(out, "%s%c0%c0%c", trailers[i], set->element, set->element, set->segment);
  return out->status;
}

ct_slice ct_cob_store_text(const ct_cob_store *s, uint32_t claim, const ct_buffer *fetched) {
  const ct_cob_set *set = ct_cob_set_of(s, claim);
  uint64_t at = (uint64_t)set->isa_len + set->gs_len + set->st_len;
  uint32_t level = s->claims[claim].level;
  for (; s->levels[level].kind != '0'; level = s->levels[level].parent) at += s->levels[level].len;
  return ct_slice_make(fetched->data + at, s->claims[claim].len);
}

static void on_finding(void *ctx, const ct_finding *f) {
  ct_cob_view *v = ctx;
  bool money = strcmp(f->info->id, "remit-claim-balance") == 0 ||
               strcmp(f->info->id, "remit-line-balance") == 0;
  if (!money || v->unbalanced) return;
  if (f->severity == CT_ERROR)
    v->unbalanced = true;
  else if (*v->why)
    return;
  ct_finding_message(f, true, v->why, sizeof v->why);
}

bool ct_cob_view_open(ct_cob_view *v, const ct_grammars *grammars, bool quiet) {
  ct_options options = {.quiet = quiet, .snip = 3, .read_size = 65536};
  *v = (ct_cob_view){.reader = ct_reader_new(grammars, &options)};
  ct_buffer_init(&v->bytes, NULL, NULL);
  if (v->reader) ct_reader_on_finding(v->reader, on_finding, v);
  return v->reader != NULL;
}

void ct_cob_view_close(ct_cob_view *v) {
  ct_reader_free(v->reader);
  ct_buffer_free(&v->bytes);
}

enum ct_status ct_cob_view_load(ct_cob_view *v, const ct_cob_store *s, uint32_t claim) {
  v->claim = v->root = NULL;
  v->unbalanced = false;
  v->why[0] = 0;
  ct_buffer_reset(&v->bytes);
  enum ct_status status = ct_cob_store_fetch(s, claim, &v->bytes);
  if (status == CT_OK) status = ct_reader_set_memory(v->reader, v->bytes.data, v->bytes.len);
  if (status == CT_OK) status = ct_reader_next_claim(v->reader, &v->claim);
  if (status != CT_OK) return status;
  v->root = v->claim;
  while (ct_loop_parent(v->root)) v->root = ct_loop_parent(v->root);
  return CT_OK;
}
