/*
 * grammars_check.c -- the proof of guides and profiles: their tables by the guide floor's lint,
 * their rules by their examples.  It knows which proof a file asks for, and its report.
 */
#include "base/buffer.h"
#include "grammars.h"
#include "guide/loader.h"

/* ---- tables -------------------------------------------------------------------------------- */

static enum ct_status prove(const ct_grammar *g, const char *name, ct_buffer *out,
                            ct_error *error) {
  ct_lint n = {0};
  enum ct_status status = ct_grammar_lint(g, &n, error);
  if (status != CT_OK) return status;
  ct_buffer_printf(out,
                   "%s: %s: %u loops, %u segments, %u elements; %u pairs of siblings told "
                   "apart, %u segments found\n",
                   name, g->id, (unsigned)n.loops, (unsigned)n.segments, (unsigned)n.elements,
                   (unsigned)n.pairs, (unsigned)n.walks);
  return CT_OK;
}

/* ---- examples ------------------------------------------------------------------------------ */

typedef struct tally {
  ct_error *error; /* the first example that does not hold */
  bool all;        /* those that are built in, too */
  unsigned held;
} tally;

static void count(void *ctx, const ct_example *e) {
  tally *t = ctx;
  if (!t->all && strcmp(e->origin, "built in") == 0) return;
  if (e->held)
    t->held++;
  else
    (void)ct_source_error(t->error, e->origin, (long)e->line, "rule %s: %s", e->rule, e->trouble);
}

static enum ct_status prove_examples(const ct_grammars *gs, const char *name, bool all,
                                     ct_buffer *out, ct_error *error) {
  tally t = {error, all, 0};
  enum ct_status status = ct_grammars_run_examples(gs, false, count, &t);
  if (status == CT_NO_MEMORY) return ct_source_no_memory(error);
  if (error->text[0]) return CT_BAD_GRAMMAR;
  if (t.held) ct_buffer_printf(out, "%s: %u examples of rules hold\n", name, t.held);
  return status;
}

/* ---- files --------------------------------------------------------------------------------- */

static enum ct_status prove_standard(const char *path, ct_buffer *out, ct_error *error) {
  ct_standard_counts n;
  enum ct_status status = ct_standard_check(path, &n, error);
  if (status == CT_OK)
    ct_buffer_printf(out, "%s: %u data elements, %u composites, %u segments, %u sets\n", path,
                     (unsigned)n.data_elements, (unsigned)n.composites, (unsigned)n.segments,
                     (unsigned)n.sets);
  return status;
}

/* What is in `changed` and not in `before`: the guide, or the layers of the profile. */
static enum ct_status prove_changed(const ct_grammars *before, const ct_grammars *changed,
                                    const char *path, ct_buffer *out, ct_error *error) {
  const ct_grammar *g;
  enum ct_status status = CT_OK;
  for (size_t i = 0; status == CT_OK && (g = ct_grammars_at(changed, i)) != NULL; i++)
    if (g != ct_grammars_at(before, i)) status = prove(g, path, out, error);
  g = ct_grammars_control(changed);
  if (status == CT_OK && g != ct_grammars_control(before)) status = prove(g, path, out, error);
  return status == CT_OK ? prove_examples(changed, path, false, out, error) : status;
}

static enum ct_status prove_added(const ct_grammars *gs, const char *path, bool partner,
                                  ct_buffer *out, ct_error *error) {
  ct_grammars *with;
  enum ct_status status = ct_grammars_copy(gs, &with, error);
  if (status != CT_OK) return status;
  status = partner ? ct_grammars_add_partner(with, path, error)
                   : ct_grammars_add_guide(with, path, error);
  if (status == CT_OK) status = prove_changed(gs, with, path, out, error);
  ct_grammars_close(with);
  return status;
}

/* ---- calls --------------------------------------------------------------------------------- */

static enum ct_status finish(ct_buffer *out, enum ct_status status) {
  enum ct_status written = ct_buffer_flush(out);
  ct_buffer_free(out);
  return status == CT_OK ? written : status;
}

enum ct_status ct_grammars_check(const ct_grammars *gs, ct_write_fn *write, void *ctx,
                                 ct_error *error) {
  ct_buffer out;
  const ct_grammar *g;
  error->text[0] = '\0';
  ct_buffer_init(&out, write, ctx);
  enum ct_status status = CT_OK;
  for (size_t i = 0; status == CT_OK && (g = ct_grammars_at(gs, i)) != NULL; i++)
    status = prove(g, g->origin, &out, error);
  g = ct_grammars_control(gs);
  if (status == CT_OK) status = prove(g, g->origin, &out, error);
  if (status == CT_OK) status = prove_examples(gs, "all", true, &out, error);
  return finish(&out, status);
}

enum ct_status ct_grammars_check_file(const ct_grammars *gs, const char *path, ct_write_fn *write,
                                      void *ctx, ct_error *error) {
  ct_buffer out;
  enum ct_grammar_kind kind;
  error->text[0] = '\0';
  ct_buffer_init(&out, write, ctx);
  enum ct_status status = ct_grammar_kind_of(path, &kind, error);
  if (status == CT_OK && kind == CT_KIND_STANDARD)
    status = prove_standard(path, &out, error);
  else if (status == CT_OK && kind == CT_KIND_RULES)
    status = ct_source_error(error, path, 0, "is checked with the guide whose rules it holds");
  else if (status == CT_OK)
    status = prove_added(gs, path, kind == CT_KIND_PARTNER, &out, error);
  return finish(&out, status);
}
