/*
 * replay.c -- runs a fuzz target over kept inputs: files, or folders of them.
 * Knows the entry point of libFuzzer and nothing else, so that the corpus is
 * replayed by any compiler.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned long passed, failed;

static int trouble(const char *path) {
  fprintf(stderr, "replay: %s: %s\n", path, strerror(errno));
  failed++;
  return -1;
}

static int replay_file(const char *path, size_t size) {
  FILE *file = fopen(path, "rb");
  if (!file) return trouble(path);
  uint8_t *data = malloc(size + 1); /* of exactly its size plus 1: the sanitizer sees overreads */
  if (!data || fread(data, 1, size, file) != size) {
    fclose(file);
    free(data);
    return trouble(path);
  }
  fclose(file);
  uint8_t *exact = realloc(data, size ? size : 1);
  LLVMFuzzerTestOneInput(exact ? exact : data, size);
  free(exact ? exact : data);
  passed++;
  return 0;
}

static int replay(const char *path) {
  struct stat about;
  if (stat(path, &about) != 0) return trouble(path);
  if (!S_ISDIR(about.st_mode)) return replay_file(path, (size_t)about.st_size);
  DIR *dir = opendir(path);
  if (!dir) return trouble(path);
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    char inside[4096];
    if (entry->d_name[0] == '.') continue;
    int n = snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
    if (n > 0 && (size_t)n < sizeof inside) replay(inside);
  }
  closedir(dir);
  return 0;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) replay(argv[i]);
  printf("%lu passed, %lu failed\n", passed, failed);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
