#!/bin/sh
# clang-format, by the version that .clang-format is written for: others differ in small things.
. "${0%/*}/tap.sh"

for tool in clang-format-14 clang-format; do
	case "$($tool --version 2>/dev/null)" in *"version 14."*) break ;; esac
	tool=
done
if [ -z "$tool" ]; then
	skip "clang-format" "no clang-format 14 here"
	finish
fi
find daemon cli include tests -name '*.[ch]' | sort | xargs "$tool" --dry-run --ferror-limit=0 2>"$work/format"
grep 'warning:' "$work/format" | cut -d: -f1-2 | sort -u >"$work/lines"
none "clang-format has nothing to say" "$work/lines"
finish
