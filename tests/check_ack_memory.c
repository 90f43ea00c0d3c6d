/*
 * check_ack_memory.c -- acknowledgments and memory: a 999 with an error in every claim streams, and
 * writing and explaining come to a decent end wherever memory runs out.
 */
#include "base/mem.h"
#include "out/ack_rows.h"
#include "support_ack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static ct_grammars *grammars;

/* ---- a file of claims, each with a wrong charge ------------------------------------------------- */

#define HEAD                                                                                       \
  "ISA*00*          *00*          *ZZ*SUBMITTER01    *ZZ*RECEIVER01     *260305*1200*^*00501*"     \
  "000000001*0*P*:~GS*HC*SUBMITTER01*RECEIVER01*20260305*1200*1*X*005010X223A2~"                   \
  "ST*837*0001*005010X223A2~BHT*0019*00*BATCH0001*20260305*1200*CH~"                               \
  "NM1*41*2*OSTRIMOOR BILLING*****46*SUBMITTER01~PER*IC*BILLING DESK*TE*5555550100~"               \
  "NM1*40*2*VELDAN HEALTH PLAN*****46*RECEIVER01~HL*1**20*1~"                                      \
  "NM1*85*2*OSTRIMOOR GENERAL HOSPITAL*****XX*2000000010~N3*12 LANTERN ROW~"                       \
  "N4*PORT ARBEL*MA*010010001~REF*EI*009999901~"
#define CLAIM                                                                                      \
  "HL*%u*1*22*0~SBR*P*18*GRP100******CI~NM1*IL*1*TANVOSK*MIRELDA****MI*VH100000001~"               \
  "N3*7 QUILL LANE~N4*PORT ARBEL*MA*01001~DMG*D8*19710412*F~"                                      \
  "NM1*PR*2*VELDAN HEALTH PLAN*****PI*VELDAN01~CLM*OP-%u*100***13:A:1**A*Y*Y~"                     \
  "DTP*434*RD8*20260302-20260302~CL1*3*1*01~HI*ABK:J0190~"                                         \
  "NM1*71*1*PELLAMORE*JORAN****XX*2000000119~LX*1~SV2*0300*HC:G0480*112.5*UN*1~"                   \
  "DTP*472*D8*20260302~"
enum { HEAD_SEGMENTS = 10, CLAIM_SEGMENTS = 15 }; /* of the set */

typedef struct source {
  unsigned claims, next; /* next: 0 the head */
  char piece[1024];
  size_t size, at;
} source;

static void next_piece(source *s) {
  unsigned n = s->next++;
  int size = 0;
  if (n == 0)
    size = snprintf(s->piece, sizeof s->piece, "%s", HEAD);
  else if (n <= s->claims)
    size = snprintf(s->piece, sizeof s->piece, CLAIM, n + 1, n);
  else if (n == s->claims + 1)
    size = snprintf(s->piece, sizeof s->piece, "SE*%u*0001~GE*1*1~IEA*1*000000001~",
                    HEAD_SEGMENTS + CLAIM_SEGMENTS * s->claims + 1);
  s->size = (size_t)size;
  s->at = 0;
}

static ptrdiff_t give(void *ctx, char *buf, size_t size) {
  source *s = ctx;
  size_t done = 0;
  while (done < size) {
    if (s->at == s->size) next_piece(s);
    if (s->size == 0) break;
    size_t n = s->size - s->at < size - done ? s->size - s->at : size - done;
    memcpy(buf + done, s->piece + s->at, n);
    s->at += n;
    done += n;
  }
  return (ptrdiff_t)done;
}

/* ---- streams ---------------------------------------------------------------------------------------- */

static long peak_kib(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
  return usage.ru_maxrss / 1024;
#else
  return usage.ru_maxrss;
#endif
}

typedef struct tally {
  size_t bytes, ik3; /* IK3 are counted as far as pieces do not cut their tag */
} tally;

static ptrdiff_t count_bytes(void *ctx, const char *bytes, size_t size) {
  tally *t = ctx;
  t->bytes += size;
  for (size_t i = 0; i + 4 <= size; i++) t->ik3 += memcmp(bytes + i, "IK3*", 4) == 0;
  return (ptrdiff_t)size;
}

