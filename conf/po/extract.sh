#!/bin/sh
# extract.sh FILE: the messages of the sources, as a template for translators (.pot).
cd "$(dirname -- "$0")/../.." || exit 1
find daemon cli include \( -name '*.[ch]' -o -name '*.def' \) ! -path 'include/ergo/tr.h' | LC_ALL=C sort |
	xgettext --force-po --files-from=- --language=C --from-code=UTF-8 --output="$1" --add-location=file \
		--package-name=ergod --copyright-holder='the authors of ergod' --add-comments=Translators \
		--keyword --keyword=_ --keyword=N_ --keyword=Q_:1c,2 --keyword=NC_:1c,2 --keyword=P_:1,2 --keyword=K:7,7t --keyword=M:5,5t \
		--flag=_:1:pass-c-format --flag=N_:1:pass-c-format --flag=Q_:2:pass-c-format --flag=NC_:2:pass-c-format \
		--flag=P_:1:pass-c-format --flag=P_:2:pass-c-format --flag=K:7:no-c-format --flag=M:5:no-c-format
# The same sources give the same file.
sed -i '/^"POT-Creation-Date:/d' "$1"
