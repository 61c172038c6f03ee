package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.wasmtime.FuncType;
import run.wasmcloud.wasmtime.MemoryType;
import run.wasmcloud.wasmtime.WasmtimeException;
import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What inspection says of a file is what the engine then does with it: runnable means compiled and
 * linked, and the other way round. No file makes it throw, hang, or take memory beyond the file's.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class InspectionAgreementTest {
    private static final RunLimits LIMITS = Plan.PAID.limits().run();
    private static final Path REPOSITORY = Path.of("..");
    private static final int LARGEST_FILE = 100_000;
    private static final int FLIPS = 60;
    private static final int SMALL_FILE = 2_000;
    private static final long SEED = 4;
    private static final Map<String, List<run.wasmcloud.wasmtime.ValueType>> ENTRY_RESULTS =
            Map.of("_start", List.of(), "cwa_main", List.of(run.wasmcloud.wasmtime.ValueType.I32));

    /** Serves what the files of the repository import, with functions that are never called. */
    private static final Sandbox SANDBOX =
            Sandbox.open(
                    SandboxSettings.forGuests(1),
                    List.of(new TestLibrary(), new ImportedByFiles()));

    private static final Uploads UPLOADS = Uploads.to(SANDBOX);

    @AfterAll
    static void close() {
        UPLOADS.close();
        SANDBOX.close();
    }

    /** Functions of WASI as far as the repository's files import them. */
    private static final class ImportedByFiles implements HostLibrary<Object> {
        @Override
        public Object open(Run run) {
            return new Object();
        }

        @Override
        public List<HostFunction<Object>> functions() {
            return wasmFiles()
                    .flatMap(
                            file -> {
                                try (var plain =
                                        Sandbox.open(SandboxSettings.forGuests(1), List.of())) {
                                    return plain.inspect(bytes(file)).imports().stream();
                                }
                            })
                    .filter(each -> each.type().startsWith("(func") && !each.name().contains("\\"))
                    .distinct()
                    .map(
                            each ->
                                    new HostFunction<>(
                                            each.module(),
                                            each.name(),
                                            type(each.type()),
                                            "never called",
                                            (_, _) -> {}))
                    .filter(function -> !function.module().equals("test"))
                    .toList();
        }

        private static FunctionType type(String text) {
            return new FunctionType(types(text, "(param "), types(text, "(result "));
        }

        private static List<ValueType> types(String text, String clause) {
            var start = text.indexOf(clause);
            return start < 0
                    ? List.of()
                    : Arrays.stream(
                                    text.substring(
                                                    start + clause.length(),
                                                    text.indexOf(')', start))
                                            .split(" "))
                            .map(
                                    name ->
                                            Arrays.stream(ValueType.values())
                                                    .filter(type -> type.toString().equals(name))
                                                    .findFirst()
                                                    .orElseThrow())
                            .toList();
        }
    }

    private static Stream<Path> wasmFiles() {
        try (var files = Files.walk(REPOSITORY)) {
            return files
                    .filter(file -> file.toString().endsWith(".wasm"))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Tells what the engine does, with no inspection before it. */
    private static boolean runs(byte[] wasm) {
        try (var module = SANDBOX.compiled(ModuleHash.of(wasm), wasm)) {
            return module.memory().type() instanceof MemoryType
                    && module.entry().type() instanceof FuncType entry
                    && entry.parameters().isEmpty()
                    && entry.results().equals(ENTRY_RESULTS.get(module.entry().name()));
        } catch (WasmtimeException | java.util.NoSuchElementException e) {
            return false;
        }
    }

    private static void assertAgreement(String what, byte[] wasm) {
        var report = SANDBOX.inspect(wasm);
        assertThat(report.runnable()).as(what + " " + report.problems()).isEqualTo(runs(wasm));
        if (report.runnable()) {
            assertThat(UPLOADS.admit(wasm, LIMITS).problems()).as(what).isEmpty();
        } else {
            assertThat(report.problems()).as(what).allSatisfy(InspectionAgreementTest::isSentence);
            assertThat(refusal(wasm)).as(what).isNotEmpty();
        }
    }

    private static List<String> refusal(byte[] wasm) {
        try {
            return UPLOADS.admit(wasm, LIMITS).problems();
        } catch (InvalidModuleException e) {
            return e.report().problems();
        }
    }

    private static void isSentence(String problem) {
        assertThat(problem.length()).isBetween(10, 2_000);
        assertThat(problem)
                .doesNotContain("(null)", "Exception")
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @MethodSource("wasmFiles")
    void agreesOnEachFileOfTheRepositoryAndItsMutations(Path file) {
        var wasm = bytes(file);
        assertAgreement(file.toString(), wasm);
        if (wasm.length > LARGEST_FILE) {
            return;
        }
        var random = new Random(SEED);
        var flips = wasm.length > SMALL_FILE ? FLIPS / 10 : FLIPS;
        for (int i = 0; i < flips; i++) {
            var bit = random.nextInt(8 * wasm.length);
            var flipped = wasm.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertAgreement(file + " with bit " + bit + " flipped", flipped);
        }
        for (int i = 0; i < flips / 2; i++) {
            var length = random.nextInt(wasm.length);
            assertAgreement(file + " cut to " + length, Arrays.copyOf(wasm, length));
        }
        withoutEachSection(wasm).forEach((what, cut) -> assertAgreement(file + " " + what, cut));
    }

    /** The headers are where structure is: each of their bits is flipped. */
    @Test
    void agreesOnEveryBitFlipAndTruncationOfASmallModule() {
        var wasm =
                Wat.toWasm(
                        """
                        (module
                          (type (func (param i64 i64) (result i64)))
                          (import "test" "add" (func $add (type 0)))
                          (table 2 3 funcref) (memory (export "memory") 1 2)
                          (global (mut i32) (i32.const 7))
                          (start $boot) (elem (i32.const 0) $boot) (data (i32.const 8) "data")
                          (func $boot)
                          (func (export "_start") (drop (call $add (i64.const 1) (i64.const 2)))))
                        """);
        assertThat(SANDBOX.inspect(wasm).problems()).isEmpty();
        for (int bit = 0; bit < 8 * wasm.length; bit++) {
            var flipped = wasm.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertAgreement("bit " + bit + " flipped", flipped);
        }
        for (int length = 0; length < wasm.length; length++) {
            assertAgreement("cut to " + length, Arrays.copyOf(wasm, length));
        }
        withoutEachSection(wasm).forEach(InspectionAgreementTest::assertAgreement);
    }

    private static Map<String, byte[]> withoutEachSection(byte[] wasm) {
        var cut = new LinkedHashMap<String, byte[]>();
        for (int at = 8; at >= 8 && at < wasm.length; ) {
            var size = 0L;
            var shift = 0;
            var next = at + 1;
            for (var more = true; more && next < wasm.length && shift < 35; shift += 7) {
                size |= (long) (wasm[next] & 0x7f) << shift;
                more = wasm[next++] < 0;
            }
            var end = (int) Math.min(wasm.length, next + size);
            var rest = Arrays.copyOf(wasm, wasm.length - (end - at));
            System.arraycopy(wasm, end, rest, at, wasm.length - end);
            cut.put("without the section at " + at, rest);
            at = end;
        }
        return cut;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(memory (export \"memory\") 1 2 shared)",
                "(memory (export \"memory\") 1) (func (drop (i32.atomic.load (i32.const 0))))",
                "(memory (export \"memory\") i64 1)",
                "(memory (export \"memory\") 1) (memory 1)",
                "(memory (export \"memory\") 1) (tag)",
                "(memory (export \"memory\") 1) (tag $t) (func (throw $t))",
                "(memory (export \"memory\") 1) (type (struct (field i32)))",
                "(memory (export \"memory\") 1) (type (array i8))",
                "(memory (export \"memory\") 1) (rec (type (func)) (type (func)))",
                "(memory (export \"memory\") 1) (func (param (ref func)))",
                "(memory (export \"memory\") 1) (func (param externref))",
                "(memory (export \"memory\") 1) (func (param funcref))",
                "(memory (export \"memory\") 1) (table 1 externref)",
                "(memory (export \"memory\") 1) (table 1 1 funcref) (table 1 funcref)",
                "(memory (export \"memory\") 1) (table i64 1 funcref)",
                "(memory (export \"memory\") 1) (func (result v128) (v128.const i64x2 1 2))",
                "(memory (export \"memory\") 1) (func (param v128 v128) (result v128)"
                        + " (i8x16.relaxed_swizzle (local.get 0) (local.get 1)))",
                "(memory (export \"memory\") 1) (func $f (return_call $f))",
                "(memory (export \"memory\") 1) (func (result i32 i32) (i32.const 1) (i32.const"
                        + " 2))",
                "(memory (export \"memory\") 1) (func (drop (i32.extend8_s (i32.const 1))))",
                "(memory (export \"memory\") 1) (func (drop (i32.trunc_sat_f32_s (f32.const 1))))",
                "(memory (export \"memory\") 1) (func (memory.fill (i32.const 0) (i32.const 0)"
                        + " (i32.const 0)))",
                "(memory (export \"memory\") 1) (data \"passive\") (func (memory.init 0 (i32.const"
                        + " 0) (i32.const 0) (i32.const 1)))",
                "(memory (export \"memory\") 1) (global i32 (i32.add (i32.const 1) (i32.const 2)))",
                "(memory (export \"memory\") 1) (global (mut i64) (i64.const 1))",
                "(memory (export \"memory\") 1 1 (pagesize 1))",
                "(memory (export \"memory\") 1) (func (param i64 i64 i64 i64) (result i64 i64)"
                        + " (i64.add128 (local.get 0) (local.get 1) (local.get 2) (local.get 3)))",
                "(memory (export \"memory\") 0)",
                "(memory (export \"memory\") 8192)",
                "(memory (export \"memory\") 8193)",
                "(memory (export \"memory\") 1 65536)",
                "(memory (export \"memory\") 1) (table 65536 funcref)",
                "(memory (export \"memory\") 1) (table 65537 funcref)",
                "(memory (export \"memory\") 1) (table 1 4294967295 funcref)",
                "(memory $other 1) (export \"memory\" (memory $other)) (export \"m\" (memory"
                        + " $other))",
                "(memory 1) (global (export \"memory\") i32 (i32.const 1))",
                "(memory 1)",
                "(import \"test\" \"add\" (memory 1)) (export \"memory\" (memory 0))",
                "(import \"test\" \"add\" (global i32)) (memory (export \"memory\") 1)",
                "(import \"test\" \"add\" (table 1 funcref)) (memory (export \"memory\") 1)",
                "(import \"test\" \"add\" (func (param i64 i64) (result i64))) (import \"test\""
                        + " \"add\" (func (param i64 i64) (result i64))) (memory (export"
                        + " \"memory\") 1)",
                "(import \"test\" \"add\" (func (param i64 i64) (result i32))) (memory (export"
                        + " \"memory\") 1)",
            })
    void agreesOnFeatures(String fields) {
        assertAgreement(fields, Wat.toWasm("(module " + fields + " (func (export \"_start\")))"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(func (export \"_start\") (param i32))",
                "(func (export \"_start\") (result i32) (i32.const 0))",
                "(func (export \"cwa_main\"))",
                "(func (export \"cwa_main\") (result i32) (i32.const 0))",
                "(func (export \"cwa_main\") (result i64) (i64.const 0))",
                "(func (export \"_start\")) (func (export \"cwa_main\"))",
                "(global (export \"_start\") i32 (i32.const 0))",
                "(global (export \"_start\") i32 (i32.const 0)) (func (export \"cwa_main\")"
                        + " (result i32) (i32.const 0))",
                "(func (export \"main\"))",
            })
    void saysOfEachEntryWhetherARunCanBegin(String entry) {
        var wasm = Wat.toWasm("(module (memory (export \"memory\") 1) " + entry + ")");
        assertAgreement(entry, wasm);
    }

    private static Map<String, byte[]> costly() {
        var modules = new LinkedHashMap<String, byte[]>();
        for (int id = 0; id <= 14; id++) {
            for (var count : new long[] {1_000_000, 0x7fff_ffff, 0xffff_ffffL}) {
                modules.put(
                        "section " + id + " of " + count + " entries",
                        HostileModules.emptySection(id, count));
            }
        }
        for (var size : new int[] {0xfa, 0xf9, 0x80}) {
            modules.put(
                    "a section that ends before it begins, by " + size,
                    WasmWriter.module().raw(0, size, 0xff, 0xff, 0xff, 0x0f).toBytes());
        }
        modules.put(
                "a name of 2 GiB",
                WasmWriter.module()
                        .section(WasmWriter.EXPORTS, WasmWriter.part().u32(1).u32(0x7fff_ffff))
                        .toBytes());
        modules.put(
                "a type of 2³² parameters",
                WasmWriter.module()
                        .section(
                                WasmWriter.TYPES,
                                WasmWriter.part().u32(1).raw(0x60).u32(0xffff_ffffL))
                        .toBytes());
        modules.put(
                "a number of many bytes",
                WasmWriter.module()
                        .raw(0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01)
                        .toBytes());
        modules.put("a million types", HostileModules.types(1_000_000));
        modules.put("two million types", HostileModules.types(2_000_000));
        modules.put("a name of 100,000 letters", HostileModules.longName(100_000));
        modules.put("a name of 10,000,000 letters", HostileModules.longName(10_000_000));
        modules.put("100,000 blocks", HostileModules.nesting(100_000));
        modules.put("a cycle of imports", HostileModules.importCycle());
        modules.put("4 GiB of memory", HostileModules.memoryOf(65_536));
        modules.put("2³² elements", HostileModules.tableOf(0xffff_ffffL));
        return modules;
    }

    /** Inspected only: to compile some of them is what is costly. */
    @Test
    void takesLittleTimeAndMemoryForCostlyModules() {
        costly().forEach(
                        (what, wasm) -> {
                            var report = SANDBOX.inspect(wasm);
                            assertThat(report.problems())
                                    .as(what)
                                    .allSatisfy(InspectionAgreementTest::isSentence);
                            assertThat(report.exports()).hasSizeLessThanOrEqualTo(1_000);
                            assertThat(report.toString().length())
                                    .as("length of the report on " + what)
                                    .isLessThan(100_000);
                        });
    }

    @Test
    void listsNoMoreOfAModulesImportsThanPeopleRead() {
        var imports = 5_000;
        var section = WasmWriter.part().u32(imports);
        for (int i = 0; i < imports; i++) {
            section.name("test").name("add").raw(0).u32(0);
        }
        var type = WasmWriter.part().u32(1).raw(0x60).u32(100);
        for (int i = 0; i < 100; i++) {
            type.raw(0x7e);
        }
        var wasm =
                WasmWriter.module()
                        .section(WasmWriter.TYPES, type.u32(0))
                        .section(WasmWriter.IMPORTS, section)
                        .toBytes();
        var report = SANDBOX.inspect(wasm);
        assertThat(report.imports()).hasSize(1_000);
        assertThat(report.warnings()).singleElement().asString().contains("5000 imports");
        assertThat(report.problems()).contains("and 4980 more imports that are not served");
    }

    @Test
    void showsNamesThatWouldSteerATerminalInPlainLetters() {
        var report =
                SANDBOX.inspect(
                        Wat.toWasm(
                                """
                                (module (import "\\1b[2J" "a\\0ab\\e2\\80\\ae" (func))
                                  (memory (export "memory") 1) (func (export "_start"))
                                  (func (export "\\1b]0;x\\07")))
                                """));
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("\\u{1b}[2J.a\\u{a}b\\u{202e}");
        assertThat(report.exports()).contains("\\u{1b}]0;x\\u{7}");
        assertThat(report.imports().getFirst().module()).isEqualTo("\\u{1b}[2J");
    }
}
