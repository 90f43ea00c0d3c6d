/*
 * compile_write.c -- writes grammar tables as C source.  It knows every member of every
 * table by name, so that a new member that is not written is a warning at build.
 */
#include "guide/compile_write.h"
#include "guide/compile_rules.h"

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

/* ---- lists -------------------------------------------------------------------------------- */

static void write_numbers(FILE *out, const char *prefix, uint32_t list, const char *what,
                          const uint32_t *number, size_t count) {
  if (!number) return;
  fprintf(out, "static const uint32_t %s_%s%u[] = {", prefix, what, (unsigned)list);
  for (size_t i = 0; i < count; i++)
    fprintf(out, "%s%uu,", i % 12 ? "" : "\n", (unsigned)number[i]);
  fputs("};\n", out);
}

static void write_list_parts(FILE *out, const char *prefix, uint32_t at, const ct_list *l) {
  size_t slots = (size_t)l->mask + 1;
  if (l->slot) {
    fprintf(out, "static const uint64_t %s_slot%u[] = {", prefix, (unsigned)at);
    for (size_t i = 0; i < slots; i++)
      fprintf(out, "%s0x%llxu,", i % 6 ? "" : "\n", (unsigned long long)l->slot[i]);
    fputs("};\n", out);
  }
  write_numbers(out, prefix, at, "start", l->start, slots);
  write_numbers(out, prefix, at, "stop", l->stop, slots);
  if (l->texts_count == 0) return;
  fprintf(out, "static const char *const %s_text%u[] = {", prefix, (unsigned)at);
  for (uint32_t i = 0; i < l->texts_count; i++) {
    ct_write_text(out, l->texts[i]);
    fputs(", ", out);
  }
  fputs("};\n", out);
}

static void write_pointer(FILE *out, const char *prefix, const char *what, uint32_t at, bool have) {
  if (have)
    fprintf(out, "%s_%s%u, ", prefix, what, (unsigned)at);
  else
    fputs("NULL, ", out);
}

static void write_lists(FILE *out, const char *prefix, const ct_grammar *g) {
  for (uint32_t i = 0; i < g->lists; i++) write_list_parts(out, prefix, i, &g->list[i]);
  fprintf(out, "static const ct_list %s_list[] = {\n", prefix);
  for (uint32_t i = 0; i < g->lists; i++) {
    const ct_list *l = &g->list[i];
    fputc('{', out);
    write_pointer(out, prefix, "slot", i, l->slot != NULL);
    write_pointer(out, prefix, "start", i, l->start != NULL);
    write_pointer(out, prefix, "stop", i, l->stop != NULL);
    write_pointer(out, prefix, "text", i, l->texts_count != 0);
    fprintf(out, "%uu, %uu, %uu, 0x%llxu, ", (unsigned)l->texts_count, (unsigned)l->mask,
            (unsigned)l->count, (unsigned long long)l->single);
    ct_write_text(out, l->sample);
    fputs("},\n", out);
  }
  fputs("};\n", out);
}

/* ---- rows ----------------------------------------------------------------------------------- */

static void write_sets(FILE *out, const char *prefix, const ct_grammar *g) {
  fprintf(out, "static const ct_code_set %s_code_set[] = {\n", prefix);
  for (uint32_t i = 0; i < g->code_sets; i++) {
    const ct_code_set *c = &g->code_set[i];
    fputc('{', out);
    ct_write_text(out, c->name);
    fprintf(out, ", %u, %u, %u, %d, %d, %uu, ", c->source, c->list, c->shape, c->closed, c->user,
            (unsigned)c->dated);
    ct_write_text(out, c->label);
    fputs("},\n", out);
  }
  fprintf(out, "};\nstatic const ct_set_use %s_set_use[] = {\n", prefix);
  for (uint32_t i = 0; i < g->set_uses; i++)
    fprintf(out, "{0x%llxu, %u},\n", (unsigned long long)g->set_use[i].qualifier,
            g->set_use[i].set);
  fprintf(out, "};\nstatic const ct_note %s_note[] = {\n", prefix);
  for (uint32_t i = 0; i < g->notes; i++) {
    const ct_note *n = &g->note[i];
    fprintf(out, "{%d, %u, 0x%llxu, ", n->kind, n->first, (unsigned long long)n->mask);
    ct_write_text(out, n->text);
    fputs("},\n", out);
  }
  fputs("};\n", out);
}

