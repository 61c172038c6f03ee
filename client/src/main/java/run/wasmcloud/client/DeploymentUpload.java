package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.ConfigRequest;

import java.nio.file.Path;

/**
 * A module with what is to be deployed with it; what is null stays as the active version has it.
 *
 * @param module the file of the module
 * @param files a zip of files that the version ships
 * @param policy the policy file's text
 * @param config all configuration variables
 */
public record DeploymentUpload(
        Path module,
        @Nullable Path files,
        @Nullable String policy,
        @Nullable ConfigRequest config) {}
