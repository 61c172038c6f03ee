package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import run.wasmcloud.model.OutboundLimits;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Servers that never come to an end: the guest is told, or its run ends; nothing stays behind. */
class HostileUpstreamIT extends HttpGuests {
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

    private final CountDownLatch clientGone = new CountDownLatch(1);

    /** Sends a beginning, then a text again and again, as long as the client takes it. */
    private Upstream endless(String beginning, String text) {
        return Upstream.plain(
                socket -> {
                    try {
                        Upstream.send(socket, beginning);
                        while (true) {
                            Upstream.send(socket, text);
                        }
                    } finally {
                        clientGone.countDown();
                    }
                });
    }

    @AfterEach
    void requireNothingLeft() throws InterruptedException {
        runner().awaitUnused();
        assertThat(clientGone.await(20, TimeUnit.SECONDS)).as("the connection ended").isTrue();
    }

    static Stream<Arguments> endlessHeads() {
        return Stream.of(
                Arguments.of("", "HTTP/1.1 200 OK OK OK"),
                Arguments.of("HTTP/1.1 200 ", "O"),
                Arguments.of("", "\r\n"),
                Arguments.of("", "no answer\r\n"),
                Arguments.of(HEAD + "X: ", "y"),
                Arguments.of(HEAD, "X: y\r\n"),
                Arguments.of(HEAD + "X: y\r\n", " folded\r\n"),
                Arguments.of("", "HTTP/1.1 100 Continue\r\n\r\n"),
                Arguments.of("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
                Arguments.of("", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("endlessHeads")
    void aHeadWithoutEndIsAnError(String beginning, String text) throws Exception {
        try (var upstream = endless(beginning, text)) {
            var result = get(url(upstream), GET);
            assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
            assertThat(result.numbers()).containsExactly(GET.length(), -1, -1);
            assertThat(result.log().getFirst()).contains("the exchange failed");
        }
    }

    @ParameterizedTest
    @MethodSource("endlessBodies")
    void aBodyWhoseFramingHasNoEndIsAnError(String beginning, String text) throws Exception {
        try (var upstream = endless(beginning, text)) {
            var result = get(url(upstream), GET);
            assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
            assertThat(result.textAfter(2)).startsWith("HTTP/1.1 200 OK\r\n\r\n");
            assertThat(result.stdout().toByteArray()).endsWith(0xff, 0xff, 0xff, 0xff);
            assertThat(result.log().getFirst()).contains("the exchange failed");
        }
    }

    static Stream<Arguments> endlessBodies() {
        return Stream.of(
                Arguments.of(CHUNKED + "1;a=", "b"),
                Arguments.of(CHUNKED, "0"),
                Arguments.of(CHUNKED + "0\r\n", "T: u\r\n"),
                Arguments.of(CHUNKED + "0\r\nT: ", "u"));
    }

    @Test
    void whatComesAroundAnAnswerCountsToo() throws Exception {
        runner().limits = runner().limits.withOutbound(new OutboundLimits(1, 50_000));
        try (var upstream = endless(CHUNKED, "1;" + "e".repeat(4_000) + "\r\nx\r\n")) {
            var result = get(url(upstream), GET);
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.OUTBOUND));
        }
    }

    @Test
    void anAnswerWithoutEndEndsTheRun() throws Exception {
        runner().limits = runner().limits.withOutbound(new OutboundLimits(1, 1 << 20));
        try (var upstream = endless(HEAD + "\r\n", "x".repeat(1_000))) {
            var result = get(url(upstream), GET);
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.OUTBOUND));
            assertThat(result.stdout().size()).isLessThan((1 << 20) + 100);
        }
    }

    @Test
    void aBodyLongerThanTheLimitIsNotReadToItsEnd() throws Exception {
        runner().limits = runner().limits.withOutbound(new OutboundLimits(1, 1 << 20));
        var head = HEAD + "Content-Length: 9000000000\r\n\r\n";
        try (var upstream = endless(head, "x".repeat(1_000))) {
            var result = get(url(upstream), GET);
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.OUTBOUND));
        }
    }

    @Test
    void aHeadThatTricklesEndsTheRunAtItsDeadline() throws Exception {
        runner().limits = runner().limits.withWallTime(Duration.ofMillis(500));
        try (var upstream = Upstream.plain(this::trickle)) {
            var result = get(url(upstream), GET);
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
        }
    }

    /** A byte now and then, until the client is gone. */
    private void trickle(Socket socket) throws IOException, InterruptedException {
        try {
            for (var i = 0; !clientGone.await(20, TimeUnit.MILLISECONDS); i++) {
                Upstream.send(socket, i % 40 == 39 ? "\r\n" : i == 0 ? "HTTP/1.1 200 " : "a");
            }
        } finally {
            clientGone.countDown();
        }
    }
}
