package run.wasmcloud.model;

import java.util.Optional;

/**
 * One call of a guest's stack at the moment of a trap.
 *
 * @param functionIndex the function's index in its module
 * @param functionName the function's name, when the module carries names
 * @param moduleOffset the instruction's offset from the beginning of the module, in bytes; −1 when
 *     it is not known, as for a function that the stack had no room for
 */
public record TrapFrame(int functionIndex, Optional<String> functionName, long moduleOffset) {
    @Override
    public String toString() {
        var function = functionName.orElse("function[" + functionIndex + "]");
        return moduleOffset < 0 ? function : "%s @ 0x%x".formatted(function, moduleOffset);
    }
}
