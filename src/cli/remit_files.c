/*
 * remit_files.c -- reads files into an index of claims, telling what cannot be read.
 */
#include "cli/remit_files.h"

enum { MAX_SEGMENT = 1 << 20 };

ct_grammars *ct_remit_grammars(ct_cli *cli) {
  ct_grammars *g = NULL;
  ct_error error = {""};
  if (ct_grammars_open(&g, &error) == CT_OK) return g;
  ct_cli_trouble(cli, "%s", error.text);
  return NULL;
}

/* Whether the finding stands in the way of an index: not X12, cut short, a guide nobody knows. */
static bool minds(const ct_finding *f) {
  static const char *const always[] = {"not-x12", "truncated", "limit-exceeded"};
  if (f->severity != CT_ERROR) return false;
  for (size_t i = 0; i < sizeof always / sizeof *always; i++)
    if (strcmp(f->info->id, always[i]) == 0) return true;
  return strcmp(f->info->id, "version-not-supported") == 0 && f->where.set.len > 0;
}

void ct_remit_finding(void *ctx, const ct_finding *f) {
  ct_transform *t = ctx;
  if (!minds(f)) return;
  char message[512];
  ct_finding_message(f, true, message, sizeof message);
  ct_transform_refuse(t, f->where.offset, message);
}

bool ct_remit_open(ct_transform *t, ct_cli *cli, const ct_grammars *grammars) {
  ct_options options = {.quiet = true, .max_segment = MAX_SEGMENT, .simd = cli->simd};
  *t = (ct_transform){.cli = cli, .file = "-", .by_claim = true};
  t->reader = ct_reader_new(grammars, &options);
  if (!t->reader) ct_cli_trouble(cli, "out of memory");
  if (t->reader) ct_reader_on_finding(t->reader, ct_remit_finding, t);
  return t->reader != NULL;
}

bool ct_remit_add(ct_transform *t, ct_cob_store *store, const ct_cli_file *file) {
  t->file = file->name;
  size_t before = store->set_count;
  uint64_t refused = t->refused, strays = store->strays;
  enum ct_status status = ct_cob_store_add(store, t->reader, file->name, file->fd);
  if (status != CT_OK) ct_cli_status_trouble(t->cli, status, file->name, t->reader);
  if (status == CT_OK && store->set_count == before && t->refused == refused) {
    ct_cli_warn(t->cli, "%s: there is no %s in it", file->name, store->code);
    ct_cli_reject(t->cli);
  }
  if (status == CT_OK && store->strays != strays) {
    ct_cli_warn(t->cli, "%s: %llu claims are left out: no guide built in has them there", file->name,
                (unsigned long long)(store->strays - strays));
    ct_cli_reject(t->cli);
  }
  return status != CT_NO_MEMORY;
}

bool ct_remit_add_named(ct_transform *t, ct_cob_store *store, const char *name) {
  ct_cli_file file;
  if (!ct_cli_open_file(t->cli, name, &file)) return true;
  bool go_on = ct_remit_add(t, store, &file);
  ct_cli_close_file(&file);
  return go_on;
}
