/*
 * cmd_split.c -- claimtree split: a file in parts, each an interchange of its own.
 *
 * Knows the options and which part a claim or a set goes to.  What is written is src/out's.
 */
#include "cli/commands.h"

#include "base/mem.h"
#include "cli/parts.h"
#include "cli/split_verdict.h"
#include "cli/transform.h"
#include "out/sets.h"

static const char usage[] =
    "usage: claimtree split --by=set|claim|provider|payer [OPTION]... -o DIR [FILE]...\n"
    "       claimtree split --clean=OUT --rejected=OUT [FILE]...\n"
    "\n"
    "Parts files into interchanges of their own: NAME-0001.EXT and so on in DIR; or into what\n"
    "`claimtree check` accepts and what it rejects. Order is kept, nothing is lost or doubled.\n"
    "\n"
    "  --by=set|claim|provider|payer\n"
    "                      a file for each; provider: the billing provider, or payee\n"
    "  --max-claims=N      at most N claims a file (with --by=claim: 1 unless said)\n"
    "  --max-bytes=N       at most N bytes a file, unless one claim, or set, has more\n"
    "  --control=N         ISA13 of the files is N, N+1 ... (that of the source)\n"
    "  -o, --output=DIR    write the files there\n"
    "  --clean=OUT         write the claims without errors there\n"
    "  --rejected=OUT      write the claims with errors there\n"
    "  --no-progress       no progress line on standard error\n"
    "  -h, --help          print this\n"
    "\n"
    "Exit status: 0 done, 1 a file is not X12, is cut short, or something had to be left out,\n"
    "2 trouble.\n";

enum { BY, MAX_CLAIMS, MAX_BYTES, CLEAN, REJECTED };

static const ct_cli_option options[] = {{"by", 0, CT_CLI_VALUE, BY},
                                        {"max-claims", 0, CT_CLI_VALUE, MAX_CLAIMS},
                                        {"max-bytes", 0, CT_CLI_VALUE, MAX_BYTES},
                                        CT_CLI_OPT_CONTROL,
                                        {"clean", 0, CT_CLI_VALUE, CLEAN},
                                        {"rejected", 0, CT_CLI_VALUE, REJECTED},
                                        CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_NO_PROGRESS,
                                        CT_CLI_OPT_END};

enum by { BY_SET, BY_CLAIM, BY_PROVIDER, BY_PAYER };

typedef struct part { /* the file being gathered for a provider, a payer, or all */
  ct_rewrite rewrite;
  char *key;
  size_t key_len;
} part;

typedef struct split_run {
  int by; /* enum by; -1: not said */
  uint64_t max_claims, max_bytes;
  const char *clean, *rejected;
  ct_transform transform;
  ct_parts parts;
  ct_spool spool;
  part *part;
  size_t count, room, last;
} split_run;

static int set_option(void *ctx, ct_cli *cli, int id, const char *value) {
  static const char *const names[] = {"set", "claim", "provider", "payer", NULL};
  split_run *s = ctx;
  switch (id) {
  case BY:
    s->by = ct_cli_choice(value, names);
    if (s->by < 0) return ct_cli_usage_error(cli, "--by takes set, claim, provider or payer");
    return CT_CLI_GO;
  case MAX_CLAIMS:
    if (!ct_cli_number(value, 1, UINT64_MAX, &s->max_claims))
      return ct_cli_usage_error(cli, "--max-claims takes a number from 1");
    return CT_CLI_GO;
  case MAX_BYTES:
    if (!ct_cli_number(value, 1, UINT64_MAX, &s->max_bytes))
      return ct_cli_usage_error(cli, "--max-bytes takes a number from 1");
    return CT_CLI_GO;
  case CLEAN:
    s->clean = value;
    return CT_CLI_GO;
  default:
    s->rejected = value;
    return CT_CLI_GO;
  }
}

/* ---- parts -------------------------------------------------------------------------- */

static enum ct_status write_part(split_run *s, part *p) {
  return ct_rewrite_is_empty(&p->rewrite) ? CT_OK : ct_parts_write(&s->parts, &p->rewrite);
}

static part *new_part(split_run *s, ct_slice key) {
  if (s->count == s->room) {
    size_t room = s->room ? 2 * s->room : 16;
    part *more = ct_mem_resize(s->part, room, sizeof *more);
    if (!more) return NULL;
    s->part = more;
    s->room = room;
  }
  part *p = &s->part[s->count];
  ct_rewrite_init(&p->rewrite, &s->spool);
  p->key = ct_mem_copy_text(key.ptr, key.len);
  p->key_len = key.len;
  if (!p->key) return NULL;
  s->last = s->count++;
  return p;
}

/* That of the key: the last one mostly.  NULL: no memory. */
static part *part_of(split_run *s, ct_slice key) {
  for (size_t k = 0; k < s->count; k++) {
    size_t i = (s->last + k) % s->count;
    if (!ct_slice_same(key, ct_slice_make(s->part[i].key, s->part[i].key_len))) continue;
    s->last = i;
    return &s->part[i];
  }
  return new_part(s, key);
}

static enum ct_status write_all(split_run *s) {
  enum ct_status status = CT_OK;
  for (size_t i = 0; i < s->count; i++) {
    if (status == CT_OK) status = write_part(s, &s->part[i]);
    ct_rewrite_free(&s->part[i].rewrite);
    ct_mem_free(s->part[i].key);
  }
  s->count = s->last = 0;
  ct_spool_clear(&s->spool);
  return status == CT_OK ? s->spool.status : status;
}

