/* check_input.c -- plain, gzip and zstd sources, whole, cut, damaged, and in any pieces. */
#include "base/input.h"
#include "base/mem.h"
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

typedef struct bytes {
  char *p;
  size_t len;
} bytes;

static bytes copy_of(const char *p, size_t len) {
  bytes b = {malloc(len + 1), len};
  memcpy(b.p, p, len);
  return b;
}

static bytes sample(size_t len) { /* like a claim file: little variety, but no plain repetition */
  bytes b = {malloc(len + 1), len};
  uint32_t seed = 7;
  for (size_t i = 0; i < len; i++) {
    seed = seed * 1664525 + 1013904223;
    b.p[i] = "SV2*0300*HC:~\n1234567890"[(seed >> 24) % 24];
  }
  return b;
}

static bytes gzipped(const char *p, size_t len) {
  bytes b = {malloc(len + len / 100 + 200), 0};
  z_stream z = {0};
  ck_assert_int_eq(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  z.next_in = (Bytef *)(uintptr_t)p;
  z.avail_in = (uInt)len;
  z.next_out = (Bytef *)b.p;
  z.avail_out = (uInt)(len + len / 100 + 200);
  ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
  b.len = z.total_out;
  deflateEnd(&z);
  return b;
}

static bytes zstd_of(const char *p, size_t len) {
  bytes b = {malloc(ZSTD_compressBound(len)), 0};
  b.len = ZSTD_compress(b.p, ZSTD_compressBound(len), p, len, 3);
  ck_assert(!ZSTD_isError(b.len));
  return b;
}

typedef bytes compress_fn(const char *, size_t);
static compress_fn *const compressors[] = {copy_of, gzipped, zstd_of};
enum { PLAIN, GZIP, ZSTD, KINDS };

static bytes joined(bytes a, const char *p, size_t len) { /* frees a */
  bytes b = {malloc(a.len + len + 1), a.len + len};
  memcpy(b.p, a.p, a.len);
  memcpy(b.p + a.len, p, len);
  free(a.p);
  return b;
}

/* Everything the input gives, `step` bytes asked for at a time; *end is the status that ended it.
 */
static bytes drain(ct_input *in, size_t step, enum ct_status *end) {
  bytes b = {malloc(1), 0};
  size_t room = 0, got;
  for (;;) {
    if (room - b.len < step) b.p = realloc(b.p, room = room * 2 + step);
    *end = ct_input_read(in, b.p + b.len, step, &got);
    b.len += got;
    if (*end == CT_OK) {
      ck_assert_uint_gt(got, 0);
      ck_assert_uint_le(got, step);
      continue;
    }
    ck_assert_uint_eq(got, 0);
    char more[8]; /* an end is an end, an error stays one */
    ck_assert_int_eq(ct_input_read(in, more, sizeof more, &got), *end);
    ck_assert_uint_eq(got, 0);
    return b;
  }
}

static void gives(bytes raw, size_t chunk, size_t step, bytes want, enum ct_status end_wanted) {
  support_chunks source = {raw.p, raw.len, chunk, 0, 0};
  ct_input *in;
  enum ct_status end;
  ck_assert_int_eq(ct_input_open_fn(&in, support_chunks_read, &source), CT_OK);
  bytes got = drain(in, step, &end);
  ck_assert_msg(end == end_wanted, "%s: %s", ct_status_name(end), ct_input_error(in));
  ck_assert_uint_eq(got.len, want.len);
  ck_assert(memcmp(got.p, want.p, got.len) == 0);
  if (end == CT_END) ck_assert_str_eq(ct_input_error(in), "");
  ct_input_close(in);
  free(got.p);
}

START_TEST(any_kind_in_any_pieces) {
  static const size_t lengths[] = {0, 1, 2, 3, 4, 5, 100, 3000};
  static const size_t steps[] = {1, 3, 4, 5, 4096, 1 << 18};
  for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++) {
    bytes text = sample(lengths[l]);
    for (int kind = PLAIN; kind < KINDS; kind++) {
      bytes raw = compressors[kind](text.p, text.len);
      for (size_t c = 0; c < support_chunk_size_count; c++) {
        for (size_t s = 0; s < sizeof steps / sizeof steps[0]; s++) {
          gives(raw, support_chunk_sizes[c], steps[s], text, CT_END);
        }
      }
      free(raw.p);
    }
    free(text.p);
  }
}
END_TEST

