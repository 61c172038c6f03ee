package run.wasmcloud.runtime;

import java.util.List;

class WasmtimeContractTest extends SandboxContractTest {
    @Override
    GuestEngine open(List<HostLibrary<?>> libraries) {
        return new WasmtimeGuests(libraries);
    }
}
