#!/bin/sh
# What ten years of history take and cost to read.  history.sh BUILD
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo
echo "Ten made-up years of history (budget: 50 MiB; fresh connection each, best of 5)"
"$1"/years make "$folder/history.db" 3652
"$1"/years time "$folder/history.db"
"$1"/years memory "$folder/history.db"
