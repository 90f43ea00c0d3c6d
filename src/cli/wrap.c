/* wrap.c -- breaks a paragraph at blanks. A column is a byte: our own texts are ASCII. */
#include "cli/wrap.h"

enum { COLUMNS = 79 };

void ct_wrap(ct_buffer *b, unsigned indent, const char *text) {
  unsigned column = 0;
  while (*text) {
    size_t space = strspn(text, " \n");
    text += space;
    size_t n = strcspn(text, " \n");
    if (n == 0) break;
    if (column > 0 && column + 1 + n > COLUMNS) {
      ct_buffer_char(b, '\n');
      column = 0;
    }
    if (column == 0) {
      for (unsigned i = 0; i < indent; i++) ct_buffer_char(b, ' ');
      column = indent;
    } else {
      ct_buffer_char(b, ' ');
      column++;
    }
    ct_buffer_add(b, text, n);
    column += (unsigned)n;
    text += n;
  }
  ct_buffer_char(b, '\n');
}
