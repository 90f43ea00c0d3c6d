/*
 * check_redact.c -- nothing of a person gets through --redact, whatever is wrong with the file.
 *
 * A claim and a remittance in which every value of a person is SECRET are read again and again,
 * each time with one of these values broken in another way; no report may hold a piece of it.
 */
#include "support_report.h"

#include <stdlib.h>
#include <string.h>

#define SECRET "ZQXJW"

/* Each @ is a value of a person. */
static const char claim[] =
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260305*1200*^*00501*"
    "000000041*0*P*:~GS*HC*SENDER*RECEIVER*20260305*1200*41*X*005010X223A2~"
    "ST*837*0001*005010X223A2~BHT*0019*00*1*20260305*1200*CH~NM1*41*2*BILLING*****46*SENDER~"
    "PER*IC*DESK*TE*5555550100~NM1*40*2*PLAN*****46*RECEIVER~HL*1**20*1~"
    "NM1*85*2*HOSPITAL*****XX*2000000010~N3*12 LANTERN ROW~N4*PORT ARBEL*MA*010010001~"
    "REF*EI*009999901~HL*2*1*22*1~SBR*P**@******CI~NM1*IL*1*@*@*@**JR*MI*@~N3*@*@~"
    "N4*@*MA*01001~DMG*D8*@*F~REF*SY*@~NM1*PR*2*PLAN*****PI*VELDAN01~HL*3*2*23*0~PAT*19~"
    "NM1*QC*1*@*@~N3*@~N4*@*MA*01001~DMG*D8*@*F~CLM*A-1*412.50***13:A:1**A*Y*Y~"
    "DTP*434*RD8*20260302-20260302~CL1*2*1*01~REF*EA*@~NTE*ADD*@~HI*ABK:S52501A~HI*APR:S52501A~"
    "NM1*71*1*PELLAMORE*JORAN****XX*2000000119~SBR*S*18*@******CI~OI***Y***Y~"
    "NM1*IL*1*@*@****MI*@~N3*@~N4*@*MA*01001~NM1*PR*2*OTHER*****PI*OTHER01~"
    "LX*1~SV2*0450*HC:99283*412.50*UN*1~DTP*472*D8*20260302~SE*40*0001~GE*1*41~"
    "IEA*1*000000041~";
static const char remittance[] =
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PAYEE          *260601*1200*^*00501*"
    "000000001*0*P*:~GS*HP*PAYER*PAYEE*20260601*1200*1*X*005010X221A1~ST*835*0001~"
    "BPR*I*250*C*CHK************20260615~TRN*1*12345*1999999999~N1*PR*PAYER~N3*1 ROAD~"
    "N4*TOWN*MA*01001~PER*BL*DESK*TE*5555550100~N1*PE*HOSPITAL*XX*2000000010~LX*1~"
    "CLP*A-1*1*250*250**MC*77~NM1*QC*1*@*@*@***MI*@~NM1*IL*1*@*@****MI*@~NM1*74*1*@*@****C*@~"
    "REF*EA*@~SE*15*0001~GE*1*1~IEA*1*000000001~";

/* What may happen to a value; & is the value. */
static const char *const harm[] = {"&",          "&&&&&&&&&&&&&&&&&&&&",
                                   "& &",        " & ",
                                   "&\x01&",     "&\xC3\xA9&",
                                   "&\xFF&",     "&\n&",
                                   "&*&",        "&*&*&*&*&*&",
                                   "*&",         "**&*&",
                                   "&:&",        "&:&:&:&:&",
                                   ":&",         "&^&",
                                   "&^&^&",      "&~&",
                                   "&~&*&*&",    "&~& &~&*&",
                                   "~&",         "&~\n&",
                                   "",           "&*",
                                   "-&",         "&~NM1*IL*1*&*&*&*&*&*MI*&",
                                   "&~N3*&*&*&", "&~DMG*D8*&*&*&",
                                   "&&~&&~&&",   "&/&.&"};

typedef struct bytes {
  char data[16384];
  size_t len;
} bytes;

static void add(bytes *b, const char *p, size_t n) {
  ck_assert_uint_le(b->len + n, sizeof b->data);
  memcpy(b->data + b->len, p, n);
  b->len += n;
}

/* The text with SECRET for every @, and the `broken`-th harmed. */
static bool make(const char *text_, unsigned broken, const char *how, bytes *b) {
  unsigned number = 0;
  b->len = 0;
  for (const char *p = text_; *p; p++) {
    if (*p != '@') {
      add(b, p, 1);
    } else if (number++ != broken) {
      add(b, SECRET, sizeof SECRET - 1);
    } else {
      for (const char *h = how; *h; h++)
        if (*h == '&')
          add(b, SECRET, sizeof SECRET - 1);
        else
          add(b, h, 1);
    }
  }
  return broken < number;
}