START_TEST(a_large_file_of_any_kind) {
  bytes text = sample(3000000);
  for (int kind = PLAIN; kind < KINDS; kind++) {
    bytes raw = compressors[kind](text.p, text.len);
    gives(raw, 0, 1 << 18, text, CT_END);
    gives(raw, 777, 1000, text, CT_END);
    free(raw.p);
  }
  free(text.p);
}
END_TEST

START_TEST(members_are_read_on) {
  static const size_t chunks[] = {0, 1, 5};
  bytes text = sample(2000), want = copy_of(text.p, text.len);
  want = joined(want, text.p, text.len);
  for (int kind = GZIP; kind < KINDS; kind++) {
    bytes one = compressors[kind](text.p, text.len), none = compressors[kind]("", 0);
    bytes raw = copy_of(none.p, none.len); /* empty members at the front, between, at the end */
    raw = joined(raw, one.p, one.len);
    raw = joined(raw, none.p, none.len);
    raw = joined(raw, none.p, none.len);
    raw = joined(raw, one.p, one.len);
    raw = joined(raw, none.p, none.len);
    for (size_t c = 0; c < 3; c++) {
      gives(raw, chunks[c], 1, want, CT_END);
      gives(raw, chunks[c], 5000, want, CT_END);
    }
    free(raw.p);
    free(one.p);
    free(none.p);
  }
  free(want.p);
  free(text.p);
}
END_TEST

START_TEST(a_skippable_zstd_frame_is_skipped) {
  bytes text = sample(50), frame = zstd_of(text.p, text.len);
  bytes raw = copy_of("\x5A\x2A\x4D\x18\x03\0\0\0abc", 11);
  raw = joined(raw, frame.p, frame.len);
  gives(raw, 1, 7, text, CT_END);
  gives(raw, 0, 4096, text, CT_END);
  free(raw.p);
  free(frame.p);
  free(text.p);
}
END_TEST

START_TEST(what_follows_the_last_member_is_ignored) {
  static const bytes tails[] = {{(char *)(uintptr_t) "\0\0\0\0\0", 5},
                                {(char *)(uintptr_t) "garbage", 7},
                                {(char *)(uintptr_t) "\x1F", 1},
                                {(char *)(uintptr_t) "\x28\xB5", 2},
                                {(char *)(uintptr_t) "\x1F\x20", 2}};
  bytes text = sample(100);
  for (int kind = GZIP; kind < KINDS; kind++) {
    for (size_t t = 0; t < sizeof tails / sizeof tails[0]; t++) {
      bytes raw = joined(compressors[kind](text.p, text.len), tails[t].p, tails[t].len);
      gives(raw, 0, 64, text, CT_END);
      gives(raw, 1, 64, text, CT_END);
      free(raw.p);
    }
  }
  free(text.p);
}
END_TEST

START_TEST(near_magic_is_plain) {
  static const char *const rows[] = {
      "\x1F", "\x1F\x8A", "\x28",       "\x28\xB5\x2F", "\x28\xB5\x2F\xFC", "P",
      "P*M",  "P*MX",     "PK\x03\x04", "ISA*00*",      "\xEF\xBB\xBFISA"};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    bytes text = {(char *)(uintptr_t)rows[i], strlen(rows[i])};
    for (size_t step = 1; step < 6; step++) {
      gives(text, 1, step, text, CT_END);
      gives(text, 0, step, text, CT_END);
    }
  }
}
END_TEST

