/*
 * finding.c -- the catalogue of findings, and a finding as one sentence.
 *
 * Knows the rows of findings.def, the words of explain.def, and how the places of a message are
 * filled.  Does not know why a finding was made, nor what a report looks like.
 */
#include <claimtree.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "x12/fault.h"

#include <string.h>

/* ---- the catalogue ------------------------------------------------------------- */

#define CT_EXPLAIN(name, meaning_text, why_text, mend_text)                                        \
  static const char meaning_##name[] = meaning_text;                                               \
  static const char why_##name[] = why_text;                                                       \
  static const char mend_##name[] = mend_text;
#include "x12/explain.def"
#undef CT_EXPLAIN

static const ct_finding_info catalogue[CT_F_COUNT] = {
#define CT_FINDING(name, row_id, row_severity, row_level, row_snip, ta1, ak9, ik5, ik3, ik4,       \
                   row_text)                                                                       \
  {.id = row_id,                                                                                   \
   .severity = CT_##row_severity,                                                                  \
   .level = CT_LEVEL_##row_level,                                                                  \
   .snip = row_snip,                                                                               \
   .text = row_text,                                                                               \
   .meaning = meaning_##name,                                                                      \
   .why = why_##name,                                                                              \
   .mend = mend_##name},
#include "x12/findings.def"
#undef CT_FINDING
};

const ct_finding_info *ct_finding_catalogue(size_t *count) {
  if (count) *count = CT_F_COUNT;
  return catalogue;
}

const ct_finding_info *ct_finding_lookup(const char *id) {
  for (size_t i = 0; id && i < CT_F_COUNT; i++)
    if (strcmp(catalogue[i].id, id) == 0) return &catalogue[i];
  return NULL;
}

/* ---- text that is cut where the room ends, and counted beyond ---------------------- */

typedef struct text {
  char *buf;
  size_t size, len; /* len: whole, as if there were room */
} text;

static void put(text *t, const char *p, size_t n) {
  if (t->len < t->size) {
    size_t room = t->size - t->len - 1;
    memcpy(t->buf + t->len, p, n < room ? n : room);
  }
  t->len += n;
}

static size_t finish(text *t) {
  if (t->size) t->buf[t->len < t->size ? t->len : t->size - 1] = 0;
  return t->len;
}

static void put_number(text *t, unsigned n) {
  char digits[12];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + n % 10);
  while (n /= 10);
  put(t, digits + at, sizeof digits - at);
}

/* Element numbers have two digits at least: CLM05, HI01(2)-2. */
static void put_reference(text *t, const ct_location *where) {
  if (where->element == 0) return;
  put(t, where->tag.ptr, where->tag.len);
  if (where->element < 10) put(t, "0", 1);
  put_number(t, where->element);
  if (where->repetition > 0) {
    put(t, "(", 1);
    put_number(t, where->repetition);
    put(t, ")", 1);
  }
  if (where->component > 0) {
    put(t, "-", 1);
    put_number(t, where->component);
  }
}

size_t ct_location_reference(const ct_location *where, char buf[CT_REFERENCE_SIZE]) {
  text t = {buf, CT_REFERENCE_SIZE, 0};
  put_reference(&t, where);
  size_t len = finish(&t);
  return len < CT_REFERENCE_SIZE ? len : CT_REFERENCE_SIZE - 1;
}

/* ---- the message ---------------------------------------------------------------------- */

/* Bytes told in a message; all of a value stays in the finding. */
enum { VALUE_SHOWN = 80, WORDS_SHOWN = 500 };

/* What came from the file, for people: no control characters, no broken letters, not too long. */
static void put_value(text *t, ct_slice s, size_t most) {
  size_t at = 0;
  while (at < s.len && at < most) {
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    size_t n = p[0] < 0x20 || p[0] == 0x7F ? 0 : ct_utf8_length(p, s.len - at);
    if (n == 0 || (n == 2 && p[0] == 0xC2 && p[1] < 0xA0)) {
      put(t, "?", 1);
      at += n ? n : 1;
    } else {
      put(t, s.ptr + at, n);
      at += n;
    }
  }
  if (at < s.len) put(t, "...", 3);
}

static void put_text(text *t, const char *s) {
  put(t, s, strlen(s));
}

size_t ct_finding_amount(const ct_finding *f, ct_decimal amount, char buf[CT_DECIMAL_SIZE]) {
  size_t len = ct_decimal_text(amount, buf);
  bool count = amount.scale == 0 && f->info->snip != 3;
  if (!count || len < 3) return len;
  buf[len - 3] = 0; /* ".00" */
  return len - 3;
}

static void put_amount(text *t, const ct_finding *f, ct_decimal amount, ct_slice instead) {
  if (!f->has_amounts) {
    put_value(t, instead, VALUE_SHOWN);
    return;
  }
  char amount_text[CT_DECIMAL_SIZE];
  put(t, amount_text, ct_finding_amount(f, amount, amount_text));
}

static void put_private(text *t, const ct_finding *f, bool redact, ct_slice s, size_t most) {
  if (redact && f->is_private && s.len > 0)
    put_text(t, "***");
  else
    put_value(t, s, most);
}

