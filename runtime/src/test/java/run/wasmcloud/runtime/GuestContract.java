package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.wasmtime.Wat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Guests that import all of {@link TestLibrary}, on the engine that is held to a contract. */
abstract class GuestContract {
    static final RunLimits LIMITS = Plan.FREE.limits().defaultRun();

    /** Everything of {@link TestLibrary}, as a guest imports it. */
    private static final String IMPORTS =
            """
            (import "test" "add" (func $add (param i64 i64) (result i64)))
            (import "test" "subtract" (func $subtract (param i32 i32) (result i32)))
            (import "test" "mix" (func $mix (param i32 i64 i32) (result i64)))
            (import "test" "next" (func $next (result i32)))
            (import "test" "size" (func $size (result i64)))
            (import "test" "store_byte" (func $store_byte (param i32 i32)))
            (import "test" "store_int" (func $store_int (param i32 i32)))
            (import "test" "store_long" (func $store_long (param i32 i64)))
            (import "test" "load_byte" (func $load_byte (param i32) (result i32)))
            (import "test" "load_int" (func $load_int (param i32) (result i32)))
            (import "test" "load_long" (func $load_long (param i32) (result i64)))
            (import "test" "check" (func $check (param i32 i32)))
            (import "test" "copy" (func $copy (param i32 i32 i32)))
            (import "test" "log" (func $log))
            (import "synonym" "log" (func $same))
            (import "test" "input" (func $input (param i32 i32) (result i32)))
            (import "test" "output" (func $output (param i32 i32)))
            (import "test" "exit" (func $exit (param i32)))
            (import "test" "sleep" (func $sleep))
            (import "test" "wait" (func $wait))
            (import "test" "arrived" (func $arrived))
            (import "test" "fail" (func $fail))
            (import "test" "fail_later" (func $fail_later))
            (import "test" "nothing" (func $nothing (result i32)))
            """;

    final TestLibrary library = new TestLibrary();
    final GuestRequest request =
            new GuestRequest()
                    .limits(LIMITS)
                    .grants(Grants.none().with(String.class, "granted\nin two lines"));
    GuestEngine engine;

    /** Makes the engine that is held to the contract. */
    abstract GuestEngine open(List<HostLibrary<?>> libraries);

    @BeforeEach
    void open() {
        engine = open(List.of(library));
    }

    @AfterEach
    void close() {
        engine.close();
        assertThat(library.open).as("library states left open").hasValue(0);
    }

    static byte[] module(String fields) {
        return Wat.toWasm(
                "(module %s (memory (export \"memory\") 1 3) %s)".formatted(IMPORTS, fields));
    }

    Receipt runModule(String fields) {
        return engine.run(module(fields), request.build());
    }

    Receipt run(String body) {
        return runModule("(func (export \"_start\") " + body + ")");
    }

    static Outcome trapped(String trap) {
        return new Outcome.Trapped(trap, List.of());
    }

    /** Leaves out where the guest was: only the sandbox tells. */
    static Outcome withoutFrames(Outcome outcome) {
        return outcome instanceof Outcome.Trapped(var trap, _) ? trapped(trap) : outcome;
    }

    void assertCompletes(String body) {
        assertThat(run(body).outcome()).as(body).isEqualTo(new Outcome.Completed());
    }

    void assertTraps(String trap, String body) {
        assertThat(withoutFrames(run(body).outcome())).as(body).isEqualTo(trapped(trap));
    }

    void assertBadRange(String range, String body) {
        assertThat(withoutFrames(run(body).outcome()))
                .as(body)
                .isEqualTo(
                        trapped(
                                "out of bounds memory access: a host call was given the range "
                                        + range
                                        + " of a memory of 65536 bytes"));
    }

    ByteBuffer printed() {
        return ByteBuffer.wrap(request.stdout()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
