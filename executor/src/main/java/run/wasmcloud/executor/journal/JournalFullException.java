package run.wasmcloud.executor.journal;

/** A journal has no room for a record: its bound is reached, or the disk is full. */
public final class JournalFullException extends Exception {
    private static final long serialVersionUID = 1L;

    JournalFullException(String message) {
        super(message);
    }

    JournalFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
