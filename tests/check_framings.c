/*
 * check_framings.c -- random interchanges: the test writes segments with random delimiters and
 * framing, knows from that what the tokens must be, and compares; also bytes without sense,
 * and every sample file where there are any.
 */
#include "support_x12.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* ---- random interchanges --------------------------------------------------- */

typedef struct pen { /* the input and what it should give */
  char text[65536], want[200000];
  size_t len, want_len;
  uint64_t seed;
  ct_delimiters d;
  bool newline, no_repetition, wrapping, indenting;
  const char *line_end;
} pen;

static void write_in(pen *p, const char *text, size_t n) {
  if (p->len + n >= sizeof p->text) ck_abort_msg("no room");
  memcpy(p->text + p->len, text, n);
  p->len += n;
}

static void want(pen *p, const char *text, size_t n) {
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)text[i];
    if (p->want_len + 8 >= sizeof p->want) ck_abort_msg("no room");
    char *at = p->want + p->want_len;
    int room = 8;
    if (c == '\r')
      p->want_len += (size_t)snprintf(at, (size_t)room, "\\r");
    else if (c == '\n')
      p->want_len += (size_t)snprintf(at, (size_t)room, "\\n");
    else if (c >= 0x20 && c < 0x7F)
      p->want_len += (size_t)snprintf(at, (size_t)room, "%c", c);
    else
      p->want_len += (size_t)snprintf(at, (size_t)room, "\\x%02X", c);
  }
}

static void want_plainly(pen *p, const char *text) {
  size_t n = strlen(text);
  if (p->want_len + n + 1 >= sizeof p->want) ck_abort_msg("no room");
  memcpy(p->want + p->want_len, text, n + 1);
  p->want_len += n;
}

static uint32_t below(pen *p, uint32_t bound) {
  return x12_random_below(&p->seed, bound);
}

