package run.wasmcloud.wasmtime;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run of guests has: their memories, instances, fuel, deadline and limits. It belongs to
 * the thread that made it: every use on another thread is refused with a {@link
 * WrongThreadException}. What came from it (instances, functions, memories, segments) ends with it.
 * Make one for every run.
 */
public final class Store implements AutoCloseable {
    private static final ModuleExport MEMORY =
            new ModuleExport(
                    "memory",
                    new MemoryType(
                            new Limits(0, java.util.OptionalLong.empty()), 1 << 16, true, false));

    private final Engine engine;
    private final @Nullable Object data;
    private final Thread owner = Thread.currentThread();
    private final ThreadState thread = ThreadState.current();
    private final long store;
    private final long context;
    private final List<Object> kept = new ArrayList<>(1);
    private boolean closed;
    private int depth;
    private int transitions;
    private int instances;
    private boolean memoryStaysInPlace;
    private @Nullable HostCall idle;
    private @Nullable Memory onlyMemory;
    private @Nullable Throwable thrown;
    private long thrownTrap;
    private @Nullable EpochDeadline epochDeadline;
    private @Nullable Arena arena;

    private Store(Engine engine, @Nullable Object data) {
        thread.requireStack(engine.requiredStack());
        this.engine = engine;
        this.data = data;
        var pointer = engine.handle().acquire();
        try {
            this.store = RunCalls.storeNew(pointer, 0, 0);
        } finally {
            engine.handle().release();
        }
        this.context = RunCalls.storeContext(store);
    }

    /** Makes a store without data of the host's. */
    public static Store create(Engine engine) {
        return create(engine, null);
    }

    /**
     * Makes a store for the current thread.
     *
     * @param data what host functions find with {@link #data()}
     * @throws IllegalStateException when the engine is closed, or the thread's stack is smaller
     *     than {@link Engine#requiredStack()}
     */
    public static Store create(Engine engine, @Nullable Object data) {
        return new Store(engine, data);
    }

    /** The engine. */
    public Engine engine() {
        return engine;
    }

    /** The data of the host's that the store was made with. */
    public @Nullable Object data() {
        return data;
    }

    /**
     * The data of the host's.
     *
     * @throws ClassCastException when it is of another class
     * @throws NullPointerException when there is none
     */
    public <T> T data(Class<T> type) {
        var present = data;
        if (present == null) {
            throw new NullPointerException(
                    "the store has no data (expected: a " + type.getName() + ")");
        }
        return type.cast(present);
    }

    /** Sets what the guests may have from now on. */
    public void limits(StoreLimits limits) {
        requireNotRunning();
        RunCalls.storeLimiter(
                store,
                limits.memoryBytes(),
                limits.tableElements(),
                limits.instances(),
                limits.tables(),
                limits.memories());
    }

    /**
     * Sets the fuel that is left.
     *
     * @throws WasmtimeException when the engine does not consume fuel
     */
    public void fuel(long units) {
        check();
        if (units < 0) {
            throw new IllegalArgumentException("fuel: " + units + " (expected: 0 or more)");
        }
        Failures.check(RunCalls.setFuel(context, units));
    }

    /**
     * The fuel that is left.
     *
     * @throws WasmtimeException when the engine does not consume fuel
     */
    public long fuel() {
        check();
        var mark = thread.scratch().mark();
        try {
            var result = thread.scratch().take(8);
            Failures.check(RunCalls.getFuel(context, result));
            return Raw.getLong(result);
        } finally {
            thread.scratch().free(mark);
        }
    }

    /**
     * Sets the deadline: guests trap with {@link TrapCode#INTERRUPT} once the engine's epoch has
     * advanced so far.
     *
     * @param ticks from now, more than 0
     */
    public void epochDeadline(long ticks) {
        check();
        if (ticks < 0) {
            throw new IllegalArgumentException(
                    "epoch deadline: " + ticks + " ticks (expected: 0 or more)");
        }
        RunCalls.setEpochDeadline(context, ticks);
    }

    /**
     * Sets what happens when the deadline passes, in place of the trap; the first deadline is to be
     * set with {@link #epochDeadline}.
     */
    public void onEpochDeadline(EpochDeadline newEpochDeadline) {
        requireNotRunning();
        epochDeadline = newEpochDeadline;
        RunCalls.epochDeadlineCallback(store, EpochEntry.STUB, 0, 0);
    }