START_TEST(a_cut_stream_is_told_after_what_it_held) {
  bytes text = sample(5000);
  for (int kind = GZIP; kind < KINDS; kind++) {
    bytes raw = compressors[kind](text.p, text.len);
    size_t least = kind == GZIP ? 2 : 4; /* fewer bytes are no magic */
    for (size_t len = least; len < raw.len; len += len < 30 || len + 30 > raw.len ? 1 : 97) {
      support_chunks source = {raw.p, len, 64, 0, 0};
      ct_input *in;
      enum ct_status end;
      ck_assert_int_eq(ct_input_open_fn(&in, support_chunks_read, &source), CT_OK);
      bytes got = drain(in, 512, &end);
      ck_assert_int_eq(end, CT_IO);
      ck_assert_str_eq(ct_input_error(in),
                       kind == GZIP ? "the gzip data is cut short" : "the zstd data is cut short");
      ck_assert(got.len <= text.len && memcmp(got.p, text.p, got.len) == 0);
      ct_input_close(in);
      free(got.p);
    }
    free(raw.p);
  }
  free(text.p);
}
END_TEST

START_TEST(a_damaged_stream_is_told) {
  bytes text = sample(5000);
  for (int kind = GZIP; kind < KINDS; kind++) {
    bytes raw = compressors[kind](text.p, text.len);
    if (kind == GZIP)
      raw.p[raw.len - 6] ^= 1; /* checksum */
    else
      memset(raw.p + 12, 0xFF, 40);
    support_chunks source = {raw.p, raw.len, 0, 0, 0};
    ct_input *in;
    enum ct_status end;
    ck_assert_int_eq(ct_input_open_fn(&in, support_chunks_read, &source), CT_OK);
    bytes got = drain(in, 512, &end);
    ck_assert_int_eq(end, CT_IO);
    ck_assert_msg(
        strncmp(ct_input_error(in),
                kind == GZIP ? "the gzip data is damaged: " : "the zstd data is damaged: ", 26) ==
            0,
        "%s", ct_input_error(in));
    ct_input_close(in);
    free(got.p);
    free(raw.p);
  }
  free(text.p);
}
END_TEST

START_TEST(no_damage_does_harm) {
  bytes text = sample(600);
  for (int kind = GZIP; kind < KINDS; kind++) {
    bytes raw = compressors[kind](text.p, text.len);
    for (size_t at = 0; at < raw.len; at++) {
      for (int bit = 0; bit < 8; bit++) {
        support_chunks source = {raw.p, raw.len, 0, 0, 0};
        ct_input *in;
        enum ct_status end;
        raw.p[at] ^= (char)(1 << bit);
        ck_assert_int_eq(ct_input_open_fn(&in, support_chunks_read, &source), CT_OK);
        bytes got = drain(in, 256, &end);
        ck_assert(end == CT_END || end == CT_IO);
        ct_input_close(in);
        free(got.p);
        raw.p[at] ^= (char)(1 << bit);
      }
    }
    free(raw.p);
  }
  free(text.p);
}
END_TEST

START_TEST(a_read_error_has_words_and_errno) {
  for (int kind = PLAIN; kind < KINDS; kind++) {
    bytes text = sample(1000), raw = compressors[kind](text.p, text.len);
    support_chunks source = {raw.p, kind == PLAIN ? raw.len : raw.len / 2, 50, 0, ENETDOWN};
    ct_input *in;
    enum ct_status end;
    char buf[16], want[128];
    size_t got_more;
    ck_assert_int_eq(ct_input_open_fn(&in, support_chunks_read, &source), CT_OK);
    bytes got = drain(in, 100, &end);
    ck_assert_int_eq(end, CT_IO);
    errno = 0;
    ck_assert_int_eq(ct_input_read(in, buf, sizeof buf, &got_more), CT_IO);
    ck_assert_int_eq(errno, ENETDOWN);
    snprintf(want, sizeof want, "cannot read: %s", strerror(ENETDOWN));
    ck_assert_str_eq(ct_input_error(in), want);
    ct_input_close(in);
    free(got.p);
    free(raw.p);
    free(text.p);
  }
}
END_TEST

