#!/bin/sh
# Installs what building and testing Exhibit needs and is missing; says what. Uses apt where there is one, otherwise
# names the packages and stops. Usage: scripts/setup.sh build|demo|test
set -eu

missing=""
need() { # need COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

need cc gcc
need make make
need git git
if ! command -v cargo >/dev/null 2>&1; then
    echo "setup: Rust is missing. Install it from https://rustup.rs (1.95 or later), then run this again." >&2
    exit 1
fi
# SQLite is built from its C source, which needs the C library's headers.
echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1 || missing="$missing libc6-dev"
# The second, independent checker is a Python program.
[ "${1:-test}" != test ] || python3 -c 'import json, hashlib' 2>/dev/null || missing="$missing python3"

# The decoder: tests ask it, and so does every examination of pictures, films and sounds.
[ "${1:-test}" = build ] || { need ffmpeg ffmpeg; need ffprobe ffmpeg; }

[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "setup: please install these packages (Debian's names):$missing" >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "setup: as root, please run: apt-get install$missing" >&2; exit 1; }
    as_root=sudo
fi
echo "setup: installing$missing"
$as_root env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends$missing" >/dev/null
