#!/bin/sh
# The man pages, by mandoc; and that they know each other.
. "${0%/*}/tap.sh"

if ! command -v mandoc >/dev/null; then
	skip "man pages" "no mandoc here"
	finish
fi
for page in ergod.1 ergoctl.1 ergod.ini.5 org.ergod1.5 ergod-input.8; do
	if [ ! -e "man/$page" ]; then not_ok "man/$page is there"; continue; fi
	# "referenced manual not found" looks at what is installed here.
	mandoc -Tlint -W style "man/$page" 2>&1 | grep -vE 'referenced manual not found|outdated mandoc.db' >"$work/lint"
	none "mandoc -Tlint man/$page" "$work/lint"
	try "man/$page names itself" grep -qE "^\.Nm .*${page%.*}" "man/$page"
done
# every reference to a page of ours is to one that exists
grep -hoE '^\.Xr (ergod|ergoctl|ergod\.ini|org\.ergod1|ergod-input) [0-9]' man/*.[158] | sort -u | while read -r _ name section; do
	[ -e "man/$name.$section" ] || echo "$name($section)"
done >"$work/refs"
none "references between the pages hold" "$work/refs"
finish
