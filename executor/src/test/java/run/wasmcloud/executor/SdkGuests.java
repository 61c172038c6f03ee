package run.wasmcloud.executor;

import run.wasmcloud.olin.TestTls;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.store.Function;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLContext;

/** Guests that are made with the SDKs, each deployed on an executor. */
final class SdkGuests implements AutoCloseable {
    /** The guests, all with the same behaviour. */
    enum Guest {
        RUST_WASI,
        RUST_OLIN,
        C_WASI,
        C_OLIN;

        byte[] wasm() throws IOException {
            var folder = System.getProperty("wasmcloud.sdk.guests", "../sdk/tests");
            return Files.readAllBytes(
                    Path.of(folder, name().toLowerCase(Locale.ROOT).replace('_', '-') + ".wasm"));
        }
    }

    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    final TestExecutor executor;
    final SSLContext tls;
    private final Map<Guest, Function> functions = new EnumMap<>(Guest.class);

    SdkGuests(Path folder) throws Exception {
        tls = TestTls.context(folder);
        executor =
                TestExecutor.open(
                        folder.resolve("executor"),
                        OutboundSettings.defaults().withNames(SdkGuests::find).withTls(tls));
        for (var guest : Guest.values()) {
            functions.put(
                    guest,
                    executor.deploy(
                            guest.wasm(),
                            "allow ^https?://(upstream|other)[.]test\nallow ^zero://$\n"));
        }
    }

    private static List<InetAddress> find(String host) throws UnknownHostException {
        if (host.equals("upstream.test") || host.equals("other.test")) {
            return List.of(LOOPBACK);
        }
        throw new UnknownHostException(host);
    }

    Function function(Guest guest) {
        return Objects.requireNonNull(functions.get(guest));
    }

    HttpResponse<String> call(Guest guest, String query) throws Exception {
        return executor.get(function(guest), "?" + query);
    }

    HttpRequest.Builder request(Guest guest, String rest) {
        return executor.request(function(guest), rest);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return executor.http1.send(request.build(), BodyHandlers.ofString());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The bytes that the guests send: numbers from 0 on, modulo 251. */
    static String counting(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) (i % 251));
        }
        return text.toString();
    }

    static long sum(String latin) {
        return latin.chars().asLongStream().sum();
    }

    @Override
    public void close() {
        executor.close();
    }
}
