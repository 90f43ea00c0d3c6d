/*
 * pass.c -- compiles and runs the packed program.  It knows what is plainly right; whatever
 * it does not know it leaves to element.c, by saying no.
 */
#include "guide/pass.h"

#include "base/date.h"
#include "base/mem.h"
#include "guide/shape.h"

enum op {
  OP_ASK,       /* always element.c's */
  OP_TEXT, OP_SINGLE, OP_CODES, OP_WHOLE, OP_MONEY, OP_DATE, OP_FORMAT, OP_NPI, OP_SET,
  OP_COMPOSITE
};

/* ---- compiling ------------------------------------------------------------------------ */

static enum op op_of(const ct_grammar *g, const ct_element *e, unsigned position) {
  const unsigned kept = CT_ELEMENT_SERVICE_DATE | CT_ELEMENT_PAYMENT_DATE;
  bool by_before = e->by != 0 && e->by + 1u == position;
  if (e->flags & kept || e->repeat > 1) return OP_ASK;
  if (e->type == CT_TYPE_COMPOSITE) return OP_COMPOSITE;
  bool text = e->type == CT_TYPE_AN || e->type == CT_TYPE_ID;
  if (e->set_count) {
    if (!text || e->codes || e->flags & (CT_ELEMENT_FORMAT | CT_ELEMENT_NPI)) return OP_ASK;
    for (unsigned i = 0; i < e->set_count; i++) {
      const ct_set_use *use = &g->set_use[e->set_first + i];
      if (use->qualifier && !by_before) return OP_ASK;
    }
    return OP_SET;
  }
  if (e->flags & CT_ELEMENT_FORMAT) return by_before && !e->codes ? OP_FORMAT : OP_ASK;
  if (e->flags & CT_ELEMENT_NPI) return by_before && !e->codes ? OP_NPI : OP_ASK;
  if (e->codes) return !text ? OP_ASK : g->list[e->codes].single ? OP_SINGLE : OP_CODES;
  if (text) return OP_TEXT;
  if (e->type == CT_TYPE_N0) return OP_WHOLE;
  if (e->type == CT_TYPE_R) return OP_MONEY; /* two decimals are right for any R */
  return e->type == CT_TYPE_DT && e->max == 8 ? OP_DATE : OP_ASK;
}

static ct_step step_of(const ct_grammar *g, const ct_element *e, unsigned position) {
  ct_step s = {.min = e->min, .max = e->max, .codes = e->codes, .usage = e->usage};
  if (e->ig_max && e->ig_max < e->max) s.max = e->ig_max;
  s.op = (uint8_t)op_of(g, e, position);
  if (s.op == OP_SINGLE) s.single = g->list[e->codes].single;
  return s;
}

static void compile_run(ct_program *p, const ct_grammar *g, unsigned first, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    const ct_element *e = &g->element[first + i];
    p->step[first + i] = step_of(g, e, i + 1);
    if (e->type == CT_TYPE_COMPOSITE) compile_run(p, g, e->sub_first, e->sub_count);
  }
}

enum ct_status ct_program_make(ct_program *p, const ct_grammar *g) {
  if (p->grammar == g) return CT_OK;
  ct_program made = {g, ct_mem_zalloc(g->elements, sizeof *made.step),
                     ct_mem_zalloc(g->nodes, sizeof *made.last)};
  if (!made.step || !made.last) {
    ct_program_free(&made);
    return CT_NO_MEMORY;
  }
  ct_program_free(p);
  *p = made;
  for (uint32_t n = 0; n < g->nodes; n++) {
    const ct_node *node = &g->node[n];
    if (ct_node_is_loop(node)) continue;
    compile_run(p, g, node->element_first, node->element_count);
    for (unsigned i = 0; i < node->element_count && i < UINT8_MAX; i++)
      if (g->element[node->element_first + i].usage == CT_REQUIRED)
        p->last[n].required = (uint8_t)(i + 1);
    p->last[n].count = (uint8_t)(node->element_count < 64 ? node->element_count : 63);
  }
  return CT_OK;
}

void ct_program_free(ct_program *p) {
  ct_mem_free(p->step);
  ct_mem_free(p->last);
  *p = (ct_program){NULL, NULL, NULL};
}

/* ---- values: `p` may be read eight bytes far, whatever `len` is ------------------------- */

static inline uint64_t pack(const char *p, uint32_t len) {
  return __builtin_bswap64(ct_swar_load(p)) & ~UINT64_C(0) << (64 - 8 * len);
}

