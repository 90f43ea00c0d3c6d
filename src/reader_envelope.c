/*
 * reader_envelope.c -- interchanges, groups and sets open and close here: control numbers
 * pair, counts are right, nothing occurs twice (E-001 to E-012).  What stands inside a set
 * is reader_body.c's.
 */
#include "reader.h"

#include "base/decimal.h"

#include <stdio.h>

/* SE02 or GE02 that is malformed as the header's number is has no fault but that. */
static bool as_in_header(const ct_fault *f, const ct_word *control) {
  return ct_slice_same(f->value, ct_word_get(control));
}

/* Trailers and TA1 are answered at their own level, not by IK3 and IK4. */
static void control_fault(void *reader, const ct_fault *f) {
  ct_reader *r = reader;
  ct_fault own = *f;
  unsigned e = f->element;
  if (r->now->tag == CT_TAG_SE && e != 1 && e != 2) { /* a segment like any other */
    ct_reader_report(r, f);
    return;
  }
  own.ik3 = own.ik4 = "";
  switch (r->now->tag) {
  case CT_TAG_IEA: own.ta1 = e == 1 ? "021" : e == 2 ? "001" : "022"; break;
  case CT_TAG_SE: own.ik5 = e == 1 ? "4" : as_in_header(f, &r->set.control) ? "7" : "3"; break;
  case CT_TAG_GE:
    if (e == 1 || e == 2)
      own.ak9 = e == 1 ? "5" : as_in_header(f, &r->group.control) ? "6" : "4";
    else
      own.ta1 = "024";
    break;
  default: own.ta1 = "024"; break;
  }
  ct_reader_report(r, &own);
}

static void check_control(ct_reader *r, const ct_segment *s) {
  const ct_grammar *g = ct_grammars_control(r->grammars);
  const ct_node *n = ct_control_node(g, s->tag);
  r->report_grammar = g;
  if (!n || r->options.quiet) return;
  ct_segment placed = *s; /* the view stays as it is for those who look at it */
  placed.node = (uint32_t)(n - g->node);
  ct_element_check check = {.grammar = g, .report = control_fault, .ctx = r};
  check.snip = r->options.snip;
  ct_elements_check(&check, &placed, n);
}

static void tell(ct_reader *r, enum ct_fault_id id, const ct_segment *at, unsigned element) {
  ct_fault f = ct_fault_make(id, at);
  f.element = (uint8_t)element;
  if (element) f.value = ct_segment_get(at, element);
  f.has_value = f.value.len > 0;
  ct_reader_report(r, &f);
}

static void tell_pair(ct_reader *r, enum ct_fault_id id, const ct_segment *at, unsigned element,
                      ct_slice expected) {
  ct_fault f = ct_fault_make(id, at);
  f.element = (uint8_t)element;
  f.value = ct_segment_get(at, element);
  f.has_value = f.value.len > 0;
  f.args[0] = expected;
  f.args[1] = f.value;
  ct_reader_report(r, &f);
}

static void tell_count(ct_reader *r, enum ct_fault_id id, const ct_segment *at, unsigned element,
                       uint64_t counted, int severity) {
  ct_slice said = ct_segment_get(at, element);
  if (said.len == 0) return; /* its absence was told */
  if (ct_same_number(said, ct_slice_text(ct_reader_words(r, 1, "%llu", (unsigned long long)counted))))
    return;
  ct_fault f = ct_fault_make(id, at);
  f.element = (uint8_t)element;
  f.value = said;
  f.has_value = true;
  f.severity = (int8_t)severity;
  if (severity == CT_WARNING) f.ta1 = ""; /* nobody answers a TA1 */
  f.has_amounts = ct_decimal_parse(said, &f.actual) == CT_DECIMAL_OK;
  f.expected = (ct_decimal){(int64_t)counted, 0};
  if (f.has_amounts) ct_reader_report(r, &f); /* else its type was told */
}

