package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.model.Network;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.sandbox.GuestEngine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        footer = {
            "  wasmcloud dev",
            "  wasmcloud dev --port 3000 --allow-network 127.0.0.0/8",
            "  wasmcloud dev --profile ./profiles"
        })
final class DevCommand extends Verb implements ProfileOptions.Owner {
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

    @Mixin private final ProfileOptions profileOptions = new ProfileOptions();

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
        var profiles = profiles(diary);
        try (var engine = engine(profiles);
                var guest = new DevGuest(engine.sandbox(), project, profiles);
                var server = serve(project, engine, guest, diary)) {
            diary.serving("http://%s.localhost:%d/".formatted(project.name(), server.port()));
            watch(project.folder(), sources, guest, diary);
            return ExitCode.OK.status();
        }
    }

    private Optional<ProfileFolder> profiles(DevDiary diary) throws IOException {
        var folder = profileOptions.target();
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(folder.get());
        return Optional.of(new ProfileFolder(folder.get(), profileOptions.interval(), diary));
    }

    private GuestEngine engine(Optional<ProfileFolder> profiles) {
        var usual = SandboxSettings.forGuests(MOST_GUESTS).withRoomFor(mostPages());
        return GuestEngine.open(
                profiles.map(folder -> usual.withTick(folder.interval())).orElse(usual),
                outbound());
    }

    @Override
    public ProfileOptions profileOptions() {
        return profileOptions;
    }

    @Override
    public ProfileOptions.ProfileTarget profileTarget() {
        return new ProfileOptions.ProfileTarget(
                "FOLDER",
                "Sample where the guest computes, and write a file for the Firefox profiler there"
                        + " for each request.");
    }

    private OutboundSettings outbound() {
        return OutboundSettings.defaults().withAllowedNetworks(allowedNetworks);
    }

    private DevServer serve(Project project, GuestEngine engine, DevGuest guest, DevDiary diary)
            throws IOException {
        return DevServer.open(
                port,
                project.name(),
                MOST_GUESTS,
                GuestThreads.factory(engine.sandbox()),
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
