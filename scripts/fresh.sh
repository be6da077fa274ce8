#!/bin/bash
# Proves that a newcomer's machine is enough: builds a minimal Debian 12 tree, binds this machine's Rust into it,
# clones the committed repository there and runs `make demo` and `make test`. Needs root.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD

if ! command -v mmdebstrap >/dev/null 2>&1; then
    echo "fresh: installing mmdebstrap"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq mmdebstrap >/dev/null
fi
[ -z "$(git status --porcelain)" ] || echo "fresh: note: only what is committed is tested"

tree=$(mktemp -d /var/tmp/exhibit-fresh.XXXXXX)
mounted=()
clean_up() {
    for ((i = ${#mounted[@]} - 1; i >= 0; i--)); do umount --recursive --lazy "${mounted[i]}"; done
    rm -rf --one-file-system "$tree"
}
trap clean_up EXIT
bind() { # bind FROM TO [ro]
    mkdir -p "$tree$2"
    mount --rbind "$1" "$tree$2"
    mounted+=("$tree$2")
    mount --make-rslave "$tree$2"
    [ "${3:-}" != ro ] || mount -o remount,bind,ro "$tree$2"
}

echo "fresh: building a minimal Debian 12 tree"
mmdebstrap --quiet --variant=minbase --include=gcc,libc6-dev,make,git,ca-certificates bookworm "$tree"

# A root of its own, so that tests inside may make mounts as on a real machine.
mount --bind "$tree" "$tree"
mounted+=("$tree")
mount --make-private "$tree"

# The crates come from this machine's cache, the toolchain from this machine: a newcomer has Rust already.
cargo fetch --quiet --locked
toolchain=$(rustc --print sysroot)
bind "$toolchain" /opt/rust ro
bind "${CARGO_HOME:-$HOME/.cargo}/registry" /opt/cargo/registry
bind /proc /proc
bind /dev /dev
cp /etc/resolv.conf "$tree/etc/resolv.conf"
shared=none
if [ -d "$here/../shared" ]; then
    bind "$here/../shared" /home/newcomer/shared ro
    shared=""
fi
git clone --quiet --no-hardlinks "$here" "$tree/home/newcomer/exhibit"

run() {
    chroot "$tree" /usr/bin/env -i PATH=/opt/rust/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        CARGO_HOME=/opt/cargo CARGO_NET_OFFLINE=true ${shared:+EXHIBIT_SHARED=$shared} \
        sh -c "cd /home/newcomer/exhibit && $1"
}
echo "fresh: make demo"
run "make demo"
echo "fresh: make test"
run "make test"
echo "fresh: both commands pass on a bare Debian 12 tree"
