/*
 * report_json.c -- one JSON document: files, in them interchanges, groups, sets, and at each
 * level its own findings.
 *
 *   {"version":..,"files":[
 *   {"type":"file","file":..,"interchanges":[
 *     {"type":"interchange",..,"groups":[
 *       {"type":"group",..,"sets":[
 *         {"type":"set",..,"findings":[ streamed ],"balances":[ spilled ],"code":..}
 *       ],"findings":[ spilled ]}
 *     ],"findings":[ spilled ]}
 *   ],"findings":[ spilled ],"status":..}]}
 *
 * Findings of a set are written as they come.  Those of the levels above wait until the array
 * before them is closed, in a spill that keeps little in memory.
 */
#include "out/json.h"
#include "out/spill.h"

#include "base/mem.h"

enum level { NOWHERE, IN_FILE, IN_INTERCHANGE, IN_GROUP, IN_SET, LEVELS };

typedef struct document {
  ct_report report; /* first */
  enum level level; /* innermost object that is open */
  uint64_t files;
  uint64_t children[LEVELS]; /* objects written in the array of the open object */
  ct_spill waiting[LEVELS];  /* findings of the level; of IN_SET: balance rows */
} document;

static document *self(ct_sink *s) {
  return (document *)s;
}

/* ---- levels ------------------------------------------------------------------------ */

static const char *const type_of[LEVELS] = {NULL, "file", "interchange", "group", "set"};
static const char *const array_of[LEVELS] = {NULL, "interchanges", "groups", "sets", "findings"};

static void note_status(document *d, const ct_spill *s) {
  if (s->status != CT_OK && d->report.out->status == CT_OK) d->report.out->status = s->status;
}

/* Ends the array that is open and writes the level's waiting list; keys may follow. */
static void close_lists(document *d) {
  ct_buffer *b = d->report.out;
  ct_spill *waiting = &d->waiting[d->level];
  bool set = d->level == IN_SET;
  ct_buffer_text(b, "]");
  if (!set || d->report.options.explain_balance) {
    ct_buffer_text(b, set ? ",\"balances\":[" : ",\"findings\":[");
    ct_spill_drain(waiting, b);
    note_status(d, waiting);
    ct_buffer_text(b, "]");
  }
}

static void close_level(document *d) {
  ct_buffer_text(d->report.out, "}");
  d->level--;
}

/* Closes what is open below `keep`, summaries left out: the end events did not come. */
static void close_to(document *d, enum level keep) {
  while (d->level > keep) {
    close_lists(d);
    close_level(d);
  }
}

static void open_level(document *d, enum level level);

/* Opens the object up to its own keys; open_array() must follow. */
static void open_object(document *d, enum level level) {
  ct_buffer *b = d->report.out;
  if (d->level >= level) close_to(d, level - 1);
  while (d->level < level - 1) open_level(d, d->level + 1); /* a set without a group ... */
  uint64_t before = level == IN_FILE ? d->files++ : d->children[level - 1]++;
  ct_buffer_printf(b, "%s\n{\"type\":\"%s\"", before ? "," : "", type_of[level]);
  d->level = level;
  d->children[level] = 0;
}

static void open_array(document *d) {
  ct_buffer_printf(d->report.out, ",\"%s\":[", array_of[d->level]);
}

static void open_level(document *d, enum level level) {
  open_object(d, level);
  open_array(d);
}

/* ---- events --------------------------------------------------------------------------- */

static void element(ct_buffer *b, const char *key, const ct_segment *s, unsigned number) {
  ct_slice value = ct_segment_element(s, number);
  while (value.len > 0 && value.ptr[value.len - 1] == ' ') value.len--;
  if (value.len > 0) ct_json_text(b, key, value);
}

static void open_interchange(document *d, const ct_event *e) {
  ct_buffer *b = d->report.out;
  open_object(d, IN_INTERCHANGE);
  ct_json_envelope(b, &e->where);
  if (e->segment) {
    element(b, "sender", e->segment, 6);
    element(b, "receiver", e->segment, 8);
    element(b, "usage", e->segment, 15);
  }
  open_array(d);
}

static void open_group(document *d, const ct_event *e) {
  ct_buffer *b = d->report.out;
  open_object(d, IN_GROUP);
  ct_json_envelope(b, &e->where);
  if (e->segment) {
    element(b, "code", e->segment, 1);
    element(b, "version", e->segment, 8);
  }
  open_array(d);
}

static void open_set(document *d, const ct_event *e) {
  open_object(d, IN_SET);
  ct_json_envelope(d->report.out, &e->where);
  open_array(d);
}

