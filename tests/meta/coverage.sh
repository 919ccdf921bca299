#!/bin/sh
# A summary of what the tests reached: coverage.sh BUILD, after a run of the tests built with MODE=cov.
cd "${0%/*}/../.." || exit 1
build=${1:-build/cov}
for notes in $(find "$build/daemon" "$build/cli" -name '*.gcno' | sort); do
	source=${notes#"$build"/}; source=${source%.gcno}.c
	if [ -e "${notes%.gcno}.gcda" ]; then
		gcov -n -o "${notes%/*}" "${notes%.gcno}.o" 2>/dev/null |
			awk -v want="$source" -v q="'" '/^File / { split($0, part, q); on = part[2] == want }
				on && /^Lines executed/ { split($0, n, /[:% ]+/); print n[3], n[5], want; on = 0 }'
	else
		echo 0.00 "$(grep -c ';' "$source")" "$source"
	fi
done | sort -n | awk '
	{ printf "%6.1f %% of %4d lines  %s\n", $1, $2, $3; done += $1 * $2 / 100; all += $2 }
	END { if (all) printf "%6.1f %% of %d lines in all\n", 100 * done / all, all }'
