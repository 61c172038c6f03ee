package run.wasmcloud.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A file in the Firefox profiler's processed format, as far as samples of stacks go. */
record FirefoxProfile(JsonNode root) {
    static FirefoxProfile read(Path file) {
        return new FirefoxProfile(new JsonMapper().readTree(file));
    }

    int formatVersion() {
        return root.at("/meta/preprocessedProfileVersion").asInt();
    }

    String product() {
        return root.at("/meta/product").asString();
    }

    double intervalMillis() {
        return root.at("/meta/interval").asDouble();
    }

    /** Returns how many samples were taken in each function itself, by its name. */
    Map<String, Integer> samplesByFunction() {
        var counts = new TreeMap<String, Integer>();
        for (var thread : root.get("threads")) {
            for (var stack : thread.at("/samples/stack")) {
                if (!stack.isNull()) {
                    counts.merge(name(thread, stack.asInt()), 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private static String name(JsonNode thread, int stack) {
        var frame = thread.at("/stackTable/frame").get(stack).asInt();
        var function = thread.at("/frameTable/func").get(frame).asInt();
        var name = thread.at("/funcTable/name").get(function).asInt();
        return thread.get("stringArray").get(name).asString();
    }
}
