/*
 * grammars.c -- the guides a program works with: those built in, and what files add to them.
 *
 *   guide[]    what readers see: built in, or the latest layer laid over it
 *   owned[]    every grammar from a file; layers share tables with what they lie on,
 *              so all of them stay until the end
 *
 * It knows which guide answers for a version; how files become tables is the guide floor's.
 */
#include "grammars.h"
#include "base/buffer.h"
#include "base/mem.h"
#include "guide/loader.h"
#include "guide/show.h"

#include <stdio.h>

enum { GUIDES_MAX = 32, OWNED_MAX = 256 };

struct ct_grammars {
  const ct_grammar *guide[GUIDES_MAX + 1]; /* NULL-ended */
  const ct_grammar *control;
  ct_guide_info info[GUIDES_MAX];
  ct_grammar *owned[OWNED_MAX];
  size_t guides, owneds;
};

static void describe(ct_grammars *gs, size_t i) {
  const ct_grammar *g = gs->guide[i];
  gs->info[i] = (ct_guide_info){.version = g->id,
                                .set = g->set_code,
                                .name = g->name,
                                .origin = g->origin,
                                .aliases = g->aliases,
                                .sender = g->cob ? g->cob->sender : NULL,
                                .receiver = g->cob ? g->cob->receiver : NULL};
}

enum ct_status ct_grammars_open(ct_grammars **out, ct_error *error) {
  error->text[0] = '\0';
  ct_grammars *gs = *out = ct_mem_zalloc(1, sizeof *gs);
  if (!gs) return ct_source_no_memory(error);
  for (; ct_builtin_guides[gs->guides] && gs->guides < GUIDES_MAX; gs->guides++) {
    gs->guide[gs->guides] = ct_builtin_guides[gs->guides];
    describe(gs, gs->guides);
  }
  gs->control = ct_builtin_control;
  return CT_OK;
}

enum ct_status ct_grammars_copy(const ct_grammars *of, ct_grammars **out, ct_error *error) {
  ct_grammars *gs = *out = ct_mem_zalloc(1, sizeof *gs);
  if (!gs) return ct_source_no_memory(error);
  *gs = *of;
  gs->owneds = 0;
  return CT_OK;
}

void ct_grammars_close(ct_grammars *gs) {
  if (!gs) return;
  while (gs->owneds > 0) ct_grammar_free(gs->owned[--gs->owneds]);
  ct_mem_free(gs);
}

static enum ct_status full(ct_error *error, const char *what) {
  (void)snprintf(error->text, sizeof error->text, "%s: too many grammars are open", what);
  return CT_LIMIT;
}

/* Takes the grammar; freed at close. */
static enum ct_status own(ct_grammars *gs, ct_grammar *g, const char *what, ct_error *error) {
  if (gs->owneds == OWNED_MAX) {
    ct_grammar_free(g);
    return full(error, what);
  }
  gs->owned[gs->owneds++] = g;
  return CT_OK;
}

/* ---- what files add -------------------------------------------------------------------------- */

static bool same_guide(const ct_grammar *a, const ct_grammar *b) {
  return strcmp(a->id, b->id) == 0 && strcmp(a->set_code, b->set_code) == 0;
}

enum ct_status ct_grammars_add_guide(ct_grammars *gs, const char *path, ct_error *error) {
  ct_grammar *g;
  error->text[0] = '\0';
  enum ct_status status = ct_grammar_load(path, &g, error);
  if (status == CT_OK) status = own(gs, g, path, error);
  if (status != CT_OK) return status;
  if (g->set_code[0] == '\0') { /* control segments */
    gs->control = g;
    return CT_OK;
  }
  size_t at = 0;
  while (at < gs->guides && !same_guide(gs->guide[at], g)) at++;
  if (at == GUIDES_MAX) return full(error, path);
  gs->guide[at] = g;
  if (at == gs->guides) gs->guides++;
  describe(gs, at);
  return CT_OK;
}

/* A layer over one grammar; *layer stays NULL when the file says nothing of it. */
typedef enum ct_status layer_fn(const ct_grammar *, const char *name, const char *path,
                                ct_grammar **layer, ct_error *);

static enum ct_status lay(ct_grammars *gs, const ct_grammar **slot, layer_fn *layer_of,
                          const char *name, const char *path, bool *touched, ct_error *error) {
  ct_grammar *layer = NULL;
  enum ct_status status = layer_of(*slot, name, path, &layer, error);
  if (status != CT_OK || !layer) return status;
  status = own(gs, layer, path, error);
  if (status != CT_OK) return status;
  *slot = layer;
  *touched = true;
  return CT_OK;
}

/* Over every guide and the control segments; nothing is changed when one of them refuses. */
static enum ct_status lay_over_all(ct_grammars *gs, layer_fn *layer_of, const char *name,
                                   const char *path, const char *nowhere, ct_error *error) {
  const ct_grammar *guide[GUIDES_MAX + 1], *control = gs->control;
  bool touched = false;
  error->text[0] = '\0';
  memcpy(guide, gs->guide, sizeof guide);
  enum ct_status status = CT_OK;
  for (size_t i = 0; i < gs->guides && status == CT_OK; i++)
    status = lay(gs, &guide[i], layer_of, name, path, &touched, error);
  if (status == CT_OK) status = lay(gs, &control, layer_of, name, path, &touched, error);
  if (status == CT_OK && !touched) {
    (void)snprintf(error->text, sizeof error->text, "%s: %s", path, nowhere);
    status = CT_BAD_GRAMMAR;
  }
  if (status != CT_OK) return status;
  memcpy(gs->guide, guide, sizeof guide);
  gs->control = control;
  for (size_t i = 0; i < gs->guides; i++) describe(gs, i);
  return CT_OK;
}

