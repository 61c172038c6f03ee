package run.wasmcloud.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processes that work on a server's data: its first process, which is named in {@code
 * postmaster.pid}, and those that it started. A process id alone proves nothing, since the system
 * uses them again: only a process that really is PostgreSQL on this very data counts.
 */
record ServerProcesses(ServerFolder folder) {
    private static final String PROGRAM = "postgres";
    private static final int PAUSE_MILLIS = 20;

    /** Process, data directory, time of the start, port: PostgreSQL's miscadmin.h. */
    private static final int PORT_LINE = 3;

    /** Returns the server's first process when it is alive. */
    Optional<ProcessHandle> postmaster() throws IOException {
        if (!Files.exists(folder.postmasterPid())) {
            return Optional.empty();
        }
        return Files.readAllLines(folder.postmasterPid()).stream()
                .findFirst()
                .filter(line -> line.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .flatMap(ProcessHandle::of)
                .filter(this::isOurs);
    }

    /** Returns the port of a live server; empty when there is none, or it is still starting. */
    OptionalInt port() throws IOException {
        if (postmaster().isEmpty()) {
            return OptionalInt.empty();
        }
        return Files.readAllLines(folder.postmasterPid()).stream()
                .skip(PORT_LINE)
                .limit(1)
                .filter(line -> line.matches("\\d{1,5}"))
                .mapToInt(Integer::parseInt)
                .findFirst();
    }

    /** Returns all live processes on the data. */
    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        return process.isAlive() && (hasProc() ? worksHere(process) : wasStartedHere(process));
    }

    private static boolean hasProc() {
        return Files.isDirectory(Path.of("/proc/self"));
    }

    /** All of PostgreSQL's processes have the data directory as their working directory. */
    private boolean worksHere(ProcessHandle process) {
        var proc = Path.of("/proc", String.valueOf(process.pid()));
        try {
            return Files.readSymbolicLink(proc.resolve("cwd")).equals(folder.cluster())
                    && Files.readSymbolicLink(proc.resolve("exe")).toString().contains(PROGRAM);
        } catch (IOException e) {
            // Another user's process, or one that has just ended: none that we started.
            return false;
        }
    }

    private boolean wasStartedHere(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(
                        line ->
                                line.contains(PROGRAM)
                                        && line.contains(folder.cluster().toString()))
                .isPresent();
    }

    /**
     * Waits for all to end; returns false when some are left. Looks again and again, since the
     * system tells only of a process's own children, and of no zombies.
     */
    boolean awaitEnd(Duration longest) throws IOException {
        var end = System.nanoTime() + longest.toNanos();
        while (!all().isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL to end", e);
        }
    }

    void kill() {
        all().forEach(ProcessHandle::destroyForcibly);
    }
}
