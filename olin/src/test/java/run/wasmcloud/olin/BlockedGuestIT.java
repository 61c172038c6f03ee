package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.olin.OlinGuest.call;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.Deadline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Guests that wait for others are gone at their deadline, and nothing is left of them. */
class BlockedGuestIT extends HttpGuests {
    private static final Duration WALL_TIME = Duration.ofMillis(300);
    private static final Duration LONGER = Duration.ofMillis(100);
    private static final int TRIES = 10;

    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
        runner().awaitUnused();
    }

    private GuestRunner.Result getInTime(String url) {
        runner().limits = runner().limits.withWallTime(WALL_TIME);
        return get(url, GET);
    }

    /** A machine that is busy is so not each time; a guest that is late is. */
    private static void requirePromptEnd(Supplier<GuestRunner.Result> run) {
        var times = new ArrayList<Duration>();
        for (int i = 0; i < TRIES; i++) {
            var result = run.get();
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
            times.add(result.receipt().wallTime());
            if (times.getLast().compareTo(WALL_TIME.plus(LONGER)) <= 0) {
                return;
            }
        }
        throw new AssertionError("no run ended in time: " + times);
    }

    @Test
    void whenTheUpstreamNeverAnswers() throws Exception {
        try (var upstream = Upstream.plain(Upstream::awaitEnd)) {
            requirePromptEnd(() -> getInTime(url(upstream)));
            runner().awaitUnused();
        }
    }

    @Test
    void whenTheAnswersBodyStops() throws Exception {
        try (var upstream = Upstream.plain(HttpGuests::sendHeadAndWait)) {
            requirePromptEnd(() -> getInTime(url(upstream)));
            runner().awaitUnused();
        }
    }

    @Test
    void whenTheUpstreamDoesNotTakeTheRequest() throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            var url = "http://upstream.test:" + server.getLocalPort();
            var head = "POST / HTTP/1.1\nContent-Length: 8000000\n\n";
            guest.data(URL, url).data(TEXT, head);
            var wasm =
                    guest.start(
                            OlinGuest.open(URL, url.length()),
                            "(drop (memory.grow (i32.const 200)))",
                            "(drop "
                                    + call(
                                            "resource_write",
                                            "(global.get $fd)",
                                            TEXT,
                                            head.length())
                                    + ")",
                            "(drop "
                                    + call("resource_write", "(global.get $fd)", TEXT, 8_000_000)
                                    + ")",
                            "(drop " + call("resource_flush", "(global.get $fd)") + ")");
            runner().limits = runner().limits.withWallTime(WALL_TIME);
            requirePromptEnd(() -> runner().run(wasm));
            runner().awaitUnused();
        }
    }

    @Test
    void whenTheTlsHandshakeStops() throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            requirePromptEnd(() -> getInTime("https://upstream.test:" + server.getLocalPort()));
            runner().awaitUnused();
        }
    }

    @Test
    void whenTheConnectionIsNotMade() throws Exception {
        var waiting = new ArrayList<Socket>();
        try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            fill(server, waiting);
            requirePromptEnd(() -> getInTime("http://upstream.test:" + server.getLocalPort()));
            runner().awaitUnused();
        } finally {
            for (var socket : waiting) {
                socket.close();
            }
        }
    }

    /** A server that accepts nobody lets few connect; the others wait. */
    private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
        var deadline = Deadline.after(Duration.ofSeconds(30));
        while (!deadline.reached()) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(
                        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (SocketTimeoutException _) {
                return;
            }
        }
        throw new AssertionError("the server's queue is never full");
    }

    @Test
    void whenTheLookupOfANameHangs() {
        settings = settings.withNames(_ -> hang());
        requirePromptEnd(() -> getInTime("http://hanging.test/"));
        assertThat(runner().usage().exchanges()).isLessThanOrEqualTo(1);
        assertThat(runner().usage().lookups()).isPositive();
    }

    private List<InetAddress> hang() {
        try {
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return List.of();
    }

    @Test
    void lookupsThatHangAreBoundedAndDoNotConcernOthers() {
        settings =
                settings.withNames(
                        host -> host.equals("hanging.test") ? hang() : List.of(LOOPBACK));
        runner().limits = runner().limits.withWallTime(Duration.ofMillis(100));
        var results = new ArrayList<GuestRunner.Result>();
        for (int i = 0; i < 17; i++) {
            results.add(get("http://hanging.test/", GET));
        }
        assertThat(results.subList(0, 16))
                .allMatch(each -> each.outcome() instanceof Outcome.LimitReached);
        assertThat(results.getLast().numbers()).containsExactly(GET.length(), -1, -1);
        assertThat(results.getLast().log().getFirst())
                .contains("too many lookups of names for one user's functions");
        requireOthersGoOn();
    }

    private void requireOthersGoOn() {
        runner().limits = runner().limits.withWallTime(Duration.ofSeconds(20));
        runner().owner("another");
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(get(url(upstream), GET), OK);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
