package run.wasmcloud.store;

/** What all functions of a user used in a calendar month, of what plans bound. */
public record MonthUse(long invocations, long fuel) {
    /** Nothing yet. */
    public static final MonthUse NONE = new MonthUse(0, 0);
}
