package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.UserId;

/** The module of a new deployment. */
public sealed interface NewModule {
    /** A module that is kept already. */
    record Kept(ModuleHash hash) implements NewModule {}

    /**
     * A module that is brought along.
     *
     * @param wasm not changed any more
     * @param report of a module that can run
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Uploaded(UserId uploader, byte[] wasm, ModuleReport report) implements NewModule {}
}
