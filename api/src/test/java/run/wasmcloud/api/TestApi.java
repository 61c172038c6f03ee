package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import run.wasmcloud.api.mail.Mail;
import run.wasmcloud.api.mail.MailQueue;
import run.wasmcloud.api.mail.SmtpSettings;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.model.User;
import run.wasmcloud.olin.Olin;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.runtime.compiled.CompileProcesses;
import run.wasmcloud.runtime.compiled.CompiledModules;
import run.wasmcloud.runtime.compiled.CompilerSettings;
import run.wasmcloud.runtime.compiled.FormArchive;
import run.wasmcloud.runtime.compiled.FormFolder;
import run.wasmcloud.runtime.compiled.FormSeal;
import run.wasmcloud.runtime.compiled.SealKey;
import run.wasmcloud.store.AuditQuery;
import run.wasmcloud.store.IssuedToken;
import run.wasmcloud.store.SignInAttempts;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.Throttle;
import run.wasmcloud.store.Token;
import run.wasmcloud.wasi.Wasi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.spec.SecretKeySpec;

/**
 * The real API on a free port, with a real database and the real engine: one for all tests of the
 * process, so a test makes its own users.
 */
final class TestApi implements AutoCloseable {
    static final String PASSWORD = "correct horse battery staple";
    static final String BILLING_SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
    private static final int GUESTS = 4;

    /** Tests come from one address, and ask often. */
    static final Allowances GENEROUS =
            new Allowances(
                    new SignInAttempts.Rules(often("network"), often("both"), often("account")),
                    often("sign-up"),
                    often("reset"),
                    often("provider"),
                    often("letters"));

    private static final SealKey SEAL_KEY =
            new SealKey("test", new SecretKeySpec(new byte[32], "HmacSHA256"));

    /** Whether all tests of the room are run, as the build does. */
    private static final String ALL_TESTS = "wasmcloud.api.all-tests";

    private static final AuditQuery LAST_EVENTS =
            new AuditQuery(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    500);

    /**
     * Operations that are no GET and store nothing, always or at times: a question, a signature, a
     * module that is only checked, and what is known already.
     */
    private static final Set<String> CHANGES_NOTHING =
            Set.of(
                    "POST /v1/functions/{name}/policy/check",
                    "POST /v1/functions/{name}/signed-urls",
                    "POST /v1/modules",
                    "POST /v1/functions/{name}/domains",
                    "POST /v1/billing/events");

    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final Path folder;
    private final Store store;
    private final Olin olin = new Olin();
    private final Sandbox sandbox;
    private final CompileProcesses compiler;
    private final CompiledModules modules;
    private final ApiSettings settings;
    private final TestDns dns;
    private final ExampleCatalogue examples = ExampleCatalogue.inJar("/examples");
    private final ApiServer server;
    private final ApiDocument document = ApiDocument.read();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestApi() throws IOException {
        folder = Files.createTempDirectory("wasmcloud-api");
        store = Store.embedded(folder);
        sandbox = Sandbox.open(SandboxSettings.forGuests(GUESTS), List.of(new Wasi(), olin));
        compiler =
                CompileProcesses.of(
                        sandbox.codeSettings(),
                        sandbox.codeName(),
                        CompilerSettings.forProcessors(2));
        modules =
                new CompiledModules(
                        sandbox,
                        compiler,
                        new FormSeal(List.of(SEAL_KEY)),
                        FormFolder.open(folder.resolve("compiled"), 1L << 30),
                        FormArchive.none());
        dns = new TestDns();
        settings = resolving(settings(0), dns.address());
        // Tests send more in a minute than people do.
        store.plans()
                .put(
                        Plan.PAID,
                        Plan.PAID.limits().with(PlanFigure.API_REQUESTS_A_MINUTE, 1_000_000),
                        OptionalInt.empty());
        server = ApiServer.open(settings, store, modules::admit, examples);
    }

    static ApiSettings settings(int port) {
        return settings(port, accounts(SignUpMode.CLOSED, null, GENEROUS));
    }

    static AccountSettings accounts(
            SignUpMode mode, @Nullable SmtpSettings mail, Allowances allowances) {
        return new AccountSettings(
                mode,
                mail,
                allowances,
                List.of(),
                URI.create("http://api.localhost:8080"),
                URI.create("http://panel.localhost:8080"),
                Set.of());
    }

    private static Throttle.Rule often(String name) {
        return new Throttle.Rule("generous " + name, 1_000_000, Duration.ofMillis(1));
    }

