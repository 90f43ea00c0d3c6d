/* reconcile_acks.h -- what is kept of acknowledgments: rejections, by control numbers. */
#ifndef CT_OUT_RECONCILE_ACKS_H
#define CT_OUT_RECONCILE_ACKS_H

#include "out/reconcile.h"

typedef struct ct_rejection {
  char interchange[16], group[16], set[16]; /* a set; a group (set is empty); an interchange */
} ct_rejection;

struct ct_acks {
  ct_rejection *each;
  size_t count, room;
};

bool ct_acks_reject(const ct_acks *, ct_slice interchange, ct_slice group, ct_slice set);

#endif
