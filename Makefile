# ergod - GNU make.  `make help` lists what there is to make.
# On the command line: PREFIX DESTDIR CC CFLAGS LDFLAGS MODE=release|asan|cov DEPS=no V=1

# In a release the version stands in .version; in a clone git tells.
VERSION := $(patsubst v%,%,$(or $(file <.version),$(if $(wildcard .git),$(shell \
	git -c safe.directory='*' describe --tags --match 'v[0-9]*' --dirty 2>/dev/null)),0.1.0))
PREFIX      ?= /usr/local
BINDIR      ?= $(PREFIX)/bin
LIBEXECDIR  ?= $(PREFIX)/libexec
DATADIR     ?= $(PREFIX)/share
LOCALEDIR   ?= $(DATADIR)/locale
MANDIR      ?= $(DATADIR)/man
DOCDIR      ?= $(DATADIR)/doc/ergod
USERUNITDIR ?= $(PREFIX)/lib/systemd/user
SYSTEMUNITDIR ?= $(PREFIX)/lib/systemd/system
DBUSDIR     ?= $(DATADIR)/dbus-1/services
ICONDIR     ?= $(DATADIR)/icons/hicolor/scalable/apps
BASHCOMPDIR ?= $(DATADIR)/bash-completion/completions
ZSHCOMPDIR  ?= $(DATADIR)/zsh/site-functions
FISHCOMPDIR ?= $(DATADIR)/fish/vendor_completions.d
PKG_CONFIG  ?= pkg-config
INSTALL     ?= install
PYTHON      ?= /usr/bin/python3
FUZZ_SECONDS ?= 60
BENCH_SECONDS ?= 60

# Debian's names of what is needed, to build and to test (also: see need-deps below).
BUILD_DEPS := gcc gettext libc6-dev pkgconf libsystemd-dev libevdev-dev libinih-dev libjson-c-dev \
	libsmartcols-dev libsqlite3-dev libx11-dev libx11-xcb-dev libxext-dev libxrandr-dev
TEST_DEPS := binutils clang-format dbus dbus-bin dconf-cli dconf-service dunst fish fonts-dejavu-core \
	gnome-session-bin libcmocka-dev libumockdev-dev mandoc mpv mpv-mpris mutter openbox procps python3 \
	python3-dbus python3-dbusmock python3-gi python3-html5lib systemd umockdev x11-xserver-utils xdg-desktop-portal \
	xfce4-notifyd xfce4-power-manager xfconf xserver-xorg-core xserver-xorg-video-dummy xvfb zsh
FUZZ_DEPS := clang libclang-rt-dev

MODE ?= release
B := build/$(MODE)
Q := $(if $(V),,@)

ARCH := $(shell uname -m)
WARN := -Wall -Wextra -Wformat=2 -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wpointer-arith -Wundef -Wvla -Wwrite-strings -Wswitch-enum \
	-Wimplicit-fallthrough -Wconversion -Wno-sign-conversion -Werror=implicit-function-declaration
HARDEN := -fstack-protector-strong -fstack-clash-protection \
	$(if $(findstring clang,$(CC)),,-ftrivial-auto-var-init=zero) \
	$(if $(filter x86_64 i%86,$(ARCH)),-fcf-protection) \
	$(if $(filter aarch64,$(ARCH)),-mbranch-protection=standard)
CFLAGS ?= -O2 -g
ifeq ($(MODE),release)
  X_CF := $(HARDEN) -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE
  X_LD := -pie -Wl,-z,relro,-z,now,-z,noexecstack
else ifeq ($(MODE),asan)
  X_CF := -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
  X_LD := -fsanitize=address,undefined
else ifeq ($(MODE),cov)
  X_CF := -O0 --coverage
  X_LD := --coverage
  override CFLAGS := -g
else
  $(error MODE must be release, asan or cov)
endif
ifneq ($(CI),)
  WERROR := -Werror
