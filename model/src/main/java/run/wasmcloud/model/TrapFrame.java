package run.wasmcloud.model;

import java.util.Optional;

/**
 * One call of a guest's stack at the moment of a trap.
 *
 * @param functionIndex the function's index in its module
 * @param functionName the function's name, when the module carries names
 * @param moduleOffset the instruction's offset from the beginning of the module, in bytes
 */
public record TrapFrame(int functionIndex, Optional<String> functionName, long moduleOffset) {
    @Override
    public String toString() {
        return "%s @ 0x%x"
                .formatted(functionName.orElse("function[" + functionIndex + "]"), moduleOffset);
    }
}
