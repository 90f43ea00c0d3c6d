/*
 * grammar.h -- a guide as flat, index-linked, immutable tables.
 *
 *   node[0]      the set: a loop whose first segment is ST
 *   node[1..]    preorder: a loop node is followed by its children
 *   child[]      for each loop: its children in guide order (child_first, child_count)
 *   element[]    for each segment use: its elements in order; a composite's components follow
 *                in their own run (sub_first, sub_count)
 *   list[]       sets of allowed values, for keys, elements and code sets
 *
 * The same structs are written as `static const` by the compiler at build and filled on the
 * heap by the loader at run time; nothing here is ever changed after that.  Indexes are 16
 * bits; 0 means "none" for lists, notes and rules (entry 0 of those tables is a dummy).
 */
#ifndef CT_GUIDE_GRAMMAR_H
#define CT_GUIDE_GRAMMAR_H

#include "x12/segment.h"

/* ---- value lists -------------------------------------------------------- */

/*
 * A value list: values of up to eight bytes packed (ct_slice_pack) in an open-addressing
 * table of `mask + 1` slots (0 = free slot; the hash is ct_value_hash), so one or two loads
 * decide.  Longer values (version ids, CTX names) stand in `texts`.  Dates are parallel to
 * slots, 0 = open; only code sets have them.
 */
typedef struct ct_list {
  const uint64_t *slot;
  const uint32_t *start, *stop; /* ccyymmdd by slot, or NULL */
  const char *const *texts;     /* sorted, or NULL */
  uint32_t texts_count;
  uint32_t mask;                /* slots - 1; a power of two minus one */
  uint32_t count;               /* values in all */
  uint64_t single;              /* the only value when count is 1 and it packs; else 0 */
  const char *sample;           /* "A, B, C" or "A, B, C, ... (23)": for messages */
} ct_list;
static inline uint32_t ct_value_hash(uint64_t packed) {
  return (uint32_t)((packed * UINT64_C(0x9E3779B97F4A7C15)) >> 40);
}
static inline bool ct_list_has_packed(const ct_list *l, uint64_t v, uint32_t *slot) {
  for (uint32_t i = ct_value_hash(v) & l->mask;; i = (i + 1) & l->mask) {
    if (l->slot[i] == v) return *slot = i, true;
    if (l->slot[i] == 0) return false;
  }
}
bool ct_list_has(const ct_list *, ct_slice value);

enum ct_shape { /* codes that are too many, or licensed: told by their shape */
  CT_SHAPE_NONE, CT_SHAPE_ICD10CM, CT_SHAPE_ICD10PCS, CT_SHAPE_ICD9CM, CT_SHAPE_ICD9PCS,
  CT_SHAPE_HCPCS, CT_SHAPE_REVENUE, CT_SHAPE_NUBC2, CT_SHAPE_NDC, CT_SHAPE_DRG,
  CT_SHAPE_TAXONOMY, CT_SHAPE_POSTAL, CT_SHAPE_HIPPS
};

/* An external code source: a list that ships (dated), a shape, or both empty (any value). */
typedef struct ct_code_set {
  const char *name;   /* "carc", "states": the NAME of --codes and file name under codes/ */
  uint16_t source;    /* X12 code source number: 139, 22 ... */
  uint16_t list;      /* into list[]; 0 none */
  uint8_t shape;      /* enum ct_shape */
  bool closed;        /* code-not-allowed, an error; open: code-not-in-list */
  bool user;          /* from --codes: an error even when open */
  uint32_t dated;     /* ccyymmdd of the list; 0 unknown */
  const char *label;  /* for messages: "carc of 2026-08-01", "ICD-10-CM" */
} ct_code_set;

/* ---- elements ------------------------------------------------------------- */

enum ct_usage { CT_REQUIRED, CT_SITUATIONAL, CT_NOT_USED };
enum ct_type { CT_TYPE_AN, CT_TYPE_ID, CT_TYPE_N0, CT_TYPE_N2, CT_TYPE_R, CT_TYPE_DT, CT_TYPE_TM,
               CT_TYPE_COMPOSITE, CT_TYPE_BINARY };
enum ct_std_req { CT_STD_MANDATORY, CT_STD_OPTIONAL, CT_STD_RELATIONAL };
enum ct_layer { CT_LAYER_STANDARD, CT_LAYER_GUIDE, CT_LAYER_PARTNER };

