/* check_output.c -- whole files or none, private, and nothing left behind. */
#include "base/mem.h"
#include "base/output.h"
#include "support.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char start_folder[4096]; /* each test runs in a folder of its own, inside this one */
static char folder[256];

static void enter_folder(void) {
  const char *tmp = getenv("TMPDIR");
  ck_assert_ptr_nonnull(getcwd(start_folder, sizeof start_folder));
  snprintf(folder, sizeof folder, "%s/claimtree-output.XXXXXX", tmp ? tmp : "/tmp");
  ck_assert_ptr_nonnull(mkdtemp(folder));
  ck_assert_int_eq(chdir(folder), 0);
}

static void leave_folder(void) {
  DIR *d = opendir(".");
  for (struct dirent *e; (e = readdir(d)) != NULL;) {
    if (unlink(e->d_name) != 0 && e->d_name[0] != '.') rmdir(e->d_name);
  }
  closedir(d);
  ck_assert_int_eq(chdir(start_folder), 0);
  ck_assert_int_eq(rmdir(folder), 0);
}

static int files_here(void) {
  DIR *d = opendir(".");
  int n = 0;
  for (struct dirent *e; (e = readdir(d)) != NULL;) {
    n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
  }
  closedir(d);
  return n;
}

static unsigned mode_of(const char *path) {
  struct stat st;
  ck_assert_msg(lstat(path, &st) == 0, "%s: %s", path, strerror(errno));
  return (unsigned)st.st_mode & 07777;
}

static void holds(const char *path, const char *want) {
  support_file f = support_slurp(path);
  ck_assert_str_eq(f.data, want);
  support_file_free(&f);
}

static void put(const char *path, const char *text, mode_t mode) {
  FILE *f = fopen(path, "wb");
  ck_assert_ptr_nonnull(f);
  fputs(text, f);
  fclose(f);
  chmod(path, mode);
}

static ct_output *opened(const char *path) {
  ct_output *o;
  ck_assert_msg(ct_output_open(&o, path) == CT_OK, "%s: %s", path, strerror(errno));
  return o;
}

static void say(ct_output *o, const char *text) {
  ck_assert_int_eq(ct_output_write(o, text, strlen(text)), (ptrdiff_t)strlen(text));
}

START_TEST(a_file_appears_whole_on_commit) {
  ct_output *o = opened("a.837");
  say(o, "ISA*");
  say(o, "");
  say(o, "IEA~");
  ck_assert_int_eq(access("a.837", F_OK), -1);
  ck_assert_int_eq(ct_output_commit(o), CT_OK);
  holds("a.837", "ISA*IEA~");
  ck_assert_int_eq(files_here(), 1);
}
END_TEST

START_TEST(files_are_private_whatever_the_umask) {
  static const mode_t masks[] = {0, 022, 077, 0777};
  for (size_t i = 0; i < 4; i++) {
    mode_t old = umask(masks[i]);
    ct_output *o = opened("a");
    DIR *d = opendir(".");
    for (struct dirent *e; (e = readdir(d)) != NULL;) { /* the temporary too */
      if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
        ck_assert_uint_eq(mode_of(e->d_name), 0600);
    }
    closedir(d);
    ck_assert_int_eq(ct_output_commit(o), CT_OK);
    umask(old);
    ck_assert_uint_eq(mode_of("a"), 0600);
  }
}
END_TEST

START_TEST(what_was_there_is_replaced_and_made_private) {
  put("a", "old", 0644);
  ct_output *o = opened("a");
  say(o, "new");
  holds("a", "old");
  ck_assert_int_eq(ct_output_commit(o), CT_OK);
  holds("a", "new");
  ck_assert_uint_eq(mode_of("a"), 0600);
}
END_TEST

