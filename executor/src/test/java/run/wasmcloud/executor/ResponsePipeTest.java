package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.RunEnded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Timeout(30)
class ResponsePipeTest {
    private static final Outcome DONE = new Outcome.Completed();
    private static final int HEADER_BYTES = 32 * 1024;

    private static final long A_MOMENT = 1_000;
    private static final long LONG = TimeUnit.SECONDS.toNanos(20);
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final ResponsePipe<String> pipe =
            new ResponsePipe<>(false, HEADER_BYTES, 10_000_000, stalled::countDown);

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static void write(ResponsePipe<String> pipe, String text) {
        write(pipe, text.getBytes(ISO_8859_1), deadline());
    }

    private static void write(ResponsePipe<String> pipe, byte[] bytes, Deadline deadline) {
        try {
            pipe.write(bytes, 0, bytes.length, deadline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Optional<BodyPart> part) {
        return part.map(some -> new String(some.bytes(), 0, some.length(), ISO_8859_1)).orElse("");
    }

    private static void assertEnds(Outcome outcome, Runnable writing) {
        assertThatThrownBy(writing::run)
                .isInstanceOfSatisfying(
                        RunEnded.class, e -> assertThat(e.outcome()).isEqualTo(outcome));
    }

    @Test
    void carriesAQuickResponseAsAWhole() throws Exception {
        write(pipe, "Content-Type: a/b\n");
        write(pipe, "\nhel");
        write(pipe, "lo");
        pipe.end("done");

        assertThat(pipe.awaitQuickEnd(LONG)).contains("done");
        assertThat(pipe.response()).isInstanceOf(CgiResponse.Head.class);
        assertThat(text(pipe.take())).isEqualTo("hello");
        assertThat(pipe.take()).isEmpty();
        assertThat(pipe.checked(DONE)).isEqualTo(DONE);
        assertThat(pipe.bodyWritten()).isEqualTo(5);
    }

    @Test
    void carriesASlowResponseAsItIsWritten() throws Exception {
        write(pipe, "Content-Type: a/b\n\none");
        pipe.flush();

        assertThat(pipe.awaitQuickEnd(A_MOMENT)).isEmpty();
        assertThat(text(pipe.take())).isEqualTo("one");
        var next = CompletableFuture.supplyAsync(() -> text(pipe.take()));
        write(pipe, "two");

        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("two");
        pipe.end("done");
        assertThat(pipe.take()).isEmpty();
        assertThat(pipe.awaitEnd()).isEqualTo("done");
    }

    @Test
    void carriesAResponseAsAWholeWhoseGuestWaitsForMomentsOnly() throws Exception {
        write(pipe, "Content-Type: a/b\n\none");
        pipe.flush();
        write(pipe, "two");
        pipe.end("done");

        assertThat(pipe.awaitQuickEnd(LONG)).contains("done");
        assertThat(text(pipe.take())).isEqualTo("onetwo");
    }

    @Test
    void noticesThatTheGuestIsAboutToWait() throws Exception {
        var relay = CompletableFuture.supplyAsync(this::partAfterAMoment);
        write(pipe, "Content-Type: a/b\n\n");
        pipe.flush();
        write(pipe, "one");
        pipe.flush();

        assertThat(relay.get(20, TimeUnit.SECONDS)).isEqualTo("one");
    }

    private String partAfterAMoment() {
        try {
            assertThat(pipe.awaitQuickEnd(A_MOMENT)).isEmpty();
            return text(pipe.take());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void doesNotWaitForTheEndOfALongResponse() throws Exception {
        write(pipe, "Content-Type: a/b\n\n" + "x".repeat(20_000));

        assertThat(pipe.awaitQuickEnd(LONG)).isEmpty();
        assertThat(text(pipe.take())).hasSize(20_000);
    }

    @Test
    void carriesMoreThanItHolds() throws Exception {
        var body = new byte[1_000_000];
        new Random(1).nextBytes(body);
        var guest =
                CompletableFuture.runAsync(
                        () -> {
                            write(pipe, "Content-Type: a/b\n\n");
                            write(pipe, body, deadline());
                            pipe.end("done");
                        });
        var carried = new ByteArrayOutputStream();

        assertThat(pipe.awaitQuickEnd(A_MOMENT)).isEmpty();
        for (var part = pipe.take(); part.isPresent(); part = pipe.take()) {
            carried.write(part.get().bytes(), 0, part.get().length());
        }

        guest.get(20, TimeUnit.SECONDS);
        assertThat(carried.toByteArray()).isEqualTo(body);
    }

    @Test
    void endsARunThatNobodyReadsAtItsDeadline() {
        write(pipe, "Content-Type: a/b\n\n");

        assertEnds(
                new Outcome.LimitReached(RunLimit.TIME),
                () -> {
                    var body = new byte[100_000];
                    write(pipe, body, Deadline.after(Duration.ofSeconds(2)));
                });
        assertThat(stalled.getCount()).isZero();
    }

    @Test
    void endsARunWhoseClientHasGone() {
        write(pipe, "Content-Type: a/b\n\nx");
        pipe.abandon();

        assertEnds(new Outcome.Cancelled(), () -> write(pipe, "y"));
    }

    @Test
    void wakesARunWhoseClientGoes() throws Exception {
        var guest =
                CompletableFuture.runAsync(
                        () -> write(pipe, "Content-Type: a/b\n\n" + "x".repeat(100_000)));
        stalled.await();

        pipe.abandon();

        assertThatThrownBy(() -> guest.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RunEnded.class);
    }

    @Test
    void endsARunWhoseHeadersAreWrong() {
        assertThatThrownBy(() -> write(pipe, "nonsense\n"))
                .isInstanceOfSatisfying(
                        RunEnded.class,
                        e -> assertThat(e.outcome()).isInstanceOf(Outcome.BadResponse.class));
    }

    @Test
    void endsARunThatWritesMoreThanItSaidOrMay() {
        write(pipe, "Status: 200\nContent-Length: 3\n\nabc");
        assertEnds(
                new Outcome.BadResponse("the body is longer than its Content-Length of 3 bytes"),
                () -> write(pipe, "d"));

        var tight = new ResponsePipe<String>(false, HEADER_BYTES, 3, () -> {});
        write(tight, "Status: 200\n\nabc");
        assertEnds(new Outcome.LimitReached(RunLimit.OUTPUT), () -> write(tight, "d"));
    }

    @Test
    void complainsOfResponsesThatAreNotComplete() {
        assertThat(pipe.checked(DONE).detail()).contains("no output");

        var shorter = new ResponsePipe<String>(false, HEADER_BYTES, 100, () -> {});
        write(shorter, "Status: 200\nContent-Length: 3\n\nab");
        assertThat(shorter.checked(DONE))
                .isEqualTo(
                        new Outcome.BadResponse(
                                "the body has 2 bytes (expected: 3, its Content-Length)"));
    }

    @Test
    void carriesNoBodyInAnswerToHead() {
        var head = new ResponsePipe<String>(true, HEADER_BYTES, 100, () -> {});
        write(head, "Status: 200\n\nabc");
        head.end("done");

        assertThat(head.take()).isEmpty();
        assertThat(head.bodyWritten()).isEqualTo(3);
    }
}
