#!/bin/sh
# Rules of the house that a machine can read.
. "${0%/*}/tap.sh"

sources=$(find daemon cli include tests -name '*.[ch]' | sort)
code=$(find daemon cli include -name '*.[ch]' | sort)

# stripped FILE...: FILE:LINE:TEXT without comments and strings.
stripped() {
	awk '
		FNR == 1 { comment = 0 }
		{
			line = $0
			gsub(/\\./, "", line); gsub(/'\''"'\''/, "", line); gsub(/"[^"]*"/, "\"\"", line)
			out = ""
			while (line != "") {
				if (comment) {
					if ((at = index(line, "*/")) == 0) break
					line = substr(line, at + 2); comment = 0
				} else if ((at = index(line, "/*")) > 0) {
					out = out substr(line, 1, at - 1); line = substr(line, at + 2); comment = 1
				} else { out = out line; line = "" }
			}
			print FILENAME ":" FNR ":" out
		}' "$@"
}
stripped $sources >"$work/all"
stripped $code >"$work/code"

find daemon cli include tests -name '*.[ch]' -o -name '*.py' -path 'tests/*' -o -path tests/run |
	xargs wc -l | awk '$2 != "total" && $1 > 500' >"$work/long"
none "no file over 500 lines" "$work/long"

grep -nE '\b(ato[fil]|atoll|sscanf|strcpy|strcat|stpcpy|sprintf|vsprintf|gets|system|popen|strtok|alloca|mktemp|tmpnam)[[:space:]]*\(' \
	"$work/all" | cut -d: -f2- >"$work/banned"
none "no banned function" "$work/banned"
grep -nE '\bsetlocale[[:space:]]*\([[:space:]]*LC_(ALL|NUMERIC)' "$work/code" | cut -d: -f2- >"$work/locale"
none "numbers are written the same everywhere" "$work/locale"
grep -E '\bstrto(l|ll|ul|ull|d|f|imax|umax)[[:space:]]*\(' "$work/code" | cut -d: -f1 | sort -u >"$work/strto"
try "at most one file calls strtol() and its like" test "$(wc -l <"$work/strto")" -le 1
grep -E '\b_?exit[[:space:]]*\(|\babort[[:space:]]*\(' "$work/code" | grep -vE '^(daemon/ergod|cli/ergoctl|cli/main)\.c:' >"$work/exit"
none "exit() and abort() only in main" "$work/exit"
grep -nE '\b(sd_bus_call|sd_bus_call_method|sd_bus_get_property[a-z_]*|sd_bus_request_name)[[:space:]]*\(' "$work/code" | cut -d: -f2- |
	grep '^daemon/' | grep -vE '^daemon/adapters/bus/' >"$work/sync"
none "no synchronous D-Bus call in the adapters" "$work/sync"

grep -rnwE 'TODO|FIXME|XXX|HACK' daemon cli include conf systemd man tests Makefile README.md |
	grep -v '^tests/meta/check-style.sh' | grep -v '^Binary' >"$work/todo"
none "nothing is left to do" "$work/todo"
grep -E '//' "$work/all" | cut -d: -f1-2 >"$work/comments"
none "comments are /* */" "$work/comments"
grep -nE ' +$|	+$' $sources $(find daemon cli include conf systemd man tests -name '*.sh' -o -name '*.py' -o -name '*.def' \
	-o -name '*.[158]' -o -name '*.ini' -o -name '*.in' -o -name '*.t') Makefile README.md tests/run >"$work/blank"
none "no blanks at the ends of lines" "$work/blank"
find include daemon -name '*.h' | while read -r f; do grep -q '^#pragma once' "$f" || echo "$f"; done >"$work/once"
none "headers say #pragma once" "$work/once"
awk 'length($0) > 130 { print FILENAME ":" FNR }' $code >"$work/wide"
none "no line far over 100 columns" "$work/wide"
awk '/^static [^;]*[a-z_]+\(.*[^;]$|^[a-z].*[a-z_]+\(.*[^;]$/ { start = FNR; name = $0 }
	/^}/ { if (start && FNR - start > 80) print FILENAME ":" start ": " FNR - start " lines: " name; start = 0 }' $code >"$work/functions"
none "no function over 80 lines" "$work/functions"

# the top level, as it was laid down
ls -A | grep -vxE 'Makefile|daemon|cli|include|conf|systemd|man|tests|README\.md|LICENSE|build|\..*' >"$work/top"
none "the top level holds only what belongs there" "$work/top"
grep -rnE '\]\(([a-z][^):]*)\)' -o README.md | sed -E 's/.*\(([^)#]*).*/\1/' | sort -u | while read -r f; do
	[ -e "$f" ] || echo "README.md links to $f"
done >"$work/links"
none "what README.md links to is there" "$work/links"

# The check itself
printf 'int x; /* atoi(a) */\nconst char *s = "strcpy(a)"; int y = atoi("1");\n' >"$work/probe.c"
try "a banned call is told from a comment and a string" test \
	"$(stripped "$work/probe.c" | grep -cE '\b(atoi|strcpy)[[:space:]]*\(')" = 1
finish
