/*
 * ack.c -- writes TA1 and 999 from envelope events and findings.  It knows the shape of the
 * acknowledgments, verdicts and counts; which code a defect takes comes with the finding
 * (ct_ack_codes), and the errors inside a set are ack_errors.c's.
 *
 *   ISA GS { ST AK1 { AK2 { IK3 CTX* { IK4 CTX* } } IK5 } AK9 SE } GE IEA   ISA TA1 IEA
 */
#include "out/ack.h"

#include "base/mem.h"
#include "out/ack_errors.h"
#include "out/ack_text.h"

enum { MOST_CODES = 5, MOST_SETS = 999999, MOST_CONTROL = 999999999 };

/* Error codes of a set or group, most important first: what keeps all of it from being read, whose
 * it is, what was counted wrong, what is wrong inside. */
static const char *const set_codes[] = {"6", "1", "I6", "19", "18", "7", "23", "2", "3", "4", "5", "I5", NULL};
static const char *const group_codes[] = {"1", "2", "6", "19", "3", "4", "5", NULL};

typedef uint32_t codes; /* a bit for each of such a list: no doubles */

typedef struct ack {
  ct_sink sink;
  ct_ack_options options;
  ct_writer *writer;
  ct_clock clock;
  uint32_t control; /* of the next interchange */
  /* the interchange being answered */
  ct_ack_text isa[17];
  bool ask_ta1, ta1_reject, written, in_interchange;
  const char *ta1_note; /* first, worst */
  unsigned ta1_at;      /* as ta1_place() */
  /* the group */
  ct_ack_text code, control_number, version, ge_count;
  bool group_open, answer_group;
  codes group_errors;
  uint64_t sets, accepted, rejected, noted;
  uint32_t set_number;
  /* the set */
  bool set_open, has_reject, has_note;
  codes set_errors;
  ct_ack_errors *errors;
} ack;

/* ---- pieces ------------------------------------------------------------------------------ */

static void put(ack *a, ct_ack_text t) { ct_writer_element(a->writer, t.text, t.len); }
static void put_text(ack *a, const char *text) { ct_writer_element(a->writer, text, strlen(text)); }
static void put_number(ack *a, uint64_t n) {
  char text[CT_DECIMAL_SIZE];
  size_t len = sizeof text;
  do text[--len] = (char)('0' + n % 10);
  while (n /= 10);
  ct_writer_element(a->writer, text + len, sizeof text - len);
}
static void add_code(codes *c, const char *const *list, const char *code) {
  for (unsigned i = 0; list[i]; i++)
    if (strcmp(list[i], code) == 0) *c |= 1u << i;
}

static void put_codes(ack *a, codes c, const char *const *list) {
  for (unsigned i = 0, n = 0; list[i] && n < MOST_CODES; i++) {
    if (!(c & 1u << i)) continue;
    put_text(a, list[i]);
    n++;
  }
}

/* AK902 to AK904 hold six digits. */
static void put_sets(ack *a, uint64_t n) { put_number(a, n < MOST_SETS ? n : MOST_SETS); }

static ct_ack_text two_digits(const ack *a, const char *order) {
  ct_ack_text t = {0, {0}};
  for (; *order; order++) {
    int n = *order == 'C'   ? a->clock.year / 100
            : *order == 'Y' ? a->clock.year % 100
            : *order == 'm' ? a->clock.month
            : *order == 'd' ? a->clock.day
            : *order == 'H' ? a->clock.hour
                            : a->clock.minute;
    t.text[t.len++] = (char)('0' + n / 10);
    t.text[t.len++] = (char)('0' + n % 10);
  }
  return t;
}

/* ---- the interchange that answers --------------------------------------------------------- */