/* In the list, and in force on the day that decides. */
static inline bool has_dated_code(const ct_list *list, const char *p, uint32_t len,
                                  const ct_element_check *c) {
  uint32_t slot;
  if (len > 8 || !ct_list_has_packed(list, pack(p, len), &slot)) return false;
  uint32_t start = list->start ? list->start[slot] : 0, stop = list->stop ? list->stop[slot] : 0;
  uint32_t day = c->payment_date ? c->payment_date : c->service_date;
  return (start <= day || !c->payment_date) && (!stop || day <= stop);
}

static inline bool has_code(const ct_list *list, const char *p, uint32_t len) {
  if (len > 8) return false;
  uint32_t slot;
  return ct_list_has_packed(list, pack(p, len), &slot);
}

/* High bit of each of the first `len` (1..8) bytes that is no digit. */
static inline uint64_t not_digits(const char *p, uint32_t len) {
  uint64_t x = ct_swar_load(p) ^ CT_SWAR(0x30);
  uint64_t bad = (x | (x + CT_SWAR(0x76))) & CT_SWAR(0x80);
  return bad & ~UINT64_C(0) >> (64 - 8 * len);
}

/* Digits with at most one point, at most two decimals, and of the right length. */
static inline bool money(const ct_step *s, const char *p, uint32_t len) {
  if (len > 8) return false;
  uint64_t bad = not_digits(p, len);
  if (bad == 0) return len >= s->min && len <= s->max;
  unsigned at = ct_swar_first(bad);
  bool point = (bad & (bad - 1)) == 0 && p[at] == '.';
  return point && len - at <= 3 && len > 1 && len - 1 >= s->min && len - 1 <= s->max;
}

static inline bool whole(const ct_step *s, const char *p, uint32_t len) {
  return len <= 8 && not_digits(p, len) == 0 && len >= s->min && len <= s->max;
}

#define Q2(a, b) ((uint64_t)(a) << 56 | (uint64_t)(b) << 48)

static bool format(const char *p, uint32_t len, uint64_t by) {
  ct_slice v = ct_slice_make(p, len);
  bool backwards = false;
  if (by == Q2('D', '8')) return ct_date_valid(v);
  if (by == (Q2('R', 'D') | (uint64_t)'8' << 40))
    return ct_date_valid_range(v, &backwards) && !backwards;
  if (by == Q2('T', 'M')) return ct_time_valid_hhmm(v);
  return by == Q2('D', 'T') && ct_datetime_valid(v);
}

/* Luhn over the digits after the prefix 80840, whose share of the sum is 24. */
static bool npi(const char *p, uint32_t len) {
  static const uint8_t twice[10] = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
  if (len != 10 || (p[0] != '1' && p[0] != '2')) return false;
  unsigned sum = 24, bad = 0;
  for (unsigned i = 0; i < 10; i += 2) {
    unsigned a = (unsigned)(unsigned char)p[i] - '0', b = (unsigned)(unsigned char)p[i + 1] - '0';
    bad |= a > 9 || b > 9;
    sum += twice[a % 10] + b;
  }
  return !bad && sum % 10 == 0;
}

static bool in_set(const ct_element_check *c, const ct_grammar *g, const ct_element *e,
                   const char *p, uint32_t len, uint64_t by) {
  for (unsigned i = 0; i < e->set_count; i++) {
    const ct_set_use *use = &g->set_use[e->set_first + i];
    if (use->qualifier && use->qualifier != by) continue;
    const ct_code_set *set = &g->code_set[use->set];
    if (set->list) return has_dated_code(&g->list[set->list], p, len, c);
    return set->shape == CT_SHAPE_NONE ||
           ct_shape_fits((enum ct_shape)set->shape, ct_slice_make(p, len));
  }
  return true;
}

/* ---- running --------------------------------------------------------------------------------- */

typedef struct run {
  const ct_program *program;
  const char *text;
  const uint32_t *mark;
  uint32_t origin;
  const ct_element_check *check;
} run;

static inline uint64_t packed_before(const char *before, uint32_t len) {
  return len && len <= 8 ? pack(before, len) : 0;
}

