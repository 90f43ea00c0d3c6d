/*
 * html_rows.c -- rows of the page: loops, segments, and what was found in them.
 *
 * Knows which segment a finding belongs to, how a row looks and what must not be seen of it.
 * Does not know what the events are: html.c does.
 */
#include "out/html.h"

#include "base/charclass.h"
#include "base/mem.h"

#include <stdlib.h>

#define HIDDEN "***"

enum { MOST_MARKS = 64 }; /* findings of a segment that are marked in it */

void ct_html_no_memory(ct_html *h) {
  if (h->report.out->status == CT_OK) h->report.out->status = CT_NO_MEMORY;
}

/* ---- what waits -------------------------------------------------------------------------- */

static void *grow(ct_html *h, void *list, size_t count, size_t *room, size_t size) {
  if (count < *room) return list;
  size_t more = *room ? 2 * *room : 64;
  void *p = ct_mem_resize(list, more, size);
  if (p)
    *room = more;
  else
    ct_html_no_memory(h);
  return p;
}

ct_html_item *ct_html_add(ct_html *h, uint8_t kind) {
  ct_html_item *p = grow(h, h->items, h->item_count, &h->item_room, sizeof *p);
  if (!p) return NULL;
  h->items = p;
  p += h->item_count++;
  *p = (ct_html_item){.kind = kind, .offset = h->last, .at = h->text.len, .id = "", .name = ""};
  return p;
}

void ct_html_add_text(ct_html *h, ct_html_item *item, ct_slice text) {
  ct_buffer_slice(&h->text, text);
  item->len = text.len;
  if (h->text.status != CT_OK) {
    item->len = item->tag = 0;
    ct_html_no_memory(h);
  }
}

/* The segment at this offset, if it waits; else item_count. */
static size_t item_at(const ct_html *h, uint64_t offset) {
  size_t low = 0, high = h->item_count;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (h->items[mid].offset < offset)
      low = mid + 1;
    else
      high = mid;
  }
  for (; low < h->item_count && h->items[low].offset == offset; low++)
    if (h->items[low].kind == CT_HTML_SEGMENT || h->items[low].kind == CT_HTML_TEXT) return low;
  return h->item_count;
}

/* A note about the segment at `where`: beside it, or here when it is not to be had. */
static ct_html_note *add_note(ct_html *h, const ct_location *where) {
  size_t at = item_at(h, where->offset);
  if (at == h->item_count) {
    ct_html_item *loose = ct_html_add(h, CT_HTML_LOOSE);
    if (!loose) return NULL;
    bool written = where->offset <= h->last && where->tag.len > 0 && where->claim.len == 0;
    if (written) {
      loose->late = true;
      loose->about = where->offset;
      loose->number = where->segment;
    }
  }
  ct_html_note *p = grow(h, h->notes, h->note_count, &h->note_room, sizeof *p);
  if (!p) return NULL;
  h->notes = p;
  p += h->note_count;
  *p = (ct_html_note){.item = at, .at = h->said.len, .order = (uint32_t)h->note_count};
  h->note_count++;
  return p;
}

/* What was told of an element comes to its segment; a segment that is missing before it stays. */
void ct_html_gather(ct_html *h, ct_html_item *item) {
  size_t place = (size_t)(item - h->items);
  for (size_t i = h->note_count; i-- > 0 && h->notes[i].ahead == item->offset && item->offset;) {
    h->notes[i].item = place;
    item->hidden |= h->notes[i].hides;
  }
}

static void end_note(ct_html *h, ct_html_note *note) {
  note->len = h->said.len - note->at;
  if (h->said.status == CT_OK) return;
  note->len = 0;
  ct_html_no_memory(h);
}

/* ---- findings -------------------------------------------------------------------------------- */

