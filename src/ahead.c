/*
 * ahead.c -- the bytes between an input and its reader: stretches, one behind the other.
 *
 *   |..first..|
 *          |..second..|          overlap: what is behind the last set of one
 *                 |..last (open) ..... read so far|      begins the next
 *          ^at: the reader's next byte
 *
 * Knows who has which bytes.  Where sets begin is ahead_cut.c's.
 */
#include "ahead.h"

#include "base/mem.h"

enum {
  USUAL = 512 * 1024,
  LONGEST = 8 * 1024 * 1024,
  ROOM = 64 * 1024, /* beyond the sets of a stretch: the beginning of the next */
  RECORD = 4 * 1024 * 1024,
  NUMBERS = 1 << 20
};

/* ---- stretches ------------------------------------------------------------------------------- */

/* A record that is full ends its set: the reader of the file is to read it. */
static enum ct_status full(void *ctx) {
  (void)ctx;
  return CT_LIMIT;
}

static void forget_sets(ct_stretch *s) {
  for (size_t i = 0; i < s->sets; i++) ct_heading_leave(s->set[i].heading);
  s->sets = s->fed = s->asked = 0;
}

static void stretch_free(ct_stretch *s) {
  if (!s) return;
  forget_sets(s);
  ct_record_free(&s->record);
  ct_mem_free(s->set);
  ct_mem_free(s->bytes);
  ct_mem_free(s);
}

static void list_free(ct_stretch *s) {
  while (s) {
    ct_stretch *next = s->next;
    stretch_free(s);
    s = next;
  }
}

/* An empty one with that room at least, behind all others. NULL: no memory. */
static ct_stretch *append(ct_ahead *a, uint64_t offset, size_t room) {
  ct_stretch *s = a->spare;
  if (s) {
    a->spare = s->next;
  } else {
    s = ct_mem_zalloc(1, sizeof *s);
    if (!s) return NULL;
    ct_record_init(&s->record, a->wants, RECORD, full, NULL);
  }
  if (s->room < room) {
    ct_mem_free(s->bytes);
    s->room = 0;
    s->bytes = ct_mem_alloc(room, 1);
    if (!s->bytes) {
      stretch_free(s);
      return NULL;
    }
    s->room = room;
  }
  s->next = NULL;
  s->offset = offset;
  s->len = 0;
  s->phase = CT_STRETCH_MINE;
  s->given = s->dropped = false;
  if (a->last)
    a->last->next = s;
  else
    a->first = s;
  a->last = s;
  return s;
}

static void put_away(ct_ahead *a, ct_stretch *s) {
  forget_sets(s);
  ct_record_empty(&s->record);
  if (s->room > 2 * (a->longest + ROOM)) {
    stretch_free(s);
    return;
  }
  s->next = a->spare;
  a->spare = s;
}

void ct_ahead_release(ct_ahead *a, uint64_t offset) {
  while (a->first && (a->first != a->last || !a->cuts)) {
    ct_stretch *s = a->first;
    uint64_t end = s->next ? s->next->offset : s->offset + s->len;
    if (end > offset || s->phase == CT_STRETCH_READ || s->phase == CT_STRETCH_WAITS) return;
    a->first = s->next;
    if (!a->first) a->last = NULL;
    put_away(a, s);
  }
}

/* ---- life ------------------------------------------------------------------------------------ */

void ct_ahead_init(ct_ahead *a, ct_reader *r, unsigned wants) {
  *a = (ct_ahead){.reader = r, .source = r->input, .wants = wants};
  a->usual = r->stretch ? r->stretch : USUAL;
  a->most = r->longest_stretch ? r->longest_stretch : LONGEST;
  a->longest = 2 * a->usual + ROOM;
  if (a->longest > a->most) a->longest = a->most;
  ct_key_set_init(&a->numbers, NUMBERS);
}

void ct_ahead_free(ct_ahead *a) {
  list_free(a->first);
  list_free(a->spare);
  ct_heading_leave(a->heading);
  ct_key_set_free(&a->numbers);
}

/* The reader stands below the heading that was cut last. */
static bool below_heading(const ct_ahead *a) {
  const ct_reader *r = a->reader;
  const ct_heading *h = a->heading;
  return h && r->interchange.open && r->interchange.isa.segment.offset == h->isa_offset &&
         r->group.gs.segment.offset == h->gs_offset;
}

/* The set that was too long is read: the next ones may be like it. */
static void learn_length(ct_ahead *a, uint64_t offset) {
  uint64_t len = a->too_long ? offset - a->too_long : 0;
  a->too_long = 0;
  if (len < a->longest || len > a->most) return;
  a->longest = len < a->most / 2 ? (size_t)(2 * len) : a->most;
}

