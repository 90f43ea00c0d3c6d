/*
 * support_made.h -- files that nobody sends and every reader must take: the same number gives the
 * same file on every machine.
 */
#ifndef CT_TESTS_SUPPORT_MADE_H
#define CT_TESTS_SUPPORT_MADE_H

#include "base/buffer.h"

/* One or two interchanges with an 837 or two in each, torn at the end one time in five; to be freed. */
void support_made_file(ct_buffer *, uint64_t seed);

#endif
