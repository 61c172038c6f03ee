package run.wasmcloud.runtime;

/**
 * One call of a host function by a guest: its arguments, its result and the guest's memory.
 *
 * <p>Valid until the host function returns, on the thread that it was called on.
 */
public interface HostCall {
    /** Returns the argument at an index, counted from 0. */
    int i32(int index);

    /** Returns the argument at an index, counted from 0. */
    long i64(int index);

    /** Sets the result. */
    void giveI32(int result);

    /** Sets the result. */
    void giveI64(long result);

    /**
     * Returns the memory that the guest exports as {@code memory}.
     *
     * @throws GuestFault when it exports none
     */
    GuestMemory memory();

    /** Returns the run that the call belongs to. */
    Run run();
}
