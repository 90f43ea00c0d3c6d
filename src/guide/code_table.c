/*
 * code_table.c -- reads code tables and makes code sets of them.  It knows columns and
 * dates; which elements use a set is the grammar's.
 */
#include "guide/code_table.h"
#include "base/date.h"
#include "base/mem.h"
#include "guide/overlay.h"

#include <stdio.h>
#include <stdlib.h>

enum { CODE_MAX = 80, COLUMNS_MAX = 32 };

typedef struct reader {
  ct_error *error;
  const char *file;
  long line;
  int code, start, stop; /* columns; -1 absent */
  uint32_t dated;
  ct_value *value;
  size_t count, cap;
} reader;

static enum ct_status fail(reader *r, const char *what, ct_slice value) {
  return ct_source_error(r->error, r->file, r->line, "%s%s%.*s%s", what, value.len ? " \"" : "",
                         (int)(value.len < 40 ? value.len : 40), value.ptr, value.len ? "\"" : "");
}

/* "2026-08-01" or "20260801"; 0: none. */
static uint32_t read_date(ct_slice s) {
  char digits[9];
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == '-' && s.len == 10 && (i == 4 || i == 7)) continue;
    if (n == 8) return 0;
    digits[n++] = s.ptr[i];
  }
  ct_slice text = ct_slice_make(digits, n);
  uint32_t date = 0;
  if (n != 8 || !ct_date_valid(text)) return 0;
  for (size_t i = 0; i < 8; i++) date = date * 10 + (uint32_t)(digits[i] - '0');
  return date;
}

static bool next_line(ct_slice *rest, ct_slice *line) {
  if (rest->len == 0) return false;
  const char *end = memchr(rest->ptr, '\n', rest->len);
  size_t n = end ? (size_t)(end - rest->ptr) : rest->len;
  *line = ct_slice_make(rest->ptr, n && rest->ptr[n - 1] == '\r' ? n - 1 : n);
  size_t used = end ? n + 1 : n;
  *rest = ct_slice_make(rest->ptr + used, rest->len - used);
  return true;
}

static unsigned split(ct_slice line, ct_slice column[COLUMNS_MAX]) {
  unsigned n = 0;
  while (n < COLUMNS_MAX) {
    const char *tab = line.len ? memchr(line.ptr, '\t', line.len) : NULL;
    size_t len = tab ? (size_t)(tab - line.ptr) : line.len;
    column[n++] = ct_slice_trim(ct_slice_make(line.ptr, len));
    if (!tab) break;
    line = ct_slice_make(tab + 1, line.len - len - 1);
  }
  return n;
}

static void read_comment(reader *r, ct_slice line) {
  static const char dated[] = "# dated:";
  size_t n = sizeof dated - 1;
  if (line.len > n && memcmp(line.ptr, dated, n) == 0)
    r->dated = read_date(ct_slice_trim(ct_slice_make(line.ptr + n, line.len - n)));
}

static enum ct_status read_header(reader *r, const ct_slice *column, unsigned n) {
  r->code = r->start = r->stop = -1;
  for (unsigned i = 0; i < n; i++) {
    if (ct_slice_is(column[i], "code")) r->code = (int)i;
    if (ct_slice_is(column[i], "start")) r->start = (int)i;
    if (ct_slice_is(column[i], "stop")) r->stop = (int)i;
  }
  return r->code < 0 ? fail(r, "the first line of a code table names its columns, one of them code",
                            ct_slice_empty())
                     : CT_OK;
}

static enum ct_status read_day(reader *r, const ct_slice *column, unsigned n, int at,
                               uint32_t *day) {
  if (at < 0 || (unsigned)at >= n || column[at].len == 0) return CT_OK;
  *day = read_date(column[at]);
  return *day ? CT_OK : fail(r, "no date of the form 2026-08-01:", column[at]);
}

static enum ct_status read_row(reader *r, const ct_slice *column, unsigned n) {
  ct_value v = {ct_slice_empty(), 0, 0};
  if ((unsigned)r->code < n) v.code = column[r->code];
  if (v.code.len == 0 || v.code.len > CODE_MAX) return fail(r, "no code, or one too long", v.code);
  enum ct_status status = read_day(r, column, n, r->start, &v.start);
  if (status == CT_OK) status = read_day(r, column, n, r->stop, &v.stop);
  if (status != CT_OK) return status;
  if (v.start && v.stop && v.start > v.stop) return fail(r, "stops before it starts:", v.code);
  if (r->count == r->cap) {
    size_t cap = r->cap ? r->cap * 2 : 256;
    ct_value *wider = ct_mem_resize(r->value, cap, sizeof *wider);
    if (!wider) return ct_source_no_memory(r->error);
    r->value = wider;
    r->cap = cap;
  }
  r->value[r->count++] = v;
  return CT_OK;
}

