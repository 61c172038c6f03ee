package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.DeploymentItem;

import java.nio.file.Path;

/** The files that the versions of one function ship. Throws {@link ClientException}. */
public final class FunctionFiles {
    private final Transport transport;
    private final FunctionName function;

    FunctionFiles(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /**
     * Deploys the active version with other files, sent as they are read.
     *
     * @param zip one without files takes them away
     * @param message what to remember of this version, null for nothing
     * @param activate whether the function's address leads to it at once
     * @throws java.io.UncheckedIOException when the zip cannot be read
     */
    public DeploymentItem put(Path zip, @Nullable String message, boolean activate) {
        return transport.upload(
                "PUT",
                Route.of("functions", function.value(), "files")
                        .with("message", message)
                        .with("activate", activate),
                "application/zip",
                Transport.content(zip),
                DeploymentItem.class);
    }
}
