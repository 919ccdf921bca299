#!/bin/sh
# How the binaries are built, as the linker left them, and what they may talk to.
. "${0%/*}/tap.sh"

has() { readelf -W "$1" "$3" | grep -qE "$2"; }
lacks() { ! has "$@"; }

for name in ergod ergod-input ergoctl; do
	bin=$BUILD/$name
	try "$name: position-independent" has -h 'Type: +DYN' "$bin"
	try "$name: marked PIE" has -d 'FLAGS_1.*PIE' "$bin"
	try "$name: relocations read-only" has -l GNU_RELRO "$bin"
	try "$name: bound at start" has -d 'FLAGS.*NOW' "$bin"
	try "$name: stack not executable" has -l 'GNU_STACK.* RW +0x' "$bin"
	try "$name: no segment writable and executable" lacks -l 'LOAD.* RWE ' "$bin"
	try "$name: no text relocations" lacks -d TEXTREL "$bin"
	try "$name: no library path of its own" lacks -d 'RPATH|RUNPATH' "$bin"
	readelf -W --dyn-syms "$bin" | awk '{ print $8 }' | sed 's/@.*//' | sort -u >"$work/symbols"
	try "$name: stack protector in use" grep -qx __stack_chk_fail "$work/symbols"
	try "$name: fortified functions in use" grep -q '_chk$' "$work/symbols"
	grep -xE '(get(addr|name)info|gethostby.*|inet_.*|system|popen|exec[lv].*|posix_spawnp?)' "$work/symbols" >"$work/bad"
	none "$name: looks up no host and starts no program" "$work/bad"
done
readelf -Wd "$BUILD/ergod" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE '^lib(c|m|systemd|evdev|inih|X11|X11-xcb|xcb|Xext|Xrandr|sqlite3)\.so' >"$work/needed"
none "ergod links only what it is said to" "$work/needed"
readelf -Wd "$BUILD/ergod-input" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE '^lib(c|m|systemd|evdev|inih)\.so' >"$work/needed"
none "ergod-input links only what it is said to" "$work/needed"
readelf -Wd "$BUILD/ergoctl" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' |
	grep -vE '^lib(c|m|systemd|inih|json-c|smartcols|sqlite3)\.so' >"$work/needed"
none "ergoctl links only what it is said to" "$work/needed"

# The check itself: a binary without any of it must fail.
echo 'int main(void) { return 0; }' | ${CC:-cc} -no-pie -Wl,-z,lazy -Wl,-z,norelro -Wl,-z,execstack -x c -o "$work/weak" - 2>/dev/null
try "a weak binary is told from a hardened one" eval \
	"lacks -d 'FLAGS_1.*PIE' $work/weak && lacks -d 'FLAGS.*NOW' $work/weak && lacks -l 'GNU_STACK.* RW +0x' $work/weak && lacks -l GNU_RELRO $work/weak"
finish