static void write_elements(FILE *out, const char *prefix, const ct_grammar *g) {
  fprintf(out, "static const ct_element %s_element[] = {\n", prefix);
  for (uint32_t i = 0; i < g->elements; i++) {
    const ct_element *e = &g->element[i];
    fprintf(out, "{%u, %u, %u, %u, ", e->usage, e->type, e->std_req, e->flags);
    fprintf(out, "%u, %u, %u, %u, ", e->min, e->max, e->ig_max, e->repeat);
    fprintf(out, "%u, %u, %u, %u, ", e->codes, e->std_codes, e->set_first, e->set_count);
    fprintf(out, "%u, %u, %u, %u, ", e->by, e->codes_layer, e->usage_layer, e->length_layer);
    fprintf(out, "%u, %u, %u, %u, ", e->sub_first, e->sub_count, e->note_first, e->note_count);
    ct_write_text(out, e->de);
    fputs(", ", out);
    ct_write_text(out, e->name);
    fputs("},\n", out);
  }
  fputs("};\n", out);
}

static void write_node(FILE *out, const ct_node *n) {
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
  const char *texts[] = {n->id, n->key, n->name, n->path};
  for (size_t i = 0; i < 4; i++) {
    ct_write_text(out, texts[i]);
    fputs(i < 3 ? ", " : "},\n", out);
  }
}

static void write_nodes(FILE *out, const char *prefix, const ct_grammar *g) {
  fprintf(out, "static const ct_node %s_node[] = {\n", prefix);
  for (uint32_t i = 0; i < g->nodes; i++) write_node(out, &g->node[i]);
  fprintf(out, "};\nstatic const uint16_t %s_child[] = {", prefix);
  for (uint32_t i = 0; i < g->children; i++) fprintf(out, "%s%u,", i % 16 ? "" : "\n", g->child[i]);
  fputs("};\n", out);
}

static void write_tags(FILE *out, const char *prefix, const char *what, const ct_tag *tag,
                       uint32_t count) {
  fprintf(out, "static const ct_tag %s_%s[] = {", prefix, what);
  for (uint32_t i = 0; i < count; i++)
    fprintf(out, "%s0x%xu,", i % 10 ? "" : "\n", (unsigned)tag[i]);
  fputs(count ? "};\n" : "0};\n", out);
}

static void write_loops(FILE *out, const char *prefix, const ct_grammar *g) {
  fprintf(out, "static const uint16_t %s_standard_loop[] = {", prefix);
  for (uint32_t i = 0; i < g->standard_tags; i++)
    fprintf(out, "%s%u,", i % 16 ? "" : "\n", (unsigned)g->standard_loop[i]);
  fputs(g->standard_tags ? "};\n" : "0};\n", out);
}

/* ---- the whole ----------------------------------------------------------------------------------
 */

static void write_member(FILE *out, const char *name, const char *text) {
  fprintf(out, "  .%s = ", name);
  ct_write_text(out, text);
  fputs(",\n", out);
}

static void write_table(FILE *out, const char *prefix, const char *name, const char *count_name,
                        uint32_t count) {
  fprintf(out, "  .%s = %s_%s, .%s = %uu,\n", name, prefix, name, count_name, (unsigned)count);
}

void ct_write_grammar(FILE *out, const char *prefix, const ct_grammar *g) {
  write_lists(out, prefix, g);
  write_sets(out, prefix, g);
  write_elements(out, prefix, g);
  write_nodes(out, prefix, g);
  write_tags(out, prefix, "standard_tag", g->standard_tag, g->standard_tags);
  write_loops(out, prefix, g);
  write_tags(out, prefix, "known_tag", g->known_tag, g->known_tags);
  if (g->rules) ct_write_rules(out, prefix, g->rules);
  fprintf(out, "static const char *const %s_alias[] = {", prefix);
  for (const char *const *a = g->aliases; *a; a++) {
    ct_write_text(out, *a);
    fputs(", ", out);
  }
  fprintf(out, "NULL};\nstatic const ct_grammar %s = {\n", prefix);
  write_member(out, "id", g->id);
  write_member(out, "set_code", g->set_code);
  write_member(out, "group_code", g->group_code);
  write_member(out, "name", g->name);
  write_member(out, "origin", g->origin);
  write_member(out, "unit_name", g->unit_name);
  fprintf(out, "  .aliases = %s_alias, .unit = %u,\n", prefix, g->unit);
  write_table(out, prefix, "node", "nodes", g->nodes);
  write_table(out, prefix, "child", "children", g->children);
  write_table(out, prefix, "element", "elements", g->elements);
  write_table(out, prefix, "list", "lists", g->lists);
  write_table(out, prefix, "code_set", "code_sets", g->code_sets);
  write_table(out, prefix, "set_use", "set_uses", g->set_uses);
  write_table(out, prefix, "note", "notes", g->notes);
  write_table(out, prefix, "standard_tag", "standard_tags", g->standard_tags);
  fprintf(out, "  .standard_loop = %s_standard_loop,\n", prefix);
  write_table(out, prefix, "known_tag", "known_tags", g->known_tags);
  if (g->rules) fprintf(out, "  .rules = &%s_rules,\n", prefix);
  fputs("};\n\n", out);
}
