# For the checks of this folder, which are started in any place: . "${0%/*}/tap.sh"
# They print a line a test, `ok - NAME` or `not ok - NAME`, and after the latter what is wrong.
# A variable that is not set is an error: an empty one in a path would be somebody else's folder.
set -u
cd "${0%/*}/../.." || exit 1
BUILD=${BUILD:-build/release}
TOP=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "${work:?}"' EXIT
trap 'exit 1' HUP INT TERM
failed=0

ok() { echo "ok - $1"; }
not_ok() { echo "not ok - $1"; failed=1; }
skip() { echo "ok - $1 # SKIP $2"; }

# try NAME COMMAND...: ok if the command succeeds; what it prints is shown if it does not.
try() {
	what=$1; shift
	if "$@" >"$work/out" 2>&1; then ok "$what"; else not_ok "$what"; sed 's/^/    /' "$work/out"; fi
}

# none NAME FILE: ok if the file is empty; its lines are what is wrong.
none() { if [ -s "$2" ]; then not_ok "$1"; sed 's/^/    /' "$2"; else ok "$1"; fi; }

finish() { exit "$failed"; }
