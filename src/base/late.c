/*
 * late.c -- finds the functions of a library once, in whichever thread needs them first.
 *
 * Knows the dynamic linker and the names of functions; does not know what they do.  The tables
 * are variables of the library's own, as those of the dynamic linker are: written once, the
 * same for everybody, and never seen outside.
 */
#include "base/late.h"

#if CT_LATE

#include "base/late_pcre2.h"
#include "base/late_xml.h"
#include "base/late_zip.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#define NAME(f) #f,

struct ct_xml_calls ct_xml_calls;
struct ct_pcre2_calls ct_pcre2_calls;
struct ct_zlib_calls ct_zlib_calls;
struct ct_zstd_calls ct_zstd_calls;

typedef struct late {
  pthread_once_t once;
  bool there;
} late;

static late xml = {PTHREAD_ONCE_INIT, false}, pcre2 = {PTHREAD_ONCE_INIT, false};
static late zlib = {PTHREAD_ONCE_INIT, false}, zstd = {PTHREAD_ONCE_INIT, false};

/* All of the functions or none.  The library stays until the process ends. */
static bool find(const char *file, const char *const *name, size_t count, void *calls) {
  void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  char *to = calls; /* ISO C has no way from an object's address to a function's but its bytes */
  for (size_t i = 0; i < count; i++, to += sizeof(void *)) {
    void *found = dlsym(library, name[i]);
    if (!found) return false;
    memcpy(to, &found, sizeof found);
  }
  return true;
}

#define FIND(file, list, calls)                                                                    \
  static const char *const name[] = {list(NAME)};                                                  \
  _Static_assert(sizeof(calls) == sizeof name, "a pointer for each name");                         \
  bool there = find(file, name, sizeof name / sizeof *name, &(calls))

static void find_xml(void) {
  FIND(CT_XML2_FILE, CT_XML_CALLS, ct_xml_calls);
  xml.there = there;
}

static void find_pcre2(void) {
  FIND(CT_PCRE2_FILE, CT_PCRE2_CALLS, ct_pcre2_calls);
  pcre2.there = there;
}

static void find_zlib(void) {
  FIND(CT_ZLIB_FILE, CT_ZLIB_CALLS, ct_zlib_calls);
  zlib.there = there;
}

static void find_zstd(void) {
  FIND(CT_ZSTD_FILE, CT_ZSTD_CALLS, ct_zstd_calls);
  zstd.there = there;
}

static bool ready(late *l, void (*find_it)(void)) {
  return pthread_once(&l->once, find_it) == 0 && l->there;
}

bool ct_late_xml(void) {
  return ready(&xml, find_xml);
}
bool ct_late_pcre2(void) {
  return ready(&pcre2, find_pcre2);
}
bool ct_late_zlib(void) {
  return ready(&zlib, find_zlib);
}
bool ct_late_zstd(void) {
  return ready(&zstd, find_zstd);
}

#else

bool ct_late_xml(void) {
  return true;
}
bool ct_late_pcre2(void) {
  return true;
}
bool ct_late_zlib(void) {
  return true;
}
bool ct_late_zstd(void) {
  return true;
}

#endif