static void place(ct_buffer *b, const ct_finding *f) {
  char reference[CT_REFERENCE_SIZE];
  size_t len = ct_location_reference(&f->where, reference);
  ct_buffer_text(b, " <span>");
  if (len > 0) {
    ct_buffer_xml(b, ct_slice_make(reference, len));
    if (f->name && *f->name) {
      ct_buffer_char(b, ' ');
      ct_buffer_xml(b, ct_slice_text(f->name));
    }
    ct_buffer_text(b, " \xC2\xB7 ");
  }
  if (f->rule) {
    ct_buffer_text(b, "rule ");
    ct_buffer_xml(b, ct_slice_text(f->rule));
    ct_buffer_text(b, " \xC2\xB7 ");
  }
  ct_buffer_printf(b, "<code>%s</code> \xC2\xB7 SNIP %u</span></li>", f->info->id, f->snip);
}

static void count(ct_html *h, const ct_finding *f) {
  size_t row = (size_t)(f->info - ct_finding_catalogue(NULL));
  h->found++;
  if (row >= h->rows) return;
  ct_html_seen *seen = &h->seen[row];
  if (seen->count++ == 0) seen->first = h->found;
  if ((int)f->severity > seen->worst) seen->worst = (int)f->severity;
}

static void mark(ct_html_note *note, const ct_finding *f) {
  size_t len = f->segment_text.len;
  if (f->value.len == 0 || f->value_at > len || f->value.len > len - f->value_at) return;
  note->mark = f->value_at;
  note->mark_len = (uint32_t)f->value.len;
}

void ct_html_note_finding(ct_html *h, const ct_finding *finding) {
  static const char letters[] = {'n', 'w', 'e'};
  ct_html_note *note = add_note(h, &finding->where);
  if (!note) return;
  ct_redacted redacted = ct_report_redact(&h->report.options, finding);
  const ct_finding *f = &redacted.finding;
  char message[CT_MESSAGE_SIZE];
  note->severity = (int)f->severity;
  if (finding->where.element > 0 && finding->where.offset > h->last)
    note->ahead = finding->where.offset;
  note->hides = ct_html_redacts(h) && (f->in_private || redacted.hidden);
  count(h, f);
  mark(note, finding);
  if (note->hides) h->items[note->item].hidden = true;
  ct_buffer *b = &h->said;
  ct_buffer_printf(b, "<li class=\"%c\" id=\"n%llu\"><strong>%s</strong> ", letters[f->severity],
                   (unsigned long long)h->found, ct_severity_name(f->severity));
  ct_buffer_xml(b, ct_report_message(&redacted, message));
  place(b, f);
  end_note(h, note);
}

void ct_html_note_balance(ct_html *h, const ct_balance *row) {
  ct_html_note *note = add_note(h, &row->where);
  if (!note) return;
  note->severity = -1;
  ct_buffer_reset(&h->scratch);
  ct_report_equation(&h->scratch, row);
  if (h->scratch.status != CT_OK) ct_html_no_memory(h);
  ct_buffer_text(&h->said, "<li class=\"b\"><strong>balance</strong> ");
  if (h->scratch.len) ct_buffer_xml(&h->said, ct_slice_make(h->scratch.data, h->scratch.len));
  ct_buffer_printf(&h->said, " <span><code>%s</code></span></li>", row->rule->id);
  end_note(h, note);
}

/* ---- levels of the page ---------------------------------------------------------------------- */

void ct_html_begin_list(ct_html *h) {
  bool section = h->depth > 0 && h->level[h->depth - 1] < CT_HTML_LOOP;
  if (!section || h->list) return;
  h->list = true;
  ct_buffer_text(h->report.out, "<ol class=\"r\">\n");
}

void ct_html_end_list(ct_html *h) {
  if (h->list) ct_buffer_text(h->report.out, "</ol>\n");
  h->list = false;
}

void ct_html_push(ct_html *h, uint8_t level) {
  if (level < CT_HTML_LOOP) ct_html_end_list(h);
  if (h->depth < sizeof h->level) h->level[h->depth] = level;
  h->depth++;
}

static uint8_t top(const ct_html *h) {
  return h->level[h->depth <= sizeof h->level ? h->depth - 1 : sizeof h->level - 1];
}

static void pop(ct_html *h) {
  uint8_t level = top(h);
  h->depth--;
  if (level < CT_HTML_LOOP) {
    ct_html_end_list(h);
    ct_buffer_text(h->report.out, "</section>\n");
  } else {
    ct_buffer_text(h->report.out,
                   level == CT_HTML_CLAIM ? "</ol></details></li>\n" : "</ol></li>\n");
  }
}

