/* ack_text.c -- cleaning and cutting; it knows the delimiters of what we write, and no more. */
#include "out/ack_text.h"

#include "base/charclass.h"

static bool usable(char c) {
  return ct_char_is(c, CT_CHAR_PRINT) && c != '*' && c != '^' && c != ':' && c != '~';
}

ct_ack_text ct_ack_clean(ct_slice s, size_t most) {
  ct_ack_text t = {0, {0}};
  if (most > CT_ACK_TEXT) most = CT_ACK_TEXT;
  s = ct_slice_trim(s);
  while (s.len && !usable(s.ptr[0])) s.ptr++, s.len--;
  for (size_t i = 0; i < s.len && t.len < most; i++)
    t.text[t.len++] = usable(s.ptr[i]) ? s.ptr[i] : ' ';
  while (t.len && t.text[t.len - 1] == ' ') t.len--;
  return t;
}

static ct_ack_text plain(const char *text) {
  ct_ack_text t = {strlen(text), {0}};
  memcpy(t.text, text, t.len);
  return t;
}

ct_ack_text ct_ack_or(ct_slice s, size_t least, size_t most, const char *instead) {
  ct_ack_text t = ct_ack_clean(s, most);
  return t.len < least ? plain(instead) : t;
}

ct_ack_text ct_ack_digits(ct_slice s, size_t most, const char *instead) {
  s = ct_slice_trim(s);
  if (!ct_slice_digits(s) || s.len > most) return plain(instead);
  return ct_ack_clean(s, most);
}

ct_ack_text ct_ack_pad(ct_ack_text t, size_t width) {
  while (t.len < width) t.text[t.len++] = ' ';
  return t;
}

ct_ack_text ct_ack_zeros(uint64_t number, size_t width) {
  ct_ack_text t = {width, {0}};
  for (size_t i = width; i-- > 0; number /= 10) t.text[i] = (char)('0' + number % 10);
  return t;
}
