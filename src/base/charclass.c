/*
 * charclass.c -- the table of byte classes and what is asked of whole slices.
 *
 * Knows the basic and extended character sets of the X12 control standard.  Does not
 * know which set an element wants or which delimiters a file uses.
 */
#include "base/charclass.h"

#include "base/swar.h"

enum {
  K = 0,                                                                /* control */
  W = CT_CHAR_BLANK,                                                    /* white, control */
  X = CT_CHAR_EXTENDED | CT_CHAR_PRINT,                                 /* extended only */
  B = CT_CHAR_BASIC | CT_CHAR_EXTENDED | CT_CHAR_PRINT,                 /* basic sign */
  S = CT_CHAR_BASIC | CT_CHAR_EXTENDED | CT_CHAR_PRINT | CT_CHAR_BLANK, /* space */
  D = CT_CHAR_DIGIT | CT_CHAR_BASIC | CT_CHAR_EXTENDED | CT_CHAR_PRINT,
  U = CT_CHAR_UPPER | CT_CHAR_BASIC | CT_CHAR_EXTENDED | CT_CHAR_PRINT,
  L = CT_CHAR_LOWER | CT_CHAR_EXTENDED | CT_CHAR_PRINT
};

/* clang-format off */
const uint8_t ct_char_class[256] = {
    K, K, K, K, K, K, K, K, K, W, W, W, W, W, K, K, /* 00: HT LF VT FF CR */
    K, K, K, K, K, K, K, K, K, K, K, K, K, K, K, K, /* 10 */
    S, B, B, X, X, X, B, B, B, B, B, B, B, B, B, B, /* 20: sp ! " # $ % & ' ( ) * + , - . / */
    D, D, D, D, D, D, D, D, D, D, B, B, X, B, X, B, /* 30: 0-9 : ; < = > ? */
    X, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 40: @ A-O */
    U, U, U, U, U, U, U, U, U, U, U, X, X, X, X, X, /* 50: P-Z [ \ ] ^ _ */
    X, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 60: ` a-o */
    L, L, L, L, L, L, L, L, L, L, L, X, X, X, X, K, /* 70: p-z { | } ~ DEL */
}; /* 80..FF: in no class */
/* clang-format on */

bool ct_slice_all(ct_slice s, unsigned classes) {
  const char *p = s.ptr, *end = p + s.len;
  unsigned odd = 0; /* borrows into the high bits where no class fits */
  for (; end - p >= 4; p += 4) {
    odd |= (ct_char_class[(unsigned char)p[0]] & classes) - 1;
    odd |= (ct_char_class[(unsigned char)p[1]] & classes) - 1;
    odd |= (ct_char_class[(unsigned char)p[2]] & classes) - 1;
    odd |= (ct_char_class[(unsigned char)p[3]] & classes) - 1;
  }
  for (; p < end; p++) odd |= (ct_char_class[(unsigned char)*p] & classes) - 1;
  return odd < 256;
}

bool ct_slice_digits(ct_slice s) {
  if (s.len >= 8) {
    for (size_t i = 0; i + 8 < s.len; i += 8) {
      if (!ct_swar_digits(ct_swar_load(s.ptr + i))) return false;
    }
    return ct_swar_digits(ct_swar_load(s.ptr + s.len - 8)); /* the last eight overlap */
  }
  if (s.len == 0) return false;
  /* what the slice lacks of eight bytes is filled with zeros that pass */
  return ct_swar_digits(ct_swar_load_short(s.ptr, s.len) | CT_SWAR(0x30) << (8 * s.len));
}