endif
ALL_CF = -std=gnu11 -D_GNU_SOURCE $(WARN) $(X_CF) $(CFLAGS)
ALL_LD = $(X_LD) $(LDFLAGS)

# Asked for at first use, not when this file is read: `make deps` may have to install pkg-config.
pc_cf = $(shell $(PKG_CONFIG) --cflags $(1))
pc_ld = $(shell $(PKG_CONFIG) --libs $(1))
I_PC := libsystemd libevdev
D_PC := libsystemd libevdev x11 x11-xcb xcb xext xrandr sqlite3
C_PC := libsystemd json-c smartcols sqlite3
A_PC := umockdev-1.0 cmocka
D_CF = $(eval D_CF := $$(call pc_cf,$$(D_PC)))$(D_CF)
C_CF = $(eval C_CF := $$(call pc_cf,$$(C_PC)))$(C_CF)
A_CF = $(eval A_CF := $$(D_CF) $$(call pc_cf,$$(A_PC)))$(A_CF)
I_LD = -Wl,--as-needed $(call pc_ld,$(I_PC)) -linih -lm
D_LD = -Wl,--as-needed $(call pc_ld,$(D_PC)) -linih -lm
C_LD = -Wl,--as-needed $(call pc_ld,$(C_PC)) -linih -lm
T_LD = $(call pc_ld,cmocka) -linih -lsqlite3 -lm
A_LD = $(call pc_ld,$(A_PC)) $(D_LD)

