package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

import java.util.List;

/** A generated module uses the same fuel and does the same, each time that it is run. */
class ReproducibleBillTest {
    private static final int TIMES = 3;
    private static final WasmtimeGuests GUESTS = new WasmtimeGuests(List.of(new TestLibrary()));

    @AfterContainer
    static void close() {
        GUESTS.close();
    }

    @Property(tries = 40)
    void aGeneratedModuleHasTheSameBillEachTime(@ForAll long seed) {
        var wasm = GeneratedModule.ofSeed(seed);
        var first = new GuestRequest();
        var bill = GUESTS.run(wasm, first.build());
        for (int i = 1; i < TIMES; i++) {
            var again = new GuestRequest();
            var receipt = GUESTS.run(wasm, again.build());
            assertThat(receipt.outcome()).isEqualTo(bill.outcome());
            assertThat(receipt.fuel()).isEqualTo(bill.fuel()).isPositive();
            assertThat(receipt.hostCalls()).isEqualTo(bill.hostCalls());
            assertThat(receipt.peakMemoryBytes()).isEqualTo(bill.peakMemoryBytes());
            assertThat(again.stdout()).isEqualTo(first.stdout());
        }
    }
}
