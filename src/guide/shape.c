/*
 * shape.c -- the shapes, as small pictures: 9 a digit, A a letter (either case), X either.
 */
#include "guide/shape.h"

#include "base/charclass.h"

static bool is_digit(char c) { return ct_char_is(c, CT_CHAR_DIGIT); }
static bool is_letter(char c) { return ct_char_is(c, CT_CHAR_UPPER | CT_CHAR_LOWER); }

static bool pictured(ct_slice s, const char *picture) {
  size_t i = 0;
  for (; picture[i] && i < s.len; i++) {
    char c = s.ptr[i];
    bool fits = picture[i] == '9'   ? is_digit(c)
                : picture[i] == 'A' ? is_letter(c)
                                    : is_digit(c) || is_letter(c);
    if (!fits) return false;
  }
  return picture[i] == 0 && i == s.len;
}

/* A leading part of the picture, of at least `least` characters. */
static bool prefix_pictured(ct_slice s, size_t least, const char *longest) {
  size_t most = strlen(longest);
  if (s.len < least || s.len > most || most >= 16) return false;
  char cut[16];
  memcpy(cut, longest, s.len);
  cut[s.len] = 0;
  return pictured(s, cut);
}

/* Diagnoses are sent without the point; some send it, and that is a shape of its own fault. */
static bool icd9cm(ct_slice s) {
  return prefix_pictured(s, 3, "99999") || prefix_pictured(s, 3, "A9999");
}

/* ---- up to eight characters at once ---------------------------------------------------------- */

/* The high bit of each byte from..from + most (most < 128). */
static inline uint64_t within(uint64_t w, unsigned from, unsigned most) {
  uint64_t x = w ^ CT_SWAR(0x80); /* so that a borrow never leaves its byte */
  uint64_t low = (x & CT_SWAR(0x7F)) + CT_SWAR(0x80 - from);
  uint64_t high = (x & CT_SWAR(0x7F)) + CT_SWAR(0x7F - from - most);
  return low & ~high & x & CT_SWAR(0x80);
}

static inline uint64_t digits_of(uint64_t w) { return within(w, '0', 9); }
static inline uint64_t letters_of(uint64_t w) { return within(w | CT_SWAR(0x20), 'a', 25); }

#define FIRST(n) (CT_SWAR(0x80) >> (64 - 8 * (n))) /* bytes 0 .. n - 1 */
#define BYTE(n) (UINT64_C(0x80) << (8 * (n)))

/* 9 at `nines`, A at `letters`, X at the rest of `len` bytes. */
static inline bool composed(uint64_t w, size_t len, uint64_t nines, uint64_t letters) {
  uint64_t digit = digits_of(w), letter = letters_of(w), all = FIRST(len);
  return ((digit | letter) & all) == all && (digit & nines) == nines && (letter & letters) == letters;
}

/* The shapes that are met on nearly every line. */
static bool short_fits(enum ct_shape shape, ct_slice s) {
  uint64_t w = ct_swar_load_short(s.ptr, s.len);
  switch (shape) {
  case CT_SHAPE_ICD10CM:
    return s.len >= 3 && s.len <= 7 && composed(w, s.len, BYTE(1), BYTE(0));
  case CT_SHAPE_ICD10PCS:
    return s.len == 7 && composed(w, 7, 0, 0);
  case CT_SHAPE_HCPCS:
    return s.len == 5 && composed(w, 5, BYTE(1) | BYTE(2) | BYTE(3), 0);
  case CT_SHAPE_HIPPS:
    return s.len == 5 && composed(w, 5, 0, 0);
  case CT_SHAPE_REVENUE:
    return s.len == 4 && composed(w, 4, FIRST(4), 0);
  default: /* CT_SHAPE_NUBC2 */
    return s.len == 2 && composed(w, 2, 0, 0);
  }
}

bool ct_shape_fits(enum ct_shape shape, ct_slice s) {
  switch (shape) {
  case CT_SHAPE_ICD10CM:
  case CT_SHAPE_ICD10PCS:
  case CT_SHAPE_HCPCS:
  case CT_SHAPE_HIPPS:
  case CT_SHAPE_REVENUE:
  case CT_SHAPE_NUBC2:
    return s.len != 0 && s.len <= 8 && short_fits(shape, s);
  case CT_SHAPE_ICD9CM:
    return icd9cm(s);
  case CT_SHAPE_ICD9PCS:
    return prefix_pictured(s, 3, "9999");
  case CT_SHAPE_NDC:
    return pictured(s, "99999999999");
  case CT_SHAPE_DRG:
    return prefix_pictured(s, 3, "9999");
  case CT_SHAPE_TAXONOMY:
    return pictured(s, "XXXXXXXXXX");
  case CT_SHAPE_POSTAL:
    return pictured(s, "99999") || pictured(s, "999999999") || pictured(s, "A9A9A9");
  default:
    return true;
  }
}