enum { /* ct_element.flags */
  CT_ELEMENT_PRIVATE = 1,   /* value of a patient or subscriber: --redact hides it */
  CT_ELEMENT_MONEY = 2,     /* data element 782: at most two decimals, ten digits (HIPAA) */
  CT_ELEMENT_FORMAT = 4,    /* its format is told by the qualifier at `by` (1250 for 1251) */
  CT_ELEMENT_NPI = 8,       /* an NPI when the qualifier at `by` is XX or HPI, or when by is 0 */
  CT_ELEMENT_LIMIT_SOFT = 16, /* passing ig_max is a warning (CLM01, D08) */
  CT_ELEMENT_IDENTIFIER = 32, /* CLM01, CLP01: names the claim; private under --redact=all */
  CT_ELEMENT_SERVICE_DATE = 64, /* DTP*434, DTP*472: codes that had stopped before it are told */
  CT_ELEMENT_PAYMENT_DATE = 128, /* BPR16, DTM*405: the day for which codes must hold */
  CT_ELEMENT_TOLERATED = 256,    /* not used, and a note only when sent (ST03 of the 835) */
  CT_ELEMENT_SHAPE_BY_RULE = 512 /* a situational rule tells a value of the wrong shape */
};

typedef struct ct_element {
  uint8_t usage, type, std_req;
  uint16_t flags;
  uint16_t min, max, ig_max;  /* characters (digits for R and Nn); ig_max 0 = none beyond max */
  uint16_t repeat;            /* most repetitions; 1 = does not repeat */
  uint16_t codes;             /* into list[]: values the guide writes; 0 any */
  uint16_t std_codes;         /* into list[]: values the standard table knows; 0 unknown */
  uint16_t set_first, set_count; /* into set_use[]: external code sets by qualifier */
  uint8_t by;                 /* qualifier element or component (same level) for format, NPI, sets; 0 none */
  uint8_t codes_layer;        /* enum ct_layer that set `codes` */
  uint8_t usage_layer;        /* enum ct_layer that set `usage` */
  uint8_t length_layer;
  uint16_t sub_first, sub_count; /* components of a composite, into element[] */
  uint16_t note_first, note_count; /* its own P R E C L conditions (composites) */
  char de[6];                 /* "1325", "C023" */
  const char *name;           /* our words */
} ct_element;

typedef struct ct_set_use { /* when the qualifier is `qualifier` (packed; 0 = always) the set is `set` */
  uint64_t qualifier;
  uint16_t set; /* into code_set[] */
} ct_set_use;

typedef struct ct_note { /* relational condition over element positions: bit n = position n */
  char kind;             /* P R E C L */
  uint8_t first;         /* C and L: the position that asks */
  uint64_t mask;         /* all positions named, `first` included */
  const char *text;      /* "P0809" */
} ct_note;

/* ---- nodes ------------------------------------------------------------------ */

enum { CT_CHILD_LIMIT = 128 };
typedef struct ct_child_set { uint64_t bit[2]; } ct_child_set; /* one bit a child of a loop */

enum { /* ct_node.flags */
  CT_NODE_LOOP = 1,
  CT_NODE_UNIT = 2,       /* 2300, 2100: a claim; rules and balance run when it closes */
  CT_NODE_HL = 4,         /* the loop is opened by a hierarchical level (HL01..HL04 are checked) */
  CT_NODE_COUNTER = 8,    /* element 1 counts 1, 2, 3 within the parent loop (LX01 of 837) */
  CT_NODE_STD_MANDATORY = 16, /* the standard itself makes it mandatory: IK304 3 */
  CT_NODE_PRIVATE = 32,
  CT_NODE_COPY = 64,       /* kept in the tree (all nodes of sets that have a unit loop) */
  CT_NODE_LINE = 128       /* 2400, 2110: a service line */
};

typedef struct ct_node {
  ct_tag tag;             /* of the segment; of a loop: of its first segment */
  uint16_t flags;
  uint16_t parent;        /* loop node; the set's own parent is itself (0) */
  uint16_t child_first, child_count; /* loops: into child[]; first child is the trigger segment */
  uint8_t child_index;    /* which child of its parent it is */
  uint8_t usage;          /* enum ct_usage */
  uint8_t usage_layer;
  uint8_t key_element, key_component; /* what tells same-tag siblings apart; 0 none */
  uint8_t hl_parent_level; /* CT_NODE_HL: packed value is in key list; 0 = top */
  uint16_t key_codes;     /* into list[]; 0 = any */
  uint16_t rank;          /* order class among the parent's children: equal ranks in any order */
  uint32_t max_repeat;    /* 0 = unlimited */
  uint32_t std_max;       /* of the standard; 0 = unlimited or unknown */
  uint16_t element_first, element_count; /* segments: into element[] */
  uint16_t note_first, note_count;       /* segments: into note[] */
  ct_child_set required;  /* loops: children that must occur */
  const char *id;         /* "2300"; segments: "REF" */
  const char *key;        /* "REF*G1": the use, for paths and `grammar show` */
  const char *name;       /* our words */
  const char *path;       /* loops: "2000A/2000B/2300"; segments: path of the loop they are in */
} ct_node;

