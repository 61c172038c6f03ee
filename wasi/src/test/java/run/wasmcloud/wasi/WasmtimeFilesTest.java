package run.wasmcloud.wasi;

import run.wasmcloud.runtime.GuestEngine;
import run.wasmcloud.runtime.HostLibrary;
import run.wasmcloud.runtime.WasmtimeGuests;

import java.util.List;

class WasmtimeFilesTest extends FilesContractTest {
    @Override
    GuestEngine open(List<HostLibrary<?>> libraries) {
        return new WasmtimeGuests(libraries);
    }
}
