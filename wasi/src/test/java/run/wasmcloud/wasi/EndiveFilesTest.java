package run.wasmcloud.wasi;

import run.wasmcloud.runtime.EndiveGuests;
import run.wasmcloud.runtime.GuestEngine;
import run.wasmcloud.runtime.HostLibrary;

import java.util.List;

class EndiveFilesTest extends FilesContractTest {
    @Override
    GuestEngine open(List<HostLibrary<?>> libraries) {
        return new EndiveGuests(libraries);
    }
}