/* One value that is there and used; [before, before_len) is the value at the position before. */
static inline __attribute__((always_inline)) bool passes(const run *r, const ct_step *s, const char *p, uint32_t len,
                          const char *before, uint32_t before_len) {
  switch (s->op) {
  case OP_TEXT:
    return len >= s->min && len <= s->max && *p != ' ';
  case OP_SINGLE:
    return len <= 8 && pack(p, len) == s->single && len >= s->min && len <= s->max;
  case OP_CODES:
    return len >= s->min && len <= s->max &&
           has_code(&r->program->grammar->list[s->codes], p, len);
  case OP_MONEY:
    return money(s, p, len);
  case OP_WHOLE:
    return whole(s, p, len);
  case OP_DATE:
    return ct_date_valid(ct_slice_make(p, len));
  case OP_FORMAT:
    return len >= s->min && len <= s->max && format(p, len, packed_before(before, before_len));
  case OP_NPI:
    if (packed_before(before, before_len) == Q2('X', 'X')) return npi(p, len);
    return len >= s->min && len <= s->max && *p != ' ';
  case OP_SET: {
    const ct_element *e = &r->program->grammar->element[s - r->program->step];
    return len >= s->min && len <= s->max && *p != ' ' &&
           (r->check->snip < 5 || in_set(r->check, r->program->grammar, e, p, len, packed_before(before, before_len)));
  }
  default:
    return false;
  }
}

static inline bool notes_kept(const ct_grammar *g, unsigned first, unsigned count,
                              uint64_t present) {
  for (unsigned i = 0; i < count; i++) {
    const ct_note *n = &g->note[first + i];
    uint64_t have = present & n->mask;
    if (have == n->mask ? n->kind != 'E' : have == 0 && n->kind != 'R') continue;
    bool asks = (have >> n->first & 1) != 0;
    bool kept = n->kind == 'R'   ? have != 0
                : n->kind == 'E' ? (have & (have - 1)) == 0
                : n->kind == 'C' ? !asks
                : n->kind == 'L' ? !asks || (have & (have - 1)) != 0
                                 : false;
    if (!kept) return false;
  }
  return true;
}

/* Marks [i, past) cut the element at [at, stop) into components; any other mark is not ours. */
static bool composite_passes(const run *r, const ct_element *e, uint32_t at, uint32_t i,
                             uint32_t past, uint32_t stop, char cut) {
  const ct_step *step = &r->program->step[e->sub_first];
  uint64_t present = 0;
  const char *before = r->text;
  uint32_t before_len = 0, len = 0;
  unsigned part = 0;
  for (;; i++) {
    uint32_t end = i < past ? r->mark[i] - r->origin : stop;
    if (i < past && r->text[end] != cut) return false;
    if (++part > e->sub_count) return false;
    const char *p = r->text + at;
    len = end - at;
    const ct_step *s = &step[part - 1];
    if (len == 0) {
      if (s->usage == CT_REQUIRED) return false;
    } else {
      if (s->usage == CT_NOT_USED || !passes(r, s, p, len, before, before_len)) return false;
      present |= UINT64_C(1) << part;
    }
    before = p;
    before_len = len;
    if (i >= past) break;
    at = end + 1;
  }
  if (len == 0) return false; /* ends with an empty one */
  for (; part < e->sub_count; part++)
    if (step[part].usage == CT_REQUIRED) return false;
  return notes_kept(r->program->grammar, e->note_first, e->note_count, present);
}

bool ct_program_passes(const ct_program *program, const ct_segment *s, uint16_t node,
                       const ct_element_check *check) {
  const ct_grammar *g = program->grammar;
  const ct_node *n = &g->node[node];
  if (s->dirty || s->raw.ptr != s->text || s->marks == 0) return false;
  run r = {program, s->text, s->mark, s->origin, check};
  const ct_step *step = &program->step[n->element_first];
  unsigned count = program->last[node].count, element = 0;
  uint32_t at = s->tag_len + 1u, i = 1, len = 0, before_len = 0;
  uint64_t present = 0;
  const char *before = r.text;
  char cut = s->delims.element;
  for (;; i++) {
    uint32_t first = i, stop = s->mark[i] - s->origin;
    while (i < s->marks && r.text[stop] != cut) stop = s->mark[++i] - s->origin;
    if (element++ == count) return false;
    const ct_step *x = &step[element - 1];
    const char *p = r.text + at;
    len = stop - at;
    if (len == 0) {
      if (x->usage == CT_REQUIRED) return false;
    } else {
      if (x->usage == CT_NOT_USED) return false;
      if (x->op == OP_COMPOSITE) {
        const ct_element *e = &g->element[n->element_first + element - 1];
        if (!composite_passes(&r, e, at, first, i, stop, s->delims.component)) return false;
      } else if (first != i || !passes(&r, x, p, len, before, before_len)) {
        return false;
      }
      present |= UINT64_C(1) << element;
    }
    before = p;
    before_len = len;
    if (i >= s->marks) break;
    at = stop + 1;
  }
  return len != 0 && element >= program->last[node].required &&
         notes_kept(g, n->note_first, n->note_count, present);
}
