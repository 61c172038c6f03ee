package run.wasmcloud.cli;

import java.util.List;
import java.util.stream.Stream;

/** Lines of text. */
final class Lines {
    private Lines() {}

    static List<String> of(String first, List<String> more) {
        return Stream.concat(Stream.of(first), more.stream()).toList();
    }
}
