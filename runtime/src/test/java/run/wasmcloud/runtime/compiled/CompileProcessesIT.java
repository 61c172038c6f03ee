package run.wasmcloud.runtime.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static run.wasmcloud.runtime.compiled.CompiledFixture.HASH;
import static run.wasmcloud.runtime.compiled.CompiledFixture.LIMITS;
import static run.wasmcloud.runtime.compiled.CompiledFixture.WASM;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.HostileModules;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.runtime.compiled.Compiler.Compilation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

class CompileProcessesIT {
    private static final Sandbox SANDBOX = Sandbox.open(SandboxSettings.forGuests(2), List.of());
    private static final CompilerSettings SETTINGS =
            new CompilerSettings(2, 1, 4, Duration.ofMinutes(2), 64 << 20);
    private static final CompileProcesses COMPILER =
            CompileProcesses.of(SANDBOX.codeSettings(), SANDBOX.codeName(), SETTINGS);
    private static final CompileLimits SHORT = new CompileLimits(Duration.ofSeconds(2), 1L << 30);
    private static final CompileLimits SMALL = new CompileLimits(Duration.ofMinutes(5), 64L << 20);

    @TempDir private Path directory;

    @AfterAll
    static void close() {
        COMPILER.close();
        SANDBOX.close();
    }

    private static CompileProcesses broken(Class<?> program) {
        return new CompileProcesses(program, SANDBOX.codeSettings(), SANDBOX.codeName(), SETTINGS);
    }

    private CompiledModules modules(Compiler compiler) throws IOException {
        return new CompiledModules(
                SANDBOX,
                compiler,
                CompiledFixture.seal("key"),
                FormFolder.open(directory, 64 << 20),
                FormArchive.none());
    }

    private static String limit(byte[] wasm, CompileLimits limits) {
        return ((Compilation.LimitReached) COMPILER.compile(wasm, limits)).what();
    }

    @Test
    void compilesWhatTheSandboxRuns() throws IOException {
        var modules = modules(COMPILER);
        CompiledFixture.loadOrCompileAndRun(modules, SANDBOX);
        CompiledFixture.loadOrCompileAndRun(modules, SANDBOX);
        assertThat(modules.counts()).isEqualTo(new CompiledCounts.Seen(1, 0, 1, 0, 0));
    }

    @Test
    void stopsAModuleThatCompilesForMinutes() {
        assertThat(limit(HostileModules.variables(50_000, 20_000), SHORT))
                .isEqualTo("it takes longer than 2 s to compile");
    }

    @Test
    void stopsAModuleThatTakesGigabytesToCompile() {
        assertThat(limit(HostileModules.variables(50_000, 20_000), SMALL))
                .isEqualTo("it takes more than 64 MiB of memory to compile");
    }

    @Test
    void stopsAModuleOfSixtyThousandFunctionsAtItsLimit() {
        var limits = new CompileLimits(Duration.ofMillis(100), 1L << 30);
        assertThat(limit(HostileModules.functions(60_000), limits))
                .isEqualTo("it takes longer than 100 ms to compile");
    }

    @Test
    void stopsAModuleThatJumpsByLongTables() {
        assertThat(limit(HostileModules.jumps(1_000, 1_000), SHORT)).contains("to compile");
    }

    @Test
    void refusesAFunctionBodyOfTenMegabytes() throws IOException {
        var modules = modules(COMPILER);
        assertThatThrownBy(() -> modules.compile(HostileModules.body(10_000_000), LIMITS))
                .isInstanceOf(InvalidModuleException.class)
                .hasMessageContaining("function body size");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void survivesDeepNesting() {
        assertThat(COMPILER.compile(HostileModules.nesting(100_000), LIMITS))
                .isInstanceOfAny(Compilation.Compiled.class, Compilation.LimitReached.class);
    }

    @Test
    void compilesOthersWhileOneIsStopped() throws Exception {
        var hostile =
                CompletableFuture.supplyAsync(
                        () -> limit(HostileModules.variables(50_000, 20_000), SMALL),
                        command -> Thread.ofVirtual().start(command));
        for (var i = 0; i < 3; i++) {
            ((Compilation.Compiled) COMPILER.compile(WASM, LIMITS)).code().close();
        }
        assertThat(hostile.get(5, TimeUnit.MINUTES)).contains("memory");
    }

    @Test
    void boundsTheMachineCode() {
        var settings = new CompilerSettings(1, 1, 1, Duration.ofMinutes(1), 1_000);
        try (var compiler =
                CompileProcesses.of(SANDBOX.codeSettings(), SANDBOX.codeName(), settings)) {
            assertThat(compiler.compile(WASM, LIMITS)).isInstanceOf(Compilation.LimitReached.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                BrokenProgram.EndsWhenReady.class,
                BrokenProgram.AnswersNonsense.class,
                BrokenProgram.AnswersWithoutEnd.class,
                BrokenProgram.CutsItsAnswer.class
            })
    void blamesTheModuleForWhatBreaksWhileItIsCompiled(Class<?> program) throws IOException {
        try (var compiler = broken(program)) {
            var modules = modules(compiler);
            assertThatThrownBy(() -> modules.compile(WASM, LIMITS))
                    .isInstanceOfSatisfying(
                            WasmcloudException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.COMPILE_LIMIT));
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void keepsNothingThatIsNoMachineCode() throws IOException {
        try (var compiler = broken(BrokenProgram.AnswersZeros.class)) {
            var modules = modules(compiler);
            assertThatThrownBy(() -> modules.compile(WASM, LIMITS))
                    .isInstanceOf(InvalidModuleException.class);
            assertThat(modules.load(HASH)).isEmpty();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {BrokenProgram.EndsAtOnce.class, BrokenProgram.OfAnotherVersion.class})
    void blamesThePlatformForWhatDoesNotStart(Class<?> program) {
        try (var compiler = broken(program)) {
            assertThatThrownBy(() -> compiler.compile(WASM, LIMITS))
                    .isInstanceOfSatisfying(
                            WasmcloudException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        }
    }

    @Test
    void endsWhatIsUnderWayWhenItIsClosed() throws Exception {
        var compiler = CompileProcesses.of(SANDBOX.codeSettings(), SANDBOX.codeName(), SETTINGS);
        var before = children();
        var under =
                CompletableFuture.supplyAsync(
                        () -> compiler.compile(HostileModules.variables(50_000, 20_000), LIMITS),
                        command -> Thread.ofVirtual().start(command));
        while (children().equals(before)) {
            Thread.onSpinWait();
        }
        compiler.close();
        assertThatThrownBy(() -> under.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(WasmcloudException.class);
        for (var process : ProcessHandle.current().children().toList()) {
            if (!before.contains(process.pid())) {
                process.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    @Test
    void givesAProcessNothingOfThisOne() throws IOException {
        var process = JavaCommand.ofThisProcess().start(ProbeProgram.class, new String[0], 1);
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.lines())
                .filteredOn(line -> line.startsWith("E "))
                .containsExactly(
                        "E MALLOC_ARENA_MAX", "E RAYON_NUM_THREADS", "E WASMCLOUD_LIBWASMTIME");
        assertThat(said).contains("D /\n");
        assertThat(said.lines())
                .filteredOn(line -> line.startsWith("F "))
                .allMatch(
                        line ->
                                line.matches(
                                        "F (pipe:.*|gone|/proc/.*/fd|.*\\.jar|.*/lib/modules)"));
    }
}
