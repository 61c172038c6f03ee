package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.FoundInvocation;
import run.wasmcloud.model.wire.Page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** Sends requests to the API and reads its answers. Thread-safe. */
final class Transport {
    private static final String EVENTS = "text/event-stream";
    private static final int LONGEST_PROBLEM = 1 << 20;
    private static final long LONGEST_ANSWER = 32L << 20;

    private final ClientSettings settings;
    private final URI api;
    private final HttpConnections http;
    private final UploadListener uploads;
    private final WireJson json = new WireJson();
    private final Answers answers;
    private final @Nullable String forwardedFor;

    Transport(
            ClientSettings settings,
            HttpConnections http,
            UploadListener uploads,
            @Nullable String forwardedFor) {
        this.settings = settings;
        this.api = Localhost.ofApi(settings.api());
        this.http = http;
        this.uploads = uploads;
        this.forwardedFor = forwardedFor;
        this.answers = new Answers(settings.api(), json);
    }

    <T> T get(Route route, Class<T> type) {
        return json(answer(request(route).GET(), settings.answerTimeout()), type);
    }

    <T> Page<T> page(Route route, Class<T> item) {
        var response = answer(request(route).GET(), settings.answerTimeout());
        return answers.read(() -> json.readPage(response.body(), item));
    }

    <T> T post(Route route, Object body, Class<T> type) {
        return send("POST", route, body, type);
    }

    <T> T put(Route route, Object body, Class<T> type) {
        return send("PUT", route, body, type);
    }

    /** Sends a body and expects no value. */
    void post(Route route, Object body) {
        send("POST", route, body);
    }

    <T> T patch(Route route, Object body, Class<T> type) {
        return send("PATCH", route, body, type);
    }

    /** Sends a body and expects no value. */
    void put(Route route, Object body) {
        send("PUT", route, body);
    }

    /** Sends a body and expects no value. */
    void delete(Route route, Object body) {
        send("DELETE", route, body);
    }

    /** Sends no body and expects no value. */
    void post(Route route) {
        answer(request(route).POST(BodyPublishers.noBody()), settings.answerTimeout());
    }

    private <T> T send(String method, Route route, Object body, Class<T> type) {
        return json(send(method, route, body), type);
    }

    /**
     * Replaces something, if it is still as it was seen.
     *
     * @param version the one that was seen; null to replace any
     */
    <T> T put(Route route, Object body, @Nullable Integer version, Class<T> type) {
        var request = request(route);
        var conditional =
                version == null ? request : request.header("If-Match", "\"" + version + "\"");
        return json(send("PUT", conditional, body), type);
    }

    private HttpResponse<byte[]> send(String method, Route route, Object body) {
        return send(method, request(route), body);
    }

    private HttpResponse<byte[]> send(String method, HttpRequest.Builder builder, Object body) {
        var request = builder.header("Content-Type", "application/json");
        var text = BodyPublishers.ofString(json.write(body));
        return answer(request.method(method, text), settings.answerTimeout());
    }

    <T> T post(Route route, @Nullable String contentType, byte[] body, Class<T> type) {
        var request = request(route).POST(BodyPublishers.ofByteArray(body));
        return json(
                answer(
                        contentType == null ? request : request.header("Content-Type", contentType),
                        settings.answerTimeout()),
                type);
    }

    <T> T post(Route route, Class<T> type) {
        return json(
                answer(request(route).POST(BodyPublishers.noBody()), settings.answerTimeout()),
                type);
    }

    /**
     * Sends a file as it is read from the disk.
     *
     * @throws UncheckedIOException when there is no such file
     */
    <T> T upload(Route route, Path file, Class<T> type) {
        return upload("POST", route, "application/wasm", content(file), type);
    }

    /** Sends something large. */
    <T> T upload(String method, Route route, String mediaType, BodyPublisher body, Class<T> type) {
        var request = request(route).header("Content-Type", mediaType);
        var counted = new CountedBody(body, uploads);
        return json(answer(request.method(method, counted), settings.uploadTimeout()), type);
    }

    /** Deletes and expects a value. */
    <T> T delete(Route route, Class<T> type) {
        return json(answer(request(route).DELETE(), settings.answerTimeout()), type);
    }

    /** Writes a value as a body, or a part of one. */
    BodyPublisher json(Object value) {
        return BodyPublishers.ofString(json.write(value));
    }

    void delete(Route route) {
        answer(request(route).DELETE(), settings.answerTimeout());
    }

    /** Reads an answer that is of one of two forms. */
    FoundInvocation invocation(Route route) {
        var response = answer(request(route).GET(), settings.answerTimeout());
        return answers.read(() -> json.readInvocation(response.body()));
    }

    private <T> T json(HttpResponse<byte[]> response, Class<T> type) {
        return answers.read(() -> json.read(response.body(), type));
    }

    /**
     * Returns a file as a body, read as it is sent.
     *
     * @throws UncheckedIOException when there is no such file
     */
    static BodyPublisher content(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a route's address, for a browser. */
    URI address(Route route) {
        return URI.create(
                settings.api().getScheme() + "://" + settings.api().getRawAuthority() + route);
    }

    private HttpRequest.Builder request(Route route) {
        var request =
                HttpRequest.newBuilder(
                                URI.create(api.getScheme() + "://" + api.getRawAuthority() + route))
                        .header("Accept", "application/json, application/problem+json");
        if (forwardedFor != null) {
            request.header("X-Forwarded-For", forwardedFor);
            request.header("Forwarded", forwarded(forwardedFor));
        }
        @Nullable AccessToken token = settings.token();
        return token == null ? request : request.header("Authorization", "Bearer " + token.text());
    }

    /** RFC 7239, section 6. */
    private static String forwarded(String address) {
        return address.contains(":") ? "for=\"[" + address + "]\"" : "for=" + address;
    }

    /**
     * Opens a stream of events.
     *
     * @param lastId of the last event that was seen; null for none
     */
    LogStream events(Route route, @Nullable String lastId) {
        var request = request(route).setHeader("Accept", EVENTS + ", application/problem+json");
        var going = lastId == null ? request : request.header("Last-Event-ID", lastId);
        return new LogStream(open(going), answers, settings.api());
    }

    /** Opens a document of any length. */
    InputStream open(Route route, String accepted) {
        return open(request(route).setHeader("Accept", accepted));
    }

    private InputStream open(HttpRequest.Builder request) {
        var response =
                Waiting.forResult(
                        http.to(api).sendAsync(request.GET().build(), BodyHandlers.ofInputStream()),
                        settings.answerTimeout(),
                        settings.api());
        if (Answers.isSuccess(response)) {
            return response.body();
        }
        try (var body = response.body()) {
            throw answers.refusal(response, body.readNBytes(LONGEST_PROBLEM));
        } catch (IOException e) {
            throw new UnreachableException(
                    "The connection to %s broke. Try again.".formatted(settings.api()), e);
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest.Builder request, Duration timeout) {
        var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER);
        return answers.accepted(
                Waiting.forResult(
                        http.to(api).sendAsync(request.build(), handler), timeout, settings.api()));
    }
}
