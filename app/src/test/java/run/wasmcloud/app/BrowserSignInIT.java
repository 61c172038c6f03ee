package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.cli.Shell;
import run.wasmcloud.store.embedded.EmbeddedServer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Signing in in the browser: the real tool, API and OpenID Connect server; a client plays the
 * browser.
 */
@Timeout(300)
class BrowserSignInIT {
    /** Where the API says that it is: it has any free port. */
    private static final String CONFIGURED = "http://localhost:8080";

    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();

    @TempDir private static Path folder;
    private static EmbeddedServer database;
    private static ServerProcess server;
    private static String api = "";

    private final HttpClient browser = HttpClient.newHttpClient();
    private final String config = UUID.randomUUID().toString();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Said err = new Said();

    /** What the tool says, for a test that waits for some of it. */
    private static final class Said extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] source, int offset, int length) {
            super.write(source, offset, length);
            notifyAll();
        }

        synchronized String await(String regex) throws InterruptedException {
            var pattern = Pattern.compile(regex);
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            for (var found = pattern.matcher(text()); ; found = pattern.matcher(text())) {
                if (found.find()) {
                    return found.group(1);
                }
                assertThat(end - System.nanoTime()).as(text()).isPositive();
                wait(1_000);
            }
        }

        synchronized String text() {
            return toString(StandardCharsets.UTF_8);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedServer.open(folder.resolve("postgresql"));
        PROVIDER.start(InetAddress.getLoopbackAddress(), 0);
        var file = folder.resolve("wasmcloud.toml");
        Files.writeString(
                file,
                """
                [node]
                folder = "%1$s/node"
                [database]
                url = "%2$s"
                user = "%3$s"
                password = "%4$s"
                [modules]
                folder = "%1$s/modules"
                [keys]
                folder = "%1$s/keys"
                [api]
                url = "%5$s"
                port = 0
                [executor]
                url = "http://run.localhost:8081"
                abuse-contact = "abuse@example.com"
                [accounts]
                sign-up = "open"
                [provider.corp]
                title = "Corp"
                issuer = "%6$s"
                client-id = "our-id"
                client-secret = "our-secret"
                """
                        .formatted(
                                folder,
                                database.address().jdbcUrl(),
                                database.address().user(),
                                database.address().password(),
                                CONFIGURED,
                                PROVIDER.issuerUrl("corp")));
        server =
                ServerProcess.start(
                        folder.resolve("log"), List.of("api", "--config", file.toString()));
        var port = URI.create(server.awaitReady("API")).getPort();
        api = "http://localhost:" + port;
    }

    @AfterAll
    static void stop() {
        server.close();
        PROVIDER.shutdown();
        database.close();
    }

    private CompletableFuture<Integer> tool(String... arguments) {
        var shell =
                new Shell(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false,
                        false,
                        Map.of(
                                "WASMCLOUD_API",
                                api,
                                "XDG_CONFIG_HOME",
                                folder.resolve(config).toString()),
                        Clock.systemUTC());
        return CompletableFuture.supplyAsync(() -> Main.tool(shell).run(arguments));
    }

    private int ended(CompletableFuture<Integer> run) throws Exception {
        return run.get(90, TimeUnit.SECONDS);
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        var reached = URI.create(address.toString().replace(CONFIGURED, api));
        return browser.send(HttpRequest.newBuilder(reached).build(), BodyHandlers.ofString());
    }

    private static URI location(HttpResponse<?> redirect) {
        assertThat(redirect.statusCode()).isEqualTo(302);
        return URI.create(redirect.headers().firstValue("Location").orElseThrow());
    }

    /** Goes from the API to the provider and back to the API, and returns where that leads to. */
    private URI signedIn(URI page, String email, boolean verified) throws Exception {
        PROVIDER.enqueueCallback(
                new DefaultOAuth2TokenCallback(
                        "corp",
                        email,
                        "JWT",
                        List.of("our-id"),
                        Map.of("email", email, "email_verified", verified),
                        3600));
        return location(get(location(get(location(get(page))))));
    }

    @Test
    void signsInAndRemembersIt() throws Exception {
        var email = UUID.randomUUID() + "@example.com";
        var login = tool("login", "--browser");
        var page = URI.create(err.await("(http\\S+/v1/auth/corp\\S+)\n"));

        var back = signedIn(page, email, true);
        assertThat(back.getHost()).isEqualTo("127.0.0.1");
        var stranger = URI.create("http://127.0.0.1:%d/?code=x".formatted(back.getPort()));
        assertThat(get(stranger).statusCode()).isEqualTo(404);
        assertThat(get(back).body()).contains("The terminal goes on");

        assertThat(ended(login)).as(err.text()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Signed in to", email);
        assertThat(ended(tool("whoami"))).as(err.text()).isZero();
    }

    @Test
    void saysWhyNobodyIsLetIn() throws Exception {
        var login = tool("login", "--browser", "corp");
        var page = URI.create(err.await("(http\\S+/v1/auth/corp\\S+)\n"));

        var back = signedIn(page, "eve@example.com", false);

        assertThat(back.getRawQuery()).contains("error=");
        assertThat(get(back).statusCode()).isEqualTo(400);
        assertThat(ended(login)).isEqualTo(3);
        assertThat(err.text()).contains("Not signed in", "wasmcloud login --browser");
    }

    @Test
    void takesNoCodeThatItsOwnSignInDidNotGive() throws Exception {
        var login = tool("login", "--browser");
        var page = URI.create(err.await("(http\\S+/v1/auth/corp\\S+)\n"));
        var back = signedIn(page, UUID.randomUUID() + "@example.com", true).toString();

        get(URI.create(back.replaceFirst("code=.*", "code=somebody-elses")));

        assertThat(ended(login)).isEqualTo(3);
        assertThat(folder.resolve(config)).doesNotExist();
    }

    @Test
    void waitsNoLongerThanItIsTold() throws Exception {
        assertThat(ended(tool("login", "--browser", "--timeout", "1ms"))).isEqualTo(3);
        assertThat(err.text()).contains("Nobody signed in within");
    }

    @Test
    void namesTheProvidersThatThereAre() throws Exception {
        assertThat(ended(tool("login", "--browser", "crop"))).isEqualTo(4);
        assertThat(err.text()).contains("The server knows corp", "--browser corp");
    }
}
