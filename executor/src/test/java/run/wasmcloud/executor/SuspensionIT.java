package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.UserState;
import run.wasmcloud.store.Function;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Timeout(300)
class SuspensionIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static void suspend(Function function) {
        executor.store()
                .access()
                .suspend(function.name(), SuspensionReason.PHISHING, "a copied bank page");
    }

    @Test
    void answersWithTheReasonAndTheContactFromTheNextRequestOn() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        assertThat(executor.get(hello, "").statusCode()).isEqualTo(200);

        suspend(hello);

        var response = executor.get(hello, "");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body())
                .contains("problems/suspended", "(phishing)", "abuse@example.com")
                .doesNotContain("bank");
        assertThat(executor.receiptsOf(hello)).hasSizeLessThanOrEqualTo(1);

        executor.store().access().lift(hello.name());
        assertThat(executor.get(hello, "").statusCode()).isEqualTo(200);
    }

    @Test
    void cutsTheResponsesOfRunsThatGoOn() throws Exception {
        var clock = executor.deploy("clock/clock.wasm", limits -> limits.withWallTime(LONG));
        var lines = firstLine(streaming(clock));

        suspend(clock);

        assertThat(lines).failsWithin(Duration.ofSeconds(30));
        var receipt = executor.lastReceipt(clock).invocation().receipt();
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Cancelled());
        assertThat(executor.logWith(clock, "The run was ended"))
                .anyMatch(line -> line.contains("suspended (phishing)"));
    }

    @Test
    void endsTheRunsOfALockedUser() throws Exception {
        var user = executor.user(Plan.PAID);
        var clock = executor.deploy(user, "clock/clock.wasm", limits -> limits.withWallTime(LONG));
        var lines = firstLine(streaming(clock));

        executor.store().users().setState(user.id(), UserState.LOCKED);

        assertThat(lines).failsWithin(Duration.ofSeconds(30));
        assertThat(executor.get(clock, "").statusCode()).isEqualTo(403);
    }

    @Test
    void endsTheRunsOfADeletedAccount() throws Exception {
        var user = executor.user(Plan.PAID);
        var clock = executor.deploy(user, "clock/clock.wasm", limits -> limits.withWallTime(LONG));
        var lines = firstLine(streaming(clock));

        executor.store().accounts().delete(user.id());

        assertThat(lines).failsWithin(Duration.ofSeconds(30));
        assertThat(executor.get(clock, "").statusCode()).isEqualTo(404);
    }

    @Test
    void answersARunThatHasWrittenNothingYet() throws Exception {
        var sleeper =
                executor.deployWith(
                        OlinGuests.sleeping(100_000), limits -> limits.withWallTime(LONG));
        var answer =
                executor.http1.sendAsync(
                        executor.request(sleeper, "").build(), BodyHandlers.ofString());
        executor.logWith(sleeper, "begun");

        suspend(sleeper);

        var response = answer.get(30, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("problems/suspended");
        assertThat(executor.lastReceipt(sleeper).invocation().httpStatus()).isEqualTo(403);
    }

    private static InputStream streaming(Function clock) throws Exception {
        HttpResponse<InputStream> response =
                executor.http1.send(
                        executor.request(clock, "?n=60").build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** Waits for the first line; the rest is read until the stream breaks. */
    private static CompletableFuture<Long> firstLine(InputStream body) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        assertThat(reader.readLine()).isNotNull();
        return CompletableFuture.supplyAsync(() -> reader.lines().count());
    }
}
