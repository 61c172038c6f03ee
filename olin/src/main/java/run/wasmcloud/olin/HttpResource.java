package run.wasmcloud.olin;

import run.wasmcloud.olin.outbound.Conversation;

import java.io.IOException;

/** An {@code http} or {@code https} URL: requests are written, flushed, and their answers read. */
record HttpResource(OlinRun run, Conversation conversation) implements Resource {
    @Override
    public int read(Span target) throws IOException {
        var buffer = run.chunks().buffer(target.length());
        var count = conversation.read(buffer, Math.min(buffer.length, target.length()));
        if (count < 0) {
            return OlinError.END_OF_FILE.code();
        }
        target.store(0, buffer, count);
        return count;
    }

    @Override
    public int write(Span source) throws IOException {
        return run.chunks().drain(source, conversation::write);
    }

    @Override
    public int flush() throws IOException {
        conversation.flush();
        return 0;
    }

    @Override
    public void close() {
        conversation.close();
    }
}
