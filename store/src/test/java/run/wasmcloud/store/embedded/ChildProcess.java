package run.wasmcloud.store.embedded;

import java.nio.file.Path;
import java.sql.SQLException;

/** A process that uses a server until it is killed. */
final class ChildProcess {
    static final String READY = "ready";

    private ChildProcess() {}

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        var server = EmbeddedServer.open(Path.of(arguments[0]));
        EmbeddedServerIT.write(server.address(), 7);
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
