/*
 * pattern.c -- reads patterns, takes the simple ones apart, and tries out the others before
 * anybody's data meets them.
 *
 * Knows the syntax of patterns as far as it can be told cheaply.  Refuses to know what a
 * pattern is for.
 */
#include "guide/pattern.h"

#include "base/charclass.h"
#include "base/late_pcre2.h"
#include "base/mem.h"

#include <stdio.h>

enum { RUNS = 32, MOST = UINT16_MAX };

/* ---- runs of classes ------------------------------------------------------------------------ */

static inline bool in_class(const ct_class_run *r, unsigned char c) {
  return (r->byte[c >> 6] >> (c & 63) & 1) != 0;
}

bool ct_class_match(const ct_rule_pattern *p, ct_slice s) {
  size_t at = 0;
  for (unsigned i = 0; i < p->runs; i++) {
    const ct_class_run *r = &p->run[i];
    size_t most = r->most == MOST ? s.len - at : r->most, n = 0;
    while (n < most && at < s.len && in_class(r, (unsigned char)s.ptr[at])) at++, n++;
    if (n < r->least) return false;
  }
  return at == s.len;
}

static void put(ct_class_run *r, unsigned from, unsigned to) {
  for (unsigned c = from; c <= to; c++) r->byte[c >> 6] |= UINT64_C(1) << (c & 63);
}

static bool is_word_char(char c) { return ct_char_is(c, CT_CHAR_DIGIT | CT_CHAR_UPPER | CT_CHAR_LOWER); }

/* After a backslash: \d, or a sign that stands for itself. */
static bool escaped(const char **p, ct_class_run *r) {
  char c = *(*p)++;
  if (c == 'd') return put(r, '0', '9'), true;
  if (c == '\0' || is_word_char(c)) return false;
  put(r, (unsigned char)c, (unsigned char)c);
  return true;
}

static bool bracketed(const char **at, ct_class_run *r) {
  const char *p = *at;
  bool outside = *p == '^';
  if (outside) p++;
  if (*p == ']') return false; /* a ] that stands first: left to PCRE2 */
  while (*p != ']') {
    if (*p == '\0' || *p == '[') return false;
    if (*p == '\\') {
      p++;
      if (!escaped(&p, r)) return false;
      if (*p == '-' && p[1] != ']') return false;
      continue;
    }
    unsigned char from = (unsigned char)*p++, to = from;
    if (*p == '-' && p[1] != ']') {
      if (p[1] == '\\' || p[1] == '[' || p[1] == '\0') return false;
      to = (unsigned char)p[1];
      p += 2;
    }
    if (to < from) return false;
    put(r, from, to);
  }
  if (outside)
    for (unsigned i = 0; i < 4; i++) r->byte[i] = ~r->byte[i];
  *at = p + 1;
  return true;
}

static bool atom(const char **p, ct_class_run *r) {
  char c = *(*p)++;
  switch (c) {
  case '[':
    return bracketed(p, r);
  case '\\':
    return escaped(p, r);
  case '.': /* anything but a line feed, as PCRE2 has it */
    put(r, 0, 255);
    r->byte[0] &= ~(UINT64_C(1) << '\n');
    return true;
  case '(':
  case ')':
  case '|':
  case '^':
  case '$':
  case '*':
  case '+':
  case '?':
  case '{':
    return false;
  default:
    put(r, (unsigned char)c, (unsigned char)c);
    return true;
  }
}

static bool counted(const char **p, uint16_t *n) {
  unsigned v = 0;
  if (!ct_char_is(**p, CT_CHAR_DIGIT)) return false;
  while (ct_char_is(**p, CT_CHAR_DIGIT) && v < MOST) v = v * 10 + (unsigned)(*(*p)++ - '0');
  *n = (uint16_t)v;
  return v < MOST;
}

static bool quantifier(const char **at, ct_class_run *r) {
  const char *p = *at;
  r->least = r->most = 1;
  if (*p == '?') {
    r->least = 0, p++;
  } else if (*p == '*') {
    r->least = 0, r->most = MOST, p++;
  } else if (*p == '+') {
    r->most = MOST, p++;
  } else if (*p == '{') {
    p++;
    if (!counted(&p, &r->least)) return false;
    r->most = r->least;
    if (*p == ',') {
      p++;
      r->most = MOST;
      if (*p != '}' && !counted(&p, &r->most)) return false;
    }
    if (*p++ != '}' || r->most < r->least) return false;
  } else {
    return true;
  }
  *at = p;
  return *p != '?' && *p != '+'; /* lazy and possessive ones: left to PCRE2 */
}

