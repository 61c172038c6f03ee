package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import run.wasmcloud.model.Network;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.sandbox.Surroundings;
import run.wasmcloud.wasi.FileTree;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What a person may choose about a local run's surroundings. */
final class GuestOptions {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "What the guest may open and use; logs, and any public host over HTTP and HTTPS"
                            + " if not said.")
    private @Nullable Path policy;

    @Option(
            names = "--allow-network",
            paramLabel = "CIDR",
            description =
                    "A network that the guest may reach although it is not public, for example"
                            + " 127.0.0.0/8; may be given again.")
    private List<Network> allowedNetworks = List.of();

    @Option(
            names = "--random-seed",
            paramLabel = "N",
            description = "Give the guest the same random bytes at every run.")
    private @Nullable Long seed;

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            description =
                    "Let the guest's clock begin there, such as 2026-01-31T12:00:00Z, and move on"
                            + " by a microsecond at each look.")
    private @Nullable Instant clock;

    @Option(
            names = "--files",
            paramLabel = "DIR|ZIP",
            description = "Files that a WASI guest sees below / and cannot change.")
    private @Nullable Path files;

    Policy policy() throws IOException {
        return policy == null ? Policy.standard() : PolicyFile.read(policy).policy();
    }

    Surroundings surroundings(Policy granted) throws IOException {
        return new Surroundings(
                Surroundings.clock(clock),
                Surroundings.random(seed),
                granted,
                files == null ? FileTree.empty() : ShippedFiles.read(files),
                OutboundSettings.defaults().withAllowedNetworks(allowedNetworks));
    }
}
