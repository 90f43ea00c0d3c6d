/*
 * source.c -- reads grammar files whole, up to a limit, and words their errors.  It knows
 * paths and sizes, and nothing of what the text says.
 */
#include "guide/source.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum ct_status ct_source_error(ct_error *error, const char *file, long line, const char *format,
                               ...) {
  if (error->text[0]) return CT_BAD_GRAMMAR;
  size_t room = sizeof error->text;
  int n = line > 0 ? snprintf(error->text, room, "%s:%ld: ", file, line)
                   : snprintf(error->text, room, "%s: ", file);
  if (n < 0 || (size_t)n >= room) return CT_BAD_GRAMMAR;
  va_list words;
  va_start(words, format);
  (void)vsnprintf(error->text + n, room - (size_t)n, format, words);
  va_end(words);
  return CT_BAD_GRAMMAR;
}

enum ct_status ct_source_no_memory(ct_error *error) {
  if (!error->text[0]) (void)snprintf(error->text, sizeof error->text, "out of memory");
  return CT_NO_MEMORY;
}

static enum ct_status io_error(ct_error *error, const char *path) {
  int kept = errno;
  (void)ct_source_error(error, path, 0, "%s", strerror(kept));
  errno = kept;
  return CT_IO;
}

/* Reads all of fd; a file that grows past the limit while it is read is refused, too. */
static enum ct_status read_all(ct_source *s, int fd, size_t limit, ct_error *error) {
  size_t room = 64 << 10;
  s->owned = ct_mem_alloc(room, 1);
  if (!s->owned) return ct_source_no_memory(error);
  s->len = 0;
  for (;;) {
    if (s->len == room) {
      char *more = ct_mem_resize(s->owned, room, 2);
      if (!more) return ct_source_no_memory(error);
      s->owned = more;
      room *= 2;
    }
    ssize_t n = read(fd, s->owned + s->len, room - s->len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error(error, s->name);
    if (n == 0) break;
    s->len += (size_t)n;
    if (s->len > limit)
      return ct_source_error(error, s->name, 0, "larger than %zu MiB", limit >> 20);
  }
  s->text = s->owned;
  return CT_OK;
}

enum ct_status ct_source_open(ct_source *s, const char *path, size_t limit, ct_error *error) {
  *s = (ct_source){.text = ""};
  s->name = ct_mem_copy_text(path, strlen(path));
  if (!s->name) return ct_source_no_memory(error);
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return io_error(error, path);
  struct stat st;
  enum ct_status status = CT_OK;
  if (fstat(fd, &st) != 0) {
    status = io_error(error, path);
  } else if (S_ISDIR(st.st_mode)) {
    errno = EISDIR;
    status = io_error(error, path);
  } else {
    status = read_all(s, fd, limit, error);
  }
  (void)close(fd);
  return status;
}

enum ct_status ct_source_open_builtin(ct_source *s, const char *name, ct_error *error) {
  *s = (ct_source){.text = ""};
  for (const ct_builtin_file *f = ct_builtin_files; f->name; f++) {
    if (strcmp(f->name, name) != 0) continue;
    static const char label[] = "built in ";
    size_t n = strlen(name);
    s->name = ct_mem_alloc(sizeof label + n, 1);
    if (!s->name) return ct_source_no_memory(error);
    memcpy(s->name, label, sizeof label - 1);
    memcpy(s->name + sizeof label - 1, name, n + 1);
    s->text = (const char *)f->bytes;
    s->len = f->len;
    return CT_OK;
  }
  return CT_END;
}

enum ct_status ct_source_open_near(ct_source *s, const char *beside, const char *name, size_t limit,
                                   ct_error *error) {
  const char *slash = strrchr(beside, '/');
  size_t folder = slash ? (size_t)(slash - beside) + 1 : 0, n = strlen(name);
  *s = (ct_source){.text = ""};
  char *path = ct_mem_alloc(folder + n + 1, 1);
  if (!path) return ct_source_no_memory(error);
  memcpy(path, beside, folder);
  memcpy(path + folder, name, n + 1);
  enum ct_status status = access(path, R_OK) == 0 ? ct_source_open(s, path, limit, error)
                                                  : ct_source_open_builtin(s, name, error);
  ct_mem_free(path);
  return status;
}

void ct_source_close(ct_source *s) {
  ct_mem_free(s->name);
  ct_mem_free(s->owned);
  *s = (ct_source){.text = ""};
}
