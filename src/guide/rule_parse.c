/*
 * rule_parse.c -- reads the rule language: recursive descent, one function a line of its
 * grammar, which claimtree-partner(5) prints whole.
 *
 * Knows words, brackets and precedence.  Refuses to know loops, segments and types: those
 * are the compiler's.
 */
#include "guide/rule_parse.h"

#include "base/charclass.h"
#include "guide/rule.h"

#include <stdarg.h>
#include <stdio.h>

enum { DEPTH = 40, WORD_CHARS = CT_CHAR_DIGIT | CT_CHAR_UPPER | CT_CHAR_LOWER };

void ct_rule_refuse(ct_rule_text *t, const char *format, ...) {
  if (t->error[0] || t->no_memory) return;
  va_list words;
  va_start(words, format);
  (void)vsnprintf(t->error, sizeof t->error, format, words);
  va_end(words);
}

static bool failed(const ct_rule_text *t) { return t->no_memory || t->error[0] != 0; }

static void *make(ct_rule_text *t, size_t size) {
  void *p = ct_arena_alloc(t->arena, size);
  if (p) {
    memset(p, 0, size);
  } else {
    t->no_memory = true;
  }
  return p;
}

static ct_expr *make_expr(ct_rule_text *t, enum ct_expr_kind kind, ct_expr *first,
                          ct_expr *second) {
  ct_expr *e = make(t, sizeof *e);
  if (!e) return NULL;
  e->kind = (uint8_t)kind;
  e->first = first;
  e->second = second;
  e->text = ct_slice_empty();
  return e;
}

/* ---- words ------------------------------------------------------------------------------ */

static void skip_blanks(ct_rule_text *t) {
  while (t->at < t->text.len && ct_char_is(t->text.ptr[t->at], CT_CHAR_BLANK)) t->at++;
}

static char peek(const ct_rule_text *t) { return t->at < t->text.len ? t->text.ptr[t->at] : '\0'; }

static bool next_is(const ct_rule_text *t, const char *mark) {
  size_t n = strlen(mark);
  return t->text.len - t->at >= n && memcmp(t->text.ptr + t->at, mark, n) == 0;
}

static bool take(ct_rule_text *t, const char *mark) {
  skip_blanks(t);
  if (!next_is(t, mark)) return false;
  t->at += strlen(mark);
  return true;
}

static void expect(ct_rule_text *t, const char *mark) {
  if (take(t, mark)) return;
  if (t->at >= t->text.len) {
    ct_rule_refuse(t, "\"%s\" is missing at the end", mark);
  } else {
    ct_rule_refuse(t, "\"%s\" is missing before \"%.*s\"", mark,
                   (int)(t->text.len - t->at < 20 ? t->text.len - t->at : 20),
                   t->text.ptr + t->at);
  }
}

/* Letters and digits; in a word of small letters also dashes within. */
static ct_slice scan_word(const ct_rule_text *t) {
  size_t end = t->at;
  const char *p = t->text.ptr;
  bool small = end < t->text.len && ct_char_is(p[end], CT_CHAR_LOWER);
  while (end < t->text.len &&
         (ct_char_is(p[end], WORD_CHARS) || p[end] == '_' ||
          (small && p[end] == '-' && end + 1 < t->text.len &&
           ct_char_is(p[end + 1], CT_CHAR_LOWER))))
    end++;
  return ct_slice_make(p + t->at, end - t->at);
}

static bool take_word(ct_rule_text *t, const char *word) {
  skip_blanks(t);
  ct_slice w = scan_word(t);
  if (!ct_slice_is(w, word)) return false;
  t->at += w.len;
  return true;
}

/* 'text', a quote doubled within. */
static ct_slice quoted(ct_rule_text *t) {
  const char *p = t->text.ptr;
  size_t from = ++t->at, n = 0;
  while (t->at < t->text.len && (p[t->at] != '\'' || next_is(t, "''")))
    t->at += p[t->at] == '\'' ? 2 : 1;
  if (t->at >= t->text.len) {
    ct_rule_refuse(t, "a text is not ended by '");
    return ct_slice_empty();
  }
  size_t len = t->at++ - from;
  char *copy = make(t, len + 1);
  if (!copy) return ct_slice_empty();
  for (size_t i = 0; i < len; i++) {
    copy[n++] = p[from + i];
    if (p[from + i] == '\'') i++;
  }
  return ct_slice_make(copy, n);
}

