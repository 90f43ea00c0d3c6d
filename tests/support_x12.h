/*
 * support_x12.h -- tokens as text, so that a test can show what it wants.
 *
 * A token is a line:
 *   ISA 16 *^:~                    elements, delimiters (- none), then what is bad: reps r,
 *                                  component c, segment s, element e, R reused, W wrapped
 *   NM1*85*2 [dirty] [open] [lead=\r\n] [raw=NM1*85\n*2] [end=\r]
 *   text "..."                     no segment
 *   long NM1                       a segment past the limit
 * open: without terminator; end: ended by another byte than the declared one.  Bytes
 * outside 0x20..0x7E are written \r, \n or \xNN.
 */
#ifndef CT_TESTS_SUPPORT_X12_H
#define CT_TESTS_SUPPORT_X12_H

#include "support.h"
#include "x12/tokenizer.h"

/* An ISA of 106 bytes without its last two: ISA16 and the terminator are the test's. */
#define X12_ISA_OPEN                                                                               \
  "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*1200*^*00501*"     \
  "000000001*0*T*"
#define X12_ISA      X12_ISA_OPEN ":~"
#define X12_IEA      "IEA*0*000000001~"
#define X12_ISA_LINE "ISA 16 *^:~\n"
#define X12_IEA_LINE "IEA*0*000000001\n"

typedef struct x12_how {
  size_t chunk;         /* bytes the source gives at a time; 0 all */
  uint32_t read_size;   /* bytes the tokenizer asks for; 0 the usual */
  uint64_t max_segment; /* 0 the usual */
  enum ct_simd simd;
} x12_how;

/*
 * The tokens as text, to be freed.  Fails the test when a view contradicts itself or the
 * tokens do not add up to the input byte for byte.
 */
char *x12_tokens(const char *data, size_t size, x12_how);
/* The tokens are `want` at every chunk size, read size and SIMD level. */
void x12_expect_sized(const char *data, size_t size, uint64_t max_segment, const char *want);
void x12_expect(const char *text, const char *want);

/* xorshift: the same numbers on every machine. */
uint64_t x12_random(uint64_t *state);
uint32_t x12_random_below(uint64_t *state, uint32_t bound);

#endif
