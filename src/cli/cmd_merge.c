/*
 * cmd_merge.c -- claimtree merge: groups of one sender, receiver, usage and version in one
 * interchange.  Knows which groups belong together; what is written is src/out's.
 */
#include "cli/commands.h"

#include "base/mem.h"
#include "cli/transform.h"
#include "out/rewrite.h"
#include "out/sets.h"

static const char usage[] =
    "usage: claimtree merge [-o OUT] FILE...\n"
    "\n"
    "Puts the groups of all files that have the same sender, receiver, usage, version and\n"
    "delimiters into one interchange, in the order of the files. GS06 and ST02 count from 1,\n"
    "ISA13 is that of the first, and the trailers are right.\n"
    "\n"
    "  --control=N        ISA13 of the first interchange is N, the others follow (the first's)\n"
    "  -o, --output=FILE  write there instead of standard output\n"
    "  --no-progress      no progress line on standard error\n"
    "  -h, --help         print this\n"
    "\n"
    "Exit status: 0 done, 1 a file is not X12, is cut short, or something had to be left out,\n"
    "2 trouble.\n";

static const ct_cli_option options[] = {CT_CLI_OPT_CONTROL, CT_CLI_OPT_OUTPUT,
                                        CT_CLI_OPT_NO_PROGRESS, CT_CLI_OPT_END};

typedef struct part {
  ct_rewrite rewrite;
  char *key;
  size_t key_len;
} part;

typedef struct merge_run {
  ct_transform transform;
  ct_spool spool;
  ct_sets *sets;
  part *part;
  size_t count, room;
  ct_buffer key;
} merge_run;

/* ---- which belong together --------------------------------------------------------- */

/* ISA05 to ISA08, ISA12, ISA15, the delimiters, GS08. */
static ct_slice key_of(merge_run *m, const ct_gather_envelope *e) {
  static const unsigned isa_parts[] = {5, 6, 7, 8, 12, 15};
  char sep = e->delims.element;
  ct_slice isa = ct_slice_make(e->isa.data, e->isa.len);
  ct_buffer_reset(&m->key);
  for (size_t i = 0; i < sizeof isa_parts / sizeof *isa_parts; i++) {
    ct_buffer_slice(&m->key, ct_slice_trim(ct_rewrite_element(isa, sep, isa_parts[i])));
    ct_buffer_char(&m->key, '\0');
  }
  const char delims[4] = {sep, e->delims.repetition, e->delims.component, e->delims.segment};
  ct_buffer_add(&m->key, delims, sizeof delims);
  if (e->gs.len > e->gs_lead) {
    ct_slice gs = ct_slice_make(e->gs.data + e->gs_lead, e->gs.len - e->gs_lead);
    ct_slice version = ct_rewrite_element(gs, sep, 8);
    if (version.len && version.ptr[version.len - 1] == e->delims.segment) version.len--;
    ct_buffer_slice(&m->key, ct_slice_trim(version));
  }
  return ct_slice_make(m->key.len ? m->key.data : "", m->key.len);
}

static part *part_of(merge_run *m, ct_slice key) {
  for (size_t i = 0; i < m->count; i++)
    if (ct_slice_same(key, ct_slice_make(m->part[i].key, m->part[i].key_len))) return &m->part[i];
  if (m->count == m->room) {
    size_t room = m->room ? 2 * m->room : 8;
    part *more = ct_mem_resize(m->part, room, sizeof *more);
    if (!more) return NULL;
    m->part = more;
    m->room = room;
  }
  part *p = &m->part[m->count];
  ct_rewrite_init(&p->rewrite, &m->spool);
  p->rewrite.renumber = true;
  p->key = ct_mem_copy_text(key.ptr, key.len);
  p->key_len = key.len;
  if (!p->key) return NULL;
  m->count++;
  return p;
}

