/*
 * reconcile_acks.c -- which interchanges, groups and sets were rejected.
 *
 * Knows TA104, AK901 and IK501.  Does not know claims.
 */
#include "out/reconcile_acks.h"

#include "base/mem.h"

static bool keep(ct_acks *a, ct_slice interchange, ct_slice group, ct_slice set) {
  if (a->count == a->room) {
    size_t room = a->room ? a->room * 2 : 16;
    void *p = ct_mem_resize(a->each, room, sizeof *a->each);
    if (!p) return false;
    a->each = p;
    a->room = room;
  }
  ct_rejection *r = &a->each[a->count];
  ct_slice from[3] = {interchange, group, set};
  char *to[3] = {r->interchange, r->group, r->set};
  for (unsigned i = 0; i < 3; i++) {
    size_t n = from[i].len < sizeof r->set - 1 ? from[i].len : sizeof r->set - 1;
    memcpy(to[i], from[i].ptr, n);
    to[i][n] = 0;
  }
  a->count++;
  return true;
}

static bool is_rejected(ct_slice code) {
  return code.len == 1 && memchr("RMWX", code.ptr[0], 4) != NULL;
}

enum ct_status ct_acks_add(ct_acks *a, ct_reader *reader, int fd) {
  char group[16] = "", set[16] = "";
  const ct_event *ev;
  enum ct_status status = ct_reader_set_fd(reader, fd);
  const ct_slice none = ct_slice_empty();
  while (status == CT_OK && (status = ct_reader_next(reader, &ev)) == CT_OK) {
    const ct_segment *s = ev->kind == CT_EV_SEGMENT ? ev->segment : NULL;
    if (!s) continue;
    ct_slice tag = ct_segment_tag(s), one = ct_segment_element(s, 1), two = ct_segment_element(s, 2);
    bool ok = true;
    if (ct_slice_is(tag, "AK1")) {
      memset(group, 0, sizeof group);
      memcpy(group, two.ptr, two.len < 15 ? two.len : 15);
    } else if (ct_slice_is(tag, "AK2")) {
      memset(set, 0, sizeof set);
      memcpy(set, two.ptr, two.len < 15 ? two.len : 15);
    } else if ((ct_slice_is(tag, "IK5") || ct_slice_is(tag, "AK5")) && is_rejected(one)) {
      ok = keep(a, none, ct_slice_text(group), ct_slice_text(set));
    } else if (ct_slice_is(tag, "AK9") && is_rejected(one)) {
      ok = keep(a, none, ct_slice_text(group), none);
    } else if (ct_slice_is(tag, "TA1") && ct_slice_is(ct_segment_element(s, 4), "R")) {
      ok = keep(a, one, none, none);
    }
    if (!ok) status = CT_NO_MEMORY;
  }
  return status == CT_END ? CT_OK : status;
}

bool ct_acks_reject(const ct_acks *a, ct_slice interchange, ct_slice group, ct_slice set) {
  for (size_t i = 0; a && i < a->count; i++) {
    const ct_rejection *r = &a->each[i];
    if (*r->interchange ? ct_slice_is(interchange, r->interchange)
                        : ct_slice_is(group, r->group) && (!*r->set || ct_slice_is(set, r->set)))
      return true;
  }
  return false;
}

ct_acks *ct_acks_new(void) {
  return ct_mem_zalloc(1, sizeof(ct_acks));
}

void ct_acks_free(ct_acks *a) {
  if (a) ct_mem_free(a->each);
  ct_mem_free(a);
}
