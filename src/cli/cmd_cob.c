/*
 * cmd_cob.c -- claimtree cob: from a remittance to the claim for the next payer.
 *
 * Knows the options and the tables they name.  Pairing and writing are src/out's.
 */
#include "cli/commands.h"

#include "base/date.h"
#include "base/mem.h"
#include "cli/remit_files.h"
#include "cli/table.h"
#include "out/cob_print.h"

#include <time.h>

static const char usage[] =
    "usage: claimtree cob --claims=SENT.837 [OPTION]... REMIT.835...\n"
    "       claimtree cob --to=xml|json|csv|dde [OPTION]... REMIT.835...\n"
    "\n"
    "Pairs each claim of the remittances with the claim that it pays and writes that claim\n"
    "for the next payer, with what the payer paid and adjusted.\n"
    "\n"
    "  --claims=FILE           claims that were sent (837I); may repeat\n"
    "  --to=837|xml|json|csv|dde\n"
    "                          the claims (837), or the coordination of benefits alone;\n"
    "                          dde: the fields of the entry screens\n"
    "  --format=text|csv       how --to=dde is written (text)\n"
    "  --unmatched=FILE        keep what was refused or pairs with no claim, as an 835\n"
    "  --partner=NAME|FILE.xml what is written keeps this trading partner's profile\n"
    "  --next-payer=FILE.csv   who is next: claim number or *, payer name, payer id, member id,\n"
    "                          relationship of the patient, claim filing indicator\n"
    "  --carriers=FILE.tsv     payer id, carrier code and name: payers as the next one knows them\n"
    "  --sender=ID             ISA06 and GS02 of what is written (the profile's, else the 837's)\n"
    "  --receiver=ID           ISA08 and GS03, and 1000B where the profile does not tell\n"
    "  --include-crossover     also what the payer sent on itself (CLP02 19, 20, 21)\n"
    "  --now=TIME              date of what is written, as 2026-11-22T12:00:00Z (now)\n"
    "  --control=N             control number of the first interchange written (1)\n"
    "  -o, --output=FILE       write there instead of standard output\n"
    "  --no-progress           no progress line on standard error\n"
    "  -h, --help              print this\n"
    "\n"
    "Exit status: 0 everything is written, 1 something is refused or unmatched, 2 trouble.\n";

enum { CLAIMS, TO, FORMAT, UNMATCHED, NEXT_PAYER, CARRIERS, SENDER, RECEIVER, CROSSOVER };

static const ct_cli_option options[] = {{"claims", 0, CT_CLI_VALUE, CLAIMS},
                                        {"to", 0, CT_CLI_VALUE, TO},
                                        {"format", 0, CT_CLI_VALUE, FORMAT},
                                        {"unmatched", 0, CT_CLI_VALUE, UNMATCHED},
                                        CT_CLI_OPT_PARTNER,
                                        {"next-payer", 0, CT_CLI_VALUE, NEXT_PAYER},
                                        {"carriers", 0, CT_CLI_VALUE, CARRIERS},
                                        {"sender", 0, CT_CLI_VALUE, SENDER},
                                        {"receiver", 0, CT_CLI_VALUE, RECEIVER},
                                        {"include-crossover", 0, CT_CLI_FLAG, CROSSOVER},
                                        CT_CLI_OPT_NOW,
                                        CT_CLI_OPT_CONTROL,
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_NO_PROGRESS,
                                        CT_CLI_OPT_END};

enum { TO_837, TO_XML, TO_JSON, TO_CSV, TO_DDE };

typedef struct cob_run {
  ct_cli_list claims;
  int to, format; /* to: -1 not said */
  const char *unmatched, *next_payer, *carriers_file;
  ct_cob_options options;
  ct_table carrier_table, row_table;
  ct_cob_carriers carriers;
  ct_cob_rows rows;
  ct_grammars *reading;
  ct_transform transform;
  ct_cob *cob;
} cob_run;

/* ---- options --------------------------------------------------------------------------------- */

static int set_id(ct_cli *cli, const char **id, const char *name, const char *value) {
  size_t n = strlen(value);
  if (n < 2 || n > 15) return ct_cli_usage_error(cli, "--%s takes 2 to 15 characters", name);
  *id = value;
  return CT_CLI_GO;
}

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  static const char *const to[] = {"837", "xml", "json", "csv", "dde", NULL};
  static const char *const formats[] = {"text", "csv", NULL};
  cob_run *r = ctx;
  switch (id) {
  case CLAIMS:
    return ct_cli_list_add(cli, &r->claims, value) ? CT_CLI_GO : 2;
  case TO:
    r->to = ct_cli_choice(value, to);
    if (r->to < 0) return ct_cli_usage_error(cli, "--to takes 837, xml, json, csv or dde");
    return CT_CLI_GO;
  case FORMAT:
    r->format = ct_cli_choice(value, formats);
    if (r->format < 0) return ct_cli_usage_error(cli, "--format takes text or csv");
    return CT_CLI_GO;
  case UNMATCHED:
    r->unmatched = value;
    return CT_CLI_GO;
  case NEXT_PAYER:
    r->next_payer = value;
    return CT_CLI_GO;
  case CARRIERS:
    r->carriers_file = value;
    return CT_CLI_GO;
  case SENDER:
    return set_id(cli, &r->options.heading.sender, "sender", value);
  case RECEIVER:
    return set_id(cli, &r->options.heading.receiver, "receiver", value);
  default:
    r->options.include_crossover = true;
    return CT_CLI_GO;
  }
}

