/*
 * tree_path.c -- the tree as users of the library see it, and paths such as
 * "REF[F8]/REF02", "CLM05-3", "2330B/NM109".
 *
 * Knows names, because callers ask by name; nothing on the way of `check` comes here.
 *
 *   path    = [ step "/" ] ... reference
 *   step    = LOOP, the first child loop of that id | TAG, TAG[KEY], the first such segment
 *   reference = TAG NN [ "(" repetition ")" ] [ "-" component ]
 */
#include "claim/tree.h"

#include <string.h>

const char *ct_loop_id(const ct_loop *l) {
  return l->grammar->node[l->node].id;
}
const char *ct_loop_name(const ct_loop *l) {
  return l->grammar->node[l->node].name;
}
const ct_loop *ct_loop_parent(const ct_loop *l) {
  return l->parent;
}
const ct_loop *ct_loop_first(const ct_loop *l) {
  return l->first;
}
const ct_loop *ct_loop_sibling(const ct_loop *l) {
  return l->next;
}
const ct_loop *ct_loop_next(const ct_loop *l) {
  return ct_loop_same(l);
}
const ct_segment *ct_loop_segments(const ct_loop *l) {
  return l->segment;
}
const ct_segment *ct_segment_sibling(const ct_segment *s) {
  return s->sibling;
}

static const ct_loop *child_named(const ct_loop *l, ct_slice id) {
  const ct_loop *c = l->first;
  while (c && !ct_slice_is(id, ct_loop_id(c))) c = c->next;
  return c;
}

const ct_loop *ct_loop_child(const ct_loop *l, const char *id) {
  return child_named(l, ct_slice_text(id));
}

/* ---- segments by name ------------------------------------------------------------- */

/* "REF[F8]" -> REF, F8; the key is empty where there is none.  False: not of this form. */
static bool split_step(ct_slice step, ct_tag *tag, ct_slice *key) {
  const char *open = memchr(step.ptr, '[', step.len);
  *key = ct_slice_empty();
  ct_slice name = step;
  if (open) {
    name.len = (size_t)(open - step.ptr);
    if (step.ptr[step.len - 1] != ']') return false;
    *key = ct_slice_make(open + 1, step.len - name.len - 2);
  }
  *tag = ct_tag_pack(name);
  return *tag != 0;
}

static const ct_segment *find_segment(const ct_loop *l, ct_tag tag, ct_slice key) {
  for (const ct_segment *s = l->segment; s; s = s->sibling) {
    if (s->tag != tag) continue;
    if (key.len == 0 || ct_slice_same(ct_segment_get_component(s, 1, 1), key)) return s;
  }
  return NULL;
}

const ct_segment *ct_loop_segment(const ct_loop *l, const char *path) {
  ct_tag tag;
  ct_slice key, rest = ct_slice_text(path);
  for (const char *slash; (slash = memchr(rest.ptr, '/', rest.len)) != NULL;) {
    size_t n = (size_t)(slash - rest.ptr);
    l = child_named(l, ct_slice_make(rest.ptr, n));
    if (!l) return NULL;
    rest = ct_slice_make(slash + 1, rest.len - n - 1);
  }
  return rest.len != 0 && split_step(rest, &tag, &key) ? find_segment(l, tag, key) : NULL;
}

/* ---- values by reference ------------------------------------------------------------ */

struct reference {
  ct_tag tag;
  unsigned element, repetition, component; /* repetition, component: 0 none */
};

/* Digits at *p before `end`, at most four of them; false when there are none. */
static bool read_number(const char **p, const char *end, unsigned *value) {
  const char *at = *p;
  unsigned n = 0;
  while (at < end && at - *p < 4 && *at >= '0' && *at <= '9') n = n * 10 + (unsigned)(*at++ - '0');
  bool any = at != *p;
  *p = at;
  *value = n;
  return any && n != 0;
}

static bool parse_reference(ct_slice s, struct reference *r) {
  *r = (struct reference){0};
  const char *p = s.ptr, *end = p + s.len;
  /* the last two digits before '(' or '-' are the element; what precedes them is the tag */
  const char *stop = p;
  while (stop < end && *stop != '(' && *stop != '-') stop++;
  if (stop - p < 4 || stop - p > 5) return false;
  r->tag = ct_tag_pack(ct_slice_make(p, (size_t)(stop - p) - 2));
  const char *at = stop - 2;
  if (r->tag == 0 || !read_number(&at, stop, &r->element) || at != stop) return false;
  if (at < end && *at == '(') {
    at++;
    if (!read_number(&at, end, &r->repetition) || at == end || *at++ != ')') return false;
  }
  if (at < end && *at == '-') {
    at++;
    if (!read_number(&at, end, &r->component)) return false;
  }
  return at == end;
}

static ct_slice value_at(const ct_segment *s, const struct reference *r) {
  if (r->component != 0) {
    return ct_segment_component(s, r->element, r->repetition ? r->repetition : 1, r->component);
  }
  ct_slice v = ct_segment_get(s, r->element);
  if (r->repetition != 0 && !ct_slice_part(v, s->delims.repetition, r->repetition, &v)) {
    return ct_slice_empty();
  }
  return v;
}

ct_slice ct_loop_value(const ct_loop *l, const char *path) {
  ct_slice rest = ct_slice_text(path), key = ct_slice_empty();
  ct_tag tag = 0; /* of a segment step; a reference after it must name the same */
  for (const char *slash; (slash = memchr(rest.ptr, '/', rest.len)) != NULL;) {
    ct_slice step = ct_slice_make(rest.ptr, (size_t)(slash - rest.ptr));
    rest = ct_slice_make(slash + 1, rest.len - step.len - 1);
    const ct_loop *child = tag == 0 ? child_named(l, step) : NULL;
    if (child) {
      l = child;
    } else if (tag != 0 || step.len == 0 || !split_step(step, &tag, &key)) {
      return ct_slice_empty();
    }
  }
  struct reference r;
  if (!parse_reference(rest, &r) || (tag != 0 && tag != r.tag)) return ct_slice_empty();
  const ct_segment *s = find_segment(l, r.tag, key);
  return s ? value_at(s, &r) : ct_slice_empty();
}
