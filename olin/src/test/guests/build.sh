#!/bin/sh
# Rebuilds the guests of the tests; needs clang and lld (Debian: clang lld).
set -eu
cd "$(dirname "$0")"
for guest in conformance entry; do
    clang --target=wasm32 -O2 -nostdlib -ffreestanding -fno-builtin -Wall -Wextra -Werror \
        -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=16384 \
        -o "../resources/guests/$guest.wasm" "$guest.c"
done