START_TEST(a_discard_leaves_nothing_and_the_old) {
  put("a", "old", 0600);
  ct_output *o = opened("a");
  say(o, "new");
  errno = ENOSPC;
  ct_output_discard(o);
  ck_assert_int_eq(errno, ENOSPC);
  holds("a", "old");
  ck_assert_int_eq(files_here(), 1);
  ct_output_discard(opened("b"));
  ck_assert_int_eq(files_here(), 1);
  ct_output_discard(NULL);
}
END_TEST

START_TEST(a_link_to_a_file_is_replaced_itself) {
  put("target", "old", 0644);
  ck_assert_int_eq(symlink("target", "link"), 0);
  ck_assert_int_eq(symlink("nowhere", "dangling"), 0);
  static const char *const links[] = {"link", "dangling"};
  for (size_t i = 0; i < 2; i++) {
    ct_output *o = opened(links[i]);
    say(o, "new");
    ck_assert_int_eq(ct_output_commit(o), CT_OK);
    struct stat st;
    ck_assert(lstat(links[i], &st) == 0 && S_ISREG(st.st_mode));
    holds(links[i], "new");
  }
  holds("target", "old");
  ck_assert_uint_eq(mode_of("target"), 0644);
  ck_assert_int_eq(access("nowhere", F_OK), -1);
}
END_TEST

START_TEST(hard_links_keep_the_old) {
  put("a", "old", 0600);
  ck_assert_int_eq(link("a", "b"), 0);
  ct_output *o = opened("a");
  say(o, "new");
  ck_assert_int_eq(ct_output_commit(o), CT_OK);
  holds("b", "old");
}
END_TEST

static void refused(const char *path, int error) {
  ct_output *o = (ct_output *)(uintptr_t)1;
  errno = 0;
  ck_assert_int_eq(ct_output_open(&o, path), CT_IO);
  ck_assert_msg(errno == error, "%s: %s", path, strerror(errno));
  ck_assert_ptr_null(o);
}

START_TEST(paths_that_cannot_be_written) {
  char long_name[5000];
  memset(long_name, 'x', sizeof long_name - 1);
  long_name[sizeof long_name - 1] = '\0';
  put("file", "", 0600);
  ck_assert_int_eq(mkdir("dir", 0700), 0);
  refused("", ENOENT);
  refused("dir", EISDIR);
  refused("dir/", EISDIR);
  refused(".", EISDIR);
  refused("none/a", ENOENT);
  refused("none/", EISDIR);
  refused("file/a", ENOTDIR);
  refused(long_name, ENAMETOOLONG);
  refused("/dev/fd/9999", EBADF);
  ck_assert_int_eq(files_here(), 2);
}
END_TEST

START_TEST(a_long_name_is_no_trouble) {
  char name[256]; /* as long as file systems take */
  memset(name, 'n', 255);
  name[255] = '\0';
  ct_output *o = opened(name);
  say(o, "x");
  ck_assert_int_eq(ct_output_commit(o), CT_OK);
  holds(name, "x");
}
END_TEST

START_TEST(permissions_are_honoured) {
  if (geteuid() == 0) { /* root may write anything: be somebody else */
    ck_assert_int_eq(chown(".", 65534, 65534), 0);
    ck_assert_int_eq(seteuid(65534), 0);
  }
  put("locked", "old", 0400);
  refused("locked", EACCES);
  holds("locked", "old");
  ck_assert_int_eq(mkdir("closed", 0500), 0);
  refused("closed/a", EACCES);
  if (getuid() == 0) ck_assert_int_eq(seteuid(0), 0);
}
END_TEST

START_TEST(a_target_that_became_a_folder_leaves_nothing) {
  ct_output *o = opened("a");
  say(o, "x");
  ck_assert_int_eq(mkdir("a", 0700), 0);
  ck_assert_int_eq(ct_output_commit(o), CT_IO);
  ck_assert_int_eq(errno, EISDIR);
  ck_assert_int_eq(files_here(), 1);
}
END_TEST

