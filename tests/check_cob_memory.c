/*
 * check_cob_memory.c -- cob, recoup and reconcile when there is no memory, at every point where it
 * may run out: they say so, or what they write is whole.
 */
#include "base/mem.h"
#include "out/cob_print.h"
#include "out/reconcile.h"
#include "out/recoup.h"
#include "support.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct result {
  ct_buffer out, left; /* taken by value; freed by the test */
  unsigned told;
} result;

typedef enum ct_status run_fn(const ct_grammars *plain, const ct_grammars *partner, result *);

static void on_told(void *ctx, enum ct_cob_told kind, const char *file, ct_slice id,
                    const char *why) {
  (void)kind, (void)file, (void)id, (void)why;
  (*(unsigned *)ctx)++;
}

static enum ct_status add(ct_cob_store *store, ct_reader *reader, const char *name) {
  if (!reader) return CT_NO_MEMORY;
  int fd = open(name, O_RDONLY | O_CLOEXEC);
  ck_assert_int_ge(fd, 0);
  enum ct_status status = ct_cob_store_add(store, reader, name, fd);
  close(fd);
  return status;
}

static enum ct_status cob(const ct_grammars *plain, const ct_grammars *partner, bool listed,
                          bool alone, result *r) {
  const ct_options quiet = {.quiet = true};
  const ct_cob_options options = {.reading = plain,
                                  .writing = partner,
                                  .heading = {.receiver = "DMA7384",
                                              .addressee = "DMA7384",
                                              .date = "20260601",
                                              .time = "1200"},
                                  .control = 1,
                                  .without_claims = alone,
                                  .tell = on_told,
                                  .tell_ctx = &r->told};
  ct_cob_print print = {.format = CT_COB_JSON, .out = &r->out};
  ct_cob *c = ct_cob_new(&options);
  ct_reader *reader = ct_reader_new(plain, &quiet);
  enum ct_status status = c && reader ? CT_OK : CT_NO_MEMORY;
  if (status == CT_OK && !alone) status = add(&c->claims, reader, "testdata/remit/payers.837");
  if (status == CT_OK && !alone) status = add(&c->claims, reader, "testdata/remit/medicare.837");
  if (status == CT_OK) status = add(&c->remits, reader, "testdata/remit/payers-medicare.835");
  if (status == CT_OK) status = add(&c->remits, reader, "testdata/remit/medicare.835");
  if (status == CT_OK) status = add(&c->remits, reader, "testdata/remit/reversal.835");
  if (status == CT_OK) status = ct_cob_pair(c);
  if (status == CT_OK && listed) status = ct_cob_list(c, ct_cob_print_entry, &print);
  if (status == CT_OK && !listed) status = ct_cob_write(c, &r->out);
  if (status == CT_OK) status = ct_cob_write_unmatched(c, &r->left);
  ct_reader_free(reader);
  ct_cob_free(c);
  return status;
}

static enum ct_status writes(const ct_grammars *plain, const ct_grammars *partner, result *r) {
  return cob(plain, partner, false, false, r);
}

static enum ct_status lists(const ct_grammars *plain, const ct_grammars *partner, result *r) {
  return cob(plain, partner, true, false, r);
}

static enum ct_status lists_alone(const ct_grammars *plain, const ct_grammars *partner, result *r) {
  return cob(plain, partner, true, true, r);
}

static enum ct_status recoups(const ct_grammars *plain, const ct_grammars *partner, result *r) {
  (void)partner;
  const ct_recoup_options options = {.provider_id = "110099999Z", .mce_name = "CLARION"};
  ct_recoup *recoup = ct_recoup_new(&options, &r->out);
  ct_reader *reader = ct_reader_new(plain, &(ct_options){.quiet = true});
  enum ct_status status = recoup && reader ? CT_OK : CT_NO_MEMORY;
  int fd = open("testdata/remit/reversal.835", O_RDONLY | O_CLOEXEC);
  ck_assert_int_ge(fd, 0);
  if (status == CT_OK) status = ct_reader_set_fd(reader, fd);
  ct_sink *sink = recoup ? ct_recoup_sink(recoup) : NULL;
  if (status == CT_OK) status = ct_reader_run(reader, &sink, 1);
  if (status == CT_OK) ck_assert_uint_eq(ct_recoup_finish(recoup)->rows, 1);
  close(fd);
  ct_reader_free(reader);
  ct_recoup_free(recoup);
  return status;
}