static uint8_t small_number(ct_rule_text *t, const char *what) {
  unsigned n = 0;
  size_t from = t->at;
  while (ct_char_is(peek(t), CT_CHAR_DIGIT) && n < 1000)
    n = n * 10 + (unsigned)(t->text.ptr[t->at++] - '0');
  if (t->at == from || n == 0 || n > 99) ct_rule_refuse(t, "%s must be a number from 1 to 99", what);
  return (uint8_t)n;
}

/* A value of a list or of a key: a bare word, or a quoted text. */
static bool value_word(ct_rule_text *t, ct_slice *word) {
  skip_blanks(t);
  if (peek(t) == '\'') {
    *word = quoted(t);
    return !failed(t);
  }
  *word = scan_word(t);
  t->at += word->len;
  return word->len != 0;
}

static ct_word_list *words_until(ct_rule_text *t, const char *end) {
  ct_word_list *first = NULL, **link = &first;
  for (;;) {
    skip_blanks(t);
    if (end ? next_is(t, end) : t->at >= t->text.len) break;
    ct_slice word;
    if (!value_word(t, &word)) {
      if (peek(t)) {
        ct_rule_refuse(t, "a value is expected before \"%c\"", peek(t));
      } else {
        ct_rule_refuse(t, "\"%s\" is missing at the end", end ? end : "a value");
      }
      return NULL;
    }
    ct_word_list *w = make(t, sizeof *w);
    if (!w) return NULL;
    w->word = word;
    *link = w;
    link = &w->next;
  }
  if (end) t->at += strlen(end);
  if (!first) ct_rule_refuse(t, "a list has no values");
  return first;
}

/* ---- paths -------------------------------------------------------------------------------- */

static void brackets(ct_rule_text *t, ct_step *s) {
  if (next_is(t, "[+")) {
    t->at += 2;
    s->ahead = small_number(t, "the distance in item[+n]");
    expect(t, "]");
  } else if (next_is(t, "[")) {
    t->at++;
    s->keys = words_until(t, "]");
  }
}

static ct_step *path_step(ct_rule_text *t) {
  ct_step *s = make(t, sizeof *s);
  if (!s) return NULL;
  s->word = scan_word(t);
  t->at += s->word.len;
  if (s->word.len == 0) ct_rule_refuse(t, "a loop, segment or element is expected after \"/\"");
  brackets(t, s);
  if (next_is(t, "#")) {
    t->at++;
    s->nth = small_number(t, "n of #n");
  }
  if (next_is(t, "..")) {
    t->at += 2;
    s->last = small_number(t, "the last element of a range");
    if (take_word(t, "by")) {
      skip_blanks(t);
      s->by = small_number(t, "the step of a range");
    }
  }
  if (next_is(t, "-") && t->at + 1 < t->text.len && ct_char_is(t->text.ptr[t->at + 1], CT_CHAR_DIGIT)) {
    t->at++;
    s->component = small_number(t, "a component");
  }
  return s;
}

static ct_expr *path(ct_rule_text *t) {
  ct_expr *e = make_expr(t, CT_EXPR_PATH, NULL, NULL);
  if (!e) return NULL;
  size_t from = t->at;
  ct_step **link = &e->path;
  do {
    ct_step *s = path_step(t);
    if (!s || failed(t)) return NULL;
    *link = s;
    link = &s->next;
  } while (next_is(t, "/") && ++t->at);
  e->text = ct_slice_make(t->text.ptr + from, t->at - from);
  return e;
}

/* ---- expressions ------------------------------------------------------------------------------ */

static ct_expr *either(ct_rule_text *);

static ct_expr *call(ct_rule_text *t, ct_slice name) {
  ct_expr *e = make_expr(t, CT_EXPR_CALL, NULL, NULL);
  if (!e) return NULL;
  e->text = name;
  ct_expr **link = &e->first;
  if (take(t, ")")) return e;
  do {
    ct_expr *argument = either(t);
    if (!argument) return NULL;
    *link = argument;
    link = &argument->next;
    if (take_word(t, "except")) {
      expect(t, "(");
      if (!failed(t)) e->words = words_until(t, ")");
    }
  } while (take(t, ","));
  expect(t, ")");
  return e;
}

