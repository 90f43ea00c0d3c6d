/* compile_empty.c -- the grammar compiler has no grammars built in: it makes them. */
#include "guide/grammar.h"
#include "guide/source.h"

const ct_grammar *const ct_builtin_guides[] = {NULL};
const ct_grammar *const ct_builtin_control = NULL;
const ct_builtin_file ct_builtin_files[] = {{NULL, NULL, 0}};
const ct_builtin_layer ct_builtin_layers[] = {{NULL, NULL, NULL}};