/* Whether so many claims and bytes more are too much for the part as it is. */
static bool is_full(const split_run *s, const part *p, uint64_t claims, uint64_t bytes) {
  if (ct_rewrite_is_empty(&p->rewrite)) return false;
  if (s->max_claims && p->rewrite.claims + claims > s->max_claims) return true;
  if (s->max_bytes && ct_rewrite_size(&p->rewrite) + bytes > s->max_bytes) return true;
  bool one = s->by <= BY_CLAIM && !s->max_claims && !s->max_bytes;
  return one && (s->by == BY_SET || p->rewrite.claims > 0);
}

static enum ct_status make_room(split_run *s, part *p, uint64_t claims, uint64_t bytes) {
  if (!is_full(s, p, claims, bytes)) return CT_OK;
  enum ct_status status = write_part(s, p);
  if (s->by == BY_CLAIM) ct_spool_clear(&s->spool);
  return status;
}

static enum ct_status on_claim(void *ctx, const ct_gathered *c) {
  split_run *s = ctx;
  ct_slice key = s->by == BY_PROVIDER ? c->provider
                 : s->by == BY_PAYER  ? c->payer
                                      : ct_slice_empty();
  part *p = part_of(s, key);
  if (!p) return CT_NO_MEMORY;
  enum ct_status status = make_room(s, p, 1, c->text.len);
  if (status != CT_OK) return status;
  ct_rewrite_claim(&p->rewrite, c);
  return s->spool.status;
}

static enum ct_status on_set_end(void *ctx, const ct_gathered *g, ct_slice tail, uint32_t segments,
                                 uint64_t claims) {
  split_run *s = ctx;
  if (claims == 0) {
    ct_transform_refuse(&s->transform, g->offset, "a set without claims is left out");
    return CT_OK;
  }
  if (s->count) ct_rewrite_set_end(&s->part[s->last].rewrite, g, tail, segments, claims);
  return s->spool.status;
}

static enum ct_status on_set(void *ctx, const ct_sets_set *set) {
  split_run *s = ctx;
  part *p = part_of(s, ct_slice_empty());
  if (!p) return CT_NO_MEMORY;
  enum ct_status status = make_room(s, p, set->claims, set->body.len + set->st.len);
  if (status != CT_OK) return status;
  ct_rewrite_set(&p->rewrite, set->envelope, set->st, set->lead, set->body, set->segments);
  p->rewrite.claims += set->claims;
  return s->spool.status;
}

static enum ct_status on_interchange_end(void *ctx) {
  return write_all(ctx);
}

static void on_left_out(void *ctx, uint64_t offset) {
  split_run *s = ctx;
  ct_transform_refuse(&s->transform, offset, "a segment outside of transaction sets is left out");
}

/* ---- the run --------------------------------------------------------------------------- */

typedef struct feed {
  split_run *split;
  ct_sink *sink;
} feed;

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  feed *f = ctx;
  if (!ct_parts_name(&f->split->parts, file->name)) return false;
  enum ct_status status = ct_transform_run(&f->split->transform, file, f->sink);
  if (status == CT_MISUSE && cli->status == 2) return false; /* told */
  return ct_transform_tell(&f->split->transform, status);
}

static void by_parts(split_run *s, ct_cli *cli) {
  ct_gather_user claims = {s, on_claim, on_set_end, on_interchange_end, on_left_out};
  ct_sets_user sets = {s, &s->spool, on_set, on_interchange_end, on_left_out};
  ct_gather *gather = s->by == BY_SET ? NULL : ct_gather_new(&claims);
  ct_sets *whole = s->by == BY_SET ? ct_sets_new(&sets) : NULL;
  if (gather || whole) {
    feed f = {s, gather ? ct_gather_sink(gather) : ct_sets_sink(whole)};
    ct_cli_each_file(cli, one_file, &f);
  } else {
    ct_cli_trouble(cli, "out of memory");
  }
  ct_gather_free(gather);
  ct_sets_free(whole);
}

static int check_options(const split_run *s, ct_cli *cli) {
  if (s->clean || s->rejected) {
    if (!s->clean || !s->rejected)
      return ct_cli_usage_error(cli, "--clean and --rejected go together");
    if (s->by >= 0 || s->max_claims || s->max_bytes || cli->output_path)
      return ct_cli_usage_error(cli, "--clean and --rejected take no --by, --max-... or -o");
    return CT_CLI_GO;
  }
  if (s->by < 0) return ct_cli_usage_error(cli, "by what? --by=set, claim, provider or payer");
  if (!cli->output_path) return ct_cli_usage_error(cli, "-o DIR says where the files go");
  return CT_CLI_GO;
}

static int run(ct_cli *cli) {
  split_run s = {.by = -1};
  cli->control = 0; /* the source's, unless it is said */
  int stop = ct_cli_parse(cli, options, set_option, &s);
  if (stop == CT_CLI_GO) stop = check_options(&s, cli);
  if (stop != CT_CLI_GO) return stop;
  if (s.clean) return ct_split_verdict(cli, s.clean, s.rejected);
  ct_spool_init(&s.spool);
  /* who takes whole sets without counting their claims need not know what is in them */
  bool shallow = s.by == BY_SET && !s.max_claims;
  if (ct_transform_open(&s.transform, cli, (ct_options){.shallow = shallow}) &&
      ct_parts_open(&s.parts, cli, cli->output_path)) {
    s.parts.control = cli->control;
    s.transform.by_claim = s.by != BY_SET;
    by_parts(&s, cli);
    for (size_t i = 0; i < s.count; i++) { /* left by a run that stopped */
      ct_rewrite_free(&s.part[i].rewrite);
      ct_mem_free(s.part[i].key);
    }
  }
  ct_parts_close(&s.parts);
  ct_mem_free(s.part);
  ct_spool_free(&s.spool);
  ct_transform_close(&s.transform);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_split = {
    "split", "part a file: by set, claim, provider, payer, verdict", usage, options, run};
