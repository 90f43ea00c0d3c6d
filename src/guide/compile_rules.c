/*
 * compile_rules.c -- writes compiled rules as C source.  It knows every member of every table
 * by place, so that a new member that is not written is a warning at build.
 */
#include "guide/compile_rules.h"
#include "guide/compile_write.h"

static void text(FILE *out, const char *s, const char *after) {
  ct_write_text(out, s);
  fputs(after, out);
}

static void open_table(FILE *out, const char *type, const char *prefix, const char *name) {
  fprintf(out, "static const %s %s_rule_%s[] = {\n", type, prefix, name);
}

/* ---- programs and paths ------------------------------------------------------------------- */

static void write_code(FILE *out, const char *prefix, const ct_rule_set *s) {
  open_table(out, "ct_instruction", prefix, "code");
  for (uint32_t i = 0; i < s->codes; i++)
    fprintf(out, "{%u, %u, %u},%s", s->code[i].op, s->code[i].extra, s->code[i].arg,
            i % 8 == 7 ? "\n" : " ");
  fputs("{0, 0, 0}};\n", out);
}

static void write_path(FILE *out, const ct_rule_path *p) {
  fprintf(out, "{%u, %u, %u, %u, %u, ", p->ends, p->source, p->frame, p->up, p->downs);
  fprintf(out, "%u, %u, %u, %u, %u, %u, ", p->element, p->last, p->step, p->component,
          p->key_element, p->key_component);
  fprintf(out, "%d, %d, %d, %u, {", p->many, p->repeats, p->number, p->nth);
  for (unsigned d = 0; d < CT_RULE_DOWNS; d++) fprintf(out, "%u,", p->down[d]);
  fprintf(out, "}, %u, %u, %u, %u, 0x%xu, ", p->node, p->keys, p->sum, p->place, (unsigned)p->tag);
  text(out, p->text, "},\n");
}

static void write_paths(FILE *out, const char *prefix, const ct_rule_set *s) {
  open_table(out, "ct_rule_path", prefix, "path");
  for (uint32_t i = 0; i < s->paths; i++) write_path(out, &s->path[i]);
  fputs("};\n", out);
  open_table(out, "ct_rule_running", prefix, "running");
  for (uint32_t i = 0; i < s->runnings; i++)
    fprintf(out, "{%u, %u, %u, %u},\n", s->running[i].at, s->running[i].source, s->running[i].path,
            s->running[i].op);
  fputs("{0, 0, 0, 0}};\n", out);
}

/* ---- lists, literals, patterns ------------------------------------------------------------------ */

static void write_days(FILE *out, const char *prefix, uint32_t list, const char *what,
                       const uint32_t *day, uint32_t count) {
  if (!day) return;
  fprintf(out, "static const uint32_t %s_rule_%s%u[] = {", prefix, what, (unsigned)list);
  for (uint32_t i = 0; i < count; i++) fprintf(out, "%u,", (unsigned)day[i]);
  fputs("0};\n", out);
}

static void write_list_parts(FILE *out, const char *prefix, uint32_t at, const ct_rule_list *l) {
  fprintf(out, "static const uint64_t %s_rule_packed%u[] = {", prefix, (unsigned)at);
  for (uint32_t i = 0; i < l->packed_count; i++)
    fprintf(out, "0x%llxu,", (unsigned long long)l->packed[i]);
  fprintf(out, "0};\nstatic const char *const %s_rule_value%u[] = {", prefix, (unsigned)at);
  for (uint32_t i = 0; i < l->value_count; i++) text(out, l->value[i], ",");
  fputs("NULL};\n", out);
  write_days(out, prefix, at, "packed_start", l->packed_start, l->packed_count);
  write_days(out, prefix, at, "packed_stop", l->packed_stop, l->packed_count);
  write_days(out, prefix, at, "value_start", l->value_start, l->value_count);
  write_days(out, prefix, at, "value_stop", l->value_stop, l->value_count);
}

static void write_pointer(FILE *out, const char *prefix, const char *what, uint32_t at, bool have) {
  if (have) {
    fprintf(out, "%s_rule_%s%u, ", prefix, what, (unsigned)at);
  } else {
    fputs("NULL, ", out);
  }
}

