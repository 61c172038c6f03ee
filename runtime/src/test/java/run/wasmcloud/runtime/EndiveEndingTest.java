package run.wasmcloud.runtime;

import java.util.List;

class EndiveEndingTest extends EndingContractTest {
    @Override
    GuestEngine open(List<HostLibrary<?>> libraries) {
        return new EndiveGuests(libraries);
    }
}
