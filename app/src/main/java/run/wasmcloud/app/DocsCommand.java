package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.docs.DocsServer;
import run.wasmcloud.docs.Site;
import run.wasmcloud.docs.SiteExport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Serves the documentation by itself, or writes it into a folder. */
@Command(
        name = "docs",
        description = "Serve this version's documentation, or write it into a folder.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud docs",
            "  wasmcloud docs --port 8090 --url https://docs.example.com",
            "  wasmcloud docs --export ./site --url https://docs.example.com",
            "",
            "It prints the line DOCS http://HOST:PORT, and then a line that begins with ready."
        })
final class DocsCommand implements Callable<Integer> {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Shell shell;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen at (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8082",
            description = "The port to listen at, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The site's address as readers see it, for its sitemap.xml.")
    private @Nullable URI url;

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = "Write the site into this folder, which is new or empty, and end.")
    private @Nullable Path folder;

    DocsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var site = Site.packed().orElseThrow(DocsCommand::notPacked);
        if (folder != null) {
            export(site, folder);
        } else {
            serve(site);
        }
        return ExitCode.OK.status();
    }

    private static CommandFailure notPacked() {
        return new CommandFailure(
                ExitCode.FAILURE,
                "There is no documentation",
                "This program was built without it.",
                "Build the jar: ./mvnw -pl app -am -DskipTests package");
    }

    private void export(Site site, Path target) throws IOException {
        requireEmpty(target);
        var count = SiteExport.write(site, target, Optional.ofNullable(url).map(_ -> origin()));
        shell.out().printf("Wrote %d files to %s%n", count, target);
    }

    private static void requireEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (Files.isDirectory(target)) {
            try (var entries = Files.list(target)) {
                if (entries.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw new CommandFailure(
                ExitCode.CONFLICT,
                target + " is not an empty folder",
                "Pages of another version would stay among the new ones.",
                "Name a new folder, or empty this one.");
    }

    private void serve(Site site) throws IOException, InterruptedException {
        var address = address();
        var free = Ports.free(address, port, "--port");
        var own = "http://" + (address.isAnyLocalAddress() ? "127.0.0.1" : bind) + ":" + free;
        var running = new Running(shell, LONGEST_STOP);
        try (var _ =
                DocsServer.open(address, free, site, url == null ? URI.create(own) : origin())) {
            running.say("DOCS " + own);
            running.say("ready; stop with Ctrl-C");
            running.awaitEnd();
        } finally {
            running.stopped();
        }
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--bind " + bind + " is no address",
                    "It is neither an IP address nor a host name that is known here.",
                    "Give an address of this machine: wasmcloud docs --bind 127.0.0.1");
        }
    }

    private URI origin() {
        var text = String.valueOf(url);
        if (!text.matches("https?://[A-Za-z0-9.:\\[\\]-]+/?")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--url " + text + " is no address of a site",
                    "It is a scheme and a host name (and port) and nothing else.",
                    "For example: --url https://docs.example.com");
        }
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