static void remember(ct_reader *r, ct_key_set *seen, ct_slice key, enum ct_fault_id id,
                     const ct_segment *at, unsigned element) {
  bool was_there = false;
  enum ct_status status = ct_key_set_insert(seen, key, &was_there);
  if (status == CT_NO_MEMORY) ct_reader_fail(r, status, "out of memory");
  if (was_there) tell(r, id, at, element);
}

void ct_reader_stray_envelope(ct_reader *r, const ct_segment *s, const char *why) {
  ct_fault f = ct_fault_make(CT_F_SEGMENT_NOT_IN_ORDER, s);
  f.args[1] = ct_slice_text(why);
  f.ta1 = "024";
  r->report_grammar = ct_grammars_control(r->grammars);
  ct_reader_report(r, &f);
}

/* ---- interchange --------------------------------------------------------------------------- */

/* Elements of ISA that have the right width: their type and codes, with TA1's notes. */
static void isa_fault(void *reader, const ct_fault *f) {
  ct_reader *r = reader;
  ct_fault own = *f;
  if (f->element) {
    size_t width = ct_segment_get(r->now, f->element).len;
    if (width != ct_envelope_isa_width(f->element)) return; /* the width was told */
    if (f->element == 11 || f->element == 15 || f->element == 16) return; /* envelope.c's */
    if (f->element == 12 && f->id == CT_F_CODE_NOT_ALLOWED) {
      r->interchange.version_pending = true;
      return;
    }
    own.ta1 = ct_envelope_isa_note(f->element);
  } else {
    own.ta1 = "022";
  }
  own.ik4 = own.ik3 = "";
  if (own.id == CT_F_ELEMENT_TYPE && (f->element == 2 || f->element == 4)) return; /* blanks are right */
  ct_reader_report(r, &own);
}

static void check_isa(ct_reader *r, const ct_segment *s, const ct_isa *isa) {
  const ct_grammar *g = ct_grammars_control(r->grammars);
  const ct_node *n = ct_control_node(g, CT_TAG_ISA);
  r->report_grammar = g;
  ct_envelope_isa(isa, s, r->options.production, ct_reader_report, r);
  if (!n || isa->count != 16 || r->options.quiet) return;
  ct_element_check check = {.grammar = g, .report = isa_fault, .ctx = r};
  check.snip = r->options.snip;
  ct_segment plain = *s; /* delimiters of the data do not cut the ISA itself */
  plain.node = (uint32_t)(n - g->node);
  plain.delims.component = plain.delims.repetition = 0;
  ct_elements_check(&check, &plain, n);
}

/* ISA13 again for the same sender and receiver (ISA05 to ISA08). */
static void check_duplicate(ct_reader *r, const ct_segment *s, const ct_isa *isa) {
  char key[256];
  size_t len = 0;
  static const uint8_t parts[] = {5, 6, 7, 8, 13};
  for (size_t i = 0; i < sizeof parts; i++) {
    ct_slice v = ct_slice_trim(isa->element[parts[i]]);
    size_t take = v.len < 40 ? v.len : 40;
    memcpy(key + len, v.ptr, take);
    len += take;
    key[len++] = 0;
  }
  if (isa->count >= 13)
    remember(r, &r->seen_interchanges, ct_slice_make(key, len), CT_F_INTERCHANGE_CONTROL_DUPLICATE,
             s, 13);
}

void ct_reader_isa(ct_reader *r, const ct_segment *s) {
  if (r->interchange.open) ct_reader_leave_interchange(r, s);
  const ct_isa *isa = ct_tokenizer_isa(r->tokenizer);
  ct_interchange *i = &r->interchange;
  i->open = true;
  i->groups = i->acks = 0;
  i->version_pending = false;
  i->endless = isa->bad_segment && !isa->delims.segment;
  ct_word_keep(&i->control, isa->count >= 13 ? isa->element[13] : ct_slice_empty());
  ct_kept_keep(&i->isa, s);
  ct_key_set_clear(&r->seen_groups);
  r->text_told = r->outside_stray = false;
  r->counts.interchanges++;
  ct_reader_emit(r, CT_EV_INTERCHANGE, s, 0);
  check_isa(r, s, isa);
  if (r->checks) ct_checks_interchange(r->checks, s);
  check_duplicate(r, s, isa);
}

