package run.wasmcloud.runtime.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.AnnotatedInstruction;
import run.endive.wasm.types.OpCode;
import run.wasmcloud.runtime.GeneratedModule;
import run.wasmcloud.runtime.WasmWriter;
import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.EngineConfig;
import run.wasmcloud.wasmtime.Module;
import run.wasmcloud.wasmtime.WasmtimeException;
import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class BulkOperationsTest {
    private static final int GENERATED = 60;

    private static byte[] cut(byte[] wasm) {
        return CutOperationsTest.cut(wasm, BulkOperations.CHUNK);
    }

    private static boolean isLeftAlone(byte[] wasm) {
        return BulkOperations.cut(ByteBuffer.wrap(wasm)).isEmpty();
    }

    private static byte[] body(String body) {
        return Wat.toWasm(
                "(module (memory (export \"memory\") 1) (func (export \"_start\") (local i32) %s))"
                        .formatted(body));
    }

    private static void assertValid(byte[] wasm) {
        assertThat(isValid(wasm)).isTrue();
    }

    /** Modules that compilers made, and others. */
    private static Stream<byte[]> modules() {
        return Stream.concat(
                examples().stream(),
                LongStream.range(0, GENERATED).mapToObj(GeneratedModule::ofSeed));
    }

    private static List<byte[]> examples() {
        try (var files = Files.walk(Path.of("../examples"))) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .map(BulkOperationsTest::bytes)
                    .filter(BulkOperationsTest::isValid)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isValid(byte[] wasm) {
        try (var engine = Engine.create(EngineConfig.defaults())) {
            Module.validate(engine, wasm);
            return true;
        } catch (WasmtimeException e) {
            return false;
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What another parser finds where in a function body, bytes from its first instruction. */
    private static List<String> told(WasmModule module, int body) {
        var instructions = module.codeSection().getFunctionBody(body).instructions();
        var start = instructions.getFirst().address();
        return instructions.stream()
                .map(each -> each.address() - start + " " + told(each))
                .toList();
    }

    private static String told(AnnotatedInstruction instruction) {
        return instruction.opcode() + " " + Arrays.toString(instruction.operands());
    }

    /** The same with calls in place of what can be long. */
    private static List<String> expected(WasmModule module, int body, int functions) {
        var instructions = module.codeSection().getFunctionBody(body).instructions();
        var start = instructions.getFirst().address();
        var told = new ArrayList<String>();
        for (var i = 0; i < instructions.size(); i++) {
            var each = instructions.get(i);
            var isShort = i > 0 && isSmall(instructions.get(i - 1));
            var place = each.address() - start + " ";
            if (each.opcode() == OpCode.MEMORY_FILL && !isShort) {
                told.add(place + "CALL [" + functions + "]");
            } else if (each.opcode() == OpCode.MEMORY_COPY && !isShort) {
                told.add(place + "CALL [" + (functions + 1) + "]");
            } else {
                told.add(place + told(each));
            }
        }
        return told;
    }

    private static boolean isSmall(AnnotatedInstruction instruction) {
        return instruction.opcode() == OpCode.I32_CONST
                && Integer.compareUnsigned((int) instruction.operand(0), BulkOperations.CHUNK) <= 0;
    }

    private static int functions(WasmModule module) {
        return module.importSection().count(run.endive.wasm.types.ExternalType.FUNCTION)
                + module.functionSection().functionCount();
    }

    @Test
    void putCallsInThePlaceOfLongOperationsAndChangeNothingElse() {
        var changed = 0;
        for (var wasm : modules().toList()) {
            if (isLeftAlone(wasm)) {
                continue;
            }
            var before = Parser.parse(wasm);
            var after = Parser.parse(cut(wasm));
            var bodies = before.codeSection().functionBodyCount();
            for (var i = 0; i < bodies; i++) {
                assertThat(told(after, i)).isEqualTo(expected(before, i, functions(before)));
            }
            assertThat(after.codeSection().functionBodyCount()).isEqualTo(bodies + 2);
            assertThat(after.customSections()).hasSameSizeAs(before.customSections());
            assertValid(cut(wasm));
            changed++;
        }
        assertThat(changed).isGreaterThan(GENERATED / 4);
    }

    @Test
    void leavesAModuleAloneWhoseOperationsAreAllShort() {
        assertThat(isLeftAlone(body("nop"))).isTrue();
        assertThat(isLeftAlone(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0})).isTrue();
        var fill = "(memory.fill (i32.const 0) (i32.const 0) (%s))";
        assertThat(isLeftAlone(body(fill.formatted("i32.const 0")))).isTrue();
        assertThat(isLeftAlone(body(fill.formatted("i32.const 0x100000")))).isTrue();
        assertThat(isLeftAlone(body(fill.formatted("i32.const 0x100001")))).isFalse();
        assertThat(isLeftAlone(body(fill.formatted("i32.const -1")))).isFalse();
        assertThat(isLeftAlone(body(fill.formatted("local.get 0")))).isFalse();
    }

    @Test
    void aConstantInFrontOfAnotherInstructionSaysNothingOfTheCount() {
        assertThat(
                        isLeftAlone(
                                body(
                                        "i32.const 0 i32.const 0 local.get 0 (block (br_if 0"
                                                + " (i32.const 1))) memory.fill")))
                .isFalse();
    }

    /** Each way in which instructions have operands, with operands that look like instructions. */
    @Test
    void stepsOverTheOperandsOfAllInstructions() {
        var wasm =
                Wat.toWasm(
                        """
                        (module
                          (type $t (func (param i32) (result i32)))
                          (import "a" "f" (func $f))
                          (import "a" "t" (table 1 2 funcref))
                          (import "a" "g" (global $imported i32))
                          (memory 1 60000)
                          (table $t2 0x1 funcref)
                          (global $g (mut i32) (i32.const 0))
                          (data $d "abc")
                          (elem $e func $f)
                          (func $tail (param i32) (result i32) (return_call $tail (local.get 0)))
                          (func $tail2 (param i32) (result i32)
                            (return_call_indirect (type $t) (local.get 0) (i32.const 0)))
                          (func (param $n i32) (local $v v128) (local i64 f32 f64)
                            (drop (i32.const 0xbfc)) (drop (i64.const 0x7c0b7c0b7c0b7c0b))
                            (drop (f32.const 0x1.f8160ap-1)) (drop (f64.const 0x1.c0bfc0bfc0bfcp8))
                            (block (block (block (br_table 0 1 2 1 0 2 (local.get $n)))))
                            (drop (select (result i64) (i64.const 1) (i64.const 2) (local.get 0)))
                            (drop (ref.null func)) (drop (ref.is_null (ref.func $f)))
                            (drop (table.get 0 (i32.const 0)))
                            (table.set $t2 (i32.const 0) (ref.null func))
                            (drop (table.grow $t2 (ref.null func) (i32.const 1)))
                            (drop (table.size $t2))
                            (table.fill $t2 (i32.const 0) (ref.null func) (i32.const 0))
                            (table.copy $t2 0 (i32.const 0) (i32.const 0) (i32.const 0))
                            (table.init $t2 $e (i32.const 0) (i32.const 0) (i32.const 0))
                            (elem.drop $e)
                            (memory.init $d (i32.const 0) (i32.const 0) (i32.const 0))
                            (data.drop $d)
                            (drop (i32.trunc_sat_f64_u (f64.const 1)))
                            (i64.store offset=0xfc0bfc (i32.const 0) (i64.extend32_s (i64.const 1)))
                            (drop (memory.grow (memory.size)))
                            (drop (call_indirect $t2 (type $t) (local.get 0) (i32.const 0)))
                            (local.set $v
                              (v128.const i32x4 0x0b0b0bfc 0x000bfc00 0x0bfc0bfc 0xfc0bfc0b))
                            (local.set $v (i8x16.shuffle 11 0 11 0 11 0 11 0 11 0 11 0 11 0 11 0
                              (local.get $v) (local.get $v)))
                            (local.set $v (v128.load8_lane offset=0xfc0b 11
                              (i32.const 0) (local.get $v)))
                            (v128.store64_lane offset=0xfc0b 1 (i32.const 0) (local.get $v))
                            (local.set $v (v128.load32_zero offset=0xfc0b (i32.const 0)))
                            (local.set $v (v128.load8x8_s offset=0xfc0b (i32.const 0)))
                            (local.set $v (v128.load32_splat offset=0xfc0b (i32.const 0)))
                            (v128.store offset=0xfc0b (i32.const 0) (local.get $v))
                            (drop (i8x16.extract_lane_s 11 (local.get $v)))
                            (local.set $v (f64x2.replace_lane 1 (local.get $v) (f64.const 0)))
                            (local.set $v (i8x16.swizzle (local.get $v) (i64x2.splat (i64.const 1))))
                            (local.set $v (f64x2.convert_low_i32x4_u (local.get $v)))
                            (local.set $v (i32x4.relaxed_dot_i8x16_i7x16_add_s
                              (local.get $v) (local.get $v) (local.get $v)))
                            (loop (if (local.get $n) (then (br 1)) (else (nop))))
                            (memory.fill (local.get $n) (local.get $n) (local.get $n))
                            (memory.copy (local.get $n) (local.get $n) (local.get $n))))
                        """);
        assertValid(wasm);
        var cut = cut(wasm);
        assertValid(cut);
        // One operation that was missed would be left, and each of those added has two.
        assertThat(count(cut, 0xfc, 11, 0)).isEqualTo(count(wasm, 0xfc, 11, 0) - 1 + 2);
        assertThat(count(cut, 0xfc, 10, 0, 0)).isEqualTo(count(wasm, 0xfc, 10, 0, 0) - 1 + 3);
    }

    private static int count(byte[] bytes, int... wanted) {
        var count = 0;
        for (var i = 0; i + wanted.length <= bytes.length; i++) {
            var same = true;
            for (var j = 0; j < wanted.length; j++) {
                same &= (bytes[i + j] & 0xff) == wanted[j];
            }
            count += same ? 1 : 0;
        }
        return count;
    }

    /** Numbers may be written longer than they must be; what stands for them is as long. */
    @Test
    void takesOperationsThatAreWrittenInMoreBytesThanTheyNeed() {
        var body =
                WasmWriter.part()
                        .u32(0)
                        .raw(0x41, 0, 0x41, 0, 0x23, 0, 0xfc, 0x8b, 0x80, 0x80, 0, 0x80, 0x80, 0)
                        .raw(0x41, 0, 0x41, 0, 0x23, 0, 0xfc, 0x8a, 0, 0x80, 0x80, 0x80, 0, 0)
                        .raw(0x0b);
        var wasm =
                WasmWriter.module()
                        .section(WasmWriter.TYPES, WasmWriter.part().u32(1).raw(0x60, 0, 0))
                        .section(WasmWriter.FUNCTIONS, WasmWriter.part().u32(1).u32(0))
                        .section(WasmWriter.MEMORIES, WasmWriter.part().u32(1).raw(0, 1))
                        .section(
                                WasmWriter.GLOBALS,
                                WasmWriter.part().u32(1).raw(0x7f, 0, 0x41, 7, 0x0b))
                        .section(WasmWriter.CODE, WasmWriter.part().u32(1).sized(body))
                        .toBytes();
        assertValid(wasm);
        var cut = cut(wasm);
        assertValid(cut);
        assertThat(told(Parser.parse(cut), 0))
                .containsSubsequence("4 GLOBAL_GET [0]", "6 CALL [1]", "20 CALL [2]");
    }

    /** The index of a function behind so many takes more bytes than a fill has. */
    @Test
    void makesBodiesLongerWhereCallsNeedIt() {
        var functions = 20_000;
        var wasm =
                Wat.toWasm(
                        "(module (memory (export \"memory\") 1) %s)"
                                .formatted(
                                        "(func (param i32) (memory.fill (i32.const 0) (i32.const 1) (local.get 0)))"
                                                .repeat(functions)));
        try (var cut = BulkOperations.cut(ByteBuffer.wrap(wasm)).orElseThrow()) {
            assertThat(cut.origin()).isEqualTo(new CodeOrigin(functions, -1));
            assertThat(cut.origin().offset(100)).isEqualTo(-1);
        }
        var cut = cut(wasm);
        assertValid(cut);
        assertThat(told(Parser.parse(cut), functions - 1))
                .anyMatch(each -> each.endsWith("CALL [" + functions + "]"));
    }

    @Test
    void usesTheTypeThatThereIs() {
        var withType =
                Wat.toWasm(
                        """
                        (module (memory 1) (type (func (param i32))) (type (func (param i32 i32 i64)))
                          (type (func (param i32 i32 i32)))
                          (func (type 2) (memory.fill (local.get 0) (local.get 1) (local.get 2))))
                        """);
        assertThat(Parser.parse(cut(withType)).typeSection().typeCount()).isEqualTo(3);
        assertThat(Parser.parse(cut(withType)).functionSection().getFunctionType(1)).isEqualTo(2);
        var without = body("(memory.fill (local.get 0) (local.get 0) (local.get 0))");
        assertThat(Parser.parse(cut(without)).typeSection().typeCount()).isEqualTo(2);
    }

    /** Bytes of strangers may be anything here too: the engine says what is wrong with them. */
    @Test
    void damagedModulesAreNoReasonToBreak() {
        var random = new Random(7);
        var wasm = body("(memory.fill (local.get 0) (local.get 0) (local.get 0))");
        for (var i = 0; i < 20_000; i++) {
            var damaged = Arrays.copyOf(wasm, random.nextInt(8, wasm.length + 1));
            for (var j = random.nextInt(4); j > 0; j--) {
                damaged[random.nextInt(8, Math.max(9, damaged.length)) % damaged.length] =
                        (byte) random.nextInt();
            }
            try {
                BulkOperations.cut(ByteBuffer.wrap(damaged)).ifPresent(BulkOperations.Cut::close);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageMatching(".+");
            }
        }
    }
}