static ct_ack_text qualifier(ct_ack_text q) {
  static const char *const known[] = {"01", "14", "20", "27", "28", "29", "30", "33"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (q.len == 2 && memcmp(q.text, known[i], 2) == 0) return q;
  return (ct_ack_text){2, "ZZ"};
}

static ct_ack_text party(ct_ack_text id) {
  return ct_ack_pad(ct_ack_or(ct_slice_make(id.text, id.len), 1, 15, "UNKNOWN"), 15);
}

static void write_isa(ack *a) {
  ct_writer_begin(a->writer, "ISA");
  put_text(a, "00");
  put_text(a, "          ");
  put_text(a, "00");
  put_text(a, "          ");
  put(a, qualifier(a->isa[7]));
  put(a, party(a->isa[8]));
  put(a, qualifier(a->isa[5]));
  put(a, party(a->isa[6]));
  put(a, two_digits(a, "Ymd"));
  put(a, two_digits(a, "HM"));
  put_text(a, "^");
  put_text(a, "00501");
  put(a, ct_ack_zeros(a->control, 9));
  a->control = a->control < MOST_CONTROL ? a->control + 1 : 1;
  put_text(a, "0");
  put_text(a, a->isa[15].len == 1 && a->isa[15].text[0] == 'T' ? "T" : "P");
  put_text(a, ":");
  ct_writer_end(a->writer);
}

/* GS02 and GS03: two to fifteen characters; else the party of the ISA. */
static void put_group_party(ack *a, ct_slice own, ct_ack_text isa) {
  ct_ack_text t = ct_ack_clean(own, 15);
  if (t.len < 2) t = ct_ack_or(ct_slice_make(isa.text, isa.len), 2, 15, "UNKNOWN");
  put(a, t);
}

static void begin_answer(ack *a, const ct_segment *gs) {
  if (a->written) return;
  a->written = true;
  uint32_t control = a->control;
  write_isa(a);
  ct_writer_begin(a->writer, "GS");
  put_text(a, "FA");
  put_group_party(a, ct_segment_element(gs, 3), a->isa[8]);
  put_group_party(a, ct_segment_element(gs, 2), a->isa[6]);
  put(a, two_digits(a, "CYmd"));
  put(a, two_digits(a, "HM"));
  put_number(a, control);
  put_text(a, "X");
  put_text(a, "005010X231A1");
  ct_writer_end(a->writer);
  a->set_number = 0;
}

/* ---- findings ---------------------------------------------------------------------------------- */

/* Faults of the ISA come before all others: its structure, then its elements from the first on. */
static unsigned ta1_place(const ct_finding *f) {
  if (f->where.tag.len != 3 || memcmp(f->where.tag.ptr, "ISA", 3) != 0) return UINT8_MAX + 1u;
  return strcmp(f->ack.ta1, "022") == 0 ? 0 : f->where.element;
}

static void note_interchange(ack *a, const ct_finding *f) {
  if (f->ack.ta1[0] == 0 || f->severity == CT_NOTE) return;
  bool reject = f->severity == CT_ERROR;
  unsigned place = ta1_place(f);
  bool worse = reject && !a->ta1_reject;
  if (a->ta1_note && !worse && (reject != a->ta1_reject || place >= a->ta1_at)) return;
  a->ta1_note = f->ack.ta1;
  a->ta1_reject = reject;
  a->ta1_at = place;
}

static void note_in_set(ack *a, const ct_finding *f) {
  bool reject = f->severity == CT_ERROR;
  if (f->ack.ik5[0]) {
    add_code(&a->set_errors, set_codes, f->ack.ik5);
  } else if (f->ack.ik3[0] || reject) {
    const char *code = ct_ack_errors_add(a->errors, f);
    add_code(&a->set_errors, set_codes, code[0] == 'I' ? "I5" : "5");
  } else {
    return;
  }
  *(reject ? &a->has_reject : &a->has_note) = true;
}

static enum ct_status on_finding(ct_sink *s, const ct_finding *f) {
  ack *a = (ack *)s;
  if (f->severity == CT_NOTE || !a->in_interchange) return CT_OK;
  note_interchange(a, f);
  if (a->group_open && f->ack.ak9[0] && f->severity == CT_ERROR)
    add_code(&a->group_errors, group_codes, f->ack.ak9);
  if (a->set_open && a->group_open && a->answer_group && f->where.segment) note_in_set(a, f);
  return CT_OK;
}

/* ---- envelope ------------------------------------------------------------------------------------- */

static void open_interchange(ack *a, const ct_segment *isa) {
  for (unsigned e = 1; e <= 16; e++) a->isa[e] = ct_ack_clean(ct_segment_element(isa, e), 15);
  a->ask_ta1 = a->isa[14].len == 1 && a->isa[14].text[0] == '1';
  a->ta1_note = NULL;
  a->ta1_reject = a->written = a->group_open = a->set_open = false;
  a->in_interchange = true;
}

static void write_ta1(ack *a) {
  const char *note = a->ta1_note ? a->ta1_note : "000";
  write_isa(a);
  ct_writer_begin(a->writer, "TA1");
  put(a, a->isa[13].len == 9 ? ct_ack_digits(ct_slice_make(a->isa[13].text, 9), 9, "000000000")
                             : (ct_ack_text){9, "000000000"});
  bool date = ct_date_valid_short(ct_slice_make(a->isa[9].text, a->isa[9].len));
  bool time = ct_time_valid_hhmm(ct_slice_make(a->isa[10].text, a->isa[10].len));
  put(a, date ? a->isa[9] : two_digits(a, "Ymd"));
  put(a, time ? a->isa[10] : two_digits(a, "HM"));
  put_text(a, !a->ta1_note ? "A" : a->ta1_reject ? "R" : "E");
  put_text(a, note);
  ct_writer_end(a->writer);
  ct_writer_end_interchange(a->writer);
}

static void close_interchange(ack *a) {
  if (a->written) {
    ct_writer_end_group(a->writer);
    ct_writer_end_interchange(a->writer);
  }
  bool wanted = a->options.ta1 == CT_ACK_TA1_ALWAYS ||
                (a->options.ta1 == CT_ACK_TA1_AUTO && (a->ask_ta1 || a->ta1_note));
  if (wanted) write_ta1(a);
  a->in_interchange = false;
}

static void open_group(ack *a, const ct_segment *gs) {
  a->group_open = true;
  a->group_errors = 0;
  a->sets = a->accepted = a->rejected = a->noted = 0;
  a->code = ct_ack_or(ct_segment_element(gs, 1), 2, 2, "XX");
  a->control_number = ct_ack_digits(ct_segment_element(gs, 6), 9, "0");
  a->version = ct_ack_or(ct_segment_element(gs, 8), 1, 12, "UNKNOWN");
  a->answer_group = !(a->code.len == 2 && memcmp(a->code.text, "FA", 2) == 0);
  if (!a->answer_group) return;
  begin_answer(a, gs);
  ct_writer_begin(a->writer, "ST");
  put_text(a, "999");
  a->set_number++;
  put(a, ct_ack_zeros(a->set_number, a->set_number > 9999 ? 9 : 4));
  put_text(a, "005010X231A1");
  ct_writer_end(a->writer);
  ct_writer_begin(a->writer, "AK1");
  put(a, a->code);
  put(a, a->control_number);
  put(a, a->version);
  ct_writer_end(a->writer);
}

static void close_group(ack *a, const ct_segment *ge) {
  a->group_open = false;
  if (!a->answer_group) return;
  bool refused = a->group_errors != 0;
  const char *verdict = refused || (a->rejected && !a->accepted) ? "R"
                        : a->rejected                            ? "P"
                        : a->noted                               ? "E"
                                                                 : "A";
  ct_writer_begin(a->writer, "AK9");
  put_text(a, verdict);
  ct_ack_text said = ge ? ct_ack_digits(ct_segment_element(ge, 1), 6, "") : (ct_ack_text){0, {0}};
  if (said.len)
    put(a, said);
  else
    put_sets(a, a->sets);
  put_sets(a, a->sets);
  put_sets(a, verdict[0] == 'R' ? 0 : a->accepted);
  put_codes(a, a->group_errors, group_codes);
  ct_writer_end(a->writer);
  ct_writer_end_set(a->writer);
}

static void open_set(ack *a, const ct_segment *st, bool has_guide) {
  a->set_open = true;
  a->sets++;
  a->has_note = false;
  a->has_reject = !has_guide; /* nobody has looked into it */
  a->set_errors = 0;
  if (!has_guide) add_code(&a->set_errors, set_codes, "I6");
  if (!a->group_open || !a->answer_group) return;
  ct_writer_begin(a->writer, "AK2");
  put(a, ct_ack_or(ct_segment_element(st, 1), 3, 3, "000"));
  ct_ack_text control = ct_ack_clean(ct_segment_element(st, 2), 9), padded = {0, {0}};
  while (padded.len + control.len < 4) padded.text[padded.len++] = '0';
  memcpy(padded.text + padded.len, control.text, control.len);
  padded.len += control.len;
  put(a, padded);
  put(a, ct_ack_clean(ct_segment_element(st, 3), 35));
  ct_writer_end(a->writer);
}

static void close_set(ack *a) {
  a->set_open = false;
  if (!a->group_open || !a->answer_group) return;
  const char *verdict = a->has_reject ? "R" : a->has_note ? "E" : "A";
  ct_ack_errors_end(a->errors);
  ct_writer_begin(a->writer, "IK5");
  put_text(a, verdict);
  if (verdict[0] != 'A') put_codes(a, a->set_errors, set_codes);
  ct_writer_end(a->writer);
  *(verdict[0] == 'R' ? &a->rejected : &a->accepted) += 1;
  if (verdict[0] == 'E') a->noted++;
}

static enum ct_status on_event(ct_sink *s, const ct_event *e) {
  ack *a = (ack *)s;
  switch (e->kind) {
  case CT_EV_INTERCHANGE: open_interchange(a, e->segment); break;
  case CT_EV_INTERCHANGE_END: close_interchange(a); break;
  case CT_EV_GROUP: open_group(a, e->segment); break;
  case CT_EV_GROUP_END: close_group(a, e->segment); break;
  case CT_EV_SET: open_set(a, e->segment, e->name[0] != 0); break;
  case CT_EV_SET_END: close_set(a); break;
  default: break;
  }
  return CT_OK;
}

uint32_t ct_sink_ack_control(const ct_sink *s) { return ((const ack *)s)->control; }

static enum ct_status on_finish(ct_sink *s) { return ct_writer_flush(((ack *)s)->writer); }

static void on_free(ct_sink *s) {
  ack *a = (ack *)s;
  if (!a) return;
  ct_ack_errors_free(a->errors);
  ct_writer_free(a->writer);
  ct_mem_free(a);
}

ct_sink *ct_sink_ack(const ct_ack_options *options, ct_write_fn *write, void *ctx) {
  ack *a = ct_mem_zalloc(1, sizeof *a);
  if (!a) return NULL;
  const ct_delimiters ours = {'*', '^', ':', '~'};
  a->options = *options;
  a->control = options->control ? options->control : 1;
  a->clock = ct_clock_from_epoch(options->now);
  a->writer = ct_writer_new(&ours, write, ctx);
  a->sink = (ct_sink){.wants = CT_WANT_ENVELOPE, .event = on_event, .finding = on_finding};
  a->sink.finish = on_finish;
  a->sink.free = on_free;
  if (a->writer)
    a->errors = ct_ack_errors_new(a->writer, options->short_loop_id, options->standard_ik304);
  if (a->errors) return &a->sink;
  on_free(&a->sink);
  return NULL;
}
