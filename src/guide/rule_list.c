/*
 * rule_list.c -- the lists that rules hold values against: sorted, and where they have dates
 * one row a period.
 *
 * Knows sorting, searching and the table format of a user's own list.
 */
#include "guide/rule_build.h"

#include "base/charclass.h"
#include "base/date.h"
#include "base/mem.h"

#include <stdlib.h>

/* ---- searching ---------------------------------------------------------------------------------- */

static bool on_day(const uint32_t *start, const uint32_t *stop, uint32_t i, uint32_t day) {
  if (day == 0 || !start) return true;
  return (start[i] == 0 || start[i] <= day) && (stop[i] == 0 || day <= stop[i]);
}

static bool has_packed(const ct_rule_list *l, uint64_t v, uint32_t day) {
  uint32_t from = 0, to = l->packed_count;
  while (from < to) {
    uint32_t middle = from + (to - from) / 2;
    if (l->packed[middle] < v) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  for (; from < l->packed_count && l->packed[from] == v; from++)
    if (on_day(l->packed_start, l->packed_stop, from, day)) return true;
  return false;
}

static int compare_text(ct_slice a, const char *b) {
  size_t n = strlen(b), least = a.len < n ? a.len : n;
  int order = memcmp(a.ptr, b, least);
  if (order != 0) return order;
  return a.len < n ? -1 : a.len > n;
}

static bool has_text(const ct_rule_list *l, ct_slice v, uint32_t day) {
  uint32_t from = 0, to = l->value_count;
  while (from < to) {
    uint32_t middle = from + (to - from) / 2;
    if (compare_text(v, l->value[middle]) > 0) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  for (; from < l->value_count && compare_text(v, l->value[from]) == 0; from++)
    if (on_day(l->value_start, l->value_stop, from, day)) return true;
  return false;
}

bool ct_rule_list_has(const ct_rule_list *l, ct_slice value, uint32_t day) {
  uint64_t packed = ct_slice_pack(value);
  return packed != 0 ? has_packed(l, packed, day) : has_text(l, value, day);
}

/* ---- making ----------------------------------------------------------------------------------------- */

static int by_value(const void *one, const void *other) {
  const ct_rule_value *a = one, *b = other;
  uint64_t x = ct_slice_pack(a->value), y = ct_slice_pack(b->value);
  if (x != y) return x < y ? -1 : 1;
  if (x == 0) {
    size_t least = a->value.len < b->value.len ? a->value.len : b->value.len;
    int order = memcmp(a->value.ptr, b->value.ptr, least);
    if (order != 0) return order;
    if (a->value.len != b->value.len) return a->value.len < b->value.len ? -1 : 1;
  }
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  return 0;
}

static void *room(ct_rule_build *b, size_t count, size_t size) {
  void *p = b->status == CT_OK ? ct_arena_alloc(b->arena, count * size + 1) : NULL;
  if (!p && b->status == CT_OK) b->status = CT_NO_MEMORY;
  return p;
}

/* Values that pack to 0 sort first, longer ones by their bytes; the rest by their packed form. */
static void fill(ct_rule_build *b, ct_rule_list *l, const ct_rule_value *v, uint32_t longer,
                 uint32_t count, bool dated) {
  uint64_t *packed = room(b, count - longer, sizeof *packed);
  const char **value = room(b, longer, sizeof *value);
  uint32_t *date = room(b, dated ? 2 * (size_t)count : 0, sizeof *date);
  if (!packed || !value || !date) return;
  for (uint32_t i = 0; i < longer; i++) value[i] = ct_rule_build_copy(b, v[i].value);
  for (uint32_t i = longer; i < count; i++) packed[i - longer] = ct_slice_pack(v[i].value);
  l->packed = packed;
  l->value = value;
  l->packed_count = count - longer;
  l->value_count = longer;
  if (!dated) return;
  for (uint32_t i = 0; i < count; i++) date[i] = v[i].start, date[count + i] = v[i].stop;
  l->value_start = date;
  l->packed_start = date + longer;
  l->value_stop = date + count;
  l->packed_stop = date + count + longer;
}

uint16_t ct_rule_build_list(ct_rule_build *b, const char *name, ct_rule_value *v, size_t count) {
  ct_rule_list l = {.name = name};
  uint32_t longer = 0;
  bool dated = false;
  if (count > UINT32_MAX / 2) ct_rule_build_refuse(b, "a list is too long");
  if (b->status != CT_OK) return 0;
  qsort(v, count, sizeof *v, by_value);
  for (size_t i = 0; i < count; i++) {
    if (ct_slice_pack(v[i].value) == 0) longer++;
    dated = dated || v[i].start || v[i].stop;
  }
  fill(b, &l, v, longer, (uint32_t)count, dated);
  ct_rule_list *row = ct_rule_row(b, &b->list, sizeof *row);
  if (!row) return 0;
  *row = l;
  return (uint16_t)(b->list.count - 1);
}

uint16_t ct_rule_build_words(ct_rule_build *b, const char *name, const ct_word_list *words) {
  size_t count = 0;
  for (const ct_word_list *w = words; w; w = w->next) count++;
  ct_rule_value *v = ct_mem_zalloc(count ? count : 1, sizeof *v);
  if (!v) {
    b->status = CT_NO_MEMORY;
    return 0;
  }
  size_t i = 0;
  for (const ct_word_list *w = words; w; w = w->next) v[i++].value = w->word;
  uint16_t list = ct_rule_build_list(b, name, v, count);
  ct_mem_free(v);
  return list;
}

/* "STATES" is the guide's code set "states". */
static bool is_code_set(const ct_code_set *set, ct_slice name) {
  if (strlen(set->name) != name.len) return false;
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i] == '_' ? '-' : name.ptr[i];
    if (ct_char_is(c, CT_CHAR_UPPER)) c = (char)(c - 'A' + 'a');
    if (c != set->name[i]) return false;
  }
  return true;
}