START_TEST(an_error_before_the_kind_is_known) {
  support_chunks source = {"\x1F", 1, 1, 0, EACCES};
  ct_input *in;
  char buf[16];
  size_t got;
  ct_input_open_fn(&in, support_chunks_read, &source);
  ck_assert_int_eq(ct_input_read(in, buf, sizeof buf, &got), CT_IO);
  ck_assert_int_eq(errno, EACCES);
  ck_assert_uint_eq(got, 0);
  ct_input_close(in);
}
END_TEST

static ptrdiff_t interrupted_read(void *ctx, char *buf, size_t size) {
  int *calls = ctx;
  ck_assert_uint_gt(size, 0);
  if (++*calls % 3 != 0) {
    errno = EINTR;
    return -1;
  }
  if (*calls > 9) return 0;
  *buf = 'x';
  return 1;
}

static ptrdiff_t lying_read(void *ctx, char *buf, size_t size) {
  (void)ctx;
  (void)buf;
  return (ptrdiff_t)size + 1;
}

START_TEST(odd_read_functions) {
  ct_input *in;
  int calls = 0;
  enum ct_status end;
  ct_input_open_fn(&in, interrupted_read, &calls);
  bytes got = drain(in, 10, &end);
  ck_assert_int_eq(end, CT_END);
  ck_assert(got.len == 3 && memcmp(got.p, "xxx", 3) == 0);
  ct_input_close(in);
  free(got.p);
  ct_input_open_fn(&in, lying_read, NULL);
  got = drain(in, 10, &end);
  ck_assert_int_eq(end, CT_IO);
  ct_input_close(in);
  free(got.p);
  ck_assert_int_eq(ct_input_open_fn(&in, NULL, NULL), CT_MISUSE);
  ck_assert_ptr_null(in);
  ct_input_close(NULL);
}
END_TEST

START_TEST(no_room_asked_is_no_end) {
  ct_input *in;
  char buf[8];
  size_t got = 9;
  ct_input_open_memory(&in, "ISA", 3);
  ck_assert_int_eq(ct_input_read(in, buf, 0, &got), CT_OK);
  ck_assert_uint_eq(got, 0);
  ck_assert_int_eq(ct_input_read(in, buf, sizeof buf, &got), CT_OK);
  ck_assert_uint_eq(got, 3);
  ct_input_close(in);
}
END_TEST

START_TEST(memory_and_descriptors) {
  bytes text = sample(100000);
  for (int kind = PLAIN; kind < KINDS; kind++) {
    bytes raw = compressors[kind](text.p, text.len);
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    fwrite(raw.p, 1, raw.len, file);
    rewind(file);
    for (int from_fd = 0; from_fd < 2; from_fd++) {
      ct_input *in;
      enum ct_status end;
      if (from_fd)
        ct_input_open_fd(&in, fileno(file));
      else
        ct_input_open_memory(&in, raw.p, raw.len);
      bytes got = drain(in, 5000, &end);
      ck_assert_int_eq(end, CT_END);
      ck_assert(got.len == text.len && memcmp(got.p, text.p, text.len) == 0);
      ck_assert_uint_eq(ct_input_raw_bytes(in), raw.len);
      ck_assert(ct_input_is_plain(in) == (kind == PLAIN));
      ct_input_close(in);
      free(got.p);
    }
    ck_assert_int_ne(fcntl(fileno(file), F_GETFD), -1); /* borrowed: still open */
    fclose(file);
    free(raw.p);
  }
  free(text.p);
}
END_TEST

START_TEST(no_memory_at_all_is_an_empty_file) {
  ct_input *in;
  char buf[8];
  size_t got;
  ct_input_open_memory(&in, NULL, 0);
  ck_assert_int_eq(ct_input_read(in, buf, sizeof buf, &got), CT_END);
  ct_input_close(in);
}
END_TEST

