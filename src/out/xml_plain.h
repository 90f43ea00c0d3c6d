/* xml_plain.h -- the usual segment as XML, fast; for the writer of xml.c. */
#ifndef CT_OUT_XML_PLAIN_H
#define CT_OUT_XML_PLAIN_H

#include "base/buffer.h"

enum { CT_XML_PLAIN_LENGTH = 2048, CT_XML_PLAIN_PIECES = 256 };

typedef struct ct_xml_plain {
  ct_piece piece[CT_XML_PLAIN_PIECES];
  char text[CT_XML_PLAIN_LENGTH + CT_BLOCK]; /* a copy that can be read beyond its end */
} ct_xml_plain;

/*
 * Writes <segment> with all that is in it and a line end.  False, and nothing written: the segment
 * is longer than the bounds above, has no elements, or holds what must be escaped; or its tag is
 * not two or three upper-case letters and digits.  `s` must be plain, the bytes of its
 * lead and terminator the usual ones.
 */
bool ct_xml_put_plain(ct_xml_plain *, ct_buffer *, const ct_segment *s, ct_delimiters);

#endif
