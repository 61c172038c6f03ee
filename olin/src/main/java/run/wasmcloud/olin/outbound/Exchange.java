package run.wasmcloud.olin.outbound;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;

/**
 * One request and its answer, on a virtual thread of its own: whatever blocks there, the guest
 * waits at the pipe, and no longer than to its deadline.
 */
final class Exchange {
    private static final int CHUNK = 16 * 1024;

    /** What may come beside an answer's own bytes, and as much again as these: chunk sizes. */
    private static final long OVERHEAD = 64 * 1024;

    /** Finds where to connect to. */
    @FunctionalInterface
    interface Addresses {
        /** Returns at least one address; may block. */
        List<InetAddress> find() throws IOException;
    }

    private final CloseableHttpClient client;
    private final Target target;
    private final Addresses addresses;
    private final HttpUriRequestBase request;
    private final Pipe pipe;
    private final Runnable whenDone;
    private @Nullable Thread thread;

    Exchange(
            CloseableHttpClient client,
            Target target,
            Addresses addresses,
            HttpUriRequestBase request,
            Pipe pipe,
            Runnable whenDone) {
        this.client = client;
        this.target = target;
        this.addresses = addresses;
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
        } catch (UncheckedIOException e) {
            pipe.end(e.getCause());
        } catch (IOException | RuntimeException | Error e) {
            pipe.end(e);
        } finally {
            whenDone.run();
        }
    }

    /** Tries one address after the other until one can be connected to. */
    private void receive() throws IOException {
        var left = addresses.find().iterator();
        while (true) {
            var context = HttpClientContext.create();
            try (var response = client.executeOpen(host(left.next()), request, context)) {
                receive(response, context);
                return;
            } catch (IOException e) {
                var connected = context.getEndpointDetails() != null;
                if (connected || !left.hasNext() || request.isCancelled()) {
                    throw e;
                }
            }
        }
    }

    /** The address is given, so that nothing looks the name up again; it stays the name for TLS. */
    private HttpHost host(InetAddress address) {
        return new HttpHost(target.scheme(), address, target.host(), target.port());
    }

    private void receive(ClassicHttpResponse response, HttpClientContext context)
            throws IOException {
        var head = AnswerHead.of(response);
        pipe.write(head, 0, head.length);
        var entity = response.getEntity();
        if (entity == null) {
            return;
        }
        try {
            receiveBody(entity.getContent(), context);
        } finally {
            // Closing an answer that was not read to its end would first read it to its end.
            request.cancel();
        }
    }

    private void receiveBody(InputStream body, HttpClientContext context) throws IOException {
        var chunk = new byte[CHUNK];
        for (var count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            pipe.write(chunk, 0, count);
            boundTraffic(context);
        }
    }

    /** One byte of an answer can come with thousands around it. */
    private void boundTraffic(HttpClientContext context) throws AnswerTooLongException {
        var received = context.getEndpointDetails().getReceivedBytesCount();
        if ((received - OVERHEAD) / 2 > pipe.most()) {
            throw new AnswerTooLongException(pipe.most());
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
