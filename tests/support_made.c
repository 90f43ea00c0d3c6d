/*
 * support_made.c -- interchanges with any delimiters, line ends, indentation, wrapping, junk and
 * odd bytes in them, from a number.
 */
#include "support_made.h"

#include "support_x12.h"

typedef struct maker {
  uint64_t random;
  ct_buffer out;
  char element, repetition, component, terminator;
  const char *line; /* behind terminators */
  bool indented;
  unsigned wrap; /* a line end each so many bytes; 0 none */
  unsigned column;
} maker;

static uint32_t below(maker *m, uint32_t bound) {
  return x12_random_below(&m->random, bound);
}
static bool sometimes(maker *m, uint32_t one_in) {
  return below(m, one_in) == 0;
}

static void put(maker *m, const char *p, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (m->wrap && m->column && m->column % m->wrap == 0) ct_buffer_char(&m->out, '\n');
    ct_buffer_char(&m->out, p[i]);
    m->column++;
  }
}
static void put_text(maker *m, const char *text) {
  put(m, text, strlen(text));
}
static void put_char(maker *m, char c) {
  put(m, &c, 1);
}

static void choose_delimiters(maker *m) {
  static const char pool[] = "*|~^:>!@#$%`{}[]\\<&\"'?;,+=_\x1C\x1D\x1E\x1F\x07\x0B";
  char *all[] = {&m->element, &m->repetition, &m->component, &m->terminator};
  bool used[256] = {false};
  for (unsigned i = 0; i < 4; i++) {
    do *all[i] = pool[below(m, sizeof pool - 1)];
    while (used[(unsigned char)*all[i]]);
    used[(unsigned char)*all[i]] = true;
  }
  if (sometimes(m, 8)) m->terminator = sometimes(m, 2) ? '\n' : '\r';
  static const char *const lines[] = {"", "\n", "\r\n", "\r", "\n\n", " \n", "\t"};
  m->line = lines[below(m, 7)];
  m->indented = sometimes(m, 6);
  m->wrap = sometimes(m, 8) && m->terminator > ' ' ? 20 + below(m, 80) : 0;
}

static bool is_delimiter(const maker *m, char c) {
  return c == m->element || c == m->repetition || c == m->component || c == m->terminator;
}

static void put_data(maker *m) {
  static const char plain[] = "ABCXYZ0123456789 .-/";
  uint32_t n = sometimes(m, 3) ? 0 : 1 + below(m, 12);
  bool odd = sometimes(m, 25);
  for (uint32_t i = 0; i < n; i++) {
    char c = odd ? (char)below(m, 256) : plain[below(m, sizeof plain - 1)];
    if (sometimes(m, 40)) c = "<>&\"']\t\xC3\xA9\xEF\xBF\xBE"[below(m, 12)];
    if (!is_delimiter(m, c) && c != '\r' && c != '\n') put_char(m, c);
  }
}

static void end_segment(maker *m) {
  put_char(m, m->terminator);
  m->column = 0;
  if (sometimes(m, 30))
    ct_buffer_text(&m->out, "\n  \r\n");
  else
    ct_buffer_text(&m->out, m->line);
  if (m->indented) ct_buffer_add(&m->out, "    ", 4 - below(m, 4));
}

static void put_words(maker *m, const char *segment) { /* written with *, : */
  for (; *segment; segment++)
    put_char(m, *segment == '*' ? m->element : *segment == ':' ? m->component : *segment);
  end_segment(m);
}

static void put_segment(maker *m) {
  static const char *const tags[] = {"NM1", "N3",  "REF", "DTP", "CLM", "SV2", "HI",  "LX", "CAS",
                                     "CLP", "SVC", "ZZZ", "x",   "HL",  "PLB", "A<B", "N4"};
  put_text(m, tags[below(m, 17)]);
  for (uint32_t e = below(m, 9); e > 0; e--) {
    put_char(m, m->element);
    for (uint32_t r = sometimes(m, 9) ? 3 : 1; r > 0; r--) {
      for (uint32_t c = sometimes(m, 4) ? 1 + below(m, 4) : 1; c > 0; c--) {
        put_data(m);
        if (c > 1) put_char(m, m->component);
      }
      if (r > 1) put_char(m, m->repetition);
    }
  }
  end_segment(m);
}

static void put_isa(maker *m) {
  static const char *const heads[] = {
      "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*1200*",
      "ISA*00**00**ZZ*SENDER*ZZ*RECEIVER*260101*1200*",
      "ISA*00*          *00*          *ZZ*SENDER        *ZZ*RECEIVER             *260101*12000*"};
  const char *head = heads[sometimes(m, 3) ? below(m, 3) : 0];
  for (; *head; head++) put_char(m, *head == '*' ? m->element : *head);
  put_char(m, sometimes(m, 5) ? 'U' : m->repetition);
  for (head = "*00501*000000001*0*T*"; *head; head++)
    put_char(m, *head == '*' ? m->element : *head);
  put_char(m, m->component);
  end_segment(m);
}

static void put_interchange(maker *m) {
  static const char *const starts[] = {
      "HL*1**20*1",        "NM1*85*2*HOSPITAL*****XX*1234567893", "HL*2*1*22*0",
      "SBR*P*18*******MC", "CLM*A1*100***11:A:1*Y*A*Y*Y",         "LX*1",
      "SV2*0300**100*UN*1"};
  choose_delimiters(m);
  put_isa(m);
  if (sometimes(m, 9)) put_words(m, "TA1*000000001*260101*1200*A*000");
  put_words(m, "GS*HC*S*R*20260101*1200*1*X*005010X223A2");
  for (uint32_t sets = 1 + below(m, 2); sets > 0; sets--) {
    put_words(m, "ST*837*0001*005010X223A2");
    put_words(m, "BHT*0019*00*1*20260101*1200*CH");
    for (unsigned i = 0; i < 7; i++) {
      put_words(m, starts[i]);
      for (uint32_t n = below(m, 4); n > 0; n--) put_segment(m);
    }
    if (!sometimes(m, 20)) put_words(m, "SE*9*0001");
  }
  if (!sometimes(m, 20)) put_words(m, "GE*1*1");
  if (sometimes(m, 20)) put_segment(m);
  if (!sometimes(m, 20)) put_words(m, "IEA*1*000000001");
}

void support_made_file(ct_buffer *file, uint64_t seed) {
  maker made = {.random = seed * 0x9E3779B97F4A7C15u + 1}, *m = &made;
  ct_buffer_init(&m->out, NULL, NULL);
  if (sometimes(m, 6)) ct_buffer_text(&m->out, "\xEF\xBB\xBF");
  if (sometimes(m, 12)) ct_buffer_text(&m->out, "a line before\n");
  for (uint32_t n = 1 + below(m, 2); n > 0; n--) {
    put_interchange(m);
    if (sometimes(m, 6)) ct_buffer_text(&m->out, "\n--- junk & <text> ---\r\n\x1A");
  }
  if (sometimes(m, 5)) m->out.len -= 1 + below(m, 3); /* no last terminator, or cut */
  ck_assert_int_eq(m->out.status, CT_OK);
  *file = m->out;
}
