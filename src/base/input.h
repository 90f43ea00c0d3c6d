/*
 * input.h -- where bytes come from: plain, gzip or zstd, known by content.
 *
 * An input pulls from a ct_read_fn (or a file descriptor, or memory) and gives the
 * inflated bytes.  Any read size is fine; concatenated members are read on.  A
 * corrupt or cut compressed stream is CT_IO with a message; data after the last
 * member that is no member is ignored as gzip(1) does.
 */
#ifndef CT_BASE_INPUT_H
#define CT_BASE_INPUT_H

#include "base/status.h"

typedef struct ct_input ct_input;

enum ct_status ct_input_open_fn(ct_input **, ct_read_fn *, void *ctx);
enum ct_status ct_input_open_fd(ct_input **, int fd); /* borrowed, not closed */
enum ct_status ct_input_open_memory(ct_input **, const void *, size_t);
/*
 * The bytes of `source` (borrowed) as somebody else reads them, who answers as
 * ct_input_read() does; words about trouble are those of the source.
 */
typedef enum ct_status ct_input_ahead_fn(void *ctx, char *buf, size_t size, size_t *got);
enum ct_status ct_input_open_ahead(ct_input **, ct_input_ahead_fn *, void *ctx,
                                   const ct_input *source);
void ct_input_close(ct_input *); /* NULL is fine */
/*
 * Up to `size` bytes into `buf`; *got 0 and CT_END at the end.  EINTR is retried, a
 * non-blocking descriptor waited for.  What a cut or damaged stream held is given
 * first.  The end and every error stay.  CT_IO: errno is set at each call (EIO when the
 * compressed data is at fault), ct_input_error() has words (no file content).
 * A zstd window over 128 MiB is refused.  `size` 0 reads nothing: CT_OK.
 */
enum ct_status ct_input_read(ct_input *, char *buf, size_t size, size_t *got);
uint64_t ct_input_raw_bytes(const ct_input *); /* consumed from the source: for progress */
bool ct_input_is_plain(const ct_input *);      /* offsets are those of the source itself */
const char *ct_input_error(const ct_input *);

#endif
