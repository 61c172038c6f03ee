# truncated: the first half of hello.wasm, as a broken upload leaves it.
wat2wasm ../hello/hello.wat --output=- | head -c 147
