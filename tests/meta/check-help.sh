#!/bin/sh
# ergoctl, ergod and ergod-input: help and version to stdout with status 0, a wrong command line to stderr with status 2; and
# every verb, option and word of the tables in the manual, in the help and in the completions.
. "${0%/*}/tap.sh"

# gives WHAT STATUS out|err PROGRAM ARG...: the exit status, and that only that stream holds anything
gives() {
	what=$1; want=$2; stream=$3; shift 3
	"$@" >"$work/stdout" 2>"$work/stderr" </dev/null
	status=$?
	case $stream in out) full=stdout; empty=stderr;; *) full=stderr; empty=stdout;; esac
	if [ "$status" != "$want" ]; then not_ok "$what: status $status, not $want"
	elif [ ! -s "$work/$full" ]; then not_ok "$what: nothing on $full"
	elif [ -s "$work/$empty" ]; then not_ok "$what: something on $empty"
	else ok "$what"; return; fi
	sed 's/^/    /' "$work/stdout" "$work/stderr"
}

ctl=$BUILD/ergoctl
gives "ergoctl --help" 0 out "$ctl" --help
gives "ergoctl -h" 0 out "$ctl" -h
gives "ergoctl --version" 0 out "$ctl" --version
gives "ergoctl help" 0 out "$ctl" help
gives "ergoctl" 2 err "$ctl"
gives "ergoctl with an unknown verb" 2 err "$ctl" statsu
try "it says what was meant" grep -q 'did you mean "status"' "$work/stderr"
gives "ergoctl with an unknown option" 2 err "$ctl" status --jsn
try "it says what was meant" grep -q 'did you mean "--json"' "$work/stderr"
gives "ergoctl with an option of another verb" 2 err "$ctl" watch --format=oneline
gives "ergoctl with a value too many" 2 err "$ctl" status --json=yes
gives "ergoctl with a value missing" 2 err "$ctl" status --format
gives "ergoctl with a value it does not know" 2 err "$ctl" status --format=xml
gives "ergoctl with formats that exclude each other" 2 err "$ctl" status --json --format=oneline
gives "ergoctl help with an unknown verb" 2 err "$ctl" help me
gives "ergoctl break with an unknown kind" 2 err "$ctl" break lunch
for words in 5x 0s 0 500ms 745h 'until' 'until 24:00' 'until 1:5' 'until noon' 'until 10:00 sharp' '1h 5x' '-- -5min'; do
	gives "ergoctl pause $words" 2 err "$ctl" pause $words
done
gives "ergoctl postpone 13h" 2 err "$ctl" postpone 13h
for words in '' lst get 'get x y' 'get rest_break.evry' 'explain rest' 'path x' 'check a b'; do
	gives "ergoctl config $words" 2 err "$ctl" config $words
done
try "control characters in arguments are escaped" sh -c \
	"! '$ctl' \"\$(printf 'a\\033[31mb')\" 2>&1 | grep -q \"\$(printf '\\033')\""

"$ctl" --complete verbs >"$work/verbs"
try "there are verbs" test "$(wc -l <"$work/verbs")" -ge 13
while read -r verb; do
	gives "ergoctl $verb --help" 0 out "$ctl" "$verb" --help
	cp "$work/stdout" "$work/help"
	gives "ergoctl help $verb" 0 out "$ctl" help "$verb"
	try "both are the same" cmp "$work/help" "$work/stdout"
	try "it has examples" grep -A1 '^Examples:$' "$work/help"
	gives "ergoctl $verb with an unknown option" 2 err "$ctl" "$verb" --nonsense
	gives "ergoctl $verb with words too many" 2 err "$ctl" "$verb" a b c d e
	try "$verb is in ergoctl(1)" grep -qE "^\.It Cm $verb( |$)" man/ergoctl.1
	try "$verb is in the help" sh -c "'$ctl' --help | grep -qE '^  $verb '"
	"$ctl" --complete options "$verb" | while read -r option; do
		grep -qe "$option" "$work/help" || echo "$option is not in the help of $verb"
		grep -qE "^\.It .*Fl (. , )?-?${option#-}( |$)" man/ergoctl.1 || echo "$option is not in ergoctl(1)"
		"$ctl" --complete line "$verb" "$option" | grep -qe "^$option" || echo "$option is not offered"
	done >"$work/missing"
	none "the options of $verb" "$work/missing"
done <"$work/verbs"
"$ctl" --complete line config '' | cut -f1 | while read -r word; do
	grep -qE "^\.It Cm config $word( |$)" man/ergoctl.1 || echo "config $word is not in ergoctl(1)"
	"$ctl" config --help | grep -qE "^$word( |:)" || echo "config $word is not in the help"
done >"$work/missing"
none "the words of config" "$work/missing"
# and the other way round
sed -nE 's/^\.It Cm ([a-z]+).*/\1/p' man/ergoctl.1 | sed '/^text$/,$d' | sort -u | grep -vxFf "$work/verbs" >"$work/extra"
none "ergoctl(1) names no verb that is not there" "$work/extra"

for shell in bash zsh fish; do
	try "the completion for $shell asks the program" grep -q -- '--complete line' "conf/completions/ergoctl.$shell"
	grep -nwFf "$work/verbs" "conf/completions/ergoctl.$shell" | grep -vE '(^[0-9]+:#)|complete|break;|end$' >"$work/known"
	none "and knows no verb" "$work/known"
done

gives "ergod --help" 0 out "$BUILD/ergod" --help
gives "ergod --version" 0 out "$BUILD/ergod" --version
gives "ergod with an unknown option" 2 err "$BUILD/ergod" --nonsense
gives "ergod with a word" 2 err "$BUILD/ergod" nonsense
gives "ergod with a socket without a path" 2 err "$BUILD/ergod" --input-socket run/ergod-input.sock

helper=$BUILD/ergod-input
gives "ergod-input --help" 0 out "$helper" --help
cp "$work/stdout" "$work/help"
gives "ergod-input --version" 0 out "$helper" --version
gives "ergod-input with an unknown option" 2 err "$helper" --nonsense
gives "ergod-input with a word" 2 err "$helper" nonsense
gives "ergod-input with a time that is none" 2 err "$helper" --idle-exit soon
gives "ergod-input without a socket" 1 err "$helper"
"$BUILD/ergod" --help >"$work/help.ergod"
options() { grep -oE -- '--[a-z-]+' "$1" | sed 's/^--//' | sort -u; }
in_manual() { sed -nE '/^\.Sh OPTIONS$/,/^\.Sh /s/^\.It Fl -([a-z-]+).*/\1/p' "$1" | sort; }
for name in ergod.1 ergod-input.8; do
	case $name in *.1) from=$work/help.ergod;; *) from=$work/help;; esac
	options "$from" >"$work/options"
	in_manual "man/$name" >"$work/manual"
	try "the options are those of man/$name" diff -u "$work/options" "$work/manual"
done
finish
