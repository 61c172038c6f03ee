package run.wasmcloud.api;

import java.util.Arrays;
import java.util.HexFormat;

/** Modules, good and bad. */
final class TestModules {
    private TestModules() {}

    static byte[] hello() {
        return ExampleCatalogue.inJar("/examples").wasm("hello").orElseThrow();
    }

    static byte[] truncated() {
        var hello = hello();
        return Arrays.copyOf(hello, hello.length - 20);
    }

    /** The preamble of a component: WebAssembly/component-model design/mvp/Binary.md. */
    static byte[] component() {
        return HexFormat.of().parseHex("0061736d0d000100");
    }

    /** Imports {@code env.nope}, a function without parameters and results. */
    static byte[] unknownImport() {
        return HexFormat.of()
                .parseHex("0061736d01000000" + "010401600000" + "020c0103656e76046e6f70650000");
    }
}
