package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.cli.PolicyFile;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page about the figures, and the dashboard, beside what a server really shows. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringPageIT {
    private static final Path DOCS = Path.of("..", "docs", "operations");
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `(wasmcloud_[a-z0-9_]+)` \\| ([a-z]+) \\| [^|]+ \\| ([^|]*) \\| [^|]+ \\|"
                            + " [^|]+ \\|$",
                    Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("^# TYPE ([a-z0-9_]+) ([a-z]+)$", Pattern.MULTILINE);
    private static final Pattern SAMPLE =
            Pattern.compile("^([a-z0-9_]+)(?:\\{([^}]*)\\})? ", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final Pattern NAME =
            Pattern.compile("\\b(?:wasmcloud|jvm|process|system)_[a-z0-9_]+\\b");

    private String metrics;

    /** A figure with its labels. */
    private record Shown(String type, Set<String> labels) {}

    @BeforeAll
    void lookAtAServer(@TempDir Path folder) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        var addresses =
                new Addresses(
                        loopback, Ports.free(loopback, 0, "api"), Ports.free(loopback, 0, "run"));
        var data = new DataFolder(folder);
        try (var http = HttpClient.newHttpClient();
                var server =
                        LocalServer.start(
                                addresses,
                                new GuestAccess(
                                        16,
                                        new PolicyFile(Policy.standardText(), Policy.standard()),
                                        OutboundSettings.defaults(),
                                        "abuse@example.com"),
                                new EdgeChoice(
                                        Optional.empty(),
                                        TrustedProxies.none(),
                                        Optional.empty(),
                                        OptionalInt.of(0),
                                        Optional.empty(),
                                        Long.MAX_VALUE),
                                data)) {
            server.exampleDeployer().deployMissing(new Administrator(server.store(), data).user());
            get(http, addresses.run() + "/_fn/hello/");
            get(http, addresses.run() + "/_fn/nobody/");
            get(http, addresses.api() + "/v1/whoami");
            metrics =
                    get(
                            http,
                            "http://127.0.0.1:%d/metrics"
                                    .formatted(server.operatorPort().getAsInt()));
        }
    }

    @AfterAll
    void forget() {
        metrics = "";
    }

    private static String get(HttpClient http, String address) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        BodyHandlers.ofString())
                .body();
    }

    private Map<String, Shown> shown() {
        var labels = new TreeMap<String, Set<String>>();
        SAMPLE.matcher(metrics)
                .results()
                .forEach(
                        sample ->
                                labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>())
                                        .addAll(labels(sample)));
        var shown = new TreeMap<String, Shown>();
        TYPE.matcher(metrics)
                .results()
                .filter(type -> type.group(1).startsWith("wasmcloud_"))
                .forEach(
                        type -> {
                            var name = type.group(1);
                            var sample = type.group(2).equals("histogram") ? name + "_count" : name;
                            shown.put(
                                    name,
                                    new Shown(
                                            type.group(2), labels.getOrDefault(sample, Set.of())));
                        });
        return shown;
    }

    private static Set<String> labels(MatchResult sample) {
        return sample.group(2) == null
                ? Set.of()
                : LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Shown> documented() throws IOException {
        var documented = new TreeMap<String, Shown>();
        ROW.matcher(Files.readString(DOCS.resolve("monitoring.md")))
                .results()
                .forEach(row -> documented.put(row.group(1), documented(row)));
        return documented;
    }

    private static Shown documented(MatchResult row) {
        var labels =
                Arrays.stream(row.group(3).split(","))
                        .map(label -> label.replace("`", "").strip())
                        .filter(label -> !label.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Shown(row.group(2), labels);
    }

    @Test
    void namesEveryFigureThatIsShownAndNoOther() throws IOException {
        assertThat(documented()).isNotEmpty().isEqualTo(shown());
    }

    @Test
    void showsNoNamesOfFunctionsOrUsers() {
        assertThat(metrics).doesNotContain("hello", "nobody", "admin@localhost");
    }

    @Test
    void namesOnlyFiguresThatAreShownInTheDashboardAndTheAlerts() throws IOException {
        var samples =
                SAMPLE.matcher(metrics)
                        .results()
                        .map(sample -> sample.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        // It is there after the first pause.
        samples.add("jvm_gc_pause_seconds_sum");
        samples.add("jvm_gc_pause_seconds");
        samples.addAll(shown().keySet());
        var dashboard = new JsonMapper().readTree(DOCS.resolve("grafana-dashboard.json").toFile());
        var expressions = expressions(dashboard);
        assertThat(expressions).hasSizeGreaterThan(15);
        assertThat(names(String.join("\n", expressions))).isSubsetOf(samples);
        assertThat(names(Files.readString(DOCS.resolve("monitoring.md")))).isSubsetOf(samples);
    }

    private static List<String> expressions(JsonNode dashboard) {
        return dashboard
                .get("panels")
                .valueStream()
                .flatMap(panel -> panel.get("targets").valueStream())
                .map(target -> target.get("expr").asString())
                .toList();
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
