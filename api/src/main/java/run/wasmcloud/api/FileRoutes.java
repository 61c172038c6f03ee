package run.wasmcloud.api;

import run.wasmcloud.store.Caller;
import run.wasmcloud.store.NewFiles;

import java.util.Map;
import java.util.Optional;

/** The files that versions ship. */
final class FileRoutes {
    private static final String PART = "files";

    private final FunctionRoutes functions;
    private final Deployer deployer;
    private final UploadTurns uploads;

    FileRoutes(FunctionRoutes functions, Deployer deployer, UploadTurns uploads) {
        this.functions = functions;
        this.deployer = deployer;
        this.uploads = uploads;
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
            return checked(request.bytes(most, "A zip of files"), caller, "");
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
