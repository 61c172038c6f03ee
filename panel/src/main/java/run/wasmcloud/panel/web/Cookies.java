package run.wasmcloud.panel.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The panel's cookies: sealed, for this host only, out of scripts' reach. Over plain HTTP, which
 * only a local panel is served over, browsers refuse the prefix {@code __Host-}.
 */
record Cookies(Sealer sealer, boolean secure) {
    static Cookies of(Sealer sealer, URI address) {
        return new Cookies(sealer, "https".equals(address.getScheme()));
    }

    private String fullName(String name) {
        return secure ? "__Host-" + name : name;
    }

    /** Returns what the browser kept; empty when there is nothing that was sealed here for it. */
    Optional<byte[]> find(ServerRequest request, String name) {
        var wanted = fullName(name) + "=";
        return request.headers().all(HeaderNames.COOKIE, java.util.List::of).stream()
                .flatMap(header -> java.util.Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(wanted))
                .map(pair -> sealer.open(name, pair.substring(wanted.length())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns the header that lets a browser keep something. */
    String keeping(String name, byte[] content, Duration time) {
        return header(name, sealer.seal(name, content), time);
    }

    /** Returns the header that lets a browser forget something. */
    String forgetting(String name) {
        return header(name, "", Duration.ZERO);
    }

    private String header(String name, String value, Duration time) {
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(fullName(name), value, time.toSeconds(), secure ? "; Secure" : "");
    }
}
