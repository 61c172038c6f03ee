package run.wasmcloud.runtime;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.Outcome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Host functions that show each thing a host function can do. */
public final class TestLibrary implements HostLibrary<TestLibrary.State> {
    /** Counts the runs whose state is open. */
    final AtomicInteger open = new AtomicInteger();

    /** What the library keeps for a run. */
    public final class State implements AutoCloseable {
        private int counter;
        private boolean breaksAtItsEnd;

        @Override
        public void close() {
            open.decrementAndGet();
            if (breaksAtItsEnd) {
                throw new IllegalStateException("a bug of the host at the run's end");
            }
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
                        "subtract",
                        FunctionType.taking(I32, I32).giving(I32),
                        (_, call) -> call.giveI32(call.i32(0) - call.i32(1))),
                declare(
                        "mix",
                        FunctionType.taking(I32, I64, I32).giving(I64),
                        (_, call) ->
                                call.giveI64(
                                        ((long) call.i32(0) << 40) ^ call.i64(1) ^ call.i32(2))),
                declare(
                        "next",
                        FunctionType.taking().giving(I32),
                        (state, call) -> call.giveI32(state.counter++)),
                declare(
                        "size",
                        FunctionType.taking().giving(I64),
                        (_, call) -> call.giveI64(call.memory().size())),
                declare(
                        "store_byte",
                        FunctionType.taking(I32, I32),
                        (_, call) -> call.memory().storeByte(call.i32(0), (byte) call.i32(1))),
                declare(
                        "store_int",
                        FunctionType.taking(I32, I32),
                        (_, call) -> call.memory().storeInt(call.i32(0), call.i32(1))),
                declare(
                        "store_long",
                        FunctionType.taking(I32, I64),
                        (_, call) -> call.memory().storeLong(call.i32(0), call.i64(1))),
                declare(
                        "load_byte",
                        FunctionType.taking(I32).giving(I32),
                        (_, call) -> call.giveI32(call.memory().loadByte(call.i32(0)))),
                declare(
                        "load_int",
                        FunctionType.taking(I32).giving(I32),
                        (_, call) -> call.giveI32(call.memory().loadInt(call.i32(0)))),
                declare(
                        "load_long",
                        FunctionType.taking(I32).giving(I64),
                        (_, call) -> call.giveI64(call.memory().loadLong(call.i32(0)))),
                declare(
                        "check",
                        FunctionType.taking(I32, I32),
                        (_, call) -> call.memory().check(call.i32(0), call.i32(1))),
                declare("copy", FunctionType.taking(I32, I32, I32), TestLibrary::copy),
                declare("log", FunctionType.taking(), TestLibrary::log),
                declare("log", FunctionType.taking(), TestLibrary::log).in("synonym"),
                declare("input", FunctionType.taking(I32, I32).giving(I32), TestLibrary::input),
                declare("output", FunctionType.taking(I32, I32), TestLibrary::output),
                declare(
                        "exit",
                        FunctionType.taking(I32),
                        (_, call) -> {
                            throw new RunEnded(new Outcome.Exited(call.i32(0)));
                        }),
                declare(
                        "sleep",
                        FunctionType.taking(),
                        (_, call) -> call.run().deadline().sleep(TimeUnit.DAYS.toNanos(1))),
                declare("wait", FunctionType.taking(), TestLibrary::waitForNothing),
                declare(
                        "arrived",
                        FunctionType.taking(),
                        (_, call) -> find(call, CountDownLatch.class).countDown()),
                declare(
                        "fail",
                        FunctionType.taking(),
                        (_, _) -> {
                            throw new IllegalStateException("a bug of the host");
                        }),
                declare(
                        "fail_later",
                        FunctionType.taking(),
                        (state, _) -> state.breaksAtItsEnd = true),
                declare("nothing", FunctionType.taking().giving(I32), (_, _) -> {}));
    }

    private static HostFunction<State> declare(
            String name, FunctionType type, HostFunction.Body<State> body) {
        return new HostFunction<>("test", name, type, "for tests", body);
    }

    private static <T> T find(HostCall call, Class<T> granted) {
        return call.run().request().grants().find(granted).orElseThrow();
    }

    /** Waits for a signal that never comes. */
    private static void waitForNothing(State state, HostCall call) {
        var lock = new ReentrantLock();
        var never = lock.newCondition();
        lock.lock();
        try {
            while (true) {
                call.run().deadline().await(never);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void log(State state, HostCall call) {
        call.run().log(LogLevel.INFO, call.run().request().grants().find(String.class).orElse(""));
        call.run().countOpened("log://");
        call.run().countOutboundRequest();
    }

    /** Copies a range within the memory: target, source, length. */
    private static void copy(State state, HostCall call) {
        call.memory().check(call.i32(1), call.i32(2));
        var bytes = new byte[call.i32(2)];
        call.memory().load(call.i32(1), bytes, 0, bytes.length);
        call.memory().store(call.i32(0), bytes, 0, bytes.length);
    }

    private static void input(State state, HostCall call) {
        call.memory().check(call.i32(0), call.i32(1));
        var bytes = new byte[call.i32(1)];
        try {
            var count = call.run().read(bytes, 0, bytes.length);
            call.memory().store(call.i32(0), bytes, 0, Math.max(count, 0));
            call.giveI32(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void output(State state, HostCall call) {
        call.memory().check(call.i32(0), call.i32(1));
        var bytes = new byte[call.i32(1)];
        call.memory().load(call.i32(0), bytes, 0, bytes.length);
        try {
            call.run().write(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