    static ApiSettings settings(int port, AccountSettings accounts) {
        return new ApiSettings(
                InetAddress.getLoopbackAddress(),
                port,
                Set.of("localhost", "api.localhost"),
                URI.create("http://run.localhost:8081"),
                Policy.standardText(),
                accounts,
                Set.of("status", "happy-cloud"),
                new BillingSettings(List.of(BILLING_SECRET)),
                "http://api.localhost:8080/problems/",
                "");
    }

    private static ApiSettings resolving(ApiSettings settings, String resolver) {
        return new ApiSettings(
                settings.address(),
                settings.port(),
                settings.hostNames(),
                settings.functions(),
                settings.policy(),
                settings.accounts(),
                settings.reservedNames(),
                settings.billing(),
                settings.problemTypes(),
                resolver);
    }

    /** Gives the API to tests that have it as a parameter. */
    static final class Provider implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestApi.class;
        }

        @Override
        public TestApi resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(TestApi.class, _ -> start(), TestApi.class);
        }

        private static TestApi start() {
            try {
                return new TestApi();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns what the API asks whose a host name is. */
    TestDns dns() {
        return dns;
    }

    DomainProofs proofs() {
        return new DomainProofs(store.domains(), new DnsTxtRecords(settings.resolver()));
    }

    Store store() {
        return store;
    }

    int port() {
        return server.port();
    }

    ApiDocument document() {
        return document;
    }

    HttpClient http() {
        return http;
    }

    /** Returns the routes that exist. */
    List<Routes.Route> routes() {
        return ApiRoutes.of(
                        store,
                        modules::admit,
                        examples,
                        settings,
                        new MailQueue(Mail.none()),
                        proofs())
                .all();
    }

    /** Tries to open another API on a port. */
    ApiServer openOn(int port) {
        return ApiServer.open(settings(port), store, modules::admit, examples);
    }

    /** Opens another API on a free port and a store of its own. */
    ApiServer openOn(Store other) {
        return ApiServer.open(settings(0), other, modules::admit, examples);
    }

    /** Opens another API on a free port and the same store, where people get accounts otherwise. */
    ApiServer openWith(AccountSettings accounts) {
        return ApiServer.open(settings(0, accounts), store, modules::admit, examples);
    }

    /** The same, behind proxies that are believed. */
    ApiServer openWith(AccountSettings accounts, TrustedProxies proxies) {
        var behind = settings(0, accounts).withProxies(proxies);
        return ApiServer.open(behind, store, modules::admit, examples);
    }

    User user(Plan plan) {
        return store.users().create(UUID.randomUUID() + "@example.com", PASSWORD, Role.USER, plan);
    }

    IssuedToken token(User user, TokenScope scope) {
        var expiresAt = Instant.now().plus(Duration.ofHours(1));
        return store.tokens().issue(user.id(), Token.Kind.API, "test", scope, expiresAt);
    }

    /** Returns a new user's token for everything. */
    String newUser() {
        return token(user(Plan.PAID), TokenScope.ADMIN).jwt();
    }

    /** Returns a new admin's token for everything. */
    String admin() {
        var address = UUID.randomUUID() + "@example.com";
        var user = store.users().create(address, PASSWORD, Role.ADMIN, Plan.PAID);
        return token(user, TokenScope.ADMIN).jwt();
    }

    /** Notes that a request was answered without a problem. */
    void noteUse(String operation) {
        used.add(operation);
    }

    /** Fails when something was changed and the audit trail does not tell of it. */
    void requireEvent(String operation, int status, String request) {
        if (!operation.startsWith("GET ")
                && status != 202
                && !CHANGES_NOTHING.contains(operation)) {
            assertThat(store.auditTrail().list(LAST_EVENTS).items())
                    .as("an event of %s", operation)
                    .anyMatch(event -> request.equals(String.valueOf(event.actor().request())));
        }
    }

    /** Fails when tests of the whole room leave out an operation of the document. */
    private void requireAllUsed() {
        if (Boolean.getBoolean(ALL_TESTS) && System.getProperty("it.test") == null) {
            assertThat(used).as("operations that tests use").containsAll(document.routes());
        }
    }

    /** Begins a request to a route of the document. */
    Call call(String method, String path, Object... parts) {
        return new Call(this, method, path, parts);
    }

    @Override
    public void close() throws IOException {
        server.close();
        dns.close();
        compiler.close();
        sandbox.close();
        olin.close();
        store.close();
        http.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        requireAllUsed();
    }
}
