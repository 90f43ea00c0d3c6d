/*
 * overlay_emit.c -- finished drafts into rows of the tables: lists, code sets that can
 * apply, runs of components.  It decides nothing about a guide; it lays out.
 */
#include "guide/overlay.h"

enum { SETS_MAX = 40 };

/* Whether a qualifier can occur at the element that the sets go by. */
static bool can_occur(const ct_builder *b, const ct_draft *all, uint16_t count, const ct_element *e,
                      ct_slice qualifier) {
  if (e->by == 0 || e->by > count) return false;
  const ct_element *by = &all[e->by - 1].element;
  if (by->usage == CT_NOT_USED) return false;
  return !by->codes || ct_list_has(ct_builder_list_at(b, by->codes), qualifier);
}

/* One word of sets: "carc" or "HC=hcpcs". */
static void add_set(ct_overlay *o, const ct_draft *all, uint16_t count, ct_element *e,
                    ct_slice word, ct_set_use *run, uint16_t *n) {
  ct_builder *b = o->builder;
  const char *equals = memchr(word.ptr, '=', word.len);
  ct_slice qualifier = ct_slice_make(word.ptr, equals ? (size_t)(equals - word.ptr) : 0);
  size_t skip = equals ? qualifier.len + 1 : 0;
  ct_slice name = ct_slice_make(word.ptr + skip, word.len - skip);
  if (equals && !can_occur(b, all, count, e, qualifier)) return;
  if (ct_slice_is(name, "npi")) {
    e->flags |= CT_ELEMENT_NPI;
    return;
  }
  uint16_t set = ct_code_set_make(o, name);
  if (!set || *n == SETS_MAX) return;
  memset(&run[*n], 0, sizeof run[*n]);
  run[*n].qualifier = ct_slice_pack(qualifier);
  run[(*n)++].set = set;
}

static void emit_sets(ct_overlay *o, const ct_draft *all, uint16_t count, ct_element *e,
                      const char *sets) {
  ct_set_use run[SETS_MAX];
  uint16_t n = 0;
  for (const char *at = sets; *at;) {
    size_t blanks = strspn(at, " \t\r\n"), len = strcspn(at + blanks, " \t\r\n");
    if (len) add_set(o, all, count, e, ct_slice_make(at + blanks, len), run, &n);
    at += blanks + len;
  }
  e->set_first = ct_builder_set_uses(o->builder, run, n);
  e->set_count = n;
}

/* Only what something asks the qualifier for needs one. */
static bool needs_qualifier(const ct_overlay *o, const ct_element *e) {
  if (e->flags & (CT_ELEMENT_FORMAT | CT_ELEMENT_NPI)) return true;
  const ct_set_use *use = o->builder->set_use.items;
  for (uint16_t i = 0; i < e->set_count; i++)
    if (use[e->set_first + i].qualifier) return true;
  return false;
}

static void emit_one(ct_overlay *o, const ct_draft *all, uint16_t count, ct_draft *d) {
  ct_builder *b = o->builder;
  ct_element *e = &d->element;
  e->name = ct_builder_word(b, e->name);
  if (e->usage == CT_NOT_USED) {
    e->flags &= CT_ELEMENT_TOLERATED;
    e->by = 0;
    e->codes = e->std_codes = e->set_first = e->set_count = 0;
    e->sub_first = e->sub_count = e->note_first = e->note_count = 0;
    return;
  }
  if (d->known) e->std_codes = ct_builder_codes(b, d->known);
  if (d->sets) emit_sets(o, all, count, e, d->sets);
  if (!needs_qualifier(o, e)) e->by = 0;
  if (d->notes && !ct_builder_notes(b, d->notes, &e->note_first, &e->note_count))
    b->status = ct_source_error(b->error, o->standard->xml.file, 0,
                                "conditions of %s are not understood: %s", e->de, d->notes);
  if (d->parts) {
    e->sub_first = ct_drafts_emit(o, d->part, d->parts);
    e->sub_count = d->parts;
  }
}

uint16_t ct_drafts_emit(ct_overlay *o, ct_draft *all, uint16_t count) {
  for (uint16_t i = 0; i < count; i++) emit_one(o, all, count, &all[i]);
  ct_element *run = ct_arena_alloc(&o->scratch, (size_t)count * sizeof *run + 1);
  if (!run) return ct_builder_no_memory(o->builder), (uint16_t)0;
  for (uint16_t i = 0; i < count; i++) memcpy(&run[i], &all[i].element, sizeof *run);
  return ct_builder_elements(o->builder, run, count);
}
