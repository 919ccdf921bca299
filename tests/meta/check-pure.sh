#!/bin/sh
# The core decides and does nothing else: no clock, no file, no environment.  What libergocore.a calls
# that is not in it must stand in tests/core-symbols.allow, as SYMBOL or as OBJECT.o:SYMBOL.
. "${0%/*}/tap.sh"

# impure LIB: prints what it calls and may not.
impure() {
	nm -g --defined-only "$1" 2>/dev/null | awk 'NF == 3 { print $3 }' | sort -u >"$work/defined"
	nm -A -u "$1" | awk '$(NF-1) == "U" { n = split($1, at, ":"); sub(/@.*/, "", $NF); print at[2] ":" $NF }' |
		# With _FORTIFY_SOURCE memcpy is __memcpy_chk.
		sed -E 's/:__(.*)_chk$/:\1/; s/:__isoc[0-9]+_/:/' | sort -u |
		awk -v defined="$work/defined" -v allowed=tests/core-symbols.allow '
			BEGIN {
				while ((getline line < defined) > 0) known[line]
				while ((getline line < allowed) > 0) {
					sub(/[ \t]*#.*/, "", line)
					known[line]
				}
			}
			{ split($0, part, ":"); if (!(part[2] in known) && !($0 in known)) print part[1] " calls " part[2] }'
}

lib=$BUILD/libergocore.a
impure "$lib" >"$work/calls"
none "the core calls nothing outside but what is allowed" "$work/calls"

# The check itself: it must see something, and it must find a clock.
try "the archive has objects with symbols" grep -q engine_feed "$work/defined"
cat >"$work/clock.c" <<'EOC'
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
long stray_clock(void);
long stray_clock(void) { return getenv("X") ? fclose(fopen("x", "r")) : (long) time(NULL); }
EOC
cp "$lib" "$work/lib.a" && ${CC:-cc} -O2 -c -o "$work/clock.o" "$work/clock.c" && ar rs "$work/lib.a" "$work/clock.o" 2>/dev/null
impure "$work/lib.a" | grep '^clock' | tr '\n' ',' >"$work/got"
try "an injected clock, file and environment are caught" \
	grep -qx 'clock.o calls fclose,clock.o calls fopen,clock.o calls getenv,clock.o calls time,' "$work/got"
finish
