#!/usr/bin/env bash
# The same sources give the same jar bytes: builds the jars of two copies in two folders and compares them.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() {
    mkdir "$work/$1"
    git ls-files -z | tar --null -T - -cf - | tar -xf - -C "$work/$1"
    (cd "$work/$1" && mvn --batch-mode -q package -DskipTests)
    (cd "$work/$1" && find . -path '*/target/*' -name '*.jar' -exec sha256sum {} + | sort -k 2) >"$work/$1.sums"
}

build first
sleep 2 # another time of day in whatever forgets to use the pinned one
build second
[ -s "$work/first.sums" ]
diff "$work/first.sums" "$work/second.sums"
echo "$(wc -l <"$work/first.sums") jars, the same bytes twice"
