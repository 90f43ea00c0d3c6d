/*
 * ack_words.c -- what the codes of acknowledgments mean.  Tables, and a look-up; it does not
 * know where a code stood.
 *
 * Sources: data elements I18, 716, 618, 620, 621, 715 and 717 of X12 005010; the wording is ours.
 */
#include "out/ack_words.h"

#include "base/slice.h"

typedef struct word {
  const char *code, *text;
} word;

static const word notes[] = {
    {"000", "no error"},
    {"001", "the control numbers in ISA13 and IEA02 differ"},
    {"002", "the standard named in ISA11 is not supported"},
    {"003", "the version in ISA12 is not supported"},
    {"004", "the segment terminator cannot be used"},
    {"005", "the qualifier of the sender (ISA05) is wrong"},
    {"006", "the sender (ISA06) is wrong or not known"},
    {"007", "the qualifier of the receiver (ISA07) is wrong"},
    {"008", "the receiver (ISA08) is wrong"},
    {"009", "the receiver (ISA08) is not known"},
    {"010", "the qualifier of the authorization (ISA01) is wrong"},
    {"011", "the authorization (ISA02) is wrong"},
    {"012", "the qualifier of the security information (ISA03) is wrong"},
    {"013", "the security information (ISA04) is wrong"},
    {"014", "the date (ISA09) is wrong"},
    {"015", "the time (ISA10) is wrong"},
    {"016", "the standards identifier (ISA11) is wrong"},
    {"017", "the version (ISA12) is wrong"},
    {"018", "the control number (ISA13) is wrong"},
    {"019", "the flag that asks for an acknowledgment (ISA14) is wrong"},
    {"020", "the usage indicator (ISA15) is wrong"},
    {"021", "the number of groups (IEA01) is wrong"},
    {"022", "the control structure is broken"},
    {"023", "the file ends too early"},
    {"024", "the content is wrong, such as a broken group"},
    {"025", "the control number (ISA13) was used before"},
    {"026", "the element or repetition separator cannot be used"},
    {"027", "the component separator (ISA16) cannot be used"},
    {"028", "the date of the deferred delivery is wrong"},
    {"029", "the time of the deferred delivery is wrong"},
    {"030", "the time code of the deferred delivery is wrong"},
    {"031", "the grade of service is wrong"},
};

static const word groups[] = {
    {"1", "groups of this kind are not supported"},
    {"2", "the version of the group (GS08) is not supported"},
    {"3", "the group has no GE"},
    {"4", "the control numbers in GS06 and GE02 differ"},
    {"5", "the number of sets in GE01 is wrong"},
    {"6", "the control number of the group (GS06) is malformed"},
    {"10", "the name of the authentication key is not known"},
    {"11", "the name of the encryption key is not known"},
    {"12", "the authentication or encryption asked for is not available"},
    {"13", "the recipient of the security is not known"},
    {"14", "the originator of the security is not known"},
    {"15", "the text is malformed after decryption"},
    {"16", "the security is not supported"},
    {"17", "the length of the secured group is wrong"},
    {"18", "the authentication code is wrong"},
    {"19", "the control number of the group (GS06) is used twice in the interchange"},
    {"23", "the end of a security segment S3E is missing"},
    {"24", "the start of a security segment S3S is missing"},
    {"25", "the end of a security segment S4E is missing"},
    {"26", "the start of a security segment S4S is missing"},
};

static const word sets[] = {
    {"1", "sets of this kind are not supported"},
    {"2", "the set has no SE"},
    {"3", "the control numbers in ST02 and SE02 differ"},
    {"4", "the number of segments in SE01 is wrong"},
    {"5", "segments of it are in error"},
    {"6", "the kind of the set (ST01) is missing or wrong"},
    {"7", "the control number of the set (ST02) is missing or wrong"},
    {"8", "the name of the authentication key is not known"},
    {"9", "the name of the encryption key is not known"},
    {"10", "the authentication or encryption asked for is not available"},
    {"11", "the recipient of the security is not known"},
    {"12", "the length of the secured set is wrong"},
    {"13", "the authentication code is wrong"},
    {"15", "the text is malformed after decryption"},
    {"16", "the originator of the security is not known"},
    {"17", "the security is not supported"},
    {"18", "the set does not belong into this group"},
    {"19", "the guide named in ST03 is wrong"},
    {"23", "the control number of the set (ST02) is used twice in the group"},
    {"24", "the end of a security segment S3E is missing"},
    {"25", "the start of a security segment S3S is missing"},
    {"26", "the end of a security segment S4E is missing"},
    {"27", "the start of a security segment S4S is missing"},
    {"I5", "segments of it break the guide"},
    {"I6", "the guide named in ST03 is not supported"},
};

static const word segments[] = {
    {"1", "there is no such segment in the standard"},
    {"2", "the segment is not expected at this place"},
    {"3", "a segment that must be here is missing"},
    {"4", "the loop occurs too often"},
    {"5", "the segment occurs too often"},
    {"6", "the segment does not belong into this kind of set"},
    {"7", "the segment is out of its order"},
    {"8", "the segment has elements in error"},
    {"I4", "the guide does not use this segment"},
    {"I6", "a segment is missing that this situation asks for"},
    {"I7", "a loop that the guide asks for is missing"},
    {"I8", "a segment that the guide asks for is missing"},
    {"I9", "the segment must not be sent in this situation"},
};

static const word elements[] = {
    {"1", "a value that must be here is missing"},
    {"2", "a value is missing that must come with another one"},
    {"3", "the segment has more elements than it may"},
    {"4", "the value is too short"},
    {"5", "the value is too long"},
    {"6", "the value has a character that is not allowed here"},
    {"7", "the value is not one that is allowed here"},
    {"8", "the date does not exist"},
    {"9", "the time does not exist"},
    {"10", "the value must not stand beside another one"},
    {"12", "the element is repeated too often"},
    {"13", "the element has more components than it may"},
    {"I6", "the guide does not allow this code here"},
    {"I9", "a value is missing that this situation asks for"},
    {"I10", "the guide does not use this element"},
    {"I11", "the element is repeated too seldom"},
    {"I12", "the value has not the form that the guide prescribes"},
    {"I13", "the value must not be sent in this situation"},
};

static const word verdicts[] = {
    {"A", "accepted"},
    {"E", "accepted, with errors noted"},
    {"P", "partly accepted"},
    {"R", "rejected"},
    {"M", "rejected: the authentication code is wrong"},
    {"W", "rejected: the assurance is wrong"},
    {"X", "rejected: it could not be read after decryption"},
};

const char *ct_ack_words(enum ct_ack_element element, ct_slice code) {
  static const struct {
    const word *words;
    size_t count;
  } tables[] = {
      [CT_ACK_NOTE] = {notes, sizeof notes / sizeof *notes},
      [CT_ACK_GROUP] = {groups, sizeof groups / sizeof *groups},
      [CT_ACK_SET] = {sets, sizeof sets / sizeof *sets},
      [CT_ACK_SEGMENT] = {segments, sizeof segments / sizeof *segments},
      [CT_ACK_ELEMENT] = {elements, sizeof elements / sizeof *elements},
      [CT_ACK_VERDICT] = {verdicts, sizeof verdicts / sizeof *verdicts},
  };
  for (size_t i = 0; i < tables[element].count; i++)
    if (ct_slice_is(code, tables[element].words[i].code)) return tables[element].words[i].text;
  return "";
}