/* ISA12 of another version is told unless every group says of itself that it is. */
static void tell_version(ct_reader *r) {
  if (!r->interchange.version_pending) return;
  r->interchange.version_pending = false;
  const ct_segment *isa = &r->interchange.isa.segment;
  ct_fault f = ct_fault_make(CT_F_CODE_NOT_ALLOWED, isa);
  f.element = 12;
  f.value = ct_segment_get(isa, 12);
  f.has_value = true;
  f.args[0] = ct_slice_text("00501");
  f.ta1 = ct_slice_digits(f.value) ? "003" : "017";
  f.ik4 = f.ik3 = "";
  r->report_grammar = ct_grammars_control(r->grammars);
  ct_reader_report(r, &f);
}

void ct_reader_leave_interchange(ct_reader *r, const ct_segment *at) {
  if (!r->interchange.open) return;
  const char *inside = r->set.open ? "inside a transaction set" : r->group.open ? "inside a group" : "without IEA";
  ct_segment end = {.text = "", .raw = {"", 0}, .lead = {"", 0}};
  end.offset = r->counts.bytes;
  end.number = r->set.segments + 1;
  ct_fault f = ct_fault_make(CT_F_TRUNCATED, at ? at : &end);
  f.args[0] = ct_slice_text(ct_reader_words(
      r, 0, at ? "the interchange ends %s: another one begins" : "the file ends %s: it is cut short",
      inside));
  if (r->set.open) f.ik5 = "2";
  if (r->group.open) f.ak9 = "3";
  bool own = at != NULL;
  if (!own) r->now = NULL;
  ct_reader_stray_end(r);
  f.tag = CT_TAG_IEA;
  if (r->set.open) f.tag = CT_TAG_SE;
  else if (r->group.open) f.tag = CT_TAG_GE;
  r->report_grammar = ct_grammars_control(r->grammars);
  /* Without a terminator no IEA can be found: that was told, except to who wants ends only. */
  bool told = r->interchange.endless && !r->options.quiet;
  if (!told) ct_reader_report(r, &f);
  if (r->set.open) {
    ct_reader_set_close(r, NULL);
    ct_reader_emit(r, CT_EV_SET_END, NULL, 0);
    r->set.open = false;
  }
  if (r->group.open) {
    ct_reader_emit(r, CT_EV_GROUP_END, NULL, 0);
    r->group.open = false;
  }
  tell_version(r);
  ct_reader_emit(r, CT_EV_INTERCHANGE_END, NULL, 0);
  r->interchange.open = false;
}

void ct_reader_iea(ct_reader *r, const ct_segment *s) {
  if (r->set.open) ct_reader_leave_set(r, s);
  if (r->group.open) ct_reader_leave_group(r, s);
  tell_version(r);
  check_control(r, s);
  ct_interchange *i = &r->interchange;
  bool answers_only = i->groups == 0 && i->acks > 0 && ct_same_number(ct_segment_get(s, 1), ct_slice_text("1"));
  tell_count(r, CT_F_GROUP_COUNT, s, 1, i->groups, answers_only ? CT_WARNING : -1);
  ct_slice control = ct_segment_get(s, 2);
  if (control.len && !ct_same_number(control, ct_word_get(&i->control)))
    tell_pair(r, CT_F_INTERCHANGE_CONTROL_MISMATCH, s, 2, ct_word_get(&i->control));
  ct_reader_emit(r, CT_EV_INTERCHANGE_END, s, 0);
  i->open = false;
}