void ct_html_close(ct_html *h, uint8_t level) {
  while (h->depth > 0 && top(h) >= level) pop(h);
}

/* ---- loops
 * --------------------------------------------------------------------------------------- */

static void counted(ct_buffer *b, char class, size_t n, const char *what) {
  if (n)
    ct_buffer_printf(b, " <strong class=\"%c\">%zu %s%s</strong>", class, n, what,
                     n > 1 ? "s" : "");
}

static void open_claim(ct_html *h, const ct_html_item *item) {
  ct_buffer *b = h->report.out;
  ct_slice id = ct_slice_make(h->claim.len ? h->claim.data : "", h->claim.len);
  if (h->report.options.redact_claims) id = ct_slice_text(HIDDEN);
  size_t errors = 0, others = 0;
  for (size_t i = 0; i < h->note_count; i++) {
    errors += h->notes[i].severity == CT_ERROR;
    others += h->notes[i].severity >= 0 && h->notes[i].severity < CT_ERROR;
  }
  const char *class = errors ? "c has bad" : others ? "c has" : "c";
  ct_buffer_printf(b, "<li class=\"%s%s\" id=\"c%llu\" data-claim=\"", class,
                   ct_html_is_long(h) ? " v" : "", (unsigned long long)h->claims);
  ct_buffer_xml(b, id);
  ct_buffer_printf(b, "\"><details%s><summary><h6>Claim ", errors + others ? " open" : "");
  ct_buffer_xml(b, id);
  ct_buffer_text(b, "</h6> <span>");
  ct_buffer_xml(b, ct_slice_text(item->id));
  ct_buffer_char(b, ' ');
  ct_buffer_xml(b, ct_slice_text(item->name));
  ct_buffer_text(b, "</span>");
  counted(b, 'e', errors, "error");
  counted(b, 'w', others, "other finding");
  ct_buffer_text(b, "</summary><ol>\n");
  ct_html_push(h, CT_HTML_CLAIM);
}

/* No finding is inside, and its end waits, too: it may be left out where findings are looked for.
 */
static bool is_quiet(const ct_html *h, size_t i, size_t note) {
  size_t open = 1, end = i + 1;
  for (; end < h->item_count && open > 0; end++) {
    if (h->items[end].kind == CT_HTML_OPEN) open++;
    if (h->items[end].kind == CT_HTML_CLOSE) open--;
    if (note < h->note_count && h->notes[note].item == end) return false;
  }
  return open == 0;
}

static void open_loop(ct_html *h, size_t i, size_t note) {
  const ct_html_item *item = &h->items[i];
  ct_buffer *b = h->report.out;
  ct_html_begin_list(h);
  if (item->claim) {
    open_claim(h, item);
    return;
  }
  ct_buffer_printf(b, "<li class=\"l%s%s\"><b>", is_quiet(h, i, note) ? " q" : "",
                   ct_html_is_long(h) && !h->in_claim ? " v" : "");
  ct_buffer_xml(b, ct_slice_text(item->id));
  ct_buffer_text(b, "</b> ");
  ct_buffer_xml(b, ct_slice_text(item->name));
  ct_buffer_text(b, "<ol>\n");
  ct_html_push(h, CT_HTML_LOOP);
}

/* ---- segments
 * ----------------------------------------------------------------------------------------- */

void ct_html_bytes(ct_buffer *b, ct_slice s) {
  size_t from = 0;
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    if ((c >= ' ' && c != 0x7F) || ct_char_is(s.ptr[i], CT_CHAR_BLANK)) continue;
    ct_buffer_xml(b, ct_slice_make(s.ptr + from, i - from));
    ct_buffer_printf(b, "&#x%X;", c == 0x7F ? 0x2421u : 0x2400u + c);
    from = i + 1;
  }
  ct_buffer_xml(b, ct_slice_make(s.ptr + from, s.len - from));
}

