package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.api.AccountSettings;
import run.wasmcloud.api.Allowances;
import run.wasmcloud.api.ApiServer;
import run.wasmcloud.api.ApiSettings;
import run.wasmcloud.api.BillingSettings;
import run.wasmcloud.api.ExampleCatalogue;
import run.wasmcloud.api.HostedSites;
import run.wasmcloud.api.mail.SmtpSettings;
import run.wasmcloud.api.openid.ProviderSettings;
import run.wasmcloud.app.configuration.Secret;
import run.wasmcloud.app.configuration.ServerConfiguration;
import run.wasmcloud.app.operator.OperatorServer;
import run.wasmcloud.panel.signin.SignInPages;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A process that serves the API. */
final class ApiProcess implements AutoCloseable {
    /** It compiles modules, and runs none. */
    private static final int GUESTS = 1;

    private final Engine engine;
    private final ApiServer server;
    private final @Nullable OperatorServer operator;

    ApiProcess(Installation installation) throws IOException {
        try (var undo = new Undo()) {
            engine = undo.add(new Engine(installation, "wasmcloud-api", GUESTS));
            server =
                    undo.add(
                            ApiServer.open(
                                    settings(installation).withProxies(installation.proxies()),
                                    engine.store(),
                                    engine.library().modules()::admit,
                                    ExampleCatalogue.inJar("/examples"),
                                    engine.registry(),
                                    HostedSites.none(),
                                    engine.telemetry()));
            operator = engine.operator(installation.configuration().operator());
            undo.forget();
        }
    }

    private static ApiSettings settings(Installation installation) throws IOException {
        var configuration = installation.configuration();
        var api = configuration.api();
        return new ApiSettings(
                api.bind(),
                api.port(),
                hostNames(api),
                configuration.executor().url(),
                installation.policy().text(),
                accounts(configuration),
                Set.copyOf(api.reservedNames()),
                new BillingSettings(
                        configuration.billing().secrets().stream().map(Secret::text).toList()),
                installation.problemTypes(),
                api.resolver().orElse(""));
    }

    private static Set<String> hostNames(ServerConfiguration.Api api) {
        var names = new HashSet<String>();
        names.add(api.url().getHost().toLowerCase(Locale.ROOT));
        api.hostNames().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    private static AccountSettings accounts(ServerConfiguration configuration) {
        var accounts = configuration.accounts();
        var links = accounts.panel().orElse(configuration.api().url());
        var returns = new HashSet<URI>(accounts.returns());
        accounts.panel().map(SignInPages::comesBackTo).ifPresent(returns::add);
        var mail = configuration.mail();
        return new AccountSettings(
                accounts.signUp(),
                mail.host().map(host -> smtp(mail, host)).orElse(null),
                Allowances.usual(),
                providers(configuration),
                configuration.api().url(),
                links,
                returns);
    }

    private static SmtpSettings smtp(ServerConfiguration.Mail mail, String host) {
        return new SmtpSettings(
                host,
                mail.port(),
                mail.security(),
                mail.user().orElse(null),
                mail.password().map(Secret::text).orElse(null),
                mail.from().orElseThrow());
    }

    private static List<ProviderSettings> providers(ServerConfiguration configuration) {
        return configuration.provider().entrySet().stream()
                .map(
                        entry ->
                                new ProviderSettings(
                                        entry.getKey(),
                                        entry.getValue().title(),
                                        entry.getValue().issuer(),
                                        entry.getValue().clientId(),
                                        entry.getValue().clientSecret().text()))
                .toList();
    }

    int port() {
        return server.port();
    }

    /** Returns where the operator is shown figures; empty when nowhere. */
    Optional<String> operator() {
        return Optional.ofNullable(operator).map(OperatorServer::address);
    }

    @Override
    public void close() {
        try (engine;
                server;
                operator) {
            // The server first.
        }
    }
}
