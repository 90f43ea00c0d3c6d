/*
 * rewrite.c -- envelopes and hierarchy around claims that come from elsewhere.
 *
 * Knows ISA, GS, ST and their trailers, HL, LX, and where BPR, CLP and PLB have their amounts.
 * Knows no guide and checks nothing.
 */
#include "out/rewrite.h"

#include "base/mem.h"

#include <stdio.h>

void ct_rewrite_init(ct_rewrite *w, ct_spool *spool) {
  *w = (ct_rewrite){.spool = spool};
  ct_buffer_init(&w->isa, NULL, NULL);
  ct_buffer_init(&w->gs, NULL, NULL);
  ct_buffer_init(&w->header, NULL, NULL);
}

void ct_rewrite_free(ct_rewrite *w) {
  ct_buffer_free(&w->isa);
  ct_buffer_free(&w->gs);
  ct_buffer_free(&w->header);
  ct_mem_free(w->extent);
  w->extent = NULL;
}

static ct_slice text_of(const ct_buffer *b) {
  return ct_slice_make(b->len ? b->data : "", b->len);
}

/* ---- bytes ------------------------------------------------------------------------ */

static bool add_extent(ct_rewrite *w, ct_extent e) {
  if (w->extents == w->room) {
    size_t room = w->room ? 2 * w->room : 16;
    ct_extent *more = ct_mem_resize(w->extent, room, sizeof *more);
    if (!more) {
      if (w->spool->status == CT_OK) w->spool->status = CT_NO_MEMORY;
      return false;
    }
    w->extent = more;
    w->room = room;
  }
  w->extent[w->extents++] = e;
  return true;
}

void ct_rewrite_put(ct_rewrite *w, ct_slice s) {
  uint64_t at = ct_spool_end(w->spool);
  ct_spool_add(w->spool, s);
  w->bytes += s.len;
  ct_extent *last = w->extents ? &w->extent[w->extents - 1] : NULL;
  if (last && last->len && last->at + last->len == at)
    last->len += s.len;
  else
    add_extent(w, (ct_extent){at, s.len});
}

static void put_text(ct_rewrite *w, const char *s) {
  ct_rewrite_put(w, ct_slice_text(s));
}
static void put_char(ct_rewrite *w, char c) {
  ct_rewrite_put(w, ct_slice_make(&c, 1));
}

ct_slice ct_rewrite_element(ct_slice s, char separator, unsigned e) {
  const char *at = s.ptr, *end = s.ptr + s.len;
  for (; e; e--) {
    const char *next = memchr(at, separator, (size_t)(end - at));
    if (!next) return ct_slice_empty();
    at = next + 1;
  }
  const char *stop = memchr(at, separator, (size_t)(end - at));
  return ct_slice_make(at, (size_t)((stop ? stop : end) - at));
}

void ct_rewrite_replaced(ct_rewrite *w, ct_slice s, char separator, unsigned e, ct_slice value) {
  ct_slice old = ct_rewrite_element(s, separator, e);
  if (old.len == 0 && (old.ptr < s.ptr || old.ptr > s.ptr + s.len)) { /* it has no such element */
    ct_rewrite_put(w, s);
    return;
  }
  ct_rewrite_put(w, ct_slice_make(s.ptr, (size_t)(old.ptr - s.ptr)));
  ct_rewrite_put(w, value);
  const char *rest = old.ptr + old.len;
  ct_rewrite_put(w, ct_slice_make(rest, (size_t)(s.ptr + s.len - rest)));
}

void ct_rewrite_trailer(ct_rewrite *w, const char *tag, uint64_t count, ct_slice control) {
  char text[48];
  int n = snprintf(text, sizeof text, "%s%s%c%llu%c", w->line, tag, w->delims.element,
                   (unsigned long long)count, w->delims.element);
  ct_rewrite_put(w, ct_slice_make(text, (size_t)n));
  ct_rewrite_put(w, control);
  put_char(w, w->delims.segment);
}

/* ---- amounts of an 835 ------------------------------------------------------------- */

/* The segment at *at of a level's text, without what stands before it; false past the last. */
static bool next_segment(const ct_rewrite *w, ct_slice text, size_t *at, ct_slice *s) {
  size_t from = *at;
  while (from < text.len && (unsigned char)text.ptr[from] <= ' ') from++;
  if (from >= text.len) return false;
  const char *end = memchr(text.ptr + from, w->delims.segment, text.len - from);
  size_t stop = end ? (size_t)(end - text.ptr) : text.len;
  *s = ct_slice_make(text.ptr + from, stop - from);
  *at = stop + 1;
  return true;
}