/* Two or three capitals or digits; anything else may be the end of a torn name. */
bool ct_html_is_tag(ct_slice s) {
  return s.len >= 2 && s.len <= 3 && ct_slice_all(s, CT_CHAR_UPPER | CT_CHAR_DIGIT);
}

static void tag(ct_html *h, const ct_html_item *item, ct_slice text) {
  ct_buffer *b = h->report.out;
  ct_slice t = ct_slice_make(text.ptr, item->tag);
  if (item->hidden && !ct_html_is_tag(t)) t = ct_slice_text(HIDDEN);
  if (item->use)
    ct_buffer_printf(b, "<a href=\"#u%lu\">", (unsigned long)item->use);
  else
    ct_buffer_text(b, "<b>");
  ct_html_bytes(b, t);
  ct_buffer_text(b, item->use ? "</a>" : "</b>");
}

/* The elements after the tag, those that must not be seen as ***. */
static void hide(ct_html *h, const ct_html_item *item, ct_slice text) {
  ct_buffer *b = h->report.out;
  ct_slice claim = ct_slice_make(h->claim.len ? h->claim.data : "", h->claim.len);
  size_t at = item->tag;
  if (at < text.len && text.ptr[at] != item->separator) { /* torn */
    ct_buffer_text(b, HIDDEN);
    return;
  }
  for (unsigned element = 1; at < text.len; element++) {
    size_t first = at + 1, end = first;
    while (end < text.len && text.ptr[end] != item->separator) end++;
    ct_slice value = ct_slice_make(text.ptr + first, end - first);
    bool names_claim = h->report.options.redact_claims && item->claim &&
                       ((item->first && element == 1) || ct_slice_same(value, claim));
    ct_html_bytes(b, ct_slice_make(text.ptr + at, 1));
    if (value.len > 0 && (item->hidden || names_claim))
      ct_buffer_text(b, HIDDEN);
    else
      ct_html_bytes(b, value);
    at = end;
  }
}

static const ct_html_note *next_mark(const ct_html_note *notes, size_t count_, size_t from,
                                     size_t end) {
  const ct_html_note *best = NULL;
  if (count_ > MOST_MARKS) count_ = MOST_MARKS;
  for (size_t i = 0; i < count_; i++)
    if (notes[i].mark_len && notes[i].mark >= from && notes[i].mark + notes[i].mark_len <= end &&
        (!best || notes[i].mark < best->mark))
      best = &notes[i];
  return best;
}

void ct_html_elements(ct_html *h, const ct_html_item *item) {
  ct_slice text = ct_html_text(h, item);
  if (item->hidden || (h->report.options.redact_claims && item->claim))
    hide(h, item, text);
  else
    ct_html_bytes(h->report.out, ct_slice_make(text.ptr + item->tag, text.len - item->tag));
}

static void value(ct_html *h, const ct_html_item *item, const ct_html_note *notes, size_t count_) {
  ct_buffer *b = h->report.out;
  ct_slice text = ct_html_text(h, item);
  ct_buffer_text(b, "<code>");
  if (count_ == 0 || item->hidden || (h->report.options.redact_claims && item->claim)) {
    ct_html_elements(h, item);
    ct_buffer_text(b, "</code>");
    return;
  }
  size_t at = item->tag;
  for (const ct_html_note *m; (m = next_mark(notes, count_, at, text.len)) != NULL;) {
    ct_html_bytes(b, ct_slice_make(text.ptr + at, m->mark - at));
    ct_buffer_text(b, "<mark>");
    ct_html_bytes(b, ct_slice_make(text.ptr + m->mark, m->mark_len));
    ct_buffer_text(b, "</mark>");
    at = m->mark + m->mark_len;
  }
  ct_html_bytes(b, ct_slice_make(text.ptr + at, text.len - at));
  ct_buffer_text(b, "</code>");
}

static void list_notes(ct_html *h, const ct_html_note *notes, size_t count_) {
  if (count_ == 0) return;
  ct_buffer_text(h->report.out, "\n<ul class=\"f\">");
  for (size_t i = 0; i < count_; i++)
    if (notes[i].len) ct_buffer_add(h->report.out, h->said.data + notes[i].at, notes[i].len);
  ct_buffer_text(h->report.out, "</ul>");
}

