/* parts.c -- names and opens the files that split writes.  Knows nothing of what is in them. */
#include "cli/parts.h"

#include <errno.h>
#include <sys/stat.h>

bool ct_parts_open(ct_parts *p, ct_cli *cli, const char *directory) {
  *p = (ct_parts){.cli = cli, .directory = directory};
  ct_key_set_init(&p->names, 0);
  struct stat st;
  if (mkdir(directory, 0700) == 0) return true;
  if (errno == EEXIST && stat(directory, &st) == 0 && S_ISDIR(st.st_mode)) return true;
  ct_cli_trouble(cli, "%s: %s", directory, errno == EEXIST ? "is no directory" : strerror(errno));
  return false;
}

static bool ends_with(const char *text, size_t len, const char *end) {
  size_t n = strlen(end);
  return len > n && memcmp(text + len - n, end, n) == 0;
}

void ct_parts_close(ct_parts *p) {
  ct_key_set_free(&p->names);
}

bool ct_parts_name(ct_parts *p, const char *file) {
  const char *slash = strrchr(file, '/');
  const char *name = strcmp(file, "-") == 0 ? "stdin" : slash ? slash + 1 : file;
  size_t len = strlen(name);
  if (ends_with(name, len, ".gz"))
    len -= 3;
  else if (ends_with(name, len, ".zst"))
    len -= 4;
  size_t stem = len;
  while (stem > 1 && name[stem - 1] != '.') stem--;
  bool has_ext = stem > 1;
  size_t ext = has_ext ? len - stem + 1 : 0;
  if (ext >= sizeof p->ext) ext = 0;
  stem = len - ext;
  if (stem >= sizeof p->stem) stem = sizeof p->stem - 1;
  snprintf(p->stem, sizeof p->stem, "%.*s", (int)stem, name);
  snprintf(p->ext, sizeof p->ext, "%.*s", (int)ext, name + len - ext);
  char whole[sizeof p->stem + sizeof p->ext];
  int n = snprintf(whole, sizeof whole, "%s%s", p->stem, p->ext);
  bool again = false;
  if (ct_key_set_insert(&p->names, ct_slice_make(whole, (size_t)n), &again) != CT_OK) {
    ct_cli_trouble(p->cli, "out of memory");
    return false;
  }
  p->number = again ? p->highest : 0;
  return true;
}

enum ct_status ct_parts_write(ct_parts *p, ct_rewrite *w) {
  char path[4096];
  int n = snprintf(path, sizeof path, "%s/%s-%04u%s", p->directory, p->stem, ++p->number, p->ext);
  if (p->number > p->highest) p->highest = p->number;
  ct_output *file = NULL;
  ct_buffer out;
  errno = ENAMETOOLONG;
  enum ct_status status = n < (int)sizeof path ? ct_output_open(&file, path) : CT_IO;
  if (status == CT_OK) {
    ct_buffer_init(&out, ct_output_write, file);
    status = ct_rewrite_finish(w, &out, p->control);
    if (p->control) p->control = p->control % 999999999 + 1;
    if (status == CT_OK) status = ct_buffer_flush(&out);
    ct_buffer_free(&out);
    if (status == CT_OK)
      status = ct_output_commit(file);
    else
      ct_output_discard(file);
  }
  if (status == CT_OK) return CT_OK;
  ct_cli_trouble(p->cli, "%s: %s", path,
                 status == CT_IO ? strerror(errno) : ct_status_name(status));
  return CT_MISUSE;
}