    /**
     * Returns where the guest was when a host function, the last one that did, threw: innermost
     * first, at most 64.
     */
    public List<Frame> framesOfThrown() {
        requireNotRunning();
        return thrownTrap == 0 ? List.of() : Failures.frames(thrownTrap);
    }

    /**
     * Ends the store and all that came from it. Does nothing when it is closed. Only the thread
     * that made it may close it, or any other once that one has ended.
     *
     * @throws IllegalStateException when a guest of the store is running
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (owner.isAlive()) {
            requireNotRunning();
            closeArena();
        }
        closed = true;
        keepTrap(0);
        RunCalls.storeDelete(store);
    }

    private void closeArena() {
        var segments = arena;
        if (segments != null) {
            segments.close();
        }
    }

    /** Throws unless the store is open and this is its thread. */
    void check() {
        if (Thread.currentThread() != owner) {
            throw new WrongThreadException(
                    "the store belongs to " + owner + " (expected: use on that thread only)");
        }
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private void requireNotRunning() {
        check();
        if (depth != 0) {
            throw new IllegalStateException(
                    "a guest of the store is running (expected: use between calls)");
        }
    }

    long pointer() {
        return store;
    }

    long context() {
        return context;
    }

    ThreadState thread() {
        return thread;
    }

    /** The scope of the segments of memories; {@link #close} closes it. */
    @SuppressWarnings("MustBeClosedChecker")
    Arena arena() {
        var segments = arena;
        if (segments == null) {
            segments = Arena.ofConfined();
            arena = segments;
        }
        return segments;
    }

    /** A number that changes whenever a guest may have changed its memories. */
    int transitions() {
        return transitions;
    }

    void transition() {
        transitions++;
    }

    /**
     * Notes that a module is about to be instantiated, and keeps the stubs that it can call
     * reachable.
     */
    void keep(Object stubs, Module module) {
        kept.add(stubs);
        instances++;
        onlyMemory = null;
        memoryStaysInPlace = instances == 1 && module.memoryStaysInPlace();
    }

    /** To be called before a guest runs; pass the result to {@link #leave}. */
    @Nullable Store enter() {
        depth++;
        return thread.run(this);
    }

    void leave(@Nullable Store before) {
        thread.run(before);
        depth--;
        transitions++;
    }

    /** Throws what a call of a guest ended with, unless it ended well. */
    void check(long error, long trap) {
        var failure = thrown;
        if (failure != null) {
            thrown = null;
            Failures.discard(error, 0);
            keepTrap(trap);
            throw Store.<RuntimeException>unchecked(failure);
        }
        Failures.check(error);
        if (trap != 0) {
            throw Failures.trap(trap);
        }
    }

    /** Keeps a trap for {@link #framesOfThrown}: few of those that end a guest so are looked at. */
    private void keepTrap(long trap) {
        Failures.discard(0, thrownTrap);
        thrownTrap = trap;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }

    HostCall beginHostCall(HostEntry entry, long caller, long slots) {
        transitions++;
        var call = idle;
        if (call == null) {
            call = new HostCall(this);
        }
        idle = null;
        call.begin(entry, caller, slots);
        return call;
    }

    void endHostCall(HostCall call) {
        call.end();
        idle = call;
    }

    /** Returns the ticks from now to the next deadline. */
    long epochPassed() throws Throwable {
        return requireNonNull(epochDeadline, "an epoch deadline is set").passed();
    }

    void thrown(Throwable failure) {
        thrown = failure;
    }

    /**
     * The memory of the instance that calls a host function; looked up once when there is one
     * instance only.
     */
    @Nullable Memory callerMemory(long caller) {
        var known = onlyMemory;
        if (known != null) {
            return known;
        }
        var found = lookUpCallerMemory(caller);
        if (instances == 1) {
            onlyMemory = found;
        }
        return found;
    }

    private @Nullable Memory lookUpCallerMemory(long caller) {
        var scratch = thread.scratch();
        var mark = scratch.mark();
        try {
            var item = scratch.take(Extern.SIZE);
            var found =
                    RunCalls.callerExport(caller, MEMORY.utf8().address(), MEMORY.length(), item);
            return found && Extern.takeKind(item) == Extern.MEMORY
                    ? new Memory(this, item, memoryStaysInPlace)
                    : null;
        } finally {
            scratch.free(mark);
        }
    }
}