START_TEST(names_that_are_taken_are_passed_over) {
  char name[64];
  for (int i = 0; i < 200; i++) {
    snprintf(name, sizeof name, ".claimtree-%ld-%d.part", (long)getpid(), i);
    put(name, "mine", 0600);
  }
  ck_assert_int_eq(unlink(name), 0);
  ck_assert_int_eq(symlink("elsewhere", name), 0); /* nor are links followed */
  ct_output *o = opened("a");
  say(o, "x");
  ck_assert_int_eq(ct_output_commit(o), CT_OK);
  ck_assert_int_eq(files_here(), 201);
  ck_assert_int_eq(access("elsewhere", F_OK), -1);
  snprintf(name, sizeof name, ".claimtree-%ld-%d.part", (long)getpid(), 7);
  holds(name, "mine");
}
END_TEST

START_TEST(a_fifo_is_written_straight) {
  char got[16] = "";
  ck_assert_int_eq(mkfifo("fifo", 0600), 0);
  ck_assert_int_eq(symlink("fifo", "link"), 0);
  static const char *const paths[] = {"fifo", "link"};
  for (size_t i = 0; i < 2; i++) {
    int reader = open("fifo", O_RDONLY | O_NONBLOCK);
    ct_output *o = opened(paths[i]);
    say(o, "TA1*");
    ck_assert_int_eq(read(reader, got, sizeof got), 4);
    ck_assert_int_eq(ct_output_commit(o), CT_OK);
    ck_assert_int_eq(files_here(), 2);
    close(reader);
  }
}
END_TEST

START_TEST(a_broken_pipe_is_told) {
  int ends[2];
  char path[32];
  signal(SIGPIPE, SIG_IGN);
  ck_assert_int_eq(pipe(ends), 0);
  snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
  ct_output *o = opened(path);
  close(ends[0]);
  ck_assert_int_eq(ct_output_write(o, "x", 1), -1);
  ck_assert_int_eq(errno, EPIPE);
  ck_assert_int_eq(ct_output_write(o, "x", 1), -1); /* and stays so */
  errno = 0;
  ck_assert_int_eq(ct_output_commit(o), CT_IO);
  ck_assert_int_eq(errno, EPIPE);
  ck_assert_int_ne(fcntl(ends[1], F_GETFD), -1); /* the caller's own descriptor stays open */
  close(ends[1]);
}
END_TEST

START_TEST(a_full_device_is_told) {
  ct_output *o = opened("/dev/full");
  ck_assert_int_eq(ct_output_write(o, "x", 1), -1);
  ck_assert_int_eq(errno, ENOSPC);
  ck_assert_int_eq(ct_output_commit(o), CT_IO);
  o = opened("/dev/null");
  say(o, "x");
  ck_assert_int_eq(ct_output_commit(o), CT_OK);
}
END_TEST