/* The bytes read. */
static uint64_t answer(unsigned claims, tally *t) {
  const ct_ack_options options = {.now = SUPPORT_NOW, .control = 1};
  ct_options reading = {.now = SUPPORT_NOW};
  source in = {.claims = claims};
  ct_reader *reader = ct_reader_new(grammars, &reading);
  *t = (tally){0, 0};
  ct_sink *sink = ct_sink_ack(&options, count_bytes, t);
  ck_assert(reader && sink);
  ck_assert_int_eq(ct_reader_set_input(reader, give, &in), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, &sink, 1), CT_OK);
  ck_assert_int_eq(sink->finish(sink), CT_OK);
  uint64_t bytes = ct_reader_counts(reader)->bytes;
  sink->free(sink);
  ct_reader_free(reader);
  return bytes;
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif
#ifdef SANITIZED
enum { MOST_KIB = 16 * 1024 }; /* what is freed is kept back for a while */
#else
enum { MOST_KIB = 512 };
#endif

START_TEST(errors_in_every_claim_stream) {
  enum { FEW = 24000, MANY = 8 * FEW };
  tally small, large;
  ck_assert_uint_gt(answer(FEW, &small), 8 << 20);
  long before = peak_kib();
  ck_assert_uint_gt(answer(MANY, &large), 64 << 20);
  ck_assert_int_lt(peak_kib() - before, MOST_KIB);
  ck_assert_uint_ge(small.ik3, FEW - FEW / 100);
  ck_assert_uint_ge(large.ik3, MANY - MANY / 100);
  ck_assert_uint_gt(large.bytes, 7 * small.bytes);
}
END_TEST

/* ---- many sets -------------------------------------------------------------------------------------- */

enum { MANY_SETS = 1000001 };

/* Sets of a version that nobody reads: ST and SE. */
static ptrdiff_t give_sets(void *ctx, char *buf, size_t size) {
  source *s = ctx;
  static const char head[] =
      "ISA*00*          *00*          *ZZ*SUBMITTER01    *ZZ*RECEIVER01     *260305*1200*^*00501*"
      "000000001*0*P*:~GS*HC*SUBMITTER01*RECEIVER01*20260305*1200*1*X*004010X096A1~";
  size_t done = 0;
  while (size - done >= sizeof head && s->next <= MANY_SETS + 1) {
    unsigned n = s->next++;
    const char *form = n == 0 ? head : "ST*837*%07u~SE*2*%07u~";
    if (n > MANY_SETS) form = "IEA*1*000000001~";
    done += (size_t)snprintf(buf + done, size - done, form, n, n); /* no GE: they are counted */
  }
  return (ptrdiff_t)done;
}

typedef struct tail {
  char text[256];
  size_t len;
} tail;

static ptrdiff_t keep_tail(void *ctx, const char *bytes, size_t size) {
  tail *t = ctx;
  for (size_t i = size > sizeof t->text ? size - sizeof t->text : 0; i < size; i++) {
    if (t->len == sizeof t->text - 1) memmove(t->text, t->text + 1, --t->len);
    t->text[t->len++] = bytes[i];
  }
  t->text[t->len] = 0;
  return (ptrdiff_t)size;
}

START_TEST(counts_of_sets_keep_to_six_digits) {
  const ct_ack_options options = {.now = SUPPORT_NOW, .control = 1};
  ct_options reading = {.now = SUPPORT_NOW};
  source in = {.claims = 0};
  tail end = {.len = 0};
  ct_reader *reader = ct_reader_new(grammars, &reading);
  ct_sink *sink = ct_sink_ack(&options, keep_tail, &end);
  ck_assert(reader && sink);
  ck_assert_int_eq(ct_reader_set_input(reader, give_sets, &in), CT_OK);
  ck_assert_int_eq(ct_reader_run(reader, &sink, 1), CT_OK);
  ck_assert_int_eq(sink->finish(sink), CT_OK);
  ck_assert_msg(strstr(end.text, "AK9*R*999999*999999*0*2*3~"), "%s", end.text);
  sink->free(sink);
  ct_reader_free(reader);
}
END_TEST

/* ---- no memory ----------------------------------------------------------------------------------------- */

enum { CLAIMS = 40 };

static char *claims_text(size_t *size) {
  source in = {.claims = CLAIMS};
  char *text = malloc(1 << 16);
  ck_assert_ptr_nonnull(text);
  *size = (size_t)give(&in, text, 1 << 16);
  ck_assert_uint_lt(*size, 1 << 16);
  return text;
}

static enum ct_status read_into(bool quiet, bool shallow, const char *text, size_t size,
                                ct_sink *sink) {
  ct_options options = {.quiet = quiet, .shallow = shallow};
  ct_reader *reader = ct_reader_new(grammars, &options);
  if (!reader) return CT_NO_MEMORY;
  enum ct_status status = ct_reader_set_memory(reader, text, size);
  if (status == CT_OK) status = ct_reader_run(reader, &sink, 1);
  ct_reader_free(reader);
  return status;
}