void ct_reader_ta1(ct_reader *r, const ct_segment *s) {
  if (r->group.open || r->interchange.groups)
    ct_reader_stray_envelope(r, s, ": TA1 stands before the first group");
  r->interchange.acks++;
  check_control(r, s);
  ct_reader_emit(r, CT_EV_SEGMENT, s, 0);
}

/* ---- group ------------------------------------------------------------------------------------ */

/* GS01 is that of some guide. */
static bool group_code_known(const ct_reader *r, ct_slice code) {
  const ct_grammar *g;
  for (size_t i = 0; (g = ct_grammars_at(r->grammars, i)) != NULL; i++)
    if (ct_slice_is(code, g->group_code)) return true;
  return false;
}

static void tell_group_version(ct_reader *r, const ct_segment *s) {
  ct_fault f = ct_fault_make(CT_F_VERSION_NOT_SUPPORTED, s);
  f.element = 8;
  f.value = ct_segment_get(s, 8);
  f.has_value = true;
  if (!group_code_known(r, ct_word_get(&r->group.code))) f.ak9 = "1";
  ct_reader_report(r, &f);
}

static void gs_fault(void *reader, const ct_fault *f) {
  ct_reader *r = reader;
  if (f->element == 8 && f->id == CT_F_CODE_NOT_ALLOWED) return; /* version-not-supported says it */
  if (f->element == 1 && f->id == CT_F_CODE_NOT_ALLOWED && !r->group.supported) return;
  ct_fault own = *f;
  own.ik3 = own.ik4 = "";
  switch (f->element) { /* AK905 speaks of the kind, the number and the version alone */
  case 1: own.ak9 = "1"; break;
  case 6: own.ak9 = "6"; break;
  case 7:
  case 8: own.ak9 = "2"; break;
  default: own.ta1 = "024"; break;
  }
  ct_reader_report(r, &own);
}

void ct_reader_gs(ct_reader *r, const ct_segment *s) {
  if (r->set.open) ct_reader_leave_set(r, s);
  if (r->group.open) ct_reader_leave_group(r, s);
  ct_group *g = &r->group;
  g->open = true;
  g->sets = 0;
  ct_word_keep(&g->code, ct_segment_get(s, 1));
  ct_word_keep(&g->control, ct_segment_get(s, 6));
  ct_word_keep(&g->version, ct_segment_get(s, 8));
  ct_kept_keep(&g->gs, s);
  ct_key_set_clear(&r->seen_sets);
  r->interchange.groups++;
  r->counts.groups++;
  bool alias;
  g->supported = ct_grammars_find(r->grammars, ct_segment_get(s, 8), ct_slice_empty(), &alias) != NULL;
  ct_reader_emit(r, CT_EV_GROUP, s, 0);
  const ct_grammar *control = ct_grammars_control(r->grammars);
  const ct_node *n = ct_control_node(control, CT_TAG_GS);
  r->report_grammar = control;
  ct_element_check check = {.grammar = control, .report = gs_fault, .ctx = r};
  check.snip = r->options.snip;
  ct_segment placed = *s;
  if (n) placed.node = (uint32_t)(n - control->node);
  if (n && !r->options.quiet) ct_elements_check(&check, &placed, n);
  if (!g->supported && ct_segment_get(s, 8).len) {
    r->interchange.version_pending = false;
    tell_group_version(r, s);
  }
  ct_slice control_number = ct_segment_get(s, 6);
  if (control_number.len)
    remember(r, &r->seen_groups, control_number, CT_F_GROUP_CONTROL_DUPLICATE, s, 6);
  if (r->checks) ct_reader_fail_checks(r, ct_checks_group(r->checks, control, s));
}

void ct_reader_leave_group(ct_reader *r, const ct_segment *at) {
  ct_fault f = ct_fault_make(CT_F_GROUP_TRAILER_MISSING, at);
  f.tag = CT_TAG_GE;
  r->report_grammar = ct_grammars_control(r->grammars);
  ct_reader_report(r, &f);
  ct_reader_emit(r, CT_EV_GROUP_END, NULL, 0);
  r->group.open = false;
}