/* Standard output a regular file at some offset: written there, not replaced, nothing cut off. */
START_TEST(standard_output_goes_on_where_it_stands) {
  static const char *const names[] = {"-", "/dev/stdout", "/dev/fd/1"};
  for (size_t i = 0; i < 3; i++) {
    pid_t child = fork();
    if (child == 0) {
      int fd = open("out", O_WRONLY | O_CREAT | O_TRUNC, 0644);
      if (dup2(fd, 1) < 0 || write(1, "before ", 7) != 7) _exit(1);
      ct_output *o;
      if (ct_output_open(&o, names[i]) != CT_OK || ct_output_write(o, "inside", 6) != 6) _exit(2);
      if (ct_output_commit(o) != CT_OK || write(1, " after", 6) != 6) _exit(3);
      _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert_int_eq(status, 0);
    holds("out", "before inside after");
    ck_assert_int_eq(files_here(), 1);
  }
}
END_TEST

START_TEST(a_non_blocking_pipe_is_waited_for) {
  enum { SIZE = 1 << 20 };
  int ends[2];
  char path[32];
  ck_assert_int_eq(pipe(ends), 0);
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  pid_t child = fork();
  if (child == 0) {
    char buf[4096];
    size_t sum = 0;
    ssize_t n;
    close(ends[1]);
    usleep(50000);
    while ((n = read(ends[0], buf, sizeof buf)) > 0) sum += (size_t)n;
    _exit(sum == SIZE ? 0 : 1);
  }
  close(ends[0]);
  snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
  ct_output *o = opened(path);
  char *text = calloc(1, SIZE);
  ck_assert_int_eq(ct_output_write(o, text, SIZE), SIZE);
  ck_assert_int_eq(ct_output_commit(o), CT_OK);
  close(ends[1]);
  int status;
  waitpid(child, &status, 0);
  ck_assert_int_eq(status, 0);
  free(text);
}
END_TEST

START_TEST(a_killed_process_leaves_nothing_under_the_name) {
  int ends[2];
  char c;
  ck_assert_int_eq(pipe(ends), 0);
  pid_t child = fork();
  if (child == 0) {
    ct_output *o;
    if (ct_output_open(&o, "a") != CT_OK || ct_output_write(o, "half", 4) != 4) _exit(1);
    if (write(ends[1], "x", 1) != 1) _exit(1);
    pause();
    _exit(1);
  }
  ck_assert_int_eq(read(ends[0], &c, 1), 1);
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  ck_assert_int_eq(access("a", F_OK), -1);
}
END_TEST

static void on_signal(int number) {
  ct_output_emergency();
  _exit(128 + number);
}

START_TEST(a_signal_leaves_nothing_at_all) {
  int ends[2], status;
  char c;
  put("kept", "old", 0600);
  ck_assert_int_eq(pipe(ends), 0);
  pid_t child = fork();
  if (child == 0) {
    ct_output *o[3];
    signal(SIGTERM, on_signal);
    for (int i = 0; i < 3; i++) {
      if (ct_output_open(&o[i], i ? "kept" : "a") != CT_OK) _exit(1);
    }
    if (ct_output_commit(o[2]) != CT_OK) _exit(1); /* one is done: it stays */
    if (write(ends[1], "x", 1) != 1) _exit(1);
    pause();
    _exit(1);
  }
  ck_assert_int_eq(read(ends[0], &c, 1), 1);
  kill(child, SIGTERM);
  waitpid(child, &status, 0);
  ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGTERM);
  ck_assert_int_eq(files_here(), 1);
  holds("kept", "");
}
END_TEST

START_TEST(an_emergency_makes_commit_fail_cleanly) {
  ct_output *o = opened("a");
  errno = EINTR;
  ct_output_emergency();
  ck_assert_int_eq(errno, EINTR);
  ck_assert_int_eq(files_here(), 0);
  ck_assert_int_eq(ct_output_commit(o), CT_IO);
  ck_assert_int_eq(files_here(), 0);
  o = opened("b"); /* and the next one is as usual */
  ck_assert_int_eq(ct_output_commit(o), CT_OK);
  ct_output_emergency();
  ck_assert_int_eq(files_here(), 1);
}
END_TEST

START_TEST(each_allocation_may_fail) {
  for (uint64_t n = 1;; n++) {
    ct_output *o;
    ck_assert_uint_lt(n, 20);
    ct_mem_fail_after(n);
    enum ct_status status = ct_output_open(&o, "a");
    ct_mem_fail_after(0);
    if (status == CT_OK) {
      ct_output_discard(o);
      ck_assert_int_eq(files_here(), 0);
      return;
    }
    ck_assert_int_eq(status, CT_NO_MEMORY);
    ck_assert_ptr_null(o);
    ck_assert_int_eq(files_here(), 0);
  }
}
END_TEST

