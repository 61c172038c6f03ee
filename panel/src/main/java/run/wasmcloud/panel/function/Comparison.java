package run.wasmcloud.panel.function;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.FilesItem;
import run.wasmcloud.model.wire.PolicyItem;
import run.wasmcloud.panel.chart.Quantity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between two versions.
 *
 * @param policy line by line; only lines that are the same when nothing differs
 */
public record Comparison(DeploymentItem from, DeploymentItem to, List<TextDiff.Line> policy) {
    private static final int HASH_SHOWN = 12;
    private static final long PAGE_BYTES = 65_536;

    static Comparison of(
            DeploymentItem from, DeploymentItem to, PolicyItem fromPolicy, PolicyItem toPolicy) {
        return new Comparison(from, to, TextDiff.of(fromPolicy.text(), toPolicy.text()));
    }

    /** Something that both have. */
    public record Fact(String name, String from, String to) {
        /** Tells whether it differs. */
        public boolean differs() {
            return !from.equals(to);
        }
    }

    /** A configuration variable; null where a version does not have it. */
    public record Variable(String name, @Nullable String from, @Nullable String to) {}

    /** Returns what both have, whether it differs or not. */
    public List<Fact> facts() {
        return List.of(
                new Fact("Module", module(from), module(to)),
                new Fact(
                        "Memory",
                        Quantity.BYTES.text(from.limits().memoryPages() * PAGE_BYTES),
                        Quantity.BYTES.text(to.limits().memoryPages() * PAGE_BYTES)),
                new Fact(
                        "Fuel",
                        Quantity.FUEL.text(from.limits().fuel()),
                        Quantity.FUEL.text(to.limits().fuel())),
                new Fact(
                        "Wall time",
                        Quantity.MICROS.text(from.limits().wallMillis() * 1_000),
                        Quantity.MICROS.text(to.limits().wallMillis() * 1_000)),
                new Fact("Files", files(from.files()), files(to.files())));
    }

    private static String module(DeploymentItem item) {
        return "%s… (%s)"
                .formatted(
                        item.module().substring(0, HASH_SHOWN),
                        Quantity.BYTES.text(item.moduleBytes()));
    }

    private static String files(@Nullable FilesItem files) {
        return files == null
                ? "none"
                : "%d files, %s".formatted(files.count(), Quantity.BYTES.text(files.bytes()));
    }

    /** Returns the variables that differ, by name. */
    public List<Variable> variables() {
        var before = variables(from);
        var after = variables(to);
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var changed = new ArrayList<Variable>();
        for (var name : names) {
            var variable = new Variable(name, before.get(name), after.get(name));
            if (variable.from() == null || !variable.from().equals(variable.to())) {
                changed.add(variable);
            }
        }
        return List.copyOf(changed);
    }

    private static SortedMap<String, String> variables(DeploymentItem item) {
        return new TreeMap<>(item.config() == null ? Map.of() : item.config());
    }

    /** Tells whether the policies differ. */
    public boolean policyDiffers() {
        return policy.stream().anyMatch(line -> line.change() != TextDiff.Change.SAME);
    }
}