/* X12 wants a set in every group; where sets are lost their count tells so. */
static void tell_empty_group(ct_reader *r, const ct_segment *s) {
  if (r->group.sets > 0 || !ct_same_number(ct_segment_get(s, 1), ct_slice_text("0"))) return;
  ct_fault f = ct_fault_make(CT_F_SEGMENT_MISSING, s);
  f.tag = CT_TAG_ST;
  f.snip = 1;
  f.ak9 = "5";
  f.ik3 = "";
  ct_reader_report(r, &f);
}

void ct_reader_ge(ct_reader *r, const ct_segment *s) {
  if (r->set.open) ct_reader_leave_set(r, s);
  if (!r->group.open) {
    ct_reader_stray_envelope(r, s, ": no group is open");
    ct_reader_emit(r, CT_EV_SEGMENT, s, 0);
    return;
  }
  check_control(r, s);
  tell_count(r, CT_F_SET_COUNT, s, 1, r->group.sets, -1);
  tell_empty_group(r, s);
  ct_slice control = ct_segment_get(s, 2);
  if (control.len && !ct_same_number(control, ct_word_get(&r->group.control)))
    tell_pair(r, CT_F_GROUP_CONTROL_MISMATCH, s, 2, ct_word_get(&r->group.control));
  ct_reader_emit(r, CT_EV_GROUP_END, s, 0);
  r->group.open = false;
}

/* ---- set ----------------------------------------------------------------------------------------- */

static void check_versions(ct_reader *r, const ct_segment *s, ct_slice version, bool alias) {
  ct_slice of_group = ct_word_get(&r->group.version);
  if (version.len && r->group.open && !ct_slice_same(version, of_group)) {
    bool group_alias;
    ct_slice code = ct_segment_get(s, 1);
    const ct_grammar *other = ct_grammars_find(r->grammars, of_group, code, &group_alias);
    const ct_grammar *own = ct_grammars_find(r->grammars, version, code, &group_alias);
    ct_fault f = ct_fault_make(CT_F_VERSION_MISMATCH, s);
    f.element = 3;
    f.value = f.args[0] = version;
    f.args[1] = of_group;
    f.has_value = true;
    f.severity = own && own == other ? CT_WARNING : -1; /* one family */
    if (!r->grammar || r->group.supported || other) ct_reader_report(r, &f);
  }
  if (r->grammar && alias) {
    ct_fault f = ct_fault_make(CT_F_GUIDE_ALIAS, s);
    f.element = version.len ? 3 : 0;
    f.value = version.len ? version : of_group;
    f.has_value = true;
    f.args[0] = ct_slice_text(r->grammar->id);
    ct_reader_report(r, &f);
  }
}

static void check_group_code(ct_reader *r, const ct_segment *s) {
  const ct_grammar *g = r->grammar;
  if (!g || !r->group.open) return;
  ct_slice code = ct_word_get(&r->group.code), set = ct_segment_get(s, 1);
  if (ct_slice_is(code, g->group_code) && ct_slice_is(set, g->set_code)) return;
  ct_fault f = ct_fault_make(CT_F_SET_GROUP_MISMATCH, s);
  f.element = 1;
  f.value = f.args[0] = set;
  f.args[1] = code;
  f.has_value = true;
  if (set.len == 0) f.ik5 = "6";
  if (!group_code_known(r, code)) f.ak9 = "1";
  ct_reader_report(r, &f);
}

/* The group's version is a good one: this set alone is refused. */
static void tell_set_version(ct_reader *r, const ct_segment *s, ct_slice version) {
  ct_fault f = ct_fault_make(CT_F_VERSION_NOT_SUPPORTED, s);
  f.element = version.len ? 3 : 0;
  f.value = version;
  f.has_value = version.len > 0;
  f.ak9 = "";
  ct_reader_report(r, &f);
}

