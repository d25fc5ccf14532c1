#!/usr/bin/env bash
# Logs that Breakwater wrote are verified by an implementation that is not ours: golang.org/x/mod/sumdb from Debian.
# One with one level of full tiles, one with three levels; then one with a flipped bit, which has to be refused.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

go=/usr/lib/go-1.19/bin/go
sumdb=/usr/share/gocode/src/golang.org/x/mod/sumdb
if [ ! -x "$go" ] || [ ! -d "$sumdb/tlog" ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "needs the Debian packages golang-1.19-go and golang-golang-x-mod-dev; install them as root" >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        golang-1.19-go golang-golang-x-mod-dev >/dev/null
fi

# In one run, so that the classpath names this build's classes and not an installed jar.
mvn --batch-mode -q test-compile dependency:build-classpath -pl ledger -am \
    -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath" -Dmdep.regenerateFile=true
classpath=ledger/target/test-classes:ledger/target/classes:$(cat "$work/classpath")

export GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$work/gocache" GOFLAGS=
"$go" build -o "$work/verify" .ci/foreign/verify.go

for size in 300 70000; do
    mkdir "$work/$size"
    java -cp "$classpath" io.breakwater.ledger.foreign.WriteLog "$work/$size" "$size"
    "$work/verify" "$work/$size/log" "$(cat "$work/$size/vkey")" "$work/$size"/*.tlog-proof
done

# The verifier must be able to say no, or its yes means nothing.
refused() {
    if "$work/verify" "$work/300/log" "$(cat "$work/300/vkey")" >"$work/said" 2>&1; then
        echo "a log with $1 was accepted" >&2
        exit 1
    fi
    echo "a log with $1: $(cat "$work/said")"
}
flip() {
    python3 - "$1" "$2" <<'PY'
import sys
path, at = sys.argv[1], int(sys.argv[2])
data = bytearray(open(path, "rb").read())
data[at] ^= 1
open(path, "wb").write(data)
PY
}
for path in tile/entries/000 tile/0/000 tile/1/000.p/1; do
    flip "$work/300/log/$path" 20
    refused "one bit flipped in $path"
    flip "$work/300/log/$path" 20
done
"$work/verify" "$work/300/log" "$(cat "$work/300/vkey")" >/dev/null
