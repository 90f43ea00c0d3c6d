/*
 * claims.c -- an example of the library: a line a claim of an 837I, and below it what is wrong
 * with it.  Build it with
 *
 *   cc -o claims claims.c $(pkg-config --cflags --libs claimtree)
 *
 * Knows claimtree.h alone.  Exit status as that of claimtree: 0 accepted, 1 rejected, 2 trouble.
 */
#include <claimtree.h>

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void print_slice(ct_slice slice) {
  fwrite(slice.ptr, 1, slice.len, stdout);
}

/* Findings come as reading goes on; those of a claim before the claim itself is handed out. */
static void tell(void *ctx, const ct_finding *finding) {
  char message[512], reference[CT_REFERENCE_SIZE];
  (void)ctx;
  if (finding->severity == CT_NOTE) return;
  ct_finding_message(finding, false, message, sizeof message);
  printf("  %s, segment %u, ", ct_severity_name(finding->severity),
         (unsigned)finding->where.segment);
  if (ct_location_reference(&finding->where, reference) > 0)
    printf("%s", reference);
  else
    print_slice(finding->where.tag);
  printf(": %s (%s)\n", message, finding->info->id);
}

/* Slices and loops live until the next call on the reader: used here, not kept. */
static void print_claim(const ct_loop *claim) {
  unsigned lines = 0;
  for (const ct_loop *line = ct_loop_child(claim, "2400"); line; line = ct_loop_next(line)) lines++;
  print_slice(ct_loop_value(claim, "CLM01"));
  printf(": charge ");
  print_slice(ct_loop_value(claim, "CLM02"));
  printf(", bill type ");
  print_slice(ct_loop_value(claim, "CLM05-1"));
  print_slice(ct_loop_value(claim, "CLM05-3"));
  printf(", principal diagnosis ");
  print_slice(ct_loop_value(claim, "HI[ABK]/HI01-2"));
  printf(", %u lines, subscriber ", lines);
  print_slice(ct_loop_value(ct_loop_child(ct_loop_parent(claim), "2010BA"), "NM103"));
  printf("\n");
}

static int read_claims(ct_reader *reader, int fd) {
  enum ct_status status = ct_reader_set_fd(reader, fd);
  ct_reader_on_finding(reader, tell, NULL);
  while (status == CT_OK) {
    const ct_loop *claim;
    status = ct_reader_next_claim(reader, &claim);
    if (status == CT_OK) print_claim(claim);
  }
  if (status != CT_END) {
    fprintf(stderr, "claims: %s: %s\n", ct_status_name(status), ct_reader_error(reader));
    return 2;
  }
  const ct_counts *counts = ct_reader_counts(reader);
  printf("%llu claims, %llu errors\n", (unsigned long long)counts->claims,
         (unsigned long long)counts->errors);
  return counts->errors > 0;
}

int main(int argc, char **argv) {
  ct_grammars *grammars = NULL;
  ct_error error = {""};
  int result = 2;
  int fd = argc == 2 ? open(argv[1], O_RDONLY) : STDIN_FILENO;
  if (fd < 0) {
    perror(argv[1]);
    return 2;
  }
  if (ct_grammars_open(&grammars, &error) != CT_OK) {
    fprintf(stderr, "claims: %s\n", error.text);
    return 2;
  }
  ct_reader *reader = ct_reader_new(grammars, &(ct_options){.snip = 7});
  if (reader) result = read_claims(reader, fd);
  ct_reader_free(reader);
  ct_grammars_close(grammars);
  return result;
}
