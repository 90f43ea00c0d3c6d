/*
 * cmd_reconcile.c -- claimtree reconcile: what became of each claim that was sent.
 *
 * Knows which of the files are claims and which remittances: by what is in them.
 */
#include "cli/commands.h"

#include "base/mem.h"
#include "cli/remit_files.h"
#include "out/reconcile.h"

static const char usage[] =
    "usage: claimtree reconcile [OPTION]... SENT.837... REMIT.835...\n"
    "\n"
    "Lists each claim that was sent, once, with what became of it: unanswered, rejected,\n"
    "denied, paid in full, paid short (by how much, and why), reversed; then the totals.\n"
    "Which files are claims and which remittances is told by what is in them.\n"
    "\n"
    "  --acks=FILE             999 and TA1 that came back; may repeat\n"
    "  --to=text|csv|json      (text)\n"
    "  -o, --output=FILE       write there instead of standard output\n"
    "  --no-progress           no progress line on standard error\n"
    "  -h, --help              print this\n"
    "\n"
    "Exit status: 0 done, 1 a file is not X12 or is cut short, or a payment pairs with no claim,\n"
    "2 trouble.\n";

enum { ACKS, TO };

static const ct_cli_option options[] = {{"acks", 0, CT_CLI_VALUE, ACKS},
                                        {"to", 0, CT_CLI_VALUE, TO},
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_NO_PROGRESS,
                                        CT_CLI_OPT_END};

typedef struct reconcile_run {
  ct_cli_list ack_files;
  int to;
  ct_grammars *grammars;
  ct_transform transform;
  ct_reader *shallow; /* of acknowledgments */
  ct_acks *acks;
  ct_cob *cob;
} reconcile_run;

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  static const char *const to[] = {"text", "csv", "json", NULL};
  reconcile_run *r = ctx;
  if (id == ACKS) return ct_cli_list_add(cli, &r->ack_files, value) ? CT_CLI_GO : 2;
  r->to = ct_cli_choice(value, to);
  if (r->to < 0) return ct_cli_usage_error(cli, "--to takes text, csv or json");
  return CT_CLI_GO;
}

static void tell(void *ctx, enum ct_cob_told kind, const char *file, ct_slice id,
                 const char *why) {
  ct_cli *cli = ctx;
  ct_buffer shown;
  ct_buffer_init(&shown, NULL, NULL);
  ct_buffer_plain(&shown, id);
  ct_cli_warn(cli, "%s: claim %.*s: %s", file, (int)(shown.len < 100 ? shown.len : 100),
              shown.data ? shown.data : "", why);
  ct_buffer_free(&shown);
  if (kind != CT_COB_SAYS_NOTE) ct_cli_reject(cli);
}

/* The first set of a file tells whether it holds claims or remittances. */
static bool is_835(reconcile_run *r, int fd) {
  const ct_event *ev;
  bool found = false;
  enum ct_status status = ct_reader_set_fd(r->transform.reader, fd);
  while (status == CT_OK && (status = ct_reader_next(r->transform.reader, &ev)) == CT_OK) {
    if (ev->kind != CT_EV_SET) continue;
    found = ev->segment && ct_slice_is(ct_segment_element(ev->segment, 1), "835");
    break;
  }
  return found;
}

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  reconcile_run *r = ctx;
  int fd = -1;
  enum ct_status status = ct_cob_twice(file->fd, &fd);
  if (status != CT_OK) {
    ct_cli_status_trouble(cli, status, file->name, NULL);
    return true;
  }
  ct_cli_file copy = *file;
  copy.fd = fd;
  r->transform.file = file->name;
  uint64_t refused = r->transform.refused;
  bool remit = is_835(r, fd);
  bool told = r->transform.refused != refused;
  if (ct_cob_rewind(fd) && !told)
    told = !ct_remit_add(&r->transform, remit ? &r->cob->remits : &r->cob->claims, &copy);
  ct_cli_close_file(&copy);
  return cli->status < 2 || !told;
}

static bool open_run(reconcile_run *r, ct_cli *cli) {
  r->grammars = ct_remit_grammars(cli);
  if (!r->grammars || !ct_remit_open(&r->transform, cli, r->grammars)) return false;
  ct_cob_options o = {.reading = r->grammars,
                      .writing = r->grammars,
                      .any_payment = true,
                      .tell = tell,
                      .tell_ctx = cli};
  r->cob = ct_cob_new(&o);
  r->acks = ct_acks_new();
  r->shallow = ct_reader_new(r->grammars, &(ct_options){.quiet = true, .shallow = true});
  if (r->shallow) ct_reader_on_finding(r->shallow, ct_remit_finding, &r->transform);
  if (r->cob && r->acks && r->shallow) return true;
  ct_cli_trouble(cli, "out of memory");
  return false;
}

static void do_run(reconcile_run *r, ct_cli *cli) {
  ct_cli_each_file(cli, one_file, r);
  for (size_t i = 0; i < r->ack_files.count; i++) {
    ct_cli_file file;
    if (!ct_cli_open_file(cli, r->ack_files.item[i], &file)) continue;
    r->transform.file = file.name;
    uint64_t before = ct_acks_count(r->acks), refused = r->transform.refused;
    enum ct_status status = ct_acks_add(r->acks, r->shallow, r->ack_files.item[i], file.fd);
    if (status != CT_OK) ct_cli_status_trouble(cli, status, file.name, r->shallow);
    if (status == CT_OK && ct_acks_count(r->acks) == before && r->transform.refused == refused) {
      ct_cli_warn(cli, "%s: there is no TA1, 999 or 997 in it", file.name);
      ct_cli_reject(cli);
    }
    ct_cli_close_file(&file);
  }
  ct_reader_on_finding(r->shallow, NULL, NULL);
  ct_buffer *out = ct_cli_output(cli);
  if (!out) return;
  enum ct_status status = ct_reconcile(r->cob, r->acks, r->shallow, (enum ct_reconcile_format)r->to, out);
  if (status == CT_OK || out->status != CT_OK) return;
  ct_cli_trouble(cli, "%s", status == CT_NO_MEMORY ? "out of memory"
                            : status == CT_LIMIT   ? "the totals are too large"
                                                   : "a file could not be read again");
  ct_cli_output_discard(cli);
}

static int run(ct_cli *cli) {
  reconcile_run r = {.to = 0};
  int stop = ct_cli_parse(cli, options, set_option, &r);
  if (stop == CT_CLI_GO && open_run(&r, cli)) do_run(&r, cli);
  ct_cob_free(r.cob);
  ct_acks_free(r.acks);
  ct_reader_free(r.shallow);
  ct_transform_close(&r.transform);
  ct_grammars_close(r.grammars);
  ct_mem_free(r.ack_files.item);
  return stop == CT_CLI_GO ? ct_cli_close(cli) : stop;
}

const ct_cli_command ct_cmd_reconcile = {
    "reconcile", "tell what became of each claim sent", usage, options, run};
