package run.wasmcloud.runtime;

import java.util.List;

class WasmtimeEndingTest extends EndingContractTest {
    @Override
    GuestEngine open(List<HostLibrary<?>> libraries) {
        return new WasmtimeGuests(libraries);
    }
}
