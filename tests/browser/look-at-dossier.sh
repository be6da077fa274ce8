#!/usr/bin/env bash
# Takes pictures of a dossier as people see it: wide, narrow, dark and printed, for a person to look at.
# Usage: tests/browser/look-at-dossier.sh DOSSIER-FOLDER PICTURE-FOLDER      (needs chromium and pdftoppm)
# Fails where the page loads anything from outside or writes to the browser's console.
set -euo pipefail
page=file://$(realpath "$1")/dossier.html
mkdir -p "$2"
out=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
browse() {
    chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --allow-file-access-from-files \
        --user-data-dir="$scratch/profile" --virtual-time-budget=3000 --enable-logging=stderr "$@" 2>>"$scratch/log" >/dev/null
}
# Headless windows have a least width; a frame has none.
printf '<body style="margin:0"><iframe src="%s" style="width:390px;height:6000px;border:0"></iframe>' "$page" >"$scratch/narrow.html"
browse --window-size=1280,6000 --screenshot="$out/wide.png" "$page"
browse --window-size=1280,6000 --blink-settings=preferredColorScheme=0 --screenshot="$out/dark.png" "$page"
browse --window-size=600,6000 --screenshot="$out/narrow.png" "file://$scratch/narrow.html"
browse --no-pdf-header-footer --print-to-pdf="$out/print.pdf" "$page"
pdftoppm -r 80 -png "$out/print.pdf" "$out/print"
if grep -E 'CONSOLE|Refused to' "$scratch/log"; then
    echo "the page wrote to the console" >&2
    exit 1
fi
ls "$out"