static enum ct_status write_once(const char *text, size_t size, tally *t) {
  const ct_ack_options options = {.now = SUPPORT_NOW, .control = 1, .ta1 = CT_ACK_TA1_ALWAYS};
  ct_sink *sink = ct_sink_ack(&options, count_bytes, t);
  if (!sink) return CT_NO_MEMORY;
  enum ct_status status = read_into(false, false, text, size, sink);
  enum ct_status end = sink->finish(sink);
  sink->free(sink);
  return status != CT_OK ? status : end;
}

START_TEST(writing_without_memory) {
  size_t size;
  char *text = claims_text(&size);
  tally whole = {0, 0};
  ck_assert_int_eq(write_once(text, size, &whole), CT_OK);
  enum ct_status status = CT_NO_MEMORY;
  uint64_t n = 1;
  for (; status != CT_OK; n++) {
    tally t = {0, 0};
    ct_mem_fail_after(n);
    status = write_once(text, size, &t);
    ct_mem_fail_after(0);
    if (status == CT_OK)
      ck_assert_uint_eq(t.bytes, whole.bytes);
    else
      ck_assert_int_eq(status, CT_NO_MEMORY);
  }
  ck_assert_uint_gt(n, 5);
  free(text);
}
END_TEST

typedef struct explained {
  const char *sent, *ack;
  size_t sent_size, ack_size;
  enum ct_ack_format format;
  bool summary;
} explained;

static enum ct_status read_both(const explained *x, ct_back_book *book, ct_join *join,
                                ct_ack_rows *rows) {
  enum ct_status status = read_into(true, true, x->sent, x->sent_size, ct_join_scan(join));
  if (status == CT_OK)
    status = read_into(true, x->summary, x->sent, x->sent_size, ct_join_read(join, "sent", x->summary));
  if (status != CT_OK || !book->ok) return status;
  ct_join_finish(join);
  return ct_ack_rows_finish(rows);
}

static enum ct_status explain_once(const explained *x, size_t *written) {
  tally t = {0, 0};
  ct_buffer out;
  ct_buffer_init(&out, count_bytes, &t);
  enum ct_status status = CT_NO_MEMORY;
  ct_join *join = NULL;
  ct_back_book *book = ct_back_new();
  ct_ack_rows *rows = ct_ack_rows_new(&out, x->format, x->summary);
  if (book && rows) {
    book->file = "ack";
    status = read_into(true, true, x->ack, x->ack_size, &book->sink);
    if (status == CT_OK) {
      ct_back_close(book);
      join = ct_join_new(book, ct_ack_rows_add, rows);
      status = join ? read_both(x, book, join, rows) : CT_NO_MEMORY;
    }
  }
  ct_join_free(join);
  ct_ack_rows_free(rows);
  ct_back_free(book);
  enum ct_status end = ct_buffer_flush(&out);
  ct_buffer_free(&out);
  *written = t.bytes;
  return status != CT_OK ? status : end;
}

START_TEST(explaining_without_memory) {
  const ct_ack_options options = {.now = SUPPORT_NOW, .control = 1, .ta1 = CT_ACK_TA1_ALWAYS};
  explained x = {.summary = _i >= 3, .format = (enum ct_ack_format)(_i % 3)};
  char *text = claims_text(&x.sent_size);
  support_ack ack = support_ack_write(grammars, &options, text, x.sent_size);
  x.sent = text;
  x.ack = ack.text;
  x.ack_size = ack.size;
  size_t whole, bytes;
  ck_assert_int_eq(explain_once(&x, &whole), CT_OK);
  enum ct_status status = CT_NO_MEMORY;
  uint64_t n = 1;
  for (; status != CT_OK; n++) {
    ct_mem_fail_after(n);
    status = explain_once(&x, &bytes);
    ct_mem_fail_after(0);
    if (status == CT_OK)
      ck_assert_uint_eq(bytes, whole);
    else
      ck_assert_int_eq(status, CT_NO_MEMORY);
  }
  ck_assert_uint_gt(n, 10);
  support_ack_free(&ack);
  free(text);
}
END_TEST

int main(void) {
  ct_error error;
  if (ct_grammars_open(&grammars, &error) != CT_OK) return EXIT_FAILURE;
  Suite *suite = suite_create("ack memory");
  TCase *tests = tcase_create("ack memory");
  tcase_set_timeout(tests, 120);
  suite_add_tcase(suite, tests);
  tcase_add_test(tests, errors_in_every_claim_stream);
  tcase_add_test(tests, counts_of_sets_keep_to_six_digits);
  tcase_add_test(tests, writing_without_memory);
  tcase_add_loop_test(tests, explaining_without_memory, 0, 6);
  int status = support_run(suite);
  ct_grammars_close(grammars);
  return status;
}
