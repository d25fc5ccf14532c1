#!/bin/sh
# The ledger commands against a real server and against the folder it publishes; then one byte of a copy is flipped.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
chmod 711 "$work"
data=$work/data
server=
stop() {
    if [ -n "$server" ] && kill -0 "$server" 2>/dev/null; then
        kill -TERM "$server"
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap stop EXIT

fail() {
    echo "ledger: $1" >&2
    exit 1
}

# expect STATUS PATTERN COMMAND…: the command ends with the status and prints the pattern.
expect() {
    status=$1 pattern=$2
    shift 2
    got=0
    "$@" >"$work/said" 2>&1 || got=$?
    if [ "$got" -ne "$status" ] || ! grep -q -- "$pattern" "$work/said"; then
        fail "$* ended with $got, not $status, and said: $(cat "$work/said")"
    fi
    shift
    echo "ok    $*: $(grep -m 1 -- "$pattern" "$work/said")"
}

./breakwater --version
# A background job of a script ignores SIGINT; SIGTERM it obeys.
./breakwater up --data "$data" --port 0 >"$work/up" 2>&1 &
server=$!
waited=0
until grep -q 'is ready at' "$work/up"; do
    kill -0 "$server" 2>/dev/null || fail "the server did not start: $(cat "$work/up")"
    waited=$((waited + 1))
    [ "$waited" -lt 1200 ] || fail "the server is not ready after 120 s: $(cat "$work/up")"
    sleep 0.1
done
BREAKWATER_URL=$(sed -n 's/^Breakwater is ready at //p' "$work/up")
BREAKWATER_TOKEN_FILE=$data/admin-token
export BREAKWATER_URL BREAKWATER_TOKEN_FILE

"$root/breakwater" incident declare "the ledger is read" --severity 4 >"$work/said" 2>&1 || fail "$(cat "$work/said")"
size=0
waited=0
until [ "$size" -ge 3 ]; do
    size=$("$root/breakwater" ledger head --json | sed -n 's/^  "size" : \([0-9]*\),\{0,1\}$/\1/p')
    waited=$((waited + 1))
    [ "$waited" -lt 60 ] || fail "the log has $size facts and does not grow"
    sleep 0.5
done

# What is acknowledged is published within a second; the limit is five times that, for a machine with other work.
head_size() { sed -n 2p "$data/published/checkpoint"; }
sleep 2
before=$(head_size)
"$root/breakwater" incident note "is this published?" >"$work/said" 2>&1 || fail "$(cat "$work/said")"
begun=$(date +%s%N)
until [ "$(head_size)" -gt "$before" ]; do
    [ $((($(date +%s%N) - begun) / 1000000)) -lt 5000 ] || fail "a fact is not published after 5 s"
    sleep 0.02
done
echo "ok    a fact was published within $((($(date +%s%N) - begun) / 1000000)) ms of its acknowledgement"
expect 0 'signature checked' "$root/breakwater" ledger head
expect 0 'HouseFounded' "$root/breakwater" ledger show 0
expect 0 "\"key\" : \"" "$root/breakwater" ledger head --json
expect 0 'c2sp.org/tlog-proof' "$root/breakwater" ledger proof 1
expect 0 '^INTACT' "$root/breakwater" ledger verify
expect 4 'NOT_FOUND' "$root/breakwater" ledger show 999999
expect 4 'NOT_FOUND' "$root/breakwater" ledger proof 999999

# The key as it was put on the record first of all, not as the server says it today.
key=$("$root/breakwater" ledger show 0 --json | sed -n 's/.*"logKey" *: *"\([^"]*\)".*/\1/p')
[ -n "$key" ] || fail "the founding names no key"
published=$data/published
expect 0 '^INTACT' "$root/breakwater" ledger verify "$published" --log-key "$key"
cp -R "$published" "$work/altered"
# Every bundle, since those of earlier sizes are not read any more.
find "$work/altered/tile/entries" -type f | while read -r bundle; do
    byte=$(od -An -tu1 -j 20 -N 1 "$bundle" | tr -d ' ')
    # shellcheck disable=SC2059 # the format is the byte
    printf "\\$(printf '%03o' $((byte ^ 1)))" | dd of="$bundle" bs=1 seek=20 conv=notrunc 2>/dev/null
done
expect 26 '^TILE_MISMATCH: ' "$root/breakwater" ledger verify "$work/altered" --log-key "$key"
echo "ledger: all is well"