static void write_lists(FILE *out, const char *prefix, const ct_rule_set *s) {
  for (uint32_t i = 0; i < s->lists; i++) write_list_parts(out, prefix, i, &s->list[i]);
  open_table(out, "ct_rule_list", prefix, "list");
  for (uint32_t i = 0; i < s->lists; i++) {
    const ct_rule_list *l = &s->list[i];
    fputc('{', out);
    write_pointer(out, prefix, "packed", i, true);
    write_pointer(out, prefix, "value", i, true);
    write_pointer(out, prefix, "packed_start", i, l->packed_start != NULL);
    write_pointer(out, prefix, "packed_stop", i, l->packed_stop != NULL);
    write_pointer(out, prefix, "value_start", i, l->value_start != NULL);
    write_pointer(out, prefix, "value_stop", i, l->value_stop != NULL);
    fprintf(out, "%uu, %uu, %u, ", (unsigned)l->packed_count, (unsigned)l->value_count, l->code_set);
    text(out, l->name, "},\n");
  }
  fputs("};\n", out);
}

static void write_patterns(FILE *out, const char *prefix, const ct_rule_set *s) {
  for (uint32_t i = 0; i < s->patterns; i++) {
    if (!s->pattern[i].run) continue;
    fprintf(out, "static const ct_class_run %s_rule_run%u[] = {\n", prefix, (unsigned)i);
    for (unsigned k = 0; k < s->pattern[i].runs; k++) {
      const ct_class_run *r = &s->pattern[i].run[k];
      fprintf(out, "{{0x%llxu, 0x%llxu, 0x%llxu, 0x%llxu}, %u, %u},\n", (unsigned long long)r->byte[0],
              (unsigned long long)r->byte[1], (unsigned long long)r->byte[2],
              (unsigned long long)r->byte[3], r->least, r->most);
    }
    fputs("};\n", out);
  }
  open_table(out, "ct_rule_pattern", prefix, "pattern");
  for (uint32_t i = 0; i < s->patterns; i++) {
    fputc('{', out);
    text(out, s->pattern[i].text, ", ");
    write_pointer(out, prefix, "run", i, s->pattern[i].run != NULL);
    fprintf(out, "%u},\n", s->pattern[i].runs);
  }
  fputs("};\n", out);
}

static void write_literals(FILE *out, const char *prefix, const ct_rule_set *s) {
  fprintf(out, "static const char *const %s_rule_text[] = {\n", prefix);
  for (uint32_t i = 0; i < s->texts; i++) text(out, s->text[i], ",\n");
  fputs("};\n", out);
  open_table(out, "ct_decimal", prefix, "number");
  for (uint32_t i = 0; i < s->numbers; i++)
    fprintf(out, "{INT64_C(%lld), %u},\n", (long long)s->number[i].mantissa, s->number[i].scale);
  fputs("};\n", out);
}

/* ---- rules ------------------------------------------------------------------------------------------- */

static void write_run(FILE *out, ct_rule_code c) {
  fprintf(out, "{%uu, %u}, ", (unsigned)c.first, c.length);
}

static void write_conditions(FILE *out, const char *prefix, const ct_rule_set *s) {
  open_table(out, "ct_rule_condition", prefix, "condition");
  for (uint32_t i = 0; i < s->conditions; i++) {
    const ct_rule_condition *c = &s->condition[i];
    fputc('{', out);
    text(out, c->name, ", ");
    text(out, c->text, ", ");
    fprintf(out, "%u, {%uu, %u}},\n", c->node, (unsigned)c->code.first, c->code.length);
  }
  fputs("};\n", out);
}

static void write_rule(FILE *out, const ct_rule *r) {
  fputc('{', out);
  const char *words[] = {r->id, r->text, r->explain, r->source, r->test_text, r->when_text};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) text(out, words[i], ", ");
  fprintf(out, "%u, %u, %u, %u, %u, %d, %d, ", r->node, r->kind, r->scope, r->flags, r->snip,
          r->severity, r->confidence);
  fprintf(out, "%u, %u, %u, %u, %u, ", r->fault, r->each, r->on, r->ons, r->trigger);
  fprintf(out, "%u, %u, ", r->key, r->keys);
  fprintf(out, "{%u, %u}, %u, %uu, %uu, ", r->gate[0], r->gate[1], r->guard, (unsigned)r->from,
          (unsigned)r->until);
  write_run(out, r->when);
  write_run(out, r->test);
  text(out, r->ack_segment, ", ");
  text(out, r->ack_element, ", ");
  text(out, r->group, ", ");
  fprintf(out, "%uu, %uu, %uu},\n", (unsigned)r->example, (unsigned)r->examples, (unsigned)r->line);
}

