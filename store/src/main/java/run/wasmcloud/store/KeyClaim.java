package run.wasmcloud.store;

import java.time.Instant;

/** What became of claiming an idempotency key. */
public sealed interface KeyClaim {
    /** The request is the first with the key: it is to be done. */
    record First() implements KeyClaim {}

    /**
     * Another request with the key is under way, or its process ended in its midst.
     *
     * @param since when it began
     */
    record UnderWay(Instant since) implements KeyClaim {}

    /** A request with the key was done. */
    record Done(KeptAnswer answer) implements KeyClaim {}
}
