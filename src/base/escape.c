/*
 * escape.c -- bytes of a file as text inside JSON strings and XML.
 *
 * Knows UTF-8 and what the two formats cannot hold.  Clean runs are found eight bytes
 * at a time and copied whole.  Does not guess encodings: a byte that is not part of
 * valid UTF-8 (ISO 8859-1 letters too) is told as one U+FFFD.
 */
#include "base/buffer.h"
#include "base/swar.h"

#define REPLACEMENT "\xEF\xBF\xBD"

size_t ct_utf8_length(const unsigned char *p, size_t len) {
  if (p[0] < 0x80) return 1;
  if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
  size_t n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
  if (n > len) return 0;
  unsigned low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;  /* no overlong forms */
  unsigned high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF; /* no surrogates, <= 10FFFF */
  if (p[1] < low || p[1] > high) return 0;
  for (size_t i = 2; i < n; i++) {
    if ((p[i] & 0xC0) != 0x80) return 0;
  }
  return n;
}

/* Appends one character that is not plain; p points at it; returns the bytes taken. */
typedef size_t special_fn(ct_buffer *, const unsigned char *p, size_t len);

static size_t json_special(ct_buffer *b, const unsigned char *p, size_t len) {
  static const char hex[] = "0123456789abcdef";
  switch (p[0]) {
  case '"':
    ct_buffer_add(b, "\\\"", 2);
    return 1;
  case '\\':
    ct_buffer_add(b, "\\\\", 2);
    return 1;
  case '\n':
    ct_buffer_add(b, "\\n", 2);
    return 1;
  case '\r':
    ct_buffer_add(b, "\\r", 2);
    return 1;
  case '\t':
    ct_buffer_add(b, "\\t", 2);
    return 1;
  default:
    break;
  }
  if (p[0] < 0x20) {
    char code[6] = {'\\', 'u', '0', '0', hex[p[0] >> 4], hex[p[0] & 15]};
    ct_buffer_add(b, code, sizeof code);
    return 1;
  }
  size_t n = ct_utf8_length(p, len);
  if (n == 0)
    ct_buffer_add(b, REPLACEMENT, 3);
  else
    ct_buffer_add(b, (const char *)p, n);
  return n ? n : 1;
}

/* XML 1.0: of the control characters only tab, CR and LF exist; U+FFFE and U+FFFF do not. */
static size_t xml_special(ct_buffer *b, const unsigned char *p, size_t len) {
  switch (p[0]) {
  case '&':
    ct_buffer_add(b, "&amp;", 5);
    return 1;
  case '<':
    ct_buffer_add(b, "&lt;", 4);
    return 1;
  case '>':
    ct_buffer_add(b, "&gt;", 4);
    return 1;
  case '"':
    ct_buffer_add(b, "&quot;", 6);
    return 1;
  case '\t':
    ct_buffer_add(b, "&#9;", 4);
    return 1; /* or an attribute would read a blank */
  case '\n':
    ct_buffer_add(b, "&#10;", 5);
    return 1;
  case '\r':
    ct_buffer_add(b, "&#13;", 5);
    return 1;
  default:
    break;
  }
  size_t n = p[0] < 0x20 ? 0 : ct_utf8_length(p, len);
  bool absent = n == 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE;
  if (n == 0 || absent)
    ct_buffer_add(b, REPLACEMENT, 3);
  else
    ct_buffer_add(b, (const char *)p, n);
  return n ? n : 1;
}

/* Marks of the bytes of w that must not be copied as they are. */
static inline uint64_t json_marks(uint64_t w) {
  return (w & CT_SWAR(0x80)) | ct_swar_below(w, 0x20) | ct_swar_equal(w, '"') |
         ct_swar_equal(w, '\\');
}

static inline uint64_t xml_marks(uint64_t w) {
  /* '<' and '>' differ in one bit */
  return (w & CT_SWAR(0x80)) | ct_swar_below(w, 0x20) | ct_swar_equal(w, '"') |
         ct_swar_equal(w, '&') | ct_swar_equal(w | CT_SWAR(0x02), '>');
}

/* Inlined into both users, so that `marks` costs no call. */
static inline void escape(ct_buffer *b, ct_slice s, uint64_t marks(uint64_t), special_fn *special) {
  size_t at = 0, clean = 0; /* bytes from clean to at are plain and not yet copied */
  while (at < s.len) {
    size_t left = s.len - at;
    uint64_t m;
    if (left >= 8)
      m = marks(ct_swar_load(s.ptr + at));
    else
      m = marks(ct_swar_load_short(s.ptr + at, left) | CT_SWAR('0') << (8 * left));
    if (m == 0) {
      at += left >= 8 ? 8 : left;
      continue;
    }
    at += ct_swar_first(m);
    ct_buffer_add(b, s.ptr + clean, at - clean);
    at += special(b, (const unsigned char *)s.ptr + at, s.len - at);
    clean = at;
  }
  ct_buffer_add(b, s.ptr + clean, at - clean);
}

void ct_buffer_json(ct_buffer *b, ct_slice s) {
  escape(b, s, json_marks, json_special);
}

void ct_buffer_xml(ct_buffer *b, ct_slice s) {
  escape(b, s, xml_marks, xml_special);
}

/* C1 controls (U+0080..U+009F) steer terminals as the C0 ones do. */
static size_t plain_special(ct_buffer *b, const unsigned char *p, size_t len) {
  size_t n = p[0] < 0x20 || p[0] == 0x7F ? 0 : ct_utf8_length(p, len);
  bool steers = n == 0 || (n == 2 && p[0] == 0xC2 && p[1] < 0xA0);
  if (steers)
    ct_buffer_add(b, "?", 1);
  else
    ct_buffer_add(b, (const char *)p, n);
  return n ? n : 1;
}

static inline uint64_t plain_marks(uint64_t w) {
  return (w & CT_SWAR(0x80)) | ct_swar_below(w, 0x20) | ct_swar_equal(w, 0x7F);
}

void ct_buffer_plain(ct_buffer *b, ct_slice s) {
  escape(b, s, plain_marks, plain_special);
}