START_TEST(a_descriptor_that_cannot_be_read) {
  ct_input *in;
  char buf[8];
  size_t got;
  int fd = open("/", O_RDONLY);
  ct_input_open_fd(&in, fd);
  ck_assert_int_eq(ct_input_read(in, buf, sizeof buf, &got), CT_IO);
  ck_assert_int_eq(errno, EISDIR);
  ct_input_close(in);
  close(fd);
  ct_input_open_fd(&in, -1);
  ck_assert_int_eq(ct_input_read(in, buf, sizeof buf, &got), CT_IO);
  ck_assert_int_eq(errno, EBADF);
  ct_input_close(in);
}
END_TEST

START_TEST(a_non_blocking_pipe_is_waited_for) {
  int ends[2];
  ck_assert_int_eq(pipe(ends), 0);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    for (int i = 0; i < 5; i++) {
      usleep(20000);
      if (write(ends[1], "IEA", 3) != 3) _exit(1);
    }
    _exit(0);
  }
  close(ends[1]);
  ct_input *in;
  enum ct_status end;
  ct_input_open_fd(&in, ends[0]);
  bytes got = drain(in, 100, &end);
  ck_assert_int_eq(end, CT_END);
  ck_assert_uint_eq(got.len, 15);
  ct_input_close(in);
  free(got.p);
  close(ends[0]);
  waitpid(child, NULL, 0);
}
END_TEST

START_TEST(plain_bytes_come_straight_into_the_buffer) {
  char text[] = "ISA*00*          *00*", buf[64];
  support_chunks source = {text, sizeof text - 1, 0, 0, 0};
  ct_input *in;
  size_t got;
  ct_input_open_fn(&in, support_chunks_read, &source);
  ck_assert_int_eq(ct_input_read(in, buf, sizeof buf, &got), CT_OK);
  ck_assert_uint_eq(got, sizeof text - 1); /* in one read: nothing was taken to look at first */
  ct_input_close(in);
}
END_TEST

START_TEST(each_allocation_may_fail) {
  bytes text = sample(50000);
  for (int kind = PLAIN; kind < KINDS; kind++) {
    bytes raw = compressors[kind](text.p, text.len);
    enum ct_status end = CT_NO_MEMORY;
    for (uint64_t n = 1; end != CT_END; n++) {
      ct_input *in;
      ck_assert_uint_lt(n, 20);
      ct_mem_fail_after(n);
      end = ct_input_open_memory(&in, raw.p, raw.len);
      if (end == CT_OK) {
        bytes got = drain(in, 1000, &end);
        free(got.p);
      } else {
        ck_assert_ptr_null(in);
      }
      ct_mem_fail_after(0);
      ck_assert(end == CT_NO_MEMORY || end == CT_END);
      ct_input_close(in);
    }
    free(raw.p);
  }
  free(text.p);
}
END_TEST

START_TEST(a_window_too_large_is_refused) {
  /* a frame header that asks for a window of 2^28 bytes, and one raw block of a byte */
  static const char frame[] = "\x28\xB5\x2F\xFD\x00\x90\x09\x00\x00x";
  ct_input *in;
  char buf[64];
  size_t got;
  ct_input_open_memory(&in, frame, sizeof frame - 1);
  ck_assert_int_eq(ct_input_read(in, buf, sizeof buf, &got), CT_IO);
  ck_assert_str_eq(ct_input_error(in),
                   "the zstd data asks for too much memory: its window is over 128 MiB");
  ct_input_close(in);
}
END_TEST

enum { BOMB_PIECE = 1 << 20, BOMB_PIECES = 64, BOMB_ROOM = 1 << 20 };

