package run.wasmcloud.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.DatabaseAddress;
import run.wasmcloud.store.TestFolders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

@Timeout(180)
class EmbeddedServerIT {
    private static final int LONGEST_SECONDS = 60;

    private Path folder = Path.of("");

    /** Unpacking takes seconds: once is enough, but for the tests that are about it. */
    @TempDir private static Path shared;

    @BeforeAll
    static void unpackPrograms() throws IOException {
        ServerBinaries.unpack(shared.resolve("programs"));
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("wasmcloud-server").toRealPath();
        Files.createSymbolicLink(folder.resolve("programs"), shared.resolve("programs"));
    }

    @AfterEach
    void removeFolder() throws IOException {
        var processes = new ServerProcesses(new ServerFolder(folder));
        processes.kill();
        assertThat(processes.awaitEnd(Duration.ofSeconds(LONGEST_SECONDS))).isTrue();
        TestFolders.delete(folder);
    }

    @Test
    void keepsItsDataFromOneStartToTheNextAndLeavesNoProcess() throws Exception {
        try (var server = EmbeddedServer.open(folder)) {
            write(server.address(), 42);
        }
        assertThat(processes().all()).isEmpty();
        try (var server = EmbeddedServer.open(folder)) {
            assertThat(read(server.address())).isEqualTo(42);
        }
    }

    @Test
    void writesDurablyAndListensOnLoopbackOnly() throws Exception {
        try (var server = EmbeddedServer.open(folder);
                var connection = connect(server.address())) {
            assertThat(setting(connection, "fsync")).isEqualTo("on");
            assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(connection, "full_page_writes")).isEqualTo("on");
            assertThat(setting(connection, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(connection, "unix_socket_directories")).isEmpty();
            assertThat(setting(connection, "password_encryption")).isEqualTo("scram-sha-256");
        }
    }

    @Test
    void asksForThePasswordThatOnlyItsOwnerCanRead() {
        try (var server = EmbeddedServer.open(folder)) {
            var right = server.address();
            var wrong = new DatabaseAddress(right.jdbcUrl(), right.user(), "wrong");
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connect(wrong).close());
            assertThat(folder.resolve("password"))
                    .satisfies(
                            file ->
                                    assertThat(Files.getPosixFilePermissions(file))
                                            .isEqualTo(
                                                    PosixFilePermissions.fromString("rw-------")));
            assertThat(right.toString()).doesNotContain(right.password());
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (var _ = EmbeddedServer.open(folder)) {
            assertThatExceptionOfType(WasmcloudException.class)
                    .isThrownBy(() -> EmbeddedServer.open(folder).close())
                    .withMessageContaining("in use by another process")
                    .extracting(WasmcloudException::code)
                    .isEqualTo(ErrorCode.CONFLICT);
        }
    }

    @Test
    void isFoundByOthersWhileItRuns() {
        assertThat(EmbeddedServer.running(folder.resolve("nothing"))).isEmpty();
        assertThat(EmbeddedServer.running(folder)).isEmpty();
        try (var server = EmbeddedServer.open(folder)) {
            assertThat(EmbeddedServer.running(folder)).contains(server.address());
        }
        assertThat(EmbeddedServer.running(folder)).isEmpty();
    }

    @Test
    void startsAgainOnTheSamePortWhenTheServerIsKilled() throws Exception {
        try (var server = EmbeddedServer.open(folder)) {
            write(server.address(), 43);
            processes().postmaster().orElseThrow().destroyForcibly();
            assertThat(readSoon(server.address())).isEqualTo(43);
        }
        assertThat(processes().all()).isEmpty();
    }

    @Test
    void takesOverFromAProcessThatWasKilled() throws Exception {
        var child = startChild();
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> EmbeddedServer.open(folder).close())
                .withMessageContaining("in use by another process");
        var orphan = processes().postmaster().orElseThrow();
        child.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();

        try (var server = EmbeddedServer.open(folder)) {
            assertThat(processes().all()).isNotEmpty().doesNotContain(orphan);
            assertThat(read(server.address())).isEqualTo(7);
        }
    }

    @Test
    void recoversWhenProcessAndServerWereKilled() throws Exception {
        var child = startChild();
        child.destroyForcibly().waitFor();
        processes().kill();

        try (var server = EmbeddedServer.open(folder)) {
            assertThat(read(server.address())).isEqualTo(7);
        }
    }

    @Test
    void leavesAProcessAloneThatHasADeadServersId() throws Exception {
        try (var server = EmbeddedServer.open(folder)) {
            write(server.address(), 44);
        }
        var innocent = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    folder.resolve("cluster/postmaster.pid"),
                    innocent.pid() + "\n" + folder.resolve("cluster") + "\n");
            try (var server = EmbeddedServer.open(folder)) {
                assertThat(read(server.address())).isEqualTo(44);
                assertThat(innocent.isAlive()).isTrue();
            }
        } finally {
            innocent.destroyForcibly().waitFor();
        }
    }

    @Test
    void beginsAgainWhenItWasKilledWhileItMadeTheData() throws Exception {
        Files.delete(folder.resolve("programs"));
        Files.createDirectories(folder.resolve("cluster-unfinished/base"));
        Files.createDirectories(folder.resolve("programs/bin"));
        Files.writeString(folder.resolve("programs/bin/postgres"), "half");

        try (var server = EmbeddedServer.open(folder)) {
            write(server.address(), 45);
            assertThat(read(server.address())).isEqualTo(45);
        }
    }

    @Test
    void runsUnderAnotherAccountWhereNamespacesAreForbidden() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "only root can change accounts");
        Files.delete(folder.resolve("programs"));
        var place = ServerFolder.create(folder);
        try (var server = EmbeddedServer.open(place, ServerAccount.unprivileged("nobody"))) {
            write(server.address(), 46);
            assertThat(processes().postmaster().orElseThrow().info().user())
                    .isEqualTo(Optional.of("nobody"));
        }
        try (var server = EmbeddedServer.open(folder)) {
            assertThat(read(server.address())).isEqualTo(46);
            assertThat(processes().postmaster().orElseThrow().info().user())
                    .isEqualTo(Optional.of("nobody"));
        }
    }

    private ServerProcesses processes() {
        return new ServerProcesses(new ServerFolder(folder));
    }

    private Process startChild() throws IOException {
        var child =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Xmx128m",
                                ChildProcess.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var line = child.inputReader().readLine();
        assertThat(line).isEqualTo(ChildProcess.READY);
        return child;
    }

    static void write(DatabaseAddress address, int value) throws SQLException {
        try (var connection = connect(address);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS numbers (number integer)");
            statement.execute("INSERT INTO numbers VALUES (" + value + ")");
        }
    }

    private static int read(DatabaseAddress address) throws SQLException {
        try (var connection = connect(address);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT number FROM numbers")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    private static int readSoon(DatabaseAddress address) throws Exception {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (true) {
            try {
                return read(address);
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
