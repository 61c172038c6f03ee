package run.wasmcloud.olin;

import run.wasmcloud.runtime.GuestStrings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A run's environment by name; of two variables of one name the first counts. */
final class EnvironmentTable {
    private final Map<String, byte[]> values = new HashMap<>();

    EnvironmentTable(GuestStrings environment) {
        for (int i = 0; i < environment.count(); i++) {
            add(environment.bytesAt(i));
        }
    }

    private void add(byte[] variable) {
        for (int i = 0; i < variable.length; i++) {
            if (variable[i] == '=') {
                var key = new String(variable, 0, i, StandardCharsets.UTF_8);
                values.putIfAbsent(key, Arrays.copyOfRange(variable, i + 1, variable.length));
                return;
            }
        }
    }

    Optional<byte[]> find(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
