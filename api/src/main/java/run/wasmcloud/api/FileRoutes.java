package run.wasmcloud.api;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.FileListing;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Deployment;
import run.wasmcloud.store.NewFiles;
import run.wasmcloud.store.ShippedFiles;
import run.wasmcloud.store.Store;
import run.wasmcloud.wasi.FileArchive;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that versions ship. */
final class FileRoutes {
    private static final String PART = "files";

    private final Store store;
    private final FunctionRoutes functions;
    private final DeploymentRoutes deployments;
    private final Deployer deployer;
    private final UploadTurns uploads;

    FileRoutes(
            Store store,
            FunctionRoutes functions,
            DeploymentRoutes deployments,
            Deployer deployer,
            UploadTurns uploads) {
        this.store = store;
        this.functions = functions;
        this.deployments = deployments;
        this.deployer = deployer;
        this.uploads = uploads;
    }

    /** Lists the files of a version, or gives the zip that they came in. */
    Object get(Caller caller, ApiRequest request) {
        var isZip = request.query("format", "json or zip", FileRoutes::isZip).orElse(false);
        var deployment =
                deployments
                        .asked(functions.find(caller, request), request)
                        .orElseThrow(() -> ApiRequest.notFound("deployment: nothing is deployed"));
        var zip = deployment.settings().files().map(this::bytes);
        return isZip
                ? download(deployment, zip.orElseThrow(() -> ApiRequest.notFound("file there")))
                : listing(deployment, zip);
    }

    private static boolean isZip(String text) {
        return switch (text) {
            case "json" -> false;
            case "zip" -> true;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private byte[] bytes(ShippedFiles files) {
        return store.fileArchives()
                .read(files.archive())
                .orElseThrow(
                        () ->
                                new WasmcloudException(
                                        ErrorCode.INTERNAL,
                                        "The files' bytes are missing: upload them again"));
    }

    private static Streamed download(Deployment deployment, byte[] zip) {
        return new Streamed(
                UploadedFiles.MEDIA_TYPE,
                "files-v%d.zip".formatted(deployment.number()),
                stream -> stream.write(zip));
    }

    private static FileListing listing(Deployment deployment, Optional<byte[]> zip) {
        var files =
                zip.map(bytes -> FileArchive.of(bytes, FileArchive.Bounds.widest()).files())
                        .orElse(List.of());
        return new FileListing(
                deployment.number(),
                files.stream()
                        .map(file -> new FileListing.Item(file.path(), file.bytes()))
                        .toList());
    }

    /** Deploys the active version without files. */
    Object delete(Caller caller, ApiRequest request) {
        var wish = Deployer.Wish.of(caller, functions.find(caller, request), request);
        var made =
                deployer.redeploy(
                        wish,
                        settings -> settings.withFiles(Optional.empty()),
                        Optional.empty(),
                        request.ifMatch());
        return Answer.created(DeploymentRoutes.location(wish.function(), made), made);
    }

    /** A zip without files takes them away. */
    Object put(Caller caller, ApiRequest request) {
        UploadedFiles.requireAllowed(caller);
        var wish = Deployer.Wish.of(caller, functions.find(caller, request), request);
        var made =
                uploads.take(
                        caller.user().id(),
                        () -> {
                            var files = files(caller, request);
                            return deployer.redeploy(
                                    wish,
                                    settings -> settings.withFiles(files.map(NewFiles::files)),
                                    files,
                                    request.ifMatch());
                        });
        return Answer.created(DeploymentRoutes.location(wish.function(), made), made);
    }

    private static Optional<NewFiles> files(Caller caller, ApiRequest request) {
        var most = caller.limits().files().bytes();
        if (!request.mediaType().equals(FormParts.MEDIA_TYPE)) {
            request.requireMediaType(UploadedFiles.MEDIA_TYPE);
            return checked(
                    request.bytes(most, QueueRoutes.ofPlan("A zip of files", caller)), caller, "");
        }
        var zip =
                request.parts(Map.of(PART, most))
                        .find(PART)
                        .orElseThrow(() -> ApiRequest.invalid("/" + PART, "must be given"));
        return checked(zip, caller, "/" + PART);
    }

    private static Optional<NewFiles> checked(byte[] zip, Caller caller, String pointer) {
        var uploaded = UploadedFiles.of(zip, caller, pointer);
        FieldErrors.requireNone(uploaded.errors().stream().map(Optional::of));
        return uploaded.files();
    }
}
