package run.wasmcloud.panel.function;

import run.wasmcloud.client.FunctionCall;
import run.wasmcloud.client.ProblemException;
import run.wasmcloud.client.UnreachableException;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.InvocationItem;
import run.wasmcloud.model.wire.SignedUrlRequest;
import run.wasmcloud.panel.web.Member;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Calls a function for whoever is signed in, and waits for what the run left behind. */
final class ConsoleCall {
    static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration SIGNATURE = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);
    private static final Duration BETWEEN = Duration.ofMillis(150);
    private static final int MOST_BODY = 256 * 1024;
    private static final int NOT_FOUND = 404;

    private final Member member;
    private final FunctionItem function;

    ConsoleCall(Member member, FunctionItem function) {
        this.member = member;
        this.function = function;
    }

    /**
     * Calls the function.
     *
     * @throws IllegalArgumentException when the request is no valid HTTP
     * @throws UnreachableException when no answer came
     */
    ConsoleAnswer answer(ConsoleRequest request) {
        var begin = System.nanoTime();
        var response =
                member.client()
                        .call(
                                URI.create(function.url()),
                                new FunctionCall(
                                        request.method(),
                                        path(request),
                                        request.headers(),
                                        request.body().isEmpty()
                                                ? BodyPublishers.noBody()
                                                : BodyPublishers.ofString(request.body()),
                                        LONGEST));
        var body = body(response);
        return ConsoleAnswer.of(
                response.statusCode(),
                headers(response),
                body,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    /** A private function is called as its owner: by an address that is signed for this request. */
    private String path(ConsoleRequest request) {
        if (function.visibility() == Visibility.PUBLIC) {
            return request.path();
        }
        var cut = request.path().indexOf('?');
        var path = cut < 0 ? request.path() : request.path().substring(0, cut);
        var query = cut < 0 ? "" : "&" + request.path().substring(cut + 1);
        var signed =
                member.client()
                        .functions()
                        .access(new FunctionName(function.name()))
                        .sign(
                                new SignedUrlRequest(
                                        path,
                                        false,
                                        request.method(),
                                        Instant.now().plus(SIGNATURE)));
        return path + "?" + URI.create(signed.url()).getRawQuery() + query;
    }

    private static BoundedBody body(HttpResponse<InputStream> response) {
        try {
            return BoundedBody.read(response.body(), MOST_BODY, LONGEST);
        } catch (IOException e) {
            return new BoundedBody(new byte[0], "The answer could not be read.");
        }
    }

    private static List<Map.Entry<String, String>> headers(HttpResponse<?> response) {
        return response.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().startsWith(":"))
                .flatMap(
                        header ->
                                header.getValue().stream()
                                        .map(value -> Map.entry(header.getKey(), value)))
                .toList();
    }

    /** Returns the invocation that an answer came from. */
    static Optional<UUID> invocation(ConsoleAnswer answer) {
        return answer.headers().stream()
                .filter(
                        header ->
                                header.getKey()
                                        .toLowerCase(Locale.ROOT)
                                        .equals("wasmcloud-invocation"))
                .map(Map.Entry::getValue)
                .filter(text -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .map(UUID::fromString)
                .findFirst();
    }

    /** Returns the receipt of an invocation; empty when it has not come within a few seconds. */
    Optional<InvocationItem> receipt(UUID invocation) {
        var begin = System.nanoTime();
        do {
            try {
                if (member.client().invocation(invocation) instanceof InvocationItem item) {
                    return Optional.of(item);
                }
            } catch (ProblemException e) {
                if (e.status() != NOT_FOUND) {
                    throw e;
                }
            }
        } while (waited() && System.nanoTime() - begin < LONGEST_WAIT.toNanos());
        return Optional.empty();
    }

    private static boolean waited() {
        try {
            Thread.sleep(BETWEEN);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
