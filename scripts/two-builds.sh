#!/bin/bash
# Two builds, one case, the same bytes: a second clean clone is built in another folder, and both programs write the
# dossier of the demonstration case at the same checkpoint, the second one as another user would: with another home, user
# name, time zone, language, umask and a single core, from a copy of the case. Prints the size of both and "identical", or
# the first difference.
#
#   scripts/two-builds.sh [PROFILE]      release (as `make bench` runs it) or dev
set -euo pipefail
cd "$(dirname "$0")/.."
profile=${1:-release}
folder=$([ "$profile" = dev ] && echo debug || echo "$profile")
work=$(mktemp -d /var/tmp/exhibit-two-builds.XXXXXX)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work/config

cargo build --quiet --locked --profile "$profile" -p exhibit-cli
here=${CARGO_TARGET_DIR:-$PWD/target}/$folder/exhibit
git clone --quiet . "$work/another place/clone"
(cd "$work/another place/clone" && CARGO_TARGET_DIR="$work/another place/built" \
    cargo build --quiet --locked --profile "$profile" -p exhibit-cli)
there="$work/another place/built/$folder/exhibit"
cmp -s "$here" "$there" && echo "the two programs are the same file" || echo "the two programs differ as files"

"$here" -q demo --out "$work/demo" >/dev/null
"$here" -q examine "$work/demo/material" --case "$work/demo.case" >/dev/null || [ $? -eq 1 ]
size=$("$here" --json log checkpoint "$work/demo.case" | python3 -c 'import json, sys; print(json.load(sys.stdin)["size"])')
mkdir -p "$work/another place/home"
cp -r "$work/demo.case" "$work/another place/copy.case"
for what in "" "--with-originals --reason check"; do
    rm -rf "$work/one" "$work/another place/two"
    # shellcheck disable=SC2086
    "$here" -q dossier "$work/demo.case" --no-log --at "$size" --out "$work/one" $what >/dev/null
    (
        umask 077
        cd "$work/another place/home"
        # shellcheck disable=SC2086
        env -i PATH="$PATH" HOME="$PWD" USER=somebody-else EXHIBIT_WHO="Somebody Else" TZ=Pacific/Kiritimati \
            LC_ALL=tr_TR.UTF-8 taskset -c 0 "$there" -q dossier ../copy.case --no-log --at "$size" --out ../two $what >/dev/null
    )
    diff -r "$work/one" "$work/another place/two"
    files=$(find "$work/one" -type f | wc -l)
    bytes=$(find "$work/one" -type f -printf '%s\n' | awk '{n += $1} END {print n}')
    echo "dossier${what:+ with originals}: $files files, $bytes bytes by each build: identical"
done
