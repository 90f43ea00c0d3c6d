/*
 * xml_plain.c -- segments that need no thought as XML: bounds are checked once, texts are copied
 * in blocks that may be longer than they are, what is behind is overwritten by what follows.
 *
 * Knows the shape of a segment in XML.  What is unusual is xml.c's.
 */
#include "out/xml_plain.h"

enum { BLOCK = CT_BLOCK, LONGEST_PIECE = 80, LONGEST_SEGMENT = 64 };

/* A start or end tag with its length; a copy takes a whole block. */
typedef struct words {
  char text[BLOCK];
  size_t len;
} words;
#define TAG(text) {text, sizeof text - 1}

/* By whether the value is empty: what stands before it and behind it. */
typedef struct leaf {
  words before[2], behind[2];
} leaf;
#define LEAF(name) {{TAG("<" name ">"), TAG("<" name "/>")}, {TAG("</" name ">"), TAG("")}}

static const leaf element = LEAF("element"), repetition = LEAF("repetition"),
                  component = LEAF("component");

static inline char *put_tag(char *p, const words *t) {
  memcpy(p, t->text, BLOCK);
  return p + t->len;
}

static inline char *put_value(char *p, const char *value, size_t len) {
  memcpy(p, value, BLOCK);
  for (size_t i = BLOCK; i < len; i += BLOCK) memcpy(p + i, value + i, BLOCK);
  return p + len;
}

static inline char *put_leaf(char *p, const leaf *l, const char *value, size_t len) {
  size_t empty = len == 0;
  p = put_tag(p, &l->before[empty]);
  p = put_value(p, value, len);
  return put_tag(p, &l->behind[empty]);
}

static bool is_usual_tag(ct_slice tag) {
  bool usual = tag.len == 2 || tag.len == 3;
  for (size_t i = 0; i < tag.len && usual; i++)
    usual = (tag.ptr[i] >= 'A' && tag.ptr[i] <= 'Z') || (tag.ptr[i] >= '0' && tag.ptr[i] <= '9');
  return usual;
}

/* ---- elements of several parts ----------------------------------------------------- */

typedef struct parts {
  const ct_piece *piece;
  const char *text, *copy; /* of the segment */
} parts;

static inline char *put_part(char *p, const leaf *l, parts in, size_t i) {
  ct_slice v = in.piece[i].value;
  return put_leaf(p, l, in.copy + (v.ptr - in.text), v.len);
}

static char *put_components(char *p, parts in, size_t i, size_t end) {
  for (; i < end; i++) p = put_part(p, &component, in, i);
  return p;
}

static char *put_composite(char *p, parts in, size_t i, size_t end, char separator) {
  bool repeats = false;
  for (size_t k = i + 1; k < end; k++) repeats |= in.piece[k].before == separator;
  p = put_tag(p, &element.before[0]);
  if (!repeats) p = put_components(p, in, i, end);
  while (repeats && i < end) {
    size_t stop = i + 1;
    while (stop < end && in.piece[stop].before != separator) stop++;
    if (stop == i + 1) {
      p = put_part(p, &repetition, in, i);
    } else {
      p = put_tag(p, &repetition.before[0]);
      p = put_components(p, in, i, stop);
      p = put_tag(p, &repetition.behind[0]);
    }
    i = stop;
  }
  return put_tag(p, &element.behind[0]);
}

/* ---- the segment --------------------------------------------------------------------- */

static char *put_start(char *p, ct_slice tag) {
  memcpy(p, "<segment id=\"   ", BLOCK);
  p += 13;
  p[0] = tag.ptr[0];
  p[1] = tag.ptr[1];
  p[2] = tag.ptr[tag.len - 1];
  memcpy(p + tag.len, "\">", 2);
  return p + tag.len + 2;
}

bool ct_xml_put_plain(ct_xml_plain *x, ct_buffer *b, const ct_segment *s, ct_delimiters delims) {
  size_t next = 0, i = 1, count = ct_segment_pieces(s, &next, x->piece, CT_XML_PLAIN_PIECES);
  ct_slice text = ct_segment_text(s), tag = x->piece[0].value;
  if (count < 2 || count == CT_XML_PLAIN_PIECES || text.len > CT_XML_PLAIN_LENGTH ||
      x->piece[1].before != delims.element || !is_usual_tag(tag))
    return false;
  memcpy(x->text, text.ptr, text.len);
  memset(x->text + text.len, 0, BLOCK);
  if (ct_blocks_hold(x->text, text.len, '&', '<' ^ '>', '>')) return false; /* to be escaped */
  if (!ct_buffer_reserve(b, text.len + LONGEST_PIECE * count + LONGEST_SEGMENT)) return true;
  parts in = {x->piece, text.ptr, x->text};
  char *p = put_start(b->data + b->len, tag);
  while (i < count) {
    size_t stop = i + 1;
    while (stop < count && x->piece[stop].before != delims.element) stop++;
    if (stop == i + 1)
      p = put_part(p, &element, in, i);
    else
      p = put_composite(p, in, i, stop, delims.repetition);
    i = stop;
  }
  memcpy(p, "</segment>\n", 11);
  b->len = (size_t)(p + 11 - b->data);
  return true;
}
