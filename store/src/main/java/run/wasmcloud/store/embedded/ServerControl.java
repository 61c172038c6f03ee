package run.wasmcloud.store.embedded;

import run.wasmcloud.store.PrivateFiles;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes, starts and stops the server with PostgreSQL's own programs. */
record ServerControl(ServerFolder folder, ServerBinaries binaries, ServerAccount account) {
    private static final Logger LOG = System.getLogger(ServerControl.class.getName());
    private static final String SECONDS = "60";
    private static final Duration LONGEST_END = Duration.ofSeconds(20);
    private static final int LOG_LINES_TOLD = 5;
    static final String USER = "wasmcloud";

    /** Makes the data directory, unless it is there; a kill on the way leaves none. */
    void makeCluster() throws IOException {
        if (Files.exists(folder.cluster())) {
            return;
        }
        ServerBinaries.deleteTree(folder.unfinishedCluster());
        account.own(folder.passwordFile(), folder.root());
        Command.output(
                account.command(
                        binaries.program("initdb"), initdbArguments().toArray(String[]::new)));
        Files.move(folder.unfinishedCluster(), folder.cluster());
        PrivateFiles.syncFolder(folder.root());
    }

    private List<String> initdbArguments() {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--pgdata=" + folder.unfinishedCluster(),
                                "--username=" + USER,
                                "--pwfile=" + folder.passwordFile(),
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--no-locale",
                                "--no-instructions"));
        if (isLinux()) {
            // One call for the whole file system instead of one for each of a thousand files.
            arguments.add("--sync-method=syncfs");
        }
        return arguments;
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    /** Starts the server and waits until it lets users in. */
    void start(int port) throws IOException {
        try {
            Command.output(
                    pgCtl("start", "--log=" + folder.log(), "--options=" + serverOptions(port)));
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; its log ends: " + logEnd(), e);
        }
    }

    private static String serverOptions(int port) {
        var settings =
                new ArrayList<>(
                        List.of(
                                "port=" + port,
                                "listen_addresses=127.0.0.1",
                                "unix_socket_directories=",
                                "fsync=on",
                                "full_page_writes=on",
                                "synchronous_commit=on",
                                "timezone=UTC",
                                "log_timezone=UTC",
                                "max_connections=100",
                                "logging_collector=off"));
        if (isLinux()) {
            settings.add("recovery_init_sync_method=syncfs");
        }
        return settings.stream().map(setting -> "-c " + setting).collect(Collectors.joining(" "));
    }

    private List<String> pgCtl(String verb, String... more) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                verb,
                                "--pgdata=" + folder.cluster(),
                                "--wait",
                                "--timeout=" + SECONDS,
                                "--silent"));
        arguments.addAll(List.of(more));
        return account.command(binaries.program("pg_ctl"), arguments.toArray(String[]::new));
    }

    /**
     * Ends what a crash left behind, so that two servers never work on the same data. To be called
     * only while the folder is locked: then no other process can be using such a server.
     */
    void stopLeftBehind() throws IOException {
        if (!new ServerProcesses(folder).all().isEmpty()) {
            LOG.log(Level.INFO, "stopping the PostgreSQL server that a crash left behind");
        }
        stop();
    }

    /** Ends the server, if it runs: transactions that are under way are rolled back. */
    void stop() throws IOException {
        var processes = new ServerProcesses(folder);
        stopPostmaster(processes);
        if (!processes.awaitEnd(LONGEST_END)) {
            processes.kill();
            requireEnd(processes);
        }
        forgetDeadPostmaster();
    }

    private void stopPostmaster(ServerProcesses processes) throws IOException {
        if (processes.postmaster().isEmpty()) {
            return;
        }
        try {
            Command.output(pgCtl("stop", "--mode=fast"));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "it does not stop by itself and is killed", e);
            processes.kill();
        }
    }

    private void requireEnd(ServerProcesses processes) throws IOException {
        if (!processes.awaitEnd(LONGEST_END)) {
            throw new IOException(
                    "a PostgreSQL server on %s does not end (expected: none is running): end process %s"
                            .formatted(
                                    folder.cluster(),
                                    processes.all().stream().map(ProcessHandle::pid).toList()));
        }
    }

    /**
     * Removes the file that names a dead process: when the system has given the same id to another
     * process of this user, PostgreSQL takes that for a server and refuses to start.
     */
    private void forgetDeadPostmaster() throws IOException {
        Files.deleteIfExists(folder.postmasterPid());
    }

    private String logEnd() throws IOException {
        Path log = folder.log();
        if (!Files.exists(log)) {
            return "(empty)";
        }
        var lines = Files.readAllLines(log);
        return String.join(
                " | ", lines.subList(Math.max(0, lines.size() - LOG_LINES_TOLD), lines.size()));
    }
}
