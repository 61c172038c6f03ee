package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The doctor, on this machine, with things that are broken on purpose. */
class DoctorIT {
    private static final String USER =
            """
            {"id":"01980000-0000-7000-8000-000000000000","email":"ada@example.com","role":"user",\
            "state":"active","plan":"free","createdAt":"2026-01-01T00:00:00Z"}\
            """;

    @TempDir Path home;
    private FakeApi api;

    DoctorIT() throws IOException {
        api = new FakeApi();
    }

    @BeforeEach
    void answer() {
        api.on("GET /healthz", "{\"status\":\"up\"}").on("GET /v1/whoami", USER);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Tool tool() {
        return new Tool(home).with("XDG_DATA_HOME", home.toString());
    }

    private Tool.Result doctor() {
        return tool().with("WASMCLOUD_TOKEN", "x").run("doctor", "--api", api.address());
    }

    @Test
    void findsWhatIsAsItShouldBe() {
        assertThat(doctor().out())
                .containsPattern("(?m)^ok +Java: 25")
                .containsPattern("(?m)^ok +sandbox: a function ran on ")
                .containsPattern("(?m)^\\w+ +disk: .* free at ")
                .containsPattern("(?m)^ok +API: " + api.address() + " answers$")
                .containsPattern("(?m)^ok +sign-in: as ada@example\\.com$");
    }

    @Test
    void findsAClockThatIsWrong() {
        var result = doctor();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern("(?m)^failure +clock: -?\\d+ s apart from the API's$")
                .contains("Set the clock of this machine or of the server");
    }

    @Test
    void findsThatNobodyIsSignedIn() {
        var result = tool().run("doctor", "--api", api.address());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern("(?m)^failure +sign-in: there is no token for " + api.address())
                .contains("wasmcloud login");
    }

    @Test
    void findsATokenThatIsRefused() {
        api.refusing("GET /v1/whoami", 401, "Not signed in", "The token was revoked");

        assertThat(doctor().out())
                .containsPattern("(?m)^failure +sign-in: Not signed in: The token was revoked$");
    }

    @Test
    void findsThatTheApiDoesNotAnswer() throws IOException {
        var port = 0;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        var result = tool().run("doctor", "--api", "http://127.0.0.1:" + port);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern("(?m)^failure +API: http://127\\.0\\.0\\.1:\\d+ does not answer")
                .contains("Start one here with wasmcloud up");
    }

    @Test
    void findsThatSomethingElseAnswersInPlaceOfTheApi() {
        api.refusing("GET /healthz", 418, "Teapot", "short and stout");

        assertThat(doctor().out())
                .containsPattern("(?m)^failure +API: .* answers with status 418$");
    }

    @Test
    void findsSignInsThatOthersMayRead() throws IOException {
        var file = home.resolve("wasmcloud", "credentials.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"profiles\":{}}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        var result = doctor();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("others on this machine may read " + file)
                .contains("chmod 600 " + file);
    }

    @Test
    void tellsItsFindingsAsJson() {
        var result =
                tool().with("WASMCLOUD_TOKEN", "x").run("doctor", "--json", "--api", api.address());

        assertThat(result.out())
                .contains("\"check\" : \"sandbox\"", "\"state\" : \"ok\"", "\"remedy\" : ");
    }
}
