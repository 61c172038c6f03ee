package run.wasmcloud.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.panel.web.SessionKeys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/** What the panel tells any client, without an API behind it. */
class PanelIT {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final int port = freePort();
    private final URI address = URI.create("http://localhost:" + port);
    private final Panel panel =
            new Panel(
                    new PanelSettings(
                            URI.create("http://localhost:1"),
                            address,
                            URI.create("http://run.localhost:1"),
                            SessionKeys.ofThisProcess(),
                            TrustedProxies.none()));
    private final WebServer server =
            WebServer.builder()
                    .address(InetAddress.getLoopbackAddress())
                    .port(port)
                    .shutdownHook(false)
                    .routing(HttpRouting.builder().any(panel.site()))
                    .build()
                    .start();
    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String cookie = "none=";

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        server.stop();
        panel.close();
        browser.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Cookie", cookie)
                .timeout(Duration.ofMinutes(1));
    }

    private HttpResponse<String> get(String path) throws Exception {
        var answer = browser.send(to(path).build(), BodyHandlers.ofString());
        answer.headers()
                .firstValue("Set-Cookie")
                .ifPresent(kept -> cookie = kept.substring(0, kept.indexOf(';')));
        return answer;
    }

    private HttpResponse<String> post(String path, String form, String... headers)
            throws Exception {
        var request =
                to(path).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form));
        for (var at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private String token() throws Exception {
        var found = TOKEN.matcher(get("/").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Content-Type-Options | nosniff",
                "X-Frame-Options | DENY",
                "Referrer-Policy | same-origin",
                "Cross-Origin-Opener-Policy | same-origin",
                "Cache-Control | no-store",
                "Content-Type | text/html; charset=utf-8"
            })
    void everyPageSaysWhatBrowsersMustNotDo(String header, String value) throws Exception {
        assertThat(get("/").headers().firstValue(header)).hasValue(value);
        assertThat(get("/nowhere").headers().firstValue(header)).hasValue(value);
    }

    @Test
    void noPageMayLoadAnythingFromElsewhereOrRunAScriptOfItsOwn() throws Exception {
        var page = get("/");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy ->
                                assertThat(policy)
                                        .startsWith("default-src 'none'; script-src 'self';")
                                        .contains("frame-ancestors 'none'", "form-action 'self'")
                                        .doesNotContain("unsafe", "http:", "https:"));
        assertThat(page.body())
                .doesNotContainPattern("<script(?![^>]*src=\"/assets/)")
                .doesNotContainPattern("<style|style=\"|onclick=|href=\"https?://(?!hello)");
    }

    @Test
    void keepsItsCookieFromScriptsAndOtherSites() throws Exception {
        assertThat(get("/").headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(
                        cookie ->
                                assertThat(cookie)
                                        .matches(
                                                "wasmcloud=[A-Za-z0-9_-]+; Path=/; Max-Age=43200;"
                                                        + " HttpOnly; SameSite=Lax"));
    }

    @Test
    void sendsAssetsForGoodAndCompressed() throws Exception {
        var style = Pattern.compile("href=\"(/assets/[0-9a-f]{16}/panel.css)\"");
        var found = style.matcher(get("/").body());
        assertThat(found.find()).isTrue();

        var asset =
                browser.send(
                        to(found.group(1)).header("Accept-Encoding", "gzip").build(),
                        BodyHandlers.ofByteArray());

        assertThat(asset.headers().firstValue("Cache-Control"))
                .hasValue("public, max-age=31536000, immutable");
        assertThat(asset.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(asset.body()).hasSizeLessThan(20_000);
        assertThat(get("/assets/0000000000000000/panel.css").headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
        assertThat(get("/assets/0000000000000000/other.css").statusCode()).isEqualTo(404);
    }

    @Test
    void answersNoOtherHostName() throws Exception {
        var other = URI.create("http://127.0.0.1:" + port + "/");

        var answer = browser.send(HttpRequest.newBuilder(other).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("does not answer for this host name");
    }

    @Test
    void leadsWhoIsNotSignedInToTheSignInAndBack() throws Exception {
        var answer = get("/functions?deleted=true");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/sign-in?next=%2Ffunctions%3Fdeleted%3Dtrue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csrf=", "csrf=AAAA", "email=who@example.com", ""})
    void takesNoFormWithoutItsToken(String form) throws Exception {
        get("/");

        var answer = post("/sign-in", form);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("This form is out of date");
    }

    @Test
    void takesNoFormThatAnotherSiteSends() throws Exception {
        var form = "csrf=" + token();

        assertThat(post("/sign-in", form, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(post("/sign-in", form, "Sec-Fetch-Site", "same-site").statusCode())
                .isEqualTo(403);
        assertThat(post("/sign-in", form, "Origin", "http://evil.example.com").statusCode())
                .isEqualTo(403);
        assertThat(post("/sign-in", form, "Origin", "null").statusCode()).isEqualTo(403);
    }

    @Test
    void saysWhenItsApiDoesNotAnswer() throws Exception {
        var answer = post("/sign-in", "csrf=" + token() + "&email=a@example.com&password=x");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("The panel cannot reach its API at the moment", "Try again in a moment")
                .doesNotContain("localhost:1<", "Exception");
    }

    @Test
    void refusesFormsThatAreTooLong() throws Exception {
        var answer = post("/sign-in", "csrf=" + token() + "&email=" + "a".repeat(1 << 20));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void refusesBodiesThatAreNoForms() throws Exception {
        var request =
                to("/sign-in")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build();

        assertThat(browser.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    }

    @Test
    void showsWhatSomebodyTypedAsText() throws Exception {
        var answer = get("/confirm?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");

        assertThat(answer.body()).contains("script>alert(1)").doesNotContain("<script>alert");
    }

    @Test
    void answersHeadAsGetWithoutABody() throws Exception {
        var request = to("/").method("HEAD", BodyPublishers.noBody()).build();

        var answer = browser.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void refusesOtherMethods() throws Exception {
        var answer = get("/sign-out");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).contains("This address is asked with the method POST.");
    }
}
