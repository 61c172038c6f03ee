package run.wasmcloud.runtime;

import java.util.List;

class EndiveContractTest extends SandboxContractTest {
    @Override
    GuestEngine open(List<HostLibrary<?>> libraries) {
        return new EndiveGuests(libraries);
    }
}
