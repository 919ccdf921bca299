#!/bin/sh
# `make dist`: the same commit gives the same bytes, and what comes out knows its version.
. "${0%/*}/tap.sh"

if ! command -v git >/dev/null || ! git -c safe.directory='*' rev-parse -q --verify HEAD >/dev/null 2>&1; then
	skip "make dist" "no git, or no commit, here"
	finish
fi
dist() { ${MAKE:-make} --no-print-directory dist | tail -n 1; }
dist >"$work/one"
archive=$(awk '{ print $2 }' "$work/one")
touch "$archive" && sleep 1 && dist >"$work/two"
try "the archive is reproducible" cmp "$work/one" "$work/two"
mkdir "$work/x" && tar -C "$work/x" -xzf "$archive"
version=$(basename "$archive" .tar.gz)
try "it unpacks to one folder, $version" test "$(ls "$work/x")" = "$version"
try "it holds its version" test "$version" = "ergod-$(cat "$work/x/$version/.version")"
try "and the Makefile finds it" sh -c "${MAKE:-make} -s -C '$work/x/$version' -pn DEPS=no help | grep -qx 'VERSION := ${version#ergod-}'"
finish
