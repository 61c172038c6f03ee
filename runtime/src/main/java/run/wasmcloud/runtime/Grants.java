package run.wasmcloud.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What single libraries of host functions are given for a run, for example the policy of its
 * deployment: at most one value of each type. Immutable.
 */
public final class Grants {
    private static final Grants NONE = new Grants(Map.of());

    private final Map<Class<?>, Object> values;

    private Grants(Map<Class<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** Returns no grants. */
    public static Grants none() {
        return NONE;
    }

    /** Returns these grants with a value, in place of another of the same type. */
    public <T> Grants with(Class<T> type, T value) {
        var more = new HashMap<>(values);
        more.put(type, value);
        return new Grants(more);
    }

    /** Returns the value of a type. */
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(values.get(type)).map(type::cast);
    }
}
