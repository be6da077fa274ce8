#!/bin/bash
# Prints our figures beside the machine's own limits, in one run: preserving, importing, verifying, doing nothing.
# Needs about 12 GB of disk in $BENCH_DIR (default: a temporary folder under /var/tmp).
# `scripts/bench.sh store`, `text` or `search` runs one part only.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
part=${1:-all}
exhibit=$root/target/release/exhibit
work=${BENCH_DIR:-$(mktemp -d /var/tmp/exhibit-bench.XXXXXX)}
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work/config EXHIBIT_WHO=bench

seconds() { # seconds COMMAND...: wall-clock seconds of a command, its output thrown away
    local from to
    from=$(date +%s.%N)
    "$@" >/dev/null 2>&1 || [ $? -eq 1 ]
    to=$(date +%s.%N)
    echo "$to $from" | awk '{printf "%.3f", $1 - $2}'
}
median() { printf '%s\n' "$@" | sort -n | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }
per_second() { awk -v n="$1" -v s="$2" 'BEGIN {printf "%d", n / s}'; }
cold() { sync; { echo 3 >/proc/sys/vm/drop_caches; } 2>/dev/null || echo "  (no right to drop caches: not cold)"; }
peak() { # peak COMMAND...: peak resident memory in MB and wall seconds, by the kernel's count
    python3 - "$@" <<'PY'
import resource, subprocess, sys, time
t = time.time()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(f"{time.time() - t:.1f} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}")
PY
}

store_part() {
    echo "# Preserving (target: one 2 GB file within 1.25 x cp + sync)"
    head -c 2000000000 /dev/urandom >"$work/big.bin"; sync
    for state in warm cold; do
        local ours=() theirs=()
        for _ in 1 2 3; do
            rm -rf "$work/copy.bin" "$work/big.case"; sync
            [ $state = warm ] && cat "$work/big.bin" >/dev/null || cold
            theirs+=("$(seconds sh -c "cp '$work/big.bin' '$work/copy.bin' && sync")")
            rm -f "$work/copy.bin"; sync
            "$exhibit" init "$work/big.case" >/dev/null
            [ $state = warm ] && cat "$work/big.bin" >/dev/null || cold
            ours+=("$(seconds "$exhibit" add "$work/big.bin" --case "$work/big.case")")
        done
        local a b; a=$(median "${ours[@]}"); b=$(median "${theirs[@]}")
        echo "2 GB $state: exhibit $a s (copied, hashed, synced, logged); cp + sync $b s; ratio $(ratio "$a" "$b")  [medians of 3]"
    done
    echo "limit: SHA-256 alone over the file: $(seconds sha256sum "$work/big.bin") s by sha256sum"
    rm -rf "$work/big.bin" "$work/big.case"

    echo "# 20,000 files of 4 KB (target: 3,000 a second, durable and logged)"
    python3 - "$work/small" 20000 <<'PY'
import os, sys
root, n = sys.argv[1], int(sys.argv[2])
for i in range(n):
    d = f"{root}/{i // 500:04d}"
    if i % 500 == 0:
        os.makedirs(d)
    with open(f"{d}/{i:06d}.bin", "wb") as f:
        f.write(os.urandom(4096))
PY
    sync
    local runs=()
    # Nothing is deleted between the runs: ext4 searches long for free inodes right after a large deletion.
    for n in 1 2 3; do
        "$exhibit" init "$work/small.$n.case" >/dev/null; sync
        runs+=("$(seconds "$exhibit" add "$work/small" --case "$work/small.$n.case")")
    done
    local m; m=$(median "${runs[@]}")
    local c; rm -rf "$work/copy"; c=$(seconds sh -c "cp -r '$work/small' '$work/copy' && sync")
    echo "exhibit $m s = $(per_second 20000 "$m") files a second [median of 3]; cp -r + sync (nothing hashed or logged) $c s"
    rm -rf "$work/copy" "$work/small" "$work"/small.*.case

    echo "# A second examine of 100,000 unchanged items (target: 1 s)"
    python3 - "$work/many" <<'PY'
import os, sys
for i in range(100000):
    d = f"{sys.argv[1]}/{i // 500:04d}"
    if i % 500 == 0:
        os.makedirs(d)
    with open(f"{d}/{i:06d}.bin", "w") as f:
        f.write(f"\x01{i}")
PY
    "$exhibit" examine "$work/many" --case "$work/many.case" >/dev/null
    runs=()
    for _ in 1 2 3 4 5; do runs+=("$(seconds "$exhibit" examine "$work/many" --case "$work/many.case")"); done
    echo "exhibit $(median "${runs[@]}") s [median of 5]; find over the same files $(seconds find "$work/many" -size +1G) s"
    rm -rf "$work/many" "$work/many.case"

    echo "# A Telegram export of 1,000,000 messages (target: 60 s within 600 MB)"
    cargo build -q --release --locked -p exhibit-intake --example telegram_million
    mkdir "$work/telegram"
    target/release/examples/telegram_million write 1000000 "$work/telegram/result.json" >/dev/null
    read -r s mb < <(peak "$exhibit" examine "$work/telegram" --case "$work/telegram.case")
    echo "exhibit $s s, peak memory $mb MB; the file has $(stat -c %s "$work/telegram/result.json") bytes"
    echo "limit: python's json.load of the same file: $(peak python3 -c "import json,sys; json.loads(open('$work/telegram/result.json', encoding='utf-8').read(), strict=False)") (seconds, MB)"
    rm -rf "$work/telegram" "$work/telegram.case"

    echo "# A log of 1,000,000 entries verified (target: 5 s)"
    TMPDIR=$work cargo run -q --release --locked -p exhibit-verify --example verify_a_million
}