static enum ct_status partner_layer(const ct_grammar *g, const char *name, const char *path,
                                    ct_grammar **layer, ct_error *error) {
  (void)name;
  return ct_grammar_overlay_partner(g, path, layer, error);
}

static const ct_grammar *builtin_layer(const ct_grammar *below, const char *partner) {
  for (const ct_builtin_layer *l = ct_builtin_layers; l->partner; l++)
    if (l->below == below && strcmp(l->partner, partner) == 0) return l->layer;
  return NULL;
}

/* A shipped profile over guides that nobody has touched: every layer of it is built in. */
static bool add_builtin_partner(ct_grammars *gs, const char *partner) {
  bool touched = gs->control != ct_builtin_control;
  for (size_t i = 0; i < gs->guides; i++)
    touched = touched || gs->guide[i]->owner || gs->guide[i] != ct_builtin_guides[i];
  if (touched) return false;
  bool found = false;
  for (size_t i = 0; i < gs->guides; i++) {
    const ct_grammar *layer = builtin_layer(gs->guide[i], partner);
    if (!layer) continue;
    gs->guide[i] = layer;
    describe(gs, i);
    found = true;
  }
  const ct_grammar *control = builtin_layer(gs->control, partner);
  if (control) gs->control = control;
  return found || control;
}

const char *ct_grammars_partner(size_t index) {
  const char *last = "";
  for (const ct_builtin_layer *l = ct_builtin_layers; l->partner; l++) {
    if (strcmp(l->partner, last) == 0) continue;
    last = l->partner;
    if (index-- == 0) return last;
  }
  return NULL;
}

enum ct_status ct_grammars_add_partner(ct_grammars *gs, const char *name_or_path, ct_error *error) {
  error->text[0] = '\0';
  if (add_builtin_partner(gs, name_or_path)) return CT_OK;
  return lay_over_all(gs, partner_layer, NULL, name_or_path,
                      "the profile names none of the guides that are open", error);
}

static enum ct_status codes_layer(const ct_grammar *g, const char *name, const char *path,
                                  ct_grammar **layer, ct_error *error) {
  return ct_grammar_overlay_codes(g, name, path, layer, error);
}

enum ct_status ct_grammars_add_codes(ct_grammars *gs, const char *name, const char *path,
                                     ct_error *error) {
  char nowhere[160];
  (void)snprintf(nowhere, sizeof nowhere, "no guide has a code list named \"%.60s\"", name);
  return lay_over_all(gs, codes_layer, name, path, nowhere, error);
}

/* ---- lookups ---------------------------------------------------------------------------- */

const ct_guide_info *ct_grammars_guide(const ct_grammars *gs, size_t index) {
  return index < gs->guides ? &gs->info[index] : NULL;
}

const ct_grammar *ct_grammars_find(const ct_grammars *gs, ct_slice version, ct_slice set_code,
                                   bool *alias) {
  return ct_grammar_for(gs->guide, version, set_code, alias);
}

const ct_grammar *ct_grammars_at(const ct_grammars *gs, size_t index) {
  return index < gs->guides ? gs->guide[index] : NULL;
}

const ct_grammar *ct_grammars_control(const ct_grammars *gs) {
  return gs->control;
}

/* ---- for people ------------------------------------------------------------------------- */

/* The n-th code set by name of those that some guide uses; sets of one name are one. */
static const ct_code_set *next_set(const ct_grammars *gs, const char *after,
                                   const ct_grammar **of) {
  const ct_code_set *best = NULL;
  for (size_t i = 0; i < gs->guides; i++) {
    const ct_grammar *g = gs->guide[i];
    for (uint32_t k = 1; k < g->code_sets; k++) {
      const ct_code_set *s = &g->code_set[k];
      if (strcmp(s->name, after) <= 0 || (best && strcmp(s->name, best->name) >= 0)) continue;
      best = s;
      *of = g;
    }
  }
  return best;
}

bool ct_grammars_codes(const ct_grammars *gs, size_t index, ct_codes_info *info) {
  const ct_grammar *g = NULL;
  const ct_code_set *s = next_set(gs, "", &g);
  for (; s && index > 0; index--) s = next_set(gs, s->name, &g);
  if (!s) return false;
  *info = (ct_codes_info){s->name, s->label, s->source, s->list ? g->list[s->list].count : 0,
                          s->closed};
  return true;
}

static const ct_grammar *find_shown(const ct_grammars *gs, const char *version) {
  bool alias;
  if (strcmp(version, "control") == 0) return gs->control;
  const ct_grammar *g = ct_grammar_for(gs->guide, ct_slice_text(version), ct_slice_empty(), &alias);
  for (size_t i = 0; i < gs->guides && !g; i++)
    if (strcmp(gs->guide[i]->set_code, version) == 0) g = gs->guide[i];
  return g;
}

enum ct_status ct_grammars_show(const ct_grammars *gs, const char *version, enum ct_show how,
                                ct_write_fn *write, void *ctx) {
  const ct_grammar *g = find_shown(gs, version);
  if (!g) return CT_END;
  ct_buffer out;
  ct_buffer_init(&out, write, ctx);
  if (how == CT_SHOW_TABLE)
    ct_show_table(&out, g);
  else
    ct_show_tree(&out, g);
  enum ct_status status = ct_buffer_flush(&out);
  ct_buffer_free(&out);
  return status;
}