bool ct_ahead_begin(ct_ahead *a, ct_input *feed) {
  ct_reader *r = a->reader;
  if (r->group.open && !below_heading(a)) return false;
  uint64_t offset = ct_tokenizer_bytes(r->tokenizer);
  ct_slice hand = ct_tokenizer_at_hand(r->tokenizer);
  ct_stretch *old = a->last;
  if (old && a->at < old->offset) return false;
  uint64_t end = old ? old->offset + old->len : 0;
  size_t rest = end > a->at ? (size_t)(end - a->at) : 0;
  ct_stretch *s = append(a, offset, a->usual + ROOM + hand.len + rest);
  if (!s) return false;
  memcpy(s->bytes, hand.ptr, hand.len);
  if (rest) memcpy(s->bytes + hand.len, old->bytes + (old->len - rest), rest);
  s->len = hand.len + rest;
  learn_length(a, offset);
  a->at = offset;
  ct_tree_leave(&r->tree);
  ct_tokenizer_seek(r->tokenizer, feed, offset);
  a->next = a->looked = 0;
  a->in_interchange = a->in_group = r->group.open;
  if (r->group.open) a->delims = ct_tokenizer_isa(r->tokenizer)->delims;
  ct_key_set_clear(&a->numbers);
  a->whole_group = false;
  a->cuts = true;
  return true;
}

/* ---- reading ahead --------------------------------------------------------------------------- */

/* One read behind the open stretch, which has room or gets it. */
static bool read_more(ct_ahead *a) {
  ct_stretch *s = a->last;
  if (s->len == s->room) {
    size_t room = 2 * s->room < a->longest + ROOM ? 2 * s->room : a->longest + ROOM;
    char *bytes = room > s->room ? ct_mem_resize(s->bytes, room, 1) : NULL;
    if (!bytes) return false;
    s->bytes = bytes;
    s->room = room;
  }
  size_t got;
  a->status = ct_input_read(a->source, s->bytes + s->len, s->room - s->len, &got);
  s->len += got;
  return true;
}

/* What is behind the last set begins the next stretch. */
static ct_stretch *close_stretch(ct_ahead *a) {
  ct_stretch *s = a->last;
  size_t rest = s->len - a->next, room = rest < a->usual ? a->usual : rest;
  ct_stretch *open = append(a, s->offset + a->next, room + ROOM);
  if (!open) {
    a->cuts = false; /* the reader gets the rest from here */
    return s;
  }
  memcpy(open->bytes, s->bytes + a->next, rest);
  open->len = rest;
  a->looked = a->looked > a->next ? a->looked - a->next : 0;
  a->next = 0;
  return s;
}

ct_stretch *ct_ahead_fill(ct_ahead *a) {
  while (a->cuts) {
    ct_stretch *s = a->last;
    bool some = s->sets > 0;
    if (some && a->next >= a->usual) return close_stretch(a);
    enum ct_cut cut = ct_ahead_cut(a);
    if (cut == CT_CUT_ON) continue;
    bool more = cut == CT_CUT_MORE && a->status == CT_OK;
    if (more && some && s->len == s->room) return close_stretch(a); /* its bytes stay in place */
    bool too_long = more && s->len - a->next > a->longest;
    if (too_long) a->too_long = s->offset + a->next;
    if (!more || too_long || !read_more(a)) a->cuts = false;
  }
  ct_stretch *s = a->last;
  return s && s->sets > 0 && !s->given && !s->dropped ? s : NULL;
}

/* ---- the reader's bytes ---------------------------------------------------------------------- */

/* The last one that has the byte at `offset`. */
static ct_stretch *stretch_at(const ct_ahead *a, uint64_t offset) {
  ct_stretch *found = NULL;
  for (ct_stretch *s = a->first; s && s->offset <= offset; s = s->next) found = s;
  return found && offset < found->offset + found->len ? found : NULL;
}

/* Where the next set begins or ends: what the reader is to adopt it need not have. */
static uint64_t next_edge(ct_stretch *s, uint64_t at) {
  while (s->fed < s->sets && s->set[s->fed].end <= at) s->fed++;
  if (s->dropped || s->fed == s->sets) return s->offset + s->len;
  const ct_lone_set *set = &s->set[s->fed];
  return at < set->start ? set->start : set->end;
}

enum ct_status ct_ahead_feed(void *ahead, char *buf, size_t size, size_t *got) {
  ct_ahead *a = ahead;
  *got = 0;
  ct_stretch *s = stretch_at(a, a->at);
  if (s) {
    uint64_t left = next_edge(s, a->at) - a->at;
    *got = left < size ? (size_t)left : size;
    memcpy(buf, s->bytes + (a->at - s->offset), *got);
    a->at += *got;
    return CT_OK;
  }
  if (a->cuts) { /* the reader has caught up */
    a->last->dropped = true;
    a->cuts = false;
  }
  a->status = ct_input_read(a->source, buf, size, got); /* ends and errors stay */
  a->at += *got;
  return a->status;
}

ct_lone_set *ct_ahead_set_at(ct_ahead *a, uint64_t offset, ct_stretch **stretch) {
  ct_stretch *s = *stretch = stretch_at(a, offset);
  if (!s || s->dropped) return NULL;
  while (s->asked < s->sets && s->set[s->asked].start < offset) s->asked++;
  bool there = s->asked < s->sets && s->set[s->asked].start == offset;
  return there ? &s->set[s->asked] : NULL;
}

void ct_ahead_skip(ct_ahead *a, uint64_t offset) {
  a->at = offset;
}
