package run.wasmcloud.wasmtime;

import java.lang.foreign.MemoryLayout;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Values by the names that the C API's setters have, sorted. */
final class Settings {
    private final TreeMap<String, Setting> values;

    /** A value and the C type that its setter takes. */
    private record Setting(MemoryLayout type, long value) {}

    Settings() {
        this(Map.of());
    }

    private Settings(Map<String, Setting> values) {
        this.values = new TreeMap<>(values);
    }

    Settings copy() {
        return new Settings(values);
    }

    void put(String name, boolean value) {
        values.put(name, new Setting(Downcalls.BOOL, value ? 1 : 0));
    }

    void put(String name, byte value) {
        values.put(name, new Setting(Downcalls.U8, value));
    }

    void put(String name, int value) {
        values.put(name, new Setting(Downcalls.U32, requireNotNegative(name, value)));
    }

    void put(String name, long value) {
        values.put(name, new Setting(Downcalls.U64, requireNotNegative(name, value)));
    }

    long value(String name, long otherwise) {
        var setting = values.get(name);
        return setting == null ? otherwise : setting.value();
    }

    boolean isOn(String name) {
        return value(name, 0) != 0;
    }

    boolean isOff(String name) {
        return value(name, 1) == 0;
    }

    /** Calls the setter of each value on a native configuration. */
    void apply(String prefix, long configuration) {
        values.forEach((name, setting) -> set(prefix + name + "_set", configuration, setting));
    }

    private static void set(String function, long configuration, Setting setting) {
        var handle = Downcalls.procedure(function, Downcalls.POINTER, setting.type());
        var value = setting.value();
        try {
            if (setting.type().equals(Downcalls.BOOL)) {
                handle.invokeExact(configuration, value != 0);
            } else if (setting.type().equals(Downcalls.U8)) {
                handle.invokeExact(configuration, (byte) value);
            } else if (setting.type().equals(Downcalls.U32)) {
                handle.invokeExact(configuration, (int) value);
            } else {
                handle.invokeExact(configuration, value);
            }
        } catch (WasmtimeException e) {
            throw e;
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    private static long requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0 or more)");
        }
        return value;
    }

    /** All values, a line each. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().value() + "\n")
                .collect(Collectors.joining());
    }
}
