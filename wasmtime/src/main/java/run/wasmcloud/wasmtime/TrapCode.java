package run.wasmcloud.wasmtime;

import java.util.Locale;

/**
 * Why a guest trapped: Wasmtime's trap codes ({@code wasmtime/trap.h}) by their numbers, of which
 * those from {@link #CANNOT_ENTER_COMPONENT} on concern components.
 */
@SuppressWarnings("EnumOrdinal") // The order is the C API's numbering.
public enum TrapCode {
    /** The stack that wasm may use is exhausted. */
    STACK_OVERFLOW,
    /** An access outside of a memory. */
    MEMORY_OUT_OF_BOUNDS,
    /** An atomic access that is not aligned. */
    HEAP_MISALIGNED,
    /** An access outside of a table. */
    TABLE_OUT_OF_BOUNDS,
    /** An indirect call of a null table entry. */
    INDIRECT_CALL_TO_NULL,
    /** An indirect call of a function of another type. */
    BAD_SIGNATURE,
    /** An integer operation overflowed. */
    INTEGER_OVERFLOW,
    /** An integer division by zero. */
    INTEGER_DIVISION_BY_ZERO,
    /** A float that no integer can hold was converted. */
    BAD_CONVERSION_TO_INTEGER,
    /** The instruction {@code unreachable}. */
    UNREACHABLE_CODE_REACHED,
    /** The store's epoch deadline passed. */
    INTERRUPT,
    /** The store's fuel is used up. */
    OUT_OF_FUEL,
    /** An atomic wait on a memory that is not shared. */
    ATOMIC_WAIT_NON_SHARED_MEMORY,
    /** A null reference was used. */
    NULL_REFERENCE,
    /** An access outside of an array. */
    ARRAY_OUT_OF_BOUNDS,
    /** An allocation that cannot succeed. */
    ALLOCATION_TOO_LARGE,
    /** A reference was cast to a type it does not have. */
    CAST_FAILURE,
    CANNOT_ENTER_COMPONENT,
    NO_ASYNC_RESULT,
    UNHANDLED_TAG,
    CONTINUATION_ALREADY_CONSUMED,
    DISABLED_OPCODE,
    ASYNC_DEADLOCK,
    CANNOT_LEAVE_COMPONENT,
    CANNOT_BLOCK_SYNC_TASK,
    INVALID_CHAR,
    DEBUG_ASSERT_STRING_ENCODING_FINISHED,
    DEBUG_ASSERT_EQUAL_CODE_UNITS,
    DEBUG_ASSERT_POINTER_ALIGNED,
    DEBUG_ASSERT_UPPER_BITS_UNSET,
    STRING_OUT_OF_BOUNDS,
    LIST_OUT_OF_BOUNDS,
    INVALID_DISCRIMINANT,
    UNALIGNED_POINTER,
    TASK_CANCEL_NOT_CANCELLED,
    TASK_CANCEL_OR_RETURN_TWICE,
    SUBTASK_CANCEL_AFTER_TERMINAL,
    TASK_RETURN_INVALID,
    WAITABLE_SET_DROP_HAS_WAITERS,
    SUBTASK_DROP_NOT_RESOLVED,
    THREAD_NEW_INDIRECT_INVALID_TYPE,
    THREAD_NEW_INDIRECT_UNINITIALIZED,
    BACKPRESSURE_OVERFLOW,
    UNSUPPORTED_CALLBACK_CODE,
    CANNOT_RESUME_THREAD,
    CONCURRENT_FUTURE_STREAM_OP,
    REFERENCE_COUNT_OVERFLOW,
    STREAM_OP_TOO_BIG,
    WAITABLE_SYNC_AND_ASYNC,
    /** An exception that nothing caught. */
    UNCAUGHT_EXCEPTION,
    /** A trap of a kind that this binding does not know. */
    UNKNOWN;

    private static final TrapCode[] ALL = values();

    static TrapCode of(byte number) {
        var index = Byte.toUnsignedInt(number);
        return index < UNKNOWN.ordinal() ? ALL[index] : UNKNOWN;
    }

    byte number() {
        return (byte) ordinal();
    }

    /** The name in words, for example {@code integer division by zero}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
