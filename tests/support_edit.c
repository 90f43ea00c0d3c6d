/* support_edit.c -- knows how a segment is cut into elements; knows no guide and no reader. */
#include "support_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *memory) {
  if (memory == NULL) ck_abort_msg("no memory");
  return memory;
}

static char *copy(const char *text, size_t size) {
  char *got = must(malloc(size + 1));
  memcpy(got, text, size);
  got[size] = '\0';
  return got;
}

support_doc support_doc_read(const char *path) {
  support_file file = support_slurp(path);
  support_doc doc = {NULL, 0, 0};
  for (const char *at = file.data;;) {
    at += strspn(at, "\r\n");
    const char *end = strchr(at, '~');
    if (end == NULL) break;
    char *line = copy(at, (size_t)(end - at));
    support_doc_insert(&doc, doc.count, line);
    free(line);
    at = end + 1;
  }
  support_file_free(&file);
  return doc;
}

void support_doc_free(support_doc *doc) {
  for (size_t i = 0; i < doc->count; i++) free(doc->lines[i]);
  free(doc->lines);
  *doc = (support_doc){NULL, 0, 0};
}

size_t support_doc_find(const support_doc *doc, const char *prefix) {
  for (size_t i = 0; i < doc->count; i++)
    if (strncmp(doc->lines[i], prefix, strlen(prefix)) == 0) return i;
  ck_abort_msg("no segment begins with %s", prefix);
  return 0;
}

unsigned support_doc_number(const support_doc *doc, size_t at) {
  for (unsigned n = 1;; n++, at--) {
    if (strncmp(doc->lines[at], "ST*", 3) == 0) return n;
    if (at == 0 || (n > 1 && strncmp(doc->lines[at], "SE*", 3) == 0)) return 0;
  }
}

void support_doc_insert(support_doc *doc, size_t at, const char *line) {
  if (doc->count == doc->room) {
    doc->room = doc->room != 0 ? doc->room * 2 : 256;
    doc->lines = must(realloc(doc->lines, doc->room * sizeof *doc->lines));
  }
  char *own = copy(line, strlen(line));
  memmove(doc->lines + at + 1, doc->lines + at, (doc->count - at) * sizeof *doc->lines);
  doc->lines[at] = own;
  doc->count++;
}

void support_doc_remove(support_doc *doc, size_t at) {
  free(doc->lines[at]);
  memmove(doc->lines + at, doc->lines + at + 1, (doc->count - at - 1) * sizeof *doc->lines);
  doc->count--;
}

/* The `index`th part of text[0..size) cut at `separator`; an absent one is empty, at the end. */
static const char *part(const char *text, size_t size, char separator, unsigned index,
                        size_t *length) {
  const char *end = text + size;
  for (unsigned i = 0; i < index; i++) {
    const char *next = memchr(text, separator, (size_t)(end - text));
    if (next == NULL) {
      *length = 0;
      return end;
    }
    text = next + 1;
  }
  const char *next = memchr(text, separator, (size_t)(end - text));
  *length = (size_t)((next != NULL ? next : end) - text);
  return text;
}

char *support_doc_get(const support_doc *doc, size_t at, unsigned element, unsigned component) {
  const char *line = doc->lines[at];
  size_t length;
  const char *value = part(line, strlen(line), '*', element, &length);
  if (component > 0) value = part(value, length, ':', component - 1, &length);
  return copy(value, length);
}

/* `text` with its `index`th part (from 0) replaced; separators added before, cut behind. */
static char *replaced(const char *text, char separator, unsigned index, const char *value) {
  size_t size = strlen(text), have = 0, length;
  for (const char *c = text; *c != '\0'; c++) have += *c == separator;
  size_t missing = have < index ? index - have : 0;
  char *whole = must(malloc(size + missing + strlen(value) + 1)), *at = whole;
  const char *old = part(text, size, separator, index, &length);
  memcpy(at, text, (size_t)(old - text));
  at += old - text;
  memset(at, separator, missing);
  at += missing;
  memcpy(at, value, strlen(value));
  at += strlen(value);
  memcpy(at, old + length, size - (size_t)(old + length - text));
  at += size - (size_t)(old + length - text);
  while (at > whole && at[-1] == separator) at--;
  *at = '\0';
  return whole;
}

void support_doc_set(support_doc *doc, size_t at, unsigned element, unsigned component,
                     const char *value) {
  char *inner = NULL;
  if (component > 0) {
    char *old = support_doc_get(doc, at, element, 0);
    inner = replaced(old, ':', component - 1, value);
    free(old);
    value = inner;
  }
  char *line = replaced(doc->lines[at], '*', element, value);
  free(inner);
  free(doc->lines[at]);
  doc->lines[at] = line;
}

void support_doc_recount(support_doc *doc) {
  for (size_t i = 0; i < doc->count; i++) {
    if (strncmp(doc->lines[i], "SE*", 3) != 0) continue;
    char number[16];
    snprintf(number, sizeof number, "%u", support_doc_number(doc, i));
    support_doc_set(doc, i, 1, 0, number);
  }
}

support_file support_doc_text(const support_doc *doc) {
  support_file text = {NULL, 0};
  size_t size = 1;
  for (size_t i = 0; i < doc->count; i++) size += strlen(doc->lines[i]) + 2;
  text.data = must(malloc(size));
  for (size_t i = 0; i < doc->count; i++)
    text.size += (size_t)snprintf(text.data + text.size, size - text.size, "%s~\n", doc->lines[i]);
  return text;
}
