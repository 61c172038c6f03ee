package run.wasmcloud.app.configuration;

import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

import run.wasmcloud.app.traces.TraceSettings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What settings have to do with each other. */
final class ConfigurationChecks {
    private final ServerConfiguration server;
    private final List<ConfigurationProblem> problems = new ArrayList<>();

    private ConfigurationChecks(ServerConfiguration server) {
        this.server = server;
    }

    static List<ConfigurationProblem> of(ServerConfiguration server) {
        var checks = new ConfigurationChecks(server);
        checks.modules();
        checks.keys();
        checks.mail();
        checks.domains();
        checks.traces();
        return checks.problems;
    }

    private void require(boolean holds, String key, String detail) {
        if (!holds) {
            problems.add(new ConfigurationProblem(key, detail));
        }
    }

    private void modules() {
        var modules = server.modules();
        switch (modules.store()) {
            case FOLDER ->
                    require(
                            modules.folder().isPresent(),
                            "modules.folder",
                            "is missing (modules.store is folder; or keep modules in S3)");
            case S3 ->
                    require(
                            modules.s3Bucket().isPresent(),
                            "modules.s3-bucket",
                            "is missing (modules.store is s3)");
        }
        require(
                modules.s3AccessKey().isPresent() == modules.s3SecretKey().isPresent(),
                "modules.s3-secret-key",
                "one of modules.s3-access-key and modules.s3-secret-key is set (set both or none)");
    }

    private void keys() {
        var keys = server.keys();
        require(
                keys.folder().isPresent()
                        || (keys.tokens().isPresent()
                                && keys.compiled().isPresent()
                                && keys.secrets().isPresent()),
                "keys.folder",
                "is missing (set it, or all of keys.tokens, keys.compiled and keys.secrets)");
    }

    private void mail() {
        var mail = server.mail();
        require(
                mail.host().isEmpty() || mail.from().isPresent(),
                "mail.from",
                "is missing (mail.host is set)");
        require(
                mail.user().isPresent() == mail.password().isPresent(),
                "mail.password",
                "one of mail.user and mail.password is set (set both or none)");
    }

    private void traces() {
        for (var header : server.traces().headers()) {
            require(
                    TraceSettings.isHeader(header.text()),
                    "traces.headers",
                    "has one that is no header (expected: NAME=VALUE)");
        }
    }

    /**
     * What a browser lets share cookies must not be shared with what guests answer: the run domain
     * is nobody else's.
     */
    private void domains() {
        separate("api.url", server.api().url());
        server.accounts().panel().ifPresent(panel -> separate("accounts.panel", panel));
    }

    private void separate(String key, URI other) {
        sharedDomain(server.executor().url(), key, other)
                .ifPresent(
                        detail -> problems.add(new ConfigurationProblem("executor.url", detail)));
    }

    /** Returns what is wrong with the run domain next to another address; empty when nothing. */
    static Optional<String> sharedDomain(URI functions, String key, URI other) {
        var run = registrable(functions);
        return run.isEmpty() || !run.equals(registrable(other))
                ? Optional.empty()
                : Optional.of(
                        "%s shares the domain %s with %s, %s (functions need a registrable domain of their own, or their cookies are those of the others)"
                                .formatted(functions, run.get(), key, other));
    }

    /** Returns the part that somebody can register; empty for addresses and for public suffixes. */
    private static Optional<String> registrable(URI address) {
        var host = address.getHost();
        if (host.startsWith("[") || host.matches("[0-9.]+")) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                suffixes().getDomainRoot(host.toLowerCase(java.util.Locale.ROOT)));
    }

    private static PublicSuffixMatcher suffixes() {
        return PublicSuffixMatcherLoader.getDefault();
    }
}
