package run.wasmcloud.wasmtime;

import org.jspecify.annotations.Nullable;

/**
 * One function of a guest that was active when it trapped. The names come from the guest and may
 * hold anything; they are cut after 512 bytes.
 *
 * @param moduleName the module's name in its name section, or null
 * @param functionIndex the function's index in its module, imported functions counted
 * @param functionName the function's name in the name section, or null
 * @param functionOffset bytes from the function's beginning in the wasm file, or −1 when it is not
 *     known
 * @param moduleOffset bytes from the beginning of the wasm file, or −1 when it is not known
 */
public record Frame(
        @Nullable String moduleName,
        int functionIndex,
        @Nullable String functionName,
        long functionOffset,
        long moduleOffset) {

    /**
     * The frame as one line: {@code module!function@0x1a2b}, with the index where there is no name.
     */
    @Override
    public String toString() {
        var module = moduleName == null ? "<unknown>" : moduleName;
        var function = functionName == null ? "<function " + functionIndex + ">" : functionName;
        var place = moduleOffset < 0 ? "" : "@0x" + Long.toHexString(moduleOffset);
        return module + "!" + function + place;
    }
}
