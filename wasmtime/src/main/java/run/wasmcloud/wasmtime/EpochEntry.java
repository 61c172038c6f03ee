package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Where wasm asks whether it may go on past its deadline: what is thrown stops here, because beyond
 * it would end the process. One stub serves all stores.
 */
final class EpochEntry {
    /** The C API's callback of {@code wasmtime_store_epoch_deadline_callback}. */
    static final long STUB = stub();

    private static final long REASON = Arena.global().allocateFrom("epoch").address();

    private EpochEntry() {}

    private static long stub() {
        try {
            var type =
                    MethodType.methodType(
                            long.class, long.class, long.class, long.class, long.class);
            var call = MethodHandles.lookup().findStatic(EpochEntry.class, "call", type);
            var descriptor = FunctionDescriptor.of(POINTER, POINTER, POINTER, POINTER, POINTER);
            return java.lang.foreign.Linker.nativeLinker()
                    .upcallStub(call, descriptor, Arena.global())
                    .address();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns an error or null; the kind of the update stays 0, which is to go on. */
    @SuppressWarnings("unused") // Native code calls it by STUB.
    private static long call(long context, long data, long ticks, long kind) {
        Store store = null;
        try {
            store = ThreadState.current().runningStore();
            Raw.putLong(ticks, store.epochPassed());
            return 0;
        } catch (Throwable e) {
            if (store != null) {
                store.thrown(e);
            }
            return FailureCalls.errorNew(REASON);
        }
    }
}