static bytes gzip_bomb(const char *zeros) {
  bytes raw = {malloc(BOMB_ROOM), 0};
  z_stream z = {0};
  ck_assert_int_eq(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  z.next_out = (Bytef *)raw.p;
  z.avail_out = BOMB_ROOM;
  for (int i = 1; i <= BOMB_PIECES; i++) {
    z.next_in = (Bytef *)(uintptr_t)zeros;
    z.avail_in = BOMB_PIECE;
    deflate(&z, i < BOMB_PIECES ? Z_NO_FLUSH : Z_FINISH);
    ck_assert_uint_eq(z.avail_in, 0);
  }
  raw.len = z.total_out;
  deflateEnd(&z);
  return raw;
}

static bytes zstd_bomb(const char *zeros) {
  bytes raw = {malloc(BOMB_ROOM), 0};
  ZSTD_CStream *z = ZSTD_createCStream();
  ZSTD_outBuffer out = {raw.p, BOMB_ROOM, 0};
  ZSTD_initCStream(z, 3);
  for (int i = 0; i < BOMB_PIECES; i++) {
    ZSTD_inBuffer in = {zeros, BOMB_PIECE, 0};
    while (in.pos < in.size) ck_assert(!ZSTD_isError(ZSTD_compressStream(z, &out, &in)));
  }
  ck_assert_uint_eq(ZSTD_endStream(z, &out), 0);
  ZSTD_freeCStream(z);
  raw.len = out.pos;
  return raw;
}

static long peak_kib(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
  return usage.ru_maxrss / 1024;
#else
  return usage.ru_maxrss;
#endif
}

START_TEST(a_bomb_only_streams) {
  char *zeros = calloc(1, BOMB_PIECE), *buf = malloc(BOMB_PIECE);
  for (int kind = GZIP; kind < KINDS; kind++) {
    bytes raw = kind == GZIP ? gzip_bomb(zeros) : zstd_bomb(zeros);
    long before = peak_kib();
    ct_input *in;
    size_t got, sum = 0;
    ct_input_open_memory(&in, raw.p, raw.len);
    while (ct_input_read(in, buf, 4096, &got) == CT_OK) sum += got;
    ck_assert_uint_eq(sum, (size_t)BOMB_PIECE * BOMB_PIECES);
    ck_assert_int_lt(peak_kib() - before, 16 * 1024);
    ct_input_close(in);
    free(raw.p);
  }
  free(zeros);
  free(buf);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("input");
  TCase *tests = tcase_create("input");
  suite_add_tcase(suite, tests);
  tcase_set_timeout(tests, 120);
  tcase_add_test(tests, any_kind_in_any_pieces);
  tcase_add_test(tests, a_large_file_of_any_kind);
  tcase_add_test(tests, members_are_read_on);
  tcase_add_test(tests, a_skippable_zstd_frame_is_skipped);
  tcase_add_test(tests, what_follows_the_last_member_is_ignored);
  tcase_add_test(tests, near_magic_is_plain);
  tcase_add_test(tests, a_cut_stream_is_told_after_what_it_held);
  tcase_add_test(tests, a_damaged_stream_is_told);
  tcase_add_test(tests, no_damage_does_harm);
  tcase_add_test(tests, a_read_error_has_words_and_errno);
  tcase_add_test(tests, an_error_before_the_kind_is_known);
  tcase_add_test(tests, odd_read_functions);
  tcase_add_test(tests, no_room_asked_is_no_end);
  tcase_add_test(tests, memory_and_descriptors);
  tcase_add_test(tests, no_memory_at_all_is_an_empty_file);
  tcase_add_test(tests, a_descriptor_that_cannot_be_read);
  tcase_add_test(tests, a_non_blocking_pipe_is_waited_for);
  tcase_add_test(tests, plain_bytes_come_straight_into_the_buffer);
  tcase_add_test(tests, each_allocation_may_fail);
  tcase_add_test(tests, a_window_too_large_is_refused);
  tcase_add_test(tests, a_bomb_only_streams);
  return support_run(suite);
}
