/*
 * compile_write.c -- writes grammar tables as C source.  It knows every member of every
 * table; a layer names the tables that it shares with the grammar below it.
 */
#include "guide/compile_write.h"
#include "guide/compile_rules.h"

typedef struct writer {
  FILE *out;
  const char *prefix;
  const ct_grammar *g;
  const char *below_prefix; /* "" when there is nothing below */
  const ct_grammar *below;  /* all zero when there is nothing */
} writer;

void ct_write_text(FILE *out, const char *text) {
  if (!text) {
    fputs("NULL", out);
    return;
  }
  fputc('"', out);
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') fputc('\\', out);
    fputc(*text, out);
  }
  fputc('"', out);
}

void ct_write_bytes(FILE *out, const char *prefix, const char *bytes, size_t len) {
  fprintf(out, "static const unsigned char %s[] = {", prefix);
  for (size_t i = 0; i < len; i++)
    fprintf(out, "%s%u,", i % 24 ? "" : "\n", (unsigned)(unsigned char)bytes[i]);
  fputs(len ? "};\n" : "0};\n", out);
}

static void comma_text(FILE *out, const char *text) {
  ct_write_text(out, text);
  fputs(", ", out);
}

/* Begins a table, unless it is the one below; every table has an element of C's at least. */
static bool begin(const writer *w, const char *type, const char *name, const void *mine,
                  const void *theirs) {
  if (theirs && mine == theirs) return false;
  fprintf(w->out, "static const %s %s_%s[] = {\n", type, w->prefix, name);
  return true;
}

static void end(const writer *w, uint32_t count, const char *nothing) {
  fprintf(w->out, "%s};\n", count ? "" : nothing);
}

/* ---- lists -------------------------------------------------------------------------------- */

static void write_numbers(const writer *w, uint32_t at, const char *what, const uint32_t *number,
                          size_t count) {
  if (!number) return;
  fprintf(w->out, "static const uint32_t %s_%s%u[] = {", w->prefix, what, (unsigned)at);
  for (size_t i = 0; i < count; i++)
    fprintf(w->out, "%s%uu,", i % 12 ? "" : "\n", (unsigned)number[i]);
  fputs("};\n", w->out);
}

/* Whether the slots and texts of list `at` are those of the grammar below. */
static bool shares_list(const writer *w, uint32_t at) {
  if (at >= w->below->lists) return false;
  const ct_list *a = &w->g->list[at], *b = &w->below->list[at];
  return a->slot == b->slot && a->start == b->start && a->texts == b->texts;
}

static void write_list_parts(const writer *w, uint32_t at) {
  const ct_list *l = &w->g->list[at];
  size_t slots = (size_t)l->mask + 1;
  if (shares_list(w, at)) return;
  if (l->slot) {
    fprintf(w->out, "static const uint64_t %s_slot%u[] = {", w->prefix, (unsigned)at);
    for (size_t i = 0; i < slots; i++)
      fprintf(w->out, "%s0x%llxu,", i % 6 ? "" : "\n", (unsigned long long)l->slot[i]);
    fputs("};\n", w->out);
  }
  write_numbers(w, at, "start", l->start, slots);
  write_numbers(w, at, "stop", l->stop, slots);
  if (l->texts_count == 0) return;
  fprintf(w->out, "static const char *const %s_text%u[] = {", w->prefix, (unsigned)at);
  for (uint32_t i = 0; i < l->texts_count; i++) comma_text(w->out, l->texts[i]);
  fputs("};\n", w->out);
}

static void write_pointer(const writer *w, const char *what, uint32_t at, bool have) {
  if (have)
    fprintf(w->out, "%s_%s%u, ", shares_list(w, at) ? w->below_prefix : w->prefix, what,
            (unsigned)at);
  else
    fputs("NULL, ", w->out);
}