/* ---- coordination of benefits ------------------------------------------------ */

/*
 * Where a partner wants coordination of benefits to stand in a claim, beyond what the
 * guide asks.  It comes from the profile; which bill types are inpatient is data, too.
 */
enum {                          /* ct_cob_profile.asks */
  CT_COB_INPATIENT_AT_CLAIM = 1, /* cob-inpatient-line-detail: no 2430 on an inpatient claim */
  CT_COB_OUTPATIENT_DATE = 2,   /* cob-outpatient-claim-date: no DTP*573 in 2330B on an outpatient one */
  CT_COB_ADJUSTMENT_ONCE = 4,   /* cob-adjustment-both-levels, outpatient */
  CT_COB_NO_NONCOVERED = 8,     /* cob-noncovered-amount: AMT*A8 */
  CT_COB_NO_LIABILITY = 16      /* cob-remaining-liability: AMT*EAF */
};
typedef struct ct_cob_profile {
  uint16_t inpatient; /* into list[]: bill types (CLM05-1); 0: no claim is known to be either */
  uint16_t asks;
  const char *sender, *receiver; /* ISA06 and GS02; ISA08, GS03 and 1000B NM109; NULL: not told */
} ct_cob_profile;

/* ---- rules (src/guide/rule.h has the program) -------------------------------- */

struct ct_rule_set;
enum { CT_SEVERITY_OFF = 255 };

typedef struct ct_grammar {
  const char *id;        /* "005010X223A2"; control segments: "00501" */
  const char *set_code;  /* "837"; "" for the control grammar */
  const char *group_code; /* "HC" */
  const char *name, *origin;
  const char *const *aliases; /* versions read by this guide with a note; NULL-ended */
  const ct_node *node;
  const uint16_t *child;
  const ct_element *element;
  const ct_list *list;
  const ct_code_set *code_set;
  const ct_set_use *set_use;
  const ct_note *note;
  const struct ct_rule_set *rules; /* NULL: none */
  const ct_cob_profile *cob;       /* NULL: nothing is asked beyond the guide */
  uint32_t nodes, children, elements, lists, code_sets, set_uses, notes;
  const ct_tag *standard_tag;  /* sorted: segments of the standard's table for this set, once a loop */
  const uint16_t *standard_loop; /* beside each, the loop: 2300; 0 none */
  uint32_t standard_tags;
  const ct_tag *known_tag;     /* sorted: every segment of X12 005010 we know */
  uint32_t known_tags;
  const uint8_t *severity;     /* a partner's: by ct_fault_id, enum ct_severity + 1, 0 = usual,
                                  CT_SEVERITY_OFF = not told; or NULL */
  uint16_t unit;               /* node of the unit loop; 0 none */
  const char *unit_name;       /* CTX01 business unit: "CLM01", "TRN02" */
  void *owner;                 /* heap grammars: what ct_grammar_free() frees; NULL built in */
} ct_grammar;

static inline bool ct_node_is_loop(const ct_node *n) { return (n->flags & CT_NODE_LOOP) != 0; }
static inline bool ct_child_has(const ct_child_set *s, unsigned i) {
  return (s->bit[i >> 6] >> (i & 63) & 1) != 0;
}
static inline void ct_child_put(ct_child_set *s, unsigned i) {
  s->bit[i >> 6] |= UINT64_C(1) << (i & 63);
}

/* The guides compiled into the library (built by ct-compile-grammars). */
extern const ct_grammar *const ct_builtin_guides[]; /* NULL-ended, by version */
extern const ct_grammar *const ct_builtin_control;  /* ISA GS ST SE GE IEA TA1 as segment uses under node 0 */
/* Shipped partner profiles laid over each guide they name, or over the control segments. */
typedef struct ct_builtin_layer {
  const char *partner;                /* "masshealth" */
  const ct_grammar *below, *layer;
} ct_builtin_layer;
extern const ct_builtin_layer ct_builtin_layers[]; /* ended by a NULL partner */
/* Guide for a version text (ST03 or GS08): exact, then by alias (*alias true). NULL: not supported. */
const ct_grammar *ct_grammar_for(const ct_grammar *const *guides, ct_slice version, ct_slice set_code,
                                 bool *alias);
/* Control segment use by tag ("ISA"); NULL when none. */
const ct_node *ct_control_node(const ct_grammar *, ct_tag);

#endif