/* Greedy matching is exact when what may go on cannot be what may follow. */
static bool overlaps(const ct_class_run *a, const ct_class_run *b) {
  for (unsigned i = 0; i < 4; i++)
    if (a->byte[i] & b->byte[i]) return true;
  return false;
}

static bool is_exact(const ct_class_run *run, unsigned runs) {
  for (unsigned i = 0; i < runs; i++) {
    if (run[i].least == run[i].most) continue;
    for (unsigned k = i + 1; k < runs; k++) {
      if (overlaps(&run[i], &run[k])) return false;
      if (run[k].least > 0) break;
    }
  }
  return true;
}

/* How many runs; 0: not simple. */
static unsigned take_apart(const char *text, ct_class_run run[RUNS]) {
  const char *p = text;
  if (*p++ != '^') return 0;
  unsigned n = 0;
  while (*p && !(p[0] == '$' && p[1] == '\0')) {
    if (n == RUNS) return 0;
    run[n] = (ct_class_run){0};
    if (!atom(&p, &run[n]) || !quantifier(&p, &run[n])) return 0;
    n++;
  }
  return *p == '$' && is_exact(run, n) ? n : 0;
}

/* ---- the others ----------------------------------------------------------------------------- */

uint32_t ct_pattern_options(void) {
  return PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY;
}

/* Past a class or an escape, so that what is inside is not taken for syntax. */
static const char *past_literal(const char *p) {
  if (*p == '\\') return p[1] ? p + 2 : p + 1;
  if (*p != '[') return p;
  p++;
  if (*p == '^') p++;
  if (*p == ']') p++;
  while (*p && *p != ']') p += *p == '\\' && p[1] ? 2 : 1;
  return *p ? p + 1 : p;
}

/* "*", "+" or "{n,}" without the + that makes it possessive. */
static bool is_endless(const char *p) {
  if (*p == '*' || *p == '+') return p[1] != '+';
  if (*p != '{') return false;
  for (p++; ct_char_is(*p, CT_CHAR_DIGIT);) p++;
  return p[0] == ',' && p[1] == '}' && p[2] != '+';
}

/* A repetition without end of what itself repeats without end: (a+)+ */
static bool nests_endless(const char *text) {
  enum { DEPTH = 32 };
  bool inside[DEPTH] = {false};
  unsigned depth = 0;
  for (const char *p = text; *p;) {
    if (*p == '\\' || *p == '[') {
      p = past_literal(p);
      if (is_endless(p)) inside[depth] = true;
    } else if (*p == '(') {
      if (++depth == DEPTH) return true;
      inside[depth] = false;
      p++;
    } else if (*p == ')' && depth > 0) {
      bool within = inside[depth--];
      p++;
      if (is_endless(p) && within) return true;
      inside[depth] = inside[depth] || within || is_endless(p);
    } else {
      p++;
      if (is_endless(p)) inside[depth] = true;
    }
  }
  return false;
}

/* Recursion, conditions, callouts and control verbs have no business in a rule. */
static const char *strange(const char *text) {
  for (const char *p = text; *p;) {
    if (*p == '\\' || *p == '[') {
      if (p[0] == '\\' && (p[1] == 'g' || p[1] == 'k')) return "a reference";
      p = past_literal(p);
      continue;
    }
    if (p[0] == '(' && p[1] == '*') return "a control verb";
    if (p[0] == '(' && p[1] == '?' && p[2] && strchr("R&P0123456789+-C(", p[2]))
      return "a recursion, condition or callout";
    p++;
  }
  return NULL;
}

/* Letters that the pattern speaks of, and a few that it may not. */
static size_t probe_letters(const char *text, char letter[16]) {
  size_t n = 0;
  for (const char *p = text; *p && n < 12; p++)
    if (is_word_char(*p) && !memchr(letter, *p, n)) letter[n++] = *p;
  for (const char *p = "0A ."; *p; p++)
    if (!memchr(letter, *p, n)) letter[n++] = *p;
  return n;
}