static void write_lists(const writer *w) {
  const ct_grammar *g = w->g;
  if (g->list == w->below->list) return;
  for (uint32_t i = 0; i < g->lists; i++) write_list_parts(w, i);
  (void)begin(w, "ct_list", "list", g->list, NULL);
  for (uint32_t i = 0; i < g->lists; i++) {
    const ct_list *l = &g->list[i];
    fputc('{', w->out);
    write_pointer(w, "slot", i, l->slot != NULL);
    write_pointer(w, "start", i, l->start != NULL);
    write_pointer(w, "stop", i, l->stop != NULL);
    write_pointer(w, "text", i, l->texts_count != 0);
    fprintf(w->out, "%uu, %uu, %uu, 0x%llxu, ", (unsigned)l->texts_count, (unsigned)l->mask,
            (unsigned)l->count, (unsigned long long)l->single);
    ct_write_text(w->out, l->sample);
    fputs("},\n", w->out);
  }
  end(w, g->lists, "");
}

/* ---- rows ----------------------------------------------------------------------------------- */

static void write_code_sets(const writer *w) {
  const ct_grammar *g = w->g;
  if (!begin(w, "ct_code_set", "code_set", g->code_set, w->below->code_set)) return;
  for (uint32_t i = 0; i < g->code_sets; i++) {
    const ct_code_set *c = &g->code_set[i];
    fputc('{', w->out);
    ct_write_text(w->out, c->name);
    fprintf(w->out, ", %u, %u, %u, %d, %d, %uu, ", c->source, c->list, c->shape, c->closed, c->user,
            (unsigned)c->dated);
    ct_write_text(w->out, c->label);
    fputs("},\n", w->out);
  }
  end(w, g->code_sets, "");
}

static void write_set_uses(const writer *w) {
  const ct_grammar *g = w->g;
  if (!begin(w, "ct_set_use", "set_use", g->set_use, w->below->set_use)) return;
  for (uint32_t i = 0; i < g->set_uses; i++)
    fprintf(w->out, "{0x%llxu, %u},\n", (unsigned long long)g->set_use[i].qualifier,
            g->set_use[i].set);
  end(w, g->set_uses, "");
}

static void write_notes(const writer *w) {
  const ct_grammar *g = w->g;
  if (!begin(w, "ct_note", "note", g->note, w->below->note)) return;
  for (uint32_t i = 0; i < g->notes; i++) {
    const ct_note *n = &g->note[i];
    fprintf(w->out, "{%d, %u, 0x%llxu, ", n->kind, n->first, (unsigned long long)n->mask);
    ct_write_text(w->out, n->text);
    fputs("},\n", w->out);
  }
  end(w, g->notes, "");
}

static void write_elements(const writer *w) {
  const ct_grammar *g = w->g;
  if (!begin(w, "ct_element", "element", g->element, w->below->element)) return;
  for (uint32_t i = 0; i < g->elements; i++) {
    const ct_element *e = &g->element[i];
    fprintf(w->out, "{%u, %u, %u, %u, ", e->usage, e->type, e->std_req, e->flags);
    fprintf(w->out, "%u, %u, %u, %u, ", e->min, e->max, e->ig_max, e->repeat);
    fprintf(w->out, "%u, %u, %u, %u, ", e->codes, e->std_codes, e->set_first, e->set_count);
    fprintf(w->out, "%u, %u, %u, %u, ", e->by, e->codes_layer, e->usage_layer, e->length_layer);
    fprintf(w->out, "%u, %u, %u, %u, ", e->sub_first, e->sub_count, e->note_first, e->note_count);
    comma_text(w->out, e->de);
    ct_write_text(w->out, e->name);
    fputs("},\n", w->out);
  }
  end(w, g->elements, "");
}

