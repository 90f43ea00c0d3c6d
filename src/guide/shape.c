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

bool ct_shape_fits(enum ct_shape shape, ct_slice s) {
  switch (shape) {
  case CT_SHAPE_ICD10CM:
    return prefix_pictured(s, 3, "A9XXXXX");
  case CT_SHAPE_ICD10PCS:
    return pictured(s, "XXXXXXX");
  case CT_SHAPE_ICD9CM:
    return icd9cm(s);
  case CT_SHAPE_ICD9PCS:
    return prefix_pictured(s, 3, "9999");
  case CT_SHAPE_HCPCS:
    return pictured(s, "X999X");
  case CT_SHAPE_HIPPS:
    return pictured(s, "XXXXX");
  case CT_SHAPE_REVENUE:
    return pictured(s, "9999");
  case CT_SHAPE_NUBC2:
    return pictured(s, "XX");
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
