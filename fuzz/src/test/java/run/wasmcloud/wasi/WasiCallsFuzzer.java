package run.wasmcloud.wasi;

import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.HostCallSequence;

import java.util.List;

/** Any calls of WASI's functions, on any memory, end as a guest's run ends. */
public final class WasiCallsFuzzer {
    private static final HostCallSequence CALLS =
            new HostCallSequence(List.of(new Wasi()), Grants.none());

    private WasiCallsFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        CALLS.run(input);
    }
}