static void check(ct_reader *reader, const bytes *b) {
  report_make *const kinds[] = {ct_report_text, ct_report_ndjson, ct_report_json, ct_report_junit,
                                ct_report_html};
  for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
    report_start(kinds[kind],
                 (ct_report_options){.least = CT_NOTE, .redact = true, .show_segment = true});
    ct_report_begin(report, "file");
    ck_assert_int_eq(ct_reader_set_memory(reader, b->data, b->len), CT_OK);
    ct_sink *sink = &report->sink;
    ck_assert_int_eq(ct_reader_run(reader, &sink, 1), CT_OK);
    ct_report_end(report, true);
    const char *said = report_finish();
    const char *leak = strstr(said, "ZQ");
    if (!leak) leak = strstr(said, "XJW");
    if (leak) {
      const char *from = leak - said > 300 ? leak - 300 : said;
      ck_abort_msg("%.*s\n... %.600s", b->len < 3000 ? (int)b->len : 3000, b->data, from);
    }
    report_stop();
  }
}

/* What may happen to a segment as a whole. */
enum { DELETED, DOUBLED, JOINED, TAGGED };
static const char *const tags[] = {"", "N3", "N4", "NM1", "REF", "DMG", "SBR", "XYZ", "SMITH"};

/* The n-th segment of `from` harmed; false when there are not so many. */
static bool harm_segment(const bytes *from, unsigned n, unsigned kind, bytes *b) {
  const char *p = from->data, *end = p + from->len;
  b->len = 0;
  for (unsigned i = 0; p < end; i++) {
    const char *stop = memchr(p, '~', (size_t)(end - p));
    size_t len = (size_t)(stop - p) + 1;
    bool this_one = i == n;
    if (!this_one || kind == DOUBLED) add(b, p, len);
    if (this_one && kind == DOUBLED) add(b, p, len);
    if (this_one && kind == JOINED) add(b, p, len - 1);
    if (this_one && kind >= TAGGED) {
      const char *rest = memchr(p, '*', len);
      const char *tag = tags[kind - TAGGED];
      add(b, tag, strlen(tag));
      add(b, rest, (size_t)(stop - rest) + 1);
    }
    if (this_one && stop + 1 >= end) return false; /* IEA stays */
    p = stop + 1;
    if (this_one) n = UINT32_MAX; /* done */
  }
  return n == UINT32_MAX;
}

static void harm_segments(ct_reader *reader, const char *file) {
  static bytes whole, b;
  make(file, UINT32_MAX, "", &whole);
  for (unsigned kind = 0; kind < TAGGED + sizeof tags / sizeof *tags; kind++)
    for (unsigned n = 2; harm_segment(&whole, n, kind, &b); n++) check(reader, &b);
}

static void read_all(const char *file) {
  ct_grammars *grammars;
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  ct_reader *reader = ct_reader_new(grammars, NULL);
  ck_assert_ptr_nonnull(reader);
  static bytes b;
  harm_segments(reader, file);
  for (size_t h = 0; h < sizeof harm / sizeof *harm; h++)
    for (unsigned broken = 0; make(file, broken, harm[h], &b); broken++) check(reader, &b);
  ct_reader_free(reader);
  ct_grammars_close(grammars);
}

START_TEST(nothing_of_a_person_in_a_claim_is_told) {
  read_all(claim);
}
END_TEST

START_TEST(nothing_of_a_person_in_a_remittance_is_told) {
  read_all(remittance);
}
END_TEST

/* The same reports without redaction do tell: the test above sees something. */
START_TEST(without_redaction_it_is_told) {
  ct_grammars *grammars;
  ct_error error;
  ck_assert_int_eq(ct_grammars_open(&grammars, &error), CT_OK);
  ct_reader *reader = ct_reader_new(grammars, NULL);
  static bytes b;
  make(claim, 1, "&:&", &b);
  report_start(ct_report_text, (ct_report_options){.least = CT_NOTE});
  ct_report_begin(report, "file");
  ck_assert_int_eq(ct_reader_set_memory(reader, b.data, b.len), CT_OK);
  ct_sink *sink = &report->sink;
  ck_assert_int_eq(ct_reader_run(reader, &sink, 1), CT_OK);
  ct_report_end(report, true);
  ck_assert_ptr_nonnull(strstr(report_finish(), SECRET));
  report_stop();
  ct_reader_free(reader);
  ct_grammars_close(grammars);
}
END_TEST

int main(void) {
  Suite *s = suite_create("redact");
  TCase *t = tcase_create("redact");
  tcase_add_test(t, nothing_of_a_person_in_a_claim_is_told);
  tcase_add_test(t, nothing_of_a_person_in_a_remittance_is_told);
  tcase_add_test(t, without_redaction_it_is_told);
  suite_add_tcase(s, t);
  return support_run(s);
}