static enum ct_status read_lines(reader *r, const ct_source *s) {
  ct_slice rest = ct_slice_make(s->text, s->len), line, column[COLUMNS_MAX];
  enum ct_status status = CT_OK;
  r->code = -1;
  while (status == CT_OK && next_line(&rest, &line)) {
    r->line++;
    if (line.len && line.ptr[0] == '#') {
      read_comment(r, line);
      continue;
    }
    if (ct_slice_trim(line).len == 0) continue;
    unsigned n = split(line, column);
    status = r->code < 0 ? read_header(r, column, n) : read_row(r, column, n);
  }
  if (status == CT_OK && r->count == 0)
    status = fail(r, "the table holds no code", ct_slice_empty());
  return status;
}

static int by_code(const void *a, const void *b) {
  ct_slice x = ((const ct_value *)a)->code, y = ((const ct_value *)b)->code;
  int order = memcmp(x.ptr, y.ptr, x.len < y.len ? x.len : y.len);
  return order ? order : (x.len > y.len) - (x.len < y.len);
}

/* A code stands once: of two rows it would be chance which one holds. */
static enum ct_status check_once(reader *r) {
  qsort(r->value, r->count, sizeof *r->value, by_code);
  for (size_t i = 1; i < r->count; i++) {
    if (!ct_slice_same(r->value[i].code, r->value[i - 1].code)) continue;
    r->line = 0;
    return fail(r, "stands there twice:", r->value[i].code);
  }
  return CT_OK;
}

enum ct_status ct_code_table_read(ct_builder *b, const ct_source *s, const char *key,
                                  ct_code_table *table, ct_error *error) {
  reader r = {.error = error, .file = s->name};
  enum ct_status status = read_lines(&r, s);
  if (status == CT_OK) status = check_once(&r);
  if (status == CT_OK) {
    table->list = ct_builder_list(b, key, r.value, r.count);
    table->dated = r.dated;
    status = b->status;
  }
  ct_mem_free(r.value);
  return status;
}

/* ---- code sets ------------------------------------------------------------------------------ */

static uint16_t find_set(const ct_builder *b, ct_slice name) {
  const ct_code_set *sets = b->code_set.items;
  for (uint32_t i = 1; i < b->code_set.count; i++)
    if (ct_slice_is(name, sets[i].name)) return (uint16_t)i;
  return 0;
}

static const char *label_of(ct_builder *b, const char *title, uint32_t dated) {
  char text[120];
  if (!dated) return ct_builder_word(b, title);
  (void)snprintf(text, sizeof text, "%s of %04u-%02u-%02u", title, (unsigned)(dated / 10000),
                 (unsigned)(dated / 100 % 100), (unsigned)(dated % 100));
  return ct_builder_word(b, text);
}

static enum ct_status read_table(ct_overlay *o, const char *name, ct_code_table *table) {
  char file[64];
  ct_source source;
  (void)snprintf(file, sizeof file, "codes/%s.tsv", name);
  enum ct_status status = ct_source_open_near(&source, o->standard->source.name, file,
                                              CT_SOURCE_TABLE_LIMIT, o->builder->error);
  if (status == CT_END)
    return ct_source_error(o->builder->error, o->standard->xml.file, 0, "no such table: %s", file);
  if (status == CT_OK)
    status = ct_code_table_read(o->builder, &source, file, table, o->builder->error);
  ct_source_close(&source);
  return status;
}

uint16_t ct_code_set_make(ct_overlay *o, ct_slice name) {
  ct_builder *b = o->builder;
  uint16_t have = find_set(b, name);
  if (have || b->status != CT_OK) return have;
  const ct_std_code_set *s = o->standard ? ct_standard_code_set(o->standard, name) : NULL;
  if (!s) {
    b->status = ct_source_error(b->error, o->xml->file, 0, "no such code set: %.*s", (int)name.len,
                                name.ptr);
    return 0;
  }
  ct_code_table table = {0};
  enum ct_status status = s->table ? read_table(o, s->name, &table) : CT_OK;
  if (status != CT_OK) {
    if (b->status == CT_OK) b->status = status;
    return 0;
  }
  ct_code_set *row = ct_builder_add(b, &b->code_set, sizeof *row, UINT16_MAX, "code sets");
  if (!row) return 0;
  row->source = s->source;
  row->list = table.list;
  row->shape = s->shape;
  row->closed = s->closed;
  row->dated = table.dated;
  row->name = ct_builder_word(b, s->name);
  row->label = label_of(b, s->title, table.dated);
  return (uint16_t)(b->code_set.count - 1);
}
