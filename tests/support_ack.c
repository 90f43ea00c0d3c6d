/* support_ack.c -- knows sinks and rows of the join; compares nothing itself. */
#include "support_ack.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- lines ---------------------------------------------------------------------------------- */

void support_lines_add(support_lines *lines, const char *format, ...) {
  va_list args;
  char line[1024];
  va_start(args, format);
  vsnprintf(line, sizeof line, format, args);
  va_end(args);
  size_t len = strlen(line);
  if (lines->room - lines->used < len + 1) {
    lines->room = (lines->room + len) * 2 + 256;
    lines->text = realloc(lines->text, lines->room);
    if (!lines->text) ck_abort_msg("no memory");
  }
  memcpy(lines->text + lines->used, line, len + 1);
  lines->used += len;
  lines->count++;
}

static int compare(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

void support_lines_sort(support_lines *lines) {
  if (lines->count == 0) return;
  char **line = malloc(lines->count * sizeof *line), *sorted = malloc(lines->used + 1);
  if (!line || !sorted) ck_abort_msg("no memory");
  size_t count = 0, used = 0;
  for (char *at = lines->text, *stop; (stop = strchr(at, '\n')) != NULL; at = stop + 1) {
    *stop = '\0';
    line[count++] = at;
  }
  qsort(line, count, sizeof *line, compare);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || strcmp(line[i], line[i - 1]) != 0)
      used += (size_t)sprintf(sorted + used, "%s\n", line[i]);
  free(line);
  free(lines->text);
  *lines = (support_lines){sorted, used, used + 1, lines->count};
}

void support_lines_free(support_lines *lines) {
  free(lines->text);
  *lines = (support_lines){0};
}

/* ---- writing ---------------------------------------------------------------------------------- */

static ptrdiff_t take(void *ctx, const char *bytes, size_t size) {
  support_ack *ack = ctx;
  if (ack->room - ack->size < size) {
    ack->room = (ack->room + size) * 2;
    ack->text = realloc(ack->text, ack->room);
    if (!ack->text) ck_abort_msg("no memory");
  }
  memcpy(ack->text + ack->size, bytes, size);
  ack->size += size;
  return (ptrdiff_t)size;
}

void support_ack_read(const ct_grammars *grammars, const char *data, size_t size,
                      ct_finding_fn *fn, void *ctx, ct_sink *sink) {
  ct_options options = {.snip = 7, .now = SUPPORT_NOW};
  ct_reader *reader = ct_reader_new(grammars, &options);
  ck_assert_ptr_nonnull(reader);
  ct_reader_on_finding(reader, fn, ctx);
  if (size > 0 || sink) {
    ck_assert_int_eq(ct_reader_set_memory(reader, data ? data : "", size), CT_OK);
    ck_assert_int_eq(ct_reader_run(reader, &sink, sink ? 1 : 0), CT_OK);
  }
  ct_reader_free(reader);
}

support_ack support_ack_write(const ct_grammars *grammars, const ct_ack_options *options,
                              const char *data, size_t size) {
  support_ack ack = {NULL, 0, 0};
  ct_sink *sink = ct_sink_ack(options, take, &ack);
  ck_assert_ptr_nonnull(sink);
  support_ack_read(grammars, data, size, NULL, NULL, sink);
  ck_assert_int_eq(sink->finish(sink), CT_OK);
  sink->free(sink);
  return ack;
}

void support_ack_free(support_ack *ack) {
  free(ack->text);
  *ack = (support_ack){NULL, 0, 0};
}

/* ---- places ------------------------------------------------------------------------------------- */

typedef struct place_sink {
  ct_sink sink;
  support_lines *lines;
  bool no_answer; /* a group of acknowledgments */
} place_sink;

static bool answered(const ct_finding *f) {
  if (f->severity == CT_NOTE || f->where.segment == 0 || f->where.group.len == 0) return false;
  if (f->ack.ik5[0]) return false; /* the set's, not the segment's */
  return f->ack.ik3[0] || f->ack.ik4[0] || f->severity == CT_ERROR;
}

