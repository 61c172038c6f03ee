package run.wasmcloud.cli;

import run.wasmcloud.client.ClientException;
import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.ProblemException;
import run.wasmcloud.client.WasmcloudClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at the API that the tool would ask, the sign-in, and the two clocks. */
final class ApiCheckup {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration ALLOWED_DIFFERENCE = Duration.ofSeconds(30);
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final CommandContext context;
    private final Target target;

    ApiCheckup(CommandContext context, Target target) {
        this.context = context;
        this.target = target;
    }

    /** Looks at all that can be seen: without an answer of the API there is less. */
    Stream<Finding> findings() throws IOException {
        var findings = new ArrayList<Finding>();
        credentials().ifPresent(findings::add);
        findings.addAll(api());
        return findings.stream();
    }

    private Optional<Finding> credentials() throws IOException {
        var file = context.credentials().file();
        if (!Files.exists(file)
                || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Optional.empty();
        }
        var open = Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        return Optional.of(
                open
                        ? Finding.failure(
                                "sign-ins",
                                "others on this machine may read " + file,
                                "chmod 600 " + file)
                        : Finding.ok("sign-ins", file + " is yours alone"));
    }

    private List<Finding> api() {
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request =
                    HttpRequest.newBuilder(health(target.api())).timeout(PATIENCE).GET().build();
            return answered(http.send(request, BodyHandlers.ofString()));
        } catch (IOException | IllegalArgumentException e) {
            return List.of(
                    Finding.failure(
                            "API",
                            "%s does not answer (%s)".formatted(target.api(), reason(e)),
                            "Start one here with wasmcloud up, or name another: --api URL, or"
                                    + " WASMCLOUD_API."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the API was asked", e);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static URI health(URI api) {
        return URI.create(api.toString().replaceFirst("/$", "") + "/healthz");
    }

    private List<Finding> answered(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            return List.of(
                    Finding.failure(
                            "API",
                            "%s answers with status %d"
                                    .formatted(target.api(), answer.statusCode()),
                            "Is it a Wasmcloud API? Its address is what wasmcloud up prints after"
                                    + " API."));
        }
        return List.of(Finding.ok("API", target.api() + " answers"), clock(answer), signIn());
    }

    private Finding clock(HttpResponse<String> answer) {
        var here = context.shell().clock().instant();
        var difference =
                answer.headers()
                        .firstValue("Date")
                        .flatMap(ApiCheckup::time)
                        .map(there -> Duration.between(there, here));
        if (difference.isEmpty()) {
            return Finding.warning(
                    "clock", "the API does not say what time it is", "See whether a proxy does.");
        }
        return difference.get().abs().compareTo(ALLOWED_DIFFERENCE) <= 0
                ? Finding.ok("clock", "as the API's")
                : Finding.failure(
                        "clock",
                        "%d s apart from the API's".formatted(difference.get().toSeconds()),
                        "Set the clock of this machine or of the server: tokens end by the time.");
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Finding signIn() {
        if (target.token() == null) {
            return Finding.failure(
                    "sign-in", "there is no token for " + target.api(), "wasmcloud login");
        }
        try (var client = new WasmcloudClient(ClientSettings.of(target.api(), target.token()))) {
            return Finding.ok("sign-in", "as " + client.whoami().email());
        } catch (ProblemException e) {
            return Finding.failure(
                    "sign-in",
                    "%s: %s".formatted(e.problem().title(), e.problem().detail()),
                    "wasmcloud login");
        } catch (ClientException e) {
            return Finding.failure("sign-in", String.valueOf(e.getMessage()), "Try again.");
        }
    }
}
