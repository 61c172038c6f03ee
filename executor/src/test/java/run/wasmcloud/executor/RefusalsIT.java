package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.store.Function;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** What callers are told when there is no room for their runs; each names its limit. */
@Timeout(300)
class RefusalsIT {
    private static final long PAGE = 65_536;
    private static final int GUESTS = 32;

    private static void assertRefused(HttpResponse<String> response, int status, String why) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(why);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        var wait = response.headers().firstValue("Retry-After").orElseThrow();
        assertThat(Long.parseLong(wait)).isBetween(1L, 60L);
    }

    private static CompletableFuture<HttpResponse<String>> begin(
            TestExecutor executor, Function function) {
        return executor.http2.sendAsync(
                executor.request(function, "").build(), BodyHandlers.ofString());
    }

    private static void awaitRuns(TestExecutor executor, int count) {
        TestExecutor.await(
                count + " runs",
                () -> executor.meters.get("wasmcloud.runs.going.on").gauge().value() == count);
    }

    @Test
    void moreRequestsASecondThanThePlanAllows(@TempDir Path folder) throws Exception {
        try (var executor = TestExecutor.open(folder)) {
            var user = executor.user(Plan.APPLICANT);
            var function = executor.deploy(user, "hello/hello.wasm", limits -> limits);
            var limits = executor.store().plans().limits(Plan.APPLICANT);
            executor.store()
                    .plans()
                    .put(
                            Plan.APPLICANT,
                            limits.with(PlanFigure.RUN_REQUESTS_A_SECOND, 1),
                            OptionalInt.empty());

            HttpResponse<String> response;
            var answered = 0;
            do {
                response = executor.get(function, "");
                answered++;
            } while (response.statusCode() == 200 && answered < 1_000);

            assertRefused(response, 429, "1 times a second");
            assertThat(answered).isGreaterThan(RunRates.BURST_SECONDS);
            var other = executor.deploy("hello/hello.wasm");
            assertThat(executor.get(other, "").statusCode()).isEqualTo(200);
            assertThat(
                            executor.meters
                                    .get("wasmcloud.refusals")
                                    .tag("kind", "too-many-requests")
                                    .counter()
                                    .count())
                    .isPositive();
        }
    }

    @Test
    void moreMemoryThanTheServerHas(@TempDir Path folder) throws Exception {
        var pages = Plan.PAID.limits().defaultRun().memoryPages();
        var edge = EdgeSettings.defaults().withGuestBytes(pages * PAGE);
        try (var executor = TestExecutor.open(folder, edge)) {
            var sleeping = executor.deploy(OlinGuests.sleeping(4_000), null);
            var hello = executor.deploy("hello/hello.wasm");
            var first = begin(executor, sleeping);
            awaitRuns(executor, 1);

            assertRefused(executor.get(hello, ""), 503, "may use all of its memory");

            assertThat(first.get().statusCode()).isEqualTo(200);
            awaitRuns(executor, 0);
            assertThat(executor.get(hello, "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void moreRunsThanTheServerTakes(@TempDir Path folder) throws Exception {
        try (var executor = TestExecutor.open(folder)) {
            var sleeping = executor.deploy(OlinGuests.sleeping(4_000), null);
            assertThat(executor.get(executor.deploy("hello/hello.wasm"), "").statusCode())
                    .isEqualTo(200);
            var begun = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < GUESTS; i++) {
                begun.add(begin(executor, sleeping));
            }
            awaitRuns(executor, GUESTS);

            assertRefused(executor.get(sleeping, ""), 503, "as many functions as it can");

            for (var run : begun) {
                assertThat(run.get().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void moreReceiptsThanTheJournalTakes(@TempDir Path folder) throws Exception {
        try (var executor = TestExecutor.withJournal(folder, 16L << 20)) {
            var function = executor.deploy("hello/hello.wasm");

            var first = executor.get(function, "");
            assertThat(first.statusCode()).isEqualTo(200);
            assertRefused(executor.get(function, ""), 503, "journal of receipts is full");
            executor.receipt(TestExecutor.invocation(first));
        }
    }

    @Test
    void receiptsThatADiskHasNoRoomForUntilItHas(@TempDir Path folder) throws Exception {
        var full = Path.of("/dev/full");
        assumeThat(full).exists();
        try (var executor = TestExecutor.open(folder)) {
            var next = folder.resolve("journal").resolve("next.prepared");
            Files.createSymbolicLink(next, full);
            var function = executor.deploy("hello/hello.wasm");

            assertRefused(executor.get(function, ""), 503, "journal of receipts is full");

            Files.delete(next);
            TestExecutor.await(
                    "room",
                    () -> executor.meters.get("wasmcloud.journal.ready").gauge().value() == 1);
            var response = executor.get(function, "");
            assertThat(response.statusCode()).isEqualTo(200);
            executor.receipt(TestExecutor.invocation(response));
        }
    }
}
