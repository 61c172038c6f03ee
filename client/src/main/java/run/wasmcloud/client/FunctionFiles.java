package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.FileListing;

import java.io.InputStream;
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
     * Returns the files that a version ships.
     *
     * @param deployment its number, null for the active one
     */
    public FileListing list(@Nullable Integer deployment) {
        return transport.get(route().with("deployment", deployment), FileListing.class);
    }

    /**
     * Opens the zip that a version's files came in. Close the stream.
     *
     * @param deployment its number, null for the active one
     */
    public InputStream open(@Nullable Integer deployment) {
        return transport.open(
                route().with("deployment", deployment).with("format", "zip"), "application/zip");
    }

    /**
     * Deploys the active version without files.
     *
     * @param message what to remember of this version, null for nothing
     * @param activate whether the function's address leads to it at once
     */
    public DeploymentItem delete(@Nullable String message, boolean activate) {
        return transport.delete(
                route().with("message", message).with("activate", activate), DeploymentItem.class);
    }

    private Route route() {
        return Route.of("functions", function.value(), "files");
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
                route().with("message", message).with("activate", activate),
                "application/zip",
                Transport.content(zip),
                DeploymentItem.class);
    }
}
