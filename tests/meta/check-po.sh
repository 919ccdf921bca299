#!/bin/sh
# The translations in conf/po: complete, of the messages that the sources have, and with their formats.
. "${0%/*}/tap.sh"

if ! command -v msgfmt >/dev/null || ! command -v xgettext >/dev/null; then
	skip "translations" "no gettext here"
	finish
fi
try "the messages of the sources can be read" sh conf/po/extract.sh "$work/ergod.pot"
sh conf/po/extract.sh "$work/again.pot"
try "twice they are the same" cmp "$work/ergod.pot" "$work/again.pot"
try "there are hundreds" test "$(grep -c '^msgid ' "$work/ergod.pot")" -gt 500

for po in conf/po/*.po; do
	lang=$(basename "$po" .po)
	try "$lang: msgfmt finds nothing wrong" msgfmt -c -o "$work/$lang.mo" "$po"
	msgattrib --no-obsolete --untranslated --no-wrap "$po" | grep '^msgid "' | grep -v '^msgid ""$' >"$work/missing"
	none "$lang: nothing is untranslated" "$work/missing"
	msgattrib --only-fuzzy --no-obsolete --no-wrap "$po" | grep '^msgid "' | grep -v '^msgid ""$' >"$work/fuzzy"
	none "$lang: nothing is in doubt" "$work/fuzzy"
	msgcmp "$po" "$work/ergod.pot" >"$work/drift" 2>&1
	none "$lang: it has every message of the sources: make po" "$work/drift"
	msgcmp "$work/ergod.pot" "$po" --use-untranslated >"$work/drift" 2>&1
	none "$lang: and no other: make po" "$work/drift"
	grep -n '^#~' "$po" >"$work/old"
	none "$lang: and none that was" "$work/old"
done

# The checks themselves
awk '/^#, c-format/ { arm = 1 } arm && /^msgstr "[^"]/ { sub(/"[^"]*"/, "\"%d %d %d %d\""); arm = 0; done = 1 } { print }' \
	conf/po/de.po >"$work/format.po"
try "a wrong format is seen" sh -c "! msgfmt -c -o /dev/null '$work/format.po' 2>/dev/null"
printf '\nmsgid "of no source"\nmsgstr "x"\n' | cat conf/po/de.po - >"$work/more.po"
try "a message too many is seen" sh -c "! msgcmp '$work/ergod.pot' '$work/more.po' --use-untranslated 2>/dev/null"
finish
