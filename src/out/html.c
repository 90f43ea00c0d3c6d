/*
 * html.c -- one page for people: the loop tree with every segment, findings beside them.
 *
 * Knows what opens and closes what in the page, and how long a claim waits for its findings: to
 * its own end, for they are all known then.  Whatever else is told late about a segment that is
 * written already is put where the reader is, with a link.  Does not know how a row looks.
 */
#include "out/html.h"

#include "base/charclass.h"
#include "base/mem.h"

enum { MOST_LOOSE = 256 << 10, MOST_CLAIM = 32 << 20 }; /* bytes of segments that wait */

static ct_html *self(ct_sink *s) {
  return (ct_html *)s;
}

/* ---- sections ------------------------------------------------------------------------ */

static void heading(ct_html *h, unsigned level, const char *what, ct_slice id) {
  ct_buffer *b = h->report.out;
  ct_buffer_printf(b, "<h%u>%s ", level, what);
  ct_buffer_xml(b, id);
}

static void close_section(ct_html *h, uint8_t level) {
  ct_html_write(h);
  h->loops = 0;
  ct_html_close(h, level);
}

static void open_section(ct_html *h, uint8_t level) {
  close_section(h, level);
  ct_html_push(h, level);
}

static void open_interchange(ct_html *h, const ct_event *e) {
  ct_buffer *b = h->report.out;
  open_section(h, CT_HTML_INTERCHANGE);
  ct_delimiters d = ct_segment_delimiters(e->segment);
  ct_buffer_text(b, "<section class=\"i\" data-d=\"");
  const char marks[] = {d.element, d.component, d.repetition};
  ct_html_bytes(b, ct_slice_make(marks, d.repetition ? 3 : 2));
  ct_buffer_text(b, "\">\n");
  heading(h, 3, "Interchange", e->where.interchange);
  ct_buffer_text(b, "</h3>\n");
}

static void open_group(ct_html *h, const ct_event *e) {
  open_section(h, CT_HTML_GROUP);
  ct_buffer_text(h->report.out, "<section class=\"g\">\n");
  heading(h, 4, "Group", e->where.group);
  ct_buffer_text(h->report.out, "</h4>\n");
}

static void open_set(ct_html *h, const ct_event *e) {
  ct_buffer *b = h->report.out;
  open_section(h, CT_HTML_SET);
  ct_buffer_text(b, "<section class=\"t\">\n");
  heading(h, 5, "Set", e->where.set);
  ct_buffer_text(b, ": ");
  ct_buffer_xml(b, ct_segment_element(e->segment, 1));
  ct_buffer_char(b, ' ');
  ct_buffer_xml(b, ct_slice_text(e->name));
  ct_buffer_text(b, "</h5>\n");
}

/* ---- the stream ------------------------------------------------------------------------ */

static void add_segment(ct_html *h, const ct_event *e) {
  if (!e->segment) return;
  ct_html_item *item = ct_html_add(h, CT_HTML_SEGMENT);
  if (!item) return;
  ct_slice text = ct_segment_text(e->segment), tag = ct_segment_tag(e->segment);
  h->last = item->offset = e->where.offset;
  item->number = e->where.segment;
  item->separator = ct_segment_delimiters(e->segment).element;
  item->tag =
      (uint32_t)(tag.len <= text.len && memcmp(tag.ptr, text.ptr, tag.len) == 0 ? tag.len : 0);
  item->use = ct_html_use(h, e->use);
  item->claim = h->in_claim;
  item->hidden = ct_html_redacts(h) && ct_event_in_private(e);
  if (h->in_claim && h->claim.len == 0 && e->where.claim.len > 0) {
    ct_buffer_slice(&h->claim, e->where.claim);
    if (h->claim.status != CT_OK) ct_html_no_memory(h);
    item->first = true;
  }
  ct_html_add_text(h, item, text);
  ct_html_gather(h, item);
}

static void add_text(ct_html *h, const ct_event *e) {
  if (ct_slice_all(e->text, CT_CHAR_BLANK)) return; /* line ends */
  ct_html_item *item = ct_html_add(h, CT_HTML_TEXT);
  if (!item) return;
  h->last = item->offset = e->where.offset;
  item->hidden = ct_html_redacts(h);
  ct_html_add_text(h, item, e->text);
}

static void open_loop(ct_html *h, const ct_event *e) {
  bool claim = e->counts->claims > h->counted;
  h->counted = e->counts->claims;
  if (claim) {
    ct_html_write(h);
    h->claims++;
    h->in_claim = true;
    h->claim_depth = h->loops;
    ct_buffer_reset(&h->claim);
  }
  h->loops++;
  ct_html_item *item = ct_html_add(h, CT_HTML_OPEN);
  if (!item) return;
  item->claim = claim;
  item->id = e->id;
  item->name = e->name;
}

