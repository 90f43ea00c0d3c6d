/*
 * output.c -- files that are whole or absent, and private from their first byte.
 *
 * Knows temporaries, renames, and what may be written straight.  Does not know what is
 * written, and does not sync: a power cut may lose a file, never show half of one
 * under its name to another program.
 *
 * A symbolic link to a regular file is itself replaced, as sed -i does, and what it
 * points to is left alone: patient data never goes where somebody else's link leads.
 * A link to a device or FIFO is followed.  A file the user may not write is refused.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* O_TMPFILE */
#endif

#include "base/output.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_OPEN = 1024, NAME_TRIES = 10000, TEMP_NAME = 64 };

struct ct_output {
  int fd;
  int error;  /* errno of the first failed write */
  char *path; /* NULL: written straight */
  char *temp;
};

/*
 * The names of the temporaries that exist, for the signal handler: each slot is owned by
 * whoever swaps its pointer out.  With the counter it is the only state of the process.
 */
static char *_Atomic registry[MAX_OPEN];
static atomic_ulong name_count;

_Static_assert(ATOMIC_POINTER_LOCK_FREE == 2, "a signal handler walks the registry");

static bool register_temp(char *name) {
  for (size_t i = 0; i < MAX_OPEN; i++) {
    char *free_slot = NULL;
    if (atomic_compare_exchange_strong(&registry[i], &free_slot, name)) return true;
  }
  errno = EMFILE;
  return false;
}

/* Frees the name too, unless the handler has it: it may still be reading. */
static void forget_temp(char *name) {
  for (size_t i = 0; i < MAX_OPEN; i++) {
    char *mine = name;
    if (atomic_compare_exchange_strong(&registry[i], &mine, NULL)) {
      ct_mem_free(name);
      return;
    }
  }
}

void ct_output_emergency(void) {
  int error = errno;
  for (size_t i = 0; i < MAX_OPEN; i++) {
    char *name = atomic_exchange(&registry[i], NULL), *nobody = NULL;
    if (!name) continue;
    unlink(name);
    atomic_compare_exchange_strong(&registry[i], &nobody, name); /* back to its owner */
  }
  errno = error;
}

/* ---- temporaries ------------------------------------------------------- */

/* Mode 0600 whatever the umask; a descriptor, or -1 with errno and no file. */
static int create_private(const char *name) {
  int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd >= 0 && fchmod(fd, 0600) != 0) {
    int error = errno;
    unlink(name);
    close(fd);
    errno = error;
    return -1;
  }
  return fd;
}

static void name_temp(char *name, size_t size, const char *folder, size_t len) {
  unsigned long n = atomic_fetch_add(&name_count, 1);
  snprintf(name, size, "%.*s.claimtree-%ld-%lu.part", (int)len, folder, (long)getpid(), n);
}

/*
 * A temporary in the folder (the first `len` bytes of it, slash included).  Its name is
 * registered before it exists: a signal in between must not leave it behind.
 */
static int open_temp(const char *folder, size_t len, char **temp) {
  if (len > PATH_MAX) {
    errno = ENAMETOOLONG;
    return -1;
  }
  for (int i = 0; i < NAME_TRIES; i++) {
    char *name = ct_mem_alloc(len + TEMP_NAME, 1);
    if (!name) {
      errno = ENOMEM;
      return -1;
    }
    name_temp(name, len + TEMP_NAME, folder, len);
    if (!register_temp(name)) {
      ct_mem_free(name);
      return -1;
    }
    int fd = create_private(name), error = errno;
    if (fd >= 0) {
      *temp = name;
      return fd;
    }
    forget_temp(name);
    errno = error;
    if (error != EEXIST) return -1;
  }
  return -1;
}

/* ---- straight ---------------------------------------------------------- */

/* The number in "/dev/fd/N" and the like, the standard names too; -1 when path is none of them. */
static int named_descriptor(const char *path) {
  static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
  if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0) return STDOUT_FILENO;
  if (strcmp(path, "/dev/stderr") == 0) return STDERR_FILENO;
  for (size_t i = 0; i < 2; i++) {
    size_t len = strlen(folders[i]);
    if (strncmp(path, folders[i], len) != 0) continue;
    char *end;
    long n = strtol(path + len, &end, 10);
    if (end != path + len && *end == '\0' && n >= 0 && n <= INT_MAX) return (int)n;
  }
  return -1;
}

/* A device or FIFO that exists; what turned into a regular file meanwhile is not written. */
static int open_straight(const char *path) {
  int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  struct stat st;
  if (fd < 0) return -1;
  if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) return fd;
  close(fd);
  errno = EEXIST;
  return -1;
}