static ct_expr *quantified(ct_rule_text *t, bool all) {
  skip_blanks(t);
  ct_expr *over = path(t);
  if (!over) return NULL;
  expect(t, ":");
  expect(t, "(");
  ct_expr *body = failed(t) ? NULL : either(t);
  if (!body) return NULL;
  expect(t, ")");
  ct_expr *e = make_expr(t, CT_EXPR_EACH, over, body);
  if (e) e->negated = all;
  return e;
}

/* Four digits may be a loop: where a path is expected, they are. */
static ct_expr *number(ct_rule_text *t) {
  size_t from = t->at;
  while (ct_char_is(peek(t), CT_CHAR_DIGIT) || (peek(t) == '.' && !next_is(t, ".."))) t->at++;
  ct_expr *e = make_expr(t, CT_EXPR_NUMBER, NULL, NULL);
  if (!e) return NULL;
  e->text = ct_slice_make(t->text.ptr + from, t->at - from);
  if (e->text.len == 4 && ct_slice_digits(e->text)) {
    e->path = make(t, sizeof *e->path);
    if (e->path) e->path->word = e->text;
  }
  return e;
}

/* A word with a small first letter is a call, a quantifier, an item or a name. */
static ct_expr *word(ct_rule_text *t) {
  ct_slice w = scan_word(t);
  if (ct_slice_is(w, "this") || ct_slice_is(w, "item")) return path(t);
  t->at += w.len;
  if (ct_slice_is(w, "any") || ct_slice_is(w, "all")) return quantified(t, w.ptr[1] == 'l');
  if (take(t, "(")) return call(t, w);
  ct_expr *e = make_expr(t, CT_EXPR_NAME, NULL, NULL);
  if (e) e->text = w;
  return e;
}

static ct_expr *term(ct_rule_text *t) {
  skip_blanks(t);
  char c = peek(t);
  if (c == '\'') {
    ct_slice text = quoted(t);
    ct_expr *e = failed(t) ? NULL : make_expr(t, CT_EXPR_TEXT, NULL, NULL);
    if (e) e->text = text;
    return e;
  }
  if (take(t, "(")) {
    ct_expr *e = either(t);
    if (e) expect(t, ")");
    return e;
  }
  if (ct_char_is(c, CT_CHAR_LOWER)) return word(t);
  if (ct_char_is(c, CT_CHAR_DIGIT)) { /* 2400/SV203 and 2010AA begin with a digit, too */
    ct_slice w = scan_word(t);
    bool digits = ct_slice_digits(w);
    char after = t->at + w.len < t->text.len ? t->text.ptr[t->at + w.len] : '\0';
    if (digits && after != '/' && after != '#') return number(t);
    return path(t);
  }
  if (ct_char_is(c, CT_CHAR_UPPER)) return path(t);
  if (c) {
    ct_rule_refuse(t, "\"%c\" is not expected here", c);
  } else {
    ct_rule_refuse(t, "something is missing at the end");
  }
  return NULL;
}

static ct_expr *sum(ct_rule_text *t) {
  ct_expr *e = term(t);
  while (e && !failed(t)) {
    bool plus = take(t, "+");
    if (!plus && !take(t, "-")) break;
    ct_expr *second = term(t);
    e = second ? make_expr(t, plus ? CT_EXPR_PLUS : CT_EXPR_MINUS, e, second) : NULL;
  }
  return e;
}

static ct_expr *membership(ct_rule_text *t, ct_expr *e, bool negated) {
  ct_expr *in = make_expr(t, CT_EXPR_IN, e, NULL);
  if (!in) return NULL;
  in->negated = negated;
  if (take(t, "(")) {
    in->words = words_until(t, ")");
  } else {
    skip_blanks(t);
    in->text = scan_word(t);
    t->at += in->text.len;
    if (in->text.len == 0) ct_rule_refuse(t, "a list is expected after \"in\"");
  }
  if (!failed(t) && take_word(t, "on")) in->second = sum(t);
  return failed(t) ? NULL : in;
}