/* A row of balance is none. */
static bool has_finding(const ct_html_note *notes, size_t count_) {
  for (size_t i = 0; i < count_; i++)
    if (notes[i].severity >= 0) return true;
  return false;
}

static void row(ct_html *h, const ct_html_item *item, const ct_html_note *notes, size_t count_) {
  ct_buffer *b = h->report.out;
  unsigned long long file = (unsigned long long)h->files;
  ct_html_begin_list(h);
  h->full++;
  ct_buffer_printf(b, "<li class=\"%s%s\"", item->kind == CT_HTML_SEGMENT ? "s" : "x",
                   has_finding(notes, count_) ? " has" : "");
  if (!item->claim || h->cut) ct_html_mark_place(h, item->offset, item->offset);
  if (!item->claim || h->cut)
    ct_buffer_printf(b, " id=\"f%llus%llu\"", file, (unsigned long long)item->offset);
  if (item->number) ct_buffer_printf(b, " value=\"%lu\"", (unsigned long)item->number);
  ct_buffer_char(b, '>');
  if (item->kind == CT_HTML_TEXT)
    ct_buffer_text(b, "<i>no segment</i> ");
  else
    tag(h, item, ct_html_text(h, item));
  value(h, item, notes, count_);
  list_notes(h, notes, count_);
  ct_buffer_text(b, "</li>\n");
}

/* Told too late, or too early, to stand beside its segment. */
static void loose_row(ct_html *h, const ct_html_item *item, const ct_html_note *notes,
                      size_t count_) {
  ct_buffer *b = h->report.out;
  unsigned long long file = (unsigned long long)h->files, at;
  ct_html_begin_list(h);
  ct_buffer_printf(b, "<li class=\"a%s\"", has_finding(notes, count_) ? " has" : "");
  bool linked = item->late && ct_html_place(h, item->about, &at);
  if (linked) ct_buffer_printf(b, " data-for=\"f%llus%llu\"", file, at);
  if (linked && item->number) ct_buffer_printf(b, " data-n=\"%lu\"", (unsigned long)item->number);
  ct_buffer_char(b, '>');
  if (linked) ct_buffer_printf(b, "<a href=\"#f%llus%llu\">", file, at);
  if (item->late && item->number)
    ct_buffer_printf(b, "segment %lu above", (unsigned long)item->number);
  else if (linked)
    ct_buffer_text(b, "segment above");
  if (linked) ct_buffer_text(b, "</a>");
  list_notes(h, notes, count_);
  ct_buffer_text(b, "</li>\n");
}

/* ---- out ------------------------------------------------------------------------------------- */

static int by_item(const void *a, const void *b) {
  const ct_html_note *x = a, *y = b;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

void ct_html_write(ct_html *h) {
  size_t note = 0;
  if (h->note_count) qsort(h->notes, h->note_count, sizeof *h->notes, by_item);
  for (size_t i = 0; i < h->item_count; i++) {
    size_t end = ct_html_run(h, i, note < h->note_count ? h->notes[note].item : h->item_count);
    if (end > i) {
      i = end - 1;
      continue;
    }
    const ct_html_item *item = &h->items[i];
    const ct_html_note *notes = h->notes ? h->notes + note : NULL;
    size_t count_ = 0;
    while (note < h->note_count && h->notes[note].item == i) {
      note++;
      count_++;
    }
    if (item->kind == CT_HTML_OPEN)
      open_loop(h, i, note);
    else if (item->kind == CT_HTML_CLOSE && h->depth > 0 && top(h) >= CT_HTML_LOOP)
      pop(h);
    else if (item->kind == CT_HTML_LOOSE && count_ > 0)
      loose_row(h, item, notes, count_);
    else if (item->kind == CT_HTML_SEGMENT || item->kind == CT_HTML_TEXT)
      row(h, item, notes, count_);
  }
  h->item_count = h->note_count = 0;
  ct_buffer_reset(&h->text);
  ct_buffer_reset(&h->said);
}
