/*
 * xml_value.c -- values of any bytes in XML, exactly: escaped where XML can hold them, else hex.
 *
 * Knows what XML 1.0 allows.  Unlike the escapers of base it never replaces a byte.
 */
#include "out/xml_value.h"

enum { PLAIN, ESCAPE, CONTROL, HIGH };

/* What a byte is in text: quotes, tabs and line feeds are plain there. */
static const uint8_t class_of[128] = {
    CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,        CONTROL,        CONTROL,
    CONTROL, CONTROL, PLAIN,   PLAIN,   CONTROL,        CONTROL,        ESCAPE,
    CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,        CONTROL,        CONTROL,
    CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,        CONTROL,        CONTROL,
    CONTROL, CONTROL, CONTROL, CONTROL, ['&'] = ESCAPE, ['<'] = ESCAPE, ['>'] = ESCAPE,
};

static inline unsigned class_at(const char *p) {
  unsigned char c = (unsigned char)*p;
  return c >= 0x80 ? (unsigned)HIGH : class_of[c];
}

/* U+FFFE and U+FFFF are no characters of XML. */
static bool is_noncharacter(const char *p) {
  return (unsigned char)p[0] == 0xEF && (unsigned char)p[1] == 0xBF && (unsigned char)p[2] >= 0xBE;
}

bool ct_xml_can_hold(ct_slice s) {
  for (size_t i = 0; i < s.len;) {
    unsigned c = class_at(s.ptr + i);
    if (c == CONTROL) return false;
    if (c != HIGH) {
      i++;
      continue;
    }
    size_t n = ct_utf8_length((const unsigned char *)s.ptr + i, s.len - i);
    if (n == 0 || (n == 3 && is_noncharacter(s.ptr + i))) return false;
    i += n;
  }
  return true;
}

void ct_xml_hex(ct_buffer *b, ct_slice s) {
  static const char digits[] = "0123456789ABCDEF";
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    char two[2] = {digits[c >> 4], digits[c & 15]};
    ct_buffer_add(b, two, 2);
  }
}

static void put_escaped(ct_buffer *b, ct_slice s, bool attribute) {
  for (size_t i = 0; i < s.len; i++) {
    char c = s.ptr[i];
    switch (c) {
    case '&':
      ct_buffer_add(b, "&amp;", 5);
      break;
    case '<':
      ct_buffer_add(b, "&lt;", 4);
      break;
    case '>':
      ct_buffer_add(b, "&gt;", 4);
      break;
    case '\r':
      ct_buffer_add(b, "&#13;", 5);
      break;
    default:
      if (attribute && c == '"')
        ct_buffer_add(b, "&quot;", 6);
      else if (attribute && c == '\n')
        ct_buffer_add(b, "&#10;", 5);
      else if (attribute && c == '\t')
        ct_buffer_add(b, "&#9;", 4);
      else
        ct_buffer_char(b, c);
    }
  }
}

static void put_special(ct_buffer *b, ct_xml_tag tag, ct_slice s) {
  if (!ct_xml_can_hold(s)) {
    ct_buffer_add(b, tag.open, tag.len - 1u);
    ct_buffer_text(b, " hex=\"");
    ct_xml_hex(b, s);
    ct_buffer_text(b, "\"/>");
    return;
  }
  ct_buffer_add(b, tag.open, tag.len);
  put_escaped(b, s, false);
  ct_buffer_add(b, "</", 2);
  ct_buffer_add(b, tag.open + 1, tag.len - 1u);
}

/* Any of the eight bytes is more than text: '<' and '>' differ by one bit. */
static inline bool special(uint64_t w) {
  return ((w & CT_SWAR(0x80)) | ct_swar_below(w, 0x20) | ct_swar_equal(w, '&') |
          ct_swar_equal(w | CT_SWAR(2), '>')) != 0;
}

/* Copies plain text; `to` has room for eight bytes more. False: it is not (all) plain. */
static inline bool copy_plain(char *to, ct_slice s) {
  size_t i = 0;
  for (; i + 8 <= s.len; i += 8) {
    if (special(ct_swar_load(s.ptr + i))) return false;
    memcpy(to + i, s.ptr + i, 8);
  }
  size_t rest = s.len - i;
  if (rest == 0) return true;
  uint64_t w = ct_swar_load_short(s.ptr + i, rest);
  if (special(w | CT_SWAR(0x20) << 8 * rest)) return false;
  ct_swar_store(to + i, w);
  return true;
}

void ct_xml_value(ct_buffer *b, ct_xml_tag tag, ct_slice s) {
  size_t len = tag.len;
  if (!ct_buffer_reserve(b, s.len + 2 * len + 2)) return;
  char *p = b->data + b->len;
  if (s.len == 0) {
    memcpy(p, tag.open, len - 1);
    memcpy(p + len - 1, "/>", 2);
    b->len += len + 1;
    return;
  }
  memcpy(p, tag.open, len);
  p += len;
  if (!copy_plain(p, s)) {
    put_special(b, tag, s);
    return;
  }
  p += s.len;
  memcpy(p, "</", 2);
  memcpy(p + 2, tag.open + 1, len - 1);
  b->len += 2 * len + s.len + 1;
}

void ct_xml_attribute(ct_buffer *b, const char *name, ct_slice s) {
  bool plain = ct_xml_can_hold(s);
  ct_buffer_char(b, ' ');
  ct_buffer_text(b, name);
  ct_buffer_text(b, plain ? "=\"" : "-hex=\"");
  if (plain)
    put_escaped(b, s, true);
  else
    ct_xml_hex(b, s);
  ct_buffer_char(b, '"');
}

void ct_xml_byte(ct_buffer *b, const char *name, char c) {
  ct_slice s = ct_slice_make(&c, 1);
  if (ct_xml_can_hold(s)) {
    ct_xml_attribute(b, name, s);
    return;
  }
  ct_buffer_char(b, ' ');
  ct_buffer_text(b, name);
  ct_buffer_text(b, "=\"");
  ct_xml_hex(b, s);
  ct_buffer_char(b, '"');
}
