package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.DeploymentRequest;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;

/** The versions of one function. Every method throws {@link ClientException}. */
public final class Deployments {
    private final Transport transport;
    private final FunctionName function;
    private final boolean activate;

    Deployments(Transport transport, FunctionName function) {
        this(transport, function, true);
    }

    private Deployments(Transport transport, FunctionName function, boolean activate) {
        this.transport = transport;
        this.function = function;
        this.activate = activate;
    }

    /**
     * Returns the same, but what is deployed is only staged: the function's address goes on leading
     * to the active version.
     */
    public Deployments staged() {
        return new Deployments(transport, function, false);
    }

    /** Lists the deployments, the newest first. */
    public Listing<DeploymentItem> list() {
        return new Listing<>(
                cursor -> transport.page(route().with("cursor", cursor), DeploymentItem.class));
    }

    /** Returns one deployment. */
    public DeploymentItem get(int number) {
        return transport.get(route().below(Integer.toString(number)), DeploymentItem.class);
    }

    /**
     * Deploys a module from a file, sent as it is read, and activates it.
     *
     * @param message what to remember of this version, null for nothing
     * @throws java.io.UncheckedIOException when the file cannot be read
     */
    public DeploymentItem upload(Path module, @Nullable String message) {
        return transport.upload(deploying(message), module, DeploymentItem.class);
    }

    /**
     * Deploys a module from a file with what belongs to it, all in one version, and activates it.
     *
     * @param message what to remember of this version, null for nothing
     * @throws java.io.UncheckedIOException when a file cannot be read
     */
    public DeploymentItem upload(DeploymentUpload upload, @Nullable String message) {
        var form =
                new FormBody()
                        .with("module", "application/wasm", Transport.content(upload.module()));
        if (upload.files() != null) {
            form.with("files", "application/zip", Transport.content(upload.files()));
        }
        if (upload.policy() != null) {
            form.with(
                    "policy",
                    "text/plain; charset=utf-8",
                    BodyPublishers.ofString(upload.policy()));
        }
        if (upload.config() != null) {
            form.with("config", "application/json", transport.json(upload.config()));
        }
        return transport.upload(
                "POST",
                deploying(message),
                form.mediaType(),
                form.publisher(),
                DeploymentItem.class);
    }

    /**
     * Deploys a module that the API has, and activates it.
     *
     * @param message what to remember of this version, null for nothing
     */
    public DeploymentItem create(DeploymentRequest request, @Nullable String message) {
        return transport.post(deploying(message), request, DeploymentItem.class);
    }

    /** Makes a deployment the one that the function's address leads to. */
    public DeploymentItem activate(int number) {
        return transport.post(
                route().below(Integer.toString(number), "activate"), DeploymentItem.class);
    }

    private Route deploying(@Nullable String message) {
        return route().with("message", message).with("activate", activate ? null : false);
    }

    private Route route() {
        return Route.of("functions", function.value(), "deployments");
    }
}
