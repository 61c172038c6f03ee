package run.wasmcloud.cli;

import com.sun.net.httpserver.HttpServer;

import run.wasmcloud.model.FunctionName;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Answers HTTP on this machine's loopback address with the project's function. */
final class DevServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private DevServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts serving.
     *
     * @param guests makes the threads that runs go on: as many requests are served at once as it
     *     has sandboxes
     * @throws CommandFailure when the port cannot be listened at
     */
    static DevServer open(
            int port,
            FunctionName name,
            int most,
            ThreadFactory guests,
            DevGuest guest,
            DevDiary diary)
            throws IOException {
        var threads = Executors.newFixedThreadPool(most, guests);
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            var server = HttpServer.create(address, 0);
            server.createContext(
                    "/", exchange -> new DevExchange(exchange, name, diary).serve(guest));
            server.setExecutor(threads);
            server.start();
            return new DevServer(server, threads);
        } catch (BindException e) {
            threads.shutdown();
            throw new CommandFailure(
                    ExitCode.CONFLICT,
                    "Port %d cannot be used".formatted(port),
                    String.valueOf(e.getMessage()),
                    "Take another: wasmcloud dev --port N, or 0 for any free one");
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
