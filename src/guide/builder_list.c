/*
 * builder_list.c -- value lists: open-addressing tables of packed codes, sorted texts for
 * the long ones, and the words that show a list in a message.
 */
#include "guide/builder.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

enum { PACKED_MAX = 8, SAMPLE_MAX = 12, SAMPLE_SHOWN = 6, SAMPLE_SIZE = 512 };

bool ct_codes_next(const char **at, ct_slice *code) {
  if (!*at) return false;
  size_t len = strcspn(*at, "|");
  *code = ct_slice_trim(ct_slice_make(*at, len));
  *at = (*at)[len] ? *at + len + 1 : NULL;
  return true;
}

uint16_t ct_builder_find_list(const ct_builder *b, const char *key) {
  const char *const *keys = b->list_key.items;
  for (uint32_t i = 1; i < b->list_key.count; i++)
    if (strcmp(keys[i], key) == 0) return (uint16_t)i;
  return 0;
}

/* "A, B, C" or "A, B, C, ... (23)". */
static const char *sample_of(ct_builder *b, const ct_value *v, size_t count) {
  char text[SAMPLE_SIZE];
  size_t used = 0, shown = count <= SAMPLE_MAX ? count : SAMPLE_SHOWN, i;
  for (i = 0; i < shown; i++) {
    size_t left = sizeof text - used;
    int n = snprintf(text + used, left, "%s%.*s", i ? ", " : "", (int)v[i].code.len, v[i].code.ptr);
    if (n < 0 || (size_t)n + 24 >= left) break;
    used += (size_t)n;
  }
  if (i < count) {
    int n = snprintf(text + used, sizeof text - used, ", ... (%zu)", count);
    if (n > 0) used += (size_t)n;
  }
  return ct_builder_text(b, ct_slice_make(text, used));
}

static uint32_t slots_for(size_t packed) {
  uint32_t slots = 2;
  while (slots < packed * 2) slots *= 2;
  return slots;
}

/* Where the value stands, or the free slot that is its own. */
static uint32_t slot_of(const uint64_t *slot, uint32_t mask, uint64_t packed) {
  uint32_t i = ct_value_hash(packed) & mask;
  while (slot[i] != 0 && slot[i] != packed) i = (i + 1) & mask;
  return i;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool fill_texts(ct_builder *b, ct_list *l, const ct_value *v, size_t count) {
  const char **texts = ct_arena_alloc(&b->arena, (size_t)l->texts_count * sizeof *texts);
  if (!texts) return false;
  uint32_t n = 0;
  for (size_t i = 0; i < count; i++)
    if (v[i].code.len > PACKED_MAX) texts[n++] = ct_builder_text(b, v[i].code);
  qsort(texts, n, sizeof *texts, by_text);
  l->texts = texts;
  return true;
}

static bool fill_slots(ct_builder *b, ct_list *l, const ct_value *v, size_t count, bool dated) {
  size_t slots = (size_t)l->mask + 1;
  uint64_t *slot = ct_arena_alloc(&b->arena, slots * sizeof *slot);
  uint32_t *start = dated ? ct_arena_alloc(&b->arena, slots * sizeof *start) : NULL;
  uint32_t *stop = dated ? ct_arena_alloc(&b->arena, slots * sizeof *stop) : NULL;
  if (!slot || (dated && (!start || !stop))) return false;
  memset(slot, 0, slots * sizeof *slot);
  if (dated) memset(start, 0, slots * sizeof *start), memset(stop, 0, slots * sizeof *stop);
  for (size_t i = 0; i < count; i++) {
    if (v[i].code.len > PACKED_MAX) continue;
    uint32_t at = slot_of(slot, l->mask, ct_slice_pack(v[i].code));
    slot[at] = ct_slice_pack(v[i].code);
    if (dated) start[at] = v[i].start, stop[at] = v[i].stop;
  }
  l->slot = slot;
  l->start = start;
  l->stop = stop;
  return true;
}

uint16_t ct_builder_list(ct_builder *b, const char *key, const ct_value *v, size_t count) {
  size_t packed = 0;
  bool dated = false;
  for (size_t i = 0; i < count; i++) {
    if (v[i].code.len <= PACKED_MAX) packed++;
    if (v[i].start || v[i].stop) dated = true;
  }
  ct_list l = {.mask = slots_for(packed) - 1,
               .count = (uint32_t)count,
               .texts_count = (uint32_t)(count - packed)};
  l.sample = sample_of(b, v, count);
  if (b->status != CT_OK) return 0;
  if (!fill_slots(b, &l, v, count, dated) || (l.texts_count && !fill_texts(b, &l, v, count)))
    return ct_builder_no_memory(b), (uint16_t)0;
  if (count == 1 && packed == 1) l.single = ct_slice_pack(v[0].code);
  const char *kept = ct_builder_word(b, key);
  ct_list *row = ct_builder_add(b, &b->list, sizeof l, UINT16_MAX, "value lists");
  const char **key_row =
      ct_builder_add(b, &b->list_key, sizeof *key_row, UINT16_MAX, "value lists");
  if (!row || !key_row) return 0;
  *row = l;
  *key_row = kept;
  return (uint16_t)(b->list.count - 1);
}

uint16_t ct_builder_codes(ct_builder *b, const char *codes) {
  if (!codes || !*codes || b->status != CT_OK) return 0;
  uint16_t have = ct_builder_find_list(b, codes);
  if (have) return have;
  size_t count = 0;
  ct_slice code;
  for (const char *at = codes; ct_codes_next(&at, &code);) count++;
  ct_value *v = ct_mem_zalloc(count, sizeof *v);
  if (!v) return ct_builder_no_memory(b), (uint16_t)0;
  size_t n = 0;
  for (const char *at = codes; ct_codes_next(&at, &code);)
    if (code.len) v[n++].code = code;
  uint16_t made = ct_builder_list(b, codes, v, n);
  ct_mem_free(v);
  return made;
}
