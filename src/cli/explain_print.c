/*
 * explain_print.c -- lays out what is known about findings and rules.
 *
 * claimtree-findings(7) is printed here too, so that page and program cannot differ.
 */
#include "cli/explain_print.h"
#include "cli/wrap.h"

/* ---- text -------------------------------------------------------------------------- */

static void paragraph(ct_buffer *b, const char *title, const char *text) {
  ct_buffer_printf(b, "\n  %s\n", title);
  ct_wrap(b, 4, text);
}

void ct_explain_text(ct_buffer *b, const ct_finding_info *info) {
  ct_buffer_printf(b, "%s: %s, SNIP type %u\n", info->id, ct_severity_name(info->severity),
                   info->snip);
  paragraph(b, "What it means", info->meaning);
  paragraph(b, "Why the rule is there", info->why);
  paragraph(b, "How to mend it", info->mend);
}

static const char *test_title(const char *kind) {
  if (strcmp(kind, "forbid") == 0) return "It forbids";
  if (strcmp(kind, "unique") == 0) return "It wants only one of";
  return "It requires";
}

void ct_explain_rule(ct_buffer *b, const ct_rule_info *rule) {
  ct_buffer_printf(b, "%s: rule of %s; %s, %s, SNIP type %u\n", rule->id, rule->origin,
                   rule->finding->id, ct_severity_name((enum ct_severity)rule->severity),
                   rule->snip);
  paragraph(b, "What it asks", rule->text);
  if (*rule->explain) paragraph(b, "Why it is there and how to keep it", rule->explain);
  if (*rule->when) paragraph(b, "When (in the language of rules)", rule->when);
  if (*rule->test) paragraph(b, test_title(rule->kind), rule->test);
  if (*rule->source) paragraph(b, "Source", rule->source);
}

static void line(ct_buffer *b, const char *id, enum ct_severity severity, unsigned snip,
                 const char *text) {
  const char *end = strstr(text, ". "); /* the first sentence */
  ct_buffer_printf(b, "%-30s %-7s %u  ", id, ct_severity_name(severity), snip);
  ct_buffer_add(b, text, end ? (size_t)(end - text) + 1 : strlen(text));
  ct_buffer_char(b, '\n');
}

void ct_explain_line(ct_buffer *b, const ct_finding_info *info) {
  line(b, info->id, info->severity, info->snip, info->meaning);
}

void ct_explain_rule_line(ct_buffer *b, const ct_rule_info *rule) {
  line(b, rule->id, (enum ct_severity)rule->severity, rule->snip, rule->text);
}

/* ---- JSON ----------------------------------------------------------------------------- */

static void member(ct_buffer *b, const char *key, const char *value) {
  ct_buffer_printf(b, ",\"%s\":\"", key);
  ct_buffer_json(b, ct_slice_text(value));
  ct_buffer_char(b, '"');
}

void ct_explain_json(ct_buffer *b, const ct_finding_info *info) {
  ct_buffer_text(b, "{\"type\":\"explanation\"");
  member(b, "id", info->id);
  member(b, "severity", ct_severity_name(info->severity));
  ct_buffer_printf(b, ",\"snip\":%u", info->snip);
  member(b, "meaning", info->meaning);
  member(b, "why", info->why);
  member(b, "mend", info->mend);
  ct_buffer_text(b, "}\n");
}

void ct_explain_rule_json(ct_buffer *b, const ct_rule_info *rule) {
  ct_buffer_text(b, "{\"type\":\"rule\"");
  member(b, "id", rule->id);
  member(b, "severity", ct_severity_name((enum ct_severity)rule->severity));
  ct_buffer_printf(b, ",\"snip\":%u", rule->snip);
  member(b, "finding", rule->finding->id);
  member(b, "origin", rule->origin);
  member(b, "text", rule->text);
  member(b, "explain", rule->explain);
  member(b, "when", rule->when);
  member(b, "kind", rule->kind);
  member(b, "test", rule->test);
  member(b, "source", rule->source);
  ct_buffer_text(b, "}\n");
}

/* ---- a page of the manual --------------------------------------------------------------- */

/* Text for troff: no line begins with a control character, hyphens and backslashes stay. */
static void troff(ct_buffer *b, const char *text) {
  bool start = true;
  for (; *text; text++) {
    if (start && (*text == '.' || *text == '\'')) ct_buffer_text(b, "\\&");
    start = false;
    switch (*text) {
    case '\\':
      ct_buffer_text(b, "\\e");
      break;
    case '-':
      ct_buffer_text(b, "\\-");
      break;
    case '^':
      ct_buffer_text(b, "\\(ha");
      break;
    case '~':
      ct_buffer_text(b, "\\(ti");
      break;
    case '`':
      ct_buffer_text(b, "\\(ga");
      break;
    case '\'':
      ct_buffer_text(b, "\\(aq");
      break;
    case '.':
    case '?':
      ct_buffer_char(b, *text);
      if (text[1] == ' ') { /* a new sentence begins a new line */
        ct_buffer_char(b, '\n');
        text++;
        start = true;
      }
      break;
    default:
      ct_buffer_char(b, *text);
    }
  }
  ct_buffer_char(b, '\n');
}

static void explain_man(ct_buffer *b, const ct_finding_info *info) {
  ct_buffer_text(b, ".SS ");
  troff(b, info->id);
  ct_buffer_printf(b, "%c%s, SNIP type %u.\n", ct_severity_name(info->severity)[0] - 'a' + 'A',
                   ct_severity_name(info->severity) + 1, info->snip);
  troff(b, info->meaning);
  ct_buffer_text(b, ".PP\n");
  troff(b, info->why);
  ct_buffer_text(b, ".PP\n");
  troff(b, info->mend);
}

static const char *const level_title[] = {[CT_LEVEL_INTERCHANGE] = "INTERCHANGE",
                                          [CT_LEVEL_GROUP] = "GROUP",
                                          [CT_LEVEL_SET] = "SET",
                                          [CT_LEVEL_SEGMENT] = "SEGMENTS AND LOOPS",
                                          [CT_LEVEL_ELEMENT] = "ELEMENTS"};

void ct_explain_page(ct_buffer *b) {
  ct_buffer_printf(b,
                   ".TH CLAIMTREE\\-FINDINGS 7 2026-11-22 \"claimtree %s\" \"claimtree\"\n"
                   ".SH NAME\nclaimtree\\-findings \\- what claimtree finds in claims and "
                   "remittances\n.SH DESCRIPTION\n",
                   ct_version());
  troff(b, "Every finding of claimtree has an id that does not change, a severity and a WEDI SNIP "
           "type. Errors reject; warnings and notes do not. Below, each id is followed by what it "
           "means, why the rule is there, and how to mend it, as `claimtree explain ID` prints it. "
           "The severity is the usual one: a trading partner's profile may choose another.");
  size_t count;
  const ct_finding_info *catalogue = ct_finding_catalogue(&count);
  for (int level = CT_LEVEL_INTERCHANGE; level <= CT_LEVEL_ELEMENT; level++) {
    ct_buffer_printf(b, ".SH %s\n", level_title[level]);
    for (size_t i = 0; i < count; i++)
      if ((int)catalogue[i].level == level) explain_man(b, &catalogue[i]);
  }
  ct_buffer_text(b, ".SH SEE ALSO\n.BR claimtree (1),\n.BR claimtree\\-check (1),\n"
                    ".BR claimtree\\-explain (1)\n");
}
