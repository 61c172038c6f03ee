package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.net.URI;
import java.nio.file.Path;

/** What every command understands. */
final class GlobalOptions {
    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "How to write results: text or json.")
    private Format format = Format.TEXT;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "The same as -o json.")
    private boolean json;

    @Option(
            names = "--api",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The API's address. Else WASMCLOUD_API, else the profile's.")
    private @Nullable URI api;

    @Option(
            names = "--token-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "A file that holds a token. Else WASMCLOUD_TOKEN, else the profile's.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--profile",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Which sign-in to use. Else WASMCLOUD_PROFILE, else default.")
    private @Nullable String profile;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // The parser reads it.
    private boolean help;

    Format format() {
        return json ? Format.JSON : format;
    }

    @Nullable URI api() {
        return api;
    }

    @Nullable Path tokenFile() {
        return tokenFile;
    }

    @Nullable String profile() {
        return profile;
    }
}
