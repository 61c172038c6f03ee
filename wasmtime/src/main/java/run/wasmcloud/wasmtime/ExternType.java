package run.wasmcloud.wasmtime;

/** The type of what a module imports or exports. */
public sealed interface ExternType permits FuncType, GlobalType, TableType, MemoryType, TagType {}
