/*
 * rule_pattern.c -- patterns ready to match: PCRE2 with JIT, and with limits on steps,
 * depth, heap and the length of what is matched.
 *
 * Knows PCRE2.  A value that passes a limit is neither a match nor none: the caller tells it.
 */
#include "claim/rule_inside.h"

#include "base/late_pcre2.h"
#include "base/mem.h"
#include "guide/pattern.h"

enum { JIT_STACK_FIRST = 32 << 10, JIT_STACK_MOST = 256 << 10 };

struct ct_rule_matcher {
  pcre2_general_context *memory;
  pcre2_match_context *limits;
  pcre2_match_data *data;
  pcre2_jit_stack *stack;
};

static void *take_memory(size_t size, void *unused) {
  (void)unused;
  return ct_mem_alloc(size, 1);
}

static void give_memory(void *p, void *unused) {
  (void)unused;
  ct_mem_free(p);
}

void ct_rule_matcher_free(ct_rule_matcher *m) {
  if (!m) return;
  pcre2_jit_stack_free(m->stack);
  pcre2_match_data_free(m->data);
  pcre2_match_context_free(m->limits);
  pcre2_general_context_free(m->memory);
  ct_mem_free(m);
}

static int matcher_new(ct_rule_matcher **out) {
  if (!ct_late_pcre2()) return CT_PATTERN_NO_LIBRARY;
  ct_rule_matcher *m = ct_mem_zalloc(1, sizeof *m);
  if (!m) return CT_PATTERN_NO_MEMORY;
  m->memory = pcre2_general_context_create(take_memory, give_memory, NULL);
  if (m->memory) {
    m->limits = pcre2_match_context_create(m->memory);
    m->data = pcre2_match_data_create(1, m->memory);
    m->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST, m->memory);
  }
  if (!m->limits || !m->data) {
    ct_rule_matcher_free(m);
    return CT_PATTERN_NO_MEMORY;
  }
  pcre2_set_match_limit(m->limits, CT_PATTERN_MATCH_LIMIT);
  pcre2_set_depth_limit(m->limits, CT_PATTERN_DEPTH_LIMIT);
  pcre2_set_heap_limit(m->limits, CT_PATTERN_HEAP_KIB);
  if (m->stack) pcre2_jit_stack_assign(m->limits, NULL, m->stack); /* NULL: no JIT on this machine */
  *out = m;
  return 0;
}

static void *pattern_ready(ct_rule_matcher *m, const char *text) {
  pcre2_compile_context *how = pcre2_compile_context_create(m->memory);
  if (!how) return NULL;
  int number;
  PCRE2_SIZE at;
  pcre2_code *code =
      pcre2_compile((PCRE2_SPTR)text, strlen(text), ct_pattern_options(), &number, &at, how);
  pcre2_compile_context_free(how);
  if (code) (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* where it fails, it is interpreted */
  return code;
}

void ct_rule_pattern_free(void *ready) {
  if (ready) pcre2_code_free(ready);
}

int ct_rule_pattern_match(ct_rule_matcher **matcher, const ct_rule_pattern *p, void **ready,
                          ct_slice s) {
  if (p->run) return ct_class_match(p, s);
  if (s.len > CT_PATTERN_SUBJECT) return CT_PATTERN_PASSED_LIMIT;
  if (!*matcher) {
    int failed = matcher_new(matcher);
    if (failed) return failed;
  }
  ct_rule_matcher *m = *matcher;
  if (!*ready) *ready = pattern_ready(m, p->text);
  if (!*ready) return CT_PATTERN_NO_MEMORY;
  int rc = pcre2_match(*ready, (PCRE2_SPTR)s.ptr, s.len, 0, 0, m->data, m->limits);
  if (rc >= 0) return 1;
  return rc == PCRE2_ERROR_NOMATCH ? 0 : CT_PATTERN_PASSED_LIMIT;
}
