package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.MissedRuns;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.QueueState;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.NewSchedule;
import run.wasmcloud.store.QueueItem;
import run.wasmcloud.store.QueueRequest;
import run.wasmcloud.store.StoredSchedule;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

@Timeout(300)
class AsynchronousIT {
    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static HttpResponse<String> post(
            Version version, Function function, String rest, byte[] body) throws Exception {
        return executor.client(version)
                .send(
                        executor.request(function, rest)
                                .header("Prefer", "wait=1, Respond-Async")
                                .header("Content-Type", "text/plain")
                                .header("Wasmcloud-Trigger", "schedule")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static InvocationId accepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(response.headers().firstValue("Preference-Applied")).hasValue("respond-async");
        var id = TestExecutor.invocation(response);
        assertThat(response.headers().firstValue("Location"))
                .hasValue("http://api.localhost:8080/v1/invocations/" + id);
        return id;
    }

    private static InvocationId add(Function function, String body) {
        var id = InvocationId.create();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        executor.store()
                .queue()
                .add(
                        id,
                        function.id(),
                        function.owner(),
                        new QueueRequest(Trigger.QUEUE, "/", null, bytes));
        return id;
    }

    private static QueueItem ended(Function function, InvocationId id, QueueState state) {
        TestExecutor.await("the end of " + id, () -> item(function, id).finishedAt().isPresent());
        assertThat(item(function, id).state()).as(item(function, id).reason()).isEqualTo(state);
        return item(function, id);
    }

    private static QueueItem item(Function function, InvocationId id) {
        return executor.store().queue().find(function.owner(), id).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void runsLaterWhatPrefersNotToWait(Version version) throws Exception {
        var environment = executor.deploy("environment/environment.wasm");

        var id = accepted(post(version, environment, "a%20b?x=1", new byte[0]));

        var item = ended(environment, id, QueueState.DONE);
        var text = new String(item.result().orElseThrow().body(), StandardCharsets.UTF_8);
        assertThat(text.lines())
                .contains(
                        "REQUEST_METHOD=POST",
                        "PATH_INFO=/a b",
                        "QUERY_STRING=x=1",
                        "CONTENT_TYPE=text/plain",
                        "CONTENT_LENGTH=0",
                        "SERVER_NAME=" + environment.name() + ".run.localhost",
                        "HTTP_WASMCLOUD_TRIGGER=queue",
                        "HTTP_WASMCLOUD_ATTEMPT=1",
                        "HTTP_WASMCLOUD_ITEM=" + id);
        var receipt = executor.receipt(item.lastRun().orElseThrow()).invocation();
        assertThat(receipt.trigger()).isEqualTo(Trigger.QUEUE);
        assertThat(receipt.httpStatus()).isEqualTo(200);
        assertThat(receipt.receipt().outcome()).isEqualTo(new Outcome.Completed());
    }

    @Test
    void givesTheBodyToTheGuestAndKeepsTheLog() throws Exception {
        var echo = executor.deploy("echo/echo.wasm");
        var id =
                accepted(
                        post(Version.HTTP_1_1, echo, "", "hello".getBytes(StandardCharsets.UTF_8)));

        var result = ended(echo, id, QueueState.DONE).result().orElseThrow();

        assertThat(result.body()).asString().isEqualTo("hello");
        assertThat(result.bytes()).isEqualTo(5);
        assertThat(result.isTruncated()).isFalse();
    }

    @Test
    void hidesThePlatformsHeadersThatAClientSends() throws Exception {
        var environment = executor.deploy("environment/environment.wasm");
        var request =
                executor.request(environment, "").header("Wasmcloud-Trigger", "schedule").build();

        assertThat(executor.http1.send(request, BodyHandlers.ofString()).body())
                .doesNotContain("WASMCLOUD_TRIGGER");
    }

    @Test
    void answersAtOnceWhatIsNoPost() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        var request = executor.request(hello, "").header("Prefer", "respond-async").build();

        assertThat(executor.http1.send(request, BodyHandlers.ofString()).body())
                .isEqualTo("Hello from WebAssembly!\n");
    }

    @Test
    void refusesABodyThatIsTooLong() throws Exception {
        var echo = executor.deploy("echo/echo.wasm");
        var body = new byte[QueueRequest.MOST_BODY_BYTES + 1];

        var response = post(Version.HTTP_1_1, echo, "", body);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("at most 1048576 bytes");
    }

    @Test
    void asksForATokenFirst() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        executor.store().access().setVisibility(hello, Visibility.PRIVATE);

        assertThat(post(Version.HTTP_1_1, hello, "", new byte[0]).statusCode()).isEqualTo(401);
    }

