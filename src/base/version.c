/* version.c -- the version of the library and the words of its public enums. */
#include <claimtree.h>

const char *ct_version(void) {
  return CT_VERSION;
}

const char *ct_status_name(enum ct_status status) {
  switch (status) {
  case CT_OK:
    return "ok";
  case CT_END:
    return "end of input";
  case CT_NO_MEMORY:
    return "out of memory";
  case CT_IO:
    return "input or output failed";
  case CT_BAD_GRAMMAR:
    return "bad grammar";
  case CT_LIMIT:
    return "limit passed";
  case CT_MISUSE:
    return "misuse";
  }
  return "unknown status";
}

const char *ct_severity_name(enum ct_severity severity) {
  switch (severity) {
  case CT_NOTE:
    return "note";
  case CT_WARNING:
    return "warning";
  case CT_ERROR:
    return "error";
  }
  return "unknown severity";
}