static void check_spool(void) {
  char text[8] = "";
  struct stat st;
  int fd = ct_output_spool();
  ck_assert_int_ge(fd, 0);
  ck_assert_int_eq(write(fd, "claims", 6), 6);
  ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
  ck_assert_int_eq(read(fd, text, 7), 6);
  ck_assert_str_eq(text, "claims");
  ck_assert_int_eq(fstat(fd, &st), 0);
  ck_assert_uint_eq(st.st_mode & 0777, 0600);
  ck_assert_uint_eq(st.st_nlink, 0);
  ck_assert(fcntl(fd, F_GETFD) & FD_CLOEXEC);
  close(fd);
}

START_TEST(a_spool_has_no_name) {
  setenv("TMPDIR", folder, 1);
  check_spool();
  ck_assert_int_eq(files_here(), 0);
  setenv("TMPDIR", "not absolute", 1);
  check_spool();
  setenv("TMPDIR", "/nonexistent/folder", 1);
  ck_assert_int_eq(ct_output_spool(), -1);
  ck_assert_int_eq(errno, ENOENT);
  char long_name[5000];
  memset(long_name, '/', sizeof long_name - 1);
  long_name[sizeof long_name - 1] = '\0';
  setenv("TMPDIR", long_name, 1);
  ck_assert_int_eq(ct_output_spool(), -1);
  ck_assert_int_eq(errno, ENAMETOOLONG);
}
END_TEST

START_TEST(too_many_at_once_are_refused) {
  enum { MANY = 1024 }; /* the temporaries that a signal handler can know of */
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = MANY + 100 < files.rlim_max ? MANY + 100 : files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  ct_output *o[MANY + 1];
  int n = 0;
  while (n <= MANY && ct_output_open(&o[n], "a") == CT_OK) n++;
  ck_assert_int_eq(errno, EMFILE);
  ck_assert_int_le(n, MANY);
  ck_assert_int_eq(files_here(), n);
  ct_output_discard(o[--n]);
  o[n++] = opened("a"); /* there is room for one again */
  while (n > 0) ct_output_discard(o[--n]);
  ck_assert_int_eq(files_here(), 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("output");
  TCase *tests = tcase_create("output");
  suite_add_tcase(suite, tests);
  tcase_add_checked_fixture(tests, enter_folder, leave_folder);
  tcase_set_timeout(tests, 30);
  tcase_add_test(tests, a_file_appears_whole_on_commit);
  tcase_add_test(tests, files_are_private_whatever_the_umask);
  tcase_add_test(tests, what_was_there_is_replaced_and_made_private);
  tcase_add_test(tests, a_discard_leaves_nothing_and_the_old);
  tcase_add_test(tests, a_link_to_a_file_is_replaced_itself);
  tcase_add_test(tests, hard_links_keep_the_old);
  tcase_add_test(tests, paths_that_cannot_be_written);
  tcase_add_test(tests, a_long_name_is_no_trouble);
  tcase_add_test(tests, permissions_are_honoured);
  tcase_add_test(tests, a_target_that_became_a_folder_leaves_nothing);
  tcase_add_test(tests, names_that_are_taken_are_passed_over);
  tcase_add_test(tests, a_fifo_is_written_straight);
  tcase_add_test(tests, a_broken_pipe_is_told);
  if (access("/dev/full", W_OK) == 0) tcase_add_test(tests, a_full_device_is_told); /* Linux */
  tcase_add_test(tests, standard_output_goes_on_where_it_stands);
  tcase_add_test(tests, a_non_blocking_pipe_is_waited_for);
  tcase_add_test(tests, a_killed_process_leaves_nothing_under_the_name);
  tcase_add_test(tests, a_signal_leaves_nothing_at_all);
  tcase_add_test(tests, an_emergency_makes_commit_fail_cleanly);
  tcase_add_test(tests, each_allocation_may_fail);
  tcase_add_test(tests, a_spool_has_no_name);
  tcase_add_test(tests, too_many_at_once_are_refused);
  return support_run(suite);
}
