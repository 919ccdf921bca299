#!/bin/sh
# Who may know whom: by the include paths that the Makefile gives, and by what the files say.
. "${0%/*}/tap.sh"

# includes OBJECT: the -I flags with which the Makefile compiles it.
includes() {
	${MAKE:-make} --no-print-directory -n -B V=1 DEPS=no MODE=release "build/release/$1" 2>/dev/null |
		grep -o -- '-I[^ ]*' | sort -u | tr '\n' ' '
}

# sees OBJECT HEADER: a file compiled like that one could include that header.
sees() {
	echo "#include \"$2\"" | ${CC:-cc} -std=gnu11 -D_GNU_SOURCE $(includes "$1") -fsyntax-only -x c -
}
blind() { ! sees "$@"; }

core=$(ls daemon/core/*.c | head -n 1); core=${core%.c}.o
cli=$(ls cli/*.c | head -n 1); cli=${cli%.c}.o
conf=$(ls daemon/conf/*.c | head -n 1); conf=${conf%.c}.o
store=$(ls daemon/store/*.c | head -n 1); store=${store%.c}.o
try "the core sees the shared headers" sees "$core" ergo/event.h
try "the CLI sees the shared headers" sees "$cli" ergo/wire.h
try "the daemon sees its own headers" sees daemon/log.o adapters/notify.h
try "a unit test sees the shared headers" sees tests/unit/test_time.o ergo/time.h
for header in log.h health.h adapters/notify.h input/evdev.h; do
	try "the core cannot include $header" blind "$core" "$header"
	try "the configuration reader cannot include $header" blind "$conf" "$header"
	try "the store cannot include $header" blind "$store" "$header"
	try "the CLI cannot include $header" blind "$cli" "$header"
done

# system headers that the core includes beyond the language's own
grep -rnE '^#include <' daemon/core --include=*.[ch] |
	grep -vE '<(assert|ctype|errno|inttypes|limits|math|stdarg|stdbool|stddef|stdint|stdio|stdlib|strings?|ini)\.h>' >"$work/system"
none "the core includes only headers of the language, and inih's" "$work/system"

# adapters: data, never the engine, never each other
for f in $(find daemon/adapters daemon/input -name '*.[ch]'); do
	own=${f#daemon/}; own=${own%.?}; own=${own%%-*}; dir=${own%/*}; [ "$dir" = adapters ] || own=$dir
	grep -nE '^#include "' "$f" | sed -nE "s|^([0-9]+):#include \"(.*)\".*|$f:\\1: \\2|p" |
		awk -v own="$own" -v base="${own##*/}" '
			$2 ~ /^ergo\/(engine|trace|conf-file)\.h$/ || $2 == "manager.h" { print; next }
			$2 ~ /^(adapters|input)\// && index($2, own) != 1 { print }'
done >"$work/adapters"
none "adapters know neither the engine nor each other" "$work/adapters"

# Privacy by construction: key codes are known where devices are read, and nowhere else.
grep -rnE '<linux/input|<libevdev|\b(KEY|BTN)_[A-Z0-9]+\b|EV_KEY' daemon cli include --include=*.[ch] |
	grep -v '^daemon/input/' >"$work/codes"
none "only daemon/input knows what a key is" "$work/codes"
sed -n '/^struct event/,/^};/p' include/ergo/event.h | grep -nwE 'code|key|value|scancode' >"$work/event"
none "an event has no room for a key" "$work/event"
finish
