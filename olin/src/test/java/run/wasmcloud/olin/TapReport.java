package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * What a guest of {@code src/test/guests} tells of itself, by the Test Anything Protocol.
 *
 * @param lines all but the last, which is the plan
 */
record TapReport(List<String> lines, String plan) {
    static TapReport of(GuestRunner.Result result) {
        var lines = result.textAfter(0).lines().toList();
        assertThat(lines).as("log: %s", result.log()).isNotEmpty();
        return new TapReport(lines.subList(0, lines.size() - 1), lines.getLast());
    }

    /** Returns a guest's module. */
    static byte[] guest(String name) {
        try (var in = TapReport.class.getResourceAsStream("/guests/" + name + ".wasm")) {
            return Objects.requireNonNull(in, "run src/test/guests/build.sh").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requires that so many points were checked, and that all were as expected. */
    void requireAllOk(int points) {
        assertThat(lines).allMatch(line -> line.startsWith("ok "));
        assertThat(plan).isEqualTo("1.." + points);
        assertThat(lines).hasSize(points);
    }
}
