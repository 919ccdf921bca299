#!/bin/sh
# What `make install` puts where, against tests/meta/installed; `make uninstall` leaves nothing.
. "${0%/*}/tap.sh"

run_make() { ${MAKE:-make} --no-print-directory -s DEPS=no MODE="${MODE:-release}" DESTDIR="${work:?}/dest" PREFIX="$@"; }
list() { (cd "$work/dest" 2>/dev/null && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort); }

try "make install" run_make /usr install
list >"$work/list"
try "it installs what tests/meta/installed lists" diff -u tests/meta/installed "$work/list"
(cd "$work/dest" && find . ! -type d -perm /022; find . -type d -perm /022; find usr/bin usr/libexec -type f ! -perm 755
	find usr/share usr/lib -type f ! -perm 644) >"$work/modes"
none "files are 644, programs 755, nothing is for others to write" "$work/modes"
grep -rlE '@[a-z]+@' "$work/dest/usr/lib" "$work/dest/usr/share" >"$work/left"
none "no placeholder is left" "$work/left"
grep -rl -F "$work" "$work/dest/usr/lib" "$work/dest/usr/share" >"$work/left"
none "DESTDIR is in no installed file" "$work/left"
try "the unit starts the installed program" grep -qx 'ExecStart=/usr/bin/ergod' "$work/dest/usr/lib/systemd/user/ergod.service"
try "the helper's unit too" grep -qx 'ExecStart=/usr/libexec/ergod-input' "$work/dest/usr/lib/systemd/system/ergod-input.service"
try "and it is the socket of that unit" test -f "$work/dest/usr/lib/systemd/system/ergod-input.socket"
try "so does D-Bus" grep -qx 'Exec=/usr/bin/ergod' "$work/dest/usr/share/dbus-1/services/org.ergod1.service"
try "the installed ergod runs" "$work/dest/usr/bin/ergod" --version
try "the installed ergod-input runs" "$work/dest/usr/libexec/ergod-input" --version
try "the installed ergoctl runs" "$work/dest/usr/bin/ergoctl" --version
try "it speaks German, installed anywhere" sh -c \
	"LC_ALL=C.UTF-8 LANGUAGE=de '$work/dest/usr/bin/ergod' --help | grep -q Aufruf"
try "make install over it" run_make /usr install
try "make uninstall" run_make /usr uninstall
list >"$work/list"
none "nothing is left" "$work/list"
find "$work/dest" -type d -name '*ergod*' >"$work/dirs"
none "no folder of its own is left" "$work/dirs"

rm -rf "${work:?}/dest"
sed 's|^usr/|opt/e/|' tests/meta/installed >"$work/want"
try "make install elsewhere" run_make /opt/e install
list >"$work/list"
try "all of it goes below PREFIX" diff -u "$work/want" "$work/list"
finish