static int check_options(cob_run *r, ct_cli *cli) {
  bool claims = r->claims.count > 0;
  if (r->to < 0 && !claims)
    return ct_cli_usage_error(cli, "--claims=FILE is needed, or --to=xml, json, csv or dde");
  if (r->to < 0) r->to = TO_837;
  if (r->to == TO_837 && !claims) return ct_cli_usage_error(cli, "--to=837 needs --claims=FILE");
  if (r->format >= 0 && r->to != TO_DDE)
    return ct_cli_usage_error(cli, "--format goes with --to=dde");
  return CT_CLI_GO;
}

/* ---- tables ------------------------------------------------------------------------------------- */

static bool read_carriers(cob_run *r, ct_cli *cli) {
  if (!r->carriers_file) return true;
  if (!ct_table_read(cli, &r->carrier_table, r->carriers_file, '\t')) return false;
  r->carriers.each = ct_mem_zalloc(r->carrier_table.count + 1, sizeof *r->carriers.each);
  if (!r->carriers.each) return false;
  for (size_t i = 0; i < r->carrier_table.count; i++) {
    const ct_slice *row = r->carrier_table.rows[i];
    if (!row[1].len) {
      ct_cli_trouble(cli, "%s: row %zu has no carrier code", r->carriers_file, i + 1);
      return false;
    }
    r->carriers.each[r->carriers.count++] = (ct_cob_carrier){row[0], row[1], row[2]};
  }
  return true;
}

static bool read_rows(cob_run *r, ct_cli *cli) {
  if (!r->next_payer) return true;
  if (!ct_table_read(cli, &r->row_table, r->next_payer, ',')) return false;
  r->rows.each = ct_mem_zalloc(r->row_table.count + 1, sizeof *r->rows.each);
  if (!r->rows.each) return false;
  for (size_t i = 0; i < r->row_table.count; i++) {
    const ct_slice *f = r->row_table.rows[i];
    r->rows.each[r->rows.count++] = (ct_cob_row){f[0], f[1], f[2], f[3], f[4], f[5]};
  }
  return true;
}

/* ---- what is said --------------------------------------------------------------------------------- */

static void tell(void *ctx, enum ct_cob_told kind, const char *file, ct_slice id,
                 const char *why) {
  static const char *const words[] = {"refused: ", "unmatched: ", ""};
  ct_cli *cli = ctx;
  char shown[120];
  ct_buffer b;
  ct_buffer_init(&b, NULL, NULL);
  ct_buffer_plain(&b, id);
  snprintf(shown, sizeof shown, "%.*s", (int)(b.len < 100 ? b.len : 100), b.data ? b.data : "");
  ct_buffer_free(&b);
  if (strcmp(file, "-") == 0) file = "standard input";
  if (id.len || kind != CT_COB_SAYS_NOTE)
    ct_cli_warn(cli, "%s: claim %s: %s%s", file, shown, words[kind], why);
  else
    ct_cli_warn(cli, "%s: %s", file, why);
  if (kind != CT_COB_SAYS_NOTE) ct_cli_reject(cli);
}

/* What the command does not say of sender and receiver, the profile may. */
static void ask_profile(ct_cob_heading *h, const ct_grammars *writing) {
  const ct_guide_info *g;
  for (size_t i = 0; (g = ct_grammars_guide(writing, i)) != NULL; i++) {
    if (strcmp(g->set, "837") != 0) continue;
    if (!h->sender) h->sender = g->sender;
    if (!h->receiver) h->receiver = g->receiver;
    if (!h->addressee) h->addressee = g->receiver; /* one partner may have several mailboxes */
  }
  if (!h->addressee) h->addressee = h->receiver;
}

static void set_heading(cob_run *r, ct_cli *cli) {
  r->options.now = cli->has_now ? cli->now : (int64_t)time(NULL);
  ct_clock k = ct_clock_from_epoch(r->options.now);
  ct_cob_heading *h = &r->options.heading;
  snprintf(h->date, sizeof h->date, "%04u%02u%02u", (unsigned)k.year % 10000,
           (unsigned)k.month % 100, (unsigned)k.day % 100);
  snprintf(h->time, sizeof h->time, "%02u%02u", (unsigned)k.hour % 100, (unsigned)k.minute % 100);
}

