#!/bin/sh
# What derives from the table of keys is committed; it must be what `make generate` makes now.
. "${0%/*}/tap.sh"

gen=$BUILD/gen-docs
[ -x "$gen" ] || { not_ok "$gen is built"; finish; }

"$gen" ini >"$work/ergod.ini"
try "conf/ergod.ini is fresh (else: make generate)" diff -u conf/ergod.ini "$work/ergod.ini"
if "$gen" splice <man/ergod.ini.5 >"$work/ergod.ini.5" 2>"$work/err"; then
	try "man/ergod.ini.5 is fresh (else: make generate)" diff -u man/ergod.ini.5 "$work/ergod.ini.5"
else
	not_ok "man/ergod.ini.5 has its two markers"
	sed 's/^/    /' "$work/err"
fi

# The example itself: every key is there, and valid when its # is taken away.
"$gen" keys | sort >"$work/keys"
sed 's/^#\([a-z_]* =\|\[\)/\1/' conf/ergod.ini >"$work/all.ini"
awk -F' *[][=] *' '/^\[/ { section = $2 } /^[a-z_]+ =/ { print section "." $1 }' "$work/all.ini" | sort >"$work/shown"
try "conf/ergod.ini shows every key once" diff "$work/keys" "$work/shown"
try "conf/ergod.ini is valid" "$BUILD/ergoctl" config check conf/ergod.ini
try "conf/ergod.ini is valid with every # taken away" "$BUILD/ergoctl" config check "$work/all.ini"

# The check itself: it must notice another default.
sed 's/^#every = .*/#every = 1s/' conf/ergod.ini >"$work/stale.ini"
try "a stale file is noticed" sh -c "! cmp -s '$work/stale.ini' '$work/ergod.ini'"
printf 'x\n.\\" BEGIN GENERATED KEYS\n' >"$work/half.5"
try "a page that lacks a marker is refused" sh -c "! '$gen' splice <'$work/half.5' >/dev/null 2>&1"
finish
