package run.wasmcloud.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.wire.ConfigRequest;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.DeploymentSettings;
import run.wasmcloud.store.NewFiles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A module with what is to be deployed with it, as {@code multipart/form-data}: what is not sent
 * stays as the active version has it.
 *
 * @param policy null when none was sent
 * @param config null when none was sent
 * @param files null when none were sent
 */
@SuppressWarnings("ArrayRecordComponent")
record DeploymentForm(
        byte[] wasm,
        @Nullable String policy,
        @Nullable Map<String, @Nullable String> config,
        @Nullable UploadedFiles files) {
    private static final String MODULE = "module";
    private static final String POLICY = "policy";
    private static final String CONFIG = "config";
    private static final String FILES = "files";
    private static final long LONGEST_POLICY = 256 * 1024;
    private static final long LONGEST_CONFIG = 1 << 20;

    /**
     * Reads a form and checks all of it.
     *
     * @throws run.wasmcloud.model.WasmcloudException when it is none, or its values are not valid
     */
    static DeploymentForm read(Caller caller, ApiRequest request) {
        var limits = caller.limits();
        var parts =
                request.parts(
                        Map.of(
                                MODULE,
                                limits.moduleBytes(),
                                POLICY,
                                LONGEST_POLICY,
                                CONFIG,
                                LONGEST_CONFIG,
                                FILES,
                                limits.files().bytes()));
        var form =
                new DeploymentForm(
                        parts.find(MODULE).orElseGet(() -> new byte[0]),
                        parts.find(POLICY).map(bytes -> new String(bytes, UTF_8)).orElse(null),
                        parts.find(CONFIG).map(bytes -> config(request, bytes)).orElse(null),
                        parts.find(FILES).map(zip -> files(zip, caller)).orElse(null));
        FieldErrors.requireNone(form.errors());
        return form;
    }

    private static @Nullable Map<String, @Nullable String> config(
            ApiRequest request, byte[] bytes) {
        return request.read(bytes, ConfigRequest.class).variables();
    }

    private static UploadedFiles files(byte[] zip, Caller caller) {
        UploadedFiles.requireAllowed(caller);
        return UploadedFiles.of(zip, caller, "/" + FILES);
    }

    private Stream<Optional<FieldError>> errors() {
        var module =
                wasm.length == 0
                        ? FieldErrors.error("/" + MODULE, "must be given")
                        : Optional.<FieldError>empty();
        var variables =
                config == null
                        ? Stream.<Optional<FieldError>>empty()
                        : Variables.errors("/config/variables", config);
        var inFiles = files == null ? List.<FieldError>of() : files.errors();
        return Stream.of(
                        Stream.of(module),
                        Policies.errors("/" + POLICY, policy).stream().map(Optional::of),
                        variables,
                        inFiles.stream().map(Optional::of))
                .flatMap(each -> each);
    }

    /** Returns settings with what was sent in place of what they have. */
    DeploymentSettings changed(DeploymentSettings settings) {
        return settings.withPolicy(policy == null ? settings.policy() : policy)
                .withConfig(config == null ? settings.config() : Variables.checked(config))
                .withFiles(files == null ? settings.files() : brought().map(NewFiles::files));
    }

    /** Returns the files that were sent. */
    Optional<NewFiles> brought() {
        return files == null ? Optional.empty() : files.files();
    }
}
