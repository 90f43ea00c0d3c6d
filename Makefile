# claimtree: the one Makefile (GNU make).  configure finds the libraries and
# writes config.mk; where it is absent, make runs autoconf and configure.
#
#   make               the library, the program and the manual pages
#   make quick         unit programs and golden tables: before every commit
#   make check         everything; ends with "N passed, N failed"
#   make demo          a real defect, found, answered and shown as XML
#   make bench bench-record fuzz coverage install uninstall dist clean distclean
#
# Sources are found by pattern: a new file needs no line here.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
SHELL = /bin/sh

B = build

# ---- configuration -----------------------------------------------------------

CLEANING := $(filter clean distclean,$(MAKECMDGOALS))
ifneq ($(if $(MAKECMDGOALS),$(filter-out clean distclean,$(MAKECMDGOALS)),all),)
include config.mk
endif

configure: configure.ac
	autoconf
	@touch $@

config.mk: configure config.mk.in config.h.in
	@mkdir -p build
	if [ -x config.status ]; then ./config.status --recheck && ./config.status; \
	else ./configure; fi
	@touch $@

# ---- sources -------------------------------------------------------------------

# What the grammar compiler is made of, and nothing above it.
BASE_SRC  := $(sort $(wildcard src/base/*.c src/x12/*.c))
TOOL_ONLY := $(wildcard src/guide/compile_*.c)
GUIDE_SRC := $(filter-out $(TOOL_ONLY),$(sort $(wildcard src/guide/*.c)))
UPPER_SRC := $(sort $(wildcard src/claim/*.c src/*.c src/out/*.c))
CLI_SRC   := $(sort $(wildcard src/cli/*.c))
CHECK_SRC := $(sort $(wildcard tests/check_*.c))
SUPPORT_SRC := $(sort $(wildcard tests/support*.c))
FUZZ_SRC  := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))
BENCH_GEN_SRC := $(sort $(wildcard tests/bench/gen/*.c))
GRAMMARS  := $(sort $(wildcard grammars/*.xml grammars/*.rng grammars/rules/*.xml grammars/codes/*.tsv grammars/partners/*.xml))

GEN_SRC   := $(if $(TOOL_ONLY),$(if $(GRAMMARS),$(B)/gen/builtin_grammars.c))
LIB_SRC   := $(BASE_SRC) $(GUIDE_SRC) $(UPPER_SRC)

object     = $(patsubst %.c,$(B)/obj/%.o,$(1))
LIB_OBJ   := $(strip $(call object,$(LIB_SRC)) $(patsubst $(B)/gen/%.c,$(B)/obj/gen/%.o,$(GEN_SRC)))
TOOL_OBJ  := $(call object,$(BASE_SRC) $(GUIDE_SRC) $(TOOL_ONLY))
CLI_OBJ   := $(call object,$(CLI_SRC))
SUPPORT_OBJ := $(call object,$(SUPPORT_SRC))

# ---- flags -----------------------------------------------------------------------

SONAME_MAJOR = 0
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
  -Wmissing-prototypes -Wwrite-strings -Wundef
ifeq ($(CI),true)
  WERROR = yes
endif
ifeq ($(WERROR),yes)
  WARNINGS += -Werror
endif

ifeq ($(SANITIZE),yes)
  FEATURE_FLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else ifeq ($(COVERAGE),yes)
  FEATURE_FLAGS += --coverage -O0
else ifeq ($(FUZZ),yes)
  FEATURE_FLAGS += -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
else
  # The fortified functions want an optimizing compiler.
  FORTIFY = $(if $(filter-out -O0,$(filter -O%,$(CFLAGS))),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif

# The whole program is built for the baseline of the machine's kind (x86-64);
# faster instructions are chosen at run time by functions with a target of
# their own.  One set of objects, -fPIC, serves both libraries.
CT_CPPFLAGS = -Isrc -Iinclude -Ibuild -DCT_BUILD -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
  -D_DARWIN_C_SOURCE $(FORTIFY) $(LIB_CFLAGS) $(CPPFLAGS)
CT_CFLAGS = -std=c11 -fPIC -fvisibility=hidden $(WARNINGS) $(HARDEN_CFLAGS) $(THREAD_FLAGS) \
  $(CFLAGS) $(FEATURE_FLAGS)
CT_LDFLAGS = $(HARDEN_LDFLAGS) $(THREAD_FLAGS) $(FEATURE_FLAGS) $(LDFLAGS)

# "make V=1" shows the commands whole.
ifeq ($(V),1)
  say =
  Q =
else
  say = @echo '  $(1)	$@'
  Q = @
endif

COMPILE = $(CC) $(CT_CPPFLAGS) $(CT_CFLAGS) -MMD -MP -c
LINK    = $(CC) $(CT_CFLAGS) $(CT_LDFLAGS)

# ---- all ---------------------------------------------------------------------------

STATIC := $(if $(LIB_OBJ),$(B)/libclaimtree.a)
ifeq ($(SHARED_KIND),dylib)
  SHARED_FILE = libclaimtree.$(SONAME_MAJOR).dylib
  SHARED_LINKS = libclaimtree.dylib
  SHARED_FLAGS = -dynamiclib -install_name $(libdir)/$(SHARED_FILE)
else
  SHARED_FILE = libclaimtree.so.$(VERSION)
  SHARED_LINKS = libclaimtree.so.$(SONAME_MAJOR) libclaimtree.so
  SHARED_FLAGS = -shared -Wl,-soname,libclaimtree.so.$(SONAME_MAJOR) \
    -Wl,--version-script=src/claimtree.map
endif
SHARED  := $(if $(LIB_OBJ),$(B)/$(SHARED_FILE))
PROGRAM := $(if $(CLI_SRC),$(B)/claimtree)

# A page is written by hand (man/X.1), or made: X.in has @VERSION@ filled in,
# X.sh is a script that prints it (with the program's directory in $B).
MAN_PLAIN := $(wildcard man/*.[1-8])
MAN_MADE  := $(patsubst man/%.in,$(B)/man/%,$(wildcard man/*.[1-8].in)) \
  $(if $(PROGRAM),$(patsubst man/%.sh,$(B)/man/%,$(wildcard man/*.[1-8].sh)))
MAN_PAGES := $(patsubst man/%,$(B)/man/%,$(MAN_PLAIN)) $(MAN_MADE)

all: $(STATIC) $(SHARED) $(PROGRAM) $(MAN_PAGES) $(if $(filter yes,$(FUZZ)),fuzz-programs)

# A change of compiler, flags or list of sources makes everything anew.
$(B)/flags: FORCE
	@mkdir -p $(B)
	@printf '%s\n' '$(COMPILE)' '$(LINK)' '$(LIB_LIBS)' | cmp -s - $@ || \
	  printf '%s\n' '$(COMPILE)' '$(LINK)' '$(LIB_LIBS)' > $@
$(B)/sources: FORCE
	@mkdir -p $(B)
	@echo '$(LIB_OBJ) $(CLI_OBJ) $(TOOL_OBJ) $(GRAMMARS)' | cmp -s - $@ || \
	  echo '$(LIB_OBJ) $(CLI_OBJ) $(TOOL_OBJ) $(GRAMMARS)' > $@

$(B)/obj/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) -o $@ $<

$(B)/obj/gen/%.o: $(B)/gen/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) -o $@ $<

# The guides are data: compiled to tables by the loader that also reads them
# at run time.
$(B)/ct-compile-grammars: $(TOOL_OBJ) $(B)/sources
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $(TOOL_OBJ) $(LIB_LIBS)

$(B)/gen/builtin_grammars.c: $(B)/ct-compile-grammars $(GRAMMARS) $(B)/sources
	@mkdir -p $(@D)
	$(call say,TABLES)
	$(Q)$(B)/ct-compile-grammars -o $@ $(GRAMMARS)

$(B)/libclaimtree.a: $(LIB_OBJ) $(B)/sources
	@rm -f $@
	$(call say,AR)
	$(Q)$(AR) rcs $@ $(LIB_OBJ)

$(B)/$(SHARED_FILE): $(LIB_OBJ) $(B)/sources src/claimtree.map
	$(call say,LINK)
	$(Q)$(LINK) $(SHARED_FLAGS) -o $@ $(LIB_OBJ) $(LIB_LIBS)
	@for l in $(SHARED_LINKS); do ln -sf $(SHARED_FILE) $(B)/$$l; done

$(B)/claimtree: $(CLI_OBJ) $(STATIC) $(B)/sources
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $(CLI_OBJ) $(STATIC) $(LIB_LIBS)

$(B)/man/%: man/%.in Makefile
	@mkdir -p $(@D)
	$(call say,MAN)
	$(Q)sed -e 's/@VERSION@/$(VERSION)/g' $< > $@
$(B)/man/%: man/%.sh $(PROGRAM)
	@mkdir -p $(@D)
	$(call say,MAN)
	$(Q)B=$(B) sh $< > $@
$(B)/man/%: man/%
	@mkdir -p $(@D)
	$(call say,MAN)
	$(Q)cp $< $@

# ---- tests -----------------------------------------------------------------------------

UNIT_PROGRAMS := $(patsubst tests/%.c,$(B)/tests/%,$(CHECK_SRC))
REPLAY_PROGRAMS := $(patsubst tests/fuzz/fuzz_%.c,$(B)/tests/replay_%,$(FUZZ_SRC))
FUZZ_PROGRAMS := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(FUZZ_SRC))
BENCH_PROGRAMS := $(patsubst tests/bench/%.c,$(B)/bench/%,$(BENCH_SRC))

TEST_CPPFLAGS = -Itests $(CHECK_CFLAGS)
$(B)/obj/tests/%.o: tests/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) $(TEST_CPPFLAGS) -o $@ $<

$(UNIT_PROGRAMS): $(B)/tests/%: $(B)/obj/tests/%.o $(SUPPORT_OBJ) $(STATIC)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $< $(SUPPORT_OBJ) $(STATIC) $(LIB_LIBS) $(DEPENDENCY_LIBS) $(CHECK_LIBS)

# The corpus is replayed by a plain main, so that no clang is needed.
$(REPLAY_PROGRAMS): $(B)/tests/replay_%: $(B)/obj/tests/fuzz/fuzz_%.o $(B)/obj/tests/fuzz/replay.o $(STATIC)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $(filter %.o,$^) $(STATIC) $(LIB_LIBS)

$(FUZZ_PROGRAMS): $(B)/fuzz/%: $(B)/obj/tests/fuzz/%.o $(STATIC)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $< $(STATIC) $(LIB_LIBS)

$(BENCH_PROGRAMS): $(B)/bench/%: $(B)/obj/tests/bench/%.o $(STATIC)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $< $(STATIC) $(LIB_LIBS) -lm

# Writes valid files of any size, for benchmarks and tests.
$(B)/bench-gen: $(call object,$(BENCH_GEN_SRC))
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^

need-check:
	@[ '$(HAVE_CHECK)' = yes ] || { echo 'make: the tests need Check and jansson:' \
	  './bootstrap.sh check installs it, then runs them' >&2; exit 1; }

test-programs: need-check $(UNIT_PROGRAMS) $(REPLAY_PROGRAMS) $(B)/bench-gen $(BENCH_PROGRAMS)

# A plain build also makes and runs the suite with the sanitizers, beside it.
PLAIN = $(if $(filter yes,$(SANITIZE) $(COVERAGE) $(VALGRIND) $(FUZZ)),no,yes)
RUN_TESTS = B='$(B)' PLAIN='$(PLAIN)' VALGRIND='$(VALGRIND)' CC='$(CC)' MAKE='$(MAKE)' sh tests/run.sh

quick check sanitized: all test-programs
	@$(RUN_TESTS) $@

# ---- install ---------------------------------------------------------------------------

INSTALL = install
dest = $(DESTDIR)$(1)
pkgconfigdir = $(libdir)/pkgconfig
schemadir = $(datadir)/claimtree
bashdir = $(datadir)/bash-completion/completions
zshdir  = $(datadir)/zsh/site-functions

# "SOURCE DIRECTORY NAME MODE" for every file, so that install and uninstall
# can never disagree.
INSTALLED := $(if $(PROGRAM),$(PROGRAM):$(bindir):claimtree:755) \
  $(if $(STATIC),$(STATIC):$(libdir):libclaimtree.a:644) \
  $(if $(SHARED),$(SHARED):$(libdir):$(SHARED_FILE):755) \
  include/claimtree.h:$(includedir):claimtree.h:644 \
  $(B)/claimtree.pc:$(pkgconfigdir):claimtree.pc:644 \
  $(foreach f,$(wildcard grammars/*.rng grammars/*.json),$(f):$(schemadir):$(notdir $(f)):644) \
  $(foreach f,$(wildcard completions/claimtree.bash),$(f):$(bashdir):claimtree:644) \
  $(foreach f,$(wildcard completions/_claimtree),$(f):$(zshdir):_claimtree:644) \
  $(foreach f,$(wildcard README.md NEWS.md LICENSE),$(f):$(docdir):$(f):644) \
  $(foreach f,$(MAN_PAGES),$(f):$(mandir)/man$(lastword $(subst ., ,$(f))):$(notdir $(f)):644)

# What PREFIX is given to "make install" ends up here, hence always anew.
$(B)/claimtree.pc: claimtree.pc.in FORCE
	@mkdir -p $(@D)
	@sed -e 's|@prefix@|$(prefix)|' -e 's|@libdir@|$(libdir)|' \
	  -e 's|@includedir@|$(includedir)|' -e 's|@LIBS@|$(LIBS)|' -e 's|@VERSION@|$(VERSION)|' $< > $@

install: all $(B)/claimtree.pc
	@set -e; for entry in $(INSTALLED); do \
	  old=$$IFS; IFS=:; set -- $$entry; IFS=$$old; \
	  $(INSTALL) -d '$(call dest,)'"$$2"; \
	  $(INSTALL) -m "$$4" "$$1" '$(call dest,)'"$$2/$$3"; \
	done
	@for l in $(if $(SHARED),$(SHARED_LINKS)); do \
	  ln -sf $(SHARED_FILE) '$(call dest,$(libdir))'/$$l; done
	@echo 'installed in $(call dest,$(prefix))'

uninstall:
	@for entry in $(INSTALLED); do \
	  old=$$IFS; IFS=:; set -- $$entry; IFS=$$old; \
	  rm -f '$(call dest,)'"$$2/$$3"; \
	done
	@for l in $(SHARED_LINKS); do rm -f '$(call dest,$(libdir))'/$$l; done
	@rmdir '$(call dest,$(schemadir))' '$(call dest,$(docdir))' 2>/dev/null || true

# ---- dist --------------------------------------------------------------------------------

# A release tarball: what git tracks, and configure, so that a user needs no
# autoconf.  The same tree gives the same bytes.
DIST = claimtree-$(VERSION)
dist: configure
	@rm -rf build/dist && mkdir -p build/dist/$(DIST)
	@if [ -f FILES ]; then cat FILES; else git ls-files; fi > build/dist/files
	@[ -s build/dist/files ] && cp build/dist/files build/dist/$(DIST)/FILES
	@tar -cf - -T build/dist/files configure | (cd build/dist/$(DIST) && tar -xf -)
	@set --; if tar --version 2>/dev/null | grep -q GNU; then \
	    set -- --sort=name --owner=0 --group=0 --numeric-owner --mode=go-w,a+rX; fi; \
	  find build/dist/$(DIST) -exec touch -r NEWS.md {} + ; \
	  cd build/dist && tar "$$@" -cf - $(DIST) | gzip -9n > ../$(DIST).tar.gz
	@rm -rf build/dist
	@echo 'build/$(DIST).tar.gz'

# ---- demo, bench, fuzz, coverage ------------------------------------------------------------

demo: all
	@B='$(B)' sh testdata/demo/demo.sh

bench: all $(BENCH_PROGRAMS) $(B)/bench-gen
	@B='$(B)' sh tests/bench/bench.sh
bench-record: all $(BENCH_PROGRAMS) $(B)/bench-gen
	@B='$(B)' BENCH_RECORD=yes sh tests/bench/bench.sh

# Each fuzz target for a while, from the kept corpus; what it finds new stays
# under build/.  "make fuzz FUZZ_SECONDS=3600" for a long night.
FUZZ_SECONDS = 60
fuzz:
	@$(MAKE) --no-print-directory B=build/fuzzing CC='$(FUZZ_CC)' FUZZ=yes fuzz-run
FUZZ_CC = clang
fuzz-programs: $(FUZZ_PROGRAMS)
fuzz-run: fuzz-programs
	@B='$(B)' sh tests/fuzz/fuzz.sh $(FUZZ_SECONDS)

coverage:
	@$(MAKE) --no-print-directory B=build/coverage COVERAGE=yes coverage-run
coverage-run: all test-programs
	@find $(B) -name '*.gcda' -exec rm -f {} +
	@$(RUN_TESTS) sanitized
	@B='$(B)' sh tests/coverage.sh

# Layout of all C files, by the rules of .clang-format.
format:
	clang-format -i $(shell find src include tests -name '*.[ch]')

# ---- phony -----------------------------------------------------------------------------

FORCE:
.PHONY: all quick check sanitized need-check test-programs install uninstall dist demo bench bench-record \
  fuzz fuzz-run fuzz-programs format coverage coverage-run FORCE clean distclean

clean:
	rm -rf build/*

distclean:
	rm -rf build configure config.mk config.status config.log autom4te.cache configure~

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