static void close_loop(ct_html *h) {
  ct_html_add(h, CT_HTML_CLOSE);
  if (h->loops > 0) h->loops--;
  if (!h->in_claim || h->loops > h->claim_depth) return;
  ct_html_write(h);
  h->in_claim = h->cut = false;
}

static void relieve(ct_html *h) {
  if (h->text.len <= (h->in_claim ? MOST_CLAIM : MOST_LOOSE)) return;
  h->cut = h->in_claim;
  ct_html_write(h);
}

/* ---- the end of a file -------------------------------------------------------------------- */

static void counted(ct_buffer *b, const char *before, uint64_t n, const char *one) {
  ct_buffer_text(b, before);
  ct_buffer_uint(b, n);
  ct_buffer_char(b, ' ');
  ct_buffer_text(b, one);
  if (n != 1) ct_buffer_char(b, 's');
}

static void verdict(ct_html *h, const ct_counts *c) {
  ct_buffer *b = h->report.out;
  bool bad = c->errors > 0;
  ct_buffer_printf(b, "<p><strong class=\"%s\">%s</strong>", bad ? "e" : "k",
                   bad ? "rejected" : "accepted");
  counted(b, " ", c->errors, "error");
  counted(b, ", ", c->warnings, "warning");
  counted(b, ", ", c->notes, "note");
  counted(b, " in ", c->interchanges, "interchange");
  counted(b, ", ", c->groups, "group");
  counted(b, ", ", c->sets, "set");
  counted(b, ", ", c->claims, "claim");
  counted(b, ", ", c->segments, "segment");
  ct_buffer_text(b, "</p>\n");
}

static void finding_row(ct_html *h, const ct_finding_info *info, const ct_html_seen *seen) {
  static const char letters[] = {'n', 'w', 'e'};
  ct_buffer *b = h->report.out;
  ct_buffer_printf(b,
                   "<tr><th scope=\"row\"><code>%s</code></th><td class=\"%c\"><b>%s</b></td><td>",
                   info->id, letters[seen->worst], ct_severity_name((enum ct_severity)seen->worst));
  ct_buffer_uint(b, seen->count);
  ct_buffer_printf(b, "</td><td><a href=\"#n%llu\">first</a></td><td>",
                   (unsigned long long)seen->first);
  ct_buffer_xml(b, ct_slice_text(info->meaning));
  ct_buffer_text(b, "</td><td>");
  ct_buffer_xml(b, ct_slice_text(info->mend));
  ct_buffer_text(b, "</td></tr>\n");
}

static void findings_table(ct_html *h) {
  ct_buffer *b = h->report.out;
  const ct_finding_info *catalogue = ct_finding_catalogue(NULL);
  if (h->report.shown == 0) return;
  unsigned long long file = (unsigned long long)h->files;
  ct_buffer_printf(b,
                   "<div class=\"wide\" role=\"region\" aria-labelledby=\"f%lluk f%llu\" "
                   "tabindex=\"0\"><table><caption id=\"f%lluk\">Findings by kind</caption>",
                   file, file, file);
  ct_buffer_text(b, "<thead><tr>"
                    "<th scope=\"col\">Finding</th><th scope=\"col\">Severity</th>"
                    "<th scope=\"col\">Number</th><th scope=\"col\">First</th>"
                    "<th scope=\"col\">What it means</th><th scope=\"col\">How to mend it</th>"
                    "</tr></thead><tbody>\n");
  for (int severity = CT_ERROR; severity >= CT_NOTE; severity--)
    for (size_t i = 0; i < h->rows; i++)
      if (h->seen[i].count > 0 && h->seen[i].worst == severity)
        finding_row(h, &catalogue[i], &h->seen[i]);
  ct_buffer_text(b, "</tbody></table></div>\n");
}

static void summary(ct_html *h, const ct_counts *c) {
  ct_buffer *b = h->report.out;
  unsigned long long file = (unsigned long long)h->files;
  ct_buffer_printf(b,
                   "<section class=\"summary\" id=\"f%llusum\" aria-labelledby=\"f%lluh f%llu\">"
                   "<h3 id=\"f%lluh\">Summary</h3>\n",
                   file, file, file, file);
  if (c)
    verdict(h, c);
  else
    ct_buffer_text(b,
                   "<p><strong class=\"e\">This file could not be read to its end.</strong></p>\n");
  if (h->report.held > 0) {
    ct_buffer_text(b, "<p>");
    ct_buffer_uint(b, h->report.held);
    ct_buffer_text(b, " more findings are not shown (--max-findings).</p>\n");
  }
  findings_table(h);
  ct_buffer_text(b, "</section>\n");
}

static void end_file(ct_html *h, const ct_counts *c) {
  if (h->depth == 0) return;
  close_section(h, CT_HTML_INTERCHANGE);
  ct_html_end_list(h);
  summary(h, c);
  ct_html_close(h, CT_HTML_FILE);
  h->in_claim = h->cut = false;
}

