package run.wasmcloud.runtime.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.runtime.HostileModules;
import run.wasmcloud.runtime.Neighbour;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.runtime.TestLibrary;
import run.wasmcloud.runtime.compiled.Compiler.Compilation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Modules that mean harm to who compiles them: each is stopped at its limit, and a neighbour in the
 * sandbox answers rightly, and soon, all the while.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileModulesIT {
    private static final CompileLimits SHORT = new CompileLimits(Duration.ofSeconds(2), 1L << 30);
    private static final CompileLimits SMALL = new CompileLimits(Duration.ofMinutes(5), 64L << 20);
    private static final CompileLimits AMPLE = new CompileLimits(Duration.ofMinutes(5), 2L << 30);
    private static final CompilerSettings SETTINGS =
            new CompilerSettings(2, 1, 4, Duration.ofMinutes(2), 256 << 20);

    private final Sandbox sandbox =
            Sandbox.open(SandboxSettings.forGuests(2), List.of(new TestLibrary()));
    private final CompileProcesses compiler =
            CompileProcesses.of(sandbox.codeSettings(), sandbox.codeName(), SETTINGS);
    private Neighbour neighbour;

    @BeforeEach
    void moveIn() throws InterruptedException {
        neighbour = new Neighbour(sandbox);
        neighbour.awaitAnswer();
    }

    @AfterEach
    void moveOut() throws InterruptedException {
        neighbour.moveOut();
        compiler.close();
        sandbox.close();
    }

    private void assertLimit(String what, byte[] wasm, CompileLimits limits) {
        assertThat(compiler.compile(wasm, limits)).isEqualTo(new Compilation.LimitReached(what));
    }

    @Test
    void oneThatCompilesForMinutes() {
        var wasm = HostileModules.variables(50_000, 20_000);
        assertLimit("it takes longer than 2 s to compile", wasm, SHORT);
    }

    @Test
    void oneThatTakesGigabytesToCompile() {
        var wasm = HostileModules.variables(50_000, 20_000);
        assertLimit("it takes more than 64 MiB of memory to compile", wasm, SMALL);
    }

    /** It is no more than it looks: it compiles. */
    @Test
    void oneOfSixtyThousandFunctions() {
        assertThat(compiler.compile(HostileModules.functions(60_000), AMPLE))
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class, compiled -> compiled.code().close());
    }

    @Test
    void oneWithAFunctionBodyOfTenMegabytes() {
        assertThat(compiler.compile(HostileModules.body(10_000_000), AMPLE))
                .isInstanceOfSatisfying(
                        Compilation.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains("function body size"));
    }
}