static enum ct_status reconciles(const ct_grammars *plain, const ct_grammars *partner, result *r) {
  (void)partner;
  const ct_cob_options options = {.reading = plain,
                                  .writing = plain,
                                  .any_payment = true,
                                  .tell = on_told,
                                  .tell_ctx = &r->told};
  ct_cob *c = ct_cob_new(&options);
  ct_acks *acks = ct_acks_new();
  ct_reader *reader = ct_reader_new(plain, &(ct_options){.quiet = true});
  ct_reader *shallow = ct_reader_new(plain, &(ct_options){.quiet = true, .shallow = true});
  enum ct_status status = c && acks && reader && shallow ? CT_OK : CT_NO_MEMORY;
  int fd = open("testdata/remit/rejected.999", O_RDONLY | O_CLOEXEC);
  ck_assert_int_ge(fd, 0);
  if (status == CT_OK) status = add(&c->claims, reader, "testdata/remit/medicare.837");
  if (status == CT_OK) status = add(&c->claims, reader, "testdata/remit/tufts.837");
  if (status == CT_OK) status = add(&c->remits, reader, "testdata/remit/medicare.835");
  if (status == CT_OK) status = ct_acks_add(acks, shallow, "rejected.999", fd);
  if (status == CT_OK) status = ct_reconcile(c, acks, shallow, CT_RECONCILE_TEXT, &r->out);
  close(fd);
  ct_reader_free(shallow);
  ct_reader_free(reader);
  ct_acks_free(acks);
  ct_cob_free(c);
  return status;
}

static const struct {
  run_fn *run;
  unsigned told;
  const char *out, *left; /* what is there in the end */
} rows[] = {{writes, 3, "CLM*COBAID-5*", "CLP*COBAID-3*22*"},
            {lists, 2, "\"claim\":\"ROW-1\"", "CLP*COBAID-3*22*"},
            {lists_alone, 2, "\"claim\":\"ROW-1\"", "CLP*COBAID-3*22*"},
            {recoups, 0, "591.22", NULL},
            {reconciles, 0, "COBAID-2              rejected", NULL}};

static void begin(result *r) {
  *r = (result){.told = 0};
  ct_buffer_init(&r->out, NULL, NULL);
  ct_buffer_init(&r->left, NULL, NULL);
}

static void end(result *r) {
  ct_buffer_free(&r->out);
  ct_buffer_free(&r->left);
}

static bool holds(ct_buffer *b, const char *text) {
  ct_buffer_char(b, '\0');
  return b->data && strstr(b->data, text) != NULL;
}

static bool same(const ct_buffer *a, const ct_buffer *b) {
  return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

START_TEST(it_is_told_or_all_is_there) {
  ct_error error;
  ct_grammars *plain, *partner;
  ck_assert_int_eq(ct_grammars_open(&plain, &error), CT_OK);
  ck_assert_int_eq(ct_grammars_open(&partner, &error), CT_OK);
  ck_assert_int_eq(ct_grammars_add_partner(partner, "masshealth", &error), CT_OK);
  result whole, now;
  begin(&whole);
  ck_assert_int_eq(rows[_i].run(plain, partner, &whole), CT_OK);
  ck_assert_uint_eq(whole.told, rows[_i].told);
  enum ct_status status = CT_NO_MEMORY;
  uint64_t n = 1;
  for (; status != CT_OK; n++) {
    begin(&now);
    ct_mem_fail_after(n);
    status = rows[_i].run(plain, partner, &now);
    ct_mem_fail_after(0);
    ck_assert_msg(status == CT_OK || status == CT_NO_MEMORY, "allocation %u: %s", (unsigned)n,
                  ct_status_name(status));
    if (status == CT_OK) {
      ck_assert_uint_eq(now.told, whole.told);
      ck_assert(same(&now.out, &whole.out) && same(&now.left, &whole.left));
    }
    end(&now);
  }
  ck_assert_uint_gt(n, 20);
  ck_assert(holds(&whole.out, rows[_i].out));
  if (rows[_i].left) ck_assert(holds(&whole.left, rows[_i].left));
  end(&whole);
  ct_grammars_close(partner);
  ct_grammars_close(plain);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("cob without memory");
  TCase *tests = tcase_create("memory");
  suite_add_tcase(suite, tests);
  tcase_add_loop_test(tests, it_is_told_or_all_is_there, 0, sizeof rows / sizeof *rows);
  return support_run(suite);
}
