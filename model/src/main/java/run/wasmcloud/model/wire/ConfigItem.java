package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration of a version.
 *
 * @param variables the values by name
 * @param deployment the version's number; null when nothing is deployed yet
 */
public record ConfigItem(SortedMap<String, String> variables, @Nullable Integer deployment) {
    public ConfigItem {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }

    /** Makes the configuration of a version. */
    public ConfigItem(Map<String, String> variables, @Nullable Integer deployment) {
        this(new TreeMap<>(variables), deployment);
    }
}
