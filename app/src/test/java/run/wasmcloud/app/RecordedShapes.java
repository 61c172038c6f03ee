package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The shape of what each verb writes with {@code --json}, in a file beside the tests. With the
 * system property {@code wasmcloud.shapes=record}, it is written instead of read.
 */
final class RecordedShapes {
    private static final Path FILE =
            Path.of("src", "test", "resources", "run", "wasmcloud", "app", "verbs.shapes");

    private static final String REMEDY =
            "changed on purpose? Record it anew: -Dwasmcloud.shapes=record";

    private final Map<String, Set<String>> seen = new TreeMap<>();

    /** Takes what a verb wrote; one that writes nothing has a shape, too. */
    synchronized void take(String verb, String json) {
        var lines = seen.computeIfAbsent(verb, _ -> new TreeSet<>());
        JsonShape.of(json)
                .forEach((path, types) -> lines.add(path + " " + String.join("|", types)));
    }

    /** Compares what was seen with what is recorded: a list may happen to be empty this time. */
    synchronized void check() throws IOException {
        if ("record".equals(System.getProperty("wasmcloud.shapes"))) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text(seen));
        }
        var recorded = recorded();
        assertThat(seen.keySet()).as(REMEDY).isEqualTo(recorded.keySet());
        recorded.forEach(
                (verb, lines) -> {
                    var now = seen.getOrDefault(verb, new TreeSet<>());
                    assertThat(lines).as("%s; %s", verb, REMEDY).containsAll(now);
                    assertThat(lines)
                            .as("%s; %s", verb, REMEDY)
                            .allMatch(line -> now.contains(line) || isOfNothing(line, now));
                });
    }

    private static boolean isOfNothing(String line, Set<String> now) {
        int element = line.indexOf("[]");
        var prefix = element < 0 ? line : line.substring(0, element + 2);
        return element >= 0 && now.stream().noneMatch(each -> each.startsWith(prefix));
    }

    private static Map<String, Set<String>> recorded() throws IOException {
        var shapes = new TreeMap<String, Set<String>>();
        var verb = "";
        for (var line : Files.readAllLines(FILE)) {
            if (line.startsWith("  ")) {
                shapes.getOrDefault(verb, new TreeSet<>()).add(line.strip());
            } else {
                verb = line;
                shapes.put(verb, new TreeSet<>());
            }
        }
        return shapes;
    }

    private static String text(Map<String, Set<String>> shapes) {
        var text = new StringBuilder();
        shapes.forEach(
                (verb, lines) -> {
                    text.append(verb).append('\n');
                    lines.forEach(line -> text.append("  ").append(line).append('\n'));
                });
        return text.toString();
    }
}
