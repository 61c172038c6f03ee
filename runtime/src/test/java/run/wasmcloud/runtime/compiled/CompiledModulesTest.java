package run.wasmcloud.runtime.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import static run.wasmcloud.runtime.compiled.CompiledFixture.HASH;
import static run.wasmcloud.runtime.compiled.CompiledFixture.LIMITS;
import static run.wasmcloud.runtime.compiled.CompiledFixture.WASM;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.CodeSettings;
import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

class CompiledModulesTest {
    @TempDir private Path directory;
    private CompiledFixture fixture;

    @BeforeEach
    void open() {
        fixture = new CompiledFixture(directory.resolve("compiled"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** An archive in memory. */
    private static final class MapArchive implements FormArchive {
        private final Map<FormKey, byte[]> forms = new HashMap<>();

        @Override
        public Optional<byte[]> read(FormKey key) {
            return Optional.ofNullable(forms.get(key));
        }

        @Override
        public void write(FormKey key, byte[] form) {
            forms.put(key, form);
        }
    }

    private byte[] compiledOnDisk() throws IOException {
        fixture.run(fixture.modules());
        return Files.readAllBytes(fixture.file());
    }

    /** Puts a form on disk, and expects that it is refused, and made again whole. */
    private void assertMadeAgain(byte[] form) throws IOException {
        var before = fixture.compiler.asked.get();
        Files.write(fixture.file(), form);
        var modules = fixture.modules();

        fixture.run(modules);

        assertThat(fixture.compiler.asked).hasValue(before + 1);
        assertThat(modules.counts()).isEqualTo(new CompiledCounts.Seen(0, 0, 1, 1, 0));
        var after = fixture.modules();
        fixture.run(after);
        assertThat(after.counts()).isEqualTo(new CompiledCounts.Seen(1, 0, 0, 0, 0));
    }

    @Test
    void loadsFromDiskWhatWasCompiledBefore() throws IOException {
        compiledOnDisk();
        var modules = fixture.modules();

        fixture.run(modules);

        assertThat(fixture.compiler.asked).hasValue(1);
        assertThat(modules.counts()).isEqualTo(new CompiledCounts.Seen(1, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 23, 24, 55, 56, 87, 88, 95, 96, 97, -33, -32, -1})
    void makesAFormWithOneFlippedBitAgain(int place) throws IOException {
        var form = compiledOnDisk();
        form[place < 0 ? form.length + place : place] ^= 0x10;
        assertMadeAgain(form);
    }

    @Test
    void makesAFormWithAFlippedBitInTheMiddleOfItsCodeAgain() throws IOException {
        var form = compiledOnDisk();
        form[form.length / 2] ^= 1;
        assertMadeAgain(form);
    }

    @Test
    void makesATruncatedFormAgain() throws IOException {
        var form = compiledOnDisk();
        for (var length : List.of(0, 1, 95, 96, 127, 128, form.length / 2, form.length - 1)) {
            assertMadeAgain(Arrays.copyOf(form, length));
        }
    }

    @Test
    void makesAnExtendedFormAgain() throws IOException {
        var form = compiledOnDisk();
        assertMadeAgain(Arrays.copyOf(form, form.length + 1));
    }

    @Test
    void makesAFormThatAnotherKeySealedAgain() throws IOException {
        fixture.run(fixture.modules(FormArchive.none(), "other"));
        assertMadeAgain(Files.readAllBytes(fixture.file()));
    }

    @Test
    void makesAFormAgainThatAnotherKeySealedUnderTheNameOfOurs() throws IOException {
        var form = compiledOnDisk();
        fixture.run(fixture.modules(FormArchive.none(), "other"));
        var forged = Files.readAllBytes(fixture.file());
        System.arraycopy(form, 8, forged, 8, 16);
        assertMadeAgain(forged);
    }

    @Test
    void acceptsAFormThatAnOlderKeySealed() throws IOException {
        compiledOnDisk();
        var modules = fixture.modules(FormArchive.none(), "newer", "key");

        fixture.run(modules);

        assertThat(modules.counts().fromDisk()).isEqualTo(1);
    }

    @Test
    void makesAFormOfAnotherVersionAgain() throws IOException {
        var code = code(fixture.sandbox.codeSettings());
        var other = new FormKey(HASH, "0".repeat(64));
        compiledOnDisk();
        assertMadeAgain(sealed(other, code));
    }

    @Test
    void makesAFormOfAnotherModuleAgain() throws IOException {
        var code = code(fixture.sandbox.codeSettings());
        var other =
                new FormKey(run.wasmcloud.model.ModuleHash.of(new byte[1]), fixture.key().code());
        compiledOnDisk();
        assertMadeAgain(sealed(other, code));
    }

    @Test
    void makesAFormAgainThatTheEngineRefusesThoughItIsSealed() throws IOException {
        var settings = fixture.sandbox.codeSettings();
        var others = new CodeSettings(1 << 20, settings.memoryGuard(), settings.stackBytes());
        compiledOnDisk();
        assertMadeAgain(sealed(fixture.key(), code(others)));
    }

    private static byte[] code(CodeSettings settings) {
        try (var compiler = new InProcessCompiler(settings)) {
            var compiled = (Compiler.Compilation.Compiled) compiler.compile(WASM, LIMITS);
            try (var code = compiled.code()) {
                var bytes = new byte[code.size()];
                code.buffer().get(bytes);
                return bytes;
            }
        }
    }

    private static byte[] sealed(FormKey key, byte[] code) {
        return CompiledFixture.seal("key").seal(key, ByteBuffer.wrap(code)).bytes();
    }

    @Test
    void tellsTheLogWhatItRefuses() throws IOException {
        var form = compiledOnDisk();
        form[200] ^= 1;
        Files.write(fixture.file(), form);
        var said = new ArrayList<String>();
        var logger = Logger.getLogger(CompiledForms.class.getName());
        var handler = recording(said);
        logger.addHandler(handler);
        try {
            fixture.run(fixture.modules());
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(said).anySatisfy(text -> assertThat(text).contains(HASH.hex()));
    }

    private static Handler recording(List<String> said) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                said.add(entry.getMessage() + " " + Arrays.toString(entry.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void runsAModuleInWhosePlaceThereIsADirectory() throws IOException {
        Files.createDirectories(fixture.file().resolve("inside"));
        var modules = fixture.modules();

        fixture.run(modules);

        assertThat(modules.counts().compiled()).isEqualTo(1);
        assertThat(modules.counts().failed()).isEqualTo(2);
    }

    @Test
    void doesNotFollowALink() throws IOException {
        var form = compiledOnDisk();
        var elsewhere = Files.write(directory.resolve("elsewhere"), form);
        Files.delete(fixture.file());
        Files.createSymbolicLink(fixture.file(), elsewhere);
        var modules = fixture.modules();

        fixture.run(modules);

        assertThat(modules.counts().compiled()).isEqualTo(1);
        assertThat(fixture.file()).isRegularFile();
        assertThat(Files.isSymbolicLink(fixture.file())).isFalse();
    }

    @Test
    void compilesAgainWhatItMayNotRead() throws IOException {
        compiledOnDisk();
        Files.setPosixFilePermissions(fixture.file(), PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(fixture.file())).as("whether root asks").isFalse();
        var modules = fixture.modules();

        fixture.run(modules);

        assertThat(modules.counts().compiled()).isEqualTo(1);
        assertThat(modules.counts().failed()).isEqualTo(1);
    }

    @Test
    void runsAModuleThatCannotBeKept() throws IOException {
        var modules = fixture.modules();
        Files.delete(fixture.folder);

        fixture.run(modules);

        assertThat(modules.counts().compiled()).isEqualTo(1);
        assertThat(modules.counts().failed()).isEqualTo(1);
    }

    @Test
    void findsInTheArchiveWhatAnotherExecutorCompiled() throws IOException {
        var archive = new MapArchive();
        fixture.run(fixture.modules(archive, "key"));
        Files.delete(fixture.file());
        var modules = fixture.modules(archive, "key");

        fixture.run(modules);
        fixture.run(modules);

        assertThat(fixture.compiler.asked).hasValue(1);
        assertThat(modules.counts()).isEqualTo(new CompiledCounts.Seen(1, 1, 0, 0, 0));
    }

    @Test
    void makesAChangedFormOfTheArchiveAgain() throws IOException {
        var archive = new MapArchive();
        fixture.run(fixture.modules(archive, "key"));
        Files.delete(fixture.file());
        archive.read(fixture.key()).orElseThrow()[300] ^= 1;
        var modules = fixture.modules(archive, "key");

        fixture.run(modules);

        assertThat(modules.counts()).isEqualTo(new CompiledCounts.Seen(0, 0, 1, 1, 0));
        assertThat(archive.forms.get(fixture.key())).isEqualTo(Files.readAllBytes(fixture.file()));
    }

    @Test
    void runsAModuleWhenTheArchiveIsBroken() throws IOException {
        var archive =
                new FormArchive() {
                    @Override
                    public Optional<byte[]> read(FormKey key) throws IOException {
                        throw new IOException("no archive");
                    }

                    @Override
                    public void write(FormKey key, byte[] form) {
                        throw new IllegalStateException("no archive");
                    }
                };
        var modules = fixture.modules(archive, "key");

        fixture.run(modules);

        assertThat(modules.counts()).isEqualTo(new CompiledCounts.Seen(0, 0, 1, 0, 2));
    }

    @Test
    void admitsWhatRunsAndKeepsIt() throws IOException {
        var modules = fixture.modules();
        var run = Plan.FREE.limits().defaultRun();

        assertThat(modules.admit(WASM, run, LIMITS).sha256()).isEqualTo(HASH);
        modules.admit(WASM, run, LIMITS);

        assertThat(fixture.compiler.asked).hasValue(1);
        assertThat(fixture.file()).isRegularFile();
    }

    @Test
    void keepsNothingOfWhatCannotRun() throws IOException {
        var modules = fixture.modules();
        var run = Plan.FREE.limits().defaultRun();
        for (var fields :
                List.of(
                        "(func (export \"_start\"))",
                        "(memory (export \"memory\") 1) (func (export \"_start\") i32.add)")) {
            var wasm = invalid(fields);
            assertThatThrownBy(() -> modules.admit(wasm, run, LIMITS))
                    .isInstanceOfSatisfying(
                            InvalidModuleException.class,
                            e -> assertThat(e.report().problems()).isNotEmpty());
        }
        assertThat(fixture.folder).isEmptyDirectory();
    }

    private static byte[] invalid(String fields) {
        return Wat.toWasm("(module " + fields + ")");
    }

    /** Compiles when it is told to. */
    private final class SlowCompiler implements Compiler {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        @Override
        public Compilation compile(byte[] wasm, CompileLimits limits) {
            asked.countDown();
            try {
                assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return fixture.compiler.compile(wasm, limits);
        }

        @Override
        public void close() {}
    }

    @Test
    void compilesOnceWhatManyWantAtOnce() throws Exception {
        var slow = new SlowCompiler();
        var modules =
                new CompiledModules(
                        fixture.sandbox,
                        slow,
                        CompiledFixture.seal("key"),
                        FormFolder.open(fixture.folder, 1 << 20),
                        FormArchive.none());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var i = 0; i < 10; i++) {
                all.add(threads.submit(() -> fixture.run(modules)));
            }
            assertThat(slow.asked.await(60, TimeUnit.SECONDS)).isTrue();
            slow.go.countDown();
            for (var each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(fixture.compiler.asked).hasValue(1);
    }

    @Test
    void tellsWhichLimitAModuleReaches() throws IOException {
        var limited =
                new Compiler() {
                    @Override
                    public Compilation compile(byte[] wasm, CompileLimits limits) {
                        return new Compilation.LimitReached("it takes too long");
                    }

                    @Override
                    public void close() {}
                };
        var modules =
                new CompiledModules(
                        fixture.sandbox,
                        limited,
                        CompiledFixture.seal("key"),
                        FormFolder.open(fixture.folder, 1 << 20),
                        FormArchive.none());
        assertThatThrownBy(() -> modules.compile(WASM, LIMITS))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.COMPILE_LIMIT))
                .hasMessageContaining("it takes too long");
        assertThat(fixture.folder).isEmptyDirectory();
    }
}
