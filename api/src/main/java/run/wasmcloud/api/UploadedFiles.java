package run.wasmcloud.api;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.NewFiles;
import run.wasmcloud.store.ShippedFiles;
import run.wasmcloud.wasi.FileArchive;

import java.util.List;
import java.util.Optional;

/**
 * A zip that somebody sent: files, or what is wrong with it.
 *
 * @param files empty when there are none in it
 * @param errors empty when it can be shipped
 */
record UploadedFiles(Optional<NewFiles> files, List<FieldError> errors) {
    static final String MEDIA_TYPE = "application/zip";

    /**
     * Looks through a zip.
     *
     * @param pointer where it is in the request
     * @throws WasmcloudException {@code TOO_LARGE} when it has more than the caller's plan allows
     */
    static UploadedFiles of(byte[] zip, Caller caller, String pointer) {
        var limits = caller.limits().files();
        try {
            var bounds = new FileArchive.Bounds(limits.bytes(), limits.count());
            return shipped(zip, FileArchive.of(zip, bounds).check());
        } catch (WasmcloudException e) {
            if (e.code() == ErrorCode.INVALID_VALUE) {
                return new UploadedFiles(
                        Optional.empty(), List.of(new FieldError(pointer, e.detail())));
            }
            throw new WasmcloudException(
                    e.code(),
                    "%s, the limit of the plan %s"
                            .formatted(e.detail(), Json.word(caller.user().plan())),
                    e);
        }
    }

    private static UploadedFiles shipped(byte[] zip, FileArchive.Contents contents) {
        if (contents.files() == 0) {
            return new UploadedFiles(Optional.empty(), List.of());
        }
        var files = new ShippedFiles(ModuleHash.of(zip), contents.files(), contents.bytes());
        return new UploadedFiles(Optional.of(new NewFiles(files, zip)), List.of());
    }

    /**
     * Refuses whoever may ship nothing.
     *
     * @throws WasmcloudException {@code NOT_ALLOWED}
     */
    static void requireAllowed(Caller caller) {
        if (caller.limits().files().bytes() == 0) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED,
                    "The plan %s allows no files beside a module: ask for a larger plan"
                            .formatted(Json.word(caller.user().plan())));
        }
    }
}
