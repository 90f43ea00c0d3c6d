/* late_pcre2.h -- PCRE2 for bytes, see late.h: ct_late_pcre2() before the first call. */
#ifndef CT_BASE_LATE_PCRE2_H
#define CT_BASE_LATE_PCRE2_H

#include "base/late.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#if CT_LATE
#define CT_PCRE2_CALLS(X)                                                                          \
  X(pcre2_code_free_8)                                                                             \
  X(pcre2_compile_8)                                                                               \
  X(pcre2_compile_context_create_8)                                                                \
  X(pcre2_compile_context_free_8)                                                                  \
  X(pcre2_general_context_create_8)                                                                \
  X(pcre2_general_context_free_8)                                                                  \
  X(pcre2_get_error_message_8)                                                                     \
  X(pcre2_jit_compile_8)                                                                           \
  X(pcre2_jit_stack_assign_8)                                                                      \
  X(pcre2_jit_stack_create_8)                                                                      \
  X(pcre2_jit_stack_free_8)                                                                        \
  X(pcre2_match_8)                                                                                 \
  X(pcre2_match_context_create_8)                                                                  \
  X(pcre2_match_context_free_8)                                                                    \
  X(pcre2_match_data_create_8)                                                                     \
  X(pcre2_match_data_free_8)                                                                       \
  X(pcre2_pattern_info_8)                                                                          \
  X(pcre2_set_depth_limit_8)                                                                       \
  X(pcre2_set_heap_limit_8)                                                                        \
  X(pcre2_set_match_limit_8)                                                                       \
  X(pcre2_set_max_pattern_length_8)                                                                \
  X(pcre2_set_parens_nest_limit_8)

struct ct_pcre2_calls {
  CT_PCRE2_CALLS(CT_LATE_MEMBER)
};
extern struct ct_pcre2_calls ct_pcre2_calls;

#define pcre2_code_free_8              (*ct_pcre2_calls.pcre2_code_free_8)
#define pcre2_compile_8                (*ct_pcre2_calls.pcre2_compile_8)
#define pcre2_compile_context_create_8 (*ct_pcre2_calls.pcre2_compile_context_create_8)
#define pcre2_compile_context_free_8   (*ct_pcre2_calls.pcre2_compile_context_free_8)
#define pcre2_general_context_create_8 (*ct_pcre2_calls.pcre2_general_context_create_8)
#define pcre2_general_context_free_8   (*ct_pcre2_calls.pcre2_general_context_free_8)
#define pcre2_get_error_message_8      (*ct_pcre2_calls.pcre2_get_error_message_8)
#define pcre2_jit_compile_8            (*ct_pcre2_calls.pcre2_jit_compile_8)
#define pcre2_jit_stack_assign_8       (*ct_pcre2_calls.pcre2_jit_stack_assign_8)
#define pcre2_jit_stack_create_8       (*ct_pcre2_calls.pcre2_jit_stack_create_8)
#define pcre2_jit_stack_free_8         (*ct_pcre2_calls.pcre2_jit_stack_free_8)
#define pcre2_match_8                  (*ct_pcre2_calls.pcre2_match_8)
#define pcre2_match_context_create_8   (*ct_pcre2_calls.pcre2_match_context_create_8)
#define pcre2_match_context_free_8     (*ct_pcre2_calls.pcre2_match_context_free_8)
#define pcre2_match_data_create_8      (*ct_pcre2_calls.pcre2_match_data_create_8)
#define pcre2_match_data_free_8        (*ct_pcre2_calls.pcre2_match_data_free_8)
#define pcre2_pattern_info_8           (*ct_pcre2_calls.pcre2_pattern_info_8)
#define pcre2_set_depth_limit_8        (*ct_pcre2_calls.pcre2_set_depth_limit_8)
#define pcre2_set_heap_limit_8         (*ct_pcre2_calls.pcre2_set_heap_limit_8)
#define pcre2_set_match_limit_8        (*ct_pcre2_calls.pcre2_set_match_limit_8)
#define pcre2_set_max_pattern_length_8 (*ct_pcre2_calls.pcre2_set_max_pattern_length_8)
#define pcre2_set_parens_nest_limit_8  (*ct_pcre2_calls.pcre2_set_parens_nest_limit_8)
#endif

#endif