static uint16_t keep(ct_rule_build *b, const ct_rule_list *l) {
  ct_rule_list *row = ct_rule_row(b, &b->list, sizeof *row);
  if (!row) return 0;
  *row = *l;
  return (uint16_t)(b->list.count - 1);
}

uint16_t ct_rule_build_named(ct_rule_build *b, ct_slice name) {
  const ct_rule_list *l = b->list.items;
  for (uint32_t i = b->list.count; i-- > 1;) /* the latest of a name: an extending profile's own */
    if (l[i].name && ct_slice_is(name, l[i].name)) return (uint16_t)i;
  for (const ct_rule_set *s = b->base; s; s = s->base)
    for (uint32_t i = 1; i < s->lists; i++)
      if (s->list[i].name && ct_slice_is(name, s->list[i].name)) return keep(b, &s->list[i]);
  for (uint32_t i = 1; i < b->grammar->code_sets; i++) {
    const ct_code_set *set = &b->grammar->code_set[i];
    if (set->list == 0 || !is_code_set(set, name)) continue;
    ct_rule_list from_guide = {.code_set = (uint16_t)i};
    from_guide.name = ct_rule_build_copy(b, name);
    return keep(b, &from_guide);
  }
  return 0;
}

/* ---- a user's table ------------------------------------------------------------------------------------ */

typedef struct columns {
  unsigned code, start, stop; /* from 1; 0: the table has none */
} columns;

static ct_slice line_of(ct_slice *rest) {
  const char *end = memchr(rest->ptr, '\n', rest->len);
  size_t n = end ? (size_t)(end - rest->ptr) : rest->len;
  ct_slice line = ct_slice_make(rest->ptr, n);
  size_t taken = end ? n + 1 : n;
  rest->ptr += taken;
  rest->len -= taken;
  if (line.len > 0 && line.ptr[line.len - 1] == '\r') line.len--;
  return line;
}

static ct_slice cell(ct_slice line, unsigned n) {
  for (unsigned i = 1;; i++) {
    const char *tab = memchr(line.ptr, '\t', line.len);
    size_t len = tab ? (size_t)(tab - line.ptr) : line.len;
    if (i == n) return ct_slice_trim(ct_slice_make(line.ptr, len));
    if (!tab) return ct_slice_empty();
    line.ptr += len + 1;
    line.len -= len + 1;
  }
}

static columns header(ct_rule_build *b, ct_slice line, const char *file) {
  columns c = {0};
  for (unsigned n = 1; n <= 32; n++) {
    ct_slice word = cell(line, n);
    if (ct_slice_is(word, "code")) c.code = n;
    if (ct_slice_is(word, "start")) c.start = n;
    if (ct_slice_is(word, "stop")) c.stop = n;
  }
  if (c.code == 0) ct_rule_build_refuse(b, "%s:1: the first line names no column \"code\"", file);
  return c;
}

/* 2026-11-22 or 20261122 */
static uint32_t date_of(ct_rule_build *b, ct_slice s, const char *file, unsigned line) {
  char day[8];
  if (s.len == 0) return 0;
  if (s.len == 10 && s.ptr[4] == '-' && s.ptr[7] == '-') {
    memcpy(day, s.ptr, 4);
    memcpy(day + 4, s.ptr + 5, 2);
    memcpy(day + 6, s.ptr + 8, 2);
    s = ct_slice_make(day, 8);
  }
  uint32_t date = ct_date_number(s);
  if (date == 0) ct_rule_build_refuse(b, "%s:%u: \"%.*s\" is no date", file, line,
                                      (int)(s.len < 20 ? s.len : 20), s.ptr);
  return date;
}

uint16_t ct_rule_build_table(ct_rule_build *b, const char *name, ct_slice text, const char *file) {
  size_t lines = 1;
  for (size_t i = 0; i < text.len; i++) lines += text.ptr[i] == '\n';
  ct_rule_value *v = ct_mem_zalloc(lines, sizeof *v);
  if (!v) {
    b->status = CT_NO_MEMORY;
    return 0;
  }
  ct_slice rest = text, first = line_of(&rest);
  columns c = header(b, first, file);
  size_t count = 0;
  for (unsigned n = 2; rest.len > 0 && b->status == CT_OK; n++) {
    ct_slice line = line_of(&rest);
    ct_slice code = cell(line, c.code);
    if (code.len == 0 || line.ptr[0] == '#') continue;
    v[count].value = code;
    if (c.start) v[count].start = date_of(b, cell(line, c.start), file, n);
    if (c.stop) v[count].stop = date_of(b, cell(line, c.stop), file, n);
    count++;
  }
  uint16_t list = ct_rule_build_list(b, name, v, count);
  ct_mem_free(v);
  return list;
}
