/* status.h -- the words for "the program could not go on"; bad data is never a status. */
#ifndef CT_BASE_STATUS_H
#define CT_BASE_STATUS_H

#include <claimtree.h> /* enum ct_status, ct_slice, CT_API: the public conventions hold inside too */

#endif