static void end_level(document *d, enum level level, const ct_event *e) {
  if (d->level < level) return;
  close_to(d, level);
  close_lists(d);
  if (level == IN_SET) ct_json_set_summary(d->report.out, e->set);
  if (level == IN_FILE) ct_json_file_summary(d->report.out, e->counts, true);
  close_level(d);
}

static enum ct_status event(ct_sink *s, const ct_event *e) {
  document *d = self(s);
  switch (e->kind) {
  case CT_EV_INTERCHANGE:
    open_interchange(d, e);
    break;
  case CT_EV_GROUP:
    open_group(d, e);
    break;
  case CT_EV_SET:
    open_set(d, e);
    break;
  case CT_EV_SET_END:
    end_level(d, IN_SET, e);
    break;
  case CT_EV_GROUP_END:
    end_level(d, IN_GROUP, e);
    break;
  case CT_EV_INTERCHANGE_END:
    end_level(d, IN_INTERCHANGE, e);
    break;
  case CT_EV_FILE_END:
    end_level(d, IN_FILE, e);
    break;
  default:
    break;
  }
  return d->report.out->status;
}

/* ---- findings ---------------------------------------------------------------------------- */

static enum level level_of(const document *d, const ct_location *where) {
  enum level level = where->set.len || where->segment ? IN_SET
                     : where->group.len               ? IN_GROUP
                     : where->interchange.len         ? IN_INTERCHANGE
                                                      : IN_FILE;
  return level < d->level ? level : d->level;
}

static enum ct_status finding(ct_sink *s, const ct_finding *f) {
  document *d = self(s);
  if (!ct_report_admit(&d->report, f)) return CT_OK;
  enum level level = level_of(d, &f->where);
  if (level == IN_SET) {
    ct_buffer_text(d->report.out, d->children[IN_SET]++ ? ",\n" : "\n");
    ct_json_finding(d->report.out, &d->report, f);
    return d->report.out->status;
  }
  ct_spill *waiting = &d->waiting[level];
  ct_buffer_text(&waiting->memory, waiting->items++ ? ",\n" : "\n");
  ct_json_finding(&waiting->memory, &d->report, f);
  ct_spill_settle(waiting);
  note_status(d, waiting);
  return d->report.out->status;
}

static enum ct_status balance(ct_sink *s, const ct_balance *row) {
  document *d = self(s);
  if (d->level != IN_SET) return CT_OK;
  ct_spill *waiting = &d->waiting[IN_SET];
  ct_buffer_text(&waiting->memory, waiting->items++ ? ",\n" : "\n");
  ct_json_balance(&waiting->memory, &d->report, row);
  ct_spill_settle(waiting);
  note_status(d, waiting);
  return d->report.out->status;
}

/* ---- files --------------------------------------------------------------------------------- */

static void head(document *d) {
  ct_buffer *b = d->report.out;
  if (d->files == 0) ct_buffer_printf(b, "{\"version\":\"%s\",\"files\":[", ct_version());
}

static void begin(ct_report *r) {
  document *d = (document *)r;
  head(d);
  open_object(d, IN_FILE);
  ct_json_text(r->out, "file", ct_slice_text(r->file));
  open_array(d);
}

/* After trouble the file's object is closed without a verdict: there is none. */
static void end(ct_report *r, bool whole) {
  (void)whole;
  close_to((document *)r, NOWHERE);
}

static enum ct_status finish(ct_sink *s) {
  document *d = self(s);
  head(d);
  ct_buffer_text(d->report.out, "\n]}\n");
  return d->report.out->status;
}

static void free_document(ct_sink *s) {
  document *d = self(s);
  for (size_t i = 0; i < LEVELS; i++) ct_spill_free(&d->waiting[i]);
  ct_mem_free(d);
}

ct_report *ct_report_json(ct_buffer *out, const ct_report_options *options) {
  document *d = ct_mem_zalloc(1, sizeof *d);
  if (!d) return NULL;
  for (size_t i = 0; i < LEVELS; i++) ct_spill_init(&d->waiting[i]);
  d->report.sink = (ct_sink){.wants = CT_WANT_ENVELOPE,
                             .event = event,
                             .finding = finding,
                             .finish = finish,
                             .free = free_document};
  if (options->explain_balance) {
    d->report.sink.wants |= CT_WANT_BALANCE;
    d->report.sink.balance = balance;
  }
  d->report.out = out;
  d->report.options = *options;
  d->report.file = "";
  d->report.begin = begin;
  d->report.end = end;
  return &d->report;
}