static void write_node(const writer *w, const ct_node *n) {
  FILE *out = w->out;
  fprintf(out, "{0x%xu, 0x%x, %u, %u, %u, ", (unsigned)n->tag, n->flags, n->parent, n->child_first,
          n->child_count);
  fprintf(out, "%u, %u, %u, %u, %u, ", n->child_index, n->usage, n->usage_layer, n->key_element,
          n->key_component);
  fprintf(out, "%u, %u, %u, %uu, %uu, ", n->hl_parent_level, n->key_codes, n->rank,
          (unsigned)n->max_repeat, (unsigned)n->std_max);
  fprintf(out, "%u, %u, %u, %u, ", n->element_first, n->element_count, n->note_first,
          n->note_count);
  fprintf(out, "{{0x%llxu, 0x%llxu}}, ", (unsigned long long)n->required.bit[0],
          (unsigned long long)n->required.bit[1]);
  comma_text(out, n->id);
  comma_text(out, n->key);
  comma_text(out, n->name);
  ct_write_text(out, n->path);
  fputs("},\n", out);
}

static void write_nodes(const writer *w) {
  const ct_grammar *g = w->g;
  if (begin(w, "ct_node", "node", g->node, w->below->node)) {
    for (uint32_t i = 0; i < g->nodes; i++) write_node(w, &g->node[i]);
    end(w, g->nodes, "");
  }
  if (begin(w, "uint16_t", "child", g->child, w->below->child)) {
    for (uint32_t i = 0; i < g->children; i++)
      fprintf(w->out, "%u,%s", g->child[i], i % 16 == 15 ? "\n" : "");
    end(w, g->children, "0");
  }
}

static void write_tags(const writer *w, const char *name, const ct_tag *tag, uint32_t count,
                       const void *theirs) {
  if (!begin(w, "ct_tag", name, tag, theirs)) return;
  for (uint32_t i = 0; i < count; i++)
    fprintf(w->out, "0x%xu,%s", (unsigned)tag[i], i % 10 == 9 ? "\n" : "");
  end(w, count, "0");
}

static void write_standard(const writer *w) {
  const ct_grammar *g = w->g;
  write_tags(w, "standard_tag", g->standard_tag, g->standard_tags, w->below->standard_tag);
  write_tags(w, "known_tag", g->known_tag, g->known_tags, w->below->known_tag);
  if (!begin(w, "uint16_t", "standard_loop", g->standard_loop, w->below->standard_loop)) return;
  for (uint32_t i = 0; i < g->standard_tags; i++)
    fprintf(w->out, "%u,%s", g->standard_loop[i], i % 16 == 15 ? "\n" : "");
  end(w, g->standard_tags, "0");
}

/* ---- what profiles add ------------------------------------------------------------------ */

/* Writes a set of rules and those it is laid over, as PREFIX_rules, PREFIX_rules_1 ... */
static void write_rules(const writer *w, const struct ct_rule_set *rules, unsigned depth) {
  char prefix[64], base[80] = "";
  if (!rules || rules == w->below->rules) return;
  write_rules(w, rules->base, depth + 1);
  (void)snprintf(prefix, sizeof prefix, depth ? "%s_%u" : "%s", w->prefix, depth);
  if (rules->base && rules->base == w->below->rules)
    (void)snprintf(base, sizeof base, "%s_rules", w->below_prefix);
  else if (rules->base)
    (void)snprintf(base, sizeof base, "%s_%u_rules", w->prefix, depth + 1);
  ct_write_rules(w->out, prefix, rules, base);
}

static void write_text_or_null(const writer *w, const char *text) {
  if (text)
    ct_write_text(w->out, text);
  else
    fputs("NULL", w->out);
}

static void write_cob(const writer *w) {
  const ct_cob_profile *c = w->g->cob;
  if (!c || c == w->below->cob) return;
  fprintf(w->out, "static const ct_cob_profile %s_cob = {%u, %u, ", w->prefix, c->inpatient,
          c->asks);
  write_text_or_null(w, c->sender);
  fputs(", ", w->out);
  write_text_or_null(w, c->receiver);
  fputs("};\n", w->out);
}