static void choose(pen *p) {
  static const char signs[] = "*^:~|>!$`{}<@\\_'#+\x1C\x1D\x1E\x1F\t";
  static const char *const ends[] = {"", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n"};
  char pick[4];
  for (int i = 0; i < 4;) {
    pick[i] = signs[below(p, sizeof signs - 1)];
    bool taken = false;
    for (int j = 0; j < i; j++) taken |= pick[j] == pick[i];
    i += !taken;
  }
  p->newline = below(p, 5) == 0;
  p->no_repetition = below(p, 3) == 0;
  p->wrapping = !p->newline && below(p, 4) == 0;
  p->indenting = below(p, 4) == 0 && memchr(pick, '\t', 4) == NULL;
  p->line_end = ends[below(p, 6)];
  if (p->newline) {
    bool cr = below(p, 2) == 0;
    pick[3] = cr ? '\r' : '\n';
    p->line_end = cr && below(p, 2) == 0 ? "\n" : "";
  }
  p->d = (ct_delimiters){pick[0], p->no_repetition ? '\0' : pick[1], pick[2], pick[3]};
}

static void write_isa(pen *p) {
  char isa[120];
  snprintf(isa, sizeof isa, X12_ISA_OPEN "%c", p->d.component);
  for (size_t i = 0; isa[i]; i++) {
    if (isa[i] == '*' && i < 104) isa[i] = p->d.element;
  }
  isa[82] = p->no_repetition ? 'U' : p->d.repetition;
  isa[104] = p->d.component;
  write_in(p, isa, 105);
  write_in(p, &p->d.segment, 1);
  const char each[4] = {p->d.element, p->no_repetition ? '-' : p->d.repetition, p->d.component,
                        p->d.segment};
  want_plainly(p, "ISA 16 ");
  want(p, each, 4);
  if (p->no_repetition) want_plainly(p, " r");
}

/* One segment: `lead` as it was written before it. */
static void write_segment(pen *p, const char *lead, size_t lead_len, bool last) {
  static const char letters[] = "ABCXYZ0189 .,-/()abz";
  char clean[400], raw[500];
  size_t n = 0, m = 0;
  bool wrapped = false, dirty = false;
  bool open = last && below(p, 6) == 0;
  bool wrapping = p->wrapping && !open; /* an IEA without end ends with its line */
  static const char *const tags[] = {"NM1", "N3", "HI", "SV2", "LX", "ST", "nm1", "X", "ABCD"};
  const char *tag = last ? "IEA" : tags[below(p, 9)];
  uint32_t size = below(p, 8) == 0 ? 390 : below(p, 60);
  for (uint32_t i = 0; i < strlen(tag) + size; i++) {
    char c = letters[below(p, sizeof letters - 1)];
    uint32_t kind = below(p, 12);
    if (i < strlen(tag))
      c = tag[i];
    else if (i == strlen(tag) || kind < 3)
      c = p->d.element;
    else if (kind == 3)
      c = p->d.component;
    else if (kind == 4 && !p->no_repetition)
      c = p->d.repetition;
    else if (kind == 5 && below(p, 20) == 0)
      c = "\x01\x7F\xC3\xFF"[below(p, 4)], dirty = true;
    if (n >= 395) break;
    clean[n++] = raw[m++] = c;
    if (wrapping && m < 495 && below(p, 30) == 0) raw[m++] = '\n', wrapped = true;
  }
  write_in(p, raw, m);
  if (p->want_len && p->want[p->want_len - 1] != '\n') want_plainly(p, "\n");
  want(p, clean, n);
  if (dirty) want_plainly(p, " dirty");
  if (open)
    want_plainly(p, " open");
  else
    write_in(p, &p->d.segment, 1);
  if (lead_len) {
    want_plainly(p, " lead=");
    want(p, lead, lead_len);
  }
  if (wrapped) {
    want_plainly(p, " raw=");
    want(p, raw, m);
  }
}

static void write_interchange(pen *p) {
  choose(p);
  p->len = p->want_len = 0;
  if (below(p, 4) == 0) {
    write_in(p, "\xEF\xBB\xBF", 3);
    want_plainly(p, "text \"\\xEF\\xBB\\xBF\"\n");
  }
  write_isa(p);
  uint32_t count = 1 + below(p, 60);
  for (uint32_t i = 0; i < count; i++) {
    char lead[40];
    snprintf(lead, sizeof lead, "%s%.*s", p->line_end, p->indenting ? (int)below(p, 9) : 0,
             "         ");
    write_in(p, lead, strlen(lead));
    write_segment(p, lead, strlen(lead), i == count - 1);
  }
  want_plainly(p, "\n");
}

START_TEST(random_interchanges) {
  static pen p;
  p.seed = 20260101;
  for (int round = 0; round < 150; round++) {
    write_interchange(&p);
    x12_expect_sized(p.text, p.len, 0, p.want);
  }
}
END_TEST

/* ---- bytes without sense ------------------------------------------------------ */

/* Whatever the bytes are, tokens add up to them and are the same at every read size. */
START_TEST(nonsense_is_the_same_at_every_size) {
  static char text[30000];
  uint64_t seed = 77;
  for (int round = 0; round < 80; round++) {
    static const char *const pieces[] = {X12_ISA,
                                         X12_IEA,
                                         "NM1*A~",
                                         "\n",
                                         "\r\n",
                                         "ISA*",
                                         "~",
                                         "ISA",
                                         "*",
                                         "BIN*5*",
                                         "BIN*70*",
                                         " ",
                                         "\xC2\xA7",
                                         "GS*HC~",
                                         ":",
                                         "^",
                                         "\xEF\xBB\xBF",
                                         "junk",
                                         "\t",
                                         "IEA*1\n",
                                         X12_ISA_OPEN ":\n",
                                         X12_ISA_OPEN ">\xC2\xA7",
                                         X12_ISA_OPEN ":X",
                                         "ISA*00**00**ZZ*A*ZZ*B*1*1*^*00501*1*0*T*:~"};
    size_t n = 0, limit = x12_random_below(&seed, round % 2 ? 29000 : 3000);
    while (n < limit) {
      const char *piece = pieces[x12_random_below(&seed, sizeof pieces / sizeof *pieces)];
      if (x12_random_below(&seed, 4) == 0) {
        text[n++] = (char)x12_random_below(&seed, 256);
        continue;
      }
      size_t len = strlen(piece);
      if (n + len > limit) break;
      memcpy(text + n, piece, len);
      n += len;
    }
    uint64_t max = round % 3 ? 0 : 100;
    char *expected = x12_tokens(text, n, (x12_how){0, 0, max, CT_SIMD_PORTABLE});
    x12_expect_sized(text, n, max, expected);
    free(expected);
  }
}
END_TEST

/* ---- sample files --------------------------------------------------------------- */

static unsigned files_seen;

static bool is_compressed(const support_file *f) {
  return f->size > 4 &&
         (memcmp(f->data, "\x1F\x8B", 2) == 0 || memcmp(f->data, "\x28\xB5\x2F\xFD", 4) == 0);
}

static void check_file(const char *path) {
  support_file file = support_slurp(path);
  if (is_compressed(&file)) { /* its tokens are those of what is inside */
    support_file_free(&file);
    return;
  }
  char *expected = x12_tokens(file.data, file.size, (x12_how){0, 0, 0, CT_SIMD_PORTABLE});
  const x12_how hows[] = {{0, 7, 0, ct_simd_best()}, {0, 1000, 0, CT_SIMD_AVX2}};
  for (size_t i = 0; i < sizeof hows / sizeof *hows; i++) {
    char *got = x12_tokens(file.data, file.size, hows[i]);
    if (strcmp(got, expected) != 0) ck_abort_msg("%s: read size %u", path, hows[i].read_size);
    free(got);
  }
  free(expected);
  support_file_free(&file);
  files_seen++;
}

static void check_folder(const char *folder, int depth) {
  DIR *dir = opendir(folder);
  if (!dir) return;
  struct dirent *entry;
  while ((entry = readdir(dir))) {
    char path[1024];
    struct stat st;
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (stat(path, &st) != 0) continue;
    if (S_ISDIR(st.st_mode) && depth > 0)
      check_folder(path, depth - 1);
    else if (S_ISREG(st.st_mode) && st.st_size < 2000000)
      check_file(path);
  }
  closedir(dir);
}

/* The repository's own samples are always there; the larger corpus beside it where it is. */
START_TEST(sample_files_add_up) {
  check_folder("testdata", 4);
  check_folder("../shared/corpus", 2);
  ck_assert_uint_gt(files_seen, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("framings");
  TCase *tests = tcase_create("framings");
  tcase_set_timeout(tests, 120);
  tcase_add_test(tests, random_interchanges);
  tcase_add_test(tests, nonsense_is_the_same_at_every_size);
  tcase_add_test(tests, sample_files_add_up);
  suite_add_tcase(suite, tests);
  return support_run(suite);
}
