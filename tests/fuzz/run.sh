#!/bin/sh
# Fuzzes the readers of text and EDIDs, and both ends of the socket of ergod-input: FUZZ_SECONDS each, all at once.  fuzz_X.c starts from corpus-X/ (and fuzz_trace
# from tests/traces/), goes on with what earlier runs found in build/fuzz/corpus-X/, and leaves a crash in
# build/fuzz/.  Arguments: the targets to run, such as `trace`; none: all.
cd "${0%/*}/../.." || exit 1
seconds=${FUZZ_SECONDS:-60}
out=build/fuzz
mkdir -p "$out"
if [ $# -eq 0 ]; then
	for f in tests/fuzz/fuzz_*.c; do name=${f##*/fuzz_}; set -- "$@" "${name%.c}"; done
fi

flags="-std=gnu11 -D_GNU_SOURCE -DERGO_VERSION=\"fuzz\" -O1 -g -fno-omit-frame-pointer
	-fsanitize=address,undefined -fno-sanitize-recover=all -Iinclude -Idaemon/core"
# compile FLAGS SOURCE...: sets `objects`.
compile() {
	more=$1; shift; objects=
	for source; do
		object=$out/$(echo "${source%.c}" | tr / -).o
		# shellcheck disable=SC2086
		clang $flags $more -fsanitize=fuzzer-no-link -c -o "$object" "$source" || exit 1
		objects="$objects $object"
	done
}
compile -Idaemon daemon/health.c daemon/log.c daemon/pulse-runs.c daemon/clock.c daemon/adapters/input-client/*.c \
	daemon/input-helper/clients.c daemon/input-helper/seconds.c
socket=$objects
# shellcheck disable=SC2046
compile '' $(find daemon/core daemon/conf -name '*.c' | sort)
for name; do
	case $name in
	input_*) more="-Idaemon $socket" libs=-lsystemd;;
	*) more= libs=;;
	esac
	# shellcheck disable=SC2086
	clang $flags -fsanitize=fuzzer -o "$out/fuzz_$name" "tests/fuzz/fuzz_$name.c" $more $objects -linih $libs || exit 1
done

pids=
for name; do
	mkdir -p "$out/corpus-$name"
	set -- "$out/corpus-$name"
	[ -d "tests/fuzz/corpus-$name" ] && set -- "$@" "tests/fuzz/corpus-$name"
	[ "$name" = trace ] && set -- "$@" tests/traces
	"$out/fuzz_$name" -max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
		-artifact_prefix="$out/$name-" "$@" >"$out/$name.log" 2>&1 &
	pids="$pids $!:$name"
done
status=0
for job in $pids; do
	if wait "${job%%:*}"; then result=clean; else result=FAILED; status=1; fi
	name=${job#*:}
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$name.log")
	echo "fuzz_$name: $result after ${runs:-?} runs in $seconds s"
	[ "$result" = clean ] || tail -n 60 "$out/$name.log"
done
exit $status