static bool has_tag(const ct_rewrite *w, ct_slice s, const char *tag) {
  return ct_slice_is(ct_rewrite_element(s, w->delims.element, 0), tag);
}

static void sum(ct_rewrite *w, ct_slice amount, bool subtract) {
  ct_decimal d;
  if (ct_decimal_parse(amount, &d) != CT_DECIMAL_OK)
    w->summed = false;
  else if (!(subtract ? ct_decimal_subtract : ct_decimal_add)(w->paid, d, &w->paid))
    w->summed = false;
}

/* CLP04 of a claim, PLB04, 06 ... 14 behind the claims. */
static void sum_segments(ct_rewrite *w, ct_slice text) {
  ct_slice s;
  for (size_t at = 0; next_segment(w, text, &at, &s);) {
    if (has_tag(w, s, "CLP")) sum(w, ct_rewrite_element(s, w->delims.element, 4), false);
    if (!has_tag(w, s, "PLB")) continue;
    for (unsigned e = 4; e <= 14; e += 2) {
      ct_slice amount = ct_rewrite_element(s, w->delims.element, e);
      if (amount.len) sum(w, amount, true);
    }
  }
}

/* ---- closing ---------------------------------------------------------------------------- */

/* The open set's header goes where its place was kept; BPR02 of a part is the part's. */
static void put_header(ct_rewrite *w) {
  ct_slice text = text_of(&w->header), s;
  uint64_t start = ct_spool_end(w->spool);
  size_t done = 0;
  bool change = w->is_835 && !w->whole && w->summed;
  for (size_t at = 0; change && next_segment(w, text, &at, &s);) {
    if (!has_tag(w, s, "BPR")) continue;
    char amount[CT_DECIMAL_TEXT];
    size_t n = ct_decimal_format_x12(w->paid, amount);
    ct_slice old = ct_rewrite_element(s, w->delims.element, 2);
    if (old.len == 0) break;
    ct_spool_add(w->spool, ct_slice_make(text.ptr, (size_t)(old.ptr - text.ptr)));
    ct_spool_add(w->spool, ct_slice_make(amount, n));
    done = (size_t)(old.ptr - text.ptr) + old.len;
    break;
  }
  ct_spool_add(w->spool, ct_slice_make(text.ptr + done, text.len - done));
  w->extent[w->header_at] = (ct_extent){start, ct_spool_end(w->spool) - start};
}

static void close_set(ct_rewrite *w) {
  if (!w->set) return;
  w->set = 0;
  if (!w->ended) w->whole = false;
  put_header(w);
  ct_slice st = ct_slice_make(w->header.data + w->header_lead, w->header.len - w->header_lead);
  size_t at = 0;
  ct_slice first = ct_slice_empty();
  next_segment(w, st, &at, &first);
  ct_rewrite_trailer(w, "SE", w->count.segments + 1,
                     ct_rewrite_element(first, w->delims.element, 2));
}

static void close_group(ct_rewrite *w) {
  close_set(w);
  if (!w->group) return;
  w->group = 0;
  ct_slice gs = ct_slice_make(w->gs.data + w->gs_lead, w->gs.len - w->gs_lead - 1);
  ct_rewrite_trailer(w, "GE", w->count.sets, ct_rewrite_element(gs, w->delims.element, 6));
}

/* ---- opening ------------------------------------------------------------------------------ */

static void keep_gs(ct_rewrite *w, const ct_gather_envelope *e) {
  ct_slice gs = text_of(&e->gs), own = ct_slice_make(gs.ptr + e->gs_lead, gs.len - e->gs_lead);
  ct_slice old = ct_rewrite_element(own, w->delims.element, 6);
  ct_buffer_reset(&w->gs);
  w->gs_lead = e->gs_lead;
  if (w->renumber && old.len) {
    ct_buffer_add(&w->gs, gs.ptr, (size_t)(old.ptr - gs.ptr));
    ct_buffer_uint(&w->gs, w->count.groups);
    gs = ct_slice_make(old.ptr + old.len, (size_t)(gs.ptr + gs.len - old.ptr) - old.len);
  }
  ct_buffer_slice(&w->gs, gs);
  if (w->gs.status != CT_OK) w->spool->status = CT_NO_MEMORY;
}