text_part() {
    for measure in crates/text/examples/measure_*.rs; do
        name=$(basename "$measure" .rs)
        echo "# $name"
        cargo run -q --release --locked -p exhibit-text --example "$name" || echo "$name: did not run"
    done
    echo "# measure_incidents (dev was tuned on, check was not; viina is machine-made, a rough guide)"
    for part in dev check blind viina scale; do
        cargo run -q --release --locked -p exhibit-weigh --example measure_incidents "$part"
    done
    for peer in bench/peers/*.py; do
        [ -e "$peer" ] || continue
        # Take our codes or our program as an argument: search_part and scene_part ask them.
        case $peer in bench/peers/hamming.py | bench/peers/sync.py) continue ;; esac
        echo "# peer: $(basename "$peer")"
        python3 "$peer" || echo "$(basename "$peer"): its peers are not installed here; its first lines say how"
    done
}

search_part() {
    local shared=${EXHIBIT_SHARED:-$root/../shared} measure=$root/target/release/examples/measure_search
    echo "# Exact search within 31 bits (targets on two cores: 10,000 a second of 1,000,000 codes; 2,000 of 10,000,000 within 1 GB)"
    cargo build -q --release --locked -p exhibit-fingerprint --example measure_search --example measure_pdq
    "$measure" --codes 1000000 --write "$work/codes.bin"
    # Debian's Python takes packages only into an environment of its own; PEERS_PYTHON names one that has faiss.
    "${PEERS_PYTHON:-python3}" bench/peers/hamming.py "$work/codes.bin" 10000 || echo "faiss is not installed here"
    rm -f "$work/codes.bin"
    read -r s mb < <(peak "$measure" --codes 10000000)
    "$measure" --codes 10000000
    echo "  the whole run took $mb MB at most, the program's own copy of the codes (320 MB) among them, and $s s"
    if [ "$shared" != none ] && [ -d "$shared/media/videos" ]; then
        "$measure" --codes 1000000 --footage "$shared/media/videos"
        "$measure" --codes 10000000 --footage "$shared/media/videos"
    else
        echo "SKIPPED: codes of real frames need ../shared/media/videos"
    fi
    echo "# PDQ of a frame"
    "$root/target/release/examples/measure_pdq"
}

copies_part() {
    echo "# Copies: recall an edit (targets: 95 % of textured recordings; 70 % small inside another and filmed off a screen), false matches"
    echo "  beside them what vPDQ's rule finds on the same frames and what Chromaprint's fpcalc finds of the sound"
    local shared=${EXHIBIT_SHARED:-$root/../shared}
    set -- "${COPIES_FILMS:-$work/films}" "recordings=${COPIES_RECORDINGS:-64}" kinds=both kept=bench
    if [ "$shared" != none ] && [ -d "$shared/media/videos" ]; then set -- "$@" "clips=$shared/media/videos"; else
        echo "SKIPPED: the four distinct real recordings need ../shared/media/videos"
    fi
    which fpcalc >/dev/null || echo "SKIPPED: Chromaprint (apt-get install libchromaprint-tools)"
    cargo run -q --release --locked -p exhibit-footage --example measure_copies -- "$@"
}

media_part() {
    echo "# The contained decoder beside plain ffmpeg (targets: keyframes 0.7 of its rate, the rest within 10 %; 200 MB)"
    local clips=${EXHIBIT_SHARED:-$root/../shared}/media/videos
    set -- --long 120
    [ -d "$clips" ] && set -- "$clips/chair-orig-22-sd-bar.mp4" "$clips/pattern-hd-no-bar.mp4" "$@"
    cargo run -q --release --locked -p exhibit-media --example measure_decoding -- "$@"
}

dossier_part() {
    echo "# One case, two builds (target: the same bytes)"
    scripts/two-builds.sh release
}

scene_part() {
    for measure in crates/scene/examples/measure_*.rs; do
        name=$(basename "$measure" .rs)
        echo "# $name"
        cargo run -q --release --locked -p exhibit-scene --example "$name" || echo "$name: did not run"
    done
    echo "# peers: audio-offset-finder and syncstart (neither refuses anything)"
    # Debian's Python takes packages only into an environment of its own; PEERS_PATH names the bin folder of one.
    PATH="${PEERS_PATH:+$PEERS_PATH:}$PATH" python3 bench/peers/sync.py "$exhibit" || echo "sync.py: not installed here; its first lines say how"
    echo "# peer: ShadowFinder (a fixed band of 20 %, no probability, no coverage)"
    python3 bench/peers/shadow.py || echo "shadow.py: not installed here; its first lines say how"
}

exercise_part() {
    echo "# The exercise: how much of what is planted in it is found (target: all of it)"
    cargo build -q --release --locked -p exhibit-exercise --example score
    "$exhibit" -q demo --out "$work/exercise" >/dev/null
    "$exhibit" -q examine "$work/exercise/material" --case "$work/exercise.case" >/dev/null || [ $? -eq 1 ]
    "$exhibit" weigh "$work/exercise.case" --json >"$work/weigh.json"
    "$exhibit" copies "$work/exercise.case" --json >"$work/copies.json"
    "$exhibit" -q dossier "$work/exercise.case" --out "$work/exercise.dossier" --with-originals --reason bench >/dev/null
    target/release/examples/score "$work/weigh.json" "$work/copies.json" "$work/exercise.dossier"
}

weigh_part() {
    echo "# Weighing (target: 100,000 posts and the findings of 2,000 films linked and weighed in 60 s within 2 GB, one post more in 1 s)"
    local posts=${BENCH_POSTS:-100000} films=${BENCH_FILMS:-2000}
    cargo build -q --release --locked -p exhibit-case --example weigh_case
    target/release/examples/weigh_case make "$work/weigh" "$posts" "$films"
    local s mb
    read -r s mb < <(peak "$exhibit" -q weigh "$work/weigh/bench.case" --json)
    echo "exhibit weigh, nothing compared before: $s s, peak memory $mb MB"
    read -r s mb < <(peak "$exhibit" -q weigh "$work/weigh/bench.case" --json)
    echo "again: $s s, $mb MB"
    target/release/examples/weigh_case more "$work/weigh"
    read -r s mb < <(peak "$exhibit" -q weigh "$work/weigh/bench.case" --json)
    echo "one post more: $s s, $mb MB"
    rm -rf "$work/weigh"
    echo "# The rules of weighing alone"
    cargo run -q --release --locked -p exhibit-weigh --example measure_weigh "$posts"
}

case $part in
all) store_part; text_part; search_part; media_part; copies_part; dossier_part; scene_part; exercise_part; weigh_part ;;
exercise) exercise_part ;;
weigh) weigh_part ;;
scene) scene_part ;;
copies) copies_part ;;
dossier) dossier_part ;;
search) search_part ;;
media) media_part ;;
store) store_part ;;
text) text_part ;;
*) echo "bench: no such part: $part (store, text, search, media, copies, dossier, scene, exercise, weigh)" >&2; exit 2 ;;
esac
