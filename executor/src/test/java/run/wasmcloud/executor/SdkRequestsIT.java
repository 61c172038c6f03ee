package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.executor.SdkGuests.Guest;
import run.wasmcloud.store.LogQuery;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * What the SDKs make of requests to a function, by guests that are made with the SDKs: {@code
 * sdk/tests}, committed as binaries and rebuilt by {@code sdk/check}. The folder can be another, to
 * try others.
 */
@Timeout(300)
class SdkRequestsIT {
    private static SdkGuests guests;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        guests = new SdkGuests(folder);
    }

    @AfterAll
    static void close() {
        guests.close();
    }

    @ParameterizedTest
    @EnumSource
    void readsTheRequest(Guest guest) throws Exception {
        var body = SdkGuests.counting(1_000_000);
        var response =
                guests.send(
                        guests.request(guest, "a%20b/c?x=1&x=%C3%A9+z&y&%25")
                                .header("X-Probe", "probed")
                                .header("Content-Type", "text/plain; charset=x")
                                .PUT(
                                        BodyPublishers.ofByteArray(
                                                body.getBytes(StandardCharsets.ISO_8859_1))));

        assertThat(response.body().lines())
                .containsExactly(
                        "method PUT",
                        "path /a b/c",
                        "query x=1",
                        "query x=\u00e9 z",
                        "query y=",
                        "query %=",
                        "field probed",
                        "type text/plain; charset=x",
                        "length 1000000",
                        "sum " + SdkGuests.sum(body));
    }

    @ParameterizedTest
    @EnumSource
    void readsABodyOfUnknownLength(Guest guest) throws Exception {
        var stream = new ByteArrayInputStream(new byte[] {1, 2, 3});
        var response =
                guests.send(
                        guests.request(guest, "").POST(BodyPublishers.ofInputStream(() -> stream)));

        assertThat(response.body().lines()).contains("length 3", "sum 6");
    }

    private static HttpResponse<String> form(Guest guest, String body) throws Exception {
        return guests.send(
                guests.request(guest, "?do=form")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @EnumSource
    void readsFormsUpToABound(Guest guest) throws Exception {
        assertThat(form(guest, "b=1&a=%2b+x").body()).isEqualTo("a + x\n");
        assertThat(form(guest, "b").body()).isEqualTo("a -\n");
        assertThat(form(guest, "a=" + "x".repeat(998)).statusCode()).isEqualTo(200);
        assertThat(form(guest, "a=" + "x".repeat(999)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @EnumSource
    void sendsWhatIsFlushedAtOnce(Guest guest) throws Exception {
        var function = guests.executor.deploy(guest.wasm(), null);
        var response =
                guests.executor.http1.send(
                        guests.executor.request(function, "?do=stream&n=1&pause=4000").build(),
                        BodyHandlers.ofInputStream());
        var lines = new ArrayList<String>();
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            lines.add(reader.readLine());
            assertThat(guests.executor.receiptsOf(function)).as("the run goes on").isEmpty();
            reader.lines().forEach(lines::add);
        }
        guests.executor.lastReceipt(function);
        assertThat(lines).containsExactly("line 1");
    }

    @ParameterizedTest
    @EnumSource
    void knowsItsSurroundings(Guest guest) throws Exception {
        var function = guests.executor.deploy(guest.wasm(), "allow ^zero://$\n");

        var response = guests.executor.get(function, "?do=facts");

        assertThat(response.body().lines().filter(line -> !line.startsWith("short ")))
                .containsExactly(
                        "arguments 2",
                        "argument do=facts",
                        "missing yes",
                        "gateway CGI/1.1",
                        "time yes",
                        "random yes",
                        "name olin",
                        "spec 2",
                        "zero yes",
                        "ftp yes");
        guests.executor.logWith(function, "an info");
        assertThat(
                        guests.executor
                                .store()
                                .logLines()
                                .list(LogQuery.last(function.id(), 100))
                                .items()
                                .reversed())
                .extracting(entry -> entry.line().level() + " " + entry.line().text())
                .containsExactly("ERROR an error", "WARNING a warning", "INFO an info");
    }

    @ParameterizedTest
    @EnumSource
    void escapesWhatIsHostile(Guest guest) throws Exception {
        var response =
                guests.call(
                        guest,
                        "do=hostile&text=" + SdkGuests.encoded("<a b='\"'>&\n\u0001</script>"));

        assertThat(response.headers().map()).doesNotContainKey("x-smuggled");
        assertThat(response.body())
                .isEqualTo(
                        "&lt;a b=&#39;&quot;&#39;&gt;&amp;\n\u0001&lt;/script&gt;\n"
                                + "\"\\u003ca b='\\\"'>&"
                                + (guest.name().startsWith("C") ? "\\u000a" : "\\n")
                                + "\\u0001\\u003c/script>\"");
    }

    @ParameterizedTest
    @EnumSource
    void endsWithItsStatus(Guest guest) throws Exception {
        var response = guests.call(guest, "do=fail");

        assertThat(response.body()).contains("\"exited\"", "3");
    }

    @ParameterizedTest
    @EnumSource(names = {"RUST_WASI", "RUST_OLIN"})
    void saysInTheLogWhyItPanicked(Guest guest) throws Exception {
        assertThat(guests.call(guest, "do=panic").body()).contains("\"trapped\"");
        guests.executor.logWith(guests.function(guest), "told to");
    }

    @ParameterizedTest
    @EnumSource(names = {"RUST_WASI", "RUST_OLIN"})
    void refusesAHeaderFieldThatWouldBecomeAnother(Guest guest) throws Exception {
        assertThat(guests.call(guest, "do=hostile&field=x").body()).contains("\"exited\"");
        guests.executor.logWith(guests.function(guest), "cannot be sent");
    }

    @ParameterizedTest
    @EnumSource(names = {"RUST_WASI", "RUST_OLIN"})
    void readsUploads(Guest guest) throws Exception {
        var file = SdkGuests.counting(500_000);
        var body =
                "--x\r\n"
                    + "Content-Disposition: form-data; name=\"a\"\r\n\r\n"
                    + "hi\r\n"
                    + "--x\r\n"
                    + "Content-Disposition: form-data; name=\"f\"; filename=\"../b.bin\"\r\n\r\n"
                        + file
                        + "\r\n--x--\r\n";
        var response =
                guests.send(
                        guests.request(guest, "?do=upload")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                body.getBytes(StandardCharsets.ISO_8859_1))));

        assertThat(response.body().lines())
                .containsExactly(
                        "part a None",
                        "length 2",
                        "sum 209",
                        "part f Some(\"../b.bin\")",
                        "length 500000",
                        "sum " + SdkGuests.sum(file));
        assertThat(guests.call(guest, "do=upload").statusCode()).isEqualTo(415);
    }
}
