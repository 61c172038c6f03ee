package run.wasmcloud.model;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes up names for functions: an adjective, a noun and a number. */
public final class GeneratedNames {
    private static final List<String> ADJECTIVES =
            List.of(
                    "amber", "bold", "brave", "bright", "calm", "clever", "cosy", "crisp", "eager",
                    "early", "fair", "fresh", "gentle", "glad", "golden", "happy", "honest",
                    "jolly", "keen", "kind", "lively", "lucky", "mellow", "merry", "mild", "neat",
                    "noble", "proud", "quick", "quiet", "rapid", "ready", "rosy", "sharp", "shy",
                    "silver", "smart", "snowy", "steady", "sunny", "swift", "tidy", "vivid", "warm",
                    "wise", "witty");
    private static final List<String> NOUNS =
            List.of(
                    "acorn", "badger", "beacon", "birch", "breeze", "brook", "cedar", "cloud",
                    "comet", "coral", "crane", "dune", "ember", "falcon", "fern", "finch", "fjord",
                    "forest", "glade", "harbor", "hazel", "heron", "island", "lake", "lark",
                    "maple", "meadow", "moon", "otter", "pebble", "pine", "planet", "raven", "reef",
                    "river", "robin", "sparrow", "spring", "stone", "summit", "thicket", "tulip",
                    "valley", "violet", "willow", "wren");
    private static final int NUMBERS = 10_000;
    private static final int LONGEST_STEM = 45;

    private GeneratedNames() {}

    /** Returns a name, which may be taken. */
    public static FunctionName next() {
        return new FunctionName(
                "%s-%s-%d".formatted(pick(ADJECTIVES), pick(NOUNS), random(NUMBERS)));
    }

    /** Returns names that resemble a taken one, the likeliest choice first. */
    public static List<FunctionName> like(FunctionName taken) {
        var stem = stem(taken.value());
        var numbered = IntStream.rangeClosed(2, 6).mapToObj(number -> stem + "-" + number);
        var described = Stream.of(pick(ADJECTIVES) + "-" + stem, stem + "-" + random(NUMBERS));
        return Stream.concat(numbered, described)
                .filter(FunctionName::isValid)
                .map(FunctionName::new)
                .toList();
    }

    private static String stem(String name) {
        var cut = name.length() <= LONGEST_STEM ? name : name.substring(0, LONGEST_STEM);
        return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
    }

    private static String pick(List<String> words) {
        return words.get(random(words.size()));
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
