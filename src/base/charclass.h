/*
 * charclass.h -- sets of bytes: one table, one bit a class.
 *
 * Basic and extended are the character sets of the X12 control standard (appendix B of
 * the guides); bytes of 0x80 and above and control characters are in neither.
 */
#ifndef CT_BASE_CHARCLASS_H
#define CT_BASE_CHARCLASS_H

#include "base/slice.h"

enum {
  CT_CHAR_DIGIT = 1,
  CT_CHAR_UPPER = 2,
  CT_CHAR_LOWER = 4,
  CT_CHAR_BASIC = 8,     /* A-Z 0-9 ! " & ' ( ) * + , - . / : ; ? = space */
  CT_CHAR_EXTENDED = 16, /* basic, a-z, % @ [ ] _ { } \ | < > ~ ^ ` # $ */
  CT_CHAR_BLANK = 32,    /* space, tab, CR, LF, VT, FF */
  CT_CHAR_PRINT = 64     /* 0x20..0x7E */
};
extern const uint8_t ct_char_class[256];
static inline bool ct_char_is(char c, unsigned classes) {
  return (ct_char_class[(unsigned char)c] & classes) != 0;
}
bool ct_slice_all(ct_slice, unsigned classes); /* every byte is in one of the classes; true when empty */
bool ct_slice_digits(ct_slice);                /* non-empty, digits only; eight at a time */

#endif
