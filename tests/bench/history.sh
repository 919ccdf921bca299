#!/bin/sh
# What ten years of history take and cost to read.  history.sh BUILD
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo
echo "Ten made-up years of history (budget: 50 MiB; fresh connection each, best of 5)"
mkdir -m 700 "$folder/ergod"
history=$folder/ergod/history.db
"$1"/years make "$history" 3652
"$1"/years diary "$folder/ergod/diary.db" 3652
"$1"/years time "$history"
"$1"/years memory "$history"

# cost BUDGET WORD...: what ergoctl takes, from its start to its end, the mean of 20 runs
cost() {
	budget=$1
	shift
	begun=$(date +%s%N)
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		XDG_STATE_HOME=$folder "$ergoctl" "$@" >/dev/null
	done
	ended=$(date +%s%N)
	printf '%-48s %6d us (budget: %s ms)\n' "ergoctl $*" $(((ended - begun) / 20000)) "$budget"
}
ergoctl=$1/ergoctl
cost 10 history 2025-06-02
cost 50 stats --since 2025-12-25 --until 2025-12-31
cost 50 stats --since 2016-01-01 --until 2025-12-31
cost 2000 simulate --since 2025-01-01 --until 2025-12-31 --set micro_break.every=15min
cost 300 report --since 2016-01-01 --until 2025-12-31 --html - --yes 2>/dev/null
cost 300 report --until 2025-12-31
