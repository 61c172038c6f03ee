package run.wasmcloud.cli;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.sandbox.Surroundings;
import run.wasmcloud.wasi.FileTree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks at this machine: Java, the engine, the disk, the ports, and whether names resolve. */
final class MachineCheckup {
    /** The least WASI program: one page of memory and a {@code _start} that returns. */
    private static final byte[] LEAST_PROGRAM =
            HexFormat.of()
                    .parseHex(
                            "0061736d01000000010401600000030201000503010001"
                                    + "071302066d656d6f72790200065f737461727400000a040102000b");

    private static final long LITTLE_SPACE = 100L << 20;
    private static final long SOME_SPACE = 2L << 30;
    private static final int API_PORT = 8080;
    private static final int RUN_PORT = 8081;
    private static final int CONNECT_MILLIS = 1_000;
    private static final String FUNCTION_HOST = "doctor.run.localhost";

    private final Shell shell;

    MachineCheckup(Shell shell) {
        this.shell = shell;
    }

    /** Looks at one thing after another, as the findings are asked for. */
    Stream<Finding> findings() {
        return Stream.<Supplier<Finding>>of(
                        MachineCheckup::java,
                        this::engine,
                        this::disk,
                        () -> port("port of the API", API_PORT, "--api-port"),
                        () -> port("port of functions", RUN_PORT, "--run-port"),
                        MachineCheckup::hostNames)
                .map(Supplier::get);
    }

    private static Finding java() {
        var version = Runtime.version();
        return Finding.ok(
                "Java",
                "%s on %s, %d processors"
                        .formatted(
                                version,
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors()));
    }

    private Finding engine() {
        try {
            var receipt = quietRun().run(LEAST_PROGRAM);
            return receipt.outcome() instanceof Outcome.Completed
                    ? Finding.ok("sandbox", "a function ran on " + receipt.engineVersion())
                    : Finding.failure(
                            "sandbox",
                            "the least function there is ended as " + receipt.outcome(),
                            "Report it, with this machine's processor and system.");
        } catch (WasmcloudException | IllegalStateException | LinkageError e) {
            return Finding.failure(
                    "sandbox",
                    String.valueOf(e.getMessage()),
                    "The engine needs 64-bit Linux or macOS on x86-64 or ARM, and address space:"
                            + " see ulimit -v.");
        }
    }

    private static LocalRun quietRun() {
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var silent =
                new Shell(
                        new ByteArrayInputStream(new byte[0]),
                        nowhere,
                        nowhere,
                        false,
                        false,
                        false,
                        Map.of(),
                        Clock.systemUTC());
        return new LocalRun(
                silent,
                true,
                "doctor",
                Plan.APPLICANT.limits().run(),
                GuestStrings.of(List.of()),
                GuestStrings.of(List.of()),
                new Surroundings(
                        Surroundings.clock(null),
                        Surroundings.random(null),
                        Policy.standard(),
                        FileTree.empty(),
                        OutboundSettings.defaults()),
                LocalRun.USUAL_TICK);
    }

    private Finding disk() {
        var folder = existing(UserFolders.data(shell.variables()));
        try {
            var free = Files.getFileStore(folder).getUsableSpace();
            var seen = Quantities.bytes(free) + " free at " + folder;
            if (!Files.isWritable(folder)) {
                return Finding.failure(
                        "disk",
                        folder + " cannot be written",
                        "Let wasmcloud up keep its data elsewhere: --data DIR.");
            }
            if (free < LITTLE_SPACE) {
                return Finding.failure("disk", seen, "Free some space, or use --data DIR.");
            }
            return free < SOME_SPACE
                    ? Finding.warning("disk", seen, "A server that is used needs more.")
                    : Finding.ok("disk", seen);
        } catch (IOException e) {
            return Finding.failure("disk", String.valueOf(e.getMessage()), "Use --data DIR.");
        }
    }

    private static Path existing(Path folder) {
        var path = folder.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private static Finding port(String check, int port, String option) {
        var loopback = InetAddress.getLoopbackAddress();
        try (var _ = new ServerSocket(port, 1, loopback)) {
            return Finding.ok(check, "%d is free for wasmcloud up".formatted(port));
        } catch (IOException e) {
            return isServed(new InetSocketAddress(loopback, port))
                    ? Finding.ok(check, "%d is served".formatted(port))
                    : Finding.warning(
                            check,
                            "%d cannot be listened at: %s".formatted(port, e.getMessage()),
                            "Let wasmcloud up use another: %s N.".formatted(option));
        }
    }

    private static boolean isServed(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Finding hostNames() {
        try {
            var found = List.of(InetAddress.getAllByName(FUNCTION_HOST));
            return found.stream().allMatch(InetAddress::isLoopbackAddress)
                    ? Finding.ok("host names", "NAME.run.localhost leads to this machine")
                    : Finding.warning(
                            "host names", "NAME.run.localhost leads to " + found, elsewhere());
        } catch (UnknownHostException _) {
            return Finding.warning(
                    "host names", "programs do not find NAME.run.localhost here", elsewhere());
        }
    }

    private static String elsewhere() {
        return "Browsers and curl find it all the same; others reach a function at"
                + " http://localhost:8081/_fn/NAME/.";
    }
}
