package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.ModuleHash;

import java.util.regex.Pattern;

/**
 * Names a compiled form: what was compiled, and all that the result depends on.
 *
 * @param code the engine's version, the system, the processor and the settings, as 64 lower-case
 *     hexadecimal digits
 */
public record FormKey(ModuleHash module, String code) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public FormKey {
        if (!FORM.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    code + " (expected: 64 lower-case hexadecimal digits)");
        }
    }

    /** Returns the key as one word. */
    @Override
    public String toString() {
        return module.hex() + "-" + code;
    }
}
