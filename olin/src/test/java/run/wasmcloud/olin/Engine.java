package run.wasmcloud.olin;

import run.wasmcloud.runtime.EndiveGuests;
import run.wasmcloud.runtime.GuestEngine;
import run.wasmcloud.runtime.HostLibrary;
import run.wasmcloud.runtime.WasmtimeGuests;

import java.util.List;

/** What guests of tests run on. */
enum Engine {
    /** The sandbox, as production has it. */
    WASMTIME,
    /** The second engine that the sandbox is held against. */
    ENDIVE;

    GuestEngine open(List<HostLibrary<?>> libraries) {
        return switch (this) {
            case WASMTIME -> new WasmtimeGuests(libraries);
            case ENDIVE -> new EndiveGuests(libraries);
        };
    }
}
