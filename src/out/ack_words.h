/*
 * ack_words.h -- the codes of TA1, 999 and 997 in plain words, our own.
 */
#ifndef CT_OUT_ACK_WORDS_H
#define CT_OUT_ACK_WORDS_H

#include <claimtree.h>

enum ct_ack_element {
  CT_ACK_NOTE,    /* TA105: interchange */
  CT_ACK_GROUP,   /* AK905 to AK909, element 716 */
  CT_ACK_SET,     /* IK502 to IK506, AK502 to AK506, element 618 */
  CT_ACK_SEGMENT, /* IK304, AK304, element 620 */
  CT_ACK_ELEMENT, /* IK403, AK403, element 621 */
  CT_ACK_VERDICT  /* TA104, AK901, IK501, AK501 */
};

/* A clause without a full stop; "" for a code that has no meaning there.  Static. */
const char *ct_ack_words(enum ct_ack_element, ct_slice code);

#endif
