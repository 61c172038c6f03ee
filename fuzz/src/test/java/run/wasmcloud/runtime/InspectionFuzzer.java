package run.wasmcloud.runtime;

import java.util.List;

/** Any bytes are a module that runs or something that the report tells the problems of. */
public final class InspectionFuzzer {
    private static final Sandbox SANDBOX = Sandbox.open(SandboxSettings.forGuests(1), List.of());

    private InspectionFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var report = SANDBOX.inspect(input);
        if (report.runnable() != report.problems().isEmpty()) {
            throw new IllegalStateException("runnable, but with problems: " + report);
        }
    }
}