/* ---- the sink ------------------------------------------------------------------------------- */

static enum ct_status event(ct_sink *s, const ct_event *e) {
  ct_html *h = self(s);
  switch (e->kind) {
  case CT_EV_INTERCHANGE:
    open_interchange(h, e);
    add_segment(h, e);
    break;
  case CT_EV_GROUP:
    open_group(h, e);
    add_segment(h, e);
    break;
  case CT_EV_SET:
    open_set(h, e);
    add_segment(h, e);
    break;
  case CT_EV_LOOP:
    open_loop(h, e);
    break;
  case CT_EV_LOOP_END:
    close_loop(h);
    break;
  case CT_EV_SEGMENT:
    add_segment(h, e);
    break;
  case CT_EV_TEXT:
    add_text(h, e);
    break;
  case CT_EV_SET_END:
    add_segment(h, e);
    close_section(h, CT_HTML_SET);
    break;
  case CT_EV_GROUP_END:
    add_segment(h, e);
    close_section(h, CT_HTML_GROUP);
    break;
  case CT_EV_INTERCHANGE_END:
    add_segment(h, e);
    close_section(h, CT_HTML_INTERCHANGE);
    break;
  case CT_EV_RUN: /* not wanted */
    break;
  case CT_EV_FILE_END:
    end_file(h, e->counts);
    break;
  }
  relieve(h);
  return h->report.out->status;
}

static enum ct_status finding(ct_sink *s, const ct_finding *f) {
  ct_html *h = self(s);
  if (ct_report_admit(&h->report, f)) ct_html_note_finding(h, f);
  return h->report.out->status;
}

static enum ct_status balance(ct_sink *s, const ct_balance *row) {
  ct_html_note_balance(self(s), row);
  return self(s)->report.out->status;
}

static const char *shown_name(const char *file) {
  return strcmp(file, "-") == 0 ? "standard input" : file;
}

static void begin(ct_report *r) {
  ct_html *h = (ct_html *)r;
  if (!h->begun) ct_html_head(h, shown_name(r->file));
  h->begun = true;
  h->files++;
  h->counted = h->last = 0;
  h->span_count = 0;
  memset(h->seen, 0, h->rows * sizeof *h->seen);
  ct_html_push(h, CT_HTML_FILE);
  unsigned long long file = (unsigned long long)h->files;
  ct_buffer_printf(r->out, "<section class=\"file\" aria-labelledby=\"f%llu\">\n<h2 id=\"f%llu\">",
                   file, file);
  ct_buffer_xml(r->out, ct_slice_text(shown_name(r->file)));
  ct_buffer_printf(
      r->out, "</h2>\n<p class=\"to\"><a href=\"#f%llusum\">Summary of this file</a></p>\n", file);
}

static void end(ct_report *r, bool whole) {
  (void)whole;
  end_file((ct_html *)r, NULL); /* where the file's end was not reached */
}

static enum ct_status finish(ct_sink *s) {
  ct_html *h = self(s);
  if (!h->begun) ct_html_head(h, "no file");
  h->begun = true;
  ct_html_tail(h);
  return h->report.out->status;
}

static void free_report(ct_sink *s) {
  ct_html *h = self(s);
  ct_buffer_free(&h->text);
  ct_buffer_free(&h->said);
  ct_buffer_free(&h->scratch);
  ct_buffer_free(&h->claim);
  ct_mem_free(h->items);
  ct_mem_free(h->notes);
  ct_mem_free(h->uses);
  ct_mem_free(h->seen);
  ct_mem_free(h);
}

ct_report *ct_report_html(ct_buffer *out, const ct_report_options *options) {
  ct_html *h = ct_mem_zalloc(1, sizeof *h);
  if (!h) return NULL;
  ct_finding_catalogue(&h->rows);
  ct_buffer_init(&h->text, NULL, NULL);
  ct_buffer_init(&h->said, NULL, NULL);
  ct_buffer_init(&h->scratch, NULL, NULL);
  ct_buffer_init(&h->claim, NULL, NULL);
  h->report.sink = (ct_sink){.wants = CT_WANT_ENVELOPE | CT_WANT_SEGMENTS,
                             .event = event,
                             .finding = finding,
                             .finish = finish,
                             .free = free_report};
  if (options->explain_balance) {
    h->report.sink.wants |= CT_WANT_BALANCE;
    h->report.sink.balance = balance;
  }
  h->report.out = out;
  h->report.options = *options;
  h->report.file = "";
  h->report.begin = begin;
  h->report.end = end;
  h->seen = ct_mem_zalloc(h->rows, sizeof *h->seen);
  if (h->seen) return &h->report;
  free_report(&h->report.sink);
  return NULL;
}
