package run.wasmcloud.wasmtime;

/**
 * What a module imports.
 *
 * @param module the name of the module it asks
 * @param name the name there
 * @param type the type
 */
public record ImportType(String module, String name, ExternType type) {}
