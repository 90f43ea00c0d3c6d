/*
 * roles.c -- finds the nodes of CLM, 2320, SVD, CLP ... in a grammar.
 *
 * The one place of the claim floor that knows where, by name, money and its dates stand.
 */
#include "claim/roles.h"

#include <string.h>

static const ct_node *child_node(const ct_grammar *g, uint16_t loop, unsigned i) {
  return &g->node[g->child[g->node[loop].child_first + i]];
}

static uint16_t find_loop(const ct_grammar *g, uint16_t parent, const char *id) {
  if (parent == 0) return 0; /* the parent is missing itself */
  for (unsigned i = 0; i < g->node[parent].child_count; i++) {
    const ct_node *n = child_node(g, parent, i);
    if (ct_node_is_loop(n) && strcmp(n->id, id) == 0) return (uint16_t)(n - g->node);
  }
  return 0;
}

/* The use of a segment in a loop whose key takes the qualifier; NULL: any use. */
static uint16_t segment_in(const ct_grammar *g, uint16_t loop, ct_tag tag, const char *qualifier) {
  for (unsigned i = 0; i < g->node[loop].child_count; i++) {
    const ct_node *n = child_node(g, loop, i);
    if (ct_node_is_loop(n) || n->tag != tag) continue;
    if (!qualifier || n->key_codes == 0 ||
        ct_list_has(&g->list[n->key_codes], ct_slice_text(qualifier))) {
      return (uint16_t)(n - g->node);
    }
  }
  return 0;
}

static uint16_t find_segment(const ct_grammar *g, uint16_t loop, ct_tag tag,
                             const char *qualifier) {
  return loop == 0 ? 0 : segment_in(g, loop, tag, qualifier);
}

static void find_other_payer(ct_claim_roles *r, const ct_grammar *g) {
  uint16_t other = r->other = find_loop(g, r->unit, "2320");
  r->sbr = find_segment(g, other, CT_TAG3('S', 'B', 'R'), NULL);
  r->other_cas = find_segment(g, other, CT_TAG3('C', 'A', 'S'), NULL);
  r->paid = find_segment(g, other, CT_TAG3('A', 'M', 'T'), "D");
  r->liability = find_segment(g, other, CT_TAG3('A', 'M', 'T'), "EAF");
  r->noncovered = find_segment(g, other, CT_TAG3('A', 'M', 'T'), "A8");
  r->mia = find_segment(g, other, CT_TAG3('M', 'I', 'A'), NULL);
  r->moa = find_segment(g, other, CT_TAG3('M', 'O', 'A'), NULL);
  r->payer = find_loop(g, other, "2330B");
  r->payer_name = find_segment(g, r->payer, CT_TAG3('N', 'M', '1'), NULL);
  r->payer_date = find_segment(g, r->payer, CT_TAG3('D', 'T', 'P'), "573");
}

static void find_line(ct_claim_roles *r, const ct_grammar *g) {
  r->line = find_loop(g, r->unit, "2400");
  r->lx = find_segment(g, r->line, CT_TAG2('L', 'X'), NULL);
  r->sv2 = find_segment(g, r->line, CT_TAG3('S', 'V', '2'), NULL);
  r->detail = find_loop(g, r->line, "2430");
  r->svd = find_segment(g, r->detail, CT_TAG3('S', 'V', 'D'), NULL);
  r->detail_cas = find_segment(g, r->detail, CT_TAG3('C', 'A', 'S'), NULL);
  r->detail_date = find_segment(g, r->detail, CT_TAG3('D', 'T', 'P'), "573");
  r->detail_liability = find_segment(g, r->detail, CT_TAG3('A', 'M', 'T'), "EAF");
}

static void find_remit(ct_remit_roles *r, const ct_grammar *g, uint16_t unit, uint16_t clp) {
  r->unit = unit;
  r->clp = clp;
  r->cas = find_segment(g, unit, CT_TAG3('C', 'A', 'S'), NULL);
  r->line = find_loop(g, unit, "2110");
  r->svc = find_segment(g, r->line, CT_TAG3('S', 'V', 'C'), NULL);
  r->line_cas = find_segment(g, r->line, CT_TAG3('C', 'A', 'S'), NULL);
  r->bpr = segment_in(g, 0, CT_TAG3('B', 'P', 'R'), NULL);
  r->plb = segment_in(g, 0, CT_TAG3('P', 'L', 'B'), NULL);
}

void ct_roles_find(ct_roles *r, const ct_grammar *g) {
  *r = (ct_roles){.grammar = g};
  for (uint32_t n = 0; n < g->nodes; n++) {
    if ((g->node[n].flags & CT_NODE_UNIT) == 0) continue;
    uint16_t unit = (uint16_t)n;
    uint16_t clm = find_segment(g, unit, CT_TAG3('C', 'L', 'M'), NULL);
    uint16_t clp = find_segment(g, unit, CT_TAG3('C', 'L', 'P'), NULL);
    if (clm != 0 && r->claims < CT_CLAIM_PLACES) {
      ct_claim_roles *c = &r->claim[r->claims++];
      c->unit = unit;
      c->clm = clm;
      find_other_payer(c, g);
      find_line(c, g);
    } else if (clp != 0) {
      find_remit(&r->remit, g, unit, clp);
    }
  }
}

const ct_claim_roles *ct_roles_claim(const ct_roles *r, uint16_t unit) {
  for (unsigned i = 0; i < r->claims; i++)
    if (r->claim[i].unit == unit) return &r->claim[i];
  return NULL;
}