static void open_group(ct_rewrite *w, const ct_gather_envelope *e) {
  if (w->interchange == 0) {
    ct_buffer_reset(&w->isa);
    ct_buffer_slice(&w->isa, text_of(&e->isa));
    w->interchange = e->interchange;
    w->delims = e->delims;
    w->count = (ct_count){0, 0, 0};
  }
  memcpy(w->line, e->line, sizeof w->line);
  if (w->group == e->group && w->group) return;
  close_group(w);
  w->group = e->group;
  if (!e->group) return; /* a set outside of groups stays so */
  w->count.groups++;
  w->count.sets = 0;
  keep_gs(w, e);
  ct_rewrite_put(w, text_of(&w->gs));
}

void ct_rewrite_set(ct_rewrite *w, const ct_gather_envelope *e, ct_slice st, size_t lead,
                    ct_extent body, uint64_t segments) {
  open_group(w, e);
  close_set(w);
  w->count.sets++;
  w->sets++;
  ct_slice own = ct_slice_make(st.ptr + lead, st.len - lead);
  ct_slice control = ct_rewrite_element(own, w->delims.element, 2);
  char text[24];
  if (w->renumber) {
    int n = snprintf(text, sizeof text, "%04llu", (unsigned long long)w->sets);
    control = ct_slice_make(text, (size_t)n);
    ct_rewrite_put(w, ct_slice_make(st.ptr, lead));
    ct_rewrite_replaced(w, own, w->delims.element, 2, control);
  } else {
    ct_rewrite_put(w, st);
  }
  put_char(w, w->delims.segment);
  add_extent(w, body);
  w->bytes += body.len;
  ct_rewrite_trailer(w, "SE", segments, control);
}

static ct_slice level_text(const ct_gathered *g, size_t i) {
  size_t end = i + 1 < g->levels ? g->level[i + 1].at : g->text.len;
  return ct_slice_make(g->text.ptr + g->level[i].at, end - g->level[i].at);
}

static void open_set(ct_rewrite *w, const ct_gathered *g) {
  open_group(w, g->envelope);
  if (w->set == g->envelope->set) return;
  close_set(w);
  w->set = g->envelope->set;
  w->count.sets++;
  w->count.segments = g->level[0].segments;
  ct_buffer_reset(&w->header);
  ct_buffer_slice(&w->header, level_text(g, 0));
  if (w->header.status != CT_OK) w->spool->status = CT_NO_MEMORY;
  w->header_lead = g->level[0].lead;
  w->bytes += w->header.len;
  if (!add_extent(w, (ct_extent){0, 0})) { /* its place, filled when the set closes */
    w->set = 0;
    return;
  }
  w->header_at = w->extents - 1;
  w->levels = 1;
  w->hl = w->lx = 0;
  w->set_claims = 0;
  w->is_835 = g->is_835;
  w->whole = g->ordinal <= 1;
  w->ended = false;
  w->summed = true;
  w->paid = ct_decimal_zero();
}

/* ---- levels ---------------------------------------------------------------------------------- */

static ct_slice number(char text[12], uint32_t n) {
  int len = snprintf(text, 12, "%u", (unsigned)n);
  return ct_slice_make(text, (size_t)len);
}

/* HL * own * parent's * code * children ~ : the number of the enclosing HL, and whether there
 * is a level inside; a "0" may become a "1" when a later claim has one. */
static void put_hl(ct_rewrite *w, ct_slice hl, size_t depth, bool inside) {
  char sep = w->delims.element, text[12];
  uint32_t parent = 0;
  for (size_t i = 1; i < depth; i++)
    if (w->level[i].hl) parent = w->level[i].hl;
  w->level[depth].hl = ++w->hl;
  put_text(w, "HL");
  put_char(w, sep);
  ct_rewrite_put(w, number(text, w->hl));
  put_char(w, sep);
  if (parent) ct_rewrite_put(w, number(text, parent));
  put_char(w, sep);
  ct_rewrite_put(w, ct_rewrite_element(hl, sep, 3));
  ct_slice flag = ct_rewrite_element(hl, sep, 4);
  if (flag.len == 0) return;
  put_char(w, sep);
  if (!inside) w->level[depth].flag_at = ct_spool_end(w->spool);
  put_char(w, inside ? '1' : '0');
  const char *rest = flag.ptr + flag.len; /* beyond what the guide has */
  ct_rewrite_put(w, ct_slice_make(rest, (size_t)(hl.ptr + hl.len - rest)));
}

