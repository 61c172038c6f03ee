package run.wasmcloud.fuzz;

import run.wasmcloud.cgi.CgiResponseFuzzer;
import run.wasmcloud.olin.OlinCallsFuzzer;
import run.wasmcloud.olin.outbound.RequestFuzzer;
import run.wasmcloud.olin.policy.PolicyFuzzer;
import run.wasmcloud.runtime.InspectionFuzzer;
import run.wasmcloud.wasi.WasiCallsFuzzer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What is tried with any bytes, and the inputs that are kept for it. */
enum FuzzTarget {
    INSPECTION(InspectionFuzzer.class, 32_768),
    POLICY(PolicyFuzzer.class, 1_024),
    CGI_RESPONSE(CgiResponseFuzzer.class, 4_096),
    OLIN_REQUEST(RequestFuzzer.class, 4_096),
    OLIN_CALLS(OlinCallsFuzzer.class, 2_048),
    WASI_CALLS(WasiCallsFuzzer.class, 2_048);

    private final Class<?> type;
    private final int longest;

    FuzzTarget(Class<?> type, int longest) {
        this.type = type;
        this.longest = longest;
    }

    /** Returns the class whose {@code fuzzerTestOneInput} is called. */
    String className() {
        return type.getName();
    }

    /** Returns how long inputs get, in bytes. */
    int longest() {
        return longest;
    }

    void run(byte[] input) {
        switch (this) {
            case INSPECTION -> InspectionFuzzer.fuzzerTestOneInput(input);
            case POLICY -> PolicyFuzzer.fuzzerTestOneInput(input);
            case CGI_RESPONSE -> CgiResponseFuzzer.fuzzerTestOneInput(input);
            case OLIN_REQUEST -> RequestFuzzer.fuzzerTestOneInput(input);
            case OLIN_CALLS -> OlinCallsFuzzer.fuzzerTestOneInput(input);
            case WASI_CALLS -> WasiCallsFuzzer.fuzzerTestOneInput(input);
        }
    }

    /** Returns the folder of the inputs that are kept. */
    Path corpus() {
        return Path.of("corpus", word());
    }

    /** Returns the folder for what a run finds. */
    Path findings() {
        return Path.of("target", "fuzz", word());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the inputs that are kept, in the order of their names. */
    List<Path> inputs() throws IOException {
        try (var files = Files.list(corpus())) {
            return files.sorted().toList();
        }
    }
}
