#!/bin/sh
# The unit files by systemd itself, and the activation file.  Whether the sandboxes let ergod and ergod-input
# work can only be seen under a real systemd.
. "${0%/*}/tap.sh"

# Programs that exist stand in for ours: systemd looks for them.
for unit in ergod.service ergod-input.service ergod-input.socket; do
	sed -E 's#@(bindir|libexecdir)@/ergo[a-z-]+#/bin/true#' "systemd/$unit.in" >"$work/$unit"
done
# verify --user|--system FILE
verify() {
	mkdir -p -m 700 "$work/run"
	XDG_RUNTIME_DIR=$work/run systemd-analyze verify "$1" --man=no "$2" 2>&1 | tee "$work/said"
	! grep -qE 'ergod|bad' "$work/said"
}
refuses() { ! verify "$@"; }
# A misspelt directive: refused, or the check is none.
misspelt() {
	sed "s/^$1=/$1s=/" "$work/$2" >"$work/bad.${2##*.}"
	try "a misspelt directive of $2 is seen" refuses "$3" "$work/bad.${2##*.}"
	rm "$work/bad.${2##*.}"
}
exposure() {
	systemd-analyze security --offline=yes --no-pager "$1" 2>/dev/null | sed -n 's/.*exposure level.*: \([0-9.]*\) .*/\1/p'
}
if command -v systemd-analyze >/dev/null; then
	version=$(systemd-analyze --version | sed -n 's/^systemd \([0-9]*\) .*/\1/p')
	try "systemd-analyze verify ergod.service" verify --user "$work/ergod.service"
	try "systemd-analyze verify ergod-input.socket" verify --system "$work/ergod-input.socket"
	try "systemd-analyze verify ergod-input.service" verify --system "$work/ergod-input.service"
	misspelt WatchdogSec ergod.service --user
	misspelt DeviceAllow ergod-input.service --system
	misspelt SocketMode ergod-input.socket --system
	for unit in ergod.service ergod-input.service; do
		claimed=$(sed -n 's/.*gives \([0-9.]*\),.*/\1/p' "systemd/$unit.in")
		if [ "$version" = 252 ]; then
			try "exposure of $unit is what the file says, $claimed" test "$(exposure "$work/$unit")" = "$claimed"
		else
			skip "exposure of $unit is what the file says" "another version of systemd counts otherwise"
		fi
	done
	# A name that this systemd does not know would be left out of the filter, with a warning that verify() sees.
	systemd-analyze syscall-filter @privileged @resources @mount @clock @module @raw-io @reboot @swap @debug @cpu-emulation 2>/dev/null |
		sed -n 's/^ *\([a-z]\)/\1/p' | sort -u >"$work/forbidden"
	sed -n 's/^SystemCallFilter=//p' "$work/ergod-input.service" | tr ' ' '\n' | grep -v '^@' | sort >"$work/allowed"
	comm -12 "$work/allowed" "$work/forbidden" >"$work/both"
	none "ergod-input may call nothing that takes a privilege" "$work/both"
else
	skip "systemd-analyze verify" "no systemd here"
fi
for unit in systemd/*.service.in systemd/*.socket.in; do
	# every directive with its reason: a comment above its group, no group longer than five
	awk '/^#/ { n = 0 } /^\[/ { section = $0; n = 0 }
		/^[A-Z]/ && (section == "[Service]" || section == "[Socket]") && ++n > 5 { print FILENAME ":" FNR ": " $0 }' "$unit"
done >"$work/bare"
none "every directive stands under its reason" "$work/bare"

service=systemd/org.ergod1.service.in
try "D-Bus activation goes through the unit" grep -qx 'SystemdService=ergod.service' "$service"
try "D-Bus activation is for the name" grep -qx 'Name=org.ergod1' "$service"
try "D-Bus activation starts the installed binary" grep -q '^Exec=@bindir@/ergod$' "$service"

# What the helper's sandbox promises in ergod-input(8).
has() { grep -qx "$1" systemd/ergod-input.service.in; }
try "the helper has no network" has 'PrivateNetwork=yes'
try "it opens input devices only, to read" sh -c \
	"[ \"\$(grep -hE '^Device(Allow|Policy)=' systemd/ergod-input.service.in | tr '\n' ' ')\" = 'DevicePolicy=closed DeviceAllow=char-input r ' ]"
try "it can connect to nothing" sh -c \
	"! grep '^SystemCallFilter=' systemd/ergod-input.service.in | grep -qwE 'connect|bind|listen|@network-io|@system-service|@file-system'"
try "its socket is where ergod looks" grep -qx "ListenSequentialPacket=$(sed -n 's/.*INPUT_WIRE_PATH  *"\(.*\)"/\1/p' include/ergo/input-wire.h)" \
	systemd/ergod-input.socket.in
finish