static ct_expr *pattern(ct_rule_text *t, ct_expr *e, bool negated) {
  skip_blanks(t);
  if (peek(t) != '\'') {
    ct_rule_refuse(t, "a 'pattern' is expected after \"matches\"");
    return NULL;
  }
  ct_expr *m = make_expr(t, CT_EXPR_MATCHES, e, NULL);
  if (!m) return NULL;
  m->text = quoted(t);
  m->negated = negated;
  return m;
}

static ct_expr *comparison(ct_rule_text *t) {
  static const struct {
    const char *mark;
    uint8_t op;
  } marks[] = {{"!=", CT_OP_NOT_EQUAL},  {"<=", CT_OP_LESS_EQUAL}, {">=", CT_OP_GREATER_EQUAL},
               {"=", CT_OP_EQUAL},       {"<", CT_OP_LESS},        {">", CT_OP_GREATER}};
  ct_expr *e = sum(t);
  if (!e || failed(t)) return NULL;
  size_t before = t->at;
  bool negated = take_word(t, "not");
  if (take_word(t, "in")) return membership(t, e, negated);
  if (take_word(t, "matches")) return pattern(t, e, negated);
  if (negated) t->at = before;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    if (!take(t, marks[i].mark)) continue;
    ct_expr *second = sum(t);
    ct_expr *c = second ? make_expr(t, CT_EXPR_COMPARE, e, second) : NULL;
    if (c) c->op = marks[i].op;
    return c;
  }
  return e;
}

static ct_expr *negation(ct_rule_text *t) {
  if (!take_word(t, "not")) return comparison(t);
  if (++t->depth > DEPTH) {
    ct_rule_refuse(t, "nested too deep");
    return NULL;
  }
  ct_expr *e = negation(t);
  t->depth--;
  return e ? make_expr(t, CT_EXPR_NOT, e, NULL) : NULL;
}

static ct_expr *both(ct_rule_text *t) {
  ct_expr *e = negation(t);
  while (e && !failed(t) && take_word(t, "and")) {
    ct_expr *second = negation(t);
    e = second ? make_expr(t, CT_EXPR_AND, e, second) : NULL;
  }
  return e;
}

static ct_expr *either(ct_rule_text *t) {
  if (++t->depth > DEPTH) {
    ct_rule_refuse(t, "nested too deep");
    return NULL;
  }
  ct_expr *e = both(t);
  while (e && !failed(t) && take_word(t, "or")) {
    ct_expr *second = both(t);
    e = second ? make_expr(t, CT_EXPR_OR, e, second) : NULL;
  }
  t->depth--;
  return failed(t) ? NULL : e;
}

/* ---- from outside --------------------------------------------------------------------------------- */

static void start(ct_rule_text *t, ct_arena *arena, ct_slice text) {
  *t = (ct_rule_text){.arena = arena, .text = text};
}

static bool at_end(ct_rule_text *t) {
  skip_blanks(t);
  if (t->at >= t->text.len) return true;
  ct_slice rest = ct_slice_make(t->text.ptr + t->at, t->text.len - t->at);
  ct_rule_refuse(t, "\"%.*s\" is not expected here", (int)(rest.len < 20 ? rest.len : 20), rest.ptr);
  return false;
}

ct_expr *ct_rule_parse(ct_rule_text *t, ct_arena *arena, ct_slice text) {
  start(t, arena, text);
  ct_expr *e = either(t);
  return e && at_end(t) && !failed(t) ? e : NULL;
}

ct_expr *ct_rule_parse_paths(ct_rule_text *t, ct_arena *arena, ct_slice text) {
  start(t, arena, text);
  ct_expr *first = NULL, **link = &first;
  for (;;) {
    skip_blanks(t);
    if (t->at >= t->text.len) break;
    if (!ct_char_is(peek(t), WORD_CHARS)) {
      (void)at_end(t);
      return NULL;
    }
    ct_expr *p = path(t);
    if (!p || failed(t)) return NULL;
    *link = p;
    link = &p->next;
  }
  if (!first) ct_rule_refuse(t, "a path is expected");
  return first;
}

ct_word_list *ct_rule_parse_words(ct_rule_text *t, ct_arena *arena, ct_slice text) {
  start(t, arena, text);
  ct_word_list *w = words_until(t, NULL);
  return failed(t) ? NULL : w;
}