static enum ct_status on_set(void *ctx, const ct_sets_set *set) {
  merge_run *m = ctx;
  ct_slice key = key_of(m, set->envelope);
  part *p = m->key.status == CT_OK ? part_of(m, key) : NULL;
  if (!p) return CT_NO_MEMORY;
  ct_rewrite_set(&p->rewrite, set->envelope, set->st, set->lead, set->body, set->segments);
  return m->spool.status;
}

static void on_left_out(void *ctx, uint64_t offset) {
  merge_run *m = ctx;
  ct_transform_refuse(&m->transform, offset, "a segment outside of transaction sets is left out");
}

/* ---- writing -------------------------------------------------------------------------- */

static ct_slice isa_of(const part *p) {
  return ct_slice_make(p->rewrite.isa.data, p->rewrite.isa.len);
}

static uint32_t control_of(const part *p) {
  ct_slice s = ct_rewrite_element(isa_of(p), p->rewrite.delims.element, 13);
  uint32_t n = 0;
  for (size_t i = 0; i < s.len && i < 9; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return 0;
    n = n * 10 + (uint32_t)(s.ptr[i] - '0');
  }
  return n;
}

/* Interchanges of one file must not share a control number: a taken one moves on. */
static uint32_t free_control(const uint32_t *taken, size_t count, uint32_t want) {
  for (size_t i = 0; i < count; i++) {
    if (taken[i] != want) continue;
    want = want % 999999999 + 1;
    i = (size_t)-1;
  }
  return want;
}

static void write_all(merge_run *m, ct_cli *cli) {
  ct_buffer *out = ct_cli_output(cli);
  uint32_t *taken = ct_mem_alloc(m->count + 1, sizeof *taken);
  if (out && !taken) ct_cli_trouble(cli, "out of memory");
  for (size_t i = 0; out && taken && i < m->count; i++) {
    part *p = &m->part[i];
    uint32_t own = control_of(p);
    uint32_t want = cli->control ? (cli->control - 1 + (uint32_t)i) % 999999999 + 1 : own;
    taken[i] = free_control(taken, i, want);
    bool keep = taken[i] == own;
    enum ct_status status = ct_rewrite_finish(&p->rewrite, out, keep ? 0 : taken[i]);
    if (status == CT_OK) continue;
    if (out->status == CT_OK) ct_cli_trouble(cli, "%s", ct_status_name(status));
    break;
  }
  ct_mem_free(taken);
}

static bool one_file(void *ctx, ct_cli *cli, const ct_cli_file *file) {
  merge_run *m = ctx;
  (void)cli;
  return ct_transform_file(&m->transform, file, ct_sets_sink(m->sets));
}

static int run(ct_cli *cli) {
  merge_run m = {.count = 0};
  cli->control = 0; /* the first's, unless it is said */
  int stop = ct_cli_parse(cli, options, NULL, &m);
  if (stop != CT_CLI_GO) return stop;
  ct_spool_init(&m.spool);
  ct_buffer_init(&m.key, NULL, NULL);
  ct_sets_user user = {.ctx = &m, .spool = &m.spool, .set = on_set, .left_out = on_left_out};
  if (ct_transform_open(&m.transform, cli, (ct_options){.shallow = true})) {
    m.sets = ct_sets_new(&user);
    if (!m.sets) ct_cli_trouble(cli, "out of memory");
  }
  if (m.sets) ct_cli_each_file(cli, one_file, &m);
  if (cli->status < 2) write_all(&m, cli); /* not without the file that failed */
  if (cli->status == 2) ct_cli_output_discard(cli);
  for (size_t i = 0; i < m.count; i++) {
    ct_rewrite_free(&m.part[i].rewrite);
    ct_mem_free(m.part[i].key);
  }
  ct_mem_free(m.part);
  ct_buffer_free(&m.key);
  ct_sets_free(m.sets);
  ct_spool_free(&m.spool);
  ct_transform_close(&m.transform);
  return ct_cli_close(cli);
}

const ct_cli_command ct_cmd_merge = {"merge", "put files of one sender and receiver together",
                                     usage, options, run};
