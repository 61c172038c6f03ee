package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.model.Network;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a person may choose about a local server. */
final class UpOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where everything is kept (default: $XDG_DATA_HOME/wasmcloud or"
                            + " ~/.local/share/wasmcloud).")
    private @Nullable Path data;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen at (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--api-port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The API's port, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int apiPort;

    @Option(
            names = "--run-port",
            paramLabel = "N",
            defaultValue = "8081",
            description =
                    "The port that functions answer at, 0 for any free one (default:"
                            + " ${DEFAULT-VALUE}).")
    private int runPort;

    @Option(
            names = "--no-examples",
            description = "Do not deploy the example functions on the first start.")
    private boolean withoutExamples;

    @Option(
            names = "--guests",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "How many runs may go on at once, as far as the system has room for them"
                            + " (default: ${DEFAULT-VALUE}).")
    private int guests;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "The policy of functions that have none of their own (default: logs, and any"
                            + " public host over HTTP and HTTPS).")
    private @Nullable Path policy;

    @Option(
            names = "--allow-network",
            paramLabel = "CIDR",
            description =
                    "A network that functions may reach although it is not public, for example"
                            + " 10.1.0.0/16; may be given again. Their policies hold there too.")
    private List<Network> allowedNetworks = List.of();

    @Option(
            names = "--abuse-contact",
            paramLabel = "TEXT",
            defaultValue = "whoever runs this server",
            description =
                    "Whom callers of a suspended function are told to ask, for example an e-mail"
                            + " address (default: ${DEFAULT-VALUE}).")
    private String abuseContact = "whoever runs this server";

    @Mixin private final EdgeOptions edge = new EdgeOptions();

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    String bind() {
        return bind;
    }

    int apiPort() {
        return apiPort;
    }

    int runPort() {
        return runPort;
    }

    /** Returns how functions meet their clients. */
    EdgeChoice edge(DataFolder folder) {
        return edge.choice(folder);
    }

    int guests() {
        return guests;
    }

    Optional<Path> policy() {
        return Optional.ofNullable(policy);
    }

    List<Network> allowedNetworks() {
        return allowedNetworks;
    }

    String abuseContact() {
        return abuseContact;
    }

    boolean examples() {
        return !withoutExamples;
    }
}