objs = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard $(1))))
CORE   := $(call objs,daemon/core/*.c daemon/core/*/*.c)
CONF   := $(call objs,daemon/conf/*.c)
STORE  := $(call objs,daemon/store/*.c)
INPUT  := $(call objs,daemon/input/*.c) $(patsubst %,$(B)/daemon/%.o,health log pulse-runs)
HELPER := $(filter-out %/ergod-input.o,$(call objs,daemon/input-helper/*.c))
DAEMON := $(filter-out $(B)/daemon/ergod.o,$(call objs,daemon/*.c daemon/adapters/*.c daemon/adapters/*/*.c daemon/input/*.c))
TEXT   := $(call objs,daemon/text/*.c)
CLI    := $(call objs,cli/*.c)
LIBS   := $(B)/libergostore.a $(B)/libergotext.a $(B)/libergoconf.a $(B)/libergocore.a
UNIT   := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/unit/test_*.c)))
ADAPT  := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/adapter/test_*.c)))
TLIB   := $(call objs,tests/lib/*.c)
LANGS  := $(patsubst conf/po/%.po,%,$(sort $(wildcard conf/po/*.po)))
CATALOGS := $(patsubst %,build/share/locale/%/LC_MESSAGES/ergod.mo,$(LANGS))

.PHONY: all help deps deps-build deps-check run clean build-tests install uninstall dist pot po FORCE
.DELETE_ON_ERROR:
.SECONDARY:
all: $(B)/ergod $(B)/ergod-input $(B)/ergoctl $(CATALOGS)

# The include path is the layering rule: the core, the shared libraries and the CLI can't see daemon/.
$(B)/daemon/core/%.o:   INC = -Iinclude -Idaemon/core
$(B)/daemon/conf/%.o:   INC = -Iinclude
$(B)/daemon/store/%.o:  INC = -Iinclude
$(B)/cli/%.o:           INC = -Iinclude $(C_CF)
$(B)/tests/unit/%.o:    INC = -Iinclude
$(B)/tests/lib/%.o:     INC = -Iinclude
$(B)/tests/adapter/%.o: INC = -Iinclude -Idaemon $(A_CF)
$(B)/daemon/%.o:        INC = -Iinclude -Idaemon $(D_CF)

$(B)/%.o: %.c $(B)/flags | deps-build
	@mkdir -p $(@D)
	$(if $(V),,@echo '  CC   $@')
	$(Q)$(CC) $(ALL_CF) $(WERROR) -DERGO_VERSION='"$(VERSION)"' -MMD -MP $(INC) -c -o $@ $<
$(B)/ergod: $(B)/daemon/ergod.o $(B)/libergodaemon.a $(LIBS)
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_LD) -o $@ $^ $(D_LD)
$(B)/ergod-input: $(B)/daemon/input-helper/ergod-input.o $(B)/libergohelper.a $(B)/libergoinput.a $(LIBS)
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_LD) -o $@ $^ $(I_LD)
$(B)/ergoctl: $(CLI) $(LIBS) $(B)/cli.list
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_LD) -o $@ $(filter-out %.list,$^) $(C_LD)
$(UNIT): $(B)/tests/unit/test_%: $(B)/tests/unit/test_%.o $(TLIB) $(LIBS)
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_LD) -o $@ $^ $(T_LD)
$(ADAPT): $(B)/tests/adapter/test_%: $(B)/tests/adapter/test_%.o $(TLIB) $(B)/libergohelper.a $(B)/libergodaemon.a $(LIBS)
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_LD) -o $@ $^ $(A_LD)
# Made-up years of history, and what reading them costs.
$(B)/tests/bench/%.o:   INC = -Iinclude
$(B)/years: $(B)/tests/bench/years.o $(TLIB) $(LIBS)
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_LD) -o $@ $^ $(T_LD)
build-tests: all $(UNIT) $(ADAPT) $(B)/years

# An archive depends on the list of its objects too, or a deleted source would live on in it.
define archive
$(B)/lib$(1).a: $($(2)) $(B)/$(1).list
	$$(if $(V),,@echo '  AR   $$@')
	$$(Q)rm -f $$@ && $$(AR) rcs $$@ $$(filter %.o,$$^)
$(B)/$(1).list: FORCE
	@$$(call stamp,$($(2)))
endef
# Writes $(1) to the target if it holds something else.
stamp = mkdir -p $(@D); echo '$(subst ','\'',$(strip $(1)))' >$@.new; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
$(eval $(call archive,ergocore,CORE))
$(eval $(call archive,ergoconf,CONF))
$(eval $(call archive,ergostore,STORE))
$(eval $(call archive,ergotext,TEXT))
$(eval $(call archive,ergoinput,INPUT))
$(eval $(call archive,ergohelper,HELPER))
$(eval $(call archive,ergodaemon,DAEMON))
$(B)/cli.list: FORCE
	@$(call stamp,$(CLI))
# Other flags: compile again.  Another version: only what prints it.
$(B)/flags: FORCE
	@$(call stamp,$(CC) $(ALL_CF) $(ALL_LD))
$(B)/version: FORCE
	@$(call stamp,$(VERSION))
$(patsubst %.c,$(B)/%.o,$(shell grep -rls --include=*.c ERGO_VERSION daemon cli conf tests)): $(B)/version
# Where the catalogues are, as seen from the programs' folder: build/share beside build/release too.
TO_LOCALEDIR := $(shell realpath -sm --relative-to=$(BINDIR) $(LOCALEDIR))
$(B)/localedir: FORCE
	@$(call stamp,$(TO_LOCALEDIR))
$(B)/daemon/text/tr-start.o: INC = -Iinclude -Idaemon -DERGO_LOCALEDIR='"$(TO_LOCALEDIR)"'
$(B)/daemon/text/tr-start.o: $(B)/localedir
FORCE:

# --- Languages: conf/po/LANG.po is what a translator writes; `make po` brings new messages into it.

build/share/locale/%/LC_MESSAGES/ergod.mo: conf/po/%.po | deps-build
	@mkdir -p $(@D)
	$(if $(V),,@echo '  MO   $@')
	$(Q)msgfmt -c -o $@.$(MODE) $< && mv $@.$(MODE) $@
pot: deps-build
	@sh conf/po/extract.sh build/ergod.pot
po: pot
	@for l in $(LANGS); do msgmerge -q --backup=off --previous --update conf/po/$$l.po build/ergod.pot; done

help:
	@echo 'make run        build, run the daemon in the foreground (a demonstration where there is no desktop)'
	@echo 'make check      all tests; also check-{unit,traces,adapter,e2e,meta}, one kind of them, and'
	@echo '                check-{pure,generated,install,style,format,man}, one meta test'
	@echo 'make deps       installs what is missing to build and to test (Debian)'
	@echo 'make all        build/release/{ergod,ergod-input,ergoctl}; MODE=asan: with sanitizers'
	@echo 'make install    PREFIX=$(PREFIX) DESTDIR=$(DESTDIR); uninstall'
	@echo 'make po         brings the messages of the sources into conf/po/*.po; pot: into build/ergod.pot'
	@echo 'make asan coverage fuzz bench soak dist clean'
	@echo 'DEPS=no looks for no packages and installs none'

# --- What is missing.  `all` and `run` need BUILD_DEPS, `check` TEST_DEPS too.

# A shell function: `need PACKAGE...` installs those that are not there, or says what to type.
define need_deps
need() { \
	command -v dpkg-query >/dev/null || { echo "No dpkg here: make sure that there are (Debian's names): $$*"; return 0; }; \
	have=" $$(dpkg-query -W -f '$${db:Status-Status}=$${Package} ' "$$@" 2>/dev/null)"; missing=; \
	for p; do case "$$have" in *" installed=$$p "*) ;; *) missing="$$missing $$p";; esac; done; \
	[ -n "$$missing" ] || return 0; \
	if [ "$$(id -u)" = 0 ]; then as=env; \
	elif sudo -n true 2>/dev/null; then as='sudo -n env'; \
	else \
		if command -v sudo >/dev/null; then su='sudo sh -c'; else su='su -c'; fi; \
		{ echo 'Some packages are missing.  Type this line, then try again (or give DEPS=no):'; \
		echo "    $$su 'apt-get update && apt-get install -y --no-install-recommends$$missing'"; } >&2; \
		return 1; \
	fi; \
	echo "Installing:$$missing"; \
	apt="$$as DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3"; \
	install="$$apt install -y --no-install-recommends -o Dpkg::Use-Pty=0 $$missing"; \
	set -- /var/lib/apt/lists/*_Packages*; \
	if [ -e "$$1" ] && $$install; then return 0; fi; \
	$$apt update && $$install; \
}; need
endef

deps:
	@$(need_deps) $(BUILD_DEPS) $(TEST_DEPS) && echo 'Nothing is missing.'
ifeq ($(DEPS),no)
deps-build deps-check:
else
deps-build:
	@$(need_deps) $(BUILD_DEPS)
deps-check:
	@$(need_deps) $(BUILD_DEPS) $(TEST_DEPS)
endif

# --- Run it here

run: all
	@why=; \
	[ -n "$$DBUS_SESSION_BUS_ADDRESS" ] || [ -S "$$XDG_RUNTIME_DIR/bus" ] || why='there is no desktop session here (no session bus)'; \
	if [ -z "$$why" ]; then \
		why='nothing tells of input here (README.md, "Reading input devices")'; \
		[ ! -S /run/ergod-input.sock ] || why=; \
		for d in /dev/input/event*; do if [ -r "$$d" ]; then why=; break; fi; done; \
		if [ -n "$$DISPLAY" ] && [ -z "$$WAYLAND_DISPLAY" ]; then why=; fi; \
		if busctl --user status org.gnome.Mutter.IdleMonitor >/dev/null 2>&1; then why=; fi; \
	fi; \
	if [ -z "$$why" ]; then \
		echo 'ergod runs in the foreground with your configuration or the defaults; Ctrl-C ends it.'; \
		exec $(B)/ergod; \
	fi; \
	echo "$$why: running the built-in demonstration day in virtual time."; \
	exec $(B)/ergod --demo

# --- Tests: tests/run runs them and counts

# MODE=... given with check-unit and the like: only that one; else release and asan.
T = $(PYTHON) tests/run --cc '$(CC)' --make '$(MAKE)'
ONE = $(if $(filter command environment,$(firstword $(origin MODE))),--mode $(MODE))
.PHONY: check check-unit check-traces check-adapter check-e2e check-meta asan
check: deps-check
	+@$(T) all
check-unit check-traces check-adapter check-e2e check-meta: check-%: deps-check
	+@$(T) $(ONE) $*
asan: deps-check
	+@$(T) --mode asan unit traces adapter

M = sh tests/meta
.PHONY: check-pure check-install check-style check-format check-man check-generated
check-pure: deps-build
	@$(MAKE) --no-print-directory MODE=release build/release/libergocore.a
	@$(M)/check-pure.sh
check-install: deps-build
	@$(M)/check-install.sh
check-style:
	@$(M)/check-style.sh
check-format:
	@$(M)/check-format.sh
check-man: deps-check
	@$(M)/check-man.sh
check-generated: deps-build
	@$(MAKE) --no-print-directory MODE=release build/release/gen-docs
	@$(M)/check-generated.sh

.PHONY: coverage fuzz bench soak
coverage: deps-check
	+@find build/cov -name '*.gcda' -delete 2>/dev/null; $(T) --mode cov unit traces adapter e2e; status=$$?; \
	sh tests/meta/coverage.sh build/cov; exit $$status
fuzz:
	@$(need_deps) $(BUILD_DEPS) $(FUZZ_DEPS)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/run.sh
bench: all $(B)/years deps-check
	@$(PYTHON) tests/bench/bench.py --seconds $(BENCH_SECONDS) $(B)
	@sh tests/bench/history.sh $(B)
# The long forms of tests: every moment at which the power may go, weeks of history in virtual time with random
# faults, 500 times kill -9 of who writes it and of the daemon.
SOAK := $(B)/tests/unit/test_store_power $(B)/tests/adapter/test_history_faults
soak: all $(SOAK) deps-check
	@for t in $(SOAK); do ERGO_SOAK=1 $$t || exit 1; done
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && env ERGO_SOAK=1 HOME="$$home" MODE=$(MODE) \
		BUILD=$(CURDIR)/$(B) PYTHONPATH=tests/lib:tests/e2e PYTHONDONTWRITEBYTECODE=1 \
		$(PYTHON) -m unittest -v test_daemon_history.Faults.test_killed

# --- Generated files, which are committed: conf/ergod.ini and the keys in man/ergod.ini.5

$(B)/conf/%.o: INC = -Iinclude
$(B)/gen-docs: $(B)/conf/gen-docs.o $(LIBS)
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_LD) -o $@ $^ -linih -lm
build-tests: $(B)/gen-docs
.PHONY: generate
generate: $(B)/gen-docs
	$(B)/gen-docs ini >$(B)/ergod.ini && cp $(B)/ergod.ini conf/ergod.ini
	$(B)/gen-docs splice <man/ergod.ini.5 >$(B)/ergod.ini.5 && cp $(B)/ergod.ini.5 man/ergod.ini.5

# --- Install: files only, the running system is not touched

D = $(DESTDIR)
subst = sed -e 's|@bindir@|$(BINDIR)|g' -e 's|@libexecdir@|$(LIBEXECDIR)|g' -e 's|@version@|$(VERSION)|g'
install: all
	$(INSTALL) -d $(D)$(BINDIR) $(D)$(LIBEXECDIR) $(D)$(MANDIR)/man1 $(D)$(MANDIR)/man5 $(D)$(MANDIR)/man8 \
		$(D)$(USERUNITDIR) $(D)$(SYSTEMUNITDIR) $(D)$(DBUSDIR) \
		$(D)$(ICONDIR) $(D)$(DATADIR)/applications $(D)$(DOCDIR) $(D)$(BASHCOMPDIR) $(D)$(ZSHCOMPDIR) $(D)$(FISHCOMPDIR)
	$(INSTALL) -m 755 $(B)/ergod $(B)/ergoctl $(D)$(BINDIR)
	$(INSTALL) -m 755 $(B)/ergod-input $(D)$(LIBEXECDIR)
	$(INSTALL) -m 644 man/*.1 $(D)$(MANDIR)/man1
	$(INSTALL) -m 644 man/*.5 $(D)$(MANDIR)/man5
	$(INSTALL) -m 644 man/*.8 $(D)$(MANDIR)/man8
	$(subst) systemd/ergod.service.in >$(D)$(USERUNITDIR)/ergod.service
	$(subst) systemd/org.ergod1.service.in >$(D)$(DBUSDIR)/org.ergod1.service
	$(subst) systemd/ergod-input.socket.in >$(D)$(SYSTEMUNITDIR)/ergod-input.socket
	$(subst) systemd/ergod-input.service.in >$(D)$(SYSTEMUNITDIR)/ergod-input.service
	chmod 644 $(D)$(USERUNITDIR)/ergod.service $(D)$(DBUSDIR)/org.ergod1.service \
		$(D)$(SYSTEMUNITDIR)/ergod-input.socket $(D)$(SYSTEMUNITDIR)/ergod-input.service
	$(INSTALL) -m 644 conf/ergod.svg $(D)$(ICONDIR)/ergod.svg
	$(INSTALL) -m 644 conf/ergod.desktop $(D)$(DATADIR)/applications/ergod.desktop
	$(INSTALL) -m 644 README.md LICENSE conf/ergod.ini $(D)$(DOCDIR)
	for l in $(LANGS); do $(INSTALL) -d $(D)$(LOCALEDIR)/$$l/LC_MESSAGES && $(INSTALL) -m 644 \
		build/share/locale/$$l/LC_MESSAGES/ergod.mo $(D)$(LOCALEDIR)/$$l/LC_MESSAGES || exit 1; done
	$(INSTALL) -m 644 conf/completions/ergoctl.bash $(D)$(BASHCOMPDIR)/ergoctl
	$(INSTALL) -m 644 conf/completions/ergoctl.zsh $(D)$(ZSHCOMPDIR)/_ergoctl
	$(INSTALL) -m 644 conf/completions/ergoctl.fish $(D)$(FISHCOMPDIR)/ergoctl.fish
uninstall:
	rm -f $(D)$(BINDIR)/ergod $(D)$(BINDIR)/ergoctl $(D)$(LIBEXECDIR)/ergod-input \
		$(addprefix $(D)$(MANDIR)/man1/,$(notdir $(wildcard man/*.1))) \
		$(addprefix $(D)$(MANDIR)/man5/,$(notdir $(wildcard man/*.5))) \
		$(addprefix $(D)$(MANDIR)/man8/,$(notdir $(wildcard man/*.8))) \
		$(D)$(SYSTEMUNITDIR)/ergod-input.socket $(D)$(SYSTEMUNITDIR)/ergod-input.service \
		$(D)$(USERUNITDIR)/ergod.service $(D)$(DBUSDIR)/org.ergod1.service $(D)$(ICONDIR)/ergod.svg \
		$(D)$(DATADIR)/applications/ergod.desktop \
		$(D)$(BASHCOMPDIR)/ergoctl $(D)$(ZSHCOMPDIR)/_ergoctl $(D)$(FISHCOMPDIR)/ergoctl.fish
	rm -f $(patsubst %,$(D)$(LOCALEDIR)/%/LC_MESSAGES/ergod.mo,$(LANGS))
	rm -f $(addprefix $(D)$(DOCDIR)/,README.md LICENSE ergod.ini)
	-[ ! -d $(D)$(DOCDIR) ] || rmdir $(D)$(DOCDIR)

# The same commit gives the same archive, byte for byte.
dist:
	@mkdir -p build
	git archive --format=tar --prefix=ergod-$(VERSION)/ --add-virtual-file=ergod-$(VERSION)/.version:$(VERSION) HEAD \
		| gzip -9n >build/ergod-$(VERSION).tar.gz
	@sha256sum build/ergod-$(VERSION).tar.gz
clean:
	rm -rf build
-include $(shell find build -name '*.d' 2>/dev/null)
