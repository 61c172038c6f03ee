package run.wasmcloud.wasmtime;

import java.util.Optional;

/**
 * The type of a table.
 *
 * @param element the type of its elements
 * @param limits its bounds in elements; empty when the engine has {@link Proposal#MEMORY64} on,
 *     because the C API cannot tell the bounds of tables with 64-bit indices
 */
public record TableType(ValueType element, Optional<Limits> limits) implements ExternType {}
