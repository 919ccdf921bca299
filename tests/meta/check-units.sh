#!/bin/sh
# The unit file by systemd itself, and the activation file.  Whether the sandbox lets ergod work can only
# be seen under a real user manager.
. "${0%/*}/tap.sh"

unit=systemd/ergod.service.in
# Programs that exist stand in for ours: systemd looks for them.
sed -E 's|@bindir@/ergo[a-z]+|/bin/true|' "$unit" >"$work/ergod.service"
verify() {
	mkdir -p -m 700 "$work/run"
	XDG_RUNTIME_DIR=$work/run systemd-analyze verify --user --man=no "$1" 2>&1 | tee "$work/said"
	! grep -qE 'ergod|bad' "$work/said"
}
refuses() { ! verify "$@"; }
if command -v systemd-analyze >/dev/null; then
	try "systemd-analyze verify" verify "$work/ergod.service"
	sed 's/^WatchdogSec=/WatchdogSecs=/' "$work/ergod.service" >"$work/bad.service"
	try "a misspelt directive is seen" refuses "$work/bad.service"
	score=$(systemd-analyze security --offline=yes --no-pager "$work/ergod.service" 2>/dev/null |
		sed -n 's/.*exposure level.*: \([0-9.]*\) .*/\1/p')
	claimed=$(sed -n 's/.*gives \([0-9.]*\),.*/\1/p' "$unit")
	if [ "$(systemd-analyze --version | sed -n 's/^systemd \([0-9]*\) .*/\1/p')" = 252 ]; then
		try "exposure is what the file says, $claimed" test "$score" = "$claimed"
	else
		skip "exposure is what the file says" "another version of systemd counts otherwise"
	fi
else
	skip "systemd-analyze verify" "no systemd here"
fi
# every directive with its reason: a comment above its group, no group longer than five
awk '/^#/ { n = 0 } /^\[/ { section = $0; n = 0 } /^[A-Z]/ && section == "[Service]" && ++n > 5 { print FILENAME ":" FNR ": " $0 }' \
	"$unit" >"$work/bare"
none "every directive stands under its reason" "$work/bare"

service=systemd/org.ergod1.service.in
try "D-Bus activation goes through the unit" grep -qx 'SystemdService=ergod.service' "$service"
try "D-Bus activation is for the name" grep -qx 'Name=org.ergod1' "$service"
try "D-Bus activation starts the installed binary" grep -q '^Exec=@bindir@/ergod$' "$service"
finish
