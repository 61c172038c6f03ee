package run.wasmcloud.store;

import java.util.Map;

/** The secrets of a function, open. Immutable; as text it shows none of them. */
public final class SecretValues {
    private final Map<String, String> values;

    /** Takes values by name. */
    public SecretValues(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Returns no secrets. */
    public static SecretValues none() {
        return new SecretValues(Map.of());
    }

    /** Returns the values by name, to be given to a guest and nobody else. */
    public Map<String, String> byName() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretValues secrets && secrets.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "SecretValues[" + values.size() + "]";
    }
}
