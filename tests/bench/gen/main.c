/*
 * main.c -- bench-gen: writes valid 837I and 835 files of any size, the same bytes for the same
 * options.  Knows the envelope and the options; what stands in a set is of set_837.c and set_835.c.
 *
 *   bench-gen --kind=837i|837i-cob|835 --bytes=100M [--sets=one|many] [--claims-per-set=N]
 *             [--seed=N] [--newlines] [-o FILE]
 *
 * The file ends with the claim that reaches --bytes (K, M, G: thousands), so it is a little
 * longer.  --sets=one puts every claim in one set: above 5000 that earns a warning, no error.
 */
#include "gen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct options {
  const char *kind, *file;
  uint64_t bytes, claims_per_set, seed;
  bool one_set, newlines;
} options;

static int usage(const char *what) {
  fprintf(stderr,
          "bench-gen: %s\n"
          "usage: bench-gen --kind=837i|837i-cob|835 --bytes=N[K|M|G] [--sets=one|many]\n"
          "                 [--claims-per-set=N] [--seed=N] [--newlines] [-o FILE]\n",
          what);
  return 2;
}

static bool number(const char *text, uint64_t *out) {
  char *end;
  errno = 0;
  if (*text < '0' || *text > '9') return false;
  unsigned long long n = strtoull(text, &end, 10);
  unsigned long long unit = 1;
  if (*end == 'K') unit = 1000;
  if (*end == 'M') unit = 1000000;
  if (*end == 'G') unit = 1000000000;
  if (unit > 1) end++;
  if (errno != 0 || *end != '\0' || n > UINT64_MAX / unit) return false;
  *out = n * unit;
  return true;
}

/* The value of "--name=value", or NULL. */
static const char *value_of(const char *arg, const char *name) {
  size_t n = strlen(name);
  return strncmp(arg, name, n) == 0 && arg[n] == '=' ? arg + n + 1 : NULL;
}

static int parse(int argc, char **argv, options *o) {
  for (int i = 1; i < argc; i++) {
    const char *v;
    if ((v = value_of(argv[i], "--kind")) != NULL) {
      o->kind = v;
    } else if ((v = value_of(argv[i], "--bytes")) != NULL) {
      if (!number(v, &o->bytes)) return usage("--bytes wants a number");
    } else if ((v = value_of(argv[i], "--seed")) != NULL) {
      if (!number(v, &o->seed)) return usage("--seed wants a number");
    } else if ((v = value_of(argv[i], "--claims-per-set")) != NULL) {
      if (!number(v, &o->claims_per_set) || o->claims_per_set == 0)
        return usage("--claims-per-set wants a number above 0");
    } else if ((v = value_of(argv[i], "--sets")) != NULL) {
      if (strcmp(v, "one") != 0 && strcmp(v, "many") != 0) return usage("--sets is one or many");
      o->one_set = strcmp(v, "one") == 0;
    } else if (strcmp(argv[i], "--newlines") == 0) {
      o->newlines = true;
    } else if (strcmp(argv[i], "-o") == 0 && i + 1 < argc) {
      o->file = argv[++i];
    } else {
      return usage("unknown option");
    }
  }
  if (o->kind == NULL) return usage("--kind is needed");
  if (strcmp(o->kind, "837i") != 0 && strcmp(o->kind, "837i-cob") != 0 &&
      strcmp(o->kind, "835") != 0)
    return usage("--kind is 837i, 837i-cob or 835");
  if (o->bytes == 0) return usage("--bytes is needed");
  return 0;
}

bool gen_more(const gen *g, uint64_t claims_in_set) {
  if (claims_in_set == 0) return true;
  if (g->claims_per_set != 0 && claims_in_set >= g->claims_per_set) return false;
  return g->out.bytes < g->target;
}

static void envelope_begin(gen *g, bool remit) {
  const char *sender = g->cob ? "110099999Z" : remit ? "VELDANPLAN" : "OSTRIMOORB";
  const char *receiver = g->cob ? "DMA7384" : remit ? "OSTRIMOORB" : "VELDANPLAN";
  gen_segment(&g->out,
              "ISA*00*          *00*          *ZZ*%s     *ZZ*%s%s*260801*1200*^*00501*"
              "000000001*0*P*:",
              sender, receiver, g->cob ? "        " : "     ");
  gen_segment(&g->out, "GS*%s*%s*%s*%d*1200*1*X*%s", remit ? "HP" : "HC", sender, receiver,
              GEN_TODAY, remit ? "005010X221A1" : "005010X223A2");
}

static int generate(gen *g, bool remit) {
  uint64_t sets = 0;
  envelope_begin(g, remit);
  do {
    g->set_number = ++sets;
    if (remit)
      gen_set_835(g);
    else
      gen_set_837(g);
  } while (g->out.bytes < g->target && !g->out.failed);
  gen_segment(&g->out, "GE*%u*1", sets);
  gen_segment(&g->out, "IEA*1*000000001");
  gen_flush(&g->out);
  return sets > 999999 ? usage("GE01 has no room for so many sets: raise --claims-per-set") : 0;
}

int main(int argc, char **argv) {
  options o = {.claims_per_set = 200, .seed = 1};
  int status = parse(argc, argv, &o);
  if (status != 0) return status;
  gen g = {.target = o.bytes, .claims_per_set = o.one_set ? 0 : o.claims_per_set};
  g.state.rng.state = o.seed;
  g.cob = strcmp(o.kind, "837i-cob") == 0;
  g.out.newlines = o.newlines;
  g.out.file = o.file == NULL || strcmp(o.file, "-") == 0 ? stdout : fopen(o.file, "wb");
  g.out.buffer = malloc(GEN_BUFFER);
  if (g.out.file == NULL || g.out.buffer == NULL) {
    fprintf(stderr, "bench-gen: %s: %s\n", o.file != NULL ? o.file : "-", strerror(errno));
    free(g.out.buffer);
    return 2;
  }
  status = generate(&g, strcmp(o.kind, "835") == 0);
  if (fflush(g.out.file) != 0) g.out.failed = true;
  if (g.out.failed) fprintf(stderr, "bench-gen: %s\n", strerror(errno));
  if (g.out.file != stdout && fclose(g.out.file) != 0) g.out.failed = true;
  free(g.out.buffer);
  return g.out.failed ? 2 : status;
}
