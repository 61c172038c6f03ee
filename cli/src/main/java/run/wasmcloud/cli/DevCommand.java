package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.model.Network;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.runtime.GuestThreads;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Serves a project on this machine and builds it anew at each change. */
@Command(
        name = "dev",
        description = {
            "Build the project, serve it here in the same sandbox as a server's, and build it anew"
                    + " whenever a source changes.",
            "Each request is shown with what it cost, and with what the function logged."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  wasmcloud dev", "  wasmcloud dev --port 3000 --allow-network 127.0.0.0/8"})
final class DevCommand extends Verb {
    private static final int MOST_GUESTS = 16;
    private static final Duration INTERVAL = Duration.ofMillis(250);

    @Mixin private final ProjectFolder folder = new ProjectFolder();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8082",
            description = "Where to serve it, 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--allow-network",
            paramLabel = "CIDR",
            description =
                    "A network that the guest may reach although it is not public; may be given"
                            + " again.")
    private List<Network> allowedNetworks = List.of();

    @Option(names = "--no-watch", description = "Do not build anew when a source changes.")
    private boolean withoutWatch;

    DevCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        var project = folder.project();
        var diary = new DevDiary(context().shell(), output());
        var sources = new SourceWatch(project.folder(), project.module());
        project.build();
        try (var local = LocalSandbox.open(MOST_GUESTS, mostPages(), outbound());
                var guest = new DevGuest(local.sandbox(), project);
                var server = serve(project, local, guest, diary)) {
            diary.serving("http://%s.localhost:%d/".formatted(project.name(), server.port()));
            watch(project.folder(), sources, guest, diary);
            return ExitCode.OK.status();
        }
    }

    private OutboundSettings outbound() {
        return OutboundSettings.defaults().withAllowedNetworks(allowedNetworks);
    }

    private DevServer serve(Project project, LocalSandbox local, DevGuest guest, DevDiary diary)
            throws IOException {
        return DevServer.open(
                port,
                project.name(),
                MOST_GUESTS,
                GuestThreads.factory(local.sandbox()),
                guest,
                diary);
    }

    private static int mostPages() {
        return Plan.PAID.limits().run().memoryPages();
    }

    /**
     * A source that is saved while the project is built is not missed; one that each build writes
     * does not build it for ever.
     */
    private void watch(Path projectFolder, SourceWatch sources, DevGuest guest, DevDiary diary) {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            if (!withoutWatch && sources.changed()) {
                rebuild(projectFolder, guest, diary);
                if (sources.changed()) {
                    rebuild(projectFolder, guest, diary);
                    sources.changed();
                }
            }
        }
    }

    private void rebuild(Path projectFolder, DevGuest guest, DevDiary diary) {
        var start = System.nanoTime();
        try {
            var project = Project.in(projectFolder);
            project.build();
            guest.replace(project);
            diary.say(
                    "built anew in "
                            + Quantities.duration(Duration.ofNanos(System.nanoTime() - start)));
        } catch (CommandFailure | WasmcloudException | IOException e) {
            diary.failed(e);
        }
    }
}
