package run.wasmcloud.runtime;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.model.LogLevel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Host functions that show each thing a host function can do. */
final class TestLibrary implements HostLibrary<TestLibrary.State> {
    /** Counts what the library opened and closed. */
    final AtomicInteger open = new AtomicInteger();

    final class State implements AutoCloseable {
        private int counter;

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    @Override
    public State open(Run run) {
        open.incrementAndGet();
        return new State();
    }

    @Override
    public List<HostFunction<State>> functions() {
        return List.of(
                declare(
                        "add",
                        FunctionType.taking(I64, I64).giving(I64),
                        (_, call) -> call.giveI64(call.i64(0) + call.i64(1))),
                declare(
                        "next",
                        FunctionType.taking().giving(I32),
                        (state, call) -> call.giveI32(state.counter++)),
                declare(
                        "store_int",
                        FunctionType.taking(I32, I32),
                        (_, call) -> call.memory().storeInt(call.i32(0), call.i32(1))),
                declare(
                        "load_long",
                        FunctionType.taking(I32).giving(I64),
                        (_, call) -> call.giveI64(call.memory().loadLong(call.i32(0)))),
                declare(
                        "load",
                        FunctionType.taking(I32, I32),
                        (_, call) -> {
                            call.memory().check(call.i32(0), call.i32(1));
                            call.memory().load(call.i32(0), new byte[call.i32(1)], 0, call.i32(1));
                        }),
                declare("log", FunctionType.taking(), TestLibrary::log),
                declare("log", FunctionType.taking(), TestLibrary::log).in("synonym"),
                declare("output", FunctionType.taking(I32, I32), TestLibrary::output),
                declare(
                        "sleep",
                        FunctionType.taking(),
                        (_, call) -> call.run().deadline().sleep(TimeUnit.DAYS.toNanos(1))),
                declare(
                        "fail",
                        FunctionType.taking(),
                        (_, _) -> {
                            throw new IllegalStateException("a bug of the host");
                        }));
    }

    private static HostFunction<State> declare(
            String name, FunctionType type, HostFunction.Body<State> body) {
        return new HostFunction<>("test", name, type, "for tests", body);
    }

    private static void log(State state, HostCall call) {
        call.run().log(LogLevel.INFO, call.run().request().grants().find(String.class).orElse(""));
        call.run().countOpened("log://");
        call.run().countOutboundRequest();
    }

    private static void output(State state, HostCall call) {
        var bytes = new byte[call.i32(1)];
        call.memory().load(call.i32(0), bytes, 0, bytes.length);
        try {
            call.run().write(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
