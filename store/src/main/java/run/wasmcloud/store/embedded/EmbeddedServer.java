package run.wasmcloud.store.embedded;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.DatabaseAddress;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server that lives as long as this object, on the loopback address and behind a
 * password. What it has committed outlives kill −9 of this process and of itself: a server that a
 * crash left behind is stopped before the next one starts, and one that dies is started again on
 * the same port. Works as an ordinary user and as root ({@link ServerAccount}). Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EmbeddedServer.class.getName());
    private static final int ATTEMPTS_AT_A_PORT = 3;

    private final ServerControl control;
    private final FolderLock lock;
    private final String password;
    private final int port;
    private final CountDownLatch closing = new CountDownLatch(1);

    private EmbeddedServer(ServerControl control, FolderLock lock, String password, int port) {
        this.control = control;
        this.lock = lock;
        this.password = password;
        this.port = port;
    }

    /**
     * Starts a server on a folder's data; the first time, it makes them.
     *
     * @param folder for this server only; is made when it is not there
     * @throws WasmcloudException {@code CONFLICT} when another process uses the folder, {@code
     *     UNAVAILABLE} when the server does not start; both with the remedy
     */
    public static EmbeddedServer open(Path folder) {
        try {
            var place = ServerFolder.create(folder);
            return open(place, ServerAccount.of(place));
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    /**
     * Returns where the server is that another process runs on a folder's data, and how to be let
     * in; empty when none does.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when the folder cannot be read
     */
    public static Optional<DatabaseAddress> running(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try {
            var place = new ServerFolder(folder.toRealPath());
            var port = new ServerProcesses(place).port();
            return port.isPresent() && FolderLock.isTaken(place)
                    ? Optional.of(address(port.getAsInt(), place.password()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "The data folder %s cannot be read: %s".formatted(folder, e.getMessage()),
                    e);
        }
    }

    private static DatabaseAddress address(int port, String password) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", ServerControl.USER, password);
    }

    static EmbeddedServer open(ServerFolder folder, ServerAccount account) throws IOException {
        var lock = FolderLock.take(folder);
        try {
            return start(folder, account, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedServer start(ServerFolder folder, ServerAccount account, FolderLock lock)
            throws IOException {
        var password = folder.password();
        var binaries = ServerBinaries.unpack(folder.binaries());
        var control = new ServerControl(folder, binaries, account);
        control.makeCluster();
        control.stopLeftBehind();
        folder.rotateLog();
        var server = new EmbeddedServer(control, lock, password, startOnFreePort(control));
        server.watch();
        return server;
    }

    private static int startOnFreePort(ServerControl control) throws IOException {
        @Nullable IOException last = null;
        for (var attempt = 0; attempt < ATTEMPTS_AT_A_PORT; attempt++) {
            var port = freePort();
            try {
                control.start(port);
                return port;
            } catch (IOException e) {
                // Another process may have taken the port since it was found to be free.
                last = e;
            }
        }
        throw new IOException("PostgreSQL did not start", last);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void watch() {
        Thread.ofVirtual().name("wasmcloud-postgresql").start(this::keepRunning);
    }

    private void keepRunning() {
        while (!isClosingWithinASecond()) {
            try {
                startWhenItHasEnded();
            } catch (IOException e) {
                LOG.log(Level.ERROR, "PostgreSQL does not start; trying again", e);
            }
        }
    }

    private boolean isClosingWithinASecond() {
        try {
            return closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private synchronized void startWhenItHasEnded() throws IOException {
        var processes = new ServerProcesses(control.folder());
        if (closing.getCount() > 0 && processes.postmaster().isEmpty()) {
            LOG.log(Level.WARNING, "PostgreSQL has ended and is started again");
            control.stopLeftBehind();
            control.start(port);
        }
    }

    /** Returns where the server is and how to be let in. */
    public DatabaseAddress address() {
        return address(port, password);
    }

    /** Stops the server. Transactions that are under way are rolled back. */
    @Override
    public void close() {
        closing.countDown();
        try {
            stop();
        } catch (IOException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "PostgreSQL did not stop: " + e.getMessage(), e);
        }
    }

    private synchronized void stop() throws IOException {
        try (lock) {
            control.stop();
        }
    }

    private static WasmcloudException notStarted(IOException e) {
        return new WasmcloudException(
                ErrorCode.UNAVAILABLE, "The embedded PostgreSQL did not start: " + told(e), e);
    }

    private static String told(Throwable e) {
        var cause = e.getCause();
        return cause instanceof IOException ? told(cause) : String.valueOf(e.getMessage());
    }
}
