package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** A function of a guest. It belongs to its store's thread and ends with its store. */
public final class Func {
    private static final int SLOT = 16;
    private static final int MAX_SCRATCH_SLOTS = 16;

    private final Store store;
    private final FuncType type;
    private final long identity;
    private final long pointer;

    Func(Store store, FuncType type, long identity, long pointer) {
        this.store = store;
        this.type = type;
        this.identity = identity;
        this.pointer = pointer;
    }

    /** Its type. */
    public FuncType type() {
        return type;
    }

    /**
     * Calls a function that has no parameters, and drops its results.
     *
     * @throws TrapException when the guest traps
     * @throws IllegalArgumentException when the function has parameters
     */
    public void run() {
        if (!type.parameters().isEmpty()) {
            throw new IllegalArgumentException("no arguments (expected: " + type + ")");
        }
        call();
    }

    /**
     * Calls the function. Whatever a host function threw is thrown here, checked exceptions too.
     *
     * @param arguments an Integer, Long, Float or Double for each parameter of type i32, i64, f32
     *     or f64
     * @return the results, likewise
     * @throws TrapException when the guest traps
     * @throws IllegalArgumentException when number or types of the arguments are wrong, or the type
     *     of the function has values that Java cannot pass
     */
    public List<Object> call(Object... arguments) {
        store.check();
        Slots.check(type, arguments);
        var count = type.slots();
        if (count > MAX_SCRATCH_SLOTS) {
            try (var arena = Arena.ofConfined()) {
                return call(arena.allocate((long) count * SLOT, SLOT).address(), count, arguments);
            }
        }
        var scratch = store.thread().scratch();
        var mark = scratch.mark();
        try {
            return call(scratch.take(count * SLOT), count, arguments);
        } finally {
            scratch.free(mark);
        }
    }

    private List<Object> call(long slots, int count, Object... arguments) {
        for (var i = 0; i < arguments.length; i++) {
            Raw.putLong(slots + (long) i * SLOT, Slots.bits(arguments[i]));
        }
        invoke(slots, count);
        return results(slots);
    }

    private void invoke(long slots, int count) {
        var scratch = store.thread().scratch();
        var mark = scratch.mark();
        try {
            var function = scratch.take(SLOT);
            var trap = scratch.take(8);
            Raw.putLong(function, identity);
            Raw.putLong(function + 8, pointer);
            Raw.putLong(trap, 0);
            var error = invoke(function, slots, count, trap);
            store.check(error, Raw.getLong(trap));
        } finally {
            scratch.free(mark);
        }
    }

    private long invoke(long function, long slots, int count, long trap) {
        var before = store.enter();
        try {
            return RunCalls.funcCall(store.context(), function, slots, count, trap);
        } finally {
            store.leave(before);
        }
    }

    private List<Object> results(long slots) {
        if (type.results().isEmpty()) {
            return List.of();
        }
        var results = new ArrayList<Object>(type.results().size());
        for (var i = 0; i < type.results().size(); i++) {
            results.add(Slots.value(type.results().get(i), Raw.getLong(slots + (long) i * SLOT)));
        }
        return results;
    }
}