    @Test
    void buriesAFunctionThatTrapsEachTime() throws Exception {
        var trap = executor.deploy("misbehaving/trap.wasm");
        var id = add(trap, "");

        var item = ended(trap, id, QueueState.DEAD);

        assertThat(item.attempts()).isEqualTo(3);
        assertThat(item.reason()).startsWith("Trapped: ");
        assertThat(executor.receiptsOf(trap).stream().map(each -> each.invocation().trigger()))
                .containsOnly(Trigger.QUEUE);
        executor.logWith(trap, "Trapped: ");
    }

    @Test
    void keepsOnlyWhatThePlanAllowsOfAResult() throws Exception {
        var applicant = executor.user(Plan.APPLICANT);
        var mandelbrot = executor.deploy(applicant, "mandelbrot/mandelbrot.wasm", limits -> limits);
        var id = add(mandelbrot, "");

        var result = ended(mandelbrot, id, QueueState.DONE).result().orElseThrow();

        assertThat(result.isTruncated()).isTrue();
        assertThat(result.body()).hasSize(64 * 1024).startsWith('B', 'M');
        assertThat(result.bytes()).isGreaterThan(64 * 1024);
        assertThat(result.contentType()).isEqualTo("image/bmp");
    }

    @Test
    void doesNotRunWhatIsSuspendedLockedOrDeleted() throws Exception {
        var suspended = executor.deploy("hello/hello.wasm");
        executor.store().access().suspend(suspended.name(), SuspensionReason.OTHER, "");
        var deleted = executor.deploy("hello/hello.wasm");
        executor.store().functions().delete(deleted.owner(), deleted.name());
        var user = executor.user(Plan.FREE);
        var locked = executor.deploy(user, "hello/hello.wasm", limits -> limits);
        executor.store().users().setState(user.id(), UserState.LOCKED);

        assertThat(ended(suspended, add(suspended, ""), QueueState.DEAD).reason())
                .contains("suspended (other)");
        assertThat(ended(deleted, add(deleted, ""), QueueState.DEAD).reason()).contains("deleted");
        assertThat(ended(locked, add(locked, ""), QueueState.DEAD).reason()).contains("suspended");
        assertThat(executor.receiptsOf(suspended)).isEmpty();
    }

    @Test
    void endsARunWhoseFunctionIsSuspended() throws Exception {
        var sleeper =
                executor.deployWith(
                        OlinGuests.sleeping(100_000),
                        limits -> limits.withWallTime(Duration.ofMinutes(4)));
        var id = add(sleeper, "");
        executor.logWith(sleeper, "begun");

        executor.store().access().suspend(sleeper.name(), SuspensionReason.OVERUSE, "");

        assertThat(ended(sleeper, id, QueueState.DEAD).reason()).contains("suspended (overuse)");
    }

    @Test
    void runsWhatASchedulePutsIntoTheQueue() throws Exception {
        User owner = executor.user(Plan.PAID);
        var environment = executor.deploy(owner, "environment/environment.wasm", limits -> limits);
        var schedule =
                executor.store()
                        .schedules()
                        .create(
                                environment,
                                new NewSchedule(
                                        "0 0 1 1 *",
                                        ZoneOffset.UTC,
                                        MissedRuns.RUN_ONCE,
                                        null,
                                        new byte[0]),
                                Instant.now());

        TestExecutor.await(
                "the schedule's turn",
                () -> triggered(environment, schedule.id()).lastItem().isPresent());

        var id = triggered(environment, schedule.id()).lastItem().orElseThrow();
        var item = ended(environment, id, QueueState.DONE);
        assertThat(item.result().orElseThrow().body())
                .asString()
                .contains("HTTP_WASMCLOUD_TRIGGER=schedule\n");
        assertThat(triggered(environment, schedule.id()).nextAt())
                .isAfter(Instant.now().minusSeconds(1));
    }

    private static StoredSchedule triggered(Function function, UUID id) {
        return executor.store().schedules().find(function.id(), id).orElseThrow();
    }

    @Test
    void endsWhatItHasBegunBeforeItIsClosed(@TempDir Path folder) throws Exception {
        var sleeper =
                executor.deployWith(
                        OlinGuests.sleeping(1_500),
                        limits -> limits.withWallTime(Duration.ofMinutes(1)));
        var second = executor.another(folder);
        var id = add(sleeper, "");
        executor.logWith(sleeper, "begun");

        second.close();

        var item = ended(sleeper, id, QueueState.DONE);
        assertThat(item.result().orElseThrow().body()).asString().isEqualTo("awake");
    }
}
