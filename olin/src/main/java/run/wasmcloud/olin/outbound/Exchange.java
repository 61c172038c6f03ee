package run.wasmcloud.olin.outbound;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * One request and its answer, on a virtual thread of its own: whatever blocks there, the guest
 * waits at the pipe, and no longer than to its deadline.
 */
final class Exchange {
    private static final int CHUNK = 16 * 1024;

    private final CloseableHttpClient client;
    private final HttpHost host;
    private final HttpUriRequestBase request;
    private final Pipe pipe;
    private final Runnable whenDone;
    private @Nullable Thread thread;

    Exchange(
            CloseableHttpClient client,
            HttpHost host,
            HttpUriRequestBase request,
            Pipe pipe,
            Runnable whenDone) {
        this.client = client;
        this.host = host;
        this.request = request;
        this.pipe = pipe;
        this.whenDone = whenDone;
    }

    Pipe pipe() {
        return pipe;
    }

    Exchange start() {
        thread = Thread.ofVirtual().name("outbound").start(this::run);
        return this;
    }

    private void run() {
        try {
            receive();
            pipe.end(null);
        } catch (IOException | RuntimeException | Error e) {
            pipe.end(e);
        } finally {
            whenDone.run();
        }
    }

    private void receive() throws IOException {
        try (var response = client.executeOpen(host, request, null)) {
            var head = AnswerHead.of(response);
            pipe.write(head, 0, head.length);
            receiveBody(response);
        }
    }

    private void receiveBody(ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return;
        }
        var chunk = new byte[CHUNK];
        try (var body = entity.getContent()) {
            for (var count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                pipe.write(chunk, 0, count);
            }
        } finally {
            // A body that is not read to its end would be read to its end by closing it.
            request.cancel();
        }
    }

    /** Gives the exchange up without waiting for anything. */
    void cancel() {
        pipe.close();
        if (thread != null && thread.isAlive()) {
            thread.interrupt();
            Thread.startVirtualThread(request::cancel);
        }
    }
}
