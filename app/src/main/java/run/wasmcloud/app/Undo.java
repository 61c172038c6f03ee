package run.wasmcloud.app;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened when opening the rest fails. */
final class Undo implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        opened.push(part);
        return part;
    }

    /** Everything was opened: its owner closes it from now on. */
    void forget() {
        opened.clear();
    }

    @Override
    public void close() {
        for (var part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                System.getLogger(Undo.class.getName())
                        .log(System.Logger.Level.WARNING, "stopping a part failed", e);
            }
        }
    }
}