/* ---- the run ----------------------------------------------------------------------------------------- */

static bool one_remit(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  cob_run *r = ctx;
  (void)cli;
  return ct_remit_add(&r->transform, &r->cob->remits, file);
}

static bool open_run(cob_run *r, ct_cli *cli) {
  if (!read_carriers(r, cli) || !read_rows(r, cli)) return false;
  r->reading = ct_remit_grammars(cli);
  const ct_grammars *writing = r->reading ? ct_cli_grammars(cli) : NULL;
  if (!writing || !ct_remit_open(&r->transform, cli, r->reading)) return false;
  set_heading(r, cli);
  ask_profile(&r->options.heading, writing);
  ct_cob_options *o = &r->options;
  o->reading = r->reading;
  o->writing = writing;
  o->carriers = &r->carriers;
  o->rows = &r->rows;
  o->control = cli->control;
  o->has_partner = cli->partners.count > 0;
  o->dde = r->to == TO_DDE;
  o->without_claims = r->claims.count == 0;
  o->tell = tell;
  o->tell_ctx = cli;
  r->cob = ct_cob_new(o);
  if (!r->cob) ct_cli_trouble(cli, "out of memory");
  return r->cob != NULL;
}

static enum ct_status write_result(cob_run *r, ct_buffer *out) {
  static const enum ct_cob_format formats[] = {CT_COB_XML, CT_COB_XML, CT_COB_JSON, CT_COB_CSV,
                                               CT_COB_DDE};
  if (r->to == TO_837) return ct_cob_write(r->cob, out);
  ct_cob_print print = {.format = formats[r->to], .out = out, .carriers = &r->carriers};
  if (r->to == TO_DDE && r->format == 1) print.format = CT_COB_DDE_CSV;
  ct_cob_print_begin(&print);
  enum ct_status status = ct_cob_list(r->cob, ct_cob_print_entry, &print);
  ct_cob_print_end(&print);
  return status;
}

static ptrdiff_t to_output(void *output, const char *bytes, size_t size) {
  return ct_output_write(output, bytes, size);
}

static void write_unmatched(cob_run *r, ct_cli *cli) {
  ct_output *file;
  if (!r->unmatched) return;
  if (ct_output_open(&file, r->unmatched) != CT_OK) {
    ct_cli_status_trouble(cli, CT_IO, r->unmatched, NULL);
    return;
  }
  ct_buffer out;
  ct_buffer_init(&out, to_output, file);
  enum ct_status status = ct_cob_write_unmatched(r->cob, &out);
  if (status == CT_OK) status = ct_buffer_flush(&out);
  if (status == CT_OK)
    status = ct_output_commit(file);
  else
    ct_output_discard(file);
  ct_buffer_free(&out);
  if (status != CT_OK) ct_cli_status_trouble(cli, status, r->unmatched, NULL);
}

static void do_run(cob_run *r, ct_cli *cli) {
  for (size_t i = 0; i < r->claims.count; i++)
    if (!ct_remit_add_named(&r->transform, &r->cob->claims, r->claims.item[i])) return;
  ct_cli_each_file(cli, one_remit, r);
  enum ct_status status = ct_cob_pair(r->cob);
  ct_buffer *out = status == CT_OK ? ct_cli_output(cli) : NULL;
  if (status == CT_OK && !out) return; /* told */
  if (status == CT_OK) status = write_result(r, out);
  if (status != CT_OK) {
    ct_cli_trouble(cli, "%s",
                   status == CT_NO_MEMORY ? "out of memory" : "a file could not be read again");
    ct_cli_output_discard(cli);
    return;
  }
  write_unmatched(r, cli);
}

static void close_run(cob_run *r) {
  ct_cob_free(r->cob);
  ct_transform_close(&r->transform);
  ct_grammars_close(r->reading);
  ct_table_free(&r->carrier_table);
  ct_table_free(&r->row_table);
  ct_mem_free(r->carriers.each);
  ct_mem_free(r->rows.each);
}

static int run(ct_cli *cli) {
  cob_run r = {.to = -1, .format = -1};
  int stop = ct_cli_parse(cli, options, set_option, &r);
  if (stop == CT_CLI_GO) stop = check_options(&r, cli);
  if (stop == CT_CLI_GO && open_run(&r, cli)) do_run(&r, cli);
  close_run(&r);
  ct_mem_free(r.claims.item);
  return stop == CT_CLI_GO ? ct_cli_close(cli) : stop;
}

const ct_cli_command ct_cmd_cob = {
    "cob", "write the next payer's claims from remittances", usage, options, run};
