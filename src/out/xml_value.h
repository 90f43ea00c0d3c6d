/* xml_value.h -- bytes as XML text, attributes or hex; for the writer of xml.c. */
#ifndef CT_OUT_XML_VALUE_H
#define CT_OUT_XML_VALUE_H

#include "base/buffer.h"

/* XML 1.0 in UTF-8 can hold these bytes. */
bool ct_xml_can_hold(ct_slice);
/* `<NAME>value</NAME>`, `<NAME/>` or `<NAME hex=".."/>`: `open` is "<NAME>", `name` without. */
typedef struct ct_xml_tag {
  const char *open; /* "<element>" */
  uint8_t len;      /* of it */
} ct_xml_tag;
#define CT_XML_TAG(name) ((ct_xml_tag){"<" name ">", sizeof "<" name ">" - 1})
void ct_xml_value(ct_buffer *, ct_xml_tag, ct_slice);
/* ` name="value"`, or ` name-hex=".."` where XML cannot hold it. */
void ct_xml_attribute(ct_buffer *, const char *name, ct_slice);
/* One byte: ` name="*"`, or two hex digits where XML cannot hold it. */
void ct_xml_byte(ct_buffer *, const char *name, char);
void ct_xml_hex(ct_buffer *, ct_slice);

#endif
