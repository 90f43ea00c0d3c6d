/*
 * base.c -- output, chance, dates and names of the sample generator.
 * Knows how a segment is written; knows no guide.
 */
#include "gen.h"

#include <stdarg.h>
#include <string.h>

/* ---- output ------------------------------------------------------------- */

void gen_flush(gen_out *o) {
  if (o->used > 0 && !o->failed && fwrite(o->buffer, 1, o->used, o->file) != o->used)
    o->failed = true;
  o->used = 0;
}

static char *put_text(char *at, const char *text) {
  size_t n = strlen(text);
  memcpy(at, text, n);
  return at + n;
}

static char *put_number(char *at, uint64_t n) {
  char digits[20];
  size_t count = 0;
  do {
    digits[count++] = (char)('0' + n % 10);
    n /= 10;
  } while (n > 0);
  while (count > 0) *at++ = digits[--count];
  return at;
}

/* At least ten digits. */
static char *put_wide(char *at, uint64_t n) {
  for (uint64_t least = 1000000000; least > 1 && n < least; least /= 10) *at++ = '0';
  return put_number(at, n);
}

static char *put_money(char *at, int64_t cents) {
  if (cents < 0) {
    *at++ = '-';
    cents = -cents;
  }
  at = put_number(at, (uint64_t)cents / 100);
  unsigned rest = (unsigned)(cents % 100);
  if (rest == 0) return at;
  *at++ = '.';
  *at++ = (char)('0' + rest / 10);
  if (rest % 10 != 0) *at++ = (char)('0' + rest % 10);
  return at;
}

/* Ten digits that begin with 2, none of which was ever given out; Luhn over 80840 + number. */
static char *put_npi(char *at, unsigned index) {
  char digits[10];
  unsigned sum = 24; /* of the prefix 80840 */
  digits[0] = '2';
  for (int i = 8; i > 0; i--) {
    digits[i] = (char)('0' + index % 10);
    index /= 10;
  }
  for (int i = 0; i < 9; i++) {
    unsigned d = (unsigned)(digits[i] - '0');
    if (i % 2 == 0) d = d > 4 ? 2 * d - 9 : 2 * d;
    sum += d;
  }
  digits[9] = (char)('0' + (10 - sum % 10) % 10);
  memcpy(at, digits, sizeof digits);
  return at + sizeof digits;
}

void gen_segment(gen_out *o, const char *format, ...) {
  enum { LONGEST = 512 };
  if (o->used + LONGEST > GEN_BUFFER) gen_flush(o);
  char *start = o->buffer + o->used, *at = start;
  va_list list;
  va_start(list, format);
  for (const char *f = format; *f != '\0'; f++) {
    if (*f != '%') {
      *at++ = *f;
      continue;
    }
    switch (*++f) {
    case 's':
      at = put_text(at, va_arg(list, const char *));
      break;
    case 'u':
      at = put_number(at, va_arg(list, uint64_t));
      break;
    case 'w':
      at = put_wide(at, va_arg(list, uint64_t));
      break;
    case 'm':
      at = put_money(at, va_arg(list, int64_t));
      break;
    case 'd':
      gen_date(va_arg(list, int), at);
      at += 8;
      break;
    default:
      at = put_npi(at, va_arg(list, unsigned));
      break;
    }
  }
  va_end(list);
  *at++ = '~';
  if (o->newlines) *at++ = '\n';
  size_t size = (size_t)(at - start);
  o->bytes += size;
  o->set_segments++;
  if (!o->dry) o->used += size;
}

/* ---- chance --------------------------------------------------------------- */

uint64_t gen_next(gen_rng *r) { /* splitmix64 */
  uint64_t z = r->state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

unsigned gen_below(gen_rng *r, unsigned limit) {
  return (unsigned)((gen_next(r) >> 32) * limit >> 32);
}

bool gen_chance(gen_rng *r, unsigned percent) {
  return gen_below(r, 100) < percent;
}

int64_t gen_cents(gen_rng *r, int64_t low, int64_t high) {
  return low + (int64_t)(gen_next(r) % (uint64_t)(high - low + 1));
}

const char *gen_pick(gen_rng *r, const char *const *list, size_t count) {
  return list[gen_below(r, (unsigned)count)];
}

/* ---- dates ------------------------------------------------------------------ */

void gen_date(int day, char text[9]) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year = 2026, month = 0;
  while (day < 0) {
    year--;
    day += year % 4 == 0 ? 366 : 365; /* from 1901 on */
  }
  while (day >= lengths[month] + (month == 1 && year % 4 == 0)) {
    day -= lengths[month] + (month == 1 && year % 4 == 0);
    month++;
  }
  int number = year * 10000 + (month + 1) * 100 + day + 1;
  for (int i = 7; i >= 0; i--) {
    text[i] = (char)('0' + number % 10);
    number /= 10;
  }
}

/* ---- names --------------------------------------------------------------------- */

static const char *const onsets[] = {"BRA", "COR", "DUN", "FEN", "GAL", "HAR",  "JOR", "KES",
                                     "LOR", "MIR", "NEV", "OST", "PEL", "QUEN", "ROS", "SAR",
                                     "TAN", "ULV", "VEL", "WEX", "YAR", "ZEN",  "MER", "TOL"};
static const char *const middles[] = {"A",  "BER", "DRI", "E",  "GAN", "IL", "LO", "MOR",
                                      "NA", "O",   "RA",  "SE", "TI",  "U",  "VI", "WE"};
static const char *const endings[] = {"BRELL", "CLIFF", "DALE",   "FIELD", "GRAVE", "LING",
                                      "MOOR",  "NETH",  "ROW",    "STEAD", "THORN", "VANE",
                                      "VOSK",  "WICK",  "WRAITH", "YARD"};
static const char *const given_endings[] = {"A",  "AN", "EL", "ETH", "IA",  "IN",
                                            "IS", "ON", "OR", "RA",  "RIC", "WYN"};
static const char *const ways[] = {"LANE", "ROW",   "STREET", "ROAD",
                                   "WAY",  "COURT", "SQUARE", "MEWS"};

#define PICK(r, list) gen_pick(r, list, sizeof(list) / sizeof *(list))

void gen_family_name(gen_rng *r, char text[GEN_NAME]) {
  char *at = put_text(text, PICK(r, onsets));
  if (gen_chance(r, 40)) at = put_text(at, PICK(r, middles));
  *put_text(at, PICK(r, endings)) = '\0';
}

void gen_given_name(gen_rng *r, char text[GEN_NAME]) {
  char *at = put_text(text, PICK(r, onsets));
  *put_text(at, PICK(r, given_endings)) = '\0';
}

void gen_street(gen_rng *r, char text[GEN_NAME]) {
  char *at = put_number(text, 1 + gen_below(r, 998));
  *at++ = ' ';
  at = put_text(at, PICK(r, onsets));
  at = put_text(at, PICK(r, endings));
  *at++ = ' ';
  *put_text(at, PICK(r, ways)) = '\0';
}