/* Long inputs of one letter, or two in turn, that fail at their end: the worst a pattern meets. */
static bool runs_away(const pcre2_code *code, pcre2_match_data *data, pcre2_match_context *limits,
                      const char *text) {
  enum { LENGTH = 60 };
  char letter[16], subject[LENGTH + 1];
  size_t letters = probe_letters(text, letter);
  for (size_t a = 0; a < letters; a++) {
    for (size_t b = 0; b < letters; b++) {
      for (size_t i = 0; i < LENGTH; i++) subject[i] = letter[i % 2 ? b : a];
      subject[LENGTH] = '\x01';
      int rc = pcre2_match(code, (PCRE2_SPTR)subject, sizeof subject, 0, PCRE2_NO_JIT, data, limits);
      if (rc == PCRE2_ERROR_MATCHLIMIT || rc == PCRE2_ERROR_DEPTHLIMIT ||
          rc == PCRE2_ERROR_HEAPLIMIT)
        return true;
    }
  }
  return false;
}

static void *pcre_alloc(size_t size, void *unused) {
  (void)unused;
  return ct_mem_alloc(size, 1);
}

static void pcre_free(void *p, void *unused) {
  (void)unused;
  ct_mem_free(p);
}

static bool refuse(char words[200], const char *why) {
  (void)snprintf(words, 200, "%s", why);
  return false;
}

static bool try_out(const pcre2_code *code, pcre2_general_context *memory, const char *text,
                    char words[200]) {
  uint32_t references = 0;
  (void)pcre2_pattern_info(code, PCRE2_INFO_BACKREFMAX, &references);
  if (references > 0) return refuse(words, "the pattern refers back to what it matched");
  pcre2_match_context *limits = pcre2_match_context_create(memory);
  pcre2_match_data *data = pcre2_match_data_create(1, memory);
  bool fine = false;
  if (limits && data) {
    pcre2_set_match_limit(limits, CT_PATTERN_MATCH_LIMIT);
    pcre2_set_depth_limit(limits, CT_PATTERN_DEPTH_LIMIT);
    pcre2_set_heap_limit(limits, CT_PATTERN_HEAP_KIB);
    fine = !runs_away(code, data, limits, text);
    if (!fine) (void)refuse(words, "the pattern can run without end: some values take too many steps");
  }
  pcre2_match_data_free(data);
  pcre2_match_context_free(limits);
  return fine;
}

static bool check(const char *text, char words[200]) {
  if (!ct_late_pcre2()) return refuse(words, "libpcre2 cannot be loaded");
  pcre2_general_context *memory = pcre2_general_context_create(pcre_alloc, pcre_free, NULL);
  if (!memory) return false;
  pcre2_compile_context *how = pcre2_compile_context_create(memory);
  bool fine = false;
  if (how) {
    pcre2_set_max_pattern_length(how, CT_PATTERN_LENGTH);
    pcre2_set_parens_nest_limit(how, 24);
    int code_number = 0;
    PCRE2_SIZE at = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)text, strlen(text), ct_pattern_options(),
                                     &code_number, &at, how);
    if (code) {
      fine = try_out(code, memory, text, words);
      pcre2_code_free(code);
    } else if (code_number != PCRE2_ERROR_NOMEMORY && code_number != PCRE2_ERROR_HEAP_FAILED) {
      PCRE2_UCHAR message[120];
      (void)pcre2_get_error_message(code_number, message, sizeof message);
      (void)snprintf(words, 200, "the pattern is wrong at its byte %zu: %s", at + 1,
                     (const char *)message);
    }
  }
  pcre2_compile_context_free(how);
  pcre2_general_context_free(memory);
  return fine;
}

bool ct_pattern_make(ct_rule_pattern *p, ct_arena *arena, const char *text, char words[200]) {
  *p = (ct_rule_pattern){.text = text};
  words[0] = '\0';
  if (strlen(text) > CT_PATTERN_LENGTH) return refuse(words, "the pattern is too long");
  ct_class_run run[RUNS];
  unsigned n = take_apart(text, run);
  if (n > 0) {
    ct_class_run *kept = ct_arena_alloc(arena, n * sizeof *kept);
    if (!kept) return false;
    memcpy(kept, run, n * sizeof *kept);
    p->run = kept;
    p->runs = (uint16_t)n;
    return true;
  }
  const char *what = strange(text);
  if (what) {
    (void)snprintf(words, 200, "the pattern holds %s", what);
    return false;
  }
  if (nests_endless(text))
    return refuse(words, "the pattern can run without end: it repeats what repeats");
  return check(text, words);
}
