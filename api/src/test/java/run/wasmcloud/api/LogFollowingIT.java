package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.IssuedToken;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@ExtendWith(TestApi.Provider.class)
@Timeout(120)
class LogFollowingIT {
    private final TestApi api;
    private final User owner;
    private final IssuedToken token;
    private final Function function;

    LogFollowingIT(TestApi api) {
        this.api = api;
        this.owner = api.user(Plan.PAID);
        this.token = api.token(owner, TokenScope.READ);
        this.function = api.store().functions().create(owner, Optional.empty(), "");
    }

    private void ship(LogLevel level, String text) {
        var line =
                new LogLine(
                        function.id(),
                        InvocationId.create(),
                        Instant.now(),
                        level,
                        LogSource.GUEST,
                        text);
        var shipments = api.store().shipments();
        shipments.take(ExecutorId.create(), 1, List.of(), List.of(shipments.row(line)));
    }

    private HttpResponse<InputStream> open(String query, String... headers) {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/v1/functions/%s/logs%s"
                                                .formatted(api.port(), function.name(), query)))
                        .header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + token.jwt());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return api.http().send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedReader reader(HttpResponse<InputStream> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader lines, String field) throws IOException {
        var line = lines.readLine();
        while (!line.startsWith(field)) {
            line = lines.readLine();
        }
        return line.substring(field.length());
    }

    @Test
    void sendsTheLastLinesAndThenEachAsItComes() throws IOException {
        ship(LogLevel.INFO, "old");
        ship(LogLevel.INFO, "before\nnow");
        try (var lines = reader(open("?limit=1"))) {
            assertThat(next(lines, "data: ")).contains("\"text\":\"before\\nnow\"");
            ship(LogLevel.ERROR, "now");
            assertThat(next(lines, "data: ")).contains("\"text\":\"now\"", "\"level\":\"error\"");
        }
    }

    @Test
    void goesOnAfterTheLastEventThatAClientHas() throws IOException {
        ship(LogLevel.INFO, "first");
        String first;
        try (var lines = reader(open(""))) {
            first = next(lines, "id: ");
        }
        ship(LogLevel.INFO, "second");

        try (var lines = reader(open("", "Last-Event-ID", first))) {
            assertThat(next(lines, "data: ")).contains("\"text\":\"second\"");
        }
    }

    @Test
    void sendsOnlyWhatIsAskedFor() throws IOException {
        try (var lines = reader(open("?level=warning&search=NEEDLE"))) {
            ship(LogLevel.ERROR, "hay");
            ship(LogLevel.INFO, "a needle");
            ship(LogLevel.ERROR, "this needle");
            assertThat(next(lines, "data: ")).contains("\"text\":\"this needle\"");
        }
    }

    @Test
    void endsWhenTheTokenIsRevoked() throws IOException {
        try (var lines = reader(open(""))) {
            api.store().tokens().revoke(owner.id(), token.token().id());

            assertThat(lines.lines().toList()).doesNotContain("event: line");
        }
    }

    @Test
    void boundsHowManyLogsAUserFollows() throws IOException {
        var streams = new ArrayList<InputStream>();
        try {
            for (var count = 0; count < 10; count++) {
                var response = open("");
                assertThat(response.statusCode()).isEqualTo(200);
                streams.add(response.body());
            }
            var refused = open("");
            assertThat(refused.statusCode()).isEqualTo(429);
            refused.body().close();
        } finally {
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void refusesWhatCannotBeFollowed() {
        api.call("GET", "/v1/functions/{name}/logs", function.name())
                .as(api.newUser())
                .header("Accept", "text/event-stream")
                .refused(404, "not-found");
        api.call("GET", "/v1/functions/{name}/logs", function.name())
                .as(token.jwt())
                .query("search", "x".repeat(201))
                .refused(422, "invalid-value");
    }
}