static bool is_one(const ct_finding *f, ct_decimal amount) {
  return f->has_amounts && amount.scale == 0 && amount.mantissa == 1;
}

/* "1 segment", "3 segments" */
static void put_counted(text *t, const ct_finding *f, ct_decimal amount, ct_slice instead,
                        ct_slice noun) {
  put_amount(t, f, amount, instead);
  put(t, " ", 1);
  put(t, noun.ptr, noun.len);
  if (!is_one(f, amount)) put(t, "s", 1);
}

static void put_times(text *t, const ct_finding *f) {
  if (is_one(f, f->expected)) {
    put_text(t, "once");
    return;
  }
  put_amount(t, f, f->expected, f->args[0]);
  put_text(t, " times");
}

/* The set itself is the loop "ST" of a path, and no loop to people. */
static void put_loop(text *t, const ct_location *where) {
  const char *loop = where->loop;
  if (!loop || !*loop || strcmp(loop, "ST") == 0) {
    put_text(t, where->tag.len && ct_slice_is(where->tag, "ST") ? "in the group"
                                                                : "in the transaction set");
  } else {
    put_text(t, "in loop ");
    put_text(t, loop);
  }
}

static bool begins(ct_slice place, const char *word, ct_slice *rest) {
  size_t n = strlen(word);
  if (place.len < n || memcmp(place.ptr, word, n) != 0) return false;
  *rest = ct_slice_make(place.ptr + n, place.len - n);
  return true;
}

/* Places that come from the file or are counted; false: it is none of them. */
static bool put_data(text *t, const ct_finding *f, bool redact, ct_slice place) {
  ct_slice actual = f->has_value ? f->value : f->args[1], noun;
  ct_slice words = f->args[0].len || !f->rule_text ? f->args[0] : ct_slice_text(f->rule_text);
  if (f->rule && words.len > 0 && words.ptr[words.len - 1] == '.') words.len--; /* as in our own */
  if (ct_slice_is(place, "value"))
    put_private(t, f, redact, f->value, VALUE_SHOWN);
  else if (ct_slice_is(place, "0"))
    put_private(t, f, redact, words, WORDS_SHOWN);
  else if (ct_slice_is(place, "1"))
    put_private(t, f, redact, f->args[1], WORDS_SHOWN);
  else if (ct_slice_is(place, "expected"))
    put_amount(t, f, f->expected, f->args[0]);
  else if (ct_slice_is(place, "actual"))
    put_amount(t, f, f->actual, actual);
  else if (begins(place, "expected:", &noun))
    put_counted(t, f, f->expected, f->args[0], noun);
  else if (begins(place, "actual:", &noun))
    put_counted(t, f, f->actual, actual, noun);
  else if (ct_slice_is(place, "times"))
    put_times(t, f);
  else
    return false;
  return true;
}

/* Fills one place; a place that is unknown stands as it is, so that a slip is seen. */
static void put_place(text *t, const ct_finding *f, bool redact, ct_slice place) {
  if (put_data(t, f, redact, place)) return;
  if (ct_slice_is(place, "tag"))
    put_value(t, f->where.tag, VALUE_SHOWN);
  else if (ct_slice_is(place, "name"))
    put_text(t, f->name ? f->name : "");
  else if (ct_slice_is(place, "loop"))
    put_text(t, f->where.loop ? f->where.loop : "");
  else if (ct_slice_is(place, "in"))
    put_loop(t, &f->where);
  else if (ct_slice_is(place, "ref"))
    put_reference(t, &f->where);
  else if (ct_slice_is(place, "payer"))
    put_value(t, f->payer, VALUE_SHOWN);
  else {
    put(t, "{", 1);
    put(t, place.ptr, place.len);
    put(t, "}", 1);
  }
}

size_t ct_finding_message(const ct_finding *f, bool redact, char *buf, size_t size) {
  text t = {buf, size, 0};
  const char *p = f->info->text;
  while (*p) {
    const char *open = strchr(p, '{'), *close = open ? strchr(open, '}') : NULL;
    if (!close) break;
    ct_slice place = ct_slice_make(open + 1, (size_t)(close - open - 1));
    /* " ({name})" goes as a whole where there is no name */
    bool nameless = ct_slice_is(place, "name") && !(f->name && *f->name);
    if (nameless && open - p >= 2 && open[-1] == '(' && close[1] == ')') {
      put(&t, p, (size_t)(open - p - 2));
      p = close + 2;
      continue;
    }
    /* and so does "\"{value}\" " where nothing stands */
    bool absent = ct_slice_is(place, "value") && f->value.len == 0;
    if (absent && open > p && open[-1] == '"' && close[1] == '"' && close[2] == ' ') {
      put(&t, p, (size_t)(open - p - 1));
      p = close + 3;
      continue;
    }
    put(&t, p, (size_t)(open - p));
    put_place(&t, f, redact, place);
    p = close + 1;
  }
  put_text(&t, p);
  return finish(&t);
}
