/*
 * shape.h -- what a code of a large or licensed list looks like: a wrong shape is certainly
 * wrong, a right one may still not exist.
 */
#ifndef CT_GUIDE_SHAPE_H
#define CT_GUIDE_SHAPE_H

#include "guide/grammar.h"

bool ct_shape_fits(enum ct_shape, ct_slice);

#endif