static void put_level(ct_rewrite *w, const ct_gathered *g, size_t i) {
  const ct_gather_level *l = &g->level[i];
  ct_slice text = level_text(g, i);
  ct_slice first = ct_slice_make(text.ptr + l->lead, l->first);
  ct_rewrite_put(w, ct_slice_make(text.ptr, l->lead));
  char said[12];
  w->level[i].key = l->key;
  w->level[i].hl = 0;
  w->level[i].flag_at = UINT64_MAX;
  if (has_tag(w, first, "HL")) {
    put_hl(w, first, i, i + 2 < g->levels);
  } else if (has_tag(w, first, "LX") &&
             ct_count_is(ct_rewrite_element(first, w->delims.element, 1), l->ordinal)) {
    ct_rewrite_replaced(w, first, w->delims.element, 1, number(said, ++w->lx));
  } else {
    w->lx++;
    ct_rewrite_put(w, first);
  }
  size_t done = l->lead + l->first;
  ct_rewrite_put(w, ct_slice_make(text.ptr + done, text.len - done));
  w->count.segments += l->segments;
}

/* A level that is open already has one inside now. */
static void tell_children(ct_rewrite *w, size_t i) {
  if (w->level[i].flag_at == UINT64_MAX) return;
  ct_spool_patch(w->spool, w->level[i].flag_at, '1');
  w->level[i].flag_at = UINT64_MAX;
}

void ct_rewrite_claim(ct_rewrite *w, const ct_gathered *g) {
  open_set(w, g);
  if (w->set_claims + 1 != g->ordinal) w->whole = false;
  size_t claim = g->levels - 1, i = 1;
  while (i < claim && i < w->levels && w->level[i].key == g->level[i].key) {
    if (i + 1 < claim) tell_children(w, i);
    i++;
  }
  for (; i < claim; i++) put_level(w, g, i);
  w->levels = claim;
  ct_slice text = level_text(g, claim);
  ct_rewrite_put(w, text);
  w->count.segments += g->level[claim].segments;
  w->claims++;
  w->set_claims++;
  if (w->is_835) sum_segments(w, text);
}

void ct_rewrite_set_end(ct_rewrite *w, const ct_gathered *g, ct_slice tail, uint32_t segments,
                        uint64_t claims) {
  if (claims == 0) open_set(w, g);
  if (w->set != g->envelope->set) return;
  if (w->set_claims != claims) w->whole = false;
  ct_rewrite_put(w, tail);
  w->count.segments += segments;
  if (w->is_835) sum_segments(w, tail);
  w->ended = true;
  close_set(w);
}

/* ---- the whole ------------------------------------------------------------------------------- */

uint64_t ct_rewrite_size(const ct_rewrite *w) {
  return w->isa.len + w->bytes + 64;
}

static void put_isa(ct_rewrite *w, ct_buffer *out, const char *control) {
  ct_slice isa = text_of(&w->isa);
  ct_slice old = ct_rewrite_element(isa, w->delims.element, 13);
  if (!*control || old.len == 0) {
    ct_buffer_slice(out, isa);
    return;
  }
  ct_buffer_add(out, isa.ptr, (size_t)(old.ptr - isa.ptr));
  ct_buffer_text(out, control);
  const char *rest = old.ptr + old.len;
  ct_buffer_add(out, rest, (size_t)(isa.ptr + isa.len - rest));
}

enum ct_status ct_rewrite_finish(ct_rewrite *w, ct_buffer *out, uint32_t control) {
  if (w->interchange == 0) return w->spool->status;
  close_group(w);
  char text[16] = "";
  if (control) snprintf(text, sizeof text, "%09u", (unsigned)control);
  ct_slice own = ct_rewrite_element(text_of(&w->isa), w->delims.element, 13);
  ct_rewrite_trailer(w, "IEA", w->count.groups, *text ? ct_slice_text(text) : own);
  put_text(w, w->line);
  put_isa(w, out, text);
  for (size_t i = 0; i < w->extents; i++) ct_spool_copy(w->spool, w->extent[i], out);
  w->interchange = w->group = w->set = w->bytes = w->claims = w->sets = 0;
  w->extents = 0;
  return w->spool->status != CT_OK ? w->spool->status : out->status;
}
