/*
 * html_runs.c -- runs of rows as mere text, so that a page of twenty megabytes of claims opens.
 *
 * A row with its link and its marks is six nodes of a browser's tree; a million rows are too many
 * for it.  After the first thousands, segments of which nothing is said go out as lines of one
 * text, indented by loop; the page's script makes rows of a run when somebody comes to see it,
 * and without the script it is read as it stands.  Does not know what a finding is.
 */
#include "out/html.h"

#include "base/charclass.h"

/* A line of text tells as much as a row: one line, a number or none, a tag. */
static bool is_plain(const ct_html *h, const ct_html_item *item) {
  if (item->kind == CT_HTML_OPEN) return !item->claim;
  if (item->kind == CT_HTML_CLOSE) return true;
  if (item->kind != CT_HTML_SEGMENT) return false;
  ct_slice text = ct_html_text(h, item);
  if (!ct_html_is_tag(ct_slice_make(text.ptr, item->tag))) return false;
  if (!ct_char_is(text.ptr[0], CT_CHAR_UPPER)) return false;
  for (size_t i = item->tag; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c < ' ' || c == 0x7F) return false;
  }
  return true;
}

/* After the loop that opens at `i`; `i` itself where something in it is not plain. */
static size_t loop_end(const ct_html *h, size_t i, size_t noted) {
  size_t open = 0;
  for (size_t k = i; k < noted && is_plain(h, &h->items[k]); k++) {
    open += h->items[k].kind == CT_HTML_OPEN;
    open -= h->items[k].kind == CT_HTML_CLOSE;
    if (open == 0) return k + 1;
  }
  return i;
}

static size_t run_end(const ct_html *h, size_t from, size_t noted) {
  size_t i = from, end;
  while (i < noted && h->items[i].kind != CT_HTML_CLOSE && is_plain(h, &h->items[i])) {
    end = h->items[i].kind == CT_HTML_OPEN ? loop_end(h, i, noted) : i + 1;
    if (end == i) break;
    i = end;
  }
  return i;
}

static void line(ct_html *h, const ct_html_item *item, size_t depth) {
  ct_buffer *b = h->report.out;
  for (size_t i = 0; i < depth; i++) ct_buffer_char(b, ' ');
  if (item->kind == CT_HTML_OPEN) {
    ct_buffer_text(b, "Loop ");
    ct_buffer_xml(b, ct_slice_text(item->id));
    ct_buffer_char(b, ' ');
    ct_buffer_xml(b, ct_slice_text(item->name));
  } else {
    if (item->number) {
      ct_buffer_uint(b, item->number);
      ct_buffer_char(b, ' ');
    }
    ct_buffer_add(b, ct_html_text(h, item).ptr, item->tag);
    ct_html_elements(h, item);
  }
  ct_buffer_char(b, '\n');
}

size_t ct_html_run(ct_html *h, size_t from, size_t noted) {
  if (!ct_html_is_long(h) || noted == from) return from;
  size_t end = run_end(h, from, noted), first = from, depth = 0;
  while (first < end && h->items[first].kind != CT_HTML_SEGMENT) first++;
  if (first == end) return from;
  ct_buffer *b = h->report.out;
  ct_html_begin_list(h);
  ct_buffer_text(b, "<li class=\"z\"");
  if (!h->items[first].claim || h->cut) {
    ct_html_mark_place(h, h->items[first].offset, h->items[end - 1].offset);
    ct_buffer_printf(b, " id=\"f%llus%llu\"", (unsigned long long)h->files,
                     (unsigned long long)h->items[first].offset);
  }
  ct_buffer_text(b, " data-u=\"");
  for (size_t i = first; i < end; i++) {
    if (h->items[i].kind != CT_HTML_SEGMENT) continue;
    if (i > first) ct_buffer_char(b, ' ');
    ct_buffer_uint(b, h->items[i].use);
  }
  ct_buffer_text(b, "\"><pre>");
  for (size_t i = from; i < end; i++) {
    if (h->items[i].kind == CT_HTML_CLOSE)
      depth--;
    else
      line(h, &h->items[i], depth);
    depth += h->items[i].kind == CT_HTML_OPEN;
  }
  ct_buffer_text(b, "</pre></li>\n");
  return end;
}

/* ---- where a segment stands ------------------------------------------------------------------ */

void ct_html_mark_place(ct_html *h, uint64_t first, uint64_t last) {
  if (h->span_count == CT_HTML_SPANS) { /* the older half is forgotten */
    h->span_count /= 2;
    memmove(h->spans, h->spans + CT_HTML_SPANS - h->span_count, h->span_count * sizeof *h->spans);
  }
  h->spans[h->span_count++] = (ct_html_span){first, last};
}

bool ct_html_place(const ct_html *h, uint64_t offset, unsigned long long *at) {
  size_t low = 0, high = h->span_count;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (h->spans[mid].last < offset)
      low = mid + 1;
    else
      high = mid;
  }
  if (low == h->span_count || h->spans[low].first > offset) return false;
  *at = (unsigned long long)h->spans[low].first;
  return true;
}