/*
 * The guide by ST03 where present, else by GS08; where the two name none for ST01, the one that
 * the version names without it.  A set that names a version of its own which nobody knows has none.
 */
static const ct_grammar *choose_guide(ct_reader *r, const ct_segment *s, bool *alias) {
  ct_slice own = ct_segment_get(s, 3), of_group = ct_word_get(&r->group.version);
  ct_slice code = ct_segment_get(s, 1);
  const ct_grammar *g = NULL;
  *alias = false;
  if (own.len) g = ct_grammars_find(r->grammars, own, code, alias);
  if (!g && r->group.open) g = ct_grammars_find(r->grammars, of_group, code, alias);
  if (!g && own.len) g = ct_grammars_find(r->grammars, own, ct_slice_empty(), alias);
  if (!g && !own.len && r->group.open)
    g = ct_grammars_find(r->grammars, of_group, ct_slice_empty(), alias);
  return g;
}

void ct_reader_st(ct_reader *r, ct_segment *s) {
  if (r->set.open) ct_reader_leave_set(r, s);
  bool alias;
  ct_slice version = ct_segment_get(s, 3);
  r->grammar = choose_guide(r, s, &alias);
  s->number = 1;
  ct_set *set = &r->set;
  set->open = true;
  s->number = set->segments = 1;
  set->offset = s->offset;
  ct_word_keep(&set->code, ct_segment_get(s, 1));
  ct_word_keep(&set->control, ct_segment_get(s, 2));
  bool of_group = version.len == 0 && r->group.open;
  ct_word_keep(&set->version, of_group ? ct_word_get(&r->group.version) : version);
  r->group.sets++;
  r->counts.sets++;
  r->vast = false;
  r->summary = (ct_set_summary){.code = ct_word_get(&set->code), .version = ct_word_get(&set->version)};
  ct_reader_emit(r, CT_EV_SET, s, 0);
  ct_reader_set_begin(r, s);
  if (!r->group.open) ct_reader_stray_envelope(r, s, ": no group is open");
  r->report_grammar = r->grammar ? r->grammar : ct_grammars_control(r->grammars);
  if (!r->grammar && (!r->group.open || r->group.supported)) tell_set_version(r, s, version);
  check_group_code(r, s);
  check_versions(r, s, version, alias);
  ct_slice control = ct_segment_get(s, 2);
  if (control.len) remember(r, &r->seen_sets, control, CT_F_SET_CONTROL_DUPLICATE, s, 2);
  r->report_grammar = r->grammar;
}

static void end_set(ct_reader *r, const ct_segment *se) {
  ct_reader_emit(r, CT_EV_SET_END, se, 0);
  r->set.open = false;
  r->grammar = NULL;
  r->report_grammar = ct_grammars_control(r->grammars);
}

void ct_reader_leave_set(ct_reader *r, const ct_segment *at) {
  ct_reader_set_close(r, at);
  ct_fault f = ct_fault_make(CT_F_SET_TRAILER_MISSING, at);
  f.tag = CT_TAG_SE;
  r->report_grammar = ct_grammars_control(r->grammars);
  ct_reader_report(r, &f);
  end_set(r, NULL);
}

void ct_reader_se(ct_reader *r, ct_segment *s) {
  if (!r->set.open) {
    ct_reader_stray_envelope(r, s, ": no transaction set is open");
    ct_reader_emit(r, CT_EV_SEGMENT, s, 0);
    return;
  }
  ct_reader_set_close(r, s);
  check_control(r, s);
  tell_count(r, CT_F_SEGMENT_COUNT, s, 1, s->number, -1);
  ct_slice control = ct_segment_get(s, 2);
  if (control.len && !ct_slice_same(control, ct_word_get(&r->set.control)))
    tell_pair(r, CT_F_SET_CONTROL_MISMATCH, s, 2, ct_word_get(&r->set.control));
  end_set(r, s);
}
