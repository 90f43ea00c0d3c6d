/*
 * standard.h -- the standard file (005010.xml) while guides are made of it: prototypes of
 * elements, composites and segments, positions of sets, code sets.
 */
#ifndef CT_GUIDE_STANDARD_H
#define CT_GUIDE_STANDARD_H

#include "base/arena.h"
#include "guide/grammar.h"
#include "guide/xml.h"

typedef struct ct_composite ct_composite;

/* An element as the standard has it; in a guide it starts as not used. */
typedef struct ct_prototype {
  ct_element element; /* without indexes into tables: those are made when a guide uses it */
  const char *codes;  /* values any of our guides knows, "A|B"; NULL unknown */
  const char *sets;   /* "carc", "HC=hcpcs N4=ndc"; NULL none */
  const ct_composite *composite; /* NULL: simple */
} ct_prototype;

struct ct_composite {
  const char *number, *name, *notes;
  const ct_prototype *part;
  uint16_t parts;
};

typedef struct ct_std_segment {
  ct_tag tag;
  const char *name, *notes;
  const ct_prototype *element;
  uint16_t elements;
} ct_std_segment;

typedef struct ct_std_position {
  const char *set; /* "837" */
  const char *pos; /* "0350" */
  ct_tag tag;
  bool mandatory;
  uint32_t loop; /* 2300; 0: of no loop */
  uint32_t max;  /* 0 unlimited */
} ct_std_position;

typedef struct ct_std_code_set {
  const char *name, *title;
  uint16_t source;
  uint8_t shape;
  bool table, closed;
} ct_std_code_set;

typedef struct ct_standard {
  ct_xml xml; /* texts point into it */
  ct_source source;
  ct_arena arena;
  const char *version;
  ct_prototype *data; /* data elements, simple */
  ct_composite *composite;
  ct_std_segment *segment;
  ct_std_position *position;
  ct_std_code_set *code_set;
  ct_tag *known; /* sorted, each once */
  uint32_t datas, composites, segments, positions, code_sets, knowns;
} ct_standard;

/* The standard named `version`: VERSION.xml beside `beside`, else the built-in one. */
enum ct_status ct_standard_open(ct_standard *, const char *version, const char *beside, ct_error *);
/* A standard by its text; the source is the standard's from now on, also after a failure. */
enum ct_status ct_standard_read(ct_standard *, ct_source *, ct_error *);
void ct_standard_close(ct_standard *);
bool ct_standard_has_set(const ct_standard *, const char *set);
uint32_t ct_standard_sets(const ct_standard *); /* tables of sets */
const ct_std_segment *ct_standard_segment(const ct_standard *, ct_tag);
const ct_prototype *ct_standard_data(const ct_standard *, const char *number);
const ct_std_position *ct_standard_position(const ct_standard *, const char *set, const char *pos,
                                            ct_tag);
const ct_std_code_set *ct_standard_code_set(const ct_standard *, ct_slice name);

/* A reference designator or a run of them: "CLM05-2", "HI02..HI12", "C001-4..C001-15". */
typedef struct ct_reference {
  uint8_t first, last;     /* elements; of a composite's own definition: 0 */
  uint8_t part, part_last; /* components; 0 none */
} ct_reference;
/* `prefix` is the segment's tag or the composite's number. */
bool ct_reference_read(const char *text, const char *prefix, ct_reference *);
/* A number of digits only, at most `most`. */
bool ct_number_read(const char *text, uint32_t most, uint32_t *number);

#endif
