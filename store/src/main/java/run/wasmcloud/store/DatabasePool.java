package run.wasmcloud.store;

/**
 * The connections to the database at a moment.
 *
 * @param active those that are used
 * @param idle those that are open and not used
 * @param waiting who waits for one
 * @param most how many there may be
 */
public record DatabasePool(int active, int idle, int waiting, int most) {}