/* ---- the output -------------------------------------------------------- */

/* CT_IO when a regular file at path must not be replaced. */
static bool replaceable(const char *path) {
  struct stat st;
  if (lstat(path, &st) != 0) return errno == ENOENT;
  return !S_ISREG(st.st_mode) || faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

static enum ct_status open_regular(ct_output *o, const char *path) {
  const char *slash = strrchr(path, '/');
  size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
  if (path[folder] == '\0') {
    errno = *path ? EISDIR : ENOENT;
    return CT_IO;
  }
  if (!replaceable(path)) return CT_IO;
  o->path = ct_mem_copy_text(path, strlen(path));
  if (!o->path) return CT_NO_MEMORY;
  o->fd = open_temp(path, folder, &o->temp);
  if (o->fd >= 0) return CT_OK;
  return errno == ENOMEM ? CT_NO_MEMORY : CT_IO;
}

static enum ct_status open_target(ct_output *o, const char *path) {
  struct stat st;
  int named = named_descriptor(path);
  if (named >= 0) {
    o->fd = fcntl(named, F_DUPFD_CLOEXEC, 0);
  } else if (stat(path, &st) != 0 || S_ISREG(st.st_mode)) {
    return open_regular(o, path);
  } else if (S_ISDIR(st.st_mode)) {
    errno = EISDIR;
  } else {
    o->fd = open_straight(path);
  }
  return o->fd >= 0 ? CT_OK : CT_IO;
}

enum ct_status ct_output_open(ct_output **out, const char *path) {
  *out = NULL;
  ct_output *o = ct_mem_zalloc(1, sizeof *o);
  if (!o) return CT_NO_MEMORY;
  o->fd = -1;
  enum ct_status status = open_target(o, path);
  if (status == CT_OK) {
    *out = o;
    return CT_OK;
  }
  int error = errno;
  ct_mem_free(o->path);
  ct_mem_free(o);
  errno = error;
  return status;
}

ptrdiff_t ct_output_write(void *output, const char *p, size_t n) {
  ct_output *o = output;
  size_t done = 0;
  while (done < n && !o->error) {
    size_t piece = n - done < SSIZE_MAX ? n - done : SSIZE_MAX;
    ssize_t w = write(o->fd, p + done, piece);
    if (w > 0) {
      done += (size_t)w;
    } else if (w == 0) {
      o->error = EIO;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      struct pollfd wait = {.fd = o->fd, .events = POLLOUT};
      if (poll(&wait, 1, -1) < 0 && errno != EINTR) o->error = errno;
    } else if (errno != EINTR) {
      o->error = errno;
    }
  }
  if (!o->error) return (ptrdiff_t)n;
  errno = o->error;
  return -1;
}

/* Closes and frees; a temporary that still has its name loses it. */
static void put_away(ct_output *o) {
  if (o->fd >= 0) close(o->fd);
  if (o->temp) {
    unlink(o->temp);
    forget_temp(o->temp);
  }
  ct_mem_free(o->path);
  ct_mem_free(o);
}

enum ct_status ct_output_commit(ct_output *o) {
  int error = o->error;
  /* delayed errors (quota, network) come with close; after EINTR the descriptor is gone all the
   * same */
  if (close(o->fd) != 0 && errno != EINTR && !error) error = errno;
  o->fd = -1;
  if (!error && o->temp) {
    if (rename(o->temp, o->path) == 0) {
      forget_temp(o->temp);
      o->temp = NULL;
    } else {
      error = errno;
    }
  }
  put_away(o);
  if (!error) return CT_OK;
  errno = error;
  return CT_IO;
}

void ct_output_discard(ct_output *o) {
  if (!o) return;
  int error = errno;
  put_away(o);
  errno = error;
}

/* ---- spool ------------------------------------------------------------- */

int ct_output_spool(void) {
  const char *folder = getenv("TMPDIR");
  if (!folder || folder[0] != '/') folder = "/tmp";
#ifdef O_TMPFILE
  int fd = open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) return fd;
#endif
  char name[PATH_MAX];
  size_t len = strlen(folder);
  if (len + TEMP_NAME + 1 > sizeof name) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(name, folder, len);
  name[len++] = '/';
  name[len] = '\0';
  char *temp = NULL;
  int spool = open_temp(name, len, &temp);
  if (spool < 0) return -1;
  unlink(temp);
  forget_temp(temp);
  return spool;
}
