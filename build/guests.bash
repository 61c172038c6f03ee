# Compiles guests: what examples/build and sdk/build share. To be sourced; `program` names the script for messages, and
# `scratch` is a folder that it removes.

readonly CLANG_FLAGS=(-O2 -Wall -Wextra)
# A guest of the Olin ABI has no C library.
readonly OLIN_FLAGS=(--target=wasm32 -nostdlib -Wl,--no-entry)
readonly WASI_FLAGS=(--target=wasm32-wasi)
readonly SDK=$(cd "$(dirname "${BASH_SOURCE[0]}")/../sdk" && pwd)
# Panics name the SDK's files by their names in it, wherever it is.
readonly RUSTC_FLAGS=(--edition=2021 -Copt-level=s -Ccodegen-units=1 -Cpanic=abort --remap-path-prefix "$SDK=sdk")

fail() { echo "$program: $*" >&2; exit 1; }

need() { command -v "$1" >/dev/null || missing "$1" "$2"; }

missing() {
    echo "$program: $1 is missing. On Debian: apt-get install $2" >&2
    [[ -z ${3-} ]] || echo "    $3" >&2
    exit 1
}

# The function names are kept for guests that show a trap's frames.
from_text() {
    need wat2wasm wabt
    local names=()
    ! grep -q '^;; build: --debug-names$' "$1" || names=(--debug-names)
    wat2wasm "${names[@]}" "$1" -o "$2"
}

# from_c SOURCE TARGET wasi|olin
from_c() {
    need clang "clang lld wasi-libc libclang-rt-14-dev-wasm32"
    need wasm-ld lld
    need wasm-strip wabt
    local flags=("${OLIN_FLAGS[@]}")
    if [[ $3 == wasi ]]; then
        [[ -n $(echo '#include <wasi/api.h>' | clang --target=wasm32-wasi -E - 2>/dev/null) ]] \
            || missing "the C library for WebAssembly" "wasi-libc libclang-rt-14-dev-wasm32"
        flags=("${WASI_FLAGS[@]}")
    fi
    clang "${flags[@]}" "${CLANG_FLAGS[@]}" -I"$SDK/c" "$1" -o "$2"
    wasm-strip "$2"
}

# from_rust SOURCE TARGET wasi|olin
from_rust() {
    need rustc "rustc libstd-rust-dev-wasm32 lld"
    need wasm-strip wabt
    local found compiler target flags=()
    found=$(rust_target "$3")
    read -r compiler target <<<"$found"
    ! grep -q '\bolin::' "$1" || flags=(--extern "olin=$(rust_crate "$compiler" "$target")")
    "$compiler" "${RUSTC_FLAGS[@]}" -Clto -Cstrip=symbols --target "$target" "${flags[@]}" "$1" -o "$2"
    wasm-strip "$2"
}

# The SDK's crate for a target, compiled once.
rust_crate() {
    local compiler=$1 target=$2 library=$scratch/libolin-$2.rlib
    [[ -e $library ]] || "$compiler" "${RUSTC_FLAGS[@]}" --crate-type=rlib --crate-name=olin --target "$target" \
        "$SDK/rust/src/lib.rs" -o "$library" || exit 1
    echo "$library"
}

# The first compiler on the path that has a library for the target, and the target's name. WASI preview 1 is
# wasm32-wasip1, or wasm32-wasi before Rust 1.78.
rust_target() {
    local compiler target targets=(wasm32-wasip1 wasm32-wasi)
    [[ $1 == wasi ]] || targets=(wasm32-unknown-unknown)
    for compiler in $(type -ap rustc); do
        for target in "${targets[@]}"; do
            if [[ -d $("$compiler" --print sysroot)/lib/rustlib/$target/lib ]]; then
                echo "$compiler $target"
                return
            fi
        done
    done
    missing "Rust's standard library for WebAssembly" "rustc libstd-rust-dev-wasm32 lld" \
        "or, with rustup: rustup target add ${targets[0]}"
}

# A script that writes a file no assembler makes. It runs in its own folder.
from_script() {
    need wat2wasm wabt
    (cd "$(dirname "$1")" && bash -euo pipefail "$(basename "$1")") >"$2"
}

# place BINARY TARGET: a failed build leaves an older binary as it was.
place() {
    mkdir -p "$(dirname "$2")"
    chmod 644 "$1"
    mv "$1" "$2"
    echo "${2#./}"
}