static void write_rule_table(FILE *out, const char *prefix, const ct_rule_set *s) {
  fprintf(out, "static const ct_rule %s_rule_rule[%u] = {\n", prefix, (unsigned)s->rules + 1);
  for (uint32_t i = 0; i < s->rules; i++) write_rule(out, &s->rule[i]);
  fputs(s->rules ? "};\n" : "{.id = \"\"}};\n", out);
  open_table(out, "uint32_t", prefix, "at");
  for (uint32_t i = 0; i <= s->nodes; i++)
    fprintf(out, "%uu,%s", (unsigned)s->at[i], i % 16 == 15 ? "\n" : "");
  fputs("};\n", out);
}

static void write_examples(FILE *out, const char *prefix, const ct_rule_set *s) {
  open_table(out, "ct_rule_example", prefix, "example");
  for (uint32_t i = 0; i < s->examples; i++) {
    fputc('{', out);
    text(out, s->example[i].base, ", ");
    text(out, s->example[i].edit, ", ");
    text(out, s->example[i].also, ", ");
    fprintf(out, "%d, %uu},\n", s->example[i].fails, (unsigned)s->example[i].line);
  }
  fputs("{NULL, NULL, NULL, 0, 0}};\n", out);
  open_table(out, "ct_rule_base", prefix, "sample");
  for (uint32_t i = 0; i < s->samples; i++) {
    fputc('{', out);
    text(out, s->sample[i].name, ", ");
    text(out, s->sample[i].text, "},\n");
  }
  fputs("{NULL, NULL}};\n", out);
}

static void write_severities(FILE *out, const char *prefix, const ct_rule_set *s) {
  open_table(out, "ct_rule_severity", prefix, "severity");
  for (uint32_t i = 0; i < s->severities; i++) {
    fputc('{', out);
    text(out, s->severity[i].rule, ", ");
    fprintf(out, "%u, %u, %d},\n", s->severity[i].fault, s->severity[i].snip,
            s->severity[i].severity);
  }
  fputs("{NULL, 0, 0, 0}};\n", out);
}

static void write_head(FILE *out, const char *prefix, const ct_rule_set *s, const char *base) {
  static const char *const tables[] = {"rule", "at",      "code",      "path",    "list",    "text",
                                       "number", "pattern", "condition", "running", "example", "sample",
                                       "severity"};
  fprintf(out, "static const ct_rule_set %s_rules = {\n  .name = ", prefix);
  text(out, s->name, ", .origin = ");
  text(out, s->origin, ",\n");
  if (*base) fprintf(out, "  .base = &%s,\n", base);
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    fprintf(out, "  .%s = %s_rule_%s,\n", tables[i], prefix, tables[i]);
  fprintf(out, "  .nodes = %uu, .rules = %uu, .codes = %uu, .paths = %uu, .lists = %uu,\n",
          (unsigned)s->nodes, (unsigned)s->rules, (unsigned)s->codes, (unsigned)s->paths,
          (unsigned)s->lists);
  fprintf(out, "  .texts = %uu, .numbers = %uu, .patterns = %uu, .conditions = %uu, .runnings = %uu,\n",
          (unsigned)s->texts, (unsigned)s->numbers, (unsigned)s->patterns, (unsigned)s->conditions,
          (unsigned)s->runnings);
  fprintf(out, "  .severities = %uu,\n", (unsigned)s->severities);
  fprintf(out, "  .examples = %uu, .samples = %uu, .outside = %uu, .file_scope = %d,\n};\n\n",
          (unsigned)s->examples, (unsigned)s->samples, (unsigned)s->outside, s->file_scope);
}

void ct_write_rules(FILE *out, const char *prefix, const ct_rule_set *s, const char *base) {
  write_code(out, prefix, s);
  write_paths(out, prefix, s);
  write_lists(out, prefix, s);
  write_patterns(out, prefix, s);
  write_literals(out, prefix, s);
  write_conditions(out, prefix, s);
  write_rule_table(out, prefix, s);
  write_examples(out, prefix, s);
  write_severities(out, prefix, s);
  write_head(out, prefix, s, base);
}
