/*
 * overlay.h -- one operation for every layer: a guide's elements laid over the standard's, a
 * partner's over the guide's.  A layer narrows: fewer values, shorter, fewer, more required.
 *
 *   prototypes or table rows --ct_drafts_*--> drafts --ct_overlay_element--> --ct_drafts_emit-->
 * rows
 */
#ifndef CT_GUIDE_OVERLAY_H
#define CT_GUIDE_OVERLAY_H

#include "guide/builder.h"
#include "guide/standard.h"

typedef struct ct_draft { /* an element while layers are laid over it */
  ct_element element;
  const char *known; /* values the standard knows, "A|B" */
  const char *sets;  /* code sets by name; NULL: as the element's set_first says */
  const char *notes; /* of a composite from the standard */
  struct ct_draft *part;
  uint16_t parts;
} ct_draft;

typedef struct ct_overlay {
  ct_builder *builder;
  const ct_xml *xml; /* the file of the layer */
  const ct_standard *standard;
  ct_arena scratch;
  const xmlNode *limits; /* first child of the file's root: its <data-element>s hold everywhere */
} ct_overlay;

/* Drafts of a segment as the standard has it: nothing is used yet. NULL after a failure. */
ct_draft *ct_drafts_standard(ct_overlay *, const ct_std_segment *);
/* Lays the <element> children of a <segment> over its drafts. `tag` is the segment's. */
enum ct_status ct_overlay_segment(ct_overlay *, ct_draft *, uint16_t count, const xmlNode *segment,
                                  const char *tag);
/* The draft that a reference means, or NULL. */
ct_draft *ct_draft_at(ct_draft *, uint16_t count, unsigned element, unsigned part);
/* Everything used and without written values is of a patient or subscriber. */
void ct_drafts_private(ct_draft *, uint16_t count);
/* Into the builder's tables: the index of the first element. */
uint16_t ct_drafts_emit(ct_overlay *, ct_draft *, uint16_t count);

bool ct_usage_read(const char *text, uint8_t *usage);

/* In code_table.c: the code set of that name among the builder's, made when it is new; 0: failed.
 */
uint16_t ct_code_set_make(ct_overlay *, ct_slice name);

#endif