static void write_severity(const writer *w) {
  const uint8_t *severity = w->g->severity;
  if (!severity || !begin(w, "uint8_t", "severity", severity, w->below->severity)) return;
  for (unsigned i = 0; i < CT_F_COUNT; i++) fprintf(w->out, "%u,", severity[i]);
  end(w, CT_F_COUNT, "");
}

/* ---- the whole -------------------------------------------------------------------------- */

static void member_text(const writer *w, const char *name, const char *text) {
  fprintf(w->out, "  .%s = ", name);
  ct_write_text(w->out, text);
  fputs(",\n", w->out);
}

static void member(const writer *w, const char *name, const void *mine, const void *theirs) {
  if (!mine) return;
  fprintf(w->out, "  .%s = %s_%s,\n", name, mine == theirs ? w->below_prefix : w->prefix, name);
}

static void address(const writer *w, const char *name, const void *mine, const void *theirs) {
  if (!mine) return;
  fprintf(w->out, "  .%s = &%s_%s,\n", name, mine == theirs ? w->below_prefix : w->prefix, name);
}

static void write_aliases(const writer *w) {
  if (!begin(w, "char *const", "aliases", w->g->aliases, w->below->aliases)) return;
  for (const char *const *a = w->g->aliases; a && *a; a++) comma_text(w->out, *a);
  fputs("NULL};\n", w->out);
}

static void write_head(const writer *w) {
  const ct_grammar *g = w->g, *o = w->below;
  fprintf(w->out, "static const ct_grammar %s = {\n", w->prefix);
  member_text(w, "id", g->id);
  member_text(w, "set_code", g->set_code);
  member_text(w, "group_code", g->group_code);
  member_text(w, "name", g->name);
  member_text(w, "origin", g->origin);
  member_text(w, "unit_name", g->unit_name);
  member(w, "aliases", g->aliases, o->aliases);
  member(w, "node", g->node, o->node);
  member(w, "child", g->child, o->child);
  member(w, "element", g->element, o->element);
  member(w, "list", g->list, o->list);
  member(w, "code_set", g->code_set, o->code_set);
  member(w, "set_use", g->set_use, o->set_use);
  member(w, "note", g->note, o->note);
  member(w, "standard_tag", g->standard_tag, o->standard_tag);
  member(w, "standard_loop", g->standard_loop, o->standard_loop);
  member(w, "known_tag", g->known_tag, o->known_tag);
  member(w, "severity", g->severity, o->severity);
  address(w, "rules", g->rules, o->rules);
  address(w, "cob", g->cob, o->cob);
  fprintf(w->out, "  .nodes = %uu, .children = %uu, .elements = %uu, .lists = %uu,\n",
          (unsigned)g->nodes, (unsigned)g->children, (unsigned)g->elements, (unsigned)g->lists);
  fprintf(w->out, "  .code_sets = %uu, .set_uses = %uu, .notes = %uu, .standard_tags = %uu,\n",
          (unsigned)g->code_sets, (unsigned)g->set_uses, (unsigned)g->notes,
          (unsigned)g->standard_tags);
  fprintf(w->out, "  .known_tags = %uu, .unit = %u,\n};\n\n", (unsigned)g->known_tags, g->unit);
}

void ct_write_grammar(FILE *out, const char *prefix, const ct_grammar *g, const ct_written *below) {
  static const ct_grammar nothing;
  writer w = {out, prefix, g, below ? below->prefix : "", below ? below->grammar : &nothing};
  write_lists(&w);
  write_code_sets(&w);
  write_set_uses(&w);
  write_notes(&w);
  write_elements(&w);
  write_nodes(&w);
  write_standard(&w);
  write_rules(&w, g->rules, 0);
  write_cob(&w);
  write_severity(&w);
  write_aliases(&w);
  write_head(&w);
}
