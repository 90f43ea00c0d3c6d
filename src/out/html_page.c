/*
 * html_page.c -- what stands before and after the files: the head, the bar of tools, the glossary
 * of names.
 *
 * Knows the frame of the page and which names it will need.  Does not know style or script, nor
 * what a row is.
 */
#include "out/html.h"

#include "base/mem.h"

void ct_html_head(ct_html *h, const char *title) {
  ct_buffer *b = h->report.out;
  ct_buffer_text(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"");
  ct_buffer_text(b, ct_html_policy);
  ct_buffer_text(b,
                 "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
  ct_buffer_xml(b, ct_slice_text(title));
  ct_buffer_text(b, " - claimtree</title>\n<style>");
  ct_html_style(b);
  ct_buffer_text(
      b, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the files</a>\n"
         "<header id=\"bar\"><div role=\"search\" aria-label=\"Filter\">\n<h1>claimtree</h1>\n"
         "<label><input type=\"checkbox\" id=\"only\"> Only findings</label>\n"
         "<div id=\"tools\" hidden>\n"
         "<label>Claim <input type=\"search\" id=\"find\" autocomplete=\"off\" "
         "spellcheck=\"false\"></label>\n"
         "<button type=\"button\" id=\"back\">Previous finding</button>\n"
         "<button type=\"button\" id=\"next\">Next finding</button>\n"
         "<button type=\"button\" id=\"open\">Open all</button>\n"
         "<button type=\"button\" id=\"shut\">Close all</button>\n"
         "<output id=\"said\"></output>\n</div>\n"
         "<a href=\"#names\">Glossary</a>\n</div></header>\n"
         "<main id=\"main\" tabindex=\"-1\">\n");
}

/* ---- the glossary ---------------------------------------------------------------------- */

uint32_t ct_html_use(ct_html *h, ct_use use) {
  if (!use.guide) return 0;
  uint32_t *near = &h->near[use.node % CT_HTML_NEAR];
  if (*near && h->uses[*near - 1].guide == use.guide && h->uses[*near - 1].node == use.node)
    return *near;
  size_t i = 0;
  while (i < h->use_count && (h->uses[i].guide != use.guide || h->uses[i].node != use.node)) i++;
  if (i == h->use_room) {
    size_t room = i ? 2 * i : 64;
    ct_use *uses = ct_mem_resize(h->uses, room, sizeof *uses);
    if (!uses) {
      ct_html_no_memory(h);
      return 0;
    }
    h->uses = uses;
    h->use_room = room;
  }
  if (i == h->use_count) h->uses[h->use_count++] = use;
  *near = (uint32_t)(i + 1);
  return *near;
}

static void name(ct_buffer *b, ct_use use, unsigned element, unsigned component) {
  const char *words = ct_use_element_name(use, element, component);
  ct_buffer_text(b, "<li><span>");
  ct_buffer_xml(b, ct_slice_text(*words ? words : "not used"));
  ct_buffer_text(b, "</span>");
}

static void glossary_entry(ct_html *h, size_t i) {
  ct_buffer *b = h->report.out;
  ct_use use = h->uses[i];
  ct_buffer_printf(b, "<section id=\"u%zu\"><h3>", i + 1);
  ct_buffer_xml(b, ct_slice_text(ct_use_id(use)));
  ct_buffer_char(b, ' ');
  ct_buffer_xml(b, ct_slice_text(ct_use_name(use)));
  ct_buffer_text(b, "</h3><p>");
  ct_buffer_xml(b, ct_slice_text(ct_use_guide(use)));
  ct_buffer_text(b, "</p><ol>\n");
  for (unsigned e = 1; e <= ct_use_elements(use); e++) {
    name(b, use, e, 0);
    unsigned parts = ct_use_components(use, e);
    if (parts > 0) ct_buffer_text(b, "<ol>");
    for (unsigned c = 1; c <= parts; c++) {
      name(b, use, e, c);
      ct_buffer_text(b, "</li>");
    }
    ct_buffer_text(b, parts > 0 ? "</ol></li>\n" : "</li>\n");
  }
  ct_buffer_text(b, "</ol></section>\n");
}

void ct_html_tail(ct_html *h) {
  ct_buffer *b = h->report.out;
  ct_buffer_text(b, "<section id=\"names\" aria-labelledby=\"namesh\">\n"
                    "<h2 id=\"namesh\">Glossary: names of elements</h2>\n");
  for (size_t i = 0; i < h->use_count; i++) glossary_entry(h, i);
  ct_buffer_printf(b,
                   "</section>\n</main>\n<footer>claimtree %s</footer>\n"
                   "<p id=\"hint\" aria-hidden=\"true\" hidden></p>\n<script>",
                   ct_version());
  ct_html_script(b);
  ct_buffer_text(b, "</script>\n</body>\n</html>\n");
}
