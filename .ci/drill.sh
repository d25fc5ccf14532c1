#!/bin/sh
# The drill, twice, as whoever runs this: the verifier accepts the pack, refuses one flipped byte, and nothing is left
# running, neither by process nor by port. As root it runs a third time as an unprivileged user, in a copy of the tree.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
chmod 711 "$work"
trap 'rm -rf "$work"' EXIT

fail() {
    echo "drill: $1" >&2
    exit 1
}

# Processes whose command line names a folder; our own shell does not count.
running_in() {
    for process in /proc/[0-9]*; do
        pid=${process#/proc/}
        if [ "$pid" != "$$" ] && { tr '\0' ' ' <"$process/cmdline"; } 2>/dev/null | grep -qF -- "$1/"; then
            echo "$pid"
        fi
    done
}

listening() { ss -Hltn 2>/dev/null | awk '{ print $4 }' | sort; }

# field NAME FILE: the text of a top-level field of a small JSON document.
field() { sed -n 's/^  "'"$1"'" : "\(.*\)",\{0,1\}$/\1/p' "$2"; }

# drill NAME PREFIX…: one drill in a data folder of that name, run with the prefix before the command.
drill() {
    data=$work/$1
    tree=$2
    shift 2
    listening >"$work/ports-before"
    (cd "$work" && "$@" "$tree/breakwater" drill --json --data "$data") >"$work/report.json" 2>"$work/said" ||
        { cat "$work/said" "$work/report.json" >&2; fail "did not succeed"; }
    [ "$(field verdict "$work/report.json")" = INTACT ] || fail "no verdict in $(cat "$work/report.json")"
    left=$(running_in "$data")
    [ -z "$left" ] || fail "left running: $left"
    listening >"$work/ports-after"
    new_ports=$(comm -13 "$work/ports-before" "$work/ports-after")
    if [ -n "$new_ports" ] && [ -z "${DRILL_SHARED_MACHINE:-}" ]; then
        fail "left listening: $new_ports"
    fi
    cat "$work/report.json"
}

check_pack() {
    pack=$(field pack "$work/report.json")
    trust=${pack%/*}/trust.json
    "$root/breakwater" verify "$pack" --trust "$trust" --json >"$work/verified.json" || fail "its pack is refused"
    cp "$pack" "$work/flipped.zip"
    middle=$(($(wc -c <"$pack") / 2))
    byte=$(od -An -tu1 -j "$middle" -N 1 "$pack" | tr -d ' ')
    # shellcheck disable=SC2059 # the format is the byte
    printf "\\$(printf '%03o' $((byte ^ 1)))" | dd of="$work/flipped.zip" bs=1 seek="$middle" conv=notrunc 2>/dev/null
    got=0
    "$root/breakwater" verify "$work/flipped.zip" --trust "$trust" >"$work/refused" 2>&1 || got=$?
    if [ "$got" -lt 20 ] || [ "$got" -gt 30 ]; then
        fail "a flipped byte at $middle ends with $got: $(cat "$work/refused")"
    fi
    echo "one flipped byte: $(cat "$work/refused") (exit $got)"
}

./breakwater --version
drill first "$root" env
check_pack
drill second "$root" env
check_pack

if [ "$(id -u)" -eq 0 ]; then
    mkdir -m 711 "$work/copy"
    tar -C "$root" --exclude=./.git --exclude=./.breakwater --exclude=surefire-reports -cf - . | tar -C "$work/copy" -xf -
    mkdir "$work/user"
    chown -R 65534:65534 "$work/copy" "$work/user"
    mkdir -m 777 "$work/home"
    data_owner="setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=$work/home"
    # shellcheck disable=SC2086 # words, not one word
    drill user/data "$work/copy" $data_owner
    check_pack
fi
echo "drill: all is well"
