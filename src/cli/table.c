/*
 * table.c -- reads a table of the user's: a row a line, fields apart by a comma or a tab.
 *
 * Knows quotes as CSV has them.  Does not know what the columns mean.
 */
#include "cli/table.h"

#include "base/mem.h"

#include <errno.h>
#include <unistd.h>

enum { MOST_BYTES = 64 << 20 };

static bool read_all(ct_cli *cli, const char *name, ct_buffer *text) {
  ct_cli_file file;
  if (!ct_cli_open_file(cli, name, &file)) return false;
  char piece[8192];
  ssize_t n;
  while ((n = read(file.fd, piece, sizeof piece)) != 0) {
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 || text->len > MOST_BYTES) break;
    ct_buffer_add(text, piece, (size_t)n);
  }
  if (n < 0) ct_cli_trouble(cli, "%s: %s", name, strerror(errno));
  if (n > 0) ct_cli_trouble(cli, "%s: the table is too long", name);
  ct_cli_close_file(&file);
  if (n == 0 && text->status != CT_OK) ct_cli_trouble(cli, "out of memory");
  return n == 0 && text->status == CT_OK;
}

/* One field from *p, quotes taken out in place; *p stands at what ended it. */
static ct_slice take_field(char **p, const char *end, char separator) {
  char *start = *p, *to = start, *at = start;
  bool quoted = at < end && *at == '"' && separator == ',';
  if (quoted) {
    for (at++; at < end && (*at != '"' || (at + 1 < end && at[1] == '"')); at++) {
      if (*at == '"') at++;
      *to++ = *at;
    }
    if (at < end) at++;
  }
  while (at < end && *at != separator && *at != '\n') *to++ = *at++;
  *p = at;
  return ct_slice_trim(ct_slice_make(start, (size_t)(to - start)));
}

static bool add_row(ct_table *t, const ct_slice row[CT_TABLE_COLUMNS]) {
  if (t->count == t->room) {
    size_t room = t->room ? t->room * 2 : 16;
    void *rows = ct_mem_resize(t->rows, room, sizeof *t->rows);
    if (!rows) return false;
    t->rows = rows;
    t->room = room;
  }
  memcpy(t->rows[t->count++], row, sizeof *t->rows);
  return true;
}

bool ct_table_read(ct_cli *cli, ct_table *t, const char *file, char separator) {
  ct_buffer text;
  *t = (ct_table){0};
  ct_buffer_init(&text, NULL, NULL);
  bool ok = read_all(cli, file, &text);
  t->text = text.data;
  char *p = text.data, *end = p ? p + text.len : p;
  while (ok && p < end) {
    ct_slice row[CT_TABLE_COLUMNS];
    bool comment = *p == '#';
    for (unsigned c = 0; c < CT_TABLE_COLUMNS; c++) row[c] = ct_slice_empty();
    for (unsigned c = 0; p < end; c++) {
      ct_slice f = take_field(&p, end, separator);
      if (c < CT_TABLE_COLUMNS) row[c] = f;
      if (p >= end || *p++ == '\n') break;
    }
    if (!comment && row[0].len) ok = add_row(t, row);
    if (!ok) ct_cli_trouble(cli, "out of memory");
  }
  return ok;
}

void ct_table_free(ct_table *t) {
  ct_mem_free(t->text);
  ct_mem_free(t->rows);
}
