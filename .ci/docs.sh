#!/usr/bin/env bash
# The documents' commands are run against a fresh pack; then once against a forged one, which they must refuse.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn --batch-mode -q test-compile -pl evidence -am
mvn --batch-mode -q test -pl evidence -am -Dtest=SamplePackTest -Dbreakwater.sample="$work/sample" \
    -Dsurefire.failIfNoSpecifiedTests=false

(cd "$work/sample" && "$root/.ci/run-doc" "$root/docs/verify-by-hand.md")

mkdir "$work/forged"
cp "$work/sample/trust.json" "$work/forged/"
python3 - "$work/sample/pack.zip" "$work/forged/pack.zip" <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as honest, zipfile.ZipFile(sys.argv[2], 'w') as forged:
    for entry in honest.infolist():
        data = honest.read(entry)
        if entry.filename == 'facts.ndjson':
            data = b''.join(line for i, line in enumerate(data.splitlines(True)) if i != 4)
        forged.writestr(entry.filename, data)
END
if (cd "$work/forged" && "$root/.ci/run-doc" "$root/docs/verify-by-hand.md") > "$work/forged.log" 2>&1; then
    echo "docs/verify-by-hand.md accepted a pack with a fact removed" >&2
    exit 1
fi
echo "docs/verify-by-hand.md accepts a sound pack and refuses a forged one"

mkdir "$work/rules"
(cd "$work/rules" && PATH="$root:$PATH" "$root/.ci/run-doc" "$root/docs/sigma.md")
echo "docs/sigma.md does what it says"

# Scans, with the tool as it is built.
./breakwater --version
mkdir "$work/scan" "$work/cover"
(cd "$work/scan" && PATH="$root:$PATH" "$root/.ci/run-doc" "$root/docs/scan.md" > "$work/scan.log" 2>&1) ||
    { cat "$work/scan.log" >&2; echo "docs/scan.md does not run" >&2; exit 1; }
(cd "$work/cover" && PATH="$root:$PATH" "$root/.ci/run-doc" "$root/docs/cover.md" > "$work/cover.log" 2>&1) ||
    { cat "$work/cover.log" >&2; echo "docs/cover.md does not run" >&2; exit 1; }
echo "docs/scan.md and docs/cover.md run as they stand"

# What people write is checked where no server runs: one is started for the question, and taken away again.
first_yaml() { awk '/^```yaml$/ { inside = 1; next } /^```$/ && inside { exit } inside' "$1"; }
own_server() {
    local status=$1 pattern=$2 got=0
    shift 2
    ./breakwater "$@" --own-server >"$work/lint.log" 2>&1 || got=$?
    if [ "$got" != "$status" ] || ! grep -q -- "$pattern" "$work/lint.log"; then
        echo "$* ended with $got, not $status, and said: $(cat "$work/lint.log")" >&2
        exit 1
    fi
    echo "ok    $*: $(grep -m 1 -- "$pattern" "$work/lint.log")"
}
first_yaml docs/policy.md > "$work/policy.yaml"
sed 's/longest: 4h/longest: 40h/; s/^version: 1/versoin: 1/' "$work/policy.yaml" > "$work/wrong.yaml"
first_yaml docs/incidents-and-debts.md > "$work/debts.yaml"
own_server 2 'wrong.yaml:1:1: UNKNOWN_KEY' policy lint "$work/wrong.yaml"
grep -q ': TOO_LONG: ' "$work/lint.log" || { echo "not every problem is told at once" >&2; cat "$work/lint.log" >&2; exit 1; }
own_server 0 'debts.yaml: no problems' debts lint "$work/debts.yaml"
