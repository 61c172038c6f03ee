package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.runtime.HostileModules;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;

import java.time.Duration;
import java.util.List;

/** A process that compiles, in another one, what takes longer than anybody waits. */
final class ParentProgram {
    private static final CompileLimits LIMITS = new CompileLimits(Duration.ofMinutes(10), 1L << 30);

    private ParentProgram() {}

    public static void main(String[] arguments) {
        var settings = new CompilerSettings(1, 1, 1, Duration.ofMinutes(1), 64 << 20);
        try (var sandbox = Sandbox.open(SandboxSettings.forGuests(1), List.of());
                var compiler =
                        CompileProcesses.of(sandbox.codeSettings(), sandbox.codeName(), settings)) {
            System.out.println(compiler.compile(HostileModules.variables(50_000, 20_000), LIMITS));
        }
    }
}