static enum ct_status see_group(ct_sink *sink, const ct_event *e) {
  if (e->kind != CT_EV_GROUP) return CT_OK;
  ct_slice code = ct_segment_element(e->segment, 1);
  ((place_sink *)sink)->no_answer = code.len == 2 && memcmp(code.ptr, "FA", 2) == 0;
  return CT_OK;
}

static enum ct_status see_place(ct_sink *sink, const ct_finding *f) {
  char reference[CT_REFERENCE_SIZE];
  place_sink *p = (place_sink *)sink;
  if (p->no_answer || !answered(f)) return CT_OK;
  ct_location_reference(&f->where, reference);
  /* what is told of a claim, and stands above it, is in no claim */
  bool inside = strstr(f->where.path, "2300") || strstr(f->where.path, "2100");
  ct_slice claim = inside ? f->where.claim : (ct_slice){"", 0};
  bool whole = f->ack.ik3[0] && strcmp(f->ack.ik3, "8") != 0;
  support_lines_add(p->lines, "%.*s/%u %.*s %s %.*s\n", (int)f->where.set.len, f->where.set.ptr,
                    f->where.segment, (int)(f->where.tag.len < 3 ? f->where.tag.len : 3),
                    f->where.tag.ptr, /* IK301 holds three */
                    whole ? "" : reference, (int)claim.len, claim.ptr);
  return CT_OK;
}

void support_ack_places(const ct_grammars *grammars, const char *data, size_t size,
                        support_lines *lines) {
  place_sink p = {.sink = {.wants = CT_WANT_ENVELOPE, .event = see_group, .finding = see_place}};
  p.lines = lines;
  support_ack_read(grammars, data, size, NULL, NULL, &p.sink);
}

typedef struct rows {
  support_lines *places, *unmatched;
} rows;

static void take_row(void *ctx, const ct_join_row *r) {
  rows *to = ctx;
  if (r->kind == CT_JOIN_UNMATCHED)
    support_lines_add(to->unmatched, "%.*s\n", (int)r->message.len, r->message.ptr);
  if (r->kind != CT_JOIN_ERROR) return;
  ct_slice claim = r->before_claim ? (ct_slice){"", 0} : r->claim;
  support_lines_add(to->places, "%.*s/%u %.*s %s %.*s\n", (int)r->set.len, r->set.ptr, r->segment,
                    (int)r->tag.len, r->tag.ptr, r->reference, (int)claim.len, claim.ptr);
}

static void read_quietly(const ct_grammars *grammars, bool shallow, const char *data, size_t size,
                         ct_sink *sink) {
  ct_options options = {.quiet = true, .shallow = shallow};
  ct_reader *reader = ct_reader_new(grammars, &options);
  ck_assert_ptr_nonnull(reader);
  ck_assert_int_eq(ct_reader_set_memory(reader, data ? data : "", size), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, &sink, 1), CT_OK);
  ct_reader_free(reader);
}

void support_ack_explained(const ct_grammars *grammars, const char *data, size_t size,
                           support_lines *places, support_lines *unmatched) {
  const ct_ack_options options = {.now = SUPPORT_NOW, .control = 1};
  support_ack ack = support_ack_write(grammars, &options, data, size);
  rows to = {places, unmatched};
  ct_back_book *book = ct_back_new();
  ck_assert_ptr_nonnull(book);
  book->file = "ack";
  if (ack.size) read_quietly(grammars, true, ack.text, ack.size, &book->sink);
  ct_back_close(book);
  ct_join *join = ct_join_new(book, take_row, &to);
  ck_assert_ptr_nonnull(join);
  read_quietly(grammars, true, data, size, ct_join_scan(join));
  read_quietly(grammars, false, data, size, ct_join_read(join, "sent", false));
  ct_join_finish(join);
  ct_join_free(join);
  ct_back_free(book);
  support_ack_free(&ack);
}
