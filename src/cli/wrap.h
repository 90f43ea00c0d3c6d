/* wrap.h -- paragraphs for a terminal of eighty columns. */
#ifndef CT_CLI_WRAP_H
#define CT_CLI_WRAP_H

#include "base/buffer.h"

/* Words of `text`, in lines of at most 79 columns, each indented; ends with a line feed. */
void ct_wrap(ct_buffer *, unsigned indent, const char *text);

#endif
