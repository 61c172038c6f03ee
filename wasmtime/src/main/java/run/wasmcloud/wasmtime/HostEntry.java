package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Where wasm enters a host function: what is thrown stops here, because beyond it would end the
 * process.
 */
final class HostEntry {
    private static final FunctionDescriptor DESCRIPTOR =
            FunctionDescriptor.of(
                    Downcalls.POINTER,
                    Downcalls.POINTER,
                    Downcalls.POINTER,
                    Downcalls.POINTER,
                    Downcalls.U64);
    private static final MethodHandle CALL = callHandle();

    private final String name;
    private final FuncType type;
    private final ValueType[] parameters;
    private final ValueType[] results;
    private final HostFunction function;

    HostEntry(String name, FuncType type, HostFunction function) {
        this.name = name;
        this.type = type;
        this.parameters = type.parameters().toArray(ValueType[]::new);
        this.results = type.results().toArray(ValueType[]::new);
        this.function = function;
    }

    private static MethodHandle callHandle() {
        try {
            var signature =
                    MethodType.methodType(
                            long.class, long.class, long.class, long.class, long.class);
            return MethodHandles.lookup().findVirtual(HostEntry.class, "call", signature);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    MemorySegment stub(Arena arena) {
        return java.lang.foreign.Linker.nativeLinker()
                .upcallStub(CALL.bindTo(this), DESCRIPTOR, arena);
    }

    /** The C API's {@code wasmtime_func_unchecked_callback_t}: returns a trap or null. */
    @SuppressWarnings("unused") // Native code calls it by CALL.
    private long call(long environment, long caller, long slots, long count) {
        Store store = null;
        try {
            store = ThreadState.current().runningStore();
            var call = store.beginHostCall(this, caller, slots);
            try {
                function.call(call);
                call.requireResults();
            } finally {
                store.endHostCall(call);
            }
            return 0;
        } catch (Throwable e) {
            if (store != null) {
                store.thrown(e);
            }
            return FailureCalls.trapNewCode(TrapCode.INTERRUPT.number());
        }
    }

    FuncType type() {
        return type;
    }

    int resultMask() {
        return (1 << results.length) - 1;
    }

    void requireParameter(int index, ValueType expected) {
        require("parameter", parameters, index, expected);
    }

    void requireResult(int index, ValueType expected) {
        require("result", results, index, expected);
    }

    private void require(String what, ValueType[] types, int index, ValueType expected) {
        if (index < 0 || index >= types.length || types[index] != expected) {
            throw new IllegalArgumentException(
                    what
                            + " "
                            + index
                            + " of "
                            + name
                            + " as "
                            + expected
                            + " (expected: of "
                            + type
                            + ")");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
